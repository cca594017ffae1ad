"""What a PDF costs beside its layout grows with the document and no faster; counted in work, for clocks are noisy."""

from __future__ import annotations

import re
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import pydyf
import pytest

import exporter
from exporter.assets import styles_folder
from exporter.model import Aside, Cell, Document, LineBreak, Metadata, Paragraph, Row, Table, TableBody, Text
from exporter.writers import WriteOptions, pdf
from exporter.writers.pdf import painted_text as pdf_text
from exporter.writers.pdf.engines.painted import Painted, Piece
from exporter.writers.pdf.engines.values import with_values
from exporter.writers.pdf.engines.weasy import layout as weasy_layout
from exporter.writers.pdf.header_cells import header_names
from exporter.writers.xhtml import Profile, render
from tests import big
from tests.conftest import ARTICLES

PACKAGE = str(Path(exporter.__file__).parent)


class Work:
    """Lines of the project's code that were run, those of each round of a loop counted."""

    def __init__(self) -> None:
        self.lines = 0

    @contextmanager
    def counted(self) -> Iterator[None]:
        before = sys.gettrace()
        sys.settrace(self._call)
        try:
            yield
        finally:
            sys.settrace(before)

    def _call(self, frame: FrameType, event: str, _: Any) -> Any:
        return self._line if frame.f_code.co_filename.startswith(PACKAGE) else None

    def _line(self, frame: FrameType, event: str, _: Any) -> Any:
        self.lines += event == "line"
        return self._line


def lines(function: Callable[[], Any]) -> int:
    work = Work()
    with work.counted():
        function()
    return work.lines


# --- tagging ----------------------------------------------------------------------------------------------------------


def tagging(book: Document, monkeypatch: pytest.MonkeyPatch, standard: Any) -> tuple[int, int]:
    """The lines that tagging and finishing took, and how many pieces were painted."""
    work, pieces = Work(), 0
    lay_out = weasy_layout.write

    def counting(layout: Any, tag: Any, finish: Any) -> Any:
        def tag_counted(made: Any, painted: Painted) -> None:
            nonlocal pieces
            pieces = sum(painted.counts)
            with work.counted():
                tag(made, painted)

        def finish_counted(*arguments: Any) -> None:
            with work.counted():
                finish(*arguments)

        return lay_out(layout, tag_counted, finish_counted)

    with monkeypatch.context() as patched:
        patched.setattr(weasy_layout, "write", counting)
        pdf.write(book, WriteOptions(pdf=standard, contents="always"))
    return work.lines, pieces


@pytest.mark.slow
@pytest.mark.parametrize("standard", ["ua-1", "ua-2"])
def test_tagging_costs_the_same_a_line_however_long_the_book(
    standard: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = exporter.read(big.write(tmp_path, 4))
    costs = []
    for times in (1, 3):
        work, pieces = tagging(replace(book, blocks=book.blocks * times), monkeypatch, standard)
        costs.append(work / pieces)
        assert pieces > 40 * 4 * times
    assert costs[1] < costs[0] * 1.02


class Slices(str):
    """A text that counts the characters copied out of it."""

    copied = 0

    def __getitem__(self, key: Any) -> str:
        found = super().__getitem__(key)
        Slices.copied += len(found)
        return found


def test_a_text_of_many_lines_is_looked_through_once() -> None:
    words = [f"word{number:04}" for number in range(2000)]
    text = Slices(" ".join(words))
    pieces = [Piece(0, 0, number, word, False, pydyf.Dictionary()) for number, word in enumerate(words)]
    assert len(list(pdf_text._places(text, deque(pieces), 0))) == len(words)
    assert Slices.copied < 3 * len(text)


# --- tables, names ----------------------------------------------------------------------------------------------------


def irregular(rows: int) -> Table:
    """A table whose headers span, so that each cell has to name its own."""

    def cell(text: str, header: bool = False, columns: int = 1) -> Cell:
        return Cell((Paragraph((Text(text),)),), header, colspan=columns)

    head = (Row((cell("Station", True), cell("Late", True, columns=2))), Row(tuple(cell(x, True) for x in "abc")))
    body = tuple(Row((cell(str(number), True), cell("1"), cell("2"))) for number in range(rows))
    return Table((TableBody(body),), head)


def test_headers_of_an_irregular_table_cost_the_same_a_row() -> None:
    short, long = (lines(lambda rows=rows: header_names(irregular(rows), "t")) for rows in (100, 400))
    assert long < 4.2 * short


def test_asides_of_one_name_and_ids_in_one_script_cost_the_same_each() -> None:
    """Names of landmarks are numbered to be told apart; so are ids of which nothing is ASCII."""

    def book(count: int) -> Document:
        words = (Paragraph((Text("Words."),)),)
        asides = tuple(Aside(words, "tip", (Text("Summary"),), id=chr(0x4E00 + number)) for number in range(count))
        return Document(metadata=Metadata(title="T", lang="en"), title=(Text("T"),), blocks=asides)

    profile = Profile(picture_href=lambda resource: resource.name)
    short, long = (lines(lambda count=count: render(book(count), profile)) for count in (100, 400))
    assert long < 4.2 * short


def test_words_of_a_poem_find_their_place_at_the_same_cost_each() -> None:
    def poem(count: int) -> Document:
        return Document(metadata=Metadata(title="T"), blocks=(Paragraph((Text("A line"), LineBreak()) * count),))

    profile = Profile(picture_href=lambda resource: resource.name, node_attribute="data-node")
    short, long = (lines(lambda count=count: render(poem(count), profile)) for count in (100, 400))
    assert long < 4.2 * short
    held = render(poem(3), profile).texts
    assert sorted(before for _, before in held) == [0, 1, 2]


# --- the style sheet --------------------------------------------------------------------------------------------------


def test_values_put_in_place_change_nothing(tmp_path: Path) -> None:
    """A custom style sheet, even an empty one, has the custom properties looked up as CSS has it; without one they
    are not.

    The two ways must lead to the same file.
    """
    empty = tmp_path / "house.css"
    empty.write_text("")
    (article,) = (path for path in ARTICLES if path.name == "data-story.md")
    document = exporter.read(article)
    assert pdf.write(document, WriteOptions()).data == pdf.write(document, WriteOptions(styles=(empty,))).data
    sheet = (styles_folder() / "page.css").read_text(encoding="utf-8")
    (placed,) = with_values((sheet,))
    assert len(re.findall("var", placed)) < len(re.findall("var", sheet)) / 2


def test_only_what_root_alone_sets_is_put_in_place() -> None:
    sheets = (
        ":root { --ink: #111; --rule: var(--ink); --gap: 1mm } p { color: var(--rule); margin: var(--gap, 2mm) }",
        "p { font: 1rem var(--face, serif) } :where([lang|=ja]) { --face: Mincho } q { color: var(--ink) }",
    )
    assert with_values(sheets) == (
        ":root {   --gap: 1mm } p { color: #111; margin: var(--gap, 2mm) }",
        "p { font: 1rem var(--face, serif) } :where([lang|=ja]) { --face: Mincho } q { color: #111 }",
    )
