"""What was made of each line of an article, for a person: the decisions of the reader beside the lines they are about.

Plain text is inferred, so each decision has a certainty and a reason. In the other formats the source says what each
thing is: their lines are told with the nodes that begin there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath
from typing import Any, assert_never

from exporter.errors import printable
from exporter.findings import Finding
from exporter.findings.shown import as_dict
from exporter.model import (
    Aside,
    Block,
    BlockQuote,
    CodeBlock,
    DefinitionList,
    DisplayMath,
    Document,
    Figure,
    Image,
    List,
    PageMarker,
    Paragraph,
    Section,
    Table,
    ThematicBreak,
    plain_text,
    walk,
)
from exporter.readers.text.explain import Decision, quote_of
from exporter.run.given import Given, of_word
from exporter.run.pipeline import ReadOptions, read_article
from exporter.run.results import Article


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article with the decisions about its lines, in order, and the findings."""

    name: str
    document: Document
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]


def explain_article(source: Given | Path | str, options: ReadOptions | None = None) -> Explanation:
    """Every decision about an article ("-": standard input). Raises InputError, UsageError."""
    given = source if isinstance(source, Given) else of_word(source)
    article = read_article(given, options)
    decided = _decisions(article, options.lexicons if options else ())
    if article.format == "markdown":
        decided = (_dialect(given.name, article, options.format if options else ""), *decided)
    if options and options.keep_all:
        decided = tuple(_kept(item) for item in decided)
    return Explanation(given.name, article.document, decided, article.findings)


def _dialect(name: str, article: Article, asked: str) -> Decision:
    """Which dialect of Markdown an article was taken to be in, and why."""
    # start-up: the reader's rules, only where an article is explained
    from exporter.readers.markdown.dialects import DIALECTS, guessed

    if asked in DIALECTS:
        return Decision(0, 0, "dialect", f"Markdown of the dialect {asked}", 1.0, "you said so", "")
    found = guessed(article.text, PurePath(name).suffix)
    words = f"Markdown of the dialect {found.dialect.name}" if found.dialect.name != "markdown" else "usual Markdown"
    return Decision(0, 0, "dialect", words, found.certainty, "; ".join(found.reasons), "")


def _kept(item: Decision) -> Decision:
    """What would be left out, when everything is to be kept."""
    if item.kind != "furniture":
        return item
    return replace(item, kind="paragraph", words="paragraph, kept though it would be left out")


def _decisions(article: Article, lexicons: tuple[str, ...] = ()) -> tuple[Decision, ...]:
    if article.format == "text":
        from exporter.readers.text import explain

        return tuple(explain(article.text, article.hints, lexicons))
    line = next((node.pos.line for node in walk(article.document.title) if node.pos), 0)
    reason = SAID if line else "the metadata say so"
    title = Decision(line, line, "title", "title", 1.0, reason, plain_text(article.document.title).strip())
    return (title, *_told(article.document.blocks, 2))


SAID = "the source says so"


def _told(blocks: Iterable[Block], level: int) -> Iterator[Decision]:
    for block in blocks:
        kind, words, text = _of_block(block, level)
        line = block.pos.line if block.pos else 0
        yield Decision(line, line, kind, words, 1.0, SAID if line else "the metadata say so", " ".join(text.split()))
        match block:
            case Section():
                yield from _told(block.blocks, block.level_below(level))
            case Aside() | Figure() | BlockQuote():
                yield from _told(block.blocks, level)
            case List():
                for item in block.items:
                    yield from _told(item.blocks, level)
            case _:
                pass


def _of_block(block: Block, level: int) -> tuple[str, str, str]:  # noqa: C901  (one case per node)
    """What a block is in one word and in several, and its own text."""
    match block:
        case Section() if not block.title:
            return "section", "section without a heading", ""
        case Section():
            return "heading", f"heading of level {level}", plain_text(block.title)
        case Paragraph():
            text = plain_text(block)
            shown = [node for node in walk([block]) if isinstance(node, Image)]
            if shown and not text.strip():
                return "picture", "picture", "; ".join(node.alt or "no alternative text" for node in shown)
            return block.role or "paragraph", block.role or "paragraph", text
        case BlockQuote():
            return "quote", quote_of(plain_text(block.attribution)), ""
        case List():
            return "list", f"{'numbered ' if block.ordered else ''}list of {len(block.items)}", ""
        case DefinitionList():
            return "definitions", f"definitions of {len(block.items)}", plain_text(block)
        case CodeBlock():
            return "code", "program text", block.text
        case Table():
            return "table", f"table of {_count(block)} rows", plain_text(block.caption)
        case Figure():
            return "figure", "picture with caption" if block.blocks else "caption", plain_text(block.caption)
        case Aside():
            return "aside", block.kind, plain_text(block.title)
        case DisplayMath():
            return "math", "formula", block.alt or block.tex
        case ThematicBreak():
            return "break", "break", ""
        case PageMarker():
            return "page", f"page {block.label}", ""
        case _:
            assert_never(block)


def _count(table: Table) -> int:
    return len(table.head) + sum(len(body.rows) for body in table.bodies) + len(table.foot)


# --- showing --------------------------------------------------------------------------------------------------------

WIDTH = 72


def as_lines(told: Explanation, *, reasons: bool) -> str:
    """One line of the article a line: number, what it is, its beginning; with ``reasons``, why and how surely."""
    rows = [_row(item, reasons=reasons) for item in told.decisions]
    blocks = sum(item.kind != "dialect" for item in told.decisions)
    unsure = sum(item.unsure for item in told.decisions)
    out = sum(item.kind == "furniture" for item in told.decisions)
    total = f"{told.name}: {_many(blocks, 'block')}, {unsure} uncertain, {out} left out"
    return "\n".join([*rows, printable(total)])


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _row(item: Decision, *, reasons: bool) -> str:
    place = "metadata" if not item.line else f"{item.line}" if item.line == item.last else f"{item.line}-{item.last}"
    text = item.text if len(item.text) <= WIDTH else item.text[: WIDTH - 1] + "…"
    row = f"{place}: {'uncertain: ' if item.unsure else ''}{item.words}" + (f": {text}" if text else "")
    if reasons:
        row += f"\n    {item.certainty:.2f}: {item.reason}" + (f" ({item.rule})" if item.rule else "")
    return "\n".join(printable(part) for part in row.split("\n"))


def as_hints(told: Explanation) -> str:
    """A file of hints that says of each uncertain or left-out line what was decided, to be corrected and saved."""
    head = [
        "# What exporter was unsure of or left out. Correct what is wrong; delete the rest, or keep it to confirm it."
    ]
    for item in told.decisions:
        if item.hint and (item.unsure or item.kind == "furniture"):
            head += [f"# {item.reason}", item.hint]
    return "\n".join(head)


def as_data(told: Explanation) -> dict[str, Any]:
    """The decisions and findings as JSON-ready data."""
    return {
        "file": told.name,
        "decisions": [_data(item) for item in told.decisions],
        "findings": [as_dict(item) for item in told.findings],
    }


def _data(item: Decision) -> dict[str, Any]:
    return {**asdict(item), "unsure": item.unsure}
