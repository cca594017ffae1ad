"""What holds a package together (ECMA-376 part 2, 9 and 10): relationships and content types."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

Relation = tuple[str, str, str, bool]
"""A relationship: id, type, target, and whether the target is outside the package."""

DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
}
TYPES = {
    "word/document": f"{WORD}.document.main+xml",
    "word/theme/theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/custom": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "docProps/core": "application/vnd.openxmlformats-package.core-properties+xml",
}


def relationships(relations: Iterable[Relation]) -> bytes:
    """A relationships part."""
    name = f"{PACKAGE}/relationships"
    root = etree.Element(f"{{{name}}}Relationships", nsmap=_only(name))
    for number, kind, target, external in relations:
        made = etree.SubElement(root, f"{{{name}}}Relationship", Id=number, Type=kind, Target=target)
        if external:
            made.set("TargetMode", "External")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def content_types(parts: Iterable[str]) -> bytes:
    """The content types of ``parts``, by their names."""
    name = f"{PACKAGE}/content-types"
    root = etree.Element(f"{{{name}}}Types", nsmap=_only(name))
    parts = list(parts)
    used = {part.rpartition(".")[2] for part in parts}
    for extension, kind in DEFAULTS.items():
        if extension in used:
            etree.SubElement(root, f"{{{name}}}Default", Extension=extension, ContentType=kind)
    for part in parts:
        base = re.sub(r"\d*\.xml$", "", part)
        if part.endswith(".xml"):
            kind = TYPES.get(base, f"{WORD}.{base.rpartition('/')[2]}+xml")
            etree.SubElement(root, f"{{{name}}}Override", PartName=f"/{part}", ContentType=kind)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _only(namespace: str) -> Any:
    return {None: namespace}  # Any: the stubs of lxml know no default namespace
