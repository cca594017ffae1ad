"""Fixed text that readers of the files see or hear, one table for all formats, one entry per language.

A writer asks ``phrase("contents", lang)``; a language that is missing falls back to English, and so says
``has_phrases``, so that the writer can mark the words' language.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from exporter.languages import primary

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "contents": "Contents",
        "list-of-figures": "Figures",
        "list-of-tables": "Tables",
        "by": "By {names}",
        "edited-by": "Edited by {names}",
        "and": "and",
        "published": "Published {date}",
        "page-of": "Page {page} of {pages}",
        "note": "Note {number}",
        "notes": "Notes",
        "back-to-text": "Note {number}, back to the text",
        "long-description": "Long description",
        "named-quote": "Quote",
        "named-aside": "Box",
        "named-item": "Goes on in the list item",
        "named-definitions": "Terms",
        "named-definition": "Definition",
        "named-figure": "Figure",
        "left-out": "This article is not in the publication.",
        "cover": "Cover",
        "start-of-text": "Start of the text",
        "landmarks": "Landmarks",
        "formula": "Formula {number}",
        "untitled": "Untitled",
        "task-done": "Done:",
        "task-open": "Not done:",
        "task-partly": "Partly done:",
        "task-cancelled": "Cancelled:",
        "ref-figure": "Figure {number}",
        "ref-table": "Table {number}",
        "ref-equation": "Equation {number}",
        "ref-listing": "Listing {number}",
        "ref-section": "Section {number}",
        "ref-works": "References",
        "external-link": "Link to {target}",
        "page-list": "Pages",
        "a11y-structure": "The text has a heading structure and a reading order for assistive technology.",
        "a11y-order": "The text has a reading order for assistive technology.",
        "a11y-undescribed": "Pictures without an alternative text: {count}.",
        "a11y-pages": "Page starts of the paged edition that are marked and listed: {count}.",
        "printed-edition": "{title} (printed edition)",
        "a11y-described": "All informative pictures have an alternative text; nobody has judged whether it is good.",
        "a11y-text-only": "It has no informative pictures.",
        "a11y-not-evaluated": "These lines were computed from the content; nobody has evaluated the book for accessibility.",
    },
    "fr": {
        "contents": "Sommaire",
        "list-of-figures": "Figures",
        "list-of-tables": "Tableaux",
        "by": "Par {names}",
        "edited-by": "Sous la direction de {names}",
        "and": "et",
        "published": "Publié le {date}",
        "page-of": "Page {page} sur {pages}",
        "note": "Note {number}",
        "notes": "Notes",
        "back-to-text": "Note {number}, retour au texte",
        "long-description": "Description longue",
        "named-quote": "Citation",
        "named-aside": "Encadré",
        "named-item": "Suite de l’élément de liste",
        "named-definitions": "Termes",
        "named-definition": "Définition",
        "named-figure": "Figure",
        "left-out": "Cet article ne figure pas dans la publication.",
        "cover": "Couverture",
        "start-of-text": "Début du texte",
        "landmarks": "Repères",
        "formula": "Formule {number}",
        "untitled": "Sans titre",
        "task-done": "Fait :",
        "task-open": "À faire :",
        "task-partly": "Fait en partie :",
        "task-cancelled": "Annulé :",
        "ref-figure": "Figure {number}",
        "ref-table": "Tableau {number}",
        "ref-equation": "Équation {number}",
        "ref-listing": "Listage {number}",
        "ref-section": "Section {number}",
        "ref-works": "Références",
        "external-link": "Lien vers {target}",
        "page-list": "Pages",
        "a11y-structure": "Le texte a une structure de titres et un ordre de lecture pour les technologies d'assistance.",
        "a11y-order": "Le texte a un ordre de lecture pour les technologies d'assistance.",
        "a11y-undescribed": "Images sans texte de remplacement : {count}.",
        "a11y-pages": "Débuts de page de l’édition paginée marqués et listés : {count}.",
        "printed-edition": "{title} (édition imprimée)",
        "a11y-described": "Toutes les images porteuses de sens ont un texte de remplacement ; sa qualité n’a pas été jugée ici.",
        "a11y-text-only": "Il ne contient pas d’images porteuses de sens.",
        "a11y-not-evaluated": "Ces lignes ont été calculées à partir du contenu ; personne n’a évalué l’accessibilité du livre.",
    },
    "de": {
        "contents": "Inhalt",
        "list-of-figures": "Abbildungen",
        "list-of-tables": "Tabellen",
        "by": "Von {names}",
        "edited-by": "Herausgegeben von {names}",
        "and": "und",
        "published": "Veröffentlicht am {date}",
        "page-of": "Seite {page} von {pages}",
        "note": "Anmerkung {number}",
        "notes": "Anmerkungen",
        "back-to-text": "Anmerkung {number}, zurück zum Text",
        "long-description": "Ausführliche Beschreibung",
        "named-quote": "Zitat",
        "named-aside": "Kasten",
        "named-item": "Fortsetzung des Listenpunkts",
        "named-definitions": "Begriffe",
        "named-definition": "Definition",
        "named-figure": "Abbildung",
        "left-out": "Dieser Artikel ist nicht in der Publikation.",
        "cover": "Umschlag",
        "start-of-text": "Beginn des Textes",
        "landmarks": "Orientierungspunkte",
        "formula": "Formel {number}",
        "untitled": "Ohne Titel",
        "task-done": "Erledigt:",
        "task-open": "Nicht erledigt:",
        "task-partly": "Teilweise erledigt:",
        "task-cancelled": "Abgebrochen:",
        "ref-figure": "Abbildung {number}",
        "ref-table": "Tabelle {number}",
        "ref-equation": "Gleichung {number}",
        "ref-listing": "Quelltext {number}",
        "ref-section": "Abschnitt {number}",
        "ref-works": "Literatur",
        "external-link": "Link zu {target}",
        "page-list": "Seiten",
        "a11y-structure": "Der Text hat eine Überschriftenstruktur und eine Lesereihenfolge für assistive Technik.",
        "a11y-order": "Der Text hat eine Lesereihenfolge für assistive Technik.",
        "a11y-undescribed": "Bilder ohne Textalternative: {count}.",
        "a11y-pages": "Markierte und verzeichnete Seitenanfänge der Ausgabe mit Seiten: {count}.",
        "printed-edition": "{title} (gedruckte Ausgabe)",
        "a11y-described": "Alle Bilder, die etwas aussagen, haben eine Textalternative; ob sie gut ist, hat hier niemand beurteilt.",
        "a11y-text-only": "Er enthält keine Bilder, die etwas aussagen.",
        "a11y-not-evaluated": "Diese Angaben wurden aus dem Inhalt berechnet; niemand hat die Barrierefreiheit des Buchs geprüft.",
    },
    "es": {
        "contents": "Índice",
        "list-of-figures": "Figuras",
        "list-of-tables": "Tablas",
        "by": "Por {names}",
        "edited-by": "Edición de {names}",
        "and": "y",
        "published": "Publicado el {date}",
        "page-of": "Página {page} de {pages}",
        "note": "Nota {number}",
        "notes": "Notas",
        "back-to-text": "Nota {number}, volver al texto",
        "long-description": "Descripción detallada",
        "named-quote": "Cita",
        "named-aside": "Recuadro",
        "named-item": "Continuación del elemento de la lista",
        "named-definitions": "Términos",
        "named-definition": "Definición",
        "named-figure": "Figura",
        "left-out": "Este artículo no está en la publicación.",
        "cover": "Cubierta",
        "start-of-text": "Inicio del texto",
        "landmarks": "Puntos de referencia",
        "formula": "Fórmula {number}",
        "untitled": "Sin título",
        "task-done": "Hecho:",
        "task-open": "Por hacer:",
        "task-partly": "Hecho en parte:",
        "task-cancelled": "Cancelado:",
        "ref-figure": "Figura {number}",
        "ref-table": "Tabla {number}",
        "ref-equation": "Ecuación {number}",
        "ref-listing": "Listado {number}",
        "ref-section": "Sección {number}",
        "ref-works": "Referencias",
        "external-link": "Enlace a {target}",
        "page-list": "Páginas",
        "a11y-structure": "El texto tiene una estructura de títulos y un orden de lectura para las tecnologías de apoyo.",
        "a11y-order": "El texto tiene un orden de lectura para las tecnologías de apoyo.",
        "a11y-undescribed": "Imágenes sin texto alternativo: {count}.",
        "a11y-pages": "Comienzos de página de la edición paginada, marcados y listados: {count}.",
        "printed-edition": "{title} (edición impresa)",
        "a11y-described": "Todas las imágenes que dicen algo tienen texto alternativo; nadie ha juzgado aquí si es bueno.",
        "a11y-text-only": "No contiene imágenes que digan algo.",
        "a11y-not-evaluated": "Estas líneas se calcularon a partir del contenido; nadie ha evaluado la accesibilidad del libro.",
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
    """The day of an ISO 8601 date as people write it in the language of ``lang``; "" when ``iso`` is not such a date."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return ""
    language = primary(lang) if has_phrases(lang) else "en"
    month = MONTHS[language].split()[day.month - 1]
    return DATES[language].format(day=day.day, month=month, year=day.year)


@lru_cache(maxsize=64)
def direction(lang: str) -> str:
    """``rtl`` or ``ltr``: the direction in which the language of ``lang`` is written."""
    return "rtl" if primary(lang) in RTL_LANGUAGES else "ltr"
