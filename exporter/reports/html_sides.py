"""One file side by side: the picture of a page (PDF), the structure that was read back, and what a listener hears."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from exporter.checks.structure import Part, parts
from exporter.position import Position
from exporter.reports import Examined, pictures
from exporter.reports.html_parts import Places, tag, text, words
from exporter.speak import Line, transcript

Numbered = tuple[int, Part]
HOW = "Pictures of the pages need the renderer: pip install “accessible-exporter[report]”."
DEEPEST = 3


@dataclass(slots=True)
class Stretch:
    """A page, or a part under one heading: its parts and what is said of them."""

    title: str
    parts: list[Numbered] = field(default_factory=list)
    lines: list[tuple[Line, str]] = field(default_factory=list)


def side_by_side(file: Examined, places: Places) -> Iterator[str]:
    """The sections of one file. ``places`` learns where everything is shown."""
    shown = pictures.pages(file.data) if file.format == "pdf" else []
    if file.format == "pdf" and not pictures.available():
        yield tag("p", text(HOW))
    for number, stretch in enumerate(_stretches(file), 1):
        name = f"{places.prefix}-{number}"
        columns = []
        if file.format == "pdf" and number <= len(shown):
            columns.append(_picture(shown[number - 1], stretch.title))
        columns.append(tag("div", tag("h4", "Structure as read back"), _tree(stretch.parts, places, file)))
        columns.append(tag("div", tag("h4", "What a listener hears"), _said(stretch.lines)))
        heading = tag("h3", text(stretch.title), id=name)
        yield heading + tag("div", *columns, class_="side") + "\n"


def _stretches(file: Examined) -> list[Stretch]:
    """By pages for a PDF, else by headings of levels 1 and 2."""
    numbered = list(enumerate(parts(file.document), 1))
    lines = list(_with_languages(transcript(file.document), file.document.metadata.lang))
    if file.format == "pdf":
        return _by_pages(numbered, lines)
    made = [Stretch("Beginning")]
    for number, part in numbered:
        if part.role in HEADS:
            made.append(Stretch(part.text or part.role))
        made[-1].parts.append((number, part))
    at = 0
    for line, lang in lines:
        if line.role in HEADS and at + 1 < len(made):
            at += 1
        made[at].lines.append((line, lang))
    if len(made) > 1 and not made[0].parts:  # the document's language is told before its title
        first = made.pop(0)
        made[0].lines[:0] = first.lines
    return made


HEADS = ("heading level 1", "heading level 2")


def _by_pages(numbered: Sequence[Numbered], lines: Sequence[tuple[Line, str]]) -> list[Stretch]:
    last = max((_page(one.pos) for _, one in numbered), default=0)
    last = max(last, *(_page(line.pos) for line, _ in lines)) if lines else last
    made = [Stretch(f"Page {number}") for number in range(1, last + 1)] or [Stretch("No tagged content")]
    here = 1
    for number, part in numbered:
        here = max(here, _page(part.pos))  # a note is read at its reference, and may stand pages later
        made[min(here, len(made)) - 1].parts.append((number, part))
    here = 1
    for line, lang in lines:
        here = max(here, _page(line.pos))
        made[min(here, len(made)) - 1].lines.append((line, lang))
    return made


def _page(pos: Position | None) -> int:
    return pos.line if pos else 1


def _with_languages(lines: Sequence[Line], lang: str) -> Iterator[tuple[Line, str]]:
    """Each line with the language its words are in."""
    for line in lines:
        lang = line.lang or lang
        yield line, lang


def _picture(data: bytes, title: str) -> str:
    source = "data:image/png;base64," + b64encode(data).decode("ascii")
    alt = f"{title} as it looks. Its words are in the transcript beside it."
    return f'<figure class="page"><img src="{source}" alt="{text(alt)}"></figure>'


def _tree(numbered: Sequence[Numbered], places: Places, file: Examined) -> str:
    """A nested list of parts, from their depths."""
    if not numbered:
        return tag("p", "Nothing begins here.")
    lang = file.document.metadata.lang
    least = min(part.depth for _, part in numbered)
    out, here = ['<ul class="tree">'], -1
    for number, part in numbered:
        depth = min(part.depth - least, here + 1)  # what began on an earlier page is not opened again
        if depth > here >= 0:
            out.append("<ul>")
        elif depth <= here:
            out.append("</li>" + "</ul></li>" * (here - depth))
        here = depth
        content = tag("span", text(part.role), class_="role") + (f" {words(part.text, lang)}" if part.text else "")
        out.append(f'<li id="{places.add(number, part)}">{content}')
    out.append("</li>" + "</ul></li>" * here + "</ul>")
    return "\n".join(out)


def _said(lines: Sequence[tuple[Line, str]]) -> str:
    if not lines:
        return tag("p", "Nothing begins here.")
    return tag("ol", "\n", *(_line(line, lang) for line, lang in lines), class_="said")


def _line(line: Line, lang: str) -> str:
    said = " ".join(part for part in (line.role, f"({line.lang})" if line.lang else "") if part)
    parts = [tag("span", text(said), class_="role") if said else "", words(line.text, lang) if line.text else ""]
    depth = f"d{min(line.depth, DEEPEST)}" if line.depth else ""
    return tag("li", ": ".join(filter(None, parts)), class_=depth) + "\n"
