"""What reading, writing and proving do once they do not do twice: calls counted, never seconds (docs/benchmarks.md)."""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from benchmarks.made import write
from exporter.model import LineBreak, Text
from exporter.readback.text import fold
from exporter.readers.input.characters import (
    INVISIBLE,
    MOST_MARKS,
    UNWRITABLE,
    is_printable,
    is_writable,
    meaningless,
    too_high,
    unpaired_bidi,
)
from exporter.readers.markdown import bare_addresses
from exporter.readers.markdown.dialects import SIGNS, Sign
from exporter.readers.markdown.protected import _CODE_HAS
from exporter.run.given import of_word
from exporter.run.pipeline import ReadOptions, read_article, read_bytes
from exporter.run.prove import prove
from exporter.run.rendering import write_all
from exporter.run.results import Article
from exporter.writers import WriteOptions
from exporter.writers.pdf.engines import is_installed
from exporter.writers.xhtml.elements import _NOT_XML, xml_text
from tests.conftest import ROOT, tries
from tests.work import calls as counted


def calls(of: dict[str, str], work: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often each of some functions is called in a piece of work; they are named by module and name there."""
    counted: Counter[str] = Counter()
    for module, name in of.items():
        held = import_module(module)
        function = getattr(held, name)

        def count(*args: Any, _as: str = name, _function: Any = function, **words: Any) -> Any:
            counted[_as] += 1
            return _function(*args, **words)

        monkeypatch.setattr(held, name, count)
    work()
    return dict(counted)


def letter() -> Article:
    return of_fixture("letter")


def feature() -> Article:
    return of_fixture("feature")


PLAIN = """---
title: The mill at the ford
lang: en
---
The mill was shut in the spring, and nobody has opened it since.

## What it cost

| Year | Cost |
|------|-----:|
| 1931 |   40 |

> We would have kept it if they had asked us.
>
> — Ada Quill
"""


def of_fixture(name: str) -> Article:
    options = ReadOptions()
    return read_article(of_word(str(ROOT / "fixtures" / "articles" / f"{name}.md"), options.limits), options)


def test_a_proof_opens_a_pdf_once_and_interprets_its_pages_once(monkeypatch: pytest.MonkeyPatch) -> None:
    article = letter()
    (made,) = write_all(article, "letter", ("pdf",), WriteOptions()).files
    pages = {"exporter.readback.pdf": "walked", "exporter.readback.pdf.open": "_bound"}
    found = calls(
        {**pages, "exporter.checks.pdf.claims": "_identification"},
        lambda: prove(article.document, [("pdf", made.data)], "letter"),
        monkeypatch,
    )
    assert found == {"walked": 1, "_bound": 1, "_identification": 2}


@pytest.mark.parametrize("engine", ["weasyprint", "plutobook"])
def test_a_pdf_of_ours_is_read_back_without_a_parser_that_makes_objects(
    engine: Literal["weasyprint", "plutobook"], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its content is plain: each page is read by one expression (a form would be one more)."""
    article = letter()
    (made,) = write_all(article, "letter", ("pdf",), WriteOptions(engine=engine)).files
    parsers = {"pikepdf": "parse_content_stream", "exporter.readback.pdf.open": "plain_instructions"}
    found = calls(parsers, lambda: prove(article.document, [("pdf", made.data)], "letter"), monkeypatch)
    assert list(found) == ["plain_instructions"]
    with pikepdf.open(io.BytesIO(made.data)) as opened:
        assert found["plain_instructions"] == len(opened.pages)


@pytest.mark.skipif(not is_installed(), reason="PlutoBook is not installed: accessible-exporter[fast]")
def test_the_fast_engines_file_is_packed_once_and_its_markup_made_once_a_layout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """pydyf compressed the stream of objects to write it, and again to hash the file."""
    article = letter()
    layout = "exporter.writers.pdf.engines.pluto.layout"
    found = calls(
        {
            layout: "packed",
            "exporter.writers.pdf.engines.frozen": "compressed",
            "pydyf": "md5",
            f"{layout[:-6]}laid": "fit",
        },
        lambda: write_all(article, "letter", ("pdf",), WriteOptions(engine="plutobook")),
        monkeypatch,
    )
    assert (found["packed"], found["compressed"]) == (1, 2)  # the objects, and where they are
    assert "md5" not in found
    assert found["fit"] > 5


def test_the_text_of_an_article_is_decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert calls({"exporter.readers.input.decode": "decode"}, letter, monkeypatch) == {"decode": 1}


def test_a_docx_is_packed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    article = letter()
    found = calls({"zipfile": "ZipFile"}, lambda: write_all(article, "letter", ("docx",), WriteOptions()), monkeypatch)
    assert found == {"ZipFile": 1}


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.reason)
@settings(
    max_examples=tries(30), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(data=st.data())
def test_what_a_sign_of_a_dialect_matches_has_one_of_its_marks(sign: Sign, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(sign.pattern, re.MULTILINE)))
    assert sign.is_in(text)


def test_no_character_that_cannot_be_written_is_printable() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    wrong = [one for one in characters if UNWRITABLE.match(one) and is_writable(f"a{one}b")]
    assert wrong == []
    assert is_writable("A line,\n\tanother; a no-break\u00a0space.\n")


