"""The balance: each word of the source is in the document or in a finding, and the document has no word of its own.

Words are weighed as a multiset, which is linear; what is left is looked for in its place; then their order is compared
(``census.order``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from exporter.census.aligned import unaligned
from exporter.census.counted import SIGN, Census
from exporter.census.order import Side, all_apart, moved, side_of
from exporter.census.words import words_of
from exporter.patterns import pattern
from exporter.records import record

LONGEST, MOST_TRIED = 200, 100
"""Longer words, and more of them, are not looked into: what nobody wrote as words must not take time."""
SHOWN = 12
"""So many words of a place are shown."""


@record
class Difference:
    """Something that does not balance: ``lost``, ``added`` or ``moved`` words, or a thing; its words and its line."""

    kind: str
    words: tuple[str, ...]
    line: int = 0

    @property
    def shown(self) -> str:
        """The words, as many as are shown."""
        more = " …" if len(self.words) > SHOWN else ""
        return " ".join(self.words[:SHOWN]) + more


def weighed(source: Census, document: Census, left_out: Sequence[str], fixed: Iterable[str] = ()) -> list[Difference]:
    """What does not balance between a source and its document, given the words that findings say are ``left_out``.

    ``fixed`` are words that may be in any document: phrases that listeners are told.
    """
    before, after = side_of(source.stretches), side_of(document.stretches)
    rest = unaligned(before.words, after.words)
    if not rest[0] and not rest[1]:
        return []
    left, right = Counter([before.words[at] for at in rest[0]]), Counter([after.words[at] for at in rest[1]])
    lost, added = left - right, right - left
    out = _counter(left_out)
    lost -= out
    cut = [*_recut("joined", before, lost, added), *_recut("split", after, added, lost)]
    _take_signs(lost, added)
    if source.signs:
        _glued_signs(lost, added, source.signs)
    lost -= _counter(source.doubtful)
    lost -= _counter(document.allowed)
    for allowed in (source.allowed, source.doubtful, document.allowed):
        added -= _counter(allowed)
    if added:
        known = {word for text in fixed for word in words_of(text)}
        added = Counter({word: number for word, number in added.items() if word not in known})
        added = _without_signs(added, source.signs)
        added = _without_numbers(added, source.numbered)
    _take_compounds(added, (*source.allowed, *source.doubtful))
    made = [*cut, *_places("lost", before, lost, after.words), *_places("added", after, added, before.words)]
    astray = (left - out).keys() & right.keys()
    if not astray:
        return made
    places = [[at for at in held if side.words[at] in astray] for held, side in zip(rest, (before, after), strict=True)]
    uncertain = _counter((*source.doubtful, *source.allowed, *document.allowed, *left_out))
    alone = all_apart(before, after, *places)
    if alone:  # what stands in one order has nothing to say of them
        for side in (before, after):
            uncertain.update(word for word, number in Counter(side.words).items() if number > 1)
        before, after = before.some(places[0]), after.some(places[1])
    elsewhere = moved(before, after, ordered=source.ordered, uncertain=uncertain, triples=not alone)
    return made + [Difference("moved", words, line) for words, line in elsewhere]


def _recut(kind: str, side: Side, parts: Counter[str], wholes: Counter[str]) -> Iterator[Difference]:
    """Take words of ``side`` that stand together and are one word on the other side off both.

    Where there is a space between them on this side, the words were ``joined``, or one was ``split``.
    """
    if not parts or not wholes:
        return
    longest = min(max(map(len, wholes)), LONGEST)
    words = side.words
    at = 0
    while at < len(words):
        if parts[words[at]] <= 0:
            at += 1
            continue
        end, whole, used = at, "", Counter[str]()
        while end < len(words) and len(whole) <= longest and used[words[end]] < parts[words[end]]:
            whole += words[end]
            used[words[end]] += 1
            end += 1
            if end - at > 1 and wholes[whole] > 0:
                parts -= used
                wholes[whole] -= 1
                if _is_spaced(side, at, end):
                    yield _difference(kind, side, range(at, end))
                break
        else:
            end = at + 1
        at = end


def _is_spaced(side: Side, at: int, end: int) -> bool:
    """Whether there is white space between words that stand in one stretch."""
    if side.stretch[at] != side.stretch[end - 1]:
        return False
    text = side.stretches[side.stretch[at]].text
    return re.search(r"[^\w\s]*\s+[^\w\s]*".join(map(re.escape, side.words[at:end])), text) is not None


def _without_signs(added: Counter[str], signs: int) -> Counter[str]:
    """``added`` without words of so many characters in all."""
    kept = Counter(added)
    for word in added:
        while kept[word] and len(word) <= signs:
            kept[word] -= 1
            signs -= len(word)
    return +kept


_HEARD = pattern(r"[^\u0300-\u036f\u0591-\u05c7\u064b-\u065f]")
"""More than marks, which are nothing without a letter."""
_NUMBER = pattern(r"\d{1,4}(?:st|nd|rd|th)?|[^\W\d_]|([a-zA-Z])\1{1,3}|[ivxlcdm]{1,8}|[IVXLCDM]{1,8}")


def _without_numbers(added: Counter[str], numbered: int) -> Counter[str]:
    """``added`` without the numbers that so many paragraphs may have been given, of four levels at most."""
    kept = Counter(added)
    left = 4 * numbered
    for word in added:
        if left and _NUMBER.fullmatch(word):
            taken = min(kept[word], left)
            kept[word] -= taken
            left -= taken
    return +kept


def _take_compounds(added: Counter[str], known: Iterable[str]) -> None:
    """Take off words that are doubtful ones which stand together without a space."""
    tried = [word for word in added if len(word) <= LONGEST][:MOST_TRIED]
    parts = {one for text in known for one in words_of(text)} if tried else set()
    for word in tried:
        if not _is_new(word, parts):
            del added[word]


def _is_new(word: str, parts: set[str]) -> bool:
    reach = {0}
    for at in range(1, len(word) + 1):
        if any(start in reach and word[start:at] in parts for start in range(max(0, at - 40), at)):
            reach.add(at)
    return len(word) not in reach


def _take_signs(lost: Counter[str], added: Counter[str]) -> None:
    """Take off both sides the words that are one, whatever the signs in them are."""
    for word in sorted((one for one in lost if SIGN in one), key=len, reverse=True)[:MOST_TRIED]:
        alike = re.compile(re.escape(word).replace(SIGN, ".?"))
        for other in [one for one in added if alike.fullmatch(one)]:
            taken = min(lost[word], added[other])
            lost[word] -= taken
            added[other] -= taken
        pieces = [piece for piece in word.split(SIGN) if piece]
        while lost[word] > 0 and pieces and added >= Counter(pieces):  # the signs part words
            lost[word] -= 1
            added -= Counter(pieces)
        if word.strip(SIGN) == "":  # a sign that means nothing to anybody is left out
            del lost[word]


def _glued_signs(lost: Counter[str], added: Counter[str], signs: int) -> None:
    """Take words off both sides that differ only by a sign at an edge, whose letter is not known in the source."""
    for word in list(added):
        for bare in (word[1:], word[:-1]):
            while signs and bare and lost[bare] > 0 and added[word] > 0:
                lost[bare] -= 1
                added[word] -= 1
                signs -= 1


def _counter(texts: Iterable[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text in texts:
        if text:
            found.update(words_of(text))
    return found


def _places(kind: str, side: Side, wanting: Counter[str], others: Sequence[str]) -> Iterator[Difference]:
    """Where the words of ``wanting`` are, those that stand together as one difference."""
    if not wanting:
        return
    there = Counter(others)
    rest = Counter(wanting)
    skip = {word: there[word] for word in wanting}
    run: list[int] = []
    for at, word in enumerate(side.words):
        if rest[word] <= 0 or not _HEARD.search(word):
            continue
        if skip.get(word, 0) > 0 and not (run and run[-1] == at - 1):
            skip[word] -= 1  # the first of several are taken for those that are there
            continue
        rest[word] -= 1
        if run and (run[-1] != at - 1):
            yield _difference(kind, side, run)
            run = []
        run.append(at)
    if run:
        yield _difference(kind, side, run)


def _difference(kind: str, side: Side, run: Sequence[int]) -> Difference:
    return Difference(kind, tuple(side.words[at] for at in run), side.stretches[side.stretch[run[0]]].line)
