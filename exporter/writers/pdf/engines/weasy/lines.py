"""Breaking lines where WeasyPrint would try the same again and again. Part of the seam.

When a line is too long, layout goes back to look for a place to break it, makes the box there a pixel narrower until it
breaks, and does so at every level of nesting. Whether a break is possible at all it asks of the characters, by rules
that are not quite those of the layout (a control character may break for the one and not for the other). Where the two
disagree, each level tries every pixel of all levels below it: a name in eight nested phrases takes hours. Here a box
that breaks at no width is known after a few tries, and for good. Lines come out the same: tests hold that against
WeasyPrint's own way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import inf
from typing import Any

import weasyprint.layout.inline as theirs
from weasyprint.formatting_structure import boxes

from exporter.writers.pdf.engines.weasy.fonts import FontConfiguration

_go_back = theirs._break_waiting_children

_KNOWN = "_exporter_unbreakable"
_DEAD_END = "_exporter_dead_end"


def _is_ours(context: Any) -> bool:
    return isinstance(context.font_config, FontConfiguration)


def break_before(
    context: Any,
    box: Any,
    max_x: float,
    bottom_space: float,
    initial_skip_stack: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    line_placeholders: Any,
    waiting_floats: Any,
    line_children: Any,
    children: Any,
    waiting_children: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> Any:
    """Break inside the last of ``waiting_children`` that can be broken: where the next line resumes, or None.

    Each is ``(index, box as laid out, box as it was)``. As theirs, ``children`` gets what stays on the line.
    """

    def split(child: Any, original: Any, skip: Any, right: float) -> tuple[Any, Any]:
        made = theirs.split_inline_level(
            context, original, child.position_x, right, bottom_space, skip, box, absolute_boxes, fixed_boxes,
            line_placeholders, waiting_floats, line_children, first_letter_style, first_line_style,
        )  # fmt: skip
        return made[0], made[1]

    known = context.__dict__.setdefault(_KNOWN, {})
    for at in range(len(waiting_children) - 1, -1, -1):
        index, child, original = waiting_children[at]
        if getattr(child, _DEAD_END, False):
            break  # nor did those before it break when the line was gone back over last
        if not child.is_in_normal_flow() or not theirs.can_break_inside(child):
            continue
        skip = initial_skip_stack.get(index) if initial_skip_stack else None
        key = (id(original), repr(skip), not line_children)
        if key in known:
            continue
        broken = _narrowed(child, partial(split, child, original, skip))
        if broken is None:
            known[key] = original  # kept, so that no other box gets its identity
            continue
        children.extend(waiting_children[:at])
        if broken[0] is not None:  # an empty text has no box
            children.append((index, broken[0], child))
        return {index: broken[1]}
    if waiting_children:
        setattr(waiting_children[-1][1], _DEAD_END, True)
    return {children[-1][0] + 1: None} if children else None


def _narrowed(child: Any, split: Callable[[float], tuple[Any, Any]]) -> tuple[Any, Any] | None:
    """``child`` at the widest width at which it breaks, to the pixel, and where it resumes; None if it never does.

    What can break does so when its last words have no room, that at the ends of boxes around them set aside; or else
    when there is no room for anything.
    """
    left, right = child.position_x, child.position_x + child.margin_width() - 1
    sure = right - _room_at_end(child)
    while right > left:
        made = split(right)
        if made[1]:
            return made
        if right <= sure and not split(left + (right - left) % 1)[1]:
            return None
        sure = -inf if right <= sure else sure
        right -= 1
    return None


def _room_at_end(box: Any) -> float:
    """Padding, borders and margins where a box ends, those of its last boxes too; which end, is left open."""
    room = 0.0
    while isinstance(box, boxes.InlineBox):
        room += sum(getattr(box, f"{edge}_{side}") for edge in ("padding", "margin") for side in ("left", "right"))
        room += box.border_left_width + box.border_right_width
        if not box.children:
            break
        box = box.children[-1]
    return room


def _break_before(context: Any, *rest: Any) -> Any:
    return (break_before if _is_ours(context) else _go_back)(context, *rest)


def break_lines_once() -> None:
    """Let documents that are laid out here be broken so; those of others are not touched."""
    theirs._break_waiting_children = _break_before
