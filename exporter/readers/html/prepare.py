"""Prepares a page's tree for mapping: each dialect becomes plain HTML; parts that are not read are removed.

One order for whole pages and for bodies inside feeds and exports. Formulas come first, for what paints them is hidden.
"""

from __future__ import annotations

from exporter.readers import Source
from exporter.readers.html.addresses import addresses_of, lead_inside
from exporter.readers.html.cards import mend_cards
from exporter.readers.html.custom_elements import mend_custom_elements
from exporter.readers.html.cut_lists import join_lists
from exporter.readers.html.disclosures import show_disclosed
from exporter.readers.html.formulas import mend_formulas
from exporter.readers.html.hidden import take_away_hidden
from exporter.readers.html.media import merge_noscript
from exporter.readers.html.open_headings import end_headings
from exporter.readers.html.roles import mend_roles
from exporter.readers.html.shown_lines import break_lines
from exporter.readers.html.site_captions import mend_captions
from exporter.readers.html.state import Reading, Registry
from exporter.readers.html.styles import styles_of
from exporter.readers.html.tasks import mend_tasks, strike
from exporter.readers.html.tree import Node, descendants
from exporter.readers.html.word_online import mend_word_online
from exporter.readers.html.word_paste import mend_word


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
    """Make ``body`` ready to be mapped; ``lang`` is the article's language, "" where none is known."""
    _join_copies(body)
    end_headings(reading, body)
    lead_inside(reading.registry.addresses, body)
    mend_formulas(reading, body)
    mend_word(body)
    mend_word_online(body)
    mend_cards(reading, body)
    mend_custom_elements(reading, body)
    merge_noscript(body)
    mend_captions(body)
    mend_roles(reading, body)
    show_disclosed(reading, body)
    mend_tasks(lang, body)
    strike(reading, body)
    take_away_hidden(reading, body)
    join_lists(reading, body)
    break_lines(reading, body)


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
