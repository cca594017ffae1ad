"""Markup declarations of HTML: what a browser takes for a comment is no text, and no place moves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.readers.html.source import _is_plain, _rewritten, with_plain_comments
from exporter.readers.html.tree import descendants, parse, text_of
from tests.work import in_proportion

ROWS = {
    "Word's revealed comment": ("<p>One <![if !vml]>two<![endif]> three", "One two three"),
    "a processing instruction": ("<p>One <?php echo 1 ?>two", "One two"),
    "a doctype in the text": ("<!doctype html><p>One <!DOCTYPE nonsense>two", "One two"),
    "an end tag without a name": ("<p>One </>two </3>three </ x>four", "One two three four"),
    "a comment that never ends": ("<p>One <!-- two", "One "),
    "a tag that the end cuts off": ("<p>One <a href='two", "One "),
    "CDATA outside of drawings": ("<p>One <![CDATA[ two ]]>three", "One three"),
    "CDATA in a drawing": ("<svg><![CDATA[a>b]]></svg>", "a>b"),
    "signs in a sentence": ("<p>One < two <3 and a<b", "One < two <3 and a<b"),
    "signs in an attribute": ("<p title='<!x> <?y?>'>One", "One"),
    "signs in a script": ("<p>One<script>'<!x>'</script> two", "One'<!x>' two"),
    "signs that were escaped": ("<p>&lt;![if x]&gt; &lt;?y?&gt;", "<![if x]> <?y?>"),
}


@pytest.mark.parametrize("name", ROWS)
def test_text_is_what_a_browser_shows(name: str) -> None:
    source, text = ROWS[name]
    assert text_of(parse(source)[0]) == text


def test_no_place_moves() -> None:
    root, _ = parse("<p>One <![if !x]>\n<?a\nb ?><em>two</em></p>")
    (em,) = (node for node in descendants(root) if node.name == "em")
    assert (em.origin_line, em.origin_col) == (3, 5)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["<!", "<?", "</", "<a", '<a b="', "<a b='\"", "<a =", "<!--", "<script>", "<svg><![CDATA[>"]
)
def test_the_time_grows_with_the_text(unit: str) -> None:
    assert in_proportion(lambda size: with_plain_comments(unit * size), 12_500)


PIECES = st.sampled_from(
    (
        "<!¦<!doctype html>¦<!--¦-->¦<?¦?>¦</¦</p>¦<p¦>¦<a b='¦'¦\"¦=¦<script>¦</script>¦<¦<svg>¦<![CDATA[¦]]>¦ ¦\n¦"
        "words¦<textarea>¦<plaintext>¦</3"
    ).split("¦")
)


@settings(max_examples=1_000, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_page_without_odd_declarations_stays_as_it_is(text: str) -> None:
    assert not _is_plain(text) or _rewritten(text) == text


def test_most_pages_are_told_so_at_once() -> None:
    assert _is_plain("<!DOCTYPE html>\n<html><body><p title='<a>'>One</p></body></html>\n")
