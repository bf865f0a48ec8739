"""Protocols scaled to another length, and begun on another side."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import ProtocolError
from coach.protocol.library import load_protocol
from coach.protocol.variants import apply_variant, begin_opposite, plan_protocol, scale_protocol


@settings(deadline=None)
@given(factor=st.floats(0.02, 5.0))
def test_scaling_scales_lengths_and_nothing_else(factor):
    protocol = load_protocol("lumbar-home")
    scaled = scale_protocol(protocol, factor=factor)
    assert scaled.time_scale == pytest.approx(factor)
    for before, after in zip(protocol.steps, scaled.steps, strict=True):
        assert (after.pace_per_min, after.axis, after.sense, after.speed_cm_s) == (
            before.pace_per_min,
            before.axis,
            before.sense,
            before.speed_cm_s,
        )
        if before.duration_s:
            assert after.duration_s.ends == pytest.approx([factor * end for end in before.duration_s.ends])
        else:
            assert 1 <= after.count.low <= max(1.0, before.count.low * factor)
            assert after.count.high >= before.count.high * factor


@pytest.mark.parametrize("minutes", [10, 25, 40])
def test_a_session_is_scaled_to_its_minutes(minutes):
    scaled = scale_protocol(load_protocol("lumbar-home"), total_minutes=minutes)
    assert scaled.planned_minutes == pytest.approx(minutes, rel=0.02)


@pytest.mark.parametrize("minutes", [9.9, 41])
def test_a_session_stays_inside_the_guides_minutes(minutes):
    with pytest.raises(ProtocolError, match="10 to 40 minutes"):
        scale_protocol(load_protocol("lumbar-home"), total_minutes=minutes)


def test_scaling_wants_exactly_one_of_its_two_ways():
    with pytest.raises(ValueError, match="either"):
        scale_protocol(load_protocol("lumbar-home"))


def test_beginning_opposite_to_the_pain_sets_the_side_where_sides_come_in_turn():
    protocol = begin_opposite(load_protocol("simple-rules"), "left")
    sides = {step.id: step.start_side for step in protocol.steps}
    assert sides["light-stroking"] == "right" and sides["between-blades"] is None
    chosen = apply_variant(load_protocol("simple-rules"), "opposite-side", "left")
    assert chosen.steps == protocol.steps and (chosen.variant, chosen.pain_side) == ("opposite-side", "left")


def test_a_variant_of_another_length_begins_opposite_to_the_pain_too():
    chosen = plan_protocol(load_protocol("lumbar-home"), "short", "right")
    assert chosen.planned_minutes == pytest.approx(10.0, rel=0.1)
    assert chosen.step("kneading").start_side == "left"
    assert (chosen.variant, chosen.pain_side) == ("short", "right")


def test_without_a_side_that_hurts_more_there_is_none_to_begin_on():
    whole = load_protocol("simple-rules")
    assert plan_protocol(whole) == whole
    assert not any(step.start_side for step in plan_protocol(whole, "opposite-side").steps)


def test_a_protocol_that_works_both_sides_at_once_begins_on_neither():
    whole = load_protocol("back-home")
    assert not whole.works_in_turn and begin_opposite(whole, "left") == whole


def test_an_unknown_variant_lists_the_known_ones():
    with pytest.raises(ProtocolError, match="short, long, opposite-side"):
        apply_variant(load_protocol("lumbar-home"), "huge")
