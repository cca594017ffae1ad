"""Links between the articles of a publication: which article and which place in it a link leads to.

By the article's path (``other.md``, ``other.md#part``), by its address on the web, with or without a fragment. A
fragment is an id, or the name that forges and site generators give a heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from exporter.findings import Finding, finding
from exporter.model import Document, Entry, Link, plain_text, walk
from exporter.publication.addresses import is_held, names_of, on_the_web, path_of, plain_address
from exporter.readers.markdown.slugs import Named, heading_names
from exporter.web_addresses import without_fragment


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: to an article (its number), there to the node with an id, or to a section without one."""

    entry: int
    id: str = ""
    section: Named | None = None


@dataclass(slots=True)
class Table:
    """What can be linked to in a publication, and what could not be found."""

    entries: Sequence[Entry]
    prefix: str = ""
    by_path: dict[str, int] = field(default_factory=dict)
    by_folded: dict[str, set[int]] = field(default_factory=dict)
    by_address: dict[str, int] = field(default_factory=dict)
    ids: list[frozenset[str]] = field(default_factory=list)
    names: dict[int, dict[str, Named | None]] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)

    def leads(self, number: int, link: Link) -> Target | str:
        """Where a link of the article ``number`` leads: into the publication, or the address that it leads out to.

        "" stands for one that leads nowhere: its words stay.
        """
        address, fragment = without_fragment(link.target)
        here = self.entries[number]
        at = self._article(number, link.target)
        if at is not None:
            return self._place(here, at, unquote(fragment), link)
        if not is_held(address):
            return link.target
        source = here.document.metadata.source if here.document else ""
        outside = on_the_web(link.target, here.source, source)
        if not outside:
            path = path_of(link.target)
            shown = path if path is not None else address.removeprefix("https://publication.invalid")
            self._report(
                "PUB002",
                f"the link “{_words(link)}” leads to {shown[:80]}, which is not in the publication",
                here,
                link,
            )
        return outside

    def _article(self, number: int, target: str) -> int | None:
        address, _ = without_fragment(target)
        here = self.entries[number]
        if is_held(address):
            path = path_of(address)
            if path is not None and (found := self._by_path(path.rstrip("/"))) is not None:
                return found
            address = on_the_web(address, here.source, here.document.metadata.source if here.document else "")
        if not address.startswith(("http://", "https://")):
            return None
        return self.by_address.get(plain_address(address))

    def _by_path(self, path: str) -> int | None:
        """The article at a path; where none is, the only one whose path differs in capitals alone."""
        if path in self.by_path:
            return self.by_path[path]
        if not self.by_folded:
            for name, number in self.by_path.items():
                self.by_folded.setdefault(name.casefold(), set()).add(number)
        found = self.by_folded.get(path.casefold(), set())
        return next(iter(found)) if len(found) == 1 else None

    def _place(self, here: Entry, at: int, fragment: str, link: Link) -> Target:
        if not fragment or fragment in ("top", "_top"):
            return Target(at)
        if fragment in self.ids[at]:
            return Target(at, fragment)
        named = self._named(at)
        if fragment.lower() in named:
            section = named[fragment.lower()]
            return Target(at, section.id if section else "", section)
        other = self.entries[at].source or self.entries[at].id
        message = f"the link “{_words(link)}” names the place “{fragment[:60]}” in {other}, which is not there"
        self._report("PUB003", message, here, link)
        return Target(at)

    def _named(self, at: int) -> dict[str, Named | None]:
        if at not in self.names:
            document = self.entries[at].document
            self.names[at] = heading_names(document) if document else {}
        return self.names[at]

    def _report(self, rule: str, message: str, here: Entry, link: Link) -> None:
        self.found.append(finding(rule, message, link.pos).located(self.prefix + here.source, ()))


def table_of(entries: Sequence[Entry], prefix: str = "") -> Table:
    """What can be linked to in the articles of a publication. Where two have one address, the first has it."""
    table = Table(entries, prefix)
    exact = {entry.source: number for number, entry in reversed(list(enumerate(entries))) if entry.source}
    for number, entry in enumerate(entries):
        for name in names_of(entry.source) if entry.source else ():
            table.by_path.setdefault(name, exact.get(name, number))
        document = entry.document
        table.ids.append(frozenset(_ids(document)) if document else frozenset())
        if document and document.metadata.source.startswith(("http://", "https://")):
            table.by_address.setdefault(plain_address(document.metadata.source), number)
    return table


def _ids(document: Document) -> Iterator[str]:
    return (node.id for node in walk(document) if node.id)


def _words(link: Link) -> str:
    return " ".join(plain_text(link).split())[:60]


def links_of(document: Document) -> Iterable[Link]:
    """Every link of a document, but those to its own parts."""
    nodes: Iterable[Any] = walk(document)
    return (node for node in nodes if isinstance(node, Link) and not node.target.startswith("#"))
