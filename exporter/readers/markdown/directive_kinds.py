"""What MyST's directives mean: boxes, figures, tables, formulas, code, and what only a site could make.

A directive that is not known keeps its words, and is named once; one whose content is elsewhere (other files, the
site's lists of pages, the documentation of code) is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from exporter.model import AsideKind
from exporter.readers.markdown import boxes
from exporter.readers.markdown.directive_parts import Directive, body, note, paragraph
from exporter.readers.markdown.directive_tables import csv_table, list_table, table
from exporter.readers.markdown.kinds import KINDS, kind_of, shown_name

ELSEWHERE = {
    "includes of other files were left out": "include literalinclude embed mdinclude download",
    "lists that a site makes were left out": "toctree tableofcontents contents sectionauthor codeauthor tags postlist "
    "list-figures list-tables minitoc index highlight default-role currentmodule module py:module py:currentmodule "
    "testsetup testcleanup meta tabularcolumns only-index",
    "documentation of program code was left out": "automodule autoclass autofunction automethod autodata autoattribute "
    "autosummary autoexception autodoc2-object autodoc2-summary autodoc doxygenclass doxygenfunction click argparse "
    "program-output docstring",
    "pictures that a program would draw were left out": "plot altair-plot bokeh-plot ipywidgets-display",
}
LEFT_OUT = {name: kind for kind, names in ELSEWHERE.items() for name in names.split()}
GROUPS = frozenset(
    "tab-set tabs grid container div only card-carousel flat-table code-group compound rst-class class "
    "grid-container parsed-literal-group output".split()
)
TITLED: dict[str, AsideKind] = {
    "admonition": "note",
    **dict.fromkeys("dropdown card grid-item-card grid-item toggle tab-item tab group-tab".split(), "sidebar"),
    **dict.fromkeys("sidebar topic margin aside".split(), "sidebar"),
}
"""Boxes whose title is always what stands behind their name."""
VERSIONS = {
    **dict.fromkeys(("versionadded", "version-added"), "Added in version"),
    **dict.fromkeys(("versionchanged", "version-changed"), "Changed in version"),
    **dict.fromkeys(("deprecated", "version-deprecated"), "Deprecated since version"),
    **dict.fromkeys(("versionremoved", "version-removed"), "Removed in version"),
}
CODE = frozenset("code code-block code-cell sourcecode parsed-literal literal prompt command-output".split())
DIAGRAMS = frozenset("mermaid graphviz dot digraph plantuml uml eval-rst".split())
QUOTES = frozenset("epigraph pull-quote highlights blockquote".split())
FILMS = frozenset("iframe youtube vimeo video audio button-link".split())


def build(state: StateBlock, directive: Directive) -> None:
    """Write the tokens of what a directive means."""
    name = directive.name.removeprefix("prf:").removeprefix("proof:").removesuffix("-start")
    if name.endswith("-end") and kind_of(name.removesuffix("-end")):
        return
    if name == "solution" and re.fullmatch(r"[\w:.-]+", directive.words):
        directive = replace(directive, words="")  # the label of its exercise
    if name in _BUILDERS:
        _BUILDERS[name](state, directive)
    elif name in TITLED or kind_of(name):
        _box(state, directive, name)
    elif name in LEFT_OUT:
        note(state, "MD003", LEFT_OUT[name], directive, gone=True)
    else:
        if name not in GROUPS:
            note(state, "MD003", "directives that are not known were read as plain text", directive)
        _group(state, directive)


def _box(state: StateBlock, directive: Directive, name: str) -> None:
    """A box. What stands behind a known name is its title, or its words where it holds nothing else (docutils)."""
    found = kind_of(name)
    kind = TITLED.get(name) or (found[1] if found else "sidebar")
    words = directive.words
    marker, first, after = directive.lines
    holds = bool(body(state, directive).strip())
    default = shown_name(found[0]) if found and name not in TITLED else ""
    said = {"id": directive.label} if directive.label else {}
    if words and found and name not in TITLED and (not holds or len(words) > 80 or words.endswith(".")):
        state.tokens.append(boxes.opening(kind, said, [marker, after], state.level))
        state.tokens.extend(boxes.title(default, marker, state.level + 1) if default else ())
        paragraph(state, words, marker)
        boxes.tokenize_inside(state, first, after)
        state.tokens.append(boxes.closing(state.level))
        return
    shown = (
        f"{default}: {words}" if words and name in ("theorem", "lemma", "proof", "exercise", "definition") else words
    )
    boxes.push_box(state, kind, shown, said, directive.lines, default)


def _group(state: StateBlock, directive: Directive) -> None:
    """What only groups: its words, if any, and what it holds."""
    marker, first, after = directive.lines
    token = state.push("division_open", "div", 1)
    token.map = [marker, after]
    if directive.label:
        token.attrSet("id", directive.label)
    if directive.words and directive.name not in GROUPS:
        paragraph(state, directive.words, marker)
    boxes.tokenize_inside(state, first, after)
    state.push("division_close", "div", -1)


def _version(state: StateBlock, directive: Directive) -> None:
    number, _, words = directive.words.partition(" ")
    marker, first, after = directive.lines
    title = f"{VERSIONS[directive.name]} {number}".rstrip()
    state.tokens.append(boxes.opening("note", {}, [marker, after], state.level))
    state.tokens.extend(boxes.title(title, marker, state.level + 1))
    if words:
        paragraph(state, words, marker)
    boxes.tokenize_inside(state, first, after)
    state.tokens.append(boxes.closing(state.level))


def _picture(directive: Directive) -> str:
    """The picture of a directive as Markdown."""
    alt = directive.options.get("alt")
    said = "" if alt is None else '{alt="' + alt.replace("\\", "\\\\").replace('"', '\\"') + '"}'
    return f"![]({_address(directive.words)}){said}"


def _address(words: str) -> str:
    return "<" + words.strip().strip("<>").replace("\n", " ") + ">" if words.strip() else ""


def _image(state: StateBlock, directive: Directive) -> None:
    paragraph(state, _picture(directive), directive.lines[0])


def _figure(state: StateBlock, directive: Directive) -> None:
    """A figure: its picture, and in its body the caption, which is the first paragraph, and the legend."""
    marker, first, after = directive.lines
    opened = state.push("division_open", "figure", 1)
    opened.map = [marker, after]
    label = directive.label
    if label:
        opened.attrSet("id", label)
    if directive.words and directive.words.strip("<>"):
        paragraph(state, _picture(directive), marker)
    at = len(state.tokens)
    boxes.tokenize_inside(state, first, after)
    caption = next((n for n in range(at, len(state.tokens)) if state.tokens[n].type == "paragraph_open"
                    and state.tokens[n].level == state.level
                    and not state.tokens[n + 1].content.startswith(("![", "[!["))), None)  # fmt: skip
    if caption is not None:
        state.tokens[caption].tag = state.tokens[caption + 2].tag = "figcaption"
    elif label:
        paragraph(state, "", marker, "figcaption")
        caption = len(state.tokens) - 3
    if label and caption is not None:
        opened.meta = {"numbers": "figure", "caption": state.tokens[caption + 1]}
    state.push("division_close", "figure", -1)


def _code(state: StateBlock, directive: Directive) -> None:
    token = state.push("fence", "code", 0)
    token.map = [directive.lines[0], directive.lines[2]]
    language, _, tab = directive.words.strip().partition(" ")
    title = directive.options.get("caption") or directive.options.get("filename") or ""
    title = title or (tab.strip() if directive.name == "code-tab" else "")
    plain = re.sub(r"[\"{}]", "'", title)
    token.info = language + (f' title="{plain}"' if title else "")
    token.content = body(state, directive).removeprefix("\n") if directive.options else body(state, directive)
    token.content = token.content.rstrip("\n") + "\n" if token.content.strip() else ""
    if directive.label:
        token.attrSet("id", directive.label)


def _diagram(state: StateBlock, directive: Directive) -> None:
    note(state, "MD003", "what a program would draw is shown as its source", directive)
    language = {"eval-rst": "rst"}.get(directive.name, directive.name)
    _code(state, Directive("code", language, directive.options, directive.lines))


def _formula(state: StateBlock, directive: Directive) -> None:
    token = state.push("math_block", "math", 0)
    token.map = [directive.lines[0], directive.lines[2]]
    token.content = "\n".join(part for part in (directive.words, body(state, directive)) if part.strip()).strip()
    if directive.label:
        token.attrSet("id", directive.label)
        token.meta = {"numbers": "equation"}


def _quote(state: StateBlock, directive: Directive) -> None:
    state.push("blockquote_open", "blockquote", 1).map = [directive.lines[0], directive.lines[2]]
    if directive.words:
        paragraph(state, directive.words, directive.lines[0])
    boxes.tokenize_inside(state, *directive.lines[1:])
    state.push("blockquote_close", "blockquote", -1)


def _raw(state: StateBlock, directive: Directive) -> None:
    if directive.words.strip().lower() in ("html", ""):
        state.push("html_block", "", 0).content = body(state, directive)
    else:
        note(state, "MD005", f"raw {directive.words} was left out", directive, gone=True)


def _film(state: StateBlock, directive: Directive) -> None:
    address = directive.words.strip("<> ")
    if directive.name in ("youtube", "vimeo") and re.fullmatch(r"[\w-]{3,40}", address):
        address = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}[
            directive.name
        ] + address
    words = " ".join(body(state, directive).split()) or directive.options.get("title") or address
    paragraph(state, f"[{words.replace('[', '').replace(']', '')}]({_address(address)})", directive.lines[0])


def _rubric(state: StateBlock, directive: Directive) -> None:
    paragraph(state, f"**{directive.words.strip()}**" if directive.words.strip() else "", directive.lines[0])


def _works(state: StateBlock, directive: Directive) -> None:
    """The place of the list of works."""
    state.push("division_open", "div", 1).attrSet("id", "refs")
    state.push("division_close", "div", -1)


def _object(state: StateBlock, directive: Directive) -> None:
    """The description of an object of a program: its signature, and what is said of it."""
    paragraph(state, f"`{directive.words.strip('`')}`" if directive.words else "", directive.lines[0])
    boxes.tokenize_inside(state, *directive.lines[1:])


def _glossary(state: StateBlock, directive: Directive) -> None:
    """Terms, each on a line, and their meanings indented under them (reStructuredText); else Markdown's own lists."""
    text = body(state, directive)
    if re.search(r"^[ \t]*[:~][ \t]", text, re.MULTILINE) or not re.search(r"^\S.*\n[ \t]+\S", text, re.MULTILINE):
        _group(state, directive)
        return
    lines, before = [], ""
    for line in text.split("\n"):
        indented = line[:1].isspace() and line.strip()
        if line.strip() and not indented and before[:1].isspace():
            lines.append("")
        lines.append(("  " if before[:1].isspace() else ": ") + line.strip() if indented else line)
        before = line if line.strip() else before
    tokens: list[Token] = []
    state.md.block.parse("\n".join(lines), state.md, state.env, tokens)
    for token in tokens:
        token.map = list(directive.lines[:2]) if token.map else None
    state.tokens.extend(tokens)


_BUILDERS: dict[str, Callable[[StateBlock, Directive], None]] = {
    "figure": _figure, "figure-md": _figure, "subfigure": _figure, "image": _image, "math": _formula, "raw": _raw,
    "rubric": _rubric, "centered": _rubric, "bibliography": _works, "glossary": _glossary,
    "table": table, "list-table": list_table,
    "csv-table": csv_table, "py:function": _object, "py:class": _object, "py:method": _object, "py:data": _object,
    "py:attribute": _object, "function": _object, "confval": _object, "option": _object, "describe": _object,
    **dict.fromkeys((*CODE, "code-tab"), _code), **dict.fromkeys(DIAGRAMS, _diagram), **dict.fromkeys(QUOTES, _quote),
    **dict.fromkeys(FILMS, _film), **dict.fromkeys(VERSIONS, _version),
}  # fmt: skip
KNOWN = (
    frozenset(_BUILDERS) - DIAGRAMS - {"function", "option"}
    | frozenset(LEFT_OUT)
    | GROUPS
    | TITLED.keys()
    | KINDS.keys()
)
"""Names of directives that mean the same in every dialect; in those of Quarto and R a fence in braces is code."""
