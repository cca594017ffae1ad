"""A long document is laid out in windows: what is on its pages and in its tree is what one layout of it has."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from PIL import ImageChops

from exporter import open_article
from exporter.comparison.losses import compare
from exporter.model import Document
from exporter.readback import open_file
from exporter.writers import WriteOptions
from exporter.writers.pdf import engines
from exporter.writers.pdf.engines.painted import Layout
from exporter.writers.writable import writable
from tests.writers.two_engines import by, differences, is_fast, lines, pages_printed

if not engines.is_installed():
    pytest.skip("PlutoBook is not installed: pip install accessible-exporter[fast]", allow_module_level=True)

from exporter.writers.pdf.engines.pluto import book, flow, inks, laid, layout, runs, sample, windows
from exporter.writers.pdf.engines.pluto.colours import Colours

NAMESPACE = "http://www.w3.org/1999/xhtml"
OPTIONS = WriteOptions(engine="plutobook", contents="always", notes="text")

SENTENCE = "The ferry left the harbour at four, and nobody on the quay had asked who was to pay for it. "
SOURCE = "\n\n".join(
    [
        f"## Part {part}\n\n{SENTENCE * (1 + part % 4)}[the quay](#part-3) and [the *paper*](https://example.org/{part})."
        f"\n\n> {SENTENCE}\n>\n> {SENTENCE * 2}\n>\n> — Ann Lee\n\n"
        + "\n".join(f"{number}. item {number} of {part}\n\n   {SENTENCE}" for number in range(3, 9 + part % 3))
        + f"\n\n- a\n  - b\n    - {SENTENCE}\n- c\n\nTerm\n: {SENTENCE}\n: {SENTENCE * 2}\n\n"
        f"| Place | Number |\n|---|---:|\n| Quay | {part} |\n| Weir | 2 |\n\n"
        f"### Deeper {part}\n\n`code` {SENTENCE * 3}\n\n```\nline of code {part}\n    and another\n```\n\n"
        f"{SENTENCE}[^{part}]\n\n[^{part}]: {SENTENCE}"
        for part in range(1, 9)
    ]
)


def document() -> Document:
    return open_article(f"---\ntitle: In windows\nlang: en\n---\n\n{SOURCE}\n".encode(), name="a.md").document


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Windows of a page or two for every document, however short; how many pages were laid out for each."""
    monkeypatch.setattr(layout, "FLOWING", 0)
    monkeypatch.setattr(flow, "LETTERS", 4_000)
    return pages_printed(monkeypatch)


def texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


def unlike(one: bytes, other: bytes) -> list[int]:
    """The pages that look different, by more than where in a pixel a line lies."""
    with pypdfium2.PdfDocument(one) as here, pypdfium2.PdfDocument(other) as there:
        pairs = [
            [page.render(scale=1).to_pil().convert("L") for page in pair] for pair in zip(here, there, strict=True)
        ]
    return [number for number, pair in enumerate(pairs) if any(ImageChops.difference(*pair).histogram()[160:])]


def test_pages_look_as_in_one_layout(request: pytest.FixtureRequest) -> None:
    whole, tree = by(document(), OPTIONS)
    counted: list[int] = request.getfixturevalue("narrow")
    parted, other = by(document(), OPTIONS)
    assert is_fast(whole)
    assert is_fast(parted)
    assert len(counted) > 8
    assert list(lines(tree)) == list(lines(other))
    assert len(texts(whole.data)) > 12
    assert texts(whole.data) == texts(parted.data), "heads and feet among them"
    assert unlike(whole.data, parted.data) == []


@pytest.mark.slow
def test_windows_change_no_tree_and_lose_nothing(narrow: list[int]) -> None:
    assert differences(document(), replace(OPTIONS, engine="auto")) == []
    made, _ = by(document(), OPTIONS)
    assert compare(writable(document()), open_file(made.data, "a.pdf"), "pdf") == []


def test_where_a_window_begins_in_a_list_its_numbers_go_on(narrow: list[int]) -> None:
    items = "\n".join(f"{number}. {SENTENCE * 2}" for number in range(41, 141))
    made, _ = by(open_article(f"---\ntitle: T\nlang: en\n---\n\n{items}\n".encode(), name="a.md").document, OPTIONS)
    assert is_fast(made)
    found = [int(number) for page in texts(made.data) for number in re.findall(r"^(\d+)\.", page, re.M)]
    assert found == list(range(41, 141))


