"""Findings, the rules they break, and the errors that end a run; and how they are shown to people and to machines.

A finding never ends a run: it says what was noticed, changed or left out, where, and what to do about it.
An error ends it, with one line and an exit code (documented in ``docs/reference/command-line.md``).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Literal

from exporter.model import Position


class Level(StrEnum):
    """How much a finding matters. ``person`` marks what no machine can decide."""

    error = "error"
    warning = "warning"
    info = "info"
    person = "needs a person"


class Exit(IntEnum):
    """The exit codes of the command line."""

    done = 0
    findings = 1
    usage = 2
    input = 3
    writer = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is checked, repaired or reported.

    ``id`` is stable for ever. ``finds`` says what is the matter, ``why`` what it means to who listens. ``decides`` says
    whether a machine can decide it or a person must. ``source`` names what it rests on, parts separated by semicolons:
    a WCAG success criterion, a clause of ISO 14289, EPUB Accessibility, ECMA-376. ``example`` shows it. ``repair`` says
    what ``exporter fix`` does about it: ``safe`` (the source is made to say what was understood; the files come out the
    same), ``unsafe`` (a guess, made only when asked for), "" nothing.
    """

    id: str
    level: Level
    finds: str
    why: str
    source: str = ""
    example: str = ""
    fix: str = ""
    decides: str = "machine"
    repair: Literal["", "safe", "unsafe"] = ""

    @property
    def criteria(self) -> tuple[str, ...]:
        """The WCAG success criteria it rests on: ``WCAG 2.2, 1.1.1 Non-text Content``."""
        return tuple(part for part in _parts(self.source) if part.startswith("WCAG"))

    @property
    def clauses(self) -> tuple[str, ...]:
        """What else it rests on: clauses of ISO, EPUB, ECMA and other standards, or exporter's own rule."""
        return tuple(part for part in _parts(self.source) if not part.startswith("WCAG"))


def _parts(source: str) -> list[str]:
    return [part.strip() for part in source.split(";") if part.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing noticed: the rule, what exactly, where. Whoever has the source fills in ``file`` and ``snippet``.

    ``hint`` overrides the rule's general fix with one for this place. ``certainty`` (0 to 1) says how sure an
    inference is; 1 for what is plainly so.
    """

    rule: str
    message: str
    level: Level
    pos: Position | None = None
    file: str = ""
    snippet: str = ""
    hint: str = ""
    certainty: float = 1.0

    def located(self, file: str, lines: Sequence[str]) -> Finding:
        """This finding with its file and, when it has a position inside ``lines``, the source line.

        Of a long line it is the part around the position: whole articles stand in one line, and have many findings.
        """
        snippet = self.snippet
        if not snippet and self.pos and 0 < self.pos.line <= len(lines):
            snippet = _around(lines[self.pos.line - 1], self.pos.column - 1)
        return replace(self, file=self.file or file, snippet=snippet)


LONG_LINE = 400
"""A line with more characters is shown in part."""


def _around(line: str, offset: int) -> str:
    if len(line) <= LONG_LINE:
        return line.strip()
    start = max(0, min(offset, len(line)) - LONG_LINE // 10)
    shown = line[start : start + LONG_LINE].strip()
    return ("…" if start else "") + shown + ("…" if start + LONG_LINE < len(line) else "")


class ExporterError(Exception):
    """Anything that ends a run. The message is one line for the user: what, where, and what to do.

    It may hold words of the article, so what breaks a line or controls a terminal is shown as an escape in it.
    """

    exit_code = Exit.writer

    def __init__(self, message: str) -> None:
        super().__init__(printable(message))


class UsageError(ExporterError):
    """The command or call itself is wrong: an unknown format, two outputs of one name."""

    exit_code = Exit.usage


class InputError(ExporterError):
    """An input cannot be read, is not what it claims to be, or was refused; nothing was written for it."""

    exit_code = Exit.input


class WriterError(ExporterError):
    """A format could not be written; what was there before is untouched."""

    exit_code = Exit.writer


def finding(
    rule_id: str, message: str, pos: Position | None = None, *, hint: str = "", certainty: float = 1.0
) -> Finding:
    """A finding of the rule ``rule_id`` at that rule's level. Raises KeyError for a rule that does not exist."""
    from exporter.rules import RULES

    rule = RULES[rule_id]
    return Finding(rule=rule_id, message=message, level=rule.level, pos=pos, hint=hint or rule.fix, certainty=certainty)


# --- showing --------------------------------------------------------------------------------------------------------

SNIPPET_WIDTH = 100


def printable(text: str) -> str:
    """``text`` safe for a terminal: control, bidi and line-breaking characters shown as escapes (rule 8, escaping)."""
    return text if text.isprintable() else "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if (
        category in ("Cc", "Cs", "Zl", "Zp")
        or char in "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    ):
        return f"\\u{ord(char):04x}"
    return char


def as_text(found: Finding) -> str:
    """``file:line:col: level RULE message``, then the source line and a hint, each on a line of its own."""
    place = printable(found.file)
    if found.pos:
        place += f":{found.pos.line}:{found.pos.column}"
    head = f"{place}: {found.level.value} {found.rule} {printable(found.message)}"
    lines = [head if place else head.removeprefix(": ")]
    if found.snippet:
        shown = printable(found.snippet)
        lines.append("    | " + (shown if len(shown) <= SNIPPET_WIDTH else shown[: SNIPPET_WIDTH - 1] + "…"))
    if found.hint:
        lines.append("    hint: " + printable(found.hint))
    return "\n".join(lines)


def as_dict(found: Finding) -> dict[str, object]:
    """A finding as JSON-ready data; keys are the fields, ``line`` and ``column`` from the position."""
    data: dict[str, object] = {
        "file": found.file,
        "rule": found.rule,
        "level": found.level.value,
        "message": found.message,
    }
    if found.pos:
        data |= {"line": found.pos.line, "column": found.pos.column}
    for name in ("snippet", "hint"):
        if value := getattr(found, name):
            data[name] = value
    if found.certainty != 1.0:
        data["certainty"] = found.certainty
    return data


def as_json(found: Iterable[Finding]) -> str:
    """All findings as one JSON object, ``{"findings": [...]}``."""
    return json.dumps({"findings": [as_dict(item) for item in found]}, ensure_ascii=False, indent=2)
