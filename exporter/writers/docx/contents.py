"""The contents list: a TOC field that is already filled in (ECMA-376 part 1, 17.16.5.68), held as Word holds its own.

Its entries are links to the headings. They have no page numbers: only Word knows on which page of Word a heading
stands, and a field that holds a guess, or a file that asks to be updated when it is opened, would be worse. The field
of an article says so (``\\n``); that of a publication gets its numbers as soon as it is updated in Word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from exporter.model import (
    Abbr,
    Image,
    Inlines,
    LineBreak,
    Link,
    Note,
    NoteReference,
    PageMarker,
    Paragraph,
    Section,
    Text,
    transform,
)
from exporter.phrases import has_phrases, phrase
from exporter.writers.contents_list import LEVELS
from exporter.writers.docx.runs import Look, field_mark, inline_runs, text_runs
from exporter.writers.docx.state import Place, State
from exporter.writers.docx.styles import style_id
from exporter.writers.docx.xml import Element, text_element, w

LINES = {"byline": "Byline", "standfirst": "Standfirst"}
"""What a contents list may say of an article, by the style in which the article says it."""
LINE = 9
"""The level of a contents list that has them."""
CAPTIONS = {"figures": "Caption", "tables": "Table Caption"}
"""The style of what a list of figures or tables names."""
ENTRY = 2
"""The level whose look such entries have."""


@dataclass(slots=True)
class Entries:
    """The headings that the contents list names, in order. Word's field takes what has a built-in heading style."""

    found: list[tuple[int, Inlines, Place, str]] = field(default_factory=list)
    levels: range = range(LEVELS[0], LEVELS[-1] + 1)
    kind: str = ""
    whole: bool = False
    lines: bool = False
    _in_article: bool = False

    def add(self, section: Section, level: int, place: Place, name: str = "") -> str:
        """The bookmark for a heading that is listed, ``name`` if it has one, or "" for one that is not."""
        self._in_article = section.metadata is not None
        if level not in self.levels or place.quotes or place.in_note:
            return ""
        return self._add(level, section.title, place, name)

    def add_line(self, node: Paragraph, place: Place) -> str:
        """The bookmark for what an article says of itself below its title, where that is listed, else ""."""
        listed = self.lines and self._in_article and node.role in LINES and not place.in_note
        return self._add(LINE, node.content, place, "") if listed else ""

    def add_words(self, words: Inlines, place: Place) -> str:
        """The bookmark for a caption that is listed."""
        return self._add(ENTRY, words, place, "")

    def _add(self, level: int, words: Inlines, place: Place, name: str) -> str:
        name = name or f"_Toc{self.kind}{len(self.found) + 1:08}"
        self.found.append((level, words, place, name))
        return name

    @property
    def instruction(self) -> str:
        """The instruction of the field."""
        if self.kind:
            return f' TOC \\h \\z \\t "{CAPTIONS[self.kind]},{ENTRY}" '
        levels = f'\\o "{self.levels[0]}-{self.levels[-1]}"'
        more = ",".join(f"{style},{LINE}" for style in LINES.values())
        lines = f' \\t "{more}"' if self.lines else ""
        numbers = "" if self.whole else " \\n"
        return f" TOC {levels}{lines}{numbers} \\h \\z "


def contents_list(state: State, entries: Entries, place: Place) -> Element:
    """The list in the content control that Word shows as a table of contents (17.5.2.12)."""
    lang = place.lang if has_phrases(place.lang) else "en"
    heading = w("p", _properties("TOC Heading", place))
    if entries.whole and not entries.kind:
        heading[0].insert(1, w("pageBreakBefore"))
    said = phrase(f"list-of-{entries.kind}" if entries.kind else "contents", lang)
    heading.extend(text_runs(state, said, Look(place.within(lang, ""))))
    made = [_entry(state, *entry) for entry in entries.found]
    at = 1  # after the paragraph's properties
    for part in (field_mark("begin"), w("r", text_element(entries.instruction, "instrText")), field_mark("separate")):
        made[0].insert(at, part)
        at += 1
    made.append(w("p", field_mark("end")))  # as Word does: the gap below the list
    about = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    return w("sdt", w("sdtPr", about), w("sdtContent", heading, *made))


def _properties(style: str, place: Place) -> Element:
    made = w("pPr", w("pStyle", val=style_id(style)))
    if place.rtl:
        made.append(w("bidi"))
    return made


def _entry(state: State, level: int, title: Inlines, place: Place, name: str) -> Element:
    link = w("hyperlink", anchor=name, history=1)
    for node in transform(Section(title, ()), _words).title:
        inline_runs(state, link, node, Look(place, ("Contents Link",), in_link=True))
    return w("p", _properties(f"toc {level}", place), link)


def _words(node: Any) -> Any:
    """What a contents list repeats of a heading: its words, their emphasis and language."""
    match node:
        case Link() | Abbr():
            return node.content
        case Note() | NoteReference() | Image() | PageMarker():
            return ()
        case LineBreak():
            return Text(" ")
        case _:
            return node
