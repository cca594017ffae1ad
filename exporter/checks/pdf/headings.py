"""Headings of a PDF by their types (ISO 14289-1, 7.4; ISO 14289-2, 8.2.5.12), and its role maps (7.1; 8.2.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from exporter.checks.pdf.grammar import is_heading
from exporter.readback.pdf.tree import MAX_STEPS, NEWER, Tag

OLDER = "http://iso.org/pdf/ssn"
STANDARD_OLDER = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu "
    "WT WP Figure Formula Form".split()
)
"""The standard types of PDF 1.7 (ISO 32000-1, 14.8.4)."""


def headings(tags: Sequence[Tag], *, newer: bool) -> Iterator[tuple[int, str]]:
    """What is wrong with the kinds of headings, each with its page; ``newer`` when ISO 14289-2 is what holds."""
    leveled = [tag for tag in tags if is_heading(tag.role)]
    plain = [tag for tag in tags if tag.role == "H"]
    if leveled and leveled[0].role != "H1" and not newer:
        yield leveled[0].page, f"the first heading is “{leveled[0].role}”, not “H1”"
    if leveled and plain:
        yield plain[0].page, "some headings state their level (H1, H2 …) and others do not (H)"
    for tag in tags if len(plain) > 1 else ():
        found = [kid for kid in tag.tags() if kid.role == "H"]
        if len(found) > 1:
            yield found[1].page, f"“{tag.role}” has {len(found)} headings without a level (H)"
    for tag in plain:
        if newer or tag.newer:
            yield tag.page, "a heading does not state its level (H): PDF 2.0 has H1, H2 … alone"


def role_maps(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Role maps that lead nowhere, or make a standard type another one."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return
    mapped = _map(root.get("/RoleMap"))
    for name in mapped:
        if name in STANDARD_OLDER and mapped[name] != name:
            yield f"the role map makes the standard type “{name}” a “{mapped[name]}”"
        if _circles(name, mapped):
            yield f"the role map leads “{name}” back to itself"
    spaces = root.get("/Namespaces")
    for space in list(spaces) if isinstance(spaces, pikepdf.Array) else ():
        if isinstance(space, pikepdf.Dictionary):
            yield from _namespace(space)


def _namespace(space: Any) -> Iterator[str]:
    own, mapped = str(space.get("/NS", "")), space.get("/RoleMapNS")
    for name, target in mapped.items() if isinstance(mapped, pikepdf.Dictionary) else ():
        name = str(name)[1:]
        if own in (NEWER, OLDER):
            yield f"the type “{name}” of a standard namespace is mapped to another one"
            continue
        holder = target[1] if isinstance(target, pikepdf.Array) and len(target) == 2 else None
        if isinstance(holder, pikepdf.Dictionary) and str(holder.get("/NS", "")) == own:
            yield f"the type “{name}” is mapped to another type of its own namespace"


def _map(found: Any) -> dict[str, str]:
    if not isinstance(found, pikepdf.Dictionary):
        return {}
    return {str(name)[1:]: str(to)[1:] for name, to in found.items()}


def _circles(name: str, mapped: dict[str, str]) -> bool:
    at = mapped.get(name, "")
    for _ in range(MAX_STEPS):
        if at == name:
            return True
        if at not in mapped:
            return False
        at = mapped[at]
    return True
