"""What a PDF says of itself: the XMP packet and the Info dictionary, which agree (ISO 19005-2, 6.6; ISO 14289-1, 7.1).

Standards are named only when the file has earned them. No clock: dates are the article's or the user's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

import pydyf

from exporter.languages import is_tag
from exporter.model import Metadata
from exporter.version import VERSION
from exporter.writers.pdf.objects import fitting
from exporter.writers.pdf.xmp import alternative, listed, publication, simple, written

_DECLARATIONS = "http://pdfa.org/declarations/wtpdf#"

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?)?)?$")


def add_metadata(
    pdf: Any,
    metadata: Metadata,
    title: str,
    claims: Sequence[str],
    timestamp: int | None,
    producer: str,
    *,
    modern: bool,
) -> None:
    """Put title, people, dates and claims into Info and XMP, and the title into the window's title bar.

    ``producer`` is the layout engine.
    ``modern`` files (PDF 2.0) have no Info: all of it is deprecated there, and PDF/A-4 forbids it (ISO 19005-4, 6.1.3).
    """
    created, modified = _dates(metadata, timestamp)
    creator = f"exporter {VERSION}"
    authors = [person.name for person in metadata.authors if person.role in ("aut", "cre")]
    subjects = [*metadata.keywords, *(subject.name or subject.value for subject in metadata.subjects)]
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
            pdf.info[key] = pydyf.String(fitting(value))  # XMP has it whole
    packet = _packet(
        [
            *_claims(claims),
            *publication(metadata, ua="PDF/UA-1" in claims),
            alternative("dc:title", title),
            listed("dc:creator", "Seq", authors),
            alternative("dc:description", metadata.description),
            listed("dc:subject", "Bag", subjects),
            listed("dc:language", "Bag", [metadata.lang] if is_tag(metadata.lang) else []),
            listed("dc:publisher", "Bag", [metadata.publisher] if metadata.publisher else []),
            alternative("dc:rights", metadata.rights),
            simple("dc:source", metadata.source),
            simple("pdf:Keywords", ", ".join(metadata.keywords)),
            simple("pdf:Producer", producer),
            simple("xmp:CreatorTool", creator),
            simple("xmp:CreateDate", created),
            simple("xmp:ModifyDate", modified),
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


def _claims(claims: Sequence[str]) -> list[str]:
    """The identification of the standards claimed (ISO 14289-1 and -2, 5; ISO 19005-2, 6.6.4; ISO 19005-4, 6.7.3)."""
    found: list[str] = []
    declared: list[str] = []
    for claim in claims:
        standard, _, level = claim.rpartition("-")
        match standard, level:
            case "PDF/UA", "1":
                found.append(simple("pdfuaid:part", "1"))
            case "PDF/UA", part:
                found += [simple("pdfuaid:part", part), simple("pdfuaid:rev", "2024")]
            case "PDF/A", level if level[0] == "4":
                found += [simple("pdfaid:part", "4"), simple("pdfaid:rev", "2020")]
                found.append(simple("pdfaid:conformance", level[1:].upper()))
            case "PDF/A", level:
                found += [simple("pdfaid:part", level[0]), simple("pdfaid:conformance", level[1].upper())]
            case _:
                declared.append(f"{_DECLARATIONS}{claim.split()[-1]}1.0")
    return [*found, _declarations(declared)]


def _declarations(addresses: Sequence[str]) -> str:
    """PDF Declarations (PDF Association, 2019): what the file says it meets beside the ISO standards."""
    one = '<rdf:li rdf:parseType="Resource"><pdfd:conformsTo>{}</pdfd:conformsTo></rdf:li>'
    items = "".join(one.format(escape(address, quote=False)) for address in addresses)
    return written("pdfd:declarations", f"<rdf:Bag>{items}</rdf:Bag>") if addresses else ""


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
