"""Rule 6: pictures of every kind that Pillow knows, damaged, swollen, or two things at once; drawings in odd encodings."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

from tests.hostile.ground import Case, chunk, page, png, svg


def _saved(kind: str, mode: str = "RGB", size: tuple[int, int] = (20, 20), **options: Any) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new(mode, size).save(stream, kind, **options)
    return stream.getvalue()


def _packed(mib: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([packer.compress(bytes(1 << 20)) for _ in range(mib)] + [packer.flush()])


def _animated(frames: int, said: tuple[int, int]) -> bytes:
    """An APNG (PNG, third edition, 11.3.5) of so many frames, each of the size that it says."""
    control = struct.pack(">IIIIIHHBB", 0, *said, 0, 0, 1, 1, 0, 0)
    head = chunk(b"acTL", struct.pack(">II", frames, 0)) + chunk(b"fcTL", control)
    data = zlib.compress(bytes(8 * 25))
    later = b"".join(
        chunk(b"fcTL", struct.pack(">IIIIIHHBB", 2 * at + 1, *said, 0, 0, 1, 1, 1, 1))
        + chunk(b"fdAT", struct.pack(">I", 2 * at + 2) + data)
        for at in range(min(frames, 30_000))
    )
    made = png(8, 8, extra=head)
    return made[:-12] + later + made[-12:]


def _gif(frames: int, size: tuple[int, int] = (1, 1)) -> bytes:
    frame = b"!\xf9\4\0\1\0\0\0," + struct.pack("<HHHH", 0, 0, *size) + b"\0\2\2\x44\1\0"
    return b"GIF89a" + struct.pack("<HH", *size) + b"\x80\0\0" + bytes(6) + frame * frames + b";"


def _exif(body: bytes) -> bytes:
    made = _saved("JPEG")
    block = b"Exif\0\0" + body
    return made[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + made[2:]


def _segments(marker: bytes, body: bytes, count: int) -> bytes:
    made = _saved("JPEG")
    return made[:2] + (b"\xff" + marker + struct.pack(">H", len(body) + 2) + body) * count + made[2:]


def _tiff(entries: list[tuple[int, int, int, int]], rest: bytes = b"", following: int = 0) -> bytes:
    made = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + made + struct.pack("<I", following) + rest


def _box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def _avif(width: int, height: int) -> bytes:
    size = _box(b"ispe", struct.pack(">III", 0, width, height))
    return _box(b"ftyp", b"avif\0\0\0\0avifmif1miaf") + _box(b"meta", bytes(4), _box(b"iprp", _box(b"ipco", size)))


def _jpeg2000(width: int, height: int) -> bytes:
    size = struct.pack(">HIIIIIIII", 0, width, height, 0, 0, 1, 1, 0, 0) + struct.pack(">H", 3) + b"\7\1\1" * 3
    stream = b"\xff\x4f\xff\x51" + struct.pack(">H", len(size) + 2) + size + b"\xff\xd9"
    head = _box(b"ihdr", struct.pack(">IIHBBBB", height, width, 3, 7, 7, 0, 0))
    return (
        _box(b"jP  ", b"\r\n\x87\n") + _box(b"ftyp", b"jp2 \0\0\0\0jp2 ") + _box(b"jp2h", head) + _box(b"jp2c", stream)
    )


SIZES = [
    (256, 4, 1, 9),
    (257, 4, 1, 9),
    (258, 3, 1, 8),
    (259, 3, 1, 1),
    (262, 3, 1, 1),
    (273, 4, 1, 8),
    (278, 4, 1, 9),
    (279, 4, 1, 81),
]
SWOLLEN: dict[str, Callable[[], bytes]] = {
    "frames.png": lambda: _animated(30_000, (8, 8)),
    "frames-said.png": lambda: _animated(2**31 - 1, (8, 8)),
    "frame-huge.png": lambda: _animated(5, (2**31 - 1, 2**31 - 1)),
    "million.gif": lambda: _gif(1_000_000),
    "frame-outside.gif": lambda: (
        _gif(3)[:13] + b"," + struct.pack("<HHHH", 65_000, 65_000, 65_000, 65_000) + b"\0\2\2\x44\1\0;"
    ),
    "comments.gif": lambda: _gif(1)[:13] + b"!\xfe\xff" + bytes(255) * 9_000 + b"\0" + _gif(1)[13:],
    "no-end.gif": lambda: _gif(2)[:-1] + b"\2" + b"\xff" * 900_000,
    "lzw.gif": lambda: (
        b"GIF89a\xff\xff\xff\xff\xf7\0\0" + bytes(768) + b",\0\0\0\0\xff\xff\xff\xff\0\x08" + (b"\xff" * 256) * 9_000
    ),
    "texts.png": lambda: png(8, 8, extra=chunk(b"iTXt", b"a\0\1\0\0\0" + _packed(60)) * 60),
    "profile.png": lambda: png(8, 8, extra=chunk(b"iCCP", b"icc\0\0" + _packed(300))),
    "exif.png": lambda: png(8, 8, extra=chunk(b"eXIf", b"II*\0\x08\0\0\0" + b"\xff" * 2_000_000)),
    "palette.png": lambda: png(8, 8, colour=3, extra=chunk(b"tRNS", bytes(900_000)) + chunk(b"hIST", bytes(900_000))),
    "headers.png": lambda: png(8, 8, extra=chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))),
    "header-late.png": lambda: png(8, 8)[:8] + chunk(b"tEXt", b"a\0b") + png(8, 8)[8:],
    "header-huge.png": lambda: png(8, 8)[:8] + struct.pack(">I", 2**31 - 1) + png(8, 8)[12:],
    "interlaced.png": lambda: png(8, 8)[:28] + b"\1" + png(8, 8)[29:],
    "depth.png": lambda: (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 255, 255, 255, 255, 255)) + png(8, 8)[33:]
    ),
    "wrong-sum.png": lambda: png(8, 8)[:29] + b"\0\0\0\0" + png(8, 8)[33:],
    "wrong-sum-of-data.png": lambda: png(60, 60)[:-20] + b"\xff\xff\xff\xff" + png(60, 60)[-16:],
    "data-in-bytes.png": lambda: (
        png(8, 8)[:33]
        + b"".join(chunk(b"IDAT", bytes([at])) for at in zlib.compress(bytes(200))) * 900
        + png(8, 8)[-12:]
    ),
    "no-end.png": lambda: png(8, 8)[:-12],
    "more-after.png": lambda: png(8, 8) + b"<script>alert(1)</script>" * 9_000,
    "zip-after.png": lambda: png(8, 8) + b"PK\x03\x04" + bytes(99),
    "page-in-text.png": lambda: png(8, 8, extra=chunk(b"tEXt", b"Comment\0<html><script>alert(1)</script>")),
    "loop.jpg": lambda: _exif(b"II*\0\x08\0\0\0\x01\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0"),
    "turned.jpg": lambda: _exif(b"II*\0\x08\0\0\0\x01\0\x12\1\3\0\1\0\0\0\xff\xff\0\0\0\0\0\0"),
    "counts.jpg": lambda: _exif(b"II*\0\x08\0\0\0\xff\xff" + (b"\x0f\1\2\0\xff\xff\xff\xff\xff\xff\xff\xff" * 4_000)),
    "xmp.jpg": lambda: _segments(
        b"\xe1", b"http://ns.adobe.com/xap/1.0/\0<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>", 9
    ),
    "profiles.jpg": lambda: _segments(b"\xe2", b"ICC_PROFILE\0\1\xff" + bytes(60_000), 250),
    "profile-out-of-order.jpg": lambda: _segments(b"\xe2", b"ICC_PROFILE\0\xff\1" + bytes(99), 3),
    "comments.jpg": lambda: _segments(b"\xfe", b"<?php id(); ?>" * 4_000, 300),
    "tables.jpg": lambda: _segments(b"\xdb", b"\0" + b"\xff" * 64, 20_000),
    "restarts.jpg": lambda: _saved("JPEG")[:-2] + b"\xff\xd0" * 300_000 + b"\xff\xd9",
    "padding.jpg": lambda: _saved("JPEG")[:2] + b"\xff" * 3_000_000 + _saved("JPEG")[2:],
    "scans.jpg": lambda: (
        _saved("JPEG", size=(2_000, 2_000), progressive=True)[:-2]
        + b"\xff\xda\0\x0c\3\1\0\2\x11\3\x11\0\x3f\0" * 60_000
    ),
    "two.jpg": lambda: _saved("JPEG") + _saved("JPEG", size=(9_000, 9_000)),
    "mpo.jpg": lambda: _segments(b"\xe2", b"MPF\0II*\0\x08\0\0\0\1\0\2\xb0\7\0\xff\xff\xff\xff\x08\0\0\0\x08\0\0\0", 1),
    "zero.jpg": lambda: b"\xff\xd8\xff\xc0\0\x11\x08\0\0\0\0\3\1\x22\0\2\x11\1\3\x11\1\xff\xd9",
    "photoshop.jpg": lambda: _segments(b"\xed", b"Photoshop 3.0\x008BIM\4\4\0\0\xff\xff\xff\xff" + bytes(60_000), 90),
    "loop.tif": lambda: _tiff(SIZES, following=8),
    "counts.tif": lambda: _tiff([*SIZES[:5], (273, 4, 2**31, 8), (279, 4, 2**31, 8), (270, 2, 2**31, 8)]),
    "samples.tif": lambda: _tiff([*SIZES, (277, 3, 1, 65_535), (338, 3, 60_000, 8)], bytes(200_000)),
    "tiles.tif": lambda: _tiff(
        [*SIZES[:5], (322, 4, 1, 2**31 - 16), (323, 4, 1, 2**31 - 16), (324, 4, 1, 8), (325, 4, 1, 8)]
    ),
    "types.tif": lambda: _tiff([(256 + at, at % 256, at, at) for at in range(3_000)]),
    "sub.tif": lambda: _tiff([*SIZES, (330, 4, 60_000, 8)], bytes(240_000)),
    "jpeg-in-it.tif": lambda: _tiff(
        [(256, 4, 1, 60_000), (257, 4, 1, 60_000), *SIZES[2:3], (259, 3, 1, 7), *SIZES[4:]]
    ),
    "deflate.tif": lambda: _tiff(
        [*SIZES[:3], (259, 3, 1, 8), SIZES[4], (273, 4, 1, 110), SIZES[6], (279, 4, 1, 300_000)], _packed(200)
    ),
    "huge.tif": lambda: b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0" + struct.pack("<Q", 2**60) + bytes(99),
    "huge.webp": lambda: b"RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0\x10\0\0\0\xff\xff\xff\xff\xff\xff" + bytes(99),
    "frames.webp": lambda: _saved("WEBP", save_all=True, append_images=_few(400)),
    "cut.webp": lambda: _saved("WEBP", size=(400, 400))[:60],
    "profile.webp": lambda: _saved("WEBP", icc_profile=bytes(3_000_000)),
    "large.avif": lambda: _avif(2**31, 2**31),
    "boxes.avif": lambda: _box(b"ftyp", b"avif\0\0\0\0avif") + _box(b"meta", *[_box(b"free")] * 200_000),
    "deep.avif": lambda: _deep_boxes(20_000),
    "large.jp2": lambda: _jpeg2000(2**31 - 1, 2**31 - 1),
    "small.jp2": lambda: _jpeg2000(8, 8),
    "boxes.jp2": lambda: _box(b"jP  ", b"\r\n\x87\n") + _box(b"xxxx") * 200_000,
    "icons.ico": lambda: b"\0\0\1\0\xff\xff" + (bytes(8) + struct.pack("<II", 2**31, 22)) * 65_535,
    "icon-of-png.ico": lambda: (
        b"\0\0\1\0\1\0" + bytes(8) + struct.pack("<II", 99, 22) + png(8, 8, said=(60_000, 60_000))
    ),
    "colours.xpm": lambda: b'/* XPM */\nstatic char *x[] = {\n"9 9 99999999 9",\n' + b'"a c #fff",\n' * 90_000,
    "plain.ppm": lambda: b"P3 9 9 255 " + b"1 " * 900_000,
    "plain-huge.pgm": lambda: b"P2 99999 99999 65535 " + b"9" * 900_000,
    "arbitrary.pam": lambda: b"P7\nWIDTH 99999\nHEIGHT 99999\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n",
    "runs.tga": lambda: b"\0\0\x0a" + bytes(9) + struct.pack("<HHBB", 65_535, 65_535, 32, 0) + b"\xff\0\0\0\0" * 90_000,
    "runs.pcx": lambda: b"\x0a\5\1\x08" + struct.pack("<HHHH", 0, 0, 65_534, 65_534) + bytes(116) + b"\xff\0" * 90_000,
    "runs.sgi": lambda: b"\x01\xda\1\1\0\3" + struct.pack(">HHH", 65_535, 65_535, 4) + bytes(500),
    "textures.dds": lambda: b"DDS |\0\0\0\7\x10\0\0" + struct.pack("<II", 65_535, 65_535) + bytes(108),
    "blocks.ftex": lambda: b"FTEX" + bytes(64),
    "fonts.bdf.png": lambda: b"STARTFONT 2.1\n" * 9_000,
    "film.mpg": lambda: b"\0\0\1\xb3\xff\xff\xff" + bytes(900),
    "cursor.cur": lambda: b"\0\0\2\0\xff\xff" + bytes(9_000),
    "layers.psd": lambda: b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 56, 30_000, 30_000, 8, 3) + b"\xff" * 300,
    "grib.png": lambda: b"GRIB\0\0\0\1" + bytes(300),
    "hdf.png": lambda: b"\x89HDF\r\n\x1a\n" + bytes(300),
    "imt.png": lambda: b"\n" * 300_000,
    "iptc.png": lambda: b"\x1c\x01\x5a" * 9_000,
    "spider.png": lambda: struct.pack(">27f", *([1.0] * 27)) * 9,
    "gbr.png": lambda: struct.pack(">IIIII", 28, 2, 60_000, 60_000, 4) + b"GIMP" + bytes(99),
    "xv.png": lambda: b"P7 332\n#END_OF_COMMENTS\n60000 60000 255\n",
    "mic.png": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 9_000,
    "blp.png": lambda: b"BLP2" + struct.pack("<IBBBBII", 1, 1, 8, 0, 0, 60_000, 60_000) + bytes(9_000),
    "pixar.png": lambda: b"\x80\xe8\0\0" + bytes(900),
    "wal.png": lambda: bytes(32) + struct.pack("<II", 60_000, 60_000) + bytes(99),
    "qoi.png": lambda: b"qoif" + struct.pack(">II", 60_000, 60_000) + b"\4\0" + b"\xfd" * 9_000,
    "flic.png": lambda: struct.pack("<IHHHH", 128, 0xAF12, 60_000, 60_000, 60_000) + bytes(200),
    "fpx.png": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000),
}


def _few(count: int) -> list[Any]:
    from PIL import Image

    return [Image.new("RGB", (20, 20), (at % 250, 0, 0)) for at in range(count)]


def _deep_boxes(depth: int) -> bytes:
    """Boxes inside boxes, each as long as what is left."""
    return _box(b"ftyp", b"avif\0\0\0\0avif") + b"".join(
        struct.pack(">I", 8 * (depth - at)) + (b"meta" if at % 2 else b"iprp") for at in range(depth)
    )


_PICTURE = svg("<rect width='9' height='9'/>")
_LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + "]>"
)
_CHARSETS: dict[str, Callable[[], bytes]] = {
    "utf-16.svg": lambda: b"\xff\xfe" + svg('<text fill="&j;">&j;</text>', prolog=_LAUGHS).encode("utf-16-le"),
    "utf-32.svg": lambda: b"\xff\xfe\0\0" + _PICTURE.encode("utf-32-le"),
    "utf-7.svg": lambda: (
        b'<?xml version="1.0" encoding="utf-7"?>' + svg("<script>x</script>").replace("<", "+ADw-").encode()
    ),
    "ebcdic.svg": lambda: ('<?xml version="1.0" encoding="IBM037"?>' + _PICTURE).encode("cp037"),
    "latin.svg": lambda: b'<?xml version="1.0" encoding="latin-1"?>' + svg("<text>\xe9</text>").encode("latin-1"),
    "lies.svg": lambda: b'<?xml version="1.0" encoding="utf-16"?>' + _PICTURE.encode(),
    "none-such.svg": lambda: b'<?xml version="1.0" encoding="x-none"?>' + _PICTURE.encode(),
    "nul.svg": lambda: _PICTURE.replace("rect", "re\0ct").encode(),
    "attribute.svg": lambda: svg("<rect fill='&j;' width='9' height='9'/>", prolog=_LAUGHS).encode(),
    "parameter.svg": lambda: svg(prolog="<!DOCTYPE svg [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]>").encode(),
    "default.svg": lambda: svg(
        "<g/>" * 900, prolog="<!DOCTYPE svg [<!ATTLIST g onload CDATA 'x' style CDATA '" + "x" * 9_000 + "'>]>"
    ).encode(),
    "gzip-twice.svg": lambda: gzip.compress(gzip.compress(bytes(300 << 20), 9, mtime=0), 9, mtime=0),
    "gzip-joined.svg": lambda: gzip.compress(_PICTURE.encode(), mtime=0) + gzip.compress(bytes(300 << 20), 9, mtime=0),
    "gzip-cut.svg": lambda: gzip.compress(_PICTURE.encode(), mtime=0)[:-9],
    "name-spaces.svg": lambda: svg("<g " + " ".join(f'xmlns:n{at}="u{at}"' for at in range(3_000)) + "/>").encode(),
    "data-within.svg": lambda: svg(_nested_data(9)).encode(),
    "picture-huge.svg": lambda: svg(
        '<image width="9" height="9" href="data:image/png;base64,'
        + base64.b64encode(png(8, 8, said=(60_000, 60_000))).decode()
        + '"/>'
    ).encode(),
    "pictures.svg": lambda: svg(
        ('<image width="9" height="9" href="data:image/png;base64,' + base64.b64encode(png(400, 400)).decode() + '"/>')
        * 3_000
    ).encode(),
    "huge-words.svg": lambda: svg(
        '<text font-size="1e308" x="1e308" dx="' + "1 " * 90_000 + '">' + "x" * 9_000 + "</text>"
    ).encode(),
    "transforms.svg": lambda: svg(
        '<g transform="' + "rotate(1) " * 90_000 + '"><rect width="9" height="9"/></g>'
    ).encode(),
    "points.svg": lambda: svg('<polygon points="' + "1,1 9,9 " * 200_000 + '"/>').encode(),
    "arcs.svg": lambda: svg('<path d="M0 0' + "A1e-300 1e300 1e300 1 1 1 1" * 20_000 + '"/>').encode(),
    "path-open.svg": lambda: svg('<path d="M' + "-" * 200_000 + '"/><path d="M0 0L' + "1e" * 90_000 + '"/>').encode(),
    "strokes.svg": lambda: svg(
        '<path d="M0 0' + "L1 1L0 0" * 40_000 + '" stroke-width="1e9" stroke="red" stroke-linejoin="round"/>'
    ).encode(),
    "ratio.svg": lambda: svg(attributes='preserveAspectRatio="' + "x" * 200_000 + '"').encode(),
    "style-long.svg": lambda: svg('<rect style="' + "a:b;" * 200_000 + '"/>').encode(),
    "rules.svg": lambda: svg(
        "<style>" + "rect:not(g){fill:red}" * 9_000 + "</style>" + "<rect width='1' height='1'/>" * 9_000
    ).encode(),
    "symbols.svg": lambda: svg(
        "".join(f'<symbol id="s{at}"><use href="#s{at + 1}"/><use href="#s{at + 1}"/></symbol>' for at in range(40))
        + '<use href="#s0"/>'
    ).encode(),
    "switches.svg": lambda: svg(
        '<view id="v" viewBox="0 0 1e-9 1e9"/><symbol viewBox="0 0 0 0"/><use href="#" width="1e9"/>'
    ).encode(),
}


def _nested_data(depth: int) -> str:
    inner = "<rect width='9' height='9'/>"
    for _ in range(depth):
        inner = f'<image width="9" height="9" href="data:image/svg+xml;base64,{base64.b64encode(svg(inner).encode()).decode()}"/>'
    return inner


def _shown(files: dict[str, Callable[[], bytes]]) -> tuple[str, tuple[str, ...]]:
    return page("".join(f'<p><img src="{name}" alt="kept{at}end"></p>' for at, name in enumerate(files))), tuple(
        f"kept{at}end" for at in range(len(files))
    )


def _set(name: str, files: dict[str, Callable[[], bytes]], **more: Any) -> Case:
    body, words = _shown(files)
    return Case(name=name, rule=6, main="in.html", data=body, files=files, need=words, **more)


def _chosen(files: dict[str, Callable[[], bytes]], *ends: str) -> dict[str, Callable[[], bytes]]:
    return {name: make for name, make in files.items() if name.rpartition(".")[2] in ends}


APART = ("million.gif", "scans.jpg", "frames.png", "lzw.gif", "no-end.gif", "padding.jpg", "texts.png")
_TOGETHER = {name: make for name, make in SWOLLEN.items() if name not in APART}
KNOWN = ("png", "jpg", "gif", "tif", "webp", "avif", "jp2")

CASES = (
    *(_set(f"swollen-{name}", {name: SWOLLEN[name]}) for name in APART),
    *(_set(f"swollen-{kind}", _chosen(_TOGETHER, kind)) for kind in KNOWN),
    _set(
        "pictures-of-other-kinds",
        {name: make for name, make in _TOGETHER.items() if name.rpartition(".")[2] not in KNOWN},
        finding=True,
    ),
    *(_set(f"drawing-in-{name.removesuffix('.svg')}", {name: make}) for name, make in _CHARSETS.items()),
)
