"""Captions and credits in plain text: what stood under a picture that the text no longer has.

Agencies and archives demand a credit, so most captions end with one. A caption without credit says what is to be seen:
it names a person and keeps the verb "is" or a participle, where a headline would drop the one and use a finite verb
for the other.
"""

from __future__ import annotations

import re

from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import Lexicon, lexicon, says, shape
from exporter.readers.text.rules import RULES
from exporter.readers.text.words import count_words, ends_sentence, is_bare, name_pattern, title_share

_PERSON = r"[A-ZÀ-Þ][\w’'.&-]*"


@shape
def credit(words: Lexicon) -> str:
    """ "Photo: PA", "(Photo: AP)", "Image by Jo Bloggs", "Credit Jo Bloggs", "© Jo Bloggs", at the end of the line."""
    word = rf"(?:(?:{words.alternatives('credit-file')}) )?(?:{words.alternatives('picture')})"
    linked = (
        rf"{word} ?(?::|(?:{words.alternatives('credit-link')})(?= )|/)\s?(?:(?:{words.alternatives('credit-by')}) )?"
    )
    alone = rf"(?:{words.alternatives('credit-alone')}),? ?:? ?|©\s?(?:\d{{4}} )?"
    return (
        rf"(?:^|[\s(|\[–—-]|(?<=[.!?]))\(?(?P<credit>(?i:{linked}|{alone})\(?\s?"
        rf"(?:(?:{words.alternatives('credit-article')}) )?{_PERSON}[^.!?]{{0,60}}?)\)?\.?$"
    )


# "Credit Jo Bloggs/The Ferry": a credit without a colon.
@shape
def _credit_name(words: Lexicon) -> str:
    word = rf"(?i:{words.alternatives('credit-name')})"
    return rf"(?:^|[\s.!?])(?P<credit>(?=[A-Z]){word} ?(?:{_PERSON})(?:[ /](?:[\w&.’'-]+|[—–])){{0,10}})$"


# Agencies write "Photographer/Agency": a slash between capitalised names at the end of a line is a credit.
_SLASH = re.compile(
    rf"(?:^|[\s(.])(?P<credit>(?:{_PERSON}(?: {_PERSON}){{0,3}}|[\w’'.-]+) ?/ ?(?:[\w.]+ ?/ ?)?"
    rf"(?:{_PERSON})(?: {_PERSON}){{0,3}}(?: ?[/–-] ?{_PERSON}(?: {_PERSON}){{0,3}}){{0,3}})\)?$"
)
_PAIR = re.compile(r"[\w’'.-]+ ?/ ?[\w’'.-]+")
"""Two words and a slash: a credit where one is an agency, else as likely a subhead ("Maps/Figures")."""
_CAPTION_SAID = re.compile(r"(?:,|:| (?=[\w“\"‘']))")


@shape
def _agency(words: Lexicon) -> str:
    return rf"(?P<credit>\(?(?:{words.alternatives('agency')})\)?)$"


@shape
def _whole(words: Lexicon) -> str:
    courtesy = rf"(?i:(?:{words.alternatives('picture')}) (?:{words.alternatives('credit-alone')}) .{{2,40}})"
    return rf"\(?(?:{words.alternatives('agency')})\)?\.?$|{courtesy}$"


@shape
def _action(words: Lexicon) -> str:
    """What can be seen being done, and where: "Firefighters tackle the blaze at the mill".

    Headlines of the same form leave out the articles, or the place: "Firefighters tackle pay gap".
    """
    many = rf"(?:[\w’'-]{{2,}}[^s\W]s|{words.alternatives('act-people')}) (?:{words.alternatives('act-many')})"
    object_ = rf"{words.alternatives('determiner')}|{words.alternatives('act-object')}|(?-i:[A-ZÀ-Þ])"
    place = rf"(?:{words.alternatives('act-place')}) (?:{object_})"
    return (
        rf"(?i:^(?:[\w’'-]+ ){{0,4}}?(?:{many}|[\w’'-]+ (?:{words.alternatives('act-one')})) (?:.{{0,40}}? )?{place})"
    )


@shape
def _seen(words: Lexicon) -> str:
    return rf"(?:{words.alternatives('seen')})\b"


@shape
def _poses(words: Lexicon) -> str:
    return rf" (?:{words.alternatives('poses')})\b"


