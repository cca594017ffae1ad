"""Fenced divisions: ``::: {.callout-tip}``, ``:::note[Title]``, ``:::: challenge``, ``/// note | Title``.

pandoc's fenced_divs and what Quarto, Docusaurus, MyST, VuePress and The Carpentries make of them. A division of a
class that names a box is an aside; any other only groups. A line of colons alone closes the innermost open division,
as pandoc has it: so each has its end, whatever the number of colons.
"""

from __future__ import annotations

import re
from dataclasses import field

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from exporter.patterns import pattern
from exporter.readers.markdown import attributes, boxes
from exporter.readers.markdown.kinds import kind_of, shown_name
from exporter.readers.noted import noted_in
from exporter.records import record

_FENCE = pattern(r"(?P<mark>:{3,}|/{3,})[ \t]*(?P<rest>.*?)[ \t]*$")
_NAMED = pattern(
    r"\{?(?P<name>[A-Za-z][\w-]*)\}?[ \t]*(?:\[(?P<title>[^\]\n]*)\])?[ \t]*"
    r"(?P<attributes>\{[^\n]*\})?[ \t]*(?P<words>[^\n]*)$"
)
_DIRECTIVE = pattern(r"\{([A-Za-z][\w:+-]*)\}")
_CODE = pattern(r"[ \t]*(?:[>*+-][ \t]+|\d{1,9}[.)][ \t]+)*(?P<mark>`{3,}|~{3,})(?P<rest>[^\n]*)$")
_OBJECT = pattern(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
"""What mkdocstrings documents: the path of a module, class or function."""


@record
class Division:
    """What the opening line of a division says."""

    names: tuple[str, ...]
    title: str = ""
    attributes: attributes.Attributes = field(default_factory=dict)


def plugin(md: MarkdownIt) -> None:
    """Read fenced divisions."""
    md.block.ruler.before("fence", "division", _division, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def opening(rest: str, mark: str = ":::") -> Division | None:
    """What an opening line says after its marks; None where it is not one: prose of several words, or nothing."""
    rest = rest.rstrip(":").rstrip() if mark[0] == ":" else rest
    if not rest:
        return None
    if re.fullmatch(r"\{\s*\}", rest):
        return Division(())
    if found := attributes.parse(rest, any_key=True):
        if rest[found[0] :].strip():
            return None
        held = dict(found[1])
        return Division(tuple(held.pop("class", "").split()), held.pop("title", ""), held)
    if directive := _DIRECTIVE.match(rest):  # MyST's, which ``directives`` reads
        return Division((directive[1],), rest[directive.end() :].strip())
    match = _NAMED.match(rest)
    if match is None:
        return None
    braced = attributes.parse(match["attributes"], any_key=True) if match["attributes"] else None
    if match["attributes"] and braced is None:
        return None
    held = dict(braced[1]) if braced else {}
    names = (match["name"], *held.pop("class", "").split())
    words = match["words"].lstrip("|").strip()
    if words and kind_of(match["name"]) is None:
        return None  # ``::: some sentence`` is prose
    return Division(names, match["title"] or words or held.pop("title", ""), held)


def _division(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _fence_at(state, start)
    if found is None:
        return False
    mark, rest = found
    if not rest:  # a stray end
        if not state.env.get("divisions") or mark[0] != ":":
            return False
        if not silent:
            state.line = start + 1
        return True
    if _OBJECT.fullmatch(rest):
        return _object(state, start, end, silent)
    division = opening(rest, mark)
    if division is None:
        return False
    if silent:
        return True
    state.env["divisions"] = True
    after, closed = _end(state, start, end, mark[0])
    _push(state, division, (start, start + 1, after))
    state.line = after + (1 if closed else 0)
    return True


def _object(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``::: package.module.Class``: a site puts the documentation of code here; options are indented under it."""
    last = start
    for line in range(start + 1, end):
        if not state.isEmpty(line) and state.sCount[line] < state.sCount[start] + 4:
            break
        last = line if not state.isEmpty(line) else last
    if not silent:
        name = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
        shift = int(state.env.get("shift", 0))
        whole = state.getLines(start, last + 1, 0, False)
        noted_in(state.env).note("MD003", "documentation of program code was left out", name, start + 1 + shift, whole)
        state.line = last + 1
    return True


def _fence_at(state: StateBlock, line: int) -> tuple[str, str] | None:
    first = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith((":::", "///"), first) or state.is_code_block(line):
        return None
    match = _FENCE.match(state.src[first : state.eMarks[line]])
    return (match["mark"], match["rest"]) if match else None


def _end(state: StateBlock, start: int, end: int, mark: str) -> tuple[int, bool]:
    """The line that closes the division opened at ``start``, and whether there is one; else where its holder ends."""
    open_ones, code = 1, ""
    for line in range(start + 1, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return line, False
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        if match := _CODE.match(text):
            if not code:
                code = match["mark"]
            elif match["mark"].startswith(code) and not match["rest"].strip():
                code = ""
        if code:
            continue
        found = _FENCE.match(text.lstrip(" \t>"))
        if found is None or found["mark"][0] != mark:
            continue
        if not found["rest"]:
            open_ones -= 1
            if not open_ones:
                return line, True
        elif opening(found["rest"], found["mark"]):
            open_ones += 1
    return end, False


def _push(state: StateBlock, division: Division, lines: tuple[int, int, int]) -> None:
    named = next((found for name in division.names if (found := kind_of(name))), None)
    if named is not None:
        name, kind = named
        boxes.push_box(state, kind, division.title, division.attributes, lines, shown_name(name))
        return
    token = state.push("division_open", "div", 1)
    token.map = [lines[0], lines[2]]
    attributes.apply(token, {**division.attributes, **({"class": " ".join(division.names)} if division.names else {})})
    if division.title:
        state.tokens.extend(boxes.title(division.title, lines[0], state.level))
    boxes.tokenize_inside(state, lines[1], lines[2])
    state.push("division_close", "div", -1)
