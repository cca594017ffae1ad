"""Read back: a finished PDF as a Document, by its structure tree, as assistive technology would (ISO 14289-1).

Only what is tagged is read: text, in the order of the tree, through ToUnicode and ActualText. Artifacts are not there.
``pos`` is the number of the page. An untagged PDF gives a document without content.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf

from exporter.check.headings import Heading, nest, split_title
from exporter.check.readback_pdf_block import Flow, blocks_of, flow
from exporter.check.readback_pdf_content import Reader
from exporter.check.readback_pdf_state import State, paints_spaces
from exporter.check.readback_pdf_tree import Tag, TreeReader
from exporter.diagnostics import InputError
from exporter.model import Block, Blocks, Document, Metadata, Node, Paragraph, Person, Span, transform

MAX_PAGES = 20_000


def read(data: bytes, name: str) -> Document:
    """The document in a PDF file. Raises InputError when it is no PDF, is damaged, or is encrypted."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _read(pdf, name)
    except pikepdf.PasswordError:
        raise InputError(f"{name}: is encrypted; it cannot be read back without its password") from None
    except pikepdf.PdfError as error:
        raise InputError(f"{name}: is no PDF that can be read: {error}") from None


def _read(pdf: pikepdf.Pdf, name: str) -> Document:
    if len(pdf.pages) > MAX_PAGES:
        raise InputError(f"{name}: has more than {MAX_PAGES} pages; it is refused")
    metadata = _metadata(pdf)
    reader, pages = Reader(), {}
    for number, page in enumerate(pdf.pages, 1):
        pages[page.obj.objgen] = number
        reader.page(page, number)
    tree = TreeReader(pdf, reader, pages)
    tree.read_names()
    root = tree.read()
    if root is None:
        return Document(metadata=metadata)
    state = State(painted_spaces=paints_spaces(root))
    state.survey(root)
    whole, flat = _twice(state, root)
    title, _ = split_title(flat)
    return Document(metadata=metadata, title=_title(title) if title else (), blocks=whole)


def _twice(state: State, root: Tag) -> tuple[Blocks, Flow]:
    """Read the tree; once more if links were found whose targets only now have their names."""
    flat = flow(state, root.kids)
    if state.targets:
        state.referred.clear()
        state.level, state.last = 1, None
        flat = flow(state, root.kids)
    _, rest = split_title(flat)
    return _with_lost_notes(state, root, nest(rest, 1)), flat


def _with_lost_notes(state: State, root: Tag, blocks: Blocks) -> Blocks:
    """Notes that nothing refers to stay where they stand; the others have been read at their references."""
    waiting: dict[str, Tag] = {}
    stack = [root]
    while stack:
        tag = stack.pop()
        if tag.role in ("Note", "FENote"):
            waiting[f"\0note-{id(tag)}"] = tag
        stack.extend(tag.tags())

    def settle(node: Any) -> Node | list[Block]:
        if isinstance(node, Paragraph) and node.id in waiting:
            tag = waiting[node.id]
            return [] if id(tag) in state.referred else list(blocks_of(state, tag.kids))
        return node if isinstance(node, Node) else []

    return transform(Document(blocks=blocks), settle).blocks


def _title(heading: Heading) -> Any:
    if heading.lang or heading.id:
        return (Span(heading.title, id=heading.id, lang=heading.lang),)
    return heading.title


def _metadata(pdf: pikepdf.Pdf) -> Metadata:
    """XMP, else the information dictionary; the language of the catalogue, which is the one that is heard."""
    found: dict[str, Any] = {}
    try:
        with pikepdf.Pdf.open_metadata(pdf, set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            found = {key: xmp.get(key) for key in ("dc:title", "dc:creator", "dc:description", "dc:publisher")}
    except Exception:  # a damaged packet is no reason not to read the rest
        found = {}
    info = pdf.trailer.get("/Info") or pikepdf.Dictionary()
    title = str(found.get("dc:title") or info.get("/Title", "") or "")
    creators = found.get("dc:creator") or [str(info["/Author"])] if "/Author" in info else found.get("dc:creator") or []
    return Metadata(
        title=title,
        authors=tuple(Person(str(one)) for one in ([creators] if isinstance(creators, str) else creators)),
        description=str(found.get("dc:description") or ""),
        lang=str(pdf.Root.get("/Lang", "")),
    )


__all__ = ["read", "replace"]
