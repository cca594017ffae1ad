"""Word files that others made, read here and by pandoc, compared by facts: ``benchmarks/word_facts.py FOLDER...``.

Facts are words, headings, list items with their numbers, head and body cells, links, pictures and notes. What pandoc
has and the reader here has not is ``lost``, the other way round ``more``; who is right is for a person to say, and
stands in docs/reference/word.md. ``--show N`` prints the first differences of the N files with the most, ``--fact
NAME`` only those of one kind. Files are read from where they lie; nothing of them is kept. A title that is the file's
name, and headings that were bold lines, are not counted: both are said in findings.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypandoc

from exporter.errors import ExporterError
from exporter.model import CodeBlock, Image, Link, List, Note, Paragraph, Section, Table, Term, plain_text, walk
from exporter.run.pipeline import ReadOptions, read_article

FACTS = ("words", "headings", "items", "head cells", "body cells", "links", "pictures", "notes")
Facts = dict[str, Counter[str]]
"""What there is of each kind, and what explains differences: rules in findings (``said``), tables that only place
things (``frames``)."""


def empty() -> Facts:
    """No facts of any kind."""
    return {name: Counter() for name in (*FACTS, "said", "frames")}


def folded(text: str) -> str:
    """Words on one line."""
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """The words of a text, marks of punctuation apart."""
    return re.findall(r"\w+", text)


# --- ours -----------------------------------------------------------------------------------------------------------


def ours(path: Path) -> Facts:
    """The facts of a file as it is read here."""
    article = read_article(path, ReadOptions(lang="en"))
    document = article.document
    found = empty()
    found["said"].update(one.rule for one in article.findings)
    found["said"]["blank bullets"] = _blank_bullets(path)
    guessed = {
        match[1] for one in article.findings if one.rule == "WORD005" and (match := re.match("“(.*)”", one.message))
    }
    if not any(one.rule == "WORD006" for one in article.findings):
        found["words"].update(words(plain_text(document.title)))
        found["headings"][folded(plain_text(document.title))] += 1
    for node in walk(document):
        found["words"].update(words(_said(node)))
        match node:
            case CodeBlock():
                found["words"].update(words(node.text))
            case Section() if folded(plain_text(node.title))[:60] not in guessed:
                found["headings"][folded(plain_text(node.title))] += 1
            case List():
                for at, item in enumerate(node.items):
                    first = plain_text(item.blocks[0]) if item.blocks and not isinstance(item.blocks[0], List) else ""
                    number = f"{node.start + at} {node.style}" if node.ordered else "-"
                    found["items"][f"{number}: {folded(first)}"] += 1
            case Table():
                for row in node.head:
                    found["head cells"].update(folded(plain_text(cell.blocks)) for cell in row.cells)
                for body in node.bodies:
                    found["body cells"].update(
                        folded(plain_text(cell.blocks)) for row in body.rows for cell in row.cells
                    )
            case Link():
                found["links"][f"{_place(node.target)} {folded(plain_text(node))}"] += 1
            case Image():
                found["pictures"]["picture"] += 1
            case Note():
                found["notes"][folded(" ".join(plain_text(block) for block in node.blocks))] += 1
            case _:
                pass
    return found


def _blank_bullets(path: Path) -> int:
    """How many levels of lists have a bullet that shows nothing: their paragraphs go on with an item, or are text."""
    try:
        with zipfile.ZipFile(path) as package:
            text = package.read("word/numbering.xml").decode(errors="replace")
    except (KeyError, zipfile.BadZipFile):
        return 0
    return len(re.findall(r'<w:lvlText[^>]* w:val="\s*"', text))


def _said(node: Any) -> str:
    """The words of a node that are its own, each in one piece."""
    parts = [getattr(node, name, ()) for name in ("title", "caption", "credit", "attribution")]
    if isinstance(node, Paragraph | Term):
        parts.append(node.content)
    return " ".join(plain_text(part) for part in parts if isinstance(part, tuple))


def _place(target: str) -> str:
    """A link's target; places in the document have other names in each program."""
    return "#" if target.startswith("#") else target.replace("%20", " ")


