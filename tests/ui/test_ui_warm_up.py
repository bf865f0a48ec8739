"""What the first chart needs is loaded in the background, and a page that draws waits for it."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from coach.ui import warm_up
warm_up.wait_for_charts("progress")
assert "altair" not in sys.modules, "nothing was begun, so nothing is waited for"
thread = warm_up.warm_up()
assert warm_up.warm_up() is thread, "it is loaded once"
warm_up.wait_for_charts("help")
warm_up.wait_for_charts("progress")
assert not thread.is_alive()
assert "altair" in sys.modules and "pandas" in sys.modules
"""


def test_a_page_that_draws_waits_for_what_was_begun() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "Exception" not in done.stderr
