"""The parts of a named block: its words, its speaker, its caption, found under the names that publishers use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from exporter.readers.cms.names import SLOTS, first, folded
from exporter.readers.cms.own import Declared
from exporter.readers.cms.reading import Reading, flat
from exporter.readers.cms.shapes import unpacked
from exporter.readers.cms.tree import Nodes

EMPTY: tuple[Any, ...] = (None, "", [], {})
"""What is in a field that nobody has filled."""


class Fields:
    """The fields of one block; ``declared`` says where its publisher keeps what, and wins."""

    def __init__(self, reading: Reading, held: Mapping[str, Any], declared: Declared | None = None) -> None:
        self.reading = reading
        self.held = held
        self.declared = declared
        self.used: set[str] = set()

    def value(self, slot: str, *more: str) -> Any:
        """What is in the field for ``slot``; ``more`` are names that this kind of block has for it, and come first."""
        if self.declared and slot in self.declared.parts:
            paths = self.declared.parts[slot]
            self.used.update(path if path in self.held else path.partition(".")[0] for path in paths)
            found = [_path(self.held, path) for path in paths]
            found = [item for item in found if item not in EMPTY]
            return found[0] if len(found) == 1 else found or None
        known = {folded(key): key for key, value in reversed(list(self.held.items())) if value not in EMPTY}
        key = next(
            (known[name] for name in (*more, *SLOTS.get(slot, ())) if known.get(name, "") not in self._taken), None
        )
        if key is None:
            return None
        self.used.add(key)
        return self.reading.resolve(self.held[key])

    @property
    def _taken(self) -> set[str]:
        """No field at all, and those that a declaration gives to another part."""
        parts = self.declared.parts.values() if self.declared else ()
        return {"", *(path.partition(".")[0] for paths in parts for path in paths)}

    def rest(self) -> dict[str, Any]:
        """The fields that nobody has asked for."""
        return {key: value for key, value in self.held.items() if key not in self.used}

    def string(self, slot: str, *more: str) -> str:
        """The field for ``slot`` as a plain string; "" for any other value."""
        return string_in(self.value(slot, *more))

    def blocks(self, slot: str, *more: str) -> Nodes:
        """The field for ``slot`` as blocks."""
        return self.reading.blocks(self.value(slot, *more))

    def inline(self, slot: str, *more: str) -> Nodes:
        """The field for ``slot`` as inlines."""
        return inline_of(self.reading, self.value(slot, *more))

    def speaker(self, *more: str) -> Nodes:
        """Who said a quotation: a name and a role, in one string, in an object, or in two fields."""
        value = self.value("speaker", *more)
        if isinstance(value, str) and is_address(value):
            return []
        made = speaker_of(self.reading, value)
        role = self.value("role") if not isinstance(value, Mapping) else None
        if made and isinstance(role, str) and role.strip():
            made = [*made, *self.reading.text(", "), *self.reading.inline(role.strip())]
        return made

    def flag(self, *names: str) -> bool:
        """Whether a field of one of these names says yes."""
        wanted = {folded(name) for name in names}
        return any(folded(key) in wanted and value in (True, "true", 1, "yes") for key, value in self.held.items())


def item_of(reading: Reading, item: Any) -> Any:
    """What an item of a list is, out of its wrapping: Wagtail's ``{type, value}``, an entry's or asset's fields."""
    item = reading.resolve(item)
    if isinstance(item, Mapping) and isinstance(item.get("value"), Mapping) and "type" in item:
        return item["value"]
    if isinstance(item, Mapping) and isinstance(item.get("fields"), Mapping) and "file" not in item["fields"]:
        return item["fields"]
    return item


def speaker_of(reading: Reading, value: Any) -> Nodes:
    """A speaker as inlines."""
    value = reading.resolve(value)
    if isinstance(value, list) and not reading.rich(value):
        parts = [speaker_of(reading, item) for item in value]
        made: Nodes = []
        for part in filter(None, parts):
            made += [*(reading.text(", ") if made else ()), *part]
        return made
    if isinstance(value, Mapping):
        value = item_of(reading, value)
        name = person_name(value)
        role = first(value, (*SLOTS["role"], "title", "description"))
        if name:
            shown = f"{name}, {role.strip()}" if isinstance(role, str) and role.strip() else name
            return reading.inline(shown)
    return inline_of(reading, value)


def person_name(held: Mapping[str, Any]) -> str:
    """The name of a person in an object; "" if there is none."""
    inner = held.get("fields") or held.get("attributes")
    if isinstance(inner, Mapping):
        held = inner
    whole = first(held, ("name", "fullname", "displayname", "title", "username"))
    if isinstance(whole, str):
        return whole.strip()
    parts = (first(held, names) for names in (("firstname", "givenname"), ("lastname", "surname", "familyname")))
    return " ".join(part.strip() for part in parts if isinstance(part, str))


def inline_of(reading: Reading, value: Any) -> Nodes:
    """A value as inlines: a string, HTML, or the words of rich text."""
    value = reading.resolve(value)
    if isinstance(value, str) and unpacked(value) is value:
        return flat(reading.inline(value.strip()))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return reading.text(str(value))
    if is_line(value):
        return flat(reading.blocks([{"type": "paragraph", "children": value}]))
    return flat(reading.blocks(value)) if isinstance(value, str | list | Mapping) else []


def is_line(value: Any) -> bool:
    """Whether a value is a line of Slate's texts and inlines without the element that holds them: Plate's captions."""
    held = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
    texts = [item for item in held if isinstance(item.get("text"), str) and "children" not in item]
    return bool(texts) and all("_type" not in item and ("children" in item or item in texts) for item in held)


def is_address(value: str) -> bool:
    """Whether a string is an address on the web, and no words."""
    return re.fullmatch(r"\s*(?:https?:)?//\S+\s*", value) is not None


def string_in(value: Any) -> str:
    """The string that a value is, or that an object of it holds under its usual names; "" if there is none."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return string_in(
            first(value, ("url", "src", "href", "filename", "cachedurl", "value", "text", "name", "title"))
        )
    if isinstance(value, list) and value:
        return string_in(value[0])
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _path(held: Any, path: str) -> Any:
    """What a declared field's name leads to: ``speaker.name`` is the field ``name`` of the object ``speaker``."""
    if isinstance(held, Mapping) and path in held:
        return held[path]
    for part in path.split("."):
        if isinstance(held, list) and part.isascii() and part.isdigit() and int(part) < len(held):
            held = held[int(part)]
        elif isinstance(held, Mapping):
            held = held.get(part)
        else:
            return None
    return held
