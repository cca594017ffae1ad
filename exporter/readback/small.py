"""Pictures made small for comparison, strip by strip: the whole of a large one is never unpacked at once.

A box filter goes across each row and then down the columns, rounding between, so strips that are made narrow first and
the whole made low last give what the whole gives, to the bit (a test holds both together). Pillow begins with the
columns where that costs less, as with pictures higher than wide: those are one strip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

STRIP = 32 * 1024
"""Pixels of a strip at most, so that it stays where the processor has it at hand."""


def rows_of(width: int, height: int) -> int:
    """How many rows of a picture make a strip; all of one that is higher than wide.

    Of a very large one it is a sixteenth: what unpacks it copies what is left with each.
    """
    return height if height > width else max(STRIP // max(1, width), height // 16, 1)


def strips_of(picture: Any) -> Iterator[Any]:
    """A picture of Pillow's in strips from top to bottom, in RGB."""
    width, height = picture.size
    step = rows_of(width, height)
    for top in range(0, height, step):
        strip = picture.crop((0, top, width, min(top + step, height)))
        yield strip if strip.mode == "RGB" else strip.convert("RGB")


def shrunk(strips: Iterable[Any], height: int, side: int) -> Any:
    """Strips of a picture of ``height`` rows, as one picture of ``side`` by ``side`` pixels."""
    from PIL import Image  # noqa: PLC0415  (start-up: only for pictures that are compared)

    narrow, top = Image.new("RGB", (side, height)), 0
    for strip in strips:
        if strip.height == height:
            narrow = strip.resize((side, side), Image.Resampling.BOX)
            continue
        narrow.paste(strip.resize((side, strip.height), Image.Resampling.BOX), (0, top))
        top += strip.height
    return narrow.resize((side, side), Image.Resampling.BOX)
