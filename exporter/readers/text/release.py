"""Releases to the press: what they say of themselves above the headline, and the word that ends them.

Press offices begin with the name of the genre and the hour from which it may be printed, and end with "ENDS", so that
an editor knows that notes follow. None of these is a headline.
"""

from __future__ import annotations

import re

from exporter.readers.text.labels import Draft, Label
from exporter.readers.text.words import is_bare

_RELEASE = re.compile(
    r"(?:(?:press|news|media) (?:release|statement|notice)|for immediate release|statement to the press|"
    r"(?:presse|medien)mitteilung|presseinformation|communiqué(?: de presse)?|(?:comunicado|nota) de (?:prensa|"
    r"imprensa)|comunicato stampa|persbericht|pressmeddelande|pressemelding|pressemeddelelse|lehdistötiedote)"
    r"(?P<tail> ?[-–—|:/,] ?[\w./, ]{1,60})?$",
    re.IGNORECASE,
)
_EMBARGO = re.compile(
    r"\W{0,4}(?:(?:strictly )?(?:under )?embargo(?:ed)?(?: (?:until|till|to|for|date)\b|:|$)|sperrfrist\b|"
    r"(?:sous|bajo|sob) embargo\b|not for (?:release|publication|broadcast) (?:before|until)\b).{0,80}$",
    re.IGNORECASE,
)
_END = re.compile(r"\W{0,4}(?:ends?|ende|fin|slut)\W{0,4}$", re.IGNORECASE)


def mark_release(draft: Draft) -> None:
    """What a press release says of itself above its headline, and the word that ends it."""
    for index in range(min(4, len(draft.pieces) - 1)):
        text = draft.text(index)
        if not draft.undecided(index):
            continue
        match = _RELEASE.match(text) if len(text) <= 120 else None
        if match and is_bare(text) and (not match["tail"] or re.search(r"\d", match["tail"])):
            draft.set(index, Label("kicker", 0.85, "says that this is a release to the press"))
        elif _EMBARGO.match(text) and is_bare(text):
            draft.set(index, Label("dateline", 0.85, "says from when on this may be printed"))
        else:
            break
    for index in range(3, len(draft.pieces)):
        if draft.undecided(index) and _END.match(draft.text(index)):
            draft.set(index, Label("paragraph", 0.8, "the word that ends a release to the press"))
