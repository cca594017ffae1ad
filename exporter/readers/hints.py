"""Hint files: what a person decided about lines of an article, kept beside it so that the article stays as it is.

A hint names a line, quotes how it begins, and says what it is: ``12 "National" = drop``. The quoted words are there so
that a changed article is noticed: a hint follows its words to another line, and one whose words are gone is an error.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.patterns import pattern
from exporter.position import Position
from exporter.records import record

SUFFIX = ".hints"
"""Added to an article's whole name: the hints for ``ferry.txt`` are in ``ferry.txt.hints``, found without asking."""

KINDS: dict[str, str] = {
    "title": "the article's headline",
    "heading": "a subhead; with a number from 2 to 6, its level",
    "paragraph": "running text; also for what was left out and belongs to the article",
    "quote": "a paragraph of a quotation set apart",
    "attribution": "the speaker of the quotation before it",
    "item": "an item of a list",
    "caption": "a caption, with its credit if it has one",
    "kicker": "the few words above the headline",
    "subtitle": "the line below the headline",
    "standfirst": "the paragraph that says what the story is about",
    "byline": "who wrote it",
    "dateline": "when it appeared",
    "time": "when the entry of a live page below it was posted",
    "code": "program text, kept as typed",
    "break": "a line of stars or rules between parts",
    "drop": "no part of the article: left out, and reported",
    "join": "the rest of the line before it, broken by mistake",
}
"""What a hint can say, and what that means."""

MOST_BYTES = 1_000_000
_HINT = pattern(r"(?P<first>\d{1,9})(?:\s*[-–]\s*(?P<last>\d{1,9}))?\s+\"(?P<words>.*)\"\s*=\s*(?P<kind>[^\"#]*)")
_KIND = pattern(r"(?P<name>[a-z]+)(?: (?P<level>[2-6]))?$")
FORM = '12 "first words of the line" = heading'


@record(kw_only=True)
class Hint:
    """One decision: lines ``first`` to ``last`` of the article, how the first begins, what they are.

    ``ranged`` says that the last line was named too; without it the hint holds for the block that begins at ``first``.
    ``file`` and ``shown`` are the file that says it and its line, where that is another one than ``Hints`` has.
    """

    first: int
    last: int
    words: str
    kind: str
    level: int = 0
    ranged: bool = False
    pos: Position
    file: str = ""
    shown: str = ""


@record
class Hints:
    """All hints of a file; ``name`` is the file as the user knows it, ``lines`` are its lines, for findings."""

    name: str = ""
    hints: tuple[Hint, ...] = ()
    lines: tuple[str, ...] = ()


@record
class Placed:
    """Hints by the line of the article at which each begins, and what did not fit."""

    by_line: dict[int, Hint] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def parse_hints(name: str, text: str) -> Hints:
    """The hints in ``text``; ``name`` is the file's name. Raises InputError naming the line that is not a hint."""
    lines = text.split("\n")
    return Hints(name, tuple(_parsed(name, lines)), tuple(lines))


def _parsed(name: str, lines: Sequence[str]) -> Iterator[Hint]:
    for number, line in enumerate(lines, start=1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        match = _HINT.match(words)
        if not match:
            raise InputError.at(name, number, f"is not a hint; write it as {FORM}")
        kind = _KIND.match(match["kind"].strip())
        if not kind or kind["name"] not in KINDS or (kind["level"] and kind["name"] != "heading"):
            said = match["kind"].strip()
            raise InputError.at(name, number, f"“{said}” is not a kind; choose one of {', '.join(KINDS)}")
        first, last = int(match["first"]), int(match["last"] or match["first"])
        if first < 1 or last < first:
            raise InputError.at(name, number, "lines are counted from 1, and a range from its first line to its last")
        yield Hint(
            first=first,
            last=last,
            words=_folded(match["words"]),
            kind=kind["name"],
            level=int(kind["level"] or 0),
            ranged=match["last"] is not None,
            pos=Position(number, len(line) - len(line.lstrip()) + 1),
        )


def place_hints(hints: Hints, lines: Sequence[tuple[int, str]]) -> Placed:
    """Where each hint belongs among ``lines`` (number and text of those that are not blank).

    A hint belongs to its line if that begins with the quoted words; else to the one other line that does (TXT008).
    A hint that belongs nowhere, or to a line that has one, is an error (TXT007) and does nothing.
    """
    if not hints.hints:
        return Placed()
    texts = {number: _folded(text) for number, text in lines}
    ordered = sorted((text, number) for number, text in texts.items())
    by_line: dict[int, Hint] = {}
    found: list[Finding] = []
    for hint in hints.hints:
        line, why = _line_of(hint, texts, ordered)
        if line and line in by_line:
            line, why = 0, f"line {line} has a hint already, on line {by_line[line].pos.line} of this file"
        if not line:
            found.append(_about(hints, hint, finding("TXT007", f"the hint is not used: {why}", hint.pos)))
            continue
        if line != hint.first:
            message = f"line {hint.first} of the article is now line {line}; the hint was used there"
            found.append(_about(hints, hint, finding("TXT008", message, hint.pos)))
        by_line[line] = replace(hint, first=line, last=hint.last + line - hint.first)
    return Placed(by_line, tuple(found))


def _line_of(hint: Hint, texts: dict[int, str], ordered: Sequence[tuple[str, int]]) -> tuple[int, str]:
    """The line of the article that ``hint`` is about, or 0 and the reason."""
    start = hint.words.removesuffix("…").rstrip()
    if start and texts.get(hint.first, "").startswith(start):
        return hint.first, ""
    at = bisect_left(ordered, (start, 0))
    same = [number for text, number in ordered[at : at + 2] if start and text.startswith(start)]
    if len(same) == 1:
        return same[0], ""
    if same:
        return 0, f"line {hint.first} does not begin with these words, and several others do"
    return 0, f"no line of the article begins with “{hint.words}”"


def _about(hints: Hints, hint: Hint, found: Finding) -> Finding:
    if hint.file:
        return replace(found, file=hint.file, snippet=hint.shown)
    return replace(found, file=hints.name, snippet=hints.lines[hint.pos.line - 1].strip())


def _folded(text: str) -> str:
    return " ".join(text.split())


def hint_line(line: int, text: str, kind: str) -> str:
    """The hint that says that the line beginning with ``text`` is a ``kind``."""
    words = _folded(text)
    return f'{line} "{words if len(words) <= 40 else words[:39].rstrip() + "…"}" = {kind}'
