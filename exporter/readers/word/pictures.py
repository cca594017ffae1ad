"""Pictures inside a Word file: through the one gate like any other, then cropped, turned and mirrored as in Word.

What an author cropped away must not be published (20.1.8.55). Metafiles can be drawn by no library that is kept, so
they are left out with their format's name, or drawn by an installed program where the user asks (``metafiles``).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import time
import zlib
from dataclasses import dataclass
from typing import Any

from exporter.bounds.gate import Refused
from exporter.errors import InputError
from exporter.model import Resource
from exporter.readers.word.metafiles import MOST_SECONDS, Drawn, draw
from exporter.readers.word.ooxml import A, Element, R, number
from exporter.readers.word.state import State

SAVE_AGAIN = "In Word, copy the picture, paste it as PNG (Paste Special) and delete this one; or save it as PNG or SVG."
LOOK_AT_IT = "Look at it in the files; better paste it as PNG in Word."
_RECT = ("l", "t", "r", "b")
Crop = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that is shown: the resource's name and the words in its own file; or why it is not, and what to do.

    ``angle`` is by how many degrees it was turned.
    """

    resource: str = ""
    words: str = ""
    refused: str = ""
    hint: str = ""
    angle: int = 0


def picture(
    state: State, made: Element, properties: Element | None, relation: str = "", crop: Crop | None = None
) -> Shown | None:
    """The picture that ``made`` (``pic:pic``, a fill, ``v:imagedata``) shows; None when it shows none."""
    blip = next(made.iter(A + "blip"), None)
    keys = [relation] if relation else _keys(blip)
    if not keys:
        return None
    shown: Shown | None = None
    for key in keys:
        shown = _loaded(state, key)
        if not shown.refused:
            break
    assert shown is not None
    if shown.refused:
        return shown
    turn = _turn(properties)
    cut = crop or _crop(made)
    if cut or turn != (0, False, False):
        return _changed(state, shown, cut or (0, 0, 0, 0), turn)
    return shown


def _keys(blip: Element | None) -> list[str]:
    """The relationships of a picture, the one that Word draws first: its pixels, else its SVG, else a linked file."""
    if blip is None:
        return []
    vector = [part.get(R + "embed") for part in blip.iter("{*}svgBlip")]
    return [key for key in (blip.get(R + "embed"), *vector, blip.get(R + "link")) if key]


def _loaded(state: State, key: str) -> Shown:
    relation = state.relation(key)
    if relation is None:
        return Shown(refused=f"the file refers to “{key}” and does not have it")
    if relation.external:
        name = relation.target.replace("\\", "/").rpartition("/")[2][:60]
        return Shown(refused=f"it is linked (“{name}”), not in the file", hint="In Word, insert the picture itself.")
    part = state.package.find(relation.target)
    if not part:
        return Shown(refused=f"the file does not have “{relation.target[:60]}”")
    try:
        data = state.package.package.read(part)
    except InputError:
        return Shown(refused="it is broken")
    if kind := unread_kind(data):
        drawn = _drawn(state, kind, data)
        if not drawn.png:
            why = f"; {drawn.refused}" if drawn.refused else ""
            return Shown(refused=f"it is {kind}, which cannot be shown in these files{why}", hint=SAVE_AGAIN)
        state.report("IMG010", f"a picture that is {kind} was drawn by {drawn.program}", hint=LOOK_AT_IT)
        data = drawn.png
    try:
        resource = state.pictures.take(data, part)
    except Refused as refused:
        return Shown(refused=str(refused), hint=SAVE_AGAIN)
    if state.pictures.was_reduced(resource):
        kept = f"{resource.width} by {resource.height} pixels"
        state.report("IMG008", f"a picture was made smaller, to {kept}")
    return Shown(resource.name, state.pictures.words_of(resource))


def _drawn(state: State, kind: str, data: bytes) -> Drawn:
    """A metafile as pixels, where the user asked for it; nothing for any other format."""
    if not state.options.draw_metafiles or "Metafile" not in kind:
        return Drawn()
    if data.startswith(b"\x1f\x8b"):
        most = state.limits.picture_bytes
        try:
            data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(most + 1)
        except (OSError, EOFError, zlib.error):
            return Drawn(refused="it is broken")
        if len(data) > most:
            return Drawn(refused=state.limits.passed("picture_bytes"))
    key = hashlib.sha256(data).hexdigest()
    if key not in state.metafiles:
        began = time.monotonic()
        state.metafiles[key] = draw(data, "emf" if "Enhanced" in kind else "wmf", MOST_SECONDS - state.drawing_seconds)
        state.drawing_seconds += time.monotonic() - began
    return state.metafiles[key]


