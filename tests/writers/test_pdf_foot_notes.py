"""Notes at the foot of their page: painted there, on the page of their reference; told after the block as before."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import pypdfium2 as pdfium
import pytest
from lxml import etree

from exporter import open_article, render
from exporter.errors import WriterError
from exporter.model import Document
from exporter.writers import WriteOptions
from exporter.writers.pdf import structure_tree, write
from exporter.writers.pdf.engines.weasy import layout as weasy_layout
from exporter.writers.pdf.engines.weasy.layout import write as lay_out
from exporter.writers.pdf.foot_notes import LONGEST, move_to_foot
from exporter.writers.pdf.structure import Structure, walk
from exporter.writers.xhtml.parts import set_part

FILLER = "The river rose for three days, and the mill stood in the water up to its second step. " * 4
LONG = "This note goes on and on about the river and the mill. "


def read(markdown: str) -> Document:
    return open_article(f"---\ntitle: The river\nlang: en\n---\n\n{markdown}".encode(), name="a.md").document


def pages(document: Document, **options: str) -> list[str]:
    """The words of each page in painting order."""
    return texts(write(document, WriteOptions.of(**options)).data)


def texts(data: bytes) -> list[str]:
    found = pdfium.PdfDocument(io.BytesIO(data))
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in found]


def tall(count: int) -> str:
    return "\n\n".join(f"{FILLER}[^{n}]\n\n[^{n}]: Remark number {n}." for n in range(1, count + 1))


EVERYWHERE = """
Text[^a] goes on, *leaning[^b]*, and here[^a] again.

[^a]: Remark one.
[^b]: Remark two has[^c] two paragraphs.

    The second paragraph of it.

[^c]: Remark three, of a remark.

> Quoted[^d].

[^d]: Remark four.

| head[^e] | head |
|----------|------|
| cell[^f] | cell |

[^e]: Remark five.
[^f]: Remark six.

## Heading[^g]

[^g]: Remark seven.

- item[^h]

[^h]: Remark eight.

The last words of the text.
"""


def test_notes_stand_below_the_text_in_their_order() -> None:
    (page,) = pages(read(EVERYWHERE))
    places = [page.index(f"Remark {name}") for name in "one two three four five six seven eight".split()]
    assert places == sorted(places)
    assert page.index("The last words of the text.") < places[0]


def test_in_the_text_they_stand_after_their_block() -> None:
    (page,) = pages(read(EVERYWHERE), notes="text")
    assert page.index("Remark eight") < page.index("The last words of the text.")


def test_the_structure_tree_is_the_same() -> None:
    def shown(structure: Structure) -> list[tuple[str, str]]:
        return [(here.type, "".join(getattr(kid, "text", "") for kid in here.kids)) for here in walk(structure)]

    document = read(EVERYWHERE)
    assert shown(structure_tree(document)) == shown(structure_tree(document, WriteOptions(notes="text")))


@pytest.mark.parametrize("notes", ["foot", "text"])
def test_nothing_is_lost(notes: Literal["foot", "text"]) -> None:
    result = render(open_article(EVERYWHERE.encode(), name="a.md"), "pdf", notes=notes, prove=True)
    assert result.proof is not None
    assert result.proof.losses == ()
    assert "PDF/UA-1" in result["pdf"].claims


def test_each_note_is_on_the_page_of_its_reference() -> None:
    found = pages(read(tall(24)))
    assert len(found) > 3
    for page in found:
        notes = [n for n in range(1, 25) if f"Remark number {n}." in page]
        assert notes
        assert page.count("second step.") >= len(notes) * 4 - 3


@pytest.mark.slow
def test_more_notes_than_a_page_holds_go_on_at_the_foot_of_the_next() -> None:
    refs = "".join(f"word[^{n}] " for n in range(1, 60))
    notes = "\n".join(f"[^{n}]: Remark number {n}. {LONG * 3}" for n in range(1, 60))
    found = pages(read(f"{refs}\n\n{FILLER}\n\n{notes}\n"))
    whole = " ".join(found)
    assert len(found) > 2
    places = [whole.index(f"Remark number {n}.") for n in range(1, 60)]
    assert places == sorted(places)


def test_a_note_too_long_for_the_foot_stands_after_its_block_and_goes_over_pages() -> None:
    remark = LONG * 300
    found = pages(read(f"Text[^1].\n\nThe last words.\n\n[^1]: {remark}\n"))
    assert len(found) > 2
    assert "The last words." in found[-1]
    assert len(remark) > LONGEST[""]


@pytest.mark.slow
def test_pages_begin_with_their_text_and_not_with_a_note() -> None:
    refs = "".join(f"word[^{n}] " for n in range(1, 40))
    notes = "\n".join(f"[^{n}]: Remark number {n}. {LONG * 4}" for n in range(1, 40))
    article = open_article(f"{refs}\n\n{FILLER * 20}\n\n{notes}\n".encode(), name="a.md")
    result = write(article.document, WriteOptions())
    starts = [(start.node, start.offset) for start in result.pages]
    assert len(starts) == len(texts(result.data))
    assert starts == sorted(starts)


def test_notes_go_back_where_they_were() -> None:
    main = etree.fromstring(
        "<main><p>a<a role='doc-noteref' href='#n1'>1</a> b</p><aside id='n1'><p>note</p></aside><p>c</p></main>"
    )
    set_part(main[1], "note")
    before = etree.tostring(main)
    put_back = move_to_foot(main, 100)
    assert [child.tag for child in main] == ["p", "p"]
    assert main[0][0][0].get("class") == "foot"
    put_back()
    main[1].attrib.pop("class")
    assert etree.tostring(main) == before


def test_a_layout_that_loses_a_note_sets_it_in_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def losing(layout: object, *rest: object) -> object:
        if any("foot" in item.get("class", "").split() for item in layout.root.iter("{*}aside")):  # type: ignore[attr-defined]
            raise WriterError("a note was not painted")
        return lay_out(layout, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(weasy_layout, "write", losing)
    (page,) = pages(read(EVERYWHERE))
    assert page.index("Remark eight") < page.index("The last words of the text.")


def test_notes_that_a_sheet_makes_higher_than_the_page_stand_in_the_text(tmp_path: Path) -> None:
    sheet = tmp_path / "huge.css"
    sheet.write_text("aside.note-body.foot { font-size: 60pt; line-height: 1.5 }", encoding="utf-8")
    document = read(f"Text[^1].\n\nThe last words.\n\n[^1]: {LONG * 20} Ever so long.\n")
    found = " ".join(pages(document, styles=(sheet,)))  # type: ignore[arg-type]
    assert found.index("Ever so long.") < found.index("The last words.")
