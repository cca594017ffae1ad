"""Captions and credits in plain text: what stood under a picture that the text no longer has.

Agencies and archives demand a credit, so most captions end with one. A caption without credit says what is to be seen:
it names a person and keeps the verb "is" or a participle, where a headline would drop the one and use a finite verb
for the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import Lexicon, lexicon, says, shape
from exporter.readers.text.rule import Line, Rule, Words, first, worked_out
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


@dataclass(frozen=True)
class Caption(Words):
    """Evidence: the words of a line, and what in them may be a credit or what is to be seen."""

    @worked_out
    def credit_at(self) -> int:
        """Where the credit begins, or -1."""
        return credit_offset(self.text)

    @worked_out
    def shown(self) -> str:
        """What stands before the credit."""
        return self.text[: self.credit_at].rstrip(" (|[–—-") if self.credit_at >= 0 else self.text

    @worked_out
    def is_pair(self) -> bool:
        """Whether the credit, with hardly a word before it, is two words and a slash, neither an agency."""
        if _agency().search(self.text):
            return False
        whole = not self.shown and _PAIR.fullmatch(self.text)
        last = _PAIR.fullmatch(self.text[self.credit_at :].strip(" ()")) and count_words(self.shown) < 3
        return bool(whole or last)

    @worked_out
    def states(self) -> re.Match[str] | None:
        """Somebody's name, and what that person is, in no more words than a caption has for it."""
        return _states().match(self.text)


def _is_labelled(line: Caption) -> bool:
    label = lexicon().find("caption-label", line.text)
    return label is not None and _CAPTION_SAID.match(line.text[label.end() :]) is not None


BEGINNINGS: tuple[Rule[Caption], ...] = (
    Rule("caption", "labelled", 0.95, "says that it is a caption", _is_labelled),
    Rule("caption", "agency-alone", 0.8, "the name of an agency, or by whose courtesy",
         lambda line: line.count <= 10 and _whole().match(line.text)),
    Rule("caption", "credit-first", 0.85, "begins with a credit",
         lambda line: _credit_first().match(line.text) and not _OWNED.match(line.text)
         and not says("notice", line.text)),
)  # fmt: skip
"""What captions begin with."""

CREDITS: tuple[Rule[Caption], ...] = (
    Rule("caption", "two-words-and-slash", 0.5, "two words and a slash, as in a credit", lambda line: line.is_pair),
    Rule("caption", "long-credit", 0.0, "longer than a credit alone", lambda line: not line.shown and line.count > 14),
    Rule("caption", "credit-alone", 0.95, "says who took the picture", lambda line: not line.shown),
    Rule("caption", "ends-with-credit", 0.9, "says what a picture shows, and who took it",
         lambda line: line.count <= 45),
    Rule("caption", "credit-after-long-text", 0.7, "a long text with a credit behind it", lambda line: True),
)  # fmt: skip
"""What a line with a credit at its end is."""

SOURCES: tuple[Rule[Caption], ...] = (
    Rule("caption", "picture-source", 0.75, "says where the picture is from",
         lambda line: line.count <= 12 and _is_source(line.text)),
    Rule("caption", "ends-with-agency", 0.7, "ends with the name of an agency",
         lambda line: 4 < line.count <= 40 and not ends_sentence(line.text) and _agency().search(line.text)),
)  # fmt: skip
"""What a line without such a credit may say of where its picture is from."""

SHOWN: tuple[Rule[Caption], ...] = (
    Rule("caption", "says-pictured", 0.8, "says on which side, or that it is a figure or pictured",
         lambda line: _figure().search(line.text) or says("pictured", line.text) or says("side", line.text)),
    Rule("caption", "capitals-of-a-title", 0.0, "has a title's capitals",
         lambda line: line.count <= 8 and title_share(line.text) > 0.8 and not line.states),
    Rule("caption", "person-and-office", 0.75, "somebody's name with “is” and an office",
         lambda line: _is_called(line) and line.states and _tells_office(line.states["rest"])),
    Rule("caption", "person-is", 0.65, "somebody's name with “is” and what that person is",
         lambda line: line.count <= 12 and _is_called(line) and line.states and line.states["article"]),
    Rule("caption", "is-happening", 0.6, "says with “is” what is happening", 
         lambda line: not says("asks", line.text) and _happens().match(line.text)),
    Rule("caption", "person-seen", 0.75, "somebody's name, and what that person is seen to do",
         lambda line: _seen_person(line.text, line.count)),
    Rule("caption", "past-view", 0.65, "ends with when it was",
         lambda line: line.count >= 4 and title_share(line.text) <= 0.7 and _is_dated(line.text)),
    Rule("caption", "seen-somewhere", 0.6, "somebody seen doing something somewhere",
         lambda line: line.count >= 4 and not says("asks", line.text) and _action().match(line.text)),
)  # fmt: skip
"""What a line without a credit shows, in the words of captions and not of headlines."""


def caption_rule(text: str) -> Rule[Caption] | None:
    """The rule by which ``text``, a whole block, is a caption by its own words."""
    rule = judged_by_words(text)
    return rule if rule and rule.certainty > 0 else None


def judged_by_words(text: str) -> Rule[Caption] | None:
    """The first rule that fits the words of ``text``; a certainty of 0 says that it is not a caption."""
    line = Caption(text)
    if line.count > LONGEST:
        return None
    rule = first(BEGINNINGS, line) or first(CREDITS if line.credit_at >= 0 else SOURCES, line)
    if rule is None and line.count <= 32 and is_bare(text) and "?" not in text:
        rule = first(SHOWN, line)
    return rule


def caption_certainty(text: str) -> float:
    """How surely ``text``, a whole block, is a caption by its own words (0 to 1)."""
    rule = caption_rule(text)
    return rule.certainty if rule else 0.0


LONGEST = 70
"""No caption has more words."""


def _is_called(line: Caption) -> bool:
    return line.count <= 16 and line.states is not None and not says("asks", line.text)


def _tells_office(rest: str) -> bool:
    return (
        lexicon().pattern("role").search(rest) is not None
        or rest[:1].isupper()
        or re.match(r"\w+ing\b", rest) is not None
    )


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


def _is_repeated(line: Line) -> bool:
    """Whether the caption that comes next, furniture aside, begins with this line and ends with a credit."""
    draft, below = line.draft, line.index + 1
    while draft.kind(below) == "furniture" and below < line.index + 3:
        below += 1
    if not draft.undecided(below) or below >= len(draft.pieces):
        return False
    text, caption = line.text, draft.text(below)
    at = credit_offset(caption) if caption.startswith(text) and count_words(text) >= 3 else -1
    return at > 0 and caption[:at].rstrip(" (|[–—-") == text


REPEATED: tuple[Rule[Line], ...] = (
    Rule("furniture", "caption-twice", 0.85, "the words of the caption below it, once more", _is_repeated),
)
"""What a line is above a caption."""


def mark_repeated_captions(draft: Draft) -> None:
    """A line that the caption right below it begins with is that caption once more: read aloud once is enough."""
    for index in range(len(draft.pieces) - 1):
        rule = first(REPEATED, Line(draft, index)) if draft.undecided(index) else None
        if rule:
            draft.set(index, rule.label())