def unread_kind(data: bytes) -> str:
    """The name of a format that people put into Word and no library here draws; "" for any other."""
    if data.startswith(b"\x1f\x8b"):
        try:
            head = gzip.GzipFile(fileobj=io.BytesIO(data)).read(64)
        except (OSError, EOFError, zlib.error):
            return ""
        inner = unread_kind(head)
        return inner.replace("(EMF)", "(EMZ)").replace("(WMF)", "(WMZ)")
    if data[40:44] == b" EMF" and data[:4] == b"\x01\0\0\0":
        return "an Enhanced Metafile (EMF)"
    if data.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0")):
        return "a Windows Metafile (WMF)"
    if data.startswith((b"%!PS", b"\xc5\xd0\xd3\xc6")):
        return "PostScript (EPS)"
    if data.startswith(b"%PDF"):
        return "a PDF"
    if data.startswith((b"II\xbc", b"WMPHOTO")):
        return "JPEG XR (WDP)"
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "HEIC"
    if data[522:528] == b"\x00\x11\x02\xff\x0c\x00" or data[522:524] == b"\x11\x01":
        return "a Macintosh PICT"
    return ""


def _crop(made: Element) -> Crop | None:
    """What is cut off each side, as parts of the whole; what is negative adds nothing (``a:srcRect``)."""
    rect = next(made.iter(A + "srcRect"), None)
    if rect is None:
        return None
    found = [_share(rect.get(side)) for side in _RECT]
    return _plausible((found[0], found[1], found[2], found[3]))


def _share(found: str | None) -> float:
    """A part of a side: thousandths of a percent, or (in Strict Open XML) per cent."""
    if found and found.endswith("%"):
        return max(0.0, number(found[:-1]) / 100)
    return max(0.0, number(found) / 100_000)


def vml_crop(made: Element) -> Crop | None:
    """What a ``v:imagedata`` cuts off, in 65,536ths (part 4, 19.1.2.11)."""

    def share(name: str) -> float:
        found = made.get(name) or ""
        if found.endswith("f"):
            return max(0.0, number(found[:-1]) / 65_536)
        try:
            return max(0.0, float(found or 0))
        except ValueError:
            return 0.0

    return _plausible((share("cropleft"), share("croptop"), share("cropright"), share("cropbottom")))


def _plausible(crop: Crop) -> Crop | None:
    left, top, right, bottom = crop
    return crop if any(crop) and left + right < 0.99 and top + bottom < 0.99 else None


def _turn(properties: Element | None) -> tuple[int, bool, bool]:
    """How a picture is turned (degrees clockwise) and mirrored (20.1.7.6)."""
    frame = None if properties is None else properties.find(A + "xfrm")
    if frame is None:
        return 0, False, False
    flips = [frame.get(name) in ("1", "true") for name in ("flipH", "flipV")]
    return round(number(frame.get("rot"), most=100_000_000) / 60_000) % 360, flips[0], flips[1]


def _changed(state: State, shown: Shown, crop: Crop, turn: tuple[int, bool, bool]) -> Shown:
    """The picture as it is shown, written anew."""
    before = next(one for one in state.pictures.resources if one.name == shown.resource)
    try:
        after = state.pictures.take(_painted(before, crop, turn), state.pictures.called(before))
    except Refused as refused:
        return Shown(refused=str(refused))
    return Shown(after.name, shown.words, angle=turn[0])


def _painted(before: Resource, crop: Crop, turn: tuple[int, bool, bool]) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415  (start-up: only for pictures)

    with Image.open(io.BytesIO(before.data)) as opened:
        opened.load()
        made: Any = opened
        profile = opened.info.get("icc_profile")
        keeps_jpeg = opened.format == "JPEG" and opened.mode in ("L", "RGB")
    width, height = made.size
    left, top, right, bottom = crop
    box = (int(width * left), int(height * top), round(width * (1 - right)), round(height * (1 - bottom)))
    made = made.crop((*box[:2], max(box[2], box[0] + 1), max(box[3], box[1] + 1)))
    angle, across, down = turn
    made = ImageOps.mirror(made) if across else made
    made = ImageOps.flip(made) if down else made
    if angle % 90:
        made, keeps_jpeg = made.convert("RGBA"), False
    if angle:
        made = made.rotate(-angle, expand=True)
    target = io.BytesIO()
    if keeps_jpeg:
        made.save(target, "JPEG", quality=92, icc_profile=profile)
    else:
        made = made if made.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else made.convert("RGB")
        made.save(target, "PNG", icc_profile=profile)
    return target.getvalue()
