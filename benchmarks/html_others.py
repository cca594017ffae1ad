"""What pandoc and Chromium find in the same HTML: the facts that ``html_facts`` compares with ours."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pypandoc  # type: ignore[import-untyped]  # carries no types

from exporter.bounds.gate import Gate, Limits
from exporter.census.html import NOTE_MARK
from exporter.readers.html.content import content_of
from exporter.readers.html.inline import PAGE_CLASSES
from exporter.readers.html.media import is_embed
from exporter.readers.html.state import Reading, Registry, Results
from exporter.readers.html.tree import descendants, find, parse, text_of
from exporter.readers.pictures import Pictures

Facts = dict[str, Counter[str]]
KINDS = ("words", "headings", "items", "head cells", "cells", "links", "pictures", "quotes", "notes")
MARKUP = re.compile(
    r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>|<!--|-->|<!\[|<\?|\?>|<%|%>|&(?:[a-zA-Z]{2,31}|#\d+|#x[0-9a-fA-F]+);|\{%|%\}|\{\{|\}\}"
    r"|\[/?(?:caption|gallery|embed|audio|video|playlist)\b[^\[\]]*\]|\b(?:style|class|href|src)=[\"'][^\"']*[\"']"
    r"|(?:^|[\s}])[.#@]?[\w-]+[^{}\n]{0,80}\{\s*[\w-]+\s*:[^{};]+[;}]|\bdata:image/"
)
"""What nobody means to say outside code."""
LEFT_OUT = frozenset("script template link meta title noscript button select input iframe video audio object".split())
HERE = Path(__file__).resolve().parent
JUDGES = HERE.parent / "build" / "judges"
AT_ONCE = 20


def squeezed(text: str) -> str:
    """What is compared of a text: its letters and digits."""
    return "".join(re.findall(r"\w", unicodedata.normalize("NFKC", text))).casefold()


def marks_in(text: str) -> list[str]:
    """What looks like markup in a text."""
    text = re.sub(r"\\[a-zA-Z]+\{[^\n]*", " ", text)  # braces of TeX
    return [" ".join(match[0].split()) for match in MARKUP.finditer(text)]


def words_of(text: str) -> list[str]:
    """The words of a text, as far as they are compared."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def kept_html(text: str) -> str:
    """The part of a page that is read, as HTML again, with the page's sheets and without what nobody sees."""
    root, _ = parse(text)
    sheets = [str(node.to_html(pretty=False)) for node in descendants(root) if node.name == "style"]
    body = find(root, "body") or root
    kept = content_of(Reading(Registry(limits=Limits()), Results(Pictures(Gate(None)))), body)
    names = {str(node.attrs.get("id")) for node in descendants(kept) if getattr(node, "attrs", None)}
    for node in list(descendants(kept)):
        if node.name == "blockquote" and is_embed(node):
            node.name = "div"  # a post of another site, of which a script makes a frame
        if node.parent is not None and (node.name in LEFT_OUT | {"style"} or _is_mark(node, names)):
            node.parent.remove_child(node)
    head = "<!doctype html><html lang=en><head><meta charset=utf-8><title>T</title>" + "".join(sheets)
    return f"{head}</head><body>{kept.to_html(pretty=False)}</body></html>"


def _is_mark(node: Any, names: set[str]) -> bool:
    """Whether an element is the mark of a note, a way back, a page's number, a wiki's edit link: none is words."""
    held = {} if node.name.startswith("#") else node.attrs or {}
    classes = str(held.get("class")).lower().split()
    if node.name == "span" and ("mw-editsection" in classes or not PAGE_CLASSES.isdisjoint(classes)):
        return True
    if any("backlink" in name for name in classes):  # a box of ways back: “↑ 69.0 69.1”, with what a listener is told
        words = re.sub(r"jump up( to)?:?|[\W\d_]", "", text_of(node), flags=re.IGNORECASE)
        return len(words) <= sum(1 for item in descendants(node) if item.name == "a")
    target = str(held.get("href"))
    part = target.partition("#")[2]
    here = target.startswith("#") or part in names or unquote(part) in names
    inside = node.name == "a" and here and not part.lower().startswith("page")  # an index of pages
    words = "".join(text_of(node).split())
    return inside and (NOTE_MARK.fullmatch(text_of(node)) is not None or GROUPED_MARK.fullmatch(words) is not None)


