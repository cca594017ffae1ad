"""The head of an article in plain text: kicker, standfirst, byline, dateline, between the headline and the story.

Newsrooms put them in a fixed place, so place decides: what looks like a byline further down is a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exporter.model import Person
from exporter.readers.text.labels import Draft, Kind
from exporter.readers.text.lexicon import Lexicon, lexicon, says, shape
from exporter.readers.text.marks import TICKER
from exporter.readers.text.quote_marks import opening_mark
from exporter.readers.text.rule import Line, Rule, first
from exporter.readers.text.signatures import DASH
from exporter.readers.text.words import RECORD, UPPER, count_words, is_bare

HEAD = 8


def _one_name(words: Lexicon) -> str:
    small = rf"(?:{words.alternatives('particle')})(?!\w)|[dl]['’][\w’'.-]+"
    return rf"[{UPPER}][\w’'.-]*(?: (?:[{UPPER}][\w’'.-]*|{small})){{1,4}}"


def _some_names(words: Lexicon) -> str:
    one = _one_name(words)
    join = rf"(?:,| &| (?:{words.alternatives('name-join')})) (?:(?:{words.alternatives('name-join')}) )?"
    return rf"(?P<names>{one}(?:{join}{one}){{0,4}})"


@shape
def _byline(words: Lexicon) -> str:
    """ "By Jo Bloggs, health correspondent", and the same word in other languages."""
    rest = rf"(?P<rest>,.{{0,80}}| (?:{words.alternatives('trade-at')}|[|–—-]) .{{0,60}})?"
    # A word ends there: "DIRETTA Tempest" is not "Di Retta Tempest". Scripts without spaces have no such end.
    ends = r"(?:(?<=[^\x00-\u024f])|(?!\w))"
    return rf"(?i:{words.alternatives('byline')}){ends}\s*:? ?{_some_names(words)}{rest}$"


@shape
def _trade(words: Lexicon) -> str:
    """ "Jo Bloggs, health correspondent", "Jo Bloggs Berlin correspondent": the trade tells that it is the writer."""
    trade, at = words.alternatives("trade"), words.alternatives("trade-at")
    return rf"{_some_names(words)}[,|–—-]? ?(?:[\w&’'-]+ ){{0,4}}(?i:{trade})(?: (?:{at}) .{{1,40}})?$"


@shape
def _trade_alone(words: Lexicon) -> str:
    return rf"(?:[\w&’'-]+ ){{0,4}}(?i:{words.alternatives('trade')})$"


def days(words: Lexicon) -> str:
    """A day of the calendar, in words or figures."""
    ordinal, of = words.alternatives("ordinal"), rf"(?:(?:{words.alternatives('date-of')}) )?"
    return (
        rf"(?:\d{{1,2}}(?:{ordinal}|\.)? {of}[a-zà-ÿ]{{3,10}}\.?,? {of}\d{{4}}|"
        rf"[a-z]{{3,9}}\.? \d{{1,2}}(?:{ordinal})?,? \d{{4}}|"
        r"\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}年\d{1,2}月\d{1,2}日)"
    )


@shape
def _date(words: Lexicon) -> str:
    after, article = words.alternatives("hour-after"), words.alternatives("day-article")
    time = (
        rf"(?:(?:(?:{words.alternatives('hour')})\.? )?\d{{1,2}}[:.h]\d{{2}}(?: ?[ap]\.?m\.?)?(?: ?(?:{after}))?"
        r"(?: [A-Z]{2,4})?)"
    )
    return (
        rf"(?i:(?:(?:{words.alternatives('dated')})[ :]*)?(?:{time},? )?"
        rf"(?:(?:{words.alternatives('day')})\.?,? (?:(?:{article}) )?)?{days(words)}"
        rf"(?:(?:,| [–—|-])? {time}.{{0,12}})?$)"
    )


@shape
def _names_alone(words: Lexicon) -> str:
    return _some_names(words)


@shape
def _names_at(words: Lexicon) -> str:
    place, article = words.alternatives("name-place"), words.alternatives("determiner")
    return rf"{_some_names(words)} (?:{place}) (?:(?:{article}) )?[{UPPER}].{{1,40}}"


LIVE: tuple[Rule[Line], ...] = (
    Rule("kicker", "live-page", 0.8, "says that the page is a live one", lambda line: says("live", line.text)),
)
"""What stands right under the headline."""


def mark_live(draft: Draft) -> None:
    """A word right under the headline that says that the page is live is a kicker, and heads nothing."""
    title = next((index for index in range(len(draft.pieces)) if draft.kind(index) == "title"), -1)
    if title < 0:
        return
    for index in range(title + 1, min(title + 4, len(draft.pieces))):
        if draft.kind(index) in ("furniture", "byline", "dateline"):
            continue
        rule = first(LIVE, Line(draft, index)) if draft.undecided(index) else None
        if rule:
            draft.set(index, rule.label())
        return


def _is_above_headline(line: Line) -> bool:
    """Whether this is above a line that may be the headline, and there is text below that."""
    draft, index = line.draft, line.index
    if len(draft.pieces) < index + 3 or not (draft.undecided(index) and draft.undecided(index + 1)):
        return False
    return is_bare(draft.text(index + 1)) and count_words(draft.text(index + 1)) <= 25


def _is_kicker(line: Line) -> bool:
    """Whether this is one to four words in capitals above a longer headline."""
    short = line.text.isupper() and count_words(line.text) <= 4 and is_bare(line.text)
    if not short or not _is_above_headline(line) or says("letters-page", line.text):
        return False
    return count_words(line.draft.text(line.index + 1)) >= 4


def _says_live(line: Line) -> bool:
    return (says("live", line.text) or TICKER.match(line.text) is not None) and _is_above_headline(line)


KICKERS: tuple[Rule[Line], ...] = (
    Rule("kicker", "capitals-above", 0.7, "a few words in capitals above the headline", _is_kicker),
    Rule("kicker", "live-above", 0.8, "says that the page is a live one, above the headline", _says_live),
    Rule("kicker", "section-above", 0.7, "the name of a section of the paper, above the headline",
         lambda line: says("section", line.text) and _is_above_headline(line)
         and count_words(line.draft.text(line.index + 1)) >= 4),
    Rule("dateline", "date-above", 0.8, "a date and nothing else, above the headline",
         lambda line: is_date(line.text) and _is_above_headline(line) and not is_date(line.draft.text(line.index + 1))),
)  # fmt: skip
"""What the first line that is not furniture is, before it can be the headline."""


def mark_kicker(draft: Draft) -> None:
    """A line in capitals above the headline is its kicker."""
    rule = first(KICKERS, Line(draft, _top(draft))) if draft.pieces else None
    if rule:
        draft.set(_top(draft), rule.label())


def _top(draft: Draft) -> int:
    """The first piece that is not furniture: what the page had above the headline does not count."""
    return next((index for index in range(len(draft.pieces)) if draft.kind(index) != "furniture"), 0)


def _tells_trade(line: Line) -> bool:
    under_byline = line.draft.kind(line.index - 1) == "byline" and line.glued
    return under_byline and is_trade(_without_date(line.text))


def _says_by(line: Line) -> bool:
    text = _without_date(line.text)
    return len(text) <= 160 and _byline().match(text) is not None


def _names_and_trade(line: Line) -> bool:
    text = _without_date(line.text)
    return len(text) <= 100 and _trade().match(text) is not None and is_bare(text)


_CLOCK = re.compile(r"\d[:.hH]\d{2}\b")


def _dates_an_entry(line: Line) -> bool:
    """Whether this is the first of several days with their hours, as each entry of a live page may have one."""
    if not _CLOCK.search(line.text):
        return False
    first, last = max(1, line.index - 2 * HEAD), min(line.index + 2 * HEAD, len(line.draft.pieces))
    near = (line.draft.text(at) for at in range(first, last) if abs(at - line.index) > 1)
    return any(_CLOCK.search(text) and is_date(text) for text in near)


BYLINES: tuple[Rule[Line], ...] = (
    Rule("byline", "trade-under-byline", 0.8, "the trade of whoever the line above names", _tells_trade),
    Rule("byline", "by-and-names", 0.9, "“by” and names, under the headline", _says_by),
    Rule("byline", "name-and-trade", 0.8, "a name and a journalist's trade, under the headline", _names_and_trade),
    Rule("dateline", "date-alone", 0.8, "a date and nothing else, under the headline",
         lambda line: is_date(line.text) and not _dates_an_entry(line)),
)  # fmt: skip
"""What lines near the top are that name authors or say a date and nothing else."""

ABOVE_DATE: tuple[Rule[Line], ...] = (
    Rule("byline", "names-above-date", 0.75, "names alone, right above the date",
         lambda line: _names_alone().fullmatch(line.text) and line.draft.adjacent(line.index + 1)),
    Rule("byline", "name-at-place", 0.75, "a name and a place, right above the date",
         lambda line: _names_at().fullmatch(line.text) and count_words(line.text) <= 8),
)  # fmt: skip
"""What a line right above the date of the article is."""


def mark_byline(draft: Draft) -> None:
    """Lines near the top that name authors or say a date and nothing else."""
    top = _top(draft)
    for index in range(top + 1, min(top + HEAD, len(draft.pieces))):
        rule = first(BYLINES, Line(draft, index)) if draft.undecided(index) else None
        if rule:
            draft.set(index, rule.label())
    _mark_names_above_date(draft, top)
    _mark_series(draft, top)


def _mark_names_above_date(draft: Draft, top: int) -> None:
    """Names and nothing else, right above the date of the article, are who wrote it."""
    for index in range(top + 1, min(top + HEAD, len(draft.pieces) - 1)):
        dated = draft.kind(index + 1) == "dateline" and draft.undecided(index) and len(draft.text(index)) <= 160
        rule = first(ABOVE_DATE, Line(draft, index)) if dated else None
        if rule:
            draft.set(index, rule.label())
            return


def _without_date(text: str) -> str:
    """A byline without the date that pages put behind it: "Jo Bloggs, reporter | 3 September 2026"."""
    before, bar, last = text.rpartition(" | ") if " | " in text else text.rpartition(" · ")
    return before.rstrip() if bar and is_date(last.strip()) else text


def is_date(text: str) -> bool:
    """Whether ``text`` is a date and nothing else."""
    first, _, second = text.partition(", ")
    if second and says("changed", second):  # "Published 3 May 2021, updated 4 May 2021"
        return _is_one_date(first) and _is_one_date(second)
    half = (len(text) - 1) // 2
    twice = len(text) % 2 and text[half] == " " and text[:half] == text[half + 1 :]  # on the page, and for its program
    return _is_one_date(text[:half] if twice else text)


def _is_one_date(text: str) -> bool:
    return len(text) <= 60 and _date().match(text) is not None


def is_byline(text: str) -> bool:
    """Whether ``text`` says who wrote something, wherever it stands: "By Jo Bloggs 42 minutes ago"."""
    opening = lexicon().find("byline", text) if len(text) <= 100 else None
    return opening is not None and _names_alone().match(text[opening.end() :].lstrip(" :")) is not None


def is_trade(text: str) -> bool:
    """Whether ``text`` is a journalist's trade and may be nothing else: under a byline it names nobody."""
    return len(text) <= 60 and _trade_alone().match(text) is not None


