"""What proofs cost beside writing: three files of an article written, read back and compared, in processor time.

``python benchmarks/proof_time.py [CHECKOUT [WORDS …]]``, warm, with the default engine: articles of 850 and 3,500 words
(``made.py``), the least of some runs each; or of other lengths, from 7,000 words on as a book. Writing counts the
engine's process with ours (Linux: ``/proc``). To compare
two checkouts run it for each in turn, several times: what else the machine does changes both figures, not their ratio.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKOUT = str(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT)
LENGTHS = tuple(map(int, sys.argv[2:])) or (850, 3500)
ARTICLES, RUNS = (1, 2, 3), 6
BOOK, BOOK_RUNS = 7_000, 2
"""From so many words on a file is a book: one of each length, so many runs."""
FORMATS = ("pdf", "epub", "docx")


def cpu() -> float:
    """Processor seconds of this process, and of those that it started and that still live."""
    spent = time.process_time()
    for task in Path("/proc", str(os.getpid()), "task").iterdir():
        for child in (task / "children").read_text().split():
            spent += sum(
                int(one.read_text().split()[0]) / 1e9 for one in Path("/proc", child, "task").glob("*/schedstat")
            )
    return spent


def main() -> None:
    """Measure and print."""
    sys.path.insert(0, CHECKOUT)
    from made import write

    import exporter
    from exporter.run.pipeline import ReadOptions, read_article
    from exporter.run.prove import prove
    from exporter.run.rendering import write_all
    from exporter.writers import WriteOptions

    assert Path(exporter.__file__).is_relative_to(CHECKOUT), exporter.__file__
    written: dict[tuple[int, int], list[float]] = defaultdict(list)
    proved: dict[tuple[int, int], list[float]] = defaultdict(list)
    gc.freeze()
    gc.set_threshold(50_000, 5, 5)  # as a worker does
    with tempfile.TemporaryDirectory() as folder:
        paths = {(words, number): write(Path(folder, f"{words}-{number}.md"), words, number)
                 for words in LENGTHS for number in (ARTICLES if words < BOOK else ARTICLES[:1])}  # fmt: skip
        for turn in range(RUNS + 1):
            for key, path in paths.items():
                if key[0] >= BOOK and turn > BOOK_RUNS:
                    continue
                article = read_article(path, ReadOptions())
                begin = cpu()
                made = write_all(article, "article", FORMATS, WriteOptions())
                middle = cpu()
                proof = prove(article.document, [(one.format, one.data) for one in made.files], "article")
                end = cpu()
                assert not proof.failed
                if turn:  # the first loads what is used
                    written[key].append(middle - begin)
                    proved[key].append(end - middle)
    for words in LENGTHS:
        numbers = [number for length, number in paths if length == words]
        writing, proving = (
            sum(min(found[words, number]) for number in numbers) / len(numbers) * 1000 for found in (written, proved)
        )
        print(f"{words} words: writing {writing:.1f} ms, proofs {proving:.1f} ms, ratio {proving / writing:.2f}")


if __name__ == "__main__":
    main()
