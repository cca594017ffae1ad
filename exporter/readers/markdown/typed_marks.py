"""Lists and headings that are typed in another way than Markdown has: ``• item``, ``##Heading``, ``a) item``.

Markdown joins such lines to one paragraph, or shows the signs; a listener hears neither a list nor a heading (WCAG 2.2,
1.3.1, F2). Bullets, and several signs of numbers right before words on a line of their own, can mean nothing else and
are read; letters and Roman numbers, which only pandoc reads, are named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporter.patterns import pattern
from exporter.readers.markdown.protected import Protected
from exporter.readers.noted import Noted

_ANY = pattern(
    r"^[ \t>]*(?:[•◦▪●‣▸►\uf0a7\uf0b7\uf0d8\uf0fc]|#{2,6}[^\s#]|\(?(?:[a-zA-Z]|[ivx]{1,5})[.)][ \t]"
    r"|\(\d{1,2}[.)][ \t])",
    re.MULTILINE,
)
_BULLET = pattern(r"(?P<indent>[ \t>]*)(?P<mark>[•◦▪●‣▸►\uf0a7\uf0b7\uf0d8\uf0fc])(?P<space>[ \t\u00a0]*)(?=\S)")
_HEADING = pattern(r" {0,3}(#{2,6})(?=[^\W_]|[“\"‘'«„¿¡(*])")
_CLOSING = pattern(r"(?<=[^\s\\])#+[ \t]*$")
_LETTERED = pattern(r"[ \t>]*(\(?)([a-z]|[ivx]{1,5}|[A-Z]|\d{1,2})([.)])[ \t]+\S")
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split()
LONGEST = 100
"""A longer line is not a heading."""
FEWEST = 2
"""So many lines with the next mark of one list make a list; one alone may be anything."""


def read_marks(text: str, noted: Noted, shift: int, *, lettered: bool) -> str:
    """``text`` with typed bullets and headings as Markdown has them; every line stays a line.

    ``shift`` lines stood before the text. ``lettered``: the dialect reads letters and Roman numbers itself.
    """
    if _ANY.search(text) is None:
        return text
    lines = text.split("\n")
    code = Protected(text).lines
    _headings(lines, code, noted, shift)
    for run in _runs(lines, code):
        _bullets(lines, run, noted, shift)
    if not lettered:
        _name_lettered(lines, code, noted, shift)
    return "\n".join(lines)


def _headings(lines: list[str], code: frozenset[int], noted: Noted, shift: int) -> None:
    """Put the space after the signs of a heading that stands on a line of its own."""
    for at, line in enumerate(lines):
        match = _HEADING.match(line) if "##" in line and at not in code else None
        if match is None or len(line) > LONGEST:
            continue
        alone = all(not lines[beside].strip() for beside in (at - 1, at + 1) if 0 <= beside < len(lines))
        if alone:
            lines[at] = f"{match[0]} {_CLOSING.sub('', line[match.end() :])}"
            noted.note("MD013", "a line without a space after # was read as a heading", line, at + shift + 1, "#")
        else:
            noted.note("MD012", "a line that begins like a heading is in a paragraph", line, at + shift + 1, "#")


def _runs(lines: Sequence[str], code: frozenset[int]) -> list[list[int]]:
    """The lines that begin with bullets, several of them with nothing between but blank lines and what goes on."""
    found: list[list[int]] = []
    run: list[int] = []
    blank = False
    for at, line in enumerate(lines):
        if at not in code and _BULLET.match(line):
            run, blank = [*run, at], False
        elif not line.strip(" \t>"):
            blank = True
        elif at in code or (blank and not line.startswith((" ", "\t"))):
            found, run = [*found, run], []
    return [one for one in [*found, run] if len(one) >= FEWEST]


def _bullets(lines: list[str], run: Sequence[int], noted: Noted, shift: int) -> None:
    """Put Markdown's mark in place of typed bullets; another bullet than the first, no deeper, is an item inside."""
    matches = [match for at in run if (match := _BULLET.match(lines[at]))]
    marks = list(dict.fromkeys(match["mark"] for match in matches if match["indent"] == matches[0]["indent"]))
    said = "\n".join(match["mark"] for match in matches)
    noted.note("MD013", "lines that begin with a bullet were read as a list", lines[run[0]], run[0] + shift + 1, said)
    for at, match in zip(run, matches, strict=True):
        deeper = marks.index(match["mark"]) if match["indent"] == matches[0]["indent"] else 0
        space = match["space"].replace("\u00a0", " ") or " "
        lines[at] = f"{match['indent']}{'  ' * deeper}-{space}{lines[at][match.end() :]}"


def _name_lettered(lines: Sequence[str], code: frozenset[int], noted: Noted, shift: int) -> None:
    """Name lines of one paragraph that count by letters, Roman numbers or numbers in brackets."""
    before, counted, begins = None, 1, 0
    for at, line in enumerate(lines):
        match = _LETTERED.match(line) if at not in code else None
        mark = (match[1], match[2], match[3]) if match else None
        if mark is not None and before is not None and _follows(before, mark):
            counted += 1
            if counted == FEWEST:
                message = (
                    "lines that count like a list are in one paragraph, since they begin in a way Markdown has not"
                )
                noted.note("MD012", message, lines[begins], begins + shift + 1, "1")
        else:
            counted, begins = 1, at
        before = mark


def _follows(before: tuple[str, str, str], mark: tuple[str, str, str]) -> bool:
    """Whether one mark counts on from the one before, in the same form; numbers without brackets Markdown reads."""
    if (before[0], before[2]) != (mark[0], mark[2]):
        return False
    if mark[1].isdigit() or before[1].isdigit():
        same = mark[1].isdigit() and before[1].isdigit() and bool(mark[0])
        return same and int(mark[1]) == int(before[1]) + 1
    if before[1] in _ROMAN and mark[1] in _ROMAN and _ROMAN.index(mark[1]) == _ROMAN.index(before[1]) + 1:
        return True
    return len(before[1]) == len(mark[1]) == 1 and ord(mark[1]) == ord(before[1]) + 1
