"""Prepares a page's tree for mapping: each dialect becomes plain HTML; parts that are not read are removed.

One order for whole pages and for bodies inside feeds and exports. Formulas come first, for what paints them is hidden.
"""

from __future__ import annotations

from exporter.readers.html.addresses import addresses_of
from exporter.readers.html.formulas import mend_formulas
from exporter.readers.html.hidden import take_away_hidden
from exporter.readers.html.media import merge_noscript
from exporter.readers.html.state import State
from exporter.readers.html.styles import styles_of
from exporter.readers.html.tree import Node, descendants
from exporter.readers.html.word_paste import mend_word


def prepare(state: State, root: Node, body: Node, given: str, *known: str) -> None:
    """Make ``body`` ready to be mapped. ``given`` is the address that the user says, ``known`` what else is known."""
    state.styles = styles_of(root)
    state.addresses = addresses_of(root, given, *known)
    state.named = {name: node for node in descendants(body) if (name := (getattr(node, "attrs", None) or {}).get("id"))}
    mend_formulas(body)
    mend_word(body)
    merge_noscript(body)
    take_away_hidden(state, body)
