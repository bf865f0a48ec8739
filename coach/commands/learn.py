"""``massage-coach learn``: learn from corrected sessions, and look after the models that come of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.words import say

if TYPE_CHECKING:
    from coach.learning.run import OnStage, Stage

EXIT_FAULT = 2
"""A fault of the user's input."""
EXIT_NOT_PASSED = 1


@click.group("learn", invoke_without_command=True, help=say("learn-help"))
@click.option("--setup", metavar="NAME", help=say("learn-option-setup"))
@click.option(
    "--with", "others", multiple=True, metavar="FILE", type=click.Path(path_type=Path), help=say("learn-option-with")
)
@click.option("--use", "take", is_flag=True, help=say("learn-option-use"))
@click.option("--data-dir", type=click.Path(file_okay=False, path_type=Path), help=say("learn-data-dir"))
@click.pass_context
def command(ctx: click.Context, setup: str | None, others: tuple[Path, ...], take: bool, data_dir: Path | None) -> None:
    """Learn, unless a command below is called."""
    from coach.paths import use_data_dir

    if data_dir is not None:
        use_data_dir(data_dir)
    if ctx.invoked_subcommand is None:
        with _refusals():
            passed = _learn(setup or say("learn-default-setup"), others, take)
        if not passed:
            sys.exit(EXIT_NOT_PASSED)


@command.command("list", help=say("learn-list-help"))
def list_command() -> None:
    """List the models of this computer."""
    from coach.learning.shelf import list_models
    from coach.learning.told import say_shelved

    models = list_models()
    for model in models:
        click.echo(say_shelved(model))
    if not models:
        click.echo(say("learn-list-none"))


@command.command("use", help=say("learn-use-help"))
@click.argument("name", metavar="NAME")
def use_command(name: str) -> None:
    """Take a model of this computer into use."""
    from coach.learning.shelf import take_into_use
    from coach.technique.local_model import read_local_model

    with _refusals():
        path = _find(name)
        take_into_use(path)
        card = read_local_model(path).card
    click.echo(say("learn-taken", setup=card.setup, version=card.version))


@command.command("back", help=say("learn-back-help"))
def back_command() -> None:
    """Go back to the model that was in use before."""
    from coach.learning.shelf import go_back
    from coach.learning.told import name_model
    from coach.technique.chosen import load_chosen_model

    with _refusals():
        go_back()
        name = name_model(load_chosen_model().card)
    click.echo(say("learn-went-back", name=name))


@command.command("export", help=say("learn-export-help"))
@click.argument("name", metavar="NAME")
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
def export_command(name: str, target: Path) -> None:
    """Write a model into one file for another computer."""
    from coach.learning.shelf import export_model

    with _refusals():
        export_model(_find(name), target)
    click.echo(say("learn-exported", file=target.name))


@command.command("import", help=say("learn-import-help"))
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
def import_command(source: Path) -> None:
    """Read a model that another computer wrote."""
    from coach.learning.shelf import import_model
    from coach.technique.local_model import read_local_model

    with _refusals():
        path = import_model(source)
        card = read_local_model(path).card
    click.echo(say("learn-imported", setup=card.setup, version=card.version, file=path.name))


def _learn(setup: str, others: tuple[Path, ...], take: bool) -> bool:
    """Learn and print what came of it; returns whether the model passes."""
    from coach.history.store import open_store
    from coach.learning.run import run_learning
    from coach.learning.shelf import take_into_use
    from coach.learning.told import say_figures, say_judgement
    from coach.technique.local_model import models_dir, read_local_model

    pooled = [read_local_model(file) for file in others]
    with _bar() as tell:
        outcome = run_learning(open_store(), setup, pooled, on_progress=tell)
    if outcome.without_movements:
        click.echo(say("learn-missing", sessions=outcome.without_movements))
    for line in [*say_figures(outcome), *say_judgement(outcome.judgement)]:
        click.echo(line)
    card, kept = outcome.card, outcome.kept
    if card is None or kept is None:
        return False
    if take:
        take_into_use(models_dir() / kept)
        click.echo(say("learn-taken", setup=card.setup, version=card.version))
    else:
        click.echo(say("learn-kept", setup=card.setup, version=card.version, file=kept))
    return True


def _find(name: str) -> Path:
    """Find a model of this computer by the name of its file, with or without the ending."""
    from coach.errors import InputError
    from coach.learning.shelf import list_models

    for model in list_models():
        if name in (model.path.name, model.path.stem):
            return model.path
    raise InputError(say("learn-no-such-model", name=name))


@contextmanager
def _bar() -> Iterator[OnStage]:
    """Show how far it is, and what is being done."""
    with click.progressbar(length=1000, label=say("learn-gathering"), file=sys.stderr) as bar:

        def tell(done: float, stage: Stage) -> None:
            bar.label = say("learn-gathering" if stage == "gather" else "learn-fitting")
            bar.update(round(done * 1000) - bar.pos)

        yield tell


@contextmanager
def _refusals() -> Iterator[None]:
    """Say a fault in one sentence."""
    from coach.errors import CoachError

    try:
        yield
    except CoachError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_FAULT)
