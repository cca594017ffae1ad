"""What tests of the CMS readers share: an article read from data in memory, and blocks of the common formats."""

from __future__ import annotations

import json
from typing import Any

from exporter.bounds.gate import Gate
from exporter.model import Document
from exporter.readers import format_of
from exporter.run.pipeline import ReadOptions, read_bytes
from exporter.run.results import Article
from tests.readers.cms.outline import Fact, facts


def article(value: Any, name: str = "a.json", blocks: Any = None, gate: Gate | None = None) -> Article:
    """The article in a JSON value or a text, read as a file called ``name`` would be."""
    data = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
    options = ReadOptions(format=format_of(name, "", lambda: data), lang="en", blocks=blocks or {})
    return read_bytes(data.encode(), name, options, gate)


def document(value: Any, name: str = "a.json", blocks: Any = None) -> Document:
    """Its document."""
    return article(value, name, blocks).document


def body(value: Any, name: str = "a.json", blocks: Any = None) -> list[Fact]:
    """What it says after its title."""
    return facts(document(value, name, blocks))[1:]


def rules(value: Any, name: str = "a.json", blocks: Any = None) -> list[str]:
    """The ids of the CMS's and pictures' rules that it breaks, in order."""
    return [found.rule for found in article(value, name, blocks).findings if found.rule.startswith(("CMS", "IMG"))]


def messages(value: Any, rule: str, name: str = "a.json", blocks: Any = None) -> list[str]:
    """What is said of one rule."""
    return [found.message for found in article(value, name, blocks).findings if found.rule == rule]


# --- blocks of the tree formats -------------------------------------------------------------------------------------


def pm(*blocks: Any) -> dict[str, Any]:
    """A ProseMirror document under a heading."""
    return {"type": "doc", "content": [pm_heading(1, "A title"), *blocks]}


def pm_text(words: str, *marks: Any) -> dict[str, Any]:
    """A ProseMirror text; a mark is a name or an object."""
    held = [{"type": mark} if isinstance(mark, str) else mark for mark in marks]
    return {"type": "text", "text": words, **({"marks": held} if held else {})}


def pm_p(*content: Any) -> dict[str, Any]:
    """A ProseMirror paragraph of texts or words."""
    return {"type": "paragraph", "content": [pm_text(item) if isinstance(item, str) else item for item in content]}


def pm_heading(level: int, words: str) -> dict[str, Any]:
    """A ProseMirror heading."""
    return {"type": "heading", "attrs": {"level": level}, "content": [pm_text(words)]}


def span(words: str, *marks: str) -> dict[str, Any]:
    """A span of Portable Text."""
    return {"_type": "span", "text": words, "marks": list(marks)}


def pt(*children: Any, style: str = "normal", **more: Any) -> dict[str, Any]:
    """A block of Portable Text."""
    held = [span(item) if isinstance(item, str) else item for item in children]
    return {"_type": "block", "style": style, "markDefs": [], "children": held, **more}


def lx(kind: str, *children: Any, **more: Any) -> dict[str, Any]:
    """A node of Lexical."""
    held = [lx_text(item) if isinstance(item, str) else item for item in children]
    return {"type": kind, "version": 1, "children": held, **more}


def lx_text(words: str, bits: int = 0, **more: Any) -> dict[str, Any]:
    """A text of Lexical; ``bits`` are its formats."""
    return {"type": "text", "version": 1, "text": words, "format": bits, **more}


def lexical(*blocks: Any) -> dict[str, Any]:
    """A Lexical editor state under a heading."""
    return {"root": lx("root", lx("heading", "A title", tag="h1"), *blocks)}


def ej(*blocks: Any) -> dict[str, Any]:
    """Editor.js output under a heading; a block is its type and its data."""
    made = [{"type": kind, "data": data} for kind, data in blocks]
    return {"version": "2.31.0", "blocks": [{"type": "header", "data": {"text": "A title", "level": 1}}, *made]}


def draft(*blocks: Any, entities: Any = None) -> dict[str, Any]:
    """Draft.js content under a heading."""
    return {"blocks": [draft_block("A title", "header-one"), *blocks], "entityMap": entities or {}}


def draft_block(words: str, kind: str = "unstyled", **more: Any) -> dict[str, Any]:
    """A Draft.js block."""
    return {"text": words, "type": kind, "depth": 0, "inlineStyleRanges": [], "entityRanges": [], "data": {}, **more}
