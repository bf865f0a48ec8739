"""Review every clip that has a truth file, in several processes, and compare."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from coach.errors import CoachError
from coach.evaluate.agreement import Agreement, compute_agreement
from coach.evaluate.cache import compute_key, load_hands, remove_unused, save_hands
from coach.evaluate.clips import Clip, find_clips, load_track
from coach.formats import ReviewFile
from coach.records import Analysis
from coach.words import say
from coach.workers import begin_worker

OnProgress = Callable[[int, int], None]
SOURCES = ("rendered", "simulated", "real")
"""Groups that are never mixed, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One clip and its review, or the sentence that says why there is none."""

    clip: Clip
    review: ReviewFile | None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was compared.

    Attributes
    ----------
    outcomes : tuple of Outcome
        Clips that were reviewed, by name.
    faults : tuple of (name, sentence)
        Truth files and clips that could not be used.
    groups : dict
        Source (rendered, simulated, real) -> agreement over the clips of that source.
    """

    outcomes: tuple[Outcome, ...]
    faults: tuple[tuple[str, str], ...]
    groups: dict[str, Agreement]


def evaluate_folder(
    folder: Path, jobs: int | None = None, use_cache: bool = True, on_progress: OnProgress | None = None
) -> Evaluation:
    """Review every clip in a folder that has a truth file, and measure the agreement.

    Parameters
    ----------
    folder : Path
        Searched with the folders in it.
    jobs : int, optional
        Processes at once; by default one a processor.
    use_cache : bool
        Use and keep the hands found in each recording; see :mod:`coach.evaluate.cache`.
    on_progress : callable, optional
        Called with (clips done, clips in all).

    Raises
    ------
    InputError
        When the folder does not exist or holds no truth file.
    """
    clips, broken = find_clips(folder)
    if use_cache:
        remove_unused()
    outcomes = []
    for outcome in _review_all(clips, jobs or os.cpu_count() or 1, use_cache):
        outcomes.append(outcome)
        if on_progress is not None:
            on_progress(len(outcomes), len(clips))
    outcomes.sort(key=lambda outcome: outcome.clip.name)
    failed = [(outcome.clip.name, outcome.fault) for outcome in outcomes if outcome.fault is not None]
    reviewed = tuple(outcome for outcome in outcomes if outcome.review is not None)
    return Evaluation(reviewed, tuple(sorted([*broken, *failed])), group_agreement(reviewed))


def group_agreement(outcomes: tuple[Outcome, ...]) -> dict[str, Agreement]:
    """Measure the agreement of each source apart."""
    groups = {}
    for source in SOURCES:
        pairs = [(o.clip.truth, o.review) for o in outcomes if o.clip.truth.source == source and o.review is not None]
        if pairs:
            groups[source] = compute_agreement(pairs)
    return groups


def review_clip(clip: Clip, use_cache: bool = True) -> ReviewFile:
    """Review one recording or landmark track, with the back that its truth gives.

    Raises
    ------
    CoachError
        When it cannot be read.
    """
    from coach.reviewing import review_analysis

    return review_analysis(analyse_clip(clip, use_cache)).written


def analyse_clip(clip: Clip, use_cache: bool = True) -> Analysis:
    """Analyse one recording or landmark track, with the back that its truth gives; raises :class:`CoachError`."""
    from coach.pipeline import analyse, analyse_tracks

    given = clip.truth.back
    back = given.to_back() if given is not None else None
    if clip.truth.track is not None:
        return analyse_tracks(*load_track(clip.path), back)
    key = compute_key(clip.path) if use_cache else None
    kept = load_hands(key) if key is not None else None
    if kept is not None:
        return analyse_tracks(*kept, back)
    analysis = analyse(clip.path, back)
    if key is not None:
        save_hands(key, analysis.tracks, analysis.info)
    return analysis


def _review_all(clips: list[Clip], jobs: int, use_cache: bool) -> Iterator[Outcome]:
    jobs = min(jobs, len(clips))
    if jobs <= 1:
        for clip in clips:
            yield _review_safely(clip, use_cache)
        return
    # Fresh processes: a fork would copy the threads' locks of OpenCV and MediaPipe in whatever state they are.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=begin_worker) as pool:
        waiting = {pool.submit(_review_safely, clip, use_cache): clip for clip in clips}
        try:
            for done in as_completed(waiting):
                try:
                    yield done.result()
                except BrokenProcessPool:
                    yield Outcome(waiting[done], None, say("clips-process-ended"))
        except BaseException:
            # Only then: a pool that is not waited for complains when the program ends.
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _review_safely(clip: Clip, use_cache: bool) -> Outcome:
    """Review one clip; one that cannot be read does not stop the others."""
    try:
        return Outcome(clip, review_clip(clip, use_cache))
    except (CoachError, OSError) as error:
        return Outcome(clip, None, str(error))