@shape
def _figure(words: Lexicon) -> str:
    figure = words.alternatives("figure")
    return rf"(?i:\[(?:{figure}) ?\d+\]|^(?:{figure}) ?\d+[.:]?)"


# "Kenya is getting ready": a headline would say "Kenya gets ready", or drop the verb "is".
@shape
def _happens(words: Lexicon) -> str:
    article = rf"(?i:{words.alternatives('determiner')}) "
    doing = rf"(?:(?!{article})\w+ )?[a-z]{{2,}}(?:{words.alternatives('progress-ending')})\b"
    return rf"(?:{article})?[A-ZÀ-Þ][\w’'-]+(?: [\w’'-]+){{0,2}} (?:{words.alternatives('progress')}) {doing}"


@shape
def _states(words: Lexicon) -> str:
    """ "Jane Parfrement is Acting Director": articles name people so, headlines drop the verb."""
    return (
        rf"(?P<name>{name_pattern().pattern}) (?:{words.alternatives('states')}) "
        rf"(?:as )?(?:(?P<article>{words.alternatives('stated')}) )?(?P<rest>.+)$"
    )


# "The old baths in 2003 (SWNS)": an agency that is on no list, in brackets at the end.
_BRACKETS = re.compile(
    rf"(?<=[\w.!?”’\"])[ \u00a0](?P<credit>\((?P<who>[A-Z]{{2,6}}|{_PERSON}(?: {_PERSON}){{0,2}})\))$"
)


@shape
def _articles(words: Lexicon) -> str:
    return rf"\b(?:{words.alternatives('determiner')})\b"


@shape
def _does(words: Lexicon) -> str:
    """ "Xiomara Trelawny leaves the tribunal with her solicitor": headlines drop such articles."""
    article = words.alternatives("determiner")
    return rf" [a-z]{{2,}}s (?:\w+ ){{0,2}}(?:{article}) .*\b(?:{article}) "


# "© Jo Bloggs / Agency (detail) The harbour | ...": German pages put the credit first.
@shape
def _credit_first(words: Lexicon) -> str:
    thanks = words.alternatives("credit-first")
    return rf"© ?(?:{thanks}|[A-ZÀ-Þ\w][\w.’'-]*)(?: [\w.,&’'-]+){{0,8}}(?: ?[/,(|]|$)"


_OWNED = re.compile(r"^© ?(?:19|20)\d\d")
_NAMES_AFTER = re.compile(r" ?[A-ZÀ-Þ][\w.’'&-]*(?: [A-ZÀ-Þ][\w.’'&-]*){0,4}$")


def _is_source(text: str) -> bool:
    """Whether ``text`` is "Source: Norland Archive" or "Photo composite by Jo Bloggs"."""
    source = lexicon().find("source-credit", text)
    if source:
        return _NAMES_AFTER.match(text[source.end() :]) is not None
    made = lexicon().find("made-by", text)
    return made is not None and _NAMES_AFTER.match(text[made.end() :].partition(" and ")[0]) is not None


def credit_offset(text: str) -> int:
    """Where the credit begins in ``text``, a line that ends with one; -1 when it does not."""
    window = max(0, len(text) - 120)
    tail = text[window:]
    if _is_bracketed_agency(text):
        return text.rindex("(")
    for pattern in (credit(), _credit_name(), _SLASH):
        match = pattern.search(tail)
        if match and (pattern is not _SLASH or _is_photographer(tail, match)):
            return window + match.start("credit")
    return -1


def _is_photographer(tail: str, match: re.Match[str]) -> bool:
    """Whether names with a slash are "Jo Bloggs/Agency", and not a word of the sentence before ("for GNU/Linux")."""
    if re.search(r"https?:|www\.|\d/\d", match[0]):
        return False
    return (
        " " in match["credit"] or re.search(r"(?:^|[^\w\s,]|\w{3}[.!?])\s*$", tail[: match.start("credit")]) is not None
    )


def _is_bracketed_agency(text: str) -> bool:
    """Whether ``text`` ends with a name in brackets that can only be an agency's, not a party's or a side's."""
    match = _BRACKETS.search(text[-80:])
    if not match:
        return False
    before = text[: text.rindex("(")].rstrip()
    initials = "".join(word[0] for word in before.split() if word[0].isupper())
    if match["who"] in initials or match["who"][:2] in initials:
        return False  # "Heartbeat and Status Controller (HSC)": the short form of what stands before it
    if name_pattern().fullmatch(before) or count_words(before) < 3 or says("side", match["credit"]):
        return False
    return match["who"].isupper() or ends_sentence(before) or _articles().search(before) is not None


