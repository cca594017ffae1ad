"""Strict Open XML (ISO/IEC 29500-1) read as its transitional form (ISO/IEC 29500-4), which says the same.

Word writes it by “Save as, Strict Open XML Document”. It differs in the namespaces of elements and in the types of
relationships; done where packages are opened, so that nobody behind has to know two names for one thing.
"""

from __future__ import annotations

from lxml import etree

BASE = "http://purl.oclc.org/ooxml/"
SCHEMAS = "http://schemas.openxmlformats.org/"

_FAMILIES = {
    "wordprocessingml": ("main",),
    "drawingml": (
        *("main", "wordprocessingDrawing", "picture", "chart", "chartDrawing", "diagram", "lockedCanvas"),
        "compatibility",
    ),
    "officeDocument": (
        *("relationships", "math", "bibliography", "customXml", "docPropsVTypes", "sharedTypes", "characteristics"),
    ),
    "schemaLibrary": ("main",),
}
_RENAMED = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}

STRICT = {
    **{
        f"{BASE}{family}/{name}": f"{SCHEMAS}{family}/2006/{name}"
        for family, all_ in _FAMILIES.items()
        for name in all_
    },
    **{f"{BASE}officeDocument/{one}": f"{SCHEMAS}officeDocument/2006/{two}" for one, two in _RENAMED.items()},
}
"""Namespaces of Strict Open XML (ISO/IEC 29500-1, annex A) and the transitional ones that say the same (part 4)."""

_BOX = "{http://schemas.microsoft.com/office/word/2006/wordml}txbxContent"
"""What Word calls the content of a text box in the strict form (seen; ISO/IEC 29500-1 has no name for it)."""
_RELATIONSHIPS = f"{BASE}officeDocument/relationships/"


def is_strict(data: bytes) -> bool:
    """Whether a part names any namespace or type of Strict Open XML."""
    return BASE.encode("ascii") in data or BASE.encode("utf-16-le") in data or BASE.encode("utf-16-be") in data


def make_transitional(root: etree._Element) -> None:
    """Rename the elements, attributes and types of Strict Open XML in place."""
    for made in root.iter(etree.Element):
        renamed = _name(str(made.tag))
        if renamed != made.tag:
            made.tag = renamed
        for name, held in list(made.attrib.items()):
            name, held = str(name), str(held)
            said = _value(held)
            if (other := _name(name)) != name:
                del made.attrib[name]
            if other != name or said != held:
                made.set(other, said)


def _name(name: str) -> str:
    if name == _BOX:
        return f"{{{SCHEMAS}wordprocessingml/2006/main}}txbxContent"
    namespace, brace, rest = name[1:].partition("}") if name.startswith("{") else ("", "", name)
    return f"{{{STRICT[namespace]}}}{rest}" if brace and namespace in STRICT else name


def _value(held: str) -> str:
    """A relationship's type, or the namespace that a graphic names as its own (ISO/IEC 29500-1, 20.1.2.2.17)."""
    if not held.startswith(BASE):
        return held
    if held.startswith(_RELATIONSHIPS):
        kind = held.removeprefix(_RELATIONSHIPS)
        return f"{SCHEMAS}officeDocument/2006/relationships/{_RENAMED.get(kind, kind)}"
    return STRICT.get(held, held)
