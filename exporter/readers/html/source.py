"""The markup declarations of HTML before it is parsed: what is neither comment nor doctype is a comment all the same.

``<![if !supportLists]>`` (Word), ``<?php … ?>`` and ``</>`` make comments or nothing (HTML Standard, 13.2.5.6, 13.2.5.7
and 13.2.5.42). justhtml, when it keeps places, hands them on as text. Here they become real comments, with the same
line ends in them and, except for the shortest, as many columns, so that every position stays the same.
"""

from __future__ import annotations

import re

_ATTRIBUTES = r"""(?:=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)|[^>=]|=)*+"""
_TOKEN = re.compile(
    rf"""
    (?P<comment><!--(?:-?>|.*?(?:--!?>|(?P<open>\Z))))
  | <(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>]){_ATTRIBUTES}>
      .*?(?:</(?P=raw)(?=[\s/>])|\Z)
  | <plaintext(?=[\s/>]).*\Z
  | (?P<foreign><(?:svg|math)(?=[\s/>]))
  | (?P<home></(?:svg|math)(?=[\s/>]))
  | (?P<cdata><!\[CDATA\[.*?(?:\]\]>|\Z))
  | (?P<doctype><!doctype[^>]*(?:>|\Z))
  | (?P<bogus><(?:[!?]|/(?![a-zA-Z]))[^>]*(?:>|\Z))
  | (?P<tag></?[a-zA-Z]{_ATTRIBUTES}(?:>|(?P<cut>\Z)))
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)


_CUT_OFF = re.compile(r"<(?:[a-zA-Z][^\s<>]*\s+[^\s<>=]+\s*=|/[a-zA-Z])[^<>]*")
"""A tag that the end of the file cuts off. Other words after a ``<`` may be words."""


def with_plain_comments(text: str) -> str:
    """``text`` with every bogus comment made a real one, comments that never end ended, and a tag cut off left out."""
    return text if "<" not in text or _is_plain(text) else _rewritten(text)


def _rewritten(text: str) -> str:
    parts: list[str] = []
    at = foreign = 0
    begun = False
    for token in _TOKEN.finditer(text):
        begun = begun or bool(text[at : token.start()].strip())
        parts.append(text[at : token.start()])
        kept, at = token[0], token.end()
        match token.lastgroup:
            case "comment" | "open":
                parts.append(kept if token["open"] is None else kept.rstrip("-") + "-->")
                continue
            case "foreign" | "home":
                foreign = max(foreign + (1 if token.lastgroup == "foreign" else -1), 0)
            case "cdata" if not foreign:
                ends = (kept.find(">") + 1) or len(kept)
                kept, at = _comment(kept[:ends]), token.start() + ends
            case "doctype" if begun:
                kept = _comment(kept)
            case "bogus":
                kept = "" if kept == "</>" else _comment(kept)
            case "tag" if token["cut"] is not None and _CUT_OFF.fullmatch(kept):
                kept = ""
            case _:
                pass
        begun = True
        parts.append(kept)
    parts.append(text[at:])
    return "".join(parts)


def _is_plain(text: str) -> bool:
    """Whether there is nothing to change, as in most pages without comments: told in a fiftieth of the time.

    No declaration but a doctype at the beginning, no end tag without a name, and no tag open where the text ends.
    """
    declared = text.count("<!")
    if declared and not (declared == 1 and text.lstrip()[:9].lower() == "<!doctype"):
        return False
    return "<?" not in text and text.rfind("<") < text.rfind(">") and _NAMELESS.search(text) is None


_NAMELESS = re.compile(r"</(?![a-zA-Z])")


def _comment(bogus: str) -> str:
    """A comment of the same lines that ends, where there is room, in the same column."""
    before, line_end, last = bogus.rpartition("\n")
    lines = "\n" * (before.count("\n") + 1) if line_end else ""
    return "<!--" + lines + " " * (len(last) - (3 if lines else 7)) + "-->"
