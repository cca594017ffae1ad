"""People of the metadata: their names, MARC relators (id.loc.gov/vocabulary/relators), ORCID and affiliation.

Apart, for a person is a name or a table of a dozen names, those of pandoc, CSL and Quarto.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporter.model import Person
from exporter.readers import metadata_numbers as numbers
from exporter.readers.metadata_said import Said, checked, text_of

ROLES: dict[str, str] = {
    "author": "aut",
    "creator": "aut",
    "editor": "edt",
    "translator": "trl",
    "illustrator": "ill",
    "photographer": "pht",
    "narrator": "nrt",
    "contributor": "ctb",
    "compiler": "com",
    "interviewer": "ivr",
    "interviewee": "ive",
    "reporter": "rpt",
    "proofreader": "pfr",
    "designer": "dsr",
    "cover-designer": "cov",
    "cartographer": "ctg",
    "annotator": "ann",
    "commentator": "cmm",
    "foreword": "aui",
    "introduction": "aui",
    "afterword": "aft",
    "sponsor": "spn",
}
"""Names that hold people, in the singular, and the MARC relator code of each (id.loc.gov/vocabulary/relators)."""
CODES = frozenset(ROLES.values()) | frozenset(
    "abr act adp arr art asn aud aqt auc bkd bkp blw bsl cmp cns col cre csl cur dnr dpc drt dte dto edc edm fac "
    "fmo his hnr lbt lso lyr mod mus oth pbd pbl pdr ppm prd prg prt rbr rcp red res rev sce scr sgn stl tcd trc "
    "tyd tyg vac voc wac wal wam wat win wpr wst".split()
)
"""MARC relator codes that a person may have."""

_NAME = ("name", "text", "literal", "given", "first", "family", "last", "non-dropping-particle")
_SORT = ("sort", "file-as", "sort-as")


def add_person(said: Said, key: str, role: str, value: Any) -> None:
    if isinstance(value, Person):
        said.add("authors", value)
        return
    held: Mapping[Any, Any] = value if isinstance(value, Mapping) else {"name": value}
    name, sort = _name(held)
    if not name:
        said.miss("type", key, "give a name, or a table with a name")
        return
    orcid = affiliation = ""
    for part, inner in held.items():
        match str(part).strip().lower():
            case "orcid":
                orcid = checked(said, f"{key}.{part}", numbers.orcid, inner)
            case "affiliation" | "affiliations" | "institute":
                affiliation = _affiliation(said, f"{key}.{part}", inner)
            case "role":
                role = _role(said, f"{key}.{part}", inner, role)
            case known if known in (*_NAME, *_SORT):
                pass
            case _:
                said.miss("name", f"{key}.{part}", "is not known")
    said.add("authors", Person(name, role, orcid, affiliation, sort))


def _name(held: Mapping[Any, Any]) -> tuple[str, str]:
    """The name as it is read and as it is sorted, the latter where it is said or can be told."""
    flat = {str(key).strip().lower(): value for key, value in held.items()}
    if isinstance(flat.get("name"), Mapping):
        flat |= {str(key).strip().lower(): value for key, value in flat.pop("name").items()}
    text = {key: text_of(value) or "" for key, value in flat.items()}
    first = text.get("given") or text.get("first") or ""
    last = " ".join(filter(None, (text.get("non-dropping-particle"), text.get("family") or text.get("last"))))
    whole = text.get("name") or text.get("literal") or text.get("text") or " ".join(filter(None, (first, last)))
    said = next((text[key] for key in _SORT if text.get(key)), "")
    return whole, said or (f"{last}, {first}" if first and last else "")


def _affiliation(said: Said, key: str, value: Any) -> str:
    names = []
    for item in value if isinstance(value, list) else [value]:
        words = text_of(item.get("name") if isinstance(item, Mapping) else item)
        if words is None:
            said.miss("type", key, "give the name of the institution")
        elif words:
            names.append(words)
    return "; ".join(names)


def _role(said: Said, key: str, value: Any, role: str) -> str:
    words = (text_of(value) or "").lower()
    found = words if words in CODES else ROLES.get(words.replace(" ", "-"), "")
    if not found:
        said.miss("value", key, f"“{words[:40]}” is not a MARC relator code, such as trl, or the name of one")
    return found or role
