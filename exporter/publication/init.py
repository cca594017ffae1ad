"""``exporter bind --init``: the TOML file of a publication, made of what a folder or another program's book says."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from exporter.bounds.files import replace_file
from exporter.errors import UsageError
from exporter.model import Identifier, Person
from exporter.publication.orders import SHEETS, plan_of
from exporter.publication.plan import Named, NamedPart, Plan
from exporter.run.pipeline import ReadOptions

TEXTS = {"published": "date", "source": "url"}
"""Fields of the metadata that the file has under another name."""

OPTIONS = """
# How the files are set; these are the defaults.
# [book]
# toc-depth = 2             # how many levels of headings the contents list names
# contents-lines = false    # byline and standfirst of each article in the contents list
# lists = []                # "figures", "tables"
# start = "page"            # where an article begins: "page", "right" (a right-hand page), "none"
# front-matter = "arabic"   # page numbers before the first article: "arabic", "roman"
# design = "book"           # how pages look: a plain "book", or a "magazine"
# cover-page = true         # a PDF begins with the cover
# notes-run = "article"     # notes are counted anew in each "article", or through the "book"
"""


def write_sheet(word: str, output: Path | None, reading: ReadOptions) -> Path | None:
    """Write the file beside the articles, or to ``output`` (``-``: print it). Raises UsageError where there is one."""
    plan = plan_of(word, reading.limits, reading.root)
    text = sheet_of(plan)
    if str(output) == "-":
        sys.stdout.write(text)
        return None
    path = Path(word)
    target = output or (path if path.is_dir() else path.parent) / SHEETS[0]
    if target.exists():
        raise UsageError(f"{target}: is there already; name another file with -o, or print the text with -o -")
    replace_file(target, text.encode("utf-8"))
    return target


def sheet_of(plan: Plan) -> str:
    """The text of the file that says what ``plan`` does. Paths go from the plan's folder."""
    lines = [f"# A publication for exporter bind; the order is that of {plan.order}.", ""]
    said = dict(plan.fields)
    lines += _fields(said)
    for key in ("subtitle", "publisher", "date", "lang", "editor", "series", "issue", "isbn-epub"):
        if not any(line.startswith(f"{key} =") for line in lines):
            lines.append(f'# {key} = ""')
    lines.append(f"cover = {quoted(plan.cover)}" if plan.cover else '# cover = ""')
    if plan.front is not None:
        lines.append(f"front = {quoted(plan.front.path)}")
    top = [piece for piece in plan.pieces if isinstance(piece, Named)]
    lines += ["", *_articles(top)] if top else []
    for piece in plan.pieces:
        if isinstance(piece, NamedPart):
            lines += ["", "[[part]]", f"title = {quoted(piece.title)}"]
            lines += [f"lang = {quoted(piece.lang)}"] if piece.lang else []
            lines += [f"front = {quoted(piece.front.path)}"] if piece.front is not None else []
            lines += _articles(piece.articles)
    return "\n".join(lines) + "\n" + OPTIONS


def _fields(said: dict[str, Any]) -> Iterator[str]:
    for name, value in said.items():
        match name:
            case "authors":
                yield from _people(value)
            case "identifiers":
                yield from _numbers(value)
            case "subjects":
                held = [_table(scheme=item.scheme, code=item.value, name=item.name) for item in value]
                yield f"subjects = [{', '.join(held)}]"
            case "keywords":
                yield f"keywords = [{', '.join(map(quoted, value))}]"
            case _ if value:
                yield f"{TEXTS.get(name, name)} = {quoted(str(value))}"


def _numbers(identifiers: Iterable[Identifier]) -> Iterator[str]:
    """Numbers by their scheme and format (``isbn-epub``); those of schemes without a name of their own in a list."""
    from exporter.readers.metadata_codes import NUMBERS

    others = []
    for item in identifiers:
        if item.scheme in NUMBERS:
            yield f"{item.scheme}{'-' if item.format else ''}{item.format} = {quoted(item.value)}"
        else:
            others.append(_table(scheme=item.scheme, text=item.value))
    if others:
        yield f"identifiers = [{', '.join(others)}]"


def _people(people: Iterable[Person]) -> Iterator[str]:
    """Each role with its people, by its name where it has one; all that is known of a person."""
    from exporter.readers.metadata_people import ROLES

    names = {code: name for name, code in reversed(list(ROLES.items()))}
    by_role: dict[str, list[str]] = {}
    for person in people:
        more = {"orcid": person.orcid, "affiliation": person.affiliation, "sort": person.sort}
        more |= {} if person.role in names else {"role": person.role}
        said = quoted(person.name) if not any(more.values()) else _table(name=person.name, **more)
        by_role.setdefault(names.get(person.role, "contributor"), []).append(said)
    for name, held in by_role.items():
        yield f"{name} = [{', '.join(held)}]"


def _table(**values: str) -> str:
    return "{ " + ", ".join(f"{name} = {quoted(value)}" for name, value in values.items() if value) + " }"


def _articles(articles: Iterable[Named]) -> Iterator[str]:
    yield "articles = ["
    yield from (f"  {_article(item)}," for item in _runs(articles))
    yield "]"


def _runs(articles: Iterable[Named]) -> Iterator[tuple[Named, int]]:
    """The articles, several numbers of one feed in a row as one."""
    waiting: tuple[Named, int] | None = None
    for article in articles:
        if waiting and article.item and replace(waiting[0], item=waiting[1] + 1) == article:
            waiting = (waiting[0], article.item)
            continue
        if waiting:
            yield waiting
        waiting = (article, article.item)
    if waiting:
        yield waiting


def _article(run: tuple[Named, int]) -> str:
    named, last = run
    path = PurePosixPath(named.path).as_posix()
    if named.item:
        path += f"#{named.item}" + (f"-{last}" if last > named.item else "")
    said = {"title": named.title or named.untitled, "decisions": named.decisions, "hints": named.hints}
    said = {key: value for key, value in said.items() if value and key != "title"} | (
        {"title": named.title} if named.title else {}
    )
    if named.format and not named.item:
        said["format"] = named.format
    more = "".join(f", {key} = {quoted(value)}" for key, value in said.items())
    return f"{{ path = {quoted(path)}{more} }}" if more else quoted(path)


def quoted(text: str) -> str:
    """A TOML basic string (TOML 1.0, String)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in escaped) + '"'
