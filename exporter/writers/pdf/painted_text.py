"""Holds the painted text against the text of the document, to the character, and repairs what painting takes away.

Layout drops the space at a line's end, so that words of two lines join for whoever reads the content stream; glyphs of
right-to-left and Indic text lie in another order than their characters. Here each piece finds its place in the
text of its node: the space is painted after all, or the characters are told as ActualText (ISO 32000-1, 14.9.4).
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterator

import pydyf
from lxml import etree

from exporter.errors import WriterError
from exporter.writers.pdf.contents import PAGE_NUMBER
from exporter.writers.pdf.engines.painted import NO_SOUND, Painted, Piece
from exporter.writers.xhtml.parts import part_of

INLINE = frozenset("a abbr code del em img ins mark q small span strong sub sup time br".split())
_UNSEEN = dict.fromkeys([0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])


TERM_TO_DEFINITION = frozenset([("end", "dt"), ("start", "dd")])
"""Where a term ends and what it means begins: one name in Firefox, so that a space is needed between them."""

SOFT_HYPHEN = "\u00ad"


class Mismatch(WriterError):
    """What was laid out is not what the document says."""


def settle(painted: Painted, main: etree._Element) -> None:
    """Check every text below ``main`` against what was painted, and complete the pieces.

    Raises Mismatch naming the text that was not painted whole.
    """
    if painted.strays:
        raise Mismatch(f"the layout painted text that no node has: “{painted.strays[0][:60]}”")
    last: Piece | None = None
    gap = False
    formulas: dict[int, bool] = {}
    for piece, space_before in _in_order(painted, main):
        if piece is None:
            if space_before:
                gap = True
            else:
                last, gap = None, False
            continue
        if last is not None and (gap or space_before) and not piece.text[:1].isspace():
            if last.element not in formulas:
                formulas[last.element] = _is_of_formula(painted.elements[last.element])
            if formulas[last.element]:
                _begin_with_space(piece)
            else:
                _end_with_space(last)
        last, gap = piece, False
    for pieces in painted.pieces.values():
        for piece in pieces:
            if piece.marker:  # “1.” and the words of the item are one name in Firefox
                _end_with_space(piece)
            _complete(piece)


def _in_order(painted: Painted, main: etree._Element) -> Iterator[tuple[Piece | None, bool]]:
    """Pieces in reading order, each with whether the document has a space before it.

    (None, True) is a space with nothing painted after it yet; (None, False) is where another block begins.
    """
    waiting = {
        painted.elements[number]: deque(piece for piece in pieces if not piece.marker and piece.box is None)
        for number, pieces in painted.pieces.items()
    }
    nothing: deque[Piece] = deque()
    passed: dict[etree._Element, int] = {}  # how many children of an element are behind us
    for event, element in etree.iterwalk(main, events=("start", "end")):
        name = element.tag[element.tag.rfind("}") + 1 :] if isinstance(element.tag, str) else ""
        if name not in INLINE and (event, name) not in TERM_TO_DEFINITION:
            yield None, False
        if event == "start":
            if name == "br":
                yield None, True
            if element.text:
                yield from _places(element.text, waiting.get(element, nothing), 0)
            continue
        if own := waiting.get(element):
            if part_of(element) == PAGE_NUMBER:  # what only the layout knows
                yield from ((own.popleft(), True) for _ in range(len(own)))
            left = "".join(piece.text for piece in own).translate(_UNSEEN).strip()
            if left:  # what cannot be seen stands in empty list items and cells, for the layout's own sake
                raise Mismatch(f"the layout painted “{left[:60]}”, which is not in the document")
        holder = element.getparent()
        if holder is None or element is main:
            continue
        passed[holder] = passed.get(holder, 0) + 1
        if element.tail:
            yield from _places(element.tail, waiting.get(holder, nothing), passed[holder])


def _places(text: str, waiting: deque[Piece], segment: int) -> Iterator[tuple[Piece | None, bool]]:
    """The pieces that one stretch of an element's own text was painted in, in order, taken from those that wait."""
    at = 0
    while waiting:
        start = _skip_space(text, at)
        if start >= len(text) and waiting[0].text.translate(_UNSEEN).strip():
            break
        piece = waiting.popleft()
        piece.segment, piece.start = segment, start
        if piece.hyphen:
            _soften_hyphen(text, start, piece)
        end = _match(text, start, piece.text)
        yield piece, start > at and any(map(str.isspace, text[at:start]))  # and not what is unseen: a word joiner
        at = end
    if _skip_space(text, at) < len(text):
        raise Mismatch(
            f"the layout lost “{text[at:].strip()[:60]}”; a style may hide it (display, visibility, opacity)"
        )
    if at < len(text) and text[at:].isspace():
        yield None, True


