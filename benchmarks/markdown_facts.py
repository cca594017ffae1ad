"""Markdown that others wrote, read by exporter and by pandoc, compared by facts.

    python benchmarks/markdown_facts.py FOLDER [--show KIND]

Each folder inside FOLDER is one kind of source, named for its dialect (``quarto.book``, ``mkdocs.uv``). pandoc reads
what its own dialect has; the marks of other dialects are turned into pandoc's first (``markdown_marks``), by rules
which share nothing with the reader. Counted are words, headings, list items, table cells, links, alternative texts,
notes, quotes and blocks of code; and the marks of a dialect that our reading would have a listener hear. What differs
by intent is in docs/reference/markdown.md.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pypandoc

from benchmarks.markdown_marks import as_pandoc
from exporter.bounds.gate import Gate
from exporter.errors import ExporterError
from exporter.model import (
    Abbr,
    Aside,
    BlockQuote,
    Cell,
    CodeBlock,
    DisplayMath,
    Document,
    Image,
    Link,
    ListItem,
    Node,
    Note,
    Quote,
    Section,
    Span,
    Styled,
    Text,
    plain_text,
    walk,
)
from exporter.readers import Source, reader

PANDOC = "markdown+mark+alerts"
COMMON = "commonmark_x-fancy_lists+yaml_metadata_block+alerts+tex_math_dollars-smart-implicit_figures"
FORMS = {
    "pandoc": "markdown",
    "quarto": PANDOC + "+autolink_bare_uris",
    "bookdown": PANDOC + "+autolink_bare_uris",
    "carpentries": PANDOC + "+lists_without_preceding_blankline",
    "obsidian": COMMON + "+autolink_bare_uris+wikilinks_title_after_pipe",
    **dict.fromkeys(("mkdocs", "jekyll", "mdbook"), COMMON),
}
"""What pandoc is asked to read a dialect as; others are read as ``COMMON``, bare addresses as links."""
ENVIRONMENT = re.compile(r"\\(?:begin|end)\{\w+\*?\}")
"""Of TeX; ours writes ``aligned`` for ``align``, which stands in no formula of a book's format."""
WORD = re.compile(r"[^\W_]+", re.UNICODE)
MARKUP = re.compile(
    r":::|\{\{[<%{]?|\{%|%\}|\}\}|!!! |\?\?\? |\[!\w+\]|\{[:#.][\w-]|\[\[|\]\]|==\w|\\(?:index|label|newpage|@ref)\b"
    r"|\[@\w|^\+[-=]{3,}|:(?:material|octicons)-"
)
FACTS = ("headings", "items", "cells", "links", "alternatives", "notes", "quotes", "code")
Facts = dict[str, Counter[str]]


# --- facts ------------------------------------------------------------------------------------------------------------


def words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(ENVIRONMENT.sub(" ", text))]


def key(text: str) -> str:
    return " ".join(words(text))


def opening(text: str) -> str:
    """What a note or a quote is known by: its first words; numbers of references and names of speakers come later."""
    return " ".join(words(text)[:5])


def ours(document: Document) -> tuple[Facts, Counter[str], str]:
    """Facts, words, and all running text of our reading."""
    facts: Facts = {name: Counter() for name in FACTS}
    running: list[str] = []
    notes: set[str] = set()
    facts["headings"][key(plain_text(document.title))] += 1
    for node in walk(document.blocks):
        match node:
            case Section():
                facts["headings"][key(plain_text(node.title))] += 1
            case Aside():
                facts["headings"][key(plain_text(node.title))] += 1
            case ListItem():
                facts["items"]["item"] += 1
            case Cell():
                facts["cells"][key(plain_text(node))] += 1
            case Link():
                facts["links"][key(plain_text(node.content))] += 1
            case Image():
                facts["alternatives"][key(node.alt or "")] += 1
            case Span() if node.role == "missing-image":
                facts["alternatives"][key(plain_text(node.content))] += 1
            case Note():
                notes.add(opening("\n".join(stretches(node.blocks))))
            case BlockQuote():
                facts["quotes"][opening("\n".join(stretches(node.blocks)))] += 1
            case CodeBlock():
                facts["code"][key(node.text)[:200]] += 1
            case Text():
                running.append(node.text)
            case _:
                pass
    facts["notes"].update(notes)
    return (
        facts,
        Counter(words("\n".join([plain_text(document.title), *stretches(document.blocks)]))),
        "\n".join(running),
    )


