"""Running text as one program tells it: links, notes, pictures and formulas by that reader's row of data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from exporter.model import (
    Abbr,
    Code,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    NoteReference,
    PageMarker,
    Quote,
    Span,
    Styled,
    Text,
)
from exporter.speak.inline import formula_said, formula_signs
from exporter.speak.readers import Reader


@dataclass(slots=True)
class Words:
    """Words as they are told in a place of ``lang``, and the notes that they refer to with their numbers."""

    lang: str
    parts: list[str] = field(default_factory=list)
    notes: list[tuple[int, Note]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words."""
        return "".join(self.parts)


def words(content: Iterable[Inline], reader: Reader, lang: str, before: int, numbers: dict[str, int]) -> Words:
    """Inlines as ``reader`` tells them. Notes are numbered on from ``before``; ``numbers`` takes those with an id."""
    told = Words(lang)
    _tell(content, reader, before, numbers, told)
    return told


def _tell(  # noqa: C901  (one case per node)
    content: Iterable[Inline], reader: Reader, before: int, numbers: dict[str, int], told: Words
) -> None:
    for node in content:
        match node:
            case Text() | Code():
                told.parts.append(node.text)
            case Link():
                told.parts.append(reader.link)
                _tell(node.content, reader, before, numbers, told)
            case Abbr():
                said = node.expansion if reader.expansions else ""
                told.parts.append(f"{said} " if said else "")
                _tell(node.content, reader, before, numbers, told)
            case Styled() | Quote() | Span():
                _tell(node.content, reader, before, numbers, told)
            case Note():
                number = before + len(told.notes) + 1
                told.notes.append((number, node))
                if node.id:
                    numbers[node.id] = number
                told.parts.append(reader.reference.format(number=number))
            case NoteReference():
                told.parts.append(reader.reference.format(number=numbers.get(node.note, "")))
            case Image():
                told.parts.append(_picture(node, reader))
            case Math():
                told.parts.append(_formula(node, reader, told.lang))
            case LineBreak():
                told.parts.append(" ")
            case PageMarker():
                told.parts.append(reader.page_inside.format(label=node.label))
            case _:
                assert_never(node)


def _picture(node: Image, reader: Reader) -> str:
    if node.alt:
        return f" {reader.picture}{node.alt} "
    return "" if node.alt == "" else f" {reader.nameless_picture} "


def _formula(node: Math, reader: Reader, lang: str) -> str:
    match reader.formulas:
        case "signs":
            return f" {formula_signs(node) or node.tex} "
        case "words":
            return f" {formula_said(node, lang)} "
        case "silent":
            return " "
