"""The package around the text (ECMA-376 parts 1 and 2): a clean one, made here part by part.

python-docx opens it, keeps its relationships, adds pictures and saves it. Its stock template is not used: that carries
parts of an old Word (stylesWithEffects, a theme nobody uses) over which validators and Word stumble.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from exporter.model import Metadata
from exporter.phrases import direction, has_phrases, phrase, primary
from exporter.write.docx.fonts import font_table, theme
from exporter.write.docx.looks import looks, twips
from exporter.write.docx.state import EAST_ASIAN
from exporter.write.docx.styles import styles_part
from exporter.write.docx.xml import Element, part_bytes, text_element, w, xml_text
from exporter.write.package import DATE

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE = f"{PACKAGE}/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PAGES: dict[str, tuple[int, int]] = {"a4": (11906, 16838), "letter": (12240, 15840)}
"""Width and height of a page in twentieths of a point (17.6.13)."""


class FootnotesPart(Part):
    """The footnotes part, filled in when all notes are known, with relationships of its own."""

    content: bytes = b""

    @property
    def blob(self) -> bytes:
        """The part's XML."""
        return self.content

    def get_or_add_image(self, stream: io.BytesIO) -> tuple[str, Any]:
        """The relationship of a picture in a note, as ``DocumentPart`` has it for the body."""
        made = self.package.get_or_add_image_part(stream)
        return self.relate_to(made, f"{OFFICE}/image"), made.image


