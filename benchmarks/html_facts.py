"""Our reading of HTML files of others beside pandoc's and Chromium's: words, headings, items, cells, links and more.

    python benchmarks/html_facts.py FOLDER [--show KIND] [--against pandoc|chromium]

Both get the part of each page that is read (docs/reference/html.md says which). Chromium (headless, without scripts,
every request refused; needs the judges of ``make test``) tells its accessibility tree. For each kind of fact the share
of theirs that we have and of ours that they have is printed; ``--show`` lists what differs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import exporter
from benchmarks.html_others import KINDS, Facts, chromium_s, kept_html, pandoc_s, squeezed, words_of
from exporter.errors import ExporterError
from exporter.model import (
    Abbr,
    BlockQuote,
    Cell,
    CodeBlock,
    DisplayMath,
    Document,
    Image,
    Link,
    List,
    Math,
    Note,
    Paragraph,
    Quote,
    Section,
    Span,
    Styled,
    Table,
    Text,
    plain_text,
    transform,
    walk,
)
from exporter.model.numerals import labels
from exporter.run.results import Article

INLINES = (Abbr, Link, Quote, Span, Styled)
HELD = ("content", "title", "caption", "attribution", "credit")


def ours(document: Document, page: str) -> Facts:
    """The facts of an article as it was read, without a title that only the metadata or the file's name have."""
    if squeezed(plain_text(document.title)) not in squeezed(re.sub(r"<[^>]*>", " ", unescape(page))):
        document = replace(document, title=())
    found: Facts = {kind: Counter() for kind in KINDS}
    absent = [node for node in walk(document) if isinstance(node, Span) and node.role]
    found["pictures"].update(squeezed(plain_text(node.content)) for node in absent)
    document = transform(document, lambda node: _as_counted(node, page))
    for node in walk([Section(document.title, document.blocks)]):
        for field in HELD:
            held = getattr(node, field, ())
            if held and isinstance(held, tuple) and not isinstance(node, INLINES):
                found["words"].update(words_of(plain_text(held)))
        match node:
            case Section() if squeezed(plain_text(node.title)):
                found["headings"][squeezed(plain_text(node.title))] += 1
            case CodeBlock():
                found["words"].update(words_of(node.text))
            case List():
                shown = labels(node) if node.ordered else [""] * len(node.items)
                for item, label in zip(node.items, shown, strict=True):
                    words = squeezed(plain_text(item.blocks))[:40]
                    found["items"][f"{squeezed(label)}|{words}"] += 1
            case Table():
                cells = [cell for cell in walk(node) if isinstance(cell, Cell)]
                found["cells"].update(squeezed(plain_text(cell.blocks))[:60] for cell in cells if not cell.header)
                found["head cells"].update(squeezed(plain_text(cell.blocks))[:60] for cell in cells if cell.header)
            case Link() if node.target.startswith(("http", "mailto:")) and plain_text(node.content).strip():
                found["links"][f"{squeezed(plain_text(node.content))[:40]} {_address(node.target)}"] += 1
            case Image() if squeezed(node.alt or ""):
                found["pictures"][squeezed(node.alt or "")] += 1
            case BlockQuote():
                found["quotes"][squeezed(plain_text(node.blocks))[:40]] += 1
            case Note():
                found["notes"][squeezed(plain_text(node.blocks))[:40]] += 1
            case _:
                pass
    return found


def _as_counted(node: Any, page: str) -> Any:
    """Pictures that could not be had are counted apart; of a formula the signs that the page shows are counted."""
    if isinstance(node, Span) and node.role:
        return ()
    if isinstance(node, Math | DisplayMath):
        shown = node.tex if node.tex and node.tex in unescape(page) else re.sub(r"<[^>]*>", " ", node.mathml)
        return Text(shown) if isinstance(node, Math) else Paragraph((Text(shown),))
    return node


def _address(target: str) -> str:
    """An address as far as it is compared: what counts who follows it is not."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/$", "", target).lower()


def compared(mine: Facts, theirs: Facts, total: dict[str, list[int]], show: str | None, name: str) -> None:
    """Add what one file has to the totals, and print what differs of the kind that is asked for."""
    for kind in KINDS:
        one, two = mine[kind], theirs[kind]
        lost, added = two - one, one - two
        if kind == "items":  # items of a list of notes are notes with us
            lost = Counter({key: count for key, count in lost.items() if key.partition("|")[2] not in mine["notes"]})
        for at, count in enumerate((one.total(), two.total(), lost.total(), added.total())):
            total[kind][at] += count
        if kind == show and (lost or added):
            print(f"{name}: lost {_first(lost)}; added {_first(added)}")


def articles(folder: Path) -> dict[Path, Article]:
    """The articles of a folder that can be read; what cannot is named on standard error."""
    found: dict[Path, Article] = {}
    for path in sorted(folder.rglob("*.htm*")):
        try:
            found[path] = exporter.open_article(path, format="html", lang="en")
        except ExporterError as error:
            print(f"{path.name}: {str(error)[:100]}", file=sys.stderr)
    return found


def main() -> int:
    """Compare every file of a folder."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--show", choices=KINDS, default=None)
    options.add_argument("--against", choices=("pandoc", "chromium"), default="pandoc")
    said = options.parse_args()
    read = articles(said.folder)
    pages = {path: kept_html(path.read_text(encoding="utf-8", errors="replace")) for path in read}
    theirs = pandoc_s(pages) if said.against == "pandoc" else chromium_s(pages)
    total: dict[str, list[int]] = {kind: [0, 0, 0, 0] for kind in KINDS}
    for path, facts in theirs.items():
        compared(ours(read[path].document, pages[path].partition("<body>")[2]), facts, total, said.show, path.name)
    print(f"{'kind':12} {'ours':>8} {said.against:>8} {'lost':>7} {'added':>7}   had of theirs, of ours")
    for kind, (one, two, lost, added) in total.items():
        shares = f"{1 - lost / max(two, 1):.4f}  {1 - added / max(one, 1):.4f}"
        print(f"{kind:12} {one:8} {two:8} {lost:7} {added:7}   {shares}")
    untitled = sum(not plain_text(article.document.title).strip() for article in read.values())
    print(f"files: {len(theirs)}; without a title: {untitled}")
    return 0


def _first(counted: Counter[str]) -> str:
    return f"{counted.total()}: " + ", ".join(f"{word[:60]}×{count}" for word, count in counted.most_common(8))


if __name__ == "__main__":
    sys.exit(main())
