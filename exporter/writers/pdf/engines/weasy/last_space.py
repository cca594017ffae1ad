"""A text that has room on its line if the space after it is not counted. Part of the seam.

Where such a text stands before a phrase, WeasyPrint 70 takes it for too long, finds no line to shorten, and leaves its
first word alone on the line. The space is not seen at a line's end and counts for nothing (CSS Text 4, 4.3.2).
"""

from __future__ import annotations

from typing import Any

import weasyprint.layout.inline as theirs

from exporter.writers.pdf.engines.weasy.fonts import FontConfiguration

_split = theirs.split_first_line


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification_spacing: Any,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """As theirs; a text of which only the last space has no room is one line."""
    made = _split(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    _, length, resume, *_ = made
    if (
        resume is None
        or max_width is None
        or text[-1:] != " "
        or not isinstance(context.font_config, FontConfiguration)
    ):
        return made
    words = text.rstrip(" ")
    if style["white_space"] != "normal" or " " in text.encode()[:length].decode() or " " not in words:
        return made
    if _split(words, style, context, None, justification_spacing)[3] > max_width:
        return made
    return _split(text, style, context, None, justification_spacing)


def let_last_spaces_hang() -> None:
    """Let documents that are laid out here be broken so; those of others are not touched."""
    theirs.split_first_line = split_first_line
