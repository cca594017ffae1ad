"""One road for every document: one that a program built is looked at, repaired and checked like one that was read."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

import exporter
from exporter.model import (
    Cell,
    Document,
    Figure,
    Image,
    Link,
    Metadata,
    Paragraph,
    Person,
    Resource,
    Row,
    Section,
    Styled,
    Table,
    TableBody,
    Text,
    plain_text,
)
from exporter.model.valid import validate
from tests.checks.rich import p, red_square, words
from tests.conftest import tries
from tests.strategies import documents

GOOD = Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=(p("Some words."),))


def document(*blocks: Any, **metadata: Any) -> Document:
    return Document(metadata=Metadata(title="T", lang="en", **metadata), title=words("T"), blocks=blocks)


def rules(made: exporter.Rendering) -> set[str]:
    return {item.rule for item in made.findings}


def part(made: exporter.Rendering, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        return package.read(name).decode()


WRONG: list[tuple[Any, str]] = [
    (replace(GOOD, title="T"), "document.title: a tuple of one of Text"),
    (replace(GOOD, title=["T"]), "document.title: a tuple"),
    (replace(GOOD, title=(Paragraph(()),)), r"document.title\[0\]: one of Text, .* was expected, not .* Paragraph"),
    (document(p("a"), Paragraph((Styled("bold", words("x")),))), r"document.blocks\[1\].content\[0\].kind: one of 'em"),
    (document(Paragraph((p("x"),))), r"document.blocks\[0\].content\[0\]: one of Text"),
    (document(Section(words("A"), (Paragraph("x"),))), r"document.blocks\[0\].blocks\[0\].content: a tuple"),
    (document(p("x"), published=date(2026, 5, 4)), "document.metadata.published: a text was expected"),
    (document(p("x"), authors=("Ann Lee",)), r"document.metadata.authors\[0\]: Person was expected, not 'Ann Lee'"),
    (document(Paragraph((Text(7),))), r"document.blocks\[0\].content\[0\].text: a text was expected, not 7"),
    (document(Paragraph((Image("a.png", 3),))), r"content\[0\].alt: a text or None was expected"),
    (document(Table((TableBody((Row((Cell((), rowspan=0),)),)),))), r"rowspan: a number from 1 on was expected"),
    (
        document(Table((TableBody((Row((Cell((), colspan=True),)),)),))),
        "colspan: a whole number was expected",
    ),
    (replace(GOOD, metadata="T"), "document.metadata: Metadata was expected"),
    (replace(GOOD, resources=(Resource(name="a", media_type="", data="x"),)), r"resources\[0\].data: bytes"),
    (replace(GOOD, resources=(Resource(name="", media_type="", data=b"x"),)), r"resources\[0\].name: a name that no"),
    ("a text", "a Document was expected"),
]


@pytest.mark.parametrize(("made", "message"), WRONG)
def test_a_wrong_node_is_named_by_its_path(made: Any, message: str) -> None:
    with pytest.raises(exporter.UsageError, match=message) as caught:
        exporter.render(made, "epub")
    assert caught.value.code in ("invalid-document", "usage")
    assert not caught.value.place or str(caught.value).startswith(caught.value.place)


@settings(max_examples=tries(40))
@given(documents())
def test_whatever_the_types_allow_is_a_document(made: Document) -> None:
    validate(made)


@settings(max_examples=tries(25))
@given(documents())
def test_the_road_changes_nothing_the_second_time(made: Document) -> None:
    once = made.render(["json", "epub"])
    again = Document.from_json(once["json"].data.decode()).render(["json", "epub"])
    assert again["json"].data == once["json"].data
    assert again["epub"].data == once["epub"].data


def test_header_rows_become_a_table_s_head_in_every_file() -> None:
    def cell(text: str, **facts: Any) -> Cell:
        return Cell((p(text),), **facts)

    head = Row((cell("City", header=True), cell("2020", header=True)))
    table = Table((TableBody((head, Row((cell("Leeds"), cell("10"))))),))
    assert "w:tblHeader" in part(document(table).render("docx"), "word/document.xml")
    made = exporter.render(document(table), ["pdf", "epub", "docx"], prove=True)
    assert made.proof is not None
    assert made.proof.losses == ()
    only = Table((TableBody((head,)),))
    assert "w:tblHeader" not in part(document(only).render("docx"), "word/document.xml")


def test_bytes_that_are_no_picture_are_left_out_and_said() -> None:
    picture = Paragraph((Image("weir.png", "The weir"),))
    broken = replace(
        document(picture, p("x")), resources=(Resource(name="weir.png", media_type="image/png", data=b"no"),)
    )
    for form in ("pdf", "epub", "docx"):
        made = broken.render(form)
        assert "IMG002" in rules(made), form
        assert any("weir.png" in item.message for item in made.findings)
    whole = replace(broken, resources=(Resource(name="weir.png", media_type="", data=red_square()),))
    with zipfile.ZipFile(io.BytesIO(whole.render("epub").data)) as package:
        assert any(name.endswith("weir.png") for name in package.namelist())


def test_a_resource_s_name_leads_nowhere() -> None:
    picture = Paragraph((Image("../../up.png", "The weir"),))
    made = replace(document(picture), resources=(Resource(name="../../up.png", media_type="", data=red_square()),))
    with zipfile.ZipFile(io.BytesIO(made.render("epub").data)) as package:
        assert not any(".." in name for name in package.namelist())


def test_byline_and_date_come_from_the_metadata_and_two_titles_are_said() -> None:
    made = replace(
        document(p("Words."), authors=(Person("Ann Lee"),), published="2026-05-04"),
        title=words("Another title"),
    )
    rendering = made.render("epub")
    assert "DOC040" in rules(rendering)
    with zipfile.ZipFile(io.BytesIO(rendering.data)) as package:
        text = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xhtml"))
    assert "Ann Lee" in text
    assert "4 May 2026" in text
    assert "DOC040" not in rules(GOOD.render("epub"))


def test_a_title_that_is_only_in_the_metadata_is_shown() -> None:
    made = Document(metadata=Metadata(title="The weir", lang="en"), blocks=(p("Words."),))
    heard = exporter.transcript(made.render("epub").data)
    assert any("The weir" in line.text for line in heard.lines)


def test_links_lead_only_where_a_file_may_lead() -> None:
    made = document(Paragraph((Link(words("this"), "javascript:alert(1)"), Text(" and more"))))
    rendering = made.render("html")
    assert b"javascript" not in rendering.data
    assert "HTML002" in rules(rendering)


@pytest.mark.usefixtures("here")
def test_a_document_that_says_nothing_or_nests_without_end_is_refused() -> None:
    with pytest.raises(exporter.InputError, match="no content"):
        Document().render("epub")
    deep: Any = p("x")
    for _ in range(400):
        deep = Figure((deep,))
    with pytest.raises(exporter.ExporterError, match="nested"):
        document(deep).render("epub")


@pytest.mark.usefixtures("here")
def test_a_document_that_was_read_goes_down_the_road_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = exporter.read(b"---\nlang: en\n---\n# T\n\nWords.\n", format="markdown")

    def never(*_: Any) -> Any:
        raise AssertionError("it was repaired when it was read")

    monkeypatch.setattr("exporter.passes.run_passes", never)
    assert read.render("epub").files[0].format == "epub"
    with pytest.raises(AssertionError):
        replace(read, blocks=(*read.blocks, p("More."))).render("epub")


def test_attaching_a_source_needs_one() -> None:
    with pytest.raises(exporter.UsageError, match="no source to attach"):
        GOOD.render("pdf", attach_source=True)
    article = exporter.open_article(b"---\nlang: en\n---\n# T\n\nWords.\n", name="t.md")
    assert "PDF/A-3a" in exporter.render(article, "pdf", attach_source=True).files[0].claims
    assert plain_text(article.document.title) == "T"


def test_what_a_program_tells_is_asked_for_as_on_the_command_line() -> None:
    data = exporter.render(
        exporter.open_article(b"# The weir\n\nIt *holds*.\n", name="weir.md", lang="en"), "epub"
    ).data
    heard = exporter.transcript(data, reader="chromium")
    assert heard.lines != exporter.transcript(data).lines
    assert exporter.difference(data, data, reader="chromium") == []
    with pytest.raises(exporter.UsageError, match="winamp"):
        exporter.transcript(data, reader="winamp")
    with pytest.raises(exporter.UsageError, match="one for each"):
        exporter.difference(data, data, reader=("chromium",))  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [b"---\n---\n", "\u200b\u2060\u034f".encode(), b"<p></p>\n"])
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_name_of_a_file_does_not_make_up_for_an_article_without_words(form: str, data: bytes) -> None:
    if form == "html" and data.startswith(b"-"):
        data = b"<html><body><hr></body></html>"
    with pytest.raises(exporter.InputError, match=r"there is nothing to convert|is empty"):
        exporter.read(data, name="in.md", format=form)
