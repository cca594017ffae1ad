"""The document whose files are broken: every kind of node once, with what each format alone can hold."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from exporter.model import (
    Cell,
    Document,
    Identifier,
    Link,
    List,
    ListItem,
    Metadata,
    Note,
    PageMarker,
    Paragraph,
    Person,
    Row,
    Section,
    Table,
    TableBody,
)
from exporter.writers import WriteOptions, writer
from tests.checks.rich import p, rich, words

ROWS = 45
"""Enough for a table that goes on to another page, where its head is painted again."""


def long_table() -> Table:
    """A table over two pages, with a description."""
    head = Row(tuple(Cell((p(text),), True, "col") for text in ("Station", "Arrivals")))
    rows = tuple(Row((Cell((p(f"Station {n}"),), True, "row"), Cell((p(f"{n * 7 + 3}"),)))) for n in range(ROWS))
    return Table((TableBody(rows),), (head,), caption=words("Arrivals by station"))


def two_rows_of_heads() -> Table:
    """A table whose cells have headers over two columns: their place alone does not tell which."""

    def head(text: str, rows: int = 1, columns: int = 1) -> Cell:
        return Cell((p(text),), True, "col", rows, columns)

    heads = (Row((head("Year", 2), head("Rain", 1, 2), head("Sun", 2))), Row((head("mm"), head("days"))))
    cells = (Cell((p("2020"),), True, "row"), *(Cell((p(text),)) for text in ("812", "140", "1500")))
    return Table((TableBody((Row(cells),)),), heads, caption=words("Rain by year"))


def fourth_section() -> Section:
    """What leads somewhere: a second note, a list of four numbers, headers by name, a link, another page."""
    note = Paragraph((*words("A remark"), Note((p("The second note."),), id="second-note"), *words(" follows.")))
    link = Paragraph((*words("See "), Link(words("the minutes"), "https://example.org/minutes"), *words(".")))
    numbers = List(tuple(ListItem((p(f"Step {name}"),)) for name in ("one", "two", "three", "four")), True)
    inner = (note, link, numbers, two_rows_of_heads(), PageMarker("13"), p("After the thirteenth page."))
    return Section(words("Fourth section"), inner)


@cache
def article() -> Document:
    """The rich document of the proofs, with pages of a printed edition, a long table and more that leads somewhere."""
    made = rich()
    last = Section(words("Third section"), (PageMarker("12"), p("Before the long table."), long_table(), p("The end.")))
    pages = (PageMarker("11"), *made.blocks)
    return replace(made, metadata=published(made.metadata), blocks=(*pages, last, fourth_section()))


def published(metadata: Metadata) -> Metadata:
    """What is said for shops and libraries."""
    (author,) = metadata.authors
    return replace(
        metadata,
        authors=(
            replace(author, orcid="0000-0002-1825-0097", affiliation="River Institute"),
            Person("Mo Holm", "trl"),
        ),
        identifiers=(Identifier("9783161484100", "isbn"), Identifier("9781861972712", "isbn", "print")),
        series="Rivers",
        number="3",
        imprint="Oak Books",
        place="Leeds",
        edition="Second edition",
        licence="https://creativecommons.org/licenses/by/4.0/",
    )


@cache
def clean(form: str) -> bytes:
    """The finished file of ``article()`` in a format, unbroken."""
    return writer(form)(article(), WriteOptions()).data
