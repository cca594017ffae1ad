"""Prepares a page's tree for mapping: each dialect becomes plain HTML; parts that are not read are removed.

One order for whole pages and for bodies inside feeds and exports. Formulas come first, for what paints them is hidden.
"""

from __future__ import annotations

from exporter.readers import Source
from exporter.readers.html.addresses import addresses_of
from exporter.readers.html.custom_elements import mend_custom_elements
from exporter.readers.html.formulas import mend_formulas
from exporter.readers.html.hidden import take_away_hidden
from exporter.readers.html.media import merge_noscript
from exporter.readers.html.roles import mend_roles
from exporter.readers.html.site_captions import mend_captions
from exporter.readers.html.state import Reading, Registry
from exporter.readers.html.styles import styles_of
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


def prepare(reading: Reading, body: Node) -> None:
    """Make ``body`` ready to be mapped."""
    mend_formulas(reading, body)
    mend_word(body)
    mend_word_online(body)
    mend_custom_elements(reading, body)
    merge_noscript(body)
    mend_captions(body)
    mend_roles(reading, body)
    take_away_hidden(reading, body)
