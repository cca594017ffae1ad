"""The head of an article in plain text: kicker, standfirst, byline, dateline, between the headline and the story.

Newsrooms put them in a fixed place, so place decides: what looks like a byline further down is a sentence.
"""

from __future__ import annotations

import re

from exporter.model import Person
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import Lexicon, lexicon, says, shape
from exporter.readers.text.quote_marks import opening_mark
from exporter.readers.text.quotes import DASH
from exporter.readers.text.rules import RULES
from exporter.readers.text.words import UPPER, count_words, is_bare

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
    return rf"(?i:{words.alternatives('byline')})\s*:? ?{_some_names(words)}{rest}$"


@shape
def _trade(words: Lexicon) -> str:
    """ "Jo Bloggs, health correspondent", "Jo Bloggs Berlin correspondent": the trade tells that it is the writer."""
    trade, at = words.alternatives("trade"), words.alternatives("trade-at")
    return rf"{_some_names(words)}[,|–—-]? ?(?:[\w&’'-]+ ){{0,4}}(?i:{trade})(?: (?:{at}) .{{1,40}})?$"


@shape
def _trade_alone(words: Lexicon) -> str:
    return rf"(?:[\w&’'-]+ ){{0,4}}(?i:{words.alternatives('trade')})$"


def _days(words: Lexicon) -> str:
    ordinal, of = words.alternatives("ordinal"), rf"(?:(?:{words.alternatives('date-of')}) )?"
    return (
        rf"(?:\d{{1,2}}(?:{ordinal}|\.)? {of}[a-zà-ÿ]{{3,10}}\.?,? {of}\d{{4}}|"
        rf"[a-z]{{3,9}}\.? \d{{1,2}}(?:{ordinal})?,? \d{{4}}|"
        r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}年\d{1,2}月\d{1,2}日)"
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
        rf"(?:(?:{words.alternatives('day')})\.?,? (?:(?:{article}) )?)?{_days(words)}"
        rf"(?:(?:,| [–—|-])? {time}.{{0,12}})?$)"
    )


@shape
def _names_alone(words: Lexicon) -> str:
    return _some_names(words)


@shape
def _names_at(words: Lexicon) -> str:
    place, article = words.alternatives("name-place"), words.alternatives("determiner")
    return rf"{_some_names(words)} (?:{place}) (?:(?:{article}) )?[{UPPER}].{{1,40}}"


def mark_live(draft: Draft) -> None:
    """A word right under the headline that says that the page is live is a kicker, and heads nothing."""
    title = next((index for index in range(len(draft.pieces)) if draft.kind(index) == "title"), -1)
    if title < 0:
        return
    for index in range(title + 1, min(title + 4, len(draft.pieces))):
        if draft.kind(index) in ("furniture", "byline", "dateline"):
            continue
        if draft.undecided(index) and says("live", draft.text(index)):
            draft.set(index, RULES["live-page"].label())
        return


def mark_kicker(draft: Draft) -> None:
    """A line in capitals of one to four words above a longer headline is its kicker."""
    top = _top(draft)
    if len(draft.pieces) < top + 3 or not (draft.undecided(top) and draft.undecided(top + 1)):
        return
    first, second = draft.text(top), draft.text(top + 1)
    if (
        first.isupper()
        and count_words(first) <= 4
        and is_bare(first)
        and is_bare(second)
        and 4 <= count_words(second) <= 25
    ):
        draft.set(top, RULES["capitals-above"].label())


def _top(draft: Draft) -> int:
    """The first piece that is not furniture: what the page had above the headline does not count."""
    return next((index for index in range(len(draft.pieces)) if draft.kind(index) != "furniture"), 0)


def mark_byline(draft: Draft) -> None:
    """Lines near the top that name authors or say a date and nothing else."""
    top = _top(draft)
    for index in range(top + 1, min(top + HEAD, len(draft.pieces))):
        if not draft.undecided(index):
            continue
        text = _without_date(draft.text(index))
        if draft.kind(index - 1) == "byline" and draft.adjacent(index) and is_trade(text):
            draft.set(index, RULES["trade-under-byline"].label())
        elif len(text) <= 160 and _byline().match(text):
            draft.set(index, RULES["by-and-names"].label())
        elif len(text) <= 100 and _trade().match(text) and is_bare(text):
            draft.set(index, RULES["name-and-trade"].label())
        elif is_date(draft.text(index)):
            draft.set(index, RULES["date-alone"].label())
    _mark_names_above_date(draft, top)
    _mark_series(draft, top)


def _mark_names_above_date(draft: Draft, top: int) -> None:
    """Names and nothing else, right above the date of the article, are who wrote it."""
    for index in range(top + 1, min(top + HEAD, len(draft.pieces) - 1)):
        text = draft.text(index)
        if draft.kind(index + 1) != "dateline" or not draft.undecided(index):
            continue
        if len(text) > 160:
            continue
        if _names_alone().fullmatch(text) and draft.adjacent(index + 1):
            draft.set(index, RULES["names-above-date"].label())
            return
        if _names_at().fullmatch(text) and count_words(text) <= 8:
            draft.set(index, RULES["name-at-place"].label())
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


def _mark_series(draft: Draft, top: int) -> None:
    """A few words on a line of their own between the standfirst and the byline name the series, as a kicker does."""
    for index in range(top + 2, min(top + HEAD, len(draft.pieces) - 1)):
        text = draft.text(index)
        if draft.kind(index + 1) != "byline" or not draft.undecided(index) or draft.adjacent(index):
            continue
        if (
            count_words(text) <= 4
            and is_bare(text)
            and draft.kind(index - 1) == ""
            and count_words(draft.text(index - 1)) > 4
        ):
            draft.set(index, RULES["series-above-byline"].label())


def mark_deck(draft: Draft) -> None:
    """A line that is not a sentence, between the headline and the byline, is the deck: it heads nothing but the
    story.
    """
    shown = [
        i
        for i in range(min(len(draft.pieces), _top(draft) + HEAD))
        if draft.kind(i) not in ("furniture", "kicker", "dateline")
    ]
    if len(shown) < 3 or draft.kind(shown[0]) != "title" or draft.kind(shown[2]) != "byline":
        return
    text = draft.text(shown[1])
    if draft.undecided(shown[1]) and is_bare(text) and 4 <= count_words(text) <= 25 and not DASH.match(text):
        draft.set(shown[1], RULES["above-byline"].label())


def mark_standfirst(draft: Draft) -> None:
    """One short paragraph between the headline and the first subhead or byline tells what the story is about."""
    shown = [i for i in range(min(len(draft.pieces), _top(draft) + HEAD + 4)) if draft.kind(i) != "furniture"]
    after = [i for i in shown if draft.kind(i) not in ("title", "kicker", "dateline")]
    if not after or draft.kind(shown[0]) not in ("title", "kicker", "dateline") or not draft.undecided(after[0]):
        return
    first = draft.text(after[0])
    following = draft.kind(after[1]) if len(after) > 1 else ""
    if (
        following in ("heading", "byline", "time")
        and 4 <= count_words(first) <= 70
        and not opening_mark(first)
        and not DASH.match(first)
    ):
        draft.set(after[0], RULES["one-paragraph-first"].label())
