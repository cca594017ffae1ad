"""The census of plain text: its letters and figures, line by line."""

from __future__ import annotations

import re

from exporter.census.counted import Census, Counting, Stretch

_NUMBER = re.compile(r"^\s*(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.):\]])\s")


def count(counting: Counting) -> Census:
    """The census of a plain text: every line is a stretch; the mark of an item may be read as its number."""
    census = Census()
    for number, line in enumerate(counting.text.split("\n"), 1):
        if not line or line.isspace():
            continue
        if mark := _NUMBER.match(line):
            census.doubtful.append(mark[0])
            line = line[mark.end() :]
        census.stretches.append(Stretch(line, number))
    return census
