"""The core properties (ECMA-376 part 2, 11): what catalogues and Word's “Info” page know of the article."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from lxml import etree

from exporter.model import Metadata
from exporter.writers.docx.xml import xml_text

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def core_properties(metadata: Metadata, title: str, timestamp: int | None) -> bytes:
    """Core properties; dates are the article's, else ``timestamp`` (seconds since 1970), else left out."""
    made_at = "" if timestamp is None else w3c_date(datetime.fromtimestamp(timestamp, UTC).isoformat())
    names: Any = {"cp": CORE, "dc": DC, "dcterms": TERMS, "xsi": XSI}
    root = etree.Element(f"{{{CORE}}}coreProperties", nsmap=names)
    said = {
        f"{{{DC}}}title": title,
        f"{{{DC}}}subject": metadata.subtitle,
        f"{{{DC}}}creator": "; ".join(person.name for person in metadata.authors if person.role in ("aut", "cre")),
        f"{{{CORE}}}keywords": ", ".join(metadata.keywords),
        f"{{{DC}}}description": metadata.description,
        f"{{{DC}}}identifier": ((isbn := metadata.isbn("docx")) and f"urn:isbn:{isbn}") or metadata.identifier,
        f"{{{DC}}}language": metadata.lang,
    }
    for tag, value in said.items():
        if value := " ".join(value.split()):
            etree.SubElement(root, tag).text = xml_text(value)
    modified = w3c_date(metadata.modified) or w3c_date(metadata.published)
    for tag, value in (("created", w3c_date(metadata.published)), ("modified", modified)):
        if stamp := value or made_at:
            made = etree.SubElement(root, f"{{{TERMS}}}{tag}")
            made.set(f"{{{XSI}}}type", "dcterms:W3CDTF")
            made.text = stamp
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def w3c_date(said: str) -> str:
    """An article's date as a W3C date and time in UTC, or "" when it is not a date."""
    try:
        found = datetime.fromisoformat(said)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return found.strftime("%Y-%m-%dT%H:%M:%SZ")
