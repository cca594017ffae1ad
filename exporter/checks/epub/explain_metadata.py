"""Why each line of an EPUB's accessibility metadata is there or is not, found in the finished file alone.

The document is read back, what is around it (navigation, styles, roles, cover) is counted in the package, and the lines
are computed again by the rules of ``exporter.accessibility``. So the reasons are those of the file, whoever made it: a
line that it states and its content does not bear is told as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from exporter.accessibility.publication import Book, Claim, claims
from exporter.accessibility.reader_settings import overridden
from exporter.bounds.packages import Package, open_package
from exporter.errors import UsageError
from exporter.model import Figure, Resource, Table, walk
from exporter.readback import format_of, open_file
from exporter.readback.epub.spine import OPF, items_of, package_document
from exporter.readback.epub.state import EPUB_TYPE, XHTML, Element, has_role, local

SCHEMA = "schema:"
KNOWN = ("dcterms:conformsTo", "pageBreakSource", "a11y:certifiedBy")
UNKNOWN = "the maker of the file says so; it cannot be computed from the content"
Verdict = Literal["is there", "is not there", "is there without cause", "is missing", "is the maker's own"]


@dataclass(frozen=True, slots=True)
class Explained:
    """A line of metadata, whether the file has it and ought to have it, and why."""

    property: str
    value: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every line of a file's accessibility metadata, and the claims that its content bears.

    ``lang`` is the book's language; ``unlisted`` counts its tables and figures, which its contents do not list.
    """

    lines: tuple[Explained, ...]
    borne: tuple[Claim, ...]
    lang: str
    unlisted: int


def explain(data: bytes, name: str) -> Explanation:
    """The accessibility metadata of an EPUB file, line by line. Raises InputError, and UsageError for no EPUB."""
    if format_of(data, name) != "epub":
        raise UsageError(f"{name}: is not an EPUB; --explain-metadata and --onix work only on EPUB files")
    document = open_file(data, name)
    package = open_package(data, name)
    opf_path, opf = package_document(package)
    computed = claims(document, _book(package, opf, opf_path))
    stated = _stated(opf)
    lines = [_explained(claim, stated) for claim in computed]
    told = {(line.property, line.value) for line in lines}
    own = [Explained(*line, "is the maker's own", UNKNOWN) for line in stated if line not in told]
    unlisted = sum(isinstance(node, Table | Figure) for node in walk(document))
    borne = tuple(claim for claim in computed if claim.holds)
    return Explanation((*lines, *own), borne, document.metadata.lang, unlisted)


def _explained(claim: Claim, stated: list[tuple[str, str]]) -> Explained:
    there = (claim.property, " ".join(claim.value.split())) in stated
    verdicts: dict[tuple[bool, bool], Verdict] = {
        (True, True): "is there",
        (False, False): "is not there",
        (True, False): "is there without cause",
        (False, True): "is missing",
    }
    value = " ".join(claim.value.split())
    return Explained(claim.property, value, verdicts[there, claim.holds], claim.reason)


def _stated(opf: Element) -> list[tuple[str, str]]:
    """The accessibility lines of a package, in its order, each once."""
    found: dict[tuple[str, str], None] = {}
    for meta in opf.iter(OPF + "meta"):
        name = meta.get("property") or ""
        if (name.startswith(SCHEMA) or name in KNOWN) and not meta.get("refines"):
            found[name, " ".join((meta.text or "").split())] = None
    for link in opf.iter(OPF + "link"):
        if "a11y:certifierReport" in (link.get("rel") or "").split():
            found["a11y:certifierReport", link.get("href") or ""] = None
    return list(found)


def _book(package: Package, opf: Element, opf_path: str) -> Book:
    """What is around the document, counted."""
    spine = {(ref.get("idref") or "").strip() for ref in opf.iter(OPF + "itemref")}
    elements: list[Element] = []
    navigation: list[Element] = []
    styles: list[bytes] = []
    cover = None
    for name, item in items_of(package, opf, opf_path).items():
        part, media_type = item.part, item.media_type
        if part not in package:
            continue
        if media_type == "text/css":
            styles.append(package.read(part))
        if "cover-image" in item.properties:
            cover = Resource(name=part, media_type=media_type, data=package.read(part))
        if "nav" in item.properties:
            navigation += package.xml(part).iter(XHTML + "nav")
        elif name in spine and media_type == "application/xhtml+xml":
            elements += package.xml(part).iter(XHTML + "*")
    said = dict(_stated(opf))
    return Book(
        overridden=tuple(found for style in styles for found in overridden(style)),
        listed_headings=_entries(navigation, "toc"),
        listed_depth=_depth(navigation),
        pages=sum(has_role(made, "doc-pagebreak", "pagebreak") for made in elements),
        listed_pages=_entries(navigation, "page-list"),
        page_source=said.get("pageBreakSource", ""),
        roles=sum(_has_dpub_role(made) for made in elements),
        cover=cover,
        certified_by=said.get("a11y:certifiedBy", ""),
        certifier_report=said.get("a11y:certifierReport", ""),
    )


def _has_dpub_role(made: Element) -> bool:
    role = made.get("role") or ""
    return role.startswith("doc-") and role != "doc-cover"


def _entries(navigation: list[Element], kind: str) -> int:
    lists = [nav for nav in navigation if kind in (nav.get(EPUB_TYPE) or "").split()]
    return sum(1 for nav in lists for _ in nav.iter(XHTML + "a"))


def _depth(navigation: list[Element]) -> int:
    """How deep the contents go; 0 without any."""
    lists = [nav for nav in navigation if "toc" in (nav.get(EPUB_TYPE) or "").split()]
    entries = (link for nav in lists for link in nav.iter(XHTML + "a"))
    return max((sum(local(around) == "ol" for around in link.iterancestors()) for link in entries), default=0)


def as_dict(name: str, found: Explanation) -> dict[str, Any]:
    """An explanation as data for machines."""
    keys = ("property", "value", "verdict", "reason")
    return {"file": name, "metadata": [{key: getattr(line, key) for key in keys} for line in found.lines]}


def as_text(name: str, found: Explanation) -> str:
    """An explanation as lines, one a line of metadata."""
    lines = [f"{name}: accessibility metadata, computed again from what is in the file"]
    for line in found.lines:
        value = f" “{line.value}”" if line.value else ""
        lines.append(f"  {line.property}{value} {line.verdict}: {line.reason}")
    return "\n".join(lines)
