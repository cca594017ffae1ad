"""What a PDF paints, sequence by sequence: marked as content, as an artifact, or not at all (ISO 32000-1, 14.8.2.2).

Words are not read here; ``readback.pdf.content`` does that. What counts is that something is painted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from exporter.readback.pdf.open import instructions

Key = tuple[tuple[int, int], int]
"""A marked-content sequence: the object of the page or form that holds it, and its MCID there."""

TEXT = frozenset(["Tj", "TJ", "'", '"'])
SHAPES = frozenset(["f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"])
MAX_DEPTH = 12


@dataclass(slots=True)
class Paint:
    """What was painted where: pages with unmarked paint, sequences by key, and sequences wrongly inside others."""

    unmarked: list[tuple[int, str]] = field(default_factory=list)
    sequences: dict[Key, int] = field(default_factory=dict)
    mixed: set[int] = field(default_factory=set)


def painted(pdf: pikepdf.Pdf) -> Paint:
    """What every page of ``pdf`` paints."""
    paint = Paint()
    for number, page in enumerate(pdf.pages, 1):
        resources = page.obj.get("/Resources") or pikepdf.Dictionary()
        _Scan(paint, number, page.obj.objgen).run(page, resources, _Inside(), 0)
    return paint


@dataclass(frozen=True, slots=True)
class _Inside:
    """Where paint falls: the nearest sequence, "artifact" or a key, and whether artifacts and content are around it."""

    nearest: Any = None
    artifact: bool = False
    content: bool = False


@dataclass(slots=True)
class _Scan:
    """The scan of one stream."""

    paint: Paint
    page: int
    owner: tuple[int, int]
    forms: frozenset[tuple[int, int]] = frozenset()

    def run(self, content: Any, resources: Any, around: _Inside, depth: int) -> None:
        """Go through a page's or a form's instructions."""
        stack = [around]
        for instruction in instructions(content):
            operator = str(instruction.operator)
            if operator in ("BDC", "BMC"):
                stack.append(self._mark(list(instruction.operands), resources, stack[-1]))
            elif operator == "EMC":
                if len(stack) > 1:
                    stack.pop()
            elif operator in TEXT or operator in SHAPES:
                self._painted("text" if operator in TEXT else "a picture or line", stack[-1])
            elif operator == "Do":
                self._object(list(instruction.operands), resources, stack[-1], depth)

    def _mark(self, operands: list[Any], resources: Any, around: _Inside) -> _Inside:
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = (resources.get("/Properties") or {}).get(str(properties))
        if operands and str(operands[0]) == "/Artifact":
            if around.content:
                self.paint.mixed.add(self.page)
            return replace(around, nearest="artifact", artifact=True)
        if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
            if around.artifact:
                self.paint.mixed.add(self.page)
            return replace(around, nearest=(self.owner, int(properties["/MCID"])), content=True)
        return around

    def _painted(self, what: str, inside: _Inside) -> None:
        if inside.nearest is None:
            self.paint.unmarked.append((self.page, what))
        elif inside.nearest != "artifact":
            self.paint.sequences.setdefault(inside.nearest, self.page)

    def _object(self, operands: list[Any], resources: Any, inside: _Inside, depth: int) -> None:
        found = (resources.get("/XObject") or {}).get(str(operands[0])) if operands else None
        if found is None:
            return
        if str(found.get("/Subtype", "")) != "/Form":
            self._painted("a picture or line", inside)
        elif depth < MAX_DEPTH and found.objgen not in self.forms:  # in itself it paints nothing (ISO 32000-1, 8.10.1)
            owner = found.objgen if "/StructParents" in found else self.owner
            inner = _Scan(self.paint, self.page, owner, self.forms | {found.objgen})
            inner.run(found, found.get("/Resources") or resources, inside, depth + 1)


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
