"""How wide words are, for columns of tables and what shrinks to its words: each is measured once a style.

To find the least width of a text, WeasyPrint splits it at no width at all, word after word: two or three layouts a
word. Where a text is words of letters and digits with single spaces between them, it is known where it breaks, and each
word is measured alone, which comes to the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.css.functions import check_math
from weasyprint.formatting_structure import boxes
from weasyprint.layout import preferred
from weasyprint.text import line_break

from exporter.writers.pdf.engines.weasy.quick.stand import Stand

MOST = 1_000
"""Words whose widths are kept for a style."""
_WORDS = re.compile("[A-Za-z0-9]+[.,:;]?(?: [A-Za-z0-9]+[.,:;]?)*")

_inline_line_widths = preferred.inline_line_widths


def inline_line_widths(
    context: Any,
    box: Any,
    outer: bool,
    is_line_start: bool,
    minimum: bool,
    skip_stack: Any = None,
    first_line: bool = False,
) -> Iterator[float]:
    """The width of each line of a text that is broken wherever it can be, or (not ``minimum``) only where it must."""
    child: Any = box.children[0] if len(box.children) == 1 and type(box) is boxes.LineBox else None
    if (
        type(child) is not boxes.TextBox
        or skip_stack is not None
        or first_line
        or not _breaks_at_spaces(box.style, child.style)
        or child.justification_spacing
        or not _WORDS.fullmatch(child.text)
    ):
        return _inline_line_widths(  # type: ignore[no-any-return]  # no types there
            context, box, outer, is_line_start, minimum, skip_stack, first_line
        )
    parts = child.text.split(" ") if minimum else [child.text]
    return iter([_width(part, child.style) for part in parts])


def _width(text: str, style: Any) -> float:
    try:
        known = style.widths
    except AttributeError:
        known = style.widths = {}
    if (width := known.get(text)) is None:
        if len(known) >= MOST:
            known.clear()
        layout = line_break.Layout(style)
        layout.set_text(text)
        line, _ = layout.get_first_line()
        width, _ = line_break.line_size(line, style)
        known[text] = width
    return width  # type: ignore[no-any-return]  # no types there


def _breaks_at_spaces(style: Any, text: Any) -> bool:
    """Whether words of letters in a line of this style, themselves of that one, are broken at spaces and not else."""
    try:
        return bool(style.breaks_for is text)
    except AttributeError:
        indent = style["text_indent"]
        plain = (
            not check_math(indent)
            and not indent.value
            and text["white_space"] == "normal"
            and text["hyphens"] != "auto"
            and text["overflow_wrap"] != "anywhere"
            and text["word_break"] == "normal"
            and text["position"] == "static"
            and bool(text["font_size"])
        )
        style.breaks_for = text if plain else None
        return plain


STANDS = (Stand(preferred, "inline_line_widths", inline_line_widths),)
