"""Metadata under the names that people give them: pandoc's, Quarto's, those of EPUB and our own.

One table for the front matter of an article, a file of metadata, the command line and a program. Values are brought to
their one form; what cannot be used is told, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from exporter.model import Identifier, Person, Subject
from exporter.readers import day_words
from exporter.readers import metadata_numbers as numbers
from exporter.readers.metadata_numbers import Wrong

TEXTS: dict[str, str] = {
    "title": "title",
    "subtitle": "subtitle",
    "description": "description",
    "abstract": "description",
    "summary": "description",
    "standfirst": "description",
    "publisher": "publisher",
    "date": "published",
    "published": "published",
    "modified": "modified",
    "date-modified": "modified",
    "updated": "modified",
    "source": "source",
    "url": "source",
    "lang": "lang",
    "language": "lang",
    "rights": "rights",
    "copyright": "rights",
    "number": "number",
    "group-position": "number",
    "position": "number",
    "series-number": "number",
    "imprint": "imprint",
    "place": "place",
    "publisher-place": "place",
    "edition": "edition",
}
"""Names that hold one text, and the field that each fills."""

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

FORMATS = {"epub": "epub", "pdf": "pdf", "docx": "docx", "word": "docx"}
"""What may follow ``isbn-``, and the format it means."""
NUMBERS: dict[str, Callable[[str], str]] = {
    "isbn": numbers.isbn,
    "issn": numbers.issn,
    "doi": numbers.doi,
}
SCHEMES: dict[str, tuple[str, re.Pattern[str]]] = {
    "thema": ("Thema", re.compile(r"[A-Z1-6][A-Z0-9]*(?:-[A-Z0-9]+)*")),
    "bisac": ("BISAC", re.compile(r"[A-Z]{3}\d{6}")),
    "bic": ("BIC", re.compile(r"[A-Z0-9]+")),
    "ddc": ("DDC", re.compile(r"\d{3}(?:\.\d+)?")),
    "udc": ("UDC", re.compile(r"\S+")),
    "lcsh": ("LCSH", re.compile(r".+")),
    "medtop": ("MEDTOP", re.compile(r"\d{8}|medtop:\d{8}")),
}
"""Schemes of subjects that EPUB names (EPUB 3.3, D.3.3), and what a code of each looks like."""
_CC = re.compile(r"(?i)(?:cc|creative commons)[\s-]+(by(?:-nc)?(?:-sa|-nd)?)[\s-]+([1-4]\.0)(?:\s+international)?")

Kind = Literal["name", "type", "value", "number"]
RULES: dict[Kind, str] = {"name": "META001", "type": "META002", "value": "META002", "number": "META003"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is not known or cannot be used: ``key`` as it was written, and why. ``kind`` decides the rule."""

    kind: Kind
    key: str
    message: str

    @property
    def rule(self) -> str:
        """The rule that it breaks."""
        return RULES[self.kind]


@dataclass(slots=True)
class Said:
    """What was said: fields of ``model.Metadata`` and their values, and what could not be understood."""

    fields: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def miss(self, kind: Kind, key: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(kind, key, message))

    def add(self, name: str, *items: Any) -> None:
        """Add to a field that holds several."""
        self.fields[name] = (*self.fields.get(name, ()), *items)


def understood(data: Mapping[str, Any]) -> Said:
    """What ``data`` says about an article."""
    said = Said()
    for key, value in data.items():
        name = re.sub(r"[\s_]+", "-", str(key).strip().lower())
        if value is None:
            continue
        if name in TEXTS:
            _one_text(said, str(key), TEXTS[name], value)
        elif role := ROLES.get(name) or ROLES.get(name.removesuffix("s")):
            if value in ((), []):
                said.fields.setdefault("authors", ())
            for person in value if isinstance(value, list | tuple) else [value]:
                _person(said, str(key), role, person)
        elif read := _OTHERS.get(name):
            read(said, str(key), value)
        elif name.startswith("isbn-") or name in NUMBERS or name in SCHEMES:
            _shortcut(said, str(key), name, value)
        else:
            said.miss("name", str(key), "is not known")
    return said


# --- texts ----------------------------------------------------------------------------------------------------------


