"""Findings as text for people and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterable

from exporter.errors import printable
from exporter.findings import Finding

SNIPPET_WIDTH = 100


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
    for name in ("snippet", "hint", "left_out"):
        if value := getattr(found, name):
            data[name] = value
    if found.readings:
        data["readings"] = list(found.readings)
    if found.certainty != 1.0:
        data["certainty"] = found.certainty
    return data


def as_json(found: Iterable[Finding]) -> str:
    """All findings as one JSON object, ``{"findings": [...]}``."""
    import json  # noqa: PLC0415  (start-up: most are shown as text)

    return json.dumps({"findings": [as_dict(item) for item in found]}, ensure_ascii=False, indent=2)
