"""Is everything tagged, and do tags and page lead to one another (ISO 14289-1, 7.1; ISO 32000-1, 14.7.4)?

Each rule is one small generator over the opened file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from exporter.checks.pdf.file import File, page_at
from exporter.checks.pdf.headings import role_maps as role_map_faults
from exporter.findings import Finding, advice, finding
from exporter.readback.pdf.tree import STANDARD, Tag


def tagged(file: File) -> Iterator[Finding]:
    """The file is tagged, and says so."""
    marks = file.pdf.Root.get("/MarkInfo")
    marks = marks if isinstance(marks, pikepdf.Dictionary) else pikepdf.Dictionary()
    if not file.tagged:
        yield finding("PDF101", "the file has no structure tree: listeners get unconnected words at best")
    elif not marks.get("/Marked", False):
        yield finding("PDF101", "the file has a structure tree but does not say that it is tagged (MarkInfo)")
    if marks.get("/Suspects", False):
        yield finding("PDF101", "the file itself says that its tags may be wrong (Suspects)")


def marked(file: File) -> Iterator[Finding]:
    """All that is painted is tagged or an artifact, and not both."""
    if not file.tagged:
        return
    for page, what in dict.fromkeys(file.paint.unmarked):
        yield finding("PDF102", f"{what} is painted but is neither tagged nor an artifact", page_at(page))
    loose = sorted({page for key, page in file.paint.sequences.items() if key not in file.held.sequences})
    for page in loose:
        yield finding("PDF102", "marked content belongs to no structure element", page_at(page))
    for page in sorted(file.paint.mixed):
        yield finding("PDF102", "an artifact lies inside content, or content inside an artifact", page_at(page))
    pages = {page.obj.objgen: number for number, page in enumerate(file.pdf.pages, 1)}
    for owner, mcid in file.held.sequences:
        if (owner, mcid) not in file.paint.sequences and owner in pages and not _is_marked(file, owner, mcid):
            message = f"an element refers to marked content {mcid}, which paints nothing"
            yield advice("PDF102", message, page_at(pages[owner]))


def _is_marked(file: File, owner: tuple[int, int], mcid: int) -> bool:
    """A sequence may be there and paint nothing: an empty line of code, say."""
    return (owner, mcid) in file.reader.content.sequences


def parents(file: File) -> Iterator[Finding]:
    """ISO 32000-1, 14.7.4.4: a screen reader goes from a place on the page to its element by the parent tree."""
    if not file.tagged or not file.held.sequences:  # of artifacts alone nothing leads back
        return
    tree = file.pdf.Root.StructTreeRoot.get("/ParentTree")
    if not isinstance(tree, pikepdf.Dictionary):
        yield finding("PDF103", "the structure tree has no parent tree")
        return
    numbers = dict(pikepdf.NumberTree(tree).items())
    owners = {page.obj.objgen: (page.obj, number) for number, page in enumerate(file.pdf.pages, 1)}
    rows: dict[tuple[int, int], list[tuple[int, int] | None]] = {}
    wrong: dict[int, int] = {}
    for (owner, mcid), element in file.held.sequences.items():
        if owner not in owners:
            continue
        page, number = owners[owner]
        if (row := rows.get(owner)) is None:
            found = numbers.get(int(page.get("/StructParents", -1)))
            row = rows[owner] = _listed(found) if isinstance(found, pikepdf.Array) else []
        if mcid >= len(row) or row[mcid] is None or row[mcid] != element.objgen:
            wrong[number] = wrong.get(number, 0) + 1
    for number, count in sorted(wrong.items()):
        yield finding(
            "PDF103",
            f"{count} sequences of marked content do not link back to their structure element",
            page_at(number),
        )


_REFERENCES = re.compile(rb"\[ (?:(?:\d+ \d+ R|null) )*+\]")
_REFERENCE = re.compile(rb"(\d+) (\d+) R|null")


def _listed(row: pikepdf.Array) -> list[tuple[int, int] | None]:
    """The elements that a row of the parent tree lists, by the numbers of their objects; None for all else.

    References are read as they are written: to make an object of each takes six times as long. A reference that leads
    to something else bears another number than any element.
    """
    written = row.unparse(resolved=True)
    if _REFERENCES.fullmatch(written):
        return [(int(one[1]), int(one[2])) if one[1] else None for one in _REFERENCE.finditer(written)]
    return [one.objgen if isinstance(one, pikepdf.Dictionary) else None for one in list(row)]


def roles(file: File) -> Iterator[Finding]:
    """Every type is a standard one or mapped to one."""
    for kind in sorted({tag.type for tag in file.tags if not _is_standard(tag)}):
        yield finding("PDF104", f"“{kind}” is neither a standard structure type nor mapped to one")


def role_maps(file: File) -> Iterator[Finding]:
    """The role map leads to standard types and changes none of them."""
    for message in role_map_faults(file.pdf):
        yield finding("PDF129", message)


def _is_standard(tag: Tag) -> bool:
    """Standard, a heading deeper than H6, or an element of MathML (ISO 32000-2, 14.8.6.3)."""
    return tag.role in STANDARD or tag.mathml or re.fullmatch(r"H[1-9][0-9]*", tag.role) is not None
