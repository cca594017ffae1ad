"""Block quotes in plain text: finding the line that names a speaker, and then how far back the quotation reaches.

Newsrooms set a statement apart and sign it below: a dash, the name, the office. The statement carries marks on every
paragraph or only on the first, closes them on the last or forgets to, or has none at all. The signature is the anchor:
without one, quoted paragraphs are speech inside the story and stay paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import replace

from exporter.readers.text.captions import caption_certainty
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import Lexicon, shape, words
from exporter.readers.text.lines import Layout
from exporter.readers.text.quote_marks import CLOSING_CLASS, closes_at_end, is_wholly_quoted, opening_mark, stays_open
from exporter.readers.text.rules import RULES
from exporter.readers.text.sign_offs import is_sign_off
from exporter.readers.text.spoken import Manner, manner_of, voice
from exporter.readers.text.words import SENTENCE_INSIDE, UPPER, count_words, ends_sentence, is_bare, name_pattern

DASH = re.compile(r"(?:[–—―‒−⸺]{1,2}|--?)[ \t\u00a0]*(?=[^\s\d–—-]|\d[^()]{0,40}\(@\w)")
"""A dash before words, or before a figure that is the name of an account ("– 8514 (@jo8514)")."""
_INLINE_DASH = re.compile(
    rf"(?P<mark>[{CLOSING_CLASS}][.,]?|[.!?…])[ \t\u00a0]*(?:[–—―‒⸺]{{1,2}}|--?)[ \t\u00a0]*(?=[^\W\d_])"
)

_COMPOUND = re.compile(rf"[{CLOSING_CLASS}]-")


def _article(text: str) -> re.Match[str] | None:
    """The article that ``text`` begins with, in any language."""
    return words("article").match(text)


# "Capt. Jo Bloggs": the stop of a title ends no sentence.
_TITLES = re.compile(rf"(?:[{UPPER}]\w{{0,4}}\. )+")


@shape
def _bracketed(words: Lexicon) -> str:
    return rf"\({name_pattern().pattern}(?:, [^()]{{2,80}})?\)$"


@shape
def _abbreviated(words: Lexicon) -> str:
    return rf"\b(?:[A-Z]|{words.alternatives('abbreviated')})\.$"


@shape
def _dated(words: Lexicon) -> str:
    day = rf"\d{{1,2}}(?:\.|,|{words.alternatives('ordinal')})?"
    return rf"(?:[A-Za-zÀ-ÿ]{{3,10}}\.? )?{day} ?(?:[A-Za-zÀ-ÿ]{{3,10}}\.?,? )?\d{{4}}"


MAX_SIGNATURE = 24
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


REPORT = -1.2
"""A paragraph that speaks less than this is not part of a statement."""
REACH = 12
"""No statement runs to more paragraphs; it also keeps the search linear."""


def mark_quotes(draft: Draft) -> None:
    """Label signatures and the statements they sign. Looks at undecided pieces only."""
    manner = manner_of([piece.text for piece in draft.pieces])
    for index in range(1, len(draft.pieces)):
        if draft.kind(index) == "attribution" and not draft.labels[index].group and draft.undecided(index - 1):
            _attach(draft, index, 1.0, manner)  # a person said so
        if not draft.undecided(index):
            continue
        if _sign_inline(draft, index):
            continue
        certainty = _dashed_signature(draft, index)
        if certainty:
            _attach(draft, index, certainty, manner)
            continue
        certainty = _plain_signature(draft, index) or _signature_of_statement(draft, index, manner)
        if certainty:
            _attach(draft, index, certainty, manner)


def _dashed_signature(draft: Draft, index: int) -> float:
    """How surely piece ``index`` is a dash and a speaker. Lists have dashes too, but never one item."""
    text = draft.text(index)
    dash = DASH.match(text)
    if not dash or _dash_neighbours(draft, index) or is_sign_off(text):
        return 0.0
    rest = text[dash.end() :]
    if count_words(rest) > MAX_SIGNATURE or not _may_be_signed(draft, index - 1):
        return 0.0
    if _HANDLE.search(rest):
        return 0.95
    if _is_sentence(rest) or rest[-1] in ":;" or _dated().fullmatch(rest) or " : " in rest:
        return 0.0
    if _ends_marked(draft, index - 1):
        return 0.95 if _names_somebody(rest) else 0.0
    return 0.85 if _is_source(rest) else 0.0


def _is_sentence(text: str) -> bool:
    text = _TITLES.sub("", text, count=1)
    ends = ends_sentence(text) and not _abbreviated().search(text)
    return ends or SENTENCE_INSIDE.search(text) is not None


_HANDLE = re.compile(r"\(@\w+\)")  # "Jo (@jo_bloggs) 3 May 2026": whoever posted what is quoted


def _ends_marked(draft: Draft, index: int) -> bool:
    """Whether a quotation in marks ends with piece ``index``, or was left open before it."""
    text = draft.text(index)
    return closes_at_end(text) or stays_open(text) or _marked_start(draft, index) >= 0


def _names_somebody(text: str) -> bool:
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


def _plain_signature(draft: Draft, index: int) -> float:
    """How surely piece ``index`` is a speaker without a dash: only after a closing mark, as "Name, office"."""
    text = draft.text(index)
    before = index - 1
    if not draft.undecided(before) or count_words(text) > 20 or not is_bare(text) or DASH.match(text):
        return 0.0
    if _starts_block(draft, index) or not _ends_quotation(draft, before):
        return 0.0
    named, comma, office = text.partition(",")
    if not comma and draft.layout is not Layout.dense and draft.adjacent(index) and _is_name(text):
        return 0.7  # where blank lines part blocks, a name right under a quotation belongs to it
    if not comma or not office.strip() or not name_pattern().fullmatch(named.strip()) or is_sign_off(text):
        return 0.0
    if _about_pictures().search(text):
        return 0.0
    if count_words(office) > MAX_OFFICE:
        return 0.6  # as likely who speaks next, or what the talk announced above is about
    return 0.85 if words("role").search(office) or not _no_office().search(office) else 0.0


SPOKEN = 1.0
"""How much a statement without marks must sound like a person speaking, on average, where no dash signs it."""


def _signature_of_statement(draft: Draft, index: int, manner: Manner) -> float:
    """How surely piece ``index``, "Name, office", signs a statement without marks, by how that statement sounds."""
    text, last = draft.text(index), index - 1
    if not draft.undecided(last) or count_words(text) > 20 or not is_bare(text) or _starts_block(draft, index):
        return 0.0
    who, _, office = text.partition(",")
    named = (
        name_pattern().fullmatch(who.strip())
        and count_words(who) <= 6
        and words("role").search(office)
        and not is_sign_off(text)
    )
    if not named or caption_certainty(text) >= 0.5 or (":" in office or _no_office().search(office)):
        return 0.0
    said = draft.text(last)
    if opening_mark(said) or not ends_sentence(said) or closes_at_end(said):
        return 0.0
    lead = _after_lead(draft, last)
    start = lead if lead >= 0 else _spoken_start(draft, last, manner)
    spoken = [voice(draft.text(at), manner) for at in range(start, index)]
    own = any(words("first-person").search(draft.text(at)) for at in range(start, index))
    return 0.6 if own and sum(spoken) >= SPOKEN * len(spoken) else 0.0


def _is_name(text: str) -> bool:
    named = name_pattern().fullmatch(text) or name_pattern().fullmatch(_TITLES.sub("", text, count=1))
    return named is not None and count_words(text) <= 6


def _starts_block(draft: Draft, index: int) -> bool:
    return draft.layout is Layout.dense and draft.pieces[index].blanks > 0


def _ends_quotation(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    return closes_at_end(text) and (
        is_wholly_quoted(text) or not opening_mark(text) or stays_open(text.rstrip(".,").rstrip(CLOSING_CLASS))
    )


def _sign_inline(draft: Draft, index: int) -> bool:
    """A signature on the statement's own last line, after the closing mark and a dash, or after it in brackets."""
    text = draft.text(index)
    cut = inline_signature(text) or _bracketed_signature(text)
    if not cut:
        return False
    quoted = without_dash(text[:cut])
    start = index if is_wholly_quoted(quoted) or stays_open(quoted) else -1
    if start < 0 and not opening_mark(quoted):
        start = _marked_start(draft, index - 1)
    elif start < 0:
        return False
    else:
        start = _earlier_openings(draft, start, opening_mark(quoted))
    if start < 0:
        return False
    group = draft.new_group()
    for member in range(start, index):
        draft.set(member, RULES["inside-marks"].label(group=group))
    draft.set(index, RULES["signed-on-last-line"].label(group=group, cut=cut))
    return True


