"""The file of a publication, TOML: what is said of the whole, parts, articles, what holds for one article alone.

Keys are strict: a name that is not known is an error that names its line. docs/publications.md shows all of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

from exporter.bounds.gate import Limits, Refused
from exporter.errors import InputError, UsageError
from exporter.findings import Finding, finding
from exporter.languages import corrected, is_tag
from exporter.position import Position
from exporter.publication.files import from_folder, matching, read_text, within
from exporter.publication.plan import Named, NamedPart, Plan, PlannedPiece
from exporter.publication.several import count_in
from exporter.readers import format_of
from exporter.readers.metadata_names import known_names, understood
from exporter.run.said_metadata import Fields
from exporter.writers.book_options import BookOptions

OWN = ("articles", "part", "parts", "front", "cover", "issue", "volume", "book")
PART = ("title", "lang", "front", "articles")
ARTICLE = ("path", "title", "format", "decisions", "hints", "item")
BOOK = ("toc-depth", "contents-lines", "lists", "start", "front-matter", "notes-run", "design", "cover-page")

MOST_BESIDE = 2_000
"""So many files of a folder are looked at for a name like one that is not there."""

Nested = Callable[[Path, str], Plan]
"""Gives the plan of another publication that is named among the articles. Raises Refused for the one around it."""


@dataclass(slots=True)
class _Sheet:
    """The file that is read, and what was noticed in it."""

    name: str
    text: str
    folder: Path
    base: str
    limits: Limits
    nested: Nested
    found: list[Finding] = field(default_factory=list)
    taken: dict[tuple[str, int], str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def error(self, key: str, message: str) -> InputError:
        """An error at the line that says ``key``."""
        return InputError.at(self.name, self.line(key), message)

    def line(self, key: str) -> int:
        """The line that says ``key``, a name or a value; the first for none."""
        held = [(number, line) for number, line in enumerate(self.lines, 1) if key in line]
        if not held and "\\" in key:  # in the file as TOML writes it
            return self.line(key.replace("\\", "\\\\").partition("\\")[0])
        name = re.compile(rf"\s*[\[{{,\"']*\s*{re.escape(key)}[\"'\]]*\s*[=\]]")
        return next((number for number, line in held if name.match(line)), held[0][0] if held else 1)


def is_sheet(path: Path, name: str, limits: Limits) -> bool:
    """Whether a TOML file names articles: mdBook has one of the same name as somebody's book may have."""
    try:
        data = tomllib.loads(read_text(path, name, limits))
    except (ValueError, RecursionError):
        return False
    return any(key in data for key in ("articles", "part", "parts"))


