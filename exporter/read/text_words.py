"""What the words and marks at the edges of a line tell: sentence ends, names, roles, languages' function words.

Lists of words here are closed classes (pronouns, verbs of saying, kinds of office), never anybody's name.
"""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[.!?…。！？](?: ?[”\"’'»“›」』)）\]】]| ?\[[^\]]{1,4}\])*$")
SENTENCE_INSIDE = re.compile(r"[^\W\d_]{3}[.!?…] [“\"‘'«]?[A-ZÀ-Þ]|[。！？](?=[^”」』）】])")
"""A sentence that ends inside a line: headlines and labels have none."""
OPENERS = '“"«„‟「『»'
"""Marks that can open a quotation at the start of a paragraph (» opens in German books)."""

_PARTNERS = {
    "“": '”"',
    '"': '"”',
    "«": "»",
    "„": '“”"',
    "‟": "”",
    "「": "」",
    "『": "』",
    "»": "«",
    "‘": "’'",
    "'": "'’",
}

FIRST_PERSON = re.compile(
    r"(?<![\w’'])(?:I|me|my|mine|we|us|our|ours|je|me|mon|mes|nous|notre|nos|yo|mi|mis|nosotros|nuestr[oa]s?|"
    r"hemos|estamos|eu|meus?|minhas?|nós|nossos?|nossas?|ich|mein\w*|wir|uns|unser\w*)(?!\w)",
    re.IGNORECASE,
)
SAYING = re.compile(
    r"(?<!\bI )(?<!\b[Ww]e )\b(?:said|says|told|tells|according to|added|adds|announced|reported|reports|claimed|"
    r"wrote|asked|explained|"
    r"insisted|argued|warned|has called|dit|affirme|déclaré|selon|expliqué|estime|dijo|dice|según|afirmó|afirma|"
    r"disse|diz|segundo|sagte|sagt|laut)\b",
    re.IGNORECASE,
)
RESOLVE = re.compile(
    r"\b(?:must|shall|should|need|needs|cannot|can’t|nobody|everybody|everyone|anyone|there is no|deserve|"
    r"devons|doit|doivent|faut|debe|debemos|deve|devemos|müssen|soll)\b",
    re.IGNORECASE,
)
# Words of attitude: people who make a statement promise, thank, regret and judge; a report does not.
STANCE = re.compile(
    r"\b(?:apolog\w+|sorry|regret\w*|thank\w*|grateful|proud|pleased|delighted|saddened|shock\w*|appalled|disappoint\w*|"
    r"unacceptable|welcome|committed|determined|hope|believe|urge|call on|condolences|thoughts are|our hearts|priority|"
    r"matters|speaks? for (?:itself|themselves)|learn(?:ed|t)?|accountable|wrong|right to|enough|never|always|"
    r"méritent|merci|regrettons|tristesse|inacceptable|honte|merece\w*|lamenta\w*|gracias|inaceptable|obrigad[oa]|"
    r"entschuldig\w*|bedauern|danken|stolz|unannehmbar)\b",
    re.IGNORECASE,
)
THIRD_PERSON = re.compile(
    r"\b(?:he|she|his|her|him|elle|il a|él|ella|ele|ela|spokes\w+|critics|researchers)\b", re.IGNORECASE
)
SECOND_PERSON = re.compile(r"\b(?:you|your|you’re|you're|vous|votre|vos|usted|você)\b", re.IGNORECASE)
ROLE = re.compile(
    r"\b(?:chair\w*|directors?|director-general|chief|head|president|vice|deputy|mother|father|parent|resident|"
    r"spokes\w+|ministers?|secretary|mayor|officer|superintendent|inspector|sergeant|constable|commissioner|"
    r"councillor|cllr|mp|mep|senator|governor|congress\w+|professor|lecturer|doctor|dr|consultant|surgeon|nurse|"
    r"teacher|headteacher|"
    r"principal|student|pupil|leader|member|editor|founder|co-founder|owner|ceo|cfo|manager|author|analyst|economist|"
    r"campaigner|activist|organi[sz]er|witness|neighbou?r|coach|captain|judge|lawyer|solicitor|barrister|bishop|"
    r"vicar|reverend|imam|rabbi|farmer|driver|worker|engineer|scientist|researcher|fellow|historian|curator|"
    r"shopkeeper|landlord|tenant|trustee|treasurer|convenor|coordinator|co-ordinator|adviser|advisor|ambassador|"
    r"survivor|victim|daughter|son|brother|sister|wife|husband|widow|grandmother|grandfather|aunt|uncle|carer|"
    r"volunteer|"
    r"representative|negotiator|planner|architect|warden|ombudsman|auditor|partner|general|executive|"
    r"maire|directeur|directrice|présidente?|porte-parole|ministre|député\w*|avocate?|habitante?|mère|père|"
    r"alcalde|alcaldesa|directora?|portavoz|ministr[oa]|diputad[oa]|vecin[oa]|madre|padre|presidenta|"
    r"prefeit[oa]|diretora?|porta-voz|moradora?|mãe|pai|bürgermeister\w*|sprecher\w*|vorsitzende\w*)\b",
    re.IGNORECASE,
)
_NAME_WORD = r"(?:[A-ZÀ-ÖØ-ÞŁŚŠŽČĐ][\w’'.-]*|de|da|do|dos|del|della|di|du|la|le|van|von|der|den|bin|ibn|al|el|ter|of)"
NAME = re.compile(rf"[A-ZÀ-ÖØ-ÞŁŚŠŽČĐ][\w’'.-]*(?: {_NAME_WORD}){{1,4}}")
"""Two to five words that look like the name of a person or an organisation."""
_SMALL = re.compile(
    r"(?:a|an|the|and|or|but|nor|of|in|on|at|to|for|from|with|by|as|is|it|its|be|vs|via|into|over|your|you|s|t|"
    r"de|des|du|la|le|les|et|en|un|une|à|au|aux|pour|sur|el|los|las|y|o|para|con|del|da|do|das|dos|e|um|uma)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def words_of(text: str) -> list[str]:
    """The words of ``text``."""
    return _WORD.findall(text)


def count_words(text: str) -> int:
    """How many words ``text`` has; in scripts without spaces two characters count as one."""
    spaced = len(text.split())
    return max(spaced, sum(1 for char in text if char >= "\u3040") // 2) if not text.isascii() else spaced


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a sentence does: full stop, question or exclamation mark, closing marks after it."""
    return SENTENCE_END.search(text[-16:]) is not None


def is_bare(text: str) -> bool:
    """Whether ``text`` is a line without a sentence's end: what headlines, captions, names and labels look like."""
    return not ends_sentence(text) and text[-1:] not in ",;:،；：，"


def title_share(text: str) -> float:
    """The share of words with a capital among those that a title would capitalise, the first left out."""
    words = [word for word in words_of(text)[1:] if not _SMALL.fullmatch(word)]
    return sum(1 for word in words if word[0].isupper()) / len(words) if words else 0.0


def names_inside(text: str) -> int:
    """How many words have a capital without standing at the start of a sentence."""
    return len(re.findall(r"(?<=[\w,;’] )(?!I\b|I’)[A-ZÀ-Þ][\w-]+", text))


def opening_mark(text: str) -> str:
    """The quotation mark that ``text`` begins with, or ""."""
    if text[:1] in OPENERS:
        return text[:1]
    if text[:1] in "‘'" and len(text) > 1 and text[1].isupper():
        return text[0]
    return ""


def closing_offset(text: str, mark: str) -> int:
    """Where the quotation opened by ``mark`` at the start of ``text`` closes, or -1 when it stays open."""
    partners = _PARTNERS[mark]
    depth = 0
    for match in re.finditer(f"[{re.escape(mark + partners)}]", text):
        at, char = match.start(), match[0]
        if char in partners and at and _can_close(text, at, char):
            depth -= 1
            if depth <= 0:
                return at
        elif char == mark and not (at and text[at - 1].isalnum()):
            depth += 1
    return -1


def _can_close(text: str, at: int, char: str) -> bool:
    following = text[at + 1 : at + 2]
    if char in "'’" and following.isalnum():
        return False  # an apostrophe
    if char == '"':
        return not text[at - 1].isspace() and not following.isalnum()
    return True


def closes_at_end(text: str) -> bool:
    """Whether ``text`` ends with a closing quotation mark (a full stop may follow it)."""
    return re.search(r"[”\"»」』“’'›]\.?$", text) is not None and not re.search(r"\s[”\"»“’'›]\.?$", text)


def stays_open(text: str) -> bool:
    """Whether ``text`` begins a quotation that it does not close."""
    mark = opening_mark(text)
    return mark != "" and mark not in "‘'" and closing_offset(text, mark) < 0


def is_wholly_quoted(text: str) -> bool:
    """Whether ``text`` is one quotation from its first character to its last."""
    mark = opening_mark(text)
    if not mark:
        return False
    at = closing_offset(text, mark)
    return at >= 0 and len(text) - at <= 2 and not text[at + 1 :].strip(".,")