def caption_certainty(text: str) -> float:
    """How surely ``text``, a whole block, is a caption by its own words (0 to 1)."""
    words = count_words(text)
    if words > 70:
        return 0.0
    label = lexicon().find("caption-label", text)
    if label and _CAPTION_SAID.match(text[label.end() :]):
        return 0.95
    if words <= 10 and _whole().match(text):
        return 0.8
    if _credit_first().match(text) and not _OWNED.match(text) and not says("notice", text):
        return 0.85
    at = credit_offset(text)
    if at >= 0:
        return _credited(text, at, words)
    if words <= 12 and _is_source(text):
        return 0.75
    if words <= 40 and not ends_sentence(text) and _agency().search(text) and words > 4:
        return 0.7
    if not is_bare(text) or words > 32 or "?" in text:
        return 0.0
    return _uncredited(text, words)


def _credited(text: str, at: int, words: int) -> float:
    before = text[:at].rstrip(" (|[–—-")
    if not before and _PAIR.fullmatch(text) and not _agency().search(text):
        return 0.5
    if _PAIR.fullmatch(text[at:].strip(" ()")) and count_words(before) < 3 and not _agency().search(text):
        return 0.5
    if not before:
        return 0.95 if words <= 14 else 0.0
    return 0.9 if words <= 45 else 0.7


def _tells_office(rest: str) -> bool:
    return (
        lexicon().pattern("role").search(rest) is not None
        or rest[:1].isupper()
        or re.match(r"\w+ing\b", rest) is not None
    )


def _uncredited(text: str, words: int) -> float:
    if _figure().search(text) or says("pictured", text) or says("side", text):
        return 0.8
    if title_share(text) > 0.8 and words <= 8 and not _states().match(text):
        return 0.0
    states = _states().match(text)
    if states and words <= 16 and not says("asks", text):
        if _tells_office(states["rest"]):
            return 0.75
        if states["article"] and words <= 12:
            return 0.65
    if _happens().match(text):
        return 0.6
    if _seen_person(text, words):
        return 0.75
    if words >= 4 and title_share(text) <= 0.7 and _is_dated(text):
        return 0.65
    if words >= 4 and not says("asks", text) and _action().match(text):
        return 0.6
    return 0.0


def _seen_person(text: str, words: int) -> bool:
    """Whether ``text`` begins with somebody's name and goes on with what they are seen to do."""
    named = name_pattern().match(text)
    if not named or says("asks", text) or words < 5:
        return False
    rest = text[named.end() :]
    if rest[:2] == ", " and lexicon().pattern("relative").match(rest, 2):
        return True
    shown = _seen().match(rest.lstrip(" ,")) or _poses().match(rest) or _does().match(rest)
    return shown is not None


@shape
def _announced(words: Lexicon) -> str:
    return rf"\b(?:{words.alternatives('to-come')}) [a-z]+"


def _is_dated(text: str) -> bool:
    """Whether ``text`` ends with when it was: captions date what is past, headlines announce what is to come."""
    when = lexicon().find("when", text)
    if not when or lexicon().pattern("sentence").search(text) or _announced().search(text[: when.start()]):
        return False
    if says("past-when", when[0]) or text[when.start() - 2 : when.start()] == ", ":
        return True
    return lexicon().pattern("determiner").search(text[: when.start()]) is not None


def mark_repeated_captions(draft: Draft) -> None:
    """A line that the caption right below it begins with is that caption once more: read aloud once is enough."""
    for index in range(len(draft.pieces) - 1):
        if not draft.undecided(index):
            continue
        below = index + 1
        while draft.kind(below) == "furniture" and below < index + 3:
            below += 1
        if not draft.undecided(below) or below >= len(draft.pieces):
            continue
        text, caption = draft.text(index), draft.text(below)
        at = credit_offset(caption) if caption.startswith(text) and count_words(text) >= 3 else -1
        if at > 0 and caption[:at].rstrip(" (|[–—-") == text:
            draft.set(index, RULES["caption-twice"].label())
