"""Rules on a finished page of HTML: what no document model holds, namely what it loads and where its links lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from exporter.findings import Finding, finding
from exporter.model import Document
from exporter.position import Position
from exporter.readback.epub.state import XHTML, Element, local
from exporter.readback.html import page_root

LOADING = dict.fromkeys(["script", "img", "iframe", "video", "audio", "embed"], "src") | {"link": "href"}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-details", "headers")
_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!data:|#)", re.IGNORECASE)


def check_finished(
    data: bytes, name: str, document: Document, found: Sequence[Finding], opened: object = None
) -> list[Finding]:
    """The findings on a page; ``document`` was read back from it, ``found`` was noticed in that already."""
    root = page_root(data, name)
    return [*_loads(root), *_leads_nowhere(root)]


def _loads(root: Element) -> Iterator[Finding]:
    for made in root.iter(etree.Element):
        kind = local(made)
        address = made.get(LOADING.get(kind, ""), "") if kind in LOADING else ""
        if kind == "script":
            yield finding("HTML101", "the page has a script", _place(made))
        elif address and not address.lower().startswith("data:"):
            yield finding("HTML101", f"the page loads “{address[:80]}”", _place(made))
        elif kind == "style" and _STYLE.search("".join(map(str, made.itertext()))):
            yield finding("HTML101", "the style of the page loads something from elsewhere", _place(made))


def _leads_nowhere(root: Element) -> Iterator[Finding]:
    ids = Counter(name for made in root.iter(etree.Element) if (name := made.get("id")))
    for name, count in ids.items():
        if count > 1:
            yield finding("HTML102", f"{count} elements have the id “{name}”")
    for made in root.iter(etree.Element):
        target = made.get("href", "") if made.tag == f"{XHTML}a" else ""
        if target.startswith("#") and target[1:] not in ids:
            yield finding("HTML102", f"a link leads to “{target[:80]}”, which is not in the page", _place(made))
        for attribute in REFERENCES:
            for name in made.get(attribute, "").split():
                if name not in ids:
                    yield finding("HTML102", f"{attribute} names “{name[:80]}”, which is not in the page", _place(made))


def _place(made: Element) -> Position | None:
    line: Any = made.sourceline
    return Position(line, 1) if line else None
