"""Make the technique model again: ``python -m coach.technique.training [FOLDER]``.

Simulates the training sessions, fits the trees, sets the temperature on sessions of other seeds, measures on those, and
writes the model's two files. The same program gives the same files.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from coach.hands.model_file import MODEL_FOLDERS
from coach.technique.model import write_model
from coach.technique.training.dataset import make_examples
from coach.technique.training.measure import measure_model
from coach.technique.training.trees import fit_trees, set_temperature

TRAINING_SEEDS = range(10000, 10300)
HELD_OUT_SEEDS = range(20000, 20040)
FIT_SEED = 7
EVERY = 3
"""Only every third tick is learnt from: neighbours are nearly the same."""


def main() -> None:
    """Train, measure and write."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else MODEL_FOLDERS[1]
    with click.progressbar(length=1000, label="Simulating sessions to learn from", file=sys.stderr) as bar:
        training = make_examples(TRAINING_SEEDS, lambda done: bar.update(round(done * 1000) - bar.pos))
    with click.progressbar(length=1000, label="Simulating sessions to measure on", file=sys.stderr) as bar:
        held_out = make_examples(HELD_OUT_SEEDS, lambda done: bar.update(round(done * 1000) - bar.pos))
    model = set_temperature(fit_trees(training.thinned(EVERY), FIT_SEED), held_out)
    figures = measure_model(model, held_out)
    about = {
        "trained_on": _describe(TRAINING_SEEDS),
        "measured_on": _describe(HELD_OUT_SEEDS),
        "fit_seed": FIT_SEED,
        "figures": figures,
    }
    write_model(model, about, folder)
    click.echo(f"Written to {folder}: " + ", ".join(f"{name} {value}" for name, value in figures.items()))


def _describe(seeds: range) -> str:
    return f"{len(seeds)} simulated sessions, seeds {seeds.start} to {seeds.stop - 1}"


if __name__ == "__main__":
    main()
