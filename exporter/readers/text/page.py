"""Furniture that is known by its place on the page: above the headline, under a button, under a label over links.

``text_furniture`` knows what speaks as a page does; these lines speak as an article does, or say a number.
"""

from __future__ import annotations

import re

from exporter.readers.text.furniture import MAX_WORDS
from exporter.readers.text.interface import is_interface
from exporter.readers.text.labels import Draft, Label
from exporter.readers.text.lines import Layout
from exporter.readers.text.words import count_words, ends_sentence, is_bare

_SKIP = re.compile(
    r"(?:skip|jump|go|aller|passer|saltar|ir|pular|zum|zur|direkt|springe|hoppa|gå|hopp|naar|ga|vai|salta|przejdź)\b",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"(?:home ?page|home|front ?page|start|startseite|startsidan|accueil|inicio|início|portada|forside|forsiden|"
    r"etusivu|strona główna|главная|voorpagina) ?[>›»→] ?\S",
    re.IGNORECASE,
)
_STEP = re.compile(r" ?[>›»→] ?")
TOP = 6


def mark_page_top(draft: Draft) -> None:
    """Label what pages have above the headline: a link over the menu, the path ("Home > News > Floods").

    The headline is the first line that is neither. A path begins with the home page or has three steps or more.
    """
    for index in range(min(TOP, len(draft.pieces) - 1)):
        if not draft.undecided(index):
            continue
        text = draft.text(index)
        if _is_path(text):
            draft.set(index, Label("furniture", 0.9, "the path of pages that leads to the article"))
        elif _SKIP.match(text) and is_interface(text) and count_words(text) <= 6:
            draft.set(index, Label("furniture", 0.9, "a link of the page, above the headline"))
        else:
            return


def _is_path(text: str) -> bool:
    if len(text) > 160 or ends_sentence(text):
        return False
    steps = _STEP.split(text)
    short = all(0 < count_words(step) <= 5 for step in steps[:-1]) and bool(steps[-1])
    return (_HOME.match(text) is not None or len(steps) >= 3) and short


_COUNT = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?[kKmM]?$|\d{1,6}$")
_SHARED = re.compile(
    r"(?:share|shares|like|likes|comments?|tweet|retweets?|kommentare|teilen|partager|compartir)$", re.IGNORECASE
)


def mark_counts(draft: Draft) -> None:
    """A button with its count below it: "Share", "153". No subhead has a number for its text."""
    for index in range(1, len(draft.pieces)):
        if not (draft.undecided(index) and draft.glued(index) and draft.undecided(index - 1)):
            continue
        if _COUNT.match(draft.text(index)) and _SHARED.match(draft.text(index - 1)):
            for at in (index - 1, index):
                draft.set(at, Label("furniture", 0.85, "a button and its count"))


def mark_links_under_labels(draft: Draft) -> None:
    """Lines right under a label over links ("Related stories") are those links: other stories' headlines, topics.

    Only where blank lines part blocks does a line that follows without one belong to the label.
    """
    if draft.layout is Layout.dense:
        return
    under = False
    for index in range(1, len(draft.pieces)):
        before = draft.text(index - 1)
        if draft.kind(index - 1) == "furniture" and _is_over_links(before):
            under = True
        under = under and draft.glued(index) and draft.undecided(index)
        text = draft.text(index)
        if under and count_words(text) <= MAX_WORDS and not ends_sentence(text) and is_bare(text):
            draft.set(index, Label("furniture", 0.75, "a link under a label of the page"))
        else:
            under = False


def _is_over_links(text: str) -> bool:
    return count_words(text) <= 6 and _OVER_LINKS.match(text) is not None and not re.search(r":\s*\S", text)


# Not every pointer stands over links: "Story continues below" stands over the story.
_OVER_LINKS = re.compile(
    r"(?:related|explore more|more (?:on|from|about|in)|most (?:read|popular|viewed|shared|commented)|recommended|"
    r"(?:top|latest|more|popular|trending) (?:stories|news|headlines|articles)|(?:see|also|read) (?:also|read|next)|"
    r"in other (?:news|headlines)|elsewhere|topics|tags|you (?:may|might) (?:also )?(?:like|enjoy)|mehr zum thema|"
    r"meistgelesen|ähnliche artikel|das könnte sie|themen|schlagwörter|sur le même|dans la même rubrique|les plus|"
    r"articles liés|thèmes|noticias relacionadas|te puede interesar|lo más|temas|mais lidas|lees ook|meest gelezen|"
    r"mest läst|mest lest|læs også|les også|articoli correlati|più letti)\b",
    re.IGNORECASE,
)
