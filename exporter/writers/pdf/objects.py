"""Writes a structure tree as PDF objects: elements, parent tree, role map, identifiers (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

import pydyf
from lxml import etree

from exporter.errors import WriterError
from exporter.writers.pdf.engines.painted import Annotation, Painted, Piece
from exporter.writers.pdf.namespaces import Namespaces
from exporter.writers.pdf.structure import ROLE_MAP, Structure, walk
from exporter.writers.xhtml.elements import xml_text
from exporter.writers.xhtml.math import parse_mathml

PRINT = 4
"""The annotation flag that lets a link be printed, which PDF/A wants (ISO 19005-2, 6.3.2)."""


class _Writer:
    def __init__(self, pdf: Any, painted: Painted, namespaces: Namespaces | None) -> None:
        self.pdf = pdf
        self.namespaces = namespaces
        self.made: dict[int, pydyf.Dictionary] = {}
        self.pages = pdf.page_references
        self.first = _first_numbers(painted.counts)
        self.parents: list[list[bytes]] = [
            [b"null"] * (first + count) for first, count in zip(self.first, painted.counts, strict=True)
        ]
        self.annotations: list[tuple[Annotation, bytes]] = []
        self.names: dict[str, bytes] = {}
        self.classes: dict[str, pydyf.Dictionary] = {}
        self.types: set[str] = set()

    def element(self, here: Structure, parent: bytes) -> bytes:
        """Add an element and all below it; its reference."""
        made = pydyf.Dictionary({"Type": b"/StructElem", "S": b"/" + here.type.encode("ascii"), "P": parent})
        self.types.add(here.type)
        if self.namespaces is not None:
            made["NS"] = self.namespaces.of(here.type)
        self.pdf.add_object(made)
        self.made[id(here)] = made
        reference = b"%d 0 R" % made.number
        page = None
        for kid in here.kids:
            if isinstance(kid, Piece):
                page = kid.page
                made["Pg"] = self.pages[page]
                break
        self._properties(here, made)
        made["K"] = b"[%s]" % b" ".join([self._kid(kid, reference, page) for kid in here.kids])
        if here.identifier:
            self.names[here.identifier] = reference
        return reference

    def _properties(self, here: Structure, made: pydyf.Dictionary) -> None:
        if here.lang:
            made["Lang"] = pydyf.String(xml_text(here.lang))
        if here.alt is not None:
            made["Alt"] = pydyf.String(xml_text(here.alt))
        if here.expansion:
            made["E"] = pydyf.String(xml_text(here.expansion))
        if here.actual:
            made["ActualText"] = pydyf.String(xml_text(here.actual))
        if here.identifier:
            made["ID"] = pydyf.String(xml_text(here.identifier))
        formula = office_formula(here.mathml) if here.mathml and self.namespaces is None else ""
        if formula:
            made["A"] = pydyf.Dictionary({"O": "/MSFT_Office", "MSFT_MathML": pydyf.String(formula)})
            self._classes(here, made)
        elif here.attributes:
            owners = [_attributes(owner, values) for owner, values in here.attributes.items()]
            made["A"] = owners[0] if len(owners) == 1 else pydyf.Array(owners)

    def _classes(self, here: Structure, made: pydyf.Dictionary) -> None:
        """Attributes as classes (14.7.5.3), beside one that must stand alone; what is so by default is not said."""
        told = {owner: {k: v for k, v in values.items() if v != "/Inline"} for owner, values in here.attributes.items()}
        for owner, values in told.items():
            if values:
                name = "".join(str(part).lstrip("/") for part in (owner, *(value for value in values.values())))
                self.classes[name] = _attributes(owner, values)
                made["C"] = f"/{name}"

    def _kid(self, kid: Structure | Piece | Annotation, parent: bytes, page: int | None) -> bytes:
        """What stands for a kid in its parent's K, as written: there are too many for an object each."""
        if isinstance(kid, Structure):
            return self.element(kid, parent)
        if isinstance(kid, Annotation):
            self.annotations.append((kid, parent))
            return b"<</Type /OBJR/Obj %s/Pg %s>>" % (kid.dictionary.reference, self.pages[kid.page])
        if kid.claimed:
            raise WriterError(f"the structure tree has “{kid.text[:60]}” twice; please report this document")
        kid.claimed = True
        number = kid.mcid + self.first[kid.page]
        kid.properties["MCID"] = number
        self.parents[kid.page][number] = parent
        if kid.page == page:
            return b"%d" % number
        return b"<</Type /MCR/Pg %s/MCID %d>>" % (self.pages[kid.page], number)


