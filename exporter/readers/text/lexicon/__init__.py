"""The vocabulary of the plain-text reader: phrases by kind and position, one file per language (``en.toml``, …).

A file has one table per kind and position, and in it one line per phrase with an example of its use. Positions:
``whole`` (nothing else on the line), ``begins``, ``ends``, ``inside``, and ``word`` for classes of words. Other
packages add files by the entry points ``exporter.lexicons``, a publisher by ``lexicon`` in exporter.toml.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache, wraps
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

from exporter import plugins
from exporter.bounds.gate import Refused, read_regular
from exporter.errors import UsageError
from exporter.readers.text.lexicon.first_words import FirstWords, first_words
from exporter.readers.text.lexicon.phrase import PhraseError, choices, expression, is_unspaced, opening_of, openings

Position = Literal["whole", "begins", "ends", "inside", "word"]
POSITIONS: tuple[Position, ...] = get_args(Position)
LEXICONS = "exporter.lexicons"
"""The entry points by which other packages add files of phrases: each a path of a file, or what opens as one."""

EDGE = "↑↓←→▲▼►▶◀▸▾»«›‹|>×✕✖✓ "
"""Arrows and bullets that decorate links and buttons; they are not part of the words."""


SAMPLE = 6_000
"""So many characters tell which language a text is in."""
FEW_WORDS = 40
"""Fewer words do not."""
UNSPACED = 0.25
"""The least share of Han and Kana in a Chinese or Japanese text; in others they stand in names."""
_UNSPACED = re.compile("[\u3040-\u9fff]")
DIFFERENT = 3
"""So many different ones of the commonest words must be there: "o" and "a" are words of many languages."""
COMMON = 0.06
"""The least share of the commonest words in a text of their language; most have three times as many."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a lexicon: what it means, where it stands on a line, a line in which it is found, whose language."""

    kind: str
    position: Position
    text: str
    example: str
    language: str = ""


