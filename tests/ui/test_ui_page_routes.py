"""A page opened by its own address finds its server at once."""

from __future__ import annotations

from typing import Any

import pytest

from coach.ui import page_routes
from coach.ui.pages import PAGES
from tests.browser import settled


def test_every_page_has_its_route_and_says_where_the_server_is() -> None:
    assert [route.path for route in page_routes.page_routes()] == [f"/{name}" for name in PAGES]
    index = page_routes._read_index()
    assert index.count(page_routes.SERVER_IS_HERE) == 1
    assert index.index(page_routes.SERVER_IS_HERE) < index.index("<script", index.index("</script>"))


@pytest.mark.browser
def test_no_address_is_asked_for_in_vain(app: Any, page: Any) -> None:
    refused: list[str] = []
    page.on("response", lambda response: response.status >= 400 and refused.append(response.url))
    for name in ("review", "progress"):
        page.goto(f"{app.url}/{name}")
        page.get_by_role("heading").first.wait_for()
        settled(page)
        page.reload()
        page.get_by_role("heading").first.wait_for()
        settled(page)
    assert refused == []
