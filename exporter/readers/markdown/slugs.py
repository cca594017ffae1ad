"""Links to headings by the names that forges, sites and pandoc make of them, duplicates counted as they count.

GitHub and Docusaurus (punctuation gone, each space a hyphen, ``-1`` for the second), pandoc (auto_identifiers: all up
to the first letter gone), the common form that folds hyphens, MDN and MediaWiki (underscores). A name that its author
wrote goes before any of them. A heading inside a quotation, which is a line in bold, has such a name too, after all
others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from exporter.model import (
    Document,
    Inlines,
    Link,
    Node,
    Paragraph,
    Section,
    Span,
    Styled,
    children,
    every_node,
    nodes_of,
    plain_text,
    transform,
)
from exporter.patterns import pattern

Named = Section | Paragraph
"""What a name can lead to: a heading's section, or the line in bold that a heading in a quotation has become."""
SOFT_HYPHEN = "\u00ad"
_OTHER_THAN_GITHUB_KEEPS = pattern(r"[^\w -]")
_OTHER_THAN_PANDOC_KEEPS = pattern(r"[^\w. \t\n-]")
"""Signs, which go, and the marks of letters, which stay."""
_OTHER_THAN_MDN_KEEPS = pattern(r"[\"#$%&+,/:;=?@\[\]^`{|}~'’)(\\]")


def github(text: str) -> str:
    """The name that GitHub gives a heading (github-slugger)."""
    return _OTHER_THAN_GITHUB_KEEPS.sub(_if_mark, _lower(text).strip()).replace(" ", "-")


def pandoc(text: str) -> str:
    """The name that pandoc gives a heading (auto_identifiers)."""
    kept = _OTHER_THAN_PANDOC_KEEPS.sub(_if_mark, _lower(text))
    return re.sub(r"^[\W\d_]+", "", "-".join(kept.split())) or "section"


def folded(text: str) -> str:
    """The name with hyphens folded, as GitLab, kramdown's users and many site generators have it."""
    return re.sub(r"-{2,}", "-", re.sub(r"[\s_]+", "-", github(text))).strip("-")


def underscored(text: str) -> str:
    """The name with underscores, as MDN has it: these signs go, a full stop stays."""
    return "_".join(_OTHER_THAN_MDN_KEEPS.sub("", _lower(text)).split())


def as_written(text: str) -> str:
    """The words themselves with underscores, as MediaWiki has them."""
    return "_".join(_lower(text).split())


SCHEMES: tuple[Callable[[str], str], ...] = (github, pandoc, folded, underscored, as_written)


def _lower(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().replace(SOFT_HYPHEN, "")


def _if_mark(sign: re.Match[str]) -> str:
    return sign[0] if unicodedata.category(sign[0]) in ("Mn", "Mc", "Pc") else ""


def resolve(document: Document) -> Document:
    """Lead links that name a heading by one of these names to it, and give it an id where it has none."""
    wanted = {node.target[1:] for node in nodes_of(document, Link) if node.target.startswith("#")}
    if wanted:
        wanted -= {node.id for node in every_node(document) if node.id}
    if not wanted:
        return document
    places = list(_in_order_of_change(document))
    names = _names(document, places)
    title = _title_id(document)
    ids = [place.id for place in places]
    leads: dict[str, str] = {}
    for target in sorted(wanted):
        place = names.get(_key(target))
        if place is None:
            continue
        if place < 0:
            title = title or target
            leads[target] = title
        else:
            ids[place] = ids[place] or target
            leads[target] = ids[place]
    return _named(document, ids, title, leads) if leads else document


def _key(target: str) -> str:
    return _lower(target)


def _names(document: Document, places: list[Named]) -> dict[str, int]:
    """Each name of a heading with its number among ``places`` (-1: the title), the first that bears it winning."""
    numbers = {id(place): number for number, place in enumerate(places)}
    return {name: -1 if node is None else numbers[id(node)] for name, node in heading_names(document).items()}


def heading_names(document: Document) -> dict[str, Named | None]:
    """Each name that a heading may have in a link, the first heading that bears it winning; None is the title."""
    headings: list[tuple[Named | None, Inlines]] = [(None, document.title)]
    headings += [(node, node.title) for node in nodes_of(document, Section) if node.title]
    in_bold = [(node, node.content) for node in nodes_of(document, Paragraph) if _is_bold(node)]
    made: dict[str, Named | None] = {}
    for group in (headings, in_bold):
        for scheme in SCHEMES:
            seen: dict[str, int] = {}
            for node, words in group:
                plain = scheme(plain_text(words))
                if not plain:
                    continue
                count = seen[plain] = seen.get(plain, -1) + 1
                made.setdefault(f"{plain}-{count}" if count else plain, node)
    return made


def _is_bold(node: Node) -> bool:
    match node:
        case Paragraph((Styled(kind="strong"),)):
            return True
        case _:
            return False


def _in_order_of_change(root: Node | Document) -> Iterator[Named]:
    """The places below ``root`` that have names, in the order in which ``transform`` comes by them: children first."""
    stack: list[tuple[Node | Document, Iterator[Any]]] = [(root, children(root))]
    while stack:
        node, inner = stack[-1]
        child = next(inner, None)
        if child is not None:
            stack.append((child, children(child)))
            continue
        stack.pop()
        if isinstance(node, Section) or (isinstance(node, Paragraph) and _is_bold(node)):
            yield node


def _title_id(document: Document) -> str:
    only = document.title[0] if len(document.title) == 1 else None
    return only.id if only is not None else ""


def _named(document: Document, ids: list[str], title: str, leads: dict[str, str]) -> Document:
    waiting = iter(ids)

    def change(node: Any) -> Any:
        if isinstance(node, Section) or _is_bold(node):
            name = next(waiting)
            return node if node.id == name else replace(node, id=name)
        if isinstance(node, Link) and node.target[1:] in leads and node.target.startswith("#"):
            return replace(node, target="#" + leads[node.target[1:]])
        return node

    made = transform(document, change)
    if title and title != _title_id(document):
        made = replace(made, title=(Span(made.title, id=title, pos=made.title[0].pos if made.title else None),))
    return made
