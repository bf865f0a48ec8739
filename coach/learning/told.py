"""What came of learning, in plain words, for the terminal and the page."""

from __future__ import annotations

from coach.learning.gate import Judgement
from coach.learning.run import Outcome
from coach.learning.shelf import Shelved
from coach.technique.local_model import Card
from coach.words import say


def name_model(card: Card | None) -> str:
    """Name a model by its set-up and version; ``None`` is the shipped one."""
    return say("learn-shipped") if card is None else say("learn-name", setup=card.setup, version=card.version)


def say_figures(outcome: Outcome) -> list[str]:
    """Say how the model did before and after; nothing where there was too little to learn from."""
    card = outcome.card
    if card is None or outcome.grouped_by is None:
        return []
    before, after = _percent(card.general_before), _percent(card.general_after)
    return [
        say("learn-from", sessions=card.sessions, seconds=card.seconds),
        say(
            "learn-result",
            grouped_by=outcome.grouped_by,
            before=_percent(card.before),
            after=_percent(card.after),
        ),
        say("learn-general", changed="same" if before == after else "other", before=before, after=after),
    ]


def say_judgement(judgement: Judgement) -> list[str]:
    """Say whether the model passes, and if not, why, and what to do."""
    if judgement.adoptable:
        return [say("learn-passed")]
    return [
        say("learn-not-taken"),
        *(say("learn-reason", reason=reason) for reason in judgement.reasons),
        *(
            say(
                "learn-exchanged",
                named=say("common-technique", technique=named),
                meant=say("common-technique", technique=meant),
            )
            for named, meant in judgement.exchanged
        ),
    ]


def say_shelved(shelved: Shelved) -> str:
    """Say what a model of the shelf is, or why it cannot be used."""
    card = shelved.card
    if card is None:
        return shelved.fault or ""
    line = say(
        "learn-list-line",
        file=shelved.path.name,
        setup=card.setup,
        version=card.version,
        made=card.made_at.astimezone(),
        before=_percent(card.before),
        after=_percent(card.after),
    )
    return say("learn-list-in-use", line=line) if shelved.in_use else line


def _percent(share: float) -> int:
    return round(100 * share)
