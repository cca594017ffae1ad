"""The census of a Word document (ECMA-376 part 1), by one walk over the text of its stories.

Deleted and inserted words, hidden words, comments, headers and footers are counted apart: each may be missing where a
finding of its rule is there. Of a picture drawn twice (markup compatibility) the first form counts.
"""

from __future__ import annotations

import re
import zipfile
from typing import Any

from lxml import etree

from exporter.census.counted import SIGN, Census, Counting, Stretch, Thing
from exporter.census.gathering import BEFORE, CUT, Gathering
from exporter.census.office import BODY, W14, M, Office, R, Styles, W, parsed, styles_of, used_styles, vanishes
from exporter.census.word_labels import drawn_words, is_in_a_box, labels, settle_alternatives, signs_of_fields
from exporter.census.word_numbers import Numbers

SYMBOLS = (W + "sym", "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx")
_SIGNS = re.compile(r"Symbol|Wingdings|Webdings|Marlett|ZapfDingbats|MT Extra|Bookshelf Symbol", re.IGNORECASE)
"""Fonts whose letters are signs."""
SPACES = frozenset(W + name for name in "tab ptab br cr".split())
CHANGES = {W + "ins": "inserted", W + "moveTo": "inserted", W + "del": "deleted", W + "moveFrom": "deleted"}
CHARACTERS = frozenset([W + "checkBox", *(M + name for name in "chr sepChr begChr endChr".split())])
"""Elements that stand for a character which the census does not know."""
SAID = tuple(f"{{*}}{name}" for name in "docPr cNvPr shape imagedata".split())
"""Elements that say something about a picture."""
NOTES = frozenset([W + "footnote", W + "endnote"])
LINK = W + "hyperlink"
_FIELD = re.compile(r"\s*HYPERLINK\s+\"([^\"]+)\"", re.IGNORECASE)
"""A field that is a link (17.16.5.25), and where it leads."""
_WEB = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
BOXES = "\u2610\u2611\u2612"
"""Boxes to tick, which may be told in words."""
FORMULA = "\ue0ff"
"""Stands before and after the symbols of a formula, which are words of the stretch, and not of what it stands in."""
_SYMBOLS = re.compile(f"{FORMULA}[^{FORMULA}]*{FORMULA}")
_FILE = re.compile(r"(?:[A-Za-z]:\\|\\\\|/\w+/|file:).*|\S+\.\w{3,4}")
"""What a program wrote for an alternative text: the path of a file."""
REFERENCES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
WALKED = (
    *(*NOTES, *REFERENCES, LINK),
    *(W + name for name in "p tr tc t delText noBreakHyphen fldChar instrText fldSimple sdt tblCaption".split()),
    *(W + "tblDescription", M + "t", *SPACES, *CHANGES, *SYMBOLS, *CHARACTERS, *SAID),
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
UNPLAIN = tuple(W + name for name in "vanish fldChar fldSimple sdt delText cellIns cellDel".split()) + tuple(CHANGES)
"""Elements that say why words are not read, or that a program made them."""
_UNPLAIN = (
    *b"vanish fldChar fldSimple sdt delText cellIns cellDel ins> ins/ del> del/ moveTo moveFrom Symbol ings".split(),
    *(b"ins ", b"del ", b"Marlett", b"ZapfDingbats", b"MT Extra"),
)
"""What none of a story's bytes has where all of its words are plain."""
STORIES = frozenset("footnotes endnotes comments header footer chart diagramData".split())
"""The relations of the main part to what has words."""


def count(counting: Counting) -> Census:
    """The census of a Word document."""
    census = Census(sure=frozenset(["heading", "cell", "note", "item", "link", "picture"]))
    try:
        office = Office(counting.data)
    except zipfile.BadZipFile:
        return census
    numbers = Numbers(office)
    related = [(kind, name) for kind, name in office.relations(office.main) if kind in STORIES]
    parts = [(role, name, office.data(name)) for role, name in (("", office.main), *related)]
    styles = styles_of(office, set().union(*(used_styles(data) for _, _, data in parts)))
    for role, name, data in parts:
        root = parsed(data)
        if root is not None:
            office.relations(name)
            story = _Story(census, counting, role, styles, numbers)
            story.outside = office.outside[name]
            story.walk(root, data)
    census.things = [
        one._replace(data=census.referred[one.data]) if one.kind == "note" else one
        for one in census.things
        if one.kind != "note" or one.data in census.referred  # one that nothing refers to is not a note
    ]
    census.allowed += labels(office, census.numbered) if census.numbered else []
    core = office.root("docProps/core.xml")
    if core is not None:
        census.allowed += [str(text) for text in core.itertext()]
    return census


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


def _kept(node: Any) -> str:
    """The words of a text; spaces at its ends are kept where it says so (17.3.3.31)."""
    words = node.text or ""
    return words if node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve" else words.strip(" \t\r\n")


def _rounded(words: str) -> str:
    """A number as it is shown: programs write 0.30000000000000004 for 0.3."""
    try:
        return f"{float(words):.12g}"
    except ValueError:
        return ""


class _Story:
    """One story while it is walked: the stretch that is open, and under which rule its words may be missing."""

    def __init__(self, census: Census, counting: Counting, role: str, styles: Styles, numbers: Numbers) -> None:
        self.census = census
        self.numbers = numbers
        self.outside: dict[str, str] = {}
        self.links: list[tuple[str, int]] = []
        self.role = role
        self.styles = styles
        self.gone = {"accept": "deleted", "reject": "inserted"}.get(counting.revisions, "")
        self.parts: list[str] = []
        self.changed: list[str] = []
        self.rule = self.outer = {"comments": "WORD003", "header": "WORD004", "footer": "WORD004"}.get(role, "")
        self.change: list[str] = []
        self.fields: list[list[str]] = []
        self.paragraph = 0
        self.style = ""
        self.gathering = Gathering(census)
        self.boxed = False
        self.listed = False
        self.plain = False

    def is_plain(self, root: Any, data: bytes) -> bool:
        """Whether nothing in a story hides, changes or makes any of its words."""
        if not self.styles.hidden and not any(one in data for one in _UNPLAIN):
            return True
        fonts = (str(one.get(W + name)) for one in root.iter(W + "rFonts") for name in ("ascii", "hAnsi"))
        odd = not self.styles.hidden and next(root.iter(*UNPLAIN), None) is None
        return odd and not any(map(_SIGNS.match, set(fonts)))

    def walk(self, root: Any, data: bytes) -> None:
        """Everything below ``root``, which is what ``data`` holds."""
        if self.role in ("chart", "diagramData"):
            for node in root.iter():
                if isinstance(node.tag, str) and node.text and node.tag.rpartition("}")[2] in ("v", "t", "f"):
                    self.census.doubtful.append(node.text)
                    self.census.allowed += [node.text, _rounded(node.text)]
            return
        if b"AlternateContent" in data or b"oMath" in data:
            settle_alternatives(root)
        if b"instr" in data or b"drawing" in data or b"pict" in data:
            self.census.allowed += drawn_words(root)
            self.census.signs += signs_of_fields(root)
        for note in [*root.iterchildren(W + "footnote", W + "endnote")]:
            if note.get(W + "type") not in (None, "normal"):  # separators (17.11.1)
                root.remove(note)
        self.plain = self.is_plain(root, data)
        for event, node in etree.iterwalk(root, events=("start", "end"), tag=WALKED):
            if event == "start":
                self.begin(node, node.tag)
            else:
                self.end(node.tag)
        self.close()

    def begin(self, node: Any, name: str) -> None:  # noqa: C901  (one case an element)
        if name == W + "t" or name == W + "delText":
            self.text(_kept(node), node)
        elif name == W + "p":
            self.begin_paragraph(node)
        elif name in SPACES:
            self.parts.append(" " if self.parts else "")
        elif name in CHANGES:
            self.change.append(CHANGES[name])
        elif name == W + "tr" or name == W + "tc":
            self.change.append(_row_change(node))
            if name == W + "tc":
                self.gathering.begin("cell", None, self.paragraph)
        elif name in NOTES:
            self.gathering.begin("note", (self.role, node.get(W + "id")), self.paragraph)
        elif name in REFERENCES:
            self.census.referred.setdefault(
                (REFERENCES[name], node.get(W + "id")), _SYMBOLS.sub(" ", "".join(self.parts))[-BEFORE:]
            )
        elif name == M + "t":
            self.text(FORMULA + " " + " ".join(node.text or "") + " " + FORMULA, node)
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
        elif name == LINK:
            self.links.append((self.outside.get(str(node.get(R + "id")), ""), len(self.parts)))
        elif name in SYMBOLS:
            self.census.signs += 1
            self.text(SIGN, node)
        elif name in CHARACTERS:
            self.census.signs += 1
        else:
            keys = ("descr", "title", "alt", W + "val")
            self.census.allowed += [str(value) for key in keys if (value := node.get(key))]
            if name.endswith("}docPr") and (words := _alternative(node)) and not self.rule_of(node):
                self.census.things.append(Thing("picture", words, words, self.paragraph))

    def begin_paragraph(self, node: Any) -> None:
        self.close()
        self.paragraph += 1
        self.boxed = is_in_a_box(node)
        said = {one.tag: one for one in node.iterchildren(W + "pPr") for one in one}
        style = said.get(W + "pStyle")
        self.style = "" if style is None else str(style.get(W + "val"))
        self.census.numbered += W + "numPr" in said or self.style in self.styles.numbered
        if self.boxed:  # what stands in a box is not a heading, nor part of the one that it hangs on
            self.gathering.end("heading")
        level = _outline(said) or self.styles.levels.get(self.style, BODY + 1)
        if level <= BODY and not self.boxed and not _mark_is_gone(said):
            self.gathering.begin("heading", level, self.paragraph)
        if W + "numPr" in said or self.style in self.styles.numbered:
            self.item(said, level <= BODY)

    def item(self, said: dict[Any, Any], is_heading: bool) -> None:
        """A paragraph may be an item of a list; a heading, or one whose end was deleted, is not told as one."""
        is_item, number = self.numbers.item(said.get(W + "numPr"), self.style, self.styles)
        if is_item and not self.outer and not is_heading and not _mark_is_gone(said):
            self.listed = True
            self.gathering.begin("item", number, self.paragraph)

    def end_link(self) -> None:
        """A link ends; one whose words are hidden, deleted or the program's is not told."""
        address, start = self.links.pop()
        if start >= 0 and not self.rule and not self.changed and _WEB.match(address):
            self.census.things.append(
                Thing("link", _SYMBOLS.sub(CUT, "".join(self.parts[start:])), address, self.paragraph)
            )

    def end(self, name: str) -> None:
        if name == W + "p":
            self.close()
            self.gathering.end("heading")
            if self.listed:
                self.gathering.end("item")
                self.listed = False
            self.boxed = False
        elif name == LINK:
            self.end_link()
        elif name in NOTES:
            self.gathering.end("note")
        elif name in CHANGES or name in (W + "tr", W + "tc", W + "sdt"):
            self.change.pop()
            if name == W + "tc":
                self.gathering.end("cell")
        elif name == W + "fldSimple" and self.fields:
            self.fields.pop()

    def field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(["", ""])
        elif kind == "separate" and self.fields:
            self.fields[-1][1] = "result"
            if link := _FIELD.match(self.fields[-1][0]):
                self.fields[-1].append("link")
                self.links.append((link[1], len(self.parts)))
        elif kind == "end" and self.fields and self.fields.pop()[-1] == "link" and self.links:
            self.end_link()

    def text(self, text: str, node: Any) -> None:
        """Words of a run, under the rule that says why they may be missing."""
        rule = self.outer or self.why(node)
        if rule == "WORD001":  # they may stand within a word
            self.changed.append(text)
            return
        if rule == "-" and text.isalpha() and "".join(self.parts[-1:])[-1:].isalpha() and self.signs_in(node):
            self.parts.append(SIGN * len(text))  # a letter of a word in a font of signs
            return
        if rule != self.rule:
            self.close()
            self.rule = rule
        self.parts.append(text)

    def rule_of(self, drawing: Any) -> str:
        """The rule that explains why a drawing is missing."""
        run = next(drawing.iterancestors(W + "r"), None)
        return self.outer or (self.why(run[0]) if run is not None else "-")

    def signs_in(self, node: Any) -> bool:
        """Whether a text is in a font whose letters are signs."""
        run = node.getparent()
        properties = run.find(W + "rPr") if run is not None else None
        return properties is not None and _is_signs(properties)

    def why(self, node: Any) -> str:
        """The rule of a finding that explains why words are missing; "-": they are the program's; "": there is none."""
        if self.plain:
            return "-" if self.style == "TOCHeading" else ""
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
        marked = any(CHANGES.get(one.tag) == self.gone for one in properties) if properties is not None else False
        if self.gone and (marked or (node.tag == W + "delText" and self.gone == "deleted")):
            return "WORD001"
        told = vanishes(properties)
        if told is None:
            held = None if properties is None else properties.find(W + "rStyle")
            told = (held is not None and held.get(W + "val") in self.styles.hidden) or self.style in self.styles.hidden
        return "WORD002" if told else ""

    def close(self) -> None:
        """End the stretch."""
        text = "".join(self.parts)
        told = _SYMBOLS.sub(CUT, text)
        text = text.replace(FORMULA, "")
        self.census.doubtful += [char for char in text if char in BOXES]
        self.parts = []
        self.links = [(address, -1) for address, _ in self.links]
        if changed := "".join(self.changed):
            self.changed = []
            self.census.excused.setdefault("WORD001", []).append(changed)
            self.census.stretches.append(Stretch(changed, self.paragraph, True))
        if not text or text.isspace():
            return
        if self.rule == "-":
            self.census.doubtful.append(text)
            self.census.allowed.append(text)
        elif self.rule == "WORD004" and not any(char.isalpha() for char in text):
            self.census.doubtful.append(text)
        else:
            if not self.rule:
                self.gathering.tell(told)
            else:
                self.census.excused.setdefault(self.rule, []).append(text)
            self.census.stretches.append(
                Stretch(text, self.paragraph, self.boxed or self.role != "" or bool(self.rule))
            )


def _alternative(properties: Any) -> str:
    """What ``wp:docPr`` says of a drawing that is one picture; what a machine wrote stands after an empty line."""
    holder = properties.getparent()
    text = str(properties.get("descr") or "").replace("\r", "").partition("\n\n")[0].strip()
    if not text or _FILE.fullmatch(text) or next(holder.iter(W + "txbxContent"), None) is not None:
        return ""
    decorative = any(mark.get("val") not in ("0", "false") for mark in properties.iter("{*}decorative"))
    shown, own = list(holder.iter("{*}pic")), list(holder.iter("{*}cNvPr"))
    alone = len(shown) == 1 and all(one.get("descr") in (None, "", properties.get("descr")) for one in own)
    return text if alone and not decorative else ""


def _outline(said: dict[Any, Any]) -> int:
    """The level of a heading that a paragraph says itself, more than ``BODY`` for body text; 0 if it does not."""
    held = said.get(W + "outlineLvl")
    level = "" if held is None else str(held.get(W + "val"))
    return int(level) + 1 if level.isdigit() else 0


def _mark_is_gone(said: dict[Any, Any]) -> bool:
    """Whether the end of a paragraph was deleted or is hidden: it goes on in the next one."""
    held = said.get(W + "rPr")
    return held is not None and any(held.find(W + name) is not None for name in ("del", "moveFrom", "vanish"))


def _row_change(node: Any) -> str:
    """How a row or a cell of a table changed."""
    for outer, inner, kind in ROW_CHANGES:
        if node.find(f"{W}{outer}/{W}{inner}") is not None:
            return kind
    return ""
