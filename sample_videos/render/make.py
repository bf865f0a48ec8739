"""The command: make the samples, or a set of random clips, in several processes."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

import click
from platformdirs import user_cache_path

from coach.errors import CoachError
from sample_videos.render.film import Clip, film, load_meshes
from sample_videos.render.samples import list_samples
from sample_videos.render.sets import SETS, draw_set

SAMPLE_FOLDER = Path(__file__).resolve().parent.parent


@click.command()
@click.option(
    "--set", "set_name", type=click.Choice(sorted(SETS)), help="Make a set of random clips instead of the samples."
)
@click.option("--seed", default=1, show_default=True, help="Of the set.")
@click.option("--clips", default=40, show_default=True, help="Number of clips of the set.")
@click.option("--first", default=0, show_default=True, help="Skip clips of the set before this one.")
@click.option("--only", multiple=True, help="Make only the sample of this name; may be repeated.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder; default: beside the samples, or the cache for a set.",
)
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--again", is_flag=True, help="Make clips that are there already once more.")
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
    else:
        samples = list_samples()
        unknown = sorted(set(only) - set(samples))
        if unknown:
            raise click.BadParameter(
                f"no sample is called {unknown[0]}; there are {', '.join(samples)}", param_hint="--only"
            )
        work = [(out or SAMPLE_FOLDER, clip) for name, clip in samples.items() if name in only or not only]
        again = True
    try:
        load_meshes()
    except CoachError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
    work = [(folder, clip) for folder, clip in work if again or not (folder / f"{clip.name}.truth.json").exists()]
    _render_all(work, workers)


def _render_all(work: list[tuple[Path, Clip]], workers: int) -> None:
    start = time.monotonic()
    with ProcessPoolExecutor(max_workers=max(1, workers), mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_render_one, folder, clip) for folder, clip in work]
        for done, job in enumerate(as_completed(jobs), 1):
            click.echo(f"{done}/{len(jobs)}  {time.monotonic() - start:6.0f} s  {job.result()}")


def _render_one(folder: Path, clip: Clip) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = film(clip, folder, load_meshes())
    return f"{path}  {path.stat().st_size / 1e6:.2f} MB"
