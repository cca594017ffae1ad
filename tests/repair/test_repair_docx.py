"""``exporter fix FILE.docx``: what the file itself says is written where programs look for it; no paragraph changes."""

from __future__ import annotations

import io
import zipfile

import pytest

from exporter.errors import InputError
from exporter.readback import open_file
from exporter.repair import Repaired, repair_file
from tests.checks.packages import docx, package, para, style
from tests.repair.test_repair_pdf import ENGLISH, FRENCH

STYLES = (
    style("Title", "Title")
    + style("Head", "Table Heading")
    + '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/></w:style>'
    + '<w:style w:type="table" w:styleId="Fine"><w:name w:val="Fine"/><w:tblStylePr w:type="firstRow">'
    "<w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>"
)


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The package with ``new`` in the place of ``old`` in a part; ``old`` "" makes a new part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if old:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode())
    else:
        parts[part] = new.encode()
    return package(parts)


def repaired(data: bytes) -> Repaired:
    """The repaired copy, which is the same every time, and has nothing left to repair."""
    made = repair_file(data, "a.docx")
    assert repair_file(data, "a.docx").data == made.data
    assert repair_file(made.data, "a.docx").changes == ()
    return made


def rules(data: bytes) -> list[str]:
    return [change.rule for change in repaired(data).changes]


# --- title ----------------------------------------------------------------------------------------------------------


def test_the_title_of_the_text_becomes_that_of_the_properties() -> None:
    made = repaired(docx(para("Bridges &amp; roads", "Title") + para(ENGLISH), styles=STYLES))
    assert [change.rule for change in made.changes] == ["DOCX106"]
    assert open_file(made.data, "a.docx").metadata.title == "Bridges & roads"
    assert "DOCX106" not in {item.rule for item in made.after}


@pytest.mark.parametrize("inner", ["", "<dc:title/>", "<dc:title></dc:title>"])
def test_properties_that_are_there_are_added_to(inner: str) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ann</dc:creator>{inner}</cp:coreProperties>'
    )
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    data = changed(docx(para("The bridge", "Title"), styles=STYLES), "docProps/core.xml", "", core)
    link = f'<Relationship Id="c" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    data = changed(data, "_rels/.rels", "</Relationships>", link)
    metadata = open_file(repaired(data).data, "a.docx").metadata
    assert (metadata.title, [one.name for one in metadata.authors]) == ("The bridge", ["Ann"])


def test_no_title_or_two_are_for_a_person() -> None:
    for body in (para(ENGLISH), para("One", "Title") + para("Two", "Title")):
        made = repaired(docx(body, styles=STYLES))
        assert (made.changes, len(made.open)) == ((), 1)


# --- language -------------------------------------------------------------------------------------------------------

DEFAULT = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en"/></w:rPr></w:rPrDefault></w:docDefaults>'


@pytest.mark.parametrize(
    "default",
    [
        "<w:docDefaults><w:rPrDefault><w:rPr><w:lang/></w:rPr></w:rPrDefault></w:docDefaults>",
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>',
        "<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>",
        "<w:docDefaults><w:rPrDefault/></w:docDefaults>",
    ],
)
def test_a_language_without_doubt_becomes_the_default(default: str) -> None:
    data = changed(docx(para(ENGLISH)), "word/styles.xml", DEFAULT, default)
    made = repaired(data)
    assert [change.rule for change in made.changes] == ["DOC002"]
    assert open_file(made.data, "a.docx").metadata.lang == "en"
    assert "DOC002" not in {item.rule for item in made.after}


def test_a_language_in_doubt_is_for_a_person_and_one_that_is_said_stays() -> None:
    none = changed(docx(para(ENGLISH) + para(FRENCH)), "word/styles.xml", DEFAULT, DEFAULT.replace(' w:val="en"', ""))
    assert rules(none) == []
    assert rules(docx(para(FRENCH))) == []


# --- tables ---------------------------------------------------------------------------------------------------------


def table(*rows: str, named: str = "", look: str = "", head: str = "", row: str = "") -> str:
    """A table of words, cells by ``|``; the first row's paragraphs are in the style ``head``."""
    made = "".join(
        f"<w:tr>{row if number == 0 else ''}"
        + "".join(f"<w:tc>{para(cell, head if number == 0 else '')}</w:tc>" for cell in text.split("|"))
        + "</w:tr>"
        for number, text in enumerate(rows)
    )
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="{named}"/>{look}</w:tblPr>{made}</w:tbl>{para("After.")}'


LOOK = '<w:tblLook w:firstRow="1"/>'
DATA = ("Station|Arrivals", "Leeds|7", "York|9")


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        (table(*DATA, named="Fine", look=LOOK), True),
        (table(*DATA, named="Fine", look='<w:tblLook w:val="04A0"/>'), True),
        (table(*DATA, named="Fine", look=LOOK, row="<w:trPr><w:cantSplit/></w:trPr>"), True),
        (table(*DATA, head="Head"), True),
        (table(*DATA, named="Grid", look=LOOK), False),
        (table(*DATA, named="Fine", look='<w:tblLook w:val="0480"/>'), False),
        (table(*DATA, named="Fine", look=LOOK, row='<w:trPr><w:tblHeader w:val="0"/></w:trPr>'), False),
        (table("|Arrivals", "Leeds|7", named="Fine", look=LOOK), False),
        (table("Leeds|7", "York|9", named="Fine", look=LOOK), False),
        (table("Station|Arrivals", named="Fine", look=LOOK), False),
    ],
)
def test_a_first_row_that_its_style_sets_apart_is_marked_as_a_header(body: str, marked: bool) -> None:
    made = repaired(docx(body, styles=STYLES))
    assert [change.rule for change in made.changes] == ["DOCX102"] * marked
    before, after = (open_file(data, "a.docx") for data in (docx(body, styles=STYLES), made.data))
    heads = [len(one.head) for document in (before, after) for one in document.blocks if hasattr(one, "head")]
    assert heads == [0, int(marked)]


# --- pictures -------------------------------------------------------------------------------------------------------

PICTURE = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" {}/></wp:inline></w:drawing></w:r></w:p>'


@pytest.mark.parametrize(
    ("said", "descr"),
    [
        ('title="A bridge &amp; a road"', "A bridge & a road"),
        ('title="Bridge" descr="A bridge"', ""),
        ("", ""),
        ('title="x" descr=""', ""),
    ],
)
def test_a_picture_is_described_by_what_its_title_says_and_by_nothing_else(said: str, descr: str) -> None:
    made = repaired(docx(PICTURE.format(said) + para("Words.")))
    assert [change.new for change in made.changes] == ([descr] if descr else [])


# --- refusals -------------------------------------------------------------------------------------------------------


def test_what_is_signed_or_protected_is_refused() -> None:
    data = docx(para("The bridge", "Title"), styles=STYLES)
    with pytest.raises(InputError, match="is signed"):
        repair_file(changed(data, "_xmlsignatures/sig1.xml", "", "<s/>"), "a.docx")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings"
    settings = (
        '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'
    )
    held = changed(data, "word/settings.xml", "", settings)
    link = f'<Relationship Id="s" Type="{kind}" Target="settings.xml"/></Relationships>'
    held = changed(held, "word/_rels/document.xml.rels", "</Relationships>", link)
    with pytest.raises(InputError, match="is protected against changes"):
        repair_file(held, "a.docx")
