"""Block content controls (``w:sdt``, ECMA-376 part 1, 17.5.2), which hold together what makes one thing.

Word has no tree. The tag says what a control holds, for programs; the title says it to people.
"""

from __future__ import annotations

from exporter.phrases import phrase
from exporter.writers.docx.state import Place
from exporter.writers.docx.xml import Element, w

TITLE_LENGTH = 64
"""Characters of a control's title (17.5.2.1; Word refuses longer ones)."""
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
    name, content = NAMES[tag.partition(":")[0]], w("sdtContent")
    title = ", ".join(part for part in (phrase(name, place.lang), " ".join(about.split())) if part)
    title = title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip() + "…"
    return w("sdt", w("sdtPr", w("alias", val=title), w("tag", val=tag)), content), content
