"""Annotations, attached files, layers of a PDF (ISO 14289-1, 7.10, 7.11, 7.18, 7.20; ISO 14289-2, 8.7 to 8.10, 8.14).

Links have rules of their own. What is hidden, or lies outside the page, is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from exporter.checks.pdf.content import each_annotation

Owners = Mapping[tuple[int, int], Any]
"""Annotation → the structure element that holds it."""
Said = tuple[str, int, str]
"""A rule, a page (0 for none), a message."""

HIDDEN = 1 << 1
MAX_DEPTH = 5
UNHELD = frozenset(["/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet"])
"""Annotations that are judged elsewhere, or need no element of their own."""


def each_said(pdf: pikepdf.Pdf, owners: Owners, role_of: Any, *, newer: bool) -> Iterator[Said]:
    """What is wrong with annotations other than links; ``newer`` when ISO 14289-2 is what holds."""
    boxes = {number: _box(page) for number, page in enumerate(pdf.pages, 1)}
    for page, made in each_annotation(pdf):
        kind = str(made.get("/Subtype", ""))
        owner = owners.get(made.objgen)
        if kind == "/TrapNet":
            yield "PDF130", page, "an annotation for trapping (TrapNet) is in the file"
        elif kind == "/PrinterMark" and owner is not None:
            yield "PDF130", page, "a mark for printers is told as content"
        elif newer and owner is not None and role_of(owner) != "Artifact" and _is_never_shown(made):
            yield "PDF130", page, f"an annotation ({kind[1:]}) that is never shown is told as content"
        elif not _is_seen(made, boxes[page]):
            continue
        elif kind == "/Widget":
            yield from _widget(page, made, owner, role_of, newer)
        elif kind not in UNHELD:
            yield from _note(page, made, owner, role_of, kind[1:])


def _note(page: int, made: Any, owner: Any, role_of: Any, kind: str) -> Iterator[Said]:
    if owner is None or role_of(owner) not in ("Annot", "Form", "Artifact"):
        yield "PDF130", page, f"an annotation ({kind}) belongs to no Annot element"
    if not _text(made, "/Contents") and not (owner is not None and _text(owner, "/Alt")):
        yield "PDF130", page, f"an annotation ({kind}) does not say what it is (Contents)"


def _widget(page: int, made: Any, owner: Any, role_of: Any, newer: bool) -> Iterator[Said]:
    if owner is None or role_of(owner) not in ("Form", "Artifact"):
        yield "PDF130", page, "a form field belongs to no Form element"
    parent = made.get("/Parent")
    field = made if "/T" in made or not isinstance(parent, pikepdf.Dictionary) else parent  # 32000-1, 12.7.3.1
    said = owner is not None and bool(_text(owner, "/Alt"))
    if not _text(field, "/TU") and not said and not (newer and _text(made, "/Contents")):
        yield "PDF130", page, "a form field does not say what it is for (TU)"


def _text(made: Any, key: str) -> str:
    found = made.get(key) if isinstance(made, pikepdf.Dictionary) else None
    return str(found).strip() if isinstance(found, pikepdf.String) else ""


def _box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    left, low, right, high = (float(edge) for edge in page.cropbox)
    return min(left, right), min(low, high), max(left, right), max(low, high)


INVISIBLE, NO_VIEW, TOGGLES = 1, 1 << 5, 1 << 8


def _is_never_shown(made: Any) -> bool:
    """ISO 14289-2, 8.9.2.2: such annotations are artifacts."""
    flags = int(made.get("/F", 0))
    return bool(flags & INVISIBLE) or (bool(flags & NO_VIEW) and not flags & TOGGLES)


def _is_seen(made: Any, box: tuple[float, float, float, float]) -> bool:
    if int(made.get("/F", 0)) & HIDDEN:
        return False
    try:
        left, low, right, high = (float(edge) for edge in made.get("/Rect", ()))
    except (TypeError, ValueError):
        return True
    beside = max(left, right) < box[0] or min(left, right) > box[2]
    return not (beside or max(low, high) < box[1] or min(low, high) > box[3])


# --- attached files, recordings, layers -----------------------------------------------------------------------------


def attachments(pdf: pikepdf.Pdf, *, newer: bool) -> Iterator[Said]:
    """Attached files without the names that programs show, and recordings without a type or an alternative."""
    for made in (inner for one in pdf.objects if _may_attach(one) for inner in _dictionaries(one, 0)):
        if "/EF" in made and not (_text(made, "/F") and _text(made, "/UF")):
            yield "PDF131", 0, "an attached file does not state its name twice, as programs of any age need it (F, UF)"
        if newer and "/EF" in made and not _text(made, "/Desc"):
            yield "PDF131", 0, "an attached file is not described (Desc)"
        if str(made.get("/S", "")) == "/MCD":
            if "/CT" not in made:
                yield "PDF131", 0, "a recording does not state what kind of file it is (CT)"
            if not _alternatives(made.get("/Alt")):
                yield "PDF131", 0, "a recording has no alternative in words (Alt)"


_WRITTEN = re.compile(rb"/(?:E|#45)(?:F|#46)|/(?:M|#4[Dd])(?:C|#43)(?:D|#44)")
"""The names EF and MCD, as they may be written (ISO 32000-1, 7.3.5)."""


def attaches(pdf: pikepdf.Pdf, data: bytes) -> bool:
    """Whether a file may have attached files or recordings: their names stand in its bytes or in a stream of objects.

    Most have none, and then no object needs to be looked into. Of an encrypted file nobody knows.
    """
    if pdf.is_encrypted or _WRITTEN.search(data):
        return True
    streams = (one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Type") == "/ObjStm")
    try:
        return any(_WRITTEN.search(one.read_bytes()) for one in streams)
    except pikepdf.PdfError:
        return True


HOLDERS = (pikepdf.Dictionary, pikepdf.Array)
_ATTACHES = re.compile(rb"/EF\b|/MCD\b")


def _may_attach(made: Any) -> bool:
    """Whether an object has such names in it, as it is written: to look into each would make objects of all."""
    return isinstance(made, HOLDERS) and _ATTACHES.search(made.unparse(resolved=True)) is not None


def _dictionaries(made: Any, depth: int) -> Iterator[Any]:
    """An object that is a dictionary, and those that are written inside it."""
    if isinstance(made, pikepdf.Dictionary):
        yield made
    if depth < MAX_DEPTH and isinstance(made, HOLDERS):
        inside = (one for _, one in made.items()) if isinstance(made, pikepdf.Dictionary) else made
        for inner in inside:
            if isinstance(inner, pikepdf.Object) and inner.objgen == (0, 0):
                yield from _dictionaries(inner, depth + 1)


def _alternatives(found: Any) -> bool:
    """Pairs of a language and a text (ISO 32000-1, 14.9.2.4)."""
    parts = list(found) if isinstance(found, pikepdf.Array) else []
    return len(parts) >= 2 and len(parts) % 2 == 0 and all(str(text).strip() for text in parts[1::2])


def layers(pdf: pikepdf.Pdf, *, newer: bool) -> Iterator[Said]:
    """Configurations of layers without a name, or that switch them by themselves (ISO 14289-1, 7.10)."""
    found = pdf.Root.get("/OCProperties")
    if not isinstance(found, pikepdf.Dictionary):
        return
    more = found.get("/Configs")
    several = list(more) if isinstance(more, pikepdf.Array) else []
    for made in [found.get("/D"), *several]:
        if not isinstance(made, pikepdf.Dictionary):
            continue
        is_named = bool(_text(made, "/Name"))
        if not is_named and not (newer and made == found.get("/D")):  # the first one of PDF 2.0 needs no name
            yield "PDF132", 0, "a choice of layers has no name (Name)"
        if "/AS" in made:
            yield "PDF132", 0, "layers are shown and hidden without being asked (AS)"


def outside(pdf: pikepdf.Pdf) -> Iterator[Said]:
    """Drawings that stand in another file (ISO 14289-1, 7.20)."""
    for made in pdf.objects:
        if isinstance(made, pikepdf.Stream) and str(made.get("/Subtype", "")) == "/Form" and "/Ref" in made:
            yield "PDF132", 0, "what is shown is taken from another file (reference XObject)"