@dataclass(slots=True)
class Lexicon:
    """Phrases, and one matcher per kind and position, made when it is first asked for."""

    phrases: Sequence[Phrase]
    _made: dict[object, re.Pattern[str]] = field(default_factory=dict)
    _places: dict[str, tuple[Position, ...]] = field(default_factory=dict)
    _by_opening: dict[tuple[str, Position], dict[str, list[str]]] = field(default_factory=dict)
    _counted: dict[str, frozenset[str]] = field(default_factory=dict)
    _first_words: dict[object, FirstWords] = field(default_factory=dict)
    _sets: dict[tuple[str, ...], dict[str, frozenset[str]]] = field(default_factory=dict)
    _languages: dict[frozenset[str], str] = field(default_factory=dict)

    def alternatives(self, kind: str, *positions: Position) -> str:
        """The phrases of ``kind`` as alternatives of a regular expression, longest first; one that never matches."""
        return "|".join(map(expression, self._texts(kind, positions))) or "(?!)"

    def bounded(self, kind: str, *positions: Position) -> str:
        """The phrases of ``kind`` as a regular expression that finds them as whole words, where a script has them."""
        return _bounded(self._texts(kind, positions))

    def _texts(self, kind: str, positions: Sequence[Position]) -> list[str]:
        wanted = positions or POSITIONS
        found = {item.text for item in self.phrases if item.kind == kind and item.position in wanted}
        return sorted(found, key=lambda text: (-len(text), text))

    def pattern(self, kind: str) -> re.Pattern[str]:
        """Finds the words of ``kind`` anywhere."""
        return self.made(kind, lambda: self.bounded(kind))

    def count(self, kind: str, text: str) -> int:
        """How often a word of ``kind`` stands in ``text``, running text; phrases of several words count once."""
        if kind not in self._counted:
            texts = [word for text in self._texts(kind, ()) for word in choices(text)]
            plain = frozenset(word for word in texts if _PLAIN.fullmatch(word))
            self._counted[kind] = plain
            rest = [word for word in texts if word not in plain]
            self._first_words[kind, "rest"] = first_words(rest)
            self.made((kind, "rest"), lambda: _bounded(rest))
        plain, words = self._counted[kind], _words_of(text)
        found = 0 if plain.isdisjoint(words) else sum(1 for word in words if word in plain)
        if self._first_words[kind, "rest"].may_be_in(text) and self._made[kind, "rest"].search(text):
            found += 1
        return found

    def may_find(self, kind: str, text: str, *positions: Position) -> bool:
        """Whether a phrase of ``kind`` can stand in ``text``; it costs less than to look, and mostly spares that."""
        key = (kind, positions)
        if key not in self._first_words:
            self._first_words[key] = first_words(self._texts(kind, positions))
        return self._first_words[key].may_be_in(text)

    def knows(self, text: str) -> bool:
        """Whether ``text`` is in a language of the lexicon, by the share of its commonest words; short texts may be."""
        if len(_UNSPACED.findall(text[:SAMPLE])) > UNSPACED * min(len(text), SAMPLE):
            return True  # Chinese and Japanese put no spaces between words
        found = _PLAIN.findall(text[:SAMPLE].lower())
        commonest = self._commonest()
        if found and script_of("".join(found[:FEW_WORDS])) not in commonest.values():
            return False  # Hangul, Greek, Hebrew, Thai: no language of the lexicon is written so
        if len(found) < FEW_WORDS:
            return True
        counts = Counter(found)
        known = (counts.keys() & common for common in commonest)
        return any(
            len(words) >= DIFFERENT and sum(counts[word] for word in words) >= COMMON * len(found) for words in known
        )

    def _commonest(self) -> dict[frozenset[str], str]:
        """The commonest words of each language, and their script."""
        if not self._languages:
            by_language: dict[str, set[str]] = {}
            for item in self.phrases:
                if item.kind == "common":
                    by_language.setdefault(item.language, set()).update(choices(item.text))
            self._languages.update((frozenset(words), script_of("".join(words))) for words in by_language.values())
        return self._languages

    def without_languages(self) -> Lexicon:
        """The phrases that are of no one language, and those that were added."""
        return Lexicon([item for item in self.phrases if item.language in ("", "any")])

    def sets(self, *kinds: str) -> dict[str, frozenset[str]]:
        """The single words of each of ``kinds``, and of all of them together under ""."""
        if kinds not in self._sets:
            found = {kind: frozenset(_single_words(self._texts(kind, ("word",)))) for kind in kinds}
            self._sets[kinds] = {**found, "": frozenset().union(*found.values())}
        return self._sets[kinds]

    def made(self, key: object, source: Callable[[], str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
        """The pattern called ``key``; the first time it is compiled from ``source``."""
        if key not in self._made:
            self._made[key] = re.compile(source(), flags)
        return self._made[key]

    def says(self, kind: str, text: str) -> bool:
        """Whether ``text``, a whole line, says something of ``kind``, at the position its phrase asks for."""
        return self.find(kind, text) is not None

    def find(self, kind: str, text: str) -> re.Match[str] | None:
        """The first phrase of ``kind`` that ``text`` has at its place."""
        bare = text.strip(EDGE)
        for position in self._positions_of(kind):
            if not self._may_begin(kind, position, bare):
                continue
            pattern = self._matcher(kind, position, bare)
            match = pattern.match(bare) if position in ("begins", "whole") else pattern.search(bare)
            if match:
                return match
        return None

    def _may_begin(self, kind: str, position: Position, text: str) -> bool:
        """Whether a phrase of ``kind`` may stand at ``position`` of ``text``, by its first word."""
        if position in ("ends", "inside"):
            return self.may_find(kind, text, position)
        by_opening = self._openings(kind, position)
        return "" in by_opening or opening_of(text) in by_opening

    def _positions_of(self, kind: str) -> tuple[Position, ...]:
        if kind not in self._places:
            used = {item.position for item in self.phrases if item.kind == kind}
            self._places[kind] = tuple(position for position in POSITIONS[:4] if position in used)
        return self._places[kind]

    def _matcher(self, kind: str, position: Position, text: str) -> re.Pattern[str]:
        """The matcher for lines that begin as ``text`` does: few phrases of a kind have the same first word."""
        if position in ("ends", "inside"):
            tail = r"[.!…]?$" if position == "ends" else ""
            return self.made((kind, position), lambda: self.bounded(kind, position) + tail)
        by_opening = self._openings(kind, position)
        opening = opening_of(text)
        texts = [*by_opening.get(opening, ()), *by_opening.get("", ())]
        key = (kind, position, opening if opening in by_opening else "")
        if position == "whole":
            return self.made(key, lambda: rf"(?:{'|'.join(map(expression, texts)) or '(?!)'})[.!:…]{{0,3}}$")
        return self.made(key, lambda: _bounded(texts))

    def _openings(self, kind: str, position: Position) -> dict[str, list[str]]:
        """The phrases of a kind and position by the words that they begin with; under "" those that begin anyhow."""
        if (kind, position) not in self._by_opening:
            found: dict[str, list[str]] = {}
            for text in self._texts(kind, (position,)):
                for opening in openings(text):
                    found.setdefault(opening, []).append(text)
            self._by_opening[kind, position] = found
        return self._by_opening[kind, position]


_PLAIN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


@lru_cache(maxsize=4)
def script_of(text: str) -> str:
    """The script of most letters of ``text``, as the Unicode names of its letters begin ("LATIN", "ARABIC")."""
    names = Counter(unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha())
    return names.most_common(1)[0][0] if names else ""


@lru_cache(maxsize=64)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(_PLAIN.findall(text.lower().replace("’", "'")))


def _bounded(texts: Sequence[str]) -> str:
    """``texts`` as alternatives that are whole words where their script has words."""
    unspaced = [text for text in texts if is_unspaced(text)]
    spaced = [text for text in texts if not is_unspaced(text)]
    worded = [text for text in spaced if text.lstrip("([=~")[:1].isalnum()]
    parts = [
        rf"\b(?:{'|'.join(map(expression, worded))})(?!\w)" if worded else "",
        *(rf"{expression(text)}(?!\w)" for text in spaced if text not in worded),
        *map(expression, unspaced),
    ]
    return f"(?:{'|'.join(filter(None, parts)) or '(?!)'})"


def _single_words(texts: Sequence[str]) -> Iterator[str]:
    """The words of classes that are written as one choice: "(share|print)"."""
    for text in texts:
        for word in text.strip("()").split("|"):
            yield from re.split("[-' ]", word)


def phrases_of(text: str, name: str, language: str = "") -> Iterator[Phrase]:
    """The phrases in ``text``, TOML. Raises UsageError that names the file ``name`` for an invalid lexicon."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name}: is not TOML: {error}") from None
    for kind, by_position in tables.items():
        if not isinstance(by_position, Mapping):
            raise UsageError(f"{name}: “{kind}” is not a table; write [{kind}.whole] and phrases below it")
        for position, lines in by_position.items():
            if position not in POSITIONS or not isinstance(lines, Mapping):
                choice = ", ".join(POSITIONS)
                raise UsageError(f"{name}: “{kind}.{position}” is not a position; choose one of {choice}")
            for phrase, example in lines.items():
                yield _checked(Phrase(kind, position, phrase, str(example), language), name)


def _checked(phrase: Phrase, name: str) -> Phrase:
    try:
        pattern = re.compile(expression(phrase.text), re.IGNORECASE)
    except (PhraseError, re.error) as error:
        raise UsageError(f"{name}: {error}") from None
    if pattern.search(phrase.example) is None:
        raise UsageError(f"{name}: “{phrase.text}” is not found in its example, “{phrase.example}”")
    return phrase


@cache
def own_phrases() -> tuple[Phrase, ...]:
    """The phrases that come with the program, language by language."""
    folder = files(__package__)
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml"))
    texts = ((name, (folder / name).read_text(encoding="utf-8")) for name in names)
    return tuple(phrase for name, text in texts for phrase in _trusted(text, name.removesuffix(".toml")))


def _trusted(text: str, language: str) -> Iterator[Phrase]:
    """The phrases of a file of our own, which a test has checked."""
    for kind, by_position in tomllib.loads(text).items():
        for position, lines in by_position.items():
            for phrase, example in lines.items():
                yield Phrase(kind, position, phrase, example, language)


MOST_BYTES = 4 * 1024 * 1024
"""The largest file of phrases that is read."""


@cache
def lexicon_with(paths: tuple[str, ...] = ()) -> Lexicon:
    """Our phrases, those of other packages, and those in the files ``paths``. Raises UsageError."""
    added: list[Phrase] = []
    for name in plugins.names(LEXICONS):
        found = plugins.load(LEXICONS, name)
        added.extend(phrases_of(Path(str(found() if callable(found) else found)).read_text(encoding="utf-8"), name))
    for path in paths:
        try:
            added.extend(phrases_of(read_regular(Path(path), MOST_BYTES).decode("utf-8"), path))
        except UnicodeDecodeError:
            raise UsageError(f"{path}: is not UTF-8; save it as UTF-8") from None
        except (OSError, Refused) as error:
            raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return Lexicon((*own_phrases(), *added))


_ACTIVE: ContextVar[Lexicon | None] = ContextVar("lexicon", default=None)


def lexicon() -> Lexicon:
    """The lexicon at work: that of the article being read, else what is installed."""
    return _ACTIVE.get() or lexicon_with()


@contextmanager
def using(chosen: Lexicon) -> Iterator[None]:
    """Work with ``chosen`` for a while."""
    token = _ACTIVE.set(chosen)
    try:
        yield
    finally:
        _ACTIVE.reset(token)


def words(kind: str) -> re.Pattern[str]:
    """Finds the words of ``kind`` in the lexicon at work."""
    return lexicon().pattern(kind)


def says(kind: str, text: str) -> bool:
    """Whether ``text``, a whole line, says something of ``kind``."""
    return lexicon().says(kind, text)


def count(kind: str, text: str) -> int:
    """How often a word of ``kind`` stands in ``text``, running text."""
    return lexicon().count(kind, text)


def shape(make: Callable[[Lexicon], str]) -> Callable[[], re.Pattern[str]]:
    """A pattern that has words of the lexicon in it: ``make`` gives its source, which is compiled once a lexicon."""

    @wraps(make)
    def pattern() -> re.Pattern[str]:
        words = lexicon()
        return words.made(make, lambda: make(words), 0)

    return pattern
