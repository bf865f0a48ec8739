"""Words of the page before a session: screening, preparation, and the gate to *Practise*.

The questions themselves, with their reasons, are data: ``coach/protocol/screening.toml``.
"""

from __future__ import annotations

GATE_TITLE = "First a few questions"
GATE = (
    "Before every massage the coach asks about the person on the table, so that nobody is massaged who should not be "
    "today. It takes a minute or two, and less the next time."
)
GATE_BEGIN = "Begin with the questions"
CUSHION = (
    "**Nobody to massage?** Practise on a firm cushion or a rolled blanket. The coach sees your hands just the same. "
    "No questions are asked, because nobody is touched."
)
GATE_CUSHION = "Practise on a cushion"
CUSHION_ON = "Practice on a cushion. For a person, answer the questions on *Before you start* first."
