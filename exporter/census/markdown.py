"""The census of Markdown, by pulldown-cmark (the reader's parser is another), with the marks of dialects set aside.

What CommonMark and its common extensions make of the source is counted; the marks of dialects among the words
(attributes in braces, template tags, citations) are doubtful: read in one dialect and markup in another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial
from html import unescape
from typing import Any

import pyromark

from exporter.census.components import without_tags
from exporter.census.counted import LABELS, SURE, Census, Counting, Kind, Stretch, Thing
from exporter.census.dialects import (
    ALTERNATIVE,
    AS_IT_IS,
    ATTRIBUTES,
    BOX,
    CLOSING,
    COMMENT,
    DIRECTIVE,
    DOUBTFUL,
    DRAWN,
    END_OF_FORMULA,
    FENCE,
    FORMULA,
    HEAD,
    LISTINGS,
    MARKED,
    NAMED,
    NUMBERED_ROLES,
    OPENING,
    OPTIONS,
    PLAIN_ROLES,
    RAW,
    RESOLVED,
    ROLE,
    SHOWING,
    SHOWN,
    TARGET,
    VALUE,
    WIKI,
)
from exporter.census.dollars import without_false_formulas
from exporter.census.gathering import BEFORE, CUT, Gathering
from exporter.census.words import words_of

_O = pyromark.Options
EXTENSIONS = (
    _O.ENABLE_TABLES
    | _O.ENABLE_FOOTNOTES
    | _O.ENABLE_STRIKETHROUGH
    | _O.ENABLE_TASKLISTS
    | _O.ENABLE_HEADING_ATTRIBUTES
    | _O.ENABLE_MATH
    | _O.ENABLE_GFM
    | _O.ENABLE_DEFINITION_LIST
)
ENDS_WORDS = frozenset(
    "Paragraph Heading BlockQuote CodeBlock HtmlBlock List Item FootnoteDefinition Table TableHead TableRow TableCell "
    "DefinitionList DefinitionListTitle DefinitionListDefinition Image MetadataBlock".split()
)
MOST_WORDLESS = 20
"""So many links without words may show those of the headings that they lead to."""
THINGS: dict[str, Kind] = {
    "Heading": "heading",
    "Item": "item",
    "TableCell": "cell",
    "BlockQuote": "quote",
    "FootnoteDefinition": "note",
}


def count(counting: Counting) -> Census:
    """The census of a Markdown article."""
    counted = _Count(counting.text)
    counted.run()
    return counted.census


class _Count:
    """The stretch that is open, and what was counted."""

    def __init__(self, text: str) -> None:
        self.census = Census(sure=SURE | {"note"})
        self.text = text
        self.gathering = Gathering(self.census)
        self.parts = self.gathering.parts
        self.lists: list[int | None] = []
        self.opened = 0
        self.start = 0
        self.later: list[str] = []
        self.columns = 0
        self.autolink = False
        self.in_head = False
        self.in_picture = 0
        self.target = ""
        self.wordless = 0
        self.heading = ""
        self.boxes: list[tuple[int, str]] = []
        self.named: dict[str, str] = {}
        self.raw_block = False
        self.directive = self.listing = False
        self.raw = b""
        self.until = 0
        self.after_row: list[str] = []
        self.apart = 0
        self.first = 1
        self.lines: list[int] = []

    def run(self) -> None:
        """Count everything."""
        text = self.text
        if head := HEAD.match(text):
            self.front_matter(head[1] or head[2] or head[3] or "")
            self.first = 1 + text.count("\n", 0, head.end())
            text = text[head.end() :]
        text = self.prepared(without_tags(text, self.component, self.lone_html))
        text = without_false_formulas(text, partial(pyromark.events_with_range, options=EXTENSIONS))
        self.raw = raw = text.encode()
        self.lines = [match.end() for match in re.finditer(b"\n", raw)]
        for event, place in pyromark.events_with_range(text, options=EXTENSIONS):
            self.until = place["end"]
            self.event(event, place["start"])
            if isinstance(event, dict) and event.get("Start") == "TableRow":
                self.surplus(place["start"], place["end"])
        self.close()
        self.census.things = [
            one._replace(data=self.census.referred[one.data]) if one.kind == "note" else one
            for one in self.census.things
            if (one.kind != "note" or one.data in self.census.referred)  # one that nothing refers to is not a note
            and not (one.kind == "item" and self.is_a_row(one.line))
        ]
        for referred in re.findall(r"(?:@ref\(|@)([\w:.-]*\w)", "\n".join(self.census.doubtful)):
            self.census.allowed.append(self.named.get(referred, ""))
        self.census.allowed += list(self.named.values()) * min(self.wordless, MOST_WORDLESS)

    def prepared(self, text: str) -> str:
        """The text with the lines that open and close boxes empty, and what is indented below them as it is meant."""
        if not BOX.search(text) and "$$" not in text:
            return text
        made: list[str] = []
        inside: list[int] = []
        fence = formula = ""
        opens = False
        for line in text.split("\n"):
            indent = len(line) - len(line.lstrip(" "))
            while inside and line.strip() and indent < inside[-1] + 4:
                inside.pop()
            shown = line[4 * len(inside) :] if line.strip() else line
            if formula or (not fence and FORMULA.match(shown)):
                formula += shown + "\n"
                if END_OF_FORMULA.search(shown if formula.count("\n") > 1 else shown.strip()[2:]):
                    self.census.stretches.append(Stretch(ATTRIBUTES.sub("", formula), self.first + len(made), True))
                    formula = ""
                made.append("")
                continue
            if fence or (opened := FENCE.match(shown)):
                bare = shown.strip()
                fence = "" if fence and bare.startswith(fence) and not bare.strip(fence[0]) else fence or opened[1]  # type: ignore[index]
            elif opens and DIRECTIVE.match(shown):
                self.put_aside(shown)
                made.append("")
                continue
            elif BOX.match(shown):
                self.box(shown)
                self.boxes.append((self.first + len(made), shown))
                if not shown.lstrip().startswith((":", "/")):
                    inside.append(indent)
                shown = ""
            opens = not shown and BOX.match(line) is not None
            made.append(shown)
        if formula:  # it has no end, and is not a formula
            made.append(formula)
        return "\n".join(made)

    def component(self, line: str) -> None:
        """The line of a tag that holds Markdown: its attributes may be shown."""
        self.box(line)
        self.component_says(line)

    def component_says(self, text: str) -> None:
        """A component of MDX may show what its attributes say."""
        for tag in SHOWING.findall(text):
            self.census.allowed += [unescape(match[2] or match[3] or "") for match in VALUE.finditer(tag)]

    def lone_html(self, line: str) -> None:
        """A line of HTML among the Markdown of such a tag."""
        self.raw_html(line.strip(), self.first)

    def box(self, line: str) -> None:
        """The line that opens a box: its kind, and perhaps its title."""
        self.census.numbered += "#" in line
        self.census.doubtful.append(line)
        self.census.allowed += [line, line, line.title(), line.replace("-", " ").capitalize(), SHOWN]

    def is_a_row(self, line: int) -> bool:
        """Whether an item stands in a table that is written as a list (docutils, MyST)."""
        at = bisect_right(self.boxes, line, key=lambda box: box[0])
        return at > 0 and "list-table" in self.boxes[at - 1][1]

    def surplus(self, start: int, end: int) -> None:
        """Cells beyond the last column, which the parser leaves out."""
        row = self.raw[start:end].decode(errors="replace").strip()
        cells = re.split(r"(?<!\\)\|", row.removeprefix("|").removesuffix("|"))
        self.after_row = cells[self.columns :]

    def front_matter(self, head: str) -> None:
        self.census.doubtful.append(head)
        self.census.allowed.append(head)

    def event(self, event: Any, start: int) -> None:
        if isinstance(event, str):
            match event:
                case "SoftBreak" | "HardBreak":
                    self.parts.append("\n")
                case _:
                    self.close()
            return
        (kind, value), *_ = event.items()
        match kind:
            case "Code" if self.parts and (role := ROLE.search(self.parts[-1])):
                self.role(role[1], value)
            case "Text" if self.autolink and RESOLVED.match(value):
                self.parts.append(self.put_aside(value))
            case "Text" | "Code":
                self.add(value, start)
            case "InlineHtml":
                self.inline_html(value)
            case "Html":
                self.add(value, start)
            case "InlineMath" | "DisplayMath":
                self.add("" if self.parts else " ", start)
                self.later.append(value)
            case "FootnoteReference":
                before = DOUBTFUL.sub("\0", "".join(self.parts)[-BEFORE:])
                self.census.referred.setdefault(value, "" if "\0" in before else before)
            case "Start":
                self.edge(value, 1, start)
            case "End":
                self.edge(value, -1, start)
            case _:
                pass

    def edge(self, value: Any, step: int, start: int) -> None:  # noqa: C901  (one case an element)
        """The beginning or the end of something."""
        name, data = next(iter(value.items())) if isinstance(value, dict) else (value, None)
        if name == "List":
            self.lists += [int(data) if isinstance(data, int) else None] if step > 0 else []
            self.opened += 1
            if step < 0 and self.lists:
                self.lists.pop()
        if name == "Image":
            self.in_picture += step
        if name == "TableHead":
            self.in_head = step > 0
        if name == "Table" and step > 0:
            self.columns = len(data or ())
        if name == "BlockQuote" and isinstance(data, str):  # an alert is announced by its kind
            self.census.allowed.append(data)
        if name == "Heading":
            self.headings(data, step)
        if name in THINGS and step > 0:
            self.close()
            self.begin(name, data, start)
        if name == "Link":
            self.link(data, step, start)
            self.autolink = step > 0 and isinstance(data, dict) and data.get("link_type") in ("Autolink", "Email")
        if name == "CodeBlock" and step > 0:
            info = str(data.get("Fenced", "")).strip() if isinstance(data, dict) else ""
            self.raw_block, self.directive = RAW.match(info) is not None, info.startswith("{")
            self.listing = info.startswith(LISTINGS)
            self.census.allowed += [info.title(), SHOWN] if self.directive else []
        if name not in ENDS_WORDS:
            if isinstance(data, dict):
                self.census.allowed += [data.get("title", ""), data.get("dest_url", "")]
            return
        raw = name == "HtmlBlock" or (name == "CodeBlock" and self.raw_block)
        if name == "Image" and step < 0:  # of a picture that stands alone it may be the caption, too
            alt = NAMED.sub("", "".join(self.parts))
            self.census.allowed.append(alt)
            if not ALTERNATIVE.match(self.raw, self.until):  # an attribute says it better
                self.census.things.append(Thing("picture", alt, alt, self.line_of(start)))
        self.close(raw=raw and step < 0, code=name == "CodeBlock" and step < 0)
        if name == "TableRow" and step < 0:
            line = self.first + bisect_right(self.lines, self.start)
            self.census.stretches += [Stretch(cell, line) for cell in self.after_row if cell.strip()]
            self.after_row = []
        if name in THINGS and step < 0:
            self.gathering.end("header" if name == "TableCell" and self.in_head else THINGS[name])
        if name in ("FootnoteDefinition", "Image"):
            self.apart += step
        if isinstance(data, dict):
            self.census.allowed += [str(data.get(key, "")) for key in ("title", "Fenced", "id")]

    def line_of(self, start: int) -> int:
        """The line of a place in what is parsed."""
        return self.first + bisect_right(self.lines, start)

    def begin(self, name: str, data: Any, start: int) -> None:
        """Something that listeners are told of begins."""
        said: Any = data if name == "FootnoteDefinition" else None
        if name == "Heading" and isinstance(data, dict):
            said = int(str(data.get("level", "H0"))[1:])
        elif name == "Item" and self.lists and (number := self.lists[-1]) is not None:
            said = number, self.opened
            self.lists[-1] = number + 1
        kind = "header" if name == "TableCell" and self.in_head else THINGS[name]
        self.gathering.begin(kind, said, self.line_of(start))

    def link(self, data: Any, step: int, start: int) -> None:
        """A link begins or ends; in the alternative text of a picture there is none."""
        if self.in_picture:
            return
        if step > 0:
            self.gathering.begin_link()
            self.target = str(data.get("dest_url") or "") if isinstance(data, dict) else ""
        else:
            self.gathering.end_link(self.target, self.line_of(start))
            last = self.census.things[-1] if self.census.things else None
            if last is not None and last.kind == "link" and not last.text.strip():
                self.wordless += 1
                self.parts.append(CUT)  # a site puts words there

    def role(self, name: str, value: str) -> None:
        """The words of a role: as they stand, or a name in their place."""
        self.parts[-1] = ROLE.sub("", self.parts[-1])
        self.census.numbered += name in NUMBERED_ROLES
        if name in PLAIN_ROLES:
            self.parts.append(value)
        else:
            self.parts.append(self.put_aside(value))

    def put_aside(self, held: str) -> str:
        """Take doubtful words out of the stretch; what stands in their place."""
        self.census.doubtful.append(held)
        self.census.allowed.append(held)
        self.census.numbered += "#" in held or "@" in held
        return CUT

    def headings(self, data: Any, step: int) -> None:
        """A heading begins or ends: what refers to it by its id may show its words."""
        if step > 0:
            self.heading = str(data.get("id") or "") if isinstance(data, dict) else ""
        else:
            text = "".join(self.parts)
            self.named[self.heading or "-".join(words_of(text.lower()))] = text
            if DRAWN.search(text):  # a row of a table drawn with lines
                self.gathering.forget("heading")

    def add(self, text: str, start: int) -> None:
        if not self.parts:
            self.start = start
        self.parts.append(text)

    def inline_html(self, text: str) -> None:
        """A tag among words; a comment is the author's own."""
        if text.startswith("<!--"):
            self.census.doubtful.append(text)
        else:
            self.labels(text)
            self.component_says(text)
            if re.match(r"</?(?:br|p|div|li|td|th|tr|img|summary|details)\b", text, re.IGNORECASE):
                self.parts.append("\n")

    def labels(self, tag: str) -> None:
        for match in VALUE.finditer(tag):
            if match[1].lower() in LABELS:
                self.census.allowed.append(unescape(match[2] or match[3] or ""))

    def close(self, *, raw: bool = False, code: bool = False) -> None:
        """End the stretch."""
        text, later = "".join(self.parts), self.later
        self.parts.clear()
        self.later = []
        line = self.first + bisect_right(self.lines, self.start)
        self.census.stretches += [Stretch(one, line, True) for one in later]
        if not text or text.isspace():
            return
        if raw:
            self.raw_html(text, line)
            return
        if code:
            text = AS_IT_IS.sub(self.doubtful, OPTIONS.sub(self.doubtful, text))
            if self.listing:
                text = self.put_aside(text)
            elif self.directive:
                text = DOUBTFUL.sub(self.doubtful, TARGET.sub(self.doubtful, DIRECTIVE.sub(self.doubtful, text)))
        else:
            if text.startswith(":"):
                text = DIRECTIVE.sub(self.doubtful, text)
            if MARKED.search(text):
                text = DOUBTFUL.sub(self.doubtful, WIKI.sub(self.wiki, text))
        if text and not text.isspace():
            drawn = DRAWN.search(text) is not None  # a table whose cells go over lines is not read line by line
            self.census.stretches.append(Stretch(text, line, bool(self.apart) or drawn))
            self.gathering.tell(text)

    def raw_html(self, text: str, line: int) -> None:
        """A block of HTML. What is left open in it goes on in the Markdown below, and is not a thing of its own."""
        from exporter.census.html import count_html  # noqa: PLC0415  (start-up: most articles have no HTML)

        self.component_says(text)
        inner = count_html(COMMENT.sub(self.comment, text))
        census = self.census
        census.stretches += [Stretch(one.text, line + max(one.line - 1, 0)) for one in inner.stretches]
        if len(OPENING.findall(text)) == len(CLOSING.findall(text)):
            census.things += [one._replace(line=line + max(one.line - 1, 0)) for one in inner.things]
        if ">" not in text:  # a tag that never ends is shown
            census.allowed.append(text)
        census.allowed += inner.allowed
        for one in inner.stretches:
            self.gathering.tell(one.text)

    def wiki(self, match: re.Match[str]) -> str:
        """A link to another page by its name: its words are those after the bar, or the name."""
        page, bar, words = match[1].partition("|")
        self.census.allowed.append(page)
        self.census.doubtful.append(page if bar else "")
        return words if bar else page

    def comment(self, match: re.Match[str]) -> str:
        self.census.doubtful.append(match[0])
        return ""

    def doubtful(self, match: re.Match[str]) -> str:
        held = match[0]
        if held.startswith(("[!", "{%", "{{", "!", "?", "=")):  # what it stands for is announced by its kind
            self.census.allowed += [held.title(), SHOWN]
        if held.lstrip()[:1] == ":" and (held[-1:] == ":" or re.match(r"\s*:[a-z0-9_+-]+:", held)):
            self.census.signs += 1
        return self.put_aside(held)
