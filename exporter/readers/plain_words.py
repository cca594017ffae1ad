"""Words in places that hold no markup: alternative texts, titles and descriptions into which a program wrote HTML.

Content systems copy a caption into ``alt`` with its tags and character references; nobody means to have them heard.
Apart because readers of every format meet them (HTML Standard, 4.8.4.4: the value is text).
"""

from __future__ import annotations

import re
from html import unescape

from exporter.patterns import pattern

_VALUE = r"\s+[\w:-]+(?:\s*=\s*(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'<>]{1,2000}))?"
_NAMES = (
    "a|abbr|b|big|blockquote|br|center|cite|code|div|em|figcaption|figure|font|h[1-6]|i|img|li|mark|ol|p|s|small|span|"
    "strong|sub|sup|u|ul"
)
_TAG = pattern(rf"</?(?P<name>{_NAMES})(?:{_VALUE}){{0,20}}\s*/?>", re.IGNORECASE)
_PAIR = pattern(
    rf"<(?P<name>{_NAMES})(?:{_VALUE}){{0,20}}\s*>[^<>]*(?:<[^<>]*>[^<>]*){{0,20}}?</(?P=name)\s*>", re.IGNORECASE
)
_PARTING = frozenset("blockquote br center div figcaption figure h1 h2 h3 h4 h5 h6 img li ol p ul".split())
_REFERENCE = pattern(
    r"&(?:nbsp|amp|quot|apos|[lr][sd]?aquo|[lr][sd]quo|[mn]dash|hellip|shy|eacute|egrave|agrave|ccedil|[aouAOU]uml|szlig|"
    r"#\d{2,5}|#x[0-9a-fA-F]{2,4});"
)


def without_markup(text: str) -> str:
    """``text`` without the tags that are in it in pairs, and with its character references as what they stand for.

    A tag alone is one that the words speak of (“the <b> element”) and stays.
    """
    if "<" in text and _PAIR.search(text):
        text = " ".join(_TAG.sub(lambda tag: " " if tag["name"].lower() in _PARTING else "", text).split())
    return " ".join(unescape(text).split()) if _REFERENCE.search(text) else text