def _bracketed_signature(text: str) -> int:
    """Where the bracket begins that signs ``text``, one quotation: readers' answers, "“Never.” (Jo Bloggs, baker)"."""
    match = _bracketed().search(text)
    if not match or not is_wholly_quoted(text[: match.start()].rstrip()) or caption_certainty(match[0]) >= 0.5:
        return 0
    return match.start()


def without_dash(text: str) -> str:
    """``text`` without the dash and the spaces at its end."""
    return text.rstrip(" \u00a0").rstrip("–—―‒⸺-").rstrip(" \u00a0")


def inline_signature(text: str) -> int:
    """Where in ``text`` the name of a speaker begins, after a closing mark and a dash near its end; 0 for nowhere."""
    window = max(0, len(text) - 200)
    found = 0
    for match in _INLINE_DASH.finditer(text, window):
        if _COMPOUND.fullmatch(match[0]) and not ends_sentence(text[: match.end("mark")]):
            continue  # "“Openness”-culture": one word
        if match["mark"][0] not in ".!?…" or (stays_open(text) and name_pattern().match(text, match.end())):
            found = match.end()
    rest = text[found:]
    if not found or count_words(rest) > MAX_SIGNATURE or is_sign_off(rest) or not _names_somebody(rest):
        return 0
    return 0 if re.search(r"[”\"»]", rest) or _is_sentence(rest) else found


