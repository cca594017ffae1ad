"""The standards that a finished file claims to meet, read only from the file itself.

PDF/UA and PDF/A identifiers stand in the XMP packet (ISO 14289-1, 5; ISO 19005-2, 6.6.4); an EPUB's in its package
metadata (EPUB Accessibility 1.1, 3.5). A DOCX has no place for such a claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exporter.bounds.packages import open_package
from exporter.bounds.safe_xml import parse_xml
from exporter.errors import InputError
from exporter.readback.epub.spine import OPF, package_document
from exporter.readback.pdf.open import open_pdf

PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFD = "{http://pdfa.org/declarations/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
CONFORMS = "dcterms:conformsTo"


@dataclass(frozen=True, slots=True)
class Claim:
    """A standard that a file says it meets; ``where`` it says so; ``source`` is how rules name that standard."""

    standard: str
    where: str
    source: str


def claims(data: bytes, format: str, name: str) -> tuple[Claim, ...]:
    """The claims of one file, in a fixed order. Raises InputError when it cannot be opened."""
    match format:
        case "pdf":
            return tuple(_of_pdf(data, name))
        case "epub":
            return tuple(_of_epub(data, name))
        case _:
            return ()


def _of_pdf(data: bytes, name: str) -> Iterator[Claim]:
    import pikepdf  # noqa: PLC0415  (start-up: only for a PDF)

    with open_pdf(data, name) as pdf:
        packet = pdf.Root.get("/Metadata")
        if not isinstance(packet, pikepdf.Stream):
            return
        try:
            root = parse_xml(packet.read_bytes(), "XMP")
        except (InputError, pikepdf.PdfError):
            return
    said: dict[str, str] = {}
    declared: list[str] = []
    for element in root.iter("{*}*"):
        said |= {str(name): str(value) for name, value in element.attrib.items() if str(name).startswith((PDFUA, PDFA))}
        if isinstance(element.tag, str) and element.tag.startswith((PDFUA, PDFA)):
            said[element.tag] = (element.text or "").strip()
        if element.tag == PDFD + "conformsTo":
            declared.append((element.get(RDF + "resource") or element.text or "").strip())
    if part := said.get(PDFUA + "part"):
        yield Claim(f"PDF/UA-{part}", "pdfuaid:part in the XMP metadata", "ISO 14289")
    if part := said.get(PDFA + "part"):
        level = said.get(PDFA + "conformance", "").lower()
        yield Claim(f"PDF/A-{part}{level}", "pdfaid:part in the XMP metadata", "ISO 19005")
    for address in declared:
        yield Claim(address, "a PDF declaration in the XMP metadata", "ISO 14289")


def _of_epub(data: bytes, name: str) -> Iterator[Claim]:
    package = open_package(data, name)
    _, opf = package_document(package)
    for element in opf.iter(OPF + "meta", OPF + "link"):
        if element.get("property") == CONFORMS or element.get("rel") == CONFORMS:
            standard = " ".join((element.text or element.get("href") or "").split())
            source = "EPUB Accessibility" if "EPUB" in standard else "WCAG"
            yield Claim(standard, f"{CONFORMS} in the package metadata", source)
