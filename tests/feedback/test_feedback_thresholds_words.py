"""Both sides of every threshold that chooses between two ways of saying something, and how long a saying takes."""

from __future__ import annotations

import pytest

from coach.feedback.cues import Cue, describe_cue
from coach.feedback.finding_words import name_share, tell_when
from coach.feedback.instruction import compute_shown_s, compute_speaking_s, compute_told_s, list_phrases, tell_step
from coach.feedback.line import AdviceLine
from coach.feedback.messages import describe_finding, describe_step
from coach.protocol.library import load_protocol
from coach.records import Finding, ScorePart, StepResult

LUMBAR = load_protocol("lumbar-home")
KNEADING = LUMBAR.step("kneading")
PADS = LUMBAR.step("rubbing-pads")


def words(count: int) -> str:
    """One sentence of so many words."""
    return " ".join(["Glide", *["on"] * (count - 1)]) + "."


# How much slower or faster --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        (73.0, "A touch"),
        (75.0, "A little"),
        (85.0, "A little"),
        (88.0, "About a third"),
        (107.0, "About a third"),
        (110.0, "About half"),
        (400.0, "About half"),
    ],
)
def test_much_slower_is_said_by_the_share_of_the_present_pace(pace: float, said: str) -> None:
    """65 is asked: 12 hundredths are left at 73.9, a quarter at 86.7, two fifths at 108.3."""
    assert describe_cue(Cue(0.0, "pace_too_fast", measured=pace, expected=(65.0, 65.0))).startswith(said)


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        (57.0, "A touch"),
        (56.0, "A little"),
        (47.0, "A little"),
        (46.0, "Quite a bit"),
        (36.5, "Quite a bit"),
        (35.5, "Much"),
    ],
)
def test_much_faster_is_said_by_the_share_of_the_present_pace(pace: float, said: str) -> None:
    """65 is asked: 15 hundredths are missing at 56.5, two fifths at 46.4, four at 36.1."""
    assert describe_cue(Cue(0.0, "pace_too_slow", measured=pace, expected=(65.0, 65.0))).startswith(said)


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        (34.0, "let each one last"),
        (37.0, "count one-and"),
        (69.0, "count one-and"),
        (72.0, "count one, two, three"),
        (118.0, "count one, two, three"),
        (122.0, "about 2 a second"),
    ],
)
def test_a_beat_is_counted_by_the_length_of_its_cycle(pace: float, said: str) -> None:
    """Cycles of 1.7, 0.85 and 0.5 seconds: 35.3, 70.6 and 120 a minute."""
    cue = describe_cue(Cue(0.0, "pace_too_slow", measured=pace / 2, expected=(pace, pace)))
    assert cue.partition(": ")[2].startswith(said)


@pytest.mark.parametrize(("high", "said"), [(88.0, "about a quarter."), (92.0, "about a tenth.")])
def test_a_band_is_aimed_at_in_its_middle_up_to_half_as_much_again(high: float, said: str) -> None:
    """60 to 88, middle 74, is a quarter below 100; the end of 60 to 92 a tenth."""
    finding = Finding("pace_too_fast", "warning", 60, 180, 100.0, (60.0, high), "per_min", "rubbing-pads", "rubbing")
    assert describe_finding(finding, LUMBAR).endswith(said)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.145, "tenth"),
        (0.155, "fifth"),
        (0.22, "fifth"),
        (0.23, "quarter"),
        (0.287, "quarter"),
        (0.296, "third"),
        (0.41, "third"),
        (0.42, "half"),
        (0.58, "half"),
        (0.59, "two_thirds"),
        (0.70, "two_thirds"),
        (0.715, "three_quarters"),
    ],
)
def test_a_share_is_named_by_the_nearest(share: float, said: str) -> None:
    assert name_share(share) == said


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [(10.0, 11.4, "moment"), (10.0, 11.6, "span"), (50.0, 118.0, "span"), (50.0, 122.0, "minutes")],
)
def test_a_stretch_is_a_moment_a_span_or_minutes(start: float, end: float, when: str) -> None:
    assert tell_when(start, end)["when"] == when


@pytest.mark.parametrize(("count", "counted"), [(3, False), (4, True)])
def test_missing_steps_are_counted_from_four_on(count: int, counted: bool) -> None:
    steps = [step.id for step in LUMBAR.steps[:count]]
    detail = {"steps": " ".join(steps), "times": float(count)}
    finding = Finding("step_missing", "warning", 60, 60, 0.0, "stroking", None, steps[0], "stroking", detail)
    assert describe_finding(finding, LUMBAR).startswith(f"{count} of 9 steps") is counted


@pytest.mark.parametrize(("score", "as_asked"), [(0.87, True), (0.83, False)])
def test_a_step_is_as_asked_when_its_weakest_part_is(score: float, as_asked: bool) -> None:
    part = ScorePart("pace", score, 75.0, (60.0, 70.0), "per_min", 1.0)
    said = describe_step(StepResult("kneading", "done", 0, 9, score, (part,)), LUMBAR)
    assert (said == "Kneading: as asked.") is as_asked


# How long it takes ----------------------------------------------------------------------------------------------------


def test_a_calm_voice_says_five_words_in_two_seconds() -> None:
    assert compute_speaking_s(words(10)) == pytest.approx(4.0)


@pytest.mark.parametrize(("planned_s", "told_s"), [(180.0, 126.0), (9.0, 6.3), (6.0, 6.0)])
def test_a_step_is_told_in_seven_tenths_of_it_and_six_seconds_at_least(planned_s: float, told_s: float) -> None:
    band = PADS.duration_s.model_copy(update={"low": planned_s, "high": planned_s})
    assert compute_told_s(PADS.model_copy(update={"duration_s": band})) == pytest.approx(told_s)


@pytest.mark.parametrize(("count", "shown_s"), [(50, 22.4), (120, 40.0)])
def test_an_instruction_is_shown_while_it_is_told_with_a_breath_after_each_part_and_forty_seconds_at_most(
    count: int, shown_s: float
) -> None:
    """A title of one word, 0.4 s, and fifty words, 20 s, with a second after each."""
    step = PADS.model_copy(update={"title": "Rubbing", "text": words(count), "cautions": ()})
    assert compute_shown_s(step) == pytest.approx(shown_s)


@pytest.mark.parametrize(("count", "together"), [(6, True), (7, False)])
def test_short_sentences_are_told_together_up_to_twelve_words(count: int, together: bool) -> None:
    step = KNEADING.model_copy(update={"text": f"{words(6)} {words(count)}", "cautions": ()})
    assert (len(tell_step(step, before="Begin on the left.")[1]) == 1) is together


@pytest.mark.parametrize(("count", "kept"), [(16, True), (17, False)])
def test_a_phrase_of_sixteen_words_fits_into_a_line(count: int, kept: bool) -> None:
    step = KNEADING.model_copy(update={"cues": (), "text": f"{words(3)} {words(count)}"})
    assert (len(list_phrases(step)) == 2) is kept


@pytest.mark.parametrize(("now", "shown"), [(13.7, True), (14.3, False)])
def test_a_long_sentence_stays_two_seconds_after_it_was_said(now: float, shown: bool) -> None:
    """Thirty words take twelve seconds."""
    line, cue = AdviceLine(), Cue(0.0, "step_how", detail=(("text", words(30)),))
    assert describe_cue(cue) == words(30)
    line.take(cue)
    assert (line.show(now, None) is cue) is shown
