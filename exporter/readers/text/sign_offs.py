"""Sign-offs at the end of an article: who helped to report, edit or translate, and where a story came from.

Newsrooms put them under an article, in brackets or after a dash, like the speaker of a quotation; they name none. Each
begins with the work done ("Reporting by ...") or with the article itself ("This article was first published in ...").
"""

from __future__ import annotations

import re

from exporter.readers.text.lexicon import says


def is_sign_off(text: str) -> bool:
    """Whether ``text`` names the makers of the article and not a speaker in it."""
    return says("sign-off", text.strip("([)]*–—- "))


_HANDLE = re.compile(r"@\w+$")


def stands_under_a_name(text: str) -> bool:
    """Whether ``text`` says from where the person named above it reports, or is that person's handle."""
    return _HANDLE.match(text) is not None or says("under-a-name", text)
