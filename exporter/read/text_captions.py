"""Captions and credits in plain text: what stood under a picture that the text no longer has.

Agencies and archives demand a credit, so most captions end with one. A caption without credit says what is to be seen:
it names a person and keeps the verb "is" or a participle, where a headline would drop the one and use a finite verb
for the other.
"""

from __future__ import annotations

import re

from exporter.read.text_words import NAME, ROLE, count_words, ends_sentence, is_bare, title_share

_PERSON = r"[A-ZÀ-Þ][\w’'.&-]*"
_CREDIT_WORD = (
    r"(?:file |top |main |header |cover |lead )?"
    r"(?:photo(?:graph)?s?|image|picture|pic|credits?|foto|fotos|crédit|crédito|créditos|fotografía|bild|illustration|"
    r"video|screengrab|screenshot|graphic|source image)"
)
# "Photo: PA", "(Photo: AP)", "Image by Jo Bloggs", "Credit Jo Bloggs", "© Jo Bloggs", at the end of the line.
CREDIT = re.compile(
    rf"(?:^|[\s(|\[–—-]|(?<=[.!?]))\(?(?P<credit>(?i:{_CREDIT_WORD} ?(?::|by|par|por|von|courtesy(?: of)?|"
    rf"/)\s?(?:by )?|"
    rf"(?:courtesy(?: of)?|pictured? by|photographed by|(?:image|photo|picture|video) (?:copyright|caption|"
    rf"source)),? ?:? ?|©\s?(?:\d{{4}} )?)\(?\s?(?:the |de |da )?{_PERSON}[^.!?]{{0,60}}?)\)?\.?$"
)
_CREDIT_NAME = re.compile(rf"(?:^|[\s.!?])(?P<credit>Credits? ?(?:{_PERSON})(?:[ /](?:[\w&.’'-]+|[—–])){{0,10}})$")
# Agencies write "Photographer/Agency": a slash between capitalised names at the end of a line is a credit.
_SLASH = re.compile(
    rf"(?:^|"
    rf"[\s(.])(?P<credit>(?:{_PERSON}(?: {_PERSON}){{0,3}}|[\w’'.-]+) ?/ ?(?:[\w.]+ ?/ ?)?"
    rf"(?:{_PERSON})(?: {_PERSON}){{0,3}}(?: ?[/–-] ?{_PERSON}(?: {_PERSON}){{0,3}}){{0,3}})\)?$"
)
_AGENCY = re.compile(
    r"(?P<credit>\(?(?:AFP|AP|PA|EPA|Reuters|Getty(?: Images)?|Shutterstock|iStock|Alamy|Bloomberg|ANSA|dpa|EFE|Xinhua|"
    r"PA Wire|PA Media|AP Photo)\)?)$"
)
_PICTURED = re.compile(
    r"(?:file (?:photo|picture|image|pic)|library (?:photo|picture)|archive (?:photo|picture|image)|stock (?:photo|"
    r"image)|"
    r"pictured|above,|below,|left[,:]|right[,:]|top[,:]|bottom[,:]|clockwise|from (?:left|right|top)|"
    r"(?:the )?scene (?:at|in|of|on|outside)|an? (?:view|image|photo|picture|aerial view) |screenshot|screengrab|"
    r"artist[’']s impression|photo illustration)",
    re.IGNORECASE,
)
_WHOLE = re.compile(_AGENCY.pattern.replace("$", r"\.?$") + r"|(?i:(?:photo|picture|image)s? courtesy of .{2,40}$)")
_SEEN = re.compile(
    r"\b(?:arriving|leaving|speaking|pictured|seen|posing|standing|sitting|walking|holding|"
    r"watching|waiting|outside|addressing|giving|inside|attending|visiting|working|playing|talking|greeting|"
    r"celebrating|waving|shaking|wearing|carrying|marching|protesting|alongside|beside|"
    r"(?:at|with|in|on|near|during|after|before) (?:the|his|her|their|its|a|an))\b"
)
_WHEN = re.compile(
    r"\b(?:this (?:morning|afternoon|evening|week|month|year|summer|winter|spring|autumn)|yesterday|last (?:night|"
    r"week|month|year)|"
    r"(?:on|in) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)(?: (?:morning|afternoon|evening|night|\d{1,4}(?:,? \d{4})?))?|in (?:19|"
    r"20)\d\d|earlier today)$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\[(?:fig|figure|abb)\.? ?\d+\]|^(?:fig|figure|abb|abbildung)\.? ?\d+[.:]?", re.IGNORECASE)
# "Kenya is getting ready": a headline would say "Kenya gets ready", or drop the verb "is".
_HAPPENS = re.compile(r"(?:The )?[A-ZÀ-Þ][\w’'-]+(?: [\w’'-]+){0,2} (?:is|are) (?:\w+ )?[a-z]{2,}ing\b")
_QUESTION = re.compile(r"(?:why|how|what|who|when|where|which)\b", re.IGNORECASE)
_STATES = re.compile(rf"(?P<name>{NAME.pattern}) (?:is|are|was|were) (?:(?:the|a|an|now|our|its) )?(?P<rest>.+)$")


def credit_offset(text: str) -> int:
    """Where the credit begins in ``text``, a line that ends with one; -1 when it does not."""
    window = max(0, len(text) - 120)
    tail = text[window:]
    for pattern in (CREDIT, _CREDIT_NAME, _SLASH):
        match = pattern.search(tail)
        if match and (pattern is not _SLASH or not re.search(r"https?:|www\.|\d/\d", match[0])):
            return window + match.start("credit")
    return -1


def caption_certainty(text: str) -> float:
    """How surely ``text``, a whole block, is a caption by its own words (0 to 1)."""
    words = count_words(text)
    if words > 70:
        return 0.0
    if words <= 10 and _WHOLE.match(text):
        return 0.8
    at = credit_offset(text)
    if at >= 0:
        return _credited(text, at, words)
    if words <= 40 and not ends_sentence(text) and _AGENCY.search(text) and words > 4:
        return 0.7
    if not is_bare(text) or words > 32 or "?" in text:
        return 0.0
    return _uncredited(text, words)


def _credited(text: str, at: int, words: int) -> float:
    before = text[:at].rstrip(" (|[–—-")
    if not before:
        return 0.95 if words <= 14 else 0.0
    return 0.9 if words <= 45 else 0.7


def _tells_office(rest: str) -> bool:
    return ROLE.search(rest) is not None or rest[:1].isupper() or re.match(r"\w+ing\b", rest) is not None


def _uncredited(text: str, words: int) -> float:
    if _FIGURE.search(text):
        return 0.8
    if _PICTURED.match(text):
        return 0.8
    if title_share(text) > 0.8 and words <= 8 and not _STATES.match(text):
        return 0.0
    states = _STATES.match(text)
    if states and words <= 16 and not _QUESTION.match(text) and _tells_office(states["rest"]):
        return 0.75
    if _HAPPENS.match(text):
        return 0.6
    name = NAME.match(text)
    if name and not _QUESTION.match(text) and _SEEN.match(text[name.end() :].lstrip(" ,")) and words >= 5:
        return 0.75
    if _WHEN.search(text) and words >= 4 and title_share(text) <= 0.7:
        return 0.65
    return 0.0
