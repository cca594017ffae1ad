"""Time and memory are bounded: work grows with the input and no faster, and what passes a bound says how to raise it.

Work is counted as calls of functions (sys.setprofile), so that a busy machine changes nothing. What a single call in C
does is not seen that way; the hostile cases of costly structure, which are held to the processor's time, see it.
"""

from __future__ import annotations

import runpy
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exporter.bounds import watch
from exporter.bounds.gate import Limits, holding
from exporter.bounds.watch import Allowance, watched
from exporter.errors import InputError
from exporter.model import Document, Metadata, Paragraph, Text
from exporter.passes import run_passes
from exporter.run.pipeline import ReadOptions, counted_length, read_bytes
from exporter.writers import WriteOptions, writer
from tests.conftest import ROOT
from tests.work import calls

pytestmark = pytest.mark.slow
TIMES = 4
SLACK = 1.5
"""Four times the input may cost six times the work: room for what is done once a level, none for a square (16)."""

SHAPES: dict[str, tuple[str, Callable[[int], str]]] = {
    "paragraphs": ("markdown", lambda n: "Some *words* here.\n\n" * n),
    "one-paragraph": ("markdown", lambda n: "Some *words* here “quoted”. " * n),
    "headings": ("markdown", lambda n: "".join(f"## Heading {at}\n\ntext\n\n" for at in range(n))),
    "items": ("markdown", lambda n: "- one\n" * n),
    "quotes": ("markdown", lambda n: "> said\n>\n> — Ann Lee, chair\n\n" * n),
    "rows": ("markdown", lambda n: "| a | b |\n|---|---|\n" + "| c | d |\n" * n),
    "links": ("markdown", lambda n: "".join(f"[a](https://example.org/{at}) [b](#h{at})\n\n" for at in range(n))),
    "notes": ("markdown", lambda n: "".join(f"a[^{at}]\n\n[^{at}]: note\n\n" for at in range(n))),
    "formulas": ("markdown", lambda n: "$x^2$ and\n" * n),
    "brackets": ("markdown", lambda n: "[a](" * n),
    "emphasis": ("markdown", lambda n: "*a **b " * n),
    "tags": ("html", lambda n: "<p>" + "<b>x</b> " * n),
    "blocks": ("html", lambda n: "<p>word" * n),
    "misnested": ("html", lambda n: "<p><a href=#a><b></a></b>" * n),
    "anchors": ("html", lambda n: "".join(f'<p id="a{at}"><a href="#a{n - at}">x</a>' for at in range(n))),
    "links-in-a-paragraph": (
        "html",
        lambda n: "<p>" + "".join(f'<a href="#a{at}" id="a{at}">x</a> ' for at in range(n)),
    ),
    "poem": ("html", lambda n: "<p>" + "a line<br>" * n),
    "lines": ("text", lambda n: "Some words in a line.\n" * n),
    "text": ("text", lambda n: "Some words in a paragraph.\n\n" * n),
    "signatures": ("text", lambda n: "“Something was said here”\n— Ann Lee\n\n" * n),
    "marks": ("text", lambda n: "“a ‘b «c " * n),
    "labels": ("text", lambda n: "HEADING\n\nCredit: PA\n\ntext it is\n\n" * n),
}


def read(shape: str, size: int) -> Any:
    form, make = SHAPES[shape]
    return read_bytes(f"# Title\n\n{make(size)}".encode(), "a", ReadOptions(format=form, lang="en")).document


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_and_repairing_grow_with_the_input(shape: str) -> None:
    read(shape, 150)
    small, large = (calls(lambda size=size: read(shape, size)) for size in (150, 150 * TIMES))
    assert large < small * TIMES * SLACK


