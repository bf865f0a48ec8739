"""A protocol on paper: one page of HTML that any browser prints, with the drawing of each step."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coach.feedback.step_words import describe_drawing
from coach.look.step_drawing import draw_step
from coach.protocol.schema import Protocol
from coach.words import language_tag, say


def render_sheet(protocol: Protocol) -> str:
    """Return a protocol as one HTML file that needs nothing from elsewhere."""
    environment = Environment(
        loader=PackageLoader("coach.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("protocol.html.j2").render(
        protocol=protocol,
        steps=[(step, Markup(draw_step(step)), describe_drawing(step)) for step in protocol.steps],
        say=say,
        language=language_tag(),
    )
