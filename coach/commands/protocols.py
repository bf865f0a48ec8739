"""``massage-coach protocols``: list them, show one, check a file of one's own."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.errors import InputError

if TYPE_CHECKING:
    from coach.protocol.schema import Band, Position, Protocol, Step

WIDTH = 100
"""Characters of a line; wider lines are hard to read."""

INPUT_STATUS = 2

POSITIONS: dict[Position, str] = {
    "prone": "lies face down",
    "supine": "lies on the back",
    "side": "lies on the side",
    "seated": "sits",
}


class _InputRefusal(click.ClickException):
    """A fault of the user's input, as one sentence on stderr."""

    exit_code = INPUT_STATUS

    def __init__(self, error: InputError) -> None:
        super().__init__(" ".join(str(error).split()))


@click.group("protocols", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the protocols; show one or check a file of your own with the commands below."""
    if ctx.invoked_subcommand is None:
        _list()


@command.command("list")
def list_command() -> None:
    """List the protocols (what happens without a command, too)."""
    _list()


@command.command("show")
@click.argument("protocol_id", metavar="ID")
def show_command(protocol_id: str) -> None:
    """Print one protocol: its steps, what each asks, and where the figures come from."""
    from coach.protocol.library import load_protocol

    try:
        protocol = load_protocol(protocol_id)
    except InputError as error:
        raise _InputRefusal(error) from error
    click.echo(render_protocol(protocol))


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def check_command(file: Path) -> None:
    """Check a protocol file of your own and explain each fault; exit status 2 when there is one."""
    from coach.protocol.library import check_file, load_file

    try:
        faults = check_file(file)
    except InputError as error:
        raise _InputRefusal(error) from error
    if not faults:
        protocol = load_file(file)
        click.echo(f"{file.name} can be used: {protocol.title}, {_count(len(protocol.steps), 'step')}.")
        return
    for fault in faults:
        click.echo(str(fault))
    click.echo(f"{_count(len(faults), 'place')} to repair in {file.name}.", err=True)
    raise SystemExit(INPUT_STATUS)


def render_protocol(protocol: Protocol) -> str:
    """Write a protocol as plain text, every figure with its source."""
    low, high = protocol.session_minutes.ends
    lines = [
        f"{protocol.title} ({protocol.id}, version {protocol.version})",
        *_wrap(protocol.summary),
        f"About {protocol.planned_minutes:.0f} minutes; a session takes {low:g} to {high:g}. "
        f"The receiver {_describe_positions(protocol)}.",
    ]
    if protocol.permission:
        lines += _wrap(f"Needed first: {protocol.permission}")
    lines += [line for caution in protocol.cautions for line in _wrap(caution, "- ", "  ")]
    for number, step in enumerate(protocol.steps, start=1):
        lines += ["", *_render_step(number, step)]
    if protocol.variants:
        lines += ["", "Variants"]
        lines += [f"  {variant.id}: {variant.title}" for variant in protocol.variants]
    lines += ["", "Sources"]
    for key, text in protocol.sources.items():
        lines += _wrap(f"{key}: {text}", "  ", "    ")
    return "\n".join(lines)


def _list() -> None:
    from coach.paths import user_protocols_dir
    from coach.protocol.library import list_faulty, list_protocols

    entries = list_protocols()
    widest = max(len(entry.id) for entry in entries)
    for entry in entries:
        mine = " (yours)" if entry.origin == "yours" else ""
        click.echo(f"{entry.id:<{widest}}  {entry.title}{mine}: {_count(entry.steps, 'step')}, {entry.minutes:.0f} min")
        for line in _wrap(entry.summary, " " * (widest + 2), " " * (widest + 2)):
            click.echo(line)
    for _, reason in list_faulty():
        click.echo(f"Left out: {reason}", err=True)
    click.echo(f"\nYour own protocols are read from {user_protocols_dir()}")


def _describe_positions(protocol: Protocol) -> str:
    first = " or ".join(POSITIONS[position] for position in protocol.position)
    return ", later ".join([first, *(POSITIONS[position] for position in protocol.turned_to)])


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
    if words := "; ".join(f"{name}: {value}" for name, value in asked.items() if value):
        lines += _wrap(words, "   ", "   ")
    lines += [f"   {_render_band(name, band)}" for name, band in step.bands.items()]
    lines += [line for cue in step.cues for line in _wrap(cue, "   > ", "     ")]
    lines += [line for caution in step.cautions for line in _wrap(caution, "   take care: ", "     ")]
    return lines


def _render_band(name: str, band: Band) -> str:
    units = {"s": "s", "cycles": "times", "per_min": "a minute", "cm_per_s": "cm/s", "min": "min"}
    names = {"duration_s": "time", "count": "count", "pace_per_min": "pace", "speed_cm_s": "speed"}
    return (
        f"{names[name]}: {band.low:g}-{band.high:g} {units[band.unit]} "
        f"(source: {band.source}, confidence: {band.confidence})"
    )


def _wrap(text: str, first: str = "", then: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=then)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
