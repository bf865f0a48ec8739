"""``massage-coach evaluate``: how well the coach's verdicts agree with truth files."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.words import say

if TYPE_CHECKING:
    from coach.evaluate.run import Evaluation

EXIT_FAULT = 2
"""A fault of the user's input."""


@click.command(name="evaluate", help=say("command-evaluate-help"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--json", "json_path", type=click.Path(path_type=Path, allow_dash=True), help=say("command-evaluate-json")
)
@click.option("--jobs", type=click.IntRange(1), help=say("command-evaluate-jobs"))
@click.option("--no-cache", is_flag=True, help=say("command-evaluate-no-cache"))
@click.option("--clips", "per_clip", is_flag=True, help=say("command-evaluate-clips"))
def command(folder: Path, json_path: Path | None, jobs: int | None, no_cache: bool, per_clip: bool) -> None:
    """Review every clip in a folder that has a truth file, and print how well both agree."""
    from coach.errors import CoachError
    from coach.evaluate.table import format_evaluation

    try:
        evaluation = _evaluate(folder, json_path, jobs, not no_cache)
    except CoachError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_FAULT)
    if json_path is None or str(json_path) != "-":
        click.echo(format_evaluation(evaluation, per_clip))
    if not evaluation.outcomes:
        click.echo(say("command-evaluate-none"), err=True)
        sys.exit(EXIT_FAULT)


def to_json(evaluation: Evaluation) -> str:
    """Write all figures as JSON: each group's, each clip's, and what could not be evaluated."""
    from coach.evaluate.agreement import compute_agreement

    document: dict[str, Any] = {
        "schema_version": 1,
        "groups": {source: asdict(agreement) for source, agreement in evaluation.groups.items()},
        "clips": [
            {
                "name": outcome.clip.name,
                "source": outcome.clip.truth.source,
                "agreement": asdict(compute_agreement([(outcome.clip.truth, outcome.review)])),
                "segments": [segment.model_dump() for segment in outcome.review.segments],
            }
            for outcome in evaluation.outcomes
            if outcome.review is not None
        ],
        "not_evaluated": [{"name": name, "why": why} for name, why in evaluation.faults],
    }
    return json.dumps(document, indent=1, allow_nan=False)


def _evaluate(folder: Path, json_path: Path | None, jobs: int | None, use_cache: bool) -> Evaluation:
    from coach.evaluate.run import evaluate_folder
    from coach.report.output import open_outputs

    wanted = {} if json_path is None or str(json_path) == "-" else {"json": json_path}
    with open_outputs(wanted) as files:
        with ExitStack() as shown:
            evaluation = evaluate_folder(folder, jobs, use_cache, partial(_show, shown, []))
        if "json" in files:
            files["json"].write_text(to_json(evaluation), encoding="utf-8")
        elif json_path is not None:
            click.echo(to_json(evaluation))
    return evaluation


def _show(shown: ExitStack, bar: list[Any], done: int, total: int) -> None:
    """Draw the progress on the terminal; the bar begins with the first clip, when their number is known."""
    if not bar:
        bar.append(
            shown.enter_context(click.progressbar(length=total, label=say("command-evaluate-running"), file=sys.stderr))
        )
    bar[0].update(done - bar[0].pos)
