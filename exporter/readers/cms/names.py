"""The names that publishers give their own fields and blocks, folded: ``pullQuote``, ``pull_quote``, ``Pull Quote``.

A block format fixes a handful of names; the rest every publisher chooses, and most choose alike. What is here is read
without being asked; what is not is a finding, and a publisher's own table says better.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

SLOTS: dict[str, tuple[str, ...]] = {
    "words": tuple(
        "words text quote quotation body content html richtext rich_text copy message paragraph paragraphs value note "
        "notes heading_text markdown answer description blockquote pullquote quotetext quote_text bodytext maintext "
        "textcontent paragraphtext calloutText callout_text".replace("_", "")
        .lower()
        .split()
    ),
    "title": tuple("heading title headline header headingtext label summary question name subheading toggle".split()),
    "speaker": tuple(
        "speaker attribution author attributedto by cite citation quotee person who source name attributename caption "
        "credit quoteauthor quotesource quoteattribution byline authorname speakername attributionname".split()
    ),
    "role": tuple("role position jobtitle job attributionrole speakerrole authorrole authortitle function".split()),
    "caption": tuple(
        "caption figcaption legend captiontext imagecaption photocaption videocaption tablecaption".split()
    ),
    "credit": tuple(
        "credit credits photocredit imagecredit photographer copyright attribution creditline byline copyrightnotice "
        "source".split()
    ),
    "alt": tuple(
        "alt alttext alternativetext alternative alternatetext textalternative altdescription imagealt "
        "accessibilitytext alttag imgalt".split()
    ),
    "picture": tuple(
        "image picture photo asset file media img figure visual graphic illustration src url mainimage upload".split()
    ),
    "address": tuple(
        "source url href src link uri address videourl embedurl videolink postlink tweeturl buttonurl ctaurl linkurl "
        "externalurl target embed file value".split()
    ),
    "code": tuple("code text content value source body snippet".split()),
    "language": tuple("language lang mode codelanguage syntax".split()),
    "items": tuple(
        "items children elements blocks entries rows images pictures photos slides gallery cards members steps list "
        "accordions panels tabs columns files links points assets media value".split()
    ),
    "button": tuple("buttontext label text title content ctatext linktext buttonlabel words".split()),
}
"""For each part of a block the names that it goes by, the surest first."""

LAST = frozenset(
    "id ids uuid guid key hash slug url uri href src class classname classes css color colour style styles theme "
    "variant layout align alignment width height size ratio position icon format at date on".split()
)
FIRST = frozenset("background display enable show is has mime provider email with".split())
WHOLE = frozenset(
    "type types version direction indent target rel anchor settings meta metadata seo seometatags "
    "visibility segment status lang language locale template tag tags component blocktype kind ext previewurl "
    "formats crop hotspot asset sys linktype fieldtype focus filename name mode detail sizeslug marks markdefs "
    "tunes acffclayout slicetype stretched typename blockname internalname".split()
)
"""Fields that say how a block is stored, found or dressed, not what it says."""

WORDY = frozenset(name for slot in ("words", "title", "caption", "speaker", "credit") for name in SLOTS[slot])
"""Names under which a single word is a word."""

_PARTS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])|[^\W\da-zA-Z_]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*[.!?…:]?")
_LETTERS = re.compile(r"(?<![^\W_])[^\W\d_]{2,}(?![^\W_])|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SEVERAL = re.compile(r"[^\W_]{1,40}\S{0,3}\s+\S{0,3}[^\W_]")
_NO_SPACES = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2}")
_MACHINE = re.compile(
    r"\s*(?:[\[{].*[\]}]|rgba?\(.*|[\w-]+\s*:\s*[^;]+;.*|[a-z]+:[^\s]+|[\w./-]+/[\w./-]+)\s*", re.DOTALL
)
HTML = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,30});")
"""What shows that a string is HTML: a tag or a character reference."""


def folded(name: str) -> str:
    """``name`` without case, spaces, hyphens, underscores and a namespace before a slash, colon or dot."""
    return re.sub(r"[\W_]+", "", re.split(r"[/:.]", name)[-1]).lower()


def is_skipped(name: str) -> bool:
    """Whether a field of this name never holds words of the article."""
    if folded(name) in WORDY:
        return False
    words = [word.lower() for word in _PARTS.findall(name)]
    machine = name.startswith(("_", "$")) or not words
    return machine or folded(name) in WHOLE or words[-1] in LAST or (len(words) > 1 and words[0] in FIRST)


def is_words(name: str, value: str) -> bool:
    """Whether a string in a field called ``name`` is something to be heard: several words, or one in a field for words.

    Ids, addresses, colours and tokens such as ``SKA-2`` are not.
    """
    shown = HTML.sub(" ", value).strip()
    if not shown or _MACHINE.fullmatch(shown):
        return False
    if _SEVERAL.search(shown) or _NO_SPACES.search(shown):
        return _LETTERS.search(shown) is not None
    return folded(name) in WORDY and _WORD.fullmatch(shown) is not None


def first(held: Mapping[str, Any], names: Iterable[str]) -> Any:
    """The value of the first of the (folded) ``names`` that ``held`` has something under; None for none."""
    known = {folded(key): value for key, value in reversed(list(held.items())) if value not in (None, "", [], {})}
    return next((known[name] for name in names if name in known), None)


_MARKDOWN = re.compile(
    r"^ {0,3}#{1,6} \S|^ {0,3}(?:```|~~~)|(?<!\\)\[[^\[\]\n]+\]\((?:https?:|mailto:|/|#)[^()\s]*\)"
    r"|!\[[^\[\]\n]*\]\([^()\s]+\)|(?<![\w*])\*\*\w[^*\n]*\*\*(?!\w)|^\|[ :-]*-{3,}[ :|-]*$",
    re.MULTILINE,
)
_BLOCKS = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote|figure)\b", re.IGNORECASE)


def is_markdown(text: str) -> bool:
    """Whether a field's words are Markdown by signs that nothing else has: headings, links, bold words, fences."""
    return _MARKDOWN.search(text) is not None and _BLOCKS.search(text) is None
