"""A protocol on paper: every step with its drawing, nothing from elsewhere, and no text that becomes markup."""

from __future__ import annotations

import re

import pytest

from coach.protocol import editing
from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.schema import Protocol
from coach.report.protocol_sheet import render_sheet

BUILT_IN = [entry.id for entry in list_protocols() if entry.origin == "built-in"]


@pytest.mark.parametrize("protocol_id", BUILT_IN)
def test_every_step_is_on_the_sheet_with_its_drawing(protocol_id):
    protocol = load_protocol(protocol_id)
    sheet = render_sheet(protocol)
    assert sheet.count("<article>") == sheet.count("<svg") == len(protocol.steps)
    assert re.findall(r"(?:src|href)=", sheet) == []
    for step in protocol.steps:
        assert step.title.replace("'", "&#39;") in sheet


def test_what_was_written_stays_text():
    data = editing.add_step(editing.begin("leg", "mine", "Legs <b>&"), "stroking")
    data = editing.set_fields(data, 0, title="<script>x</script>", cues=["<img src=x>"])
    sheet = render_sheet(Protocol.model_validate(data))
    assert "<script>" not in sheet and "<img" not in sheet and "<b>" not in sheet
    assert "&lt;script&gt;x&lt;/script&gt;" in sheet
