"""Page *Practise*: the live coach."""

from __future__ import annotations

from coach.ui import practise_flow as flow
from coach.ui import practise_result, practise_setup
from coach.ui.gate import require_screening

flow.restore_from_address()
ended, running = flow.outcome(), flow.running()
if ended is not None:
    practise_result.show_outcome(ended)
elif running is not None:
    flow.show_live(running)
else:
    passed = require_screening()
    practise_setup.offer_unfinished()
    practise_setup.choose_and_start(passed)
