"""Prepares a page's tree for mapping: each dialect becomes plain HTML; parts that are not read are removed.

One order for whole pages and for bodies inside feeds and exports. Formulas come first, for what paints them is hidden.
"""

from __future__ import annotations

from collections.abc import Callable

from exporter.readers import Source
from exporter.readers.html.addresses import addresses_of, lead_inside
from exporter.readers.html.cards import may_have_cards, mend_cards
from exporter.readers.html.custom_elements import may_have_custom_elements, mend_custom_elements
from exporter.readers.html.cut_lists import join_lists, may_be_cut
from exporter.readers.html.disclosures import may_unfold, show_disclosed
from exporter.readers.html.formulas import may_have_formulas, mend_formulas
from exporter.readers.html.hidden import may_hide, take_away_hidden
from exporter.readers.html.marks import Marks, marks_of
from exporter.readers.html.media import merge_noscript
from exporter.readers.html.open_headings import end_headings, has_headings
from exporter.readers.html.roles import may_have_roles, mend_roles
from exporter.readers.html.shown_lines import break_lines, may_be_lines
from exporter.readers.html.site_captions import may_have_captions, mend_captions
from exporter.readers.html.state import Reading, Registry
from exporter.readers.html.styles import Styles, styles_of
from exporter.readers.html.tasks import may_be_struck, may_have_tasks, mend_tasks, strike
from exporter.readers.html.tree import Node, descendants
from exporter.readers.html.word_online import is_of_word_online, mend_word_online
from exporter.readers.html.word_paste import is_of_word, mend_word


def survey(source: Source, root: Node, body: Node, *known: str) -> Registry:
    """The pre-pass over a page as it was parsed. ``known`` is what else than the user is known to say its address."""
    return Registry(
        limits=source.gate.limits,
        source_has_replacement="\ufffd" in source.text,
        styles=styles_of(root),
        addresses=addresses_of(root, source.base_url, *known),
        named={name: node for node in descendants(body) if (name := (getattr(node, "attrs", None) or {}).get("id"))},
    )


def prepare(reading: Reading, body: Node, lang: str) -> None:
    """Make ``body`` ready to be mapped; ``lang`` is the article's language, "" where none is known.

    Each mend is asked where the page, as the mends before it left it, has what it mends.
    """
    marks = marks_of(body)
    for may_have_work, mend in _MENDS:
        if may_have_work(marks, reading.registry.styles):
            mend(reading, body, lang)
            marks = marks_of(body)


def _join_copies(body: Node) -> None:
    """Take away the empty copies of a link that a block in it cut in pieces (HTML Standard, 13.2.4.3 and 13.2.6.4.7).

    Of ``<p><a><pre>…</pre></a>`` the parser makes a link without words in the paragraph, and one round the block.
    """
    copies: dict[tuple[int, int], list[Node]] = {}
    for node in descendants(body):
        if node.name == "a" and getattr(node, "origin_line", None):
            copies.setdefault((node.origin_line, node.origin_col or 0), []).append(node)
    for held in copies.values():
        empty = [node for node in held if not node.children] if len(held) > 1 else []
        for node in empty if len(empty) < len(held) else empty[1:]:
            node.parent.remove_child(node)


_MENDS: tuple[tuple[Callable[[Marks, Styles], bool], Callable[[Reading, Node, str], None]], ...] = (
    (lambda marks, _: "a" in marks.names, lambda reading, body, lang: _join_copies(body)),
    (lambda marks, _: has_headings(marks), lambda reading, body, lang: end_headings(reading, body)),
    (
        lambda marks, _: "a" in marks.names,
        lambda reading, body, lang: lead_inside(reading.registry.addresses, body),
    ),
    (lambda marks, _: may_have_formulas(marks), lambda reading, body, lang: mend_formulas(reading, body)),
    (lambda marks, _: is_of_word(marks), lambda reading, body, lang: mend_word(body)),
    (lambda marks, _: is_of_word_online(marks), lambda reading, body, lang: mend_word_online(body)),
    (lambda marks, _: may_have_cards(marks), lambda reading, body, lang: mend_cards(reading, body)),
    (
        lambda marks, _: may_have_custom_elements(marks),
        lambda reading, body, lang: mend_custom_elements(reading, body),
    ),
    (lambda marks, _: "noscript" in marks.names, lambda reading, body, lang: merge_noscript(body)),
    (lambda marks, _: may_have_captions(marks), lambda reading, body, lang: mend_captions(body)),
    (lambda marks, _: may_have_roles(marks), lambda reading, body, lang: mend_roles(reading, body)),
    (lambda marks, _: may_unfold(marks), lambda reading, body, lang: show_disclosed(reading, body)),
    (lambda marks, _: may_have_tasks(marks), lambda reading, body, lang: mend_tasks(lang, body)),
    (may_be_struck, lambda reading, body, lang: strike(reading, body)),
    (may_hide, lambda reading, body, lang: take_away_hidden(reading, body)),
    (lambda marks, _: may_be_cut(marks), lambda reading, body, lang: join_lists(reading, body)),
    (may_be_lines, lambda reading, body, lang: break_lines(reading, body)),
)
"""Each mend after what tells whether it may have work, in the order in which they go before one another."""
