"""What the report's figures share: a calm style, icons at a fixed size, and pictures as SVG or PNG without pyplot."""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING, Any

from coach.look.palette import ICON_BOX, TARGET_COLOR, Icon, flatten_icon

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#22262B"
SOFT_INK = "#5E656E"
LINE = "#C9C6BE"
PANEL = "#F0EEE8"
_THEME = {INK: "--ink", SOFT_INK: "--soft", LINE: "--line", PANEL: "--panel", TARGET_COLOR: "--target"}
"""Colours that follow the page's light or dark theme, by the name of their CSS variable."""

LABEL_PT = 11
NUMBER_PT = 13


def make_figure(width_in: float, height_in: float) -> Figure:
    """Build an empty figure with a transparent ground, independent of pyplot and of the user's matplotlib settings."""
    # Where a home cannot be written it tells of the folder for its fonts.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width_in, height_in), dpi=100)
    figure.patch.set_alpha(0.0)
    return figure


def strip_axes(axes: Axes) -> None:
    """Take frame, ticks and ground away: what is left is what was measured."""
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.patch.set_alpha(0.0)
    axes.tick_params(length=0, colors=SOFT_INK, labelsize=LABEL_PT)
    axes.set_yticks([])


def draw_icon(
    axes: Axes, icon: Icon, x: float, y: float, size_pt: float, color: str, *, label: str = "", turn_deg: float = 0.0
) -> None:
    """Draw an icon, with a word beside it if given, centred at a data point; ``size_pt`` points wide on any scale."""
    from matplotlib.offsetbox import AnnotationBbox, HPacker, TextArea

    box = _icon_area(icon, size_pt, color, turn_deg)
    if label:
        text = TextArea(label, textprops={"color": color, "size": LABEL_PT, "weight": "bold"})
        box = HPacker(children=[box, text], align="center", pad=0, sep=5)
    axes.add_artist(AnnotationBbox(box, (x, y), frameon=False, pad=0, annotation_clip=False))


def _icon_area(icon: Icon, size_pt: float, color: str, turn_deg: float) -> Any:
    from matplotlib.offsetbox import DrawingArea
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    area = DrawingArea(size_pt, size_pt)
    scale = size_pt / ICON_BOX
    place = Affine2D().translate(-ICON_BOX / 2, -ICON_BOX / 2).scale(scale, -scale).rotate_deg(turn_deg)
    place.translate(size_pt / 2, size_pt / 2)
    for line in flatten_icon(icon):
        patch = PathPatch(
            place.transform_path(Path(line)),
            facecolor=color if icon.filled else "none",
            edgecolor="none" if icon.filled else color,
            linewidth=icon.pen * scale,
            capstyle="round",
            joinstyle="round",
        )
        area.add_artist(patch)
    return area


def render_svg(figure: Figure, name: str) -> str:
    """Return the figure as an ``<svg>`` element to stand inside a page.

    Its colours follow the page's theme, its text is the page's own text, and its ids begin with ``name`` so that
    several figures can share a page. The same figure gives the same text each time.
    """
    import matplotlib as mpl

    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'\bid="', f'id="{name}-', text)
    text = re.sub(r'href="#', f'href="#{name}-', text)
    text = text.replace("url(#", f"url(#{name}-")
    text = re.sub(r"font: ([^;\"]*?)'[^;\"]*", r"font: \1sans-serif", text)
    for color, variable in _THEME.items():
        text = re.sub(re.escape(color), f"var({variable}, {color})", text, flags=re.IGNORECASE)
    text = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", text, flags=re.DOTALL)
    head = r'<svg \1 role="img" stroke-linejoin="round" xmlns="http://www.w3.org/2000/svg">'
    return re.sub(r'<svg [^>]*?(viewBox="[^"]*")[^>]*>', head, text, count=1)
