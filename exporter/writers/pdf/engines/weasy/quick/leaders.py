"""The dots between an entry of a contents list and its page, as one text instead of a box a dot.

A list of two hundred entries has some six thousand of them; each is laid out, painted and tagged as a text of its own.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline, leader

from exporter.writers.pdf.engines.weasy.quick.stand import Stand

_handle_leader = leader.handle_leader


def handle_leader(context: Any, line: Any, containing_block: Any) -> None:
    """Fill the room of a leader, then put what it is filled with into one box."""
    index, box = leader.leader_index(line)
    if index is None:
        return
    _handle_leader(context, line, containing_block)
    if len(box.children) < 2:
        return
    *_, first = box.children  # they are laid out from the end of the line
    end = box.children[0].position_x + box.children[0].width
    whole = first.copy_with_text(first.text * len(box.children))
    whole.style = _unkerned(first.style)
    made, resume_at, _ = inline.split_text_box(context, whole, None, 0)
    if made is None or resume_at is not None:
        return
    made.position_x, made.position_y = end - made.width, first.position_y
    box.children = (made,)


def _unkerned(style: Any) -> Any:
    """The style without kerning: dots side by side would move together."""
    if "unkerned" not in style.__dict__:
        style.unkerned = style.copy()
        style.unkerned["font_kerning"] = "none"
    return style.unkerned


STANDS = (Stand(leader, "handle_leader", handle_leader),)
