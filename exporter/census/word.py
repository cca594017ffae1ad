"""The census of a Word document (ECMA-376 part 1), by one walk over the text of its stories.

Deleted and inserted words, hidden words, comments, headers and footers are counted apart: each may be missing where a
finding of its rule is there. Of a picture drawn twice (markup compatibility) the first form counts.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

from exporter.census.counted import Census, Counting, Stretch

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT = b"http://purl.oclc.org/ooxml/"
LARGEST = 64 * 1024 * 1024
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True, remove_comments=True)
SYMBOLS = (W + "sym", "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx")
_SIGNS = re.compile(r"Symbol|Wingdings|Webdings|Marlett|ZapfDingbats|MT Extra|Bookshelf Symbol", re.IGNORECASE)
"""Fonts whose letters are signs."""
SPACES = frozenset(W + name for name in "tab ptab br cr".split())
CHANGES = {W + "ins": "inserted", W + "moveTo": "inserted", W + "del": "deleted", W + "moveFrom": "deleted"}
CHARACTERS = frozenset([*SYMBOLS, W + "checkBox", *(M + name for name in "chr sepChr begChr endChr".split())])
"""Elements that stand for a character which the census does not know."""
SAID = tuple(f"{{*}}{name}" for name in "docPr cNvPr shape imagedata".split())
"""Elements that say something about a picture."""
WALKED = (
    *(W + name for name in "p tr tc t delText noBreakHyphen fldChar instrText fldSimple sdt tblCaption".split()),
    *(W + "tblDescription", M + "t", *SPACES, *CHANGES, *CHARACTERS, *SAID),
)
"""The elements that the walk meets; of the others only what is in them matters."""
PROGRAM = frozenset("TOC TOA INDEX PAGE NUMPAGES SECTIONPAGES PAGEREF NOTEREF XE TC RD".split())
"""Fields whose result the program makes out of the document."""
ROW_CHANGES = (
    ("trPr", "del", "deleted"),
    ("trPr", "ins", "inserted"),
    ("tcPr", "cellDel", "deleted"),
    ("tcPr", "cellIns", "inserted"),
)
PARTS = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment", "header": "", "footer": ""}


def count(counting: Counting) -> Census:
    """The census of a Word document."""
    census = Census()
    try:
        package = zipfile.ZipFile(io.BytesIO(counting.data))
    except zipfile.BadZipFile:
        return census
    with package:
        parts = {name.lstrip("/"): name for name in package.namelist()}
        main = _main(package, parts)
        if main is None:
            return census
        hidden, numbered = _hidden_styles(package, parts, main), _numbered_styles(package, parts, main)
        for role, name in [("", main), *_related(package, parts, main)]:
            root = _root(package, parts, name)
            if root is not None:
                _Story(census, counting, role, hidden, numbered).walk(root)
        core = _root(package, parts, "docProps/core.xml")
        if core is not None:
            census.allowed += [str(text) for text in core.itertext()]
    return census


def _root(package: zipfile.ZipFile, parts: dict[str, str], name: str) -> Any:
    """The root of a part; None where there is none, or too much of it."""
    held = parts.get(name)
    if held is None or package.getinfo(held).file_size > LARGEST:
        return None
    data = package.read(held)
    if STRICT in data:
        data = _transitional(data)
    return etree.fromstring(data, _PARSER)


def _transitional(data: bytes) -> bytes:
    """A part of the strict form in the namespaces of the other."""
    for one, other in (
        (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
        (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
        (b"http://purl.oclc.org/ooxml/drawingml/main", A[1:-1].encode()),
        (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATION[1:-1].encode()),
    ):
        data = data.replace(one, other)
    return data


def _relations(package: zipfile.ZipFile, parts: dict[str, str], name: str) -> list[tuple[str, str]]:
    folder, _, file = name.rpartition("/")
    root = _root(package, parts, f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
    found: list[tuple[str, str]] = []
    for one in root if root is not None else ():
        target = str(one.get("Target") or "")
        if one.get("TargetMode") != "External":
            whole = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}" if folder else target
            steps: list[str] = []
            for step in whole.split("/"):
                if step == "..":
                    del steps[-1:]
                elif step != ".":
                    steps.append(step)
            found.append((str(one.get("Type") or "").rpartition("/")[2], "/".join(steps)))
    return found


def _main(package: zipfile.ZipFile, parts: dict[str, str]) -> str | None:
    named = [target for kind, target in _relations(package, parts, "") if kind == "officeDocument"]
    return next((name for name in (*named, "word/document.xml") if name in parts), None)


def _related(package: zipfile.ZipFile, parts: dict[str, str], main: str) -> list[tuple[str, str]]:
    return [(kind, name) for kind, name in _relations(package, parts, main) if kind in (*PARTS, "chart", "diagramData")]


def _hidden_styles(package: zipfile.ZipFile, parts: dict[str, str], main: str) -> frozenset[str]:
    """The styles whose words nobody sees, those that rest on them included."""
    name = next((name for kind, name in _relations(package, parts, main) if kind == "styles"), "")
    root = _root(package, parts, name)
    if root is None:
        return frozenset()
    styles = {str(one.get(W + "styleId")): one for one in root.iter(W + "style")}

    def is_hidden(key: str, steps: int = 20) -> bool:
        style = styles.get(key)
        if style is None or not steps:
            return False
        told = _vanishes(style.find(W + "rPr"))
        base = style.find(W + "basedOn")
        return told if told is not None else base is not None and is_hidden(str(base.get(W + "val")), steps - 1)

    return frozenset(key for key in styles if is_hidden(key))


def _numbered_styles(package: zipfile.ZipFile, parts: dict[str, str], main: str) -> frozenset[str]:
    """The styles that number their paragraphs, and those that rest on them."""
    name = next((name for kind, name in _relations(package, parts, main) if kind == "styles"), "")
    root = _root(package, parts, name)
    found: set[str] = set()
    for _ in range(9 if root is not None else 0):
        for one in root.iter(W + "style"):
            base = one.find(W + "basedOn")
            if one.find(f"{W}pPr/{W}numPr") is not None or (base is not None and base.get(W + "val") in found):
                found.add(str(one.get(W + "styleId")))
    return frozenset(found)


def _control(node: Any) -> str:
    """What a content control (17.5.2) holds: a prompt, what the program fills in, or words ("")."""
    prompt = node.find(f"{W}sdtPr/{W}showingPlcHdr")
    if prompt is not None and prompt.get(W + "val") not in ("0", "false"):
        return "prompt"
    gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    listed = gallery is not None and str(gallery.get(W + "val")) in ("Table of Contents", "Bibliographies")
    return "program" if listed or node.find(f"{W}sdtPr/{W14}checkbox") is not None else ""


def _is_signs(properties: Any) -> bool:
    """Whether a run is in a font whose letters are signs."""
    fonts = properties.find(W + "rFonts")
    return fonts is not None and any(_SIGNS.match(str(fonts.get(W + name))) for name in ("ascii", "hAnsi"))


def _vanishes(properties: Any) -> bool | None:
    held = None if properties is None else properties.find(W + "vanish")
    return None if held is None else held.get(W + "val") not in ("0", "false", "off")


class _Story:
    """One story while it is walked: the stretch that is open, and under which rule its words may be missing."""

    def __init__(
        self, census: Census, counting: Counting, role: str, hidden: frozenset[str], numbered: frozenset[str]
    ) -> None:
        self.census = census
        self.role = role
        self.hidden = hidden
        self.numbered = numbered
        self.gone = {"accept": "deleted", "reject": "inserted"}.get(counting.revisions, "")
        self.parts: list[str] = []
        self.rule = self.outer = {"comments": "WORD003", "header": "WORD004", "footer": "WORD004"}.get(role, "")
        self.change: list[str] = []
        self.fields: list[list[str]] = []
        self.paragraph = 0
        self.style = ""

    def walk(self, root: Any) -> None:
        """Everything below ``root``."""
        if self.role in ("chart", "diagramData"):
            for node in root.iter():
                if isinstance(node.tag, str) and node.text and node.tag.rpartition("}")[2] in ("v", "t", "f"):
                    self.census.doubtful.append(node.text)
                    self.census.allowed.append(node.text)
            return
        etree.strip_elements(root, MC + "Fallback", with_tail=False)  # its neighbour has shown what is in it
        for note in [*root.iterchildren(W + "footnote", W + "endnote")]:
            if note.get(W + "type") not in (None, "normal"):  # separators (17.11.1)
                root.remove(note)
        for event, node in etree.iterwalk(root, events=("start", "end"), tag=WALKED):
            if event == "start":
                self.begin(node, node.tag)
            else:
                self.end(node.tag)
        self.close()

    def begin(self, node: Any, name: str) -> None:  # noqa: C901  (one case an element)
        if name == W + "t" or name == W + "delText":
            self.text(node.text or "", node)
        elif name == W + "p":
            self.begin_paragraph(node)
        elif name in SPACES:
            self.parts.append(" " if self.parts else "")
        elif name in CHANGES:
            self.change.append(CHANGES[name])
        elif name == W + "tr" or name == W + "tc":
            self.change.append(_row_change(node))
        elif name == M + "t":
            self.text(" " + " ".join(node.text or "") + " ", node)
        elif name == W + "noBreakHyphen":
            self.text("-", node)
        elif name == W + "fldChar":
            self.field(str(node.get(W + "fldCharType")))
        elif name == W + "instrText":
            if self.fields:
                self.fields[-1][0] += node.text or ""
        elif name == W + "fldSimple":
            self.fields.append([str(node.get(W + "instr") or ""), "result"])
        elif name == W + "sdt":
            self.change.append(_control(node))
        elif name in CHARACTERS:
            self.census.signs += 1
        else:
            keys = ("descr", "title", "alt", W + "val")
            self.census.allowed += [str(value) for key in keys if (value := node.get(key))]

    def begin_paragraph(self, node: Any) -> None:
        self.close()
        self.paragraph += 1
        properties = node.find(W + "pPr")
        style = None if properties is None else properties.find(W + "pStyle")
        self.style = "" if style is None else str(style.get(W + "val"))
        numbered = properties is not None and properties.find(W + "numPr") is not None
        self.census.numbered += numbered or self.style in self.numbered

    def end(self, name: str) -> None:
        if name == W + "p":
            self.close()
        elif name in CHANGES or name in (W + "tr", W + "tc", W + "sdt"):
            self.change.pop()
        elif name == W + "fldSimple" and self.fields:
            self.fields.pop()

    def field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(["", ""])
        elif kind == "separate" and self.fields:
            self.fields[-1][1] = "result"
        elif kind == "end" and self.fields:
            self.fields.pop()

    def text(self, text: str, node: Any) -> None:
        """Words of a run, under the rule that says why they may be missing."""
        rule = self.outer or self.why(node)
        if rule != self.rule:
            self.close()
            self.rule = rule
        self.parts.append(text)

    def why(self, node: Any) -> str:
        """The rule of a finding that explains why words are missing; "-": they are the program's; "": there is none."""
        if any(one[0].split()[:1] and one[0].split()[0].upper() in PROGRAM for one in self.fields):
            return "-"
        if any(not one[1] for one in self.fields):
            return "-"
        if self.gone and self.gone in self.change:
            return "WORD001"
        if "prompt" in self.change:
            return "WORD010"
        if "program" in self.change or self.style == "TOCHeading":
            return "-"
        run = node.getparent()
        properties = run.find(W + "rPr") if run is not None else None
        if properties is not None and _is_signs(properties):
            self.census.signs += len(node.text or "")
            return "-"
        told = _vanishes(properties)
        if told is None:
            held = None if properties is None else properties.find(W + "rStyle")
            told = (held is not None and held.get(W + "val") in self.hidden) or self.style in self.hidden
        return "WORD002" if told else ""

    def close(self) -> None:
        """End the stretch."""
        text = "".join(self.parts)
        self.parts = []
        if not text or text.isspace():
            return
        if self.rule == "-":
            self.census.doubtful.append(text)
            self.census.allowed.append(text)
        elif self.rule == "WORD004" and not any(char.isalpha() for char in text):
            self.census.doubtful.append(text)
        else:
            if self.rule:
                self.census.excused.setdefault(self.rule, []).append(text)
            self.census.stretches.append(Stretch(text, self.paragraph, self.role != "" or bool(self.rule)))


def _row_change(node: Any) -> str:
    """How a row or a cell of a table changed."""
    for outer, inner, kind in ROW_CHANGES:
        if node.find(f"{W}{outer}/{W}{inner}") is not None:
            return kind
    return ""
