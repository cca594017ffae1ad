"""The loss table for people and for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from exporter.comparison.loss import KINDS, NOT_CARRIED, Loss, excerpt
from exporter.errors import printable
from exporter.findings.place import as_data, described

OUTSIDE = "(in no article)"
"""Stands in the table by article for what is in none."""

WHOLE = ("is not there", "does not have", "stands in another place", "is announced")
"""Ends of messages about a whole thing, whose words follow."""


def as_text(losses: Sequence[Loss], formats: Sequence[str]) -> str:
    """A table of counts, kinds down and formats across, then every loss on a line of its own.

    ``formats`` are those that were compared, so that a column of nothing lost is shown too.
    """
    counts = Counter((loss.format, loss.kind) for loss in losses)
    width = max(len(kind) for kind in KINDS)
    lines = [" ".join([f"{'kind':{width}}", *(f"{name:>6}" for name in formats)])]
    for kind in KINDS:
        cells = [_count(counts, name, kind) for name in formats]
        if any(cell not in ("0", "n/a") for cell in cells):
            lines.append(" ".join([f"{kind:{width}}", *(f"{cell:>6}" for cell in cells)]))
    totals = [str(sum(1 for loss in losses if loss.format == name)) for name in formats]
    lines.append(" ".join([f"{'all':{width}}", *(f"{cell:>6}" for cell in totals)]))
    lines += _by_article(losses, formats)
    return "\n".join([*lines, *([""] if losses else []), *(line(loss) for loss in losses)])


def _by_article(losses: Sequence[Loss], formats: Sequence[str]) -> list[str]:
    """Counts by the articles of a publication, in the order of the losses; nothing where none is in an article."""
    if not any(loss.article for loss in losses):
        return []
    counts = Counter((loss.article, loss.format) for loss in losses)
    named = {
        name: printable(excerpt(name) if name else OUTSIDE) for name in dict.fromkeys(loss.article for loss in losses)
    }
    width = max(len("article"), *map(len, named.values()))
    lines = ["", " ".join([f"{'article':{width}}", *(f"{name:>6}" for name in formats)])]
    for name, shown in named.items():
        cells = [str(counts[name, format_name]) for format_name in formats]
        lines.append(" ".join([f"{shown:{width}}", *(f"{cell:>6}" for cell in cells)]))
    return lines


def _count(counts: Counter[tuple[str, str]], name: str, kind: str) -> str:
    return "n/a" if kind in NOT_CARRIED.get(name, ()) else str(counts[name, kind])


def line(loss: Loss) -> str:
    """One loss: format, kind, what happened, the words, where in the source and where in the file."""
    where = [f"{_near(loss, 'pos')}source line {loss.pos.line}"] if loss.pos else []
    where += [_near(loss, "place") + described(loss.place, loss.format)] if loss.place else []
    words = f"{joint(loss)}“{printable(loss.text)}”" if loss.text else ""
    place = f" ({printable(', '.join(where))})" if where else ""
    return f"{loss.format}: {loss.kind} {loss.change}: {printable(loss.message)}{words}{place}"


def joint(loss: Loss) -> str:
    """What stands between a loss's message and the words it is about: those words are the loss, or it is in them."""
    return ": " if loss.message.endswith(WHOLE) else " in "


def _near(loss: Loss, name: str) -> str:
    return "after " if loss.near == name else ""


def as_dict(loss: Loss) -> dict[str, object]:
    """A loss as JSON-ready data. ``near`` names which of ``source`` and ``file`` is only that of what stands before."""
    data: dict[str, object] = {
        "format": loss.format,
        "kind": loss.kind,
        "change": loss.change,
        "message": loss.message,
    }
    if loss.article:
        data["article"] = loss.article
    if loss.text:
        data["text"] = loss.text
    if loss.pos:
        data["source"] = {"line": loss.pos.line, "column": loss.pos.column}
    if loss.place:
        data["file"] = as_data(loss.place, loss.format)
    if loss.near:
        data["near"] = {"pos": "source", "place": "file"}[loss.near]
    return data


def as_json(losses: Sequence[Loss], formats: Sequence[str]) -> str:
    """All losses as one JSON object, with what each format cannot carry and why."""
    data = {
        "formats": list(formats),
        "losses": [as_dict(loss) for loss in losses],
        "not_carried": {name: NOT_CARRIED.get(name, {}) for name in formats},
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
