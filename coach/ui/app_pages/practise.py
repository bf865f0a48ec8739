"""Page *Practise*: the live coach."""

from __future__ import annotations

from coach.ui import practise_flow as flow
from coach.ui.gate import require_screening
from coach.ui.warm_up import wait_for_charts

flow.restore_from_address()
ended, running = flow.outcome(), flow.running()
if ended is not None:
    wait_for_charts()
    from coach.ui import practise_result  # each part of the way loads what it needs

    practise_result.show_outcome(ended)
elif running is not None:
    flow.show_live(running)
else:
    from coach.ui import practise_setup, rounds_setup

    passed = require_screening()
    practise_setup.offer_unfinished()
    if not rounds_setup.show_chosen(passed):
        practise_setup.choose_and_start(passed)
