"""A page that shows each character of a document in each face that it uses, before every window of it.

cairo puts into a font what a file shows, in that order. So the fonts of all windows are the same ones, and are in the
file once; a window that shows another glyph besides, a rare ligature, has fonts of its own. The page is left out.
"""

from __future__ import annotations

from exporter.writers.pdf.engines.needs import OTHER
from exporter.writers.pdf.engines.pluto.inks import GENERATED, Inks
from exporter.writers.pdf.engines.pluto.letters import SELECTORS
from exporter.writers.pdf.engines.pluto.quoted import quoted

MOST = 150
"""Characters at most: with ligatures and other figures, all of a face have a code of one byte (``faces``)."""
LIGATURES = "ff fi fl ffi ffl ft tt fb fh fj fk Th"
FIGURES = "0123456789"
_LINE = 40
_FACES = (
    ("p", "p", frozenset(["p"])),
    ("h2", "h2", frozenset("h1 h2 h3 h4 b strong th dt caption".split())),
    ("p", "em", frozenset("em i cite dfn var".split())),
    ("p", "code", frozenset("code pre kbd samp".split())),
)
"""An element, an element in it, and what in a document is set in its face."""


def sample_of(inks: Inks) -> str:
    """The page as markup; "" for a document of too many characters."""
    said = {char for element in inks.elements for text in (element.text, element.tail) if text for char in text}
    shown = sorted(char for char in said if char.isprintable() and not char.isspace() and char not in SELECTORS)
    plain = [char for char in shown if char != "\xad" and not OTHER.search(char)]
    if not plain or len(plain) > MOST:
        return ""
    lines = ["".join(plain[at : at + _LINE]) for at in range(0, len(plain), _LINE)]
    words, names = quoted(" ".join([*lines, LIGATURES])), set(inks.names)
    faces = [f"<{outer}><{inner}>{words}</{inner}></{outer}>" for outer, inner, used in _FACES if used & names]
    figures = f'<p class="align-right">{FIGURES}</p>' if "table" in names else ""
    return f'<div style="color:#{GENERATED:06x};break-after:page">{"".join(faces)}{figures}</div>'
