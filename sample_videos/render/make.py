"""The command: make the samples, or a set of random clips, in several processes."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

import click
from platformdirs import user_cache_path

from coach.errors import CoachError, OutputError
from sample_videos.render.film import Clip, film, load_meshes
from sample_videos.render.performances import list_performances
from sample_videos.render.samples import list_samples
from sample_videos.render.sets import SETS, draw_set

SAMPLE_FOLDER = Path(__file__).resolve().parent.parent

Work = list[tuple[Path, Clip]]


@click.command(context_settings={"show_default": True})
@click.option("--set", "set_name", type=click.Choice(sorted(SETS)), help="Make random clips instead of the samples.")
@click.option("--seed", default=1, help="Of the set.")
@click.option("--clips", default=40, help="Number of clips of the set.")
@click.option("--first", default=0, help="Leave out the clips of the set before this one.")
@click.option("--only", multiple=True, metavar="NAME", help="Make this sample only; may be repeated.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder instead of sample_videos or the user's cache.")
@click.option("--workers", default=2, type=click.IntRange(1), help="Processes.")
@click.option("--again", is_flag=True, help="Make clips of the set once more that are there already.")
def main(
    set_name: str | None,
    seed: int,
    clips: int,
    first: int,
    only: tuple[str, ...],
    out: Path | None,
    workers: int,
    again: bool,
) -> None:
    """Render massage videos with exact truth files."""
    if set_name:
        folder = out or user_cache_path("massage-coach") / "rendered" / f"{set_name}-{seed}"
        work = [(folder / sub, clip) for sub, clip in draw_set(set_name, seed, clips)[first:]]
        work = [(path, clip) for path, clip in work if again or not (path / f"{clip.name}.mp4").exists()]
    else:
        work = [(out or SAMPLE_FOLDER, clip) for clip in _pick_samples(only)]
    try:
        load_meshes()
        _make_folders(work)
    except CoachError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
    _render_all(work, workers)


def _pick_samples(only: tuple[str, ...]) -> list[Clip]:
    # What is not shipped is made by its name only.
    samples = list_samples() | (list_performances() if only else {})
    unknown = sorted(set(only) - set(samples))
    if unknown:
        raise click.BadParameter(
            f"no sample is called {unknown[0]}; there are {', '.join(samples)}", param_hint="--only"
        )
    return [clip for name, clip in samples.items() if name in only or not only]


def _make_folders(work: Work) -> None:
    for folder in {folder for folder, _ in work}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"{folder} cannot be made: {error.strerror}; choose another folder with --out."
            ) from error


def _render_all(work: Work, workers: int) -> None:
    start = time.monotonic()
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_render_one, folder, clip) for folder, clip in work]
        for done, job in enumerate(as_completed(jobs), 1):
            click.echo(f"{done}/{len(jobs)}  {time.monotonic() - start:6.0f} s  {job.result()}")


def _render_one(folder: Path, clip: Clip) -> str:
    path = film(clip, folder, load_meshes())
    return f"{path}  {path.stat().st_size / 1e6:.2f} MB"
