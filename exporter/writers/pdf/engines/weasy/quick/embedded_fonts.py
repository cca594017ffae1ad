"""Fonts that are embedded: what is known of one from the document before, and faces made ready to be subset.

WeasyPrint reads every font anew for each document, all of its file too, and HarfBuzz looks through all its tables for
each subset of it. From the second subset on, a face is used that was made ready for that (``hb_subset_preprocess``).
The last subsets are kept, for those who make an article again.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi, gobject, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_pango_font_key

from exporter.records import record
from exporter.writers.pdf.engines.weasy.fonts import Fonts
from exporter.writers.pdf.engines.weasy.quick.stand import Stand

ffi.cdef("hb_face_t * hb_subset_preprocess (hb_face_t *source);")

FACES = 12
"""Faces that are kept ready: some three hundred kilobytes each."""
LARGEST = 1_000_000
"""Bytes of a font that is kept."""
MOST = 60
"""Fonts, each of a size, of which it is kept what they are."""

SUBSETS = 24
"""Subsets that are kept: of an article that is made again the letters are mostly the same."""

_add_font = Stream.add_font
_harfbuzz_subset = Font._harfbuzz_subset


@record
class _Kept:
    """A font as it is before anything is painted with it; ``held``: so that no other font gets its address."""

    key: Any
    size: float
    made: Any
    held: Any


def add_font(self: Any, pango_font: Any) -> tuple[Any, float]:
    """The font of a document that is a font of Pango's, and its size."""
    fonts = self._fonts
    if type(fonts) is not Fonts:
        return _add_font(self, pango_font)  # type: ignore[no-any-return]  # no types there
    known = fonts.kept.get(pango_font)
    if known is None:
        key, description, size = get_pango_font_key(pango_font)
        if key in fonts:
            return fonts[key], size
        made = Font(pango_font, description, size)
        made.measured = {}  # by size; the same for every document
        if len(made.file_content or b"") > LARGEST:
            fonts[key] = made
            return made, size
        if len(fonts.kept) >= MOST:
            fonts.kept.clear()
        held = ffi.gc(gobject.g_object_ref(pango_font), gobject.g_object_unref)
        known = fonts.kept[pango_font] = _Kept(key, size, made, held)
    if known.key not in fonts:
        fonts[known.key] = _fresh(known.made)
    return fonts[known.key], known.size


def _fresh(made: Any) -> Any:
    font = Font.__new__(Font)
    font.__dict__.update(made.__dict__)
    font.widths, font.to_unicode, font.missing = {}, {}, {}
    font.variations = dict(made.variations)
    return font


_FACES: OrderedDict[int, tuple[Any, Any]] = OrderedDict()
_SUBSETS: OrderedDict[tuple[Any, ...], tuple[Any, bytes]] = OrderedDict()


def harfbuzz_subset_once(self: Any, to_unicode: Any, hinting: Any) -> None:
    """Leave out of a font what is not used."""
    face = self.hb_face
    key = _address(face), tuple(sorted(to_unicode)), hinting, bool(self.missing)
    if known := _SUBSETS.pop(key, None):
        _SUBSETS[key] = known
        _, self.file_content = known
        return
    self.hb_face, whole = _ready(face), self.file_content
    try:
        _harfbuzz_subset(self, to_unicode, hinting)
    finally:
        self.hb_face = face
    if self.file_content is not whole and len(self.file_content) <= LARGEST:
        _SUBSETS[key] = _held(face), self.file_content
        while len(_SUBSETS) > SUBSETS:
            _SUBSETS.popitem(last=False)


def _address(face: Any) -> int:
    return int(ffi.cast("intptr_t", face))


def _held(face: Any) -> Any:
    """The face, held, so that no other one gets its address."""
    return ffi.gc(harfbuzz.hb_face_reference(face), harfbuzz.hb_face_destroy)


def _ready(face: Any) -> Any:
    """The face, made ready to be subset where it was subset before: that costs more than one subset."""
    address = _address(face)
    before = _FACES.pop(address, None)
    if before is None:
        _FACES[address] = _held(face), None
        while len(_FACES) > FACES:
            _FACES.popitem(last=False)
        return face
    held, ready = before
    if ready is None:
        ready = _preprocessed(face)
    _FACES[address] = held, ready
    return ready


def _preprocessed(face: Any) -> Any:
    try:
        preprocess = harfbuzz_subset.hb_subset_preprocess
    except AttributeError:  # HarfBuzz before 6.0
        return face
    return ffi.gc(preprocess(face), harfbuzz.hb_face_destroy)


STANDS = (
    Stand(Stream, "add_font", add_font),
    Stand(Font, "_harfbuzz_subset", harfbuzz_subset_once),
)
