"""The agreement as text for a terminal: every figure with what it means in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from coach.evaluate.agreement import Agreement, PaceAgreement, TechniqueAgreement
from coach.evaluate.run import Evaluation, Outcome
from coach.records import TECHNIQUES

NAME_WIDTH = 32
VALUE_WIDTH = 22
NOTHING = "-"
WORD_MEANINGS = {
    "axis": "along, across, diagonal (one word where no back is known), circular, in place",
    "sense": "headward, tailward, to and fro, outward, ...",
    "drift": "where the worked place travels over many strokes",
    "hands": "together, alternating, one, stacked",
}
GROUP_TITLES = {
    "rendered": "RENDERED CLIPS (drawn by a computer, truth exact)",
    "simulated": "SIMULATED TRACKS (computed hand movements, truth exact)",
    "real": "REAL RECORDINGS (marked by eye)",
}
EXPLANATION = (
    "Seconds in which the coach said 'unseen' are not judged: they count neither as right nor as wrong, only in the\n"
    "lines that say so. One second on each side of a change of technique is left out. Clips of different origin are\n"
    "never mixed."
)


def format_evaluation(evaluation: Evaluation, per_clip: bool = False) -> str:
    """Write the whole evaluation as text, one block for each source."""
    blocks = [format_agreement(source, agreement) for source, agreement in evaluation.groups.items()]
    if per_clip and evaluation.outcomes:
        blocks.append(format_clips(evaluation.outcomes))
    if evaluation.faults:
        blocks.append("\n".join(["NOT EVALUATED", *(f"  {name}: {why}" for name, why in evaluation.faults)]))
    return "\n\n".join([*blocks, EXPLANATION])


def format_agreement(source: str, agreement: Agreement) -> str:
    """Write one group as text."""
    seen = agreement.coverage
    lines = [
        f"{GROUP_TITLES.get(source, source)}: {_count(agreement.clips, 'clip')}, {seen.duration_s / 60:.1f} minutes",
        _row("one hand / both hands seen", f"{_percent(seen.one_hand)} / {_percent(seen.two_hands)}", "of all frames"),
        _row("not judged", _percent(seen.not_judged_share), "of the seconds that have a truth"),
        *_technique_rows(agreement.technique),
        *_confusion_rows(agreement.technique),
        *_border_rows(agreement),
        *_pace_rows("Pace", "where the technique was recognised", agreement.pace),
        *_pace_rows("Pace, whatever was recognised", "the pace alone", agreement.pace_any_technique),
        *_cycle_rows(agreement),
        *_word_rows(agreement),
    ]
    return "\n".join(lines)


def format_clips(outcomes: Sequence[Outcome]) -> str:
    """Write a line for every clip, so that misses can be looked at."""
    from coach.evaluate.agreement import compute_agreement
    from coach.evaluate.matching import match_segments

    lines = ["CLIP BY CLIP: seconds right of judged, then for each segment with a true pace: true / said"]
    for outcome in outcomes:
        if outcome.review is None:
            continue
        technique = compute_agreement([(outcome.clip.truth, outcome.review)]).technique
        right = sum(technique.confusion[name][name] for name in TECHNIQUES)
        paces = [
            f"{match.truth.pace_per_min:.0f}/{_number(match.any_pace_per_min, 0)}"
            for match in match_segments(outcome.clip.truth, outcome.review)
            if match.truth.pace_per_min is not None
        ]
        lines.append(f"  {outcome.clip.name:<48} {right:>4} of {technique.judged:<5} {' '.join(paces)}".rstrip())
    return "\n".join(lines)


def _technique_rows(technique: TechniqueAgreement) -> list[str]:
    each = ", ".join(f"{name} {value:.2f}" for name, value in technique.f1.items())
    curve = "  ".join(
        f"{coverage:.0%}: {1 - risk:.1%}" for coverage, risk in technique.risk_coverage if coverage >= 0.5
    )
    found = ", ".join(
        f"{name} {said[name] / sum(said.values()):.2f}"
        for name, said in technique.confusion.items()
        if any(said.values())
    )
    return [
        _head("Technique, second by second", f"{technique.judged} of {_count(technique.seconds, 'second')} judged"),
        _row("right", _percent(technique.accuracy), "of the judged seconds have the true technique"),
        _row("macro-F1", _number(technique.macro_f1), "each technique counts alike, rare or not; 1 is perfect"),
        _row("  each technique's F1", each or NOTHING, ""),
        _row("  found", found or NOTHING, "of each technique's seconds; what was not judged counts as not found"),
        _row("Cohen's kappa", _number(technique.kappa), "0 as by chance, 1 perfect; above 0.8 counts as very good"),
        _row(
            "calibration error", _number(technique.calibration_error), "gap between how sure it is and how often right"
        ),
        _row("right, surest 90 %", _percent(technique.accuracy_at_90), "when the least sure tenth is left out"),
        _row("macro-F1, surest 90 %", _number(technique.macro_f1_at_90), ""),
        _row("right at each coverage", curve or NOTHING, ""),
    ]


def _confusion_rows(technique: TechniqueAgreement) -> list[str]:
    columns = (*TECHNIQUES, "unseen")
    rows = [f"    {'seconds: true (rows), said':<{NAME_WIDTH - 2}}" + "".join(f"{name:>10}" for name in columns)]
    for name in TECHNIQUES:
        if any(technique.confusion[name].values()):
            counts = "".join(f"{technique.confusion[name][said]:>10}" for said in columns)
            rows.append(f"    {name:<{NAME_WIDTH - 2}}{counts}")
    return rows


def _border_rows(agreement: Agreement) -> list[str]:
    borders = agreement.borders
    if not borders.total:
        return []
    return [
        _head("Changes of technique", f"{borders.judged} of {borders.total} judged"),
        _row("off by, median / mean", f"{_number(borders.median_s)} / {_number(borders.mean_s)} s", ""),
        _row("found within a second", _percent(borders.close_share), f"{borders.missed} missed altogether"),
    ]


def _pace_rows(title: str, what: str, pace: PaceAgreement) -> list[str]:
    if not pace.total:
        return []
    return [
        _head(title, f"{pace.judged} of {_count(pace.total, 'segment')} judged: {what}"),
        _row("right", _percent(pace.within_share), "within 3 a minute or 5 %, whichever is more"),
        _row("off by, on average", f"{_number(pace.mean_error_per_min, 1)} a minute", ""),
        _row("taken for double or half", _percent(pace.octave_share), "octave errors, the typical miss"),
    ]


def _cycle_rows(agreement: Agreement) -> list[str]:
    cycles = agreement.cycles
    if not cycles.total:
        return []
    return [
        _head("Counted cycles", f"{cycles.judged} of {_count(cycles.total, 'segment')} judged"),
        _row("off by at most one", _percent(cycles.off_by_one_share), ""),
        _row("off by, on average", f"{_number(cycles.mean_error, 1)}", "cycles"),
    ]


def _word_rows(agreement: Agreement) -> list[str]:
    asked = {name: word for name, word in agreement.words.items() if word.total}
    if not asked:
        return []
    rows = [_head("Direction and hands", "right, of the segments judged")]
    for name, word in asked.items():
        meaning = f"{word.judged} of {word.total} judged; {WORD_MEANINGS[name]}"
        rows.append(_row(name, _percent(word.right_share), meaning))
    return rows


def _head(title: str, note: str) -> str:
    return f"  {title} ({note})"


def _row(name: str, value: str, meaning: str) -> str:
    return f"    {name:<{NAME_WIDTH - 2}}{value:<{VALUE_WIDTH}} {meaning}".rstrip()


def _percent(share: float | None) -> str:
    return NOTHING if share is None else f"{100 * share:.1f} %"


def _number(value: float | None, digits: int = 2) -> str:
    return NOTHING if value is None else f"{value:.{digits}f}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
