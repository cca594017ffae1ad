"""Headers, footers and the page they stand on (ECMA-376 part 1, 17.10 and 17.6.17)."""

from __future__ import annotations

from collections.abc import Mapping

from exporter.phrases import direction, has_phrases, phrase
from exporter.records import record
from exporter.writers.docx.looks import looks, twips
from exporter.writers.docx.xml import Element, R, W, part_bytes, text_element, w

PAGES: dict[str, tuple[int, int]] = {"a4": (11906, 16838), "letter": (12240, 15840)}
"""Width and height of a page in twentieths of a point (17.6.13)."""


@record
class Furniture:
    """A header or footer: which of the two, on which pages, its XML.

    ``links`` are the addresses it leads to and ``pictures`` their suffix and bytes, both by relationship id.
    """

    kind: str
    when: str
    data: bytes
    links: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, str, bytes], ...] = ()


def own_furniture(title: str, lang: str) -> tuple[Furniture, ...]:
    """The title at the head, the page's number at the foot. The first page has no header: its title stands below."""
    header = part_bytes(w("hdr", _paragraph("header", *_words(title), lang=lang)))
    spoken = lang if has_phrases(lang) else "en"
    footer = part_bytes(w("ftr", _paragraph("footer", *_page_of_pages(lang), lang=spoken)))
    return (
        Furniture("header", "default", header),
        Furniture("footer", "default", footer),
        Furniture("footer", "first", footer),
    )


def book_furniture(title: str, lang: str) -> tuple[Furniture, ...]:
    """The title of a publication at the head of its front matter, the number of the page at the foot of every page."""
    header = part_bytes(w("hdr", _paragraph("header", *_words(title), lang=lang)))
    footer = part_bytes(w("ftr", _paragraph("footer", *_field("PAGE"), lang=lang)))
    return (
        Furniture("header", "default", header),
        Furniture("footer", "default", footer),
        Furniture("footer", "first", footer),
    )


def running_head(before: str, title: str, level: int, lang: str) -> bytes:
    """The header of an article's pages: what it stands in, then its own title, which a field keeps (17.16.5.59).

    The field names the style of headings by its number, which every language of Word knows.
    """
    made = [*_words(f"{before} · " if before else ""), *_field(f"STYLEREF {level}", title)]
    return part_bytes(w("hdr", _paragraph("header", *made, lang=lang)))


def own_section(page: str, other: Mapping[str, float]) -> list[Element]:
    """Page size and margins, from ``styles/word.toml``, except ``other``; the first page has furniture of its own."""
    width, height = PAGES[page]
    margins = {name: twips(points) for name, points in {**looks()["page"], **other}.items()}
    return [w("pgSz", w=width, h=height), w("pgMar", **margins, gutter=0), w("titlePg")]


def section_properties(references: list[tuple[str, str, str]], about: list[Element], lang: str) -> Element:
    """The section: ``references`` are kind, pages and relationship id of its furniture."""
    made = w("sectPr")
    for kind, when, relation in references:
        reference = w(f"{kind}Reference", type=when)
        reference.set(f"{{{R}}}id", relation)
        made.append(reference)
    made.extend(about)
    if lang and direction(lang) == "rtl":
        grid = made.find(w("docGrid").tag)
        made.insert(len(made) if grid is None else made.index(grid), w("bidi"))
    return made


def text_area(section: Element) -> tuple[float, float]:
    """Width and height of the words on a page, in points."""
    size, margins = section.find(w("pgSz").tag), section.find(w("pgMar").tag)
    width, height = (_number(size, name, default) for name, default in (("w", 11906), ("h", 16838)))
    across = _number(margins, "left", 1440) + _number(margins, "right", 1440)
    down = _number(margins, "top", 1440) + _number(margins, "bottom", 1440)
    return max(width - across, 720) / 20, max(height - down, 720) / 20


def _number(made: Element | None, name: str, default: int) -> int:
    said = "" if made is None else made.get(f"{{{W}}}{name}") or ""
    return int(said) if said.lstrip("-").isdigit() else default


def _paragraph(style: str, *runs: Element, lang: str = "") -> Element:
    properties = w("pPr", w("pStyle", val=style[:1].upper() + style[1:]))
    if lang and direction(lang) == "rtl":
        properties.append(w("bidi"))
    return w("p", properties, *runs)


def _words(text: str, lang: str = "") -> list[Element]:
    """A run of fixed text in its language, or nothing for no text."""
    about = [w("rPr", w("lang", val=lang))] if lang else []
    return [w("r", *about, text_element(text))] if text else []


def _page_of_pages(lang: str) -> list[Element]:
    """“Page 1 of 3” with fields that Word fills in (17.16.5.41, 17.16.5.39)."""
    before, middle, after = phrase("page-of", lang, page="\0", pages="\0").split("\0")
    said = "" if has_phrases(lang) or not lang else "en"
    parts = [*_words(before, said), *_field("PAGE"), *_words(middle, said), *_field("NUMPAGES")]
    return [*parts, *_words(after, said)]


def _field(instruction: str, result: str = "1") -> list[Element]:
    words = text_element(f" {instruction} ", "instrText")
    kinds = [w("fldChar", fldCharType="begin"), words, w("fldChar", fldCharType="separate"), text_element(result)]
    return [w("r", part) for part in [*kinds, w("fldChar", fldCharType="end")]]
