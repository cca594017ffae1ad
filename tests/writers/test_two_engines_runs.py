"""Publications on the fast engine: runs of articles side by side, joined to the same bytes on every machine."""

from __future__ import annotations

import io
import signal
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
import pytest

from exporter import h
from exporter.bounds import watch
from exporter.comparison.losses import compare
from exporter.model import Document
from exporter.readback import open_file
from exporter.readback.pdf import page_labels
from exporter.writers import WriteOptions, WriteResult
from exporter.writers.book_options import BookOptions
from exporter.writers.pdf import write
from exporter.writers.pdf.engines.pluto import book, flow, laid, layout, rows, runs
from exporter.writers.pdf.engines.pluto.colours import colours_of
from exporter.writers.pdf.engines.pluto.content import End, Line, Mark
from tests.publications import WORDS, article
from tests.writers.two_engines import differences, is_fast

pytestmark = pytest.mark.slow
pytest.importorskip("plutoprint")

OPTIONS = WriteOptions(book=BookOptions(front_matter="roman", start="right"))


def annual(count: int = 9) -> Document:
    """A book of short articles in three parts."""
    made = [
        article(
            f"Article {number}",
            h.p(WORDS * (number % 4 + 1)),
            h.ul("One", "Two"),
            h.p(h.a("https://a.example/", "out")),
        )
        for number in range(1, count + 1)
    ]
    parts = [h.section(f"Part {at // 3 + 1}", *made[at : at + 3], role="part") for at in range(0, count, 3)]
    return h.document("Annual", *parts, lang="en")


