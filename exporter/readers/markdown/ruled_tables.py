"""pandoc's simple and multiline tables (simple_tables, multiline_tables): columns told by runs of dashes and by blanks.

A simple table has a line of dashed runs under its head, or one above and one below it when it has none. A multiline
table stands between two whole lines of dashes, or has none above when it has no head; empty lines part its rows.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from exporter.patterns import pattern
from exporter.readers.markdown.drawn_tables import DrawnCell, DrawnRow, push_table

_RUNS = pattern(r"[ ]{0,3}-+(?:[ ]+-+)*[ ]*$")
_WHOLE = pattern(r"[ ]{0,3}-{3,}[ ]*$")
MOST_LINES = 2_000


def plugin(md: MarkdownIt) -> None:
    """Read simple and multiline tables."""
    md.block.ruler.before("code", "ruled_table", _ruled, {"alt": ["paragraph", "reference"]})


def _ruled(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.parentType in ("blockquote", "list") and silent:
        return False
    if state.src.find("--", state.bMarks[start], state.eMarks[min(start + 1, end - 1)]) < 0:
        return False  # neither line is one of dashes
    lines = _Lines(state, start, min(end, start + MOST_LINES))
    first = lines.text(start)
    found = None
    if _WHOLE.fullmatch(first):
        found = _multiline(lines, start, end)
    elif _is_runs(first):
        found = _headless(lines, start, end)
    elif start + 2 < end and first.strip() and _is_runs(lines.text(start + 1)):
        found = _simple(lines, start, end)
    if found is None:
        return False
    rows, after = found
    if not silent:
        push_table(state, rows, start, after)
        state.line = after
    return True


_MAY_BE_WIDE = pattern("[^\0-\u10ff\u2000-\u218f]")
"""Where wide characters are (Unicode, East_Asian_Width W and F), and others."""


class _Lines:
    """The lines of a table, without the indent of what holds it."""

    def __init__(self, state: StateBlock, start: int, end: int) -> None:
        self.state, self.indent, self.end = state, state.blkIndent, end

    def text(self, line: int) -> str:
        """A line, a filler after each wide character so that columns are counted as they are seen."""
        if line >= self.end or (not self.state.isEmpty(line) and self.state.sCount[line] < self.indent):
            return ""
        text = self.state.getLines(line, line + 1, self.indent, False).expandtabs(4).rstrip()
        if not _MAY_BE_WIDE.search(text):
            return text
        return "".join(char + ("\u200b" if east_asian_width(char) in "WF" else "") for char in text)


def _is_runs(text: str) -> bool:
    """Whether a line is two or more runs of dashes."""
    return "- -" in re.sub(" +", " ", text) and _RUNS.fullmatch(text) is not None and "--" in text


def _columns(runs: str) -> list[tuple[int, int]]:
    spans = [match.span() for match in re.finditer("-+", runs)]
    return [(begin, spans[at + 1][0] if at + 1 < len(spans) else 10_000) for at, (begin, _) in enumerate(spans)]


def _split(text: str, columns: list[tuple[int, int]]) -> list[str]:
    """The cells of a line; what stands left of the first column is part of it."""
    return [text[0 if not at else begin : end].replace("\u200b", "").strip() for at, (begin, end) in enumerate(columns)]


def _alignments(runs: str, head: str) -> list[str]:
    """How columns are aligned: by where the words of the head stand over their dashes (pandoc, simple_tables)."""
    made = []
    for match in re.finditer("-+", runs):
        begin, end = match.span()
        words = head[begin:end].ljust(end - begin)
        if not words.strip():
            made.append("")
            continue
        flush_left = not words[0].isspace()
        flush_right = not words[-1].isspace()
        made.append(
            "" if flush_left and flush_right else "left" if flush_left else "right" if flush_right else "center"
        )
    return made


def _row(cells: list[str], aligned: list[str], part: str, line: int) -> DrawnRow:
    return DrawnRow(tuple(DrawnCell(text, align) for text, align in zip(cells, aligned, strict=True)), part, line)


def _fits(text: str, columns: list[tuple[int, int]]) -> bool:
    """Whether the words of a line keep out of the gaps before the columns: a paragraph's would run through them."""
    return all(begin == 0 or text[begin - 1 : begin] in ("", " ", "\u200b") for begin, _ in columns)


def _simple(lines: _Lines, start: int, end: int) -> tuple[list[DrawnRow], int] | None:
    head, runs = lines.text(start), lines.text(start + 1)
    columns = _columns(runs)
    if not _fits(head, columns):
        return None
    aligned = _alignments(runs, head)
    rows = [_row(_split(head, columns), aligned, "thead", start)]
    line = start + 2
    while line < end and (text := lines.text(line)).strip():
        if _is_runs(text) or _WHOLE.fullmatch(text):
            line += 1
            break
        rows.append(_row(_split(text, columns), aligned, "tbody", line))
        line += 1
    return (rows, line) if len(rows) > 1 else None


def _headless(lines: _Lines, start: int, end: int) -> tuple[list[DrawnRow], int] | None:
    """A table between two lines of the same runs, with rows of one line, or of several parted by empty lines."""
    runs = lines.text(start)
    columns = _columns(runs)
    last = next((line for line in range(start + 1, min(end, lines.end)) if lines.text(line).strip() == runs.strip()), 0)
    if not last or last == start + 1:
        return None
    held = [lines.text(line) for line in range(start + 1, last)]
    if not all(_fits(text, columns) for text in held):
        return None
    aligned = _alignments(runs, held[0])
    return _body(held, columns, aligned, start + 1), last + 1


def _multiline(lines: _Lines, start: int, end: int) -> tuple[list[DrawnRow], int] | None:
    """A table between two whole lines of dashes, whose head stands over a line of runs."""
    runs_at = next((line for line in range(start + 1, min(start + 12, end)) if _is_runs(lines.text(line))), 0)
    if not runs_at or any(not lines.text(line).strip() for line in range(start + 1, runs_at)):
        return None
    last = next((line for line in range(runs_at + 1, min(end, lines.end)) if _WHOLE.fullmatch(lines.text(line))), 0)
    if not last:
        return None
    runs = lines.text(runs_at)
    columns = _columns(runs)
    head = [lines.text(line) for line in range(start + 1, runs_at)]
    held = [lines.text(line) for line in range(runs_at + 1, last)]
    if not all(_fits(text, columns) for text in (*head, *held)):
        return None
    aligned = _alignments(runs, head[-1] if head else held[0])
    rows = [_row(_joined(head, columns), aligned, "thead", start + 1)] if head else []
    return [*rows, *_body(held, columns, aligned, runs_at + 1)], last + 1


def _body(held: list[str], columns: list[tuple[int, int]], aligned: list[str], first: int) -> list[DrawnRow]:
    """Rows of several lines where empty lines part them, else rows of one line."""
    if all(text.strip() for text in held):
        return [_row(_split(text, columns), aligned, "tbody", first + at) for at, text in enumerate(held)]
    rows: list[DrawnRow] = []
    part: list[str] = []
    for at, text in enumerate([*held, ""]):
        if text.strip():
            part.append(text)
        elif part:
            rows.append(_row(_joined(part, columns), aligned, "tbody", first + at - len(part)))
            part = []
    return rows


def _joined(part: list[str], columns: list[tuple[int, int]]) -> list[str]:
    cells = [_split(text, columns) for text in part]
    return ["\n".join(piece for piece in column if piece) for column in zip(*cells, strict=True)]
