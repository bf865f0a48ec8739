"""The theme's colours keep the contrast that WCAG 2.2 AA asks, in light and in dark."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import coach
from coach.look.palette import LOOKS
from coach.ui import charts

SETTINGS = tomllib.loads((Path(coach.__file__).parents[1] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
TEXT, LARGE_OR_SHAPE = 4.5, 3.0
CAPTION_ALPHA = 0.6
"""Streamlit draws captions in the text's colour at this opacity."""


def to_rgb(color: str) -> tuple[float, float, float]:
    return tuple(int(color[k : k + 2], 16) / 255 for k in (1, 3, 5))


def luminance(rgb: tuple[float, float, float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, alpha: float = 1.0) -> float:
    """Contrast of a colour, drawn with an opacity, on another."""
    front, back = to_rgb(one), to_rgb(other)
    mixed = tuple(alpha * f + (1 - alpha) * b for f, b in zip(front, back, strict=True))
    low, high = sorted((luminance(mixed), luminance(back)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_defines_it():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_and_shapes_stand_out(mode: str):
    theme = SETTINGS["theme"][mode]
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], ground) >= TEXT
        assert contrast(theme["linkColor"], ground) >= TEXT
        assert contrast(theme["primaryColor"], ground) >= LARGE_OR_SHAPE
    assert contrast(theme["textColor"], theme["backgroundColor"], CAPTION_ALPHA) >= TEXT
    assert contrast("#FFFFFF", theme["primaryColor"]) >= TEXT, "the words on the main button"


@pytest.mark.parametrize(("mode", "ink"), [("light", charts.LIGHT), ("dark", charts.DARK)])
def test_words_of_the_charts_stand_out(mode: str, ink: charts.Ink):
    ground = SETTINGS["theme"][mode]["backgroundColor"]
    assert contrast(ink.text, ground) >= TEXT
    assert contrast(ink.soft, ground) >= TEXT


@pytest.mark.parametrize("technique", LOOKS)
def test_names_on_the_ribbon_stand_out(technique: str):
    look = LOOKS[technique]
    assert contrast(look.ink, look.color) >= TEXT
