"""Laid out and painted by WeasyPrint (version 70), whose internals this package alone names.

WeasyPrint lays out and paints; its own tags follow boxes, not the document, so they are not used (design section 5).
Here its stream is replaced by one that numbers each painted piece and says which element it belongs to, its artifacts
get types (ISO 32000-1, 14.8.2.2), and ``add_tags`` hands all pieces to a function of ours. Only documents laid out
here are touched: other users of WeasyPrint in the same process get its own behaviour.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import weasyprint
import weasyprint.document
import weasyprint.pdf
from weasyprint.formatting_structure.boxes import FootnoteAreaBox
from weasyprint.pdf.metadata import DocumentMetadata

from exporter.bounds.garbage import rare_collections
from exporter.bounds.gate import in_force
from exporter.errors import WriterError
from exporter.findings import Finding
from exporter.writers.pdf.engines.frozen import freeze
from exporter.writers.pdf.engines.painted import Annotation, Finished, Finisher, Layout, Tagger
from exporter.writers.pdf.engines.values import languages_of, with_values
from exporter.writers.pdf.engines.weasy.balance import balance_headlines
from exporter.writers.pdf.engines.weasy.contrast import too_faint
from exporter.writers.pdf.engines.weasy.fonts import FontConfiguration, Fonts, house_fonts, map_glyphs
from exporter.writers.pdf.engines.weasy.input import POINTS, Fetcher, Markup
from exporter.writers.pdf.engines.weasy.last_space import let_last_spaces_hang
from exporter.writers.pdf.engines.weasy.lines import break_lines_once
from exporter.writers.pdf.engines.weasy.quick.endings import untie
from exporter.writers.pdf.engines.weasy.quick.sheets import for_our_elements
from exporter.writers.pdf.engines.weasy.quick.switch import less_effort
from exporter.writers.pdf.engines.weasy.stream import MarkedStream, Painting
from exporter.writers.pdf.engines.weasy.styles import house_sheet, listening, missing
from exporter.writers.pdf.engines.weasy.widths import too_wide

_LOCK = threading.Lock()  # Pango's font map, made once a process, is not for several threads at a time


def _dispatch(theirs: Any) -> Callable[..., Any]:
    def stream(fonts: Any, *args: Any, **kwargs: Any) -> Any:
        return (MarkedStream if isinstance(fonts, Fonts) else theirs)(fonts, *args, **kwargs)

    return stream


def _tags(theirs: Callable[..., None]) -> Callable[..., None]:
    def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: Any) -> None:
        if not isinstance(document.fonts, Fonts):
            theirs(pdf, document, pdf_version, page_streams)
            return
        painting = document.fonts.painting
        for number, page in enumerate(document.pages):
            for _, _, _, box in page.links:
                if annotation := getattr(box, "link_annotation", None):
                    index = painting.markup.index[id(box.element)]
                    made = Annotation(index, number, annotation)
                    painting.painted.annotations.setdefault(index, []).append(made)
        painting.spell()
        painting.tagger(pdf, painting.painted)

    return add_tags


weasyprint.pdf.Stream = _dispatch(weasyprint.pdf.Stream)
weasyprint.pdf.add_tags = _tags(weasyprint.pdf.add_tags)
break_lines_once()
let_last_spaces_hang()
balance_headlines()
VARIANT = "exporter: pdf/a and pdf/ua, "  # the name must hold "pdf/a" for the output intent to be PDF/A's
for _version in ("1.7", "2.0"):
    weasyprint.pdf.VARIANTS[VARIANT + _version] = (
        lambda *_: None,
        {"pdf_version": _version, "pdf_tags": True, "output_intent": "srgb"},
    )


# --- laying out and writing -------------------------------------------------------------------------------------------


@cache
def _base_sheet(text: str, files: tuple[Path, ...]) -> Any:
    return weasyprint.CSS(string=text, font_config=house_fonts(files), url_fetcher=Fetcher({}, ()))


@cache
def _own_sheet(text: str, files: tuple[Path, ...]) -> Any:
    """A sheet for documents that no publisher's sheet touches."""
    return for_our_elements(_base_sheet(text, files))


def producer() -> str:
    """WeasyPrint's name and version."""
    return f"WeasyPrint {weasyprint.VERSION}"


FITTINGS = 5
"""How often a document is laid out again at most, for tables that came out too wide."""


