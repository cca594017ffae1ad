"""The small language in which phrases of the lexicon are written, and its translation into regular expressions.

A phrase is lower-case words with single spaces, as a person reads them. ``(a|b c)`` is a choice, ``[x]`` may be
missing, ``word~`` is a word by its beginning and ``~er`` by its end, ``#`` a figure or an hour, ``*`` any word, ``..3``
none to three words, ``^`` a word with a capital, ``^3`` one to three words of which the first has one, ``=WORD``
exactly these letters; braces stand for round brackets.
"""

from __future__ import annotations

import re
from functools import lru_cache

CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯΑ-Ω"
_GAP = re.compile(r"\.\.(\d+)")
_NAMED = re.compile(r"\^(\d*)")
_FIRST = re.compile(r"\w+")
_TIGHT = ":?!.,;…)}%"


class PhraseError(ValueError):
    """A phrase that is not written in this language."""


def expression(phrase: str) -> str:
    """The regular expression (to be used without regard to case) of ``phrase``. Raises PhraseError."""
    parts: list[str] = []
    begun = False
    for token in _split(phrase, " "):
        if token.startswith("["):
            inner = expression(token[1:-1])
            space = " ?" if any(char in token for char in _TIGHT) else " "
            parts.append(f"(?:{space}{inner})?" if begun else f"(?:{inner} )?")
            continue
        gap = _GAP.fullmatch(token)
        if gap:
            parts.append(rf"(?: \S+){{0,{gap[1]}}}" if begun else rf"(?:\S+ ){{0,{gap[1]}}}")
            continue
        space = "" if not begun else " ?" if token[0] in _TIGHT else " "
        parts.append(space + _token(token))
        begun = True
    if not begun:
        raise PhraseError(f"“{phrase}” has no word that must be there")
    return "".join(parts)


def is_unspaced(text: str) -> bool:
    """Whether ``text`` is of a script that puts no spaces between words."""
    return any("\u3040" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" for char in text)


@lru_cache(maxsize=1024)
def opening_of(text: str) -> str:
    """The first word of ``text``, in small letters, or the first character of what begins with none."""
    word = _FIRST.match(text)
    return word[0].lower() if word else text[:1]


def openings(phrase: str) -> frozenset[str]:
    """The first words of the lines that ``phrase`` may begin; "" among them when they cannot be told."""
    found: set[str] = set()
    if is_unspaced(phrase):
        return frozenset([""])
    for token in _split(phrase, " "):
        optional = token.startswith("[")
        if optional or token.startswith("("):
            choices = _split(token[1 : token.rindex("]" if optional else ")")], "|")
            found |= {opening for choice in choices for opening in openings(choice)}
        elif token[0] in "*#^~." or token.endswith("~"):
            found.add("")
        else:
            word = token.removeprefix("=").replace("{", "(")
            found |= {opening_of(word), opening_of(word.replace("-", ""))}
        if not optional:
            break
    return frozenset(found)


def first_token(phrase: str) -> str:
    """The first word or choice of ``phrase``, with what is joined to it."""
    return _split(phrase, " ")[0]


def choices(phrase: str) -> list[str]:
    """The phrases that ``phrase`` stands for where it is one choice and nothing else, else itself."""
    whole = phrase.startswith("(") and len(_groups(phrase)) == 1
    return _split(phrase[1:-1], "|") if whole else [phrase]


def _split(text: str, at: str) -> list[str]:
    """``text`` split at each ``at`` that is in no brackets. Raises PhraseError for a bracket without its partner."""
    found = [""]
    depth = 0
    for char in text:
        depth += (char in "([") - (char in ")]")
        if char == at and not depth:
            found.append("")
        else:
            found[-1] += char
        if depth < 0:
            break
    if depth:
        raise PhraseError(f"“{text}” has a bracket without its partner")
    return [part for part in found if part]


def _token(token: str) -> str:
    if "(" in token:
        return "".join(_group(part) for part in _groups(token))
    if token == "*":
        return r"\S+"
    named = _NAMED.fullmatch(token)
    if named:
        more = int(named[1] or 1) - 1
        return rf"(?-i:[{CAPITAL}])\S*" + (rf"(?: \S+){{0,{more}}}" if more else "")
    if token.startswith("="):
        return f"(?-i:{_literal(token[1:])})"
    if token.startswith("~"):
        return rf"\w{{2,}}{_literal(token[1:])}"
    if token.endswith("~"):
        return rf"{_literal(token[:-1])}\w*"
    return _literal(token)


def _groups(token: str) -> list[str]:
    """A token in its bracketed choices and what stands between them: "(a|b)s" in "(a|b)" and "s"."""
    found = [""]
    depth = 0
    for char in token:
        if char == "(" and not depth:
            found.append("")
        depth += (char == "(") - (char == ")")
        found[-1] += char
        if char == ")" and not depth:
            found.append("")
    return [part for part in found if part]


def _group(part: str) -> str:
    if not part.startswith("("):
        return _literal(part)
    return f"(?:{'|'.join(expression(choice) for choice in _split(part[1:-1], '|'))})"


def _literal(text: str) -> str:
    text = text.replace("{", "(").replace("}", ")")
    escaped = re.sub("['’]", "['’]", re.escape(text)).replace(r"\#", r"\d[\d.,:h]*")
    return escaped if text == "-" else escaped.replace("\\-", "[-‑ ]?")
