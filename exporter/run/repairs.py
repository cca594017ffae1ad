"""The repairs that ``fix`` knows, one small function a rule: what was read, written back into the source.

SAFE ones write down what the reader understood; GUESSES write down what it supposed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exporter.findings import Finding
from exporter.model import Section, plain_text, sections
from exporter.run.results import Article


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters ``start`` to ``end`` of the text that ``text`` replaces; the rule it is for, its line, and why."""

    start: int
    end: int
    text: str
    rule: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a repair looks at: the text, its format, what was read from it."""

    text: str
    form: str
    article: Article
    starts: tuple[int, ...]

    def offset(self, found: Finding) -> int:
        """Where in the text a finding with a position lies."""
        assert found.pos is not None
        return self.starts[found.pos.line - 1] + found.pos.column - 1

    def findings(self, rule: str) -> Iterator[Finding]:
        """The findings of a rule that have a position in the text."""
        for item in self.article.findings:
            if item.rule == rule and item.pos and 0 < item.pos.line <= len(self.starts):
                yield item


Repairer = Callable[[Context], Iterator[Edit]]


DEEPEST = 6
"""The deepest heading that Markdown and HTML can write."""

_ATX = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(#{1,6})(?=[ \t]|$)")
_TAG = re.compile(r"<h([1-6])\b", re.IGNORECASE)
_UNDERLINE = re.compile(r"[ \t>]*(=+|-+)[ \t]*$")


def missing_spaces(context: Context) -> Iterator[Edit]:
    """TXT003: the space that is heard between two sentences is put in."""
    for found in context.findings("TXT003"):
        at = context.offset(found)
        if 0 < at < len(context.text) and not context.text[at - 1 : at + 1].isspace():
            yield _edit(found, at, at, " ", found.message)


def heading_levels(context: Context) -> Iterator[Edit]:
    """DOC008: every heading is given the level at which it is read, so that none skips one."""
    skipped = {found.pos for found in context.findings("DOC008")}
    if not skipped:
        return
    for depth, section in sections(context.article.document):
        if section.pos is None or not section.title or depth > DEEPEST:
            continue
        reason = "its part was read at this level" if section.pos not in skipped else "it skipped a level"
        yield from _heading(context, section, depth, reason)


def _heading(context: Context, section: Section, depth: int, why: str) -> Iterator[Edit]:
    assert section.pos is not None
    start = context.starts[section.pos.line - 1]
    line = context.text[start:].partition("\n")[0]
    words = plain_text(section.title)[:40]
    if context.form == "markdown" and (match := _ATX.match(line)):
        level = len(match[1])
        reason = f"heading “{words}” from level {level} to {depth}: {why}"
        if level != depth:
            yield Edit(start + match.start(1), start + match.end(1), "#" * depth, "DOC008", section.pos.line, reason)
        return
    if context.form == "markdown" and (
        match := _UNDERLINE.match(context.text[start + len(line) + 1 :].partition("\n")[0])
    ):
        level = 1 if match[1][0] == "=" else 2
        reason = f"heading “{words}” from level {level} to {depth}: {why}"
        end = start + len(line) + 1 + match.end()
        if level != depth:
            yield Edit(start, end, f"{'#' * depth} {line.strip()}", "DOC008", section.pos.line, reason)
        return
    yield from _html_heading(context, section, depth, f"heading “{words}” from level {{}} to {depth}: {why}")


def _html_heading(context: Context, section: Section, depth: int, reason: str) -> Iterator[Edit]:
    assert section.pos is not None
    at = context.starts[section.pos.line - 1] + section.pos.column - 1
    match = _TAG.match(context.text, at)
    end = re.compile(rf"</h{match[1]}(?=[\s>])", re.IGNORECASE).search(context.text, at) if match else None
    if match is None or end is None or int(match[1]) == depth:
        return
    line = section.pos.line
    yield Edit(match.start(1), match.end(1), str(depth), "DOC008", line, reason.format(match[1]))
    yield Edit(end.start() + 3, end.start() + 4, str(depth), "DOC008", line, "")


def quotation_marks(context: Context) -> Iterator[Edit]:
    """HTML004: the marks that a browser shows round a ``q`` element become text of the page."""
    if context.form != "html":
        return
    for found in context.findings("HTML004"):
        at = context.offset(found)
        opened = re.compile(r"<q\b[^>]*>", re.IGNORECASE).match(context.text, at)
        closed = _end_of(context.text, opened.end()) if opened else None
        if opened and closed is not None and found.added:
            opening, closing = found.added
            yield _edit(found, opened.end(), opened.end(), opening, found.message)
            yield _edit(found, closed, closed, closing, "")


def _end_of(text: str, at: int) -> int | None:
    """Where the end tag of the ``q`` element begins whose content begins at ``at``."""
    depth = 1
    for match in re.compile(r"<(/?)q\b[^>]*>", re.IGNORECASE).finditer(text, at):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.start()
    return None


# --- guesses --------------------------------------------------------------------------------------------------------

_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1[ \t]*$")


def bold_headings(context: Context) -> Iterator[Edit]:
    """DOC017: a paragraph of Markdown that is bold as a whole becomes a heading below the one it stands under."""
    if context.form != "markdown":
        return
    for found in context.findings("DOC017"):
        start = context.offset(found)
        match = _BOLD.match(context.text[start:].partition("\n")[0])
        depth = _depth_at(context, found) + 1
        if match and depth <= DEEPEST and context.text[max(0, start - 1) : start] in ("", "\n"):
            reason = f"“{match[2][:40]}”, bold as a whole, is a heading"
            yield _edit(found, start, start + match.end(), f"{'#' * depth} {match[2]}", reason)


def _depth_at(context: Context, found: Finding) -> int:
    """The level of the heading that holds what was found."""
    assert found.pos is not None
    depth = 1
    for level, section in sections(context.article.document):
        if section.pos is not None and section.pos.line <= found.pos.line:
            depth = level
    return depth


def language(context: Context) -> Iterator[Edit]:
    """DOC016: the language that was recognised from the words is declared."""
    tag = context.article.document.metadata.lang
    if tag and any(found.rule == "DOC016" for found in context.article.findings):
        yield from declaration(context, tag, "DOC016", f"its words are taken as “{tag}”, which is now declared")


def declaration(context: Context, tag: str, rule: str, reason: str) -> Iterator[Edit]:
    """The edit that declares a language, where the format has a place for it."""
    if context.form == "markdown":
        fence = re.match(r"---[ \t]*\n", context.text)
        if fence:
            yield Edit(fence.end(), fence.end(), f"lang: {tag}\n", rule, 1, reason)
        else:
            yield Edit(0, 0, f"---\nlang: {tag}\n---\n\n", rule, 1, reason)
    elif context.form == "html" and (match := re.search(r"<html\b(?![^>]*\slang\s*=)", context.text, re.IGNORECASE)):
        line = context.text.count("\n", 0, match.start()) + 1
        yield Edit(match.end(), match.end(), f' lang="{tag}"', rule, line, reason)


def furniture(context: Context) -> Iterator[Edit]:
    """TXT001, TXT002: lines of a web page that were left out of the article are taken out of its text."""
    if context.form != "text":
        return
    for rule in ("TXT001", "TXT002"):
        for found in context.findings(rule):
            assert found.pos is not None
            start = context.starts[found.pos.line - 1]
            end = context.starts[found.pos.line] if found.pos.line < len(context.starts) else len(context.text)
            yield _edit(found, start, end, "", found.message)


def _edit(found: Finding, start: int, end: int, text: str, reason: str) -> Edit:
    return Edit(start, end, text, found.rule, found.pos.line if found.pos else 1, reason)


SAFE: tuple[Repairer, ...] = (missing_spaces, heading_levels, quotation_marks)
GUESSES: tuple[Repairer, ...] = (bold_headings, language, furniture)