def text_of(value: Any) -> str | None:
    """A plain value as one line of text; None for what is not one."""
    match value:
        case bool():
            return None
        case date():
            return value.isoformat()
        case int() if abs(value) >= 10**100:
            return None
        case str() | int() | float():
            return " ".join(str(value).split())
        case _:
            return None


def _one_text(said: Said, key: str, target: str, value: Any) -> None:
    words = text_of(value)
    if words is None:
        said.miss("type", key, "give a string")
    elif target in ("published", "modified") and words and not day_words.iso(words):
        said.miss("value", key, f"“{words[:40]}” is not one day; write it as 2026-05-04")
    elif target in ("published", "modified"):
        said.fields[target] = day_words.iso(words)
    else:
        said.fields[target] = words


def _series(said: Said, key: str, value: Any) -> None:
    if not isinstance(value, Mapping):
        _one_text(said, key, "series", value)
        return
    for part, inner in value.items():
        name = str(part).strip().lower()
        target = {"name": "series", "title": "series", "number": "number", "position": "number"}.get(name, "")
        if target:
            _one_text(said, f"{key}.{part}", target, inner)
        elif name == "issn":
            _number(said, f"{key}.{part}", "issn", inner)
        else:
            said.miss("name", f"{key}.{part}", "is not known")


def _licence(said: Said, key: str, value: Any) -> None:
    """An address, or the short name of a Creative Commons licence; words alone are ``rights``."""
    if isinstance(value, Mapping):
        value = value.get("url") or value.get("text") or value.get("name")
    words = text_of(value)
    if words is None:
        said.miss("type", key, "give the address of the licence")
    elif not words or re.fullmatch(r"https?://[^\s/]+\S*", words):
        said.fields["licence"] = words
    elif match := _CC.fullmatch(words):
        said.fields["licence"] = f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    elif re.fullmatch(r"(?i)cc[\s-]?0(?:[\s-]1\.0)?", words):
        said.fields["licence"] = "https://creativecommons.org/publicdomain/zero/1.0/"
    else:
        said.miss("value", key, f"“{words[:40]}” is not an address; name its address here, and its words in rights")


def _keywords(said: Said, key: str, value: Any) -> None:
    if value in ((), []):
        said.fields["keywords"] = ()
    for item in value if isinstance(value, list | tuple) else [value]:
        words = text_of(item)
        if words is None:
            said.miss("type", key, "give words, or a list of them")
        else:
            said.add("keywords", *(part.strip() for part in words.split(",") if part.strip()))


# --- people ---------------------------------------------------------------------------------------------------------

_NAME = ("name", "text", "literal", "given", "first", "family", "last", "non-dropping-particle")
_SORT = ("sort", "file-as", "sort-as")


def _person(said: Said, key: str, role: str, value: Any) -> None:
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
                orcid = _checked(said, f"{key}.{part}", numbers.orcid, inner)
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


# --- numbers and subjects -------------------------------------------------------------------------------------------


def _checked(said: Said, key: str, number: Callable[[str], str], value: Any) -> str:
    """The number in its one form; "" when it is wrong."""
    words = text_of(value)
    if words is None:
        said.miss("type", key, "give the number as a string")
        return ""
    try:
        return number(words) if words else ""
    except Wrong as why:
        said.miss("value" if number is numbers.doi else "number", key, f"“{words[:40]}”: {why}")
        return ""


def _number(said: Said, key: str, scheme: str, value: Any, format: str = "") -> None:
    if found := _checked(said, key, NUMBERS[scheme], value):
        made = Identifier(found, scheme, format)
        held = said.fields.get("identifiers", ())
        same = [item for item in held if scheme == "isbn" and item.scheme == "isbn" and item.format == format]
        if same and same[0] != made:
            said.miss("value", key, f"there is another ISBN for the same files, {same[0].value}, which is kept")
        elif made not in held:
            said.add("identifiers", made)


