"""A publication as PDF: one tree with parts and articles, contents, running heads, page numbers of two kinds."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest

from exporter import h
from exporter.comparison.losses import compare
from exporter.model import Document, Metadata, Paragraph, Resource, Section, Text, articles
from exporter.readback import open_file
from exporter.readback.pdf import page_labels
from exporter.writers import WriteOptions, WriteResult
from exporter.writers.book_options import BookOptions
from exporter.writers.pdf import structure_tree, write
from exporter.writers.pdf.structure import Structure, as_text, walk
from tests.conftest import ROOT
from tests.publications import WORDS, article, issue

pytestmark = pytest.mark.slow

STRUCTURE = ("Document", "Part", "Art", "Sect", "H1", "H2", "H3", "H4")


@pytest.fixture(params=["weasyprint", "plutobook"], autouse=True)
def set_by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Each engine sets what it can: the fast one has no notes at the foot, so that they stand in the text."""
    if request.param == "plutobook":
        pytest.importorskip("plutoprint")
    monkeypatch.setitem(SET_BY, "engine", request.param)
    return request.param


SET_BY: dict[str, Any] = {"engine": "weasyprint"}


def options(**said: Any) -> WriteOptions:
    """Options for the engine whose turn it is."""
    notes = {"notes": "text"} if SET_BY["engine"] == "plutobook" else {}
    return WriteOptions(**{**SET_BY, **notes, **said})


@cache
def _made(chosen: WriteOptions) -> WriteResult:
    return write(issue(), chosen)


def made(pdf: Any = "ua-1", **book: Any) -> WriteResult:
    """The issue as PDF."""
    chosen = options(pdf=pdf, book=BookOptions(**book))
    result = _made(chosen)
    if chosen.engine == "plutobook" and pdf == "ua-1" and book.get("start") != "none":
        assert result.engine.startswith("PlutoBook")
    return result


def lines(result: WriteResult, page: int) -> list[str]:
    """The lines of a page as they are painted: its text, then its running head and its number."""
    text = pdfium.PdfDocument(io.BytesIO(result.data))[page].get_textpage().get_text_bounded()
    return [line.strip() for line in text.splitlines()]


def outline(tree: Structure, depth: int = 0) -> list[str]:
    """Parts, articles, sections and headings of a tree, indented."""
    out = []
    for kid in tree.kids:
        if isinstance(kid, Structure):
            shown = kid.type in STRUCTURE
            if shown:
                words = "".join(getattr(piece, "text", "") for piece in kid.kids) if kid.type[0] == "H" else kid.lang
                out.append(f"{'  ' * depth}{kid.type} {words}".rstrip())
            out += outline(kid, depth + shown)
    return out


def test_parts_articles_and_sections_are_one_tree_whose_headings_skip_no_level() -> None:
    assert outline(structure_tree(issue(), options())) == [
        "H1 Harbour Quarterly",
        "Art",
        "  H2 From the editor",
        "Part",
        "  H2 Reports",
        "  Art",
        "    H3 The harbour",
        "    Sect",
        "      H4 Crates",
        "    Sect",
        "      H4 Quays",
        "  Art de",
        "    H3 Der Hafen",
        "    Sect",
        "      H4 Kisten",
        "Part",
        "  H2 Figures and tables",
        "  Art",
        "    H3 Tide tables",
    ]


def test_a_part_without_articles_is_a_section_as_in_any_document() -> None:
    alone = h.document("T", h.section("One", h.p("Words."), role="part"), lang="en")
    assert outline(structure_tree(alone, options())) == ["H1 T", "Sect", "  H2 One"]


def test_pdf_two_has_its_own_type_for_articles_mapped_to_a_standard_one() -> None:
    tree = structure_tree(issue(), options(pdf="ua-2"))
    assert [here.type for here in walk(tree) if here.type in ("Art", "Article")] == ["Article"] * 4
    with pikepdf.open(io.BytesIO(made("ua-2").data)) as pdf:
        maps = [space.RoleMapNS for space in pdf.Root.StructTreeRoot.Namespaces if "/RoleMapNS" in space]
        assert maps[0].Article[0] == "/Sect"


