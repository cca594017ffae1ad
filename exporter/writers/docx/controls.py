"""Content controls (``w:sdt``, ECMA-376 part 1, 17.5.2), which hold together what makes one thing.

Word has no tree. The tag says what a control holds, for programs; the title says it to people.
"""

from __future__ import annotations

from exporter.phrases import phrase
from exporter.writers.docx.state import Place
from exporter.writers.docx.xml import Element, w

TITLE_LENGTH = 64
"""Characters of a control's title (17.5.2.1; Word refuses longer ones)."""
GALLERY = "Quick Parts"
"""A control is a building block (17.5.2.12), as Word makes them for covers and contents. LibreOffice takes any other
for a form: it shades the first paragraph, and its version 7.4 moves a note at that paragraph's end to its beginning,
or loses its words (seen).
"""
NAMES = {
    "quote": "named-quote",
    "aside": "named-aside",
    "item": "named-item",
    "figure": "named-figure",
    "definitions": "named-definitions",
    "definition": "named-definition",
    "description": "long-description",
}
"""What the title of a control calls it, by the first part of its tag."""


def control(tag: str, place: Place, about: str = "") -> tuple[Element, Element]:
    """A block content control: the whole, and its content to be filled.

    It has a title, what it holds and whose (``about``): a screen reader calls it by that or by nothing.
    """
    name = phrase(NAMES[tag.partition(":")[0]], place.lang)
    return titled(tag, ", ".join(part for part in (name, " ".join(about.split())) if part))


def titled(tag: str, title: str) -> tuple[Element, Element]:
    """A control with a title of somebody's own, cut where it is too long: the whole, and its content to be filled."""
    title = title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip() + "…"
    content = w("sdtContent")
    properties = w("sdtPr", w("alias", val=title), w("tag", val=tag), w("docPartObj", w("docPartGallery", val=GALLERY)))
    return w("sdt", properties, content), content
