"""What the structure tree of a PDF holds, and its annotations page by page (ISO 32000-1, 14.7.4 and 12.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from exporter.readback.pdf.marks import Key


@dataclass(slots=True)
class Held:
    """What the structure tree holds: which element each sequence and each annotation belongs to."""

    sequences: dict[Key, Any] = field(default_factory=dict)
    annotations: dict[tuple[int, int], Any] = field(default_factory=dict)
    elements: list[Any] = field(default_factory=list)


def held(pdf: pikepdf.Pdf) -> Held:
    """What the structure tree of ``pdf`` holds, in its order."""
    found = Held()
    root = pdf.Root.get("/StructTreeRoot")
    stack: list[tuple[Any, Any]] = [(kid, None) for kid in reversed(_kids(root))]
    seen: set[tuple[int, int]] = set()
    while stack:
        element, page = stack.pop()
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element or element.objgen in seen:
            continue
        if element.objgen != (0, 0):
            seen.add(element.objgen)
        found.elements.append(element)
        page = element.get("/Pg", page)
        for kid in _kids(element):
            _take(found, element, kid, page)
        stack += [(kid, page) for kid in reversed(_kids(element)) if not isinstance(kid, int)]
    return found


def _take(found: Held, element: Any, kid: Any, page: Any) -> None:
    if isinstance(kid, int):
        found.sequences[_objgen(page), kid] = element
    elif isinstance(kid, pikepdf.Dictionary):
        kind = str(kid.get("/Type", ""))
        if kind == "/MCR":
            found.sequences[_objgen(kid.get("/Stm", kid.get("/Pg", page))), int(kid.get("/MCID", -1))] = element
        elif kind == "/OBJR":
            found.annotations[_objgen(kid.get("/Obj"))] = element


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K") if isinstance(element, pikepdf.Dictionary) else None
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _objgen(thing: Any) -> tuple[int, int]:
    return thing.objgen if isinstance(thing, pikepdf.Object) else (0, 0)


def each_annotation(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any]]:
    """Every annotation with the number of its page."""
    for number, page in enumerate(pdf.pages, 1):
        found = page.obj.get("/Annots")
        for annotation in list(found) if isinstance(found, pikepdf.Array) else []:
            if isinstance(annotation, pikepdf.Dictionary):
                yield number, annotation