GROUPED_MARK = re.compile(r"\[\w{0,24}?(?:\d{1,3}(?:\.\d{1,3})?|[a-z])\]")
"""The mark of a note of a group, or of a note under another, in brackets: “[group 1]”, “[4.1]”, “[註 1]”."""


# --- pandoc -----------------------------------------------------------------------------------------------------------


def pandoc_s(pages: Mapping[Path, str]) -> dict[Path, Facts]:
    """The facts that pandoc's tree of each page has; pages that it cannot read are named and left out."""
    found: dict[Path, Facts] = {}
    for path, html in pages.items():
        plain = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
        try:
            tree = json.loads(pypandoc.convert_text(plain, "json", format="html", extra_args=["--sandbox"]))
        except RuntimeError as error:
            print(f"{path.name}: {str(error)[:100]}", file=sys.stderr)
            continue
        found[path] = _pandoc_facts(tree["blocks"]) | {"markup": Counter(), "quoted": Counter(), "placed": Counter()}
    return found


def _pandoc_facts(blocks: Any) -> Facts:
    found: Facts = {kind: Counter() for kind in KINDS}
    for node in _nodes(blocks):
        held: Any = node.get("c")
        match node["t"]:
            case "Header":
                found["headings"][squeezed(_text(held[2]))] += 1
                found["words"].update(words_of(_text(held[2])))
            case "Para" | "Plain":
                found["words"].update(words_of(_text(held)))
            case "CodeBlock":
                found["words"].update(words_of(held[1]))
            case "BulletList":
                found["items"].update("|" + squeezed(_text(item))[:40] for item in held)
            case "OrderedList":
                start = held[0][0]
                found["items"].update(f"{start + at}|{squeezed(_text(item))[:40]}" for at, item in enumerate(held[1]))
            case "DefinitionList":
                for term, _ in held:
                    found["words"].update(words_of(_text(term)))
            case "Table":
                for cell, header in _cells(held):
                    found["head cells" if header else "cells"][squeezed(_text(cell))[:60]] += 1
            case "Link" if held[2][0].startswith(("http", "mailto:")) and _text(held[1]).strip():
                found["links"][f"{squeezed(_text(held[1]))[:40]} {_plain(held[2][0])}"] += 1
            case "Image" if squeezed(_text(held[1])):
                found["pictures"][squeezed(_text(held[1]))] += 1
            case "BlockQuote":
                found["quotes"][squeezed(_text(held))[:40]] += 1
            case _:
                pass
    return found


