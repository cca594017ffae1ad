"""The footnotes part (ECMA-376 part 1, 17.11): native notes, which Word, LibreOffice and screen readers jump to."""

from __future__ import annotations

from dataclasses import dataclass, field

from exporter.writers.docx.xml import Element, part_bytes, w

FIRST = 1
"""The id of the first real note; -1 and 0 are the separators that Word expects."""


@dataclass(slots=True)
class Footnotes:
    """The notes of one document, in the order of their references."""

    _notes: list[Element] = field(default_factory=list)

    def reserve(self) -> tuple[int, Element]:
        """A note's id and its still empty element; notes inside notes get theirs after it."""
        made = w("footnote", id=len(self._notes) + FIRST)
        self._notes.append(made)
        return len(self._notes) - 1 + FIRST, made

    def __bool__(self) -> bool:
        """Whether the document has any note."""
        return bool(self._notes)

    def elements(self) -> list[Element]:
        """The notes as they stand now."""
        return self._notes

    def part(self) -> bytes:
        """The whole part, separators first (17.11.23)."""
        separators = [
            w("footnote", w("p", w("r", w(tag))), type=kind, id=number)
            for number, kind, tag in (
                (-1, "separator", "separator"),
                (0, "continuationSeparator", "continuationSeparator"),
            )
        ]
        return part_bytes(w("footnotes", *separators, *self._notes))


def reference_mark() -> Element:
    """The note's own number at its beginning (17.11.6)."""
    return w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteRef"))
