"""``massage-coach review VIDEO``: a recording goes in, a review comes out."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.errors import CoachError, InputError
from coach.words import say

if TYPE_CHECKING:
    from coach.protocol.schema import Protocol
    from coach.records import Back, HeadDirection, Side
    from coach.reviewing import Review

STOPPED_STATUS = 130
"""Exit status after Ctrl-C, as shells expect it (128 + SIGINT)."""

_HEADS = ("up", "down", "left", "right")
_BAR_STEPS = 1000


class _Refusal(click.ClickException):
    """A fault of this computer's set-up, as one sentence on stderr."""

    exit_code = 1

    def __init__(self, error: CoachError) -> None:
        super().__init__(" ".join(str(error).split()))


class _InputRefusal(_Refusal):
    """A fault of the user's input."""

    exit_code = 2


@click.command("review", help=say("command-review-help"))
@click.argument("video", type=click.Path(path_type=Path))
@click.option("--protocol", "protocol_id", metavar="ID", help=say("command-review-protocol"))
@click.option("--minutes", type=float, help=say("command-review-minutes"))
@click.option("--scale", type=float, help=say("command-review-scale"))
@click.option("--variant", "variant_id", metavar="ID", help=say("command-review-variant"))
@click.option(
    "--pain-side",
    type=click.Choice(("left", "right")),
    help=say("command-review-pain-side"),
)
@click.option(
    "--back",
    "back_texts",
    metavar="X,Y,X,Y[@S]",
    multiple=True,
    help=say("command-review-back"),
)
@click.option("--head", type=click.Choice(_HEADS), help=say("command-review-head"))
@click.option("--length-cm", type=float, help=say("command-review-length"))
@click.option("--json", "json_path", metavar="FILE|-", help=say("command-review-json"))
@click.option("--html", "html_path", type=click.Path(path_type=Path), metavar="FILE", help=say("command-review-html"))
@click.option("--decimal-comma", is_flag=True, help=say("command-review-decimal-comma"))
@click.option("--csv", "csv_path", type=click.Path(path_type=Path), metavar="FILE", help=say("command-review-csv"))
@click.option(
    "--video", "video_path", type=click.Path(path_type=Path), metavar="FILE", help=say("command-review-video")
)
@click.option("--quiet", is_flag=True, help=say("command-review-quiet"))
def command(
    video: Path,
    protocol_id: str | None,
    minutes: float | None,
    scale: float | None,
    variant_id: str | None,
    pain_side: Side | None,
    back_texts: tuple[str, ...],
    head: HeadDirection | None,
    length_cm: float | None,
    json_path: str | None,
    html_path: Path | None,
    csv_path: Path | None,
    decimal_comma: bool,
    video_path: Path | None,
    quiet: bool,
) -> None:
    """Review a recording, print the summary and write what is wanted."""
    wanted = {"json": Path(json_path) if json_path not in (None, "-") else None, "html": html_path}
    wanted |= {"csv": csv_path, "video": video_path}
    paths = {what: path for what, path in wanted.items() if path is not None}
    from coach.motion.body_shape import REGIONS

    try:
        protocol = choose_protocol(protocol_id, minutes, scale, variant_id, pain_side)
        if protocol is not None and minutes is None and scale is None and protocol.time_scale == 1.0:
            protocol = _scale_as_known(video, protocol)
        usual_cm = REGIONS["back" if protocol is None else protocol.region].length_cm
        back = parse_back(back_texts, head, length_cm, usual_cm) or _known_back(video)
        made = _review(video, protocol, back, paths, quiet, decimal_comma)
    except InputError as error:
        raise _InputRefusal(error) from error
    except CoachError as error:
        raise _Refusal(error) from error
    except KeyboardInterrupt:
        click.echo("\n" + say("command-review-stopped"), err=True)
        raise SystemExit(STOPPED_STATUS) from None
    _report(made, paths, to_terminal=json_path == "-", quiet=quiet)


def _scale_as_known(video: Path, protocol: Protocol) -> Protocol:
    """Shorten the protocol as the clip's own truth file says: samples are shortened sessions."""
    from coach.protocol.library import find_clip_scale
    from coach.protocol.variants import scale_protocol

    scale = find_clip_scale(video, protocol.id)
    return protocol if scale is None else scale_protocol(protocol, factor=scale)


def _known_back(video: Path) -> Back | None:
    """Where the clip's own truth file puts the back."""
    from coach.protocol.library import find_clip_back

    return find_clip_back(video)


def choose_protocol(
    protocol_id: str | None,
    minutes: float | None,
    scale: float | None,
    variant_id: str | None = None,
    pain_side: Side | None = None,
) -> Protocol | None:
    """Load the protocol at the length the session was planned for, and with the side that it had to begin on.

    Raises
    ------
    ProtocolError, InputError
        For an unknown id, a file with a fault, a length that does not fit, a length, variant or side without a
        protocol, or a side where the protocol works both at once.
    """
    if protocol_id is None:
        if minutes is not None or scale is not None:
            raise InputError(say("command-review-length-alone"))
        if variant_id is not None or pain_side is not None:
            raise InputError(say("command-review-variant-alone"))
        return None
    if minutes is not None and scale is not None:
        raise InputError(say("command-review-minutes-scale"))
    from coach.protocol.library import load_protocol
    from coach.protocol.variants import plan_protocol, scale_protocol

    whole = load_protocol(protocol_id)
    if pain_side is not None and not whole.works_in_turn:
        raise InputError(say("command-review-both-sides", id=whole.id))
    protocol = plan_protocol(whole, variant_id, pain_side)
    _refuse_unclear(protocol, pain_side, has_length=minutes is not None or scale is not None)
    if minutes is None and scale is None:
        return protocol
    return scale_protocol(protocol, total_minutes=minutes, factor=scale)


