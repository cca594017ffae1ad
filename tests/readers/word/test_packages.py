"""Old and odd packages: what Word opens is read, what is broken is said, anything else is refused by its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from exporter.bounds.strict_ooxml import STRICT
from exporter.errors import InputError, UsageError
from exporter.model import Document, Section, plain_text
from exporter.run.pipeline import ReadOptions, read_article, read_bytes
from exporter.run.reading_proof import unread
from tests.readers.word.files import (
    DEFAULT_LOOK,
    NAMESPACES,
    TITLE,
    item,
    level,
    lists,
    p,
    read,
    rules,
    table,
    word_file,
)
from tests.readers.word.files import read_article as article

BODY = TITLE + p("Part", "Heading1") + item("Dig") + table(["Boat", "Toll"], ["Punt", "4"], properties=DEFAULT_LOOK)
NUMBERING = lists(level(0, "decimal", "%1."))


def opened(data: bytes, name: str = "weir.docx") -> Document:
    return read_bytes(data, name, ReadOptions(lang="en")).document


def repacked(data: bytes, change: dict[str, str]) -> bytes:
    """A package with parts under other names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(change.get(name, name)), before.read(name))
    return stream.getvalue()


def test_strict_open_xml_is_read_as_the_transitional_file_is() -> None:
    usual = word_file(BODY, numbering=NUMBERING)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            text = before.read(name).decode()
            for strict, transitional in STRICT.items():
                text = text.replace(f'"{transitional}', f'"{strict}')
            after.writestr(zipfile.ZipInfo(name), text)
    assert b"purl.oclc.org" in stream.getvalue()
    assert opened(stream.getvalue()) == opened(usual)


def test_text_boxes_of_the_strict_form_are_read() -> None:
    """Word names their content by a namespace of its own there, and their shapes by that of the drawing."""
    strict = {old: new for new, old in STRICT.items()}
    wml, drawing = strict[NAMESPACES["w"]], strict[NAMESPACES["wp"]]
    box = (
        f'<w:p xmlns:wne="http://schemas.microsoft.com/office/word/2006/wordml" xmlns:w="{wml}" xmlns:wp="{drawing}">'
        f'<w:r><w:drawing><wp:anchor><wp:docPr id="1" name="Box"/><a:graphic xmlns:a="{strict[NAMESPACES["a"]]}">'
        '<a:graphicData uri="u"><wp:wsp><wp:txbx><wne:txbxContent><w:p><w:r><w:t>Call 999.</w:t></w:r></w:p>'
        "</wne:txbxContent></wp:txbx></wp:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )
    found = read_bytes(word_file(TITLE + p("Before.") + box), "weir.docx", ReadOptions(lang="en"))
    assert [plain_text(block).strip() for block in found.document.blocks] == ["Before.", "Call 999."]
    assert [item.message for item in unread(found, "weir.docx") or ()] == []


@pytest.mark.parametrize("name", ["weir.docm", "weir.dotx", "weir.dotm"])
def test_templates_and_files_with_macros_are_read_without_their_macros(name: str) -> None:
    made = opened(word_file(BODY, parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"}), name)
    assert isinstance(made.blocks[0], Section)


def test_parts_are_found_by_their_relationships() -> None:
    assert plain_text(opened(word_file(TITLE + p("Text."), main="text/main.xml")).title) == "The weir"


def test_names_of_parts_may_differ_in_case() -> None:
    data = repacked(word_file(BODY), {"word/styles.xml": "word/Styles.XML"})
    assert plain_text(opened(data).title) == "The weir"


def test_without_styles_ids_tell() -> None:
    made = read(BODY, styles="", numbering=NUMBERING)
    assert plain_text(made.title) == "The weir"
    assert isinstance(made.blocks[0], Section)


def test_broken_parts_are_findings_and_no_refusal() -> None:
    given = {"parts": {"word/footnotes.xml": b"<w:footnotes"}, "relations": {"f": ("footnotes", "footnotes.xml")}}
    found = article(TITLE + p("Text.") + p('<w:r><w:footnoteReference w:id="2"/></w:r>'), **given)
    assert rules(found).count("WORD007") == 2
    assert "Text." in plain_text(found.document.blocks)
    found = article(TITLE + p('<w:hyperlink r:id="gone"><w:r><w:t>words</w:t></w:r></w:hyperlink>'))
    assert "WORD007" in rules(found)
    assert "words" in plain_text(found.document.blocks)


def test_what_is_no_word_file_is_refused_by_its_name() -> None:
    def refused(data: bytes) -> str:
        with pytest.raises(InputError) as error:
            opened(data)
        assert "\n" not in str(error.value)
        return str(error.value)

    assert "old Word file" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    assert "zip" in refused(b"plain words")
    workbook = io.BytesIO()
    with zipfile.ZipFile(workbook, "w") as package:
        package.writestr("[Content_Types].xml", '<Types><Override ContentType="x.spreadsheetml.sheet"/></Types>')
    assert "Excel" in refused(workbook.getvalue())
    assert "no content" in refused(word_file(""))
    assert "not well-formed" in refused(word_file("<w:p>"))


@pytest.mark.parametrize("name", ["a.doc", "a.rtf", "a.odt", "a.pages"])
def test_files_of_other_programs_are_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"{\\rtf1 x}")
    with pytest.raises(InputError, match="docx"):
        read_article(tmp_path / name)


def test_a_word_file_without_a_suffix_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "weir").write_bytes(word_file(TITLE + p("Text.")))
    assert read_article(tmp_path / "weir", ReadOptions(lang="en")).format == "docx"


def test_deep_nesting_is_bounded() -> None:
    body = p("Deep.")
    for _ in range(60):
        body = table([body + p(""), "x"])
    assert "IN004" in rules(article(TITLE + body + p("End.")))
    with pytest.raises(InputError):
        opened(word_file(TITLE + "<w:sdt><w:sdtContent>" * 3000 + p("x") + "</w:sdtContent></w:sdt>" * 3000))


def test_the_same_file_gives_the_same_document() -> None:
    data = word_file(BODY, numbering=NUMBERING)
    assert opened(data).to_json() == opened(data).to_json()


def test_options_that_do_not_exist_are_refused() -> None:
    from exporter.readers.word_options import WordOptions

    with pytest.raises(UsageError, match="accept"):
        article(TITLE + p("x"), word=WordOptions("maybe"))
