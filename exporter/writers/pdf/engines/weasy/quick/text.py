"""Text: what Pango is told of a style is made ready once, and asked once.

Every line is laid out by a Pango layout of its own, which WeasyPrint furnishes each time with a context, a font's
description and features, all of them the same for the same style.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any

from weasyprint.text import ffi as bindings
from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import font_features, get_font_description

from exporter.writers.pdf.engines.weasy.quick.stand import Stand

ffi.cdef("PangoAttrList * pango_attr_list_copy (PangoAttrList *list);")

SHORT = 4
"""Characters of a text whose breaks are asked for again and again: the last of one box and the first of the next."""

_can_break_text = line_break.can_break_text
_strut = line_break.strut


class _Room(threading.local):
    """Where Pango puts what it measures: another user of WeasyPrint may lay out in another thread meanwhile."""

    def __init__(self) -> None:
        self.extents = ffi.new("PangoRectangle *")


_ROOM = _Room()


class _Ready:
    """What a Pango layout needs for texts of one style."""

    __slots__ = ("attributes", "context", "description", "language", "measures")

    def __init__(self, style: Any) -> None:
        self.context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(self.context, False)
        pango.pango_context_set_base_dir(self.context, PANGO_DIRECTION[style["direction"]])
        if (override := style["font_language_override"]) != "normal":
            language = LST_TO_ISO.get(override.lower(), override)
        else:
            language = style["lang"]
        if language:
            self.language = pango.pango_language_from_string(language.encode().replace(b"\0", b""))
            pango.pango_context_set_language(self.context, self.language)
        else:
            self.language = pango.pango_language_get_default()
        self.description = get_font_description(style)
        self.measures = self._measures() if style["text_decoration_line"] != "none" else None
        self.attributes = _attributes(style)

    def _measures(self) -> dict[str, float]:
        metrics = ffi.gc(
            pango.pango_context_get_metrics(self.context, self.description, self.language),
            pango.pango_font_metrics_unref,
        )
        return {
            "ascent": FROM_UNITS * pango.pango_font_metrics_get_ascent(metrics),
            "underline_position": FROM_UNITS * pango.pango_font_metrics_get_underline_position(metrics),
            "strikethrough_position": FROM_UNITS * pango.pango_font_metrics_get_strikethrough_position(metrics),
            "underline_thickness": FROM_UNITS * pango.pango_font_metrics_get_underline_thickness(metrics),
            "strikethrough_thickness": FROM_UNITS * pango.pango_font_metrics_get_strikethrough_thickness(metrics),
        }


_UNDECORATED: dict[str, Any] = {"ascent": None, "underline_position": None, "strikethrough_position": None}


def _attributes(style: Any) -> Any:
    """The list of attributes that asks for a style's font features; None where it asks for none."""
    features = font_features(
        style["font_kerning"],
        style["font_variant_ligatures"],
        style["font_variant_position"],
        style["font_variant_caps"],
        style["font_variant_numeric"],
        style["font_variant_alternates"],
        style["font_variant_east_asian"],
        style["font_feature_settings"],
    )
    if not features:
        return None
    asked = ",".join(f"{key} {value}" for key, value in features.items()).encode()
    made = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    pango.pango_attr_list_insert(made, pango.pango_attr_font_features_new(asked))
    return made


def setup(self: Any, style: Any) -> None:
    """Furnish a layout for texts of a style."""
    self.style = style
    self.first_line_direction = 0
    try:
        ready = style.ready
    except AttributeError:
        ready = style.ready = _Ready(style)
    self.language = ready.language
    self.layout = ffi.gc(pango.pango_layout_new(ready.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, False)
    pango.pango_layout_set_font_description(self.layout, ready.description)
    self.__dict__.update(ready.measures or _UNDECORATED)
    if ready.attributes is not None:
        own = ffi.gc(pango.pango_attr_list_copy(ready.attributes), pango.pango_attr_list_unref)
        pango.pango_layout_set_attributes(self.layout, own)


def line_size(line: Any, style: Any) -> tuple[float, float]:
    """The width and the height of a line."""
    extents = _ROOM.extents
    pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
    width, height = extents.width * FROM_UNITS, extents.height * FROM_UNITS
    if (spacing := style["letter_spacing"]) != "normal":
        width += spacing
    return width, height


def strut(style: Any) -> tuple[float, float]:
    """The used line height of a style and its baseline."""
    try:
        known: tuple[float, float] = style.strut
    except AttributeError:
        known = style.strut = _strut(style)
    return known


def can_break_text(text: str, lang: str | None) -> bool:
    """Whether a text can be broken into lines."""
    return _short(text, lang) if len(text) <= SHORT else bool(_can_break_text(text, lang))


@lru_cache(maxsize=4096)
def _short(text: str, lang: str | None) -> bool:
    return bool(_can_break_text(text, lang))


def unicode_to_char_p(string: str) -> tuple[bytes, bytes]:
    """A text as the bytes that Pango reads: it copies what it keeps."""
    text = string.encode().replace(b"\0", b"")
    return text, text


STANDS = (
    Stand(line_break.Layout, "setup", setup),
    Stand(line_break, "line_size", line_size),
    Stand(line_break, "strut", strut),
    Stand(line_break, "can_break_text", can_break_text),
    Stand(bindings, "unicode_to_char_p", unicode_to_char_p),
)
