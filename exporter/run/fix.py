"""Repairs of an article's own source, so that it says what was understood, each with its rule and its reason.

A safe repair changes the source and not the article: read again, it is the same document, and the finding is gone. That
is checked here, not assumed: repairs after which another document is read are withdrawn. Unsafe ones are guesses and
are made only when asked for. No alternative text, no speaker, no heading's words are ever made up.
"""

from __future__ import annotations

import codecs
import difflib
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.bounds.files import replace_file
from exporter.bounds.gate import Gate
from exporter.errors import UsageError, printable
from exporter.readers import format_of
from exporter.run.given import Given, of_word
from exporter.run.pipeline import ReadOptions, gate_of, read_bytes, said_about
from exporter.run.repairs import GUESSES, SAFE, Context, Edit, Repairer, declaration
from exporter.run.results import Article

if TYPE_CHECKING:
    from exporter.model import Document
    from exporter.run.decision_files import Answers
    from exporter.run.fix_file import FileRepair

MOST_ROUNDS = 4
"""How often repairs are looked for again: one may uncover another, and none may go on for ever."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair that was made: the rule, the line it was made on, and why."""

    rule: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """An article's source before and after, what was done, and what would be only with ``--unsafe``."""

    name: str
    before: bytes
    after: bytes
    repairs: tuple[Repair, ...]
    guesses: tuple[Repair, ...] = ()
    file: FileRepair | None = None
    """What was done to a finished file; None for an article."""

    @property
    def changed(self) -> bool:
        """Whether the source would be another one."""
        return self.before != self.after


