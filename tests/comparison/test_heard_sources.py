"""What is heard alike is not a loss: kinds that come from how articles are typed, from their source to each file.

Levels and header rows of Word, directions of what was pasted from it, Chinese dashes, page breaks inside code.
"""

from __future__ import annotations

from typing import TypeVar

from exporter.comparison.loss_table import line
from exporter.model import BlockQuote, CodeBlock, Document, Section, Table, plain_text, walk
from exporter.run.pipeline import ReadOptions, read_bytes
from exporter.run.prove import prove
from exporter.run.rendering import write_all
from exporter.writers import WriteOptions
from tests.readers.word.files import p, table, word_file

Kind = TypeVar("Kind")
FORMATS = ("pdf", "epub", "docx")

PASTED = """<html lang="en"><body><h1>Pasted</h1>
<p class=MsoNormal dir=RTL style='direction:rtl'><span dir=LTR lang=EN-GB>Plain words</span><span dir=RTL></span>
<span lang=AR-SA>\u0646\u0635 \u0639\u0631\u0628\u064a</span><span dir=LTR></span><span dir=LTR>.</span></p>
<p class=MsoNormal dir=LTR><span dir=RTL lang=AR-SA>\u0646\u0635 \u0639\u0631\u0628\u064a</span></p>
<p class=MsoNormal><span dir=RTL lang=AR-SA>\u0646\u0635</span> and more.</p></body></html>"""

DASHED = """---
lang: zh
---
# T

> The words that were said.
>
> \u2014\u2014 Somebody

One\u2014\u2014two\u2026\u2026three.
"""

CODED = """---
lang: en
---
# T

See `make all`:

    first\x0c

    second   \u200b

`make all`

| file | what |
|---|---|
| `a` | one |
"""


def proved(source: bytes, name: str) -> Document:
    """The article, after it was written in every format and nothing was lost."""
    article = read_bytes(source, name, ReadOptions())
    made = write_all(article, name, FORMATS, WriteOptions())
    losses = prove(article.document, [(item.format, item.data) for item in made.files], name).losses
    assert losses == (), "\n".join(line(loss) for loss in losses)
    return article.document


def of_kind(kind: type[Kind], document: Document) -> list[Kind]:
    return [node for node in walk(document) if isinstance(node, kind)]


def test_directions_of_what_was_pasted_from_word() -> None:
    document = proved(PASTED.encode(), "pasted.html")
    assert "Plain words" in plain_text(document.blocks)


def test_a_speaker_behind_a_chinese_dash_is_named_without_it() -> None:
    document = proved(DASHED.encode(), "dashed.md")
    assert [plain_text(quote.attribution) for quote in of_kind(BlockQuote, document)] == ["Somebody"]
    assert "One\u2014\u2014two" in plain_text(document.blocks)


def test_code_with_a_page_break_and_an_empty_line_and_code_alone() -> None:
    document = proved(CODED.encode(), "coded.md")
    (code,) = of_kind(CodeBlock, document)
    assert code.text.split() == ["first", "second"]


def test_levels_of_word_that_begin_low_and_skip() -> None:
    words = [("Heading3", "Low"), ("Heading1", "Top"), ("Heading3", "Deep"), ("Heading2", "Up"), ("Heading1", "Next")]
    body = p("The weir", "Title") + "".join(p(name, style) + p(f"Under {name}.") for style, name in words)
    document = proved(word_file(body), "levels.docx")
    assert [plain_text(one.title) for one in of_kind(Section, document)] == [name for _, name in words]


def test_header_rows_in_the_middle_of_a_word_table() -> None:
    rows = table(["Year", "Height"], ["1990", "2"], ["Month", "Height"], ["May", "3"])
    for name in ("Year", "Month"):  # the rows that begin so are header rows
        row = rows[: rows.index(name)].rindex("<w:tr>") + len("<w:tr>")
        rows = f"{rows[:row]}<w:trPr><w:tblHeader/></w:trPr>{rows[row:]}"
    body = p("The weir", "Title") + rows
    document = proved(word_file(body), "rows.docx")
    (made,) = of_kind(Table, document)
    assert len(made.head) + sum(len(one.rows) for one in made.bodies) == 4
