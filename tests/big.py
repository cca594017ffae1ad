"""A book of any length, as Markdown: the fixtures' own sentences in other orders, the same for everybody.

Real words, because line ends, glyphs and speech marks decide what a page costs and where it breaks. A book holds every
node that crosses pages: a table and a quotation over many, nested lists, long code; and what is costly when there is
much of it: notes, links in and out, pictures, other languages. Used by the judges' tests and by ``make bench``.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ARTICLES = Path(__file__).resolve().parent.parent / "fixtures" / "articles"
SOURCES = ("feature.md", "data-story.md", "explainer.md", "languages.md", "letter.md")
WORDS_A_PAGE = 375
"""About what an A4 page of such a chapter holds, its furniture counted in."""
ROWS_A_PAGE = 18
PARAGRAPHS_A_PAGE = 4

FOREIGN = (
    (
        "fr",
        "La passerelle est fermée jusqu’au printemps. Les enfants prendront le car de sept heures quarante.",
    ),
    (
        "de",
        "Über den Berg und hinab ins Tal, der Weg ist lang, der Weg ist schmal; bleib, sagt der Bach, hör mir zu!",
    ),
    ("de", "Das ganz normale Durcheinander beginnt in der Schlange vor der Küche, in allen vier Sprachen zugleich."),
    ("fr", "Le premier arrivé choisit la langue du matin, et personne ne traduit avant que quelqu’un ait compris."),
)
PICTURES = (
    ("weir.png", "A broad weir seen from downstream. White water falls in a slanting line across the river."),
    ("gauge.png", "A white depth gauge with nine black marks, set into a grey stone pier."),
    ("portrait.jpg", "A woman in a long yellow coat stands at the water’s edge beside a grey metal cabinet."),
    (
        "tree.png",
        "A tree of three levels. One circle at the top is joined to two below it, and each to two more.",
    ),
)
SPEAKERS = (
    "Thomas Aske, miller",
    "Dr Ngozi Adeyemi, hydrologist",
    "Rosa Lindqvist, care worker",
    "Derek Lowther, farmer",
)
STATIONS = ("Harrow Vale", "Millbank", "Eastfield", "Crosby Halt", "Upper Harrow", "Lune Bridge")
CODE = """def bubble_sort(names: list[str]) -> list[str]:
    names = list(names)
    for end in range(len(names), 1, -1):
        for i in range(1, end):
            if names[i] < names[i - 1]:
                names[i - 1], names[i] = names[i], names[i - 1]
    return names"""


def sentences() -> tuple[str, ...]:
    """The sentences of the fixtures' paragraphs that stand for themselves: marks paired, no markup left open."""
    found: dict[str, None] = {}
    for name in SOURCES:
        for block in re.split(r"\n\s*\n", (ARTICLES / name).read_text(encoding="utf-8")):
            line = " ".join(re.sub("^> ?", "", block, flags=re.MULTILINE).split())
            if re.search(r"[|<>{}$`\[\]#\\]|:::|^\w+: ", line):
                continue
            found.update(dict.fromkeys(filter(_is_whole, re.split(r"(?<=[.?!]) (?=[A-Z“])", line))))
    return tuple(found)


def _is_whole(sentence: str) -> bool:
    paired = not set("“”‘»«") & set(re.sub("“[^“”‘]*”", "", sentence)) and sentence.count("*") % 2 == 0
    return paired and sentence[-1:] in ".?!" and 3 <= len(sentence.split()) <= 60 and sentence[0].isupper()


@dataclass(slots=True)
class Book:
    """A book while it is written: its blocks so far, the seed's dice, and what has been numbered."""

    pages: int
    dice: random.Random = field(default_factory=lambda: random.Random(1934))
    blocks: list[str] = field(default_factory=list)
    chapters: int = 0
    notes: int = 0
    furniture: int = 0
    pool: tuple[str, ...] = field(default_factory=sentences)

    def pick(self, things: Sequence[str]) -> str:
        """One of them. Only ``random()`` is promised to be the same in every version of Python."""
        return things[int(self.dice.random() * len(things))]

    def sentence(self) -> str:
        """A sentence of the fixtures; now and then the head of one with the tail of another."""
        whole = self.pick(self.pool)
        head, comma, _ = whole.partition(", ")
        _, other, tail = self.pick(self.pool).partition(", ")
        joined = f"{head}, {tail}"
        can_join = comma and other and not set("“”*‘’") & set(joined)
        return joined if can_join and self.dice.random() < 0.5 else whole

    def prose(self, words: int) -> str:
        """A paragraph of about so many words."""
        text = self.sentence()
        while len(text.split()) < words:
            text += " " + self.sentence()
        return text

    def length(self) -> int:
        """How long the next paragraph is: most are short, some are long."""
        return 18 + int(self.dice.random() ** 2 * 130)

    def add(self, *blocks: str) -> int:
        """Add blocks; how many words they have."""
        self.blocks.extend(blocks)
        return sum(len(block.split()) for block in blocks)


# --- what a chapter is made of ----------------------------------------------------------------------------------------


def note(book: Book) -> int:
    """A paragraph with a note of one paragraph, every third of two."""
    book.notes += 1
    key = f"[^n{book.notes}]"
    text = book.prose(book.length())
    second = f"\n\n    {book.prose(8)}" if book.notes % 3 == 0 else ""
    return book.add(text + key, f"{key}: {book.prose(10)}{second}")


