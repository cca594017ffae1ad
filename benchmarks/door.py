"""What the library's door costs: many conversions in one process, beside the bare pipeline and the command's batch.

    python benchmarks/door.py [COUNT]

Prints processor time an article and the ratio, and how much memory the process holds after each tenth. ``--write`` puts
the figures into docs/embedding.md.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import exporter
from exporter.batch import many
from exporter.bounds.watch import processor_seconds, resident_bytes
from exporter.run.pipeline import ReadOptions, read_bytes
from exporter.run.rendering import write_all
from exporter.writers import WriteOptions

ROOT = Path(__file__).resolve().parent.parent
SOURCE = (ROOT / "fixtures" / "articles" / "letter.md").read_bytes()
FORMATS = ("pdf", "epub", "docx")
MIB = 1 << 20
NOTE = """

Measured by `benchmarks/door.py`. What the text layout library keeps of each PDF does not add up in a pool: its workers
are renewed."""


def bare() -> None:
    """The pipeline without the door."""
    article = read_bytes(SOURCE, "letter.md", ReadOptions())
    write_all(article, "letter.md", FORMATS, WriteOptions())


def door() -> None:
    """The same through the door."""
    exporter.render(exporter.open_article(SOURCE, name="letter.md"), FORMATS)


def batch(count: int) -> float:
    """Processor seconds an article of the command's batch, in one process, files and all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [folder / f"{number}.md" for number in range(count)]
        for source in sources:
            source.write_bytes(SOURCE)
        plan = many.plan([str(source) for source in sources], FORMATS, None, None, ReadOptions(), WriteOptions())
        began = processor_seconds()
        done = sum(outcome.conversion is not None for outcome in many.run(plan, 1))
        assert done == count
        return (processor_seconds() - began) / count


def cost(act: Callable[[], None], count: int) -> float:
    """Processor seconds of one call."""
    began = processor_seconds()
    for _ in range(count):
        act()
    return (processor_seconds() - began) / count


def main() -> None:
    """Measure, print, and write when asked to."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    count = int(words[0]) if words else 1000
    for act in (bare, door):  # what is loaded once is no cost of a call
        cost(act, 3)
    without = cost(bare, count // 5)
    held, through, began = [resident_bytes() / MIB], 0.0, time.monotonic()
    for _ in range(10):
        through += cost(door, count // 10) / 10
        held.append(resident_bytes() / MIB)
    passed = time.monotonic() - began
    together = batch(count // 5)
    lines = [
        f"* {count:,} conversions of a letter to {', '.join(FORMATS)} in one process: {through * 1000:.0f} ms of "
        f"processor time each through the door, {without * 1000:.0f} ms without it (ratio {through / without:.2f}), "
        f"{together * 1000:.0f} ms in the command's batch, which also writes the files.",
        f"* Memory of the process: {held[0]:.0f} MiB before, {held[5]:.0f} MiB after half of them, {held[10]:.0f} MiB "
        f"after all ({passed:.0f} s on {os.cpu_count()} shared processors).",
    ]
    print("\n".join(lines))
    if "--write" in sys.argv:
        page = ROOT / "docs" / "embedding.md"
        mark = r"(<!-- figures -->\n).*?(<!-- end of figures -->)"
        text = "\n".join(textwrap.fill(line, 120, subsequent_indent="  ") for line in lines) + NOTE
        page.write_text(
            re.sub(mark, rf"\g<1>\n{text}\n\n\2", page.read_text(encoding="utf-8"), flags=re.DOTALL), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
