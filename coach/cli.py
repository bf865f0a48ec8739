"""The command line: a group whose commands are loaded only when they are called, so that ``--help`` is instant."""

from __future__ import annotations

import contextlib
import importlib
import io
import sys
from typing import Any

import click

from coach import __version__
from coach.linear_algebra import use_one_thread
from coach.words import say

COMMANDS = {
    "app": ("coach.commands.app", "command-app"),
    "review": ("coach.commands.review", "command-review"),
    "evaluate": ("coach.commands.evaluate", "command-evaluate"),
    "agreement": ("coach.commands.agreement", "agreement-command"),
    "learn": ("coach.commands.learn", "learn-command"),
    "class": ("coach.commands.class_", "class-command"),
    "compare": ("coach.commands.compare", "compare-command"),
    "protocols": ("coach.commands.protocols", "command-protocols"),
}
"""Name of a command -> its module (which defines ``command``) and the message of its one-line help."""


class LazyGroup(click.Group):
    """A click group that imports a command's module when the command is asked for."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; a character that the terminal does not have is written as a question mark.

        Where the answer cannot be written (a full disk), a sentence says so. A reader that is gone, as in ``| head``,
        ends the command without a word.
        """
        use_one_thread()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            from coach.report.output import explain_os_error

            what = "file" if error.filename else "answer"
            name = str(error.filename or "")
            with contextlib.suppress(OSError):
                click.echo(say("command-computer-refused", what=what, name=name, why=explain_os_error(error)), err=True)
            sys.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command; ``None`` when there is no such name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section(say("command-list")):
            formatter.write_dl([(name, say(text)) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, invoke_without_command=True, help=say("command-main-help"))
@click.option("--tls", is_flag=True, help=say("command-tls"))
@click.version_option(__version__, prog_name="massage-coach")
@click.pass_context
def main(ctx: click.Context, tls: bool) -> None:
    """Run the command that is asked for, or else the app."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(main.get_command(ctx, "app"), tls=tls)  # type: ignore[arg-type]
    elif tls:
        raise click.UsageError(say("command-tls-alone"))
