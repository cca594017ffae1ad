"""Fixed text that readers of the files see or hear, one table for all formats, one entry a language.

A writer asks ``phrase("contents", lang)``; a language that is missing falls back to English, and so says
``has_phrases``, so that the writer can mark the words' language.
"""

from __future__ import annotations

from datetime import date

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "contents": "Contents",
        "by": "By {names}",
        "and": "and",
        "published": "Published {date}",
        "page-of": "Page {page} of {pages}",
        "note": "Note {number}",
        "notes": "Notes",
        "back-to-text": "Note {number}, back to the text",
        "long-description": "Long description",
        "cover": "Cover",
        "start-of-text": "Start of the text",
        "landmarks": "Landmarks",
        "table": "Table",
        "untitled": "Untitled",
        "external-link": "Link to {target}",
    },
    "fr": {
        "contents": "Sommaire",
        "by": "Par {names}",
        "and": "et",
        "published": "Publié le {date}",
        "page-of": "Page {page} sur {pages}",
        "note": "Note {number}",
        "notes": "Notes",
        "back-to-text": "Note {number}, retour au texte",
        "long-description": "Description longue",
        "cover": "Couverture",
        "start-of-text": "Début du texte",
        "landmarks": "Repères",
        "table": "Tableau",
        "untitled": "Sans titre",
        "external-link": "Lien vers {target}",
    },
    "de": {
        "contents": "Inhalt",
        "by": "Von {names}",
        "and": "und",
        "published": "Veröffentlicht am {date}",
        "page-of": "Seite {page} von {pages}",
        "note": "Anmerkung {number}",
        "notes": "Anmerkungen",
        "back-to-text": "Anmerkung {number}, zurück zum Text",
        "long-description": "Ausführliche Beschreibung",
        "cover": "Umschlag",
        "start-of-text": "Beginn des Textes",
        "landmarks": "Orientierungspunkte",
        "table": "Tabelle",
        "untitled": "Ohne Titel",
        "external-link": "Link zu {target}",
    },
    "es": {
        "contents": "Índice",
        "by": "Por {names}",
        "and": "y",
        "published": "Publicado el {date}",
        "page-of": "Página {page} de {pages}",
        "note": "Nota {number}",
        "notes": "Notas",
        "back-to-text": "Nota {number}, volver al texto",
        "long-description": "Descripción detallada",
        "cover": "Cubierta",
        "start-of-text": "Inicio del texto",
        "landmarks": "Puntos de referencia",
        "table": "Tabla",
        "untitled": "Sin título",
        "external-link": "Enlace a {target}",
    },
}

RTL_LANGUAGES = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"])


def has_phrases(lang: str) -> bool:
    """Whether the table speaks the language of the tag ``lang``."""
    return primary(lang) in PHRASES


def phrase(key: str, lang: str, **values: object) -> str:
    """The fixed text ``key`` in the language of ``lang`` (English when the table lacks it), ``values`` filled in."""
    return PHRASES.get(primary(lang), PHRASES["en"])[key].format(**values)


MONTHS: dict[str, str] = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
DATES: dict[str, str] = {
    "en": "{day} {month} {year}",
    "fr": "{day} {month} {year}",
    "de": "{day}. {month} {year}",
    "es": "{day} de {month} de {year}",
}


def date_phrase(iso: str, lang: str) -> str:
    """The day of an ISO 8601 date as people write it in the language of ``lang``; "" when ``iso`` is no such date."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return ""
    language = primary(lang) if has_phrases(lang) else "en"
    month = MONTHS[language].split()[day.month - 1]
    return DATES[language].format(day=day.day, month=month, year=day.year)


def primary(lang: str) -> str:
    """The primary language subtag of a BCP 47 tag, lower case."""
    return lang.split("-")[0].lower()


def direction(lang: str) -> str:
    """``rtl`` or ``ltr``: the direction in which the language of ``lang`` is written."""
    return "rtl" if primary(lang) in RTL_LANGUAGES else "ltr"
