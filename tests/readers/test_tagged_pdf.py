"""A tagged PDF as an article: ours comes back as what it was made of; others' by their tags alone, losses told."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from typer.testing import CliRunner

from exporter.bounds.gate import Limits, holding
from exporter.cli import app
from exporter.comparison.losses import compare
from exporter.errors import InputError
from exporter.model import Document, Image, Link, List, Note, Section, Table, plain_text, walk
from exporter.position import Position
from exporter.readers import ReadBack, Source
from exporter.readers.tagged_pdf import _left_out
from exporter.readers.tagged_pdf import read as read_alone
from exporter.run.pipeline import ReadOptions, read_article, read_bytes
from exporter.run.results import Article
from exporter.writers import WriteOptions, writer
from tests.checks.rich import red_square
from tests.hostile.crafted import document, pdf, stream
from tests.readers.test_epub_articles import ARTICLE

RUN = CliRunner()


def read(data: bytes, **bounds: int) -> Article:
    limits = Limits(**bounds)
    with holding(limits):
        return read_bytes(data, "a.pdf", ReadOptions(limits=limits))


def told(article: Article, rule: str) -> list[str]:
    return [item.message for item in article.findings if item.rule == rule]


# --- our own --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Article, bytes]:
    """An article with a picture, a table, notes and lists, and its PDF."""
    folder = tmp_path_factory.mktemp("ours")
    (folder / "red.png").write_bytes(red_square())
    (folder / "a.md").write_text(ARTICLE, encoding="utf-8")
    article = read_article(folder / "a.md")
    return article, writer("pdf")(article.document, WriteOptions()).data


LOST = {("break", "lost")}
"""What a PDF of ours does not hold of an article: rules between paragraphs, which are artifacts there."""


@pytest.mark.slow
def test_a_pdf_of_ours_is_read_as_the_article_that_it_was_made_of(ours: tuple[Article, bytes]) -> None:
    article, data = ours
    again = read(data)
    assert {(loss.kind, loss.change) for loss in compare(article.document, again.document, "")} == LOST
    old, new = article.document.metadata, again.document.metadata
    for name in ("title", "authors", "publisher", "rights", "lang"):
        assert getattr(new, name) == getattr(old, name), name
    kinds = [sum(isinstance(node, kind) for node in walk(again.document)) for kind in (Note, Table, List, Link, Image)]
    assert kinds == [
        sum(isinstance(node, one) for node in walk(article.document)) for one in (Note, Table, List, Link, Image)
    ]


@pytest.mark.slow
def test_its_pictures_are_whole(ours: tuple[Article, bytes]) -> None:
    from PIL import Image as Picture

    _, data = ours
    (made,) = read(data).document.resources
    (old,) = ours[0].document.resources
    with Picture.open(io.BytesIO(made.data)) as one, Picture.open(io.BytesIO(old.data)) as two:
        assert (one.size, one.convert("RGB").tobytes()) == (two.size, two.convert("RGB").tobytes())


@pytest.mark.slow
def test_it_can_be_converted_and_its_reading_is_not_counted(ours: tuple[Article, bytes], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(ours[1])
    done = RUN.invoke(app, ["convert", str(tmp_path / "a.pdf"), "--to", "epub", "--prove"])
    assert done.exit_code == 0, done.output
    assert "whether all of the source was read was not asked" in done.output
    assert {path.suffix for path in tmp_path.iterdir()} == {".pdf", ".epub"}


# --- others' --------------------------------------------------------------------------------------------------------


def element(kind: str, kids: str, more: str = "") -> str:
    return f"<< /Type /StructElem /S /{kind} /P 7 0 R /Pg 3 0 R /K {kids} {more} >>"


def tagged(*parts: tuple[str, str], root: str = "", page: str = "", resources: str = "", **more: str | bytes) -> bytes:
    """A PDF of one page: each part is a type and its words."""
    lines = b"".join(
        b"BT /F1 12 Tf 72 %d Td /P <</MCID %d>> BDC (%s) Tj EMC ET\n" % (700 - 20 * at, at, words.encode())
        for at, (_, words) in enumerate(parts)
    )
    kids = {20 + at: element(kind, str(at)) for at, (kind, _) in enumerate(parts)}
    listed = " ".join(f"{number} 0 R" for number in kids)
    changed = {4: stream(lines), 7: f"<< /Type /StructElem /S /Document /P 6 0 R /K [{listed}] >>"}
    return pdf(document(root=root, page=page) | changed | kids | {int(name[1:]): body for name, body in more.items()})


def test_headings_are_nested_and_skipped_levels_told() -> None:
    made = read(tagged(("H1", "The bridge"), ("P", "Words."), ("H4", "Deep"), ("P", "More words.")))
    assert plain_text(made.document.title) == "The bridge"
    assert [(plain_text(one.title), one.role) for one in walk(made.document) if isinstance(one, Section)] == [
        ("Deep", "")
    ]
    assert told(made, "DOC008") == ["the heading is of level 4 where 2 is expected; it was nested"]


def test_the_title_of_the_metadata_is_that_of_a_text_without_one() -> None:
    assert told(read(tagged(("P", "Words."))), "DOC001") != []
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(tagged(("P", "Words.")))) as file:
        file.docinfo["/Title"] = "The bridge"
        file.save(out)
    assert plain_text(read(out.getvalue()).document.title) == "The bridge"


def test_a_picture_that_cannot_be_had_is_told_by_its_words() -> None:
    drawn = element("Figure", "1", "/Alt (A plan of the bridge)")
    made = read(tagged(("P", "Words."), ("Figure", "x"), o21=drawn))
    assert "A plan of the bridge" in plain_text(made.document.blocks)
    assert len(told(made, "IMG002")) == 1
    assert not [node for node in walk(made.document) if isinstance(node, Image)]


def test_what_else_is_in_the_file_is_told() -> None:
    field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /Rect [0 0 9 9] >>"
    note = "<< /Type /Annot /Subtype /Text /Contents (A remark.) /Rect [0 0 9 9] >>"
    made = read(tagged(("P", "Words."), page="/Annots [30 0 R 31 0 R]", o30=field, o31=note))
    assert told(made, "IN010")[:2] == [
        "form fields: left out",
        "remarks and other annotations: left out",
    ]


def test_words_that_are_seen_and_not_tagged_are_told_with_their_words() -> None:
    painted = (
        b"BT /F1 12 Tf 72 700 Td /P <</MCID 0>> BDC (Words.) Tj EMC ET\n"
        b"/Artifact BMC BT /F1 12 Tf 72 400 Td (Only for the eye) Tj ET EMC\n"
    )
    made = read(tagged(("P", "x"), o4=stream(painted)))
    assert [item.left_out for item in made.findings if item.rule == "IN010"] == ["Only for the eye"]


# --- refusals -------------------------------------------------------------------------------------------------------


def untagged(change: Any = None) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(tagged(("P", "Words.")))) as file:
        del file.Root["/StructTreeRoot"]
        file.save(out, **(change or {}))
    return out.getvalue()


REFUSED = {
    "untagged": (untagged(), "has no tags with words in them"),
    "encrypted": (untagged({"encryption": pikepdf.Encryption(owner="o", user="u")}), "is encrypted"),
    "damaged": (b"%PDF-1.7\nnothing of one\n%%EOF", "is not a PDF that can be read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_a_line(name: str, tmp_path: Path) -> None:
    data, why = REFUSED[name]
    (tmp_path / "a.pdf").write_bytes(data)
    ended = RUN.invoke(app, ["convert", str(tmp_path / "a.pdf"), "--to", "epub"])
    assert ended.exit_code == 3, ended.output
    assert why in ended.output
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_bounds_hold_and_deep_trees_are_refused() -> None:
    with pytest.raises(InputError, match="unpacked"):
        read(tagged(("P", "Words. " * 90)), part_bytes=200)
    deep = {f"o{at}": element("Div", f"{at + 1} 0 R") for at in range(40, 240)}
    with pytest.raises(InputError, match="nested"):
        read(tagged(("P", "x"), o20=element("Div", "40 0 R"), o240=element("P", "0"), **deep))


def test_the_reader_alone_opens_no_pdf() -> None:
    with pytest.raises(InputError, match="not by its reader alone"):
        read_alone(Source(name="a.pdf", data=tagged(("P", "Words.")), text=""))


def test_every_piece_that_is_left_out_is_told_the_later_ones_a_line_a_page() -> None:
    pieces = tuple((f"Piece {number}", Position(1 + number // 8)) for number in range(12))
    found = ReadBack(document=Document(), unheard=pieces, left_out=(), pictures=lambda names: iter(()))
    said = [(item.message, item.pos, item.left_out) for item in _left_out(found)]
    assert len(said) == 7
    assert said[5] == (
        "3 more of the same kind: left out (“Piece 5”; “Piece 6”; “Piece 7”)",
        Position(1),
        "Piece 5 Piece 6 Piece 7",
    )
    assert said[6][0].endswith("(“Piece 8”; “Piece 9”; “Piece 10”; “Piece 11”)")
