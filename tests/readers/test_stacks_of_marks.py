"""Marks stacked upon one letter: what any language needs is kept, what is made to cost is left out and said."""

from __future__ import annotations

import json
import unicodedata

import pytest

from exporter.model import plain_text
from exporter.readers.input.characters import MOST_MARKS
from exporter.run.pipeline import ReadOptions, read_bytes

ACUTE, BELOW = "\u0301", "\u0323"
MODEL = {"version": 1, "metadata": {"title": "T", "lang": "en"}, "title": [{"type": "text", "text": "T"}]}


def forms(text: str) -> dict[str, str]:
    """``text`` in each format as a stranger may have written it: plain, by references, by escapes."""
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": text}]}
    return {
        "text": f"T\n\n{text}\n",
        "markdown": f"# T\n\n{text}\n",
        "html": f"<h1>T</h1><p>{text.encode('ascii', 'xmlcharrefreplace').decode()}</p>",
        "json": json.dumps(MODEL | {"blocks": [paragraph]}),
    }


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_marks_that_nobody_reads_are_left_out_and_said(form: str) -> None:
    source = forms("Words z" + (ACUTE + BELOW) * 30_000 + " end.")[form]
    article = read_bytes(source.encode(), "a", ReadOptions(format=form, lang="en"))
    told = unicodedata.normalize("NFD", plain_text(article.document.blocks))
    assert 0 < told.count(ACUTE) + told.count(BELOW) <= MOST_MARKS + 1  # one may have been taken into its letter
    assert told.strip().startswith("Words z")
    assert told.strip().endswith(" end.")
    assert "IN008" in {item.rule for item in article.findings}


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_marks_that_languages_need_are_kept(form: str) -> None:
    text = "Vie\u0323\u0302t, שָׁלוֹם, เพื่อ, a" + "\u0308" * 30 + " end."
    article = read_bytes(forms(text)[form].encode(), "a", ReadOptions(format=form, lang="en"))
    assert unicodedata.normalize("NFD", plain_text(article.document.blocks)).count("\u0308") == 30
    assert "IN008" not in {item.rule for item in article.findings}
