"""A publisher's template: what is taken from it, what is said of it, and what is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from exporter.bounds.gate import Limits
from exporter.errors import InputError
from exporter.model import BlockQuote, Document, Image, List, ListItem, Metadata, Paragraph, Resource, Section, Text
from exporter.readback import open_file
from exporter.writers import WriteOptions, WriteResult, writer
from exporter.writers.docx.template import load
from tests.test_cli import run

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
MACROS = "ms-word.document.macroEnabled.main+xml"
MAIN = "wordprocessingml.document.main+xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def p(text: str) -> Paragraph:
    return Paragraph((Text(text),))


ARTICLE = Document(
    metadata=Metadata(lang="en-GB", title="T"),
    title=(Text("T"),),
    blocks=(
        Section((Text("S"),), (p("x"), List((ListItem((p("i"),)),), ordered=True, start=3))),
        BlockQuote((p("q"), p("r")), attribution=(Text("Ann"),)),
    ),
)


@pytest.fixture(scope="session")
def stock() -> dict[str, bytes]:
    """The parts of a publisher's template: python-docx's own, with a header that has a picture."""
    import docx
    from docx.shared import Emu

    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].add_run("House of News").add_picture(io.BytesIO(PICTURE))
    section.page_width, section.left_margin = Emu(7_000_000), Emu(500_000)
    document.add_paragraph("words of the template", style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def write(path: Path) -> WriteResult:
    return writer("docx")(ARTICLE, WriteOptions.of(docx_template=path))


def opened(result: WriteResult) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(result.data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def swap(part: str, old: str, new: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """A change of one part; fails when there is nothing to change."""

    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        assert re.search(old, parts[part].decode())
        return {**parts, part: re.sub(old, new, parts[part].decode(), count=1).encode()}

    return change


@pytest.fixture
def house(tmp_path: Path, stock: dict[str, bytes]) -> Path:
    return packed(tmp_path / "house.dotx", stock)


def test_styles_theme_page_and_header_are_the_house_s(house: Path, stock: dict[str, bytes]) -> None:
    parts = opened(write(house))
    colours = [one.get("val") for one in etree.fromstring(parts["word/theme/theme1.xml"]).iter("{*}srgbClr")]
    assert colours == [one.get("val") for one in etree.fromstring(stock["word/theme/theme1.xml"]).iter("{*}srgbClr")]
    assert b"House of News" in parts["word/header1.xml"]
    assert PICTURE in parts.values()
    size = next(etree.fromstring(parts["word/document.xml"]).iter(W + "pgSz"))
    assert int(size.get(W + "w", "")) == round(7_000_000 / 635)
    latent = etree.fromstring(parts["word/styles.xml"]).find(f"{W}latentStyles")
    assert latent is not None


def test_none_of_the_template_s_words_and_properties_get_in(house: Path) -> None:
    parts = opened(write(house))
    assert b"words of the template" not in b"".join(parts.values())
    assert b"python-docx" not in parts["docProps/core.xml"]
    assert not [name for name in parts if "stylesWithEffects" in name or "thumbnail" in name or "customXml" in name]


def test_the_document_says_the_same_with_and_without_a_template(house: Path) -> None:
    with_it = open_file(write(house).data, "x.docx")
    without = open_file(writer("docx")(ARTICLE, WriteOptions()).data, "x.docx")
    assert (with_it.title, with_it.blocks) == (without.title, without.blocks)


def test_styles_it_lacks_are_added_and_named(house: Path) -> None:
    result = write(house)
    (found,) = [item for item in result.findings if item.rule == "DOCX007"]
    assert "“Quote Attribution”" in found.message
    assert "“Quote”" not in found.message
    assert "house.dotx" in found.message
    assert str(house.parent) not in found.message
    names = [one.get(VAL) for one in etree.fromstring(opened(result)["word/styles.xml"]).iter(W + "name")]
    assert names.count("Quote Attribution") == 1
    assert "Pull Quote" not in names  # what the article does not use is not added


def test_a_style_is_known_by_its_name_whatever_its_id(tmp_path: Path, stock: dict[str, bytes]) -> None:
    german = swap("word/styles.xml", 'w:styleId="Quote"', 'w:styleId="Zitat"')(stock)
    parts = opened(write(packed(tmp_path / "german.docx", german)))
    used = [one.get(VAL) for one in etree.fromstring(parts["word/document.xml"]).iter(W + "pStyle")]
    assert "Zitat" in used
    assert "Quote" not in used


def test_an_id_that_means_another_style_is_not_taken_for_ours(tmp_path: Path, stock: dict[str, bytes]) -> None:
    other = swap("word/styles.xml", 'w:styleId="ListBullet2"', 'w:styleId="QuoteAttribution"')(stock)
    parts = opened(write(packed(tmp_path / "other.docx", other)))
    used = [one.get(VAL) for one in etree.fromstring(parts["word/document.xml"]).iter(W + "pStyle")]
    assert "QuoteAttribution2" in used


def test_its_lists_keep_their_numbers_and_ours_get_others(house: Path, stock: dict[str, bytes]) -> None:
    parts = opened(write(house))
    theirs = {one.get(W + "numId") for one in etree.fromstring(stock["word/numbering.xml"]).iter(W + "num")}
    numbering = etree.fromstring(parts["word/numbering.xml"])
    numbers = [one.get(W + "numId") for one in numbering.iter(W + "num")]
    assert len(numbers) == len(set(numbers))
    assert theirs < set(numbers)
    used = {one.get(VAL) for one in etree.fromstring(parts["word/document.xml"]).iter(W + "numId")}
    assert used
    assert used.isdisjoint(theirs)


def test_no_style_of_the_house_says_a_language(tmp_path: Path, stock: dict[str, bytes]) -> None:
    german = swap("word/styles.xml", r"<w:lang [^>]*/>", '<w:lang w:val="de-DE"/>')(stock)
    root = etree.fromstring(opened(write(packed(tmp_path / "german.docx", german)))["word/styles.xml"])
    assert [one.get(VAL) for one in root.iter(W + "lang")] == ["en-GB"]


def test_pictures_fit_the_page_of_the_house(house: Path) -> None:
    picture = Resource(name="p.png", media_type="image/png", data=PICTURE, width=4000, height=100)
    document = replace(ARTICLE, blocks=(Paragraph((Image("p.png", "wide"),)),), resources=(picture,))
    data = writer("docx")(document, WriteOptions(docx_template=house)).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    across = int(next(root.iter("{*}extent")).get("cx", ""))
    size, margins = next(root.iter(W + "pgSz")), next(root.iter(W + "pgMar"))
    room = int(size.get(W + "w", "")) - int(margins.get(W + "left", "")) - int(margins.get(W + "right", ""))
    assert across == pytest.approx(room * 635, rel=0.001)


def test_the_same_template_gives_the_same_file(house: Path) -> None:
    assert write(house).data == write(house).data


def test_a_template_without_furniture_gets_the_title_and_page_numbers(tmp_path: Path, stock: dict[str, bytes]) -> None:
    bare = swap("word/document.xml", r"<w:headerReference[^>]*/>", "")(stock)
    parts = opened(write(packed(tmp_path / "bare.docx", bare)))
    assert b">T<" in parts["word/header1.xml"]
    assert b"NUMPAGES" in parts["word/footer1.xml"]


# --- refused --------------------------------------------------------------------------------------------------------


def with_relation(part: str, kind: str, target: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    made = (
        f'<Relationship Id="rX" Type="{RELATIONSHIPS}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return swap(part, "</Relationships>", made)


def with_part(name: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda parts: {**parts, name: b"x"}


RELS = "word/_rels/document.xml.rels"
FIELD = "<w:fldSimple w:instr=' IncludePicture \"x\" '/></w:p>"
DTD = "<!DOCTYPE x [<!ENTITY a 'b'>]>"
REFUSED: dict[str, tuple[Callable[[dict[str, bytes]], dict[str, bytes]], str]] = {
    "macros": (with_part("word/vbaProject.bin"), "macros"),
    "macros by type": (
        swap("[Content_Types].xml", re.escape(MAIN), MACROS),
        "macros",
    ),
    "its own template": (with_relation(RELS, "attachedTemplate", "file:///c:/n.dotm"), "outside it"),
    "a linked picture": (with_relation(RELS, "image", "https://e.org/x.png"), "outside it"),
    "a link that runs": (with_relation(RELS, "hyperlink", "javascript:x"), "outside it"),
    "an object": (with_relation(RELS, "oleObject", "https://e.org/x"), "embedded object"),
    "a field that fetches": (swap("word/header1.xml", "</w:p>", FIELD), "IncludePicture"),
    "no Word file": (swap("[Content_Types].xml", re.escape(MAIN), "spreadsheetml.sheet.main+xml"), "not a DOCX"),
    "a document type": (
        swap("word/styles.xml", "<w:styles", "<!DOCTYPE x [<!ENTITY a 'b'>]><w:styles"),
        "document type",
    ),
    "broken XML": (swap("word/styles.xml", "</w:styles>", ""), "not well-formed"),
    "no styles": (swap(RELS, '/styles"', '/other"'), "no styles"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_act_or_is_no_template_is_refused_in_one_line(
    name: str, tmp_path: Path, stock: dict[str, bytes]
) -> None:
    change, says = REFUSED[name]
    path = packed(tmp_path / "bad.docx", change(stock))
    with pytest.raises(InputError) as error:
        write(path)
    assert says in str(error.value)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"hello", "not a DOCX"), (b"\xd0\xcf\x11\xe0" + bytes(600), "encrypted"), (b"PK\x03\x04", "not a zip package")],
)
def test_a_file_that_is_no_package_is_refused(data: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.docx"
    path.write_bytes(data)
    with pytest.raises(InputError, match=says):
        write(path)


def test_a_template_that_unpacks_to_more_than_the_limit_is_refused(house: Path) -> None:
    with pytest.raises(InputError, match="part_bytes"):
        load(house, Limits(part_bytes=1000))


def test_the_command_line_says_so_before_it_writes_anything(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# T\n\nx\n")
    (tmp_path / "bad.docx").write_bytes(b"hello")
    done = run("convert", "a.md", "--to", "docx", "--docx-template", "bad.docx", "--out-dir", "o", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == [
        "error: bad.docx: is not a DOCX or DOTX file; name a Word document or template"
    ]
    assert not (tmp_path / "o").exists()
