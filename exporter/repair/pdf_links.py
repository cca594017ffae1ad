"""Links of a PDF in words (ISO 14289-1, 7.18.5): what a link's element says, else the address that it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from exporter.checks.pdf.content import each_annotation
from exporter.checks.pdf.file import File
from exporter.findings import Finding
from exporter.readback.pdf.tree import Tag, Words
from exporter.repair.change import Change

ADDRESSES = ("https://", "http://", "mailto:", "tel:")
LONGEST = 1_000
"""Longer words are a passage, not the name of a link."""


def link_words(file: File, found: Sequence[Finding], asks: list[str]) -> Iterator[Change]:
    """PDF114: link annotations without Contents get the words of their Link element, or their address."""
    if all(item.rule != "PDF114" for item in found):  # in PDF 2.0 the words of the link suffice (ISO 14289-2, 8.2.5.20)
        return
    words = {tag.objgen: _said(tag) for tag in file.tags if tag.role == "Link"}
    for page, annotation in each_annotation(file.pdf):
        if str(annotation.get("/Subtype", "")) != "/Link" or str(annotation.get("/Contents", "")).strip():
            continue
        owner: Any = file.held.annotations.get(annotation.objgen) if annotation.objgen != (0, 0) else None
        said = words.get(owner.objgen, "") if isinstance(owner, pikepdf.Dictionary) else ""
        why = "its words in the tree"
        if not said or len(said) > LONGEST:
            said, why = _address(annotation), "the address that it leads to"
        if said:
            annotation["/Contents"] = pikepdf.String(said)
            yield Change("PDF114", f"page {page}", "link in words (Contents)", "", said, why)


def _said(tag: Tag) -> str:
    """What is heard of an element: its words, and the alternatives of pictures in their place."""
    return " ".join("".join(_parts(tag)).split())


def _parts(tag: Tag) -> Iterator[str]:
    if tag.role in ("Figure", "Formula") and tag.said is not None:
        yield f" {tag.said} "
        return
    for kid in tag.kids:
        if isinstance(kid, Words):
            yield kid.text
        elif isinstance(kid, Tag):
            yield from _parts(kid)


def _address(annotation: Any) -> str:
    action = annotation.get("/A")
    address = str(action.get("/URI", "")) if isinstance(action, pikepdf.Dictionary) else ""
    return address if address.lower().startswith(ADDRESSES) and len(address) <= LONGEST else ""
