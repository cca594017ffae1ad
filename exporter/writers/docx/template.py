"""A publisher's template (.docx or .dotx) as it may be used: opened within bounds, refused when it could do anything.

What is taken from it is what decides on looks: styles, theme, fonts, numbering, page, headers and footers. Its text,
properties and settings are not. A file that holds macros, embedded programs, or references to anything outside it is
refused with one line (ECMA-376 part 2, 9.3: relationships with the target mode External).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from exporter.bounds.gate import Gate, Limits, holding
from exporter.bounds.packages import Package, open_package
from exporter.errors import InputError
from exporter.records import record
from exporter.writers.docx.headers_footers import Furniture
from exporter.writers.docx.xml import Element, R, W, w

FILE_TYPES = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
EMBEDDED = frozenset(["vbaProject", "wordVbaData", "control", "oleObject", "package", "aFChunk", "attachedToolbars"])
IN_FURNITURE = frozenset(["image", "hyperlink"])
SAFE_LINK = re.compile("(?:https?|mailto|tel):", re.IGNORECASE)
FETCHING = re.compile(
    r"(?:^|\s)(DDE|DDEAUTO|LINK|IMPORT|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|DATABASE|MACROBUTTON|RD)\b", re.IGNORECASE
)
"""Fields that run or fetch something (ECMA-376 part 1, 17.16.5)."""
PICTURES = frozenset(["png", "jpg", "jpeg", "gif"])
COMPOUND = b"\xd0\xcf\x11\xe0"
"""How files of the old Word begin, and encrypted ones ([MS-CFB])."""


@record
class Relation:
    """A relationship: its id, the last word of its type, its target, and whether that is outside the package."""

    id: str
    kind: str
    target: str
    external: bool


@record
class Template:
    """What a publisher's template gives: parts as bytes (b"" for one it lacks), and the section's properties."""

    name: str
    styles: bytes
    theme: bytes = b""
    fonts: bytes = b""
    numbering: bytes = b""
    section: bytes = b""
    furniture: tuple[Furniture, ...] = ()
    even_and_odd: bool = False


def load(path: Path, limits: Limits | None = None) -> Template:
    """The template in the file ``path``. Raises InputError when it is not a template, or is refused."""
    limits = limits or Limits()
    return _parsed(Gate(limits=limits).read_article(path, "file_bytes"), str(path), limits)


@lru_cache(maxsize=2)
def _parsed(data: bytes, name: str, limits: Limits) -> Template:
    if data[:4] == COMPOUND:
        raise InputError(f"{name}: is encrypted or in the old Word format; save it as .docx without a password")
    if not data.startswith(b"PK"):
        raise InputError(f"{name}: is not a DOCX or DOTX file; name a Word document or template")
    with holding(limits):
        return _taken(_Parts(open_package(data, name)))


def _taken(parts: _Parts) -> Template:
    name = parts.name
    main = parts.main()
    parts.refuse_what_acts()
    own = {one.kind: one.target for one in parts.relations(main) if not one.external}
    found = {kind: parts.xml(own[kind]) for kind in TAKEN if own.get(kind) in parts.names}
    if "styles" not in found or found["styles"].tag != w("styles").tag:
        raise InputError(f"{name}: has no styles; use a template that has them")
    section = _last_section(parts.xml(main))
    settings = parts.xml(own["settings"]) if own.get("settings") in parts.names else None
    theme_refers = "theme" in own and parts.relations(own["theme"])
    taken = {kind: etree.tostring(root, encoding="UTF-8", standalone=True) for kind, root in found.items()}
    return Template(
        posixpath.basename(name),
        taken["styles"],
        b"" if theme_refers else taken.get("theme", b""),
        taken.get("fontTable", b""),
        taken.get("numbering", b""),
        b"" if section is None else etree.tostring(section),
        tuple(_furniture(parts, main, section)),
        settings is not None and settings.find(w("evenAndOddHeaders").tag) is not None,
    )


TAKEN = ("styles", "theme", "fontTable", "numbering")


@dataclass(slots=True)
class _Parts:
    """The parts of a template's package."""

    package: Package

    @property
    def name(self) -> str:
        """The template as the user named it."""
        return self.package.name

    @property
    def names(self) -> frozenset[str]:
        """The names of its parts."""
        return self.package.names

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises InputError above the limits, and for a part that is damaged."""
        return self.package.read(part)

    def xml(self, part: str) -> Element:
        """The root of an XML part. Raises InputError for what is not well-formed or declares a document type."""
        root = self.package.xml(part)
        if root.getroottree().docinfo.internalDTD is not None:
            raise InputError(f"{self.name}: its part “{part}” declares a document type; the file was rejected")
        return root

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part ("" for the package)."""
        folder, base = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if path not in self.names:
            return []
        found = []
        for one in self.xml(path).iter("{*}Relationship"):
            target, external = one.get("Target") or "", one.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found.append(Relation(one.get("Id") or "", (one.get("Type") or "").rpartition("/")[2], target, external))
        return found

    def main(self) -> str:
        """The name of the part with the text. Raises InputError when this is not a Word file, or one with macros."""
        part = next((one.target for one in self.relations("") if one.kind == "officeDocument"), "")
        types = self.xml("[Content_Types].xml") if "[Content_Types].xml" in self.names else []
        kind = next((one.get("ContentType") or "" for one in types if one.get("PartName") == f"/{part}"), "")
        if "macroEnabled" in kind:
            raise InputError(f"{self.name}: contains macros; save it as .docx or .dotx without them")
        if part not in self.names or not kind.endswith(FILE_TYPES):
            raise InputError(f"{self.name}: is not a DOCX or DOTX file; name a Word document or template")
        if not self.xml(part).tag.startswith(w("document").tag):
            raise InputError(f"{self.name}: is in the Strict form of DOCX; save it as “Word document”, not “Strict”")
        return part

    def refuse_what_acts(self) -> None:
        """Raises InputError for macros, embedded objects and references to the outside, wherever they stand."""
        if any(re.search(r"vba(Project\.bin|Data\.xml)$", part, re.IGNORECASE) for part in self.names):
            raise InputError(f"{self.name}: contains macros; save it as .docx or .dotx without them")
        for path in sorted(part for part in self.names if part.endswith(".rels")):
            folder, base = posixpath.split(path)
            for one in self.relations(posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))):
                if one.kind in EMBEDDED:
                    raise InputError(f"{self.name}: contains an embedded object ({one.kind}); remove it")
                if one.external and not (one.kind == "hyperlink" and SAFE_LINK.match(one.target)):
                    raise InputError(f"{self.name}: refers to something outside it ({one.kind}); remove the reference")