def links(book: Book) -> int:
    """A paragraph that leads to a chapter and out of the book."""
    chapter = 1 + int(book.dice.random() * book.chapters)
    address = f"https://valerecord.example/data/{book.chapters}-{len(book.blocks)}"
    text = f"{book.prose(20)} See [chapter {chapter}](#chapter-{chapter}), or the [published figures]({address})."
    return book.add(f"{text} {book.prose(20)} *{book.pick(STATIONS)}* is **not** among them: run `sort --check`.")


def quote(book: Book, paragraphs: int = 0) -> int:
    """A signed quotation of several paragraphs."""
    count = paragraphs or 1 + int(book.dice.random() * 4)
    lines = [f"> “{book.prose(book.length()).replace('“', '‘').replace('”', '’')}" for _ in range(count)]
    return book.add("\n>\n".join(lines) + f"”\n>\n> — {book.pick(SPEAKERS)}")


def foreign(book: Book) -> int:
    """A paragraph in another language, and one with some words of it."""
    lang, text = FOREIGN[int(book.dice.random() * len(FOREIGN))]
    words = " ".join(text.split()[:4]).rstrip(",.")
    return book.add(f"{{lang={lang}}}\n{text}", f"{book.prose(20)} The notice began [{words}]{{lang={lang}}}.")


def nested_list(book: Book, items: int = 3) -> int:
    """A numbered list whose items hold lists of their own, three deep."""
    lines = []
    for number in range(1, items + 1):
        lines += [f"{number}. {book.prose(12)}", f"   - {book.prose(10)}", f"     1. {book.prose(6)}"]
        lines += [f"     2. {book.prose(6)}", f"   - {book.prose(10)}"]
    return book.add("\n".join(lines))


def figure(book: Book) -> int:
    """A picture with its words, its caption and who made it."""
    name, alt = PICTURES[int(book.dice.random() * len(PICTURES))]
    caption = re.sub("[“”*]", "", book.prose(8))
    return book.add(f'![{alt}](images/{name} "{caption}"){{credit="Photo: Amrit Sohal"}}') + WORDS_A_PAGE // 4


def code(book: Book) -> int:
    """A block of code, and a formula."""
    return book.add(
        f"```python\n{CODE}\n```",
        f"{book.prose(12)} Sorting is finished when nothing is out of place.",
        '{alt="n times the logarithm of n"}\n$$\nn \\log_2 n\n$$',
    )


def definitions(book: Book) -> int:
    """Terms and what they mean."""
    return book.add("\n\n".join(f"{name}\n: {book.prose(9)}" for name in STATIONS[:3]))


def aside(book: Book) -> int:
    """Words beside the text."""
    return book.add(f"::: note Why {book.pick(STATIONS)}\n{book.prose(30)}\n:::")


def table(book: Book, rows: int) -> int:
    """A table with a row header: figures, and words that take lines."""
    lines = ["{header-columns=1}", "| Train | Station | Late | Wait (min) | What was said |", "|---|---|--:|--:|---|"]
    for number in range(1, rows + 1):
        late, wait = int(book.dice.random() * 900), int(book.dice.random() * 60)
        lines.append(f"| {number:04} | {book.pick(STATIONS)} | {late} | {wait} | {book.sentence()} |")
    return book.add("\n".join(lines) + f"\n\nTable: {rows} trains of the Vale line, as noted")


FURNITURE = (note, quote, links, nested_list, note, foreign, figure, quote, links, definitions, code, note, aside)


def chapter(book: Book, words: int) -> None:
    """One chapter of about so many words, with sections to the fourth depth below it."""
    book.chapters += 1
    book.blocks.append(f"## Chapter {book.chapters}")
    done = section = 0
    while done < words:
        depth = (3, 4, 5, 5, 4)[section % 5]
        done += book.add(f"{'#' * depth} {heading(book)}")
        for number in range(4):
            done += book.add(book.prose(book.length()))
            if number % 2:
                done += FURNITURE[book.furniture % len(FURNITURE)](book)
                book.furniture += 1
        section += 1


def heading(book: Book) -> str:
    """A short heading out of a sentence's first words."""
    words = re.sub(r"[^\w\s’-]", "", book.pick(book.pool)).split()[:5]
    return " ".join(words)


def markdown(pages: int) -> str:
    """A book of about so many A4 pages: 40 of 300 are one table, 6 one quotation, 4 one list, the rest chapters."""
    book = Book(pages)
    long_pages = pages / 6
    each = max(1, round(pages / 15))
    for _ in range(each):
        chapter(book, round((pages - long_pages) * WORDS_A_PAGE / each))
    chapter(book, 1)
    table(book, max(3, round(pages * 42 / 300 * ROWS_A_PAGE)))
    chapter(book, 1)
    quote(book, max(2, round(pages * 8 / 300 * PARAGRAPHS_A_PAGE)))
    chapter(book, 1)
    nested_list(book, max(2, round(pages * 4 / 300 * PARAGRAPHS_A_PAGE)))
    head = f"---\ntitle: A valley in {pages} pages\nauthor: Hester Pym\ndate: 2026-05-16\nlang: en-GB\n---"
    return "\n\n".join([head, *_told_apart(book.blocks)]) + "\n"


def _told_apart(blocks: Sequence[str]) -> Iterator[str]:
    """Lists that follow one another would be one: nothing stands between them but a comment's worth of words."""
    before = ""
    for block in blocks:
        if before[:2] == "1." == block[:2]:
            yield "Then:"
        yield block
        before = block


def write(folder: Path, pages: int) -> Path:
    """The book as ``bookN.md`` with its pictures beside it; the path."""
    path = folder / f"book{pages}.md"
    path.write_text(markdown(pages), encoding="utf-8")
    shutil.copytree(ARTICLES / "images", folder / "images", dirs_exist_ok=True)
    return path