def _plain(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/$", "", unquote(address)).lower()


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
        match kind, inner:
            case "Str", str():
                return inner
            case (("Space" | "SoftBreak" | "LineBreak"), _):
                return " "
            case (("Code" | "CodeBlock"), [_, text]):
                return str(text)
            case (("Math" | "Image" | "RawInline" | "RawBlock"), _):
                return ""
            case (("Quoted" | "Link" | "Span" | "OrderedList"), [_, content, *_]):
                return _text(content)
            case "Div", [_, content]:
                return _text(content) + " "
            case "Header", [_, _, content]:
                return _text(content) + " "
            case (("Para" | "Plain"), _):
                return _text(inner) + " "
            case _:
                return _text(inner)
    if isinstance(held, list):
        return "".join(_text(item) for item in held if not isinstance(item, str | int))
    return ""


# --- Chromium ---------------------------------------------------------------------------------------------------------


def chromium_s(pages: Mapping[Path, str]) -> dict[Path, Facts]:
    """The facts that Chromium's accessibility tree of each page has. Raises RuntimeError without the judges."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    node = shutil.which("node") or str(Path(sys.executable).parent / "node")
    if chromium is None or not (JUDGES / "node_modules").is_dir():
        raise RuntimeError("Chromium or the judges are missing; make test installs them")
    found: dict[Path, Facts] = {}
    with tempfile.TemporaryDirectory() as folder:
        files = {Path(folder) / f"{number}.html": path for number, path in enumerate(pages)}
        for file, path in files.items():
            file.write_text(pages[path], encoding="utf-8")
        listed = list(files)
        for at in range(0, len(listed), AT_ONCE):
            command = [node, str(HERE / "html_browser.mjs"), *map(str, listed[at : at + AT_ONCE])]
            told = subprocess.run(
                command,
                env={**os.environ, "JUDGES": str(JUDGES), "CHROMIUM": chromium},
                capture_output=True,
                text=True,
                check=True,
            )
            for name, page in json.loads(told.stdout).items():
                found[files[Path(name)]] = _chromium_facts(page["nodes"], page["text"])
    return found


def _chromium_facts(nodes: list[dict[str, Any]], text: str) -> Facts:
    found: Facts = {kind: Counter() for kind in KINDS}
    found["words"].update(words_of(text))
    found["markup"], found["quoted"], found["placed"] = Counter(marks_in(text)), Counter(), Counter()
    tree = {node["id"]: node for node in nodes}
    inner = {child for node in nodes for child in node["children"]}
    quoted: set[str] = set()
    for top in [node for node in nodes if node["id"] not in inner]:
        for node in _below(tree, top):
            if node["role"] == "blockquote" or node["id"] in quoted:
                quoted.update(node["children"])
            _add_fact(found, tree, node)
            if node["role"] == "heading" and node["id"] in quoted:
                found["quoted"][squeezed(_said(tree, node))] += 1
            if node["role"] in TABLES and _only_places(tree, node):
                cells = (item for item in _below(tree, node) if item["role"] in ("cell", "gridcell"))
                found["placed"].update(squeezed(_said(tree, cell))[:60] for cell in cells)
    return found


def _add_fact(found: Facts, tree: dict[str, Any], node: dict[str, Any]) -> None:
    words = _said(tree, node)
    match node["role"]:
        case "heading" if squeezed(words):
            found["headings"][squeezed(words)] += 1
        case "listitem":
            marker = next((tree[key]["name"] for key in node["children"] if tree[key]["role"] == "ListMarker"), "")
            if squeezed(words):
                found["items"][f"{squeezed(marker)}|{squeezed(words)[:40]}"] += 1
        case "columnheader" | "rowheader":
            found["head cells"][squeezed(words)[:60]] += 1
        case "cell" | "gridcell":
            found["cells"][squeezed(words)[:60]] += 1
        case "link" if node["url"].startswith(("http", "mailto:")) and words.strip():
            found["links"][f"{squeezed(words)[:40]} {_plain(node['url'])}"] += 1
        case "image" | "img" if squeezed(node["name"]):
            found["pictures"][squeezed(re.sub(r"<[^<>]*>", " ", node["name"]))] += 1  # a caption's tags are no words
        case "blockquote":
            found["quotes"][squeezed(words)[:40]] += 1
        case _:
            pass


TABLES = frozenset(["table", "grid", "LayoutTable"])


def _only_places(tree: dict[str, Any], table: dict[str, Any]) -> bool:
    """Whether a table relates nothing: no row has two cells, or it has no heads and a table or heading in a cell."""
    below = list(_below(tree, table))
    rows = [node for node in below if node["role"] == "row"]
    cells = [[tree[key] for key in row["children"] if key in tree] for row in rows]
    if all(sum(cell["role"] in CELLS for cell in row) < 2 for row in cells):
        return True
    roles = {node["role"] for node in below[1:]}
    return not roles & {"columnheader", "rowheader"} and bool(roles & {*TABLES, "heading"})


CELLS = frozenset(["cell", "gridcell", "columnheader", "rowheader"])


def _below(tree: dict[str, Any], top: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A node and what is below it, without the markers of lists, which are told with their items."""
    stack = [top]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(
            tree[key] for key in reversed(node["children"]) if key in tree and tree[key]["role"] != "ListMarker"
        )


def _said(tree: dict[str, Any], top: dict[str, Any]) -> str:
    return " ".join(node["name"] for node in _below(tree, top) if node["role"] == "StaticText")
