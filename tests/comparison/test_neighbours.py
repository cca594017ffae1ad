"""Each kind of block right after each other kind, in the text and inside what holds blocks: no format mixes them up.

What stands side by side is where formats blur: two captions become one, a caption goes to the table below it, a quote
runs on into the next, a list takes the paragraph after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import pytest

from exporter.comparison.loss_table import line
from exporter.comparison.losses import compare
from exporter.model import (
    Aside,
    AsideKind,
    Block,
    BlockQuote,
    Blocks,
    Cell,
    CodeBlock,
    Definition,
    DefinitionItem,
    DefinitionList,
    DisplayMath,
    Document,
    Figure,
    Image,
    List,
    ListItem,
    Metadata,
    Note,
    Paragraph,
    ParagraphRole,
    Resource,
    Row,
    Section,
    Table,
    TableBody,
    Term,
    Text,
    ThematicBreak,
)
from exporter.readback import open_file
from exporter.writers import WriteOptions, writer
from tests.checks.rich import MATHML, p, red_square, words

Make = Callable[[str], Block]


def picture(name: str) -> Paragraph:
    return Paragraph((Image("dot.png", f"a dot, {name}"),))


def items(name: str) -> tuple[ListItem, ...]:
    return ListItem((p(f"item {name} one"),)), ListItem((p(f"item {name} two"),))


def rows(name: str) -> tuple[TableBody, ...]:
    cells = [tuple(Cell((p(f"cell {name} {row}{column}"),)) for column in "ab") for row in "12"]
    return (TableBody(tuple(Row(row) for row in cells)),)


def head(name: str) -> tuple[Row, ...]:
    return (Row(tuple(Cell((p(f"head {name} {column}"),), True, "col") for column in "ab")),)


def roled(role: ParagraphRole) -> Make:
    return lambda name: Paragraph(words(f"{role} {name}"), role)


def aside(kind: AsideKind, titled: bool) -> Make:
    return lambda name: Aside((p(f"{kind} {name}."),), kind, words(f"Title {name}") if titled else ())


BLOCKS: dict[str, Make] = {
    "paragraph": lambda name: p(f"Running text {name}."),
    "standfirst": roled("standfirst"),
    "byline": roled("byline"),
    "dateline": roled("dateline"),
    "quote": lambda name: BlockQuote((p(f"Quoted {name}."), p(f"More {name}."))),
    "signed quote": lambda name: BlockQuote((p(f"Quoted {name}."),), words(f"Speaker {name}")),
    "nested quote": lambda name: BlockQuote((BlockQuote((p(f"Inner {name}."),), words(f"Inner voice {name}")),)),
    "bullets": lambda name: List(items(name)),
    "numbers": lambda name: List(items(name), True),
    "numbers from four": lambda name: List(items(name), True, 4),
    "letters": lambda name: List(items(name), True, 1, "lower-alpha"),
    "list in a list": lambda name: List((ListItem((p(f"outer {name}"), List(items(name)))),)),
    "definitions": lambda name: DefinitionList(
        (DefinitionItem((Term(words(f"Term {name}")),), (Definition((p(f"Meaning {name}."),)),)),)
    ),
    "code": lambda name: CodeBlock(f"a = '{name}'\n  b = 2"),
    "table": lambda name: Table(rows(name), head(name)),
    "named table": lambda name: Table(rows(name), head(name), caption=words(f"Table {name}")),
    "picture": lambda name: Figure((picture(name),)),
    "captioned picture": lambda name: Figure((picture(name),), words(f"Caption {name}.")),
    "credited picture": lambda name: Figure((picture(name),), words(f"Caption {name}."), words(f"Credit {name}")),
    "described picture": lambda name: Figure(
        (picture(name),), words(f"Caption {name}."), (), (p(f"What {name} shows."),)
    ),
    "two pictures": lambda name: Figure((picture(f"{name} left"), picture(f"{name} right")), words(f"Caption {name}.")),
    "caption alone": lambda name: Figure((), words(f"Caption {name}.")),
    "caption and credit": lambda name: Figure((), words(f"Caption {name}."), words(f"Credit {name}")),
    "credit alone": lambda name: Figure((), (), words(f"Credit {name}")),
    "table in a figure": lambda name: Figure((Table(rows(name), head(name)),), words(f"Caption {name}.")),
    "code in a figure": lambda name: Figure((CodeBlock(f"c = '{name}'"),), words(f"Caption {name}.")),
    "sidebar": aside("sidebar", titled=True),
    "note": aside("note", titled=False),
    "pull quote": aside("pullquote", titled=False),
    "formula": lambda name: DisplayMath(mathml=MATHML, alt=f"a plus b, {name}"),
    "break": lambda name: ThematicBreak(),
    "noted": lambda name: Paragraph((*words(f"With a note {name}"), Note((p(f"The note {name}."),)), Text("."))),
}
"""Kinds of block, each made with a name of its own so that a loss tells where it was."""


def sequence(kinds: Sequence[str]) -> Iterator[str]:
    """Each of ``kinds`` right after each, itself too, once: a way through all pairs (de Bruijn's, of order two)."""
    for at, first in enumerate(kinds):
        yield first
        for second in kinds[at + 1 :]:
            yield from (first, second)
    yield kinds[0]


def test_the_sequence_has_every_pair() -> None:
    kinds = list("abcde")
    way = list(sequence(kinds))
    assert set(pairwise(way)) == {(a, b) for a in kinds for b in kinds}


def in_a_quote(blocks: Blocks) -> Blocks:
    return (BlockQuote(blocks, words("The speaker of all")),)


def in_an_item(blocks: Blocks) -> Blocks:
    return (List((ListItem((p("The item begins."), *blocks)),)),)


def in_an_aside(blocks: Blocks) -> Blocks:
    return (Aside(blocks, "sidebar", words("All aside")),)


def in_a_cell(blocks: Blocks) -> Blocks:
    row = Row((Cell((p("Beside"),), True, "row"), Cell(blocks)))
    return (Table((TableBody((row,)),)),)


def in_sections(blocks: Blocks) -> Blocks:
    """Each pair in a section of its own, so that what ends one and begins the next is tried too."""
    pairs = [blocks[at : at + 2] for at in range(0, len(blocks), 2)]
    return tuple(Section(words(f"Section {at}"), pair) for at, pair in enumerate(pairs))


PLACES: dict[str, Callable[[Blocks], Blocks]] = {
    "text": lambda blocks: blocks,
    "sections": in_sections,
    "quote": in_a_quote,
    "item": in_an_item,
    "aside": in_an_aside,
    "cell": in_a_cell,
}


def document(place: str, kinds: Sequence[str]) -> Document:
    blocks = tuple(BLOCKS[kind](f"{number}") for number, kind in enumerate(sequence(kinds)))
    return Document(
        metadata=Metadata(title="Neighbours", lang="en"),
        title=words("Neighbours"),
        blocks=PLACES[place](blocks),
        resources=(Resource(name="dot.png", media_type="image/png", data=red_square(), width=40, height=30),),
    )


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("form", ["epub", "docx", "pdf"])
def test_no_format_mixes_up_neighbours(form: str, place: str) -> None:
    made = document(place, list(BLOCKS))
    data = writer(form)(made, WriteOptions()).data
    losses = compare(made, open_file(data, f"neighbours.{form}"), form)
    assert losses == [], "\n".join(line(loss) for loss in losses)
