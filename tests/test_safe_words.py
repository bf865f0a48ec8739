"""No sentence that can be shown or spoken asks for what the screening ruled out.

Every protocol is held to every limit, and then every sentence is gathered: the protocol's own, the preparation, what
the live coach shows and says (each deviation, in each wording, and the praise), the summary of a step, the findings,
and the lines of the report. They are read here by a list of words of its own, not by the one that the product uses.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping

import pytest

from coach.care.limiting import limit_protocol
from coach.care.screening import Area, Limits, load_rules, outcome
from coach.feedback import cues as live_words
from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.schema import ZONES, Protocol
from coach.protocol.variants import begin_opposite
from coach.words.say import Value
from tests.safe_sentences import gather

SIDES = ("left", "right")
BOOK = [load_protocol(entry.id) for entry in list_protocols()]
PROTOCOLS = [
    *BOOK,
    *(begin_opposite(protocol, side) for protocol in BOOK if protocol.works_in_turn for side in ("left", "right")),
]
"""Every protocol as it stands and, where it works one side after the other, begun on either side."""

PRESSING = (
    r"press(?!-)\w*|weight\w*|forc\w+|firm\w*(?!,? (flat|surface|non))|deep\w*|intens\w*|strong\w*|hard\w*|tight\w*"
    r"|push\w*|lean\w*(?! forward)"
)
GRASPING = (
    r"grasp\w*|lift(?! them back| or lighten)\w*|squeez\w*|pinch\w*|pluck\w*|knead\w*|twist\w*|wring\w*|shak\w*"
    r"|vibrat\w*"
)
BLOWS = (
    r"(?<!even )(?<!the )beat\w*|tap|taps|tapping|pat|pats|patting|clap\w*|chop\w*|slap\w*|blow\w*|percuss\w*"
    r"|strik\w*"
)
HURRY = r"faster|quicker(?! than asked)|brisk\w*|(twice|times) as fast|hurry"
RUBBING = r"rub|rubs|rubbing"
PLACES = {
    "collar": r"neck|shoulders?(?! blades)",
    "back": r"blades|ribs|middle (of the )?back",
    "lumbar": r"waist|lower back|loin",
    "sacral": r"(?<!towards the )(coccyx|tailbone)|sacrum|buttocks|gluteal|hips",
}
DENIED = re.compile(r"\b(no|not|never|without|nothing|cannot|leave|looks like|I saw|you tapped)\b", re.IGNORECASE)
"""What takes a clause back, or only tells what was seen."""


def forbidden(limits: Limits) -> list[str]:
    """Patterns of what may not be asked within the limits."""
    patterns = []
    if limits.intensity == "gentle":
        patterns += [PRESSING, GRASPING, BLOWS, HURRY, RUBBING]
    if limits.intensity == "half":
        patterns += [PRESSING]
    if "tapping" not in limits.techniques:
        patterns += [BLOWS]
    if "kneading" not in limits.techniques:
        patterns += [r"grasp\w*|pluck\w*|knead\w*"]
    if "rubbing" not in limits.techniques:
        patterns += [RUBBING]
    patterns += [PLACES[zone] for zone in ZONES if all(Area(zone, side) in limits.avoid for side in SIDES)]
    return patterns


def find_forbidden(sentence: str, limits: Limits) -> str | None:
    """Return the first word of a sentence that asks for what is forbidden."""
    halved = limits.intensity == "half"
    # A list of what is left out is one clause; a question to the receiver asks nothing of the hands.
    read = sentence.replace("Leave out:", "Leave out").replace("is the pressure all right?", "is it all right?")
    for clause in re.split(r"[.;:!?](?!\d)", read):
        for pattern in forbidden(limits):
            match = re.search(rf"\b(?:{pattern})\b", clause, re.IGNORECASE)
            if (
                match is not None
                and not DENIED.search(clause[: match.start()])
                and not (halved and "half" in clause.lower())
            ):
                return match.group()
    return None


def all_limits() -> Iterator[tuple[str, Limits]]:
    """Every limit by itself: what a doctor's permission leaves, each intensity, each missing technique, each place."""
    no = dict.fromkeys((rule.id for rule in load_rules().rule), "no")
    for rule in load_rules().rule:
        if rule.can_be_permitted:
            yield rule.id, outcome(no | {rule.id: "yes"}, [rule.id]).limits
    every = Limits().techniques
    for intensity in ("half", "gentle"):
        yield intensity, Limits(intensity=intensity)
        yield f"{intensity}, no tapping", Limits(intensity=intensity, techniques=every - {"tapping"})
    for technique in sorted(every):
        yield f"no {technique}", Limits(techniques=every - {technique})
        yield f"only {technique}", Limits(techniques=frozenset({technique}))
    for zone in ZONES:
        yield f"no {zone}", Limits(avoid=frozenset(Area(zone, side) for side in SIDES))
        yield f"no {zone}, left", Limits(avoid=frozenset({Area(zone, "left")}))
    yield "half, no lower back", Limits(intensity="half", avoid=frozenset(Area("lumbar", side) for side in SIDES))


CASES = [
    pytest.param(protocol, limits, id=f"{protocol.id}-{protocol.pain_side}-{name}")
    for (name, limits), protocol in itertools.product(all_limits(), PROTOCOLS)
]


@pytest.mark.parametrize(("protocol", "limits"), CASES)
def test_no_sentence_asks_for_what_is_forbidden(protocol: Protocol, limits: Limits) -> None:
    held = limit_protocol(protocol, limits)
    if held is None:
        return
    sentences = set(gather(held, limits))
    assert len(sentences) > 10, "all that is said was gathered"
    asked = {text: word for text in sentences if (word := find_forbidden(text, limits)) is not None}
    assert asked == {}


@pytest.mark.parametrize(
    ("place", "planted"),
    [
        ("cues", "Press a little on the way down."),
        ("cautions", "Now put your weight on it."),
        ("text", "Squeeze the muscle between both hands."),
    ],
)
def test_a_planted_sentence_is_found(place: str, planted: str) -> None:
    limits = Limits(intensity="gentle")
    held = limit_protocol(load_protocol("pregnancy-gentle"), limits)
    assert held is not None
    value = planted if place == "text" else (planted,)
    spoilt = held.model_copy(update={"steps": (held.steps[0].model_copy(update={place: value}), *held.steps[1:])})
    assert any(find_forbidden(text, limits) for text in gather(spoilt, limits))


def test_a_planted_wording_of_the_live_coach_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(intensity="gentle")
    held = limit_protocol(load_protocol("pregnancy-gentle"), limits)
    assert held is not None
    said = live_words.fill

    def plant(message: str, values: Mapping[str, Value]) -> str:
        planted = "Press on the way down, come back lightly."
        return planted if message.startswith("cue-sense_other") else said(message, values)

    monkeypatch.setattr(live_words, "fill", plant)
    assert any(find_forbidden(text, limits) for text in gather(held, limits))


def test_without_limits_the_guides_own_words_stand() -> None:
    for protocol in PROTOCOLS:
        assert limit_protocol(protocol, Limits()) is protocol
    assert find_forbidden("press from the waist down to the coccyx", Limits()) is None
