"""What is said of a massage of a leg speaks of a leg: nothing there is a spine, a neck or a tailbone."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from coach.feedback.messages import describe_finding
from coach.feedback.step_words import describe_drawing
from coach.look.step_drawing import draw_step
from coach.motion.body_shape import PLACES, region_of_place
from coach.protocol import editing
from coach.protocol.fitting import SENSES_OF_AXIS
from coach.protocol.schema import Place, Protocol
from coach.records import Finding
from coach.words import say, say_table
from tests.lint_words import CATALOGUES, read_catalogue

OF_THE_BACK = re.compile(r"\b(spine|neck|tailbone|waist|lumbar|sacrum|lower back)\b", re.IGNORECASE)
WAYS = [(axis, sense) for axis, senses in SENSES_OF_AXIS.items() for sense in (None, *senses)]
LEG = [name for name in PLACES if region_of_place(name) == "leg"]


def leg_protocol(**fields):
    data = editing.add_step(editing.begin("leg", "legs", "Legs"), "rubbing")
    return Protocol.model_validate(editing.set_fields(data, 0, zones=LEG, **fields))


def test_every_place_of_the_schema_lies_on_the_body_and_has_its_words():
    assert set(get_args(Place)) == set(PLACES)
    for name in PLACES:
        assert say("common-zone", zone=name) != say("common-zone", zone="beside_neck") or name == "beside_neck"
        assert say("common-zone-label", zone=name)


@pytest.mark.parametrize(("axis", "sense"), WAYS)
def test_a_step_on_a_leg_speaks_of_a_leg(axis, sense):
    (step,) = leg_protocol(axis=axis, sense=sense).steps
    said = describe_drawing(step)
    assert "calf" in said and not OF_THE_BACK.search(said)
    assert 'stroke-dasharray="0.1 4"' not in draw_step(step), "no spine is drawn"


@pytest.mark.parametrize(("axis", "sense"), WAYS)
def test_findings_on_a_leg_speak_of_a_leg(axis, sense):
    protocol = leg_protocol(axis=axis, sense=sense)
    common = {
        "severity": "warning",
        "start_s": 3.0,
        "end_s": 20.0,
        "step": protocol.steps[0].id,
        "technique": "rubbing",
    }
    findings = [
        Finding(code="wrong_place", measured="thigh", expected="calf", **common),
        Finding(code="wrong_direction", measured="across", expected=axis or "along", **common),
    ]
    for finding in findings:
        assert not OF_THE_BACK.search(describe_finding(finding, protocol))
    assert "move further down" in describe_finding(findings[0], protocol)


def test_the_set_up_of_a_leg_speaks_of_a_leg():
    for words in (say_table("practise-live-leg"), say_table("back-picker-leg")):
        assert words and not any(OF_THE_BACK.search(text) for text in words.values())
    patterns = read_catalogue(CATALOGUES / "en").patterns
    assert not any(
        name.startswith("practise-live-leg.") and name.replace("-leg", "") not in patterns for name in patterns
    )
