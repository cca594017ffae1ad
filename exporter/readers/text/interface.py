"""The vocabulary of page interfaces: what buttons, links and invitations are made of, in the languages of newsrooms.

An interface says few things with few words: an order ("share", "lire", "teilen") about a thing of the page ("article",
"suite", "Kommentare"). A line is the interface's when every word of it belongs to that vocabulary and an order and a
thing are among them; one foreign word ("Share of the vote", "Teilen und herrschen") and it is the newsroom's.
"""

from __future__ import annotations

import re

from exporter.readers.text.lexicon import lexicon, says

_WORDS = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*|\(\d+\)")
_EDGE = "↑↓←→▲▼►▶◀▸▾»«›‹|>×✕✖✓…:.! "


def bare(text: str) -> str:
    """``text`` without the arrows, bullets and colons that buttons and links are dressed with."""
    return text.strip(_EDGE)


def is_interface(text: str) -> bool:
    """Whether every word of ``text`` is an interface's, an order and a thing (or the page's "us", "more") among "
    "them."""
    known = _vocabulary()
    words = [word.lower().replace("’", "'") for word in _WORDS.findall(bare(text))]
    if not 2 <= len(words) <= 10:
        return False
    parts = [part for word in words for part in re.split("[-']", word)]
    parts = [part for part in parts if not part.strip("()").isdigit()]
    if any(part not in known[""] for part in parts):
        return False
    orders = [part for part in parts if part in known["interface-order"]]
    if len(parts) == 3 and parts[1] == "to" and len(orders) == 2:
        return True  # "scroll to continue"
    things = known["interface-thing"] | known["platform"]
    objects = [part for part in parts if part in things or (part in known["interface-voice"] and len(parts) <= 4)]
    return bool(orders and objects) and len({*orders, *objects}) >= 2  # "comment" alone is both an order and a thing


def _vocabulary() -> dict[str, frozenset[str]]:
    return lexicon().sets("interface-order", "interface-thing", "interface-voice", "interface-between", "platform")


def is_lone_button(text: str) -> bool:
    """Whether ``text`` is one word from a button that is hardly ever a subhead."""
    return " " not in text.strip() and says("button", bare(text))
