"""What reading, writing and proving do once they do not do twice: calls counted, never seconds (docs/benchmarks.md)."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.readers.input.characters import UNWRITABLE, is_writable
from exporter.readers.markdown.dialects import SIGNS, Sign
from exporter.run.given import of_word
from exporter.run.pipeline import ReadOptions, read_article
from exporter.run.prove import prove
from exporter.run.rendering import write_all
from exporter.run.results import Article
from exporter.writers import WriteOptions
from tests.conftest import ROOT


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
    options = ReadOptions()
    return read_article(of_word(str(ROOT / "fixtures" / "articles" / "letter.md"), options.limits), options)


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


def test_the_text_of_an_article_is_decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert calls({"exporter.readers.input.decode": "decode"}, letter, monkeypatch) == {"decode": 1}


def test_a_docx_is_packed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    article = letter()
    found = calls({"zipfile": "ZipFile"}, lambda: write_all(article, "letter", ("docx",), WriteOptions()), monkeypatch)
    assert found == {"ZipFile": 1}


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.reason)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_what_a_sign_of_a_dialect_matches_has_one_of_its_marks(sign: Sign, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(sign.pattern, re.MULTILINE)))
    assert sign.is_in(text)


def test_no_character_that_cannot_be_written_is_printable() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    wrong = [one for one in characters if UNWRITABLE.match(one) and is_writable(f"a{one}b")]
    assert wrong == []
    assert is_writable("A line,\n\tanother; a no-break\u00a0space.\n")
