"""The package around the text (ECMA-376 parts 1 and 2): a clean one, made here part by part.

python-docx opens it, keeps its relationships, adds pictures and saves it. Its stock template is not used: that carries
parts of an old Word (stylesWithEffects, a theme nobody uses) over which validators and Word stumble.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from docx.parts.hdrftr import HeaderPart
from docx.parts.image import ImagePart
from lxml import etree

from exporter.languages import primary
from exporter.model import Metadata, Resource
from exporter.phrases import direction
from exporter.writers.docx.core import core_properties
from exporter.writers.docx.custom import custom_properties
from exporter.writers.docx.edition import edition_fonts, edition_margins, rename_theme_fonts
from exporter.writers.docx.fonts import font_table, theme
from exporter.writers.docx.headers_footers import (
    Furniture,
    book_furniture,
    own_furniture,
    own_section,
    section_properties,
)
from exporter.writers.docx.opc import OFFICE, PACKAGE, Relation, document_of
from exporter.writers.docx.state import EAST_ASIAN
from exporter.writers.docx.styles import styles_part
from exporter.writers.docx.template import Template
from exporter.writers.docx.template_styles import house_fonts, house_section, house_styles
from exporter.writers.docx.xml import part_bytes, w

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

MAIN_RELATIONS: tuple[Relation, ...] = tuple(
    (f"rId{number}", f"{OFFICE}/{kind}", target, False)
    for number, (kind, target) in enumerate(
        [
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("fontTable", "fontTable.xml"),
            ("theme", "theme/theme1.xml"),
        ],
        1,
    )
)


Parts = dict[str, bytes]


class FootnotesPart(Part):
    """The footnotes part, filled in when all notes are known, with relationships of its own."""

    content: bytes = b""

    @property
    def blob(self) -> bytes:
        """The part's XML."""
        return self.content


SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
"""Of the pictures that every format takes as they are; readers make others into these."""


def picture_relation(part: Part, resource: Resource) -> str:
    """The relationship by which ``part`` (the body or the notes) shows a picture; each picture is kept once.

    python-docx's own way reads the picture's metadata and gives up where Word does not: over an EXIF block that is
    damaged, or a JPEG that begins with another segment than JFIF or EXIF.
    """
    kept = part.package.image_parts
    made = next((known for known in kept if known.blob == resource.data), None)
    if made is None:
        taken = {known.partname.idx for known in kept}
        number = next(at for at in range(1, len(taken) + 2) if at not in taken)
        name = PackURI(f"/word/media/image{number}.{SUFFIXES.get(resource.media_type, 'png')}")
        made = ImagePart(name, resource.media_type, resource.data)
        kept.append(made)
    return str(part.relate_to(made, f"{OFFICE}/image"))


def link_relation(part: Part, address: str) -> str:
    """The relationship by which ``part`` leads to a web address; each address is kept once.

    python-docx's own way looks through all of a part's relationships for each link.
    """
    known: dict[str, str] = part.__dict__.setdefault("own_links", {})
    if address not in known:
        wanted = f"rId{len(part.rels) + 1}"
        if wanted in part.rels:
            known[address] = str(part.relate_to(address, f"{OFFICE}/hyperlink", is_external=True))
        else:
            part.rels.add_relationship(f"{OFFICE}/hyperlink", address, wanted, is_external=True)
            known[address] = wanted
    return known[address]


def new_package(
    metadata: Metadata,
    title: str,
    page: str,
    template: Template | None,
    timestamp: int | None,
    edition: str = "",
    *,
    book: bool = False,
) -> Any:
    """A python-docx document with all parts but lists and notes, and an empty body; ``book`` for a publication."""
    lang = metadata.lang
    furniture = (template.furniture if template else ()) or (book_furniture if book else own_furniture)(title, lang)
    parts, relations, references = _furniture_parts(furniture)
    relations["word/document.xml"] = [*MAIN_RELATIONS, *relations["word/document.xml"]]
    about = (house_section(template) if template else []) or own_section(page, edition_margins(edition))
    parts["word/document.xml"] = part_bytes(w("document", w("body", section_properties(references, about, lang))))
    about_it, relations[""] = _about(metadata, title, timestamp)
    document = document_of({**parts, **about_it, **_looks(lang, template, edition)}, relations)
    part: Any = document.part
    part.own_notes = FootnotesPart(PackURI("/word/footnotes.xml"), f"{TYPE}.footnotes+xml", b"", part.package)
    return document


