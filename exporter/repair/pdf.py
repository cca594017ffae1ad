"""Certain repairs of a PDF (ISO 14289-1): title, language, tab order, links in words, header cells, the mark as tagged.

The tree, the content streams and every claim stay as they are. What is written is qpdf's: streams are copied byte for
byte, and the file's identifier is made of its content, so the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import pikepdf

from exporter.checks.pdf.file import File, open_tree
from exporter.errors import InputError
from exporter.findings import Finding
from exporter.languages import corrected, is_tag
from exporter.model import Document, plain_text
from exporter.readback.pdf import walked
from exporter.readback.pdf.content import TooMuch
from exporter.readback.pdf.open import open_pdf
from exporter.repair.change import Change, Made
from exporter.repair.language import sure_language_of
from exporter.repair.pdf_links import link_words
from exporter.repair.pdf_metadata import has_title, with_title
from exporter.repair.pdf_tables import header_scopes

DAMAGED = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError)


def repair(data: bytes, name: str, document: Document, found: Sequence[Finding], lang: str) -> Made:
    """A copy of a PDF with every certain repair, in ``lang`` where it states no language.

    Raises InputError for one that may not be changed, or is damaged.
    """
    try:
        with open_pdf(data, name) as pdf:
            _refuse_protected(pdf, name)
            file = open_tree(walked(pdf), document)
            asks: list[str] = []
            changes = [change for step in _steps(lang) for change in step(file, found, asks)]
            return Made(_saved(pdf) if changes else data, tuple(changes), tuple(asks))
    except TooMuch as error:
        raise InputError(f"{name}: {error}; it is refused") from None
    except DAMAGED as error:
        raise InputError(f"{name}: is damaged: an object has the wrong type ({type(error).__name__})") from None


def _refuse_protected(pdf: pikepdf.Pdf, name: str) -> None:
    if pdf.is_encrypted:
        raise InputError(f"{name}: is encrypted, or what may be done with it is limited; ask its maker for a free copy")
    if _is_signed(pdf):
        raise InputError(f"{name}: is signed; any change would break the signature, so it is refused")


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether anything in the file is a signature or a stamp of time (ISO 32000-1, 12.8.1)."""
    for item in pdf.objects:
        held = item.get("/V") if isinstance(item, pikepdf.Dictionary) else None
        for one in (item, held):
            if isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one and "/Contents" in one:
                return True
    return "/Perms" in pdf.Root


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        fix_metadata_version=False,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.preserve,
        linearize=pdf.is_linearized,
    )
    return out.getvalue()


def streams(data: bytes, name: str) -> tuple[list[list[bytes]], Counter[bytes]]:
    """Fingerprints of what a PDF paints: each page's content, page by page, and every stream that it uses elsewhere.

    Metadata are left out, and streams of the file's own book-keeping, and what nothing refers to.
    """
    with open_pdf(data, name) as pdf:
        pages = [[_hash(stream) for stream in _contents(page)] for page in pdf.pages]
        used = Counter(_hash(item) for item in _reached(pdf) if isinstance(item, pikepdf.Stream))
        return pages, used


def _contents(page: pikepdf.Page) -> list[Any]:
    held: Any = page.obj.get("/Contents")
    return [one for one in (held if isinstance(held, pikepdf.Array) else [held]) if isinstance(one, pikepdf.Stream)]


def _hash(stream: Any) -> bytes:
    return hashlib.sha256(bytes(stream.read_raw_bytes())).digest()