def test_of_what_is_not_seen_only_one_character_is_printable() -> None:
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    unseen = [one for one in characters if INVISIBLE.match(one) or unpaired_bidi(one)]
    assert [one for one in unseen if is_printable(f"a{one}b")] == ["\ufffc"]
    assert meaningless("a\ufffcb") == [1]


@pytest.mark.parametrize("high", [MOST_MARKS + 1, MOST_MARKS + 7, 3 * MOST_MARKS])
@pytest.mark.parametrize("before", [0, 1, 49, 50, 51, 99, 100, 101, 1000])
def test_a_stack_of_marks_is_found_wherever_it_stands(high: int, before: int) -> None:
    text = "a" * before + "\u0301" * high + "b" * 7
    assert too_high(text) == list(range(before + MOST_MARKS, before + high))


WORDS_AND_MARKS = st.text(st.sampled_from("wW. -:@/\\hts[]()<>*_`&\nx"), max_size=40)


@settings(max_examples=tries(300), deadline=None)
@given(WORDS_AND_MARKS)
def test_text_that_stops_at_www_alone_is_read_as_if_it_stopped_at_each_w(text: str) -> None:
    short, full = MarkdownIt("commonmark"), MarkdownIt("commonmark").use(gfm_autolink_plugin)
    bare_addresses.plugin(short)
    for rule in ("gfm_autolink_www", "gfm_autolink_protocol"):
        full.inline.ruler.at(rule, {one.name: one.fn for one in short.inline.ruler.__rules__}[rule])
    assert short.render(f"www.a.org {text} www.b.org") == full.render(f"www.a.org {text} www.b.org")


PIECES = ["`", "```", "~~~", "    ", "\t", "<pre>", "</pre>", "\n", "- ", "> ", "1. ", "word"]
CODE = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@settings(max_examples=tries(300), deadline=None)
@given(CODE)
def test_a_text_without_the_marks_of_code_has_none(text: str) -> None:
    found = MarkdownIt("commonmark").parse(text)
    has_code = any(token.type in ("fence", "code_block") or "<pre" in token.content for token in found)
    assert has_code <= any(mark in text for mark in _CODE_HAS)


def test_passes_that_have_nothing_to_change_rebuild_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each asked every node through a copy that it threw away."""
    rebuilding = dict.fromkeys(
        (f"exporter.passes.{name}" for name in ("empty_parts", "table_heads", "missing_pictures", "language_tags")),
        "transform",
    )
    rebuilding["exporter.passes.language_parts"] = "with_children"
    rebuilding["exporter.readers.markdown.table_captions"] = "transform"
    assert calls(rebuilding, lambda: read_bytes(PLAIN.encode(), "mill.md", ReadOptions()), monkeypatch) == {}


def test_a_document_is_gone_through_once_for_all_who_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once as it is read, once with the masthead, once with its quotations, whatever passes and rules there are."""
    assert calls({"exporter.model.traverse": "_sorted"}, feature, monkeypatch) == {"_sorted": 3}


MOST_CALLS = 23_000
"""Of functions, Python's and built-in, for 850 words with quotations, a list, tables and a picture; they were 36,000
while the HTML was written and read again, and every pass asked every node."""


def test_an_article_of_850_words_is_read_in_so_many_calls(tmp_path: Path) -> None:
    path = write(tmp_path / "article.md", 850, 2)
    read_article(path)
    assert counted(lambda: read_article(path)) < MOST_CALLS


def test_plain_words_cost_no_rules_of_running_text(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "The mill was shut, and nobody has opened it (so he says) since.\n\n" * 8
    made = {"markdown_it.parser_inline": "StateInline", "markdown_it.rules_block.state_block": "isStrSpace"}
    assert calls(made, lambda: read_bytes(words.encode(), "mill.md", ReadOptions()), monkeypatch) == {"isStrSpace": 8}


def test_what_a_books_sheet_sets_is_written_out_once_for_all_books(monkeypatch: pytest.MonkeyPatch) -> None:
    article = letter()
    (made,) = write_all(article, "letter", ("epub",), WriteOptions()).files
    prove(article.document, [("epub", made.data)], "letter")
    found = calls(
        {"exporter.readback.epub.sight": "_value"},
        lambda: prove(article.document, [("epub", made.data)], "letter"),
        monkeypatch,
    )
    assert found == {}


def test_words_that_have_no_white_space_to_fold_are_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    words = (Text("The mill was shut,"), LineBreak(), Text("and nobody has opened it since."))
    assert calls({"exporter.readback.text": "replace"}, lambda: fold(words), monkeypatch) == {}
    assert fold((Text(" The  mill "),)) == (Text("The mill"),)


def test_printable_text_can_stand_in_xml() -> None:
    """So that it is not looked through for what cannot (XML 1.0, 2.2)."""
    characters = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert _NOT_XML.search(characters) is None
    assert xml_text("a\x00b\ud800") == "a\ufffdb\ufffd"


def test_no_format_goes_through_a_document_that_was_read_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its nodes are known from its rules; each format went through them several times, and asked all texts again."""
    article = feature()
    asked = {"exporter.model.traverse": "_sorted", "exporter.writers.writable": "_with_what_xml_can_hold"}
    found = calls(asked, lambda: write_all(article, "feature", ("pdf", "epub", "docx"), WriteOptions()), monkeypatch)
    assert found == {"_with_what_xml_can_hold": 1}