def authors_of(byline: str) -> tuple[Person, ...]:
    """The people that a byline names."""
    if len(byline) > 200:
        return ()
    byline = _without_date(byline)
    match = (
        _byline().match(byline)
        or _trade().match(byline)
        or _names_at().fullmatch(byline)
        or _names_alone().fullmatch(byline)
    )
    if not match:
        return ()
    join = lexicon().alternatives("name-join")
    names = re.split(rf",? (?:{join}|&) |, ", match["names"])
    return tuple(Person(name.strip()) for name in names if name.strip())


def _names_series(line: Line) -> bool:
    """Whether this is a few words on a line of their own between the standfirst and the byline."""
    draft, index = line.draft, line.index
    if draft.kind(index + 1) != "byline" or line.glued or count_words(line.text) > 4 or not is_bare(line.text):
        return False
    return draft.kind(index - 1) == "" and count_words(line.above) > 4


ABOVE_BYLINE: tuple[Rule[Line], ...] = (
    Rule("kicker", "series-above-byline", 0.7, "a few words between what the story is about and who wrote it",
         _names_series),
)  # fmt: skip
"""What lines under the headline and its standfirst are."""


def _mark_series(draft: Draft, top: int) -> None:
    for index in range(top + 2, min(top + HEAD, len(draft.pieces) - 1)):
        rule = first(ABOVE_BYLINE, Line(draft, index)) if draft.undecided(index) else None
        if rule:
            draft.set(index, rule.label())


