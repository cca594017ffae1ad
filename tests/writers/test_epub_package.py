"""The package of an EPUB: identity, dates, people, what catalogues read, cover, no active content, same bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import exporter
from exporter.checks.outline import outline
from exporter.errors import UsageError
from exporter.model import Document, Image, Metadata, Paragraph, Person, Resource, Section, Text, walk
from exporter.readback import open_file
from exporter.run.pipeline import ReadOptions, read_article
from exporter.writers import WriteOptions, writer
from tests.strategies import PICTURE

DC = "{http://purl.org/dc/elements/1.1/}"
FULL = Metadata(
    title="A  title",
    authors=(Person("Ann Lee"), Person("Bo Ek", "pht"), Person("Cy Od", "aut")),
    publisher="The Gazette",
    published="2026-01-02",
    modified="2026-03-04T05:06:07+02:00",
    source="https://example.org/a",
    lang="en-GB",
    identifier="978-0-306-40615-7",
    description="What it is about.",
    keywords=("rivers", "floods"),
    rights="© The Gazette",
)
ACTIVE = ("script", "iframe", "object", "embed", "form", "foreignObject")
TEXT = (Paragraph((Text("Words."),)),)


def package(metadata: Metadata = FULL, blocks: Any = TEXT, resources: tuple[Resource, ...] = (), **options: Any) -> Any:
    document = Document(metadata=metadata, title=(Text("A title"),), blocks=blocks, resources=resources)
    return zipfile.ZipFile(io.BytesIO(writer("epub")(document, WriteOptions(**options)).data))


def opf(metadata: Metadata = FULL, **options: Any) -> Any:
    return etree.fromstring(package(metadata, **options).read("EPUB/content.opf"))


def texts(root: Any, name: str) -> list[str]:
    return [found.text for found in root.iter(DC + name)]


def modified(root: Any) -> str:
    (found,) = [meta.text for meta in root.iter("{*}meta") if meta.get("property") == "dcterms:modified"]
    return str(found)


def test_what_catalogues_read_is_all_there() -> None:
    root = opf()
    said = {name: texts(root, name) for name in ("title", "publisher", "date", "source", "language", "description")}
    assert said == {
        "title": ["A title"],
        "publisher": ["The Gazette"],
        "date": ["2026-01-02"],
        "source": ["https://example.org/a"],
        "language": ["en-GB"],
        "description": ["What it is about."],
    }
    assert (texts(root, "subject"), texts(root, "rights")) == (["rivers", "floods"], ["© The Gazette"])


def test_people_have_their_roles() -> None:
    root = opf()
    names = {made.get("id"): made.text for made in root.iter(DC + "creator", DC + "contributor")}
    roles = {m.get("refines")[1:]: m.text for m in root.iter("{*}meta") if m.get("property") == "role"}
    assert texts(root, "creator") == ["Ann Lee", "Cy Od"]
    assert texts(root, "contributor") == ["Bo Ek"]
    assert {names[key]: role for key, role in roles.items()} == {"Ann Lee": "aut", "Bo Ek": "pht", "Cy Od": "aut"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "urn:isbn:9780306406157"),
        ({"identifier": "doi:10.1000/1"}, "doi:10.1000/1"),
        ({"identifier": ""}, "https://example.org/a"),
    ],
)
def test_the_identifier_is_the_articles_own(said: dict[str, Any], expected: str) -> None:
    assert texts(opf(replace(FULL, **said)), "identifier") == [expected]


def test_an_identifier_that_is_made_is_that_of_the_article_and_stays() -> None:
    bare = replace(FULL, identifier="", source="")
    (first,), (again,) = texts(opf(bare), "identifier"), texts(opf(replace(bare, modified="2027-01-01")), "identifier")
    assert first == again
    assert first.startswith("urn:uuid:")
    assert texts(opf(replace(bare, title="Another")), "identifier") != [first]


def test_the_date_of_change_is_the_articles_else_the_builds_else_fixed() -> None:
    assert modified(opf()) == "2026-03-04T03:06:07Z"
    assert modified(opf(replace(FULL, modified=""), timestamp=0)) == "2026-01-02T00:00:00Z"
    undated = replace(FULL, modified="", published="last spring")
    assert modified(opf(undated, timestamp=1_700_000_000)) == "2023-11-14T22:13:20Z"
    assert modified(opf(undated)) == "1980-01-01T00:00:00Z"
    assert texts(opf(undated), "date") == []


def test_right_to_left_books_turn_their_pages_the_other_way() -> None:
    (spine,) = opf(replace(FULL, lang="ar")).iter("{*}spine")
    assert spine.get("page-progression-direction") == "rtl"
    (spine,) = opf().iter("{*}spine")
    assert spine.get("page-progression-direction") is None


def test_every_file_is_in_the_manifest_and_the_old_contents_stand_beside_the_new() -> None:
    made = package()
    root = etree.fromstring(made.read("EPUB/content.opf"))
    listed = {f"EPUB/{item.get('href')}" for item in root.iter("{*}item")}
    assert listed == {name for name in made.namelist() if name.startswith("EPUB/")} - {"EPUB/content.opf"}
    assert {"EPUB/nav.xhtml", "EPUB/toc.ncx"} <= listed
    assert made.namelist()[0] == "mimetype"
    assert made.getinfo("mimetype").compress_type == zipfile.ZIP_STORED


def test_a_document_without_any_heading_still_has_contents() -> None:
    document = Document(metadata=Metadata(title="T"), blocks=TEXT)
    made = zipfile.ZipFile(io.BytesIO(writer("epub")(document, WriteOptions()).data))
    for name, tag in (("nav.xhtml", "{*}li"), ("toc.ncx", "{*}navPoint")):
        assert list(etree.fromstring(made.read(f"EPUB/{name}")).iter(tag)), name


def test_two_exports_have_the_same_bytes() -> None:
    document = Document(metadata=FULL, title=(Text("T"),), blocks=TEXT, resources=(PICTURE,))
    assert len({writer("epub")(document, WriteOptions()).data for _ in range(2)}) == 1


def test_nothing_in_it_acts_or_is_fetched() -> None:
    from tests.checks.rich import rich

    made = zipfile.ZipFile(io.BytesIO(writer("epub")(rich(), WriteOptions()).data))
    for name in made.namelist():
        if name.endswith((".xhtml", ".svg")):
            for found in etree.fromstring(made.read(name)).iter(etree.Element):
                assert etree.QName(found).localname not in (
                    "script",
                    "iframe",
                    "object",
                    "embed",
                    "form",
                    "foreignObject",
                )
                assert not [key for key in found.attrib if str(key).lower().startswith("on")], name
                for key in ("src", "poster", "data", "background"):
                    assert not str(found.get(key, "")).lower().startswith(("http:", "https:", "//", "data:")), name
                address = str(found.get("href", ""))
                assert ":" not in address or address.startswith(("http:", "https:", "mailto:", "tel:")), address
        if name.endswith(".css"):
            style = made.read(name).decode().lower()
            assert not any(word in style for word in ("@import", "url(", "@font-face"))


# --- cover ----------------------------------------------------------------------------------------------------------


def cover_parts(made: zipfile.ZipFile) -> tuple[Any, str, bytes]:
    """The picture on the cover page, the address of the ``cover-image``, and its bytes."""
    root: Any = etree.fromstring(made.read("EPUB/content.opf"))
    (item,) = [item for item in root.iter("{*}item") if item.get("properties") == "cover-image"]
    (image,) = etree.fromstring(made.read("EPUB/cover.xhtml")).iter("{*}img")
    old = [meta.get("content") for meta in root.iter("{*}meta") if meta.get("name") == "cover"]
    assert old == [item.get("id")]
    return image, item.get("href"), made.read(f"EPUB/{item.get('href')}")


def drawn_words(svg: bytes) -> str:
    root: Any = etree.fromstring(svg)
    return " ".join(made.text for made in root.iter("{*}tspan"))


def test_without_a_picture_the_cover_is_drawn_from_title_and_authors() -> None:
    image, address, data = cover_parts(package())
    assert address == image.get("src") == "cover.svg"
    assert drawn_words(data) == "A title Ann Lee, Cy Od"
    assert (image.get("alt"), image.get("role")) == ("Cover: A title, Ann Lee, Cy Od", "doc-cover")


@pytest.mark.parametrize("title", ["Word " * 60, "Donaudampfschifffahrtsgesellschaft" * 4, "河" * 120, "W" * 500])
def test_what_is_drawn_stays_on_the_cover(title: str) -> None:
    from exporter.writers.epub.cover import HEIGHT, MARGIN, WIDTH, _width

    _, _, data = cover_parts(package(replace(FULL, title=title.strip())))
    root: Any = etree.fromstring(data)
    for text in root.iter("{*}text"):
        size = int(text.get("font-size"))
        for line in text:
            assert int(line.get("y")) < HEIGHT
            assert _width(line.text) * size <= WIDTH - 2 * MARGIN + size


def test_the_cover_of_a_right_to_left_book_begins_at_the_right() -> None:
    _, _, data = cover_parts(package(replace(FULL, lang="he", title="שלום עולם")))
    text = next(etree.fromstring(data).iter("{*}text"))
    assert (text.get("direction"), text[0].get("x")) == ("rtl", "1440")


def test_a_given_picture_is_the_cover_once() -> None:
    shown = (Paragraph((Image(PICTURE.name, "A red square"),)),)
    for blocks in (TEXT, shown):
        made = package(replace(FULL, cover=PICTURE.name), blocks, (PICTURE,))
        image, address, data = cover_parts(made)
        assert address == image.get("src") == f"pictures/{PICTURE.name}"
        assert data == PICTURE.data
        assert image.get("alt") == "Cover: A title"
        assert "EPUB/cover.svg" not in made.namelist()


def test_the_cover_is_no_part_of_what_is_read() -> None:
    document = Document(metadata=FULL, title=(Text("A title"),), blocks=(Section((Text("S"),), TEXT),))
    data = writer("epub")(document, WriteOptions()).data
    back = open_file(data, "x.epub")
    assert not [node for node in walk(back) if isinstance(node, Image)]
    assert [line.text for line in outline(back)] == ["A title", "S"]
    refs = {ref.get("idref"): ref.get("linear") for ref in opf().iter("{*}itemref")}
    assert refs == {"chapter-1": None, "cover": "no"}


def test_front_matter_names_the_cover(tmp_path: Path) -> None:
    (tmp_path / "front.png").write_bytes(PICTURE.data)
    (tmp_path / "a.md").write_text("---\ntitle: T\nlang: en\ncover: front.png\n---\n\nWords.\n")
    document = exporter.read(tmp_path / "a.md")
    assert document.resource(document.metadata.cover).data == PICTURE.data
    assert Document.from_json(document.to_json()) == document


@pytest.mark.parametrize("name", ["../front.png", "none.png", "a.md", "https://example.org/a.png"])
def test_a_cover_that_cannot_be_had_is_told_and_one_is_drawn(name: str, tmp_path: Path) -> None:
    (tmp_path / "front.png").write_bytes(PICTURE.data)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text(f"---\ntitle: T\nlang: en\ncover: {name}\n---\n\nWords.\n")
    article = read_article(folder / "a.md")
    assert article.document.metadata.cover == ""
    assert [(item.rule, item.pos.line) for item in article.findings if item.pos] == [("IMG002", 4)]


def test_the_option_gives_the_cover_and_wins(tmp_path: Path) -> None:
    (tmp_path / "front.png").write_bytes(PICTURE.data)
    (tmp_path / "a.md").write_text("---\ntitle: T\nlang: en\n---\n\nWords.\n")
    found = read_article(tmp_path / "a.md", ReadOptions(cover=tmp_path / "front.png")).document
    assert found.resource(found.metadata.cover).data == PICTURE.data
    with pytest.raises(UsageError, match="--cover"):
        read_article(tmp_path / "a.md", ReadOptions(cover=tmp_path / "a.md"))


def test_the_command_and_the_settings_take_a_cover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from exporter.cli import app

    (tmp_path / "art").mkdir()
    (tmp_path / "art" / "front.png").write_bytes(PICTURE.data)
    (tmp_path / "a.md").write_text("---\ntitle: T\nlang: en\n---\n\nWords.\n")
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(app, ["convert", "a.md", "--to", "epub", "--cover", "art/front.png"])
    assert told.exit_code == 0, told.output
    first = (tmp_path / "a.epub").read_bytes()
    assert cover_parts(zipfile.ZipFile(io.BytesIO(first)))[2] == PICTURE.data
    (tmp_path / "exporter.toml").write_text('cover = "art/front.png"\n')
    told = CliRunner().invoke(app, ["convert", "a.md", "--to", "epub"])
    assert told.exit_code == 0, told.output
    assert (tmp_path / "a.epub").read_bytes() == first
