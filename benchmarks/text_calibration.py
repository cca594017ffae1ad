"""Whether certainty means something: of the decisions said to be so sure, how many are right.

``python benchmarks/text_calibration.py [FOLDER] [SET...]`` with the texts and the scorer of ``benchmarks/text.py``.
Each block of the reader's is right or wrong as the scorer's side of precision has it; what that leaves open does not
count.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from exporter.model import Block, BlockQuote, CodeBlock, Figure, List, Paragraph, Section, Table, plain_text, walk
from exporter.readers import Source
from exporter.readers.text import explain, read

BINS = (0.9, 0.8, 0.7, 0.6, 0.0)
"""The lower bounds of the groups of certainty."""
HEADER = "| kind | 0.9 and more | 0.8 | 0.7 | 0.6 | less |\n|---|---|---|---|---|---|"
Told = tuple[str, float, bool]


def scorer(root: Path) -> ModuleType:
    """The scorer that lies beside the texts."""
    spec = importlib.util.spec_from_file_location("score", root / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _units(blocks: Iterable[Block]) -> Iterator[tuple[str, str, int]]:
    """Kind, text and line of each block that the scorer looks at, in order."""
    for block in blocks:
        line = block.pos.line if block.pos else 0
        match block:
            case Section():
                yield "heading", plain_text(block.title), line
                yield from _units(block.blocks)
            case BlockQuote():
                for inner in block.blocks:
                    yield "quote", plain_text(inner).strip(), inner.pos.line if inner.pos else line
                at = next((node.pos.line for node in walk(block.attribution) if node.pos), line)
                yield "attribution", plain_text(block.attribution), at
            case List():
                for item in block.items:
                    yield "list_item", plain_text(item.blocks).strip(), item.pos.line if item.pos else line
            case Figure():
                yield "caption", " ".join(filter(None, (plain_text(block.caption), plain_text(block.credit)))), line
            case Table() | CodeBlock():
                continue
            case Paragraph():
                yield "paragraph", plain_text(block).strip(), line
            case _:
                continue


def told(score: ModuleType, gold: dict[str, Any], text: str) -> list[Told]:
    """Each decision about ``text`` that can be judged: its kind, how sure it is, and whether it is right."""
    sure = {item.line: item.certainty for item in explain(text)}
    document = read(Source(name="a.txt", data=text.encode(), text=text)).document
    units = [unit for unit in _units(document.blocks) if score.words(unit[1])]
    mine = [score.Unit(kind, words) for kind, words, _ in units]
    for at, unit in enumerate(mine):
        unit.idx = at
    theirs = score.flatten(gold["blocks"])
    overlap, _ = score.align(theirs, mine)
    shared: dict[int, dict[int, int]] = defaultdict(dict)
    for (gold_at, at), count in overlap.items():
        shared[at][gold_at] = count
    found = []
    for at, (kind, _, line) in enumerate(units):
        right = _right(score, theirs, shared[at], kind, len(mine[at].w))
        if right is not None:
            found.append((kind, sure.get(line, 0.9), right))
    return found


def _right(score: ModuleType, gold: list[Any], shared: dict[int, int], kind: str, words: int) -> bool | None:
    """Whether a block of ``kind`` is what the gold says there; None where the gold leaves it open."""
    total = sum(shared.values())
    if total < 0.3 * words:
        return False
    open_words = sum(n for at, n in shared.items() if gold[at].unrec or kind in gold[at].ok)
    same = sum(n for at, n in shared.items() if gold[at].kind == kind and not gold[at].unrec)
    if kind not in score.STRICT:
        return None if open_words > same else same + open_words >= score.T * total
    best = max(shared, key=lambda at: shared[at])
    if gold[best].kind == kind and not gold[best].unrec:
        return bool(shared[best] >= score.T * words and shared[best] >= score.T * len(gold[best].w))
    return None if open_words >= score.T * total else False


def table(found: Iterable[Told]) -> str:
    """Rows of Markdown: kind, and for each group of certainty how many of how many are right."""
    counted: dict[str, Counter[tuple[float, bool]]] = defaultdict(Counter)
    for kind, certainty, right in found:
        group = next(bound for bound in BINS if certainty >= bound)
        counted[kind][group, right] += 1
        counted["all"][group, right] += 1
    rows = []
    for kind, cells in counted.items():
        shown = []
        for bound in BINS:
            good, all_of = cells[bound, True], cells[bound, True] + cells[bound, False]
            shown.append(f"{good} of {all_of} ({good / all_of:.2f})" if all_of else "–")
        rows.append(f"| {kind} | " + " | ".join(shown) + " |")
    return "\n".join(rows)


def main(arguments: list[str]) -> int:
    """Print the table of each set; exit code 2 when there is no benchmark."""
    named = arguments and Path(arguments[0]).is_dir()
    root = Path(arguments.pop(0) if named else os.environ.get("EXPORTER_TEXTBENCH", "../shared/textbench"))
    if not (root / "score.py").is_file():
        print(f"{root}: there is no benchmark here; name its folder", file=sys.stderr)
        return 2
    score = scorer(root)
    for name in arguments or ["open", "fresh"]:
        found: list[Told] = []
        for path in sorted((root / name).glob("*.txt")):
            gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
            found += told(score, gold, path.read_text(encoding="utf-8"))
        print(
            f"\n{name}\n\n| kind | 0.9 and more | 0.8 | 0.7 | 0.6 | less |\n|---|---|---|---|---|---|\n{table(found)}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
