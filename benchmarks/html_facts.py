"""Our reading of HTML files of others beside pandoc's: words, headings, list items, cells, links, pictures, notes.

    python benchmarks/html_facts.py FOLDER [--show KIND] [--fragments]

Pandoc gets the part of each page that is read (docs/reference/html.md says which), without scripts and styles. For each
kind of fact the share of pandoc's that we have and of ours that pandoc has is printed; ``--show`` lists what differs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypandoc

import exporter
from exporter.bounds.gate import Gate, Limits
from exporter.errors import ExporterError
from exporter.model import (
    Abbr,
    Cell,
    CodeBlock,
    Document,
    Image,
    Link,
    ListItem,
    Note,
    Quote,
    Section,
    Span,
    Styled,
    Table,
    plain_text,
    transform,
    walk,
)
from exporter.readers.html.content import content_of
from exporter.readers.html.state import Reading, Registry, Results
from exporter.readers.html.tree import descendants, find, parse
from exporter.readers.pictures import Pictures

INLINES = (Abbr, Link, Quote, Span, Styled)
Facts = dict[str, Counter[str]]
KINDS = ("words", "headings", "items", "head cells", "cells", "links", "pictures", "notes")
LEFT_OUT = frozenset("script style template link meta title noscript button select input".split())


def squeezed(text: str) -> str:
    """What is compared of a text: its letters and digits."""
    return "".join(re.findall(r"\w", text)).casefold()


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def ours(document: Document) -> Facts:
    found: Facts = {kind: Counter() for kind in KINDS}
    absent = [node for node in walk(document) if isinstance(node, Span) and node.role]
    found["pictures"].update(squeezed(plain_text(node.content)) for node in absent)
    if document.title:
        found["headings"][squeezed(plain_text(document.title))] += 1
    document = transform(document, lambda node: () if isinstance(node, Span) and node.role else node)
    for node in walk([Section(document.title, document.blocks)]):
        for field in ("content", "title", "caption", "attribution", "credit"):
            held = getattr(node, field, ())
            if held and isinstance(held, tuple) and not isinstance(node, INLINES):
                found["words"].update(words_of(plain_text(held)))
        match node:
            case Section():
                found["headings"][squeezed(plain_text(node.title))] += 1
            case CodeBlock():
                found["words"].update(words_of(node.text))
            case ListItem():
                found["items"][squeezed(plain_text(node.blocks, notes=True))[:60]] += 1
            case Table():
                cells = [cell for cell in walk(node) if isinstance(cell, Cell)]
                found["cells"].update(squeezed(plain_text(cell.blocks))[:60] for cell in cells if not cell.header)
                found["head cells"].update(squeezed(plain_text(cell.blocks))[:60] for cell in cells if cell.header)
            case Link() if not node.target.startswith("#"):
                found["links"][f"{squeezed(plain_text(node.content))[:40]} {node.target}"] += 1
            case Image() if squeezed(node.alt or ""):
                found["pictures"][squeezed(node.alt or "")] += 1
            case Note():
                found["notes"][squeezed(plain_text(node.blocks))[:60]] += 1
            case _:
                pass
    return found


def pandoc_s(html: str) -> Facts:
    tree = json.loads(pypandoc.convert_text(html, "json", format="html", extra_args=["--sandbox"]))
    found: Facts = {kind: Counter() for kind in KINDS}
    for node in _nodes(tree["blocks"]):
        held = node.get("c")
        match node["t"]:
            case "Header":
                found["headings"][squeezed(_text(held[2]))] += 1
            case "Para" | "Plain":
                found["words"].update(words_of(_text(held)))
            case "CodeBlock":
                found["words"].update(words_of(held[1]))
            case "BulletList":
                found["items"].update(squeezed(_text(item))[:60] for item in held)
            case "OrderedList":
                found["items"].update(squeezed(_text(item))[:60] for item in held[1])
            case "DefinitionList":
                for term, _ in held:
                    found["words"].update(words_of(_text(term)))
            case "Table":
                for cell, header in _cells(held):
                    found["head cells" if header else "cells"][squeezed(_text(cell))[:60]] += 1
            case "Link" if held[2][0].startswith(("http", "mailto:")) and _text(held[1]).strip():
                found["links"][f"{squeezed(_text(held[1]))[:40]} {held[2][0]}"] += 1
            case "Image" if squeezed(_text(held[1])):
                found["pictures"][squeezed(_text(held[1]))] += 1
            case _:
                pass
        if node["t"] == "Header":
            found["words"].update(words_of(_text(held[2])))
    return found


def _nodes(held: Any) -> Iterator[dict[str, Any]]:
    if isinstance(held, dict):
        if "t" in held:
            yield held
        for inner in held.values():
            yield from _nodes(inner)
    elif isinstance(held, list):
        for inner in held:
            yield from _nodes(inner)


def _cells(table: list[Any]) -> Iterator[tuple[Any, bool]]:
    _, _, _, head, bodies, foot = table
    for row in head[1]:
        yield from ((cell[4], True) for cell in row[1])
    for body in bodies:
        for row in body[2]:
            yield from ((cell[4], True) for cell in row[1])
        for row in body[3]:
            yield from ((cell[4], number < body[1]) for number, cell in enumerate(row[1]))
    for row in foot[1]:
        yield from ((cell[4], False) for cell in row[1])


def _text(held: Any) -> str:
    """The words below a part of pandoc's tree, alternative texts left out."""
    if isinstance(held, dict):
        kind, inner = held.get("t"), held.get("c")
        match kind:
            case "Str":
                return str(inner)
            case "Space" | "SoftBreak" | "LineBreak":
                return " "
            case "Code" | "CodeBlock":
                return str(inner[1])
            case "Math" | "Image" | "RawInline" | "RawBlock":
                return ""
            case "Quoted":
                return _text(inner[1])
            case "Link" | "Span" | "Div":
                return _text(inner[1]) + (" " if kind == "Div" else "")
            case "Header":
                return _text(inner[2]) + " "
            case "OrderedList":
                return _text(inner[1])
            case "Para" | "Plain":
                return _text(inner) + " "
            case _:
                return _text(inner)
    if isinstance(held, list):
        return "".join(_text(item) for item in held if not isinstance(item, str | int))
    return ""


