"""What the eye gets of a finished file and the ear does not, and the reverse.

A screen reader tells words that are white on white, in a hidden layer or off the page; nobody who looks finds them.
Words of a style sheet, a watermark or a note on the page are seen and not told. Either way two readers of one file are
told different things (WCAG 2.2, 1.3.1; ISO 14289-1, 7.1; EPUB Accessibility 1.1, 3.2).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from exporter.position import Position
from exporter.records import record

LONGEST = 60

Way = Literal["unseen", "unheard"]


@record
class OneSense:
    """Words that only one of two senses gets: ``unseen`` words are only heard, ``unheard`` ones only seen.

    ``why`` goes on after the words: "are white on white".
    """

    words: str
    why: str
    way: Way = "unseen"
    place: Position | None = None

    @property
    def sentence(self) -> str:
        """The whole thing, for a message."""
        words = " ".join(self.words.split())
        return f"“{words if len(words) <= LONGEST else words[: LONGEST - 1] + '…'}” {self.why}"


@lru_cache(maxsize=4096)
def contrast(one: tuple[float, float, float], two: tuple[float, float, float]) -> float:
    """The contrast ratio of two colours of sRGB, each part 0 to 1 (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[float, float, float]) -> float:
    red, green, blue = ((part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


SEEN = 1.15
"""Contrast below which nobody sees words on their ground; what is too faint to be read well is another question."""
