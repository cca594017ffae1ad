"""Writes a decisions file: its answers as a person typed them, new fingerprints, marks on what has no place, questions.

A file that is there is changed line by line, so that remarks and order stay. The same questions and answers give the
same bytes, and doing it twice changes nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set

from exporter.decisions.answers import Decisions, Entry
from exporter.decisions.file import parse
from exporter.decisions.questions import Question
from exporter.decisions.units import SHORT, Unit, written
from exporter.errors import InputError

NO_PLACE = (
    "# NO PLACE: what this is about is not in the article any longer, or cannot be told apart. Correct or delete it."
)
KNOWN = "# What was in the article when this was written: leave it as it is."
_BLOCK = re.compile(rf'\n*(?:{re.escape(KNOWN)}\n|(?<=\n))\[article\]\nmarks = "[0-9a-f]*"(?:\n|\Z)')
_AT = re.compile(r"\s*at\s*=")
_WORDS = re.compile(r"\s*words\s*=")


def file_of(
    name: str,
    decisions: Decisions,
    places: Mapping[tuple[str, int], Unit],
    gone: Set[tuple[str, int]],
    asked: Sequence[Question],
    known: Sequence[str],
) -> str:
    """The text of the decisions file for the article ``name``, given what it holds and the questions to be added.

    ``known`` are the fingerprints of everything in the article.
    """
    old = decisions.text.removeprefix("\ufeff").replace("\r\n", "\n")
    base = _renewed(old, decisions.entries, places, gone) if old.strip() else _head(name)
    lang = next((item for item in asked if item.kind == "lang"), None)
    parts = ["\n".join(_table(item)) for item in asked if item.kind != "lang"]
    marks = "".join(sorted({mark[:SHORT] for mark in known if mark}))
    parts.append(f'{KNOWN}\n[article]\nmarks = "{marks}"')
    tried = [
        "\n\n".join([_BLOCK.sub("\n", _with_language(held, lang)).rstrip("\n"), *parts]) + "\n" for held in (base, old)
    ]
    return next((text for text in tried if _is_same(decisions, text)), old)


def _head(name: str) -> str:
    return "\n".join(
        [
            f"# Decisions about {name}. Answer between the quotation marks, or delete what you do not want to decide.",
            f"# “exporter convert {name}” uses the answers. When the article has changed, “exporter decide {name}”",
            "# keeps them, marks those that have no place any longer and adds new questions.",
        ]
    )


def _with_language(text: str, asked: Question | None) -> str:
    """``text`` with the question before its first table: TOML has keys of the whole file there."""
    if asked is None:
        return text
    lines = text.split("\n")
    at = next((number for number, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    while at and at <= len(lines) and lines[at - 1].startswith("#") and at < len(lines):
        at -= 1
    added = [f"# {asked.what}. Name it by its tag: en, en-GB, fr, ar.", 'lang = ""']
    before = "\n".join(lines[:at]).rstrip("\n")
    after = "\n".join(lines[at:])
    return "\n".join([*([before, ""] if before else []), *added, *(["", after] if after else [])])


# --- what is there --------------------------------------------------------------------------------------------------


def _renewed(
    text: str, entries: Sequence[Entry], places: Mapping[tuple[str, int], Unit], gone: Set[tuple[str, int]]
) -> str:
    lines: list[str | None] = [None if line == NO_PLACE else line for line in text.split("\n")]
    heads = sorted((entry.pos.line - 1, entry) for entry in entries if entry.pos)
    before: dict[int, str] = {}
    for number, (head, entry) in enumerate(heads):
        key = (entry.kind, entry.number)
        end = heads[number + 1][0] if number + 1 < len(heads) else len(lines)
        if key in gone:
            before[head] = NO_PLACE
        elif key in places and entry.kind != "picture":
            _renew(lines, range(head + 1, end), places[key])
    made: list[str] = []
    for number, line in enumerate(lines):
        if number in before:
            made.append(before[number])
        if line is not None:
            made.append(line)
    return "\n".join(made)


def _is_same(decisions: Decisions, text: str) -> bool:
    """Whether ``text`` can be read and has the same answers: what a person typed in their own way stays as it is."""
    try:
        made = parse(decisions.name, text)
    except InputError:
        return False
    now = {(entry.kind, entry.number): entry.answer for entry in made.entries}
    same = all(now.get((entry.kind, entry.number)) == entry.answer for entry in decisions.entries)
    return same and made.lang == decisions.lang


def _renew(lines: list[str | None], body: range, unit: Unit) -> None:
    """Write the present words and fingerprints of a place into the lines of its table."""
    address = unit.address
    at = next((number for number in body if _AT.match(lines[number] or "")), None)
    words = next((number for number in body if _WORDS.match(lines[number] or "")), None)
    said = f"at = {_text(written(address))}"
    if words is None or not _is_one_line(lines[words] or ""):
        return
    lines[words] = f"words = {_text(address.words)}" + (f"\n{said}" if at is None else "")
    if at is not None:
        lines[at] = said


def _is_one_line(line: str) -> bool:
    return '"""' not in line and "'''" not in line


