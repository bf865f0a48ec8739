"""``massage-coach agreement``: how well the coach and teachers agree."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.words import say

if TYPE_CHECKING:
    from coach.evaluate.markings import Marking
    from coach.evaluate.raters import Comparison

EXIT_FAULT = 2
"""A fault of the user's input."""


@click.command(name="agreement", help=say("agreement-help"))
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "json_path", type=click.Path(path_type=Path, allow_dash=True), help=say("agreement-json"))
@click.option("--data-dir", type=click.Path(file_okay=False, path_type=Path), help=say("agreement-data-dir"))
def command(files: tuple[Path, ...], json_path: Path | None, data_dir: Path | None) -> None:
    """Compare all who marked the same recordings, pair by pair."""
    from coach.errors import CoachError
    from coach.evaluate.markings import pair_markings
    from coach.evaluate.raters import compare_raters
    from coach.evaluate.raters_words import format_comparison
    from coach.paths import use_data_dir

    if data_dir is not None:
        use_data_dir(data_dir)
    try:
        markings, recordings = _gather(files)
        comparisons = [compare_raters(pairs) for pairs in pair_markings(markings).values()]
        if json_path is not None:
            _write_json(comparisons, json_path)
    except CoachError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_FAULT)
    if json_path is None or str(json_path) != "-":
        blocks = [format_comparison(comparison, recordings) for comparison in comparisons]
        click.echo("\n\n".join([*blocks, say("agreement-how")]))


def to_json(comparisons: list[Comparison]) -> str:
    """Write all figures as JSON."""
    document = {"schema_version": 1, "comparisons": [asdict(comparison) for comparison in comparisons]}
    return json.dumps(document, indent=1, allow_nan=False)


def _gather(files: tuple[Path, ...]) -> tuple[list[Marking], dict[str, str]]:
    from coach.errors import InputError
    from coach.evaluate.gather import list_markings, name_recordings, read_markings
    from coach.history.store import open_store

    if files:
        return read_markings(files), {}
    store = open_store()
    markings = list_markings(store)
    if not markings:
        raise InputError(say("agreement-none-yet"))
    return markings, name_recordings(store, {marking.recording for marking in markings})


def _write_json(comparisons: list[Comparison], path: Path) -> None:
    from coach.report.output import open_outputs

    if str(path) == "-":
        click.echo(to_json(comparisons))
        return
    with open_outputs({"json": path}) as files:
        files["json"].write_text(to_json(comparisons), encoding="utf-8")
