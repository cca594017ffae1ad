"""Ids of elements: NCNames of ASCII letters, each once (EPUB 3.3, 6.1: content documents are XML).

Every reading system can link to such names. Who asks first gets the name that was wished for.
"""

from __future__ import annotations

import re
from dataclasses import field

from exporter.records import record

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


@record
class Ids:
    """The ids that have been given so far, and how often each was wished for."""

    _given: set[str] = field(default_factory=set)
    _tried: dict[str, int] = field(default_factory=dict)

    def claim(self, wish: str) -> str:
        """An id like ``wish`` that no other element has."""
        base = _UNSAFE.sub("-", wish).strip("-.") or "id"
        if not (base[0].isalpha() or base[0] == "_"):
            base = f"id-{base}"
        name, count = base, self._tried.get(base, 1)
        while name in self._given:
            count += 1
            name = f"{base}-{count}"
        self._tried[base] = count
        self._given.add(name)
        return name
