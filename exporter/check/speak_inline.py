"""Running text as it is told: links, quoted words, code, pictures, notes and changes of language put into words."""

from __future__ import annotations

import re
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
    PageMarker,
    Quote,
    Span,
    Styled,
    StyleKind,
    Text,
)

_ANNOTATION = re.compile(r"<annotation[^>]*>.*?</annotation(?:-xml)?>|<[^>]*>", re.DOTALL)
STYLES: dict[StyleKind, str] = {
    "emphasis": "emphasis",
    "strong": "strong",
    "sub": "subscript",
    "sup": "superscript",
    "deleted": "deleted",
    "inserted": "inserted",
    "mark": "marked",
    "small": "",
}


@dataclass(slots=True)
class Speech:
    """Words as they are told, with the notes that they refer to, in order."""

    parts: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words."""
        return "".join(self.parts)


def speech(content: Iterable[Inline], notes_before: int, lang: str) -> Speech:
    """Inlines as words; roles stand in square brackets. Notes are numbered on from ``notes_before``.

    ``lang`` is the language around them: only a change is said.
    """
    made = Speech()
    _speak(content, made, notes_before, lang)
    return made


def _speak(content: Iterable[Inline], made: Speech, notes_before: int, around: str) -> None:
    for node in content:
        opening, closing = _role(node, len(made.notes) + notes_before + 1)
        lang = f"language {node.lang}" if node.lang.lower() not in ("", around.lower()) else ""
        opening = ", ".join(part for part in (opening, lang) if part)
        closing = closing or ("end of language" if lang else "")
        if opening:
            made.parts.append(f"[{opening}] " if closing else f" [{opening}] ")
        _words(node, made, notes_before, node.lang or around)
        if closing:
            made.parts.append(f" [{closing}]")


def _role(node: Inline, number: int) -> tuple[str, str]:
    """What is said before and after a node."""
    match node:
        case Styled():
            role = STYLES[node.kind]
            return role, f"end of {role}" if role else ""
        case Link():
            return "link", "end of link"
        case Quote():
            return "quotation", "end of quotation"
        case Code():
            return "code", "end of code"
        case Abbr():
            return "", f"that is: {node.expansion}" if node.expansion else ""
        case Note():
            return f"reference to note {number}", ""
        case Image():
            return ("picture" if node.alt else "picture without description") if node.alt != "" else "", ""
        case Math():
            return "formula", "end of formula"
        case PageMarker():
            return f"page {node.label}", ""
        case Text() | Span() | LineBreak():
            return "", ""
        case _:
            assert_never(node)


def _words(node: Inline, made: Speech, notes_before: int, lang: str) -> None:
    match node:
        case Text() | Code():
            made.parts.append(node.text)
        case Styled() | Link() | Quote() | Abbr() | Span():
            _speak(node.content, made, notes_before, lang)
        case Image():
            made.parts.append(node.alt or "")
        case Math():
            made.parts.append(node.alt or node.tex or formula_words(node))
        case LineBreak():
            made.parts.append(" ")
        case Note():
            made.notes.append(node)
        case PageMarker():
            pass
        case _:
            assert_never(node)


def formula_words(node: Math) -> str:
    """The characters of a formula's MathML, without annotations."""
    return " ".join(_ANNOTATION.sub(" ", node.mathml).split())
