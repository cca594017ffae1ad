"""Titles and headings: one title, the rest below it, and never “Untitled”."""

from __future__ import annotations

from exporter.model import Paragraph, Section, plain_text, sections
from tests.readers.word.files import TITLE, core, p, r, read, read_article, rules


def heads(body: str, **parts: object) -> list[str]:
    """The title and every heading with its level."""
    made = read(body, **parts)
    return [f"1 {plain_text(made.title)}", *(f"{at} {plain_text(one.title)}" for at, one in sections(made))]


def test_the_title_may_stand_after_a_subtitle_and_empty_lines() -> None:
    made = read(p("Harbour news", "Subtitle") + p("") + TITLE + p("Text.") + p("Part", "Heading1") + p("More."))
    assert plain_text(made.title) == "The weir"
    first = made.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.role == "subtitle"
    assert isinstance(made.blocks[2], Section)


def test_heading_1_lies_below_the_title() -> None:
    assert heads(TITLE + p("A", "Heading1") + p("B", "Heading2") + p("C", "Heading1")) == [
        "1 The weir",
        "2 A",
        "3 B",
        "2 C",
    ]


def test_the_heading_that_opens_is_the_title() -> None:
    assert heads(p("A", "Heading1") + p("Text.") + p("B", "Heading2")) == ["1 A", "2 B"]
    found = read_article(p("A", "Heading1") + p("Text.") + p("B", "Heading1") + p("C", "Heading2"))
    assert heads(p("A", "Heading1") + p("Text.") + p("B", "Heading1") + p("C", "Heading2")) == ["1 A", "2 B", "3 C"]
    assert "WORD014" in rules(found)
    assert "DOC008" not in rules(found)


def test_without_a_title_the_files_name_is_taken_and_said() -> None:
    body = p("A long opening paragraph of the report, which says what it is about and is no line above it. " * 2)
    found = read_article(body + p("B", "Heading1"), name="harbour_report.docx")
    assert plain_text(found.document.title) == "harbour report"
    assert "WORD006" in rules(found)
    found = read_article(body, name="x.docx", core=core(title="The harbour in winter"))
    assert plain_text(found.document.title) == "The harbour in winter"
    found = read_article(body, name="harbour.docx", core=core(title="Microsoft Word - Dokument1"))
    assert plain_text(found.document.title) == "harbour"


def test_an_outline_level_makes_a_heading() -> None:
    level = '<w:outlineLvl w:val="0"/>'
    assert heads(TITLE + p("A", more=level) + p("Text.")) == ["1 The weir", "2 A"]
    styles = f'<w:style w:type="paragraph" w:styleId="X"><w:name w:val="Own"/><w:pPr>{level}</w:pPr></w:style>'
    assert heads(TITLE + p("A", "X") + p("Text."), styles=styles) == ["1 The weir", "2 A"]


def test_bold_lines_are_headings_where_there_is_no_heading() -> None:
    body = p(r("The weir", "<w:b/>")) + p("It is old.") + p(r("Repairs", "<w:b/>")) + p("They begin.") + p("Soon.")
    found = read_article(body)
    assert heads(body) == ["1 The weir", "2 Repairs"]
    assert rules(found).count("WORD005") == 2
    assert "DOC017" not in rules(found)


def test_bold_lines_stay_paragraphs_where_there_are_headings() -> None:
    assert heads(TITLE + p("A", "Heading1") + p(r("Not one", "<w:b/>")) + p("Text.")) == ["1 The weir", "2 A"]


def test_a_byline_names_the_author() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Author"><w:name w:val="Author"/></w:style>'
    made = read(TITLE.replace("Title", "Title") + p("By Ann Weir and Bea Lock", "Author") + p("Text."), styles=styles)
    assert [person.name for person in made.metadata.authors] == ["Ann Weir", "Bea Lock"]