@pytest.mark.parametrize(
    "shape", ["paragraphs", "one-paragraph", "headings", "items", "quotes", "rows", "links", "notes"]
)
@pytest.mark.parametrize("form", ["epub", "docx", "pdf"])
def test_writing_grows_with_the_document(form: str, shape: str) -> None:
    sizes = (20, 20 * TIMES) if form == "pdf" else (60, 60 * TIMES)
    small, large = (read(shape, size) for size in sizes)
    write = writer(form)
    write(small, WriteOptions())
    few, many = (calls(lambda document=document: write(document, WriteOptions())) for document in (small, large))
    assert many < few * TIMES * SLACK


def test_passes_that_are_done_twice_find_nothing_more() -> None:
    document = read("signatures", 20)
    again, changes = run_passes(document)
    assert (again, changes) == (document, [])


# --- bounds ---------------------------------------------------------------------------------------------------------


def spin() -> None:
    while True:
        pass


def hoard() -> None:
    held = []
    while True:
        held.append(bytearray(8 << 20))
        sum(range(20_000))


def test_work_without_end_is_ended_by_the_processor_s_time() -> None:
    said = r"^a\.md: .*limit of 1 for seconds; --limit seconds=NUMBER raises it"
    with pytest.raises(InputError, match=said), watched("a.md", Limits(seconds=1)):
        spin()
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


def test_a_search_without_end_is_ended_too() -> None:
    import re

    with pytest.raises(InputError, match="seconds"), watched("a.md", Limits(seconds=1)):
        re.match(r"(a|a)*b", "a" * 64)


def test_memory_is_bounded() -> None:
    with pytest.raises(InputError, match="memory_bytes"), watched("a.md", Limits(memory_bytes=200 << 20)):
        hoard()


def test_a_library_that_swallows_everything_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "PATIENCE", 0.5)
    asked = []

    def deaf() -> None:
        try:
            spin()
        except BaseException:
            asked.append(1)
            if len(asked) == 2:
                raise
        deaf()

    with pytest.raises(InputError, match="seconds"), watched("a.md", Limits(seconds=1)):
        deaf()
    assert len(asked) == 2


def test_who_has_a_timer_of_his_own_keeps_it() -> None:
    before = signal.signal(signal.SIGALRM, lambda number, frame: None)
    try:
        with watched("a.md", Limits(seconds=1)):
            assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    ("bound", "form", "text"),
    [
        ("elements", "html", "<p>a</p>" * 20),
        ("table_cells", "html", "<table>" + "<tr><td>a" * 20 + "</table>"),
        ("article_bytes", "markdown", "word " * 20),
    ],
)
def test_what_passes_a_bound_says_which_and_how_to_raise_it(bound: str, form: str, text: str) -> None:
    options = ReadOptions(format=form, limits=Limits(**{bound: 10}))
    with pytest.raises(InputError, match=f"--limit {bound}=NUMBER raises it"), holding(options.limits):
        read_bytes(text.encode(), "a", options)


def test_the_page_on_limits_is_generated_from_the_table() -> None:
    tool = runpy.run_path(str(Path(ROOT) / "tools" / "limits_reference.py"))
    assert tool["TARGET"].read_text(encoding="utf-8") == tool["page"](), "run: python tools/limits_reference.py"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Some words of a paragraph as long as many are in a book, or a bit longer than that. " * 5 + "\n\n", 1_500),
        ("word\n\n", 100_000),
        ("x" * 600_000, 1),
    ],
    ids=["a book", "a word a paragraph", "one word"],
)
def test_a_book_is_allowed_more_time_and_what_is_made_to_cost_is_not(text: str, times: int) -> None:
    source = "# T\n\n" + text * times
    document = Document(
        metadata=Metadata(title="T"), blocks=tuple(Paragraph((Text(part),)) for part in source.split("\n\n"))
    )
    allowed = Allowance()
    allowed.grow(counted_length(document))
    assert (allowed.count > 1.5) == (times == 1_500)


def test_what_is_padded_to_the_bound_on_size_is_not_allowed_hours() -> None:
    allowed = Allowance()
    allowed.grow(Limits().file_bytes)
    assert allowed.count * Limits().seconds < 30 * 60
