"""Links between the articles of a publication: which article and which place in it a link leads to.

By the article's path (``other.md``, ``other.md#part``), by its address on the web, with or without a fragment. A
fragment is an id, or the name that forges and site generators give a heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from posixpath import relpath
from typing import Any
from urllib.parse import unquote

from exporter.findings import Finding, finding
from exporter.model import Document, Entry, Link, plain_text, walk
from exporter.publication.addresses import HOST, is_held, names_of, on_the_web, path_of, plain_address
from exporter.readers.markdown.slugs import Named, heading_names
from exporter.web_addresses import without_fragment

MOST_DEAD = 50
"""So many dead links of one article are named each; changelogs have thousands of one kind."""


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
    folder: tuple[str, ...] = ()
    by_path: dict[str, int] = field(default_factory=dict)
    by_folded: dict[str, set[int]] = field(default_factory=dict)
    by_address: dict[str, int] = field(default_factory=dict)
    ids: list[frozenset[str]] = field(default_factory=list)
    having: dict[str, list[int]] = field(default_factory=dict)
    names: dict[int, dict[str, Named | None]] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    dead: Counter[tuple[str, str]] = field(default_factory=Counter)

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
            if (found := self._on_the_site(here.source, path, address)) is not None:
                return found
            address = on_the_web(address, here.source, here.document.metadata.source if here.document else "")
        if not address.startswith(("http://", "https://")):
            return None
        return self.by_address.get(plain_address(address))

    def elsewhere(self, number: int, id: str) -> int | None:
        """The only other article that has an id which the article ``number`` links to and does not have itself.

        Programs that make one page of all chapters let a label of one be linked to from any (bookdown, pandoc).
        """
        if id in self.ids[number]:
            return None
        if not self.having:
            for at, ids in enumerate(self.ids):
                for one in ids:
                    self.having.setdefault(one, []).append(at)
        found = self.having.get(id, [])
        return found[0] if len(found) == 1 else None

    def _by_path(self, path: str) -> int | None:
        """The article at a path; where none is, the only one whose path differs in capitals alone."""
        if path in self.by_path:
            return self.by_path[path]
        if not self.by_folded:
            for name, number in self.by_path.items():
                self.by_folded.setdefault(name.casefold(), set()).add(number)
        found = self.by_folded.get(path.casefold(), set())
        return next(iter(found)) if len(found) == 1 else None

    def _on_the_site(self, source: str, path: str | None, address: str) -> int | None:
        """The article that a link from a site's root leads to, in whole or as templates write those.

        What is bound can be a part of the site: ``/docs/weir/`` is ``weir.md`` in a folder ``docs``. Where several
        languages have folders, it is the one nearest to where the link stands.
        """
        around = PurePosixPath(source).parent
        whole = path is None
        site = unquote(address.removeprefix(HOST)) if path is None else relpath(path, around)
        wanted = [part for part in site.split("/") if part]
        for length in range(min(len(self.folder), len(wanted)), -1 if whole else 0, -1):
            if [_plain(part) for part in wanted[:length]] != list(self.folder[len(self.folder) - length :]):
                continue
            for inner in (around, *around.parents) if whole else (PurePosixPath(),):
                if (found := self._by_path(str(inner.joinpath(*wanted[length:])))) is not None:
                    return found
        return None

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
        self.dead[here.id, rule] += 1
        if self.dead[here.id, rule] <= MOST_DEAD:
            self.found.append(finding(rule, message, link.pos).located(self.prefix + here.source, ()))

    def every(self) -> Iterator[Finding]:
        """What could not be found; of an article with very many such links how many more there are."""
        yield from self.found
        files = {entry.id: entry.source for entry in self.entries}
        for (id, rule), count in self.dead.items():
            if count > MOST_DEAD:
                where = "to what is not in the publication" if rule == "PUB002" else "to places that are not there"
                many = f"{count - MOST_DEAD} more of its links lead" if count > MOST_DEAD + 1 else "1 more link leads"
                yield finding(rule, f"{many} {where}").located(self.prefix + files[id], ())


def _plain(name: str) -> str:
    """The name of a folder as it stands in addresses: Jekyll's ``_docs`` is ``docs``."""
    return name.removeprefix("_").casefold()


def table_of(entries: Sequence[Entry], prefix: str = "", folder: Sequence[str] = ()) -> Table:
    """What can be linked to in the articles of a publication. Where two have one address, the first has it.

    ``folder`` has the names of the folders that they lie in, the innermost last.
    """
    table = Table(entries, prefix, tuple(map(_plain, folder)))
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
