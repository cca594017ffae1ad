"""Line blocks of pandoc: lines that begin with a bar keep their ends and indents, as in verse and addresses."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from exporter.patterns import pattern

_LINE = pattern(r"\|(?: ([^\n]*)|$)")
NO_BREAK = "\u00a0"


def plugin(md: MarkdownIt) -> None:
    """Read line blocks."""
    md.block.ruler.before("table", "line_block", _line_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _line_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or not _text(state, start).startswith("|"):
        return False
    lines: list[str] = []
    line = start
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        text = _text(state, line)
        match = _LINE.fullmatch(text)
        if match and not (text.rstrip().endswith("|") and len(text.rstrip()) > 1) and " | " not in text[1:]:
            lines.append(match[1] or "")
        elif lines and state.sCount[line] > state.sCount[start] and not text.startswith("|"):
            lines[-1] += " " + text.strip()
        else:
            break
        line += 1
    if not any(text.strip() for text in lines) or (line < end and _text(state, line).startswith("|")):
        return False
    if silent:
        return True
    token = state.push("paragraph_open", "p", 1)
    token.map = [start, line]
    token = state.push("inline", "", 0)
    token.map, token.children = [start, line], []
    token.content = "\\\n".join(_indented(text) for text in lines)
    state.push("paragraph_close", "p", -1)
    state.line = line
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _indented(text: str) -> str:
    """A line whose indent is kept, as pandoc keeps it."""
    plain = text.lstrip(" ")
    return NO_BREAK * (len(text) - len(plain)) + plain.rstrip()
