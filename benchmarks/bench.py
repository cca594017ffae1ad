"""Whole processes side by side in one run: exporter as installed, beside pandoc (DOCX, EPUB) and pandoc with Typst.

``make bench`` runs all slices, ``make bench SLICES="cold batch"`` some: each takes a few minutes, adds what it measured
to ``build/bench.jsonl`` and prints its rows; ``SLICES=table`` prints all that are there, as docs/benchmarks.md has
them. Every figure is of finished processes as users run them, by the operating system's own accounting (CPU seconds of
the process and of those it started; peak resident memory of the largest). Machines are noisy: look at ratios.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import installed
import made
import pikepdf
import pypandoc
import tagging

ROOT = Path(__file__).resolve().parent.parent
PANDOC = pypandoc.get_pandoc_path()
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
"""Typst tags its PDF without being asked; what pandoc writes for it does not meet its own PDF/UA-1 check."""
ROUNDS = int(os.environ.get("ROUNDS", "5"))
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
KEPT = ROOT / "build" / "bench.jsonl"
ALL = ("docx", "epub", "pdf")
BY_WEASYPRINT = "all extras, `--engine weasyprint`"
ON_ONE_CORE = (
    "import os, sys; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]); os.execv(sys.argv[1], sys.argv[1:])"
)


@dataclass(frozen=True)
class Cost:
    """What one or more processes cost: CPU and wall seconds, peak memory in MiB of the largest."""

    cpu: float
    wall: float
    memory: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.cpu + other.cpu, self.wall + other.wall, max(self.memory, other.memory))


@dataclass(frozen=True)
class Row:
    """One comparison: what was done, by which of ours, both costs, and the pages of both PDFs."""

    slice: str
    label: str
    by: str
    ours: Cost
    theirs: Cost
    pages: str = ""

    def cells(self) -> str:
        """The row as docs/benchmarks.md has it: ratios ours / peers'."""
        pairs = ((self.ours.cpu, self.theirs.cpu), (self.ours.wall, self.theirs.wall))
        ratios = [f"{a / b:.2f} ×" for a, b in (*pairs, (self.ours.memory, self.theirs.memory))]
        return f"| {self.label} | {self.by} | {' | '.join(ratios)} | {self.pages} |"


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run one command to its end. Raises CalledProcessError when it fails."""
    begin = time.perf_counter()
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - begin, usage.ru_maxrss / unit)


class Bench:
    """The programs, the folder of the work, and the rows so far."""

    def __init__(self, work: Path) -> None:
        self.work, self.pythons, self.rows = work, installed.install(), list[Row]()

    def ours(
        self, paths: Sequence[Path], formats: Sequence[str] = ALL, engine: str = "auto", kind: str = "whole"
    ) -> Cost:
        """All of ``formats`` by one process of exporter."""
        command = [self.pythons[kind], "-m", "exporter", "convert", *map(str, paths)]
        more = ["--engine", engine] if "pdf" in formats else []
        out = ["--to", ",".join(formats), "--out-dir", str(self.work / "ours"), "--quiet"]
        return run([*command, *out, *more], self.work)

    def peers(self, path: Path, formats: Sequence[str] = ALL) -> Cost:
        """A process for each format, as users run them: pandoc, and Typst on what pandoc writes for it."""
        out = self.work / "peers"
        out.mkdir(exist_ok=True)
        cost = Cost(0, 0, 0)
        for name in formats:
            target = str(out / f"{path.stem}.{name}")
            if name != "pdf":
                cost += run([PANDOC, "-s", "-o", target, str(path)], self.work)
                continue
            source = str(path.with_suffix(".typ"))
            cost += run([PANDOC, "-s", "-o", source, str(path)], self.work)
            cost += run([sys.executable, "-c", TYPST, source, target], self.work)
        return cost

    def compare(self, slice: str, label: str, path: Path, rounds: int, formats: Sequence[str] = ALL) -> None:
        """Rows for the default, for WeasyPrint, and without the extras, in turn with the peers."""
        kinds: dict[str, Callable[[], Cost]] = {"all extras": lambda: self.ours([path], formats)}
        if "pdf" in formats:
            kinds[BY_WEASYPRINT] = lambda: self.ours([path], formats, "weasyprint")
        kinds["no extras"] = lambda: self.ours([path], formats, kind="bare")
        found: dict[str, list[Cost]] = {}
        pages: dict[str, str] = {}
        for number in range(rounds + (rounds > 1)):
            for name, measure in {**kinds, "": lambda: self.peers(path, formats)}.items():
                cost = measure()
                if number or rounds == 1:  # the first of several rounds is not counted
                    found.setdefault(name, []).append(cost)
                if "pdf" in formats:
                    pages[name] = str(_pages(self.work / ("ours" if name else "peers") / f"{path.stem}.pdf"))
        theirs = median(found.pop(""))
        for name, costs in found.items():
            self.add(Row(slice, label, name, median(costs), theirs, f"{pages[name]}, {pages['']}" if pages else ""))

    def add(self, row: Row) -> None:
        """Print a row and keep it."""
        self.rows.append(row)
        print(row.cells(), flush=True)
        KEPT.parent.mkdir(exist_ok=True)
        with KEPT.open("a", encoding="utf-8") as kept:
            kept.write(json.dumps(asdict(row)) + "\n")


def _pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("cpu", "wall", "memory")))


# --- slices -----------------------------------------------------------------------------------------------------------


def cold(bench: Bench) -> None:
    """One article, one run, three formats."""
    for words in (50, 800, 3500):
        path = made.write(bench.work / f"a{words}.md", words)
        bench.compare("cold", f"{words} words, cold, three formats", path, ROUNDS)


def formats(bench: Bench) -> None:
    """Each format alone, and an article that comes as Word or HTML."""
    path = made.write(bench.work / "a800.md", 800)
    for name in ("epub", "docx"):
        bench.compare("formats", f"800 words to {name.upper()}", path, ROUNDS, [name])
    for suffix in (".docx", ".html"):
        other = bench.work / f"from{suffix[1:]}{suffix}"
        subprocess.run([PANDOC, "-s", "-o", other, path], check=True, cwd=bench.work)
        bench.compare("formats", f"800 words from {suffix[1:].upper()}", other, ROUNDS)


def batch(bench: Bench) -> None:
    """Many articles by one process of ours; by the peers a process a file, on every processor."""
    for count, words in ((200, 850), (14, 3500)):
        paths = [made.write(bench.work / f"b{words}-{number:03}.md", words, number) for number in range(count)]
        begin = time.perf_counter()
        with ThreadPoolExecutor(PROCESSORS) as pool:
            costs = list(pool.map(bench.peers, paths))
        wall = time.perf_counter() - begin
        theirs = Cost(sum(cost.cpu for cost in costs), wall, max(cost.memory for cost in costs))
        for name, engine in (("all extras", "auto"), (BY_WEASYPRINT, "weasyprint")):
            mine = bench.ours(paths, engine=engine)
            bench.add(Row("batch", f"{count} articles of {words} words", name, mine, theirs))


def book300(bench: Bench) -> None:
    """A book of about 300 pages as PDF, and as EPUB and DOCX."""
    path = made.write(bench.work / "book300.md", 120_000)
    bench.compare("book300", "300 pages to PDF", path, 1, ["pdf"])
    bench.compare("book300", "300 pages to EPUB", path, 1, ["epub"])
    bench.compare("book300", "300 pages to DOCX", path, 1, ["docx"])


def book1000(bench: Bench) -> None:
    """A book of about 1,000 pages as PDF."""
    bench.compare("book1000", "1,000 pages to PDF", made.write(bench.work / "book1000.md", 400_000), 1, ["pdf"])


def publication(bench: Bench) -> None:
    """An issue of 40 articles and a yearbook of 300, bound as one PDF; by the peers out of all their files."""
    for count in (40, 300):
        folder = bench.work / f"issue{count}"
        folder.mkdir()
        paths = [made.write(folder / f"{number:03}.md", 850, number) for number in range(count)]
        sheet = folder / "issue.toml"
        sheet.write_text('title = "Issue"\nlang = "en"\narticles = ["*.md"]\n', encoding="utf-8")
        source, target = str(folder / "issue.typ"), str(folder / "peers.pdf")
        theirs = run([PANDOC, "-s", "-o", source, *map(str, paths)], folder)
        theirs += run([sys.executable, "-c", TYPST, source, target], folder)
        bind = [bench.pythons["whole"], "-m", "exporter", "bind", str(sheet), "--to", "pdf", "--quiet"]
        ways = {"all extras": bind, BY_WEASYPRINT: [*bind, "--engine", "weasyprint"]}
        if hasattr(os, "sched_setaffinity"):
            ways["all extras, on one core"] = [sys.executable, "-c", ON_ONE_CORE, *bind]
        for name, command in ways.items():
            mine = run(command, folder)
            pages = f"{_pages(folder / 'issue.pdf')}, {_pages(Path(target))}"
            bench.add(Row("publication", f"{count} articles of 850 words bound to PDF", name, mine, theirs, pages))


def small(bench: Bench) -> None:
    """Small commands, beside a bare interpreter of the same installation."""
    path = made.write(bench.work / "a800.md", 800)
    for words in (["--version"], ["--help"], ["check", str(path)]):
        for name, python in bench.pythons.items():
            pairs = [
                (run([python, "-m", "exporter", *words], bench.work), run([python, "-c", "pass"], bench.work))
                for _ in range(2 * ROUNDS)
            ]
            label = f"`exporter {' '.join(words[:1])}` beside `python -c pass`"
            extras = "all extras" if name == "whole" else "no extras"
            bench.add(Row("small", label, extras, *(median([pair[at] for pair in pairs[1:]]) for at in (0, 1))))


SLICES: dict[str, Callable[[Bench], None]] = {
    "small": small,
    "cold": cold,
    "formats": formats,
    "batch": batch,
    "book300": book300,
    "book1000": book1000,
    "publication": publication,
}
HEAD = "| | exporter | CPU | clock | memory | pages, ours and theirs |\n|---|---|---|---|---|---|"


def table() -> None:
    """The last figures of each row that were kept."""
    rows: dict[tuple[str, str], str] = {}
    for line in KEPT.read_text(encoding="utf-8").splitlines():
        held = json.loads(line)
        row = Row(**{**held, "ours": Cost(**held["ours"]), "theirs": Cost(**held["theirs"])})
        rows[row.label, row.by] = row.cells()
    print("\n".join([HEAD, *rows.values()]))


def verdict(what: str, figure: float, reach: float, *, least: bool) -> None:
    """Say whether a reach is met."""
    met = figure >= reach if least else figure <= reach
    print(f"{'met   ' if met else 'MISSED'} {what}: {figure:.2f} (reach {'≥' if least else '≤'} {reach})")


def main(names: Sequence[str]) -> None:
    """Run the slices of these names, all when none is named; ``tagging`` is one more."""
    if list(names) == ["table"]:
        table()
        return
    work = Path(tempfile.mkdtemp(prefix="exporter-bench-"))
    try:
        bench = Bench(work)
        print(f"{PROCESSORS} processors; ratios are ours / peers', below 1 is better\n{HEAD}", flush=True)
        for name in names or [*SLICES, "tagging"]:
            if name == "tagging":
                tagging.measure(work, PROCESSORS, verdict)
            else:
                SLICES[name](bench)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main(sys.argv[1:])