def _about(metadata: Metadata, title: str, timestamp: int | None) -> tuple[Parts, list[Relation]]:
    """The parts that say what the article is, and the package's relationships."""
    parts = {"docProps/core.xml": core_properties(metadata, title, timestamp)}
    relations: list[Relation] = [
        ("rId1", f"{OFFICE}/officeDocument", "word/document.xml", False),
        ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", False),
    ]
    if custom := custom_properties(metadata):
        parts["docProps/custom.xml"] = custom
        relations.append(("rId3", f"{OFFICE}/custom-properties", "docProps/custom.xml", False))
    return parts, relations


def _looks(lang: str, template: Template | None, edition: str) -> dict[str, bytes]:
    """The parts that decide on looks, the template's where it has them."""
    languages = {"val": lang, "eastAsia": lang if primary(lang) in EAST_ASIAN else ""}
    languages["bidi"] = lang if lang and direction(lang) == "rtl" else ""
    found = {
        "word/styles.xml": styles_part(*languages.values()),
        "word/settings.xml": _settings(even_and_odd=bool(template and template.even_and_odd)),
        "word/fontTable.xml": font_table(edition_fonts(edition)),
        "word/theme/theme1.xml": rename_theme_fonts(theme(), edition) if edition else theme(),
    }
    if template is not None:
        house = house_styles(template, {key: value for key, value in languages.items() if value})
        found["word/styles.xml"] = etree.tostring(house, encoding="UTF-8", xml_declaration=True, standalone=True)
        found["word/theme/theme1.xml"] = template.theme or found["word/theme/theme1.xml"]
        found["word/fontTable.xml"] = house_fonts(template) if template.fonts else found["word/fontTable.xml"]
    return found


def _furniture_parts(
    furniture: Sequence[Furniture],
) -> tuple[Parts, dict[str, list[Relation]], list[tuple[str, str, str]]]:
    """Headers and footers as parts, the relationships to them and of them, and what the document's section says."""
    parts: Parts = {}
    relations: dict[str, list[Relation]] = {"word/document.xml": []}
    references: list[tuple[str, str, str]] = []
    made: dict[tuple[str, bytes], str] = {}
    pictures = 0
    for one in furniture:
        if (one.kind, one.data) not in made:
            name = f"{one.kind}{sum(kind == one.kind for kind, _ in made) + 1}.xml"
            relation = made[one.kind, one.data] = f"rId{len(MAIN_RELATIONS) + len(made) + 1}"
            relations["word/document.xml"].append((relation, f"{OFFICE}/{one.kind}", name, False))
            parts[f"word/{name}"] = one.data
            own: list[Relation] = [(number, f"{OFFICE}/hyperlink", target, True) for number, target in one.links]
            for number, suffix, data in one.pictures:
                pictures += 1
                parts[f"word/media/house{pictures}.{suffix}"] = data
                own.append((number, f"{OFFICE}/image", f"media/house{pictures}.{suffix}", False))
            if own:
                relations[f"word/{name}"] = own
        references.append((one.kind, one.when, made[one.kind, one.data]))
    return parts, relations, references


def add_part(document: DocumentPart, name: str, data: bytes) -> None:
    """Add the part ``word/NAME.xml`` of that kind to the package."""
    part = Part(PackURI(f"/word/{name}.xml"), f"{TYPE}.{name}+xml", data, document.package)
    document.relate_to(part, f"{OFFICE}/{name}")


def add_header(document: DocumentPart, number: int, data: bytes) -> str:
    """Add one more header to the package; the relationship by which a section has it."""
    part = HeaderPart.load(PackURI(f"/word/header{number}.xml"), f"{TYPE}.header+xml", data, document.package)
    return str(document.relate_to(part, f"{OFFICE}/header"))


def _settings(*, even_and_odd: bool) -> bytes:
    """Settings of a present-day document: compatibility mode 15 (17.15.3.4), nothing that asks the user anything."""
    office = "http://schemas.microsoft.com/office/word"
    compatibility = w("compat", w("compatSetting", name="compatibilityMode", uri=office, val=15))
    footnotes = w("footnotePr", w("footnote", id=-1), w("footnote", id=0))
    sides = [w("evenAndOddHeaders")] if even_and_odd else []
    return part_bytes(w("settings", w("defaultTabStop", val=720), *sides, footnotes, compatibility))
