"""A comparison of two raters in words and rows, for the terminal and the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coach.evaluate.coefficients import Estimate
from coach.evaluate.markings import COACH
from coach.evaluate.raters import BETWEEN_TEACHERS, MANY_SESSIONS, Comparison, Difference, NumbersCompared
from coach.records import TECHNIQUES
from coach.words import say, say_table
from coach.words.amounts import format_percent

FIRST_DIFFERENCES = 20
"""So many are listed on a terminal; looking at more in one sitting is too much."""
GAP = "  "


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table of figures: what was compared, and the figures in words."""

    what: str
    share: str
    kappa: str
    ac1: str
    compared: str


def name_rater(by: str) -> str:
    """Name a rater in a sentence."""
    return say("agreement-coach") if by == COACH else by


def write_figure(estimate: Estimate, *, percent: bool = False) -> str:
    """Write an estimate with its interval."""

    def write(value: float) -> str:
        return format_percent(value) if percent else f"{value:.2f}"

    if estimate.value is None:
        return say("agreement-unknown")
    if estimate.low is None or estimate.high is None:
        return write(estimate.value)
    return say("agreement-figure", value=write(estimate.value), low=write(estimate.low), high=write(estimate.high))


def list_rows(comparison: Comparison) -> list[Row]:
    """List the words that were compared, a row each."""
    rows = []
    for name, words in comparison.words.items():
        count = (
            say("agreement-remarks", remarks=words.compared)
            if name == "finding"
            else say("agreement-seconds", seconds=words.compared)
        )
        rows.append(
            Row(
                what=say("agreement-what", what=name),
                share=write_figure(words.share, percent=True),
                kappa=write_figure(words.kappa),
                ac1=write_figure(words.ac1),
                compared=count,
            )
        )
    return rows


def list_number_lines(comparison: Comparison) -> list[str]:
    """Say how pace and count agree, a line each; nothing where none was compared."""
    lines = []
    for what, numbers in (("pace", comparison.pace), ("cycles", comparison.count)):
        if numbers.difference is not None:
            lines.append(_write_numbers(what, numbers, comparison))
    return lines


def say_bar(comparison: Comparison) -> str:
    """Say how the kappa about the technique stands against that between two teachers of the field."""
    technique = comparison.words.get("technique")
    bar = f"{BETWEEN_TEACHERS:.2f}"
    if technique is None or technique.kappa.value is None or COACH not in (comparison.first, comparison.second):
        return say("agreement-bar", bar=bar)
    reached = technique.kappa.value >= BETWEEN_TEACHERS
    kappa = f"{technique.kappa.value:.2f}"
    if reached:
        return say("agreement-reached", kappa=kappa, bar=bar)
    return say("agreement-not-reached", kappa=kappa, bar=bar)


def say_difference(difference: Difference, comparison: Comparison, recordings: Mapping[str, str] | None = None) -> str:
    """Say where two differ and how; ``recordings`` gives the recordings other names to show."""
    return say(
        "agreement-difference",
        recording=(recordings or {}).get(difference.recording, difference.recording),
        start=difference.start_s,
        end=difference.end_s,
        first=name_rater(comparison.first),
        second=name_rater(comparison.second),
        one=say("common-technique", technique=difference.first),
        other=say("common-technique", technique=difference.second),
    )


def list_confusion(comparison: Comparison) -> list[list[str]]:
    """Write the table of seconds with its heads; only techniques that one of the two named."""
    words = comparison.words.get("technique")
    if words is None:
        return []
    named = [t for t in TECHNIQUES if any(words.table[t].values()) or any(row[t] for row in words.table.values())]
    heads = [say("common-technique-label", technique=technique) for technique in named]
    rows = [[head, *(str(words.table[t][s]) for s in named)] for head, t in zip(heads, named, strict=True)]
    return [["", *heads], *rows]


def format_comparison(comparison: Comparison, recordings: Mapping[str, str] | None = None) -> str:
    """Write a comparison as text for a terminal."""
    first, second = name_rater(comparison.first), name_rater(comparison.second)
    heads = say_table("agreement-heads")
    table = [
        [heads["what"], heads["share"], heads["kappa"], heads["ac1"], heads["compared"]],
        *([row.what, row.share, row.kappa, row.ac1, row.compared] for row in list_rows(comparison)),
    ]
    confusion = list_confusion(comparison)
    shown = comparison.differences[:FIRST_DIFFERENCES]
    more = len(comparison.differences) - len(shown)
    lines = [
        say("agreement-title", recordings=comparison.recordings, first=first, second=second),
        *_align(table),
        *(GAP + line for line in list_number_lines(comparison)),
        GAP + say_bar(comparison),
        GAP + say("agreement-drawn", drawn=comparison.drawn, many=MANY_SESSIONS),
        *([GAP + say("agreement-confusion", first=first, second=second)] if confusion else []),
        *_align(confusion),
        GAP + say("agreement-look" if shown else "agreement-no-difference"),
        *(2 * GAP + say_difference(one, comparison, recordings) for one in shown),
        *([2 * GAP + say("agreement-more", more=more)] if more else []),
    ]
    return "\n".join(lines)


def _write_numbers(what: str, numbers: NumbersCompared, comparison: Comparison) -> str:
    line = say(
        "agreement-number",
        what=what,
        share=write_figure(numbers.share, percent=True),
        stretches=numbers.compared,
        first=name_rater(comparison.first),
        second=name_rater(comparison.second),
        difference=numbers.difference or 0.0,
    )
    if numbers.limits is None:
        return line
    return f"{line} {say('agreement-limits', low=numbers.limits[0], high=numbers.limits[1])}"


def _align(table: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        (2 * GAP + GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip()
        for row in table
    ]
