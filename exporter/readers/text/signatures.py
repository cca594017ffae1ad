"""Who signs: whether a line under a statement names its speaker, by a dash, a name, an office or a body.

Newsrooms set a statement apart and sign it below. Without marks around the statement a whole name or an office is asked
for, because nobody may be given words that are not theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from exporter.readers.text.captions import caption_certainty
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import Lexicon, shape, words
from exporter.readers.text.lines import Layout
from exporter.readers.text.quote_marks import CLOSING_CLASS, closes_at_end, is_wholly_quoted, opening_mark, stays_open
from exporter.readers.text.rule import Line, Rule, worked_out
from exporter.readers.text.sign_offs import is_sign_off
from exporter.readers.text.spoken import Manner, voice
from exporter.readers.text.statements import after_lead, marked_start, spoken_start
from exporter.readers.text.words import SENTENCE_INSIDE, UPPER, count_words, ends_sentence, is_bare, name_pattern

DASH = re.compile(r"(?:[–—―‒−⸺]{1,2}|--?)[ \t\u00a0]*(?=[^\s\d–—-]|\d[^()]{0,40}\(@\w)")
"""A dash before words, or before a figure that is the name of an account ("– 8514 (@jo8514)")."""


def _article(text: str) -> re.Match[str] | None:
    """The article that ``text`` begins with, in any language."""
    return words("article").match(text)


# "Capt. Jo Bloggs": the stop of a title ends no sentence.
_TITLES = re.compile(rf"(?:[{UPPER}]\w{{0,4}}\. )+")


@shape
def _abbreviated(words: Lexicon) -> str:
    return rf"\b(?:[A-Z]|{words.alternatives('abbreviated')})\.$"


@shape
def _dated(words: Lexicon) -> str:
    day = rf"\d{{1,2}}(?:\.|,|{words.alternatives('ordinal')})?"
    return rf"(?:[A-Za-zÀ-ÿ]{{3,10}}\.? )?{day} ?(?:[A-Za-zÀ-ÿ]{{3,10}}\.?,? )?\d{{4}}"


_HANDLE = re.compile(r"\(@\w+\)")  # "Jo (@jo_bloggs) 3 May 2026": whoever posted what is quoted

MAX_SIGNATURE = 24
MAX_SIGNED = 20
"""No signature without a dash is longer."""
MAX_OFFICE = 10
"""Hardly an office under a quotation is longer, where no dash says that it signs."""


@shape
def _agent(words: Lexicon) -> str:
    """Offices and trades end as agents do: driver, conductor, pianist, librarian, assistant, councilwoman."""
    place = words.alternatives("name-place", "word")
    return (
        rf"(?i:(?:\w+ ){{0,2}}(?:{words.alternatives('agent')})(?= (?:{place}|{words.alternatives('agent-of')})\b|,|$))"
    )


@shape
def _no_office(words: Lexicon) -> str:
    """What a caption says of somebody, and no signature does."""
    return rf"(?i:{words.bounded('not-shown')})"


@shape
def _about_pictures(words: Lexicon) -> str:
    return rf"(?i:{words.bounded('picture')}|©)"


@dataclass(frozen=True)
class Below:
    """Evidence: piece ``index``, which may sign the statement above it, in an article of such a manner."""

    draft: Draft
    index: int
    manner: Callable[[], Manner]

    @worked_out
    def text(self) -> str:
        """The line."""
        return self.draft.text(self.index)

    @worked_out
    def said(self) -> str:
        """The line above it."""
        return self.draft.text(self.index - 1)

    @worked_out
    def who(self) -> str:
        """What stands after a dash, where a dash may sign here; else "". Lists have dashes too, but never one item."""
        dash = DASH.match(self.text)
        if not dash or _dash_neighbours(self.draft, self.index) or is_sign_off(self.text):
            return ""
        rest = self.text[dash.end() :]
        signs = count_words(rest) <= MAX_SIGNATURE and _may_be_signed(self.draft, self.index - 1)
        return rest if signs else ""

    @worked_out
    def names(self) -> str:
        """The same, where it is not a remark: a sentence, a date or a label."""
        who = self.who
        remark = not who or is_sentence(who) or who[-1] in ":;" or _dated().fullmatch(who) or " : " in who
        return "" if remark else who

    @worked_out
    def after_marks(self) -> bool:
        """Whether a quotation in marks ends with the line above, or was left open before it."""
        last = self.index - 1
        return closes_at_end(self.said) or stays_open(self.said) or marked_start(self.draft, last) >= 0

    @worked_out
    def is_plain(self) -> bool:
        """Whether this is a few words without a dash under the end of a quotation in marks."""
        if not self.draft.undecided(self.index - 1) or count_words(self.text) > MAX_SIGNED or not is_bare(self.text):
            return False
        if DASH.match(self.text) or self.starts_block:
            return False
        return _ends_quotation(self.said)

    @worked_out
    def starts_block(self) -> bool:
        """Whether a blank line stands above it in a text where only headlines have one."""
        return self.draft.layout is Layout.dense and self.draft.pieces[self.index].blanks > 0

    @worked_out
    def office(self) -> str:
        """What stands after "Jo Bloggs, " in a line without a dash, where it may be an office; else ""."""
        named, _, office = self.text.partition(",")
        if not office.strip() or not name_pattern().fullmatch(named.strip()) or is_sign_off(self.text):
            return ""
        return "" if _about_pictures().search(self.text) else office


def may_sign(text: str) -> bool:
    """Whether ``text`` is short enough to sign, or begins with a dash."""
    return count_words(text) <= MAX_SIGNED or DASH.match(text) is not None


def _is_name_below(line: Below) -> bool:
    """Whether a name alone stands right under a quotation, where blank lines part blocks."""
    if not line.is_plain or "," in line.text or line.draft.layout is Layout.dense:
        return False
    return line.draft.adjacent(line.index) and _is_name(line.text)


def _signs_spoken_words(line: Below) -> bool:
    """Whether "Name, office" stands under a statement without marks that sounds like that person speaking."""
    text, last = line.text, line.index - 1
    if not line.draft.undecided(last) or count_words(text) > MAX_SIGNED or not is_bare(text) or line.starts_block:
        return False
    who, _, office = text.partition(",")
    named = name_pattern().fullmatch(who.strip()) and count_words(who) <= 6
    if not named or not words("role").search(office) or is_sign_off(text):
        return False
    if caption_certainty(text) >= 0.5 or ":" in office or _no_office().search(office):
        return False
    said = line.said
    if opening_mark(said) or not ends_sentence(said) or closes_at_end(said):
        return False
    lead = after_lead(line.draft, last)
    start = lead if lead >= 0 else spoken_start(line.draft, last, line.manner)
    texts = [line.draft.text(at) for at in range(start, line.index)]
    own = any(words("first-person").search(said) for said in texts)
    return own and sum(voice(said, line.manner()) for said in texts) >= SPOKEN * len(texts)


SPOKEN = 1.0
"""How much a statement without marks must sound like a person speaking, on average, where no dash signs it."""

SIGNATURES: tuple[Rule[Below], ...] = (
    Rule("attribution", "account-after-dash", 0.95, "a dash, and the account of who posted what is above it",
         lambda line: line.who and _HANDLE.search(line.who)),
    Rule("attribution", "signature", 0.95, "a dash and the speaker of the quotation above it",
         lambda line: line.names and line.after_marks and names_somebody(line.names) and _is_clear(line.names)),
    Rule("attribution", "dash-and-words", 0.65, "a dash and words that may name the speaker of the quotation above",
         lambda line: line.names and line.after_marks and names_somebody(line.names)),
    Rule("attribution", "dash-and-source", 0.85, "a dash and a whole name, an office or a body, under a statement",
         lambda line: line.names and not line.after_marks and _is_source(line.names)),
    Rule("attribution", "name-below", 0.7, "a name right under a quotation", _is_name_below),
    Rule("attribution", "name-and-much-more", 0.6, "a name and many words, under a quotation",
         # As likely who speaks next, or what the talk announced above is about.
         lambda line: line.is_plain and count_words(line.office) > MAX_OFFICE),
    Rule("attribution", "name-and-office", 0.85, "a name and an office, under a quotation",
         lambda line: line.is_plain and line.office
         and (words("role").search(line.office) or not _no_office().search(line.office))),
    Rule("attribution", "signs-spoken-words", 0.6, "a name and an office, under a statement that sounds spoken",
         _signs_spoken_words),
)  # fmt: skip
"""What a line is under a statement, surest first."""


def is_sentence(text: str) -> bool:
    text = _TITLES.sub("", text, count=1)
    ends = ends_sentence(text) and not _abbreviated().search(text)
    return ends or SENTENCE_INSIDE.search(text) is not None


def names_somebody(text: str) -> bool:
    """Whether ``text``, after a quotation in marks, begins as a source does: with a name, an office or a body."""
    article = _article(text)
    if article and text[article.end() : article.end() + 1] in " ’'":
        return _is_body(text[article.end() :].lstrip(" ’'"))
    return text[0].isupper() or not text[0].isascii() or _begins_with_office(text)


def _is_source(text: str) -> bool:
    """Whether ``text``, after a statement without marks, can only be a source: a whole name, an office, a body."""
    article = _article(text)
    if article:
        office = text[article.end() :].lstrip(" ’'")
        return office[:1].isupper() or _has_office(office) or _is_collective(office)
    who = text.partition(",")[0].partition(" (")[0].strip()
    return _is_name(who) or _has_office(text) or (text[0].isupper() and words("role").search(text) is not None)


def _has_office(text: str) -> bool:
    role = words("role").search(text)
    return role is not None and count_words(text[: role.start()]) <= 3


def _begins_with_office(text: str) -> bool:
    return _has_office(text) or _agent().match(text) is not None


def _is_clear(text: str) -> bool:
    """Whether ``text`` says plainly who speaks: a name, an office, a body, or so few words that nothing else fits."""
    name = name_pattern().match(text)
    few = count_words(text) <= 3 or not text[0].isascii()
    clear = few or name is not None or _begins_with_office(text) or _is_collective(text)
    return clear or "," in text[:40] or words("role").search(text) is not None or _article(text) is not None


def _is_body(text: str) -> bool:
    """Whether ``text``, after an article, names an office or a body: "spokeswoman", "Harbour Board", "residents"."""
    return text[:1].isupper() or _begins_with_office(text) or _is_collective(text)


def _is_collective(text: str) -> bool:
    body = words("body").search(text)
    return body is not None and count_words(text[: body.start()]) <= 2


def _dash_neighbours(draft: Draft, index: int) -> bool:
    near = [index + 1] if draft.adjacent(index + 1) else []
    near += [index - 1] if draft.adjacent(index) else []
    return any(DASH.match(draft.text(other)) for other in near)


def _may_be_signed(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    return draft.undecided(index) and (ends_sentence(text) or closes_at_end(text) or count_words(text) > 12)


def _is_name(text: str) -> bool:
    named = name_pattern().fullmatch(text) or name_pattern().fullmatch(_TITLES.sub("", text, count=1))
    return named is not None and count_words(text) <= 6


def _ends_quotation(text: str) -> bool:
    return closes_at_end(text) and (
        is_wholly_quoted(text) or not opening_mark(text) or stays_open(text.rstrip(".,").rstrip(CLOSING_CLASS))
    )


OFFICES: tuple[Rule[Line], ...] = (
    Rule("attribution", "office-below-name", 0.85, "the speaker's office, on a line of its own",
         lambda line: _is_second_line(line.draft, line.index)),
)  # fmt: skip
"""What a line right under a signature is."""


def _is_second_line(draft: Draft, index: int) -> bool:
    """Whether piece ``index`` is the office of the speaker named on the line above it."""
    if not draft.undecided(index) or not draft.adjacent(index):
        return False
    text = draft.text(index)
    if not is_bare(text) or count_words(text) > 12 or DASH.match(text) or "," in draft.text(index - 1):
        return False
    if not re.search(r"[^\W\d_]", text):
        return False
    if _about_pictures().search(text) or re.search(r"\d{4}|\d[:.h/]\d{2}", text):
        return False
    if draft.layout is not Layout.dense:
        return True  # where blank lines part blocks, a line right under a name belongs to it
    if caption_certainty(text) >= 0.5:
        return False
    role = words("role").search(text) or _agent().match(text)
    if role is not None and role.start() < 25:
        return True
    # Under a name alone, a few words without a place are what that person is.
    return (
        count_words(text) <= 4
        and name_pattern().fullmatch(_signed(draft.text(index - 1))) is not None
        and (words("act-place").search(text) is None)
    )


def _signed(text: str) -> str:
    dash = DASH.match(text)
    return text[dash.end() :] if dash else text
