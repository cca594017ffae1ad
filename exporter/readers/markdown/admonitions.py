"""Indented boxes of Python-Markdown and Material for MkDocs: ``!!! note "Title"``, ``??? question``, ``=== "Tab"``.

What is indented under the marker by four columns is Markdown of its own. (Python-Markdown, Admonition; PyMdown
Extensions, Details and Tabbed.)
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from exporter.model import AsideKind
from exporter.patterns import pattern
from exporter.readers.markdown import boxes
from exporter.readers.markdown.kinds import kind_of, shown_name

_BOX = pattern(r'(?:!!!|\?\?\?\+?)[ \t]*(?P<names>[A-Za-z][\w -]*?)(?:[ \t]+"(?P<title>.*)")?[ \t]*$')
_UNNAMED = pattern(r'\?\?\?\+?[ \t]+"(?P<title>.*)"[ \t]*$')
_TAB = pattern(r'===[!+]{0,2}[ \t]+(?:"(?P<double>.*)"|\'(?P<single>.*)\')[ \t]*$')
INDENT = 4


def plugin(md: MarkdownIt) -> None:
    """Read indented boxes and tabs."""
    md.block.ruler.before("fence", "admonition", _admonition, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("!!!", "???", "==="), first) or state.is_code_block(start):
        return False
    after = _end(state, start, end)
    said = _said(state.src[first : state.eMarks[start]], holds=after > start + 1)
    if said is None:
        return False
    if not silent:
        kind, title, default = said
        boxes.push_box(state, kind, title, {}, (start, start + 1, after), default, state.sCount[start] + INDENT)
    return True


def _said(line: str, *, holds: bool) -> tuple[AsideKind, str, str] | None:
    """The kind, the title and the usual title of a marker; None for any other line."""
    if tab := _TAB.match(line):
        return "sidebar", tab["double"] or tab["single"] or "", ""
    if unnamed := _UNNAMED.match(line):
        return "sidebar", unnamed["title"], ""
    match = _BOX.match(line)
    first = match["names"].split()[0].lower() if match else ""
    known = match is not None and len(match["names"].split()) == 1 and kind_of(first) is not None
    if match is None or not (holds or match["title"] or known):
        return None
    name, kind = kind_of(first) or (first, "note")
    return kind, match["title"] or "", "" if match["title"] is not None else shown_name(name)


def _end(state: StateBlock, start: int, end: int) -> int:
    """The first line after ``start`` that is no longer indented under it; empty lines at the end are not part of it."""
    last = start
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < state.sCount[start] + INDENT:
            break
        last = line
    return last + 1