def _first_numbers(counts: Sequence[int]) -> list[int]:
    """The first MCID of each page: on every other page above those of the pages before and after.

    A number belongs to its page (ISO 32000-1, 14.7.4.4). Chromium looks one up without it, and gave a paragraph that
    runs over a page the words of another: a number that neighbouring pages do not share cannot be taken for theirs.
    """
    return [max(counts[page - 1], *counts[page + 1 : page + 2], 0) if page % 2 else 0 for page in range(len(counts))]


LONGEST_STRING = 32_767
"""Bytes of a string (ISO 19005-2, 6.1.13)."""


def fitting(text: str) -> str:
    """As much of a text as a string may have; for what the file holds whole elsewhere."""
    return f"{text[: LONGEST_STRING // 4 - 1].rstrip()}…" if _is_long(text) else text


def _is_long(text: str) -> bool:
    return (len(text) if text.isascii() else 2 + len(text.encode("utf-16-be", "replace"))) > LONGEST_STRING


def long_strings(painted: Painted, tree: Structure) -> Iterator[str]:
    """The texts that stand in one string of the file each, and have more bytes than PDF/A allows."""
    for here in walk(tree):
        if here.alt or here.expansion or here.actual:
            yield from filter(_is_long, (here.alt or "", here.expansion, here.actual))
    for links in painted.annotations.values():
        addresses = {str(action["URI"].string) for link in links if "URI" in (action := link.dictionary.get("A", {}))}
        yield from filter(_is_long, sorted(addresses))


def office_formula(source: str) -> str:
    """MathML for Microsoft's attribute on a Formula, "" where there is none, or too much of it.

    PDF 1.7 has no place for MathML; Word writes it so, and what reads it takes it from ``A`` alone (docs/formulas.md).
    """
    formula = parse_mathml(source)
    text = "" if formula is None else xml_text(etree.tostring(formula, encoding="unicode"))
    return "" if _is_long(text) else text


def _attributes(owner: str, values: Mapping[str, object]) -> pydyf.Dictionary:
    made = pydyf.Dictionary({"O": f"/{owner}"})
    for key, value in values.items():
        match value:
            case tuple():
                made[key] = pydyf.Array(value)
            case list():
                made[key] = pydyf.Array([pydyf.String(xml_text(item)) for item in value])
            case str() if not value.startswith("/"):
                made[key] = pydyf.String(xml_text(value))
            case _:
                made[key] = value
    return made


def add_structure(
    pdf: Any, painted: Painted, tree: Structure, namespaces: Namespaces | None = None
) -> dict[int, pydyf.Dictionary]:
    """Add ``tree`` to the file, with ``namespaces`` as PDF 2.0 has them; the object made for each element, by identity.

    Raises WriterError when a painted piece has no place in the tree, or more than one.
    """
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    writer = _Writer(pdf, painted, namespaces)
    root["K"] = pydyf.Array([writer.element(tree, root.reference)])
    for pieces in painted.pieces.values():
        for piece in pieces:
            if not piece.claimed:
                raise WriterError(f"no structure element holds “{piece.text[:60]}”; please report this document")
    numbers = pydyf.Array()
    for page, parents in enumerate(writer.parents):
        numbers.extend((page, pydyf.Array(parents)))
    for number, (annotation, reference) in enumerate(writer.annotations, start=len(writer.parents)):
        annotation.dictionary["StructParent"] = number
        annotation.dictionary["F"] = PRINT
        numbers.extend((number, reference))
    parent_tree = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(parent_tree)
    root["ParentTree"] = parent_tree.reference
    root["ParentTreeNextKey"] = len(writer.parents) + len(writer.annotations)
    if namespaces is not None:
        namespaces.finish(root, writer.types)
    elif roles := _roles(writer.types):
        root["RoleMap"] = pydyf.Dictionary(roles)
    if writer.classes:
        root["ClassMap"] = pydyf.Dictionary(writer.classes)
    if writer.names:
        names = pydyf.Array()
        for name in sorted(writer.names):
            names.extend((pydyf.String(name), writer.names[name]))
        root["IDTree"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    return writer.made


def _roles(used: Set[str]) -> dict[str, str]:
    """The role map for the types in use; a heading below the sixth level is a type of its own (Matterhorn 14-005)."""
    roles = {name: f"/{ROLE_MAP[name]}" for name in sorted(used) if name in ROLE_MAP}
    deep = sorted(name for name in used if name[0] == "H" and name[1:].isdigit() and int(name[1:]) > 6)
    return roles | dict.fromkeys(deep, "/P")