@pytest.fixture
def small_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few articles make several runs."""
    monkeypatch.setattr(runs, "LETTERS", 800)


@pytest.fixture(autouse=True)
def no_presses_before() -> Iterator[None]:
    book.stop()
    yield
    book.stop()


def with_cores(monkeypatch: pytest.MonkeyPatch, count: int) -> WriteResult:
    monkeypatch.setattr(book, "cores", lambda: count)
    return write(annual(), OPTIONS)


@pytest.mark.usefixtures("small_runs")
def test_the_number_of_cores_changes_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for count in (1, 2, 3):
        made.append(with_cores(monkeypatch, count))
        assert len(book._PRESSES) == count
        assert is_fast(made[-1])
        book.stop()
    assert made[0].data == made[1].data == made[2].data


@pytest.mark.usefixtures("small_runs")
def test_runs_are_joined_to_one_file_with_nothing_lost() -> None:
    made = write(annual(), OPTIONS)
    assert is_fast(made)
    assert not compare(annual(), open_file(made.data, "annual.pdf"), "pdf")
    assert [page.label for page in made.pages] == page_labels(made.data)
    assert differences(annual(), OPTIONS) == []


def test_where_runs_end_changes_nothing_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = write(annual(), OPTIONS)
    monkeypatch.setattr(runs, "LETTERS", 1)
    single = write(annual(), OPTIONS)
    assert page_labels(whole.data) == page_labels(single.data)
    assert whole.pages == single.pages
    assert whole.claims == single.claims


@pytest.mark.usefixtures("small_runs")
def test_when_one_of_several_dies_the_other_engine_sets_all_and_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    send, sent = book.printing.send, []

    def dying(*message: Any) -> None:
        sent.append(len(book._PRESSES))
        if len(book._PRESSES) == 2 and sent.count(2) == 1:
            started.extend(press.process for press in book._PRESSES)
            started[1].send_signal(signal.SIGSEGV)
            started[1].wait()
        send(*message)

    started: list[Any] = []
    monkeypatch.setattr(book.printing, "send", dying)
    made = with_cores(monkeypatch, 2)
    assert "PlutoBook died (signal 11)" in made.engine
    assert all(process.poll() is not None for process in started)
    assert not {process.pid for process in started} & watch.HELPERS
    monkeypatch.setattr(book.printing, "send", send)
    assert is_fast(with_cores(monkeypatch, 2)), "the next publication has processes of its own"


@pytest.mark.usefixtures("small_runs")
@pytest.mark.parametrize("interruption", [KeyboardInterrupt, watch.Passed])
def test_what_interrupts_the_wait_ends_all_of_them(interruption: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    receive, processes = book.printing.receive, []

    def interrupted(stream: Any) -> Any:
        answer = receive(stream)
        if len(book._PRESSES) == 3 and not processes:
            processes.extend(press.process for press in book._PRESSES)
            raise interruption
        return answer

    monkeypatch.setattr(book.printing, "receive", interrupted)
    with pytest.raises(interruption):
        with_cores(monkeypatch, 3)
    assert len(processes) == 3
    assert all(process.poll() is not None for process in processes)


def test_an_article_as_long_as_a_book_is_set_like_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "FEW", 1)
    monkeypatch.setattr(layout, "LONG", 4)
    monkeypatch.setattr(flow, "LETTERS", 8000)
    monkeypatch.setattr(rows.Rows, "rooms", lambda _: iter(()))  # so that pages end badly
    windows: list[int] = []
    keep = laid.Laid.keep

    def seeing(self: Any, pages: int, end: int) -> None:
        windows.append(pages)
        keep(self, pages, end)

    monkeypatch.setattr(laid.Laid, "keep", seeing)
    words = (WORDS * 4).split()
    said = [h.p(" ".join(words[: 24 + number * 17 % 70])) for number in range(140)]
    long = h.document("Annual", article("One", *said), article("Two", h.p(WORDS)), article("Three", *said), lang="en")
    assert differences(long, replace(OPTIONS, contents="never")) == []
    assert len(windows) > 4


def test_an_article_that_the_fast_engine_cannot_set_makes_all_of_it_the_other_ones() -> None:
    mixed = h.document("Annual", article("One", h.p(WORDS)), article("Two", h.p("\u05d0\u05d1"), lang="he"), lang="en")
    made = write(mixed, WriteOptions(engine="plutobook"))
    assert made.engine.endswith("PlutoBook is not used for text written from right to left")


def test_a_head_that_is_painted_twice_in_one_place_is_painted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """So PlutoBook does now and then where a table begins a page: as its head, and as its head once more."""
    rewrite = laid.Rewriter.rewrite

    def doubled(self: Any, content: bytes) -> Any:
        made = rewrite(self, content)
        for line in [item for item in made.painted if isinstance(item, Line) and item.said() == "Count"]:
            start, end = (laid._index(made.stream, part) for part in (line.mark, line.finish))
            again = replace(line, mark=Mark(), finish=End())
            made.stream += [again.mark, *made.stream[start + 1 : end], again.finish]
            made.painted.append(again)
            twice.append(again)
        return made

    twice: list[Line] = []
    monkeypatch.setattr(laid.Rewriter, "rewrite", doubled)
    table = h.table([["1", "2"]] * 3, head=["Name", "Count"])
    made = write(h.document("Annual", article("One", h.p(WORDS), table), lang="en"), OPTIONS)
    assert twice
    assert is_fast(made)
    pages = pdfium.PdfDocument(io.BytesIO(made.data))
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert text.count("Count") == 1
    assert text.count("The ferry left") == 1
    assert "Name" in text


def test_selectors_of_children_and_of_several_are_read() -> None:
    sheet = ".part > :is(h2, .depth-1) { color: #ffffff } .b p, :is(.a, i) .c, .d { color: #000001 }"
    colours = colours_of((sheet,))
    part = ("section", frozenset(["part"]))
    assert colours.of("h2", [], [part]) == "ffffff"
    assert colours.of("p", ["depth-1"], [part]) == "ffffff"
    assert colours.of("h2", [], [part, ("div", frozenset())]) is None
    assert colours.of("p", ["c"], [("i", frozenset()), ("b", frozenset())]) == "000001"
    assert colours.of("p", ["d"], []) == "000001"
