"""What only ISO 14289-2 asks for: one document element, links by target, structure destinations, fields one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from exporter.checks.pdf.annotations import Owners, Said
from exporter.checks.pdf.content import each_annotation
from exporter.checks.pdf.outline import bookmarks
from exporter.readback.pdf.tree import Tag, TreeReader


def newer(pdf: pikepdf.Pdf, tree: Tag | None, reader: TreeReader, owners: Owners) -> Iterator[Said]:
    """Every breach of what ISO 14289-2 asks for beyond ISO 14289-1."""
    if tree is None:
        return
    roots = list(tree.tags())
    if len(roots) != 1 or roots[0].role != "Document" or not roots[0].newer:
        yield "PDF121", 0, "the tree does not begin with one Document element of PDF 2.0 (ISO 14289-2, 8.2.5.2)"
    yield from _formulas(tree)
    yield from _links(pdf, owners)
    yield from _fields(pdf, reader)
    yield from _destinations(pdf)


def _links(pdf: pikepdf.Pdf, owners: Owners) -> Iterator[Said]:
    """Links of one element lead to one place (8.2.5.20)."""
    targets: dict[tuple[int, int], str] = {}
    for page, made in each_annotation(pdf):
        owner = owners.get(made.objgen)
        if str(made.get("/Subtype", "")) != "/Link" or not isinstance(owner, pikepdf.Dictionary):
            continue
        if targets.setdefault(owner.objgen, _target(made)) != _target(made):
            yield "PDF114", page, "one Link element holds links to different places"


def _target(made: Any) -> str:
    """Where a link leads, for comparison."""
    action = made.get("/A")
    if isinstance(action, pikepdf.Dictionary):
        found = action.get("/URI", action.get("/SD", action.get("/D")))
    else:
        found = made.get("/Dest")
    if isinstance(found, pikepdf.Array):
        return " ".join(str(one.objgen) if isinstance(one, pikepdf.Dictionary) else str(one) for one in found)
    return str(found)


def _formulas(tree: Tag) -> Iterator[Said]:
    stack = [(tree, "")]
    while stack:
        tag, holder = stack.pop()
        if tag.mathml and tag.role.lower() == "math" and holder != "Formula":
            yield "PDF107", tag.page, "MathML stands outside of a Formula element"
        stack += [(kid, tag.role) for kid in reversed(list(tag.tags()))]


def _fields(pdf: pikepdf.Pdf, reader: TreeReader) -> Iterator[Said]:
    root: Any = pdf.Root.StructTreeRoot
    stack: list[Any] = [root]
    seen: set[tuple[int, int]] = set()
    while stack:
        element = stack.pop()
        if not isinstance(element, pikepdf.Dictionary) or (element.objgen != (0, 0) and element.objgen in seen):
            continue
        seen.add(element.objgen)
        held = element.get("/K")
        kids: list[Any] = list(held) if isinstance(held, pikepdf.Array) else [held]
        if "/S" in element and reader.role_of(element) == "Form":
            fields = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]
            if len(fields) > 1:
                yield "PDF130", 0, f"one Form element holds {len(fields)} fields"
        stack += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _destinations(pdf: pikepdf.Pdf) -> Iterator[Said]:
    """Links and bookmarks within the file lead to structure elements, not to places on a page (8.8)."""
    for page, made in each_annotation(pdf):
        action = made.get("/A")
        inner = action if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) == "/GoTo" else None
        target = made.get("/Dest") if inner is None else inner.get("/SD", inner.get("/D"))
        if _is_place(target):
            yield "PDF115", page, "a link leads to a place on a page, not to what is told there (ISO 14289-2, 8.8)"
    for entry in bookmarks(pdf):
        if not entry.structured and _is_place(entry.target):
            message = f"the bookmark “{entry.title[:40]}” leads to a place on a page, not to what is told there"
            yield "PDF115", 0, f"{message} (ISO 14289-2, 8.8)"


def _is_place(destination: Any) -> bool:
    if not isinstance(destination, pikepdf.Array) or not len(destination):
        return False
    first = destination[0]
    return not isinstance(first, pikepdf.Dictionary) or first.get("/Type") == "/Page"
