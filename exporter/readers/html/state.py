"""The state of mapping HTML to the model: pictures, findings, the place in the source.

One ``State`` lives for one article. ``lines`` is set when the HTML was made from Markdown: then places are the
Markdown's, told by ``LINE`` attributes and counted through the line ends of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
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

LINE = "data-source-line"
"""Attribute (and beginning of a comment) that tells the line of the Markdown an element was made from."""


FIRST_LINES = 5
"""So many lines on which one cause was met are named."""


@dataclass(slots=True)
class _Cause:
    """What was met more than once: where its finding is, what that says, how often, on which lines first."""

    at: int
    message: str
    pos: Position | None
    lines: list[int]
    count: int = 1

    def add(self, pos: Position | None) -> None:
        self.count += 1
        if pos is not None and pos.line not in self.lines and len(self.lines) <= FIRST_LINES:
            self.lines.append(pos.line)

    @property
    def times(self) -> str:
        named = ", ".join(str(line) for line in self.lines[:FIRST_LINES])
        more = " and more" if len(self.lines) > FIRST_LINES else ""
        return f"{self.count} times, on line{'s' if len(self.lines) > 1 else ''} {named}{more}"


@dataclass(slots=True)
class State:
    """The book-keeping of one article."""

    pictures: Pictures
    limits: Limits
    lines: Sequence[str] = ()
    findings: list[Finding] = field(default_factory=list)
    notes: dict[str, Blocks] = field(default_factory=dict)
    note_keys: dict[str, str] = field(default_factory=dict)
    depth: int = 0
    phrases: int = 0
    line: int = 1
    quote_level: int = 0
    lang: str = ""
    source_has_replacement: bool = False
    styles: Styles = field(default_factory=Styles)
    addresses: Addresses = field(default_factory=Addresses)
    named: dict[str, Node] = field(default_factory=dict)
    pictures_missing: int = 0
    in_heading: bool = False
    quotes: int = 0
    _causes: dict[tuple[str, str], _Cause] = field(default_factory=dict)
    _raw: int | None = None
    _column: tuple[int, int] = (0, 0)
    _said: set[tuple[str, Any]] = field(default_factory=set)

    @property
    def markdown(self) -> bool:
        """Whether the HTML was made from Markdown, with its conventions."""
        return bool(self.lines)

    def place(self, node: Node, shown: str = "") -> Position | None:
        """Where ``node`` is in the source; ``shown`` is how it begins there, to find its column in Markdown."""
        if not self.markdown:
            line, column = getattr(node, "origin_line", None), getattr(node, "origin_col", None)
            return Position(line, max(column or 1, 1)) if line else None
        self.enter(node)
        return Position(self.line, self._find(shown))

    def enter(self, node: Node) -> None:
        """Take note of the line that an element says it is from."""
        if not self.markdown:
            return
        said = attribute(node, LINE)
        if said and said.isdigit() and 0 < int(said) <= len(self.lines):
            self.line, self._raw = int(said), None
        elif self._raw is not None and getattr(node, "origin_line", None):
            self.line = max(1, min(node.origin_line + self._raw, len(self.lines)))

    def enter_raw(self, node: Node, line: int) -> None:
        """Raw HTML of the Markdown begins after ``node`` at ``line``; the parser's own lines now tell the place."""
        if 0 < line <= len(self.lines):
            self.line, self._raw = line, line - (getattr(node, "origin_line", None) or 0)

    def pass_text(self, text: str) -> None:
        """Count the line ends of a text of the Markdown."""
        if self.markdown and self._raw is None:
            self.line = min(self.line + text.count("\n"), len(self.lines))

    def _find(self, shown: str) -> int:
        """The column of ``shown`` in the line at hand, after what was found there before."""
        begin = shown.strip().split("\n")[0][:40]
        after = self._column[1] if self._column[0] == self.line else 0
        at = self.lines[self.line - 1].find(begin, after) if begin else -1
        if at < 0:
            return 1 if not after else after + 1
        self._column = (self.line, at)
        return at + 1

    def report(self, rule: str, message: str, pos: Position | None, *, once: bool = False, cause: str = "") -> None:
        """Note a finding; ``once`` says it only the first time for the same message.

        What has the same ``cause`` is one finding, which says how often and where first.
        """
        if cause and (known := self._causes.get((rule, cause))) is not None:
            known.add(pos)
            self.findings[known.at] = finding(rule, f"{known.message} ({known.times})", known.pos or pos)
            return
        if cause:
            self._causes[rule, cause] = _Cause(len(self.findings), message, pos, [pos.line] if pos else [])
        key = (rule, message if once else (message, pos))
        if key not in self._said:
            self._said.add(key)
            self.findings.append(finding(rule, message, pos))


def too_deep(state: State, node: Node, open_ones: int) -> bool:
    """Whether so many open elements leave no room for another (``depth``); it is reported, and then flattened."""
    if open_ones < state.limits.depth:
        return False
    message = f"what is nested deeper than {state.limits.depth} levels was flattened"
    state.report("IN004", message, state.place(node), once=True)
    return True


def common(state: State, node: Node, pos: Position | None) -> dict[str, Any]:
    """Id, language, direction and place of the model node for an element; what is not well-formed is left out."""
    made: dict[str, Any] = {"pos": pos}
    name = attribute(node, "id") or (attribute(node, "name") if node.name == "a" else "") or ""
    if name.strip() and not re.search(r"\s", name.strip()):
        made["id"] = name.strip()
    lang = (attribute(node, "lang") or attribute(node, "xml:lang") or "").strip()
    if is_tag(corrected(lang)):
        made["lang"] = lang
    elif lang:
        state.report("DOC013", f"“{lang[:40]}” is not a language tag; it was left out", pos)
    direction = (attribute(node, "dir") or "").lower()
    if direction in ("ltr", "rtl"):
        made["dir"] = cast(Direction, direction)
    return made
