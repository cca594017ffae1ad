"""Plain markup is read without the standard's parser, to the tree that the parser makes; all other is left to it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.readers.html.plain_tree import read_plain
from exporter.readers.html.tree import parse, parse_made
from exporter.readers.markdown.render import to_html
from tests.conftest import ARTICLES, shared, tries
from tests.judges.commonmark import examples


def shape(node: Any) -> tuple[Any, ...]:
    """What a reader sees of a node and of all below it."""
    attrs, data = getattr(node, "attrs", None) or {}, node.data if isinstance(node.data, str) else None
    return node.name, dict(attrs), data, node.namespace, [shape(child) for child in node.children or ()]


NAMES = (
    "p h2 pre div blockquote ul ol li dl dt dd table caption thead tbody tr th td figure figcaption section aside a em "
    "strong code q sub span x-note x-box br hr img svg math script b i nobr option form button col details body html"
).split()
TOKENS = st.lists(
    st.one_of(
        st.sampled_from(NAMES).map(lambda name: f"<{name}>"),
        st.sampled_from(NAMES).map(lambda name: f"</{name}>"),
        st.sampled_from(
            [" ", "\n", "words", "a &amp; b", "&quot;", "<br />", '<img src="a.png" alt="&lt;" />', "&copy;"]
        ),
        st.sampled_from(['<p class="a b">', '<a href="#x">', "<!--c-->", '<th colspan="2">', "<x-line></x-line>"]),
    ),
    max_size=14,
)


@settings(max_examples=tries(400))
@given(TOKENS)
def test_what_is_read_as_plain_is_read_as_the_standard_says(tokens: list[str]) -> None:
    markup = "".join(tokens)
    plain = read_plain(markup)
    assert plain is None or shape(plain) == shape(parse(markup)[0])


BALANCED = st.recursive(
    st.sampled_from(["words", " ", "<br />", "&amp;"]),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>", st.sampled_from(NAMES), st.lists(inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=tries(400))
@given(st.lists(BALANCED, max_size=4).map("".join))
def test_so_is_what_is_balanced(markup: str) -> None:
    plain = read_plain(markup)
    assert plain is None or shape(plain) == shape(parse(markup)[0])


@pytest.mark.parametrize("path", [path for path in ARTICLES if path.suffix == ".md"], ids=lambda path: path.name)
def test_the_articles_in_markdown_are_plain(path: Any) -> None:
    markup = to_html(path.read_text(encoding="utf-8").split("---\n", 2)[-1], {})
    plain = read_plain(markup)
    assert (plain is None) == ("<!--data-source-line" in markup), "raw HTML is for the parser, all other is not"
    assert plain is None or shape(plain) == shape(parse(markup)[0])


@pytest.mark.slow
def test_every_example_of_the_specification_has_the_tree_that_the_standard_gives_it() -> None:
    read = 0
    for example in examples(shared("commonmark/spec.txt")):
        for markup in (example.html, to_html(example.markdown, {})):
            if (plain := read_plain(markup)) is not None:
                assert shape(plain) == shape(parse(markup)[0]), (example.number, markup)
                read += 1
    assert read > 1_100


@pytest.mark.parametrize(
    "markup",
    [
        "words",
        "<p>a<p>b</p></p>",
        "<em><p>a</p></em>",
        "<p>a <div>b</div></p>",
        "<ul><li>a<li>b</li></li></ul>",
        "<li>a</li>",
        "<table><tr><td>a</td></tr></table>",
        "<table>words</table>",
        "<a><a></a></a>",
        "<p>a &copy; b</p>",
        "<p>a</em></p>",
        "<p>a",
        "<p></p></p>",
        "</body>",
        "<p a='b'></p>",
        '<p a="1" a="2"></p>',
        "<p />",
        "<pre>\na</pre>",
        "<svg></svg>",
        "<script></script>",
        "<!--a--><p>b</p>",
        "<P>a</P>",
    ],
)
def test_what_the_parser_might_put_elsewhere_is_left_to_it(markup: str) -> None:
    assert read_plain(markup) is None
    assert shape(parse_made(markup)[0]) == shape(parse(markup)[0])


def test_what_is_too_deep_is_flattened_as_ever() -> None:
    markup = "<div>" * 200 + "<p>words</p>" + "</div>" * 200
    root, flattened = parse_made(markup)
    assert flattened
    assert shape(root) == shape(parse(markup)[0])
