"""pandoc's grid tables (grid_tables): cells drawn with ``+``, ``-``, ``=`` and ``|``, which hold blocks and may span.

A line of ``=`` ends the head, a second one begins the foot. The grid is followed as it is drawn: a cell reaches right
and down until its own lines close it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from exporter.patterns import pattern
from exporter.readers.noted import noted_in
from exporter.records import record

_BORDER = pattern(r"\+(?:[-=:]+\+)+[ \t]*$")
MOST_LINES = 2_000
MOST_COLUMNS = 100


@record
class _Box:
    """A cell as drawn: the lines and columns of characters that its borders stand in."""

    top: int
    left: int
    bottom: int
    right: int


def plugin(md: MarkdownIt) -> None:
    """Read grid tables."""
    md.block.ruler.before("table", "grid_table", _grid, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _grid(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("+", first) or state.is_code_block(start):
        return False
    if not _BORDER.match(state.src[first : state.eMarks[start]]):
        return False
    drawn: list[str] = []
    for line in range(start, min(end, start + MOST_LINES)):
        text = state.getLines(line, line + 1, state.sCount[start], False)
        if state.isEmpty(line) or text[:1] not in ("+", "|"):
            break
        drawn.append(_even(text.rstrip()))
    while drawn and not drawn[-1].startswith("+"):
        drawn.pop()
    boxes = _boxes(drawn)
    if not boxes:
        drawn = _redrawn(drawn)
        boxes = _boxes(drawn)
    if not boxes and len(drawn) < 3:
        return False
    if not silent and boxes:
        _push(state, start, drawn, boxes)
    elif not silent:
        _show(state, start, drawn)
    if not silent:
        state.line = start + len(drawn)
    return True


def _redrawn(drawn: list[str]) -> list[str]:
    """A grid without spans whose words run over their lines, with each cell as wide as its words."""
    edges = [at for at, char in enumerate(drawn[0]) if char == "+"] if drawn else []
    table: list[list[str]] = []
    for line in drawn:
        if _BORDER.match(line):
            parts = line.strip().strip("+").split("+")
        elif all(at < len(line) and line[at] == "|" for at in edges):
            parts = [line[left + 1 : right] for left, right in pairwise(edges)]
        else:
            parts = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
        if len(parts) != len(edges) - 1:
            return drawn
        table.append(parts)
    widths = [max(len(row[column]) for row in table) for column in range(len(edges) - 1)]
    made = []
    for line, row in zip(drawn, table, strict=True):
        if _BORDER.match(line):
            cells = [
                part[:-1] + part[-2:-1] * (width - len(part)) + part[-1:]
                for part, width in zip(row, widths, strict=True)
            ]
            made.append("+" + "+".join(cells) + "+")
        else:
            made.append("|" + "|".join(part.ljust(width) for part, width in zip(row, widths, strict=True)) + "|")
    return made


def _show(state: StateBlock, start: int, drawn: list[str]) -> None:
    """A drawing that is not a grid stays as it was typed, and is not read as words."""
    line = start + 1 + int(state.env.get("shift", 0))
    noted_in(state.env).note(
        "MD006", "a drawn table could not be followed, and is shown as it was typed", drawn[0], line
    )
    token = state.push("fence", "code", 0)
    token.map = [start, start + len(drawn)]
    token.content = "\n".join(_plain(text) for text in drawn) + "\n"


def _even(text: str) -> str:
    """A line with a filler after each wide character, so that columns are counted as they are seen."""
    return "".join(char + ("\u200b" if east_asian_width(char) in "WF" else "") for char in text)


def _boxes(drawn: list[str]) -> list[_Box]:
    """The cells of a grid, from corner to corner; none where the lines do not form a grid."""
    if len(drawn) < 3:
        return []
    width = max(map(len, drawn))
    lines = [text.ljust(width) for text in drawn]
    waiting, seen, found = [(0, 0)], {(0, 0)}, []  # type: list[tuple[int, int]], set[tuple[int, int]], list[_Box]
    while waiting:
        waiting.sort()
        top, left = waiting.pop(0)
        if top >= len(lines) - 1 or left >= width - 1:
            continue
        box = _box_at(lines, top, left)
        if box is None:
            continue  # a corner of the cells above only; what is not covered in the end is not a grid
        found.append(box)
        for corner in ((top, box.right), (box.bottom, left)):
            if corner not in seen:
                seen.add(corner)
                waiting.append(corner)
    if len({box.left for box in found}) > MOST_COLUMNS:
        return []
    covered = sum((box.bottom - box.top) * (box.right - box.left) for box in found)
    return found if covered == (len(lines) - 1) * (len(lines[0].rstrip()) - 1) else []


def _box_at(lines: list[str], top: int, left: int) -> _Box | None:
    """The smallest box whose upper left corner is at ``top`` and ``left``."""
    for right in range(left + 1, len(lines[top])):
        char = lines[top][right]
        if char not in "+-=:":
            return None
        if char != "+":
            continue
        for bottom in range(top + 1, len(lines)):
            if lines[bottom][left] not in "|+" or lines[bottom][right] not in "|+":
                break
            edge = lines[bottom][left : right + 1]
            if edge[0] == edge[-1] == "+" and not edge.strip("+-=:"):
                return _Box(top, left, bottom, right)
    return None


def _push(state: StateBlock, start: int, drawn: list[str], boxes: list[_Box]) -> None:
    tops = sorted({box.top for box in boxes})
    lefts = sorted({box.left for box in boxes})
    from exporter.readers.markdown.drawn_tables import DrawnCell, DrawnRow, push_table  # noqa: PLC0415  (start-up: few)

    rows: list[DrawnRow] = []
    rules = [line for line in range(1, len(drawn)) if drawn[line].startswith("+=")]
    head = rules[0] if rules and rules[0] < len(drawn) - 1 else 0
    foot = rules[-2] if len(rules) >= 2 and rules[-1] == len(drawn) - 1 and rules[-2] > head else 0
    for top in tops:
        cells = []
        for box in sorted((box for box in boxes if box.top == top), key=lambda item: item.left):
            inner = [drawn[line][box.left + 1 : box.right] for line in range(box.top + 1, box.bottom)]
            text = "\n".join(_plain(part) for part in _outdented(inner))
            down = sum(box.top <= other < box.bottom for other in tops)
            across = sum(box.left <= other < box.right for other in lefts)
            cells.append(DrawnCell(text, _aligned(drawn, box, head), across, down))
        part = "thead" if top < head else "tfoot" if foot and top >= foot else "tbody"
        rows.append(DrawnRow(tuple(cells), part, start + top + 1))
    push_table(state, rows, start, start + len(drawn))


def _plain(text: str) -> str:
    return re.sub(
        "(.)\u200b", lambda match: match[1] if east_asian_width(match[1]) in "WF" else match[0], text
    ).rstrip()


def _outdented(lines: list[str]) -> list[str]:
    """Lines without the one blank that all of them begin with; what is indented by more may be code (grid_tables)."""
    filled = [line for line in lines if line.strip()]
    common = 1 if filled and all(line.startswith(" ") for line in filled) else 0
    return [line[common:] for line in lines]


def _aligned(drawn: list[str], box: _Box, head: int) -> str:
    """The alignment that colons in the line under the head (or over a table without one) say."""
    line = drawn[head or 0]
    edge = line[box.left + 1 : box.right]
    return {(True, True): "center", (False, True): "right", (True, False): "left"}.get(
        (edge.startswith(":"), edge.endswith(":")), ""
    )
