"""What the first page and the first chart need is loaded in the background, and who uses it waits for it."""

from __future__ import annotations

import subprocess
import sys

CHARTS = """
import sys
from coach.ui import warm_up
warm_up.LATER_S = 600
warm_up.wait_for_charts()
assert "altair" not in sys.modules, "nothing was begun, so nothing is waited for"
thread = warm_up.warm_up()
assert warm_up.warm_up() is thread, "it is loaded once"
assert "altair" not in sys.modules, "the first page is drawn before"
warm_up.wait_for_charts()
assert not thread.is_alive()
assert {"altair", "pandas", "coach.ui.review_progress"} <= set(sys.modules)
"""

GARBAGE = """
import gc
from coach.ui import warm_up
warm_up.LATER_S = 0
warm_up.load_first_page()
warm_up.wait_for_first_page()
first = gc.get_freeze_count()
assert first > len(gc.get_objects()), "a search for garbage goes through what is loaded"
warm_up.warm_up()
warm_up.wait_for_charts()
assert gc.get_freeze_count() > first + 10_000
"""

FIRST_PAGE = """
import sys
from coach.ui import warm_up
warm_up.wait_for_first_page()
assert "coach.ui.due_view" not in sys.modules, "nothing was begun, so nothing is waited for"
thread = warm_up.load_first_page()
warm_up.wait_for_first_page()
assert not thread.is_alive()
assert set(warm_up.FIRST_PAGE) <= set(sys.modules)
heavy = {"altair", "pandas", "scipy", "cv2", "matplotlib", "mediapipe"} & set(sys.modules)
assert not heavy, f"the first page waits for {heavy}"
"""

SERVER = """
import sys
import coach.ui.main
heavy = {"numpy", "pydantic", "altair", "pandas", "scipy", "cv2", "matplotlib", "mediapipe"} & set(sys.modules)
assert not heavy, f"the server's start waits for {heavy}"
"""

MENU = """
import sys
from streamlit.testing.v1 import AppTest
page = AppTest.from_string('from coach.ui.components.page_links import page_links; page_links("menu", "today")').run()
assert len(page) and not page.exception, page.exception
assert "pandas" not in sys.modules, "Streamlit took the menu's data for a table"
"""


def run(script: str) -> None:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "Exception" not in done.stderr


def test_a_page_that_draws_waits_for_what_was_begun_and_begins_it_at_once() -> None:
    run(CHARTS)


def test_no_search_for_garbage_goes_through_what_was_loaded() -> None:
    run(GARBAGE)


def test_the_first_page_loads_nothing_that_it_does_not_show() -> None:
    run(FIRST_PAGE)


def test_the_server_answers_before_anything_heavy_is_loaded() -> None:
    run(SERVER)


def test_the_menu_is_drawn_without_pandas() -> None:
    run(MENU)
