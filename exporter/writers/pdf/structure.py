"""The structure tree of a PDF as plain data: elements, their types and roles (ISO 32000-1, 14.7 and 14.8).

``build_tree`` makes it, ``objects`` writes it. Types that PDF 1.7 does not know are mapped to ones it does
(``ROLE_MAP``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from exporter.model import AsideKind
from exporter.writers.pdf.engines.painted import Annotation, Piece

ROLE_MAP: dict[str, str] = {
    "Aside": "Div",
    "PullQuote": "Div",
    "NoteBox": "Div",
    "Tip": "Div",
    "Warning": "Div",
    "Related": "Div",
    "Attribution": "P",
    "Credit": "P",
    "Definitions": "L",
    "Description": "Div",
    "FigureGroup": "Div",
    "Title": "P",
    "Subtitle": "P",
    "Standfirst": "P",
    "Byline": "P",
    "Dateline": "P",
    "Kicker": "P",
    "Em": "Span",
    "Strong": "Span",
    "Sub": "Span",
    "Sup": "Span",
    "Deleted": "Span",
    "Inserted": "Span",
    "Mark": "Span",
    "Small": "Span",
}
"""Our types and the standard types they stand for (ISO 32000-1, 14.7.3). ``Title`` is an aside's."""

ASIDES: dict[AsideKind, str] = {
    "sidebar": "Aside",
    "pullquote": "PullQuote",
    "note": "NoteBox",
    "tip": "Tip",
    "warning": "Warning",
    "related": "Related",
}

KEPT_EMPTY = frozenset(["TD", "TH", "TR", "Document"])
"""Types that mean something without content: a table's grid."""


@dataclass(slots=True)
class Structure:
    """A structure element. ``attributes`` are by owner (Layout, List, Table); ``identifier`` is the ID others name.

    ``mathml`` is a formula in full. ``refers`` has the ``name`` of each element that this one is tied to: a reference
    to its note, and the note back to all of its references.
    """

    type: str
    kids: list[Kid] = field(default_factory=list)
    lang: str = ""
    alt: str | None = None
    expansion: str = ""
    actual: str = ""
    identifier: str = ""
    name: str = ""
    refers: tuple[str, ...] = ()
    mathml: str = ""
    attributes: dict[str, dict[str, object]] = field(default_factory=dict)


Kid: TypeAlias = "Structure | Piece | Annotation"


# --- walking and showing ----------------------------------------------------------------------------------------------


def walk(root: Structure) -> Iterator[Structure]:
    """Every structure element, parents first."""
    stack = [root]
    while stack:
        here = stack.pop()
        yield here
        stack.extend([kid for kid in reversed(here.kids) if isinstance(kid, Structure)])


def as_text(root: Structure, show: Callable[[Piece], str] = lambda piece: piece.text) -> str:
    """The tree as indented text, one element per line, for golden files and for people."""
    lines: list[str] = []
    _show(root, 0, lines, show)
    return "\n".join(lines) + "\n"


def _show(here: Structure, depth: int, lines: list[str], show: Callable[[Piece], str]) -> None:
    said = {"Lang": here.lang, "E": here.expansion, "ActualText": here.actual, "ID": here.identifier}
    facts = [f"{key}={value!r}" for key, value in said.items() if value]
    if here.alt is not None:
        facts.append(f"Alt={here.alt!r}")
    for values in here.attributes.values():
        facts.extend(f"{key}={str(value).lstrip('/')}" for key, value in values.items() if key != "BBox")
    lines.append("  " * depth + " ".join([here.type, *facts]))
    for kid in _runs(here.kids, show):
        if isinstance(kid, Structure):
            _show(kid, depth + 1, lines, show)
        else:
            lines.append("  " * (depth + 1) + kid)


def _runs(kids: list[Kid], show: Callable[[Piece], str]) -> Iterator[Structure | str]:
    """Kids with the text of neighbouring pieces put together: lines are not part of the document."""
    run: list[Piece] = []
    for kid in kids:
        if isinstance(kid, Piece) and kid.box is None:
            run.append(kid)
            continue
        if run:
            yield repr(" ".join(" ".join(show(piece) for piece in run).split()))
            run = []
        yield kid if isinstance(kid, Structure) else "(picture)" if isinstance(kid, Piece) else "(link annotation)"
    if run:
        yield repr(" ".join(" ".join(show(piece) for piece in run).split()))