def kept_html(text: str) -> str:
    """The part of a page that is read, as HTML again, without what nobody sees."""
    root, _ = parse(text)
    body = find(root, "body") or root
    kept = content_of(Reading(Registry(limits=Limits()), Results(Pictures(Gate(None)))), body)
    for node in list(descendants(kept)):
        hidden = "display:none" in str((getattr(node, "attrs", None) or {}).get("style", "")).replace(" ", "")
        if node.parent is not None and (node.name in LEFT_OUT or hidden):
            node.parent.remove_child(node)
    return str(kept.to_html())


def main() -> int:
    """Compare every file of a folder. Exit code 1 when words are lost or added above the bounds."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--show", choices=KINDS, default=None)
    said = options.parse_args()
    total: dict[str, list[int]] = {kind: [0, 0, 0, 0] for kind in KINDS}
    untitled = failed = 0
    for path in sorted(said.folder.rglob("*.htm*")):
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
            document = exporter.read(path, format="html", lang="en")
            theirs = pandoc_s(kept_html(text))
        except (ExporterError, RuntimeError, RecursionError) as error:
            failed += 1
            print(f"{path.name}: {str(error)[:100]}", file=sys.stderr)
            continue
        untitled += not plain_text(document.title).strip()
        mine = ours(document)
        for kind in KINDS:
            one, two = mine[kind], theirs[kind]
            lost, added = two - one, one - two
            for at, count in enumerate((one.total(), two.total(), lost.total(), added.total())):
                total[kind][at] += count
            if kind == said.show and (lost or added):
                print(f"{path.name}: lost {_first(lost)}; added {_first(added)}")
    print(f"{'kind':12} {'ours':>8} {'pandoc':>8} {'lost':>7} {'added':>7}   had of pandoc's, of ours")
    for kind, (one, two, lost, added) in total.items():
        shares = f"{1 - lost / max(two, 1):.4f}  {1 - added / max(one, 1):.4f}"
        print(f"{kind:12} {one:8} {two:8} {lost:7} {added:7}   {shares}")
    print(f"without a title: {untitled}; could not be read: {failed}")
    return 0


def _first(counted: Counter[str]) -> str:
    return f"{counted.total()}: " + ", ".join(f"{word[:50]}×{count}" for word, count in counted.most_common(8))


if __name__ == "__main__":
    sys.exit(main())
