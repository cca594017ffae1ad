"""What a census holds: stretches of words with their places, and the things that a listener meets.

Apart from the modules that count, because each of them, the model's own count (``held``) and the balance speak of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any, Literal, NamedTuple, TypeAlias

from exporter.records import record

Said: TypeAlias = Literal["must", "may"]
Kind: TypeAlias = Literal[
    "text",
    "heading",
    "item",
    "header",
    "cell",
    "link",
    "picture",
    "note",
    "quote",
    "formula",
    "aside",
    "code",
    "figure",
]


SURE: frozenset[Kind] = frozenset(["heading", "item", "header", "cell", "quote", "link", "picture"])
"""The things that are counted in everything that has the elements of HTML."""
LABELS = frozenset(
    [
        *(
            "alt",
            "title",
            "aria-label",
            "placeholder",
            "summary",
            "label",
            "value",
            "data-title",
            "data-caption",
            "abbr",
        ),
        *(
            "content",
            "datetime",
            "cite",
            "poster",
            "data-attribution",
            "srcdoc",
            "playlabel",
            "data-latex",
            "alttext",
            "data-tex",
        ),
    ]
)
"""Attributes whose words may be in an article."""
SIGN = "\ufffc"
"""A character whose letter the census does not know: a sign of a font."""


class Stretch(NamedTuple):
    """Words that stand together, and the line where they begin (0: nobody knows).

    ``apart``: it is not part of the running text (a note, a caption, a title), and may be read at another place.
    """

    text: str
    line: int = 0
    apart: bool = False


class Thing(NamedTuple):
    """Something that listeners are told of: its kind, its words, what else is said of it (``data``), its line.

    ``data`` is a heading's level, an item's number, a link's target, a picture's address.
    """

    kind: Kind
    text: str
    data: Any = None
    line: int = 0


@record(frozen=False)
class Census:
    """What a source plainly has.

    ``stretches``: words that nobody may lose. ``allowed``: words that are not read where they stand (attributes,
    metadata, the names of things) but may be in the article. ``doubtful``: words that are markup, or are read, as the
    dialect has it: they may be lost, and they may be in the article. ``excused``: words that may be missing where a
    finding of that rule is there. ``signs``: so many characters of symbol fonts, whose letters are not known here.
    ``numbered``: so many paragraphs are numbered by the program that made the source. ``ordered``: the stretches stand
    in the order of reading; else only the words of each do. ``sure`` names the kinds of things that were all counted.
    ``referred``: what stands before the references to notes.
    """

    stretches: list[Stretch] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    referred: dict[object, str] = field(default_factory=dict)
    excused: dict[str, list[str]] = field(default_factory=dict)
    signs: int = 0
    numbered: int = 0
    ordered: bool = True
    sure: frozenset[Kind] = frozenset()


@record(kw_only=True)
class Counting:
    """A source that is to be counted: its bytes, its text where it is text, its format, and how it is to be read."""

    format: str
    data: bytes = b""
    text: str = ""
    item: int = 0
    dialect: str = ""
    revisions: str = "accept"
    comments: str = ""
    blocks: Any = None
    open: Callable[[bytes], dict[str, bytes]] | None = None
