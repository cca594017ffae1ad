"""A place in a source: the one thing that nodes, findings and errors all know."""

from __future__ import annotations

from exporter.records import record


@record
class Position:
    """A place in the source: line and column, both counted from 1, the column in code points.

    ``file`` is the article it is in, where several stand in one publication; "" for the only one.
    """

    line: int
    column: int = 1
    file: str = ""
