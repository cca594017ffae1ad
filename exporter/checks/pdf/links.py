"""Getting about in a PDF: tab order, links and where they lead (ISO 14289-1, 7.18; ISO 32000-1, 12.3.2, 12.5.6.5).

Each rule is one small generator over the opened file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from exporter.checks.pdf.file import File, page_at
from exporter.checks.pdf.seen import says_something_else
from exporter.findings import Finding, finding
from exporter.readback.pdf.tree import listed


def tabs(file: File) -> Iterator[Finding]:
    """The tab key follows the structure (ISO 14289-1, 7.18.3)."""
    for number, page in enumerate(file.pdf.pages, 1):
        if page.obj.get("/Annots") and str(page.obj.get("/Tabs", "")) != "/S":
            yield finding("PDF113", "the tab key does not follow the structure (Tabs)", page_at(number))


def _has_content(element: Any) -> bool:
    """Whether an element holds anything but annotations."""
    kids = listed(element.get("/K")) if isinstance(element, pikepdf.Dictionary) else []
    return any(isinstance(kid, int) or str(kid.get("/Type", "")) != "/OBJR" for kid in kids)


def links(file: File) -> Iterator[Finding]:
    """Each link is in a Link element, says where it leads, and leads there."""
    in_two = file.pdf.pdf_version.startswith("2") or file.in_two  # ISO 14289-2, 8.2.5.20
    for page, annotation in file.annotations:
        if str(annotation.get("/Subtype", "")) != "/Link":
            continue
        owner = file.held.annotations.get(annotation.objgen)
        if not str(annotation.get("/Contents", "")).strip() and not (in_two and _has_content(owner)):
            yield finding("PDF114", "a link annotation does not say where it leads (Contents)", page_at(page))
        holders = ("Link", "Reference") if in_two else ("Link",)
        if file.tagged and (owner is None or file.reader.role_of(owner) not in holders):
            yield finding("PDF114", "a link annotation belongs to no Link element", page_at(page))
        target = _inner_target(annotation)
        if target is not None and not _is_there(file, target):
            shown = "a page" if isinstance(target, pikepdf.Array) else f"“{str(target)[:60]}”"
            yield finding("PDF115", f"a link leads to {shown} that is not in the file", page_at(page))


def _inner_target(annotation: Any) -> Any:
    action = annotation.get("/A")
    if isinstance(action, pikepdf.Dictionary):
        return action.get("/SD", action.get("/D")) if str(action.get("/S", "")) == "/GoTo" else None
    return annotation.get("/Dest")


def _is_there(file: File, target: Any) -> bool:
    if isinstance(target, pikepdf.Array):
        place = file.reader.place(target)
        return place is not None and place[0] > 0
    return str(target).removeprefix("/") in file.reader.names or str(target) in file.reader.names


def link_words(file: File) -> Iterator[Finding]:
    """What a link is said to be, where that has nothing in common with its words (WCAG 2.2, 2.5.3)."""
    words = {tag.objgen: tag.text() for tag in file.tags if tag.role == "Link"}
    for page, annotation in file.annotations:
        owner = file.held.annotations.get(annotation.objgen)
        said, action = str(annotation.get("/Contents", "")), annotation.get("/A")
        address = action.get("/URI", "") if isinstance(action, pikepdf.Dictionary) else ""
        shown = words.get(owner.objgen, "") if isinstance(owner, pikepdf.Dictionary) else ""
        if str(annotation.get("/Subtype", "")) == "/Link" and says_something_else(said, shown, [address]):
            message = f"the link “{shown[:40]}” is said to be “{said[:40]}”; a person decides whether it is"
            yield finding("PDF124", message, page_at(page))
