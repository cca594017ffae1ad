"""The accessibility of an EPUB as ONIX codes: EDItEUR code list 196, "E-publication accessibility details".

A catalogue takes them in ``<ProductFormFeature>`` with type 09 (list 79). Each code follows from a claim that the file
bears; where the list asks for more than the claim says, the code is left out, with the reason. Source: EDItEUR, ONIX
for Books code lists, issue 68, list 196; the pairing with EPUB metadata is that of W3C's EPUB accessibility crosswalk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exporter.accessibility.publication import FEATURE
from exporter.checks.epub.explain_metadata import Explanation

NAMES: dict[str, str] = {
    "00": "Accessibility summary",
    "04": "EPUB Accessibility Specification 1.1",
    "11": "Table of contents navigation",
    "13": "Single logical reading order",
    "14": "Short alternative textual descriptions",
    "15": "Full alternative textual descriptions",
    "17": "Accessible math content as MathML",
    "19": "Print-equivalent page numbering",
    "22": "Language tagging provided",
    "29": "Next / Previous structural navigation",
    "30": "ARIA roles provided",
    "36": "Appearance of all textual content can be modified",
    "41": "Page list navigation",
    "52": "All non-decorative content supports reading without sight",
    "53": "Described math content",
    "82": "WCAG v2.2",
    "85": "WCAG level AA",
    "90": "Compliance certification by (name)",
    "93": "Compliance certification by (URL)",
    "94": "Compliance web page for detailed accessibility information",
}
"""The codes that can be told here, and their names in the list."""

CODES: dict[tuple[str, str], tuple[str, ...]] = {
    (FEATURE, "readingOrder"): ("13",),
    (FEATURE, "alternativeText"): ("14",),
    (FEATURE, "longDescription"): ("15",),
    (FEATURE, "MathML"): ("17",),
    (FEATURE, "describedMath"): ("53",),
    (FEATURE, "pageNavigation"): ("19", "41"),
    (FEATURE, "structuralNavigation"): ("29",),
    (FEATURE, "ARIA"): ("30",),
    (FEATURE, "displayTransformability"): ("36",),
    ("schema:accessModeSufficient", "textual"): ("52",),
    ("dcterms:conformsTo", ""): ("04", "82", "85"),
}
"""The codes that each claim brings; "" stands for any value of the property."""

DESCRIBED = {"schema:accessibilitySummary": "00", "a11y:certifiedBy": "90", "a11y:certifierReport": "94"}
"""Claims whose value goes into ``<ProductFormFeatureDescription>``, and their codes."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of list 196, what describes it further ("" for nothing), and why it may be given."""

    code: str
    description: str
    reason: str

    @property
    def name(self) -> str:
        """The code's name in the list."""
        return NAMES[self.code]


def codes(found: Explanation) -> list[Code]:
    """The codes of a book, in the order of the list."""
    return sorted(_codes(found), key=lambda item: item.code)


def _codes(found: Explanation) -> Iterator[Code]:
    for claim in found.borne:
        if claim.property in DESCRIBED:
            address = claim.property == "a11y:certifiedBy" and claim.value.startswith(("http://", "https://"))
            yield Code("93" if address else DESCRIBED[claim.property], claim.value, claim.reason)
        if (claim.property, claim.value) == (FEATURE, "tableOfContents") and not found.unlisted:
            # The list asks for every table and figure in the contents too; ours name headings.
            yield Code("11", "", claim.reason)
        for code in CODES.get((claim.property, claim.value), CODES.get((claim.property, ""), ())):
            yield Code(code, "", claim.reason)
    if found.lang:
        yield Code("22", "", f"the book and every part in another language say their language ({found.lang})")


def as_dicts(found: Explanation) -> list[dict[str, str]]:
    """The codes as data for machines."""
    return [
        {"list": "196", "code": item.code, "name": item.name, "description": item.description, "reason": item.reason}
        for item in codes(found)
    ]


def as_text(name: str, found: Explanation) -> str:
    """The codes as lines, one a code."""
    lines = [f"{name}: ONIX code list 196"]
    for item in codes(found):
        said = f" “{item.description}”" if item.description else ""
        lines.append(f"  {item.code} {item.name}{said}: {item.reason}")
    return "\n".join(lines)
