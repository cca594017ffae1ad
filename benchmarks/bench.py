"""Whole processes side by side in one run: exporter beside pandoc (DOCX, EPUB) and Typst (PDF). ``make bench``.

What tagging costs beside WeasyPrint and Typst, and how it grows to 1,000 pages, is in ``tagging.py``, run at the end.

Every figure is of finished processes as users run them, by the operating system's own accounting (CPU seconds of the
process and of those it started; peak resident memory of the largest). Machines are noisy: look at ratios and medians.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pypandoc
import tagging

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
EXPORTER = str(Path(PYTHON).parent / "exporter")
PANDOC = pypandoc.get_pandoc_path()
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
"""Typst tags its PDF without being asked; what pandoc writes for it does not meet its own PDF/UA-1 check."""
ROUNDS = 5
MANY = 200
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Installed programs are compiled once: the round that is not counted does so for this tree."""
PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Cost:
    """What one or more processes cost: CPU and wall seconds, peak memory in MiB of the largest."""

    cpu: float
    wall: float
    memory: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.cpu + other.cpu, self.wall + other.wall, max(self.memory, other.memory))


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


# --- articles -------------------------------------------------------------------------------------------------------


def article(words: int, number: int) -> str:
    """A Markdown article of about ``words`` words: paragraphs of the fixtures in another order for each number."""
    source = (ROOT / "fixtures" / "articles" / "feature.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    blocks = [block for block in source.split("\n\n") if block.strip() and not re.match(r"\s*(?:!|:::|# )", block)]
    picked: list[str] = []
    at = number * 7
    while sum(len(block.split()) for block in picked) < words:
        block = blocks[at % len(blocks)]
        at += 1
        picked.append(block if not block.startswith("## ") else f"{block} ({at})")
    body = "\n\n".join(picked)
    return f"---\ntitle: Article {number}\nauthor: Hester Pym\ndate: 2026-05-16\nlang: en-GB\n---\n\n{body}\n"


def prepare(folder: Path, words: int, number: int) -> Path:
    """The article as Markdown, and as the Typst source that pandoc makes of it (not timed)."""
    path = folder / f"a{words}-{number:03}.md"
    path.write_text(article(words, number), encoding="utf-8")
    source = path.with_suffix(".typ")
    subprocess.run([PANDOC, "-s", "-o", source, path], check=True, cwd=folder)
    return path


# --- commands -------------------------------------------------------------------------------------------------------


def ours(path: Path) -> Cost:
    """Three formats by one process of exporter."""
    out = path.parent / "ours"
    return run([EXPORTER, "convert", str(path), "--out-dir", str(out), "--quiet"], path.parent)


def peers(path: Path) -> Cost:
    """DOCX and EPUB by pandoc, PDF by Typst: a process each, as users run them."""
    out = path.parent / "peers"
    out.mkdir(exist_ok=True)
    target = str(out / path.stem)
    cost = run([PANDOC, "-s", "-o", f"{target}.docx", str(path)], path.parent)
    cost += run([PANDOC, "-s", "-o", f"{target}.epub", str(path)], path.parent)
    return cost + run([PYTHON, "-c", TYPST, str(path.with_suffix(".typ")), f"{target}.pdf"], path.parent)


def in_turn(count: int, *measured: Callable[[], Cost]) -> list[list[Cost]]:
    """Measure in turn, A B A B, so that a drift of the machine hits all alike; the first round is not counted."""
    found: list[list[Cost]] = [[] for _ in measured]
    for number in range(count + 1):
        for costs, measure in zip(found, measured, strict=True):
            cost = measure()
            if number:
                costs.append(cost)
    return found


def median(costs: Sequence[Cost], name: str) -> float:
    """The median of one figure."""
    return statistics.median(getattr(cost, name) for cost in costs)


def row(label: str, mine: Sequence[Cost], theirs: Sequence[Cost]) -> None:
    """One line of the table."""
    cells = []
    for name in ("cpu", "wall", "memory"):
        a, b = median(mine, name), median(theirs, name)
        cells.append(f"{a:8.2f} {b:8.2f} {a / b:6.2f}")
    print(f"{label:30}" + "  ".join(cells))


def verdict(what: str, figure: float, reach: float, *, least: bool) -> None:
    """Say whether a reach is met."""
    met = figure >= reach if least else figure <= reach
    print(f"{'met   ' if met else 'MISSED'} {what}: {figure:.2f} (reach {'≥' if least else '≤'} {reach})")


def main() -> None:
    """Measure and print."""
    work = Path(tempfile.mkdtemp(prefix="exporter-bench-"))
    try:
        measure(work)
    finally:
        shutil.rmtree(work)


def measure(work: Path) -> None:
    """All measurements, in ``work``."""
    print(f"{PROCESSORS} processors; medians of {ROUNDS} rounds after one that is not counted; ratio is ours / peers'")
    head = "  ".join(f"{name:>8} {'peers':>8} {'ratio':>6}" for name in ("CPU s", "wall s", "MiB"))
    print(f"{'':30}{head}")
    for words in (800, 3500):
        path = prepare(work, words, 0)
        mine, theirs = in_turn(ROUNDS, lambda path=path: ours(path), lambda path=path: peers(path))
        row(f"{words} words, cold, 3 formats", mine, theirs)
    cold = median(mine, "cpu") / median(theirs, "cpu")
    paths = [prepare(work, 800, number) for number in range(1, MANY + 1)]
    names = [str(path) for path in paths]
    out = str(work / "many")
    fast = run([EXPORTER, "convert", *names, "--out-dir", out, "--quiet"], work)
    begin = time.perf_counter()
    with ThreadPoolExecutor(PROCESSORS) as pool:
        costs = list(pool.map(peers, paths))
    slow = Cost(sum(cost.cpu for cost in costs), time.perf_counter() - begin, max(cost.memory for cost in costs))
    row(f"{MANY} articles of 800 words", [fast], [slow])
    print(f"{'articles a second':30}{MANY / fast.wall:8.2f} {MANY / slow.wall:8.2f} {slow.wall / fast.wall:6.2f}")
    one = [EXPORTER, "convert", "--jobs", "1", "--out-dir", out, "--quiet"]
    half, whole = run([*one, *names[: MANY // 2]], work), run([*one, *names], work)
    print(f"{'peak MiB, 100 and 200, 1 job':30}{half.memory:8.2f} {whole.memory:8.2f}")
    verdict("CPU of 3,500 words against peers'", cold, 3.5, least=False)
    verdict("200 articles a second against peers'", slow.wall / fast.wall, 2.0, least=True)
    verdict("MiB that the second hundred adds", whole.memory - half.memory, 5.0, least=False)
    tagging.measure(work, PROCESSORS, verdict)


if __name__ == "__main__":
    main()
