"""Text fields of forms: their reader saw what they show, so it is text; the field itself is dropped (HTML, 4.10.11).

Apart because a field may stand among words and between blocks.
"""

from __future__ import annotations

import re

from exporter.readers.html.state import Reading
from exporter.readers.html.tree import Node, text_of


def text_field(reading: Reading, node: Node) -> str:
    """The words that a field shows; none of code to copy out of it, which is named as left out."""
    words = text_of(node)
    message = "a “textarea” element was left out"
    reading.report("HTML001", message, reading.position(node), cause="textarea", left_out=words)
    return "" if re.search(r"</?[a-zA-Z][^<>]*>", words) else words
