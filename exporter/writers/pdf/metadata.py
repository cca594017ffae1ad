"""What a PDF says of itself: the XMP packet and the Info dictionary, which agree (ISO 19005-2, 6.6; ISO 14289-1, 7.1).

Standards are named only when the file has earned them. No clock: dates are the article's or the user's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any
from xml.sax.saxutils import escape

import pydyf

from exporter.languages import is_tag
from exporter.model import Metadata
from exporter.version import VERSION

_DECLARATIONS = "http://pdfa.org/declarations/wtpdf#"

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?)?)?$")

# PDF/A wants every schema it does not know described (ISO 19005-2, 6.6.2.3.3).
_UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def add_metadata(
    pdf: Any, metadata: Metadata, title: str, claims: Sequence[str], timestamp: int | None, *, modern: bool
) -> None:
    """Put title, people, dates and claims into Info and XMP, and the title into the window's title bar.

    ``modern`` files (PDF 2.0) have no Info: all of it is deprecated there, and PDF/A-4 forbids it (ISO 19005-4, 6.1.3).
    """
    created, modified = _dates(metadata, timestamp)
    creator = f"exporter {VERSION}"
    producer = f"WeasyPrint {version('weasyprint')}"
    authors = [person.name for person in metadata.authors if person.role in ("aut", "cre")]
    pdf.info.clear()
    for key, value in (
        ()
        if modern
        else (
            ("Title", title),
            ("Author", "; ".join(authors)),
            ("Subject", metadata.description),
            ("Keywords", ", ".join(metadata.keywords)),
            ("Creator", creator),
            ("Producer", producer),
            ("CreationDate", _pdf_date(created)),
            ("ModDate", _pdf_date(modified)),
        )
    ):
        if value:
            pdf.info[key] = pydyf.String(value)
    packet = _packet(
        [
            *_claims(claims),
            _alternative("dc:title", title),
            _list("dc:creator", "Seq", authors),
            _alternative("dc:description", metadata.description),
            _list("dc:subject", "Bag", metadata.keywords),
            _list("dc:language", "Bag", [metadata.lang] if is_tag(metadata.lang) else []),
            _list("dc:publisher", "Bag", [metadata.publisher] if metadata.publisher else []),
            _alternative("dc:rights", metadata.rights),
            _simple("dc:source", metadata.source),
            _simple("dc:identifier", metadata.identifier),
            _simple("pdf:Keywords", ", ".join(metadata.keywords)),
            _simple("pdf:Producer", producer),
            _simple("xmp:CreatorTool", creator),
            _simple("xmp:CreateDate", created),
            _simple("xmp:ModifyDate", modified),
        ]
    )
    stream = pydyf.Stream([packet.encode()], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog.pop("Lang", None)
    if is_tag(metadata.lang):
        pdf.catalog["Lang"] = pydyf.String(metadata.lang)


def _packet(properties: Sequence[str]) -> str:
    body = "\n".join(item for item in properties if item)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f"{body}\n"
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfd": "http://pdfa.org/declarations/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


def _property(name: str, inner: str) -> str:
    prefix = name.partition(":")[0]
    about = f'<rdf:Description rdf:about="" xmlns:{prefix}="{NAMESPACES[prefix]}">'
    return f"{about}<{name}>{inner}</{name}></rdf:Description>"


def _simple(name: str, value: str) -> str:
    return _property(name, escape(value)) if value else ""


def _alternative(name: str, value: str) -> str:
    inner = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt>'
    return _property(name, inner) if value else ""


def _list(name: str, kind: str, values: Sequence[str]) -> str:
    items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values)
    return _property(name, f"<rdf:{kind}>{items}</rdf:{kind}>") if values else ""


def _claims(claims: Sequence[str]) -> list[str]:
    """The identification of the standards claimed (ISO 14289-1 and -2, 5; ISO 19005-2, 6.6.4; ISO 19005-4, 6.7.3)."""
    found: list[str] = []
    declared: list[str] = []
    for claim in claims:
        standard, _, level = claim.rpartition("-")
        match standard, level:
            case "PDF/UA", "1":
                found += [_simple("pdfuaid:part", "1"), _UA_SCHEMA]
            case "PDF/UA", part:
                found += [_simple("pdfuaid:part", part), _simple("pdfuaid:rev", "2024")]
            case "PDF/A", level if level[0] == "4":
                found += [_simple("pdfaid:part", "4"), _simple("pdfaid:rev", "2020")]
                found.append(_simple("pdfaid:conformance", level[1:].upper()))
            case "PDF/A", level:
                found += [_simple("pdfaid:part", level[0]), _simple("pdfaid:conformance", level[1].upper())]
            case _:
                declared.append(f"{_DECLARATIONS}{claim.split()[-1]}1.0")
    return [*found, _declarations(declared)]


def _declarations(addresses: Sequence[str]) -> str:
    """PDF Declarations (PDF Association, 2019): what the file says it meets beside the ISO standards."""
    one = '<rdf:li rdf:parseType="Resource"><pdfd:conformsTo>{}</pdfd:conformsTo></rdf:li>'
    items = "".join(one.format(escape(address)) for address in addresses)
    return _property("pdfd:declarations", f"<rdf:Bag>{items}</rdf:Bag>") if addresses else ""


def _dates(metadata: Metadata, timestamp: int | None) -> tuple[str, str]:
    """When the file was made and changed, ISO 8601: the user's timestamp, else the article's dates, else nothing."""
    if timestamp is not None:
        stamp = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return stamp, stamp
    published = _iso(metadata.published)
    return published, _iso(metadata.modified) or published


def _iso(date: str) -> str:
    """A date as XMP takes it: an hour needs a zone, UTC where the article named none; "" for an invalid date."""
    match = _DATE.fullmatch(date.strip())
    if match is None or not _is_date(match):
        return ""
    year, month, day, hour, minute, second, zone = match.groups()
    text = "-".join(part for part in (year, month, day) if part)
    if hour is None:
        return text
    zone = zone or "Z"
    zone = zone if zone == "Z" or ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return f"{text}T{hour}:{minute}:{second or '00'}{zone}"


def _is_date(match: re.Match[str]) -> bool:
    values = [int(part or default) for part, default in zip(match.groups()[:6], (1, 1, 1, 0, 0, 0), strict=True)]
    try:
        datetime(*values)  # type: ignore[arg-type]  # six integers
    except ValueError:
        return False
    return True


def _pdf_date(iso: str) -> str:
    """An XMP date as a PDF date (ISO 32000-1, 7.9.4)."""
    if not iso:
        return ""
    day, _, time = iso.partition("T")
    digits = day.replace("-", "")
    if not time:
        return f"D:{digits}"
    clock, zone = (time[:-1], "Z") if time.endswith("Z") else (time[:-6], f"{time[-6:-3]}'{time[-2:]}'")
    return f"D:{digits}{clock.replace(':', '')}{zone}"
