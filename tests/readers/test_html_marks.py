"""Where a page has not the marks of a mend, the mend leaves it as it is: what is not asked would have done nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.bounds.gate import Gate, Limits
from exporter.readers import Source
from exporter.readers.html import prepare
from exporter.readers.html.marks import marks_of
from exporter.readers.html.prepare import survey
from exporter.readers.html.state import Reading, Results
from exporter.readers.html.tree import find, parse
from exporter.readers.pictures import Pictures
from tests.conftest import ROOT, tries

PAGES = sorted(path for path in (ROOT / "fixtures").rglob("*.html"))
ELEMENTS = "p div span h2 a li ul ol img td table figure svg b noscript script mjx-container amp-video button".split()
SAID = (
    'class="kg-callout-card"', 'class="wp-caption"', 'class="MsoCaption"', 'class="katex"', 'class="MathJax"',
    'class="embed-x"', 'style="display: block"', 'style="text-decoration: line-through"', 'style="mso-list: l0"',
    'aria-hidden="true"', "hidden", 'role="heading"', 'aria-label="x"', 'aria-level="2"', 'data-aria-level="2"',
    'data-toggle="collapse"', 'aria-expanded="false"', 'href="#x"', 'href="x#y"', 'data-checked="true"',
    'width="1" height="1"', 'src="x.png"', 'data-youtube="abcd"', 'id="x"', 'class="mw-editsection"', "",
)  # fmt: skip
WORDS = ("words", r"\(x\)", "$$x$$", "• a", "")
SHEETS = ("", "<style>.a{display:none}</style>", "<style>b{display:block} p{text-decoration:line-through}</style>")


def unasked_change_nothing(page: str) -> None:
    """Go through all mends in their order; those that are not asked are asked here, and the tree stays the same."""
    root, _ = parse(page)
    body = find(root, "body") or root
    source = Source(name="x.html", data=b"", text=page, gate=Gate(None, Limits()))
    results = Results(Pictures(source.gate))
    reading = Reading(survey(source, root, body), results)
    for may_have_work, mend in prepare._MENDS:
        asked = may_have_work(marks_of(body), reading.registry.styles)
        before, said = root.to_html(), list(results.findings)
        mend(reading, body, "en")
        assert asked or (root.to_html(), results.findings) == (before, said), mend


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_mends_that_are_not_asked_have_nothing_to_do_in_our_pages(path: Path) -> None:
    unasked_change_nothing(path.read_text(encoding="utf-8", errors="replace"))


def trees() -> st.SearchStrategy[str]:
    leaf = st.sampled_from(WORDS)
    return st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda name, said, held: f"<{name} {said}>{''.join(held)}</{name}>",
            st.sampled_from(ELEMENTS),
            st.sampled_from(SAID),
            st.lists(inner, max_size=3),
        ),
        max_leaves=8,
    )


@settings(max_examples=tries(400), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SHEETS), st.lists(trees(), min_size=1, max_size=4))
def test_mends_that_are_not_asked_have_nothing_to_do(sheet: str, parts: list[str]) -> None:
    unasked_change_nothing(sheet + "".join(parts))


def test_few_mends_are_asked_of_a_plain_page() -> None:
    root, _ = parse("<h2>The weir</h2><p>It is <em>closed</em>.</p><blockquote><p>For good.</p></blockquote>")
    body = find(root, "body")
    source = Source(name="x.html", data=b"", text="", gate=Gate(None, Limits()))
    styles = survey(source, root, body).styles
    assert sum(bool(may_have_work(marks_of(body), styles)) for may_have_work, _ in prepare._MENDS) == 1
