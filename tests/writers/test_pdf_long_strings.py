"""Titles, headings and links longer than a string of a PDF may be: the words are whole, what repeats them is brief."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from exporter import open_article
from exporter.checks.finished import check_file
from exporter.model import plain_text
from exporter.readback import open_file
from exporter.writers import EngineName, WriteOptions, WriteResult, writer
from tests.hostile.ground import png

LONGEST = 32_767
"""Bytes of a string in PDF/A-2 (ISO 19005-2, 6.1.13)."""
NO_FAST = pytest.mark.skipif(not find_spec("plutoprint"), reason="PlutoBook is not installed")
WORDS = " ".join(["Wörter über „Żółć“"] * 920)
ARTICLE = f"""---
title: "{WORDS}"
description: "{WORDS}"
lang: de
---

## {WORDS}

[{WORDS}](https://example.org/) und [kurz](https://example.org/)
"""


def strings(value: Any) -> Iterator[pikepdf.String]:
    """The strings of an object, those in what it holds directly among them."""
    match value:
        case pikepdf.String():
            yield value
        case pikepdf.Array():
            for item in value:
                yield from () if isinstance(item, pikepdf.Object) and item.is_indirect else strings(item)
        case pikepdf.Dictionary() | pikepdf.Stream():
            for item in dict(value.items()).values():
                yield from () if isinstance(item, pikepdf.Object) and item.is_indirect else strings(item)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["weasyprint", pytest.param("plutobook", marks=NO_FAST)])
def test_no_string_is_longer_than_pdf_a_allows(engine: EngineName) -> None:
    written = writer("pdf")(open_article(ARTICLE.encode(), name="a.md").document, WriteOptions(engine=engine))
    assert written.engine.lower().startswith(engine), written.engine
    assert "PDF/A-2a" in written.claims
    with pikepdf.open(io.BytesIO(written.data)) as file:
        every = [len(bytes(text)) for item in file.objects for text in strings(item)]
        assert len(every) > 100
        assert max(every) <= LONGEST
        links = [str(link.Contents) for page in file.pages if "/Annots" in page for link in page.Annots]
    assert len(links) > 100, "one a line"
    assert links[-1] == "kurz"
    assert {len(said) <= 1_000 and WORDS.startswith(said.rstrip("…")) for said in links[:-1]} == {True}
    read = plain_text(open_file(written.data, "a.pdf").blocks)
    assert read.count(WORDS) == 2, "the heading and the link are whole"


def test_our_own_check_takes_a_brief_bookmark_and_no_other() -> None:
    article = f"---\ntitle: T\nlang: de\n---\n\n## {WORDS[:4_000]}\n\nx\n"
    data = writer("pdf")(open_article(article.encode(), name="a.md").document, WriteOptions()).data
    assert "PDF111" not in {found.rule for found in check_file(data, "a.pdf")}
    with pikepdf.open(io.BytesIO(data)) as file:
        file.Root.Outlines.First.Title = "Andere Wörter, und von ihnen auch mehr als vierzig Buchstaben…"
        changed = io.BytesIO()
        file.save(changed)
    assert "PDF111" in {found.rule for found in check_file(changed.getvalue(), "a.pdf")}


IN_ONE_STRING = {
    "an alternative text": f"![{WORDS}](a.png)",
    "an address": f"[there](https://example.org/{'a' * LONGEST})",
    "an expansion": f"*[WHO]: {WORDS}\n\nThe WHO.",
}


def made_of(kind: str, folder: Path, **options: Any) -> WriteResult:
    (folder / "a.png").write_bytes(png(8, 8))
    (folder / "a.md").write_text(f"---\ntitle: T\nlang: en\n---\n\nx\n\n{IN_ONE_STRING[kind]}\n", encoding="utf-8")
    return writer("pdf")(open_article(folder / "a.md").document, WriteOptions(**options))


@pytest.mark.parametrize("engine", ["weasyprint", pytest.param("plutobook", marks=NO_FAST)])
@pytest.mark.parametrize("kind", IN_ONE_STRING)
def test_a_text_that_no_string_of_pdf_a_holds_costs_that_claim_and_no_other(
    kind: str, engine: EngineName, tmp_path: Path
) -> None:
    made = made_of(kind, tmp_path, engine=engine)
    assert made.claims == ("PDF/UA-1",)
    (found,) = [item for item in made.findings if item.rule == "PDF008"]
    assert found.pos is not None
    assert found.pos.line == (10 if kind == "an expansion" else 8)
    assert "PDF120" not in {item.rule for item in check_file(made.data, "a.pdf")}


def test_the_newer_generation_has_no_bound(tmp_path: Path) -> None:
    assert "PDF/A-4" in made_of("an alternative text", tmp_path, pdf="ua-2").claims


@pytest.mark.parametrize("kind", IN_ONE_STRING)
def test_a_file_that_claims_pdf_a_all_the_same_is_found(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporter.writers.pdf.long_strings", lambda *_: ())
    made = made_of(kind, tmp_path)
    assert "PDF/A-2a" in made.claims
    said = [item.message for item in check_file(made.data, "a.pdf") if item.rule == "PDF120"]
    assert said == ["the file claims PDF/A-2a, but: an alternative text or an address has more than 32767 bytes"]
