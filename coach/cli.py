"""The command line: a group whose commands are loaded only when they are called, so that ``--help`` is instant."""

from __future__ import annotations

import importlib

import click

from coach import __version__

COMMANDS = {
    "app": ("coach.commands.app", "Start the app and open it in the browser (the default)."),
    "review": ("coach.commands.review", "Review a recording of a massage."),
    "evaluate": ("coach.commands.evaluate", "Measure how well the coach agrees with truth files."),
    "protocols": ("coach.commands.protocols", "List, show and check protocols."),
}
"""Name of a command -> its module (which defines ``command``) and its one-line help."""


class LazyGroup(click.Group):
    """A click group that imports a command's module when the command is asked for."""

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
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.option("--tls", is_flag=True, help="Start the app so that a phone in the home network can be its camera.")
@click.version_option(__version__, prog_name="massage-coach")
@click.pass_context
def main(ctx: click.Context, tls: bool) -> None:
    """Massage coach: follows your hands through a camera and helps you massage well."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(main.get_command(ctx, "app"), tls=tls)  # type: ignore[arg-type]
    elif tls:
        raise click.UsageError("--tls stands alone, or after app: massage-coach app --tls.")
