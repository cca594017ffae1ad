"""Where the reader and the facts disagree about where a block begins, by kind of disagreement, and who is right.

``python benchmarks/text_boundaries.py [FOLDER] [SET] [--rows]`` with the texts and the scorer of ``benchmarks/text.py``
prints a table (docs/reading-plain-text.md has it), with ``--rows`` each disagreement. A kind is told by what the facts,
the text and the document hold, never by the name of a page.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.text import neutral
from benchmarks.text_calibration import scorer
from exporter.readers import Source
from exporter.readers.text import read

KINDS: dict[str, tuple[str, str]] = {
    "left open": ("the facts say of the block that its structure cannot be known from the text", "not settled"),
    "number": ("the page types the number of an item into a paragraph; here it is the item's number", "the reader"),
    "left out": ("a label or a link of the page, left out with a finding (TXT001, TXT002)", "the reader"),
    "line": ("a typed line, between line ends that the page has inside a paragraph, is a block of its own", "the page"),
    "joined": ("two blocks of the page are one", "the page"),
    "parted": ("one block of the page is two, with no line end there", "the page"),
}
"""Each kind of disagreement: what it is, and who is right."""
SETTLED_BY_READER = ("left open", "number", "left out")
_NUMBER = re.compile(r"\W*\d{1,3}\s*[.)]")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One boundary that only one side has: the page, the kind, and the words that stand there."""

    page: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Boundaries:
    """How many boundaries both have, how many the reader and the facts have, and where they disagree."""

    both: int
    ours: int
    theirs: int
    wrong: tuple[Disagreement, ...]


def boundaries(score: ModuleType, page: str, gold: Sequence[Any], text: str) -> Boundaries:
    """The boundaries of one page, counted as the scorer counts them."""
    document = read(Source(name=page, data=text.encode(), text=text)).document
    theirs, mine = score.flatten(gold), score.flatten(score.adapt(neutral(document)))
    overlap, start = score.align(theirs, mine)
    kept: dict[int, int] = defaultdict(int)
    for (at, _), count in overlap.items():
        kept[at] += count
    absent = {unit.idx for unit in theirs if kept[unit.idx] < 0.3 * len(unit.w)}
    meant = {(unit.idx, 0) for unit in theirs if not (unit.kind == "boilerplate" and unit.idx in absent)}
    found = {place: mine[at] for at, place in start.items()}
    lines = {_plain(line)[:12] for line in text.split("\n")}
    wrong = []
    for at, word in sorted(meant ^ set(found)):
        ours = found.get((at, word))
        kind = _kind(theirs[at], ours, lines, absent=at in absent)
        wrong.append(Disagreement(page, kind, " ".join(theirs[at].w[word : word + 9])))
    unplaced = len(mine) - len(start)
    return Boundaries(len(meant & set(found)), len(found) + unplaced, len(meant), tuple(wrong))


def _kind(unit: Any, ours: Any, lines: set[str], *, absent: bool) -> str:
    if absent and ours is None:
        return "left out"
    if unit.unrec:
        return "left open"
    if _NUMBER.match(unit.text) and (ours is None or ours.kind == "list_item"):
        return "number"
    if ours is None:
        return "joined"
    return "line" if _plain(ours.text)[:12] in lines else "parted"


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text)


def pages(root: Path, name: str) -> Iterator[Boundaries]:
    """The boundaries of each page of a set."""
    score = scorer(root)
    for path in sorted((root / name).glob("*.txt")):
        gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
        if gold.get("family") != "other":
            yield boundaries(score, path.stem, gold["blocks"], path.read_text(encoding="utf-8"))


def f1(counted: Sequence[Boundaries], settled: Sequence[str] = ()) -> float:
    """The F1 of all boundaries; disagreements of the kinds in ``settled`` do not count."""
    both = sum(page.both for page in counted)
    wrong = sum(1 for page in counted for item in page.wrong if item.kind not in settled)
    unplaced = sum(page.ours + page.theirs - 2 * page.both - len(page.wrong) for page in counted)
    return 2 * both / (2 * both + wrong + unplaced)


def table(counted: Sequence[Boundaries]) -> str:
    """Rows of Markdown: how many disagreements of each kind, on how many pages, and who is right."""
    times = Counter(item.kind for page in counted for item in page.wrong)
    on = {kind: len({item.page for page in counted for item in page.wrong if item.kind == kind}) for kind in KINDS}
    return "\n".join(
        f"| {kind} | {times[kind]} | {on[kind]} | {what} | {right} |" for kind, (what, right) in KINDS.items()
    )


def main(arguments: list[str]) -> int:
    """Print the table of a set; exit code 2 when there is no benchmark."""
    rows = "--rows" in arguments
    named = [item for item in arguments if not item.startswith("--")]
    folder = named.pop(0) if named and Path(named[0]).is_dir() else ""
    root = Path(folder or os.environ.get("EXPORTER_TEXTBENCH", "../shared/textbench"))
    if not (root / "score.py").is_file():
        print(f"{root}: there is no benchmark here; name its folder", file=sys.stderr)
        return 2
    counted = list(pages(root, named[0] if named else "fresh"))
    if rows:
        for page in counted:
            for item in page.wrong:
                print(f"{item.page}: {item.kind}: {item.words}")
    print("| kind | boundaries | pages | what it is | who is right |\n|---|---|---|---|---|")
    print(table(counted))
    print(f"F1 as scored {f1(counted):.4f}; without what is not settled or right {f1(counted, SETTLED_BY_READER):.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