@pytest.mark.slow
def test_only_what_shows_numbers_is_laid_out_again_when_these_are_known(narrow: list[int]) -> None:
    """The windows of the contents list, and those after it until one begins where one has begun."""
    parts = "\n\n".join(f"## Part {part}\n\n{SENTENCE * 12}" for part in range(60))
    made, _ = by(open_article(f"---\ntitle: T\nlang: en\n---\n\n{parts}\n".encode(), name="a.md").document, OPTIONS)
    assert is_fast(made)
    pages = len(texts(made.data))
    assert narrow[-1] == pages, "heads and feet"
    assert pages > 30
    assert sum(narrow[:-1]) <= 3.5 * pages, (
        "one is kept of two and a sample; all of them twice would be six times as many"
    )


def test_windows_are_finished_while_the_next_one_is_laid_out(
    narrow: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """But those that show numbers of pages, which are laid out again; and the last one, and heads and feet."""
    finished: list[Any] = []
    waited: list[int] = []
    finish, receive = laid.Laid.finish, book.Presses.receive

    def finishing(self: Any) -> None:
        finished.append(self)
        finish(self)

    def receiving(self: Any) -> Any:
        waited.append(len({id(one) for one in finished}))
        return receive(self)

    monkeypatch.setattr(laid.Laid, "finish", finishing)
    monkeypatch.setattr(book.Presses, "receive", receiving)
    made, _ = by(document(), replace(OPTIONS, contents="never"))
    assert is_fast(made)
    assert waited[0] == 0
    assert waited[-2] == len({id(one) for one in finished}) - 1 > 5


def test_windows_share_their_fonts(narrow: list[int]) -> None:
    """Ligatures, figures of tables and quotation marks among them; a window with a rare glyph has fonts of its own."""
    with pikepdf.open(io.BytesIO(by(document(), OPTIONS)[0].data)) as opened:
        programs = [item for item in opened.objects if isinstance(item, pikepdf.Stream) and "/Length1" in item]
    assert len(narrow) > 8
    assert 3 <= len(programs) <= 6


def test_a_document_of_many_characters_is_set_without_samples(
    narrow: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def looking(found: Any) -> str:
        looked.append(sample.sample_of(found))
        return looked[-1]

    monkeypatch.setattr(windows, "sample_of", looking)
    letters = "".join(map(chr, [*range(0xC0, 0x12C), *range(0x391, 0x3A2), *range(0x3A3, 0x3CA)]))
    source = "\n\n".join(f"{' '.join(letters[at:])} {SENTENCE * 3}" for at in range(20))
    made, _ = by(open_article(f"---\ntitle: T\nlang: en\n---\n\n{source}\n".encode(), name="a.md").document, OPTIONS)
    assert is_fast(made)
    assert len(narrow) > 2
    assert len(looked) == 1, "it is looked for once"


def test_a_document_that_one_window_holds_has_heads_and_feet(narrow: list[int]) -> None:
    made, _ = by(open_article(f"---\ntitle: T\nlang: en\n---\n\n{SENTENCE}\n".encode(), name="a.md").document, OPTIONS)
    assert "Page 1 of 1" in texts(made.data)[0]


def test_what_was_wanted_since_is_told_by_where_and_when() -> None:
    changed = [5, 9, 2]
    changes = flow.Changes(changed)
    assert changes.since(0, 5, 6)
    assert not changes.since(1, 5, 9), "the 5 came before, the 9 is not in it"
    assert changes.since(1, 5, 10)
    assert not changes.since(3, 0, 10)
    changed.append(7)
    assert changes.since(3, 7, 8)
    assert not changes.since(4, 0, 10)


def test_words_between_blocks_are_not_parted() -> None:
    """A window begins in nothing that has words of its own: half of these would be nobody's."""
    root = etree.fromstring(
        f'<html xmlns="{NAMESPACE}"><body><main><div><p>a</p><p>b</p></div><div>w<p>c</p></div></main></body></html>'
    )
    sheet = Layout(root=root, sheets=(), font_files=(), pictures={})
    made = windows.Windows(
        runs.Run("whole", sheet, range(9)), inks.inks_of(sheet, Colours({}, {}), "555555"), lambda _: "", inks.Wanted()
    )
    found = [(element.text, made.can_begin(element)) for element in root.iter("{*}p")]
    assert found == [("a", True), ("b", True), ("c", False)]
