"""The state of mapping HTML to the model, in three kinds: what is known beforehand, the place, the results.

One ``Reading`` lives for one article and is passed down with a ``Place``; nothing here is global. A registry and a
place are frozen: what stands deeper gets a changed place. To results things are only added. Beside them a ``Cursor``
goes along the lines of a Markdown whose HTML is read: it moves with every text, and is never put back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any, cast

from exporter.bounds.gate import Limits
from exporter.findings import Finding, finding
from exporter.languages import corrected, is_tag
from exporter.model import Blocks, Direction
from exporter.position import Position
from exporter.readers.html.addresses import Addresses
from exporter.readers.html.styles import Styles
from exporter.readers.html.tree import Node, attribute
from exporter.readers.pictures import Pictures
from exporter.records import record

LINE = "data-source-line"
"""Attribute (and beginning of a comment) that tells the line of the Markdown an element was made from."""


LOOKED_FOR = 40
"""So many characters of a text are looked for in its line."""
FIRST_LINES = 5
"""So many lines on which one cause was met are named."""


@record
class Place:
    """Where the reading is, and the language of the whole article.

    ``depth`` and ``phrases`` are the blocks and the phrases that are open, ``quotes`` and ``quote_level`` the block
    quotations and the ``q`` elements among them. ``in_heading`` is also so in a header cell.
    """

    lang: str = ""
    depth: int = 0
    phrases: int = 0
    quotes: int = 0
    quote_level: int = 0
    in_heading: bool = False

    def within(self) -> Place:
        """The place in one more open block (``replace`` takes three times as long, and every block asks)."""
        return Place(self.lang, self.depth + 1, self.phrases, self.quotes, self.quote_level, self.in_heading)


@record(kw_only=True)
class Registry:
    """What is known of a page before it is mapped (``prepare.survey`` makes that of a page).

    ``named`` has the elements by their ids, those that are taken away later among them.
    """

    limits: Limits
    source_has_replacement: bool = False
    styles: Styles = field(default_factory=Styles)
    addresses: Addresses = field(default_factory=Addresses)
    named: Mapping[str, Node] = field(default_factory=dict)


@record(frozen=False)
class _Noted:
    """What a finding says of a cause: which finding, its words, where it was met first, on which lines, how often."""

    at: int
    message: str
    pos: Position | None
    lines: list[int]
    count: int = 1
    left_out: list[str] = field(default_factory=list)

    def add(self, pos: Position | None) -> None:
        self.count += 1
        self.pos = self.pos or pos
        if pos is not None and pos.line not in self.lines and len(self.lines) <= FIRST_LINES:
            self.lines.append(pos.line)

    @property
    def times(self) -> str:
        named = ", ".join(str(line) for line in self.lines[:FIRST_LINES])
        more = " and more" if len(self.lines) > FIRST_LINES else ""
        return f"{self.count} times, on line{'s' if len(self.lines) > 1 else ''} {named}{more}"


@record(frozen=False)
class Results:
    """What a reading adds to and never takes back: pictures, findings, the blocks of notes.

    ``notes`` has the blocks by the keys of the notes, ``note_keys`` the keys by the ids of those that are referred to
    more than once. ``pictures_missing`` counts pictures that could not be loaded.
    """

    pictures: Pictures
    findings: list[Finding] = field(default_factory=list)
    notes: dict[str, Blocks] = field(default_factory=dict)
    note_keys: dict[str, str] = field(default_factory=dict)
    pictures_missing: int = 0
    _causes: dict[tuple[str, str], _Noted] = field(default_factory=dict)
    _said: dict[tuple[str, Any], _Noted] = field(default_factory=dict)

    def report(
        self,
        rule: str,
        message: str,
        pos: Position | None,
        *,
        once: bool = False,
        cause: str = "",
        added: tuple[str, ...] = (),
        left_out: str = "",
    ) -> None:
        """Add a finding; ``once`` says it only the first time for the same message.

        What has the same ``cause`` is one finding: ``counted`` says how often and where first. ``left_out`` are the
        words that are not in the article for it.
        """
        if cause and (known := self._causes.get((rule, cause))) is not None:
            known.add(pos)
            known.left_out += [left_out] if left_out else []
            return
        key = (rule, message if once else (message, pos))
        if key not in self._said:
            self._said[key] = _Noted(len(self.findings), message, pos, [pos.line] if pos else [])
            self.findings.append(finding(rule, message, pos, added=added))
        if left_out:
            self._said[key].left_out.append(left_out)
        if cause:
            self._causes[rule, cause] = self._said[key]

    def counted(self) -> list[Finding]:
        """The findings in the order of their first places, each of a repeated cause with how often that was met."""
        told = list(self.findings)
        for noted in self._said.values():
            if noted.count > 1:
                message = f"{noted.message} ({noted.times})"
                told[noted.at] = replace(told[noted.at], message=message, pos=noted.pos)
            if noted.left_out:
                told[noted.at] = replace(told[noted.at], left_out="\n".join(noted.left_out))
        return told


def origin(node: Node) -> Position | None:
    """Where the parser found ``node``."""
    line, column = getattr(node, "origin_line", None), getattr(node, "origin_col", None)
    return Position(line, max(column or 1, 1)) if line else None


@record(frozen=False)
class Cursor:
    """How far along the lines of a Markdown the reading of its HTML is: ``LINE`` and line ends in the text move it."""

    lines: Sequence[str]
    line: int = 1
    _raw: int | None = None
    _column: tuple[int, int] = (0, 0)

    def position(self, node: Node, shown: str) -> Position:
        """Where ``node`` is, which begins with ``shown``."""
        if self._raw is not None or getattr(node, "attrs", None):
            self.enter(node)
        return Position(self.line, self._find(shown) if shown or self._column[0] == self.line else 1)

    def enter(self, node: Node) -> None:
        """Go to the line that an element says it is from."""
        said = attribute(node, LINE)
        if said and said.isdigit() and 0 < int(said) <= len(self.lines):
            self.line, self._raw = int(said), None
        elif self._raw is not None and getattr(node, "origin_line", None):
            self.line = max(1, min(node.origin_line + self._raw, len(self.lines)))

    def enter_raw(self, node: Node, line: int) -> None:
        """Raw HTML of the Markdown begins after ``node`` at ``line``; the parser's own lines now tell the position."""
        if 0 < line <= len(self.lines):
            self.line, self._raw = line, line - (getattr(node, "origin_line", None) or 0)

    def pass_text(self, text: str) -> None:
        """Go past the line ends of a text."""
        if self._raw is None:
            self.line = min(self.line + text.count("\n"), len(self.lines))

    def _find(self, shown: str) -> int:
        """The column of ``shown`` in the line at hand, after what was found there before."""
        begin = shown[:LOOKED_FOR]
        if len(begin) < LOOKED_FOR or begin[0].isspace() or begin[-1].isspace() or "\n" in begin:
            begin = shown.strip().split("\n")[0][:LOOKED_FOR]
        after = self._column[1] if self._column[0] == self.line else 0
        at = self.lines[self.line - 1].find(begin, after) if begin else -1
        if at < 0:
            return 1 if not after else after + 1
        self._column = (self.line, at)
        return at + 1


