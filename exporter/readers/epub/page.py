"""A page of a book made HTML (XHTML has elements that HTML would not end), each element on the line that it had.

The links of pages lead within the one article; types of EPUB (``epub:type``) are said as roles of DPUB-ARIA; what
plays, draws or runs is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from lxml import etree

from exporter.findings.place import Place
from exporter.position import Position
from exporter.readers.epub.names import Names
from exporter.readers.epub.nesting import Nesting

Element = etree._Element
X = "{http://www.w3.org/1999/xhtml}"
OPS_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XLINK = "{http://www.w3.org/1999/xlink}href"
BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre "
    "section table tbody td tfoot th thead tr ul".split()
)
"""Elements before which a line end says nothing."""
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
DROPPED = {
    "script": "scripts",
    "style": "style sheets",
    "audio": "sound",
    "video": "film",
    "iframe": "embedded pages",
    "object": "embedded objects",
    "embed": "embedded objects",
    "canvas": "drawings by script",
}
LISTS = {"toc": "navigation", "page-list": "the list of pages", "landmarks": "navigation"}
SAID_AS = frozenset(
    "noteref footnote endnote endnotes footnotes pagebreak backlink chapter part foreword preface prologue epilogue "
    "afterword introduction conclusion acknowledgments appendix bibliography glossary index abstract epigraph "
    "dedication pullquote tip notice subtitle".split()
)
"""Types of EPUB for which DPUB-ARIA has a role of the same name."""
MAX_DEPTH = 200
HEADING = re.compile("h[1-6]")
ASIDES = frozenset(["sidebar", "pullquote", "note", "tip", "warning", "related"])
"""Classes that say what kind of aside something is; nothing else in XHTML does."""


def has_type(made: Element, *names: str) -> bool:
    """Whether an element is said to be one of these, as a role or as a type."""
    said = f"{made.get('role') or ''} {made.get(OPS_TYPE) or ''}".split()
    return any(name in names for name in said)


@dataclass(slots=True)
class Pages:
    """The HTML of all pages, line by line, and at which line of it each page begins."""

    names: Names
    left_out: dict[str, list[str]]
    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    line: int = 1
    title: Element | None = None
    shift: int = 0
    nesting: Nesting = field(default_factory=lambda: Nesting({}))
    here: int = 0
    is_open: bool = False

    def rank(self, pages: Iterable[Element], title: str) -> None:
        """Let the headings of a book of several chapters lie below its title, where each begins with a first level."""
        first = [made for root in pages for made in root.iter(X + "h1") if _folded("".join(map(str, made.itertext())))]
        if len(first) > 1 and title:
            self.shift = 1
            if _folded("".join(map(str, first[0].itertext()))) == _folded(title):
                self.title = first[0]

    def html(self, lang: str, title: str) -> str:
        """The whole as one page of HTML, on its first line what stands before the first page."""
        said = f' lang="{escape(lang)}"' if lang else ""
        head = f"<h1>{escape(title)}</h1>" if self.shift and self.title is None else ""
        return f"<html{said}><body><article>{head}{''.join(self.parts)}</article></body></html>"

    def place(self, pos: Position | None) -> Position | None:
        """A place of the HTML as one in its page."""
        if pos is None or not self.starts:
            return pos
        at = max(bisect_right(self.starts, pos.line) - 1, 0)
        return Place(max(pos.line - self.starts[at] + 1, 1), part=self.files[at])

    def add(self, part: str, root: Element) -> None:
        """Add a page."""
        self._write("\n")
        self.starts.append(self.line)
        self.files.append(part)
        self.here = self.shift + self.nesting.lower.get(part, 0) if self.shift else 0
        self.is_open = self.shift > 0 and part in self.nesting.holding
        body = next(root.iter(X + "body"), None)
        if body is None:
            return
        lang = body.get("lang") or body.get(XML_LANG) or root.get("lang") or root.get(XML_LANG) or ""
        begin = self.names.begins.get(part, "")
        self._write(f"<div{_said('lang', lang)}{_said('id', begin or self.names.id(part, body.get('id') or ''))}>")
        self._inside(part, body, 0)
        self._write("</div>")

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.line += text.count("\n")

    def _inside(self, part: str, made: Element, depth: int) -> None:
        self._write(escape(made.text or "", quote=False))
        for child in made:
            if isinstance(child.tag, str):
                self._element(part, child, depth + 1)
            self._write(escape(child.tail or "", quote=False))

    def _element(self, part: str, made: Element, depth: int) -> None:
        name = made.tag.rpartition("}")[2]
        what = DROPPED.get(name) or next(
            (words for kind, words in LISTS.items() if name == "nav" and has_type(made, kind)), ""
        )
        if what or depth > MAX_DEPTH:
            self.left_out.setdefault(what or "what is nested too deeply", []).append(part)
            return
        if name == "svg" and (image := _only_image(made)) is not None:
            self._write(self._picture(part, made, image))
            return
        name, more = self._called(name, made)
        line: Any = made.sourceline  # where its tag ends; what was missing before it was a comment, or lies in the tag
        missing = "\n" * max(0, int(line or 0) - (self.line - self.starts[-1] + 1))
        before, within = (missing, "") if name in BLOCKS else ("", missing)
        self._write(f"{before}<{name}{more}{self._attributes(part, made)}{within}>")
        if name in VOID:
            return
        self._inside(part, made, depth)
        self._write(f"</{name}>")

    def _called(self, name: str, made: Element) -> tuple[str, str]:
        """What an element is called in the one article, and what else is said of it there."""
        if has_type(made, "pagebreak", "doc-pagebreak"):
            return "span", ""
        if name == "p" and _is_title_of_aside(made):
            return "h6", ""
        if self.is_open and name in ("section", "article"):
            return "div", ""  # what follows on other pages lies in it
        if name == "aside" and (kinds := ASIDES & set((made.get("class") or "").lower().split())):
            return name, f' data-kind="{min(kinds)}"'
        if self.here and made is not self.title and HEADING.fullmatch(name):
            stated = made.get("aria-level") or name[1]
            level = (int(stated) if stated.isdecimal() else int(name[1])) + self.here
            return f"h{min(level, 6)}", f' aria-level="{min(level, 99)}"'
        return name, ""

    def _attributes(self, part: str, made: Element) -> str:
        said = {}
        for key, value in made.attrib.items():
            name = str(key).rpartition("}")[2] if str(key).startswith(X) else str(key)
            told = name == "role" and self.is_open and value in ("doc-part", "doc-chapter")
            if not (told or name.startswith("{") or name in UNREAD or (name == "aria-level" and self.shift)):
                said[name] = str(value)
        lang = made.get(XML_LANG)
        if lang and "lang" not in said:
            said["lang"] = lang
        if "id" in said:
            said["id"] = self.names.id(part, said["id"])
        if "href" in said:
            said["href"] = self.names.href(part, said["href"])
        if "src" in said:
            said["src"] = self.names.resource(part, said["src"])
        for name in ("aria-labelledby", "aria-describedby", "aria-details", "headers", "for"):
            if name in said:
                said[name] = " ".join(self.names.id(part, one) for one in said[name].split())
        kinds = [kind for kind in (made.get(OPS_TYPE) or "").split() if kind in SAID_AS]
        if kinds and not said.get("role"):
            said["role"] = f"doc-{kinds[0]}"
        return "".join(f' {name}="{escape(value)}"' for name, value in said.items())

    def _picture(self, part: str, made: Element, image: Element) -> str:
        """A drawing that only shows a picture: that picture, called as the drawing is."""
        words = made.get("aria-label") or next(
            ("".join(map(str, one.itertext())) for one in made if str(one.tag).endswith(("}title", "}desc"))), None
        )
        href = image.get(XLINK) or image.get("href") or ""
        alt = "" if words is None else f' alt="{escape(" ".join(words.split()))}"'
        return f'<img src="{escape(self.names.resource(part, href))}"{alt}>'


def _only_image(made: Element) -> Element | None:
    shown = [one for one in made.iter("{http://www.w3.org/2000/svg}*") if one.tag.rpartition("}")[2] not in GROUPING]
    return shown[0] if len(shown) == 1 and shown[0].tag.endswith("}image") else None


def _is_title_of_aside(made: Element) -> bool:
    """Whether a paragraph is the first thing of an aside that is called by it."""
    parent = made.getparent()
    if parent is None or parent.tag != X + "aside" or not made.get("id") or made.getprevious() is not None:
        return False
    return made.get("id") in (parent.get("aria-labelledby") or "").split()


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


UNREAD = frozenset(["srcset", "sizes", "style"])
"""Attributes that say nothing here: other sizes of a picture, and how things look."""
GROUPING = frozenset(["svg", "g", "title", "desc", "defs", "metadata"])


def _said(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"' if value else ""
