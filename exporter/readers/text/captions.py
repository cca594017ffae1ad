"""Captions and credits in plain text: what stood under a picture that the text no longer has.

Agencies and archives demand a credit, so most captions end with one. A caption without credit says what is to be seen:
it names a person and keeps the verb "is" or a participle, where a headline would drop the one and use a finite verb
for the other.
"""

from __future__ import annotations

import re

from exporter.readers.text.labels import Draft, Label
from exporter.readers.text.words import NAME, ROLE, count_words, ends_sentence, is_bare, title_share

_PERSON = r"[A-ZÀ-Þ][\w’'.&-]*"
_CREDIT_WORD = (
    r"(?:file |top |main |header |cover |lead )?"
    r"(?:photo(?:graph)?s?|image|picture|pic|copyright|credits?|foto|fotos|crédit|crédito|créditos|fotografía|bild|"
    r"illustration|"
    r"video|screengrab|screenshot|graphic|source image)"
)
# "Photo: PA", "(Photo: AP)", "Image by Jo Bloggs", "Credit Jo Bloggs", "© Jo Bloggs", at the end of the line.
CREDIT = re.compile(
    rf"(?:^|[\s(|\[–—-]|(?<=[.!?]))\(?(?P<credit>(?i:{_CREDIT_WORD} ?(?::|by|par|por|von|courtesy(?: of)?|"
    rf"/)\s?(?:by )?|"
    rf"(?:courtesy(?: of)?|pictured? by|photographed by|(?:image|photo|picture|video) (?:copyright|source)"
    rf"),? ?:? ?|©\s?(?:\d{{4}} )?)\(?\s?(?:the |de |da )?{_PERSON}[^.!?]{{0,60}}?)\)?\.?$"
)
_CREDIT_NAME = re.compile(rf"(?:^|[\s.!?])(?P<credit>Credits? ?(?:{_PERSON})(?:[ /](?:[\w&.’'-]+|[—–])){{0,10}})$")
# Agencies write "Photographer/Agency": a slash between capitalised names at the end of a line is a credit.
_SLASH = re.compile(
    rf"(?:^|"
    rf"[\s(.])(?P<credit>(?:{_PERSON}(?: {_PERSON}){{0,3}}|[\w’'.-]+) ?/ ?(?:[\w.]+ ?/ ?)?"
    rf"(?:{_PERSON})(?: {_PERSON}){{0,3}}(?: ?[/–-] ?{_PERSON}(?: {_PERSON}){{0,3}}){{0,3}})\)?$"
)
_AGENCY = re.compile(
    r"(?P<credit>\(?(?:AFP|AP|PA|EPA|Reuters|Getty(?: Images)?|Shutterstock|iStock|Alamy|Bloomberg|ANSA|dpa|EFE|"
    r"Xinhua|"
    r"PA Wire|PA Media|AP Photo)\)?)$"
)
_PICTURED = re.compile(
    r"(?:file (?:photo|picture|image|pic)|library (?:photo|picture)|archive (?:photo|picture|image)|stock (?:photo|"
    r"image)|"
    r"(?:image|photo|picture|media|video|foto|bild|imagen) (?:caption|shows|montrant)|"
    r"(?:(?:cover|main|top|header|lead) )?(?:image|photo|picture|foto|bild) ?: |"
    r"pictured|above,|below,|left[,:]|right[,:]|top[,:]|bottom[,:]|clockwise|from (?:left|right|top)|"
    r"(?:the )?scene (?:at|in|of|on|outside)|(?:an? )?(?:aerial |satellite )?(?:view|image|photo|picture) (?:of|over|"
    r"across|"
    r"showing|from above)|screenshot|screengrab|(?:an? )?(?:still|frame|scene|screenshot) from|"
    r"(?:an? )?artist[’']?s?[’']? impression|(?:a )?computer[- ]generated|photo illustration|how .{3,40} (?:will|"
    r"would|could|"
    r"might|should) look$|vue (?:aérienne|d)|vista (?:aérea|de)|luftbild|illustrationsbild|arkivbild|arkivfoto|"
    r"symbolbild|"
    r"archivbild|archieffoto|foto d['’]archiv|image d['’]archives|imagen de archivo)",
    re.IGNORECASE,
)
_SAID = re.compile(r"(?:image|photo|picture|media|video) caption(?:,|:| (?=[\w“\"‘']))", re.IGNORECASE)
# "Petra Kapoor (left) with the minister": only who has the picture before them can tell left from right.
_SIDE = re.compile(
    r"\((?:(?:far |front |top |bottom |second from )?(?:left|right|centre|center|middle|back)|pictured|l|r|c|links|"
    r"rechts|mitte|"
    r"m\.|l\.|r\.|à (?:gauche|droite)|au centre|gauche|droite|izquierda|derecha|izq\.|der\.|centro|esq\.|dir\.|"
    r"midden|"
    r"t\.? ?[vh]\.?)\)|\b(?:left|right) to (?:left|right)\b|\bfrom left\b|\bv\.l\.n\.r\.|\bde gauche à droite\b|"
    r"\bde izquierda a derecha\b|\bvon links\b|\bv\.l\.n\.r\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(_AGENCY.pattern.replace("$", r"\.?$") + r"|(?i:(?:photo|picture|image)s? courtesy of .{2,40}$)")
_SEEN = re.compile(
    r"\b(?:at home\b|arriving|leaving|speaking|pictured|seen|posing|standing|sitting|walking|holding|"
    r"watching|waiting|outside|addressing|giving|inside|attending|visiting|working|playing|talking|greeting|"
    r"celebrating|waving|shaking|wearing|carrying|marching|protesting|alongside|beside|"
    r"(?:at|with|in|on|near|during|after|before) (?:the|his|her|their|its|a|an))\b"
)
_WHEN = re.compile(
    r"\b(?:this (?:morning|afternoon|evening|week|month|year|summer|winter|spring|autumn)|yesterday|last (?:night|"
    r"week|month|year)|"
    r"(?:on|in) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)(?: (?:morning|afternoon|evening|night|\d{1,4}(?:,? \d{4})?))?|"
    r"(?:, )?(?:in|en|em|"
    r"im jahr|im|nel|i|år) (?:19|20)\d\d|"
    r"earlier today|, (?:le )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|ayer|gestern|"
    r"am (?:mon|diens|donners|frei|sams|sonn)tag|am mittwoch)(?: \d.{0,20})?)$",
    re.IGNORECASE,
)
# What can be seen being done, and where: "Firefighters tackle the blaze at the mill", "A protester holds a placard in
# the square". Headlines of the same form leave out the articles, or the place: "Firefighters tackle pay gap".
_ACTION = re.compile(
    r"^(?:[\w’'-]+ ){0,4}?(?:(?:[\w’'-]{2,}[^s\W]s|children|people|police|men|women) (?:hold|carry|play|queue|search|"
    r"tackle|"
    r"battle|fight|inspect|examine|clear|clean|repair|hand out|wait|walk|stand|sit|watch|wave|gather|pose|march|line|"
    r"float|"
    r"lie|hang|burn|ride|swim|climb|shelter|sleep|pray|dance|sing|celebrate|hug|embrace|comfort|greet|unload|load|"
    r"dig)|"
    r"[\w’'-]+ (?:holds|carries|plays|queues|tackles|inspects|examines|clears|cleans|repairs|hands out|rises|waits|"
    r"walks|"
    r"stands|sits|watches|waves|poses|floats|lies|hangs|swims|climbs|shelters|sleeps|prays|sings|celebrates|hugs|"
    r"embraces|"
    r"comforts|greets|unloads)) (?:.{0,40}? )?(?:in|on|at|outside|inside|over|near|beside|behind|under|through|along|"
    r"around|"
    r"across|off|to|from|with|in front of|next to) (?:the|a|an|his|her|their|its|one of|(?-i:[A-ZÀ-Þ]))",
    re.IGNORECASE,
)
_POSES = re.compile(r" (?:holds?|poses?|waves?|stands?|sits?|looks on|shakes hands|celebrates?)\b")
_FIGURE = re.compile(r"\[(?:fig|figure|abb)\.? ?\d+\]|^(?:fig|figure|abb|abbildung)\.? ?\d+[.:]?", re.IGNORECASE)
# "Kenya is getting ready": a headline would say "Kenya gets ready", or drop the verb "is".
_HAPPENS = re.compile(r"(?:The )?[A-ZÀ-Þ][\w’'-]+(?: [\w’'-]+){0,2} (?:is|are) (?:(?!the |an? )\w+ )?[a-z]{2,}ing\b")
_QUESTION = re.compile(r"(?:why|how|what|who|when|where|which)\b", re.IGNORECASE)
_STATES = re.compile(
    rf"(?P<name>{NAME.pattern}) (?:is|are|was|were|has been (?:named|elected|appointed|chosen)) "
    rf"(?:as )?(?:(?P<article>the|a|an|now|our|its) )?(?P<rest>.+)$"
)
# "The old baths in 2003 (SWNS)": an agency that is on no list, in brackets at the end.
_BRACKETS = re.compile(
    rf"(?<=[\w.!?”’\"])[ \u00a0](?P<credit>\((?P<who>[A-Z]{{2,6}}|{_PERSON}(?: {_PERSON}){{0,2}})\))$"
)
_ARTICLES = re.compile(r"\b(?:the|an?|his|her|their|its)\b")
# "Xiomara Trelawny leaves the tribunal with her solicitor": headlines drop such articles.
_DOES = re.compile(r" [a-z]{2,}s (?:\w+ ){0,2}(?:the|an?|his|her|their) .*\b(?:the|an?|his|her|their) ")


# "© Jo Bloggs / Agency (detail) The harbour | ...": German pages put the credit first.
_CREDIT_FIRST = re.compile(r"© ?(?:mit frdl\.|[A-ZÀ-Þ\w][\w.’'-]*)(?: [\w.,&’'-]+){0,8}(?: ?[/,(|]|$)")
_RIGHTS = re.compile(r"rights reserved|alle rechte|tous droits|todos los derechos|^© ?(?:19|20)\d\d", re.IGNORECASE)
_MADE_BY = re.compile(
    r"(?:source|quelle|fuente|fonte|bron) ?: ?[A-ZÀ-Þ][\w.’'&-]*(?: [A-ZÀ-Þ][\w.’'&-]*){0,4}$|"
    r"(?:photo|image|picture|video)(?: \w+)? (?:composite|montage|collage|illustration|adapted|taken|made|created|"
    r"supplied)\b.{0,20}\b(?:by|from) [A-ZÀ-Þ]",
    re.IGNORECASE,
)


def credit_offset(text: str) -> int:
    """Where the credit begins in ``text``, a line that ends with one; -1 when it does not."""
    window = max(0, len(text) - 120)
    tail = text[window:]
    if _is_bracketed_agency(text):
        return text.rindex("(")
    for pattern in (CREDIT, _CREDIT_NAME, _SLASH):
        match = pattern.search(tail)
        if match and (pattern is not _SLASH or _is_photographer(tail, match)):
            return window + match.start("credit")
    return -1


def _is_photographer(tail: str, match: re.Match[str]) -> bool:
    """Whether names with a slash are "Jo Bloggs/Agency", and not a word of the sentence before ("for GNU/Linux")."""
    if re.search(r"https?:|www\.|\d/\d", match[0]):
        return False
    return (
        " " in match["credit"] or re.search(r"(?:^|[^\w\s,]|\w{3}[.!?])\s*$", tail[: match.start("credit")]) is not None
    )


def _is_bracketed_agency(text: str) -> bool:
    """Whether ``text`` ends with a name in brackets that can only be an agency's, not a party's or a side's."""
    match = _BRACKETS.search(text[-80:])
    if not match:
        return False
    before = text[: text.rindex("(")].rstrip()
    initials = "".join(word[0] for word in before.split() if word[0].isupper())
    if match["who"] in initials:
        return False  # "Heartbeat and Status Controller (HSC)": the short form of what stands before it
    if NAME.fullmatch(before) or count_words(before) < 3 or _SIDE.search(match["credit"]):
        return False
    return match["who"].isupper() or ends_sentence(before) or _ARTICLES.search(before) is not None


def caption_certainty(text: str) -> float:
    """How surely ``text``, a whole block, is a caption by its own words (0 to 1)."""
    words = count_words(text)
    if words > 70:
        return 0.0
    if _SAID.match(text):
        return 0.95
    if words <= 10 and _WHOLE.match(text):
        return 0.8
    if _CREDIT_FIRST.match(text) and not _RIGHTS.search(text):
        return 0.85
    at = credit_offset(text)
    if at >= 0:
        return _credited(text, at, words)
    if words <= 12 and _MADE_BY.match(text):
        return 0.75
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
    if _FIGURE.search(text) or _PICTURED.match(text) or _SIDE.search(text):
        return 0.8
    if title_share(text) > 0.8 and words <= 8 and not _STATES.match(text):
        return 0.0
    states = _STATES.match(text)
    if states and words <= 16 and not _QUESTION.match(text):
        if _tells_office(states["rest"]):
            return 0.75
        if states["article"] and words <= 12:
            return 0.65
    if _HAPPENS.match(text):
        return 0.6
    if _seen_person(text, words):
        return 0.75
    if words >= 4 and title_share(text) <= 0.7 and _is_dated(text):
        return 0.65
    if words >= 4 and not _QUESTION.match(text) and _ACTION.match(text):
        return 0.6
    return 0.0


def _seen_person(text: str, words: int) -> bool:
    """Whether ``text`` begins with somebody's name and goes on with what they are seen to do."""
    name = NAME.match(text)
    if not name or _QUESTION.match(text) or words < 5:
        return False
    rest = text[name.end() :]
    if re.match(r", (?:who|whose|whom|which)\b", rest):
        return True
    shown = _SEEN.match(rest.lstrip(" ,")) or _POSES.match(rest) or _DOES.match(rest)
    return shown is not None


def _is_dated(text: str) -> bool:
    """Whether ``text`` ends with when it was: captions date what is past, headlines announce what is to come."""
    when = _WHEN.search(text)
    if not when or re.search(r"\b(?:to|will) [a-z]+", text[: when.start()]):
        return False
    if (
        re.match(r", |this|yesterday|last|earlier", when[0], re.IGNORECASE)
        or text[when.start() - 2 : when.start()] == ", "
    ):
        return True
    return re.search(r"\b(?:the|an?|his|her|their)\b", text[: when.start()], re.IGNORECASE) is not None


def mark_repeated_captions(draft: Draft) -> None:
    """A line that the caption right below it begins with is that caption once more: read aloud once is enough."""
    for index in range(len(draft.pieces) - 1):
        if not draft.undecided(index):
            continue
        below = index + 1
        while draft.kind(below) == "furniture" and below < index + 3:
            below += 1
        if not draft.undecided(below) or below >= len(draft.pieces):
            continue
        text, caption = draft.text(index), draft.text(below)
        at = credit_offset(caption)
        if count_words(text) >= 3 and at > 0 and caption[:at].rstrip(" (|[–—-") == text:
            draft.set(index, Label("furniture", 0.85, "the words of the caption below it, once more"))
