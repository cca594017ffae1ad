"""A third set for ``benchmarks/text.py``: plain texts and their facts, made from pages whose authors typed Markdown.

``python benchmarks/text_from_markdown.py OUT NAME=FOLDER... [--each N] [--other]`` takes N pages of each folder, evenly
spaced by name, so that nobody chooses them (``--other``: those half-way between), and writes ``OUT/NAME-1.txt`` with
``.gold.json`` beside it: what the marks say, in the scorer's form. The plain-text reader is not asked. Texts are set in
turn as pages are copied: a blank line between blocks; single line ends, blank lines before headings; wrapped.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from markdown_it import MarkdownIt
from markdown_it.token import Token

STYLES = ("s1", "s2", "s3")
BULLETS = {"s1": "• ", "s2": "- ", "s3": "  * "}
WIDTH = 72
"""The width of wrapped text, in cells of a terminal."""
LEAST = 1000
"""A page with fewer characters is a stub."""
Fact = dict[str, Any]
Page = TypeVar("Page")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n|\A((?:\w+: [^\n]*\n)+)\n", re.DOTALL)
"""What stands before a page: between dashes, or a few lines of names and values."""
_TITLE = re.compile(r"^title:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)
_TYPED = re.compile(r"(?:\d{1,3}[.)、]|[•·*–—―-]{1,2}) ?\S")
"""A mark that was typed into a paragraph: a number, a bullet, a dash before a name."""
_TEMPLATE = re.compile(r"\{[{%].*?[%}]\}|\{:.*?\}|<[^>]+>|\{\{<.*?>\}\}", re.DOTALL)


_SIGNED = re.compile(r"[–—―-]{1,2} ?\w")


def inline(token: Token) -> str:
    """The words of an inline token; a line end that was typed to stay is one."""
    parts = []
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case _:
                continue
    return re.sub(r"[ \t\xa0]+", " ", "".join(parts)).strip()


def is_open(token: Token) -> bool:
    """Whether a paragraph may be more than that: bold from end to end, as headlines are, or with a typed mark."""
    if _TYPED.match(inline(token)):
        return True
    children = [child for child in token.children or () if child.content or child.nesting]
    return len(children) > 1 and children[0].type == "strong_open" and children[-1].type == "strong_close"


def facts(source: str) -> Iterator[Fact]:
    """What the marks of a page say, block by block; ``mark`` is what an item or a heading shows of it in plain text."""
    front = _FRONT.match(source)
    named = _TITLE.search(front[1] or front[2]) if front else None
    title = named[1] if named else ""
    if title:
        yield {"kind": "heading", "level": 1, "text": title}
    body = _TEMPLATE.sub("", source[front.end() :] if front else source)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    lists: list[int] = []
    quoted, fresh, rows = 0, False, []
    for at, token in enumerate(tokens):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1) if token.type.startswith("o") else 0)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                fresh = True
            case "blockquote_open" | "blockquote_close":
                quoted += token.nesting
            case "fence" | "code_block":
                yield {"kind": "code", "text": token.content.rstrip("\n"), "ok": ["paragraph"]}
            case "tr_open":
                rows.append([])
            case "table_close":
                yield {"kind": "table", "text": "\n".join("\t".join(row) for row in rows)}
                rows = []
            case "inline":
                text, holder = inline(token), tokens[at - 1]
                if not text:
                    continue
                if holder.type in ("th_open", "td_open"):
                    rows[-1].append(text)
                elif holder.type == "heading_open":
                    level = int(holder.tag[1]) if title else max(1, int(holder.tag[1]))
                    if (text := text.replace("\n", " ")) != title:  # the title once more, as its page shows it
                        yield {"kind": "heading", "level": max(level, 2 if title else 1), "text": text}
                elif lists and fresh:
                    fresh = False
                    yield {"kind": "list_item", "text": text, "number": lists[-1]}
                    lists[-1] += lists[-1] > 0
                elif quoted:
                    yield {"kind": "quote", "blocks": [{"kind": "paragraph", "text": text}], "unrecoverable": True}
                else:
                    open_case = {"unrecoverable": True} if is_open(token) else {}
                    yield {"kind": "paragraph", "text": text, **open_case}
            case _:
                continue


def wrapped_by_cells(text: str) -> str:
    """``text`` of a script without spaces on lines of ``WIDTH`` cells; Latin words keep together."""
    lines, room = [""], WIDTH
    for part in re.findall(r"[!-~]+|.", text):
        width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in part)
        if width > room:
            lines.append("")
            room = WIDTH
        lines[-1] += part
        room -= width
    return "\n".join(line.strip() for line in lines)


def typed(fact: Fact, style: str) -> str:
    """``fact`` as plain text shows it in ``style``."""
    text = fact.get("text") or fact["blocks"][0]["text"]
    mark = ""
    if fact["kind"] == "list_item":
        mark = f"{'  ' if style == 's3' else ''}{fact['number']}. " if fact["number"] else BULLETS[style]
    if style != "s3" or fact["kind"] in ("table", "code"):
        return mark + text
    lines = text.split("\n")
    if sum(1 for char in text if char >= "\u3040") * 2 > len(text):
        return wrapped_by_cells(mark + text)
    shown = [
        textwrap.fill(
            line, WIDTH, initial_indent=mark if not at else "", subsequent_indent=" " * len(mark),
            break_long_words=False, break_on_hyphens=False,
        )
        for at, line in enumerate(lines)
    ]  # fmt: skip
    return "\n".join(shown)


def page(told: Sequence[Fact], style: str) -> str:
    """The whole text in ``style``."""
    parts: list[str] = []
    for at, fact in enumerate(told):
        together = at and fact["kind"] == told[at - 1]["kind"] == "list_item"
        gap = "\n\n" if at else ""
        if together or (at and style == "s2" and fact["kind"] != "heading"):
            gap = "\n"
        parts.append(gap + typed(fact, style))
    return "".join(parts) + "\n"


def with_speakers(told: Iterable[Fact]) -> list[Fact]:
    """``told``, what stands above a dash and words left open between paragraph and quotation: marks do not say."""
    found: list[Fact] = []
    for fact in told:
        if found and fact["kind"] == found[-1]["kind"] == "paragraph" and _SIGNED.match(fact["text"]):
            found[-1] = {**found[-1], "ok": ["quote"]}
        found.append(fact)
    return found


def spaced(pages: Sequence[Page], each: int, other: bool) -> Sequence[Page]:
    """``each`` of ``pages``, evenly spaced; those half-way between for ``other``."""
    step = max(1, len(pages) // each)
    return pages[0 if other else step // 2 :: step][:each]


def chosen(folder: Path, each: int, other: bool) -> Iterator[list[Fact]]:
    """The facts of ``each`` pages of a folder, evenly spaced by name; those half-way between for ``other``."""
    pages = [path for path in sorted(folder.rglob("*.md")) if path.stat().st_size >= LEAST]
    for path in spaced(pages, each, other):
        told = with_speakers(facts(path.read_text(encoding="utf-8", errors="replace")))
        if told and told[0]["kind"] == "heading":
            yield told


def write(out: Path, name: str, pages: Iterable[Sequence[Fact]]) -> None:
    """Write a text and its facts for each page, in turn in each style."""
    out.mkdir(parents=True, exist_ok=True)
    for at, told in enumerate(pages):
        style = STYLES[at % len(STYLES)]
        gold = {"style": style, "family": "real", "blocks": [{**fact} for fact in told]}
        (out / f"{name}-{at + 1}.txt").write_text(page(told, style), encoding="utf-8")
        (out / f"{name}-{at + 1}.gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write the texts and the facts; exit code 2 for usage."""
    each = int(arguments[arguments.index("--each") + 1]) if "--each" in arguments else 8
    named = [item.partition("=") for item in arguments[1:] if "=" in item]
    if not arguments or not named:
        print(__doc__, file=sys.stderr)
        return 2
    for name, _, folder in named:
        write(Path(arguments[0]), name, chosen(Path(folder), each, "--other" in arguments))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
