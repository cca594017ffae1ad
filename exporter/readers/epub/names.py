"""The names of places in a book that becomes one article: an id is one page's own, a link may lead to another's."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from exporter.web_addresses import without_fragment

Element = etree._Element
X = "{http://www.w3.org/1999/xhtml}"
GROUPS = tuple(X + name for name in ("section", "div", "article", "body"))
HEADINGS = frozenset(f"{X}h{level}" for level in range(1, 7))


def is_outside(href: str) -> bool:
    """Whether a reference leads out of the book."""
    return ":" in href.split("/")[0].split("#")[0] or href.startswith("//")


@dataclass(frozen=True, slots=True)
class Names:
    """Page and id → the id in the article; page → the id of its beginning."""

    ids: Mapping[tuple[str, str], str]
    begins: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, pages: Mapping[str, Element]) -> Names:
        """The names of these pages: an id that several have is told apart by the page's number."""
        every = {part: [made.get("id") or "" for made in root.iter(etree.Element)] for part, root in pages.items()}
        counts = Counter(name for names in every.values() for name in set(names) if name)
        ids = {
            (part, name): name if counts[name] == 1 else f"page-{number}-{name}"
            for number, (part, names) in enumerate(every.items(), 1)
            for name in names
            if name
        }
        for part, root in pages.items():  # a part and its heading are one place: what leads to one leads to the other
            ids |= {
                (part, made.get("id") or ""): ids[part, name]
                for made in root.iter(*GROUPS)
                if made.get("id") and (name := _of_heading(made))
            }
        wanted = {_target(part, made.get("href") or "") for part, root in pages.items() for made in root.iter("{*}a")}
        begins = {}
        for number, (part, root) in enumerate(pages.items(), 1):
            if (part, "") in wanted:
                body = next(root.iter(X + "body"), root)
                name = _of_heading(body) or body.get("id") or ""
                begins[part] = ids[part, name] if name else f"page-{number}"
        return cls(ids, begins)

    def id(self, part: str, name: str) -> str:
        """The id in the article of an id on a page."""
        return self.ids.get((part, name), name)

    def href(self, part: str, href: str) -> str:
        """Where a link of a page leads in the article."""
        target = _target(part, href)
        if target is None:
            return href
        page, name = target
        if name and target in self.ids:
            return f"#{self.ids[target]}"
        return f"#{self.begins[page]}" if page in self.begins and not name else href

    def resource(self, part: str, href: str) -> str:
        """The part of the package that a reference of a page names; the reference itself where it leads out."""
        target = _target(part, href)
        return href if target is None or not target[0] else target[0]


def _of_heading(made: Element) -> str:
    """The id of the heading with which a part begins, "" where it has none."""
    first = next(iter(made), None)
    return first.get("id") or "" if first is not None and str(first.tag) in HEADINGS else ""


def _target(part: str, href: str) -> tuple[str, str] | None:
    href = href.strip()
    if not href or is_outside(href):
        return None
    path, name = without_fragment(href)
    joined = (
        posixpath.normpath("/" + posixpath.join(posixpath.dirname(part), unquote(path))).lstrip("/") if path else part
    )
    return joined, unquote(name)
