"""What is in a dump, and what the article's model says should be: the two sides that assertions compare.

Apart from the assertions because tests read dumps too. Dumps are NAME.EXT.READER.txt, models NAME.json (``--to json``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LINE = re.compile(
    r'(?P<indent> *)(?P<role>[a-z][a-z ]*?)(?: "(?P<name>(?:[^"]|"(?! (?:[a-z-]+=|: )|$))*)")?'
    r'(?P<facts>(?: (?:[a-z-]+=(?:"[^"]*"|\S+)|checked|expanded|required|invalid|busy))*)(?: : (?P<text>.*))?$'
)
GONE = "(gone)"
"""What stands for a thing that went away while it was told."""
MARKER = re.compile(r"[•◦▪▸‣–*]|\(?(?:\d{1,3}|[a-z]|[ivxlc]+)[.)]", re.I)


@dataclass
class Node:
    """One line of a dump."""

    depth: int
    role: str
    name: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def said(self) -> str:
        """All text below this node, as it comes."""
        return self.text + "".join(c.said() for c in self.children)

    def label(self) -> str:
        return self.name or self.said()


def parse(lines: list[str]) -> Node:
    root = Node(-1, "dump")
    stack = [root]
    for line in lines:
        if line.startswith("#") or line.strip() in ("", GONE):
            continue
        found = LINE.match(line)
        if not found:
            raise ValueError(f"not a line of a dump: {line!r}")
        facts = dict(re.findall(r'([a-z-]+)=("[^"]*"|\S+)', found["facts"]))
        node = Node(
            len(found["indent"]) // 2,
            found["role"],
            found["name"] or "",
            {k: v.strip('"') for k, v in facts.items()},
            found["text"] or "",
        )
        while stack[-1].depth >= node.depth:
            stack.pop()
        stack[-1].children.append(node)
        stack.append(node)
    return root


def squeeze(text: str) -> str:
    """Without white space, object signs and Writer's bookmarks: two texts with the same words are equal."""
    text = re.sub(r"#\S+ Bookmark(?: Start| End)?", "", text)
    return re.sub(r"\\n|\\t|\\x[0-9a-f]{2}|\[object\]|[\s\ufffc\u00ad\u200b-\u200f\u2028\u2060]", "", text)


@dataclass(frozen=True)
class Title:
    """A part or an article of a publication: its words, its level by depth, the language of an article."""

    words: str
    level: int
    lang: str = ""


