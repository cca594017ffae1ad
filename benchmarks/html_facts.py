"""Our reading of HTML files of others beside pandoc's and Chromium's: words, headings, items, cells, links and more.

    python benchmarks/html_facts.py FOLDER [--show KIND] [--against pandoc|chromium]

Both get the part of each page that is read (docs/reference/html.md says which). Chromium (headless, without scripts,
every request refused; needs the judges of ``make test``) tells its accessibility tree. For each kind of fact the share
of theirs that we have and of ours that they have is printed; ``--show`` lists what differs. Then, in 10,000 words,
those of theirs that are neither in our article nor named in a finding, and the markup that ours reads aloud: what looks
like a tag, an entity, a rule of a style sheet or a tag of a template, less what Chromium shows as words too.
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
from urllib.parse import unquote

import exporter
from benchmarks.html_others import KINDS, Facts, chromium_s, kept_html, marks_in, pandoc_s, squeezed, words_of
from exporter.errors import ExporterError
from exporter.model import (
    Abbr,
    Aside,
    BlockQuote,
    Cell,
    Code,
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

LABELLED = 20
"""An item of this label and beginning is the same; a link in it may be told with more words."""
INLINES = (Abbr, Link, Quote, Span, Styled)
HELD = ("content", "title", "caption", "attribution", "credit")


def ours(document: Document, page: str) -> Facts:
    """The facts of an article as it was read, without a title that only the metadata or the file's name have."""
    if squeezed(plain_text(document.title)) not in squeezed(re.sub(r"<[^>]*>", " ", unescape(page))):
        document = replace(document, title=())
    found: Facts = {kind: Counter() for kind in (*KINDS, "inner", "code")}
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
                found["code"][squeezed(node.text)] += 1
            case Aside() if squeezed(plain_text(node.title)):
                found["headings"][squeezed(plain_text(node.title))] += 1
            case Link() if node.target.startswith("#"):
                found["inner"][squeezed(plain_text(node.content))[:40]] += 1
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
    found["text"] = Counter([squeezed(" ".join(plain_text(item, notes=True) for item in document.blocks))])
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
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/$", "", unquote(target)).lower()


def read_aloud(document: Document) -> list[str]:
    """The markup that stands in the words of an article: not in its code and formulas."""
    plain = transform(document, lambda node: () if isinstance(node, Code | CodeBlock | Math | DisplayMath) else node)
    text = f"{plain_text(plain.title)}\n{plain_text(plain.blocks, notes=True)}"
    return marks_in(text)


def unnamed(mine: Facts, theirs: Facts, article: Article) -> Counter[str]:
    """Words of theirs that are neither in our article nor among what a finding says was left out."""
    named = Counter(word for item in article.findings for word in words_of(item.left_out))
    pictures = Counter(
        word for node in walk(article.document) if isinstance(node, Image) for word in words_of(node.alt or "")
    )
    return _apart(theirs["words"] - mine["words"] - named - pictures - typed_marks(mine, theirs), mine)


def typed_marks(mine: Facts, theirs: Facts) -> Counter[str]:
    """The numbers and bullets that theirs has as words and ours as the labels of items: as many as it has more."""
    more = _labels(mine) - _labels(theirs)
    bullets = more.pop("", 0)
    return more + Counter(dict.fromkeys(BULLETS, bullets))


BULLETS = ("o", "n", "q", "v", "ü")
"""Letters that Word draws as bullets, in Courier New and Wingdings."""


def _labels(facts: Facts) -> Counter[str]:
    found: Counter[str] = Counter()
    for item, count in facts["items"].items():
        found[item.partition("|")[0]] += count
    return found


def _apart(lost: Counter[str], mine: Facts) -> Counter[str]:
    """Lost words without those that are several in our text, with nothing between them in the page (“JapanLatvia”)."""
    text = next(iter(mine["text"]))
    return Counter({word: count for word, count in lost.items() if not is_sure(word) or word not in text})


def is_sure(word: str) -> bool:
    """Whether a word is found in a text only where it is meant: Chinese and Japanese put whole sentences into one."""
    return len(word) >= LONG or (len(word) > 1 and word[0] > "\u2e80")


LONG = 9
"""A word of fewer letters may be found in a text by chance."""


def _is_told_otherwise(key: str, mine: Facts) -> bool:
    words, _, address = key.partition(" ")
    same = (held.partition(" ")[0] for held in mine["links"] if held.partition(" ")[2] == address)
    return (
        words in mine["inner"]
        or any(words in held or held in words for held in same)
        or any(words in code for code in mine["code"])
    )


