"""Which of liblouis's tables writes a language in which grade; for writing braille and for reading it back.

Grade 1 is uncontracted braille, letter by letter, grade 2 is contracted braille. English is UEB; German without
contractions is the Basisschrift, contracted the Kurzschrift. Names are those of liblouis 3.24 (Debian 12).
"""

from __future__ import annotations

from exporter.languages import primary

TABLES: dict[str, tuple[str, str]] = {
    "ar": ("ar-ar-g1.utb", "ar-ar-g2.ctb"),
    "cs": ("cs-g1.ctb", ""),
    "cy": ("cy-cy-g1.utb", "cy-cy-g2.ctb"),
    "da": ("da-dk-g16.ctb", "da-dk-g26.ctb"),
    "de": ("de-g0.utb", "de-g2.ctb"),
    "el": ("el.ctb", ""),
    "en": ("en-ueb-g1.ctb", "en-ueb-g2.ctb"),
    "es": ("es-g1.ctb", "es-g2.ctb"),
    "fi": ("fi.utb", ""),
    "fr": ("fr-bfu-comp6.utb", "fr-bfu-g2.ctb"),
    "ga": ("ga-g1.utb", "ga-g2.ctb"),
    "he": ("he-IL.utb", ""),
    "it": ("it-it-comp6.utb", ""),
    "nl": ("nl-NL-g0.utb", ""),
    "pl": ("Pl-Pl-g1.utb", ""),
    "pt": ("pt-pt-g1.utb", "pt-pt-g2.ctb"),
    "ru": ("ru-litbrl.ctb", ""),
    "sv": ("sv-g0.utb", "sv-g2.ctb"),
}
"""By language: the table of grade 1 and, where there is one, that of grade 2."""


def table_of(lang: str, grade: int) -> tuple[str, bool]:
    """The table for a language ("" for none), and whether it has the grade that is asked for."""
    first, second = TABLES.get(primary(lang), ("", ""))
    return (second, True) if grade == 2 and second else (first, grade == 1)
