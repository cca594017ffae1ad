"""Writers: one module per format, each turning the model into the bytes of one file.

A writer is a function ``write(document, options) -> WriteResult``. It never infers, repairs or reorders; what its
format cannot express it reports. It reads no file an article names: pictures are in ``document.resources``. To add a
format, write its module here and add a line to ``FORMATS`` (or an ``exporter.writers`` entry point).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, cast, get_args

from exporter import plugins
from exporter.bounds.gate import Limits, in_force
from exporter.bounds.style_sheets import read_sheet
from exporter.errors import UsageError
from exporter.findings import Finding
from exporter.model import Document
from exporter.model.attachment import Attachment
from exporter.records import record
from exporter.writers.book_options import BookOptions
from exporter.writers.contents_list import CHOICES, Contents

PdfStandard = Literal["ua-1", "ua-2"]
EngineName = Literal["weasyprint", "plutobook"]
EngineChoice = Literal["auto", "weasyprint", "plutobook"]
Edition = Literal["large-print", "high-contrast", "dyslexia"]
NotesPlace = Literal["foot", "text"]


@record
class PageStart:
    """Where a printed page begins: before character ``offset`` of the ``node``-th node of ``model.walk(document)``.

    ``label`` is the number a reader of the print sees. ``offset`` is the start of a word in a Text, Code or CodeBlock,
    and 0 in any other node.
    """

    label: str
    node: int
    offset: int = 0


@record(kw_only=True)
class WriteOptions:
    """What a user may choose about the files. ``timestamp`` (seconds since 1970, UTC) is SOURCE_DATE_EPOCH or None.

    ``pages`` are the pages of the PDF that was made in the same run, for formats that can say where a page begins.
    ``contents`` says when PDF and DOCX have a contents list. ``pdf`` is the standard PDFs aim at: "ua-1" is PDF 1.7
    with PDF/UA-1 and PDF/A-2a, "ua-2" is PDF 2.0 with PDF/UA-2, PDF/A-4 and Well-Tagged PDF. ``attachment`` is put into
    the PDF, which then is PDF/A-3a or PDF/A-4f; ``attach_source`` asks for the article itself. ``page_marks`` has EPUB
    and DOCX mark where the pages of the PDF of the same run begin (those of a printed edition are marked always).
    ``edition`` sets PDF and DOCX for readers who need large print, high contrast, or the spacing that readers with
    dyslexia ask for; an EPUB leaves that to its reader.
    ``engine`` lays out PDFs; "auto" is the fastest that is installed and can set the document right.
    ``braille_grade`` is 1 (letter by letter) or 2 (contracted).
    ``notes`` has PDFs set notes at the "foot" of the page that refers to them, or in the "text" after the block.
    ``picture_dpi`` bounds how fine pictures are in PDFs (0: as they are). ``fonts`` are folders whose fonts are used
    in PDFs for characters that the bundled fonts lack, and by the names that ``styles`` give them.
    ``book`` is what its maker chose for a publication; None: as ``BookOptions`` has it.
    ``docx_template`` is a Word document or template whose styles, page, headers and footers DOCX files have.
    Dates in files come from the article's metadata, else from ``timestamp``, else they are fixed (1980-01-01 in zip
    entries) or left out: never from the clock.
    """

    page: Literal["a4", "letter"] = "a4"
    styles: tuple[Path, ...] = ()
    fonts: tuple[Path, ...] = ()
    timestamp: int | None = None
    certified_by: str = ""
    certifier_report: str = ""
    pages: tuple[PageStart, ...] = ()
    contents: Contents = "auto"
    docx_template: Path | None = None
    pdf: PdfStandard = "ua-1"
    attach_source: bool = False
    edition: Edition | None = None
    braille_grade: int = 1
    notes: NotesPlace = "foot"
    picture_dpi: int = 0
    page_marks: bool = False
    engine: EngineChoice = "auto"
    attachment: Attachment | None = None
    book: BookOptions | None = None
    limits: Limits = field(default_factory=in_force)

    @classmethod
    def of(cls, **values: Any) -> WriteOptions:
        """Options from a user's words. Raises UsageError for an unknown value or a file that cannot be used."""
        choices = {
            "page": ("a4", "letter"),
            "contents": CHOICES,
            "pdf": get_args(PdfStandard),
            "notes": get_args(NotesPlace),
            "edition": get_args(Edition),
            "engine": get_args(EngineChoice),
        }
        for name, known in choices.items():
            if values.get(name, known[0]) not in (*known, *([None] if name == "edition" else [])):
                raise UsageError(f"--{name} {values[name]}: is not valid; choose one of {', '.join(known)}")
        if values.get("braille_grade", 1) not in (1, 2):
            raise UsageError(f"--braille-grade {values['braille_grade']}: is not a grade; choose 1 or 2")
        for path in values.get("styles", ()):
            read_sheet(Path(path), values.get("limits") or in_force())
        for path in values.get("fonts", ()):
            if not Path(path).is_dir():
                raise UsageError(f"--fonts {path}: there is no such folder; name a folder with font files")
        if values.get("engine") == "plutobook" and find_spec("plutoprint") is None:
            raise UsageError("--engine plutobook: is not installed; install accessible-exporter[fast], or choose auto")
        if values.get("docx_template") and values.get("edition"):
            raise UsageError("--edition and --docx-template both decide on Word's styles; give one of them")
        if values.get("docx_template"):
            from exporter.writers.docx.template import load  # noqa: PLC0415  (start-up: only for a template)

            load(Path(values["docx_template"]))  # one line now, rather than one for each article
        return cls(**values)


