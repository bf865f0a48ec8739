"""``massage-coach compare A B``: two recordings side by side."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.words import say

if TYPE_CHECKING:
    from coach.compare.records import Comparison, Performance, Span, StepPair
    from coach.protocol.schema import Protocol

EXIT_FAULT = 2
"""A fault of the user's input."""
STOPPED_STATUS = 130
"""Exit status after Ctrl-C, as shells expect it (128 + SIGINT)."""


@click.command(name="compare", help=say("compare-help"))
@click.argument("first", metavar="A", type=click.Path(path_type=Path))
@click.argument("second", metavar="B", type=click.Path(path_type=Path))
@click.option("--protocol", "protocol_id", metavar="ID", help=say("compare-option-protocol"))
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help=say("compare-option-output"))
@click.option("--quiet", is_flag=True, help=say("compare-option-quiet"))
def command(first: Path, second: Path, protocol_id: str | None, output: Path | None, quiet: bool) -> None:
    """Compare two recordings, print what differs, and write all of it if that is wanted."""
    from coach.compare.comparing import compare
    from coach.errors import CoachError
    from coach.protocol.library import load_protocol
    from coach.report.output import open_outputs

    try:
        protocol = None if protocol_id is None else load_protocol(protocol_id)
        with open_outputs({} if output is None else {"json": output}) as files:
            comparison = compare(*(_load(path, protocol, quiet) for path in (first, second)))
            if "json" in files:
                files["json"].write_text(to_json(comparison), encoding="utf-8")
    except CoachError as error:
        click.echo(" ".join(str(error).split()), err=True)
        sys.exit(EXIT_FAULT)
    except KeyboardInterrupt:
        click.echo("\n" + say("command-review-stopped"), err=True)
        sys.exit(STOPPED_STATUS)
    if not quiet:
        click.echo(format_comparison(comparison))
        if output is not None:
            click.echo("\n" + say("compare-written", file=str(output)))


def to_json(comparison: Comparison) -> str:
    """Write what goes with what, and what differs."""
    from coach.compare.told import tell_differences

    times = comparison.time_map
    document = {
        "schema_version": 1,
        "first": comparison.first.name,
        "second": comparison.second.name,
        "steps": [asdict(pair) for pair in comparison.pairs],
        "pieces": [asdict(piece) for piece in comparison.pieces],
        "times": {
            name: [round(float(value), 3) for value in column]
            for name, column in (("clock_s", times.clock_s), ("first_s", times.first_s), ("second_s", times.second_s))
        },
        "differences": [asdict(difference) for difference in comparison.differences],
        "sentences": tell_differences(comparison),
    }
    return json.dumps(document, indent=1, allow_nan=False)


def format_comparison(comparison: Comparison) -> str:
    """Write a comparison for a terminal: what differs most, then the steps side by side."""
    from coach.compare.told import tell_differences

    names = comparison.first.name, comparison.second.name
    lines = [*tell_differences(comparison), ""]
    if comparison.pairs:
        width = max(len(pair.title) for pair in comparison.pairs)
        lines += [say("compare-steps"), f"  {'':{width}}  {names[0]:>13}  {names[1]:>13}"]
        lines += [_format_pair(pair, width, names) for pair in comparison.pairs]
    return "\n".join(lines)


def _format_pair(pair: StepPair, width: int, names: tuple[str, str]) -> str:
    spans = zip((pair.first, pair.second), names, strict=True)
    cells = [f"{_format_span(span):>{max(13, len(name))}}" for span, name in spans]
    return f"  {pair.title:{width}}  {'  '.join(cells)}"


def _format_span(span: Span | None) -> str:
    from coach.words import format_clock

    return "–" if span is None else f"{format_clock(span[0])} – {format_clock(span[1])}"


def _load(path: Path, protocol: Protocol | None, quiet: bool) -> Performance:
    """Read a review, or review a recording.

    Raises
    ------
    CoachError
        When it is not there or cannot be used.
    """
    from coach.commands.review import draw_progress
    from coach.compare.paths import make_performance
    from coach.errors import InputError
    from coach.formats import load_review
    from coach.protocol.library import find_clip_back, find_clip_scale
    from coach.protocol.variants import scale_protocol
    from coach.reviewing import review
    from coach.tracks_file import Recorded

    if not path.is_file():
        raise InputError(say("compare-no-file", name=str(path)))
    if path.suffix.lower() == ".json":
        return make_performance(path.stem, load_review(path))
    asked = protocol
    if asked is not None and (scale := find_clip_scale(path, asked.id)) is not None:
        asked = scale_protocol(asked, factor=scale)
    with draw_progress(say("compare-watching", name=path.name), quiet) as on_progress:
        made = review(path, asked, find_clip_back(path), on_progress=on_progress)
    analysis = made.analysis
    return make_performance(path.stem, made.written, Recorded(analysis.tracks, analysis.info, analysis.back))
