"""Everything that says it is a PDF, an EPUB or a DOCX is read, or refused for a reason that is true."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import pikepdf
import pytest

from exporter.bounds.strict_ooxml import STRICT
from exporter.checks.finished import check_file
from exporter.errors import InputError
from exporter.model import Document, Image, Link, plain_text, walk
from exporter.readback import open_file
from exporter.rules.rule import Level
from exporter.writers import WriteOptions, writer
from tests.checks.packages import CONTAINER, docx, package, para, style
from tests.checks.rich import rich
from tests.defects.article import clean

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>x</title></head><body>{}</body></html>'
HELLO = PAGE.format("<h1>Tides</h1><p>High water at noon.</p>")
ONE = ("OEBPS/one.xhtml", "application/xhtml+xml", "")


def book(*items: tuple[str, str, str], parts: dict[str, str | bytes], read: str = "i0", version: str = "3.0") -> bytes:
    """An EPUB of these items (part, media type, id of its fallback) whose spine reads the item ``read``."""
    listed = "".join(
        f'<item id=" i{number} " href="{part.removeprefix("OEBPS/")}" media-type="{kind}"'
        + (f' fallback="{fallback}"/>' if fallback else "/>")
        for number, (part, kind, fallback) in enumerate(items)
    )
    opf = (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Tides</dc:title><dc:language>en</dc:language></metadata>'
        f'<manifest>{listed}</manifest><spine><itemref idref="{read}"/></spine></package>'
    )
    return package({"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": opf, **parts})


def words(document: Document) -> str:
    return " ".join(" ".join([plain_text(document.title), plain_text(document.blocks)]).split())


def rules(data: bytes) -> dict[str, Level]:
    return {item.rule: item.level for item in check_file(data, "file")}


# --- DOCX -----------------------------------------------------------------------------------------------------------


def strict(data: bytes) -> bytes:
    """A DOCX in the namespaces of Strict Open XML."""
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as before:
        for name in before.namelist():
            made = before.read(name)
            if name.endswith((".xml", ".rels")):
                for theirs, usual in STRICT.items():
                    made = made.replace(f'"{usual}'.encode(), f'"{theirs}'.encode())
            parts[name] = made
    return package(parts)


def test_strict_open_xml_says_what_the_transitional_file_says() -> None:
    usual = writer("docx")(rich(), WriteOptions()).data
    other = strict(usual)
    assert b"purl.oclc.org/ooxml/drawingml/picture" in b"".join(_parts(other)), "pictures are graphics of that kind"
    assert open_file(other, "file") == open_file(usual, "file")
    assert check_file(other, "file") == check_file(usual, "file")


def test_a_style_in_strict_open_xml_makes_a_heading() -> None:
    made = strict(docx(para("Tides", "H1") + para("High water."), styles=style("H1", "heading 1")))
    assert plain_text(open_file(made, "file").title) == "Tides"


def _parts(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return [held.read(name) for name in held.namelist()]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, r"old Office file \(.doc"),
        (package({"mimetype": "application/epub+zip"}), "EPUB without META-INF/container.xml"),
        (package({"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument text"),
        (package({"[Content_Types].xml": "<a>spreadsheetml.sheet.main</a>"}), "Excel workbook"),
        (b"\x89PNG\r\n\x1a\n", "PNG picture"),
        (b"{\\rtf1 Hello}", "Rich Text Format"),
    ],
)
def test_what_is_something_else_is_called_by_its_name(data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        check_file(data, "file.docx")


# --- EPUB -----------------------------------------------------------------------------------------------------------

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" xml:lang="en">'
    "<title>The harbour</title><desc>seen from the north</desc><defs><text>not drawn</text></defs>"
    '<metadata>made by a program</metadata><g><text>High <tspan>water</tspan></text><a x:href="one.xhtml">'
    "<text>The table</text></a></g></svg>"
)


def test_a_page_that_is_a_drawing_says_its_name_and_its_words() -> None:
    made = book(("OEBPS/a.svg", "image/svg+xml", ""), ONE, parts={"OEBPS/a.svg": DRAWING, "OEBPS/one.xhtml": HELLO})
    document = open_file(made, "file")
    assert [item.alt for item in walk(document) if isinstance(item, Image)] == ["The harbour. seen from the north"]
    assert words(document) == "High water The table"
    assert [item.target for item in walk(document) if isinstance(item, Link)] == ["one.xhtml"]
    assert "IMG001" not in rules(made)


def test_a_drawing_without_words_is_a_picture_that_nobody_described() -> None:
    made = book(
        ("OEBPS/a.svg", "image/svg+xml", ""), parts={"OEBPS/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'}
    )
    assert rules(made)["IMG001"] is Level.error


def test_the_fallback_of_what_no_reader_shows_is_read() -> None:
    items = [("OEBPS/a.json", "application/json", "i1"), ("OEBPS/a.pdf", "application/pdf", "i2"), ONE]
    made = book(*items, parts={"OEBPS/a.json": "{}", "OEBPS/a.pdf": "", "OEBPS/one.xhtml": HELLO})
    assert words(open_file(made, "file")) == "Tides High water at noon."
    assert "EPUB120" not in rules(made)


def test_a_page_that_is_not_read_is_named_and_the_others_are() -> None:
    made = book(("OEBPS/a.json", "application/json", ""), ONE, parts={"OEBPS/a.json": "{}", "OEBPS/one.xhtml": HELLO})
    with pytest.raises(InputError, match=r"“OEBPS/a\.json” is application/json without a fallback"):
        open_file(made, "file")
    both = package(_with_both(made))
    assert words(open_file(both, "file")) == "Tides High water at noon."
    assert rules(both)["EPUB120"] is Level.warning


def _with_both(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        parts: dict[str, str | bytes] = {name: held.read(name) for name in held.namelist()}
    opf = parts["OEBPS/book.opf"]
    assert isinstance(opf, bytes)
    return parts | {"OEBPS/book.opf": opf.replace(b"</spine>", b'<itemref idref=" i1 "/></spine>')}


def test_a_circle_of_fallbacks_ends() -> None:
    items = [("OEBPS/a.json", "application/json", "i1"), ("OEBPS/b.json", "application/json", "i0")]
    with pytest.raises(InputError, match="its fallback is application/json"):
        open_file(book(*items, parts={}), "file")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("listed", ["NFC", "NFD"])
def test_names_in_any_normal_form_are_one_name(form: str, listed: str) -> None:
    name = unicodedata.normalize(form, "OEBPS/flüsse.xhtml")
    item = (unicodedata.normalize(listed, "OEBPS/flüsse.xhtml"), "application/xhtml+xml", "")
    linked = HELLO.replace("</h1>", f'</h1><p><a href="{unicodedata.normalize(listed, "flüsse.xhtml")}">Up</a></p>')
    made = book(item, parts={name: linked})
    assert words(open_file(made, "file")) == "Tides Up High water at noon."
    assert not {"EPUB103", "EPUB117"} & set(rules(made))


@pytest.mark.parametrize(
    ("name", "href"),
    [("a b.xhtml", "a%20b.xhtml"), ("a%20b.xhtml", "a%20b.xhtml"), ("a%20b.xhtml", "a%2520b.xhtml")],
)
def test_references_are_decoded_once(name: str, href: str) -> None:
    made = book((f"OEBPS/{href}", "application/xhtml+xml", ""), parts={f"OEBPS/{name}": HELLO})
    assert words(open_file(made, "file")) == "Tides High water at noon."
    assert "EPUB117" not in rules(made)


def test_a_name_in_utf_8_is_read_though_the_package_does_not_say_so() -> None:
    name = "OEBPS/flüsse.xhtml"
    made = book((name, "application/xhtml+xml", ""), parts={name: HELLO})
    assert words(open_file(_unflagged(made), "file")) == "Tides High water at noon."


def _unflagged(data: bytes) -> bytes:
    """A zip package none of whose names is said to be in UTF-8 (APPNOTE, 4.4.4: bit 11)."""
    made = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        start = made.find(signature)
        while start >= 0:
            made[start + at] &= ~0x08
            start = made.find(signature, start + 4)
    return bytes(made)


def test_characters_that_xhtml_1_names_are_read() -> None:
    kind = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
    page = kind + PAGE.format('<p title="&eacute;">Caf&eacute;&nbsp;&mdash; 3 &lt; 4</p>')
    made = book(ONE, parts={"OEBPS/one.xhtml": page}, version="2.0")
    assert words(open_file(made, "file")) == "Café — 3 < 4"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("application/x-dtbook+xml", "is application/x-dtbook\\+xml without a fallback"),
        ("", "is of no stated type without a fallback"),
    ],
)
def test_a_book_without_any_page_to_read_is_refused_by_its_kind(kind: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        open_file(book(("OEBPS/one.xml", kind, ""), parts={"OEBPS/one.xml": "<dtbook/>"}), "file")


def test_a_package_from_before_epub_is_called_so() -> None:
    old = '<package xmlns="http://openebook.org/namespaces/oeb-package/1.0/"/>'
    with pytest.raises(InputError, match="came before EPUB"):
        open_file(package({"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": old}), "file")


def locked(part: str, algorithm: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
        f'xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="{algorithm}"/><CipherData>'
        f'<CipherReference URI="{part}"/></CipherData></EncryptedData></encryption>'
    )


OBFUSCATED = "http://www.idpf.org/2008/embedding"
AES = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
ENCRYPTION = "META-INF/encryption.xml"


def test_a_font_that_is_obfuscated_keeps_nobody_from_the_text() -> None:
    parts: dict[str, str | bytes] = {"OEBPS/one.xhtml": HELLO, "OEBPS/f.otf": b"otto"}
    items = [ONE, ("OEBPS/f.otf", "font/otf", "")]
    made = book(*items, parts=parts | {ENCRYPTION: locked("OEBPS/f.otf", OBFUSCATED)})
    assert rules(made)["EPUB121"] is Level.info
    real = book(*items, parts=parts | {ENCRYPTION: locked("OEBPS/f.otf", AES)})
    assert rules(real)["EPUB121"] is Level.warning


def test_a_book_under_digital_rights_is_refused_with_what_it_does_to_its_readers() -> None:
    parts: dict[str, str | bytes] = {"OEBPS/one.xhtml": b"\x9f\x01\x02", ENCRYPTION: locked("OEBPS/one.xhtml", AES)}
    with pytest.raises(InputError, match=r"encrypted \(aes256-cbc\); only the reading systems that hold its key") as no:
        open_file(book(ONE, parts=parts), "file")
    assert no.value.code == "encrypted"
    with pytest.raises(InputError, match=r"encrypted \(Readium LCP\)"):
        open_file(book(ONE, parts=parts | {"META-INF/license.lcpl": "{}"}), "file")


def test_a_page_that_is_only_said_to_be_encrypted_is_read() -> None:
    parts: dict[str, str | bytes] = {"OEBPS/one.xhtml": HELLO, ENCRYPTION: locked("OEBPS/one.xhtml", AES)}
    assert words(open_file(book(ONE, parts=parts), "file")) == "Tides High water at noon."


# --- PDF ------------------------------------------------------------------------------------------------------------


def restricted(*, accessibility: bool, user: str = "") -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(clean("pdf"))) as pdf:
        allowed = pikepdf.Permissions(accessibility=accessibility, extract=False)
        pdf.save(
            stream,
            encryption=pikepdf.Encryption(owner="owner", user=user, R=3, allow=allowed, aes=False, metadata=False),
        )
    return stream.getvalue()


def test_permissions_that_keep_the_text_from_screen_readers_are_an_error() -> None:
    made = [(item.rule, item.message) for item in check_file(restricted(accessibility=False), "file")]
    assert [message for rule, message in made if rule == "PDF126" and "bit 10" in message]
    false = [message for rule, message in made if rule == "PDF120" and "PDF/UA-1" in message]
    assert "PDF126" in false[0], "the file claims PDF/UA-1, which asks for that permission"
    assert "PDF126" not in rules(restricted(accessibility=True))
    assert "PDF126" not in rules(clean("pdf"))


def test_a_pdf_under_a_password_is_refused_with_what_it_does_to_its_readers() -> None:
    with pytest.raises(InputError, match="no screen reader gets a word of it"):
        check_file(restricted(accessibility=True, user="secret"), "file")
