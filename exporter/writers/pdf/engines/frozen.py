"""Objects of a finished file, whose bytes are made once: they are asked for to hash the file and again to write it."""

from __future__ import annotations

from typing import Any

import pydyf


class _Frozen(pydyf.Object):  # type: ignore[misc]
    """An object whose bytes are made once: they are asked for to hash the file and again to write it."""

    def __init__(self, source: Any) -> None:
        super().__init__()
        self.number, self.generation, self.free = source.number, source.generation, source.free
        self.data_once: bytes = source.data
        self.can_be_packed: bool = source.compressible

    @property
    def data(self) -> bytes:
        return self.data_once

    @property
    def compressible(self) -> bool:
        return self.can_be_packed


def freeze(pdf: Any) -> None:
    """Make the bytes of all objects, which must not change any more."""
    pdf.objects[:] = [item if item.free == "f" else _Frozen(item) for item in pdf.objects]
