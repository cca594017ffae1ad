"""A publication in Word: a section for each part and article (ECMA-376 part 1, 17.6), so that nothing runs over.

A section says where an article begins, what its running head is, how its pages and its notes count. Word keeps what is
said of a section at its end, in its last paragraph (17.6.18).
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from exporter.model import Section, plain_text
from exporter.writers.book_options import BookOptions, Start
from exporter.writers.docx.headers_footers import running_head
from exporter.writers.docx.package import add_header
from exporter.writers.docx.state import Place
from exporter.writers.docx.xml import Element, R, W, w

ORDER = (
    *(
        "headerReference",
        "footerReference",
        "footnotePr",
        "endnotePr",
        "type",
        "pgSz",
        "pgMar",
        "paperSrc",
        "pgBorders",
    ),
    *("lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi"),
    *("rtlGutter", "docGrid", "printerSettings"),
)
"""What a section says, in the order of the schema (17.6.17)."""
STARTS: dict[Start, str] = {"page": "nextPage", "right": "oddPage", "none": "continuous"}
OWN_HEADERS = 1
"""How many headers a package has before: that of the front matter."""
MARKS = ("_Article", "_Part")
"""How the bookmarks of articles and parts begin: hidden ones (17.13.6.2), by which a reader of the file knows them."""


@dataclass(slots=True)
class Sections:
    """The sections of one publication as they are met. ``house`` says that headers are those of a template."""

    part: Any
    base: Element
    book: BookOptions
    title: str
    house: bool = False
    around: Section | None = None
    marks: dict[str, int] = field(default_factory=dict)
    _open: Element | None = None
    _bodies: int = 0

    def __post_init__(self) -> None:
        """The section of the front matter is open."""
        self._open = deepcopy(self.base)
        _put(self._open, _notes(self.book))
        if self.book.front_matter == "roman":
            _put(self._open, w("pgNumType", fmt="lowerRoman"))

    def mark(self, node: Section) -> str:
        """The bookmark of an article or part."""
        kind = MARKS[node.metadata is None]
        self.marks[kind] = self.marks.get(kind, 0) + 1
        return f"{kind}{self.marks[kind]:05}"

    def begin(self, body: Element, node: Section, level: int, place: Place) -> None:
        """End the section that is open with what was written last, and open one for ``node``."""
        self._end(body)
        made = deepcopy(self.base)
        _put(made, _notes(self.book))
        first = not self._bodies
        roman = self.book.front_matter == "roman"
        kind = "nextPage" if node.metadata is None and self.book.start == "none" else STARTS[self.book.start]
        if first:  # page 1 is a right-hand one where the pages before it have numbers of their own
            kind = "oddPage" if roman else kind if kind != "continuous" else "nextPage"
        _put(made, w("type", val=kind))
        if first and roman:
            _put(made, w("pgNumType", fmt="decimal", start=1))
        if not self.house:
            self._run_head(made, node, level, place)
        if self.book.start == "none" and not first and node.metadata is not None:
            for own in made.findall(w("titlePg").tag):
                made.remove(own)  # an article in mid-page has no opening page
        self._open = made
        self._bodies += 1

    def last(self) -> Element:
        """The section that is open, which the body ends with."""
        assert self._open is not None
        return self._open

    def _end(self, body: Element) -> None:
        last = body[-1] if len(body) else None
        ended = f"{w('pPr').tag}/{w('sectPr').tag}"
        if not self._bodies or last is None or last.tag != w("p").tag or last.find(ended) is not None:
            last = w("p")  # before the first article, the contents list comes between
            body.append(last)
        properties = last.find(w("pPr").tag)
        if properties is None:
            properties = w("pPr")
            last.insert(0, properties)
        properties.append(self.last())

    def _run_head(self, made: Element, node: Section, level: int, place: Place) -> None:
        """Give a section its own running head: the part or publication, and the article by a field."""
        part = self.around if node.metadata is not None else None
        before = self.title if part is None else " ".join(plain_text(part.title).split()) or self.title
        words = " ".join(plain_text(node.title).split())
        data = running_head(before, words, level, place.lang)
        relation = add_header(self.part, self._bodies + OWN_HEADERS + 1, data)
        reference = next(one for one in made.findall(w("headerReference").tag) if one.get(f"{{{W}}}type") == "default")
        reference.set(f"{{{R}}}id", relation)


def _notes(book: BookOptions) -> Element:
    """How notes count: from one in each section, or through the whole (17.11.19)."""
    return w("footnotePr", w("numRestart", val="eachSect" if book.notes_run == "article" else "continuous"))


def _put(section: Element, child: Element) -> None:
    """Put ``child`` in its place by the schema."""
    after = ORDER.index(child.tag.rpartition("}")[2])
    for at, other in enumerate(section):
        if ORDER.index(other.tag.rpartition("}")[2]) > after:
            section.insert(at, child)
            return
    section.append(child)
