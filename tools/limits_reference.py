"""Writes docs/reference/limits.md from ``exporter.bounds.gate.Limits``: python tools/limits_reference.py."""

from __future__ import annotations

from pathlib import Path

from exporter.bounds.gate import reference

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "limits.md"
HEAD = """# Limits

What one article, or one finished file that is read back, may cost. What passes a limit is refused with exit code 3 and
one line that names the limit; a picture that passes one is left out and reported, and its alternative text stays; what
is nested too deeply is flattened and reported.

Every command takes `--limit NAME=NUMBER`, as often as needed. In `exporter.toml`:

    limit = ["pages=5000", "seconds=120"]

In Python it is a keyword of every function: `exporter.convert("a.md", limits={"pages": 5000})`, or
`limits=exporter.Limits(pages=5000)`.

| limit | default | what it bounds |
|---|---|---|
"""
FOOT = """
Where files may be read from: the article's folder and below, after links are resolved; `--root FOLDER` names another.
Which addresses are read: relative ones and `data:`. No option opens the network.

`seconds` counts processor time, so that a busy machine refuses nothing that an idle one takes. For a long article, and
for a finished file of more than 200,000 bytes, it is allowed again for each 200,000, up to a hundred times.
`memory_bytes` grows by a quarter of itself for each 200,000, up to four times itself: a book of 1,000 pages needs no
option, on either engine. What the process of the fast engine uses counts with it, and on Linux that process may take
no more than is left: where it needs more it fails, and WeasyPrint sets the PDF. Both are looked at twenty times a
second, on POSIX systems, in a process's main thread, which the command line and its workers always are; a function of
the library that is called in another thread does its work in a worker process ([in a program of your
own](../embedding.md)). What waits without working is ended after twenty times the seconds by the clock. The command
line and the workers also bound their address space to four times `memory_bytes` and what it has grown by.
"""


def page() -> str:
    """The whole page."""
    rows = "".join(f"| `{name}` | {default:,} | {means} |\n" for name, default, means in reference())
    return HEAD + rows + FOOT


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
