"""What the names of boxes mean: alerts, admonitions, callouts and lesson parts of the dialects, as kinds of aside.

GitHub (note, tip, important, warning, caution), Obsidian and Material for MkDocs (their lists of types), Quarto
(callout-…), Docusaurus, MyST, GitBook, and the parts of The Carpentries' lessons.
"""

from __future__ import annotations

from exporter.model import AsideKind


def _words(text: str, kind: AsideKind) -> dict[str, AsideKind]:
    return dict.fromkeys(text.split(), kind)


KINDS: dict[str, AsideKind] = {
    **_words("note info important abstract summary tldr seealso todo definition notice callout information", "note"),
    **_words("discussion objectives keypoints questions question help faq prereq prerequisite instructor", "note"),
    **_words("learning-objectives remember theorem lemma corollary proposition conjecture remark", "note"),
    **_words("tip hint success check done example solution spoiler advice checklist best-practice", "tip"),
    **_words("warning caution attention danger error failure fail missing bug deprecated alert critical", "warning"),
    **_words(
        "sidebar aside challenge exercise testimonial quote cite details proof activity topic admonition", "sidebar"
    ),
    **_words("tab tab-item margin column-margin group-tab", "sidebar"),
    "pullquote": "pullquote",
    "related": "related",
}
SHOWN_WITHOUT_NAME = frozenset(
    "aside sidebar pullquote related details admonition tab tab-item margin column-margin".split()
)
"""Boxes whose kind no site shows as a heading of its own."""
OTHER_WORDS = {
    "prereq": "Prerequisites",
    "keypoints": "Key points",
    "objectives": "Objectives",
    "tldr": "TL;DR",
    "seealso": "See also",
    "instructor": "Instructor note",
    "faq": "FAQ",
    "group-tab": "",
}
"""What a site shows for a kind whose name is not made of words."""


def kind_of(name: str) -> tuple[str, AsideKind] | None:
    """The plain name of a box (``callout-note`` is ``note``) and its kind of aside; None for a name of no box."""
    plain = name.lower()
    for prefix in ("callout-", "admonition-", "alert-", "box-", "l-", "hint-"):
        if plain.startswith(prefix) and plain.removeprefix(prefix) in KINDS:
            plain = plain.removeprefix(prefix)
            break
    kind = KINDS.get(plain)
    return (plain, kind) if kind else None


def shown_name(name: str) -> str:
    """The words that a site puts over a box without a title; "" where it puts none."""
    if name in SHOWN_WITHOUT_NAME:
        return ""
    return OTHER_WORDS.get(name, name.replace("-", " ").replace("_", " ").capitalize())
