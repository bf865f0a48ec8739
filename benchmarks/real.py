"""The figures on real recordings: ``python benchmarks/real.py DIR [--jobs N]``.

DIR holds real recordings and landmark tracks with their truth files (it is not part of this project). Prints a table
over all seconds: how many were named and how many of those right, how much kneading was found, how honest the
confidence is, paces; the same for the clips of rubbing and for all others; what the least confidence of a name would be
if it were chosen on all sources but one, and how that one would then fare; and each clip that is not of rubbing with
what was said of it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from coach.evaluate.agreement import compute_agreement
from coach.evaluate.run import Outcome, evaluate_folder
from coach.evaluate.scores import compute_calibration_error
from coach.evaluate.seconds import Seconds, compare_seconds, join_seconds
from coach.formats import ReviewFile
from coach.technique.sureness import LEAST_SURE

WANTED_RIGHT = 0.9
THRESHOLDS = np.arange(0.3, 0.9, 0.05)


def guess(review: ReviewFile) -> ReviewFile:
    """Name every stretch by the likeliest technique, as the review would without holding a name back."""
    segments = [
        segment.model_copy(update={"technique": segment.maybe[0], "maybe": []}) if segment.maybe else segment
        for segment in review.segments
    ]
    return review.model_copy(update={"segments": segments, "timeline": None})


def print_table(title: str, outcomes: Sequence[Outcome]) -> None:
    """Print the figures of some clips."""
    figures = compute_agreement([(outcome.clip.truth, outcome.review) for outcome in outcomes])
    technique, pace = figures.technique, figures.pace_any_technique
    kneading = technique.confusion["kneading"]
    every = join_seconds(compare_seconds(outcome.clip.truth, guess(outcome.review)) for outcome in outcomes).judged
    error = compute_calibration_error((every.truth == every.said).astype(bool), every.confidence)
    print(f"{title}: {len(outcomes)} clips, {technique.seconds} seconds")
    print(f"  named                      {technique.judged} ({technique.judged / max(technique.seconds, 1):.1%})")
    print(f"  right of what was named    {_share(technique.accuracy)}, macro-F1 {_number(technique.macro_f1)}")
    print(f"  kneading found             {kneading['kneading']} of {sum(kneading.values())} seconds")
    print(f"  calibration error          {_number(technique.calibration_error)} of the named, {_number(error)} of all")
    print(
        f"  pace                       {_share(pace.within_share)} of {pace.judged} judged, of {pace.total} with a"
        f" true pace; octave errors {_share(pace.octave_share)}"
    )
    for true, said in technique.confusion.items():
        if any(said.values()):
            print(f"  true {true:<10}", {name: count for name, count in said.items() if count})


def print_left_out(outcomes: Sequence[Outcome]) -> None:
    """Choose the least confidence of a name on all sources but one, and name the left out one's seconds with it."""
    by_source: dict[str, list[Seconds]] = {}
    for outcome in outcomes:
        source = outcome.clip.name.split("/")[-1].split("_")[0]
        by_source.setdefault(source, []).append(compare_seconds(outcome.clip.truth, guess(outcome.review)))
    named = right = total = 0
    for source, own in by_source.items():
        others = join_seconds(part for name, parts in by_source.items() if name != source for part in parts)
        kept, true, total_here = _name_from(join_seconds(own), _choose(others))
        named, right, total = named + kept, right + true, total + total_here
    print(
        f"least confidence chosen on the other sources ({len(by_source)} sources): {named / max(total, 1):.1%} of"
        f" {total} seconds named, {right / max(named, 1):.1%} of them right; shipped: {LEAST_SURE}"
    )


def _choose(seconds: Seconds) -> float:
    """Find the lowest threshold at which enough of what is named is right."""
    for threshold in THRESHOLDS:
        named, right, _ = _name_from(seconds, float(threshold))
        if named and right / named >= WANTED_RIGHT:
            return float(threshold)
    return float(THRESHOLDS[-1])


def _name_from(seconds: Seconds, threshold: float) -> tuple[int, int, int]:
    kept = np.nan_to_num(seconds.confidence) >= threshold
    kept &= seconds.said != "unseen"
    return int(kept.sum()), int((seconds.truth == seconds.said)[kept].sum()), len(kept)


def print_clip(outcome: Outcome) -> None:
    """Print what is true of a clip, and what was said."""
    print(f"{outcome.clip.name}:")
    for segment in outcome.clip.truth.segments:
        print(
            f"  true {segment.start_s:6.1f}-{segment.end_s:5.1f} s  {segment.technique:<9}"
            f" pace {segment.pace_per_min or '-'}  cycles {segment.cycles or '-'}"
        )
    for said in outcome.review.segments:
        pace = "-" if said.pace_per_min is None else f"{said.pace_per_min:.1f}"
        name = f"{'/'.join(said.maybe)}?" if said.maybe else said.technique
        print(
            f"  said {said.start_s:6.1f}-{said.end_s:5.1f} s  {name:<9} {_number(said.confidence)} pace {pace}"
            f"  cycles {said.cycles if said.cycles is not None else '-'}  hands {said.hands or '-'}"
        )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int)
    given = parser.parse_args()
    evaluation = evaluate_folder(given.folder, given.jobs)
    real = [outcome for outcome in evaluation.outcomes if outcome.clip.truth.source == "real"]
    rubbing = [one for one in real if {segment.technique for segment in one.clip.truth.segments} == {"rubbing"}]
    others = [one for one in real if one not in rubbing]
    for title, clips in (("all real clips", real), ("hands that rub each other", rubbing), ("all others", others)):
        if clips:
            print_table(title, clips)
    print_left_out(real)
    for outcome in others:
        print_clip(outcome)
    for name, why in evaluation.faults:
        print(f"not evaluated: {name}: {why}")


if __name__ == "__main__":
    main()
