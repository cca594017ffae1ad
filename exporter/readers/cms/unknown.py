"""Blocks that nobody knows: their words stay where they stand, and one finding names the type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporter.readers.cms.names import HTML, is_skipped, is_words
from exporter.readers.cms.parts import section
from exporter.readers.cms.pictures import figure_of, looks_like_picture
from exporter.readers.cms.reading import Reading
from exporter.readers.cms.shapes import shape_of, unpacked
from exporter.readers.cms.tree import Nodes, shows_something

MOST_DEEP = 12


def unknown(r: Reading, kind: str, held: Mapping[str, Any], children: Nodes) -> Nodes:
    """The words of a block of an unknown type, in the order of its fields and then of what lies in it."""
    made = [*words_in(r, held), *children]
    said = "its words were kept" if shows_something(made) else "it holds no words"
    r.report("CMS001", f"the block “{kind[:60]}” is unknown; {said}", once=True)
    return section(r, made)


def words_in(r: Reading, held: Mapping[str, Any], deep: int = 0) -> Nodes:
    """Everything in an object's fields that is to be heard."""
    made: Nodes = []
    for name, value in held.items():
        if not is_skipped(name) or (
            isinstance(value, Mapping | list) and (looks_like_picture(value) or _is_rich(value))
        ):
            made.extend(_words(r, name, value, held, deep))
    return made


def _is_rich(value: Any) -> bool:
    return shape_of(value) is not None


def _words(r: Reading, name: str, value: Any, held: Mapping[str, Any], deep: int) -> Nodes:
    value = r.resolve(value)
    if isinstance(value, str) and unpacked(value) is value:
        if looks_like_picture(value):
            return (
                figure_of(r, {key: held[key] for key in held if key != name}, value)
                if "alt" in str(held.keys()).lower()
                else []
            )
        return r.string_blocks(value) if is_words(name, value) or _is_markup(value) else []
    made = r.rich(value)
    if made is not None or deep > MOST_DEEP:
        return made or []
    if looks_like_picture(value):
        return figure_of(r, {key: held[key] for key in held if not isinstance(held[key], str) or key == "alt"}, value)
    if isinstance(value, Mapping):
        return words_in(r, value, deep + 1)
    if isinstance(value, list):
        return [node for item in value for node in _words(r, name, item, held, deep + 1)]
    return []


def _is_markup(value: str) -> bool:
    """Whether a string is HTML with words in it, if only one."""
    return bool(HTML.search(value)) and bool(HTML.sub("", value).strip()) and "<" in value
