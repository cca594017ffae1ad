"""The accessibility lines of a package (EPUB Accessibility 1.1, 2.2): those that are true of the file.

The rules are in ``exporter.accessibility``, where the check of finished files finds the same ones.
"""

from __future__ import annotations

from exporter.accessibility.needs import EPUB, lacking
from exporter.accessibility.publication import Book, Claim, claims
from exporter.accessibility.reader_settings import overridden
from exporter.findings import Finding, finding
from exporter.model import Document, Resource
from exporter.phrases import phrase
from exporter.writers import WriteOptions
from exporter.writers.epub.listed import Contents
from exporter.writers.xhtml import Rendered


def accessibility_lines(
    document: Document,
    rendered: Rendered,
    style: bytes,
    cover: Resource | None,
    page_source: str,
    options: WriteOptions,
    contents: Contents,
) -> list[Claim]:
    """The lines that may be written, in order. ``document`` is the one that was rendered, page markers and all."""
    roles = (str(made.get("role", "")) for root in rendered.roots for made in root.iter())
    book = Book(
        overridden=overridden(style),
        listed_headings=len(contents.listed),
        listed_depth=contents.depth,
        pages=len(rendered.pages),
        listed_pages=len(rendered.pages),
        page_source=page_source if rendered.pages else "",
        roles=sum(role.startswith("doc-") for role in roles),
        cover=cover,
        certified_by=options.certified_by,
        certifier_report=options.certifier_report,
    )
    return [claim for claim in claims(document, book) if claim.holds]


def doubts_of(document: Document) -> tuple[Finding, ...]:
    """Why a book that somebody has evaluated does not say that it conforms: what in it speaks against that."""
    return tuple(finding("EPUB005", item.message, item.pos) for item in lacking(document, EPUB))


def page_source(document: Document, title: str, identifier: str, options: WriteOptions) -> str:
    """Whose pages the page breaks are: the PDF of the same article, or the printed edition that the article names.

    A unique name of that work, as the Page Source Identification report asks where it has no identifier of its own:
    the PDF shares that of the article, so its format is added.
    """
    if options.pages:
        return f"{title} (PDF, {identifier})"
    return phrase("printed-edition", document.metadata.lang, title=title)
