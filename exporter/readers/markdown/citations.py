"""Citations: ``[@key, p. 3]``, ``[see @a; -@b]``, ``@key says`` (pandoc, citations), set from the article's
bibliography.

What a cluster of citations says is only known when all are read, so each leaves a token that is filled at the end,
and the list of what was cited follows the text. Without a bibliography, or without the extra that sets it, one
finding says so, and no key is printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from exporter.patterns import pattern
from exporter.phrases import phrase
from exporter.readers.noted import noted_in
from exporter.records import record

_KEY = r"(?:\{[^{}\s]+\}|[\w](?:[\w]|[:.#$%&+?<>~/-](?=\w))*)"
_CLUSTER = pattern(rf"\[(?=[^\[\]]*(?<![\w])-?@{_KEY})((?:[^\[\]]|\[[^\[\]]*\]){{1,1000}})\](?![(\[])")
_ITEM = pattern(rf"(?P<before>.*?)(?<![\w@])(?P<less>-?)@(?P<key>{_KEY})(?P<after>.*)", re.DOTALL)
_NARRATIVE = pattern(rf"@(?P<key>{_KEY})(?:[ ]*\[(?P<after>[^\[\]@\n]{{0,200}})\](?!\())?")
_LOCATOR = pattern(
    r"\s*,?\s*(?:\{|)(?P<label>pp?\.|pages?|ch\.|chap\.|chapters?|sec\.|sections?|§+|figs?\.|vol\.|no\.|para\.|l\.|S\.|Kap\.)?\s*"
    r"(?P<locator>[\divxlcIVXLC][\divxlcIVXLC\s,–—-]*[a-z]?)(?:\}|)(?P<rest>.*)$",
    re.DOTALL,
)
LABELS = {"p": "page", "pp": "page", "page": "page", "pages": "page", "ch": "chapter", "chap": "chapter", "S": "page",
          "chapter": "chapter", "chapters": "chapter", "sec": "section", "section": "section", "sections": "section",
          "§": "section", "§§": "section", "fig": "figure", "figs": "figure", "vol": "volume", "no": "issue",
          "para": "paragraph", "l": "line", "Kap": "chapter"}  # fmt: skip
HEADINGS = pattern(
    r"references|bibliography|works cited|literature|literatur|literaturverzeichnis|quellen|références|bibliographie"
    r"|referencias|bibliografía",
    re.I,
)


@record
class Cited:
    """One citation in a cluster: the key of a work, what part of it, and the words around it."""

    key: str
    prefix: str = ""
    label: str = ""
    locator: str = ""
    suffix: str = ""
    without_author: bool = False


def plugin(md: MarkdownIt) -> None:
    """Read citations where ``env["citations"]`` is set to the works that may be cited (or is empty: none are known)."""
    md.inline.ruler.before("link", "citation", _citation)
    md.core.ruler.push("citations", _fill)


def items_of(inner: str) -> tuple[Cited, ...]:
    """The citations in the words of a cluster; none where a part has no key."""
    made = []
    for part in re.split(r";", inner):
        match = _ITEM.fullmatch(part.strip())
        if match is None:
            return ()
        locator = _LOCATOR.match(match["after"]) if match["after"].strip(" ,") else None
        label = (locator["label"] or "").rstrip(".") if locator else ""
        made.append(
            Cited(
                match["key"].strip("{}"),
                match["before"].strip(),
                LABELS.get(label, "page") if locator else "",
                locator["locator"].strip(" ,") if locator else "",
                (locator["rest"] if locator else match["after"]).strip(" ,"),
                bool(match["less"]),
            )
        )
    return tuple(made)


def _citation(state: StateInline, silent: bool) -> bool:
    sign = state.src[state.pos]
    works: Mapping[str, Any] | None = state.env.get("works")
    if works is None or sign not in "[@":
        return False
    if sign == "[":
        match = _CLUSTER.match(state.src, state.pos, state.posMax)
        items = items_of(match[1]) if match else ()
        if match is None or not items:
            return False
        if not silent:
            push(state, items)
        state.pos = match.end()
        return True
    match = _NARRATIVE.match(state.src, state.pos, state.posMax)
    before = state.src[state.pos - 1] if state.pos else " "
    if match is None or before.isalnum() or before in "@/.\\" or match["key"].strip("{}") not in works:
        return False
    items = items_of(f"@{match['key']}, {match['after'] or ''}")
    if not items:
        return False
    if not silent:
        push(state, items, narrative=True)
    state.pos = match.end()
    return True


def push(state: StateInline, items: tuple[Cited, ...], *, narrative: bool = False) -> None:
    """Push the token of a cluster. ``narrative``: the sentence itself names the author."""
    token = state.push("citation", "", 0)
    token.meta = {"items": items, "narrative": narrative, "line": noted_in(state.env).line}


def _fill(state: StateCore) -> None:
    """Fill the tokens of all citations, and add the list of what was cited."""
    clusters = [
        child for token in state.tokens for child in token.children or () if child.type == "citation" and child.meta
    ]
    if not clusters:
        return
    works: Mapping[str, Any] = state.env.get("works") or {}
    noted = noted_in(state.env)
    for cluster in clusters:
        for item in cluster.meta["items"]:
            if item.key not in works:
                noted.note("MD008", "the work is not in the article's bibliography", item.key, cluster.meta["line"])
    known = [cluster for cluster in clusters if all(item.key in works for item in cluster.meta["items"])]
    done = _set(state, known)
    for token in state.tokens:
        if token.type == "inline" and token.children:
            _blank(token.children)
    if done is None:
        return
    if done.entries:
        _add_list(state, done.entries)
    for number, (cluster, words) in enumerate(zip(known, done.clusters, strict=True), 1):
        space = str(cluster.meta.get("space", ""))
        cluster.content = _as_note(state, cluster, number, words, space) if done.are_notes else space + words


def _set(state: StateCore, known: list[Token]) -> Any:
    """The clusters of known works, set (``bibliography.Settled``); None, with one finding, where they cannot be."""
    setter = state.env.get("set_citations")
    if not known:
        return None
    done, reason = None, "citations need the extra exporter[citations], which is not installed"
    if setter:
        try:
            done = setter([(cluster.meta["items"], cluster.meta["narrative"]) for cluster in known])
        except ValueError:  # CannotSet, of a module that is loaded only where works are cited
            reason = "the citations could not be set: look at the fields of these works and at the citation style"
    if done is None:
        keys = "; ".join(item.key for cluster in known for item in cluster.meta["items"])
        noted_in(state.env).note("MD008", reason, keys, known[0].meta["line"])
    return done


def _as_note(state: StateCore, cluster: Token, number: int, words: str, space: str) -> str:
    """A cluster of a style of notes: its words stand in a note; a sentence that names the author keeps the name."""
    key = f"citation-{number}"
    body = f'<x-note-body data-note="{key}"><p>{words}</p></x-note-body>\n'
    state.tokens.append(Token("html_block", "", 0, content=body, block=True, map=None))
    name = space + words.partition(",")[0] if cluster.meta["narrative"] else ""
    return f'{name}<x-note data-note="{key}"></x-note>'


def _blank(children: list[Token]) -> None:
    """Leave every citation without words, and the space before it with it."""
    for before, token in zip([None, *children], children, strict=False):
        if token.type == "citation":
            token.content = ""
            if before is not None and before.type == "text":
                token.meta["space"] = before.content[len(before.content.rstrip()) :]
                before.content = before.content.rstrip()


def _add_list(state: StateCore, entries: list[str]) -> None:
    """The list of works: where ``::: {#refs}`` stands, else at the end, under a heading of its own."""
    items = "".join(f"<li>{entry}</li>" for entry in entries)
    held = Token("html_block", "", 0, content=f"<ul>{items}</ul>\n", block=True, map=None)
    place = next((at for at, token in enumerate(state.tokens) if token.attrs.get("id") == "refs"), None)
    if place is not None and state.tokens[place].nesting == 1:
        state.tokens.insert(place + 1, held)
        return
    last = next((at for at in range(len(state.tokens) - 1, -1, -1) if state.tokens[at].type == "heading_close"), -1)
    ends_with_heading = last == len(state.tokens) - 1 and HEADINGS.fullmatch(state.tokens[last - 1].content.strip())
    if not ends_with_heading:
        title = str(state.env.get("references_title") or phrase("ref-works", str(state.env.get("lang", ""))))
        held.content = f"<h2>{escape(title)}</h2>\n" + held.content
    state.tokens.append(held)
