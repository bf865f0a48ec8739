"""The figures on real recordings: ``python benchmarks/real.py DIR [--jobs N]``.

DIR holds real recordings and landmark tracks with their truth files (it is not part of this project). Prints, over the
clips whose truth is rubbing: the share of the seconds with hands that are called rubbing, and the share of the clips
whose pace is right within 3 a minute or 5 %, over those judged and over all; then each clip of another technique with
what was said of it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from coach.evaluate.agreement import compute_agreement, is_octave_error, is_pace_right
from coach.evaluate.matching import match_segments
from coach.evaluate.run import Outcome, evaluate_folder


def print_rubbing(outcomes: list[Outcome]) -> None:
    figures = compute_agreement([(outcome.clip.truth, outcome.review) for outcome in outcomes])
    said = figures.technique.confusion["rubbing"]
    seen = figures.technique.judged
    print(f"rubbing clips: {len(outcomes)}, {figures.technique.seconds} seconds, hands seen in {seen} of them")
    print(f"  called rubbing: {said['rubbing']} of {seen} seen seconds, {said['rubbing'] / max(seen, 1):.1%}")
    print("  called else:   ", {name: count for name, count in said.items() if name != "rubbing" and count})
    for title, field in (("whatever technique was named", "any_pace_per_min"), ("named rubbing", "pace_per_min")):
        pairs = [
            (match.truth.pace_per_min, getattr(match, field))
            for outcome in outcomes
            for match in match_segments(outcome.clip.truth, outcome.review)
            if match.truth.pace_per_min is not None
        ]
        judged = [(true, value) for true, value in pairs if value is not None]
        right = sum(is_pace_right(value, true) for true, value in judged)
        octaves = sum(is_octave_error(value, true) for true, value in judged)
        print(
            f"  pace ({title}): right on {right} of {len(judged)} judged ({right / max(len(judged), 1):.1%}), "
            f"of {len(pairs)} with a true pace ({right / max(len(pairs), 1):.1%}); octave errors {octaves}"
        )


def print_clip(outcome: Outcome) -> None:
    print(f"{outcome.clip.name}:")
    for segment in outcome.clip.truth.segments:
        print(
            f"  true {segment.start_s:6.1f}-{segment.end_s:5.1f} s  {segment.technique:<9}"
            f" pace {segment.pace_per_min or '-'}  cycles {segment.cycles or '-'}"
        )
    for segment in outcome.review.segments:
        pace = "-" if segment.pace_per_min is None else f"{segment.pace_per_min:.1f}"
        print(
            f"  said {segment.start_s:6.1f}-{segment.end_s:5.1f} s  {segment.technique:<9} pace {pace}"
            f"  cycles {segment.cycles if segment.cycles is not None else '-'}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int)
    given = parser.parse_args()
    evaluation = evaluate_folder(given.folder, given.jobs)
    real = [outcome for outcome in evaluation.outcomes if outcome.clip.truth.source == "real"]
    rubbing = [one for one in real if {segment.technique for segment in one.clip.truth.segments} == {"rubbing"}]
    print_rubbing(rubbing)
    for outcome in real:
        if outcome not in rubbing:
            print_clip(outcome)
    for name, why in evaluation.faults:
        print(f"not evaluated: {name}: {why}")


if __name__ == "__main__":
    main()