# --- pandoc's -------------------------------------------------------------------------------------------------------


def theirs(path: Path) -> Facts:
    """The facts of a file as pandoc reads it, tracked changes accepted."""
    command = [pypandoc.get_pandoc_path(), "-f", "docx", "-t", "json", "--track-changes=accept", str(path)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    data = json.loads(done.stdout)
    found = empty()
    title = data["meta"].get("title")
    for held in data["meta"].values():
        found["words"].update(words(_text(held, notes=True)))
    if title:
        found["headings"][folded(_text(title))] += 1
    found["words"].update(words(_text(data["blocks"], notes=True)))
    for node in _nodes(data["blocks"]):
        _take(found, node)
    return found


def _take(found: Facts, node: dict[str, Any]) -> None:
    held = node.get("c")
    match node["t"]:
        case "Header":
            found["headings"][folded(_text(held[2]))] += 1
        case "OrderedList":
            for at, item in enumerate(held[1]):
                style = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", held[0][1]["t"]).lower()
                style = "decimal" if style == "default-style" else style
                found["items"][f"{held[0][0] + at} {style}: {_first(item)}"] += 1
        case "BulletList":
            found["items"].update(f"-: {_first(item)}" for item in held)
        case "Table":
            _, _, _, head, bodies, foot = held
            found["head cells"].update(folded(_text(cell[4])) for row in head[1] for cell in row[1])
            every = [row[1] for row in head[1]] + [row[1] for body in bodies for row in (*body[2], *body[3])]
            if len(every) == 1 or all(len(row) == 1 for row in every):
                found["frames"].update(folded(_text(cell[4])) for row in every for cell in row)
            rows = [row for body in bodies for row in (*body[2], *body[3])] + foot[1]
            found["body cells"].update(folded(_text(cell[4])) for row in rows for cell in row[1])
        case "Link":
            found["links"][f"{_place(held[2][0])} {folded(_text(held[1]))}"] += 1
        case "Image":
            found["pictures"]["picture"] += 1
        case "Note":
            found["notes"][folded(_text(held))] += 1
        case _:
            pass


def _first(item: Any) -> str:
    return folded(_text(item[0])) if item and item[0]["t"] not in ("OrderedList", "BulletList") else ""


def _nodes(held: Any) -> Iterator[dict[str, Any]]:
    if isinstance(held, dict):
        if "t" in held:
            yield held
        for inner in held.values():
            yield from _nodes(inner)
    elif isinstance(held, list):
        for inner in held:
            yield from _nodes(inner)


_BLOCKS = frozenset(["Para", "Plain", "Header", "CodeBlock", "Div", "BlockQuote", "Figure", "LineBlock"])


def _text(held: Any, *, notes: bool = False) -> str:
    parts: list[str] = []
    _collect(held, parts, notes)
    return "".join(parts)


def _collect(held: Any, parts: list[str], notes: bool) -> None:
    if isinstance(held, list):
        for inner in held:
            _collect(inner, parts, notes)
        return
    if not isinstance(held, dict):
        return
    kind, inner = held.get("t"), held.get("c")
    match kind:
        case "Str" | "MetaString":
            parts.append(str(inner))
        case "Space" | "SoftBreak" | "LineBreak":
            parts.append(" ")
        case "Code" | "CodeBlock":
            parts.append(inner[1])
        case "Math" | "RawInline" | "RawBlock":
            pass
        case "Note":
            if notes:
                _collect(inner, parts, notes)
                parts.append(" ")
        case "Image":
            pass
        case "Quoted":
            marks = "‘’" if inner[0]["t"] == "SingleQuote" else "“”"
            parts.append(marks[0])
            _collect(inner[1], parts, notes)
            parts.append(marks[1])
        case "Table":
            for part in inner[1:]:
                _collect(part, parts, notes)
                parts.append(" ")
        case _:
            _collect(inner if kind else list(held.values()), parts, notes)
            if kind in _BLOCKS:
                parts.append(" ")
    if kind is None:
        parts.append(" ")


# --- comparing ------------------------------------------------------------------------------------------------------


@dataclass
class Compared:
    """One file: what each of both has that the other has not, and how long each took."""

    name: str
    lost: Facts = field(default_factory=empty)
    more: Facts = field(default_factory=empty)
    shared: Counter[str] = field(default_factory=Counter)
    seconds: tuple[float, float] = (0, 0)
    failed: str = ""
    explained: Counter[str] = field(default_factory=Counter)
    known: set[str] = field(default_factory=set)
    said: Counter[str] = field(default_factory=Counter)
    frames: Counter[str] = field(default_factory=Counter)

    def differences(self, wanted: tuple[str, ...]) -> int:
        """How many facts differ."""
        return sum(self.lost[name].total() + self.more[name].total() for name in wanted)


def compare(path: Path) -> Compared:
    """Both readings of one file, side by side."""
    made = Compared(path.parent.name + "/" + path.name)
    began = time.perf_counter()
    try:
        mine = ours(path)
    except ExporterError as error:
        made.failed = f"here: {error}"
        return made
    between = time.perf_counter()
    try:
        other = theirs(path)
    except subprocess.CalledProcessError as error:
        made.failed = f"pandoc: {error.stderr.decode(errors='replace').strip()[:100]}"
        return made
    made.seconds = between - began, time.perf_counter() - between
    made.known = set(mine["words"])
    made.said, made.frames = mine["said"], other["frames"]
    for name in FACTS:
        made.lost[name] = other[name] - mine[name]
        made.more[name] = mine[name] - other[name]
        made.shared[name] = (mine[name] & other[name]).total()
    return made


def explain(one: Compared) -> None:
    """Take out the differences in which pandoc is not right (docs/reference/word.md says why), counted by kind."""
    for text in list(one.lost["links"]):
        if not re.match(r"https?:|mailto:|tel:", text):
            _take_out(one, one.lost["links"], text, "links to contents lists, missing bookmarks and files")
    for name, kind in (("headings", "numbers of headings"), ("items", "numbers of items")):
        for text in list(one.lost[name]):
            ours_too = next((t for t in one.more[name] if _is_numbered(t, text)), None)
            if ours_too is not None:
                _take_out(one, one.lost[name], text, kind)
                _take_out(one, one.more[name], ours_too, "")
            elif not text:
                _take_out(one, one.lost[name], text, "empty headings")
    for here, there in (("head cells", "body cells"), ("body cells", "head cells")):
        for text in list(one.lost[here]):
            if text in one.more[there]:
                _take_out(one, one.more[there], text, "")
                _take_out(one, one.lost[here], text, "heads of tables")
            elif not text:
                _take_out(one, one.lost[here], text, "tables without words")
            elif text in one.frames and set(words(text)) <= one.known:
                _take_out(one, one.lost[here], text, "tables of one row or column, which are frames")
            elif _numbered_elsewhere(text, one.more[here]):
                _take_out(one, one.lost[here], text, "cells with results of fields or typed bullets")
    for text in [text for name in ("head cells", "body cells") for text in one.more[name]]:
        for name in ("head cells", "body cells"):
            _take_out(one, one.more[name], text, "cells that pandoc loses, charts, fields in cells")
    for text in list(one.lost["items"]):
        if re.match(r"\d+ decimal", text) and set(words(text)[2:]) <= one.known:
            _take_out(one, one.lost["items"], text, "legal numbers (2.1), which are words here")
    for text in list(one.lost["items"]):
        bare = text.partition(": ")[2]
        if bare[:1] in "☐☑☒" and set(words(bare)) <= one.known:
            _take_out(one, one.lost["items"], text, "items that are empty, or say whether they are done")
        elif set(words(bare)) <= one.known and one.said["blank bullets"]:
            _take_out(one, one.lost["items"], text, "paragraphs with blank bullets")
        elif _numbered_elsewhere(bare, one.more["items"]):
            _take_out(one, one.lost["items"], text, "items with results of fields")
    for text in list(one.lost["headings"]):
        if text.casefold() in _CONTENTS:
            _take_out(one, one.lost["headings"], text, "headings of contents lists")
    refused = one.said["IMG002"] + one.said["WORD010"]
    gone = min(one.lost["pictures"]["picture"], refused)
    one.explained["pictures that a finding names as left out"] += gone
    one.lost["pictures"].subtract({"picture": gone})
    one.lost["pictures"] = +one.lost["pictures"]
    for text in list(one.more["items"]):
        if text.startswith("-"):
            _take_out(one, one.more["items"], text, "typed bullets, diagrams")
    for text in list(one.more["words"]):
        if text.isdigit() or text.casefold() in ("article", "section") or not text.isascii():
            _take_out(one, one.more["words"], text, "numbers that Word shows")


_CONTENTS = frozenset(["contents", "table of contents", "оглавление", "inhalt"])


def _numbered_elsewhere(text: str, more: Counter[str]) -> bool:
    letters = set(words(text))
    return any(letters and len(letters & set(words(other))) * 2 > len(letters) for other in more)


def _is_numbered(text: str, other: str) -> bool:
    """Whether ``text`` is ``other`` with the number that Word shows before it; an item's own number aside."""
    bare, numbered = (re.sub(r"^(?:-|\d+ [a-z-]+): ", "", one) for one in (other, text))
    return bool(bare) and numbered.endswith(bare) and len(numbered) - len(bare) < 20


def _take_out(one: Compared, facts: Counter[str], text: str, kind: str) -> None:
    if kind:
        one.explained[kind] += facts[text]
    del facts[text]


def report(compared: list[Compared], wanted: tuple[str, ...], shown: int) -> None:
    """The table of figures, then the files that differ most."""
    done = [one for one in compared if not one.failed]
    for one in compared:
        if one.failed:
            print(f"{one.name}: {one.failed}")
    print(f"{len(done)} files; seconds here {sum(one.seconds[0] for one in done):.1f}, ", end="")
    print(f"pandoc {sum(one.seconds[1] for one in done):.1f}")
    print(f"{'fact':12} {'both':>8} {'lost':>8} {'more':>8} {'recall':>8} {'precision':>9}")
    for name in wanted:
        both = sum(one.shared[name] for one in done)
        lost, more = (
            sum(facts[name].total() for facts in side) for side in ([o.lost for o in done], [o.more for o in done])
        )
        recall, precision = both / max(both + lost, 1), both / max(both + more, 1)
        print(f"{name:12} {both:8} {lost:8} {more:8} {recall:8.4f} {precision:9.4f}")
    kinds = sum((one.explained for one in done), Counter[str]())
    for kind, count in kinds.most_common():
        print(f"  {count:5} {kind}")
    for one in sorted(done, key=lambda item: -item.differences(wanted))[:shown]:
        if one.differences(wanted):
            print(f"\n== {one.name}")
        for name in wanted:
            for sign, facts in (("-", one.lost), ("+", one.more)):
                for text, count in list(facts[name].items())[:8]:
                    print(f"  {sign} {name}: {text[:150]}" + (f" ({count})" if count > 1 else ""))


def main() -> None:
    """Compare the files in the folders named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--fact", action="append", choices=FACTS)
    parser.add_argument("--explained", action="store_true", help="Take out kinds in which pandoc is not right.")
    given = parser.parse_args()
    names = sorted(path for folder in given.folders for path in folder.rglob("*") if path.suffix in (".docx", ".docm"))
    if not names:
        sys.exit("there are no Word files in these folders")
    compared = [compare(path) for path in names]
    for one in compared if given.explained else ():
        explain(one)
    report(compared, tuple(given.fact or FACTS), given.show)


if __name__ == "__main__":
    main()
