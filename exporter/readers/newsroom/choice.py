"""Which of several articles in one file is wanted: the only one, or the one that ``--from FORMAT:NUMBER`` names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from exporter.errors import InputError
from exporter.readers import Source

MOST_LISTED = 20
Held = TypeVar("Held")


def chosen(source: Source, format_name: str, items: Sequence[tuple[str, Held]]) -> Held:
    """The item that is wanted of ``items`` (title and item each). Raises InputError for several when none is named."""
    if not items:
        raise InputError(f"{source.name}: contains no article; there is nothing to convert")
    count = len(items)
    if source.item > count:
        many = f"{count} article{'' if count == 1 else 's'}"
        message = f"{source.name}: has {many} but no number {source.item}; choose another"
        raise InputError(message, data={"articles": count})
    if source.item:
        return items[source.item - 1][1]
    if count > 1:
        listed = "; ".join(f"{number} {title[:60]}" for number, (title, _) in enumerate(items[:MOST_LISTED], 1))
        more = " …" if count > MOST_LISTED else ""
        said = f"has {count} articles; say which with --from {format_name}:NUMBER: {listed}{more}"
        raise InputError(f"{source.name}: {said}")
    return items[0][1]
