"""What our tagging costs: one book by bare WeasyPrint, by WeasyPrint with its own tags, by exporter and by Typst.

Processor time, not time by the clock, of the making alone; kinds in turn, two processes at a time, so that what else
the machine does hits all alike. Growth is told by tagging's own seconds, and by all that is not layout (painting,
tagging, writing), because layout is the same work in all and would drown it.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypandoc

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import big  # noqa: E402  # the project's folder is not on the path of a script

ROUNDS = {10: 5, 100: 3, 300: 2, 1000: 1}
"""How often each size is measured: the shorter, the noisier."""
COMPARED = 300
GROWTH = (100, 1000)
"""The sizes between which a page must cost the same."""
KINDS = {
    "plain": "WeasyPrint, no tags",
    "tagged": "WeasyPrint, its own tags",
    "ours": "exporter",
    "typst": "Typst, its own tags",
}
Verdict = Callable[..., None]


@dataclass(frozen=True)
class Sample:
    """One finished PDF: processor seconds (of which layout, tagging), size in bytes, peak memory in MiB, pages."""

    cpu: float
    layout: float
    tagging: float
    bytes: int
    memory: float
    pages: int

    @property
    def rest(self) -> float:
        """Seconds that are not layout."""
        return self.cpu - self.layout


class Book:
    """A book of a size, in the form that each kind takes."""

    def __init__(self, folder: Path, pages: int) -> None:
        self.size = pages
        self.markdown = big.write(folder, pages)
        self.page = self.markdown.with_suffix(".page")
        self.typst = self.markdown.with_suffix(".typ")
        subprocess.run([*_child(), "keep", self.markdown, self.page], check=True)
        subprocess.run([pypandoc.get_pandoc_path(), "-s", "-o", self.typst, self.markdown], check=True, cwd=folder)
        self.samples: dict[str, list[Sample]] = {}

    def measure(self, kind: str) -> None:
        """Make it once more as ``kind``."""
        source = {"ours": self.markdown, "typst": self.typst}.get(kind, self.page)
        target = self.markdown.with_name(f"{self.size}-{kind}.pdf")
        done = subprocess.run([*_child(), kind, source, target], check=True, capture_output=True, text=True)
        with pikepdf.open(target) as pdf:
            self.samples.setdefault(kind, []).append(Sample(**json.loads(done.stdout), pages=len(pdf.pages)))

    def middle(self, kind: str, figure: Callable[[Sample], float]) -> float:
        """The median of a figure."""
        return statistics.median(map(figure, self.samples[kind]))

    def least(self, kind: str, figure: Callable[[Sample], float]) -> float:
        """The least of a figure."""
        return min(map(figure, self.samples[kind]))


def _child() -> Sequence[str | Path]:
    return [sys.executable, ROOT / "benchmarks" / "one_pdf.py"]


def _turns() -> Iterator[tuple[int, str]]:
    """Sizes and kinds in the order in which they are measured: the long ones first, so that none runs alone."""
    for size in sorted(ROUNDS, reverse=True):
        for _ in range(ROUNDS[size]):
            yield from ((size, kind) for kind in KINDS if size == COMPARED or kind in ("plain", "ours"))


def measure(folder: Path, processors: int, verdict: Verdict) -> None:
    """Make every book in every way and print what it cost."""
    books = {size: Book(folder, size) for size in ROUNDS}
    with ThreadPoolExecutor(min(2, processors)) as pool:
        list(pool.map(lambda turn: books[turn[0]].measure(turn[1]), _turns()))
    compared(books[COMPARED], verdict)
    growth(list(books.values()), verdict)


def compared(book: Book, verdict: Verdict) -> None:
    """The kinds side by side on one book."""
    print(f"\nA book of {COMPARED} pages as PDF; median and least of {ROUNDS[COMPARED]} rounds")
    print(f"{'':30}{'CPU s':>8} {'least':>8} {'pages':>6} {'ms/page':>8} {'KiB':>8} {'MiB':>8}")
    for kind, name in KINDS.items():
        cpu, pages = book.middle(kind, lambda one: one.cpu), book.middle(kind, lambda one: one.pages)
        size, memory = book.middle(kind, lambda one: one.bytes / 1024), book.middle(kind, lambda one: one.memory)
        least = book.least(kind, lambda one: one.cpu)
        print(f"{name:30}{cpu:8.2f} {least:8.2f} {pages:6.0f} {1000 * cpu / pages:8.1f} {size:8.0f} {memory:8.0f}")
    alike = {book.samples[kind][0].pages for kind in ("plain", "tagged", "ours")}
    if len(alike) != 1:
        print(f"MISSED the same layout in all that use WeasyPrint: pages differ, {sorted(alike)}")
    extra = book.middle("ours", lambda one: one.cpu) / book.middle("tagged", lambda one: one.cpu)
    verdict("CPU of ours against WeasyPrint's with its tags", extra, 1.15, least=False)
    size = book.middle("ours", lambda one: one.bytes) / book.middle("tagged", lambda one: one.bytes)
    verdict("bytes of ours against WeasyPrint's with its tags", size, 1.0, least=False)


def growth(books: Sequence[Book], verdict: Verdict) -> None:
    """What a page costs as books grow: to WeasyPrint, to us, without layout, and in tagging alone."""
    print("\nCPU milliseconds a page; “rest” is all but layout: painting, tagging, writing")
    print(f"{'pages':>8} {'WeasyPrint':>12} {'rest':>8} {'exporter':>12} {'rest':>8} {'tagging':>8}")
    rest: dict[int, float] = {}
    tagging: dict[int, float] = {}
    for book in books:
        pages = book.middle("ours", lambda one: one.pages)
        plain, ours = (1000 * book.least(kind, lambda one: one.cpu) / pages for kind in ("plain", "ours"))
        bare, rest[book.size] = (1000 * book.least(kind, lambda one: one.rest) / pages for kind in ("plain", "ours"))
        tagging[book.size] = 1000 * book.least("ours", lambda one: one.tagging) / pages
        cells = f"{plain:12.1f} {bare:8.2f} {ours:12.1f} {rest[book.size]:8.2f} {tagging[book.size]:8.2f}"
        print(f"{pages:8.0f} {cells}")
    short, long = GROWTH
    verdict(f"tagging a page at {long} pages against {short}", tagging[long] / tagging[short], 1.15, least=False)
    verdict(f"all but layout a page at {long} pages against {short}", rest[long] / rest[short], 1.15, least=False)


if __name__ == "__main__":
    sys.exit("make bench runs this")