@pytest.mark.parametrize("pdf", ["ua-1", "ua-2"])
def test_each_article_is_found_whole_when_the_file_is_read_back(pdf: Any) -> None:
    result = made(pdf, front_matter="roman", start="right")
    copy = open_file(result.data, "issue.pdf")
    assert not compare(issue(), copy, "pdf")
    assert [(one.level, one.part is not None, one.section.lang) for one in articles(copy)] == [
        (2, False, ""),
        (3, True, ""),
        (3, True, "de"),
        (3, True, ""),
    ]
    assert {"PDF/UA-1", "PDF/UA-2"} & set(result.claims)


def test_the_outline_has_parts_articles_and_sections() -> None:
    with pikepdf.open(io.BytesIO(made().data)) as pdf, pdf.open_outline() as found:
        (whole,) = found.root
        assert [str(item.title) for item in whole.children] == ["From the editor", "Reports", "Figures and tables"]
        harbour = whole.children[1].children[0]
        assert (str(harbour.title), [str(item.title) for item in harbour.children]) == (
            "The harbour",
            ["Crates", "Quays"],
        )


def test_front_matter_has_roman_numerals_on_its_pages_and_in_its_labels() -> None:
    result = made(front_matter="roman")
    labels = page_labels(result.data)
    assert labels == ["i", "ii", *map(str, range(1, 9))]
    assert [page.label for page in result.pages] == labels
    assert lines(result, 1)[-1] == "ii"
    assert lines(result, 2)[-1] == "1"
    assert page_labels(made().data) == [*map(str, range(1, 11))]


def test_the_contents_list_names_pages_as_they_are_numbered() -> None:
    listed = {line.split("..")[0].strip(): line.split()[-1] for line in lines(made(front_matter="roman"), 1)}
    assert listed["From the editor"] == "1"
    assert listed["The harbour"] == "3"
    assert "Crates" not in listed


def test_the_contents_list_is_as_deep_as_asked() -> None:
    deep = " ".join(lines(made(toc_depth=3), 1))
    flat = " ".join(lines(made(toc_depth=1), 1))
    assert "Crates" in deep
    assert "Reports" in flat
    assert "The harbour" not in flat


def test_bylines_and_standfirsts_stand_in_the_contents_where_asked() -> None:
    said = lines(made(contents_lines=True), 1)
    assert "By Bo Mark" in said
    assert "What was in the crates that nobody had signed for." in said
    assert "By Bo Mark" not in lines(made(), 1)


def test_lists_of_figures_and_tables_follow_the_contents() -> None:
    page = lines(made(lists=("figures", "tables")), 1)
    assert page[page.index("Tables") + 1].startswith("High water")
    assert "Figures" not in page  # there are none
    assert not compare(issue(), open_file(made(lists=("figures", "tables")).data, "issue.pdf"), "pdf")


def test_running_heads_are_the_part_and_the_article_but_not_where_it_begins() -> None:
    result = made(front_matter="roman")
    first, second, third = (lines(result, at) for at in (4, 5, 6))
    assert first[0] == "The harbour"
    assert not {"The harbour", "Reports"} & set(first[1:])
    assert second[-2:] == ["Reports", "4"]
    assert third[-2:] == ["The harbour", "5"]


def test_articles_begin_on_new_pages_on_right_ones_or_where_the_one_before_ends() -> None:
    def pages(start: Any) -> list[int]:
        result = made(start=start)
        every = [lines(result, at) for at in range(len(page_labels(result.data)))]
        names = ("From the editor", "The harbour", "Der Hafen", "Tide tables")
        return [next(at for at, page in enumerate(every) if at > 1 and name in page[:2]) for name in names]

    assert len(set(pages("page"))) == 4
    assert all(at % 2 == 0 for at in pages("right"))
    assert len(page_labels(made(start="none").data)) < len(page_labels(made().data))


def test_blank_pages_before_right_ones_say_nothing() -> None:
    result = made(start="right")
    assert [lines(result, at) for at in range(len(page_labels(result.data)))].count([]) > 2


