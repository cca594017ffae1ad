"""Pictures an article names: read through the gate, known by their content, kept once, named by the program.

A picture that cannot be loaded is left out and reported; its alternative text stays in its place.
"""

from __future__ import annotations

import io
import warnings
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from exporter.bounds.gate import Gate, Refused
from exporter.bounds.watch import processor_seconds
from exporter.model import Resource

KEPT = {"PNG": ("image/png", "png"), "JPEG": ("image/jpeg", "jpg"), "GIF": ("image/gif", "gif")}
"""What every output format takes as it is. Other kinds of picture become PNG."""

_AS_IT_IS = frozenset(["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I", "I;16"])
"""The modes, as Pillow calls them, of pictures that are passed on byte for byte."""

ORIENTATION = 0x0112
"""The EXIF tag that says how a camera was held (EXIF 2.3, 4.6.4)."""

MOST_NAME = 1000
"""So many characters of a reference are kept, to name the picture by."""

FOLDERS = ("images", "media", "pictures", "img", "uploads")
"""Where exports and scrapers put an article's pictures, beside it."""


@cache
def read_kinds() -> tuple[str, ...]:
    """The kinds of picture that are read; AVIF with Pillow 11.3 and later."""
    from importlib.util import find_spec  # noqa: PLC0415  (start-up: only for pictures)

    return ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", *(("AVIF",) if find_spec("PIL.AvifImagePlugin") else ()))


class Pictures:
    """The pictures of one article, each kept once however often it is used."""

    def __init__(self, gate: Gate) -> None:
        """Pictures are read through ``gate`` and bounded by its limits."""
        self._gate = gate
        self._by_reference: dict[str, Resource | Refused] = {}
        self._by_content: dict[str, Resource] = {}
        self._words: dict[str, str] = {}
        self._reduced: set[str] = set()
        self._drawing_seconds = 0.0

    @property
    def resources(self) -> tuple[Resource, ...]:
        """All pictures in order of first use."""
        return tuple(self._by_content.values())

    def load(self, reference: str) -> Resource:
        """The picture at a relative reference or in a ``data:`` URI. Raises Refused with the reason.

        For an address on the web, a file of the same name beside the article is taken: ``beside`` tells where.
        """
        known = self._by_reference.get(reference)
        if known is None:
            try:
                known = self._resource(self._gate.read_reference(self.beside(reference) or reference), reference)
            except Refused as refused:
                known = refused
            self._by_reference[reference] = known
        if isinstance(known, Refused):
            raise known
        return known

    def beside(self, reference: str) -> str:
        """Where beside the article the picture lies that ``reference`` names on the web; "" for nowhere."""
        if not reference.lower().startswith(("http://", "https://")) or self._gate.gives(reference):
            return ""
        name = PurePosixPath(reference.partition("?")[0].partition("#")[0]).name
        places = (name, *(f"{folder}/{name}" for folder in FOLDERS)) if "." in name else ()
        return next((place for place in places if self._gate.has(place)), "")

    def was_reduced(self, resource: Resource) -> bool:
        """Whether a picture had more pixels than are shown and was made smaller."""
        return any(self._by_content.get(digest) is resource for digest in self._reduced)

    def words_of(self, resource: Resource) -> str:
        """The alternative text that the picture's file itself carried; "" if there is none."""
        return self._words.get(resource.name, "")

    def called(self, resource: Resource) -> str:
        """The reference that named a picture; "" if there was none."""
        return self._gate.origins.get(resource.name, ("", ""))[0]

    def take(self, data: bytes, name: str = "") -> Resource:
        """The picture whose bytes are ``data``; ``name`` is what a package calls it. Raises Refused with the reason."""
        return self._resource(self._gate.admit(data), name)

    def _resource(self, data: bytes, reference: str) -> Resource:
        from hashlib import sha256  # noqa: PLC0415  (start-up: only for pictures)

        from exporter.readers.pictures.embedded_alt import alternative_in  # noqa: PLC0415  (start-up: only for pictures)
        from exporter.readers.pictures.svg import is_svg  # noqa: PLC0415  (start-up: only for pictures)

        digest = sha256(data).hexdigest()
        if digest not in self._by_content:
            if data.startswith(b"\x1f\x8b"):
                raise Refused("it is a compressed file, not a picture")
            media_type, suffix, kept, size = self._judged(self._drawing(data) if is_svg(data) else data)
            name = f"picture-{len(self._by_content) + 1}.{suffix}"
            if words := alternative_in(data):
                self._words[name] = words
            self._gate.origins[name] = (reference[:MOST_NAME] if reference[:5].lower() != "data:" else "", digest)
            self._by_content[digest] = Resource(
                name=name, media_type=media_type, data=kept, width=size[0], height=size[1]
            )
        return self._by_content[digest]

    def _drawing(self, data: bytes) -> bytes:
        """An SVG picture drawn; the time for all of an article is bounded. Raises Refused."""
        from exporter.readers.pictures.svg import to_png  # noqa: PLC0415  (start-up: only for pictures)

        limits = self._gate.limits
        if self._drawing_seconds > limits.svg_seconds:
            raise Refused(limits.passed("svg_seconds", "with those before it, it"))
        began = processor_seconds()
        try:
            return to_png(data, limits)
        finally:
            self._drawing_seconds += processor_seconds() - began

    def _judged(self, data: bytes) -> tuple[str, str, bytes, tuple[int, int]]:
        """Kind, suffix, bytes and size of a picture that decodes within the limits. Raises Refused otherwise."""
        import struct  # noqa: PLC0415  (start-up: only for pictures)

        from PIL import Image, ImageFile, UnidentifiedImageError  # noqa: PLC0415  (start-up: only for pictures)

        from exporter.readers.pictures.resize import refuse_costly  # noqa: PLC0415  (start-up: only for pictures)

        lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint sets it for all
        Image.MAX_IMAGE_PIXELS = max(Image.MAX_IMAGE_PIXELS or 0, self._gate.limits.picture_pixels)  # ours decides
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of what Pillow finds odd, what does not decode is reported here
                with Image.open(io.BytesIO(data), formats=read_kinds()) as opened:
                    self._gate.admit_pixels(opened.width, opened.height)
                    refuse_costly(opened, self._gate.limits)
                    return self._decoded(opened, data)
        except UnidentifiedImageError:
            raise Refused("it is not in a known picture format") from None
        except Refused:
            raise
        except Image.DecompressionBombError:
            raise Refused(self._gate.limits.passed("picture_pixels")) from None
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError, ArithmeticError, struct.error, KeyError):
            raise Refused("it is broken") from None
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient

    def _turned(self, opened: Any) -> tuple[str, str, bytes, tuple[int, int]]:
        """A picture that a camera stored on its side, set upright: not every reader heeds the mark that says so."""
        from PIL import ImageOps  # noqa: PLC0415  (start-up: only for pictures)

        upright = ImageOps.exif_transpose(opened)
        target = io.BytesIO()
        if opened.format == "JPEG" and upright.mode in ("L", "RGB"):
            upright.save(target, "JPEG", quality=92, icc_profile=_profile(opened))
            return "image/jpeg", "jpg", target.getvalue(), upright.size
        upright.save(target, "PNG", icc_profile=_profile(opened))
        return "image/png", "png", target.getvalue(), upright.size

    def _decoded(self, opened: Any, data: bytes) -> tuple[str, str, bytes, tuple[int, int]]:
        from hashlib import sha256  # noqa: PLC0415  (start-up: only for pictures)

        from exporter.readers.pictures.image_format import is_plain  # noqa: PLC0415  (start-up: only for pictures)
        from exporter.readers.pictures.resize import reduced  # noqa: PLC0415  (start-up: only for pictures)

        frames = getattr(opened, "n_frames", 1)
        size = opened.size
        if _may_stay(opened, data):
            opened.draft(opened.mode, (1, 1))  # every byte is decoded, but an eighth of the pixels painted
            opened.load()
            return *KEPT["JPEG"], data, size
        if _decodes(opened, data):
            return *KEPT["PNG"], data, size
        opened.load()
        if (smaller := reduced(opened)) is not None:
            self._reduced.add(sha256(data).hexdigest())
            smaller.format, opened = opened.format, smaller
        if opened.getexif().get(ORIENTATION, 1) != 1:
            return self._turned(opened)
        kind = KEPT.get(opened.format or "")
        plain = kind and smaller is None and is_plain(opened.format, data)
        if kind and plain and frames == 1 and opened.mode in _AS_IT_IS:
            return kind[0], kind[1], data, opened.size
        target = io.BytesIO()
        transparent = opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info
        opened.convert("RGBA" if transparent else "RGB").save(target, "PNG", icc_profile=_profile(opened))
        return "image/png", "png", target.getvalue(), opened.size


