"""The options of writing, which every command that makes files has: in one place, so that none can forget one."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from exporter.cli.declared import Option

if TYPE_CHECKING:
    from exporter.bounds.gate import Limits
    from exporter.writers import WriteOptions


class Page(StrEnum):
    """Page sizes of PDF and DOCX."""

    a4 = "a4"
    letter = "letter"


class Contents(StrEnum):
    """When PDF and DOCX have a contents list."""

    auto = "auto"
    always = "always"
    never = "never"


class Edition(StrEnum):
    """A look for readers who need another one than most."""

    large_print = "large-print"
    high_contrast = "high-contrast"
    dyslexia = "dyslexia"


class Engine(StrEnum):
    """What lays out PDFs."""

    auto = "auto"
    weasyprint = "weasyprint"
    plutobook = "plutobook"


class NotesPlace(StrEnum):
    """Where notes of a PDF stand."""

    foot = "foot"
    text = "text"


class PdfStandard(StrEnum):
    """The standard that PDFs aim at."""

    ua1 = "ua-1"
    ua2 = "ua-2"


WRITING: dict[str, tuple[Any, Any]] = {
    "page": (Annotated[Page, Option("--page", help="Page size of PDF and DOCX.")], Page.a4),
    "contents": (
        Annotated[Contents, Option("--contents", help="Contents list in PDF and DOCX; auto: in long documents.")],
        Contents.auto,
    ),
    "pdf": (
        Annotated[
            PdfStandard,
            Option("--pdf", help="ua-1: PDF 1.7, PDF/UA-1, PDF/A-2a. ua-2: PDF 2.0, PDF/UA-2, PDF/A-4."),
        ],
        PdfStandard.ua1,
    ),
    "edition": (
        Annotated[Edition | None, Option("--edition", help="Set PDF and DOCX for readers who need another look.")],
        None,
    ),
    "braille_grade": (
        Annotated[
            int, Option("--braille-grade", min=1, max=2, help="Braille in BRF: 1 letter by letter, 2 contracted.")
        ],
        1,
    ),
    "notes": (
        Annotated[
            NotesPlace,
            Option("--notes", help="Notes in PDF: at the foot of their page, or in the text."),
        ],
        NotesPlace.foot,
    ),
    "picture_dpi": (
        Annotated[
            int,
            Option("--picture-dpi", min=0, help="Reduce PDF pictures to this resolution, e.g. 150; 0: unchanged."),
        ],
        0,
    ),
    "engine": (
        Annotated[
            Engine,
            Option("--engine", help="What lays out PDFs. auto: plutobook (extra “fast”) where it can, for speed."),
        ],
        Engine.auto,
    ),
    "page_marks": (
        Annotated[
            bool,
            Option("--page-marks", help="Mark in EPUB and DOCX where pages of the PDF of the same run begin."),
        ],
        False,
    ),
    "attach_source": (
        Annotated[
            bool,
            Option("--attach-source", help="Attach the article itself to the PDF (then PDF/A-3a or PDF/A-4f)."),
        ],
        False,
    ),
    "style": (
        Annotated[list[Path] | None, Option("--style", help="A CSS file added to the PDF's and EPUB's styles.")],
        None,
    ),
    "fonts": (
        Annotated[
            list[Path] | None,
            Option("--fonts", help="A folder of fonts for characters that the bundled fonts lack, e.g. Chinese."),
        ],
        None,
    ),
    "docx_template": (
        Annotated[
            Path | None,
            Option("--docx-template", help="A .docx or .dotx file with the styles, page and headers to use."),
        ],
        None,
    ),
    "certified_by": (
        Annotated[str, Option("--certified-by", help="Who evaluated the EPUB's accessibility.")],
        "",
    ),
    "certifier_report": (Annotated[str, Option("--certifier-report", help="The address of their report.")], ""),
}
"""The options of writing: parameter → its declaration and what it is when nobody says."""


def writing_of(values: dict[str, Any], limits: Limits) -> WriteOptions:
    """The options of writing as the writers take them. Raises UsageError."""
    from exporter.run.pipeline import timestamp_from_environment
    from exporter.writers import WriteOptions

    return WriteOptions.of(
        limits=limits,
        page=values["page"].value,
        contents=values["contents"].value,
        docx_template=values["docx_template"],
        pdf=values["pdf"].value,
        attach_source=values["attach_source"],
        edition=values["edition"].value if values["edition"] else None,
        braille_grade=values["braille_grade"],
        notes=values["notes"].value,
        picture_dpi=values["picture_dpi"],
        engine=values["engine"].value,
        page_marks=values["page_marks"],
        styles=tuple(values["style"] or ()),
        fonts=tuple(values["fonts"] or ()),
        certified_by=values["certified_by"],
        certifier_report=values["certifier_report"],
        timestamp=timestamp_from_environment(),
    )
