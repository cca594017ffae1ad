"""The contents list: a TOC field that is already filled in (ECMA-376 part 1, 17.16.5.68), held as Word holds its own.

Its entries are links to the headings. They have no page numbers (``\\n``): only Word knows on which page of Word a
heading stands, and a field that holds a guess, or a file that asks to be updated when it is opened, would be worse.
Without ``\\n`` and updated in Word, the field has them.
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

INSTRUCTION = f' TOC \\o "{LEVELS[0]}-{LEVELS[-1]}" \\n \\h \\z '


@dataclass(slots=True)
class Entries:
    """The headings that the contents list names, in order. Word's field takes what has a built-in heading style."""

    found: list[tuple[int, Inlines, Place, str]] = field(default_factory=list)

    def add(self, section: Section, level: int, place: Place) -> str:
        """The bookmark for a heading that is listed, or "" for one that is not."""
        if level not in LEVELS or place.quotes or place.in_note:
            return ""
        name = f"_Toc{len(self.found) + 1:08}"
        self.found.append((level, section.title, place, name))
        return name


def contents_list(state: State, entries: Entries, place: Place) -> Element:
    """The list in the content control that Word shows as a table of contents (17.5.2.12)."""
    lang = place.lang if has_phrases(place.lang) else "en"
    heading = w("p", _properties("TOC Heading", place))
    heading.extend(text_runs(state, phrase("contents", lang), Look(place.within(lang, ""))))
    made = [_entry(state, *entry) for entry in entries.found]
    at = 1  # after the paragraph's properties
    for part in (field_mark("begin"), w("r", text_element(INSTRUCTION, "instrText")), field_mark("separate")):
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
