"""What a sentence asks for is read from its words, and what is denied is not asked."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from coach.protocol.demands import Demand, MarkedTexts, Tagged, find_demands
from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.schema import Protocol, Step

OF_TECHNIQUE: dict[str, set[Demand]] = {"kneading": {"grasping"}, "tapping": {"blows", "shaking"}}
"""What a technique asks by itself: who may not have that has the whole step left out."""


class Note(MarkedTexts):
    text: str
    lines: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Press on the way down.", {"pressure"}),
        ("Lean in with more weight, then let go.", {"pressure"}),
        ("Grasp the muscle and lift it.", {"grasping"}),
        ("Wring the fold.", {"grasping", "twisting"}),
        ("Shake it a little.", {"shaking"}),
        ("Beat lightly with loose palms.", {"blows"}),
        ("A little faster.", {"speed"}),
        ("No pressure anywhere.", set()),
        ("Glide without pressing, with no weight at all.", set()),
        ("Never with force.", set()),
        ("Follow the path beside the spine with an even beat.", set()),
    ],
)
def test_words_are_read(text, asked):
    assert find_demands(text) == asked


def test_half_the_weight_is_weight_but_not_at_half_strength():
    assert find_demands("Half the weight on the way down.") == {"pressure"}
    assert find_demands("Half the weight on the way down.", halved=True) == set()
    assert find_demands("Half the weight, then press.", halved=True) == {"pressure"}


def test_a_marked_sentence_is_a_plain_one_with_marks():
    note = Note.model_validate({"text": {"text": "Press.", "asks": ["pressure"], "gentle": "Glide."}, "lines": ["So."]})
    assert (note.text, note.lines) == ("Press.", ("So.",))
    assert note.mark_of("Press.") == Tagged(text="Press.", asks=("pressure",), gentle="Glide.")
    assert note.mark_of("So.") is None
    assert Note.model_validate(note.model_dump(mode="json")) == note


@pytest.mark.parametrize("milder", [{"gentle": "Press softly."}, {"half": "Press firmly."}])
def test_a_milder_sentence_is_milder(milder):
    with pytest.raises(ValidationError, match="still asks for"):
        Tagged(text="Press.", asks=("pressure",), **milder)


@pytest.mark.parametrize("entry", list_protocols(), ids=lambda entry: entry.id)
def test_every_sentence_of_the_built_in_protocols_says_what_it_asks(entry):
    assert find_unmarked(load_protocol(entry.id)) == []


def test_a_planted_sentence_is_found():
    protocol = load_protocol("pregnancy-gentle")
    first = protocol.steps[0].model_copy(update={"cues": ("Press on the way down.",)})
    planted = protocol.model_copy(update={"steps": (first, *protocol.steps[1:])})
    assert find_unmarked(planted) == ["Press on the way down."]


def find_unmarked(protocol: Protocol) -> list[str]:
    """Sentences whose words ask for more than their marks and their technique say."""
    found = []
    for owner in (protocol, *protocol.steps):
        own = OF_TECHNIQUE.get(owner.technique, set()) if isinstance(owner, Step) else set()
        texts = (owner.title, owner.text, *owner.cues) if isinstance(owner, Step) else ()
        for text in (*texts, *owner.cautions):
            mark = owner.mark_of(text)
            if mark is None and find_demands(text) - own:
                found.append(text)
            if mark is not None and mark.asks and find_demands(text) - own - {"grasping"} - set(mark.asks):
                found.append(text)
    return found
