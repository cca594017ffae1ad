"""What a document leaves behind: knots in it are untied, so that all of it goes at once when its file is made.

What holds itself goes only when the collector looks for it, which in a batch took as long as the tags of its files, and
kept the pictures of many articles meanwhile.
"""

from __future__ import annotations

from typing import Any

from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import FootnoteAreaBox

from exporter.writers.pdf.engines.weasy.input import Markup
from exporter.writers.pdf.engines.weasy.quick.stand import Stand

_build_layout_context = vars(Document)["_build_layout_context"].__func__


def build_layout_context(cls: Any, html: Any, *rest: Any) -> Any:
    """What a layout works with; markup of ours remembers it."""
    made = _build_layout_context(cls, html, *rest)
    if type(html) is Markup:
        html.contexts.append(made)
    return made


def untie(document: Any, markup: Markup) -> None:
    """Let go of what was laid out: nothing is painted of it any more."""
    for page in document.pages:
        for box in page._page_box.children:
            if isinstance(box, FootnoteAreaBox):
                del box.page  # which holds it
    for context in markup.contexts:
        del context.get_image_from_uri  # it holds the context
    markup.contexts.clear()
    markup.pictures.clear()  # each holds all of them


STANDS = (Stand(Document, "_build_layout_context", classmethod(build_layout_context)),)
