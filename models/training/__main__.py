"""Make the technique model again: ``python -m models.training [FOLDER] [--only-replay]``.

Learns from rendered clips (whose hands are kept in ``models/training``) and from simulated sessions, sets the
temperature on clips that were left out in turn, measures on those and on simulated sessions of other seeds, and writes
the model's two files, and beside them what is replayed when a user's own model is learnt. The same program gives the
same files. ``--only-replay`` leaves the model as it is and makes what is replayed for it: needed when the features have
changed since it was learnt.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click
import numpy as np

from coach.hands.model_file import MODEL_FOLDERS
from coach.learning.examples import Examples, as_features, compute_logits, join_examples
from coach.learning.replay import Replay, write_replay
from coach.records import FloatArray
from coach.technique.model import TechniqueModel, load_technique_model, write_model
from models.training.dataset import SIMULATED_WEIGHT, make_rendered_examples, make_simulated_examples
from models.training.measure import measure_scores, score_unlearnt
from models.training.rendered import find_rendered, read_clips
from models.training.trees import find_temperature, fit_trees

T = TypeVar("T")

TRAINING_SEEDS = range(10000, 10120)
HELD_OUT_SEEDS = range(20000, 20040)
FIT_SEED = 7
EVERY = 3
"""Only every third tick of a simulated session is learnt from: neighbours are nearly the same."""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=MODEL_FOLDERS[1])
@click.option("--only-replay", is_flag=True)
def main(folder: Path, only_replay: bool) -> None:
    """Train, measure and write."""
    clips = list(read_clips(find_rendered()))
    rendered = _with_bar("Rendered clips", lambda tell: make_rendered_examples(clips, on_progress=tell))
    rendered = rendered.weighed(1.0)
    simulated = _with_bar("Simulated sessions", lambda tell: make_simulated_examples(TRAINING_SEEDS, EVERY, tell))
    simulated = simulated.weighed(SIMULATED_WEIGHT)
    held_out = _with_bar("Sessions to measure on", lambda tell: make_simulated_examples(HELD_OUT_SEEDS, 1, tell))
    unlearnt, scores = _with_bar(
        "Leaving clips out", lambda tell: score_unlearnt(clips, _fit, rendered, simulated, tell)
    )
    if only_replay:
        write_replay(make_replay(unlearnt, scores, held_out, load_technique_model()), folder)
        return
    model = replace(_fit(join_examples([rendered, simulated])), temperature=find_temperature(scores, unlearnt))
    figures = {
        "rendered_left_out": measure_scores(scores, unlearnt),
        "simulated_unseen": measure_scores(model.score(as_features(held_out.values)), held_out),
    }
    about: dict[str, object] = {
        "trained_on": f"{len(clips)} rendered clips; {_describe(TRAINING_SEEDS)}",
        "measured_on": f"the same clips, each by a model that did not learn from it; {_describe(HELD_OUT_SEEDS)}",
        "fit_seed": FIT_SEED,
        "figures": figures,
    }
    write_model(model, about, folder)
    write_replay(make_replay(unlearnt, scores, held_out, model), folder)
    for name, found in figures.items():
        click.echo(f"{name}: " + ", ".join(f"{key} {value}" for key, value in found.items()))


def make_replay(rendered: Examples, scores: FloatArray, simulated: Examples, model: TechniqueModel) -> Replay:
    """Join what is replayed when a user's own model is learnt.

    Parameters
    ----------
    rendered : Examples
    scores : array, shape (m, 5)
        Of the rendered ones, by models that did not learn from the clip.
    simulated : Examples
        That the model did not learn from.
    model : TechniqueModel
    """
    examples = join_examples([rendered.weighed(1.0), simulated.weighed(SIMULATED_WEIGHT)])
    logits = [
        compute_logits(scores, 1.0),
        compute_logits(model.score(as_features(simulated.values)), model.temperature),
    ]
    return Replay(examples, np.concatenate(logits), np.arange(len(examples)) < len(rendered))


def _fit(examples: Examples) -> TechniqueModel:
    return fit_trees(examples, FIT_SEED)


def _with_bar(label: str, work: Callable[[Callable[[float], None]], T]) -> T:
    with click.progressbar(length=1000, label=label, file=sys.stderr) as bar:
        return work(lambda done: bar.update(round(done * 1000) - bar.pos))


def _describe(seeds: range) -> str:
    return f"{len(seeds)} simulated sessions, seeds {seeds.start} to {seeds.stop - 1}"


if __name__ == "__main__":
    main()