# --- questions ------------------------------------------------------------------------------------------------------


def _table(asked: Question) -> Iterator[str]:
    """A question as a table to fill in, with what a person needs to know above it."""
    where = f"Line {asked.line}. " if asked.line else ""
    yield f"# {where}{_plain(asked.what)}{_surely(asked)}."
    match asked.kind:
        case "picture":
            yield from _picture(asked)
        case "quote":
            yield from _around(asked)
            yield "# Who said it? If nobody is named: no-speaker = true. If it is not a quotation: quotation = false."
            yield from _where("quote", asked)
            yield 'speaker = ""'
        case "table":
            yield from _around(asked)
            yield "# How many first rows are headers of columns, and how many first columns are headers of rows?"
            yield from _where("table", asked)
            yield 'header-rows = ""'
            yield 'header-columns = ""'
        case _:
            yield from _around(asked)
            yield f"# What is it? {_choice(asked)}"
            yield from _where("part", asked)
            yield 'is = ""'


def _surely(asked: Question) -> str:
    sure = f", with a certainty of {asked.certainty:.2f}" if asked.certainty != 1.0 else ""
    return f"{sure}: {_plain(asked.reason)}" if asked.reason else sure


def _choice(asked: Question) -> str:
    first, *others = [f"“{choice}”" for choice in asked.choices]
    said = " or ".join([f"{first} as it was read", *others])
    return f"{said}; “drop” leaves it out." if "drop" not in asked.choices else f"{said}; “drop” is: leave it out."


def _picture(asked: Question) -> Iterator[str]:
    shown = asked.picture
    assert shown is not None
    name = f"“{_plain(shown.name)}”, " if shown.name else ""
    times = f", {shown.times} times in the article" if shown.times > 1 else ""
    yield f"# Picture {name}{shown.width} × {shown.height} pixels{times}."
    if shown.caption:
        yield f"# Caption: “{_plain(shown.caption)}”"
    yield from _around(asked)
    yield "# Say in words what it shows. Or say decorative = true, or leave-out = true, instead of alt."
    yield "[[picture]]"
    yield f"content = {_text(shown.content)}"
    if shown.name:
        yield f"file = {_text(shown.name)}"
    yield 'alt = ""'


def _around(asked: Question) -> Iterator[str]:
    if asked.before:
        yield f"# Before it: “{_plain(asked.before)}”"
    if asked.after:
        yield f"# After it: “{_plain(asked.after)}”"


def _where(table: str, asked: Question) -> Iterator[str]:
    assert asked.unit is not None
    address = asked.unit.address
    yield f"[[{table}]]"
    yield f"words = {_text(address.words)}"
    yield f"at = {_text(written(address))}"


def _plain(text: str) -> str:
    """Words for a remark: on one line, and without characters that TOML has no room for in remarks."""
    return "".join(char if char.isprintable() else " " for char in text)


def _text(value: str) -> str:
    """A TOML string on one line (TOML 1.0, String: the escapes of JSON, and the delete character)."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
