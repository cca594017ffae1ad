"""The words for formulas, in one file a language beside this module: structures, operators, names, Greek letters."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib import resources

from exporter.languages import primary
from exporter.records import record

GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
SPOKEN = ("de", "en")
"""The languages that have such a file."""


class Unsayable(Exception):
    """Something in a formula has no words here."""


@record
class Vocabulary:
    """The words of one language; each table by the sign or structure that they say."""

    structures: dict[str, str]
    tables: dict[str, dict[str, str]]
    greek: dict[str, str]
    capital: str

    def structure(self, name: str, *parts: object) -> str:
        """The words of a structure around those of its parts."""
        return self.structures[name].format(*parts)

    def word(self, table: str, sign: str) -> str:
        """What a table says of a sign, or ""."""
        return self.tables[table].get(sign, "")

    def sign(self, sign: str) -> str:
        """The words for an operator, relation or symbol. Raises Unsayable."""
        for table in ("operators", "relations", "fences", "sets"):
            if found := self.tables[table].get(sign):
                return found
        raise Unsayable(sign)

    def letter(self, letter: str) -> str:
        """One letter as it is said, Greek ones by name, capitals as such. Raises Unsayable for other scripts."""
        plain = unicodedata.normalize("NFKC", letter)
        small = plain.lower()
        said = self.greek.get("σ" if small == "ς" else small)
        if said is None:
            if len(plain) != 1 or not unicodedata.name(plain, "").startswith("LATIN "):
                raise Unsayable(letter)
            said = plain
        return self.capital.format(said) if plain != small else said


def vocabulary(lang: str) -> Vocabulary | None:
    """The words of the language of the tag ``lang``, or None when there are none."""
    code = primary(lang)
    return _load(code) if code in SPOKEN else None


@cache
def _load(code: str) -> Vocabulary:
    text = resources.files(__package__).joinpath(f"{code}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    tables = {name: table for name, table in data.items() if isinstance(table, dict)}
    names = dict(zip(GREEK, data["greek"].split(), strict=True))
    return Vocabulary(tables["structures"], tables, names, data["capital"])
