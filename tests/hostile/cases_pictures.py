"""Rules 4 and 6: pictures that are too large, broken, or not what they say, and what they are called in a package."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

from tests.hostile.ground import Case, chunk, markdown, page, png, svg


def _saved(mode: str, size: tuple[int, int], kind: str, **options: Any) -> Callable[[], bytes]:
    """A picture that Pillow makes when the case is laid out."""

    def made() -> bytes:
        from PIL import Image

        stream = io.BytesIO()
        Image.new(mode, size).save(stream, kind, **options)
        return stream.getvalue()

    return made


def _frames(count: int, size: tuple[int, int], kind: str) -> Callable[[], bytes]:
    def made() -> bytes:
        from PIL import Image

        first, *rest = (Image.new("P", size, at % 250) for at in range(count))
        stream = io.BytesIO()
        first.save(stream, kind, save_all=True, append_images=rest)
        return stream.getvalue()

    return made


def _idat(data: bytes, size: tuple[int, int] = (8, 8), colour: int = 2) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _packed(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([packer.compress(bytes(1 << 20)) for _ in range(size >> 20)] + [packer.flush()])


def _gif(width: int, height: int) -> bytes:
    return (
        b"GIF89a"
        + struct.pack("<HH", width, height)
        + b"\x80\0\0"
        + bytes(6)
        + b","
        + struct.pack("<HHHH", 0, 0, width, height)
        + b"\0\2\2\x44\1\0;"
    )


def _bmp(width: int, height: int, bits: int = 1) -> bytes:
    return (
        b"BM"
        + struct.pack("<IHHI", 999, 0, 0, 62)
        + struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, 0, 0, 0, 0, 0, 0)
        + bytes(8 + 64)
    )


def _tiff(width: int, height: int, strips: int = 1) -> bytes:
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, strips, 8),
        (278, 4, 1, height),
        (279, 4, strips, 8),
    ]
    return (
        b"II*\0"
        + struct.pack("<I", 8)
        + struct.pack("<H", len(entries))
        + b"".join(struct.pack("<HHII", *entry) for entry in entries)
        + bytes(4)
    )


def _jpeg_head(width: int, height: int) -> bytes:
    return (
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x11\x08"
        + struct.pack(">HH", height, width)
        + b"\3\1\x22\0\2\x11\1\3\x11\1\xff\xd9"
    )


def _webp(width: int, height: int) -> bytes:
    body = (
        b"VP8X"
        + struct.pack("<I", 10)
        + bytes(4)
        + struct.pack("<I", width - 1)[:3]
        + struct.pack("<I", height - 1)[:3]
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


_TOO_LARGE: dict[str, Any] = {
    "wide.png": lambda: png(100_000_001, 1, depth=1, colour=0),
    "tall.png": lambda: png(1, 100_000_001 // 64, depth=8, colour=0, said=(64, 100_000_001 // 64 + 1)),
    "claims.png": png(8, 8, said=(2**31 - 1, 2**31 - 1)),
    "claims-wide.png": png(8, 8, said=(2**31 - 1, 1)),
    "zero.png": png(8, 8, said=(0, 0)),
    "zero-high.png": png(8, 8, said=(8, 0)),
    "many.gif": _gif(65_535, 65_535),
    "many.bmp": _bmp(2**31 - 1, 2**31 - 1),
    "negative.bmp": _bmp(-8, -(2**31)),
    "many.tif": _tiff(2**31, 2**31),
    "strips.tif": _tiff(100, 100, 2**31),
    "many.jpg": _jpeg_head(65_535, 65_535),
    "many.webp": _webp(16_777_216, 16_777_216),
}
_BROKEN: dict[str, Any] = {
    "cut.png": png(60, 60)[:90],
    "no-data.png": png(8, 8)[:33] + chunk(b"IEND", b""),
    "bad-sum.png": png(8, 8).replace(b"IDAT", b"IDAT", 1)[:-20] + b"\0" * 8,
    "not-packed.png": _idat(b"not zlib at all"),
    "inflates.png": lambda: _idat(_packed(1 << 30)),
    "text.png": lambda: png(8, 8, extra=chunk(b"zTXt", b"a\0\0" + _packed(512 << 20)) * 3),
    "itxt.png": lambda: png(8, 8, extra=chunk(b"iTXt", b"a\0\1\0\0\0" + _packed(512 << 20))),
    "profile.png": lambda: png(8, 8, extra=chunk(b"iCCP", b"a\0\0" + _packed(512 << 20))),
    "chunks.png": lambda: png(8, 8, extra=chunk(b"teXt", b"") * 100_000),
    "palette.png": _idat(zlib.compress(bytes(72)), colour=3),
    "html.png": "<html><script>alert(1)</script></html>",
    "text.jpg": "just text",
    "empty.png": b"",
    "zip.png": b"PK\x03\x04" + bytes(99),
    "pdf.png": b"%PDF-1.7\n",
    "eps.png": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n",
    "icns.png": b"icns" + struct.pack(">I", 16) + b"ic10" + struct.pack(">I", 8),
    "ico.png": b"\0\0\1\0\1\0" + bytes(16) + bytes(99),
    "psd.png": b"8BPS\0\1" + bytes(300),
    "xbm.png": "#define x_width 99999999\n#define x_height 99999999\nstatic char x_bits[] = {0};\n",
    "ppm.png": "P6 30000 30000 255\n",
    "fits.png": "SIMPLE  =                    T" + " " * 2850,
    "script.gif": b"GIF89a/*" + struct.pack("<HH", 9, 9) + b"*/=1;alert(1)//;",
    "phar.jpg": b"\xff\xd8\xff\xfe\0\x20<?php __HALT_COMPILER(); ?>\xff\xd9",
    "exif.jpg": b"\xff\xd8\xff\xe1\xff\xffExif\0\0MM\0*\0\0\0\x08" + b"\xff" * 65_000 + b"\xff\xd9",
    "wmf.png": b"\xd7\xcd\xc6\x9a" + bytes(99),
    "emf.png": struct.pack("<I", 1) + bytes(36) + b" EMF" + bytes(99),
    "svgz.svg": lambda: gzip.compress(b"<svg>" + b" " * (200 << 20), 9, mtime=0),
    "gzip.png": lambda: gzip.compress(bytes(200 << 20), 9, mtime=0),
}
_LAUGHS = (
    "<!DOCTYPE svg [<!ENTITY a 'lol'>"
    + "".join(f"<!ENTITY {chr(98 + at)} '{f'&{chr(97 + at)};' * 10}'>" for at in range(9))
    + "]>"
)
_QUADRATIC = "<!DOCTYPE svg [<!ENTITY a '" + "x" * 100_000 + "'>]>"
_USES = (
    "<defs><g id='g0'><rect width='1' height='1'/></g>"
    + "".join(f"<g id='g{at}'>" + f"<use href='#g{at - 1}'/>" * 12 + "</g>" for at in range(1, 10))
    + "</defs><use href='#g9'/>"
)
_DRAWINGS: dict[str, Any] = {
    "laughs.svg": svg("<text>&j;</text>", prolog=_LAUGHS),
    "quadratic.svg": svg("<text>" + "&a;" * 5_000 + "</text>", prolog=_QUADRATIC),
    "utf16.svg": ("\ufeff" + svg("<text>&j;</text>", prolog=_LAUGHS)).encode("utf-16-le"),
    "uses.svg": svg(_USES),
    "xlink-uses.svg": svg(_USES.replace("href", "xlink:href")),
    "patterns.svg": svg(
        "<defs>"
        + "".join(
            f"<pattern id='p{at}' width='1' height='1'><rect width='9' height='9' fill='url(#p{at - 1})'/>"
            f"<rect width='9' height='9' fill='url(#p{at - 1})'/></pattern>"
            for at in range(1, 60)
        )
        + "</defs><rect width='9' height='9' fill='url(#p59)'/>"
    ),
    "masks.svg": svg(
        "<defs>"
        + "".join(
            f"<mask id='m{at}'><rect width='9' height='9' mask='url(#m{at - 1})'/><rect width='9' height='9' mask=\"url('#m{at - 1}')\"/>"
            "</mask>"
            for at in range(1, 60)
        )
        + "</defs><rect width='9' height='9' mask='url(#m59)'/>"
    ),
    "clips.svg": svg(
        "".join(
            f"<clipPath id='c{at}' clip-path='url(#c{at - 1})'><rect width='9' height='9' clip-path='url(#c{at - 1})'/></clipPath>"
            for at in range(1, 90)
        )
        + "<rect width='9' height='9' clip-path='url(#c89)'/>"
    ),
    "markers.svg": svg(
        "".join(
            f"<marker id='k{at}' markerWidth='9' markerHeight='9'><path d='M0 0L1 1L2 2L3 3' marker-mid='url(#k{at - 1})' marker-start='url(#k{at - 1})'/></marker>"
            for at in range(1, 40)
        )
        + "<path d='M0 0L9 9L1 1' marker-mid='url(#k39)'/>"
    ),
    "marks-on-a-path.svg": svg(
        "<marker id='k' markerWidth='9' markerHeight='9'>"
        + "<circle r='1'/>" * 400
        + "</marker><path marker-mid='url(#k)' d='M0 0"
        + "L1 1L2 2" * 40_000
        + "'/>"
    ),
    "circle.svg": svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"),
    "self.svg": svg("<use id='a' href='#a'/>"),
    "deep.svg": svg("<g>" * 20_000 + "</g>" * 20_000),
    "deep-within.svg": svg("<g>" * 240 + "<rect/>" + "</g>" * 240),
    "wide.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='1e9' height='1'><rect width='9' height='9'/></svg>",
    "huge.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='999999999' height='999999999'><rect width='9' height='9'/></svg>",
    "viewbox.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1e-30 1e30'><rect width='9' height='9'/></svg>",
    "nan.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='NaN' height='-1' viewBox='NaN NaN NaN NaN'><rect width='inf' height='9'/></svg>",
    "filter.svg": svg(
        "<filter id='f' width='100000' height='100000'><feGaussianBlur stdDeviation='9999'/><feTurbulence numOctaves='99999'/>"
        "<feMorphology radius='9999'/></filter><rect width='9' height='9' filter='url(#f)'/>"
    ),
    "style-filter.svg": svg(
        "<g style='filter: blur(9999px)'><rect width='9' height='9' style=\"filter:url('#f')\"/></g>"
    ),
    "dashes.svg": svg("<path d='M0 0H9999999' stroke='red' stroke-dasharray='0.0001 0.0001'/>"),
    "dashes-of-a-circle.svg": svg("<circle r='99999999' stroke='red' stroke-width='9999999' stroke-dasharray='1e-6'/>"),
    "path.svg": svg("<path d='M0 0" + "c1 1 2 2 3 3 a9 9 0 0 1 5 5" * 90_000 + "' stroke='red'/>"),
    "numbers.svg": svg(
        "<rect x='1e308' y='-1e308' width='1e308' height='1e308' transform='scale(1e308) rotate(1e308)'/>"
    ),
    "text.svg": svg("<text font-size='1e9'>" + "W" * 200_000 + "</text>"),
    "text-path.svg": svg("<path id='t' d='M0 0L9 9'/><text><textPath href='#t'>" + "W" * 50_000 + "</textPath></text>"),
    "gradient.svg": svg(
        "<linearGradient id='l' href='#l2'/><linearGradient id='l2' href='#l'/><rect width='9' height='9' fill='url(#l)'/>"
    ),
    "stops.svg": svg(
        "<linearGradient id='l'>"
        + "<stop offset='0.5' stop-color='red'/>" * 15_000
        + "</linearGradient><rect width='9' height='9' fill='url(#l)'/>"
    ),
    "attributes.svg": svg("<rect " + " ".join(f"a{at}='x'" for at in range(50_000)) + "/>"),
    "nested.svg": svg("<svg x='1' width='1e9' height='1e9'>" * 90 + "</svg>" * 90),
    "switch.svg": svg("<switch>" + "<g systemLanguage='en'><rect width='1' height='1'/></g>" * 9_000 + "</switch>"),
    "not-closed.svg": "<svg xmlns='http://www.w3.org/2000/svg'><rect",
    "prefix.svg": "<s:svg xmlns:s='http://www.w3.org/2000/svg' width='9' height='9'><s:script>alert(1)</s:script><s:rect width='9' height='9'/></s:svg>",
    "html.svg": "<!-- <svg --><html><script>alert(1)</script></html>",
    "comments.svg": "<!--" + "-->\n<!--" * 50_000 + "--><svg xmlns='http://www.w3.org/2000/svg'/>",
    "large.svg": lambda: svg("<rect width='1' height='1'/>" * 300_000),
}
_NEAR_THE_BOUND: dict[str, Any] = {
    "rgb.png": lambda: png(9_999, 10_000),
    "rgba.png": lambda: png(9_999, 10_000, colour=6),
    "deep.png": lambda: png(9_999, 10_000, depth=16, colour=6),
    "grey.png": lambda: png(9_999, 10_000, colour=4),
    "palette.png": lambda: png(9_999, 10_000, colour=3),
    "bits.png": lambda: png(9_999, 10_000, depth=1, colour=0),
    "rgb.jpg": _saved("RGB", (9_999, 9_999), "JPEG"),
    "cmyk.jpg": _saved("CMYK", (9_999, 9_999), "JPEG"),
    "turned.jpg": _saved(
        "RGB", (9_999, 9_999), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
    ),
    "turned.png": _saved(
        "RGBA", (9_999, 9_999), "PNG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
    ),
    "rgb.gif": _saved("P", (9_999, 9_999), "GIF"),
    "lossless.webp": _saved("RGBA", (9_999, 9_999), "WEBP", lossless=True, method=0, quality=0),
    "rgb.tif": _saved("RGB", (9_999, 9_999), "TIFF", compression="tiff_lzw"),
    "float.tif": _saved("F", (9_999, 9_999), "TIFF", compression="tiff_deflate"),
    "bits.bmp": _saved("1", (9_999, 9_999), "BMP"),
}


def _shown(files: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    body = "".join(f'<p><img src="{name}" alt="kept{at}end"></p>' for at, name in enumerate(files))
    return page(body), tuple(f"kept{at}end" for at in range(len(files)))


def _sets(prefix: str, files: dict[str, Any]) -> Case:
    body, words = _shown(files)
    return Case(name=prefix, rule=6, main="in.html", data=body, files=files, finding=True, need=words)


NAMES = (
    "a/pic.png",
    "b/pic.png",
    "b/PIC.png",
    "mimetype",
    "META-INF/container.xml",
    "EPUB/content.opf",
    "EPUB/nav.xhtml",
    "word/document.xml",
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "CON.png",
    "nul.png",
    "aux.jpg.png",
    "com1",
    "-rf.png",
    "--help.png",
    " lead.png",
    "trail.png ",
    "dot.",
    "a b%20#?&;'\".png",
    "\u202egnp.exe",
    "\u00e9.png",
    "e\u0301.png",
    "\u65e5\u672c.png",
    "x" * 200 + ".png",
    "a\tb.png",
    "a\nb.png",
    "a;b.png",
    "a|b.png",
    "a*b.png",
    "a:b.png",
    "\x7f.png",
    "~.png",
    "..png",
    "...",
    ".hidden.png",
    "a//b.png",
    "%2e%2e.png",
)


def _named() -> tuple[str, dict[str, Any]]:
    from urllib.parse import quote

    body = "".join(f'<p><img src="./{quote(name)}" alt="kept{at}end"></p>' for at, name in enumerate(NAMES))
    return page(body), {name: png(8 + at, 8) for at, name in enumerate(NAMES)}


_NAMED, _NAMED_FILES = _named()
_DATA = {
    "png": "data:image/png;base64," + base64.b64encode(png(8, 8)).decode(),
    "lies": "data:image/png;base64," + base64.b64encode(svg("<script>alert(1)</script>").encode()).decode(),
    "bomb": "data:image/png;base64," + base64.b64encode(png(8, 8, said=(60_000, 60_000))).decode(),
    "html": "data:text/html,<script>alert(1)</script>",
    "svg": "data:image/svg+xml;base64," + base64.b64encode(svg('<image href="file:///etc/passwd"/>').encode()).decode(),
    "plain": "data:,hello",
    "nothing": "data:",
    "not-base64": "data:image/png;base64,@@@@",
    "charset": "data:image/png;charset=utf-8;foo=bar;base64," + base64.b64encode(png(9, 9)).decode(),
    "nested": "data:text/plain,data:image/png;base64,AAAA",
    "percent": "data:image/png,%ZZ%89PNG",
    "upper": "DATA:IMAGE/PNG;BASE64," + base64.b64encode(png(10, 9)).decode(),
}

CASES = (
    _sets("pictures-too-large", _TOO_LARGE),
    _sets("pictures-broken", _BROKEN),
    *(
        _sets(f"drawing-{name.removesuffix('.svg')}", {name: data})
        for name, data in _DRAWINGS.items()
        if name
        in (
            "marks-on-a-path.svg",
            "path.svg",
            "dashes.svg",
            "dashes-of-a-circle.svg",
            "text.svg",
            "masks.svg",
            "large.svg",
        )
    ),
    _sets(
        "drawings",
        {
            name: data
            for name, data in _DRAWINGS.items()
            if name
            not in (
                "marks-on-a-path.svg",
                "path.svg",
                "dashes.svg",
                "dashes-of-a-circle.svg",
                "text.svg",
                "masks.svg",
                "large.svg",
            )
        },
    ),
    *(
        Case(
            name=f"near-the-bound-{name}",
            rule=6,
            main="in.html",
            data=_shown({name: 0})[0],
            files={name: data},
            expect="either",
            keep=False,
        )
        for name, data in _NEAR_THE_BOUND.items()
    ),
    Case(
        name="near-the-bound-together",
        rule=6,
        main="in.html",
        expect="either",
        keep=False,
        data=_shown({f"{at}.png": 0 for at in range(12)})[0],
        files={f"{at}.png": (lambda at=at: png(9_000 + at, 10_000, colour=0)) for at in range(12)},
    ),
    Case(
        name="frames-gif",
        rule=6,
        main="in.html",
        data=_shown({"a.gif": 0})[0],
        files={"a.gif": _frames(3_000, (40, 40), "GIF")},
        finding=False,
    ),
    Case(
        name="frames-tiff",
        rule=6,
        main="in.html",
        data=_shown({"a.tif": 0})[0],
        files={"a.tif": _frames(800, (40, 40), "TIFF")},
    ),
    Case(
        name="frames-png",
        rule=6,
        main="in.html",
        data=_shown({"a.png": 0})[0],
        files={"a.png": _frames(800, (40, 40), "PNG")},
    ),
    Case(
        name="pictures-by-the-thousand",
        rule=7,
        main="in.html",
        expect="either",
        keep=False,
        data=page(
            "".join(
                f'<img src="data:image/png;base64,{base64.b64encode(png(1 + at % 50, 1 + at // 50)).decode()}" alt="a">'
                for at in range(2_000)
            )
        ),
    ),
    Case(
        name="one-picture-by-the-thousand",
        rule=7,
        main="in.html",
        expect="either",
        keep=False,
        data=page('<img src="a.png" alt="a">' * 10_000),
        files={"a.png": png(300, 300)},
    ),
    Case(
        name="data-pictures",
        rule=6,
        main="in.html",
        finding=True,
        need=tuple(f"kept-{name}" for name in _DATA),
        data=page("".join(f"<p><img src='{item}' alt='kept-{name}'>" for name, item in _DATA.items())),
    ),
    Case(
        name="data-pictures-in-markdown",
        rule=6,
        main="in.md",
        finding=True,
        data=markdown("\n\n".join(f"![kept-{name}](<{item}>)" for name, item in _DATA.items() if "<" not in item)),
    ),
    Case(
        name="names-of-pictures",
        rule=4,
        main="in.html",
        data=_NAMED,
        files=_NAMED_FILES,
        need=tuple(f"kept{at}end" for at in range(len(NAMES))),
    ),
)
