"""What proof costs: the CPU time of reading three files back and comparing them, beside that of writing them.

``make bench-prove``. Both are measured in one process, in turn, as parts of ``exporter convert --prove``; what is
loaded once (fonts, styles, modules) is loaded before. The reach: proving takes less than writing, for every article.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from exporter.model import Cell, Document, Metadata, Paragraph, Row, Table, TableBody, Text
from exporter.run.pipeline import ReadOptions, read_article
from exporter.run.prove import prove
from exporter.run.rendering import write_all
from exporter.run.results import Article, Rendering
from exporter.writers import WriteOptions

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("pdf", "epub", "docx")
ROUNDS = 3
REACH = 1.0


def articles() -> dict[str, Article]:
    """The fixtures, and a table of a thousand rows."""
    folder = ROOT / "fixtures" / "articles"
    names = sorted(path for path in folder.iterdir() if path.suffix in (".md", ".txt", ".html"))
    found = {path.name: read_article(path, ReadOptions()) for path in names if path.name != "README.md"}
    return found | {"a table of 1,000 rows": Article(long_table(1_000), ())}


def long_table(rows: int) -> Document:
    """A document that is one long table."""

    def cell(text: str, *, header: bool = False) -> Cell:
        return Cell((Paragraph((Text(text),)),), header, "col" if header else "")

    head = Row(tuple(cell(f"Column {number}", header=True) for number in range(4)))
    body = TableBody(tuple(Row(tuple(cell(f"{row}.{number}") for number in range(4))) for row in range(rows)))
    caption = (Text("Many rows"),)
    return Document(
        metadata=Metadata(title="T", lang="en"), title=(Text("T"),), blocks=(Table((body,), (head,), caption=caption),)
    )


def seconds(work: Callable[[], object]) -> float:
    """The CPU seconds of one piece of work."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def write(article: Article) -> Rendering:
    """All three files."""
    return write_all(article, "article", FORMATS, WriteOptions())


def measure(article: Article) -> tuple[float, float, int]:
    """CPU seconds of writing and of proving, medians of some rounds, and how many losses the proof found."""
    writing, proving = [], []
    losses = 0
    for _ in range(ROUNDS):
        made: list[Rendering] = []
        writing.append(seconds(lambda made=made: made.append(write(article))))  # type: ignore[misc]
        files = [(item.format, item.data) for item in made[0].files]
        found = []
        proving.append(
            seconds(lambda found=found, files=files: found.append(prove(article.document, files, "article")))
        )  # type: ignore[misc]
        losses = len(found[0].losses)
    return statistics.median(writing), statistics.median(proving), losses


def main() -> int:
    """Measure and print; 1 when the reach is missed."""
    gc.freeze()
    gc.set_threshold(50_000, 5, 5)  # as a worker does
    everything = articles()
    first = next(iter(everything.values()))
    prove(first.document, [(item.format, item.data) for item in write(first).files], "article")  # loads what is used
    print(f"{'CPU seconds, median of ' + str(ROUNDS):36} {'write':>7} {'prove':>7} {'ratio':>6} {'losses':>6}")
    worst = 0.0
    for name, article in everything.items():
        writing, proving, losses = measure(article)
        worst = max(worst, proving / writing)
        print(f"{name:36} {writing:7.3f} {proving:7.3f} {proving / writing:6.2f} {losses:6}")
    met = worst < REACH
    print(
        f"{'met   ' if met else 'MISSED'} proving against writing, the dearest article: {worst:.2f} (reach < {REACH})"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