def _soften_hyphen(text: str, at: int, piece: Piece) -> None:
    """Where layout has broken a word: let the piece end with a soft hyphen, which the document need not have."""
    word = piece.text.removesuffix(piece.hyphen)
    if text[_match(text, at, word) :].startswith(piece.hyphen):
        return
    piece.text = word.removesuffix(SOFT_HYPHEN) + SOFT_HYPHEN


def _skip_space(text: str, at: int) -> int:
    while at < len(text):
        char = text[at]
        if not char.isspace() and ord(char) not in _UNSEEN:
            break
        at += 1
    return at


def _match(text: str, at: int, shown: str) -> int:
    """Where ``shown`` ends in ``text`` when it begins at ``at``; spaces and unseen characters do not count.

    The end is after the last character that was painted, spaces painted after it included.
    """
    wanted = shown.lstrip()
    if text.startswith(wanted, at):
        return at + len(wanted)
    for char in wanted:
        if char.isspace() or ord(char) in _UNSEEN:
            continue
        at = _skip_space(text, at)
        if at >= len(text) or (text[at] != char and text[at].casefold() != char.casefold()):
            raise Mismatch(f"the layout painted “{shown.strip()[:60]}” where the document says “{text[at : at + 60]}”")
        at += 1
    if shown[-1:].isspace():
        at = _skip_space(text, at)
    return at


def _end_with_space(piece: Piece) -> None:
    if piece.text[-1:].isspace():
        return
    if piece.space is not None:
        piece.space.wanted = True
    piece.text += " "


def _is_of_formula(element: etree._Element) -> bool:
    """Whether something is painted for a formula, whose words (Alt) stand for all that is in it, spaces as well."""
    return any("formula" in (one.get("class") or "").split() for one in (element, *element.iterancestors()))


def _begin_with_space(piece: Piece) -> None:
    """What follows a formula on the next line."""
    piece.text = " " + piece.text
    piece.properties["ActualText"] = pydyf.String(piece.text.translate(_UNSEEN_IN_SPEECH))


def _complete(piece: Piece) -> None:
    """Say the characters where the glyphs do not spell them, and where a wanted space or a tab was not painted."""
    if piece.box is not None:
        return
    unpainted = piece.text[-1:].isspace() and not _ends_with_space(piece)
    differs = not piece.ordered and _differs(piece.spelt, piece.text)
    if differs or unpainted or _SAID_ALWAYS.search(piece.text):
        piece.properties["ActualText"] = pydyf.String(piece.text.translate(_UNSEEN_IN_SPEECH))


_SAID_ALWAYS = re.compile("[\t\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Tabs, which layout turns into room; private characters, of which PDF/A wants it (ISO 19005-2, 6.2.11.7.3)."""


def _ends_with_space(piece: Piece) -> bool:
    """Whether a space is painted last: by layout, or by us where the font has a glyph for it."""
    space = piece.space
    return space is not None and space.glyph is not None and (space.wanted or f"{space.glyph:04x}" == space.last)


def _differs(spelt: str, text: str) -> bool:
    """Whether two texts differ in more than spaces, controls and composition, or by a space at the wrong end."""
    if spelt in (text, text.rstrip()):
        return False
    led = text[:1].isspace() and not spelt[:1].isspace()  # right to left, the space before a number is painted last
    return (led and bool(text.strip())) or _letters(spelt) != _letters(text)


def _letters(text: str) -> str:
    """What is seen of a text, to compare: no spaces, no controls, composed (NFC)."""
    return unicodedata.normalize("NFC", "".join(text.translate(_UNSEEN).replace(NO_SOUND, "").split()))


_UNSEEN_IN_SPEECH = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
"""Bidi controls: they place glyphs and mean nothing in a string in logical order."""
