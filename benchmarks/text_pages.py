"""Live pages, letters pages and interviews in six languages: how many lines are taken for what they are.

``fixtures/text/pages.txt`` has them: the structure of public pages, written down as facts, in words of our own.
``python benchmarks/text_pages.py`` prints the table of docs/reading-plain-text.md, ``--wrong`` each line that is wrong.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exporter.readers.text import explain

PAGES = Path(__file__).parents[1] / "fixtures" / "text" / "pages.txt"
KINDS = ("live", "letters", "interview")
NAMES = {"": "paragraph", "furniture": "out", "attribution": "speaker"}


@dataclass(frozen=True)
class Page:
    """A page: its kind, its language, where its structure is from, and its lines with what they are ("" for blank)."""

    name: str
    source: str
    lines: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> str:
        """Live page, letters page or interview."""
        return self.name.split("-")[0]

    @property
    def language(self) -> str:
        """The language as a tag."""
        return self.name.split("-")[1]

    @property
    def text(self) -> str:
        """The page as typed."""
        return "\n".join(text for _, text in self.lines) + "\n"


@dataclass(frozen=True)
class Line:
    """A line of a page: what it is, what it was taken for, and how surely."""

    page: Page
    number: int
    meant: str
    taken: str
    certainty: float


def pages() -> Iterator[Page]:
    """Every page."""
    for part in PAGES.read_text(encoding="utf-8").split("=== ")[1:]:
        head, _, body = part.partition("\n")
        rows = [line.partition("|")[::2] for line in body.rstrip("\n").split("\n") if not line.startswith("#")]
        name, _, source = head.partition(" ")
        yield Page(name, source, tuple((kind.strip(), text.removeprefix(" ")) for kind, text in rows))


def lines_of(page: Page) -> Iterator[Line]:
    """What each line of ``page`` is and was taken for; a line that was joined to another was taken for nothing."""
    told = {item.line: item for item in explain(page.text)}
    for number, (meant, _) in enumerate(page.lines, start=1):
        found = told.get(number)
        if meant:
            taken = NAMES.get(found.kind, found.kind) if found else "joined"
            yield Line(page, number, meant, taken, found.certainty if found else 1.0)


def table() -> str:
    """Rows of Markdown: by kind of page, and by language, how many lines are right of how many."""
    right: Counter[tuple[str, str]] = Counter()
    there: Counter[tuple[str, str]] = Counter()
    for page in pages():
        for line in lines_of(page):
            for cell in ((page.kind, page.language), (page.kind, ""), ("", page.language), ("", "")):
                there[cell] += 1
                right[cell] += line.meant == line.taken
    languages = sorted({page.language for page in pages()})
    rows = []
    for language in (*languages, ""):
        cells = ((kind, language) for kind in (*KINDS, ""))
        shown = (f"{right[cell]} of {there[cell]}" if there[cell] else "–" for cell in cells)
        rows.append(f"| {language or 'all'} | " + " | ".join(shown) + " |")
    return "\n".join(rows)


def main(arguments: list[str]) -> int:
    """Print the table, or what is wrong; exit code 2 for usage."""
    match arguments:
        case []:
            print(table())
        case ["--wrong"]:
            for line in (line for page in pages() for line in lines_of(page) if line.meant != line.taken):
                text = line.page.lines[line.number - 1][1][:60]
                print(f"{line.page.name}:{line.number} {line.meant} → {line.taken} ({line.certainty}) {text}")
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
