"""What a document costs the fast engine grows with its length, whatever it is made of."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from xml.parsers import expat

import pytest

from exporter import open_article
from exporter.model import CodeBlock, walk
from exporter.readback import open_file
from exporter.writers import WriteOptions, writer
from exporter.writers.pdf import engines
from exporter.writers.pdf.engines.pluto import quoted, windows
from tests.writers.two_engines import pages_printed

needs_engine = pytest.mark.skipif(
    not engines.is_installed(), reason="PlutoBook is not installed: pip install accessible-exporter[fast]"
)

COUNT = 20_000
MOST = 1_024
"""Bytes that a letter may have copied: what parts a text bounds that, and not the length of the text."""

HOSTILE = {
    "signs of markup": "<" * COUNT,
    "references": "&amp;" * COUNT,
    "ends of quotations": "]]>" * COUNT,
    "returns": "\r" * COUNT,
    "empty lines": "\n" * COUNT,
    "lines of code": "if (a < b && c > d) { x[y[0]]>2; }\n" * (COUNT // 10),
    "ordinary words": "War & peace go <on> and on. " * (COUNT // 10),
    "one word": "x" * COUNT,
}


def pieces(markup: str) -> list[list[str]]:
    """The pieces in which Expat gives each text on, as the engine gets it: a text ends where an element is."""
    texts: list[list[str]] = [[]]
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = lambda piece: texts[-1].append(piece)
    parser.StartElementHandler = lambda *_: texts.append([])
    parser.EndElementHandler = lambda _: texts.append([])
    parser.Parse(f"<p>{markup}</p>", True)
    return texts


def copied(texts: list[list[str]]) -> int:
    """How much is copied in all, when a text so far is copied for each further piece."""
    return sum(sum(map(len, text[: at + 1])) for text in texts for at in range(len(text)))


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_copied_grows_with_the_text(kind: str) -> None:
    text = HOSTILE[kind]
    texts = pieces(quoted.in_pieces(text))
    assert "".join(map("".join, texts)) == text
    assert copied(texts) <= MOST * len(text)


@pytest.mark.slow
def test_the_measure_finds_what_grows_as_the_square() -> None:
    assert copied(pieces("&lt;" * COUNT)) > MOST * COUNT


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is found by proc(5), which is Linux's")
@needs_engine
def test_long_code_is_set_whole_in_little_memory() -> None:
    from exporter.writers.pdf.engines.pluto import book

    line = "if (a < b && c > d) { e[f[0]]>1; }"
    code = "\n".join(f"{line} // {number}" for number in range(4_000))
    article = open_article(f"---\ntitle: Code\nlang: en\n---\n\n```\n{code}\n```\n".encode(), name="a.md")
    book.stop()
    written = writer("pdf")(article.document, WriteOptions(engine="plutobook"))
    assert written.engine.startswith("PlutoBook "), written.engine
    status = Path(f"/proc/{book._PRESSES[0].process.pid}/status").read_text(encoding="utf-8")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    assert peak < 150 * 1024, "it was 3,600 MiB"
    read = next(node for node in walk(open_file(written.data, "a.pdf")) if isinstance(node, CodeBlock))
    assert read.text.splitlines() == code.splitlines()


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages each layout has had: windows of long runs, and at last the heads and feet of all pages."""
    return pages_printed(monkeypatch)


def engine_for(words: str) -> str:
    document = open_article(f"---\ntitle: Many\nlang: en\n---\n\n{words}\n".encode(), name="a.md").document
    return writer("pdf")(document, WriteOptions(engine="plutobook")).engine


@pytest.mark.slow
@needs_engine
def test_thousands_of_terms_are_not_laid_out_page_by_page(printed: list[int]) -> None:
    assert engine_for("t\n: d\n\n" * 2_000).startswith("PlutoBook ")
    assert sum(printed) <= 3 * printed[-1], "once, and once more for their heads and feet; it was 3,300 pages for 81"


@pytest.mark.slow
@needs_engine
def test_thousands_of_headings_follow_one_another() -> None:
    assert engine_for("## a\n\n" * 1_500).startswith("PlutoBook "), (
        "more than the calls that Python takes in one another"
    )


def paragraphs(count: int) -> str:
    """A quotation in paragraphs of one to eight lines, of which some have to be together at the end of many pages."""
    chosen = Random(3)
    lengths = [chosen.randint(4, 18) for _ in range(count)]
    return "\n>\n".join("> " + "words of what was said " * length for length in lengths)


@pytest.mark.slow
@needs_engine
def test_a_quotation_of_many_pages_is_foreseen_in_windows(printed: list[int]) -> None:
    assert engine_for(paragraphs(600)).startswith("PlutoBook ")
    assert len(printed) > 2, "it has pages that have to begin earlier"
    assert sum(printed) <= 4 * printed[-1]


@pytest.mark.slow
@needs_engine
def test_a_block_in_which_no_window_begins_is_printed_once(printed: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is one galley, as high as it needs to be: it was laid out once for each page that had to begin earlier."""
    monkeypatch.setattr(windows, "AROUND", windows.AROUND - {"blockquote"})
    assert engine_for(paragraphs(600)).startswith("PlutoBook ")
    assert sum(printed[:-1]) <= 8
    assert printed[-1] > 60, "heads and feet of its pages"
