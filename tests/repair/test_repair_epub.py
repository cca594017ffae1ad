"""``exporter fix FILE.epub``: what the book itself says or its content bears is written, and every other byte stays."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from exporter.bounds.safe_xml import parse_xml
from exporter.checks.epub.explain_metadata import explain
from exporter.errors import InputError, WriterError
from exporter.readback import open_file
from exporter.repair import Repaired, proof, repair_file
from exporter.repair.change import Change, Made
from exporter.repair.markup import Markup, NotEditable
from tests.checks.packages import package
from tests.repair.test_repair_pdf import ENGLISH, FRENCH

OPS = 'xmlns:epub="http://www.idpf.org/2007/ops"'
PAGE = f'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" {OPS}>\n<!-- kept -->\n'
NAV = '<nav epub:type="toc"><h2>Contents</h2><ol><li><a href="one.xhtml">The bridge</a></li></ol></nav>'
STATED = '<meta property="schema:accessMode">textual</meta>'


def book(
    *bodies: str,
    metadata: str = "<dc:language>en</dc:language>",
    head: str = "<title>T</title>",
    guide: str = "",
    version: str = "3.0",
    nav: str = NAV,
    more: Mapping[str, str | bytes] | None = None,
    manifest: str = "",
) -> bytes:
    """A book of pages with these bodies; none of its pages states a language."""
    names = ["one", "two", "three"][: len(bodies)]
    items = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in names)
    refs = "".join(f'<itemref idref="{name}"/>' for name in names)
    opf = (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}" unique-identifier="i">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier>'
        f"<dc:title>A book</dc:title>{metadata}</metadata>\r\n<manifest>{items}{manifest}"
        '<item id="nav" href="nav.xhtml" '
        f'properties="nav" media-type="application/xhtml+xml"/></manifest><spine>{refs}</spine>{guide}</package>'
    )
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
        'full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    pages = {
        f"EPUB/{name}.xhtml": f"{PAGE}<head>{head}</head><body>{body}</body></html>"
        for name, body in zip(names, bodies, strict=True)
    }
    navigation = f"{PAGE}<head><title>Contents</title></head><body>{nav}</body></html>"
    every = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "EPUB/book.opf": opf}
    return package({**every, "EPUB/nav.xhtml": navigation, **pages, **(more or {})})


def words(text: str) -> str:
    return f"<h1>The bridge</h1><p>{text}</p>"


def repaired(data: bytes) -> Repaired:
    """The repaired copy, which is the same every time, and has nothing left to repair."""
    made = repair_file(data, "a.epub")
    assert repair_file(data, "a.epub").data == made.data
    assert repair_file(made.data, "a.epub").changes == ()
    return made


def said(made: Repaired, rule: str) -> list[tuple[str, str, str]]:
    return [(change.where, change.what, change.new) for change in made.changes if change.rule == rule]


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


# --- languages ------------------------------------------------------------------------------------------------------


def test_pages_get_the_language_of_the_book_where_their_words_are_in_it() -> None:
    made = repaired(book(words(ENGLISH), words("Nora Petersen")))
    assert [where for where, *_ in said(made, "EPUB106")] == ["EPUB/one.xhtml", "EPUB/two.xhtml", "EPUB/nav.xhtml"]
    before, after = (part(data, "EPUB/one.xhtml") for data in (book(words(ENGLISH)), made.data))
    assert after == before.replace("<html", '<html xml:lang="en" lang="en"').replace(
        'xml:lang="en" lang="en"', 'lang="en" xml:lang="en"'
    )
    assert "EPUB106" not in {item.rule for item in made.after}


def test_pages_in_doubt_are_for_a_person() -> None:
    for data in (book(words(ENGLISH), words(FRENCH)), book(words(FRENCH)), book(words("Menu 12 Leeds"))):
        made = repaired(data)
        assert said(made, "EPUB106") == []
        assert "a person names it" in " ".join(made.open)


def test_the_language_of_a_book_without_one_is_told_from_its_words() -> None:
    for metadata in ("", "<dc:language/>", "<dc:language> </dc:language>"):
        made = repaired(book(words(ENGLISH), metadata=metadata))
        assert open_file(made.data, "a.epub").metadata.lang == "en"
        assert said(made, "EPUB106")[0] == ("", "language of the book (dc:language)", "en")
    assert open_file(repaired(book(words("Menu"), metadata="")).data, "a.epub").metadata.lang == ""


# --- pages ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("head", ["<title/>", "<title></title>", "", "<meta name='x' content='y'/>"])
def test_a_page_without_a_title_gets_its_headings_or_that_of_the_contents(head: str) -> None:
    made = repaired(book("<h1>Bridges &amp; roads</h1><p>x</p>", head=head))
    assert said(made, "EPUB112") == [("EPUB/one.xhtml", "title of the page", "Bridges & roads")]
    assert "<title>Bridges &amp; roads</title>" in part(made.data, "EPUB/one.xhtml")
    made = repaired(book("<p>No heading.</p>", head=head))
    assert said(made, "EPUB112") == [("EPUB/one.xhtml", "title of the page", "The bridge")]
    assert repaired(book(words("x"), "<p>Not listed.</p>", head=head)).open[-1].startswith("the page “EPUB/two.xhtml”")


def test_types_become_roles_where_html_allows_them() -> None:
    body = (
        '<section epub:type="chapter"><h1>One</h1><p>Words<a epub:type="noteref" href="#n">1</a></p></section>'
        '<aside epub:type="footnote" id="n"><p>A note.</p></aside><div epub:type="chapter"><p>x</p></div>'
        '<section epub:type="chapter" role="region" aria-label="r"><p>y</p></section>'
    )
    made = repaired(book(body))
    found = part(made.data, "EPUB/one.xhtml")
    assert '<section role="doc-chapter" epub:type="chapter">' in found
    assert '<a role="doc-noteref" epub:type="noteref" href="#n">' in found
    assert '<aside role="doc-footnote" epub:type="footnote" id="n">' in found
    assert found.count("role=") == 4
    assert "<!-- kept -->" in found


def test_landmarks_are_what_the_book_itself_names() -> None:
    guide = '<guide><reference type="text" title="Start" href="one.xhtml"/></guide>'
    made = repaired(book(words("x"), guide=guide))
    assert '<li><a epub:type="toc" href="nav.xhtml">Contents</a></li>' in part(made.data, "EPUB/nav.xhtml")
    assert '<li><a epub:type="bodymatter" href="one.xhtml">The bridge</a></li>' in part(made.data, "EPUB/nav.xhtml")
    assert "EPUB104" not in {item.rule for item in made.after}
    nothing = book(words("x"), nav=NAV.replace("<h2>Contents</h2>", ""))
    assert said(repaired(nothing), "EPUB104") == []


# --- metadata -------------------------------------------------------------------------------------------------------

PICTURE = {"EPUB/pic.png": b"png"}
LISTED = '<item id="pic" href="pic.png" media-type="image/png"/>'


def lines(data: bytes) -> set[tuple[str, str]]:
    return {
        (one.what.removeprefix("schema:"), one.new) for one in repaired(data).changes if one.what.startswith("schema:")
    }


def test_metadata_are_computed_from_the_content_and_hold() -> None:
    found = lines(book(words(ENGLISH)))
    assert {("accessMode", "textual"), ("accessibilityHazard", "none"), ("accessModeSufficient", "textual")} <= found
    assert ("accessibilityFeature", "readingOrder") not in found  # that an order is right is for a person to say
    made = repaired(book(words(ENGLISH)))
    assert not {"EPUB113", "EPUB114", "EPUB115"} & {item.rule for item in made.after}
    assert all(line.verdict != "is there without cause" for line in explain(made.data, "a.epub").lines)


def test_a_picture_without_alternative_bears_no_claim_to_one() -> None:
    alone = lines(book(words(ENGLISH) + '<p><img src="pic.png"/></p>', more=PICTURE, manifest=LISTED))
    said_of_it = lines(
        book(words(ENGLISH) + '<p><img src="pic.png" alt="A bridge"/></p>', more=PICTURE, manifest=LISTED)
    )
    feature, sufficient = ("accessibilityFeature", "alternativeText"), ("accessModeSufficient", "textual")
    assert not {feature, sufficient} & alone
    assert {feature, sufficient, ("accessMode", "visual"), ("accessibilityHazard", "unknown")} <= said_of_it


def test_what_the_maker_says_stays_and_is_not_added_to() -> None:
    hazard = '<meta property="schema:accessibilityHazard">noFlashingHazard</meta>'
    found = lines(book(words(ENGLISH), metadata=f"<dc:language>en</dc:language>{STATED}{hazard}"))
    assert not {name for name, _ in found} & {"accessMode", "accessibilityHazard"}


@pytest.mark.parametrize(
    "body",
    ['<video src="v.mp4" xmlns="http://www.w3.org/1999/xhtml"></video>', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
)
def test_of_what_nobody_here_can_see_nothing_is_claimed(body: str) -> None:
    assert not {name for name, _ in lines(book(words(ENGLISH) + body))} & {
        "accessMode",
        "accessModeSufficient",
        "accessibilityHazard",
        "accessibilitySummary",
    }


def test_a_book_of_epub_2_gets_no_metadata_of_epub_3() -> None:
    assert lines(book(words(ENGLISH), version="2.0")) == set()


def test_the_date_of_the_last_change_is_that_of_the_newest_part(monkeypatch: pytest.MonkeyPatch) -> None:
    stamped = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(words(ENGLISH)))) as old, zipfile.ZipFile(stamped, "w") as new:
        for number, name in enumerate(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, (2021, 3, 4, 5, number, 6)), old.read(name))
    made = repaired(stamped.getvalue())
    assert [one.new for one in made.changes if "dcterms" in one.what] == ["2021-03-04T05:04:06Z"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert [one.new for one in repaired(stamped.getvalue()).changes if "dcterms" in one.what] == [
        "1970-01-02T00:00:00Z"
    ]


# --- refusals and proof ---------------------------------------------------------------------------------------------

ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
    '<e:EncryptionMethod Algorithm="{}"/></e:EncryptedData></encryption>'
)


def test_what_is_signed_or_protected_is_refused() -> None:
    for name, text, why in (
        ("META-INF/signatures.xml", "<s/>", "is signed"),
        ("META-INF/rights.xml", "<r/>", "is limited"),
        ("META-INF/encryption.xml", ENCRYPTED.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc"), "is encrypted"),
    ):
        with pytest.raises(InputError, match=why):
            repair_file(book(words(ENGLISH), more={name: text}), "a.epub")
    fonts = ENCRYPTED.format("http://www.idpf.org/2008/embedding")
    assert repair_file(book(words(ENGLISH), more={"META-INF/encryption.xml": fonts}), "a.epub").changes


def test_every_part_that_no_change_names_is_the_same() -> None:
    data = book(words(ENGLISH), more=PICTURE, manifest=LISTED)
    read = proof.read_file(data, "a.epub")
    change = Change("EPUB106", "", "language", "", "en", "", "lang")
    other = book(words(ENGLISH), more={"EPUB/pic.png": b"another"}, manifest=LISTED)
    with pytest.raises(WriterError, match="content that no repair has named"):
        proof.prove("epub", data, Made(other, (change,), (), frozenset(["EPUB/book.opf"])), "a.epub", read)
    worse = book(words(ENGLISH.replace("would not", "would")), more=PICTURE, manifest=LISTED)
    with pytest.raises(WriterError, match="would say something else"):
        proof.prove("epub", data, Made(worse, (change,), (), frozenset(["EPUB/one.xhtml"])), "a.epub", read)


@pytest.mark.slow
def test_bombs_are_refused_and_odd_encodings_are_left_alone() -> None:
    with pytest.raises(InputError):
        repair_file(book("x", more={"EPUB/one.xhtml": b" " * (1 << 28)}), "a.epub")
    body = f"{PAGE}<head><title>T</title></head><body>{words(ENGLISH)}</body></html>"
    wide = body.replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16")
    made = repaired(book("x", more={"EPUB/one.xhtml": wide}))
    assert zipfile.ZipFile(io.BytesIO(made.data)).read("EPUB/one.xhtml") == wide
    declared = body.replace("<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY e "x">]>').encode()
    with pytest.raises(NotEditable):
        Markup.of(declared, parse_xml(declared, "a page"))