def ruled(kind: str, lost: Counter[str], mine: Facts, theirs: Facts, named: str) -> Counter[str]:
    """What of the lost facts stays lost by the rules that docs/reference/html.md gives with their reasons.

    Not counted: what has no words; what a finding names as left out; headings in quotations; the “edit” at the end of a
    heading and links of that name; items that are notes; a cell that is told as a header; links that lead into the
    article itself, stand in code, or are told with more words (a label) and the same address; items with such a link;
    words of theirs that are several with us; marks that are the labels of our items; cells of tables that relate
    nothing; the end of a quotation, where it says whose it is.
    """
    left: Counter[str] = Counter()
    lost = lost - typed_marks(mine, theirs) if kind == "words" else lost
    for key, count in lost.items():
        words = re.sub(r"^[^|]*\|", "", key) if kind == "items" else key
        edited = words.removesuffix("edit")
        spared = (
            (kind == "words" and is_sure(words) and words in next(iter(mine["text"])))
            or (kind == "cells" and words in theirs["placed"])
            or (kind == "items" and any(held.startswith(key[:LABELLED]) for held in mine["items"]))
            or (kind == "quotes" and any(held and words.startswith(held) for held in mine["quotes"]))
            or not squeezed(words)
            or (len(words) > 3 and words in named)
            or (kind == "headings" and (words in theirs["quoted"] or (edited != words and edited in mine["headings"])))
            or (kind == "headings" and any(words in held for held in mine["headings"]))  # told with a label
            or (kind == "pictures" and words.startswith("edit"))
            or (kind == "links" and (re.match(r"edit ", key) is not None or _is_told_otherwise(key, mine)))
            or (kind == "items" and (words in mine["notes"] or words.lstrip("ab") in mine["notes"]))
            or (kind == "cells" and words in mine["head cells"])
        )
        if not spared:
            left[key] = count
    return left


def compared(mine: Facts, theirs: Facts, total: dict[str, list[int]], show: str | None, name: str, named: str) -> None:
    """Add what one file has to the totals, and print what differs of the kind that is asked for."""
    for kind in KINDS:
        one, two = mine[kind], theirs[kind]
        lost, added = two - one, one - two
        still = ruled(kind, lost, mine, theirs, named)
        for at, count in enumerate((one.total(), two.total(), lost.total(), added.total(), still.total())):
            total[kind][at] += count
        lost = still
        if show in (kind, "all") and (lost or added):
            print(f"{kind} {name}: lost {_first(lost)}; added {_first(added)}")


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
    options.add_argument("--show", choices=("all", *KINDS), default=None)
    options.add_argument("--against", choices=("pandoc", "chromium"), default="pandoc")
    said = options.parse_args()
    read = articles(said.folder)
    pages = {path: kept_html(path.read_text(encoding="utf-8", errors="replace")) for path in read}
    theirs = pandoc_s(pages) if said.against == "pandoc" else chromium_s(pages)
    total: dict[str, list[int]] = {kind: [0, 0, 0, 0, 0] for kind in KINDS}
    gone, aloud, count = 0, 0, 0
    for path, facts in theirs.items():
        mine = ours(read[path].document, pages[path].partition("<body>")[2])
        named = squeezed(" ".join(item.left_out for item in read[path].findings))
        compared(mine, facts, total, said.show, path.name, named)
        words, markup = unnamed(mine, facts, read[path]), Counter(read_aloud(read[path].document))
        shown, markup = markup, markup - facts["markup"]
        if said.show in ("words", "all") and (words or markup):
            print(f"unnamed {path.name}: {_first(words)}; read aloud {_first(markup)} of {_first(shown)}")
        gone, aloud, count = gone + words.total(), aloud + markup.total(), count + facts["words"].total()
    head = f"{'kind':12} {'ours':>8} {said.against:>8} {'lost':>7} {'added':>7}"
    print(f"{head}   had of theirs, of ours, of theirs by the rules")
    for kind, (one, two, lost, added, still) in total.items():
        shares = f"{1 - lost / max(two, 1):.4f}  {1 - added / max(one, 1):.4f}  {1 - still / max(two, 1):.4f}"
        print(f"{kind:12} {one:8} {two:8} {lost:7} {added:7}   {shares}")
    untitled = sum(not plain_text(article.document.title).strip() for article in read.values())
    rates = [f"{10_000 * number / max(count, 1):.1f} in 10,000 ({number})" for number in (gone, aloud)]
    print(f"words lost and not named: {rates[0]}; markup read aloud: {rates[1]}")
    print(f"files: {len(theirs)}; without a title: {untitled}")
    return 0


def _first(counted: Counter[str]) -> str:
    return f"{counted.total()}: " + ", ".join(f"{word[:60]}×{count}" for word, count in counted.most_common(8))


if __name__ == "__main__":
    sys.exit(main())
