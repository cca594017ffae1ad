"""What comparing costs grows with the documents, whatever they have in common: books, and pairs with nothing in common.

Work is counted in calls and memory in bytes held at once, so that a busy machine changes nothing.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from exporter.comparison.losses import compare
from exporter.comparison.sequences import WINDOW, common, opcodes
from exporter.model import (
    Block,
    Cell,
    Document,
    Link,
    List,
    ListItem,
    Math,
    Note,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    TableBody,
    Text,
)
from exporter.speak.diff import differences
from tests.checks.rich import p, words
from tests.work import calls

Pair = tuple[Document, Document]


def sentence(random: Random, long: int) -> str:
    letters = "etaoinshrdlu"
    return " ".join("".join(random.choices(letters, k=random.randint(2, 8))) for _ in range(long))


def of(*blocks: Block) -> Document:
    return Document(blocks=blocks)


def prose(count: int, seed: int, long: int = 40) -> Document:
    """So many paragraphs under headings that recur, about ten to a page of a book."""
    random = Random(seed)
    return of(*(Section(words("Chapter"), (p(sentence(random, long)),)) for _ in range(count)))


def edited(document: Document, every: int) -> Document:
    """Each so-many-th paragraph is lost, and the one after it ends in another word."""
    out: list[Block] = []
    for number, block in enumerate(document.blocks):
        assert isinstance(block, Section)
        if number % every == 1:
            block = Section(block.title, (p(f"{block_text(block)} else"),))
        if number % every:
            out.append(block)
    return of(*out)


def block_text(section: Section) -> str:
    (only,) = section.blocks
    assert isinstance(only, Paragraph)
    (text,) = only.content
    assert isinstance(text, Text)
    return text.text


def turned(document: Document) -> Document:
    return of(*reversed(document.blocks))


def values(count: int, seed: int) -> Document:
    """A table whose cells say one of two things."""
    random = Random(seed)
    rows = [Row(tuple(Cell((p(random.choice("01")),)) for _ in range(4))) for _ in range(count // 4)]
    return of(Table((TableBody(tuple(rows)),)))


def lists(count: int, name: str) -> Document:
    return of(*(List((ListItem((p(f"{name} {n}"),)), ListItem((p("and"),)))) for n in range(count)))


def notes(count: int, name: str) -> Document:
    return of(*(Paragraph((Text(f"{name} {n}"), Note((p(f"a note {name} {n}"),)))) for n in range(count)))


def formulas(count: int, name: str) -> Document:
    """One paragraph with the same words and other formulas."""
    return of(Paragraph((Text("All of "), *(Math(tex=f"{name}_{n}") for n in range(count)))))


def marks(count: int, name: str) -> Document:
    """One paragraph with links, its words changed, and quotations round it all."""
    content: Any = tuple(Link(words(f"{name}{n} "), f"https://example.org/{n}") for n in range(count))
    for _ in range(20):
        content = (Quote(content),)
    return of(Paragraph(content))


PAIRS: dict[str, Callable[[int], Pair]] = {
    "a book and its copy": lambda n: (prose(n, 1), prose(n, 1)),
    "a book with edits": lambda n: (prose(n, 1), edited(prose(n, 1), 7)),
    "a book of which every paragraph was changed": lambda n: (prose(n, 1), edited(prose(n, 1), 2)),
    "two books": lambda n: (prose(n, 1), prose(n, 2)),
    "two books of short lines": lambda n: (prose(n, 1, 5), prose(n, 2, 5)),
    "two books of long paragraphs": lambda n: (prose(n // 4, 1, 400), prose(n // 4, 2, 400)),
    "a book from back to front": lambda n: (prose(n, 1), turned(prose(n, 1))),
    "a short text and a book": lambda n: (prose(10, 1), prose(n, 2)),
    "tables of few values": lambda n: (values(n * 8, 1), values(n * 8, 2)),
    "lists": lambda n: (lists(n, "one"), lists(n, "two")),
    "notes": lambda n: (notes(n, "one"), notes(n, "two")),
    "formulas of one paragraph": lambda n: (formulas(n, "a"), formulas(n, "b")),
    "marks of one paragraph": lambda n: (marks(n, "a"), marks(n, "b")),
}
SMALL, TIMES = 300, 4


def peak(act: Callable[[], Any]) -> int:
    """The most bytes that ``act`` held at once."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("name", PAIRS)
def test_comparing_grows_with_the_documents(name: str) -> None:
    small, large = PAIRS[name](SMALL), PAIRS[name](TIMES * SMALL)
    before = calls(lambda: compare(*small, "epub"))
    assert calls(lambda: compare(*large, "epub")) < 1.5 * TIMES * before
    held = peak(lambda: compare(*small, "epub"))
    assert peak(lambda: compare(*large, "epub")) < 1.5 * TIMES * held + 2**20


def test_what_changed_far_into_a_book_is_changed_and_not_lost() -> None:
    """Of a long stretch without any equal paragraph too."""
    before = prose(200, 1)
    after = of(*(Section(words("Part"), (p(f"{block_text(one)} else"),)) for one in before.blocks))  # type: ignore[arg-type]
    assert {(loss.kind, loss.change) for loss in compare(before, after, "epub")} >= {("text", "changed")}
    assert not [loss for loss in compare(before, after, "epub") if loss.kind == "text" and loss.change == "lost"]


def test_books_with_nothing_in_common_are_wholly_lost_and_added() -> None:
    losses = compare(prose(200, 1), of(*(p(sentence(Random(n), 40)) for n in range(1_000, 1_150))), "epub")
    counted = [(loss.kind, loss.change) for loss in losses]
    assert (counted.count(("text", "lost")), counted.count(("added", "added"))) == (200, 150)


@pytest.mark.slow
def test_transcripts_with_nothing_in_common_are_told_in_proportion() -> None:
    def act(count: int) -> int:
        one, two = ([f"{name} {n}" if n % 3 else "the same" for n in range(count)] for name in ("a", "b"))
        return calls(lambda: differences(one, two))  # type: ignore[arg-type]  # lines are compared and shown alone

    assert act(16_000) < 6 * act(4_000)


@pytest.mark.parametrize("seed", range(5))
def test_what_two_sequences_have_in_common_is_the_most_there_can_be(seed: int) -> None:
    random = Random(seed)
    one, two = (random.choices("abcd", k=random.randint(0, 30)) for _ in range(2))
    table = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for a, left in enumerate(one):
        for b, right in enumerate(two):
            table[a + 1][b + 1] = table[a][b] + 1 if left == right else max(table[a][b + 1], table[a + 1][b])
    found = common(one, two)
    assert len(found) == table[-1][-1]
    assert all(one[a] == two[b] for a, b in found)


def test_more_than_a_window_is_aligned_across_windows() -> None:
    random = Random(1)
    one = random.choices("ab", k=3 * WINDOW)
    two = [value for number, value in enumerate(one) if number % 500 != 7]
    assert len(common(one, two)) == len(two)
    stretches = opcodes(one, two)
    assert [value for _, a, b, _, _ in stretches for value in one[a:b]] == one
    assert [value for _, _, _, a, b in stretches for value in two[a:b]] == two
