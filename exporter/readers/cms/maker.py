"""What a publisher's own function is given to make its block with (see ``own``)."""

from __future__ import annotations

from typing import Any

from exporter.readers.cms import parts, pictures
from exporter.readers.cms.fields import inline_of
from exporter.readers.cms.reading import Reading
from exporter.readers.cms.tree import Nodes


class Maker:
    """What a publisher's function makes blocks with: each method gives blocks, and takes a field's value as it is."""

    def __init__(self, reading: Reading) -> None:
        self._r = reading

    def rich(self, value: Any) -> Nodes:
        """The blocks of a value: a string, HTML, or rich text of any form that is read."""
        return self._r.blocks(value)

    def paragraph(self, words: Any) -> Nodes:
        """A paragraph."""
        return parts.paragraph(self._r, inline_of(self._r, words))

    def heading(self, level: int, words: Any) -> Nodes:
        """A heading of the article; the levels are those of the block format, and are put in order."""
        return parts.heading(self._r, level, inline_of(self._r, words))

    def quote(self, words: Any, speaker: Any = "", *, pull: bool = False) -> Nodes:
        """A quotation and who said it; a pull quote that repeats the article's words is an aside."""
        return parts.quote(self._r, self._r.blocks(words), inline_of(self._r, speaker), pull=pull)

    def aside(self, words: Any, title: Any = "", kind: str = "sidebar") -> Nodes:
        """Something beside the text: kind is sidebar, note, tip, warning or related."""
        return parts.aside(self._r, kind, inline_of(self._r, title), self._r.blocks(words))

    def picture(self, picture: Any, alt: str | None = None, caption: Any = "", credit: Any = "") -> Nodes:
        """A picture by its file's name or address. ``alt`` is "" for a decorative one, None where nobody has said."""
        held = {"caption": caption, "credit": credit, "decorative": alt == ""} | ({"alt": alt} if alt else {})
        return pictures.figure_of(self._r, held, picture)

    def embed(self, address: str, title: str = "", caption: Any = "") -> Nodes:
        """Film, sound or a post, as a link."""
        return parts.embed(self._r, address, title, inline_of(self._r, caption))

    def code(self, text: str, language: str = "") -> Nodes:
        """Code set apart."""
        return parts.code(self._r, text, language)
