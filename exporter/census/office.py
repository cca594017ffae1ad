"""A Word file as a census opens it: the parts of its package, how they refer to one another, what its styles hide.

Open Packaging Conventions (ECMA-376 part 2), with a parser and code of its own: the reader has others.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml import etree

from exporter.bounds.packages import BROKEN

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://schemas.microsoft.com/office/word/2006/wordml", W[1:-1].encode()),  # of what is in text boxes
)
"""The namespaces of the strict form, and those of the other."""
BODY = 9
"""The outline level of what is not a heading (17.3.1.20)."""
LARGEST = 64 * 1024 * 1024
"""A part that is larger is not opened, nor is it by the reader."""
_USED = re.compile(rb"""<(?:\w+:)?[pr]Style\b[^>]*?val=["']([^"']*)""")
_STYLE = re.compile(rb"<(?:\w+:)?style\b([^>]*)>")
_END_OF_STYLE = re.compile(rb"</(?:\w+:)?style>")
_ID = re.compile(rb"""styleId=["']([^"']*)""")
_NAME = re.compile(rb"""<(?:\w+:)?name\b[^>]*?val=["']([^"']*)""")
_BASE = re.compile(rb"""<(?:\w+:)?basedOn\b[^>]*?val=["']([^"']*)""")
_VANISH = re.compile(rb"""<(?:\w+:)?vanish\b(?:[^>]*?val=["']([^"']*))?""")
_NUMBERED = re.compile(rb"<(?:\w+:)?numPr\b.*?</(?:\w+:)?numPr>", re.DOTALL)
_NUM = re.compile(rb"""<(?:\w+:)?numId\b[^>]*?val=["']([^"']*)""")
_ILVL = re.compile(rb"""<(?:\w+:)?ilvl\b[^>]*?val=["']([^"']*)""")
_OUTLINE = re.compile(rb"""<(?:\w+:)?outlineLvl\b[^>]*?val=["']([0-9])["']""")
_HEADING = re.compile(r"heading ([1-9])|Title", re.IGNORECASE)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True, remove_comments=True)


class Office:
    """An open package. Raises zipfile.BadZipFile for any other file."""

    def __init__(self, data: bytes) -> None:
        self.package = zipfile.ZipFile(io.BytesIO(data))
        self.parts = {name.lstrip("/"): name for name in self.package.namelist()}
        self._relations: dict[str, list[tuple[str, str]]] = {}
        self.outside: dict[str, dict[str, str]] = {}
        named = [target for kind, target in self.relations("") if kind == "officeDocument"]
        self.main = next((name for name in (*named, "word/document.xml") if name in self.parts), "")

    def data(self, name: str) -> bytes:
        """The bytes of a part; none where there is none, it cannot be unpacked, or there is too much of it."""
        held = self.parts.get(name)
        if held is None or self.package.getinfo(held).file_size > LARGEST:
            return b""
        try:
            return self.package.read(held)
        except BROKEN:  # damaged, or packed in a way that is not known: the reader says what it could not read
            return b""

    def root(self, name: str) -> Any:
        """The root of a part; None where there is none, or too much of it."""
        return parsed(self.data(name))

    def relations(self, name: str) -> list[tuple[str, str]]:
        """What a part refers to inside the package: the kind of each relation, and the part."""
        if name in self._relations:
            return self._relations[name]
        folder, _, file = name.rpartition("/")
        root = self.root(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found = self._relations[name] = []
        self.outside[name] = {}
        for one in root if root is not None else ():
            if one.get("TargetMode") == "External":
                self.outside[name][str(one.get("Id"))] = str(one.get("Target") or "")
            else:
                target = str(one.get("Target") or "")
                kind = str(one.get("Type") or "").rpartition("/")[2]
                found.append((kind, target.lstrip("/") if target.startswith("/") else _joined(folder, target)))
        return found


def parsed(data: bytes) -> Any:
    """The root of a part; None where there is nothing in it."""
    if not data:
        return None
    if b"http://purl.oclc.org/ooxml/" in data:
        for one, other in STRICT:
            data = data.replace(one, other)
    return etree.fromstring(data, _PARSER)


def _joined(folder: str, target: str) -> str:
    steps: list[str] = []
    for step in f"{folder}/{target}".split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


@dataclass(frozen=True, slots=True)
class Styles:
    """What styles say of their paragraphs and runs: whose words nobody sees, which number, the level of headings.

    ``numbers``: the list and the level that a style gives its paragraphs, where it says them.
    """

    hidden: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    levels: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, tuple[str, int | None]] = field(default_factory=dict)


