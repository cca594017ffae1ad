"""Custom inlines by name: notes, mentions, dates, formulas. What nobody knows keeps its words and is reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporter.readers.cms import parts, pictures
from exporter.readers.cms.builders import FORMULAS
from exporter.readers.cms.fields import Fields, string_in
from exporter.readers.cms.names import folded, is_words
from exporter.readers.cms.reading import Reading, flat
from exporter.readers.cms.tree import Nodes, shows_something, strings_in, words_of
from exporter.readers.cms.unknown import words_in


def inline(r: Reading, kind: str, held: Mapping[str, Any], children: Nodes) -> Nodes:
    """A custom inline: its words in place. What nobody knows keeps its words and is reported."""
    name = folded(kind)
    f = Fields(r, held)
    if name in ("footnote", "endnote", "note", "sidenote", "footnotereference"):
        body = f.blocks("words", "note", "text", "content") or children
        return [r.note(body)] if shows_something(body) else []
    if name in ("mention", "user", "person", "hashtag", "tag"):
        shown = words_of(children).strip() or f.string("title", "label", "name", "character", "text", "value")
        mark = MARKS.get(name) or string_in(held.get("mentionSuggestionChar"))
        return r.text(shown if not shown or shown[0] in "@#" or words_of(children).strip() else mark + shown)
    if name in ("emoji", "tgemoji"):
        return r.text(f.string("words", "emoji", "native", "unicode", "text")) or r.text(
            _colons(f.string("title", "name", "shortcode"))
        )
    if name in ("date", "time", "datetime", "timestamp"):
        shown = words_of(children) or f.string("words", "date", "value", "time", "timestamp", "start")
        moment = f.string("date", "date", "datetime", "value", "start")
        return [r.e("time", r.text(shown), datetime=moment if moment[:4].isdigit() else "")]
    if name in ("inlinemath", "math", "mathinline", "latex", "equation", "inlineequation", "formula", "katex"):
        return parts.formula(r, words_of(children) or f.string("words", *FORMULAS), display=False)
    if name in ("image", "inlineimage", "img", "picture"):
        return [node for made in pictures.block(f) for node in made.children if node.name in ("img", "a")]
    if name in ("hardbreak", "linebreak", "break", "softbreak", "br", "softreturn"):
        return [r.e("br")]
    if shows_something(children):
        unknown_inline(r, kind, strings_in(held))
        return children
    words = f.inline("words", "term", "label", "text", "title", "name", "value", "displayname")
    if not shows_something(words) or not is_words("text", words_of(words)):
        words = flat(words_in(r, held))
    unknown_inline(r, kind, strings_in(f.rest()))
    return words


MARKS = {"hashtag": "#", "tag": "#", "mention": "@", "user": "@"}
"""What stands before a name that a field holds; a person whom an entry describes has only the name."""


def unknown_inline(r: Reading, kind: str, beside: str = "") -> None:
    """Say that nobody knows an inline or a mark; its words stay where they are, what its fields say ``beside`` goes."""
    r.report("CMS002", f"the mark “{kind[:60]}” is unknown; its words were kept", once=not beside, left_out=beside)


INLINE_NAMES = frozenset(
    "footnote endnote note sidenote footnotereference mention user person hashtag tag emoji tgemoji date time datetime "
    "timestamp inlinemath math mathinline latex equation inlineequation formula katex image inlineimage img "
    "picture".split()
)
"""Inlines that ``inline`` knows, folded."""


def _colons(name: str) -> str:
    return f":{name}:" if name else ""
