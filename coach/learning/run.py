"""Learning from the corrected sessions of this computer, from the history to a model on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from coach.errors import InputError
from coach.history.store import HistoryStore
from coach.learning.gate import Judgement
from coach.learning.learn import Learnt, learn
from coach.learning.lessons import gather_lessons, pool_lessons
from coach.learning.measuring import GroupedBy
from coach.learning.shelf import keep_model, next_version
from coach.technique.local_model import Card, LocalModel
from coach.words import say
from coach.workers import count_jobs

Stage = Literal["gather", "fit"]
OnStage = Callable[[float, Stage], None]
GATHERING_SHARE = 0.4
"""Of the work, where no features were kept."""


class Outcome(BaseModel):
    """What came of learning: small enough to be told to another process.

    Attributes
    ----------
    card : Card or None
        Of the model; ``None`` where there is not enough to learn from.
    grouped_by : "sessions" or "persons" or None
        What was left out in turn.
    judgement : Judgement
    kept : str or None
        Name of its file on the shelf; a model that does not pass is not kept.
    without_movements : int
        Corrected sessions that teach nothing because their movements are gone.
    """

    model_config = ConfigDict(frozen=True)

    card: Card | None
    grouped_by: GroupedBy | None
    judgement: Judgement
    kept: str | None
    without_movements: int


def run_learning(
    store: HistoryStore,
    setup: str,
    others: Sequence[LocalModel] = (),
    jobs: int | None = None,
    on_progress: OnStage | None = None,
) -> Outcome:
    """Learn from all corrected sessions and from what other models were taught; a model that passes is kept.

    Parameters
    ----------
    store : HistoryStore
    setup : str
        The camera set-up it is for.
    others : sequence of LocalModel
    jobs : int, optional
        Processes; as many as are worth having by default.
    on_progress : callable, optional
        Called with the fraction done and the stage; may raise :class:`coach.errors.Cancelled` to stop.

    Raises
    ------
    InputError
        When nothing was corrected yet.
    CoachError
        When a model file cannot be read, the disk is full, or a process was ended from outside.
    """
    tell: OnStage = on_progress or (lambda _fraction, _stage: None)
    jobs = jobs or count_jobs()
    gathered = gather_lessons(store, jobs, lambda done: tell(GATHERING_SHARE * done, "gather"))
    if not gathered.lessons and not gathered.without_movements and not others:
        raise InputError(say("learn-none-yet"))
    learnt = learn(
        pool_lessons(gathered.lessons, others),
        setup,
        next_version(setup),
        jobs,
        lambda done: tell(GATHERING_SHARE + (1.0 - GATHERING_SHARE) * done, "fit"),
    )
    passed = learnt.local if learnt.judgement.adoptable else None
    kept = keep_model(passed).name if passed is not None else None
    return to_outcome(learnt, kept, gathered.without_movements)


def to_outcome(learnt: Learnt, kept: str | None = None, without_movements: int = 0) -> Outcome:
    """Put together what is told of learning."""
    return Outcome(
        card=learnt.local.card if learnt.local is not None else None,
        grouped_by=learnt.left_out.grouped_by if learnt.left_out is not None else None,
        judgement=learnt.judgement,
        kept=kept,
        without_movements=without_movements,
    )
