"""The fonts of a document: where they lie, what their glyphs stand for, and codes of our own. Part of the seam."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pydyf
from weasyprint.text import fonts as text_fonts
from weasyprint.text.ffi import ffi, fontconfig, gobject, harfbuzz, pangoft2

from exporter.writers.pdf.engines.painted import NO_SOUND

ffi.cdef("""
    FcConfig * FcConfigCreate (void);
    FcConfig * FcConfigReference (FcConfig *config);
    FcBool FcConfigSetCurrent (FcConfig *config);
    int hb_font_get_nominal_glyph (hb_font_t *font, hb_codepoint_t unicode, hb_codepoint_t *glyph);
    int32_t hb_font_get_glyph_h_advance (hb_font_t *font, hb_codepoint_t glyph);
    void * g_object_ref (void *object);
""")  # of the libraries' public functions, some that WeasyPrint does not use


class FontConfiguration(text_fonts.FontConfiguration):  # type: ignore[misc]
    """These font files and no others, taken from where they lie without copies.

    Nothing of the system takes part, neither its fonts nor its settings: a file must not depend on the machine. What is
    asked for by name and not among the files, and what no named font has, comes from the first of them that has it.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        self._config = fontconfig.FcConfigCreate()
        for file in files:
            fontconfig.FcConfigAppFontAddFile(self._config, os.fsencode(file))
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        fontconfig.FcConfigDestroy(self._config)  # the map keeps it
        self._folder = None
        self.kept: dict[Any, Any] = {}
        self.strut_layouts: dict[Any, Any] = {}
        self.font_features: dict[Any, Any] = {}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Put these fonts' (empty) settings in place of the machine's: Pango asks for the process's."""
        before = fontconfig.FcConfigReference(ffi.NULL)
        fontconfig.FcConfigSetCurrent(self._config)
        try:
            yield
        finally:
            fontconfig.FcConfigSetCurrent(before)
            fontconfig.FcConfigDestroy(before)


@cache
def house_fonts(files: tuple[Path, ...]) -> FontConfiguration:
    """The configuration that has these font files, made once a process; for documents that bring no fonts."""
    return FontConfiguration(files)


SOFT_HYPHEN = "\u00ad"
ZERO_WIDTH_SPACE = "\u200b"


class Space(pydyf.Object):  # type: ignore[misc]
    """A space that may be painted at the end of a line, where layout took it away; decided once all is painted.

    Readers that go by the content stream alone join the words of two lines without it.
    """

    def __init__(self, fonts: Fonts, name: str, shown: str) -> None:
        # there are many, and none is an object of the file with a number: theirs is not called
        self.fonts = fonts
        self.name = name
        self.shown = shown
        self.wanted = False

    @property
    def last(self) -> str:
        """The glyph that was painted last, as four hexadecimal digits; "" where there is none."""
        return last_code(self.shown)

    @property
    def glyph(self) -> int | None:
        """The font's glyph for a space, or None when no other place of the document has painted one."""
        return self.fonts.space_glyph(self.name)

    @property
    def data(self) -> bytes:
        """The operator that paints it; nothing where it is not wanted or layout has painted a last space itself."""
        if not self.wanted or self.glyph is None or f"{self.glyph:04x}" == self.last:
            return b""
        return b"[<%04x>] TJ" % self.glyph


def last_code(shown: str) -> str:
    """The last glyph of a string as written in a stream: ``<00410042>-12<0043>``; "" when there is none.

    What follows it may be empty: ``<0043>0<>``, where the last character has no glyph of its own.
    """
    end = shown.rfind(">")
    while end > 0 and shown[end - 1] == "<":
        end = shown.rfind(">", 0, end - 1)
    return shown[max(shown.rfind("<", 0, end) + 1, end - 4) : end] if end > 0 else ""