def _last_section(root: Element) -> Element | None:
    body = root.find(w("body").tag)
    return None if body is None else body.find(w("sectPr").tag)


def _furniture(parts: _Parts, main: str, section: Element | None) -> Iterator[Furniture]:
    relations = {one.id: one for one in parts.relations(main)}
    for kind in ("header", "footer"):
        for reference in () if section is None else section.iter(w(f"{kind}Reference").tag):
            one = relations.get(reference.get(f"{{{R}}}id") or "")
            if one is not None and one.target in parts.names:
                yield _one_furniture(parts, kind, reference.get(f"{{{W}}}type") or "default", one.target)


def _one_furniture(parts: _Parts, kind: str, when: str, part: str) -> Furniture:
    root = parts.xml(part)
    instructions = "".join(one.text or "" for one in root.iter(w("instrText").tag))
    instructions += "".join(f" {one.get(f'{{{W}}}instr')} " for one in root.iter(w("fldSimple").tag))
    if found := FETCHING.search(instructions):
        raise InputError(f"{parts.name}: its {kind} has a field that runs or fetches ({found[1]}); remove it")
    links, pictures = [], []
    for one in parts.relations(part):
        if one.kind not in IN_FURNITURE or not (one.external or one.target in parts.names):
            raise InputError(
                f"{parts.name}: its {kind} contains something that cannot be copied ({one.kind}); remove it"
            )
        if one.kind == "image":
            suffix = posixpath.splitext(one.target)[1][1:].lower()
            if suffix not in PICTURES:
                raise InputError(f"{parts.name}: its {kind} has a picture in the format “{suffix}”; use PNG or JPEG")
            pictures.append((one.id, suffix, parts.read(one.target)))
        else:
            links.append((one.id, one.target))
    return Furniture(kind, when, parts.read(part), tuple(links), tuple(pictures))
