"""What the outlines of the Markdown cases do not show: what stands round an item's number, heads of rows, how much work
a bracket is.
"""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from exporter.model import List, Table, walk
from exporter.readers.markdown import link_labels
from exporter.run.pipeline import ReadOptions, read_bytes
from tests.work import calls


def blocks(text: str, form: str = "markdown") -> list[object]:
    return list(walk(read_bytes(text.encode(), "a.md", ReadOptions(format=form, lang="en")).document.blocks))


@pytest.mark.parametrize(
    ("item", "around"),
    [("1. one", "period"), ("1) one", "paren"), ("(1) one", "parens"), ("(a) one", "parens"), ("(@b) one", "parens")],
)
def test_what_stands_round_a_number_is_kept(item: str, around: str) -> None:
    (held,) = [node for node in blocks(f"# A\n\n{item}\n", "pandoc-markdown") if isinstance(node, List)]
    assert held.delimiter == around


@pytest.mark.parametrize("before", ["- one\n- two\n\n", "A paragraph.\n\n", "> 1. one\n\n", ""])
def test_attributes_on_a_line_are_of_the_table_that_follows(before: str) -> None:
    found = blocks(f"# A\n\n{before}{{header-columns=1}}\n| Ward | Votes |\n|---|---|\n| East | 410 |\n")
    (table,) = [node for node in found if isinstance(node, Table)]
    heads = [cell.header for row in table.bodies[0].rows for cell in row.cells]
    assert heads == [True, False]


BRACKETS = [
    "[a [b] c](/u) [d",
    "[a [b](/v) c](/u)",
    "![a [b](/v) c](/u)",
    "[[a]](/u) ![[b]](/v)",
    "[a `]` b](/u) [`c",
    "[a <b ]> c](/u)",
    "[a\\] b](/u) ]",
    "[[[[a](/u)",
    "[a][b] [b][] [b]\n\n[b]: /u",
    "[a [b][b] c][b]\n\n[b]: /u",
    "[a ![c](/d) b](/u)",
]


@pytest.mark.parametrize("text", BRACKETS)
def test_links_are_those_of_commonmark(text: str) -> None:
    theirs, ours = MarkdownIt("commonmark"), MarkdownIt("commonmark")
    ours.helpers = link_labels.Helpers  # type: ignore[assignment]
    assert ours.render(text) == theirs.render(text)


@pytest.mark.parametrize("unit", ["[a@ ", "![a@ ", "[a@ [b] ", "[[a "])
@pytest.mark.parametrize("end", ["", "]"])
def test_a_bracket_that_nothing_closes_is_no_more_work_than_a_word(unit: str, end: str) -> None:
    text = "# A\n\n" + unit * 400 + end
    blocks("# A\n\n" + unit)
    assert calls(lambda: blocks(text)) < 400 * len(unit) * 300