@dataclass(frozen=True)
class Head:
    """Evidence: the pieces at the top of a text that are shown, in order."""

    draft: Draft
    shown: Sequence[int]

    def kind(self, at: int) -> Kind:
        """The kind of the shown piece ``at``; "" also where there is none."""
        return self.draft.kind(self.shown[at]) if at < len(self.shown) else ""

    def text(self, at: int) -> str:
        """The text of the shown piece ``at``."""
        return self.draft.text(self.shown[at])


def _is_deck(head: Head) -> bool:
    """Whether a line that is not a sentence stands alone between headline and byline."""
    if len(head.shown) < 3 or head.kind(0) != "title" or head.kind(2) != "byline":
        return False
    text = head.text(1)
    return head.draft.undecided(head.shown[1]) and is_bare(text) and 4 <= count_words(text) <= 25 and not _dashed(text)


DECKS: tuple[Rule[Head], ...] = (
    Rule("subtitle", "above-byline", 0.75, "a line without a full stop between headline and byline", _is_deck),
)
"""What the second line is of what is shown, kicker and date left out."""


def mark_deck(draft: Draft) -> None:
    """A line that is not a sentence, between the headline and the byline, is the deck: it heads nothing but the
    story.
    """
    near = range(min(len(draft.pieces), _top(draft) + HEAD))
    head = Head(draft, [i for i in near if draft.kind(i) not in ("furniture", "kicker", "dateline")])
    rule = first(DECKS, head)
    if rule:
        draft.set(head.shown[1], rule.label())


