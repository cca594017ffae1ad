"""The file that PlutoBook writes, taken apart: its objects, pages and fonts (ISO 32000-1, 7.5).

cairo writes it with a cross-reference stream and object streams, so that where each object begins is known and nothing
is searched for in the data. It reads what cairo writes and nothing else: any other file is a Misfit.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from exporter.writers.pdf.engines.pluto.misfit import Misfit

_REFERENCE = re.compile(rb"(\d+) 0 R\b")
_STREAM = re.compile(rb">>\s*stream\r?\n")


@dataclass(frozen=True, slots=True)
class Item:
    """An object as it is written: its text (a stream's dictionary), and a stream's data as they are in the file."""

    text: bytes
    data: bytes | None = None

    def number(self, key: str) -> int:
        """The number of the object that an entry refers to. Raises Misfit when there is no such entry."""
        if found := re.search(rb"/%s (\d+) 0 R\b" % key.encode(), self.text):
            return int(found[1])
        raise Misfit(f"PlutoBook's file has no /{key} where one is needed")

    def numbers(self, key: str) -> list[int]:
        """The numbers of the objects in an array of references; none where there is no such entry."""
        found = re.search(rb"/%s \[([^\]]*)\]" % key.encode(), self.text)
        return [int(number) for number in _REFERENCE.findall(found[1])] if found else []

    def floats(self, key: str) -> list[float]:
        """The numbers of an array."""
        found = re.search(rb"/%s \[([^\]]*)\]" % key.encode(), self.text)
        return [float(number) for number in found[1].split()] if found else []

    def content(self) -> bytes:
        """A stream's data, inflated."""
        if self.data is None:
            raise Misfit("PlutoBook's file has no stream where one is needed")
        return zlib.decompress(self.data) if b"/FlateDecode" in self.text else self.data


class File:
    """The objects of a file by number."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._packed: dict[int, dict[int, Item]] = {}
        try:
            start = int(data[data.rindex(b"startxref") :].split()[1])
            self._places, self._starts = self._read_places(start)
        except (ValueError, IndexError, zlib.error) as error:
            raise Misfit(f"PlutoBook's file cannot be read: {error}") from error

    def _read_places(self, start: int) -> tuple[dict[int, tuple[int, int, int]], list[int]]:
        table = self._at(start, len(self.data))
        widths = [int(width) for width in table.floats("W")]
        rows, (first, second, step) = table.content(), accumulate(widths)
        number = int.from_bytes
        places = {
            at // step: (
                number(rows[at : at + first], "big"),
                number(rows[at + first : at + second], "big"),
                number(rows[at + second : at + step], "big"),
            )
            for at in range(0, len(rows) - step + 1, step)
        }
        starts = sorted([*(place for kind, place, _ in places.values() if kind == 1), len(self.data)])
        root = re.search(rb"/Root (\d+) 0 R", table.text)
        self.root = int(root[1]) if root else -1
        return places, starts

    def _at(self, start: int, end: int) -> Item:
        body = self.data[start:end]
        body = body[body.index(b"obj") + 3 :]
        found = _STREAM.search(body)
        if found is None or b"endobj" in body[: found.start()]:
            return Item(body[: body.rindex(b"endobj")].strip())
        text = body[: found.start() + 2].strip()
        length = re.search(rb"/Length (\d+)( 0 R)?", text)
        if length is None:
            raise Misfit("PlutoBook's file has a stream without length")
        size = int(self.item(int(length[1])).text) if length[2] else int(length[1])
        return Item(text, body[found.end() : found.end() + size])

    def item(self, number: int) -> Item:
        """The object of this number."""
        kind, place, _ = self._places.get(number, (0, 0, 0))
        if kind == 1:
            after = self._starts[bisect_right(self._starts, place)]
            return self._at(place, after)
        if kind == 2:
            if place not in self._packed:
                self._packed[place] = dict(self._unpack(self.item(place)))
            return self._packed[place][number]
        raise Misfit(f"PlutoBook's file has no object {number}")

    def _unpack(self, holder: Item) -> Iterator[tuple[int, Item]]:
        body = holder.content()
        first = int(re.search(rb"/First (\d+)", holder.text)[1])  # type: ignore[index]
        places = [int(word) for word in body[:first].split()]
        ends = [*places[3::2], len(body) - first]
        for number, start, end in zip(places[::2], places[1::2], ends, strict=True):
            yield number, Item(body[first + start : first + end].strip())

    def pages(self) -> list[Item]:
        """The pages in order."""
        return self._kids

    @cached_property
    def _kids(self) -> list[Item]:
        return [self.item(number) for number in self.item(self.item(self.root).number("Pages")).numbers("Kids")]
