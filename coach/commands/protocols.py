"""``massage-coach protocols``: list them, show one, begin and check a file of one's own, tell the format."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.errors import InputError, OutputError
from coach.words import say

if TYPE_CHECKING:
    from coach.protocol.schema import Band, BodyPart, Protocol, Step

WIDTH = 100
"""Characters of a line; wider lines are hard to read."""

INPUT_STATUS = 2


class _InputRefusal(click.ClickException):
    """A fault of the user's input, as one sentence on stderr."""

    exit_code = INPUT_STATUS

    def __init__(self, error: InputError) -> None:
        super().__init__(" ".join(str(error).split()))


@click.group("protocols", invoke_without_command=True, help=say("command-protocols-help"))
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the protocols, unless a command below is called."""
    if ctx.invoked_subcommand is None:
        _list()


@command.command("list", help=say("command-protocols-list-help"))
def list_command() -> None:
    """List the protocols (what happens without a command, too)."""
    _list()


@command.command("show", help=say("command-protocols-show-help"))
@click.argument("protocol_id", metavar="ID")
@click.option("--toml", "as_file", is_flag=True, help=say("command-protocols-toml-help"))
def show_command(protocol_id: str, as_file: bool) -> None:
    """Print one protocol: its steps, what each asks, and where the figures come from; or as a protocol file."""
    from coach.protocol.library import load_protocol
    from coach.protocol.writing import to_plain, write_toml

    try:
        protocol = load_protocol(protocol_id)
    except InputError as error:
        raise _InputRefusal(error) from error
    click.echo(write_toml(to_plain(protocol)) if as_file else render_protocol(protocol), nl=not as_file)


@command.command("new", help=say("command-protocols-new-help"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--region",
    type=click.Choice(["back", "leg", "shoulders"]),
    default="back",
    help=say("command-protocols-region-help"),
)
def new_command(file: Path, region: BodyPart) -> None:
    """Write a small protocol with every name explained, to begin one's own with; an existing file stays as it is."""
    from coach.protocol.format_page import write_template
    from coach.protocol.library import choose_id

    text = write_template(choose_id(file.stem), region)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as target:
            target.write(text)
    except FileExistsError as error:
        raise _InputRefusal(OutputError(say("command-protocols-exists", name=file.name))) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise _InputRefusal(OutputError(say("command-protocols-not-written", path=str(file), why=why))) from error
    click.echo(say("command-protocols-written", path=str(file)))


@command.command("format", help=say("command-protocols-format-help"))
def format_command() -> None:
    """Print what may stand in a protocol file, every word of it."""
    from coach.protocol.format_page import write_page

    click.echo(write_page(), nl=False)


@command.command("check", help=say("command-protocols-check-help"))
@click.argument("file", type=click.Path(path_type=Path))
def check_command(file: Path) -> None:
    """Check a protocol file of your own and explain each fault; exit status 2 when there is one."""
    from coach.protocol.library import check_file, load_file

    try:
        diagnostics = check_file(file)
    except InputError as error:
        raise _InputRefusal(error) from error
    if not diagnostics:
        protocol = load_file(file)
        click.echo(say("command-protocols-usable", name=file.name, title=protocol.title, steps=len(protocol.steps)))
        return
    for diagnostic in diagnostics:
        click.echo(str(diagnostic))
    click.echo(say("command-protocols-faults", places=len(diagnostics), name=file.name), err=True)
    raise SystemExit(INPUT_STATUS)


def render_protocol(protocol: Protocol) -> str:
    """Write a protocol as plain text, every figure with its source."""
    lines = [
        say("command-protocols-title", title=protocol.title, id=protocol.id, version=protocol.version),
        *_wrap(protocol.summary),
        _describe_length(protocol),
    ]
    if protocol.permission:
        lines += _wrap(say("command-protocols-permission", permission=protocol.permission))
    lines += [line for caution in protocol.cautions for line in _wrap(caution, "- ", "  ")]
    for number, step in enumerate(protocol.steps, start=1):
        lines += ["", *_render_step(number, step)]
    if protocol.variants:
        lines += ["", say("command-protocols-variants")]
        lines += [f"  {variant.id}: {variant.title}" for variant in protocol.variants]
    lines += ["", say("command-protocols-sources")]
    for key, text in protocol.sources.items():
        lines += _wrap(f"{key}: {text}", "  ", "    ")
    return "\n".join(lines)


def _list() -> None:
    from coach.paths import user_protocols_dir
    from coach.protocol.library import list_faulty, list_protocols

    entries = list_protocols()
    widest = max(len(entry.id) for entry in entries)
    for entry in entries:
        line = "command-protocols-line-yours" if entry.origin == "yours" else "command-protocols-line"
        said = say(line, title=entry.title, steps=entry.steps, minutes=round(entry.minutes))
        click.echo(f"{entry.id:<{widest}}  {said}")
        for line in _wrap(entry.summary, " " * (widest + 2), " " * (widest + 2)):
            click.echo(line)
    for _, reason in list_faulty():
        click.echo(say("command-protocols-left-out", reason=reason), err=True)
    click.echo("\n" + say("command-protocols-yours", folder=str(user_protocols_dir())))


def _describe_length(protocol: Protocol) -> str:
    low, high = protocol.session_minutes.ends
    return say(
        "command-protocols-length",
        minutes=round(protocol.planned_minutes),
        low=low,
        high=high,
        first=[say("command-position", position=position) for position in protocol.position],
        turns=len(protocol.turned_to),
        later=[say("command-position", position=position) for position in protocol.turned_to],
    )


def _render_step(number: int, step: Step) -> list[str]:
    from coach.feedback.step_words import describe_told

    asked = {
        "hands": " or ".join(step.hands),
        "where": ", ".join(step.zones),
        "way": ", ".join(word for word in (step.axis, step.sense) if word),
        "drift": step.drift if step.drift in ("headward", "tailward") else "",
    }
    lines = [f"{number}. {step.title} [{step.id}]: {step.technique}", *_wrap(step.text, "   ", "   ")]
    for way in step.ways:
        lines += _wrap(f"{way.name}: {way.text}", "   ", "     ")
    lines += _wrap(describe_told(step), "   ", "   ")
    if said := [say("command-protocols-asked", what=name, asked=value) for name, value in asked.items() if value]:
        lines += _wrap("; ".join(said), "   ", "   ")
    lines += [f"   {_render_band(name, band)}" for name, band in step.bands.items()]
    lines += [line for cue in step.cues for line in _wrap(cue, "   > ", "     ")]
    lines += [line for caution in step.cautions for line in _wrap(_say_care(caution), "   ", "     ")]
    return lines


def _render_band(name: str, band: Band) -> str:
    return say(
        "command-protocols-band",
        what=name,
        low=band.low,
        high=band.high,
        unit=say("command-unit", unit=band.unit),
        source=band.source,
        confidence=band.confidence,
    )


def _say_care(caution: str) -> str:
    return say("command-protocols-care", caution=caution)


def _wrap(text: str, first: str = "", then: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=then)
