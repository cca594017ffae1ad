"""The graphic state of a content stream: colours written once, and saved and restored without a generator each time."""

from __future__ import annotations

from typing import Any

from weasyprint.pdf.stream import Stream

from exporter.writers.pdf.engines.weasy.quick.numbers import to_bytes
from exporter.writers.pdf.engines.weasy.quick.stand import Stand

_set_color = Stream.set_color


class _Stacked:
    """What is painted within a block of this leaves colours and coordinates as they were."""

    __slots__ = ("stream",)

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __enter__(self) -> None:
        self.stream.push_state()

    def __exit__(self, *_: object) -> None:
        self.stream.pop_state()


def stacked(self: Any) -> _Stacked:
    """Save the state, and restore it at the end of the block."""
    return _Stacked(self)


def push_state(self: Any) -> None:
    """Save the state."""
    self.stream.append(b"q")
    self._ctm_stack.append(self._ctm_stack[-1])


def pop_state(self: Any) -> None:
    """Restore the state; where nothing was painted since it was saved, it need not have been."""
    if self.stream and self.stream[-1] == b"q":
        self.stream.pop()
    else:
        self.stream.append(b"Q")
    self._current_color = self._current_color_stroke = None
    self._current_alpha = self._current_alpha_stroke = None
    self._current_font = None
    self._ctm_stack.pop()
    assert self._ctm_stack


class Paint:
    """A colour as a stream remembers it, and as it is written."""

    __slots__ = ("alpha", "color", "fill", "opacity", "stroke", "stroke_alpha")

    def __init__(self, color: Any) -> None:
        *channels, self.opacity = color
        self.color = (color.space, *channels)
        self.alpha, self.stroke_alpha = f"a{self.opacity}", f"A{self.opacity}"
        self.fill = self.stroke = b""
        if color.space in ("srgb", "hsl", "hwb"):
            said = b" ".join(map(to_bytes, color.to("srgb").coordinates))
            self.fill, self.stroke = said + b" rg", said + b" RG"


def paint_of(color: Any) -> Paint:
    """How a colour is written: kept with it."""
    try:
        return color.paint  # type: ignore[no-any-return]  # no types there
    except AttributeError:
        color.paint = made = Paint(color)
        return made


def set_color(self: Any, color: Any, stroke: bool = False) -> None:
    """Paint with a colour from here on."""
    paint = paint_of(color)
    if not paint.fill:
        _set_color(self, color, stroke)
        return
    if stroke:
        if self._current_alpha_stroke != paint.stroke_alpha:
            self.set_alpha(paint.opacity, stroke=True)
        if self._current_color_stroke != paint.color:
            self._current_color_stroke = paint.color
            self.stream.append(paint.stroke)
        return
    if self._current_alpha != paint.alpha:
        self.set_alpha(paint.opacity)
    if self._current_color != paint.color:
        self._current_color = paint.color
        self.stream.append(paint.fill)


STANDS = (
    Stand(Stream, "stacked", stacked),
    Stand(Stream, "push_state", push_state),
    Stand(Stream, "pop_state", pop_state),
    Stand(Stream, "set_color", set_color),
)