def plan_of(path: Path, name: str, folder: Path, limits: Limits, nested: Nested) -> Plan:
    """The publication in a TOML file. Raises InputError naming file and line."""
    sheet = _Sheet(name, read_text(path, name, limits), folder, from_folder(folder, path.parent), limits, nested)
    sheet.lines = sheet.text.split("\n")
    try:
        data = tomllib.loads(sheet.text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        place = f":{at[1]}:{at[2]}" if at else ""
        raise InputError(f"{name}{place}: is not TOML: {str(error).partition(' (at ')[0]}; correct it") from None
    except (ValueError, RecursionError):
        raise InputError(f"{name}: is not TOML that can be read; nest less deeply") from None
    said = {key: value for key, value in data.items() if key not in OWN}
    fields = _numbered(sheet, _fields(sheet, said, OWN), data)
    pieces: list[PlannedPiece] = list(_articles(sheet, data.get("articles", []), "articles"))
    pieces += _parts(sheet, data)
    cover = _text(sheet, "cover", data.get("cover", ""))
    if cover:
        try:
            cover = within(folder, sheet.base, cover)
        except Refused as why:
            raise sheet.error("cover", f"the cover “{cover}” {why}") from None
    plan = Plan(
        name=name,
        folder=folder,
        fields=fields,
        pieces=tuple(pieces),
        cover=cover,
        front=_front(sheet, data),
        book=_book(sheet, data.get("book", {})),
    )
    if not any(plan.articles):
        raise InputError(f'{name}: names no article; write articles = ["first.md", "second.md"]', name=name)
    limits.refuse_above("articles", sum(1 for _ in plan.articles), f"{name}: it")
    return replace(plan, findings=tuple(sheet.found), order="its file")


def _parts(sheet: _Sheet, data: Mapping[str, Any]) -> Iterable[PlannedPiece]:
    held = data.get("part", data.get("parts", []))
    if not isinstance(held, list) or not all(isinstance(item, dict) for item in held):
        raise sheet.error("part", "“part” is not a list of tables; write [[part]] above each part's title and articles")
    for table in held:
        _refuse_unknown(sheet, table, PART, "a part")
        title = _text(sheet, "title", table.get("title", ""))
        lang = _language(sheet, table.get("lang", ""))
        articles = tuple(_articles(sheet, table.get("articles", []), title or "part"))
        if not articles:
            raise sheet.error(title or "part", f"the part “{title}” has no articles; name them, or take it out")
        front = _front(sheet, table)
        if front and not title:
            raise sheet.error("front", "a text before the articles of a part needs the part's title; give it one")
        yield from (NamedPart(title=title, articles=articles, lang=lang, front=front),) if title else articles


def _front(sheet: _Sheet, table: Mapping[str, Any]) -> Named | None:
    """The text that stands before the articles of a publication or part."""
    word = _text(sheet, "front", table.get("front", ""))
    if not word:
        return None
    found = list(_found(sheet, Named(path=word, where=f"{sheet.name}:{sheet.line(word)}"), "", word))
    if len(found) != 1:
        raise sheet.error(word, f"“{word}” names {len(found)} texts; name one to stand before the articles")
    return found[0]


def _articles(sheet: _Sheet, held: Any, key: str) -> Iterable[Named]:
    if isinstance(held, str):
        held = [held]
    if not isinstance(held, list):
        raise sheet.error(key, '“articles” is not a list; write articles = ["first.md", "second.md"]')
    for item in held:
        match item:
            case str():
                yield from _named(sheet, item, {})
            case {"path": str() as path}:
                yield from _named(sheet, path, item)
            case _:
                message = f"an article is named by its path, or by a table with a path, not by {item!r:.60}"
                raise sheet.error(str(item)[:20] if isinstance(item, int | float) else key, message)


def _named(sheet: _Sheet, word: str, table: Mapping[str, Any]) -> Iterable[Named]:
    """The articles that one word names: a path, a pattern, numbers of a feed, another publication."""
    said = {key: value for key, value in table.items() if key not in ARTICLE}
    patch = _fields(sheet, said, ARTICLE, "an article")
    title = _text(sheet, "title", table.get("title", ""))
    form, decisions, hints = (_text(sheet, key, table.get(key, "")) for key in ("format", "decisions", "hints"))
    path, mark, numbers = word.partition("#")
    line = sheet.line(word)
    base = Named(
        path=path,
        title=title,
        fields=patch,
        format=form,
        decisions=_beside(sheet, "decisions", decisions),
        hints=_beside(sheet, "hints", hints),
        where=f"{sheet.name}:{line}",
    )
    found = list(_found(sheet, base, numbers if mark else "", word))
    if len(found) > 1 and (title or decisions or hints):
        raise sheet.error(word, f"“{word}” names {len(found)} articles; a title, decisions and hints are for one alone")
    for article in found:
        key = (article.path, article.item)
        if key in sheet.taken and (set("*?[") & set(path) or not title):
            if not set("*?[") & set(path):
                message = (
                    f"“{article.called}” stands in the publication already ({sheet.taken[key]}); it is not taken twice"
                )
                sheet.found.append(replace(finding("PUB004", message), file=sheet.name, pos=Position(line)))
            continue
        sheet.taken[key] = f"line {line}"
        yield article


def _beside(sheet: _Sheet, key: str, path: str) -> str:
    """The path of a file about an article, from the publication's folder."""
    try:
        plain = within(sheet.folder, sheet.base, path) if path else ""
    except Refused as why:
        raise sheet.error(key, f"“{path}” {why}") from None
    if plain and not (sheet.folder / plain).is_file():
        raise sheet.error(path, _not_there(sheet.folder / plain, path))
    return plain


def _found(sheet: _Sheet, base: Named, numbers: str, word: str) -> Iterable[Named]:
    if re.match("https?://", base.path):
        raise sheet.error(word, f"“{word}” is on the web, from where nothing is fetched; save it beside this file")
    try:
        if _is_pattern(sheet, base.path):
            paths = matching(sheet.folder, sheet.base, base.path)
            if not paths:
                raise sheet.error(word, f"“{word}” matches no article; correct the pattern")
            yield from (replace(base, path=path) for path in paths)
            return
        path = within(sheet.folder, sheet.base, base.path)
    except Refused as why:
        raise sheet.error(word, f"“{word}” {why}") from None
    target = sheet.folder / path
    if not target.exists():
        raise sheet.error(word, _not_there(target, word))
    if target.is_dir() or target.suffix.lower() == ".toml" or target.name in ("SUMMARY.md", "_quarto.yml"):
        try:
            inner = sheet.nested(target, path)
        except Refused as why:
            raise sheet.error(word, f"“{word}” {why}") from None
        sheet.found += inner.findings
        yield from inner.articles
        return
    yield from numbered(replace(base, path=path), target, numbers, sheet.limits, lambda why: sheet.error(word, why))


def _is_pattern(sheet: _Sheet, path: str) -> bool:
    """Whether a path has signs of a pattern, and is not that of a file whose name has them."""
    if not set("*?[") & set(path):
        return False
    try:
        return not (sheet.folder / within(sheet.folder, sheet.base, path)).is_file()
    except Refused:
        return True


def _not_there(target: Path, word: str) -> str:
    """That a file is missing, and the name beside it that is like its name."""
    try:
        beside = sorted(path.name for path in islice(target.parent.iterdir(), MOST_BESIDE))
    except OSError:
        beside = []
    same = [name for name in beside if name.casefold() == target.name.casefold()]
    like = same or get_close_matches(target.name, beside, 1, 0.8)
    return f"“{word}”: there is no such file; " + (f"“{like[0]}” is there" if like else "check the name")


def numbered(
    article: Named, target: Path, numbers: str, limits: Limits, error: Callable[[str], InputError]
) -> Iterable[Named]:
    """The article, or those of a file that holds several which ``numbers`` (``1-10``, ``3,5-``, "" for all) choose."""
    try:
        if article.format:
            format_of(article.path, article.format)
        count, form = count_in(target, article.path, article.format, limits)
    except UsageError as why:
        raise error(f"the format of “{article.path}”: {str(why).removeprefix('--from ')}") from None
    except InputError as why:
        if why.code != "format":
            raise
        example = f'{{ path = "{article.path}", format = "text" }}'
        told = str(why).partition(";")[0].removeprefix(f"{article.path}: ")
        raise error(f"“{article.path}”: {told}; name its format, as in {example}, or take it out") from None
    if count is None:
        if numbers:
            raise error(
                f"“{article.path}#{numbers}”: the file holds one article, which has no number; write its path alone"
            )
        yield article
        return
    for number in _numbers(numbers, count, lambda why: error(f"“{article.path}#{numbers}”: {why}")):
        yield replace(article, item=number, format=form)


def _numbers(said: str, count: int, error: Callable[[str], InputError]) -> list[int]:
    made: list[int] = []
    for part in (said or f"1-{count}").split(","):
        match = re.fullmatch(r"\s*([0-9]{1,9})?\s*(-)?\s*([0-9]{1,9})?\s*", part)
        if not match or not (match[1] or match[3]) or (match[3] and not match[2]):
            raise error("is not a choice of articles; write #3, #1-10 or #1,4-6")
        first = int(match[1] or 1)
        last = int(match[3] or (count if match[2] else first))
        if not said:
            last = count
        if not 1 <= first <= last:
            raise error("counts backwards or from 0; write the smaller number first, from 1")
        if first > count:
            raise error(f"the file holds {count} article{'' if count == 1 else 's'}; choose among them")
        made += range(first, min(last, count) + 1)
    return list(dict.fromkeys(made))


# --- values ---------------------------------------------------------------------------------------------------------


def _fields(sheet: _Sheet, said: Mapping[str, Any], own: Iterable[str], what: str = "a publication") -> Fields:
    """The fields of the metadata that a table sets; a value that cannot be right is left out with a finding."""
    read = understood({key: value for key, value in said.items() if key not in ("lang", "language")})
    for problem in read.problems:
        key = problem.key.rpartition(".")[2]
        if problem.kind == "name":
            known = sorted({*own, *known_names(), "lang"})
            raise sheet.error(key, f"“{problem.key}” is not known of {what}; {_meant(key, known)}")
        if problem.kind == "type":
            raise sheet.error(key, f"“{problem.key}”: {problem.message}")
        made = finding(problem.rule, f"“{problem.key}”: {problem.message}; it is left out")
        sheet.found.append(replace(made, file=sheet.name, pos=Position(sheet.line(key))))
    lang = _language(sheet, said.get("lang", said.get("language", "")))
    return (*read.fields.items(), *((("lang", lang),) if lang else ()))


def _numbered(sheet: _Sheet, fields: Fields, data: Mapping[str, Any]) -> Fields:
    """With volume and issue as the number in the series: ``4.12`` for the twelfth issue of the fourth volume."""
    parts = [_text(sheet, key, data.get(key, "")) for key in ("volume", "issue")]
    number = ".".join(part for part in parts if part)
    return (*fields, ("number", number)) if number else fields


def _book(sheet: _Sheet, table: Any) -> BookOptions:
    if not isinstance(table, dict):
        raise sheet.error("book", "“book” is not a table; write [book] above its options")
    _refuse_unknown(sheet, table, BOOK, "[book]")
    kinds = {"toc-depth": int, "contents-lines": bool, "cover-page": bool, "lists": list}
    for key, value in table.items():
        if type(value) is not kinds.get(key, str):
            expected = {int: "a whole number", bool: "true or false", list: "a list", str: "a string"}[
                kinds.get(key, str)
            ]
            raise sheet.error(key, f"“{key}”: {expected} was expected, not {value!r:.40}")
    try:
        return BookOptions.of(**{key.replace("-", "_"): value for key, value in table.items()})
    except UsageError as error:
        raise sheet.error(str(error).split()[0], str(error)) from None


def _refuse_unknown(sheet: _Sheet, table: Mapping[str, Any], known: Iterable[str], what: str) -> None:
    for key in table:
        if key not in known:
            raise sheet.error(key, f"“{key}” is not known of {what}; {_meant(key, known)}")


def _meant(key: str, known: Iterable[str]) -> str:
    """The name that is like an unknown one; all that are known where none is."""
    names = list(known)
    like = get_close_matches(key.lower(), names, 1, 0.8)
    return f"write “{like[0]}” if you mean that" if like else f"choose one of {', '.join(names)}"


def _text(sheet: _Sheet, key: str, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise sheet.error(key, f"“{key}”: a string was expected, not {value!r:.40}")
    return " ".join(value.split())


def _language(sheet: _Sheet, value: Any) -> str:
    lang = corrected(_text(sheet, "lang", value))
    if lang and not is_tag(lang):
        raise sheet.error(str(value), f"“{value}” is not a language tag; name one such as en, en-GB or ar")
    return lang
