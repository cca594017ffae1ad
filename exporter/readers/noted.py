"""What the reader of a dialect leaves out or cannot follow, gathered so that one cause is one finding.

A finding names the kind, how often it was met and the first places, whatever the length of the article.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import field
from typing import Any

from exporter.findings import Finding, finding
from exporter.position import Position
from exporter.records import record

FIRST_PLACES = 3
MOST_NAMES = 6
MOST_SHOWN = 60
"""So many characters of a thing are shown in a finding."""


@record(frozen=False)
class Kind:
    """One kind of thing: what was met of it (in order of first meeting, with counts, and whole) and in which lines."""

    names: dict[str, int] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    count: int = 0
    whole: list[str] = field(default_factory=list)


@record(frozen=False)
class Noted:
    """The kinds of things that were met in one article. ``line`` is the line (from 1) that is being read."""

    line: int = 1
    kinds: dict[tuple[str, str], Kind] = field(default_factory=dict)

    def note(self, rule: str, kind: str, name: str, line: int = 0, whole: str = "") -> None:
        """Take note of one thing of ``kind`` (a phrase such as “TeX commands were left out”), called ``name``."""
        held = self.kinds.setdefault((rule, kind), Kind())
        shown = " ".join(name.split())
        shown = shown if len(shown) <= MOST_SHOWN else shown[: MOST_SHOWN - 1] + "…"
        held.names[shown] = held.names.get(shown, 0) + 1
        held.count += 1
        held.whole.append(whole or name)
        if (line or self.line) not in held.lines[-1:]:
            held.lines.append(line or self.line)

    def findings(self) -> list[Finding]:
        """One finding per kind, at its first place."""
        return [
            finding(rule, _message(kind, held), Position(held.lines[0], 1), left_out="\n".join(held.whole))
            for (rule, kind), held in self.kinds.items()
        ]


def _message(kind: str, held: Kind) -> str:
    named = [f"“{name}”" + (f" ({count} times)" if count > 1 else "") for name, count in held.names.items()]
    if len(named) > MOST_NAMES:
        named = [*named[:MOST_NAMES], f"and {len(named) - MOST_NAMES} more"]
    places = ""
    if len(held.lines) > 1:
        more = ", …" if len(held.lines) > FIRST_PLACES else ""
        places = f"; {held.count} in all, in lines {', '.join(map(str, held.lines[:FIRST_PLACES]))}{more}"
    return f"{kind}: {', '.join(named)}{places}"


def noted_in(env: MutableMapping[str, Any]) -> Noted:
    """The notes that go with a parse."""
    held = env.get("noted")
    if not isinstance(held, Noted):
        held = env["noted"] = Noted()
    return held