def _reached(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every stream that the catalogue leads to, each once, without those of metadata."""
    stack: list[Any] = [pdf.Root]
    seen: set[tuple[int, int]] = set()
    while stack:
        item = stack.pop()
        if item.objgen != (0, 0):
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, pikepdf.Stream):
            if item.get("/Type") == "/Metadata":
                continue
            yield item
            held: list[Any] = [item.get(key) for key in item.keys()]  # noqa: SIM118  (a stream is not a mapping)
        else:
            held = list(item) if isinstance(item, pikepdf.Array) else [value for _, value in item.items()]
        stack += [one for one in held if isinstance(one, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)]


# --- the steps ------------------------------------------------------------------------------------------------------

_LEFT_OVER = re.compile(
    r"microsoft \w+ ?-|untitled|unbenannt|document\d*$|"
    r".*\.(docx?|pdf|indd|pp[st]x?|xlsx?|od[tp]|rtf|qxd|tex|dvi|html?)$",
    re.IGNORECASE,
)
"""What a program leaves for a title: the name of the file that was printed, or that there is none."""


def _title(file: File, found: Sequence[Finding], asks: list[str]) -> Iterator[Change]:
    """PDF105, PDF106: the title that the metadata or the one heading of the first level say, and that it is shown."""
    title, why = " ".join(file.document.metadata.title.split()), "the file's other metadata say it"
    if not title:
        title, why = _title_of_text(file), "the text's one title says it"
        if not title:
            return
    if _LEFT_OVER.match(title):
        asks.append(f"the title “{title[:60]}” is what a program left there; a person gives the document its title")
        return
    if not has_title(file.pdf):
        if with_title(file.pdf, title):
            yield Change("PDF105", "", "title in the metadata (dc:title)", "", title, why, "title")
        if not str(_info(file.pdf).get("/Title", "")).strip():
            file.pdf.docinfo["/Title"] = title
            yield Change("PDF105", "", "title in the information dictionary", "", title, why, "title")
    wishes: Any = file.pdf.Root.get("/ViewerPreferences")
    if not isinstance(wishes, pikepdf.Dictionary):
        wishes = file.pdf.Root["/ViewerPreferences"] = pikepdf.Dictionary()
        wishes = file.pdf.Root.ViewerPreferences
    if not wishes.get("/DisplayDocTitle", False):
        wishes["/DisplayDocTitle"] = True
        yield Change("PDF106", "", "what the window shows", "the file's name", title, "there is a title to show")


def _info(pdf: pikepdf.Pdf) -> Any:
    return pdf.trailer.get("/Info") or pikepdf.Dictionary()


def _title_of_text(file: File) -> str:
    """The words of the one title, or the one heading of the first level, where the document begins with it."""
    several = [tag for tag in file.tags if tag.role in ("Title", "H1")]
    words = " ".join(plain_text(file.document.title).split())
    return words if len(several) == 1 and words and several[0].text() == words else ""


def _language(named: str, file: File, found: Sequence[Finding], asks: list[str]) -> Iterator[Change]:
    """DOC002, PDF122: the language of the catalogue, where the words leave no doubt or the tag was only misspelt."""
    said = str(file.pdf.Root.get("/Lang", ""))
    if said and not is_tag(said) and is_tag(corrected(said)):
        file.pdf.Root["/Lang"] = pikepdf.String(corrected(said))
        yield Change("PDF122", "", "language", said, corrected(said), "a language tag has hyphens", "lang")
    elif not said.strip() and file.tagged:
        lang = named or sure_language_of(file.document)
        if lang:
            file.pdf.Root["/Lang"] = pikepdf.String(lang)
            yield Change(
                "DOC002", "", "language", said, lang, "you say so" if named else "the words leave no doubt", "lang"
            )
        elif any(item.rule == "DOC002" for item in found):
            asks.append("the language of the words is not certain; a person names it")


def _marked(file: File, found: Sequence[Finding], asks: list[str]) -> Iterator[Change]:
    """PDF101: a tree that holds all content makes a tagged PDF, which then says so (ISO 32000-1, 14.7.1)."""
    marks: Any = file.pdf.Root.get("/MarkInfo")
    marks = marks if isinstance(marks, pikepdf.Dictionary) else None
    if not file.tagged or not file.held.sequences or (marks is not None and marks.get("/Marked", False)):
        return
    against = sorted({item.rule for item in found} & {"PDF102", "PDF103", "PDF104", "PDF121"})
    if against:
        asks.append(f"the file does not say that it is tagged; its tree has faults ({', '.join(against)})")
        return
    if marks is None:
        file.pdf.Root["/MarkInfo"] = pikepdf.Dictionary()
    file.pdf.Root.MarkInfo["/Marked"] = True
    yield Change("PDF101", "", "that it is tagged (MarkInfo)", "", "Marked", "its tree holds all that is painted")


def _tabs(file: File, found: Sequence[Finding], asks: list[str]) -> Iterator[Change]:
    """PDF113: the tab key follows the structure where every annotation that it stops at is in the structure."""
    for number, page in enumerate(file.pdf.pages, 1) if file.tagged else ():
        annotations: Any = page.obj.get("/Annots")
        if not annotations or str(page.obj.get("/Tabs", "")) == "/S":
            continue
        stops = [one for one in annotations if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") != "/Popup"]
        if all(one.objgen in file.held.annotations for one in stops):
            old = str(page.obj.get("/Tabs", ""))
            page.obj["/Tabs"] = pikepdf.Name("/S")
            why = "all that it stops at is in the tree"
            yield Change("PDF113", f"page {number}", "tab order (Tabs)", old, "/S", why)


Step = Callable[[File, Sequence[Finding], list[str]], Iterator[Change]]


def _steps(lang: str) -> tuple[Step, ...]:
    """Every repair, in the order in which they are made and told."""
    return (_title, partial(_language, lang), _marked, _tabs, link_words, header_scopes)