def stretches(blocks: Iterable[Node]) -> Iterator[str]:
    """The words of blocks, each stretch of running text apart; alternatives of pictures are no words."""
    for node in walk(blocks):
        if isinstance(node, CodeBlock):
            yield node.text
        elif isinstance(node, DisplayMath):
            yield node.tex
        for name in ("title", "content", "caption", "credit", "attribution"):
            held = getattr(node, name, None)
            if isinstance(held, tuple) and not isinstance(node, Styled | Link | Quote | Abbr | Span):
                yield plain_text(_without_alternatives(held))


def _without_alternatives(content: Iterable[Node]) -> list[Node]:
    return [node for node in content if not (isinstance(node, Span) and node.role == "missing-image")]


def theirs(text: str, form: str) -> tuple[Facts, Counter[str]]:
    """Facts and words of pandoc's reading."""
    tree = json.loads(pypandoc.convert_text(text, "json", format=form))
    facts: Facts = {name: Counter() for name in FACTS}
    heard: list[str] = []
    notes: set[str] = set()
    for node in nodes(tree["blocks"]):
        kind, held = node["t"], node.get("c")
        if kind == "Header":
            facts["headings"][key(shown(held[2]))] += 1
        elif kind in ("BulletList", "OrderedList"):
            facts["items"]["item"] += len(held if kind == "BulletList" else held[1])
        elif kind == "Table":
            for cell in cells(held):
                facts["cells"][key(shown(cell))] += 1
        elif kind == "Link" and held[2][0] not in ("", "#"):  # which lead nowhere
            inside = sum(inner["t"] == "Link" for inner in nodes(held[1]))  # an address that is its own words
            facts["links"][key(shown(held[1]))] += 1 - inside
        elif kind == "Image":
            stated = dict(held[0][2])
            facts["alternatives"][key(stated.get("alt", stated.get("fig-alt", shown(held[1]))))] += 1
        elif kind == "Note":
            notes.add(opening(shown(held)))
        elif kind == "BlockQuote":  # headings of quotes are no headings of the article
            facts["quotes"][opening(shown(held))] += 1
            for inner in nodes(held):
                if inner["t"] == "Header":
                    facts["headings"][key(shown(inner["c"][2]))] -= 1
        elif kind == "CodeBlock" and not any(name.startswith("=") for name in held[0][1]):
            facts["code"][key(held[1])[:200]] += 1
    facts["notes"].update(notes)
    for name in ("links", "alternatives", "headings", "quotes", "cells"):
        facts[name].pop("", None)  # without words: we report them
    heard.append(shown(tree["blocks"]))
    return facts, Counter(words("\n".join(heard)))


def nodes(held: Any) -> Iterator[dict[str, Any]]:
    """Every node of pandoc's tree, in order."""
    stack = [held]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if "t" in item:
                yield item
            stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))


BREAKS = frozenset(["Space", "SoftBreak", "LineBreak"])
BLOCKS = frozenset("Para Plain Header CodeBlock BulletList OrderedList Table BlockQuote Div Figure LineBlock".split())


