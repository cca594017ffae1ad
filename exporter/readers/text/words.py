"""What the words and marks at the edges of a line tell: sentence ends, names, roles, languages' function words.

Lists of words here are closed classes (pronouns, verbs of saying, kinds of office), never anybody's name.
"""

from __future__ import annotations

import re

UPPER = "".join(chr(code) for code in (*range(0x41, 0x600), *range(0x1E00, 0x2000)) if chr(code).isupper())
"""Every capital letter of the scripts that have capitals, to be put into a class of a regular expression."""
SENTENCE_END = re.compile(r"[.!?…。！？](?: ?[”\"’'»“›」』«‹‘)）\]】]| ?\[[^\]]{1,4}\])*$")
SENTENCE_INSIDE = re.compile(rf"[^\W\d_]{{3}}[.!?…] [“\"‘'«„]?[{UPPER}]|[。！？](?=[^”」』）】])")
"""A sentence that ends inside a line: headlines and labels have none."""

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
# Particles that stand small inside names: van der Berg, de la Cruz, bin Salman, al-Rashid.
_NAME_WORD = (
    rf"(?:[{UPPER}][\w’'.-]*|(?:al|el|d|l|ul|ur)[-’'][\w’'-]+|"
    r"(?:de|da|do|dos|das|del|della|di|du|des|la|le|van|von|der|den|ter|ten|zu|zur|af|av|bin|ibn|bint|al|el|y|e|of)(?!\w))"
)
NAME = re.compile(rf"[{UPPER}][\w’'.-]*(?: {_NAME_WORD}){{1,5}}")
"""Two to six words that look like the name of a person or an organisation."""
_NAME_INSIDE = re.compile(rf"(?<=[\w,;’] )(?!I\b|I’)[{UPPER}][\w-]+")
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
    return len(_NAME_INSIDE.findall(text))