@record
class Reading:
    """One reading of an article; ``cursor`` is there where its HTML was made from Markdown."""

    registry: Registry
    results: Results
    cursor: Cursor | None = None

    @property
    def markdown(self) -> bool:
        """Whether the HTML was made from Markdown, with its conventions."""
        return self.cursor is not None

    def position(self, node: Node, shown: str = "") -> Position | None:
        """Where ``node`` is in the source; ``shown`` is how it begins there, to find its column in Markdown."""
        return origin(node) if self.cursor is None else self.cursor.position(node, shown)

    def enter(self, node: Node) -> None:
        """Take note of the line that an element says it is from."""
        if self.cursor is not None:
            self.cursor.enter(node)

    def pass_text(self, text: str) -> None:
        """Take note of the line ends of a text."""
        if self.cursor is not None:
            self.cursor.pass_text(text)

    def report(
        self,
        rule: str,
        message: str,
        pos: Position | None,
        *,
        once: bool = False,
        cause: str = "",
        added: tuple[str, ...] = (),
        left_out: str = "",
    ) -> None:
        """Add a finding, as ``Results.report`` says."""
        self.results.report(rule, message, pos, once=once, cause=cause, added=added, left_out=left_out)


def too_deep(reading: Reading, node: Node, open_ones: int) -> bool:
    """Whether so many open elements leave no room for another (``depth``); it is reported, and then flattened."""
    if open_ones < reading.registry.limits.depth:
        return False
    message = f"what is nested deeper than {reading.registry.limits.depth} levels was flattened"
    reading.report("IN004", message, reading.position(node), once=True)
    return True


_SAID = frozenset(["id", "name", "lang", "xml:lang", "dir"])
"""The attributes of which what all nodes have is made."""


def common(reading: Reading, node: Node, pos: Position | None) -> dict[str, Any]:
    """Id, language, direction and place of the model node for an element; what is not well-formed is left out."""
    made: dict[str, Any] = {"pos": pos}
    if not node.attrs or _SAID.isdisjoint(node.attrs):
        return made
    name = attribute(node, "id") or (attribute(node, "name") if node.name == "a" else "") or ""
    if name.strip() and not re.search(r"\s", name.strip()):
        made["id"] = name.strip()
    lang = (attribute(node, "lang") or attribute(node, "xml:lang") or "").strip()
    if is_tag(corrected(lang)):
        made["lang"] = lang
    elif lang:
        reading.report("DOC013", f"“{lang[:40]}” is not a language tag; it was left out", pos)
    direction = (attribute(node, "dir") or "").lower()
    if direction in ("ltr", "rtl"):
        made["dir"] = cast(Direction, direction)
    return made
