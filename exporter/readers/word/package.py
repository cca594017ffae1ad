"""A Word file opened: which part is the document, what its parts refer to, and each part ready to be read.

Parts are found by the types of their relationships, not by name (ECMA-376 part 2, 9.3). Strict Open XML has been
made transitional where packages are opened; markup compatibility (part 3) is settled here, once, before anybody reads:
of an ``AlternateContent`` the first Choice that is understood stays, else the Fallback.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from urllib.parse import unquote

from exporter.bounds.packages import Package, open_package
from exporter.errors import InputError
from exporter.readers.word.ooxml import MC, Element, M, V, W

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How compound files begin: a ``.doc``, or a ``.docx`` that is encrypted ([MS-CFB], 2.2)."""

UNDERSTOOD = frozenset(
    [
        *(W[1:-1], V[1:-1], M[1:-1]),
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
        "http://schemas.microsoft.com/office/word/2015/wordml/symex",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "http://schemas.microsoft.com/office/drawing/2010/main",
        "http://schemas.microsoft.com/office/drawing/2007/8/2/chart",
        "http://schemas.microsoft.com/office/drawing/2010/picture",
    ]
)
"""Namespaces that a Choice may require: those that are read here."""

OTHERS = {
    "spreadsheetml": "an Excel workbook",
    "presentationml": "a PowerPoint presentation",
    "opendocument.text": "an OpenDocument text",
    "epub+zip": "an EPUB",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of the relationship's type, its target, and whether that lies outside."""

    kind: str
    target: str
    external: bool = False


Relations = dict[str, Relation]


@dataclass(slots=True)
class WordPackage:
    """A Word file. ``main`` is its document part; ``broken`` says what in it does not hold together."""

    package: Package
    main: str = ""
    broken: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _relations: dict[str, Relations] = field(default_factory=dict)
    _looked_at: dict[str, Element] = field(default_factory=dict)

    def find(self, name: str) -> str:
        """The part of that name as the package spells it; "" when there is none (part 2, 6.2.2.3)."""
        wanted = name.replace("\\", "/").lstrip("/").lower()
        return self._names.get(wanted) or self._names.get(unquote(wanted)) or ""

    def relations(self, part: str) -> Relations:
        """The relationships of a part ("" for the package's own), by id."""
        if part not in self._relations:
            self._relations[part] = self._load_relations(part)
        return self._relations[part]

    def _load_relations(self, part: str) -> Relations:
        folder, base = posixpath.split(part)
        path = self.find(posixpath.join(folder, "_rels", base + ".rels"))
        found: Relations = {}
        if not path:
            return found
        try:
            root = self.package.xml(path)
        except InputError:
            self.broken.append(f"the relationships of “{part or 'the package'}” cannot be read")
            return found
        for made in root.iter("{*}Relationship"):
            target, external = made.get("Target") or "", made.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/" + folder, target.replace("\\", "/"))).lstrip("/")
            kind = (made.get("Type") or "").rpartition("/")[2]
            found[made.get("Id") or ""] = Relation(kind, target, external)
        return found

    def part(self, kind: str) -> str:
        """The part of type ``kind`` that the document refers to, or ""."""
        for relation in self.relations(self.main).values():
            if relation.kind == kind and not relation.external and (name := self.find(relation.target)):
                return name
        return ""

    def related(self, kind: str) -> Element | None:
        """The root of the part of type ``kind``; None when it is missing or broken, which is noted."""
        name = self.part(kind)
        return self.optional(name) if name else None

    def optional(self, name: str) -> Element | None:
        """The root of a part that the document can do without."""
        try:
            return self.xml(name)
        except InputError as error:
            self.broken.append(str(error).removeprefix(f"{self.package.name}: "))
            return None

    def xml(self, name: str) -> Element:
        """The root of a part, transitional and without alternatives. Raises InputError."""
        looked_at = self._looked_at.pop(name, None)
        root = self.package.xml(name) if looked_at is None else looked_at
        _settle_alternatives(root)
        _settle_fields(root)
        return root


def open_word(data: bytes, name: str) -> WordPackage:
    """The Word file in ``data``. Raises InputError when it is not one, saying what it is if known."""
    if data.startswith(OLE):
        raise InputError(
            f"{name}: is an old Word file (.doc) or is locked with a password; open it in Word and save it as .docx"
        )
    made = WordPackage(open_package(data, name))
    made._names = {part.replace("\\", "/").lower(): part for part in made.package.names}
    made.main = _main_part(made)
    if not made.main:
        raise InputError(f"{name}: is not a Word file{_other(made)}; save it as .docx")
    return made


def _main_part(made: WordPackage) -> str:
    for relation in made.relations("").values():
        if relation.kind == "officeDocument" and (name := made.find(relation.target)):
            return name if _is_document(made, name) else ""
    return next((name for path in ("word/document.xml", "document.xml") if (name := made.find(path))), "")


def _is_document(made: WordPackage, name: str) -> bool:
    """Whether a part is a Word document; its tree is kept for who reads it."""
    made._looked_at[name] = made.package.xml(name)
    return made._looked_at[name].tag.rpartition("}")[2] == "document"


def _other(made: WordPackage) -> str:
    """What else the package is, by its types (part 2, 7.3) or OpenDocument's first part."""
    types = made.find("[content_types].xml") or made.find("mimetype")
    said = made.package.read(types).decode("utf-8", "replace") if types else ""
    return next((f" but {words}" for key, words in OTHERS.items() if key in said), "")


def _settle_alternatives(root: Element) -> None:
    """Put what is chosen of each ``mc:AlternateContent`` in its place (ECMA-376 part 3, 9.3)."""
    for made in list(root.iter(MC + "AlternateContent")):
        parent = made.getparent()
        if parent is None:
            continue
        chosen = _chosen(made)
        at = parent.index(made)
        parent.remove(made)
        for offset, child in enumerate(list(chosen) if chosen is not None else []):
            parent.insert(at + offset, child)


def _settle_fields(root: Element) -> None:
    """Take away the marks of fields that do not begin and end: Word shows the words round them (17.16.18)."""
    open_ones: list[list[Element]] = []
    for made in list(root.iter(W + "fldChar")):
        kind = made.get(W + "fldCharType")
        if kind == "begin":
            open_ones.append([made])
        elif not open_ones:
            _removed(made)
        elif kind == "end":
            open_ones.pop()
        else:
            open_ones[-1].append(made)
    for marks in open_ones:
        for made in marks:
            _removed(made)


def _removed(made: Element) -> None:
    if (parent := made.getparent()) is not None:
        parent.remove(made)


def _chosen(made: Element) -> Element | None:
    for choice in made.iterchildren(MC + "Choice"):
        needed = [choice.nsmap.get(prefix, "") for prefix in (choice.get("Requires") or "").split()]
        if needed and all(namespace in UNDERSTOOD for namespace in needed):
            return choice
    return made.find(MC + "Fallback")