def shown(held: Any) -> str:
    """The words of pandoc's nodes."""
    parts: list[str] = []
    notes: set[str] = set()

    def visit(item: Any) -> None:
        if isinstance(item, dict) and item.get("t") == "Note":  # referred to again, it is the same note
            if (said := json.dumps(item)) in notes:
                return
            notes.add(said)
            parts.append("\n")
            visit(item["c"])
            parts.append("\n")
            return
        if isinstance(item, list):
            for inner in item:
                visit(inner)
        elif isinstance(item, dict) and "t" in item:
            kind, content = item["t"], item.get("c")
            if kind == "Str":
                parts.append(content if content.lower() != "[x]" else "☒")  # a task of a loose list
            elif kind in BREAKS:
                parts.append(" ")
            elif kind in ("Code", "CodeBlock", "Math"):
                parts.append(content[1])
            elif kind == "RawInline" and re.match(
                r"</?(?:br|p|li|ul|div|td|tr|option|summary)\b", content[1], re.IGNORECASE
            ):
                parts.append(" ")
            elif kind in ("RawInline", "RawBlock", "Image", "Cite"):
                pass
            elif kind == "DefinitionList":
                for term, meanings in content:
                    visit(term)
                    parts.append("\n")
                    visit(meanings)
            else:
                visit(content)
            if kind in BLOCKS:
                parts.append("\n")
        elif isinstance(item, dict):
            visit(list(item.values()))

    visit(held)
    return "".join(parts)


def cells(table: Any) -> Iterator[Any]:
    """The contents of a table's cells."""
    _, _, _, head, bodies, foot = table
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    for row in rows:
        yield from (cell[4] for cell in row[1])


# --- comparing --------------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", default="", help="list the differences of one kind of source")
    options = parser.parse_args()
    print(
        f"{'kind':14} files  words  lost  added  markup  "
        + "  ".join(f"{name[:8]:>8}" for name in FACTS)
        + "  untitled"
    )
    for folder in sorted(path for path in options.folder.iterdir() if path.is_dir()):
        compare(folder, show=folder.name == options.show)


def read(path: Path, text: str) -> Document:
    """Our reading; links are resolved as if the article had an address, for pandoc keeps relative ones."""
    gate = Gate(path.parent)
    source = Source(name=str(path), data=text.encode(), text=text, gate=gate, base_url="https://base.example/")
    return reader("markdown")(source).document


def compare(folder: Path, *, show: bool) -> None:
    """One line for a kind of source: per 10,000 words what was lost, added and read aloud; each fact's share."""
    total = lost = added = markup = files = untitled = 0
    kept: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    dialect = folder.name.partition(".")[0]
    form = FORMS.get(dialect, COMMON + "+autolink_bare_uris")
    for path in sorted(folder.iterdir()):
        try:
            text = path.read_text(encoding="utf-8")
            document = read(path, text)
            their_facts, their_words = theirs(as_pandoc(text, dialect), form)
        except (ExporterError, RuntimeError, UnicodeDecodeError) as error:
            print(f"  {path.name}: {str(error)[:120]}") if show else None
            continue
        facts, our_words, running = ours(document)
        files += 1
        total += sum(their_words.values())
        gone, more = their_words - our_words, our_words - their_words
        lost, added = lost + sum(gone.values()), added + sum(more.values())
        marks = MARKUP.findall(running)
        markup += len(marks)
        untitled += plain_text(document.title) == "Untitled"
        for name in FACTS:
            kept[name] += sum((facts[name] & their_facts[name]).values())
            wanted[name] += sum(their_facts[name].values())
        if show:
            tell(path.name, gone, more, marks, facts, their_facts)
    per = 10_000 / max(total, 1)
    shares = "  ".join(f"{kept[name] / wanted[name] if wanted[name] else 1:8.3f}" for name in FACTS)
    figures = f"{files:5} {total:6} {lost * per:5.1f} {added * per:6.1f} {markup * per:7.1f}"
    print(f"{folder.name:14} {figures}  {shares}  {untitled:8}")


def tell(name: str, gone: Counter[str], more: Counter[str], marks: list[str], facts: Facts, their: Facts) -> None:
    missing = {kind: list((their[kind] - facts[kind]).elements())[:6] for kind in FACTS if their[kind] - facts[kind]}
    if gone or marks or missing:
        print(f"  {name}: lost {dict(gone.most_common(12))} added {dict(more.most_common(6))} marks {marks[:5]}")
        for kind, items in missing.items():
            print(f"      {kind}: {[item[:60] for item in items]}")


if __name__ == "__main__":
    main()
