"""The page of a DOCX: size and margins of the PDF's, header and footer, and a contents list that is filled in."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from exporter.model import BlockQuote, Blocks, Document, Metadata, Note, Paragraph, Section, Span, Styled, Text
from exporter.readback import open_file
from exporter.writers import WriteOptions, writer
from exporter.writers.contents_list import wants_contents

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
POINTS = {"mm": 72 / 25.4, "pt": 1.0, "cm": 72 / 2.54, "in": 72.0}
STYLES = Path(__file__).resolve().parents[2] / "styles"


def parts_of(document: Document, **options: object) -> dict[str, etree._Element]:
    data = writer("docx")(document, WriteOptions(**options)).data  # type: ignore[arg-type]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}


def p(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def article(*blocks: object, lang: str = "en") -> Document:
    return Document(metadata=Metadata(lang=lang, title="T"), title=(Text("T"),), blocks=blocks)  # type: ignore[arg-type]


def css_margins() -> list[float]:
    """Top, right, bottom, left of the PDF's page in points, from its style sheet (CSS order, sides left out repeat)."""
    said = re.search(r"--page-margin:([^;]*);", (STYLES / "page.css").read_text(encoding="utf-8"))
    assert said is not None
    values = [float(number) * POINTS[unit] for number, unit in re.findall(r"([\d.]+)(mm|cm|pt|in)", said[1])]
    top, right, bottom, left = (values * 4)[:4] if len(values) in (1, 4) else [*values, *values[len(values) - 2 :]][:4]
    return [top, right, bottom, values[1] if len(values) == 3 else left]


@pytest.mark.parametrize("page", ["a4", "letter"])
def test_page_size_and_margins_are_those_of_the_pdf(page: str) -> None:
    document = article(p("x"))
    section = parts_of(document, page=page)["word/document.xml"].find(f"{W}body/{W}sectPr")
    assert section is not None
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    assert size is not None
    assert margins is not None
    with pikepdf.open(io.BytesIO(writer("pdf")(document, WriteOptions(page=page)).data)) as pdf:  # type: ignore[arg-type]
        box = [float(value) for value in pdf.pages[0].MediaBox]
    assert [int(size.get(W + name, "")) / 20 for name in ("w", "h")] == pytest.approx(box[2:], abs=0.5)
    found = [int(margins.get(W + name, "")) / 20 for name in ("top", "right", "bottom", "left")]
    assert found == pytest.approx(css_margins(), abs=0.1)


def instructions(root: etree._Element) -> list[str]:
    return [(one.text or "").strip() for one in root.iter(W + "instrText")]


def text(root: etree._Element) -> str:
    return "".join(one.text or "" for one in root.iter(W + "t"))


def test_the_header_says_the_title_and_the_footer_counts_pages() -> None:
    parts = parts_of(article(p("x")))
    assert text(parts["word/header1.xml"]) == "T"
    assert instructions(parts["word/footer1.xml"]) == ["PAGE", "NUMPAGES"]


def test_fixed_words_of_a_language_without_phrases_say_what_they_are() -> None:
    footer = parts_of(article(p("x"), lang="pl"))["word/footer1.xml"]
    marked = {text(run): [one.get(VAL) for one in run.iter(W + "lang")] for run in footer.iter(W + "r") if text(run)}
    assert marked["Page "] == ["en"]


# --- contents list --------------------------------------------------------------------------------------------------


def sections(*titles: str, inner: Blocks = ()) -> list[Section]:
    return [Section((Text(title),), (p("words"), *inner)) for title in titles]


def contents_of(root: etree._Element) -> etree._Element | None:
    return next((one for one in root.iter(W + "sdt") if one.find(f"{W}sdtPr/{W}docPartObj") is not None), None)


def entries(root: etree._Element) -> list[tuple[str, str, str]]:
    """Style, words and target of each entry."""
    control = contents_of(root)
    assert control is not None
    found = []
    for paragraph in control.iter(W + "p"):
        for link in paragraph.iter(W + "hyperlink"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            found.append(("" if style is None else style.get(VAL, ""), text(link), link.get(W + "anchor", "")))
    return found


def test_the_contents_list_names_the_headings_and_leads_to_them() -> None:
    root = parts_of(article(*sections("One", inner=tuple(sections("Inner"))), *sections("Two")), contents="always")
    body = root["word/document.xml"]
    found = entries(body)
    assert [(style, words) for style, words, _ in found] == [("TOC2", "One"), ("TOC3", "Inner"), ("TOC2", "Two")]
    places = {
        mark.get(W + "name"): text(paragraph)
        for paragraph in body.iter(W + "p")
        for mark in paragraph.iter(W + "bookmarkStart")
    }
    assert [places[target] for _, _, target in found] == [words for _, words, _ in found]


def test_the_contents_list_is_one_field_that_asks_nothing_and_guesses_no_page() -> None:
    parts = parts_of(article(*sections("One", "Two")), contents="always")
    control = contents_of(parts["word/document.xml"])
    assert control is not None
    assert [one.get(W + "fldCharType") for one in control.iter(W + "fldChar")] == ["begin", "separate", "end"]
    (instruction,) = instructions(control)
    assert instruction.split() == ["TOC", "\\o", '"2-3"', "\\n", "\\h", "\\z"]
    assert not list(parts["word/settings.xml"].iter(W + "updateFields"))
    assert not any(one.get(W + "dirty") for one in control.iter(W + "fldChar"))


def test_the_contents_list_stands_between_masthead_and_text() -> None:
    standfirst = Paragraph((Text("Standfirst"),), "standfirst")
    body = parts_of(article(standfirst, p("first"), *sections("One")), contents="always")["word/document.xml"][0]
    kinds = [etree.QName(one).localname for one in list(body)[:4]]
    assert kinds == ["p", "p", "sdt", "p"]
    assert text(body[3]) == "first"


def test_notes_of_a_heading_are_not_in_the_contents_list_but_its_emphasis_and_language_are() -> None:
    title = (Text("A "), Styled("emphasis", (Text("b"),)), Span((Text("été"),), lang="fr"), Note((p("n"),)))
    control = contents_of(parts_of(article(Section(title, (p("x"),))), contents="always")["word/document.xml"])
    assert control is not None
    assert not list(control.iter(W + "footnoteReference"))
    runs = [one for link in control.iter(W + "hyperlink") for one in link.iter(W + "r")]
    assert [one.find(f"{W}rPr/{W}rStyle").get(VAL) for one in runs][1] == "ContentsLinkEmphasis"  # type: ignore[union-attr]
    assert runs[2].find(f"{W}rPr/{W}lang").get(VAL) == "fr"  # type: ignore[union-attr]


def test_headings_in_quotes_are_not_listed_as_word_would_not_list_them() -> None:
    quote = BlockQuote(tuple(sections("Quoted")))
    body = parts_of(article(*sections("One"), quote), contents="always")["word/document.xml"]
    assert [words for _, words, _ in entries(body)] == ["One"]


def test_a_long_document_has_a_contents_list_and_the_copy_read_back_is_the_same() -> None:
    document = article(*(Section((Text(f"Part {n}"),), (p("A sentence. " * 600),)) for n in range(6)))
    assert wants_contents(document, "auto")
    data = writer("docx")(document, WriteOptions()).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert contents_of(etree.fromstring(package.read("word/document.xml"))) is not None
    copy = open_file(data, "x.docx")
    assert [type(node).__name__ for node in copy.blocks] == ["Section"] * 6
