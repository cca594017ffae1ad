"""Reads a decisions file: TOML 1.0, of at most 1 MB. Every error names the file and the line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exporter.decisions.answers import (
    KINDS,
    Address,
    Answer,
    Decisions,
    Entry,
    Kind,
    LanguageAnswer,
    PartAnswer,
    PictureAnswer,
    QuoteAnswer,
    TableAnswer,
)
from exporter.decisions.units import SHORT
from exporter.errors import InputError
from exporter.languages import is_tag
from exporter.position import Position
from exporter.readers.hints import KINDS as PARTS

MOST_BYTES = 1_000_000
MOST_ENTRIES = 5_000
WHATS = ("quote", "list", "definitions", "table", "figure", "aside", "code", "paragraph", "heading", "caption")
"""What ``what`` can say."""

_WHERE: dict[str, type] = {"words": str, "at": str, "line": int, "what": str}
KEYS: dict[Kind, dict[str, type]] = {
    "picture": {"content": str, "file": str, "at": str, "alt": str, "decorative": bool, "leave-out": bool},
    "quote": {**_WHERE, "speaker": str, "no-speaker": bool, "quotation": bool},
    "part": {**_WHERE, "is": str},
    "table": {**_WHERE, "header-rows": int, "header-columns": int},
    "language": {**_WHERE, "phrase": str, "lang": str},
}
"""The keys of each table, and what they hold. A text that is "" is a question not yet answered."""
_HEAD = re.compile(r"\s*\[\[\s*[\"']?([\w-]+)[\"']?\s*\]\]")
_LONG = re.compile(r"\"{3}.*?\"{3}|'{3}.*?'{3}", re.DOTALL)
"""A text over several lines, in which nothing is a table."""
_PART = re.compile(r"(?P<kind>[a-z]+)(?: (?P<level>\d+))?$")
_AT = re.compile(
    r"(?:(?P<place>.*): )?(?P<marks>[0-9a-f]{8,64} [0-9a-f-]+ [0-9a-f-]+)(?: (?P<which>\d+)/(?P<of>\d+))?$"
)


@dataclass(frozen=True, slots=True)
class _Table:
    """One table: its kind and content, and where its lines are in the file."""

    name: str
    kind: Kind
    said: Mapping[str, Any]
    number: int
    first: int
    lines: tuple[str, ...]

    def wrong(self, problem: str, key: str = "") -> InputError:
        return InputError.at(self.name, self.line(key) or 1, problem)

    def line(self, key: str = "") -> int:
        """The line of a key, else of the table's head; 0 where it has none of its own."""
        found = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=") if key else None
        for at, text in enumerate(self.lines):
            if found and found.match(text):
                return self.first + at
        return self.first


def parse(name: str, text: str, *, shared: bool = False) -> Decisions:
    """The decisions in ``text``; ``name`` is the file's name. ``shared``: they are for all articles of a publisher.

    Raises InputError naming the line of what cannot be used.
    """
    data = _loaded(name, text)
    allowed = ("picture",) if shared else KINDS
    lines = _LONG.sub(lambda held: "\n" * held[0].count("\n"), text).split("\n")
    for key, held in data.items():
        if key == "lang" and isinstance(held, str) and not shared:
            continue
        if key == "article" and isinstance(held, dict) and not shared:
            continue
        if key not in allowed or not isinstance(held, list) or not all(isinstance(item, dict) for item in held):
            known = ", ".join([*(() if shared else ("lang =",)), *(f"[[{kind}]]" for kind in allowed)])
            raise InputError.at(name, _line_of(key, lines), f"“{key[:40]}” is not known here; use {known}")
    tables = list(_tables(name, data, lines))
    if len(tables) > MOST_ENTRIES:
        raise InputError(f"{name}: has more than {MOST_ENTRIES} decisions; delete those that are not needed")
    lang = str(data.get("lang", "")).strip()
    if lang and not is_tag(lang):
        place = _line_of("lang", lines)
        raise InputError.at(name, place, f"lang: “{lang[:40]}” is not a language tag; name one such as en, en-GB or ar")
    marks = _known(name, data.get("article", {}), lines)
    return Decisions(name, lang, tuple(_entry(table, shared) for table in tables), text, marks)


def _known(name: str, held: Mapping[str, Any], lines: list[str]) -> frozenset[str]:
    """What was in the article when the file was written."""
    marks = held.get("marks", "")
    if set(held) - {"marks"} or not isinstance(marks, str) or not re.fullmatch(rf"(?:[0-9a-f]{{{SHORT}}})*", marks):
        place = _line_of("article", lines)
        raise InputError.at(name, place, "[article] is not as exporter decide wrote it; delete it and run that again")
    return frozenset(marks[at : at + SHORT] for at in range(0, len(marks), SHORT))


def _loaded(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        said = re.search(r" \(at line (\d+), column \d+\)$", str(error))
        problem = " ".join(str(error)[: said.start() if said else None].split())[:100]
        number = int(said[1]) if said else 1
        raise InputError.at(name, number, f"is not TOML: {problem}; put words between double quotation marks") from None


def _line_of(key: str, lines: Iterable[str]) -> int:
    found = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}\b")
    return next((at for at, line in enumerate(lines, 1) if found.match(line)), 1)


