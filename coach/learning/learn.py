"""The whole way from lessons to a judged local model, in one call that every face uses."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from coach.hands.model_file import find_model
from coach.learning.fitting import join_models, weaken
from coach.learning.gate import Judgement, choose_strength, judge, judge_material
from coach.learning.measuring import STRENGTHS, LeftOut, fit_and_measure
from coach.learning.replay import load_replay
from coach.motion.rhythm import TICK_S
from coach.records import TECHNIQUES
from coach.technique.local_model import Card, LocalModel, Taught
from coach.technique.model import ARRAYS_NAME, load_technique_model

DIGEST_LETTERS = 12
OnProgress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What came of learning.

    Attributes
    ----------
    local : LocalModel or None
        ``None`` where there is not enough to learn from.
    left_out : LeftOut or None
    judgement : Judgement
    """

    local: LocalModel | None
    left_out: LeftOut | None
    judgement: Judgement


def learn(taught: Taught, setup: str, version: int, jobs: int = 1, on_progress: OnProgress | None = None) -> Learnt:
    """Fit a local model, measure it on what was left out, and judge it.

    Parameters
    ----------
    taught : Taught
    setup : str
        The camera set-up it is for.
    version : int
    jobs : int
        Processes.
    on_progress : callable, optional
        Called with the fraction done; may raise :class:`coach.errors.Cancelled` to stop.

    Raises
    ------
    ModelFileError
        When the shipped model or what is replayed cannot be read.
    """
    sessions = len(np.unique(taught.session))
    seconds = np.bincount(taught.label, minlength=len(TECHNIQUES)) * TICK_S
    reasons = judge_material(seconds.tolist(), sessions)
    if reasons:
        return Learnt(None, None, Judgement(reasons))
    shipped, replay = load_technique_model(), load_replay()
    trees, measured = fit_and_measure(shipped, taught, replay, jobs, on_progress)
    chosen = choose_strength(measured)
    model, left_out = join_models(shipped, weaken(trees, STRENGTHS[chosen])), measured[chosen]
    judgement = judge(left_out, sessions)
    card = Card(
        setup=setup,
        version=version,
        made_at=datetime.now(UTC),
        base=hashlib.sha256(find_model(ARRAYS_NAME).read_bytes()).hexdigest()[:DIGEST_LETTERS],
        sessions=sessions,
        persons=len(np.unique(taught.person)),
        seconds=left_out.seconds,
        before=left_out.before,
        after=left_out.after,
        general_before=float(left_out.general_before.mean()),
        general_after=float(left_out.general_after.mean()),
        adoptable=judgement.adoptable,
    )
    return Learnt(LocalModel(model, card, taught), left_out, judgement)
