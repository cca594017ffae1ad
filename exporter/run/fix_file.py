"""Repairs of finished files, ours or anybody's: a copy beside the file, with what changed and what is proved of it.

Apart from ``fix``, which repairs the source of an article: of a finished file there is no source, so nothing that a
reader of it gets may change (``exporter.repair``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from exporter.errors import UsageError, printable
from exporter.findings import Finding
from exporter.languages import corrected, is_tag
from exporter.repair import Change, repair_file
from exporter.rules.rule import Level
from exporter.run.given import Given
from exporter.run.inspect import bytes_of


@dataclass(frozen=True, slots=True)
class FileRepair:
    """What is another in a repaired file, what is left open, and what ``check`` finds before and after."""

    changes: tuple[Change, ...]
    open: tuple[str, ...]
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]


def repaired(given: Given, lang: str = "") -> tuple[bytes, bytes, FileRepair]:
    """The bytes of a finished file, those of its repaired copy, and what is another in it.

    ``lang`` is a language that the user names: it is written where the file states none. Raises InputError for a file
    that cannot be read or may not be changed, WriterError where the proof fails.
    """
    if lang and not is_tag(corrected(lang)):
        raise UsageError(f"--lang {lang}: is not a language tag; name one such as en, en-GB or ar")
    data = bytes_of(given)
    made = repair_file(data, given.name, corrected(lang))
    return data, made.data, FileRepair(made.changes, made.open, made.before, made.after)


def copy_of(name: str) -> str:
    """Where the copy of a file goes when nobody says: beside it, under a name of its own."""
    path = PurePath(name)
    return "-" if name == "-" else str(path.with_name(f"{path.stem}.fixed{path.suffix}"))


def told(name: str, repair: FileRepair) -> list[str]:
    """Each change on a line, what a person must decide, what is proved, and what ``check`` finds before and after."""
    count = len(repair.changes)
    lines = [f"{name}: {change.line}" for change in repair.changes]
    lines += [f"{name}: left as it is: {item}" for item in repair.open]
    lines.append(f"{name}: {count or 'no'} {'repair' if count == 1 else 'repairs'}")
    if count:
        lines.append("  read back and compared: no word, no order, no structure and no picture changed")
    after = f", {_levels(repair.after)} after" if count else ""
    lines.append(f"  check found {_levels(repair.before)} before{after}")
    old, new = (Counter(item.rule for item in found) for found in (repair.before, repair.after))
    for head, rules in (("gone", old - new), ("new", new - old), ("left", new)):
        if rules and (count or head == "left"):
            lines.append(f"  {head}: " + ", ".join(_times(rule, number) for rule, number in sorted(rules.items())))
    return [printable(line) for line in lines]


def _levels(found: Iterable[Finding]) -> str:
    counts = Counter(item.level for item in found)
    said = [f"{counts[level]} {level.value}{'s' * (counts[level] != 1)}" for level in (Level.error, Level.warning)]
    return " and ".join(said)


def _times(rule: str, number: int) -> str:
    return rule if number == 1 else f"{rule} ({number})"