class Fonts(dict[Any, Any]):
    """The fonts of one document. WeasyPrint gives this object to each stream, which so knows its document.

    ``kept`` is what is known of fonts from the documents before; ``respelt`` what some glyph stood for until another
    meaning was found for it; ``silent`` says that a glyph was painted that stands for nothing.
    """

    def __init__(self, painting: Any, kept: dict[Any, Any]) -> None:
        super().__init__()
        self.kept = kept
        self.painting = painting
        self.by_name: dict[str, Any] = {}
        self.by_pango_font: dict[Any, tuple[Any, float, Any]] = {}
        self.ready: dict[Any, Any] = {}
        self.respelt: set[str] = set()
        self.silent = False
        self.aliases: dict[str, dict[tuple[int, str], int]] = {}
        self.carriers: dict[str, int | None] = {}
        self._mended = False
        self._spaces: dict[str, int | None] = {}

    def join(self, font: Any) -> None:
        """Let fonts written under one name know the glyphs of all of them: what a glyph means is stated once."""
        first: Any = self.by_name.setdefault(font.hash, font)
        if first is not font and font.to_unicode is not first.to_unicode:
            font.to_unicode, font.widths, font.missing = first.to_unicode, first.widths, first.missing

    def alias(self, name: str, glyph: int, text: str) -> int:
        """A code that shows ``glyph`` and stands for ``text``; fonts without a map from codes to glyphs have none."""
        font: Any = self.by_name[name]
        if font.type == "otf":
            return glyph
        known = self.aliases.setdefault(name, {})
        code = known.setdefault((glyph, text), 0xFFFF - len(known))  # from the last down, far from any glyph's own
        font.to_unicode[code] = text
        font.widths[code] = font.widths[glyph]
        return code

    def carrier(self, name: str) -> int | None:
        """The font's glyph for U+200B, which shows nothing and has no width; None where it has none, or a wide one."""
        if name not in self.carriers:
            font: Any = self.by_name[name]
            found = ffi.new("hb_codepoint_t *")
            known = font.type != "otf" and harfbuzz.hb_font_get_nominal_glyph(font.hb_font, 0x200B, found)
            empty = known and harfbuzz.hb_font_get_glyph_h_advance(font.hb_font, found[0]) == 0
            self.carriers[name] = int(found[0]) if empty else None
            if empty:
                font.widths[found[0]] = 0
                font.to_unicode.setdefault(found[0], ZERO_WIDTH_SPACE)
        return self.carriers[name]

    def soften(self, name: str, glyph: int, hyphen: str) -> int:
        """A code that shows the glyph of ``hyphen`` and stands for a soft hyphen; typed ones keep the glyph's own."""
        code = self.alias(name, glyph, SOFT_HYPHEN)
        font: Any = self.by_name[name]
        if code != glyph and font.to_unicode[glyph] == hyphen:
            font.to_unicode[glyph] = "-"  # many fonts have one glyph for both
            self.respelt.add(hyphen)
        return code

    def glyphs(self) -> dict[bytes, bytes]:
        """For fonts with codes of our making, by name: the glyph of each code (ISO 32000-1, table 117, CIDToGIDMap)."""
        maps = {}
        for name, known in self.aliases.items():
            font: Any = self.by_name[name]
            table = bytearray(2 * 0x10000)
            for code in font.widths:
                table[2 * code : 2 * code + 2] = code.to_bytes(2, "big")
            for (glyph, _), code in known.items():
                table[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
            maps[font.name] = bytes(table)
        return maps

    def values(self) -> Any:
        """The fonts. Asked for when all is painted and fonts are to be written: then their text is mended."""
        if not self._mended:
            self._mended = True
            for font in self.by_name.values():
                spoken = {glyph: _speakable(text) for glyph, text in sorted(font.to_unicode.items())}
                widths = dict(sorted(font.widths.items()))
                self.respelt.update(text for glyph, text in font.to_unicode.items() if spoken[glyph] != text)
                font.to_unicode.clear()
                font.to_unicode.update(spoken)
                font.widths.clear()
                font.widths.update(widths)
        return super().values()

    def space_glyph(self, name: str) -> int | None:
        """The glyph of a space in the fonts written under ``name``; looked for once when all is painted."""
        if self._mended:
            if name not in self._spaces:
                self._spaces[name] = self._space_glyph(name)
            return self._spaces[name]
        return self._space_glyph(name)

    def _space_glyph(self, name: str) -> int | None:
        font = self.by_name.get(name)
        if font is None:
            return None
        spaces = (code for code, text in font.to_unicode.items() if text in (" ", "\xa0") and code in font.widths)
        return next(spaces, None)

    @property
    def missing(self) -> set[str]:
        """Characters for which no font had a glyph."""
        return {chr(point) for font in super().values() for point in font.missing}


def _speakable(text: str) -> str:
    """What a glyph stands for, as PDF/A allows it (ISO 19005-2, 6.2.11.7.2: never nothing, U+FEFF or U+FFFE).

    A no-break space shares its glyph with the space; which of them is met first must not decide for the document.
    A glyph that adds nothing to its cluster gets U+034F, which neither shows nor breaks words.
    """
    text = text.replace("\xa0", " ").replace("\ufeff", "").replace("\ufffe", "").replace("\0", "")
    return text or NO_SOUND


def map_glyphs(pdf: Any, maps: dict[bytes, bytes]) -> None:
    """Give the fonts named in ``maps`` their maps from codes to glyphs."""
    for item in [item for item in pdf.objects if isinstance(item, pydyf.Dictionary)]:
        if item.get("Subtype") == "/CIDFontType2" and (table := maps.get(item.get("BaseFont"))):
            stream = pydyf.Stream([table], compress=True)
            pdf.add_object(stream)
            item["CIDToGIDMap"] = stream.reference