@record
class WriteResult:
    """A finished file's bytes, what its format could not express, the standards it claims to meet, and its pages.

    ``engine`` is the program that laid it out, and why it was not another.
    """

    data: bytes
    findings: tuple[Finding, ...] = ()
    claims: tuple[str, ...] = ()
    pages: tuple[PageStart, ...] = ()
    engine: str = ""


Writer = Callable[[Document, WriteOptions], WriteResult]


@record
class Format:
    """A format that can be written: where its writer is, and its file suffix."""

    module: str
    suffix: str


FORMATS: dict[str, Format] = {
    "pdf": Format("exporter.writers.pdf", ".pdf"),
    "epub": Format("exporter.writers.epub", ".epub"),
    "docx": Format("exporter.writers.docx", ".docx"),
    "html": Format("exporter.writers.html", ".html"),
    "brf": Format("exporter.writers.brf", ".brf"),
    "json": Format("exporter.writers.json_model", ".json"),
    "pandoc": Format("exporter.writers.pandoc", ".pandoc.json"),
}


SIDECARS: dict[str, Format] = {"onix": Format("", ".onix.xml")}
"""What is written about the files of an article, once they are finished (``exporter.run.sidecars``)."""

EXACT = frozenset(["json", "pandoc"])
"""Formats that hold any text as it is."""

WRITERS = "exporter.writers"
"""The entry points by which other packages add formats: modules with ``write`` and ``SUFFIX``."""

ARTICLE_FORMATS = ("pdf", "epub", "docx")
"""What an article is converted to when nobody says otherwise."""


def format_called(name: str) -> Format:
    """The format called ``name``; one that another package adds has no module here. Raises UsageError for none."""
    if name in FORMATS:
        return FORMATS[name]
    if name in SIDECARS:
        return SIDECARS[name]
    if name in plugins.names(WRITERS):
        return Format("", plugins.load(WRITERS, name).SUFFIX)
    known = ", ".join([*FORMATS, *SIDECARS, *plugins.names(WRITERS)])
    raise UsageError(f"--to {name}: unknown format; choose one of {known}")


def formats_of(words: Sequence[str]) -> tuple[str, ...]:
    """The formats that a user named, each once, in that order: ``["pdf,epub", "docx"]``. Raises UsageError."""
    names = [name.strip().lower() for word in words for name in word.split(",") if name.strip()]
    for name in names:
        format_called(name)
    return tuple(dict.fromkeys(names)) or ARTICLE_FORMATS


def writer(name: str) -> Writer:
    """The writer of format ``name``, its module imported now and not before. Raises UsageError if there is none."""
    if name in SIDECARS:
        raise UsageError(f"{name}: describes other files; it is written with them, not from a document alone")
    module = format_called(name).module
    write = cast(Writer, import_module(module).write if module else plugins.load(WRITERS, name).write)
    if name in EXACT:
        return write

    def write_what_can_be(document: Document, options: WriteOptions) -> WriteResult:
        from exporter.writers.writable import writable  # noqa: PLC0415  (start-up: only when something is written)

        return write(writable(document, any_language=name == "pdf"), options)  # which takes its claims back

    return write_what_can_be
