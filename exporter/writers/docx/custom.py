"""The custom properties (ECMA-376 part 1, 22.3): what publishers say and the core properties have no place for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from exporter.model import Metadata
from exporter.writers.docx.xml import xml_text

CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that users make (22.3.2.2, fmtid)."""
_LONGEST = 255
"""How many characters Word takes for the name of a property."""


def custom_properties(metadata: Metadata) -> bytes:
    """The part, or b"" where there is nothing to say."""
    said = {name: xml_text(" ".join(value.split())) for name, value in _said(metadata).items()}
    said = {name: value for name, value in said.items() if value}
    if not said:
        return b""
    names: Any = {None: CUSTOM, "vt": VALUES}
    root = etree.Element(f"{{{CUSTOM}}}Properties", nsmap=names)
    for number, (name, value) in enumerate(said.items(), 2):  # 0 and 1 are reserved
        made = etree.SubElement(root, f"{{{CUSTOM}}}property", fmtid=_USER, pid=str(number), name=name)
        etree.SubElement(made, f"{{{VALUES}}}lpwstr").text = value
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _said(metadata: Metadata) -> dict[str, str]:
    people = metadata.authors
    others = [f"{person.name} ({person.role})" for person in people if person.role not in ("aut", "cre")]
    subjects = [f"{item.scheme}:{item.value}" if item.scheme else item.value for item in metadata.subjects]
    creators = [person.name for person in people if person.role in ("aut", "cre")]
    said = {
        **_one_by_one("Author", creators),
        **_one_by_one("Contributor", others),
        "Contributors": "; ".join(others),
        "ORCID": "; ".join(f"{person.name}: {person.orcid}" for person in people if person.orcid),
        "Affiliation": "; ".join(f"{person.name}: {person.affiliation}" for person in people if person.affiliation),
        "Print ISBN": metadata.own_isbn("print"),
        "Publisher": metadata.publisher,
        "Imprint": metadata.imprint,
        "Place": metadata.place,
        "Edition": metadata.edition,
        "Series": metadata.series,
        "Series number": metadata.number if metadata.series else "",
        "Rights": metadata.rights,
        "Licence": metadata.licence,
        "Source": metadata.source,
        "Subjects": "; ".join(subjects),
    }
    return said | dict(sorted(_numbers(metadata, frozenset(name.casefold() for name in said)).items()))


def _one_by_one(name: str, people: Sequence[str]) -> dict[str, str]:
    """People each in a property where a name has the sign that Word puts between two of them."""
    if not any(";" in one for one in people):
        return {}
    return {f"{name} {number}": one for number, one in enumerate(people, 1)}


def _numbers(metadata: Metadata, taken: frozenset[str]) -> dict[str, str]:
    """Numbers by their schemes, which anybody may make up; names differ in more than their case."""
    found: dict[str, str] = {}
    for item in metadata.numbers("docx"):
        if name := xml_text(" ".join(item.scheme.upper().split())):
            name = f"Identifier {name}" if name.casefold() in taken else name
            found.setdefault(name[:_LONGEST], item.value)
    return found