def _tables(name: str, data: Mapping[str, Any], lines: list[str]) -> Iterator[_Table]:
    """Every table, in the order of the file where heads say it."""
    heads = [(match[1], at) for at, line in enumerate(lines, 1) if (match := _HEAD.match(line))]
    ends = [*(at for _, at in heads), len(lines) + 1][1:]
    counted: dict[str, int] = {}
    for (kind, at), end in zip(heads, ends, strict=True):
        number = counted.get(kind, 0)
        held = data.get(kind)
        if kind in KINDS and isinstance(held, list) and number < len(held):  # else the line is inside a text
            counted[kind] = number + 1
            yield _Table(name, kind, held[number], number, at, tuple(lines[at - 1 : end - 1]))
    for kind in KINDS:
        held = data.get(kind)
        for number in range(counted.get(kind, 0), len(held) if isinstance(held, list) else 0):
            yield _Table(name, kind, data[kind][number], number, 0, ())


def _entry(table: _Table, shared: bool) -> Entry:
    keys = KEYS[table.kind]
    for key, value in table.said.items():
        if key not in keys:
            raise table.wrong(f"“{key[:40]}” is not a key of [[{table.kind}]]; choose one of {', '.join(keys)}", key)
        if type(value) is not keys[key] and not (value == "" and keys[key] is int):
            kinds = {str: "a text between quotation marks", int: "a whole number", bool: "true or false"}
            raise table.wrong(f"{key}: give {kinds[keys[key]]}", key)
        if isinstance(value, int) and not isinstance(value, bool) and not 0 <= value <= 10_000_000:
            raise table.wrong(f"{key}: {value} is out of range", key)
    said = {key: value for key, value in table.said.items() if value != ""}
    line = table.line()
    made = Entry(
        kind=table.kind,
        address=_address(table, said),
        answer=_answer(table, said),
        content=_content(table, said),
        name=said.get("file", ""),
        file=table.name,
        pos=Position(line, 1) if line else None,
        shown=table.lines[0].strip() if table.lines else "",
        number=table.number,
        shared=shared,
    )
    if made.kind == "picture" and not (made.content or made.name):
        raise table.wrong("name the picture: content = its SHA-256, or file = its file name")
    if made.kind != "picture" and not made.address.words:
        raise table.wrong('quote how it begins: words = "The first words"')
    return made


def _content(table: _Table, said: Mapping[str, Any]) -> str:
    content = str(said.get("content", "")).lower().removeprefix("sha256:").strip()
    if content and not re.fullmatch(r"[0-9a-f]{12,64}", content):
        raise table.wrong("content: is not a SHA-256 (at least its first 12 of 64 figures from 0 to f)", "content")
    return content


def _address(table: _Table, said: Mapping[str, Any]) -> Address:
    words = " ".join(str(said.get("words", "")).split())
    what, line = said.get("what", ""), said.get("line", 0)
    if what and what not in WHATS:
        raise table.wrong(f"what: “{what[:40]}” is not known; choose one of {', '.join(WHATS)}", "what")
    if "at" not in said:
        return Address(words=words, line=line, what=what)
    match = _AT.match(said["at"])
    if not match:
        raise table.wrong("at: is not as exporter decide wrote it; delete it, and the words will do", "at")
    mark, before, after = match["marks"].split(" ")
    return Address(
        words=words,
        place=match["place"] or "",
        mark=mark,
        before=before.strip("-"),
        after=after.strip("-"),
        which=int((match["which"] or "1")[:9]),
        of=int((match["of"] or "1")[:9]),
        line=line,
        what=what,
    )


def _answer(table: _Table, said: Mapping[str, Any]) -> Answer | None:
    match table.kind:
        case "picture":
            return _picture(table, said)
        case "quote":
            return _quote(table, said)
        case "part":
            return _part(table, said["is"]) if "is" in said else None
        case "table":
            if "header-rows" not in said and "header-columns" not in said:
                return None
            return TableAnswer(rows=said.get("header-rows", 0), columns=said.get("header-columns", 0))
        case "language":
            return _language(table, said)


def _picture(table: _Table, said: Mapping[str, Any]) -> PictureAnswer | None:
    given = [key for key in ("alt", "decorative", "leave-out") if said.get(key)]
    if len(given) > 1:
        raise table.wrong(f"says both {given[0]} and {given[1]}; keep one", given[1])
    if not given:
        return None
    return PictureAnswer(alt={"alt": said.get("alt", "").strip(), "decorative": "", "leave-out": None}[given[0]])


def _quote(table: _Table, said: Mapping[str, Any]) -> QuoteAnswer | None:
    given = [key for key in ("speaker", "no-speaker") if said.get(key)]
    if said.get("quotation") is False:
        given.append("quotation")
    if len(given) > 1:
        raise table.wrong(f"says both {given[0]} and {given[1]}; keep one", given[1])
    if not given:
        return None
    speaker = " ".join(said.get("speaker", "").split())
    return QuoteAnswer(speaker={"speaker": speaker, "no-speaker": "", "quotation": None}[given[0]])


def _part(table: _Table, said: str) -> PartAnswer:
    match = _PART.match(" ".join(said.split()))
    kind, level = (match["kind"], match["level"]) if match else ("", None)
    if kind not in PARTS or (level is not None and (kind != "heading" or level not in "23456")):
        raise table.wrong(
            f"is: “{said[:40]}” is not a kind of part; choose one of {', '.join(PARTS)}, "
            "and for a heading a level from 2 to 6",
            "is",
        )
    return PartAnswer(kind=kind, level=int(level or 0))


def _language(table: _Table, said: Mapping[str, Any]) -> LanguageAnswer | None:
    lang = said.get("lang", "").strip()
    if not lang:
        return None
    if not is_tag(lang):
        raise table.wrong(f"lang: “{lang[:40]}” is not a language tag; name one such as en, en-GB or ar", "lang")
    return LanguageAnswer(lang=lang, phrase=said.get("phrase", ""))
