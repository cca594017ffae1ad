"""JSON whose objects know where in the source they began, so that a finding names the line of the block it is about.

The standard library's decoder tells no places; its pure-Python scanner lets each object's beginning be kept.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from json import decoder, scanner
from typing import Any

from exporter.errors import InputError
from exporter.position import Position


class Item(dict[str, Any]):
    """A JSON object, and the offset in the text where it began (-1 where that is not known)."""

    __slots__ = ("offset",)

    def __init__(self, held: Any = (), offset: int = -1) -> None:
        super().__init__(held)
        self.offset = offset


class _Decoder(json.JSONDecoder):
    """The standard decoder, with every object an ``Item``."""

    def __init__(self) -> None:
        super().__init__()
        self.parse_object = self._object
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]  # not in the stubs

    @staticmethod
    def _object(begun: tuple[str, int], *rest: Any) -> tuple[Item, int]:
        held, end = decoder.JSONObject(begun, *rest)  # type: ignore[attr-defined]  # not in the stubs
        return Item(held, begun[1] - 1), end


def offset_of(item: Any) -> int:
    """Where an item began; -1 where that is not known."""
    return item.offset if isinstance(item, Item) else -1


def load(text: str, name: str) -> Any:
    """The value that ``text`` is. Raises InputError naming ``name`` and the place of what is not JSON."""
    try:
        return _Decoder().decode(text)
    except json.JSONDecodeError as error:
        place = f"{error.lineno}:{error.colno}"
        raise InputError.at(name, place, f"is not JSON: {error.msg}; correct it") from None
    except RecursionError:
        raise InputError(f"{name}: is nested too deeply; nest less deeply") from None
    except ValueError:  # a whole number of more digits than Python converts
        raise InputError(f"{name}: holds a number too long to be read; shorten it") from None


class Lines:
    """From offsets in a text to lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]

    def position(self, offset: int) -> Position | None:
        """The place of ``offset``; None where it is not known."""
        if offset < 0:
            return None
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)


def listed(value: Any) -> list[Any]:
    """A value that should be a list; [] for any other: exports are edited by hand, and by other programs."""
    return value if isinstance(value, list) else []


def objects(value: Any) -> list[Any]:
    """The objects in a value that should be a list of them."""
    return [item for item in listed(value) if isinstance(item, dict)]