def new_package(metadata: Metadata, title: str, page: str) -> Any:
    """A python-docx document with all parts but lists and notes, and an empty body."""
    lang = metadata.lang
    parts = {
        "_rels/.rels": _relationships(
            {"officeDocument": "word/document.xml"}, {"core-properties": "docProps/core.xml"}
        ),
        "docProps/core.xml": _core(metadata, title),
        "word/document.xml": part_bytes(w("document", w("body", section_properties(page, lang)))),
        "word/_rels/document.xml.rels": _relationships(
            {
                "styles": "styles.xml",
                "settings": "settings.xml",
                "header": "header1.xml",
                "footer": "footer1.xml",
                "fontTable": "fontTable.xml",
                "theme": "theme/theme1.xml",
            }
        ),
        "word/styles.xml": styles_part(
            lang, lang if primary(lang) in EAST_ASIAN else "", lang if lang and direction(lang) == "rtl" else ""
        ),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table(),
        "word/theme/theme1.xml": theme(),
        "word/header1.xml": part_bytes(w("hdr", _furniture("header", *_words(title), lang=lang))),
        "word/footer1.xml": part_bytes(w("ftr", _furniture("footer", *_page_of_pages(lang), lang=lang))),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in {"[Content_Types].xml": _content_types(), **parts}.items():
            package.writestr(zipfile.ZipInfo(name, DATE), data)
    stream.seek(0)
    document = docx.Document(stream)
    part: Any = document.part
    part.footnotes = FootnotesPart(PackURI("/word/footnotes.xml"), f"{TYPE}.footnotes+xml", b"", part.package)
    return document


def add_part(document: DocumentPart, name: str, data: bytes) -> None:
    """Add the part ``word/NAME.xml`` of that kind to the package."""
    part = Part(PackURI(f"/word/{name}.xml"), f"{TYPE}.{name}+xml", data, document.package)
    document.relate_to(part, f"{OFFICE}/{name}")


def text_area(page: str) -> tuple[float, float]:
    """Width and height of the words on a page, in points."""
    margins = looks()["page"]
    width, height = (size / 20 for size in PAGES[page])
    return width - margins["left"] - margins["right"], height - margins["top"] - margins["bottom"]


def section_properties(page: str, lang: str) -> Element:
    """Page size, margins, header and footer (17.6.17). The first page has no header: its title stands right below."""
    width, height = PAGES[page]
    made = w("sectPr")
    for kind, when, number in (("header", "default", 3), ("footer", "default", 4), ("footer", "first", 4)):
        reference = w(f"{kind}Reference", type=when)
        reference.set(f"{{{OFFICE}}}id", f"rId{number}")
        made.append(reference)
    made.append(w("pgSz", w=width, h=height))
    margins = {name: twips(points) for name, points in looks()["page"].items()}
    made.append(w("pgMar", **margins, gutter=0))
    made.append(w("titlePg"))
    if lang and direction(lang) == "rtl":
        made.append(w("bidi"))
    return made


def _settings() -> bytes:
    """Settings of a present-day document: compatibility mode 15 (17.15.3.4), nothing that asks the user anything."""
    office = "http://schemas.microsoft.com/office/word"
    compatibility = w("compat", w("compatSetting", name="compatibilityMode", uri=office, val=15))
    footnotes = w("footnotePr", w("footnote", id=-1), w("footnote", id=0))
    return part_bytes(w("settings", w("defaultTabStop", val=720), footnotes, compatibility))


def _furniture(style: str, *runs: Element, lang: str = "") -> Element:
    properties = w("pPr", w("pStyle", val=style[:1].upper() + style[1:]))
    if lang and direction(lang) == "rtl":
        properties.append(w("bidi"))
    return w("p", properties, *runs)


def _words(text: str, lang: str = "") -> list[Element]:
    """A run of fixed text in its language, or nothing for no text."""
    about = [w("rPr", w("lang", val=lang))] if lang else []
    return [w("r", *about, text_element(text))] if text else []


def _page_of_pages(lang: str) -> list[Element]:
    """“Page 1 of 3” with fields that Word fills in (17.16.5.41, 17.16.5.39)."""
    before, middle, after = phrase("page-of", lang, page="\0", pages="\0").split("\0")
    said = "" if has_phrases(lang) or not lang else "en"
    parts = [*_words(before, said), *_field("PAGE"), *_words(middle, said), *_field("NUMPAGES")]
    return [*parts, *_words(after, said)]


def _field(instruction: str) -> list[Element]:
    words = text_element(f" {instruction} ", "instrText")
    kinds = [w("fldChar", fldCharType="begin"), words, w("fldChar", fldCharType="separate"), text_element("1")]
    return [w("r", part) for part in [*kinds, w("fldChar", fldCharType="end")]]


def _relationships(*groups: Mapping[str, str]) -> bytes:
    root = etree.Element(f"{{{PACKAGE}/relationships}}Relationships", nsmap=_only(f"{PACKAGE}/relationships"))
    number = 0
    for group in groups:
        for kind, target in group.items():
            number += 1
            base = f"{PACKAGE}/relationships/metadata" if kind == "core-properties" else OFFICE
            etree.SubElement(
                root,
                f"{{{PACKAGE}/relationships}}Relationship",
                Id=f"rId{number}",
                Type=f"{base}/{kind}",
                Target=target,
            )
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _only(namespace: str) -> Any:
    return {None: namespace}  # Any: the stubs of lxml know no default namespace


def _content_types() -> bytes:
    types = f"{PACKAGE}/content-types"
    root = etree.Element(f"{{{types}}}Types", nsmap=_only(types))
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    for extension, kind in defaults.items():
        etree.SubElement(root, f"{{{types}}}Default", Extension=extension, ContentType=kind)
    overrides = {
        "/word/document.xml": f"{TYPE}.document.main+xml",
        "/word/styles.xml": f"{TYPE}.styles+xml",
        "/word/settings.xml": f"{TYPE}.settings+xml",
        "/word/header1.xml": f"{TYPE}.header+xml",
        "/word/footer1.xml": f"{TYPE}.footer+xml",
        "/word/fontTable.xml": f"{TYPE}.fontTable+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    for name, kind in overrides.items():
        etree.SubElement(root, f"{{{types}}}Override", PartName=name, ContentType=kind)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _core(metadata: Metadata, title: str) -> bytes:
    """Core properties (part 2, 11); dates only where the article says them."""
    names: Any = {"cp": CORE, "dc": DC, "dcterms": TERMS, "xsi": XSI}
    root = etree.Element(f"{{{CORE}}}coreProperties", nsmap=names)
    said = {
        f"{{{DC}}}title": title,
        f"{{{DC}}}subject": metadata.subtitle,
        f"{{{DC}}}creator": "; ".join(person.name for person in metadata.authors if person.role == "aut"),
        f"{{{CORE}}}keywords": ", ".join(metadata.keywords),
        f"{{{DC}}}description": metadata.description,
        f"{{{DC}}}identifier": metadata.identifier,
        f"{{{DC}}}language": metadata.lang,
    }
    for tag, value in said.items():
        if value := " ".join(value.split()):
            etree.SubElement(root, tag).text = xml_text(value)
    for tag, value in (("created", metadata.published), ("modified", metadata.modified or metadata.published)):
        if stamp := w3c_date(value):
            made = etree.SubElement(root, f"{{{TERMS}}}{tag}")
            made.set(f"{{{XSI}}}type", "dcterms:W3CDTF")
            made.text = stamp
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def w3c_date(said: str) -> str:
    """An article's date as a W3C date and time in UTC, or "" when it is none."""
    from datetime import UTC, datetime

    try:
        found = datetime.fromisoformat(said)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return found.strftime("%Y-%m-%dT%H:%M:%SZ")
