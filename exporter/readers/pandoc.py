"""Pandoc's JSON, so that whatever pandoc reads can be read here: ``pandoc -t json article.odt | exporter convert -``.

Each constructor of pandoc-types 1.23 becomes the HTML that says the same, which the one safe mapping then reads. Raw
parts in other languages than HTML are left out and reported.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape
from typing import Any, TypeAlias

from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.model import Metadata, Person
from exporter.readers import ReadResult, Source
from exporter.readers.newsroom.embedded import read_body

Json: TypeAlias = Any
MAX_DEPTH = 200
TEXT_FIELDS = {
    "title": "title",
    "subtitle": "subtitle",
    "abstract": "description",
    "description": "description",
    "date": "published",
    "lang": "lang",
    "publisher": "publisher",
    "rights": "rights",
    "identifier": "identifier",
}
"""Metadata that pandoc's readers give, and the field each fills; the first of two for one field wins."""
SPANS = {
    "Emph": "em",
    "Strong": "strong",
    "Strikeout": "del",
    "Superscript": "sup",
    "Subscript": "sub",
    "Underline": "ins",
}
SPAN_TAGS = {"quote": "q", "abbr": "abbr", "mark": "mark", "small": "small"}
"""Elements for spans of a class: what pandoc has no constructor for."""
NUMBERS = {"LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}
PARAGRAPHS = frozenset(["subtitle", "standfirst", "byline", "dateline", "kicker"])
ASIDES = frozenset(["aside", "note", "tip", "warning", "sidebar", "pullquote", "related"])


def read(source: Source) -> ReadResult:
    """The document in pandoc's JSON. Raises InputError when it is not that, or of an unknown version."""
    try:
        data = json.loads(source.text)
        version = data["pandoc-api-version"]
        if version[:1] != [1] or version[1] < 22:
            raise InputError(f"{source.name}: has pandoc's API version {version}; 1.22 or later of 1 was expected")
        made = _Html()
        metadata = _metadata(data.get("meta") or {}, made)
        made.shift = 1 if metadata.title else 0
        made.blocks(data["blocks"])
    except RecursionError:
        raise InputError(f"{source.name}: is nested too deeply; nest less deeply") from None
    except json.JSONDecodeError as error:
        place = f"{error.lineno}:{error.colno}"
        raise InputError.at(source.name, place, f"is not JSON: {error.msg}; correct it") from None
    except (KeyError, TypeError, IndexError, ValueError, AttributeError) as error:
        raise InputError(f"{source.name}: is not JSON as pandoc writes it ({type(error).__name__}: {error})") from None
    return read_body(source, "".join([*made.parts, *made.notes]), metadata, 1, on_one_line=True, found=made.findings)


def _metadata(meta: dict[str, Json], made: _Html) -> Metadata:
    values: dict[str, Any] = {}
    for key, field in TEXT_FIELDS.items():
        if key in meta and (words := made.said(meta[key])):
            values.setdefault(field, words)
    people = meta.get("author") or meta.get("authors")
    listed = people["c"] if people and people["t"] == "MetaList" else [people] if people else []
    names = [made.said(person["c"]["name"] if person["t"] == "MetaMap" else person) for person in listed]
    keywords = meta.get("keywords")
    tags = [made.said(word) for word in keywords["c"]] if keywords and keywords["t"] == "MetaList" else []
    return Metadata(authors=tuple(Person(name) for name in names if name), keywords=tuple(tags), **values)


class _Html:
    """The HTML of a document, part by part; ``notes`` are the bodies of its notes, ``shift`` what headings sink by."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.notes: list[str] = []
        self.findings: list[Finding] = []
        self.shift = 0
        self.depth = 0

    def said(self, value: Json) -> str:
        """The words of a value of the metadata."""
        kind, held = value["t"], value["c"]
        match kind:
            case "MetaString":
                return str(held)
            case "MetaInlines" | "MetaBlocks":
                return " ".join(_words(held).split())
            case "MetaList":
                return ", ".join(self.said(item) for item in held)
            case _:
                return ""

    def add(self, *parts: str) -> None:
        self.parts.extend(parts)

    def wrap(self, tag: str, attributes: str, write: Callable[[Json], None], held: Json) -> None:
        """An element round what ``write`` makes of ``held``."""
        self.add(f"<{tag}{attributes}>")
        write(held)
        self.add(f"</{tag}>")

    def blocks(self, held: Sequence[Json]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise RecursionError
        for block in held:
            self.block(block["t"], block.get("c"))
        self.depth -= 1

    def block(self, kind: str, held: Json) -> None:  # noqa: C901  (one case per node)
        match kind:
            case "Plain":
                self.inlines(held)
            case "Para" if held and all(item["t"] == "Math" and item["c"][0]["t"] == "DisplayMath" for item in held):
                self.inlines(held)
            case "Para":
                self.wrap("p", "", self.inlines, held)
            case "LineBlock":
                self.wrap("p", "", self._lines, held)
            case "CodeBlock":
                language = next(iter(held[0][1]), "")
                self.add(
                    f'<pre{_attributes(held[0])}><code class="language-{escape(language)}">',
                    escape(held[1]),
                    "</code></pre>",
                )
            case "RawBlock" | "RawInline":
                self._raw(*held)
            case "BlockQuote":
                self.wrap("blockquote", "", self.blocks, held)
            case "OrderedList":
                (start, style, _), items = held
                number = NUMBERS.get(style["t"], "")
                self._list("ol", f' start="{int(start)}"' + (f' type="{number}"' if number else ""), items)
            case "BulletList":
                self._list("ul", "", held)
            case "DefinitionList":
                self.wrap("dl", "", self._definitions, held)
            case "Header":
                level, attributes, content = held
                self.wrap(f"h{min(level + self.shift, 6)}", _attributes(attributes), self.inlines, content)
            case "HorizontalRule":
                self.add("<hr>")
            case "Table":
                self._table(*held)
            case "Figure":
                attributes, (_, caption), content = held
                self.wrap("figure", _attributes(attributes), self._figure, (content, caption))
            case "Div" if "quote" in held[0][1]:
                self.wrap("figure", _attributes(held[0]), self.blocks, held[1])
            case "Div" if "aside-title" in held[0][1]:
                self.wrap("h6", "", self._unwrapped, held[1])
            case "Div" if "attribution" in held[0][1]:
                self.wrap("figcaption", "", self._unwrapped, held[1])
            case "Div" if role := next((name for name in held[0][1] if name in PARAGRAPHS), ""):
                self.wrap("p", _attributes([held[0][0], [role], held[0][2]]), self._unwrapped, held[1])
            case "Div" if kinds := [name for name in held[0][1] if name in ASIDES]:
                self.wrap("aside", f' data-kind="{kinds[-1]}"{_attributes(held[0])}', self.blocks, held[1])
            case "Div":
                self.wrap("div", _attributes(held[0]), self.blocks, held[1])
            case "Null":
                pass
            case _:
                raise ValueError(f"no block is called {kind}")

    def _raw(self, language: str, text: str) -> None:
        if language.lower() in ("html", "html5", "html4"):
            self.add(text)
        else:
            self.findings.append(finding("HTML001", f"a part in {language[:30]} was left out"))

    def _lines(self, lines: Sequence[Json]) -> None:
        for number, line in enumerate(lines):
            self.add("<br>" if number else "")
            self.inlines(line)

    def _list(self, tag: str, attributes: str, items: Sequence[Json]) -> None:
        self.add(f"<{tag}{attributes}>")
        for item in items:
            self.wrap("li", "", self.blocks, item)
        self.add(f"</{tag}>")

    def _definitions(self, items: Sequence[Json]) -> None:
        for term, definitions in items:
            self.wrap("dt", "", self.inlines, term)
            for definition in definitions:
                self.wrap("dd", "", self.blocks, definition)

    def _unwrapped(self, held: Sequence[Json]) -> None:
        """The words of paragraphs for an element that is one itself."""
        for number, block in enumerate(held):
            self.add(" " if number else "")
            if block["t"] in ("Para", "Plain"):
                self.inlines(block["c"])
            else:
                self.blocks([block])

    def _escaped(self, text: str) -> None:
        self.add(escape(text, quote=False))

    def _figure(self, held: tuple[Sequence[Json], Sequence[Json]]) -> None:
        content, caption = held
        self.blocks(content)
        if caption:
            self.wrap("figcaption", "", self.blocks, caption)

    def _table(self, attributes: Json, caption: Json, columns: Json, head: Json, bodies: Json, foot: Json) -> None:
        self.add(f"<table{_attributes(attributes)}>")
        if caption[1]:
            self.wrap("caption", "", self.blocks, caption[1])
        aligned = [column[0]["t"].removeprefix("Align").lower() for column in columns]
        self._rows("thead", head[1], "th", len(columns), aligned)
        for _, header_columns, inner_head, rows in bodies:
            self._rows("tbody", inner_head, "th", len(columns), aligned, close=False)
            self._rows("", rows, "td", header_columns, aligned, close=False)
            self.add("</tbody>")
        self._rows("tfoot", foot[1], "td", 0, aligned)
        self.add("</table>")

    def _rows(
        self, group: str, rows: Json, tag: str, headers: int, aligned: Sequence[str], *, close: bool = True
    ) -> None:
        """Rows of a group; the first ``headers`` cells of each are header cells."""
        if group and (rows or not close):
            self.add(f"<{group}>")
        for _, cells in rows:
            self.add("<tr>")
            for number, (attributes, align, down, across, content) in enumerate(cells):
                own = align["t"].removeprefix("Align").lower()
                own = (aligned[number] if number < len(aligned) else "") if own == "default" else own
                style = f' align="{own}"' if own in ("left", "right", "center") else ""
                name = "th" if tag == "th" or number < headers else "td"
                scope = ' scope="row"' if name == "th" and tag == "td" else ""
                spans = f' rowspan="{int(down)}" colspan="{int(across)}"'
                self.wrap(
                    name,
                    f"{_attributes(attributes)}{scope}{style}{spans}",
                    self.blocks,
                    content,
                )
            self.add("</tr>")
        if group and rows and close:
            self.add(f"</{group}>")

    def inlines(self, held: Sequence[Json]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise RecursionError
        for inline in held:
            self.inline(inline["t"], inline.get("c"))
        self.depth -= 1

    def inline(self, kind: str, held: Json) -> None:  # noqa: C901  (one case per node)
        match kind:
            case "Str":
                self.add(escape(held, quote=False))
            case "Space" | "SoftBreak":
                self.add(" ")
            case "LineBreak":
                self.add("<br>")
            case "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript" | "Underline":
                self.wrap(SPANS[kind], "", self.inlines, held)
            case "SmallCaps":
                self.inlines(held)
            case "Quoted":
                self.wrap("q", "", self.inlines, held[1])
            case "Cite":
                self.inlines(held[1])
            case "Span":
                tag = next((SPAN_TAGS[name] for name in held[0][1] if name in SPAN_TAGS), "span")
                tag = "time" if tag == "span" and "datetime" in dict(held[0][2]) else tag
                self.wrap(tag, _attributes(held[0]), self.inlines, held[1])
            case "Code":
                self.wrap("code", _attributes(held[0]), self._escaped, held[1])
            case "Math":
                tag = "x-block-formula" if held[0]["t"] == "DisplayMath" else "x-formula"
                self.add(f'<{tag} data-tex="{escape(held[1])}"></{tag}>')
            case "RawInline":
                self._raw(*held)
            case "Link":
                attributes, content, (target, title) = held
                named = f' href="{escape(target)}"' + (f' title="{escape(title)}"' if title else "")
                self.wrap("a", _attributes(attributes) + named, self.inlines, content)
            case "Image":
                self._image(*held)
            case "Note":
                self._note(held)
            case _:
                raise ValueError(f"no inline is called {kind}")

    def _image(self, attributes: Json, alternative: Json, target: Json) -> None:
        """A picture. Pandoc cannot say “unknown”: an empty one is missing unless marked as decorative."""
        words = " ".join(_words(alternative).split())
        given = dict(attributes[2]).get("alt", words)
        decorative = "decorative" in attributes[1] or dict(attributes[2]).get("role") == "presentation"
        said = f' alt="{escape(given)}"' if given or decorative else ""
        self.add(f'<img src="{escape(target[0])}"{said}{_attributes(attributes)}>')

    def _note(self, held: Sequence[Json]) -> None:
        name = f"pandoc-{len(self.notes) + 1}"
        self.notes.append("")
        place, kept, self.parts = len(self.notes) - 1, self.parts, []
        self.blocks(held)
        self.notes[place] = f'<x-note-body data-note="{name}">{"".join(self.parts)}</x-note-body>'
        self.parts = kept
        self.add(f'<x-note data-note="{name}"></x-note>')


def _attributes(held: Json) -> str:
    """Identifier, classes and what else HTML knows of an element's attributes."""
    name, classes, pairs = held
    found = {"id": name, "class": " ".join(classes)} | {
        key: value for key, value in pairs if key in ("lang", "dir", "title", "cite", "datetime")
    }
    return "".join(f' {key}="{escape(str(value))}"' for key, value in found.items() if value)


def _words(held: Json) -> str:
    """All words in a part of the tree, spaces for spaces."""
    if isinstance(held, dict):
        kind, inner = held.get("t"), held.get("c", [])
        if kind in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if kind == "Note":
            return ""
        if kind == "Quoted":
            return "“" + _words(inner[1]) + "”"
        if kind in ("Code", "Math", "RawInline"):
            return str(inner[1]) if kind != "RawInline" else ""
        if kind == "Str":
            return str(inner)
        return _words(inner)
    if isinstance(held, list):
        return "".join(_words(item) for item in held if not isinstance(item, str))
    return ""
