"""Tags of templates in a tree whose markup is not at hand: JSON of content systems, bodies of feeds and news items.

As in pages (``template_tags``): where a tag says what it shows that is taken, every other is left out of text,
attributes and addresses, and named. In code, formulas and scripts nothing is a tag.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from exporter.model import Metadata
from exporter.readers.html.template_tags import ROOT, filled, is_of_templates
from exporter.readers.noted import Noted

KEPT = frozenset("pre code kbd samp tt xmp listing script style math svg textarea".split())
"""Elements in which nothing is a tag."""


def without_tags_below(body: Any, noted: Noted) -> None:
    """Take the tags of templates out of the words and attributes below ``body``, and note them."""
    stack = [body]
    line = 1
    while stack:
        node = stack.pop()
        line = getattr(node, "origin_line", None) or line
        if node.name == "#text":
            if is_of_templates(str(node.data or "")):
                node.data = filled(str(node.data), noted, line)[0]
            continue
        attrs = getattr(node, "attrs", None) or {}
        for name in [name for name, value in attrs.items() if is_of_templates(f"{name}={value}")]:
            _attribute(attrs, name, noted, line)
        if node.name not in KEPT:
            stack.extend(reversed(node.children or ()))


def _attribute(attrs: dict[str, Any], name: str, noted: Noted, line: int) -> None:
    """Take an attribute away of which a tag is a part, unless the tag says enough: never half an address."""
    value = ROOT.sub("", str(attrs[name] or ""))
    shown, gone = filled(value, noted, line, value)
    if gone or filled(name, noted, line, value)[1]:
        del attrs[name]
    else:
        attrs[name] = shown


def named_without_tags(metadata: Metadata, noted: Noted, line: int = 1) -> Metadata:
    """The metadata without the tags of templates in what is shown of them: title, subtitle, description."""

    def shown(words: str) -> str:
        return " ".join(filled(words, noted, line)[0].split()) if is_of_templates(words) else words

    title, subtitle, description = map(shown, (metadata.title, metadata.subtitle, metadata.description))
    return replace(metadata, title=title, subtitle=subtitle, description=description)
