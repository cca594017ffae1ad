"""Work grows with the text and no faster, in readers and passes, for inputs made to be slow.

Calls are counted, not seconds. What one built-in call does (a regular expression going back and forth) is not counted;
for that the processor time of two long texts of each kind is compared.
"""

from __future__ import annotations

import sys

import pytest

from exporter.errors import InputError
from exporter.readers import Source
from exporter.readers.text import read
from exporter.run.pipeline import ReadOptions, read_bytes
from tests.conftest import shared
from tests.slow_inputs import HTML, MARKDOWN, TEXT
from tests.work import TIMES, calls, in_proportion

pytestmark = pytest.mark.slow

INPUTS = [
    pytest.param(name, unit, id=f"{name[2:]}-{kind}")
    for name, table in (("a.txt", TEXT), ("a.md", MARKDOWN), ("a.html", HTML))
    for kind, unit in table.items()
]
EDGES = {
    "a.txt": ("A headline\n\n", "\n\nThe end.\n"),
    "a.md": ("# A\n\n", "\n\nThe end.\n"),
    "a.html": ("<h1>A</h1>", ""),
}


def article(name: str, unit: str, times: int) -> bytes:
    head, foot = EDGES[name]
    return (head + unit * times + foot).encode()


def work(name: str, data: bytes) -> None:
    """Everything from bytes to the checked document; an input that is refused is done with too."""
    try:
        read_bytes(data, name, ReadOptions(lang="en"))
    except InputError:
        return


def steps(name: str, data: bytes) -> int:
    return calls(lambda: work(name, data))


@pytest.mark.parametrize(("name", "unit"), INPUTS)
def test_steps_grow_with_the_input_and_no_faster(name: str, unit: str) -> None:
    work(name, article(name, unit, 100))  # what is loaded or compiled once is not a step of the growth
    small, large = steps(name, article(name, unit, 100)), steps(name, article(name, unit, 400))
    assert large <= 4.5 * small + 500


CALLS_A_WORD = 37
"""What a word of others' pages took before the reader's words were data; it was 17 when rules became objects."""


def test_a_word_takes_no_more_calls_than_it_took() -> None:
    paths = sorted((shared("textbench") / "open").glob("*.txt"))[:40]
    sources = [Source(name=path.name, data=b"", text=path.read_text(encoding="utf-8")) for path in paths]
    for source in sources:  # what is compiled once is not counted
        read(source)
    counted = calls(lambda: [read(source) for source in sources])
    assert counted <= CALLS_A_WORD * sum(len(source.text.split()) for source in sources)


LONG = 30_000
"""Characters of the longer of two inputs."""


@pytest.mark.parametrize(("name", "unit"), INPUTS)
def test_a_long_input_takes_no_time_that_only_a_faster_growth_could_take(name: str, unit: str) -> None:
    assert in_proportion(lambda times: work(name, article(name, unit, times)), LONG // len(unit) // TIMES)


def test_the_measure_sees_a_growth_that_is_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    from exporter.readers.text import lists as text_lists

    honest = text_lists.mark_lists

    def slow(draft: object) -> None:
        pieces = draft.pieces  # type: ignore[attr-defined]  # any draft has them
        for piece in pieces:
            for other in pieces:
                max(piece.blanks, other.blanks)
        honest(draft)  # type: ignore[arg-type]  # see above

    import exporter.readers.text  # noqa: F401  (loaded, so that its name can be replaced)

    monkeypatch.setattr(sys.modules["exporter.readers.text"], "mark_lists", slow)
    unit = TEXT["headlines"]
    work("a.txt", article("a.txt", unit, 100))  # what is loaded or compiled once is not a step of the growth
    small, large = (steps("a.txt", article("a.txt", unit, times)) for times in (100, 400))
    assert large > 4.5 * small + 500
