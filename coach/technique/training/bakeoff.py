"""Four ways to name the technique, learnt from the same recordings and measured on the same others.

::

    python -m coach.technique.training.bakeoff --measure CLIPS [--real CLIPS]

prints a table for ``models/README.md``. CLIPS is a file of kept tracks (:mod:`.rendered`), or a folder of recordings
with their truth files, in which hands are found first. It needs scikit-learn and PyTorch; the program needs neither.

All learn from the rendered clips that are kept for training, each as it is and varied, and from simulated sessions of
little weight; a sixth of the recordings is kept back to set how sure each may be (and the ridge's strength). Clips that
are measured on serve nothing else. Single ticks are judged first, then what is left after the same limits of pace and
the same smoothing over time as in the program.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from coach.errors import CoachError
from coach.formats import Truth
from coach.motion.kinematics import Signals, compute_signals
from coach.motion.rhythm import Rhythm, detect_rhythm, make_ticks
from coach.records import TECHNIQUES, FloatArray, HandTracks
from coach.technique.features import Features, compute_features
from coach.technique.rules import classify_by_rules, limit_by_pace
from coach.technique.segments import decode_verdicts
from coach.technique.training.augment import vary
from coach.technique.training.dataset import (
    SIMULATED_WEIGHT,
    UNKNOWN,
    Examples,
    label_ticks,
    simulate_example,
    track_clip,
)
from coach.technique.training.measure import as_features
from coach.technique.training.rendered import KeptClip, find_rendered, read_or_track
from coach.technique.training.rocket import fit_rocket
from coach.technique.training.signal_windows import compute_windows
from coach.technique.training.tcn import fit_net, load_torch
from coach.technique.training.trees import find_temperature, fit_trees

VARIANTS = 4
"""How often each rendered clip is learnt from: fewer than by the model that is shipped, so that a run takes minutes."""

EVERY_RENDERED, EVERY_SIMULATED = 4, 12
"""Only every so-manieth tick is learnt from: neighbours are nearly the same."""

SIMULATED_SEEDS = range(10000, 10060)
KEPT_BACK_EVERY = 6
SEED = 7


@dataclass(frozen=True, slots=True)
class Measured:
    """A recording with everything that a technique is named from; ``label`` is that of :func:`label_ticks`."""

    signals: Signals
    rhythm: Rhythm
    features: Features
    label: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Material:
    """What is learnt from: named features and windows of the same ticks."""

    examples: Examples
    windows: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Contestant:
    """A way to name the technique: scores (m, 5) at the ticks of a recording, NaN where no hand was dependable."""

    name: str
    score: Callable[[Measured], FloatArray]


@dataclass(frozen=True, slots=True)
class Result:
    """How well a contestant did.

    Attributes
    ----------
    f1_ticks, f1_smoothed : float
        Macro-F1 of single ticks, and after smoothing over time, where hands were seen.
    right : dict of str to float
        Share of the seen ticks of each technique that carry its name after smoothing.
    tick_us : float
        Microseconds of one core a tick, from signals and rhythm to scores.
    """

    f1_ticks: float
    f1_smoothed: float
    right: dict[str, float]
    tick_us: float


def measure_recording(tracks: HandTracks, truth: Truth) -> Measured:
    """Compute signals, rhythm, features and labels of a recording."""
    signals = compute_signals(tracks)
    rhythm = detect_rhythm(signals, make_ticks(signals))
    return Measured(signals, rhythm, compute_features(signals, rhythm), label_ticks(truth, rhythm.time_s))


def make_material(clips: Sequence[KeptClip], seeds: range, variants: int = VARIANTS) -> Material:
    """Compute what is learnt from; the same clips and seeds give the same.

    Rendered recordings are numbered by their place, simulated ones by their seed.
    """
    parts, weight = [], []
    steps = [*((place, clip) for place, clip in enumerate(clips)), *((seed, None) for seed in seeds)]
    with click.progressbar(steps, label="Computing what is learnt from", file=sys.stderr) as bar:
        for number, clip in bar:
            made = _simulate(number) if clip is None else _vary(clip, number, variants)
            every = EVERY_SIMULATED if clip is None else EVERY_RENDERED
            for tracks, truth in made:
                parts.append(_take_ticks(measure_recording(tracks, truth), number, every))
                weight.append(np.full(len(parts[-1][1]), clip is not None))
    values, label, recording, windows = (np.concatenate(column) for column in zip(*parts, strict=True))
    rendered = np.concatenate(weight)
    share = np.where(rendered, 1.0 / max(rendered.sum(), 1), SIMULATED_WEIGHT / max((~rendered).sum(), 1))
    return Material(Examples(values, label, recording, share), windows)


def fit_contestants(material: Material, *, with_net: bool = True) -> list[Contestant]:
    """Fit the learners to the same material; the rules learn nothing."""
    examples, windows = material.examples, material.windows
    kept_back = examples.recording % KEPT_BACK_EVERY == KEPT_BACK_EVERY - 1
    weight = _balance(examples)
    trees = fit_trees(examples.of(~kept_back), SEED)
    check = examples.of(kept_back)
    trees = replace(trees, temperature=find_temperature(trees.score(as_features(check)), check))
    rocket = fit_rocket(windows, examples.label, weight, kept_back, SEED)
    contestants = [
        Contestant("rules", lambda one: classify_by_rules(compute_features(one.signals, one.rhythm))),
        Contestant("boosted trees", lambda one: trees.score(compute_features(one.signals, one.rhythm))),
        Contestant("random convolutions and ridge", lambda one: _score_windows(rocket.score, one)),
    ]
    if with_net:
        net = fit_net(windows, examples.label, weight, kept_back, SEED)
        contestants.append(Contestant("small convolution net", lambda one: _score_windows(net.score, one)))
    return contestants


def measure_contestant(contestant: Contestant, recordings: Sequence[Measured]) -> Result:
    """Measure a contestant on recordings that it has not learnt from."""
    started = time.process_time()
    scores = [contestant.score(one) for one in recordings]
    spent_s = time.process_time() - started
    verdicts = [
        decode_verdicts(limit_by_pace(mine, one.features)) for mine, one in zip(scores, recordings, strict=True)
    ]
    label = np.concatenate([one.label for one in recordings])
    raw, verdict = np.concatenate(scores), np.concatenate(verdicts)
    known = label != UNKNOWN
    seen = known & np.isfinite(raw).all(axis=1)
    named = known & (verdict != "unseen")
    right: dict[str, float] = {
        name: float((verdict[named & (label == i)] == name).mean())
        for i, name in enumerate(TECHNIQUES)
        if (named & (label == i)).any()
    }
    smoothed = np.array([TECHNIQUES.index(name) for name in verdict[named]], dtype=np.int64)
    return Result(
        _macro_f1(label[seen], raw[seen].argmax(axis=1)),
        _macro_f1(label[named], smoothed),
        right,
        1e6 * spent_s / max(len(label), 1),
    )


def format_results(names: Iterable[str], measured: Sequence[Result], real: Sequence[Result] | None, about: str) -> str:
    """Write the results as a markdown table with a sentence on what they were measured."""
    trees_us = measured[1].tick_us
    lines = [
        "| | macro-F1, single ticks | macro-F1, smoothed | real clips, smoothed | time a tick |",
        "|---|---|---|---|---|",
    ]
    for i, (name, result) in enumerate(zip(names, measured, strict=True)):
        shares = ", ".join(f"{key} {100 * share:.1f} %" for key, share in real[i].right.items()) if real else "-"
        cost = f"{result.tick_us:.0f} us ({result.tick_us / trees_us:.2g} x)"
        lines.append(f"| {name} | {result.f1_ticks:.3f} | {result.f1_smoothed:.3f} | {shares} | {cost} |")
    return "\n".join([*lines, "", about])


@click.command()
@click.option("--measure", "measure_path", type=click.Path(path_type=Path, exists=True), required=True)
@click.option(
    "--real", "real_path", type=click.Path(path_type=Path, exists=True), help="Real clips that only validate."
)
@click.option("--train", "train_path", type=click.Path(path_type=Path, exists=True), help="Default: the kept clips.")
def main(measure_path: Path, real_path: Path | None, train_path: Path | None) -> None:
    """Learn, measure and print the table."""
    try:
        load_torch()
        training = list(read_or_track(train_path or find_rendered()))
        unseen = [measure_recording(clip.tracks, clip.truth) for clip in read_or_track(measure_path)]
        real = [measure_recording(clip.tracks, clip.truth) for clip in read_or_track(real_path)] if real_path else []
    except CoachError as error:
        raise click.ClickException(str(error)) from error
    material = make_material(training, SIMULATED_SEEDS)
    contestants = fit_contestants(material)
    about = (
        f"Learnt from {len(training)} rendered clips, each {VARIANTS} times, and {len(SIMULATED_SEEDS)} simulated "
        f"sessions ({len(material.windows)} ticks); measured on {_count(unseen)} of other rendered clips"
        + (f" and {_count(real)} of real ones." if real else ".")
    )
    results = [measure_contestant(one, unseen) for one in contestants]
    on_real = [measure_contestant(one, real) for one in contestants] if real else None
    click.echo(format_results([one.name for one in contestants], results, on_real, about))


def _vary(clip: KeptClip, place: int, variants: int) -> Iterator[tuple[HandTracks, Truth]]:
    rng = np.random.default_rng([5, place])
    yield clip.tracks, clip.truth
    for _ in range(variants - 1):
        yield vary(clip.tracks, clip.truth, rng)


def _simulate(seed: int) -> Iterator[tuple[HandTracks, Truth]]:
    clip = simulate_example(seed)
    tracks = track_clip(clip)
    # Recordings of landmarks alone have no optical flow.
    yield (replace(tracks, flow=None) if seed // 2 % 2 else tracks), clip.truth


def _take_ticks(
    one: Measured, recording: int, every: int
) -> tuple[FloatArray, NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    use = np.flatnonzero((one.label != UNKNOWN) & np.isfinite(one.features.values).all(axis=1))[::every]
    windows = compute_windows(one.signals, one.rhythm.time_s[use])
    return one.features.values[use], one.label[use], np.full(len(use), recording), windows


def _balance(examples: Examples) -> FloatArray:
    """Weights with which every technique weighs the same."""
    total = np.bincount(examples.label, examples.weight, minlength=len(TECHNIQUES))
    weight: FloatArray = examples.weight / total[examples.label]
    return weight


def _score_windows(score: Callable[[NDArray[np.float32]], FloatArray], one: Measured) -> FloatArray:
    scores = score(compute_windows(one.signals, one.rhythm.time_s))
    scores[~np.isfinite(one.features.values).all(axis=1)] = np.nan
    return scores


def _macro_f1(label: NDArray[np.int64], named: NDArray[np.int64]) -> float:
    return float(f1_score(label, named, labels=np.unique(label), average="macro"))


def _count(recordings: Sequence[Measured]) -> str:
    known = sum(int((one.label != UNKNOWN).sum()) for one in recordings)
    return f"{known} ticks in {len(recordings)} recordings"


if __name__ == "__main__":
    main()