def _refuse_unclear(protocol: Protocol, pain_side: Side | None, *, has_length: bool) -> None:
    """Raise :class:`InputError` for a variant that is given half, or twice."""
    variant = next((item for item in protocol.variants if item.id == protocol.variant), None)
    if variant is not None and variant.begins is not None and pain_side is None:
        raise InputError(say("command-review-variant-side", id=variant.id))
    if variant is not None and variant.minutes is not None and has_length:
        raise InputError(say("command-review-variant-length", id=variant.id))


def parse_back(
    texts: Sequence[str], head: HeadDirection | None, length_cm: float | None, usual_cm: float = 50.0
) -> Back | None:
    """Build the back from the options; ``None`` when nothing is said about it.

    Parameters
    ----------
    usual_cm : float
        Length of the part of the body that the session is about, where none is given.

    Raises
    ------
    InputError
        For anything but four numbers inside the picture and a time, for both options at once, or a length that no back
        has.
    """
    from coach.records import Back

    if texts and head is not None:
        raise InputError(say("command-review-back-head"))
    if length_cm is not None and not texts:
        raise InputError(say("command-review-length-back"))
    if head is not None:
        return Back.from_head(head)
    if length_cm is not None and not 20 <= length_cm <= 100:
        raise InputError(say("command-review-length-limits", length=length_cm))
    known = sorted((_parse_points(text) for text in texts), key=lambda points: points[1])
    back = None
    for (neck_x, neck_y, tail_x, tail_y), at_s in known:
        length = usual_cm if length_cm is None else length_cm
        back = Back((neck_x, neck_y), (tail_x, tail_y), length, at_s=at_s, earlier=back)
    return back


def _parse_points(text: str) -> tuple[tuple[float, float, float, float], float]:
    """Read neck and tail, and the time of the picture that they were seen in."""
    points, _, time = text.partition("@")
    try:
        neck_x, neck_y, tail_x, tail_y = (float(number) for number in points.split(","))
        at_s = float(time or 0.0)
    except ValueError:
        raise InputError(say("command-review-back-form", text=text)) from None
    if not all(0 <= number <= 1 for number in (neck_x, neck_y, tail_x, tail_y)):
        raise InputError(say("command-review-back-shares"))
    if not 0 <= at_s < float("inf"):
        raise InputError(say("command-review-back-time", time=time))
    if (neck_x, neck_y) == (tail_x, tail_y):
        raise InputError(say("command-review-back-same"))
    return (neck_x, neck_y, tail_x, tail_y), at_s


def _review(
    video: Path,
    protocol: Protocol | None,
    back: Back | None,
    paths: dict[str, Path],
    quiet: bool,
    decimal_comma: bool,
) -> Review:
    """Do the work: outputs are opened first, so that a place that cannot be written is known before the analysis."""
    from coach.report.output import open_outputs

    with open_outputs(paths, source=video) as files:
        from coach.reviewing import review

        with draw_progress(say("command-review-watching"), quiet) as on_progress:
            made = review(video, protocol, back, on_progress=on_progress)
        _write(made, files, quiet, decimal_comma)
    return made


def _write(made: Review, files: dict[str, Path], quiet: bool, decimal_comma: bool) -> None:
    if "json" in files:
        files["json"].write_text(made.to_json(), encoding="utf-8")
    if "csv" in files:
        files["csv"].write_text(made.to_csv(decimal_comma=decimal_comma), encoding="utf-8-sig", newline="")
    if "html" in files:
        files["html"].write_text(made.to_html(date.today()), encoding="utf-8")
    if "video" in files:
        with draw_progress(say("command-review-drawing"), quiet) as on_progress:
            made.save_video(files["video"], on_progress)


def _report(made: Review, paths: dict[str, Path], *, to_terminal: bool, quiet: bool) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    if to_terminal:
        click.echo(made.to_json())
        return
    if quiet:
        return
    from coach.report.terminal import format_summary

    click.echo(format_summary(made.written, made.protocol, width=min(110, shutil.get_terminal_size((100, 24)).columns)))
    if paths:
        click.echo("\n" + say("command-review-written", files=", ".join(str(path) for path in paths.values())))


@contextmanager
def draw_progress(label: str, quiet: bool) -> Iterator[Callable[[float], None] | None]:
    """Yield a callback that moves a bar with the time left on stderr; ``None`` when quiet.

    The bar begins with the first call, so that the seconds in which the hand model is loaded do not spoil its guess.
    """
    if quiet:
        yield None
        return
    bar: Any = None
    with ExitStack() as stack:

        def move(fraction: float) -> None:
            nonlocal bar
            if bar is None:
                bar = stack.enter_context(
                    click.progressbar(length=_BAR_STEPS, label=label, file=sys.stderr, show_eta=True)
                )
            bar.update(max(0, round(fraction * _BAR_STEPS) - bar.pos))

        yield move
