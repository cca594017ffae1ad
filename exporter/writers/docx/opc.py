"""What holds a package together (ECMA-376 part 2, 9 and 10): relationships and content types.

python-docx would read them from a file; what was just made need not be packed for that and unpacked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from posixpath import dirname
from typing import Any, NamedTuple, cast

from docx.opc.oxml import CT_Types, serialize_part_xml
from docx.opc.package import Unmarshaller
from docx.opc.packuri import PackURI
from docx.opc.part import PartFactory
from docx.opc.spec import default_content_types
from docx.package import Package

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE_TYPE = "application/vnd.openxmlformats-package"

Relation = tuple[str, str, str, bool]
"""A relationship: id, type, target, and whether the target is outside the package."""

Parts = Mapping[str, bytes]
Relations = Mapping[str, Sequence[Relation]]
"""The relationships of each part that has any, and of the package, whose name is "" here."""

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}
TYPES = {
    "word/document": f"{WORD}.document.main+xml",
    "word/theme/theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/custom": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "docProps/core": f"{PACKAGE_TYPE}.core-properties+xml",
}


def content_type(part: str) -> str:
    """The content type of a part, by its name."""
    base, _, extension = part.rpartition(".")
    base = base.rstrip("0123456789")
    return PICTURES.get(extension) or TYPES.get(base, f"{WORD}.{base.rpartition('/')[2]}+xml")


class _Found(NamedTuple):
    """A relationship as python-docx asks for it."""

    rId: str
    reltype: str
    target_ref: str
    is_external: bool
    target_partname: PackURI | None


class _Made:
    """Parts that were made here, in the place of a file that python-docx would read."""

    def __init__(self, parts: Parts, relations: Relations) -> None:
        self.parts = parts
        self.relations = [(part, self._found(part, one)) for part, held in relations.items() for one in held]
        self.kinds = {one.target_partname: one.reltype for _, one in self.relations}

    @staticmethod
    def _found(part: str, one: Relation) -> _Found:
        number, kind, target, external = one
        name = None if external else PackURI.from_rel_ref("/" + dirname(part), target)
        return _Found(number, kind, target, external, name)

    def iter_sparts(self) -> Iterator[tuple[PackURI, str, str | None, bytes]]:
        """Every part: name, content type, the kind of the relationship to it, content."""
        for name, data in self.parts.items():
            uri = PackURI("/" + name)
            yield uri, content_type(name), self.kinds.get(uri), data

    def iter_srels(self) -> Iterator[tuple[str, _Found]]:
        """Every relationship with the part that has it."""
        for part, one in self.relations:
            yield "/" + part, one


def document_of(parts: Parts, relations: Relations) -> Any:
    """The python-docx document of these parts, as if it had been opened from a file that holds them."""
    package, unmarshal = Package(), cast(Any, Unmarshaller.unmarshal)
    unmarshal(_Made(parts, relations), package, PartFactory)
    return package.main_document_part.document


def entries_of(package: Any) -> dict[str, bytes]:
    """What a python-docx package holds, by the names that the entries of its file have, as python-docx orders them."""
    parts = package.parts
    for part in parts:
        part.before_marshal()
    found = {"[Content_Types].xml": _content_types(parts), "_rels/.rels": package.rels.xml}
    for part in parts:
        found[part.partname.membername] = part.blob
        if len(part.rels):
            found[part.partname.rels_uri.membername] = part.rels.xml
    return found


def _content_types(parts: Sequence[Any]) -> bytes:
    """The part that says what kind each part is of: by its ending where that says it, else by its name."""
    endings = {"rels": f"{PACKAGE_TYPE}.relationships+xml", "xml": "application/xml"}
    names: dict[str, str] = {}
    for part in parts:
        by_ending = (part.partname.ext.lower(), part.content_type) in default_content_types
        (endings if by_ending else names)[part.partname.ext if by_ending else part.partname] = part.content_type
    root = cast(Any, CT_Types).new()
    for ending, kind in sorted(endings.items()):
        root.add_default(ending, kind)
    for name, kind in sorted(names.items()):
        root.add_override(name, kind)
    return serialize_part_xml(root)