def _decodes(opened: Any, data: bytes) -> bool:
    """Whether a picture is a PNG that is passed on as it is and needs no painting to be known to decode."""
    from exporter.readers.pictures.image_format import decodes  # noqa: PLC0415  (start-up: only for pictures)
    from exporter.readers.pictures.resize import SHOWN  # noqa: PLC0415  (start-up: only for pictures)

    right = opened.format == "PNG" and opened.mode in _AS_IT_IS
    return right and opened.width * opened.height <= SHOWN and decodes(data)


def _may_stay(opened: Any, data: bytes) -> bool:
    """Whether a picture is a JPEG that is passed on as it is, once it is known to decode."""
    from exporter.readers.pictures.image_format import is_plain  # noqa: PLC0415  (start-up: only for pictures)
    from exporter.readers.pictures.resize import SHOWN  # noqa: PLC0415  (start-up: only for pictures)

    plain = opened.format == "JPEG" and opened.mode in ("L", "RGB") and getattr(opened, "n_frames", 1) == 1
    upright = plain and opened.getexif().get(ORIENTATION, 1) == 1
    return upright and opened.width * opened.height <= SHOWN and is_plain("JPEG", data)


def _profile(opened: Any) -> bytes | None:
    """The colour profile to keep with pixels that are written anew: none that is of no sane size or is not a
    profile.
    """
    from exporter.readers.pictures.image_format import MOST_EXTRA_BYTES  # noqa: PLC0415  (start-up: only for pictures)

    held = opened.info.get("icc_profile")
    plausible = isinstance(held, bytes) and 128 < len(held) <= MOST_EXTRA_BYTES and held[36:40] == b"acsp"
    return held if plausible else None
