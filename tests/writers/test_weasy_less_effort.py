"""WeasyPrint with less effort makes the same files, byte for byte; see ``engines/weasy/quick``.

Written beside one version of WeasyPrint, which is named here: with another one, this is the place to look again.
"""

from __future__ import annotations

import gc
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pypdfium2 as pdfium
import pytest
import weasyprint
from hypothesis import HealthCheck, given, settings
from lxml import etree

import exporter
from exporter import h
from exporter.errors import ExporterError
from exporter.model import Document
from exporter.writers import WriteOptions, pdf
from exporter.writers.pdf import structure_tree
from exporter.writers.pdf.engines.values import languages_of, with_values
from exporter.writers.pdf.engines.weasy import input as weasy_input
from exporter.writers.pdf.engines.weasy import layout
from exporter.writers.pdf.engines.weasy.quick import switch
from exporter.writers.pdf.structure import as_text
from exporter.writers.writable import writable
from tests.conftest import ROOT
from tests.publications import issue
from tests.strategies import documents

ARTICLES = sorted((ROOT / "fixtures" / "articles").glob("*.md"))
PLAIN = WriteOptions(engine="weasyprint")
OPTIONS = {
    "as it comes": PLAIN,
    "notes at the foot": WriteOptions(notes="foot"),
    "large print, PDF/UA-2": WriteOptions(edition="large-print", pdf="ua-2"),
    "with contents": WriteOptions(contents="always", page="letter"),
}


@contextmanager
def only(names: Callable[[str], bool]) -> Iterator[None]:
    """Within this block, only the functions of these names are replaced."""
    places = switch._places
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(switch, "_places", lambda: tuple(place for place in places() if names(place.name)))
        yield


def both(document: Document, options: WriteOptions = PLAIN) -> tuple[Any, Any]:
    """The bytes without and with less effort, contents lists' dots aside; an error in place of bytes is one."""

    def made() -> Any:
        try:
            return pdf.write(document, options).data
        except ExporterError as error:
            return str(error)

    with only(lambda _: False), pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "_own_sheet", layout._base_sheet)
        patch.setattr(weasy_input, "_own", lambda sheet: sheet)
        patch.setattr(layout, "with_values", lambda sheets, _: with_values(sheets))
        theirs = made()
    with only(lambda name: name != "handle_leader"):
        return theirs, made()


def test_the_version_is_the_one_that_was_compared() -> None:
    assert weasyprint.VERSION == switch.VERSION


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: str(path.stem))
def test_articles_come_out_the_same(article: Any, options: WriteOptions) -> None:
    theirs, ours = both(exporter.read(article), options)
    assert theirs == ours


LANGUAGES = ("en", "ja", "zh-Hant", "zh-HK", "ko", "ar", "ar-EG", "fa", "he", "tr", "JA-jp")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_documents_of_other_languages_come_out_the_same(lang: str) -> None:
    words = "日本語の文章 中文 한국어 العربية עברית words"
    blocks = (h.p(words), h.quote(h.p(words, lang="ja")), h.p("a ", h.span(words, lang="zh-Hans"), " b"))
    for document in (h.document("A", *blocks, lang=lang), h.document("A", h.p(words), lang=lang)):
        theirs, ours = both(document)
        assert theirs == ours


def test_rules_for_languages_that_a_document_has_not_are_left_out() -> None:
    sheet = ":where([lang|=zh], [lang|=ja]) { --face: Mincho }\np { font: 1rem var(--face, serif) }"
    assert with_values((sheet,), frozenset(["en"])) == ("\np { font: 1rem serif }",)
    assert with_values((sheet,), frozenset(["en", "ja"])) == (sheet,)
    root = etree.fromstring("<html lang='en-GB'><p lang='ZH-Hant'><!-- --></p><p lang=''/></html>")
    assert languages_of(root) == {"en", "zh"}


def test_a_publication_comes_out_the_same() -> None:
    theirs, ours = both(issue())
    assert theirs == ours


def test_a_publishers_sheet_comes_out_the_same(tmp_path: Any) -> None:
    sheet = tmp_path / "house.css"
    sheet.write_text(
        "@page :nth(2) { margin: 30mm } @page :left { background: #eee } p { columns: 2; border-radius: 2mm }"
        "h2 { position: relative; left: 2mm; float: left } h2::first-letter { font-size: 2em; float: left }"
        "blockquote { display: flex } ul { display: grid } p::first-line { color: #333; text-indent: 1em }"
        "td { width: 30%; border: 1pt solid #123; background: #eef } li { display: inline-block; width: 20% }"
        "table { border-collapse: separate } code { float: inline-end; position: static }"
    )
    for article in ARTICLES:
        theirs, ours = both(exporter.read(article), WriteOptions(styles=(sheet,)))
        assert theirs == ours


@given(documents())
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_document_comes_out_the_same(document: Document) -> None:
    theirs, ours = both(writable(document, any_language=True))
    assert theirs == ours


def test_dots_of_a_contents_list_are_one_text_where_they_were_many() -> None:
    sections = [h.section(f"Of {'many ' * (number % 9)}things {number}", h.p("Words.")) for number in range(40)]
    document = h.document("A list", *sections)
    options = WriteOptions(contents="always", engine="weasyprint")
    with only(lambda name: name != "handle_leader"):
        before, tree = pdf.write(document, options), as_text(structure_tree(document, options))
    after = pdf.write(document, options)
    assert as_text(structure_tree(document, options)) == tree
    assert len(after.data) < len(before.data)
    assert len(after.pages) == len(before.pages)
    for page in range(2):  # the list is on these
        here, there = (picture(made.data, page) for made in (before, after))
        off = sum(abs(one - two) > 64 for one, two in zip(here, there, strict=True))
        assert off < 0.002 * len(here)


def picture(data: bytes, page: int) -> bytes:
    """A page's grey pixels."""
    return bytes(pdfium.PdfDocument(io.BytesIO(data))[page].render(scale=1, grayscale=True).to_pil().tobytes())


def test_other_users_of_weasyprint_get_its_own_functions() -> None:
    pdf.write(h.document("A", h.p("b")), PLAIN)
    assert switch._places()
    for place in switch._places():
        assert vars(place.owner)[place.name] is place.theirs
        assert place.ours is not place.theirs


def test_another_version_lays_out_as_it_does_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    document = h.document("A", h.p("b"))
    expected = pdf.write(document, PLAIN).data
    monkeypatch.setattr(weasyprint, "VERSION", "70.9")
    with switch.less_effort():
        assert all(vars(place.owner)[place.name] is place.theirs for place in switch._places())
    made = pdf.write(document, PLAIN).data
    assert len(made) == pytest.approx(len(expected), abs=100)  # the producer is named in it


def test_the_collector_is_left_as_it_was() -> None:
    before = gc.get_threshold()
    with layout.rare_collections():
        assert gc.get_threshold() == layout.BETWEEN_COLLECTIONS
    assert gc.get_threshold() == before
    gc.set_threshold(0)
    try:
        with layout.rare_collections():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)
    with pytest.raises(ZeroDivisionError), layout.rare_collections(), nullcontext():
        _ = 1 / 0
    assert gc.get_threshold() == before
