"""Mobiledoc (0.3), Ghost's format before Lexical: sections of markers that open and close markups, atoms and cards.

A section is ``[1, tag, markers]``, ``[2, picture]``, ``[3, tag, items]`` or ``[10, card]``; a marker says which markups
begin at it and how many end after it (mobiledoc-kit, MOBILEDOC.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporter.readers.cms import ghost, inlines, parts, pictures, runs
from exporter.readers.cms.json_places import listed
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.runs import Mark, Run
from exporter.readers.cms.tree import Nodes

EMPTY_ALT: EmptyAlt = "unsaid"


def nodes(r: Reading, value: Mapping[str, Any]) -> Nodes:
    """The blocks of a Mobiledoc."""
    made: Nodes = []
    for section in listed(value.get("sections")):
        match section:
            case [1, str() as tag, list() as markers, *_]:
                made.extend(_text(r, value, tag.lower(), markers))
            case [2, str() as address]:
                made.extend(pictures.figure_of(r, {}, address))
            case [3, str() as tag, list() as items, *_]:
                held = [runs.nested(_runs(r, value, item)) for item in items if isinstance(item, list)]
                made.extend(parts.list_of(r, held, ordered=tag.lower() == "ol"))
            case [10, int() as number]:
                made.extend(_card(r, value, number))
            case _:
                pass
    return made


def _text(r: Reading, value: Mapping[str, Any], tag: str, markers: list[Any]) -> Nodes:
    inner = runs.nested(_runs(r, value, markers))
    if tag in ("blockquote", "pull-quote", "aside"):
        return parts.quote(r, inner, [], pull=tag != "blockquote")
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return parts.heading(r, int(tag[1]), inner)
    return parts.paragraph(r, inner)


def _card(r: Reading, value: Mapping[str, Any], number: int) -> Nodes:
    match _listed(value, "cards", number):
        case [str() as kind, Mapping() as held, *_]:
            return ghost.card(r, kind, held)
        case [str() as kind, *_]:
            return ghost.card(r, kind, {})
        case _:
            return []


def _runs(r: Reading, value: Mapping[str, Any], markers: list[Any]) -> list[Run]:
    made: list[Run] = []
    open_ones: list[Mark | None] = []
    for marker in markers:
        match marker:
            case [int() as kind, list() as opened, int() as closed, held]:
                open_ones.extend(_markup(r, _listed(value, "markups", number)) for number in opened)
                marks = tuple(mark for mark in open_ones if mark)
                if kind == 0:
                    made.append(Run(str(held), marks, pos=r.pos))
                else:
                    made.extend(_atom(r, _listed(value, "atoms", held), marks))
                del open_ones[len(open_ones) - min(closed, len(open_ones)) :]
            case _:
                pass
    return [run for run in made if run.words or run.nodes]


def _markup(r: Reading, held: Any) -> Mark | None:
    match held:
        case ["a", list() as said, *_]:
            pairs = {str(name): value for name, value in zip(said[::2], said[1::2], strict=False)}
            return runs.link(str(pairs["href"])) if pairs.get("href") else None
        case [str() as tag, *_]:
            known = runs.by_name(tag)
            if known == "":
                inlines.unknown_inline(r, tag)
            return known if isinstance(known, Mark) else None
        case _:
            return None


def _atom(r: Reading, held: Any, marks: tuple[Mark, ...]) -> list[Run]:
    match held:
        case ["soft-return" | "softReturn" | "br", *_]:
            return [Run("\n", marks, pos=r.pos)]
        case [str() as kind, words, payload, *_]:
            fields = {**payload, "text": words} if isinstance(payload, Mapping) else {"text": words}
            made = inlines.inline(r, kind, fields, [])
            return [Run("", marks, tuple(made), r.pos)] if made else []
        case _:
            return []


def _listed(value: Mapping[str, Any], name: str, number: Any) -> Any:
    held = value.get(name)
    return held[number] if isinstance(held, list) and isinstance(number, int) and 0 <= number < len(held) else None
