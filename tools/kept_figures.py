"""Figures that are kept in docs/tests.md: each table there stands between two marks that name it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "tests.md"


def rows(name: str) -> dict[str, str]:
    """The rows of the table ``name`` as they stand, each by its first cell."""
    body = _table(name)[1]
    return {line.split("|")[1].strip(): line for line in body.splitlines()[2:] if line.startswith("|")}


def keep(name: str, lines: Iterable[str]) -> None:
    """Write the rows of the table ``name`` anew, below the head that it has."""
    before, body, after = _table(name)
    head = body.strip().splitlines()[:2]
    PAGE.write_text(before + "\n".join(["", *head, *lines, ""]) + after, encoding="utf-8")


def _table(name: str) -> tuple[str, str, str]:
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"(?s)(.*<!-- {name} -->)(.*)(<!-- end of {name} -->.*)", text)
    if found is None:
        raise SystemExit(f"{PAGE}: has no table {name}")
    return found[1], found[2], found[3]
