"""The standards that a PDF claims, compared with all findings (ISO 14289-1, 5; ISO 19005-2, 6.6.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pikepdf

from exporter.accessibility.needs import ARCHIVE, ARCHIVE_TAGGED, UA, refutes
from exporter.findings import Finding, finding

_PART = re.compile(r"<pdf(ua|a)id:part>\s*(\d)\s*<|pdf(ua|a)id:part=[\"'](\d)[\"']")
_LEVEL = re.compile(r"pdfaid:conformance(?:>\s*|=[\"'])([ABEFUabefu])")


def claimed(pdf: pikepdf.Pdf) -> list[str]:
    """The standards that the file's XMP packet names: ``PDF/UA-1``, ``PDF/A-2a``."""
    packet = pdf.Root.get("/Metadata")
    if not isinstance(packet, pikepdf.Stream):
        return []
    text = packet.read_bytes().decode("utf-8", "replace")
    found: list[str] = []
    for match in _PART.finditer(text):
        kind, part = match[1] or match[3], match[2] or match[4]
        level = _LEVEL.search(text)
        found.append(f"PDF/UA-{part}" if kind == "ua" else f"PDF/A-{part}{level[1].lower() if level else ''}")
    return found


def claims(pdf: pikepdf.Pdf, found: Sequence[Finding]) -> Iterator[Finding]:
    """Each standard that the file names and does not keep (ISO 14289-1, 5; ISO 19005-2, 6.6.4)."""
    for claim in claimed(pdf):
        broken = _broken_ua(found) if claim.startswith("PDF/UA") else _broken_a(pdf, claim, found)
        if broken:
            yield finding("PDF120", f"the file claims {claim}, but: {'; '.join(broken[:4])}")


def _broken_ua(found: Sequence[Finding]) -> list[str]:
    return list(dict.fromkeys(f"{item.message} ({item.rule})" for item in found if refutes(UA, item)))


def _broken_a(pdf: pikepdf.Pdf, claim: str, found: Sequence[Finding]) -> list[str]:
    standard = ARCHIVE_TAGGED if claim.endswith("a") else ARCHIVE
    broken = list(dict.fromkeys(f"{item.message} ({item.rule})" for item in found if refutes(standard, item)))
    intents = pdf.Root.get("/OutputIntents")
    if not (isinstance(intents, pikepdf.Array) and len(intents)):
        broken.append("it does not define its colours (OutputIntents)")
    if pdf.is_encrypted:
        broken.append("it is encrypted")
    return broken
