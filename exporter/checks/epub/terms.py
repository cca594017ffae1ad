"""Are accessibility metadata in the words of their vocabulary, under their properties, and free of contradictions?

Libraries sort books by these words: one that is not in the vocabulary is not found (EPUB Accessibility 1.1, 2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from exporter.accessibility.discovery_terms import CONFORMS, HAZARDS, TERMS
from exporter.checks.epub.package import Book
from exporter.findings import Finding, finding
from exporter.rules.rule import Level

SCHEMA = "schema:"
KNOWN = {name.casefold(): name for name in (*TERMS, "accessibilitySummary")}
LIKE = 0.85
"""How alike a word must be to a term that is proposed in its place (difflib's ratio)."""


def vocabulary(book: Book) -> Iterator[Finding]:
    """Every value that is not a term of its property, and every property that is not one."""
    for name, terms in TERMS.items():
        for value in dict.fromkeys(book.meta(f"{SCHEMA}{name}")):
            parts = [part.strip() for part in value.split(",")] if name == "accessModeSufficient" else [value]
            for part in parts:
                if part and part.split("/")[0] not in terms:
                    yield finding("EPUB122", f"“{part[:60]}” is not a term of {SCHEMA}{name}{_proposed(name, part)}")
    for written in sorted(made for made in book.properties() if made.rpartition(":")[0] in ("", "schema")):
        meant = KNOWN.get(_plain(written)) or KNOWN.get(_plain(written).removesuffix("s"))
        if meant and written != f"{SCHEMA}{meant}":
            yield finding("EPUB122", f"the property “{written}” is not read; it is written {SCHEMA}{meant}")
    for written in sorted(book.old_properties()):
        yield finding("EPUB122", f"“{written}” is stated by name and content, as in EPUB 2; EPUB 3 reads property")
    yield from _conformance(book)


def _plain(name: str) -> str:
    return name.rpartition(":")[2].casefold()


def _proposed(name: str, value: str) -> str:
    """What was perhaps meant: a term of another property, terms with a wrong sign between them, a misspelt term."""
    elsewhere = next((other for other, terms in TERMS.items() if other != name and value in terms), "")
    if elsewhere:
        return f", but of {SCHEMA}{elsewhere}"
    inside = value.replace(";", " ").replace("+", " ").split()
    if name == "accessModeSufficient" and len(inside) > 1 and all(one in TERMS[name] for one in inside):
        return f"; modes are separated by commas: “{','.join(inside)}”"
    folded = {term.casefold(): term for term in TERMS[name]}
    close = get_close_matches(value.casefold(), folded, 1, LIKE)
    return f"; perhaps “{folded[close[0]]}” is meant" if close else ""


def _conformance(book: Book) -> Iterator[Finding]:
    for value in dict.fromkeys(book.meta("dcterms:conformsTo")):
        if value.startswith(("EPUB Accessibility", "EPUB-A11Y", "http://www.idpf.org/epub/a11y")):
            said = " ".join(value.split())
            if not CONFORMS.fullmatch(said) and not said.startswith("EPUB-A11Y-"):
                yield finding("EPUB122", f"“{said[:80]}” is not how conformance is stated (dcterms:conformsTo)")


def contradictions(book: Book) -> Iterator[Finding]:
    """Values of one property that cannot all be true."""
    hazards = book.meta(f"{SCHEMA}accessibilityHazard")
    features = book.meta(f"{SCHEMA}accessibilityFeature")
    for said, values in (("hazards", hazards), ("features", features)):
        for whole in ("none", "unknown"):
            others = sorted({value for value in values if value != whole and not _agrees(whole, value)})
            if whole in values and others:
                yield finding("EPUB114", f"the {said} contradict one another: {whole} and {', '.join(others)}")
    for terms in HAZARDS.values():
        both = [term for term in terms if term in hazards]
        if len(both) > 1:
            yield finding("EPUB114", f"the hazards contradict one another: {' and '.join(both)}")


def _agrees(whole: str, value: str) -> bool:
    """“none” beside “noSoundHazard” says a thing twice, and nothing wrong."""
    return (whole == "none" and value.startswith("no") and value.endswith("Hazard")) or (
        whole == "unknown" and value.startswith("unknown")
    )


def recommended(book: Book) -> Iterator[Finding]:
    """What a book that states anything of the kind should state as well (EPUB Accessibility 1.1, 2)."""
    stated = [name for name in TERMS if book.meta(f"{SCHEMA}{name}")]
    missing: Sequence[str] = ("accessModeSufficient", "accessibilitySummary") if stated else ()
    for name in missing:
        if not any(book.meta(f"{SCHEMA}{name}")):
            message = f"the metadata does not state {SCHEMA}{name}, which it should"
            yield replace(finding("EPUB113", message), level=Level.warning)
