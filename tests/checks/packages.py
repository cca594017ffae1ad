"""Small EPUB and DOCX packages made by hand, so that read-back is tested on files no writer of ours has made."""

from __future__ import annotations

import io
import zipfile

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EPUB = 'xmlns:epub="http://www.idpf.org/2007/ops"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip package of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def epub(
    *pages: str, lang: str = "en", page_lang: str | None = None, extra: dict[str, str | bytes] | None = None
) -> bytes:
    """An EPUB with these bodies as its pages, called page1.xhtml and so on."""
    names = [f"page{number}.xhtml" for number in range(1, len(pages) + 1)]
    items = "".join(
        f'<item id="p{number}" href="{name}" media-type="application/xhtml+xml"/>' for number, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="p{number}"/>' for number in range(len(names)))
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The title</dc:title>'
        f"<dc:language>{lang}</dc:language><dc:creator>Ann</dc:creator></metadata>"
        f'<manifest>{items}<item id="i" href="pic.png" media-type="image/png"/></manifest>'
        f"<spine>{spine}</spine></package>"
    )
    stated = lang if page_lang is None else page_lang
    attribute = f' lang="{stated}"' if stated else ""
    written = {
        f"OEBPS/{name}": f'<html xmlns="http://www.w3.org/1999/xhtml" {EPUB}{attribute}>'
        f"<head><title>x</title></head><body>{body}</body></html>"
        for name, body in zip(names, pages, strict=True)
    }
    return package(
        {
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": opf,
            "OEBPS/pic.png": b"png",
            **written,
            **(extra or {}),
        }
    )


def style(style_id: str, name: str, based_on: str = "", inner: str = "", kind: str = "paragraph") -> str:
    """A style of a DOCX."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{base}{inner}</w:style>'


def para(text: str, style_id: str = "", properties: str = "") -> str:
    """A paragraph of a DOCX; ``text`` is plain, or runs when it begins with a tag."""
    runs = text if text.startswith("<") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    named = f'<w:pStyle w:val="{style_id}"/>' if style_id else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def content_types() -> str:
    """The content types of a DOCX, by which LibreOffice knows it."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    names = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    parts = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{kind}.{name}+xml"/>' for part, name in names.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def docx(
    body: str, *, styles: str = "", numbering: str = "", notes: str = "", links: str = "", lang: str = "en"
) -> bytes:
    """A DOCX with this body, these styles and the other parts where they are given."""
    defaults = f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{lang}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    related = "".join(
        f'<Relationship Id="r{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>'
        for kind in ("styles", "numbering", "footnotes")
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}{links}'
        "</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{defaults}{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>",
    }
    return package(parts)
