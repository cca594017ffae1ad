"""What reading costs, warm: from bytes to the finished document, with passes and checks, in processor time.

``python benchmarks/reading_time.py [CHECKOUT...]``: articles of 850 and 3,500 words (``made.py``) as Markdown, and as
the HTML and Word files that pandoc makes of them. Each checkout (this one, where none is named) has a process; they
read the same article in turn, so that the machine's other work is shared, and the least of many runs counts.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLES, RUNS = 3, 40
SUFFIXES = (".md", ".html", ".docx")


def articles(folder: Path, words: int) -> dict[str, list[Path]]:
    """Articles of so many words by their suffix."""
    import pypandoc
    from made import write

    found: dict[str, list[Path]] = {suffix: [] for suffix in SUFFIXES}
    for number in range(ARTICLES):
        path = write(folder / f"a{words}-{number}.md", words, number)
        for suffix in SUFFIXES:
            made = path.with_suffix(suffix)
            if suffix != ".md":
                subprocess.run([pypandoc.get_pandoc_path(), "-s", "-o", made, path], check=True, cwd=folder)
            found[suffix].append(made)
    return found


def reader(checkout: Path) -> subprocess.Popen[str]:
    """A process that reads the articles whose paths it is told, by the program in ``checkout``, and tells the time."""
    command = [sys.executable, "-P", str(Path(__file__).resolve()), "--reads", str(checkout)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def reads(checkout: str) -> None:
    """Read what standard input names, and print the milliseconds of each."""
    sys.path.insert(0, checkout)
    import exporter

    assert Path(exporter.__file__).is_relative_to(checkout), exporter.__file__
    for line in sys.stdin:
        begin = time.process_time()
        exporter.open_article(Path(line.rstrip("\n")))
        print((time.process_time() - begin) * 1000, flush=True)


def told(process: subprocess.Popen[str], path: Path) -> float:
    """The milliseconds that a process needs for an article."""
    assert process.stdin is not None
    assert process.stdout is not None
    print(path, file=process.stdin, flush=True)
    return float(process.stdout.readline())


def measured(checkouts: Sequence[Path], paths: Sequence[Path]) -> list[float]:
    """The least milliseconds an article for each checkout."""
    processes = [reader(checkout) for checkout in checkouts]
    least = [[float("inf")] * len(paths) for _ in processes]
    for _ in range(RUNS):
        for at, path in enumerate(paths):
            for process, held in zip(processes, least, strict=True):
                held[at] = min(held[at], told(process, path))
    for process in processes:
        process.communicate()
    return [sum(held) / len(held) for held in least]


def main(checkouts: Sequence[Path]) -> None:
    """Print the table."""
    print("| | " + " | ".join(map(str, checkouts)) + " |")
    print("|---|" + "---:|" * len(checkouts))
    with tempfile.TemporaryDirectory() as folder:
        for words in (850, 3500):
            for suffix, paths in articles(Path(folder), words).items():
                figures = measured(checkouts, paths)
                print(f"| {words:,} words, {suffix} | " + " | ".join(f"{one:.1f} ms" for one in figures) + " |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--reads"]:
        reads(sys.argv[2])
    else:
        main([Path(one).resolve() for one in sys.argv[1:]] or [ROOT])
