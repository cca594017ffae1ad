"""A long document gets its pages from us: galleys without pages are cut where pages end well."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random
from typing import Any

import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTRect

from exporter import open_article
from exporter.comparison.losses import compare
from exporter.readback import open_file
from exporter.writers import WriteOptions
from exporter.writers.pdf import engines
from exporter.writers.writable import writable
from tests.writers.test_two_engines_windows import SOURCE
from tests.writers.two_engines import by, differences, is_fast, pages_printed

if not engines.is_installed():
    pytest.skip("PlutoBook is not installed: pip install accessible-exporter[fast]", allow_module_level=True)

from exporter.writers.pdf.engines.pluto import column, laid, layout, windows
from exporter.writers.pdf.engines.pluto.furniture import united
from exporter.writers.pdf.engines.pluto.misfit import Misfit

OPTIONS = WriteOptions(engine="plutobook", contents="never")
WITH_NOTES = replace(OPTIONS, notes="text")
COLUMN = 70.87, 841.89 - 68.03
"""From where to where text stands on a page of A4, in points from its top."""


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Galleys of a page or so for every document, however short; how many pages are printed for each window."""
    monkeypatch.setattr(layout, "FLOWING", 0)
    monkeypatch.setattr(windows, "GALLEY", 2_000)
    return pages_printed(monkeypatch)


def document(markdown: str, title: str = "The title") -> Any:
    return open_article(f"---\ntitle: {title}\nlang: en\n---\n\n{markdown}\n".encode(), name="a.md").document


@dataclass
class Box:
    """Where something is painted, in points from the upper left of the page; glyphs of one word, or nothing said."""

    left: float
    top: float
    right: float
    bottom: float
    said: str = ""


@dataclass
class Page:
    """What is painted on a page."""

    words: list[Box] = field(default_factory=list)
    rects: list[Box] = field(default_factory=list)
    links: list[Box] = field(default_factory=list)


def _leaves(item: Any) -> Iterator[Any]:
    if isinstance(item, LTChar | LTRect):
        yield item
    elif hasattr(item, "__iter__"):
        for inner in item:
            yield from _leaves(inner)


def _page(layout: Any) -> Page:
    made = Page()
    chars: list[Box] = []
    for item in _leaves(layout):
        box = Box(item.x0, layout.height - item.y1, item.x1, layout.height - item.y0)
        if isinstance(item, LTRect):
            made.rects.append(box)
            continue
        box.said = item.get_text()
        chars.append(box)
    chars.sort(key=lambda box: (round(box.bottom), box.left))
    for char in chars:
        last = made.words[-1] if made.words else None
        if char.said.isspace():
            made.words.append(Box(0, 0, 0, 0))
        elif last and last.said and abs(last.bottom - char.bottom) < 1 and -2 < char.left - last.right < 1.5:
            last.said += char.said
            last.right = char.right
        else:
            made.words.append(Box(char.left, char.top, char.right, char.bottom, char.said))
    made.words = [word for word in made.words if word.said]
    return made


def pages(markdown: str) -> list[Page]:
    """The pages as they are read back, of a file that the fast engine has set and that lost nothing."""
    article = document(markdown)
    made, _ = by(article, OPTIONS)
    assert is_fast(made), made.engine
    assert compare(writable(article), open_file(made.data, "a.pdf"), "pdf") == []
    found = [_page(page) for page in extract_pages(io.BytesIO(made.data))]
    with pikepdf.open(io.BytesIO(made.data)) as opened:
        for page, there in zip(opened.pages, found, strict=True):
            for link in page.get("/Annots", []):
                left, low, right, high = map(float, link.Rect)
                height = float(page.MediaBox[3])
                there.links.append(Box(left, height - high, right, height - low, str(link.A.URI)))
    return found


def in_column(page: Page) -> list[Box]:
    return [word for word in page.words if COLUMN[0] - 5 < word.top < COLUMN[1]]


def rows(page: Page) -> list[str]:
    """The lines of a page's column, from above."""
    found: dict[int, list[Box]] = {}
    for word in in_column(page):
        found.setdefault(round(word.bottom), []).append(word)
    return [" ".join(word.said for word in sorted(found[at], key=lambda box: box.left)) for at in sorted(found)]


def numbered(count: int, seed: int) -> list[str]:
    """Paragraphs of one to nine lines, each word of which says the paragraph and its place in it."""
    chosen = Random(seed)
    return [" ".join(f"p{number}w{at}" for at in range(chosen.randint(3, 80))) for number in range(count)]


@pytest.mark.parametrize("seed", range(3))
def test_no_line_of_a_paragraph_stands_alone(short: list[int], seed: int) -> None:
    texts = numbered(160, seed)
    found = [rows(page) for page in pages("\n\n".join(texts))]
    assert len(found) > 10
    assert sum(short[:-1]) < len(found) * 1.6, "galleys and samples: nothing is laid out again"
    lines: dict[str, list[tuple[int, str]]] = {}
    for number, page in enumerate(found):
        for row in page:
            if match := re.match(r"p(\d+)w", row):
                lines.setdefault(match[1], []).append((number, row))
    assert [" ".join(row for _, row in lines[str(at)]) for at in range(160)] == texts
    for said in lines.values():
        on = [page for page, _ in said]
        assert on == sorted(on)
        if on[0] != on[-1]:
            assert min(on.count(on[0]), on.count(on[-1])) >= 2


