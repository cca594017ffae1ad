"""The census of a page or fragment of HTML, by libxml2's parser (the reader's is another).

All text of the body is counted, what CSS and ARIA hide as well: a reader that leaves it out says so. Scripts, styles
and templates have no words; attributes that are read aloud in some programs may be in the article.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any
from urllib.parse import unquote

from lxml import etree

from exporter.census.counted import LABELS, SURE, Census, Counting, Kind, Stretch, Thing
from exporter.census.gathering import BEFORE, EDGE, Gathering
from exporter.census.html_shown import blocks_by_sheet, is_on_its_own_line, is_open, written_out

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q s samp small span "
    "strike strong sub sup time tt u var wbr rb rp rt rtc ruby svg math tspan "
    "lang person org location event function chron num money object.title virtloc postaddr".split()
)
"""Elements that do not part words from those beside them, of HTML and of news items (NITF)."""
WORDLESS = frozenset(["script", "style", "template", "head", "title", "noembed", "noframes"])
"""Elements whose text is not words of the page. A ``title`` in the body is that of a drawing."""
NOTE_MARK = re.compile(
    r"\s*[\[(]?\s*(?:\d{1,4}|[a-zA-Z]{1,3}|[ivxlc]{1,6}|[^\w\s]{1,3}|"
    r"(?:foot)?(?:note|nb|n|fn|efn|ref|anm)[. ]{0,2}\d{1,4}|(?:go |jump )?(?:back|up))"
    r"\s*[\])]?\.?\s*|\s*\[\s*[\w-]{0,16}[ .]?\d{1,3}(?:\.\d{1,3})?\s*\]\s*",
    re.IGNORECASE,
)
"""The words of a link to a note, or from a note back to the text: a number, with a name, a letter, a sign, “back”."""
NOTES = re.compile(
    r"(?:(?:foot|end)?notes?|(?:notes and )?references|citations|einzelnachweise|anmerkungen|fu(?:ss|ß)noten|"
    r"notes de bas de page|références|notas|referencias)(?:\s*\[\w+\])?",
    re.IGNORECASE,
)
LONGEST_MARK = 24
"""More characters than these are not the mark of a note."""
PLAYED = frozenset("iframe frame embed object video audio source".split())
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_PAGES = frozenset("pagenum pagenumber page-number page_number pageno pagebreak pb newpage".split())
_PAGE = re.compile(r"[\[({|]*\s*(?:page|pg\.?|p\.|seite|s\.)?\s*(?:\d{1,4}|[ivxlcdm]{1,8})\s*[\])}|]*", re.IGNORECASE)
_MARKER = re.compile(r"list-style(?:-type)?\s*:\s*[\"']")
"""A text that stands before each item instead of a number."""
_WHOLE = re.compile(r"-?\d{1,9}")


def count(counting: Counting) -> Census:
    """The census of a page."""
    return count_html(counting.text)


def count_html(text: str) -> Census:
    """The census of HTML."""
    census = Census(sure=SURE)
    root = parsed(text)
    if root is not None:
        count_tree(census, root)
    return census


def count_tree(census: Census, root: Any) -> None:
    """Count everything in a tree of HTML, or of a format that has its elements."""
    _Count(census).element(root)


def parsed(text: str) -> Any:
    """The root of the tree of HTML; None where there is nothing in it."""
    if "&" in text:
        text = _NAMED.sub(_entity, text)
    parser = etree.HTMLParser(recover=True, huge_tree=True, encoding="utf-8", remove_pis=True, no_network=True)
    try:
        return etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _entity(match: re.Match[str]) -> str:
    """The characters of a name that HTML knows; those that are markup stay names."""
    name = match[1] + ";"
    known = html5.get(name, match[0])
    return f"&#{ord(known)};" if known in ("&", "<", ">", '"', "'") else known


THINGS: dict[str, Kind] = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(["hl2"], "heading"),
    "li": "item",
    "th": "header",
    "td": "cell",
    "blockquote": "quote",
    "bq": "quote",
}
"""Elements that listeners are told of, and as what."""


class _Count:
    """The gathering of a page, and the numbers of the lists that are open: None for those without."""

    def __init__(self, census: Census) -> None:
        self.census = census
        self.gathering = Gathering(census)
        self.lists: list[int | None] = []
        self.marks: list[tuple[str, str]] = []
        self.opened = 0
        self.code = 0
        self.by_sheet: frozenset[str] = frozenset()
        self.counted = False
        self.names: frozenset[str] = frozenset()
        self.unended: list[Any] = []

    def element(self, root: Any) -> None:
        """Everything below and at ``root``."""
        gathering = self.gathering
        self.by_sheet = blocks_by_sheet(root)
        self.names = frozenset(
            str(node.get("id")) for node in root.iter() if isinstance(node.tag, str) and node.get("id")
        )
        self.counted = any("counter-reset" in "".join(sheet.itertext()) for sheet in root.iter("style"))
        for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
            line = node.sourceline or 0
            tag = node.tag
            if event == "comment":
                self.text(node.tail, line)
            elif isinstance(tag, str):
                taken = event == "start" and self.apart(tag, node)
                if tag not in INLINE and not taken:
                    self.end_heading(gathering.close())
                elif tag in INLINE and not taken and is_on_its_own_line(node, self.by_sheet):
                    gathering.add("\n" if "display" in (node.get("style") or "") else EDGE, line)
                if event == "start" and not taken:
                    self.begin(tag, node, line)
                    if _is_icon(tag, node):
                        gathering.add(EDGE, line)
                elif event == "end":
                    self.end(tag, node, line)
                if not taken:
                    self.text(node.text if event == "start" else node.tail, line)
        gathering.close()
        if self.marks:
            self.notes(root)

    def notes(self, root: Any) -> None:
        """What the marks lead to, with the words before each; whether it is a note the document tells."""
        named = {str(node.get("id")): node for node in root.iter() if isinstance(node.tag, str) and node.get("id")}
        for name, before in self.marks:
            node = named.get(name)
            while node is not None and node.tag in INLINE:
                node = node.getparent()
            if node is not None:
                self.census.things.append(Thing("note", "".join(node.itertext()), before, node.sourceline or 0))

    def end_heading(self, words: str) -> None:
        """The first block inside a heading that was never ended ends it, once it has words."""
        if self.unended and self.unended[-1] is not None and words.strip():
            self.gathering.end("heading")
            self.unended[-1] = None

    def text(self, text: str | None, line: int) -> None:
        if text:
            self.gathering.add(text, line)

    def begin(self, tag: str, node: Any, line: int) -> None:
        """An element begins."""
        self.code += tag == "pre"
        if tag in HEADINGS and is_open(node):
            self.unended.append(node)
        if tag in THINGS and not _is_denied(node) and not self.code:
            self.gathering.begin(THINGS[tag], HEADINGS.get(tag) or self.number(tag, node), line)
        elif tag == "a" and node.get("href") and not _is_in_heading(node) and not _opens(node):  # else it is a place
            self.gathering.begin_link()
        elif tag in ("ol", "ul", "menu"):
            start = str(node.get("start") or "1")
            plain = (
                tag == "ol"
                and not self.counted
                and node.get("reversed") is None
                and not _MARKER.search(str(node.get("style")))
            )
            self.lists.append(int(start) if plain and _WHOLE.fullmatch(start) else None)
            self.opened += 1
        elif tag == "img" and not _is_formula(node) and (alt := _alternative(node)):
            self.census.things.append(Thing("picture", alt, len(self.census.stretches), line))
            if self.gathering.parts or node.tail:  # its words part those beside it; an initial is a letter of its word
                self.gathering.add(" " if len(alt) > 1 else alt, line)

    def number(self, tag: str, node: Any) -> tuple[int, int] | None:
        """The number of an item and that of its list; None for a list without numbers and for what is not an item."""
        if tag != "li" or not self.lists or self.lists[-1] is None:
            return None
        said = str(node.get("value") or "")
        number = int(said) if _WHOLE.fullmatch(said) else self.lists[-1]
        self.lists[-1] = number + 1
        return number, self.opened

    def end(self, tag: str, node: Any, line: int) -> None:
        """An element ends."""
        self.code -= tag == "pre"
        if tag in HEADINGS and is_open(node) and self.unended and self.unended.pop() is None:
            return
        if tag in THINGS and not _is_denied(node) and not self.code:
            self.gathering.end(THINGS[tag])
        elif tag == "a" and not _is_in_heading(node) and not _opens(node):
            self.gathering.end_link(str(node.get("href") or ""), line)
        elif tag in ("ol", "ul", "menu") and self.lists:
            self.lists.pop()

    def apart(self, tag: str, node: Any) -> bool:
        """Whether what is in an element was counted otherwise; it is then empty, so the walk does not meet it."""
        census = self.census
        if node.attrib:
            census.allowed += [value for name, value in node.attrib.items() if name in LABELS and value]
        if tag in PLAYED:
            census.allowed += [value for name in ("src", "data", "data-src", "url") if (value := node.attrib.get(name))]
        if tag in WORDLESS:
            census.allowed += ["".join(node.itertext())] if tag in ("title", "head") else []
            census.allowed += [value for one in node.iter("meta") if (value := one.get("content"))]
        elif tag == "math":
            self.formula(node)
        elif tag == "span" and _is_page_number(node):
            census.allowed.append("".join(node.itertext()))
        elif tag == "a" and self.is_mark(tag, node):
            self.marks.append((str(node.get("href")).partition("#")[2], "".join(self.gathering.parts)[-BEFORE:]))
            census.doubtful.append("".join(node.itertext()))
        elif tag == "noscript" or _is_tab(node) or self.is_mark(tag, node) or _is_notes_heading(tag, node):
            census.doubtful.append("".join(node.itertext()))
            census.allowed.append(census.doubtful[-1])
        else:
            return False
        _empty(node)
        return True

    def is_mark(self, tag: str, node: Any) -> bool:
        """Whether an element is the mark of a note, or of an item that Word typed into its paragraph."""
        if tag == "a":
            plain, _, part = str(node.get("href")).partition("#")
            here = bool(part) and (not plain or part in self.names or unquote(part) in self.names)
            return here and _is_note_mark("".join(node.itertext()))
        if "backlink" in str(node.get("class")):  # a box of ways back: “↑ 69.0 69.1”
            return len(re.findall(r"[^\W\d]", "".join(node.itertext()))) <= 8 * max(len(list(node.iter("a"))), 1)
        if tag == "span" and node.get("class") == "label" and node.getparent() is not None:
            return bool(node.getparent().get("role") == "doc-footnote")
        return tag == "span" and "mso-list:ignore" in str(node.get("style")).replace(" ", "").lower()

    def formula(self, node: Any) -> None:
        """The symbols of a formula, each a word; what is said beside them (TeX) is not theirs."""
        for one in list(node.iter("annotation", "annotation-xml")):
            self.census.allowed.append("".join(one.itertext()))
            _empty(one)
        self.census.stretches.append(Stretch(" ".join("".join(node.itertext())), node.sourceline or 0, True))


def _is_note_mark(text: str) -> bool:
    text = " ".join(text.split())
    return len(text) <= LONGEST_MARK and NOTE_MARK.fullmatch(text) is not None


def _is_denied(node: Any) -> bool:
    """Whether an item belongs to a list that says it is not a list: that may have been believed."""
    holder = node.getparent()
    if node.get("class") == "kg-toggle-heading-text":  # what unfolds (Ghost)
        return True
    if node.tag == "li" and (_opens(node) or (len(node) == 1 and _opens(node[0]))):
        return True
    return node.tag == "li" and holder is not None and holder.get("role") in ("presentation", "none")


def _opens(node: Any) -> bool:
    """Whether an element is a tab, or opens what is below it: in a file its words head that."""
    return _is_tab(node) or "collapse" in (node.get("data-toggle"), node.get("data-bs-toggle"))


def _is_tab(node: Any) -> bool:
    """Whether an element names a panel that stands elsewhere."""
    toggles = (node.get("data-toggle"), node.get("data-bs-toggle"))
    return node.get("role") == "tab" or "tab" in toggles or "pill" in toggles


def _is_icon(tag: str, node: Any) -> bool:
    """Whether an element has a drawing from a style sheet instead of words."""
    return (
        tag in ("i", "span", "em", "b") and bool(node.get("class")) and not len(node) and not (node.text or "").strip()
    )


def _is_page_number(node: Any) -> bool:
    """Whether an element is the number of a page of the printed edition; that is not a word of the text."""
    named = _PAGES.isdisjoint(str(node.get("class") or "").lower().split())
    return not named and _PAGE.fullmatch("".join(node.itertext()).strip()) is not None


def _is_in_heading(node: Any) -> bool:
    """Whether a link to a part of its page stands right in a heading, which it most often leads to."""
    return node.getparent() is not None and node.getparent().tag in HEADINGS and str(node.get("href")).startswith("#")


def _is_formula(node: Any) -> bool:
    """Whether a picture is one of a formula, whose alternative text is its TeX."""
    drawn = f"{node.get('class') or ''} {node.get('src') or ''}"
    return re.search(r"\blatex\b|\btex\b|mathtex|mimetex|cht=tx|mwe-math", drawn) is not None


def _is_notes_heading(tag: str, node: Any) -> bool:
    """Whether a heading only says that notes follow, which stand where they are referred to in an article."""
    return tag in HEADINGS and NOTES.fullmatch(" ".join("".join(node.itertext()).split())) is not None


def _alternative(node: Any) -> str:
    """The alternative text of a picture; none of one that is hidden from listeners."""
    said = "" if node.get("aria-hidden") == "true" else str(node.get("alt") or "").strip()
    return written_out(said)


def _empty(node: Any) -> None:
    """Take out what is below an element."""
    node.text = None
    for child in list(node):
        node.remove(child)