_ABOVE_STORY = ("title", "kicker", "dateline")


def _is_standfirst(head: Head) -> bool:
    """Whether one short paragraph stands between the headline and the first subhead, byline or time."""
    at = _under_title(head)
    if at < 1 or head.kind(0) not in _ABOVE_STORY or not head.draft.undecided(head.shown[at]):
        return False
    text, after = head.text(at), _shown_after(head, at)
    short = 4 <= count_words(text) <= 70 and not (opening_mark(text) or _dashed(text) or RECORD.match(text))
    return after in ("heading", "byline", "time") and short


def _under_title(head: Head) -> int:
    """The first of the shown pieces that is not of the headline, or -1."""
    return next((at for at in range(len(head.shown)) if head.kind(at) not in _ABOVE_STORY), -1)


def _shown_after(head: Head, at: int) -> Kind:
    kinds = (head.kind(other) for other in range(at + 1, len(head.shown)))
    return next((kind for kind in kinds if kind not in _ABOVE_STORY), "")


STANDFIRSTS: tuple[Rule[Head], ...] = (
    Rule("standfirst", "one-paragraph-first", 0.75, "one paragraph between the headline and what comes first under it",
         _is_standfirst),
)  # fmt: skip
"""What the first paragraph under the headline is."""


def mark_standfirst(draft: Draft) -> None:
    """One short paragraph between the headline and the first subhead or byline tells what the story is about."""
    near = range(min(len(draft.pieces), _top(draft) + HEAD + 4))
    head = Head(draft, [i for i in near if draft.kind(i) != "furniture"])
    rule = first(STANDFIRSTS, head)
    if rule:
        draft.set(head.shown[_under_title(head)], rule.label())


def _dashed(text: str) -> bool:
    return DASH.match(text) is not None
