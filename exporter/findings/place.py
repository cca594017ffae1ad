"""Where in a finished file something stands: the page of a PDF, the page file of an EPUB, the paragraph of a DOCX.

A place is a ``Position`` whose line counts in the unit of the file's format, with what else helps a person to find it:
the part of the package, and the nearest ``id`` around it.
"""

from __future__ import annotations

from exporter.position import Position
from exporter.records import record

UNITS = {"": "line", "pdf": "page", "epub": "line", "docx": "paragraph"}
"""Format ("" for an article's source) → what the ``line`` of a place in such a file counts."""


@record
class Place(Position):
    """A position in a part of a package; ``part`` is its name, ``anchor`` the last id at or before it ("": none)."""

    part: str = ""
    anchor: str = ""


def described(place: Position, format: str) -> str:
    """A place in words: ``page 3``, ``EPUB/chapter-1.xhtml line 12 from #second on``, ``paragraph 14``."""
    words = f"{UNITS.get(format, 'place')} {place.line}"
    if isinstance(place, Place):
        words = " ".join(filter(None, [place.part, words, f"from #{place.anchor} on" if place.anchor else ""]))
    return words


def as_data(place: Position, format: str) -> dict[str, object]:
    """A place as JSON-ready data: ``{"line": 12, "part": "EPUB/chapter-1.xhtml", "id": "second"}``."""
    data: dict[str, object] = {UNITS.get(format, "place"): place.line}
    if isinstance(place, Place):
        data |= {name: value for name, value in (("part", place.part), ("id", place.anchor)) if value}
    return data