def fix_any(source: Given | str, options: ReadOptions, *, unsafe: bool = False) -> Fixed:
    """An article's repaired source, or the repaired copy of a finished file: an input is repaired as what it is.

    Raises as ``fix_article`` does and, for a finished file, WriterError where the copy would not say the same.
    """
    from exporter.run.inspect import form_of, is_finished

    given = source if isinstance(source, Given) else of_word(source, options.limits)
    asked = options.format not in ("", "pdf", "epub", "docx")
    if asked or not is_finished(given, replace(options, format="")) or form_of(given) == "html":  # a page is its source
        return fix_article(given, options, unsafe=unsafe)
    from exporter.run.fix_file import repaired

    before, after, file = repaired(given, options.lang)
    made = tuple(Repair(change.rule, 1, change.line) for change in file.changes)
    return Fixed(given.name, before, after, made, (), file)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the article is read, again and again."""

    name: str
    options: ReadOptions
    gate: Gate
    answers: Answers

    def of(self, text: str) -> Article:
        """The article in ``text``."""
        return read_bytes(text.encode("utf-8"), self.name, self.options, self.gate, self.answers)


def fix_article(source: Given | str, options: ReadOptions, *, unsafe: bool = False) -> Fixed:
    """The source of an article ("-": standard input) with every safe repair made, and guesses if ``unsafe``.

    ``options.lang`` is a language that the user names; it is declared where the article declares none. Raises
    InputError, and UsageError for a format that has no source to repair.
    """
    given = source if isinstance(source, Given) else of_word(source, options.limits)
    name = given.name
    form = format_of(name, options.format)
    if form == "json":
        raise UsageError(f"fix {name}: a model in JSON has no source to repair; fix the article it was made from")
    gate = gate_of(given, options)
    data = given.read(options.limits)
    answers = said_about(given, form, options, gate)
    reading = Reading(name, replace(options, format=form, lang=""), gate, answers)
    article = read_bytes(data, name, reading.options, gate, answers)
    text, repairs = _characters(name, data, article)
    guess = next((item for item in repairs if item.rule == "IN002"), None)
    if guess is not None and not unsafe:  # what the bytes mean is itself a guess
        return Fixed(name, data, data, (), (guess,))
    if guess is not None and form == "html":
        text = _declared_utf8(text)
    text = _with_language(reading, form, text, options.lang, repairs)
    text, done, guesses = _structure(reading, form, text, unsafe=unsafe)
    after = text.encode("utf-8")
    return Fixed(name, data, after, (*repairs, *done) if after != data else (), guesses)


def _characters(name: str, data: bytes, article: Article) -> tuple[str, list[Repair]]:
    """The text as it is read: UTF-8, one kind of line end, no invisible characters that do harm."""
    from exporter.readers.input.decode import decode

    text, _ = decode(name, data)
    repairs = [
        Repair(item.rule, item.pos.line if item.pos else 1, item.message)
        for item in article.findings
        if item.rule in ("IN001", "IN002", "IN003", "IN008")
    ]
    for why, there in (
        ("the byte order mark, which says nothing in UTF-8, is gone", data.startswith(codecs.BOM_UTF8)),
        ("lines end as everywhere else (LF)", b"\r" in data),
    ):
        if there:
            repairs.append(Repair("IN005", 1, why))
    if not repairs and text.encode("utf-8") != data:
        repairs.append(Repair("IN005", 1, "letters and their marks are one character where there is one"))
    return text, repairs


def _declared_utf8(text: str) -> str:
    pattern = r"(<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9})[A-Za-z0-9_:.-]{2,40}"
    return re.sub(pattern, r"\1utf-8", text, count=1, flags=re.IGNORECASE)


def _with_language(reading: Reading, form: str, text: str, lang: str, repairs: list[Repair]) -> str:
    """``text`` with the language declared that the user names, where it declares none."""
    article = reading.of(text)
    said = article.document.metadata.lang
    recognised = any(item.rule == "DOC016" for item in article.findings)
    if not lang or (said and not recognised):
        return text
    context = Context(text, form, article, _line_starts(text))
    edits = list(declaration(context, lang, "DOC002", f"you say that it is in “{lang}”, which is now declared"))
    repairs += [Repair(edit.rule, edit.line, edit.reason) for edit in edits]
    return _edited(text, edits)


# --- structure ------------------------------------------------------------------------------------------------------


def _structure(reading: Reading, form: str, text: str, *, unsafe: bool) -> tuple[str, list[Repair], tuple[Repair, ...]]:
    """Repairs of what stands in the text, as often as there are any."""
    done: list[Repair] = []
    for _ in range(MOST_ROUNDS):
        before = text
        for repairer in SAFE:
            text = _apply(reading, form, text, repairer, done, safe=True)
        for repairer in GUESSES if unsafe else ():
            text = _apply(reading, form, text, repairer, done, safe=False)
        if text == before:
            break
    waiting: list[Repair] = []
    if not unsafe:
        for repairer in GUESSES:
            _apply(reading, form, text, repairer, waiting, safe=False)
    return text, done, tuple(waiting)


def _apply(reading: Reading, form: str, text: str, repairer: Repairer, done: list[Repair], *, safe: bool) -> str:
    """``text`` after one kind of repair, or as it was when that would not do what it says."""
    article = reading.of(text)
    context = Context(text, form, article, _line_starts(text))
    edits = sorted(repairer(context), key=lambda edit: (edit.start, edit.end))
    if not edits:
        return text
    repaired = _edited(text, edits)
    again = reading.of(repaired)
    if safe and not says_the_same(article.document, again.document):
        return text
    rules = {edit.rule for edit in edits}
    count = [sum(item.rule in rules for item in one.findings) for one in (article, again)]
    if count[1] >= count[0]:  # nothing is better than it was
        return text
    done += [Repair(edit.rule, edit.line, edit.reason) for edit in edits if edit.reason]
    return repaired


def says_the_same(one: Document, two: Document) -> bool:
    """Whether two documents are the same one, apart from how their text is cut into pieces."""
    from exporter.comparison.losses import compare

    if one == two:
        return True
    return one.metadata == two.metadata and one.resources == two.resources and compare(one, two, "") == []


def _edited(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for edit in edits:
        if edit.start >= at:
            parts += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join([*parts, text[at:]])


def _line_starts(text: str) -> tuple[int, ...]:
    starts = [0]
    for line in text.split("\n")[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return tuple(starts)


def write_fixed(fixed: Fixed, target: str) -> None:
    """Put the repaired source at ``target`` ("-": standard output), whole or not at all. Raises WriterError."""
    if target == "-":
        sys.stdout.buffer.write(fixed.after)
        sys.stdout.buffer.flush()
    elif fixed.changed or target != fixed.name:
        replace_file(Path(target), fixed.after)


# --- showing --------------------------------------------------------------------------------------------------------


def reasons(name: str, repairs: Sequence[Repair]) -> list[str]:
    """Each repair on a line: file, line, rule, why."""
    return [printable(f"{name}:{item.line}: {item.rule} {item.reason}") for item in repairs]


def diff(fixed: Fixed) -> list[str]:
    """What changes, as a unified diff; how lines end is told among the reasons, not here."""
    before = fixed.before.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    after = fixed.after.decode("utf-8").split("\n")
    return [printable(line) for line in difflib.unified_diff(before, after, fixed.name, fixed.name, lineterm="")]
