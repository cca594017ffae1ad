"""Portable Text, Sanity's rich text: flat blocks with ``_type``, spans with decorators or ``markDefs`` as marks.

Items of lists lie flat with a ``level`` (portabletext/toolkit, ``nestLists``); all but a ``block`` is an object of the
publisher's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from exporter.languages import corrected
from exporter.readers.cms import inlines, named, parts, runs
from exporter.readers.cms.fields import Fields
from exporter.readers.cms.flat_lists import Flat, nested_lists
from exporter.readers.cms.inlines import unknown_inline
from exporter.readers.cms.json_places import listed, objects
from exporter.readers.cms.names import first, folded
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.runs import Mark, Run
from exporter.readers.cms.tree import Nodes, words_of

EMPTY_ALT: EmptyAlt = "unsaid"


def nodes(r: Reading, value: list[Mapping[str, Any]] | Mapping[str, Any]) -> Nodes:
    """The blocks of Portable Text: a list of them, or one alone."""
    made: list[Flat] = []
    for item in [value] if isinstance(value, Mapping) else value:
        with r.at(item):
            flat = _block(r, item)
            lang = first(item, ("lang", "language")) if item.get("_type") == "block" else None
            if isinstance(lang, str) and len(flat.nodes) == 1:
                flat.nodes[0].attrs.setdefault("lang", corrected(lang))
            made.append(flat)
    return nested_lists(r, made)


def _block(r: Reading, item: Mapping[str, Any]) -> Flat:
    kind = str(item.get("_type", "block"))
    if not isinstance(item.get("children"), list) or (kind != "block" and r.own.of(kind) is not None):
        return Flat(_object(r, kind, item), pos=r.pos)
    inner = runs.nested(_runs(r, item))
    if said := item.get("listItem"):
        level = item.get("level")
        depth = level if isinstance(level, int) and 0 < level < 100 else 1
        ordered = folded(str(said)) in ("number", "numbered", "ordered", "decimal", "ol")
        checked = item.get("checked")
        box = parts.task(r, checked is True) if folded(str(said)) in ("checkbox", "task", "checklist", "todo") else []
        return Flat([*box, *inner], depth, ordered, pos=r.pos)
    return _styled(r, str(item.get("style") or "normal"), item, inner)


def _styled(r: Reading, style: str, item: Mapping[str, Any], inner: Nodes) -> Flat:
    name = folded(style)
    if len(name) == 2 and name[0] == "h" and name[1] in "123456":
        return Flat(parts.heading(r, int(name[1]), inner), pos=r.pos)
    if name in ("blockquote", "quote", "pullquote"):
        who = Fields(
            r, {key: value for key, value in item.items() if key in ("attribution", "speaker", "author")}
        ).speaker()
        return Flat(parts.paragraph(r, inner), quoted=True, who=who, pos=r.pos)
    if name in SPEAKERS:
        return Flat(parts.paragraph(r, inner), speaks=True, pos=r.pos)
    if name in ("code", "pre", "codeblock"):
        return Flat(parts.code(r, words_of(inner)), pos=r.pos)
    return Flat(parts.paragraph(r, inner, name), pos=r.pos)


def _object(r: Reading, kind: str, item: Mapping[str, Any]) -> Nodes:
    held = {key: value for key, value in item.items() if key not in ("_type", "_key")}
    if kind == "break" and r.own.of(kind) is None:
        return parts.rule(r)
    return named.block(r, kind, held)


def _runs(r: Reading, item: Mapping[str, Any]) -> list[Run]:
    defs = {str(held.get("_key")): held for held in objects(item.get("markDefs"))}
    children = [child for child in item["children"] if isinstance(child, Mapping)]
    made: list[Run] = []
    for number, child in enumerate(children):
        with r.at(child):
            marks = [str(mark) for mark in listed(child.get("marks"))]
            known = tuple(mark for mark in (_mark(r, name, defs) for name in marks) if mark)
            if isinstance(child.get("text"), str) and child.get("_type", "span") == "span":
                noted = any(folded(str(defs.get(name, {}).get("_type"))) in NOTES for name in marks)
                words = "" if noted and NOTE_MARK.fullmatch(child["text"]) else child["text"]
                made.append(Run(words, known, pos=r.pos))
            else:
                kind = str(child.get("_type", "inline"))
                held = {key: value for key, value in child.items() if key not in ("_type", "_key", "marks")}
                made.append(Run("", known, tuple(inlines.inline(r, kind, held, [])), r.pos))
            made.extend(_notes(r, marks, defs, children[number + 1 :]))
    return [run for run in made if run.words or run.nodes]


def _notes(r: Reading, marks: list[str], defs: Mapping[str, Any], after: list[Mapping[str, Any]]) -> list[Run]:
    """The notes whose words end here: a note stands after the last of the words it is on."""
    made: list[Run] = []
    following = listed(after[0].get("marks")) if after else []
    for name in marks:
        held = defs.get(name)
        if held is not None and folded(str(held.get("_type"))) in NOTES and name not in following:
            body = inlines.inline(r, "footnote", {key: value for key, value in held.items() if key[:1] != "_"}, [])
            if body:
                made.append(Run("", (), tuple(body), r.pos))
    return made


NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡§])[\])]?\s*")
"""Words that are no more than a note's mark: the note says itself where it stands."""
NOTES = frozenset(["footnote", "endnote", "note", "sidenote"])
SPEAKERS = frozenset("attribution quoteattribution quoteauthor quotesource cite citation quotecaption".split())


def _mark(r: Reading, name: str, defs: Mapping[str, Any]) -> Mark | None:
    held = defs.get(name)
    if held is None:
        known = runs.by_name(name)
        if known == "":
            unknown_inline(r, name)
        return known if isinstance(known, Mark) else None
    kind = folded(str(held.get("_type", "")))
    address = first(held, ("href", "url", "link"))
    if kind in NOTES:
        return None
    if kind in ("language", "lang", "textlanguage", "locale"):
        tag = first(held, ("lang", "language", "locale", "code"))
        return runs.language(tag) if isinstance(tag, str) else None
    if kind in ("abbr", "abbreviation", "acronym"):
        meaning = first(held, ("title", "expansion", "definition", "meaning"))
        return Mark("abbr", (("title", meaning),) if isinstance(meaning, str) else ())
    if isinstance(address, str) and address.strip():
        return runs.link(address.strip())
    if kind in ("link", "internallink", "reference"):
        r.report("CMS006", "a link to another document of the CMS leads nowhere outside it; its words stay", once=True)
        return None
    known = runs.by_name(kind)
    if known == "":
        unknown_inline(r, str(held.get("_type")))
    return known if isinstance(known, Mark) else None
