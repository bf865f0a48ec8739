"""``massage-coach class FOLDER``: a whole class is reviewed; its table, common faults and sheets come out."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from coach.errors import CoachError, InputError
from coach.records.words import HeadDirection
from coach.words import say

if TYPE_CHECKING:
    from coach.classes.rubric import Rubric
    from coach.classes.running import Reviewer
    from coach.classes.scheduler import Cluster
    from coach.classes.shelf import ClassSettings
    from coach.classes.table import Row

DEFAULT_PROTOCOL = "lumbar-home"
STOPPED_STATUS = 130
"""Exit status after Ctrl-C, as shells expect it (128 + SIGINT)."""


@click.command("class", help=say("class-help"))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--protocol", "protocol_id", metavar="ID", help=say("class-option-protocol", id=DEFAULT_PROTOCOL))
@click.option("--minutes", type=click.FloatRange(0.1, 240), help=say("class-option-minutes"))
@click.option("--head", type=click.Choice(get_args(HeadDirection)), help=say("class-option-head"))
@click.option("--rubric", "rubric_id", metavar="ID|FILE", help=say("class-option-rubric"))
@click.option("--workers", type=click.IntRange(1, 64), help=say("class-option-workers"))
@click.option("--scheduler", metavar="ADDRESS", help=say("class-option-scheduler"))
@click.option("--csv", "csv_path", type=click.Path(path_type=Path), metavar="FILE", help=say("class-option-csv"))
@click.option("--xlsx", "xlsx_path", type=click.Path(path_type=Path), metavar="FILE", help=say("class-option-xlsx"))
@click.option("--sheets", "sheets_dir", type=click.Path(path_type=Path), metavar="DIR", help=say("class-option-sheets"))
@click.option("--decimal-comma", is_flag=True, help=say("command-review-decimal-comma"))
@click.option("--quiet", is_flag=True, help=say("class-option-quiet"))
@click.option("--data-dir", type=click.Path(file_okay=False, path_type=Path), help=say("class-data-dir"))
def command(
    folder: Path,
    protocol_id: str | None,
    minutes: float | None,
    head: HeadDirection | None,
    rubric_id: str | None,
    workers: int | None,
    scheduler: str | None,
    csv_path: Path | None,
    xlsx_path: Path | None,
    sheets_dir: Path | None,
    decimal_comma: bool,
    quiet: bool,
    data_dir: Path | None,
) -> None:
    """Review what is not reviewed yet, print the table and write what is wanted."""
    if data_dir is not None:
        from coach.paths import use_data_dir

        use_data_dir(data_dir)
    wanted = {"csv": csv_path, "xlsx": xlsx_path}
    paths = {what: path for what, path in wanted.items() if path is not None}
    try:
        from coach.report.output import open_outputs

        with open_outputs(paths) as files:
            settings, rubric = _choose(folder, protocol_id, minutes, head, rubric_id)
            rows = _review(settings, rubric, workers, scheduler, quiet)
            written = _write(rows, rubric, files, sheets_dir, decimal_comma)
    except CoachError as error:
        click.echo(" ".join(str(error).split()), err=True)
        sys.exit(2 if isinstance(error, InputError) else 1)
    except KeyboardInterrupt:
        click.echo("\n" + say("class-stopped"), err=True)
        sys.exit(STOPPED_STATUS)
    if not quiet:
        from coach.classes.terminal import format_class

        width = min(140, shutil.get_terminal_size((100, 24)).columns)
        click.echo(format_class(rows, width))
        names = [str(path) for path in (*paths.values(), *written)]
        if names:
            click.echo("\n" + say("class-written", files=", ".join(names)))


def _choose(
    folder: Path,
    protocol_id: str | None,
    minutes: float | None,
    head: HeadDirection | None,
    rubric_id: str | None,
) -> tuple[ClassSettings, Rubric]:
    """Take what is asked for; what is left out is as it was the last time, or usual."""
    from coach.classes.rubric_files import load_rubric
    from coach.classes.shelf import ClassSettings, ClassShelf

    known = ClassShelf().find_class(folder)
    before = known or ClassSettings(folder=folder, protocol_id=DEFAULT_PROTOCOL)
    asked = {
        "folder": folder.absolute(),
        "protocol_id": protocol_id or before.protocol_id,
        "minutes": minutes if minutes is not None or protocol_id is not None else before.minutes,
        "head": head or before.head,
        "rubric_id": rubric_id or before.rubric_id,
    }
    settings = before.model_copy(update=asked)
    return settings, load_rubric(settings.rubric_id)


def _review(
    settings: ClassSettings, rubric: Rubric, workers: int | None, scheduler: str | None, quiet: bool
) -> list[Row]:
    from coach.classes.opened import ClassProgress, review_class
    from coach.classes.shelf import ClassShelf
    from coach.classes.table import make_rows
    from coach.commands.review import draw_progress

    with draw_progress(say("class-watching"), quiet) as move:

        def tell(progress: ClassProgress) -> None:
            if move is not None:
                move(progress.fraction)

        reviewer = None if scheduler is None else _find_cluster(scheduler, quiet)
        items = review_class(settings, ClassShelf(), tell, workers=workers, reviewer=reviewer)
        tell(ClassProgress(1.0, 0, 0))
    return make_rows(items, rubric)


def _find_cluster(address: str, quiet: bool) -> Reviewer:
    from coach.classes.cluster import review_on_cluster

    def tell_who_reads(cluster: Cluster) -> None:
        if not quiet:
            click.echo(say("class-cluster-readers", computers=list(cluster.computers)), err=True)

    return partial(review_on_cluster, address, tell_who_reads)


def _write(
    rows: list[Row], rubric: Rubric, files: dict[str, Path], sheets_dir: Path | None, decimal_comma: bool
) -> list[Path]:
    from coach.classes.opened import load_whole
    from coach.classes.sheets import write_sheets
    from coach.classes.shelf import ClassShelf
    from coach.classes.spreadsheets import render_csv, write_xlsx

    if "csv" in files:
        text = render_csv(rows, rubric, decimal_comma=decimal_comma)
        files["csv"].write_text(text, encoding="utf-8-sig", newline="")
    if "xlsx" in files:
        write_xlsx(rows, rubric, files["xlsx"])
    if sheets_dir is None:
        return []
    shelf = ClassShelf()
    return write_sheets(rows, rubric, sheets_dir, lambda row: load_whole(row.item, shelf))
