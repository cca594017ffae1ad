"""The builder: strings are text, parts find their place, and what is wrong is told by its path."""

from __future__ import annotations

import base64
import inspect
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter import h
from exporter.errors import UsageError
from exporter.model import (
    BlockQuote,
    Document,
    Figure,
    Image,
    List,
    Note,
    Paragraph,
    Section,
    Styled,
    Table,
    Text,
    plain_text,
    walk,
)

ROOT = Path(__file__).resolve().parent.parent
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def whole() -> Document:
    return h.document(
        "The mill reopens",
        h.p("It ", h.strong("turns ", h.em("again")), ", see ", h.a("https://mill.example/", "the times"), "."),
        h.section(
            "What changes",
            h.ul("One sailing", h.li("Two sailings", h.ol("Lorries first", "Cars after"))),
            h.quote("We waited.", by="Per Lund, miller"),
            h.picture("wheel.png", "The wheel at dusk", caption="At dusk.", credit="Photo: Ann Berg"),
            h.table([["May", "7"], ["June", ""]], head=["Month", "Boats"], caption="Boats", row_headers=True),
            h.p("Sold", h.note("In May."), "."),
            h.pre("a = 1\n", "python"),
            h.aside("Mind the step.", title="Beware", kind="warning"),
            h.hr(),
        ),
        lang="en",
        authors=["Ann Berg"],
        published=date(2026, 3, 2),
        pictures={"wheel.png": DOT},
    )


def test_strings_are_text_and_nothing_in_them_is_markup() -> None:
    made = h.document("T", h.p("a <b>c</b> & *d*"))
    assert made.blocks == (Paragraph((Text("a <b>c</b> & *d*"),)),)


def test_parts_are_the_models_own_nodes() -> None:
    first, section = whole().blocks
    assert isinstance(first, Paragraph)
    assert first.content[1] == Styled("strong", (Text("turns "), Styled("emphasis", (Text("again"),))))
    assert isinstance(section, Section)
    kinds = [type(block) for block in section.blocks]
    assert kinds[:4] == [List, BlockQuote, Figure, Table]
    quote = section.blocks[1]
    assert isinstance(quote, BlockQuote)
    assert plain_text(quote.attribution) == "Per Lund, miller"
    assert [node for node in walk(whole()) if isinstance(node, Note)]


def test_headers_of_a_table_have_their_scope() -> None:
    table = next(node for node in walk(whole()) if isinstance(node, Table))
    assert [cell.scope for cell in table.head[0].cells] == ["col", "col"]
    assert [(cell.header, cell.scope) for cell in table.bodies[0].rows[0].cells] == [(True, "row"), (False, "")]


def test_what_stands_loose_among_blocks_is_a_paragraph() -> None:
    made = h.section("S", h.em("so "), h.strong("it is"), "Another.")
    assert [plain_text(block).strip() for block in made.blocks] == ["so it is", "Another."]


def test_the_whole_is_written_and_says_it_all() -> None:
    made = exporter.render(whole(), ["epub", "docx"], prove=True)
    assert made.proof is not None
    assert list(made.proof.losses) == []
    assert [
        node.alt
        for node in walk(exporter.open_article(made.files[1].data, name="a.docx").document)
        if isinstance(node, Image)
    ]


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: h.p("a", 3), r"h\.p\[1\]: text or an inline was expected, not a value of type int"),
        (lambda: h.p(h.p("x")), r"h\.p\[0\]: text or an inline was expected, not a value of type Paragraph"),
        (
            lambda: h.section("S", h.li("x")),
            r"h\.section\[0\]: text or a block was expected, not a value of type ListItem",
        ),
        (lambda: h.quote("x", by=h.p("y")), r"h\.quote: by"),
        (lambda: h.table([["a"], [object()]]), r"h\.table\[1\]\[0\]: text or a block was expected"),
        (lambda: h.a(3, "x"), r"h\.a: target: a str was expected, not a value of type int"),
        (lambda: h.document("T", h.aside("x", kind="box")), r"document\.blocks\[0\]\.kind"),
        (lambda: h.document("T", headline="x"), r"h\.document: .*headline"),
        (lambda: h.document("T", h.section("S", h.p("x", lang=3))), r"document\.blocks\[0\]\.blocks\[0\]\.lang"),
    ],
)
def test_what_is_wrong_is_told_by_its_path(build: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        build()


def test_the_example_of_the_documentation_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "reference" / "builder.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for example in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(compile(example, "docs/reference/builder.md", "exec"), {})
    assert (tmp_path / "mill.epub").exists()


def test_every_function_is_in_the_documentation() -> None:
    page = (ROOT / "docs" / "reference" / "builder.md").read_text(encoding="utf-8")
    made = [name for name, held in vars(h).items() if inspect.isfunction(held) and held.__module__ == h.__name__]
    assert [name for name in made if name[0] != "_" and not re.search(rf"`{name}\b|h\.{name}\b", page)] == []
