"""Tables of MyST's directives: ``{table}`` round one of Markdown's, ``{list-table}``, ``{csv-table}``."""

from __future__ import annotations

import io

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from exporter.readers.markdown import boxes
from exporter.readers.markdown.directive_parts import Directive, body, note, paragraph


def table(state: StateBlock, directive: Directive) -> None:
    """A table whose caption stands behind the name."""
    at = len(state.tokens)
    boxes.tokenize_inside(state, *directive.lines[1:])
    opened = next((token for token in state.tokens[at:] if token.type == "table_open"), None)
    if opened is not None:
        _captioned(state, directive, opened)
    elif directive.words:
        paragraph(state, directive.words, directive.lines[0])


def _captioned(state: StateBlock, directive: Directive, opened: Token) -> None:
    if directive.label:
        opened.attrSet("id", directive.label)
    if directive.words or directive.label:
        paragraph(state, f": {directive.words}", directive.lines[0])
    if directive.label:
        opened.meta = {"numbers": "table", "caption": state.tokens[-2]}


def _count(directive: Directive, key: str) -> int:
    said = directive.options.get(key, "")
    return int(said) if said.isdecimal() and len(said) < 3 else 0


def list_table(state: StateBlock, directive: Directive) -> None:
    """A table written as a list of lists: an item of the outer is a row, one of the inner a cell."""
    at = len(state.tokens)
    boxes.tokenize_inside(state, *directive.lines[1:])
    held = state.tokens[at:]
    if not held or held[0].type not in ("bullet_list_open", "ordered_list_open"):
        return
    del state.tokens[at:]
    level, heads, stubs = held[0].level, _count(directive, "header-rows"), _count(directive, "stub-columns")
    opened = _open_table(state, directive, stubs)
    row = column = 0
    for token in held:
        depth = token.level - level
        if token.type == "list_item_open" and depth == 1:
            row, column = row + 1, 0
            state.tokens.append(Token("tr_open", "tr", 1, block=True, map=token.map))
        elif token.type == "list_item_close" and depth == 1:
            state.tokens.append(Token("tr_close", "tr", -1, block=True))
        elif token.type in ("list_item_open", "list_item_close") and depth == 3:
            column += token.nesting == 1
            tag = "th" if row <= heads or column <= stubs else "td"
            name = f"{tag}_open" if token.nesting == 1 else f"{tag}_close"
            state.tokens.append(Token(name, tag, token.nesting, block=True))
        elif depth > 3:
            state.tokens.append(token)
    state.push("table_close", "table", -1)
    _captioned(state, directive, opened)


def _open_table(state: StateBlock, directive: Directive, stubs: int) -> Token:
    opened = state.push("table_open", "table", 1)
    opened.map = [directive.lines[0], directive.lines[2]]
    if stubs:
        opened.attrSet("header-columns", str(stubs))
    return opened


def csv_table(state: StateBlock, directive: Directive) -> None:
    """A table of values parted by commas."""
    said = directive.options.get("delim") or ","
    parting = {"tab": "\t", "space": " "}.get(said, said)
    lines = io.StringIO(body(state, directive))
    import csv  # noqa: PLC0415  (start-up: few tables are written so)

    rows = list(csv.reader(lines, delimiter=parting[:1], skipinitialspace=True))
    heads = _count(directive, "header-rows")
    if head := directive.options.get("header"):
        rows.insert(0, next(csv.reader([head], skipinitialspace=True)))
        heads += 1
    rows = [row for row in rows if row]
    if not rows:
        note(state, "MD003", "includes of other files were left out", directive)
        return
    opened = _open_table(state, directive, stubs := _count(directive, "stub-columns"))
    line = directive.lines[1]
    for number, row in enumerate(rows):
        state.tokens.append(Token("tr_open", "tr", 1, block=True, map=[line, line + 1]))
        for column, words in enumerate(row):
            tag = "th" if number < heads or column < stubs else "td"
            inline = Token("inline", "", 0, content=words.strip(), map=[line, line + 1], children=[], block=True)
            state.tokens += [
                Token(f"{tag}_open", tag, 1, block=True),
                inline,
                Token(f"{tag}_close", tag, -1, block=True),
            ]
        state.tokens.append(Token("tr_close", "tr", -1, block=True))
    state.push("table_close", "table", -1)
    _captioned(state, directive, opened)