def test_pages_are_full_and_no_fuller(short: list[int]) -> None:
    found = pages("\n\n".join(numbered(160, 4)))
    for page in found[:-1]:
        assert COLUMN[1] - 75 < max(word.bottom for word in in_column(page)) < COLUMN[1] + 1, "three lines are missing"
        assert COLUMN[0] - 1 < min(word.top for word in in_column(page)) < COLUMN[0] + 8


def test_a_heading_is_not_left_by_what_follows(short: list[int]) -> None:
    source = "\n\n".join(f"## Head {at}\n\n{said}" for at, said in enumerate(numbered(90, 5)))
    for page in pages(source):
        assert not [row for row in rows(page)[-2:-1] if row.startswith("Head") and rows(page)[-1].count("w") < 1]
        assert not rows(page)[-1].startswith("Head")


def test_a_table_has_its_head_on_each_page(short: list[int]) -> None:
    body = "\n".join(f"| row{at} | {at * 7} | words of row {at} |" for at in range(140))
    found = pages(f"Before.\n\n| Place | Number | Said |\n|---|---:|---|\n{body}\n\nAfter.")
    within = [page for page in found if any(row.startswith("row") for row in rows(page))]
    assert len(within) > 3
    for page in within[1:]:
        first, second, *_ = rows(page)
        assert first == "Place Number Said"
        assert second.startswith("row")
    shown = [int(number) for page in found for number in re.findall(r"row(\d+) ", "\n".join(rows(page)))]
    assert shown == list(range(140))
    for page in within:
        rules = [rect.top for rect in page.rects if rect.bottom - rect.top < 2 and rect.top > COLUMN[0]]
        assert len({round(rule) for rule in rules}) == sum(row.startswith(("row", "Place")) for row in rows(page))
        assert max(rules) < COLUMN[1] + 2


def test_a_head_that_is_shown_again_is_painted_before_its_rows(short: list[int]) -> None:
    body = "\n".join(f"| row{at} | {at * 7} |" for at in range(90))
    made, _ = by(document(f"Before.\n\n| Place | Number |\n|---|---:|\n{body}"), OPTIONS)
    with pikepdf.open(io.BytesIO(made.data)) as opened:
        for page in list(opened.pages)[1:]:
            marks = re.findall(rb"/Artifact <</Type /Pagination>> BDC|/Span ", page.Contents.read_bytes())
            assert marks[0].startswith(b"/Artifact")


def test_the_bar_of_a_quotation_is_as_high_as_its_words_on_each_page(short: list[int]) -> None:
    said = "\n>\n".join("> " + text for text in numbered(60, 6))
    found = pages(f"Before.\n\n{said}\n\nAfter.")
    assert len(found) > 4
    for page in found:
        bars = [rect for rect in page.rects if rect.right - rect.left < 3 and rect.bottom - rect.top > 5]
        quoted = [word for word in page.words if re.match(r"p\d+w", word.said)]
        assert quoted
        assert min(bar.top for bar in bars) > COLUMN[0] - 1
        assert max(bar.bottom for bar in bars) < max(word.bottom for word in quoted) + 9
        for word in quoted:
            assert any(bar.top <= (word.top + word.bottom) / 2 <= bar.bottom for bar in bars), word.said


def test_a_box_is_drawn_on_each_page_that_it_reaches(short: list[int]) -> None:
    inner = "\n\n".join(numbered(50, 7))
    found = pages(f"Before.\n\n::: note\n{inner}\n:::\n\nAfter.")
    assert len(found) > 3
    for page in found:
        boxes = [rect for rect in page.rects if rect.right - rect.left > 300 and rect.bottom - rect.top > 20]
        said = [word for word in page.words if re.match(r"p\d+w", word.said)]
        assert len(boxes) == 1
        assert COLUMN[0] - 1 < boxes[0].top < min(word.top for word in said)
        assert max(word.bottom for word in said) < boxes[0].bottom < COLUMN[1] + 1


def test_code_begins_a_page_at_its_top(short: list[int]) -> None:
    """Also after a line that shows nothing."""
    code = "\n".join(f"line{at}" if at % 3 else "" for at in range(400))
    found = pages(f"Before.\n\n```\n{code}\n```\n\nAfter.")
    assert len(found) > 5
    for page in found[1:-1]:
        assert in_column(page)[0].said.startswith("line")
        assert COLUMN[0] < min(word.top for word in in_column(page)) < COLUMN[0] + 4


def test_links_lie_on_their_words(short: list[int]) -> None:
    source = "\n\n".join(
        f"{said}\n\nGo to [target{at}](https://example.org/{at})." for at, said in enumerate(numbered(60, 8))
    )
    seen = 0
    for page in pages(source):
        for link in page.links:
            (word,) = [word for word in page.words if word.said.startswith(f"target{link.said.rsplit('/', 1)[1]}")]
            assert link.top - 1 < (word.top + word.bottom) / 2 < link.bottom + 1
            assert link.left == pytest.approx(word.left, abs=1)
            seen += 1
    assert seen == 60


