"""Articles and books for measuring, as newsrooms have them: quotes with speakers, numbered lists, tables, pictures.

``python benchmarks/made.py WORDS FILE``. The paragraphs are those of a fixture in another order for each number, so
that no two articles are alike and the same number is always the same article.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPEAKERS = ("Hester Pym", "Ada Quill", "Tomas Reed", "Ines Vaart", "Col Brannigan")
CHAPTER = 3_500
"""Words of a book's chapter."""
PICTURE_EVERY, TABLE_EVERY, LIST_EVERY, QUOTE_EVERY = 6, 4, 3, 2
"""In which sections these stand."""

PICTURE = ROOT / "fixtures" / "articles" / "images" / "weir.png"


@cache
def paragraphs() -> tuple[str, ...]:
    """The plain paragraphs of the fixture."""
    source = (ROOT / "fixtures" / "articles" / "feature.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    blocks = (" ".join(block.split()) for block in source.split("\n\n"))
    return tuple(block for block in blocks if len(block.split()) > 20 and re.match(r"[A-Z“]", block))


def _section(number: int, at: int, level: str) -> str:
    """One section: a headline, two paragraphs, and what stands in a section of this number."""
    texts = paragraphs()
    first, second, third = (texts[(at + step) % len(texts)] for step in range(3))
    parts = [f"{level} Part {at}: {' '.join(first.split()[:5]).rstrip('.,;:—')}", first]
    if number % QUOTE_EVERY == 0:
        words = " ".join(second.split()[:32]).rstrip(".,;:")
        parts.append(f"> {words}.\n>\n> — {SPEAKERS[at % len(SPEAKERS)]}")
    if number % LIST_EVERY == 0:
        items = (" ".join(third.split()[start : start + 9]).rstrip(".,;:") for start in (0, 9, 18))
        parts.append("\n".join(f"{place}. {item}" for place, item in enumerate(items, 1)))
    if number % TABLE_EVERY == 0:
        words = cycle(third.split())
        rows = [
            f"| {next(words).strip('.,;')} {row} | {at * 7 + row * 13} | {next(words)} {next(words)} |"
            for row in range(5)
        ]
        parts.append("\n".join(["| Place | Number | What is said |", "|---|---:|---|", *rows]))
    if number % PICTURE_EVERY == PICTURE_EVERY - 1:
        parts.append(f"![The weir in the evening, seen from gate {at}](weir.png)")
    return "\n\n".join([*parts, second])


def body(words: int, number: int, level: str = "##") -> str:
    """Sections of at least ``words`` words in all."""
    made: list[str] = []
    count = 0
    while count < words:
        made.append(_section(len(made) + 1, number * 31 + len(made), level))
        count += len(made[-1].split())
    return "\n\n".join(made)


def article(words: int, number: int = 0) -> str:
    """A Markdown article of about ``words`` words; a note of one paragraph where that is all."""
    text = " ".join(paragraphs()[number % 7].split()[:words]) if words < 200 else body(words, number)
    return f"---\ntitle: Article {number}\nauthor: Hester Pym\ndate: 2026-05-16\nlang: en-GB\n---\n\n{text}\n"


def book(words: int) -> str:
    """A Markdown book of chapters."""
    chapters = range(1, max(1, round(words / CHAPTER)) + 1)
    parts = (f"## Chapter {number}\n\n{body(CHAPTER, number, '###')}" for number in chapters)
    return "---\ntitle: A book\nauthor: Hester Pym\ndate: 2026-05-16\nlang: en-GB\n---\n\n" + "\n\n".join(parts) + "\n"


def write(path: Path, words: int, number: int = 0) -> Path:
    """The article, or from two chapters on the book, with its picture beside it."""
    path.write_text(book(words) if words > 2 * CHAPTER else article(words, number), encoding="utf-8")
    path.with_name(PICTURE.name).write_bytes(PICTURE.read_bytes())
    return path


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
