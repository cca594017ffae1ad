"""A publisher's own blocks: a block type → what it is, declared in the settings, or a function that makes it.

``exporter.toml`` declares which field is the speaker, the caption, the words; the library takes functions as well, and
so does the entry point group ``exporter.cms_blocks``. What is here wins over every name that is known without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from exporter import plugins
from exporter.errors import UsageError

KINDS = frozenset(
    "aside note tip warning sidebar related pullquote quote picture gallery embed code table heading standfirst "
    "paragraph list button details rule words columns footnote nothing".split()
)
"""What a block can be declared to be."""

PARTS = frozenset(
    "words title speaker role caption credit alt picture address code language items button level decorative".split()
)
"""The parts of a block that a declaration can name the field of."""

POINTS = "exporter.cms_blocks"

BlockFunction: TypeAlias = Callable[[Mapping[str, Any], Any], Any]


@dataclass(frozen=True, slots=True)
class Declared:
    """A block as its publisher declared it: what it ``is``, and for each part the fields that hold it."""

    kind: str
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnBlocks:
    """All blocks that a publisher declared, by type."""

    table: Mapping[str, Declared | BlockFunction] = field(default_factory=dict)

    def of(self, kind: str) -> Declared | BlockFunction | None:
        """What was declared of the block type ``kind``; None for nothing."""
        found = self.table.get(kind)
        if found is None and kind in plugins.names(POINTS):
            found = plugins.load(POINTS, kind)
        return found


def own_blocks(table: Mapping[str, Any], place: str = "cms.blocks") -> OwnBlocks:
    """The blocks of a table as settings and the library give it. Raises UsageError naming what is wrong in it."""
    return OwnBlocks({kind: _declared(held, f"{place}.{kind}") for kind, held in table.items()})


def _declared(held: Any, place: str) -> Declared | BlockFunction:
    if callable(held):
        return held  # type: ignore[no-any-return]  # a publisher's function
    if isinstance(held, str):
        held = {"is": held}
    if not isinstance(held, Mapping):
        raise UsageError(f'{place}: is not a table; write what the block is, as in is = "aside"')
    kind = held.get("is", "")
    parts: dict[str, tuple[str, ...]] = {}
    for part, names in held.items():
        if part == "is":
            continue
        if part not in PARTS:
            raise UsageError(
                f"{place}: “{part}” is not a setting of a block; choose one of is, {', '.join(sorted(PARTS))}"
            )
        listed = (names,) if isinstance(names, str) else tuple(names) if isinstance(names, list | tuple) else ()
        if not listed or not all(isinstance(name, str) and name for name in listed):
            raise UsageError(f"{place}.{part}: give the name of a field, or a list of names")
        parts[part] = listed
    kind = kind or _guessed(parts)
    if kind not in KINDS:
        raise UsageError(f"{place}.is: “{kind}” is not a kind of block; choose one of {', '.join(sorted(KINDS))}")
    return Declared(kind, parts)


def _guessed(parts: Mapping[str, Any]) -> str:
    """What a block is of which only parts were named."""
    for part, kind in (("speaker", "quote"), ("picture", "picture"), ("address", "embed"), ("code", "code")):
        if part in parts:
            return kind
    return "aside" if "title" in parts else "words"
