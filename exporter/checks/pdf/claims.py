"""The standards that a PDF claims, compared with all findings (ISO 14289-1, 5; ISO 19005-2, 6.6.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
from lxml import etree

from exporter.accessibility.needs import ARCHIVE, ARCHIVE_TAGGED, UA, refutes
from exporter.findings import Finding, finding

PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PREFIX = "pdfuaid"
_YEAR = re.compile(r"[0-9]{4}")


Property = tuple[str, str, str | None]
"""A property of one of the two identification schemas: name with namespace, value, prefix."""


def _identification(packet: etree._Element | None) -> list[Property]:
    """Every property of the two identification schemas, by XML and not by pattern."""
    found: list[Property] = []
    for made in packet.iter(etree.Element) if packet is not None else ():
        if str(made.tag).startswith((PDFUA, PDFA)):
            found.append((str(made.tag), (made.text or "").strip(), made.prefix))
        for name, value in made.attrib.items():
            if str(name).startswith((PDFUA, PDFA)):
                prefixes = {space: prefix for prefix, space in made.nsmap.items()}
                found.append((str(name), str(value).strip(), prefixes.get(str(name)[1:].partition("}")[0])))
    return found


def claimed(packet: etree._Element | None) -> list[str]:
    """The standards that a file's XMP packet names: ``PDF/UA-1``, ``PDF/A-2a``."""
    return _claimed(_identification(packet))


def _claimed(found: Sequence[Property]) -> list[str]:
    level = next((value.lower() for name, value, _ in found if name == PDFA + "conformance"), "")
    kinds = {PDFUA + "part": ("PDF/UA", ""), PDFA + "part": ("PDF/A", level)}
    said = ((kinds[name], value) for name, value, _ in found if name in kinds and value)
    return list(dict.fromkeys(f"{kind}-{value}{level}" for (kind, level), value in said))


def misidentified(every: Sequence[Property]) -> Iterator[str]:
    """What is wrong with the identification of PDF/UA itself (ISO 14289-1, 5; ISO 14289-2, 5)."""
    found = [item for item in every if item[0].startswith(PDFUA)]
    said = {name.removeprefix(PDFUA): value for name, value, _ in found}
    for name, _, prefix in found:
        if prefix != PREFIX:
            yield f"the property “{name.removeprefix(PDFUA)}” of PDF/UA has the prefix “{prefix}”, not “{PREFIX}”"
    part = said.get("part")
    if found and not part:
        yield "it has properties of PDF/UA, but does not say which part of the standard it follows"
    elif part and part not in ("1", "2"):
        yield f"it claims part “{part[:20]}” of PDF/UA: there are parts 1 and 2"
    elif part == "2" and not _YEAR.fullmatch(said.get("rev", "")):
        yield "it claims PDF/UA-2 and does not state the year of that standard (rev)"


def claims(
    pdf: pikepdf.Pdf, packet: etree._Element | None, found: Sequence[Finding], strings: Iterable[str] = ()
) -> Iterator[Finding]:
    """Each standard that the file names in its XMP packet and does not keep (ISO 14289-1, 5; ISO 19005-2, 6.6.4).

    ``strings`` are texts of which each is one string of the file.
    """
    properties = _identification(packet)
    longest = max(map(_size, strings), default=0)
    for message in misidentified(properties):
        yield finding("PDF120", f"the file does not say rightly that it is PDF/UA: {message}")
    for claim in _claimed(properties):
        broken = _broken_ua(claim, found) if claim.startswith("PDF/UA") else _broken_a(pdf, claim, found, longest)
        if broken:
            yield finding("PDF120", f"the file claims {claim}, but: {'; '.join(broken[:4])}")


NOT_IN_PART_2 = frozenset(["PDF107"])
"""Rules of ISO 14289-1 that ISO 14289-2 does not have in this form: 8.2.5.29 asks for no Alt on a formula."""


def _broken_ua(claim: str, found: Sequence[Finding]) -> list[str]:
    left = NOT_IN_PART_2 if claim == "PDF/UA-2" else frozenset[str]()
    against = (item for item in found if item.rule not in left and refutes(UA, item))
    return list(dict.fromkeys(f"{item.message} ({item.rule})" for item in against))


def _broken_a(pdf: pikepdf.Pdf, claim: str, found: Sequence[Finding], longest: int) -> list[str]:
    standard = ARCHIVE_TAGGED if claim.endswith("a") else ARCHIVE
    broken = list(dict.fromkeys(f"{item.message} ({item.rule})" for item in found if refutes(standard, item)))
    intents = pdf.Root.get("/OutputIntents")
    if not (isinstance(intents, pikepdf.Array) and len(intents)):
        broken.append("it does not define its colours (OutputIntents)")
    if pdf.is_encrypted:
        broken.append("it is encrypted")
    if longest > (most := LONGEST_STRING.get(claim.removeprefix("PDF/A-")[:1], longest)):
        broken.append(f"an alternative text or an address has more than {most} bytes")
    return broken


LONGEST_STRING = {"1": 65_535, "2": 32_767, "3": 32_767}
"""Bytes of a string, by the part of ISO 19005 (6.1.12 of the first, 6.1.13 of the others); the fourth has no bound."""


def _size(text: str) -> int:
    """The fewest bytes that a text takes (ISO 32000-1, 7.9.2.2)."""
    try:
        return len(text.encode("pdfdoc"))
    except UnicodeEncodeError:
        return 2 + len(text.encode("utf-16-be", "replace"))