def write(layout: Layout, tagger: Tagger, finisher: Finisher) -> Finished:
    """Lay out, paint, tag and finish one document. Raises whatever ``tagger`` and ``finisher`` raise."""
    with _LOCK:
        # fonts that a custom style sheet brings are this document's alone
        config = FontConfiguration(layout.font_files) if layout.user_styles else house_fonts(layout.font_files)
        with config.alone(), less_effort(), rare_collections():
            return _write(layout, config, tagger, finisher)


def _write(layout: Layout, config: FontConfiguration, tagger: Tagger, finisher: Finisher) -> Finished:
    fetcher = Fetcher(layout.pictures, [path.parent for path in layout.user_styles])
    markup = Markup(layout.root, fetcher, alone=not layout.user_styles)
    if layout.user_styles:
        sheets = [_base_sheet(text, layout.font_files) for text in layout.sheets]
    else:
        texts = with_values(tuple(layout.sheets), languages_of(layout.root))
        sheets = [_own_sheet(text, layout.font_files) for text in texts]
    findings: list[Finding] = []
    for path in layout.user_styles:
        sheet, found = house_sheet(path, config, fetcher)
        sheets.append(sheet)
        findings += found
    variant = VARIANT + layout.version
    with listening() as heard:
        dpi = layout.picture_dpi or None
        document = _rendered(markup, font_config=config, stylesheets=sheets, pdf_variant=variant, dpi=dpi)
        in_force().refuse_above("pages", len(document.pages), "the number of pages of its PDF")
        for _ in range(FITTINGS):
            wide = {markup.index[id(element)] for element in too_wide(document.pages)}
            helped = [layout.widen(markup.elements[index]) for index in sorted(wide)]
            if not any(helped):
                break
            untie(document, markup)
            markup = Markup(layout.root, fetcher, alone=not layout.user_styles)
            document = _rendered(markup, font_config=config, stylesheets=sheets, pdf_variant=variant, dpi=dpi)
    _refuse_above_the_page(document.pages)
    if layout.user_styles:
        findings += missing(heard.records, layout.user_styles, frozenset(layout.pictures))
        findings += too_faint(document.pages, layout.user_styles)
    painting = Painting(markup, tagger, config.kept, decorative=layout.decorative, generated=layout.generated)
    _prepare(document, painting, layout)

    def finish(_: Any, pdf: Any) -> None:
        map_glyphs(pdf, painting.fonts.glyphs())
        finisher(pdf, frozenset(painting.fonts.missing))
        freeze(pdf)

    data: bytes = document.write_pdf(finisher=finish, pdf_variant=variant, pdf_identifier=True)
    untie(document, markup)
    painting.fonts.painting = None  # it holds the fonts
    return Finished(data, len(document.pages), tuple(findings))


def _rendered(markup: Markup, **options: Any) -> Any:
    return markup.render(cache=markup.pictures, **options)


def _refuse_above_the_page(pages: Sequence[Any]) -> None:
    """Raise WriterError where notes at the foot of a page are higher than the page: the foot is never broken."""
    for number, page in enumerate(pages, 1):
        for box in page._page_box.children:
            if not isinstance(box, FootnoteAreaBox) or not box.children:
                continue
            last = box.children[-1]
            if box.position_y < 0 or last.position_y + last.border_height() > page.height:
                raise WriterError(f"the notes of page {number} are higher than the page; try --notes text")


def _prepare(document: Any, painting: Painting, layout: Layout) -> None:
    """Give the laid-out pages our fonts, links and bookmarks."""
    document.fonts = painting.fonts
    document.metadata = DocumentMetadata()
    painting.heights = [page.height * POINTS for page in document.pages]
    pictures = {id(inner) for link in painting.markup.kept if _is_picture(link) for inner in link.iter("img")}
    page_of: dict[str, Any] = {}
    for page in document.pages:
        page.links = [link for link in page.links if _is_link(link[3], pictures)]
        page.bookmarks = []
        for name in page.anchors:
            page_of.setdefault(name, page)
    for level, label, name in layout.outline:
        if page := page_of.get(name):
            page.bookmarks.append((level, label, page.anchors[name][:2], "open"))


def _is_picture(element: ElementTree.Element) -> bool:
    """Whether an element is a link that holds pictures and no words."""
    return element.tag == "a" and element.find(".//img") is not None and not "".join(element.itertext()).strip()


def _is_link(box: Any, pictures: set[int]) -> bool:
    """Whether a box is what to click on: the link's own, or of ``pictures``; those inside a link inherit it."""
    if box.element is None or "::" in str(box.element_tag):
        return False
    return id(box.element) in pictures or (box.element.tag == "a" and not _is_picture(box.element))
