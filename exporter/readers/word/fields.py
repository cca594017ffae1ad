"""Fields: what their codes say of the words that Word shows for them (ECMA-376 part 1, 17.16).

Most fields are their result. A link, a cross-reference, a generated list and a few that have no result are more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from exporter.readers.word.inlines import Mark
from exporter.readers.word.ooxml import Element, W, is_on, number, value
from exporter.readers.word.symbols import symbol

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\S+)')
LISTS = frozenset(["TOC", "INDEX", "TOA", "RD"])
"""Lists of places that a program fills in; the files get lists of their own."""
UNSEEN = frozenset(["XE", "TC", "TA", "PRIVATE", "SET", "ASK", "FILLIN", "ADVANCE", "RD"])
"""Fields that show nothing."""
REFERENCES = frozenset(["REF", "PAGEREF", "NOTEREF"])


@dataclass(frozen=True, slots=True)
class Code:
    """A field code taken apart: its name, its arguments and its switches (lower case), each with what follows it."""

    name: str = ""
    arguments: tuple[str, ...] = ()
    switches: tuple[tuple[str, str], ...] = ()

    def switch(self, name: str) -> str | None:
        """What follows a switch; None when it is not there."""
        return next((held for key, held in self.switches if key == name), None)


def parse(instruction: str) -> Code:
    """A field's instruction as a code (17.16.5): a word in quotation marks is one word."""
    words = [(found[3] is None, _unescaped(found)) for found in _WORD.finditer(instruction)]
    if not words:
        return Code()
    name = words[0][1].upper()
    arguments: list[str] = []
    switches: list[tuple[str, str]] = []
    at = 1
    while at < len(words):
        quoted, word = words[at]
        if not quoted and word.startswith("\\") and len(word) <= 3:
            following = words[at + 1] if at + 1 < len(words) else (False, "\\")
            takes = word.lower() in _WITH_ARGUMENT and (following[0] or not following[1].startswith("\\"))
            switches.append((word.lower(), following[1] if takes else ""))
            at += 2 if takes else 1
        else:
            arguments.append(word)
            at += 1
    return Code(name, tuple(arguments), tuple(switches))


_WITH_ARGUMENT = frozenset(["\\l", "\\o", "\\t", "\\m", "\\f", "\\s", "\\*", "\\#", "\\@", "\\c", "\\b", "\\a", "\\p"])


def _unescaped(found: re.Match[str]) -> str:
    word = next(part for part in found.groups() if part is not None)
    return re.sub(r'\\(["\\])', r"\1", word) if found[1] is not None else word


@dataclass(slots=True)
class Field:
    """A field that is open: its instruction as far as it is read, and whether its result has begun.

    ``serial`` tells it from a neighbour of the same target; ``form`` holds its ``w:ffData``, if it is a form field;
    ``silent``: a node stands for its result. ``link`` is what it links to, False for nothing, None while nobody asked.
    """

    serial: int
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    form: Element | None = None
    shown: bool = False
    silent: bool = False
    link: Mark | Literal[False] | None = None

    def code(self) -> Code:
        """The field's code."""
        return parse("".join(self.instruction))


def target_of(code: Code) -> tuple[str, str, str]:
    """What a field links to: an address, a bookmark ("" for none), and the tip; ("", "", "") for no link.

    ``HYPERLINK "u" \\l "p"`` leads to place p of u (17.16.5.25).
    """
    if code.name == "HYPERLINK":
        address = code.arguments[0] if code.arguments else ""
        return address, code.switch("\\l") or "", code.switch("\\o") or ""
    if code.name in REFERENCES and code.switch("\\h") is not None and code.arguments:
        return "", code.arguments[0], ""
    return "", "", ""


def without_result(code: Code, form: Element | None) -> str:
    """What Word shows for a field that keeps no result: a form's box or choice, a button's words, a symbol."""
    match code.name:
        case "FORMCHECKBOX":
            box = None if form is None else form.find(W + "checkBox")
            state = value(box, "checked")
            state = value(box, "default") if state is None else state
            return "☒" if state is not None and is_on(state or "1") else "☐"
        case "FORMDROPDOWN":
            return _chosen(None if form is None else form.find(W + "ddList"))
        case "MACROBUTTON" | "GOTOBUTTON":
            return " ".join(code.arguments[1:])
        case "SYMBOL" if code.arguments:
            place = code.arguments[0]
            number_of = int(place, 16) if place.lower().startswith("0x") else number(place)
            return symbol(code.switch("\\f") or "", number_of)
        case "QUOTE":
            return " ".join(code.arguments)
        case _:
            return ""


def _chosen(choices: Element | None) -> str:
    if choices is None:
        return ""
    entries = [entry.get(W + "val") or "" for entry in choices.findall(W + "listEntry")]
    at = number(value(choices, "result") or value(choices, "default"))
    return entries[at] if 0 <= at < len(entries) else ""
