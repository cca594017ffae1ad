"""Running text as it is spoken: links, quoted words, code, pictures, notes and changes of language put into words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import assert_never

from exporter.accessibility.maths.words import said
from exporter.model import (
    Abbr,
    Code,
    Formula,
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
    """Words as they are told, with the notes that they refer to, in order.

    ``numbers`` are those of the document's notes that have an id: what is referred to once more is told by it.
    """

    parts: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    numbers: Mapping[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words."""
        return "".join(self.parts)


def speech(content: Iterable[Inline], notes_before: int, lang: str, numbers: Mapping[str, int] | None = None) -> Speech:
    """Inlines as words; roles stand in square brackets. Notes are numbered on from ``notes_before``.

    ``lang`` is the language around them: only a change is announced. ``numbers`` are those of notes by their ids.
    """
    made = Speech(numbers=numbers or {})
    _speak(content, made, notes_before, lang)
    return made


def language_of(content: Iterable[Inline], around: str) -> str:
    """The one language that all words of ``content`` are in; ``around``, that of their place, when there are several.

    Files mark a language on a paragraph, on its runs or on what it stands in; a listener hears no difference.
    """
    found: dict[str, str] = {}
    _gather_languages(content, around, found)
    return next(iter(found.values())) if len(found) == 1 else around


def _gather_languages(content: Iterable[Inline], around: str, found: dict[str, str]) -> None:
    for node in content:
        lang = node.lang or around
        match node:
            case Text() | Code():
                if node.text.strip():
                    found.setdefault(lang.lower(), lang)
            case Image():
                if node.alt:
                    found.setdefault(lang.lower(), lang)
            case Styled() | Link() | Quote() | Abbr() | Span():
                _gather_languages(node.content, lang, found)
            case Note() | NoteReference() | Math() | LineBreak() | PageMarker():
                pass
            case _:
                assert_never(node)


def _speak(content: Iterable[Inline], made: Speech, notes_before: int, around: str) -> None:
    for outer in content:
        node, here = _innermost(outer, around)
        opening, closing = _role(node, len(made.notes) + notes_before + 1, made.numbers)
        lang = f"language {here}" if here.lower() not in ("", around.lower()) else ""
        opening = ", ".join(part for part in (opening, lang) if part)
        closing = closing or ("end of language" if lang else "")
        if opening:
            made.parts.append(f"[{opening}] " if closing else f" [{opening}] ")
        begin = len(made.parts)
        _words(node, made, notes_before, here)
        if closing:
            _close(made, begin, opening, closing)


def _innermost(node: Inline, around: str) -> tuple[Inline, str]:
    """A node and the language of all its words. A language around one thing is that thing's own."""
    lang = node.lang or around
    while (
        isinstance(node, Span) and len(node.content) == 1 and isinstance(node.content[0], Styled | Link | Quote | Abbr)
    ):
        (node,) = node.content
        lang = node.lang or lang
    match node:
        case Styled() | Link() | Quote() | Abbr():
            return node, language_of(node.content, lang)
        case _:
            return node, lang


def _close(made: Speech, begin: int, opening: str, closing: str) -> None:
    """Say the end of a role. Space at the edges of its words stays between the words, outside the brackets."""
    inner = "".join(made.parts[begin:])
    if opening and inner[:1].isspace():
        made.parts[begin - 1] = " " + made.parts[begin - 1]
    made.parts.append(f" [{closing}]" + (" " if inner[-1:].isspace() else ""))


def _role(node: Inline, number: int, numbers: Mapping[str, int]) -> tuple[str, str]:
    """The words announced before and after a node."""
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
        case NoteReference():
            return f"reference to note {numbers.get(node.note, '')}".rstrip(), ""
        case Image():
            return ("picture" if node.alt else "picture without description") if node.alt != "" else "", ""
        case Math():
            return "formula", "end of formula"
        case Text() | Span() | LineBreak() | PageMarker():
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
            made.parts.append(formula_said(node, lang))
        case LineBreak():
            made.parts.append(" ")
        case Note():
            made.notes.append(node)
        case NoteReference() | PageMarker():
            pass
        case _:
            assert_never(node)


def formula_said(node: Formula, lang: str) -> str:
    """A formula in words: those that somebody gave it, else its own in ``lang``; without any, its signs.

    A Word file holds what a formula is made of and no words: screen readers make them, as is done here.
    """
    return node.alt or said(node.mathml, node.lang or lang) or formula_signs(node) or node.tex


def formula_signs(node: Formula) -> str:
    """The characters of a formula's MathML, without annotations."""
    return " ".join(unescape(_ANNOTATION.sub(" ", node.mathml)).split())
