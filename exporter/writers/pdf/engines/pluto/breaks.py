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
_BROKEN = r"/(?=[^\W\d]|[#$%&(*+<=>@\[\\^`{~“‘])|(?<![\d/])/(?=\d)|(?<=[^\W\d_])[.,:;](?=\d)|[!|}](?=\w)"
_OTHERWISE = re.compile(f"(?P<glued>{_GLUED})|{_BROKEN}")
"""LB13 and LB25 (hyphens and points before digits), LB31 (what is not told otherwise may be broken)."""


def stretches(text: str) -> Iterator[tuple[str, bool, bool]]:
    """The stretches of a text: whether each is not broken anywhere, and whether a line may end after it."""
    at = 0
    for found in _OTHERWISE.finditer(text):
        if found["glued"]:
            if at < found.start():
                yield text[at : found.start()], False, False
            yield found[0], True, False
        else:
            yield text[at : found.end()], False, True
        at = found.end()
    if at < len(text):
        yield text[at:], False, False
