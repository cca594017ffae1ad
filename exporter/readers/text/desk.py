"""Sign-offs of the desk: who helped to report, edit or translate, and where a story came from.

Newsrooms put them under an article, in brackets or after a dash, like the speaker of a quotation; they name none. Each
begins with the work done ("Reporting by ...") or with the article itself ("This article was first published in ...").
"""

from __future__ import annotations

import re

_WORK = (
    r"(?:report(?:ing|ed|s)?|edit(?:ing|ed)|writ(?:ing|ten)|words|text|research(?:ed)?|translat(?:ion|ed)|compiled|"
    r"interview(?:ed)?|production|produced|photograph(?:y|s)|graphics?|illustrations?|video|as told|transcribed|"
    r"adapted|collated|updated)"
)
_SIGN_OFF = re.compile(
    # English: "Additional reporting by", "With files from", "Editing:", "Jo Bloggs contributed to this report".
    rf"^\W*(?:(?:additional|further|extra|original|other|field|local|lead) )?{_WORK} (?:\w+ ){{0,3}}(?:by|from|to)\b|"
    r"^\W*(?:with|plus) (?:additional )?(?:\w+ ){0,2}(?:files|assistance|help|agenc\w+|material|input|reporting|"
    r"contributions?|information|wires?)\b|"
    r"^\W*(?:reporting|editing|writing|contributors?|reporters?|translation|research)\s*:|"
    r"\bcontribut(?:ed|ing) (?:to|reporting|additional|from)\b|"
    r"\b(?:first|originally|previously) (?:published|appeared)\b|"
    r"^\W*(?:this|the) (?:article|story|report|piece|interview|text|version|post|column) (?:was|is|has|first|"
    r"originally|appear\w+)\b|"
    # "(Reuters)", "Agencies", "avec AFP": the wires that a story was made from.
    r"^\W*(?:staff and )?agenc(?:ies|y)(?: reports?)?\W*$|\bagencies$|"
    r"^\W*(?:avec|mit|con|com|met|med) (?:l['’])?(?:AFP|Reuters|AP|dpa|EFE|ANP|TT|NTB|Ritzau|agen\w+)\b|"
    # French, German, Spanish, Portuguese, Italian, Dutch, Nordic.
    r"^\W*(?:propos recueillis|traduit|traduction|adapté|recueilli|texte|enquête|reportage|édité) (?:\w+ ){0,3}"
    r"(?:par|de)\b|"
    r"^\W*(?:mitarbeit|redaktion|übersetzung|aus dem \w+ (?:von|übersetzt)|das (?:gespräch|interview) führten?|"
    r"aufgezeichnet von|übersetzt von|protokoll)\b|"
    r"^\W*(?:con (?:información|la colaboración)|traducción|traducido|editado|edición|texto y|reportagem|tradução|"
    r"colaborou|colaboraron|edição) ?(?:de|por|:)?|"
    r"^\W*(?:vertaling|vertaald|bewerkt|met medewerking|bewerking|medewerking|översättning|oversatt|oversættelse)\b",
    re.IGNORECASE,
)


def is_sign_off(text: str) -> bool:
    """Whether ``text`` tells who made the article, not who speaks in it."""
    return _SIGN_OFF.search(text) is not None


_UNDER_A_NAME = re.compile(r"(?:reporting|live|writing) (?:from|at|in) [^\W\d_]|@\w+$", re.IGNORECASE)


def stands_under_a_name(text: str) -> bool:
    """Whether ``text`` says from where the person named above it reports, or is that person's handle."""
    return _UNDER_A_NAME.match(text) is not None