def used_styles(data: bytes) -> set[str]:
    """The styles that a part names."""
    return {unescape(name.decode("utf-8", "replace")) for name in _USED.findall(data)}


def styles_of(office: Office, used: set[str]) -> Styles:
    """The styles that a document uses, each with what it has from those that it rests on (17.7.4.3).

    Found by pattern and not by a parser: a small document has a hundred styles that it does not use.
    """
    name = next((name for kind, name in office.relations(office.main) if kind == "styles"), "")
    bases: dict[str, str] = {}
    hides: dict[str, bool] = {}
    numbers: set[str] = set()
    given: dict[str, tuple[str, int | None]] = {}
    outlines: dict[str, int] = {}
    levels: dict[str, int] = {}
    begun = ((_STYLE.search(part), part) for part in _END_OF_STYLE.split(office.data(name)))
    known = {_value(_ID.search(match[1])): part[match.end() :] for match, part in begun if match is not None}
    waiting = [key for key in used if key in known]
    while waiting:
        key = waiting.pop()
        body = known[key].partition(b"tblStylePr")[0]
        bases[key] = _value(_BASE.search(body))
        if bases[key] in known and bases[key] not in bases:
            waiting.append(bases[key])
        if heading := _HEADING.fullmatch(_value(_NAME.search(body))):
            levels[key] = int(heading[1] or 1)
        if outline := _OUTLINE.search(body):
            outlines[key] = int(outline[1])
        if vanish := _VANISH.search(body):
            hides[key] = _value(vanish) not in ("0", "false", "off")
        if numbered := _NUMBERED.search(body):
            numbers.add(key)
            found = _value(_NUM.search(numbered[0])), _value(_ILVL.search(numbered[0]))
            given[key] = found[0], int(found[1]) if found[1].isdigit() else None
    if not hides and not numbers and not outlines:
        return Styles(levels=levels)
    chains = {key: _chain(key, bases) for key in bases}
    for key, chain in chains.items():
        level = next((outlines[step] for step in chain if step in outlines), BODY)
        if level < BODY:
            levels.setdefault(key, level + 1)
    hidden = {key for key, chain in chains.items() if next((hides[step] for step in chain if step in hides), False)}
    told = {key: _given(chain, given) for key, chain in chains.items() if not numbers.isdisjoint(chain)}
    return Styles(frozenset(hidden), frozenset(told), levels, told)


def _given(chain: list[str], given: dict[str, tuple[str, int | None]]) -> tuple[str, int | None]:
    """The list and the level that the nearest of some styles say."""
    held = [given[key] for key in chain if key in given]
    name = next((one for one, _ in held if one), "")
    return name, next((at for _, at in held if at is not None), None)


def _value(match: re.Match[bytes] | None) -> str:
    return unescape(match[1].decode("utf-8", "replace")) if match is not None and match[1] is not None else ""


def _chain(key: str, bases: dict[str, str]) -> list[str]:
    """A style and those that it rests on."""
    chain: list[str] = []
    while key in bases and key not in chain:
        chain.append(key)
        key = bases[key]
    return chain


def vanishes(properties: Any) -> bool | None:
    """Whether the properties of a run hide its words (17.3.2.41); None where they do not say."""
    held = None if properties is None else properties.find(W + "vanish")
    return None if held is None else held.get(W + "val") not in ("0", "false", "off")