def test_a_block_of_many_pages_is_set_by_the_fast_engine(short: list[int]) -> None:
    """No window and no galley can begin within it: it is as high as it needs to be."""
    texts = [" ".join([f"w{at}"] * 160) for at in range(150)]
    item = "- one\n\n" + "\n\n".join(f"  {text}" for text in texts)
    found = pages(item)
    assert len(found) > 30
    assert sum(short[:-1]) < 20


def test_where_white_is_not_known_nothing_is_parted(short: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    united_before: list[Any] = []
    noted = column.Column._note_gaps

    def forgetting(self: Any, gaps: Any) -> None:
        noted(self, gaps)
        if not united_before:
            united_before.append(len(self.spans))
            gaps.clear()

    monkeypatch.setattr(column.Column, "_note_gaps", forgetting)
    texts = numbered(60, 9)
    found = [row for page in pages("\n\n".join(texts)) for row in rows(page)]
    assert united_before[0] > 1
    assert [word for row in found for word in row.split() if word.startswith("p")] == " ".join(texts).split()


def test_white_between_blocks_is_that_of_their_kind(short: list[int]) -> None:
    """Between paragraphs of text, of a quotation and of an item: whether a galley begins between two of them or not."""
    parts = []
    for at in range(40):
        said = [f"{kind}{at}x{word} words of some length that come to stand here" for kind in "tqi" for word in "abc"]
        parts += [*said[:3], "> " + "\n>\n> ".join(said[3:6]), "- " + "\n\n  ".join(said[6:]), f"t{at} after the list."]
    seen: dict[str, set[float]] = {}
    for page in pages("\n\n".join(parts)):
        firsts = [word for word in page.words if re.fullmatch(r"[tqi]\d+x[abc]", word.said)]
        for one, other in pairwise(sorted(firsts, key=lambda word: word.top)):
            if one.said[:-1] == other.said[:-1]:
                seen.setdefault(one.said[0], set()).add(round(other.top - one.top, 1))
    white = {kind: (min(found), max(found)) for kind, found in seen.items()}
    assert all(most - least < 0.35 for least, most in white.values()), white
    assert white["t"][0] == pytest.approx(16.5 + 9.07, abs=0.4)
    assert white["q"][0] == pytest.approx(16.5 + 5.67, abs=0.4)
    assert white["i"][0] == pytest.approx(16.5 + 3.4, abs=0.4)


@pytest.mark.slow
def test_galleys_of_any_length_make_the_same_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "FLOWING", 0)
    made = []
    for galley in (500, 1_500, 4_000, 1_000_000):
        monkeypatch.setattr(windows, "GALLEY", galley)
        result, _ = by(document(SOURCE), WITH_NOTES)
        assert is_fast(result)
        made.append(result.data)
    first, *others = [[_page(page) for page in extract_pages(io.BytesIO(data))] for data in made]
    for other in others:
        assert [rows(page) for page in other] == [rows(page) for page in first]
        for here, there in zip(other, first, strict=True):
            for one, same in zip(here.words, there.words, strict=True):
                assert (one.said, one.left) == (same.said, pytest.approx(same.left, abs=0.01))
                assert one.top == pytest.approx(same.top, abs=0.25), "the engine rounds where boxes lie"
    assert differences(document(SOURCE), replace(WITH_NOTES, engine="auto")) == []


def test_running_heads_can_be_copied(short: list[int]) -> None:
    """Their font is one of their own: what its glyphs stand for is what they say."""
    title = "Korea’s swift co-op, after ‘a drift’"
    made, _ = by(document("\n\n".join(numbered(40, 1)), title), OPTIONS)
    second = next(iter(extract_pages(io.BytesIO(made.data), page_numbers=[1])))
    said = "".join(item.get_text() for item in _leaves(second) if isinstance(item, LTChar) and item.y0 > 780)
    assert said == title


def test_resources_of_two_pages_are_those_of_both() -> None:
    one, other = (
        b"<<\n   /Font <<\n      /f-0-0 5 0 R\n   >>\n>>",
        b"<<\n   /Font <<\n      /f-0-0 5 0 R\n      /f-1-0 6 0 R\n   >>\n   /XObject <<\n      /x7 7 0 R\n   >>\n>>",
    )
    both = united([one, other])
    assert both.count(b"/f-0-0 5 0 R") == 1
    assert b"/f-1-0 6 0 R" in both
    assert b"/XObject <<\n      /x7 7 0 R\n   >>" in both
    assert united([one, one]) == one
    with pytest.raises(Misfit, match="two things by one name"):
        united([one, one.replace(b"5 0", b"9 0")])


def test_what_is_not_known_of_a_galley_is_left_to_the_other_engine(
    short: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "HIGH", 1)
    monkeypatch.setattr(windows, "HIGHEST", 1)
    made, _ = by(document("\n\n".join(numbered(60, 1))), OPTIONS)
    assert made.engine.endswith("a block is higher than the engine's pages")
    assert laid.ROUNDING > 0
