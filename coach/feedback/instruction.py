"""The instruction of a step as it is told: sentence by sentence, each with the time that it takes to be heard or read.

All words come from the step itself, which is already held to the receiver's limits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coach.protocol.schema import Step

WORDS_PER_S = 2.5
"""Spoken English in a calm voice: 150 words a minute (textbooks give 140 to 170)."""

BREATH_S = 1.0
"""Between one sentence of an instruction and the next."""

MOST_WORDS = 12
"""Short sentences are told together up to this length, about five seconds; a longer one stands alone."""

LEAST_SHOWN_S, MOST_SHOWN_S = 6.0, 40.0
"""How long the whole instruction with its drawing stays on the screen, at least and at most."""

SHARE_OF_STEP = 0.7
"""A short step is not talked over: its instruction takes no more than this share of it."""

PHRASE_WORDS = 16
"""A longer sentence does not fit into the one line of advice."""

_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_CLAUSE = re.compile(r"(?:;|:|, and\b|, then\b|, now\b)\s*")


def lower_first(text: str) -> str:
    """Begin a phrase of a protocol with a small letter, where it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def split_sentences(text: str) -> list[str]:
    """Split a text where a sentence ends."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def tell_step(step: Step, before: str = "", opening: str = "", *, how: bool = True) -> tuple[str, list[str], list[str]]:
    """Tell a step in full.

    Parameters
    ----------
    step : Step
    before : str
        What has to be known before the hands begin: what they leave out today, on which side they start.
    opening : str
        Words that come before the title; only their length counts.
    how : bool
        Tell how it is done; without it only what is left out, and its cautions.

    Returns
    -------
    first : str
        What follows the title in the same breath; may be empty.
    instruction, cautions : lists of str
        Pieces in the order in which they are told.
    """
    told = split_sentences(step.text) if how else []
    cautions = _pack([part for text in step.cautions for part in split_sentences(text)])
    if before:
        return before, _pack(told), cautions
    first, *others = _pack(told or cautions[:1], f"{opening} {step.title}") or [""]
    return (first, others, cautions) if told else (first, [], [*others, *cautions[1:]])


def compute_speaking_s(text: str) -> float:
    """Seconds that a sentence takes to be spoken, or read aloud in one's mind."""
    return len(text.split()) / WORDS_PER_S


def compute_shown_s(step: Step, before: str = "") -> float:
    """Seconds that the whole instruction stays on the screen: as long as it takes to be told."""
    pieces = [step.title, before, step.text, *step.cautions]
    told_s = sum(compute_speaking_s(text) + BREATH_S for text in pieces if text)
    return min(told_s, MOST_SHOWN_S, compute_told_s(step))


def compute_told_s(step: Step) -> float:
    """Seconds that the instruction of a step may take."""
    return max(step.planned_s * SHARE_OF_STEP, LEAST_SHOWN_S)


def list_phrases(step: Step) -> tuple[str, ...]:
    """List in how many ways the step says how it is done, each as the end of a sentence, without its stop.

    Short ones only, so that they fit into one line of advice; where there is none, what the instruction begins with.
    """
    sentences = [*step.cues[:1], *split_sentences(step.text), *step.cues[1:]]
    phrases = [lower_first(text.rstrip(". ")) for text in sentences]
    short = [text for text in phrases if len(text.split()) <= PHRASE_WORDS]
    return tuple(dict.fromkeys(short)) or (_shorten(phrases[0]),)


def _pack(sentences: Sequence[str], opening: str = "") -> list[str]:
    """Join short neighbours; after an opening the first piece is empty when it leaves no room."""
    pieces = [""] if opening else []
    words = len(opening.split()) if opening else MOST_WORDS
    for sentence in sentences:
        length = len(sentence.split())
        if words + length > MOST_WORDS:
            pieces.append("")
            words = 0
        pieces[-1] = f"{pieces[-1]} {sentence}".strip()
        words += length
    return pieces


def _shorten(phrase: str) -> str:
    """Keep the first clauses of a long sentence, as many as fit."""
    clauses = _CLAUSE.split(phrase)
    kept = clauses[0]
    return kept if len(kept.split()) >= 3 else phrase