def _shortcut(said: Said, key: str, name: str, value: Any) -> None:
    """``isbn``, ``isbn-epub``, ``doi``, ``thema``: the scheme is the name."""
    scheme, _, format = name.partition("-")
    if name in SCHEMES:
        for item in value if isinstance(value, list | tuple) else [value]:
            _subject(
                said, key, {"scheme": name, "text": item} if not isinstance(item, Mapping) else {**item, "scheme": name}
            )
    elif isinstance(value, Mapping) and not format:
        for part, inner in value.items():
            _shortcut(said, f"{key}.{part}", f"{scheme}-{str(part).strip().lower()}", inner)
    elif format and (scheme != "isbn" or format not in FORMATS):
        said.miss("name", key, f"is not known; formats are {', '.join(FORMATS)}")
    else:
        _number(said, key, scheme, value, FORMATS.get(format, ""))


def _identifier(said: Said, key: str, value: Any) -> None:
    """One identifier or several: a text, or a table of scheme and text (pandoc)."""
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, Mapping):
            flat = {str(part).strip().lower(): inner for part, inner in item.items()}
            words, scheme = text_of(flat.get("text") or flat.get("value")), (text_of(flat.get("scheme")) or "")
        else:
            words, scheme = text_of(item), ""
        if words is None:
            said.miss("type", key, "give a string, or a table of scheme and text")
            continue
        if not scheme and (match := re.match(r"(?i)(?:urn:)?(isbn|issn|doi):", words)):
            scheme = match[1]
        short = re.sub(r"(?i)-1[03]$", "", scheme).lower()
        if short in NUMBERS:
            _number(said, key, short, words)
        elif scheme:
            said.add("identifiers", Identifier(words, scheme))
        else:
            said.fields["identifier"] = words


def _subjects(said: Said, key: str, value: Any) -> None:
    for item in value if isinstance(value, list | tuple) else [value]:
        _subject(said, key, item)


def _subject(said: Said, key: str, item: Any) -> None:
    if isinstance(item, Subject):
        said.add("subjects", item)
        return
    if isinstance(item, Mapping):
        flat = {str(part).strip().lower(): text_of(inner) or "" for part, inner in item.items()}
        scheme = flat.get("scheme") or flat.get("authority") or ""
        code = flat.get("code") or flat.get("term") or flat.get("value") or flat.get("text") or ""
        name = flat.get("name") or flat.get("text") or ""
        name = "" if name == code else name
    else:
        words = text_of(item) or ""
        before, colon, after = words.partition(":")
        known = bool(colon) and before.strip().lower() in SCHEMES
        scheme, code, name = (before.strip(), after.strip(), "") if known else ("", words, "")
    if not code:
        said.miss("type", key, "give words, a code as in thema:JPA, or a table of scheme and code")
        return
    proper, form = SCHEMES.get(scheme.lower(), (scheme, re.compile(".+")))
    if not form.fullmatch(code):
        said.miss("value", key, f"“{code[:40]}” does not have the form of a code of {proper}")
    else:
        said.add("subjects", Subject(code, proper, name))


def _identifiers(said: Said, key: str, value: Any) -> None:
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, Identifier):
            said.add("identifiers", item)
        else:
            _identifier(said, key, item)


_OTHERS: dict[str, Callable[[Said, str, Any], None]] = {
    "keywords": _keywords,
    "keyword": _keywords,
    "tags": _keywords,
    "series": _series,
    "collection": _series,
    "belongs-to-collection": _series,
    "licence": _licence,
    "license": _licence,
    "licence-url": _licence,
    "license-url": _licence,
    "identifier": _identifiers,
    "identifiers": _identifiers,
    "subject": _subjects,
    "subjects": _subjects,
}

LISTS = frozenset(["keywords", "keyword", "tags", "identifier", "identifiers", "subject", "subjects", *SCHEMES])
"""Names that may be said several times, people apart."""


def several(name: str) -> bool:
    """Whether ``name`` may be said several times."""
    name = name.strip().lower().replace("_", "-")
    return name in LISTS or name in ROLES or name.removesuffix("s") in ROLES


def known_names() -> Iterator[str]:
    """Every name, for messages and the docs."""
    yield from TEXTS
    yield from ROLES
    yield from _OTHERS
    yield from NUMBERS
    yield from (f"isbn-{name}" for name in FORMATS)
    yield from SCHEMES