def _attach(draft: Draft, index: int, certainty: float, manner: Manner) -> None:
    """Label the signature at ``index``, a second line of it, and the statement before it."""
    start, sure = _statement_start(draft, index - 1, manner)
    group = draft.new_group()
    for member in range(start, index):
        draft.set(member, RULES["before-signature"].label(min(sure, certainty), group=group))
    if draft.undecided(index):
        draft.set(index, RULES["signature"].label(certainty, group=group))
    else:
        draft.set(index, replace(draft.labels[index], group=group))
    if _is_second_line(draft, index + 1):
        draft.set(index + 1, RULES["office-below-name"].label(group=group))


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


def _statement_start(draft: Draft, last: int, manner: Manner) -> tuple[int, float]:
    """The first piece of the statement that ends with piece ``last``, and how sure that is."""
    text = draft.text(last)
    mark = opening_mark(text)
    if mark and (is_wholly_quoted(text) or stays_open(text)):
        return _earlier_openings(draft, last, mark), 0.95
    if not mark:
        start = _marked_start(draft, last - 1)
        if start >= 0:
            return start, 0.95 if closes_at_end(text) else 0.8
    lead = _after_lead(draft, last)
    if lead >= 0:
        return lead, 0.85
    return _spoken_start(draft, last, manner), 0.6


def _earlier_openings(draft: Draft, start: int, mark: str) -> int:
    """Books and papers repeat the opening mark on each paragraph and close only the last (Chicago 13.32)."""
    while start > 0 and draft.undecided(start - 1) and _opens_same(draft.text(start - 1), mark):
        start -= 1
    return start


def _opens_same(text: str, mark: str) -> bool:
    return opening_mark(text) == mark and stays_open(text)


def _marked_start(draft: Draft, index: int) -> int:
    """The piece that opens the quotation which is still open after piece ``index``, or -1."""
    for at in range(index, max(-1, index - REACH), -1):
        if not draft.undecided(at):
            return -1
        text = draft.text(at)
        mark = opening_mark(text)
        if mark and stays_open(text):
            return _earlier_openings(draft, at, mark)
        if mark or closes_at_end(text) or not _may_be_inside(text):
            return -1
    return -1


def _may_be_inside(text: str) -> bool:
    return ends_sentence(text) or count_words(text) > 12


def _after_lead(draft: Draft, last: int) -> int:
    """The piece after a line that announces a statement ("In a statement, the council said:"), or -1."""
    for at in range(last, max(-1, last - 6), -1):
        if not draft.undecided(at) or opening_mark(draft.text(at)):
            return -1
        if draft.text(at).endswith((":", "：")):
            return at + 1 if at < last and count_words(draft.text(at)) <= 40 else -1
    return -1


def _spoken_start(draft: Draft, last: int, manner: Manner) -> int:
    """The paragraph from which on, down to ``last``, the text sounds most like one person speaking.

    What is nearest to the signature is certainly signed. A paragraph that is plainly a report ends the search.
    """
    start, total, best = last, 0.0, 0.0
    for at in range(last - 1, max(-1, last - REACH), -1):
        if not draft.undecided(at) or not _may_be_inside(draft.text(at)):
            break
        score = voice(draft.text(at), manner)
        if score < REPORT:
            break
        total += score
        if total > best:
            start, best = at, total
    return start
