"""Contrast of the text that was laid out to what lies behind it (WCAG 2.2, 1.4.3). Part of the seam.

Computed from the boxes, where every custom property, rule and inheritance has been resolved: a style sheet that is only
read would not say which colour meets which ground. Pictures behind text are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from exporter.findings import Finding, finding
from exporter.records import record
from exporter.writers.pdf.engines.weasy.input import POINTS

Colour = tuple[float, float, float]

WHITE: Colour = (1.0, 1.0, 1.0)
"""The paper."""

NEEDED, NEEDED_LARGE = 4.5, 3.0
LARGE, LARGE_BOLD = 18.0, 14.0
"""Points from which text, or bold text, is large."""


@record
class Faint:
    """Text with too little contrast: the first words in these colours, the ratio that they have and need."""

    text: str
    colour: str
    ground: str
    ratio: float
    needed: float


def too_faint(pages: Sequence[Any], sheets: Sequence[Path]) -> Iterator[Finding]:
    """A finding for each pair of colours of a publisher's sheets that is hard to read; the last sheet is named."""
    for faint in faint_texts(pages):
        message = (
            f"“{faint.text[:40]}” in {faint.colour} on {faint.ground} has a contrast of {faint.ratio:.2f}:1; "
            f"{faint.needed:g}:1 is needed"
        )
        yield replace(finding("CSS003", message), file=str(sheets[-1]))


def faint_texts(pages: Sequence[Any]) -> Iterator[Faint]:
    """The first text in each pair of colours whose contrast is too small, on pages that WeasyPrint has laid out."""
    seen: set[tuple[Colour, Colour, float]] = set()
    for text, style, ground in texts(pages):
        colour = _over(style, "color", ground)
        size = style["font_size"] * POINTS
        large = size >= LARGE or (size >= LARGE_BOLD and style["font_weight"] >= 700)
        needed = NEEDED_LARGE if large else NEEDED
        ratio = contrast(colour, ground)
        if ratio < needed and (colour, ground, needed) not in seen:
            seen.add((colour, ground, needed))
            yield Faint(text.strip(), _named(colour), _named(ground), ratio, needed)


def texts(pages: Sequence[Any]) -> Iterator[tuple[str, Any, Colour]]:
    """Every text that is painted, with its style and the colour behind it."""
    for page in pages:
        box = page._page_box
        yield from _texts(box, _over(box.style, "background_color", WHITE))


def _texts(box: Any, ground: Colour) -> Iterator[tuple[str, Any, Colour]]:
    if getattr(box, "text", "").strip() and box.style["visibility"] == "visible":
        yield box.text, box.style, ground
    for child in getattr(box, "children", ()):
        yield from _texts(child, _over(child.style, "background_color", ground))


def _over(style: Any, name: str, ground: Colour) -> Colour:
    """A colour of a style, which may be see-through, as it is seen over another."""
    colour = style["color"] if style[name] == "currentcolor" else style[name]
    alpha = float(colour.alpha)
    own = [float(part) for part in colour.to("srgb").coordinates]
    mixed = [alpha * part + (1 - alpha) * below for part, below in zip(own, ground, strict=True)]
    return (mixed[0], mixed[1], mixed[2])


def contrast(one: Colour, two: Colour) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _named(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