class Model:
    """The parts of an article's JSON that are compared with what is told."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.headings = [self.text(data.get("title") or [])]
        self.blocks: list[str] = []  # texts that must be told, in order
        self.quotes: list[tuple[str, str]] = []  # first words, speaker
        self.alts: list[str] = []
        self.tables = 0
        self.terms = 0
        self.large: list[str] = []  # set large, and no heading
        self.lang = str((data.get("metadata") or {}).get("lang", ""))
        self.outline: list[Title] = []  # of a publication
        self.notes: list[int] = []  # as they are counted in it
        self._whole(data.get("blocks") or [], 2)
        self._walk(data.get("blocks") or [])

    def _whole(self, blocks: list[Any], level: int) -> None:
        """The parts and articles of a publication, and the numbers of their notes."""
        for block in blocks:
            if not isinstance(block, dict) or block.get("type") != "section":
                continue
            article = block.get("metadata")
            if article or block.get("role") == "part":
                lang = str(block.get("lang") or article.get("lang", "")) if article else ""
                self.outline.append(Title(self.text(block.get("title") or []), level, lang))
            if article:
                self.notes += range(1, json.dumps(block).count('"type": "note"') + 1)
            else:
                self._whole(block.get("blocks") or [], level + 1)

    def text(self, inlines: object) -> str:
        """The words of inline content, without notes and formulas."""
        if isinstance(inlines, list):
            return "".join(self.text(i) for i in inlines)
        if not isinstance(inlines, dict) or inlines.get("type") in ("note", "math", "image"):
            return ""
        return str(inlines.get("text", "")) + self.text(inlines.get("content") or [])

    def _walk(self, node: object) -> None:
        if isinstance(node, list):
            for item in node:
                self._walk(item)
            return
        if not isinstance(node, dict):
            return
        match node.get("type"):
            case "section":
                self.headings.append(self.text(node.get("title") or []))
            case "block_quote":
                speaker = node.get("attribution") or node.get("source") or []
                self.quotes.append((self._first(node.get("blocks")), self._speaker(speaker)))
            case "image" if node.get("alt"):
                self.alts.append(str(node["alt"]))
            case "table":
                self.tables += 1
            case "definition_list":
                self.terms += sum(len(item.get("terms") or []) for item in node.get("items") or [])
            case "note":
                return
            case "aside" if node.get("kind") == "pullquote":
                self.large.append(squeeze("".join(self._all_words(node.get("blocks")))))
            case "paragraph" if node.get("role") in ("standfirst", "subtitle"):
                self.large.append(squeeze(self.text(node.get("content") or [])))
                self.blocks += [piece for piece in self._pieces(node.get("content") or []) if squeeze(piece)]
            case "paragraph":
                self.blocks += [piece for piece in self._pieces(node.get("content") or []) if squeeze(piece)]
        for value in sorted(node.items(), key=lambda item: item[0] != "head"):  # a table's head comes first
            self._walk(value[1])

    def _all_words(self, node: object) -> list[str]:
        if isinstance(node, list):
            return [word for item in node for word in self._all_words(item)]
        if not isinstance(node, dict):
            return []
        here = [self.text(node.get("content") or [])]
        return [*here, *self._all_words(node.get("blocks"))]

    def _pieces(self, inlines: list[object]) -> list[str]:
        """The words of a paragraph, cut where a note, a formula, a picture or a line break stands."""
        pieces = [""]
        for inline in inlines:
            if not isinstance(inline, dict):
                continue
            if inline.get("type") in ("note", "math", "image", "break", "line_break"):
                pieces.append("")
                continue
            inner = self._pieces(inline.get("content") or [])
            pieces[-1] += str(inline.get("text", "")) + inner[0]
            pieces += inner[1:]
        return pieces

    def _first(self, blocks: object) -> str:
        found = Model.__new__(Model)
        found.headings, found.blocks, found.quotes, found.alts, found.tables, found.terms = [], [], [], [], 0, 0
        found.large, found.outline, found.notes = [], [], []
        found._walk(blocks)
        return found.blocks[0] if found.blocks else ""

    def _speaker(self, attribution: object) -> str:
        if isinstance(attribution, dict) and "blocks" in attribution:
            return self._first(attribution["blocks"])
        return self.text(attribution)


@dataclass
class Case:
    """One dump with what belongs to it."""

    name: str  # article
    kind: str  # pdf, epub, docx
    reader: str
    lines: list[str]
    root: Node
    model: Model | None


Verdict = str | None  # what is wrong; None: passes


class Skip(Exception):
    """The assertion does not apply, or needs what is not there."""


def model_of(case: Case) -> Model:
    if case.model is None:
        raise Skip("no model: give --model or put NAME.json beside the dumps")
    return case.model


def some(faults: list[str]) -> Verdict:
    if not faults:
        return None
    return "; ".join(f[:90] for f in faults[:3]) + (f"; and {len(faults) - 3} more" if len(faults) > 3 else "")


def cases(folder: Path, models: dict[str, Path]) -> Iterator[Case]:
    for path in sorted(folder.glob("*.txt")):
        found = re.fullmatch(r"(.+)\.(pdf|epub|docx|html|xhtml|odt)\.([a-z-]+)\.txt", path.name)
        if not found:
            continue
        name, kind, reader = found.groups()
        lines = path.read_text(encoding="utf-8").splitlines()
        source = models.get(name) or folder / f"{name}.json"
        model = Model(json.loads(source.read_text(encoding="utf-8"))) if source.exists() else None
        root = Node(-1, "dump") if reader.startswith("orca") else parse(lines)
        yield Case(name, kind, reader, lines, root, model)
