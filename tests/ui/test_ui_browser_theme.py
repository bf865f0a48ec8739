"""In a real browser: what is chosen can be read, in light and in dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser import settled
from tests.ui.conftest import RunningApp
from tests.ui.test_ui_theme import SETTINGS, TEXT, contrast

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_is_chosen_stands_out(open_browser: Callable[..., Any], app: RunningApp, mode: str):
    page = open_browser(color_scheme=mode).new_page()
    page.goto(f"{app.url}/practise")
    page.get_by_role("button", name="cushion").wait_for()
    settled(page)
    page.get_by_role("button", name="cushion").click()
    page.get_by_role("heading", name="Practise").wait_for()
    settled(page)
    chosen = page.get_by_role("radio", name="Lead me")
    assert chosen.get_attribute("aria-checked") == "true"
    color = chosen.evaluate("button => getComputedStyle(button).color")
    red, green, blue = (int(value) for value in re.findall(r"\d+", color)[:3])
    said = f"#{red:02X}{green:02X}{blue:02X}"
    assert contrast(said, SETTINGS["theme"][mode]["secondaryBackgroundColor"]) >= TEXT
    page.context.close()
