"""Dates as people and sites write them, as ISO 8601, where they can be only one day; else not at all.

``May 4, 2026`` and ``4. Mai 2026`` are one day; ``5/4/2026`` could be two days, and ``next week`` is not a date.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from exporter.patterns import pattern
from exporter.phrases import MONTHS

_MORE_MONTHS = {
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "short": "jan feb mar apr may jun jul aug sep oct nov dec",
}
_WORDS: dict[str, int] = {
    word.casefold(): number
    for listed in (*MONTHS.values(), *_MORE_MONTHS.values())
    for number, word in enumerate(listed.split(), 1)
}
_WORDS |= {"sept": 9, "mär": 3, "okt": 10, "dez": 12, "janv": 1, "févr": 2, "juil": 7, "déc": 12}
_DAY_FIRST = pattern(
    r"(?:\w+,?\s+)??(?:the\s+|le\s+|den\s+)?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?([^\W\d_]+)\.?,?\s+(?:de\s+)?(\d{4})"
)
_MONTH_FIRST = pattern(r"(?:\w+,?\s+)??([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_YEAR_FIRST = pattern(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_FIGURES = pattern(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = pattern(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_PART = pattern(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


def iso(text: str) -> str:
    """The date in ``text`` as ISO 8601, "" where it can be more than one day, or none."""
    text = " ".join(text.split())
    if _PART.fullmatch(text):
        return text
    if match := _ISO.fullmatch(text):
        return _moment(match)
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _day(match[3], _WORDS.get(match[2].casefold(), 0), match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _day(match[3], _WORDS.get(match[1].casefold(), 0), match[2])
    if match := _FIGURES.fullmatch(text):
        first, second, year = match.groups()
        days = {_day(year, first, second), _day(year, second, first)} - {""}
        return days.pop() if len(days) == 1 else ""
    return ""


def _day(year: str, month: str | int, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _moment(match: re.Match[str]) -> str:
    day = _day(match[1], match[2], match[3])
    if not day or match[4] is None:
        return day
    zone = match[7] or ""
    zone = "Z" if zone in ("Z", "UTC") else zone if not zone or ":" in zone else f"{zone[:3]}:{zone[3:]}"
    shown = f"{day}T{int(match[4]):02}:{match[5]}:{match[6] or '00'}{zone}"
    try:
        datetime.fromisoformat(shown)
    except ValueError:
        return day
    return shown
