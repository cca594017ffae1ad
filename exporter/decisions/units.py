"""The things of a document, or the lines of a text, that a decision can be about, each with its fingerprints.

A fingerprint is of letters and figures alone, so that marks and spaces may change. Parts of the masthead do
not count as neighbours: passes add and move them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, TypeAlias

from exporter.decisions.answers import Address
from exporter.model import (
    Aside,
    BlockQuote,
    CodeBlock,
    DefinitionList,
    Document,
    Figure,
    Image,
    List,
    Node,
    Paragraph,
    Section,
    Table,
    Term,
    child_fields,
    plain_text,
)
from exporter.position import Position
from exporter.records import record

Path: TypeAlias = tuple[tuple[str, int], ...]
"""The way to a node: at each step a field and an index."""

HEAD = 60
"""So many characters of a text are quoted in a decisions file."""
MARK, SHORT = 8, 5
"""So many figures has a fingerprint, and one of those by which it is known what was there before."""
SMALL = ("heading", "paragraph", "caption", "credit", "attribution", "term", "code", "line", "picture")
"""Kinds of things that hold text themselves and no other thing."""


@record(kw_only=True)
class Unit:
    """One thing: its kind, words, fingerprint and neighbours' fingerprints, and how to get to it.

    It is the ``which``-th ``of`` so many of its kind with the same words. ``field`` is "" for a node, or the field of
    its node that holds the words (a heading is the ``title`` of a section). ``host`` leads to the document, box or cell
    whose flow of sections it stands in.
    """

    kind: str
    words: str
    mark: str
    place: str = ""
    path: Path = ()
    field: str = ""
    host: Path = ()
    pos: Position | None = None
    before: str = ""
    after: str = ""
    which: int = 1
    of: int = 1
    apart: bool = False
    last: int = 0

    @property
    def address(self) -> Address:
        """What a decisions file says to find it again."""
        return Address(
            words=beginning(self.words),
            place=self.place,
            mark=self.mark,
            before=self.before,
            after=self.after,
            which=self.which,
            of=self.of,
            what="" if self.kind in SMALL else self.kind,
        )


def beginning(words: str) -> str:
    """How words begin, as a decisions file quotes it."""
    return words if len(words) <= HEAD else words[: HEAD - 1].rstrip() + "…"


def folded(text: str) -> str:
    """``text`` with single spaces."""
    return " ".join(text.split())


def key_of(text: str) -> str:
    """The letters and figures of a text, without case; all of it where it has none."""
    return "".join(char for char in text.casefold() if char.isalnum()) or folded(text)


def mark_of(text: str) -> str:
    """The fingerprint of a text."""
    import hashlib  # noqa: PLC0415  (start-up: only where something is decided or asked)

    return hashlib.sha256(key_of(text).encode("utf-8", "surrogatepass")).hexdigest()[:MARK]


def written(address: Address) -> str:
    """What ``at`` says."""
    twin = f" {address.which}/{address.of}" if address.of > 1 else ""
    return f"{address.place}: {address.mark} {address.before or '-'} {address.after or '-'}{twin}"


# --- of a document ----------------------------------------------------------------------------------------------------


def units_of(document: Document, contents: Mapping[str, str] | None = None, *, marked: bool = True) -> tuple[Unit, ...]:
    """Everything in ``document`` that a decision can be about, in reading order; ``contents`` are the SHA-256 of its
    pictures by the names of their resources. Not ``marked``, texts have no fingerprints, and nothing has neighbours.
    """
    found = _Finding(contents or {}, mark_of if marked else _unmarked)
    if document.title:
        found.small("heading", plain_text(document.title), (), "title", (), None, "title", apart=True)
    found.blocks(document, (), (), "")
    return _with_twins(_with_neighbours(found.units)) if marked else tuple(found.units)


def _unmarked(text: str) -> str:
    return ""


@record(frozen=False)
class _Finding:
    contents: Mapping[str, str]
    mark_of: Callable[[str], str]
    units: list[Unit] = field(default_factory=list)

    def blocks(self, node: Node | Document, path: Path, host: Path, place: str) -> None:
        """Everything below ``node``."""
        counted: Counter[str] = Counter()
        for name in child_fields(type(node)):
            if name == "title" and isinstance(node, Document):
                continue
            for at, child in enumerate(getattr(node, name)):
                self.node(child, (*path, (name, at)), host, place, counted)

    def node(self, node: Any, path: Path, host: Path, place: str, counted: Counter[str]) -> None:
        kind = KIND.get(type(node), "")
        if kind:
            counted[kind] += 1
        here = f"{place}, {kind} {counted[kind]}".removeprefix(", ") if kind else place
        match node:
            case Section():
                self.section(node, path, host, here)
            case Paragraph():
                words = plain_text(node.content)
                self.small("paragraph", words, path, "", host, node.pos, here, apart=bool(node.role))
                self.blocks(node, path, path, here)
            case CodeBlock():
                self.small("code", node.text, path, "", host, node.pos, here)
            case Image():
                content = self.contents.get(node.resource, "")
                self.units.append(
                    Unit(kind="picture", words="", mark=content, place=here, path=path, host=host, pos=node.pos)
                )
            case Term():
                self.small("term", plain_text(node.content), path, "", host, node.pos, here)
            case BlockQuote() | List() | DefinitionList() | Table() | Figure() | Aside():
                self.large(node, kind, path, host, here)
            case _:
                self.blocks(node, path, _host(path, host), here)

    def section(self, node: Section, path: Path, host: Path, place: str) -> None:
        if node.title:
            self.small("heading", plain_text(node.title), path, "title", host, node.pos, place)
        inner = host if node.title else path
        counted: Counter[str] = Counter()
        for name in ("title", "blocks"):
            for at, child in enumerate(getattr(node, name)):
                self.node(child, (*path, (name, at)), inner, place, counted)

    def large(
        self,
        node: BlockQuote | List | DefinitionList | Table | Figure | Aside,
        kind: str,
        path: Path,
        host: Path,
        place: str,
    ) -> None:
        at = len(self.units)
        words = plain_text(node.blocks if isinstance(node, BlockQuote) else node)
        made = Unit(
            kind=kind, words=folded(words), mark=self.mark_of(words), place=place, path=path, host=host, pos=node.pos
        )
        self.units.append(made)
        self.blocks(node, path, path, place)
        for name, what in (("caption", "caption"), ("credit", "credit"), ("attribution", "attribution")):
            inlines = getattr(node, name, ())
            if inlines:
                self.small(what, plain_text(inlines), path, name, host, node.pos, f"{place}, {what}")
        self.units[at] = replace(made, last=len(self.units))

    def small(
        self,
        kind: str,
        words: str,
        path: Path,
        name: str,
        host: Path,
        pos: Position | None,
        place: str,
        *,
        apart: bool = False,
    ) -> None:
        if words.strip():
            self.units.append(
                Unit(
                    kind=kind,
                    words=folded(words),
                    mark=self.mark_of(words),
                    place=place,
                    path=path,
                    field=name,
                    host=host,
                    pos=pos,
                    apart=apart,
                )
            )


KIND: dict[type, str] = {
    Section: "section",
    Paragraph: "paragraph",
    CodeBlock: "code",
    Image: "picture",
    Term: "term",
    BlockQuote: "quote",
    List: "list",
    DefinitionList: "definitions",
    Table: "table",
    Figure: "figure",
    Aside: "aside",
}


def _host(path: Path, host: Path) -> Path:
    """Where sections below a node nest: an item, a cell, a note or a definition has a flow of its own."""
    return path if path and path[-1][0] in ("items", "cells", "definitions", "content") else host


def _with_neighbours(units: Sequence[Unit]) -> list[Unit]:
    """``units`` with the fingerprints of the small things before and after each."""
    chain = [unit.mark[:MARK] if unit.kind in SMALL and not unit.apart and unit.mark else "" for unit in units]
    before: list[str] = []
    last = ""
    for mark in chain:
        before.append(last)
        last = mark or last
    after = [""] * (len(chain) + 1)
    for at in range(len(chain) - 1, -1, -1):
        after[at] = chain[at] or after[at + 1]
    return [replace(unit, before=before[at], after=after[unit.last or at + 1]) for at, unit in enumerate(units)]


def _with_twins(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """``units``, each counted among those of its kind with the same words."""
    total = Counter((_family(unit), unit.mark) for unit in units)
    seen: Counter[tuple[str, str]] = Counter()
    made: list[Unit] = []
    for unit in units:
        key = (_family(unit), unit.mark)
        seen[key] += 1
        made.append(replace(unit, which=seen[key], of=total[key]))
    return tuple(made)


def _family(unit: Unit) -> str:
    return "text" if unit.kind in SMALL and unit.kind != "picture" else unit.kind


# --- of a plain text --------------------------------------------------------------------------------------------------


def units_of_lines(text: str) -> tuple[Unit, ...]:
    """Each line of a plain text that is not blank."""
    return _with_twins(_with_neighbours(list(_lines(text.split("\n")))))


def _lines(lines: Iterable[str]) -> Iterator[Unit]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            words = folded(line)
            yield Unit(kind="line", words=words, mark=mark_of(words), place=f"line {number}", pos=Position(number, 1))
