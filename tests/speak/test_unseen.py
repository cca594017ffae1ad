"""``speak --unseen``: what one of two senses gets alone, with its place, as text and as data."""

from __future__ import annotations

import json

import pytest

from exporter.errors import UsageError
from exporter.run.given import Given
from exporter.run.inspect import unseen_of
from exporter.run.pipeline import ReadOptions
from tests.checks.packages import docx, epub, para
from tests.conftest import FORMATS
from tests.defects.article import clean


def given(data: bytes, name: str) -> Given:
    return Given(name=name, data=data)


HIDDEN = '<p>Seen by all.</p><p style="opacity: 0">Only heard.</p><style>p.x::after { content: "Only seen." }</style>'


def test_both_ways_are_listed_with_their_places() -> None:
    page = HIDDEN + '<p class="x">Half.</p>'
    found = unseen_of(given(epub(f"<h1>T</h1>{page}"), "a.epub"), ReadOptions())
    lines = found.text.splitlines()
    heard = lines.index("Heard and not seen: 1")
    assert lines[0].startswith("Seen and not heard:")
    assert heard > 0
    assert lines[heard + 1].startswith("  “Only heard.” ")
    assert "OEBPS/page1.xhtml line 1" in lines[heard + 1]
    data = json.loads(found.json)
    assert data["file"] == "a.epub"
    assert [item["words"] for item in data["unseen"]] == ["Only heard."]
    assert data["unseen"][0]["place"]["part"] == "OEBPS/page1.xhtml"


def test_words_that_word_hides_are_heard_alone_or_by_nobody() -> None:
    tiny = '<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>Tiny words.</w:t></w:r>'
    found = unseen_of(given(docx(para("Usual words.") + para(tiny)), "a.docx"), ReadOptions())
    assert [(item.words, item.way) for item in found.found] == [("Tiny words.", "unseen")]
    assert "(paragraph 2)" in found.text


@pytest.mark.parametrize("form", FORMATS)
def test_a_clean_file_has_nothing_of_the_kind(form: str) -> None:
    found = unseen_of(given(clean(form), f"clean.{form}"), ReadOptions())
    assert found.text == "Seen and not heard: nothing\nHeard and not seen: nothing\n"
    assert json.loads(found.json) == {"file": f"clean.{form}", "unheard": [], "unseen": []}


def test_an_article_is_not_looked_into() -> None:
    with pytest.raises(UsageError, match="is an article"):
        unseen_of(given(b"# A\n\nText.", "a.md"), ReadOptions())