def test_the_fast_engine_says_why_it_did_not_set_a_publication(set_by: str) -> None:
    if set_by == "weasyprint":
        return
    result = made(start="none")
    assert "articles that begin where the one before them ends" in result.engine
    assert "WeasyPrint" in result.engine
    assert [item.rule for item in result.findings] == ["PDF007"]


def test_a_table_on_a_turned_page_does_not_disturb_the_numbers() -> None:
    wide = h.table([[f"{'word' * 3}{at}" for at in range(11)]] * 3, head=[f"Head{at}" for at in range(11)])
    document: Document = h.document(
        "Book", article("One", h.p(WORDS), wide, h.p(WORDS)), article("Two", h.p(WORDS)), lang="en"
    )
    result = write(document, options(book=BookOptions(front_matter="roman")))
    labels = page_labels(result.data)
    assert labels[:3] == ["i", "ii", "1"]
    assert [lines(result, at)[-1] for at in range(2, len(labels))] == labels[2:]


def test_page_one_after_roman_front_matter_is_a_right_hand_page() -> None:
    many = [article(f"Article {number}", h.p(WORDS)) for number in range(60)]
    document = h.document("Book", *many, lang="en")
    labels = page_labels(write(document, options(book=BookOptions(front_matter="roman"))).data)
    assert labels.index("1") == 4  # title, contents of two pages, a blank one


@pytest.mark.parametrize(("run", "labels"), [("article", ["1", "1"]), ("book", ["1", "2"])])
def test_notes_are_numbered_by_article_or_through_the_book(run: Any, labels: list[str]) -> None:
    result = made(notes_run=run)
    tree = as_text(structure_tree(issue(), options(book=BookOptions(notes_run=run))))
    shown = re.findall(r"Note ID=\S+\n\s+Lbl\n\s+Link\n\s+'(\d+)'", tree)
    assert shown == labels
    assert not compare(issue(), open_file(result.data, "issue.pdf"), "pdf")


@pytest.mark.parametrize("design", ["book", "magazine"])
def test_a_design_changes_the_look_and_nothing_that_is_told(design: Any) -> None:
    result = made(design=design, contents_lines=True)
    assert result.claims == made().claims
    assert not compare(issue(), open_file(result.data, "issue.pdf"), "pdf")
    plain, dressed = (options(book=BookOptions(design=name), contents="never") for name in ("", design))
    assert as_text(structure_tree(issue(), dressed)) == as_text(structure_tree(issue(), plain))


def test_a_pdf_may_begin_with_the_cover_which_is_seen_and_not_told() -> None:
    picture = (ROOT / "fixtures" / "articles" / "images" / "gauge.png").read_bytes()
    cover = Resource(name="cover.png", media_type="image/png", data=picture)
    document = replace(
        issue(), resources=(cover,), metadata=replace(issue().metadata, cover="cover.png", title="Harbour Quarterly")
    )
    with_cover = write(document, options(book=BookOptions(cover_page=True, front_matter="roman")))
    without = write(document, options(book=BookOptions(front_matter="roman")))
    assert page_labels(with_cover.data) == ["i", "ii", "iii", "iv", *map(str, range(1, 9))]  # page 1 stays on the right
    assert page_labels(without.data)[:3] == ["i", "ii", "1"]
    assert lines(with_cover, 0) == []
    assert lines(with_cover, 1)[0] == "Harbour Quarterly"
    assert not compare(document, open_file(with_cover.data, "issue.pdf"), "pdf")
    assert with_cover.claims == without.claims


def test_a_long_part_of_the_contents_pushes_no_title_to_a_page_of_its_own() -> None:
    """Of a part with more articles than a page has lines the first stand below the title and the word Contents."""
    held = tuple(
        Section((Text(f"Article {number}"),), (Paragraph((Text("Words."),)),), metadata=Metadata(lang="en"))
        for number in range(1, 61)
    )
    whole = Document(
        metadata=Metadata(title="Issue", lang="en"),
        title=(Text("Issue"),),
        blocks=(Section((Text("News"),), held, role="part"),),
    )
    book = BookOptions.of(design="magazine", start="none")
    first = lines(write(whole, options(book=book)), 0)
    begun = next(at for at, line in enumerate(first) if line.startswith("Article 1"))
    assert first.index("Issue") < first.index("Contents") < begun
