"""Where lines may be broken inside words: PlutoBook goes by a table of its own, WeasyPrint by Unicode's (UAX 14).

By the latter ``COVID-19`` and ``--to`` stay together, and a long path may be broken after a slash. What differs is said
in the markup: some characters stand in a span that is not broken, after others a line may end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WHOLE = '<span style="white-space:nowrap">'
"""Round what is not broken."""
_GLUED = r'-+["\d]|-{2,}|["#&*+=~\\]+[(\[{]'
_BROKEN = r"/(?=[^\W\d]|[#$%&(*+<=>@\[\\^`{~“‘])|(?<![\d/])/(?=\d)|(?<=[^\W\d_])[.,:;](?=\d)|[.,:;](?=\\)|[!|}](?=\w)"
_OTHERWISE = re.compile(f"(?P<glued>{_GLUED})|{_BROKEN}")
"""LB13 and LB25 (hyphens and points before digits), LB31 (what is not told otherwise may be broken)."""
_PERHAPS = re.compile(r'[-"#&*+=~\\/.,:;!|}](?:(?<=/)|(?=[-\d"#&*+=~\\(\[{])|(?<=[!|}])(?=\w))')
"""What is in every text that has such a place, and few others: found without trying each rule at each letter."""

SHORT = 40
"""Letters of code that have room on a line wherever it stands. Where more have no place to break them, the words of it
are broken wherever the line ends: the engine would then break also those that have room on the next line."""


def parts(code: str) -> Iterator[str]:
    """The parts of a code of which none is broken."""
    for word in code.split():
        part = ""
        for said, _, may_end in stretches(word):
            part += said
            if may_end:
                yield part
                part = ""
        yield part


def is_plain(text: str) -> bool:
    """Whether a text surely has no such place."""
    return _PERHAPS.search(text) is None


def stretches(text: str) -> Iterator[tuple[str, bool, bool]]:
    """The stretches of a text: whether each is nowhere broken, and whether it is said that a line may end after it."""
    if is_plain(text):
        if text:
            yield text, False, False
        return
    at = 0
    for found in _OTHERWISE.finditer(text):
        if found["glued"]:
            if at < found.start():
                yield text[at : found.start()], False, False
            yield found[0], True, found[0][-1] == "-" and text[found.end() : found.end() + 1].isalpha()
        else:
            yield text[at : found.end()], False, True
        at = found.end()
    if at < len(text):
        yield text[at:], False, False
