"""What PDF 2.0 has and PDF 1.7 lacks: namespaces, Ref, structure destinations (ISO 32000-2, 14.7.4 and 12.3.2.3).

PDF/UA-2 (ISO 14289-2) wants every type in a namespace that is known or mapped to one, notes as FENote tied to their
references, and links and bookmarks inside the document that lead to structure elements, not to places on pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pydyf

from exporter.errors import WriterError
from exporter.writers.pdf.structure import ASIDES, ROLE_MAP, Kid, Structure, walk

PDF_2 = "http://iso.org/pdf2/ssn"
PDF_1_7 = "http://iso.org/pdf/ssn"
OWN = "https://exporter.invalid/structure/1"
"""The namespace of our own types. A name, not an address: nothing is there, and nothing will be."""

ONLY_1_7 = frozenset(["BlockQuote", "Code", "Quote", "Reference", "TOC", "TOCI"])
"""Standard types of PDF 1.7 that PDF 2.0's namespace dropped without a successor (ISO 32000-2, annex M)."""

STANDARD_2 = frozenset(["Aside", "Em", "Strong"])
"""Types that are our own in PDF 1.7 and standard in PDF 2.0."""

OWN_TYPES = (
    {name: role for name, role in ROLE_MAP.items() if name not in STANDARD_2}
    | {"FigureGroup": "Sect", "Article": "Sect"}
    | {name: "Aside" for name in ASIDES.values() if name not in STANDARD_2}
)
"""Our types and the types of PDF 2.0 they stand for. Rules on captions look through Div, and Document may hold none."""


NOT_IN = {
    "Aside": frozenset(["Aside"]),
    "BlockQuote": frozenset(["Aside"]),
    "TD": frozenset(["Aside", "BlockQuote"]),
    "TH": frozenset(["Aside", "BlockQuote"]),
}
"""What may not lie directly in what (ISO/TS 32005, table 5)."""


def translate(tree: Structure) -> None:
    """Turn a tree of PDF 1.7 types into one that uses the types and attributes of PDF 2.0, in place."""
    for here in walk(tree):
        if here.type == "Note":
            here.type = "FENote"
            here.attributes["FENote"] = {"NoteType": "/Footnote"}
        elif here.type == "L" and here.attributes["List"]["ListNumbering"] == "/None":
            here.attributes["List"] = {"ListNumbering": "/Description"}
        elif here.type == "Art":  # dropped by PDF 2.0 (annex M): an article is a section of a kind of its own
            here.type = "Article"
        elif here.type == "FigureGroup":
            here.kids = _captioned(here.kids)
        shut_out = NOT_IN.get(OWN_TYPES.get(here.type, here.type), frozenset())
        here.kids = [_set_apart(kid, shut_out) for kid in here.kids]


def _set_apart(kid: Kid, shut_out: frozenset[str]) -> Kid:
    """``kid``, in an element of its own where it may not lie directly in what holds it."""
    if isinstance(kid, Structure) and OWN_TYPES.get(kid.type, kid.type) in shut_out:
        return Structure("Sect", [kid])
    return kid


def _captioned(kids: list[Kid]) -> list[Kid]:
    """The kids of a figure with its caption last and the credit in it (ISO 14289-2, 8.2.5.27), then its description."""
    found = {kid.type: kid for kid in kids if isinstance(kid, Structure)}
    if "Caption" not in found:
        return kids
    if credit := found.get("Credit"):
        found["Caption"].kids.append(credit)
        kids = [kid for kid in kids if kid is not credit]
    if description := found.get("Description"):
        rest = [kid for kid in kids if kid is not description]
        return [Structure("FigureGroup", rest), description]
    return kids


class Namespaces:
    """The namespace objects of one file. ``of`` names the one a type is in."""

    def __init__(self, pdf: Any) -> None:
        self.by_name: dict[str, pydyf.Dictionary] = {}
        for name in (PDF_2, PDF_1_7, OWN):
            made = pydyf.Dictionary({"Type": "/Namespace", "NS": pydyf.String(name)})
            pdf.add_object(made)
            self.by_name[name] = made

    def of(self, name: str) -> bytes:
        """A reference to the namespace of structure type ``name``."""
        home = OWN if name in OWN_TYPES else PDF_1_7 if name in ONLY_1_7 else PDF_2
        reference: bytes = self.by_name[home].reference
        return reference

    def finish(self, root: pydyf.Dictionary, used: Iterable[str]) -> None:
        """List the namespaces in the tree's root, our own with the roles of those of its types that are in use."""
        standard = self.by_name[PDF_2].reference
        roles = {name: pydyf.Array([f"/{OWN_TYPES[name]}", standard]) for name in sorted(used) if name in OWN_TYPES}
        if roles:
            self.by_name[OWN]["RoleMapNS"] = pydyf.Dictionary(roles)
        root["Namespaces"] = pydyf.Array([made.reference for made in self.by_name.values()])


def tie(made: Mapping[int, pydyf.Dictionary], tree: Structure, targets: Mapping[str, Structure]) -> None:
    """Tie references to what they refer to, and notes back to them, by Ref (ISO 14289-2, 8.2.5.8 and 8.2.5.14).

    ``made`` are the objects by structure, ``targets`` the elements of all other places that have a name.
    """
    named = {**targets, **{here.name: here for here in walk(tree) if here.name}}
    for here in walk(tree):
        if found := [made[id(named[name])].reference for name in here.refers if name in named]:
            made[id(here)]["Ref"] = pydyf.Array(found)


def point_at_structure(
    pdf: Any, annotations: Iterable[pydyf.Dictionary], bookmarks: Iterable[str], targets: Mapping[str, bytes]
) -> None:
    """Make links and bookmarks lead to structure elements (ISO 14289-2, 8.8): ``targets`` by the name of the place.

    ``bookmarks`` are the names of the places that the outline's entries lead to, in order.
    """
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    places = {name.string: place for name, place in zip(names[::2], names[1::2], strict=True)}
    for annotation in annotations:
        if name := annotation.pop("Dest", None):
            annotation["A"] = _go_to(name.string, name, places, targets)
    entries = [item for item in pdf.objects if isinstance(item, dict) and "Title" in item and "Dest" in item]
    wanted = [name for name in bookmarks if name in places]
    if len(entries) != len(wanted):
        raise WriterError(f"the outline has {len(entries)} entries for {len(wanted)} headings; please report this")
    for entry, name in zip(entries, wanted, strict=True):
        entry["A"] = _go_to(name, entry.pop("Dest"), places, targets)


def _go_to(name: str, plain: Any, places: Mapping[str, Any], targets: Mapping[str, bytes]) -> pydyf.Dictionary:
    """An action that goes to a structure element, and for older programs to the place where it begins."""
    if name not in targets:
        raise WriterError(f"no structure element is called “{name}”, which a link leads to; please report this")
    there = pydyf.Array([targets[name], *places[name][1:]])
    return pydyf.Dictionary({"Type": "/Action", "S": "/GoTo", "D": plain, "SD": there})
