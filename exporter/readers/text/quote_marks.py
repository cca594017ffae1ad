"""Quotation marks at the edges of a block: which open it, where they close, whether they stay open.

Which marks there are is in ``exporter.quotation``; on a typewriter's keyboard all languages have " " and ' '. Books
and papers repeat the opening mark on each paragraph and close only the last (Chicago Manual of Style, 13.32); others
open only the first.
"""

from __future__ import annotations

import re

from exporter.quotation import CLOSERS, MIXED, elided

PARTNERS = {mark: CLOSERS[mark] + MIXED.get(mark, "") for mark in CLOSERS}
"""What closes a quotation by what opened it, also where somebody typed both marks alike, or one by hand."""

_SINGLE = "‘'‚"
_CLOSING = "”\"»」』“’'›«‹"
_ENDS = re.compile(rf"[{_CLOSING}][.,]?$")
CLOSING_CLASS = _CLOSING
"""The closing marks, to be put into a class of a regular expression."""


def opening_mark(text: str) -> str:
    """The quotation mark that ``text`` begins with, or ""."""
    first = text[:1]
    if first not in PARTNERS or first == "":
        return ""
    if first in "‘'" and (not text[1:2].isupper() or elided().match(text, 1)):
        return ""
    return first


def closing_offset(text: str, mark: str) -> int:
    """Where the quotation opened by ``mark`` at the start of ``text`` closes, or -1 when it stays open."""
    partners = PARTNERS[mark]
    depth = 0
    possessive = -1
    for match in re.finditer(f"[{re.escape(mark + partners)}]", text):
        at, char = match.start(), match[0]
        if char in partners and at and _can_close(text, at, char, mark):
            if mark in _SINGLE and _is_plural(text, at):
                possessive = at if depth == 1 else possessive
                continue
            depth -= 1
            if depth <= 0:
                return at
        elif char == mark and not (at and text[at - 1].isalnum()):
            depth += 1
    return possessive


def _can_close(text: str, at: int, char: str, mark: str) -> bool:
    before, after = text[at - 1], text[at + 1 : at + 2]
    if char in "'’" and after.isalnum():
        return False  # an apostrophe
    if char == mark or char in "'’":
        return not before.isspace() and not after.isalnum()
    return True


def _is_plural(text: str, at: int) -> bool:
    """Whether the single mark at ``at`` may be the apostrophe of a plural ("the members’ vote")."""
    return text[at - 1] in "sxz" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()


def closes_at_end(text: str) -> bool:
    """Whether ``text`` ends with a closing quotation mark; a full stop or comma may follow it.

    A mark at the end closes, whatever it is: nothing is left that it could open.
    """
    return len(text) > 1 and _ENDS.search(text) is not None


def stays_open(text: str) -> bool:
    """Whether ``text`` begins a quotation that it does not close."""
    mark = opening_mark(text)
    return mark != "" and closing_offset(text, mark) < 0


def is_wholly_quoted(text: str) -> bool:
    """Whether ``text`` is one quotation from its first character to its last."""
    mark = opening_mark(text)
    if not mark:
        return False
    at = closing_offset(text, mark)
    return at >= 0 and len(text) - at <= 2 and not text[at + 1 :].strip(".,")
