"""Zip packages written again with other bytes in some parts: same order, same dates, same way of packing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from exporter.bounds.packages import Package
from exporter.repair.change import Change, Made
from exporter.repair.markup import Markup, NotEditable


@dataclass(slots=True)
class Edits:
    """A package being repaired: its bytes, and what is edited in which part.

    ``changes`` is what has been made another, ``asks`` what a person would have to decide, ``added`` are new parts.
    """

    package: Package
    name: str
    data: bytes = field(repr=False)
    changes: list[Change] = field(default_factory=list, init=False)
    asks: list[str] = field(default_factory=list, init=False)
    edited: dict[str, Markup] = field(default_factory=dict, init=False)
    added: dict[str, bytes] = field(default_factory=dict, init=False)
    refused: set[str] = field(default_factory=set, init=False)

    def markup(self, part: str, root: Any) -> Markup | None:
        """The markup of a part; None, said once, for one whose bytes cannot be edited."""
        if part not in self.edited:
            try:
                self.edited[part] = Markup.of(self.package.read(part), root)
            except NotEditable:
                if part not in self.refused:
                    self.asks.append(f"“{part}” is not in UTF-8, or declares entities; nothing is written into it")
                self.refused.add(part)
                return None
        return self.edited[part]

    def made(self, before: Made) -> Made:
        """The copy with all edits, on top of what was made ``before``."""
        parts = {part: markup.done() for part, markup in self.edited.items() if markup.put} | self.added
        asks = (*before.open, *(one for one in self.asks if one not in before.open))
        whole = rewritten(self.package, parts) if parts else self.data
        return Made(whole, (*before.changes, *self.changes), asks, before.parts | parts.keys())


def rewritten(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The package with the parts in ``changed`` replaced, and new ones at its end; the same bytes every time."""
    out = io.BytesIO()
    changed = {package.spelled(name) or name: data for name, data in changed.items()}
    with zipfile.ZipFile(out, "w") as made:
        for entry in package.archive.infolist():
            info = zipfile.ZipInfo(entry.filename, entry.date_time)
            info.external_attr, info.create_system = entry.external_attr, entry.create_system
            stored = entry.compress_type == zipfile.ZIP_STORED
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            data = b"" if entry.is_dir() else changed.get(entry.filename) or package.read(entry.filename)
            made.writestr(info, data)
        for name in changed.keys() - package.names:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, changed[name])
    return out.getvalue()
