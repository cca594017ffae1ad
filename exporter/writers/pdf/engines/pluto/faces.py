"""One font for each face: cairo writes two, one for the letters of Windows' table and one for all other glyphs.

A change of font is the end of a text to programs that tell a page (pdf.js: “Ninety years a”, “ft”, “er”), and
ligatures, apostrophes and hyphens are among the others. So the glyphs of both are put into one TrueType program, whose
codes are bytes (ISO 32000-1, 9.6.6.4: a symbolic font; ISO 19005-2, 6.2.11.6: one map, of Windows' symbols).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise

from exporter.writers.pdf.engines.pluto.misfit import Misfit

_FREE = (*range(0xFF, 0x7E, -1), *range(0x7E, 0x20, -1), *range(1, 9), *range(14, 32))
"""Codes for glyphs that have none, in the order in which they are taken: not those of white space."""
_SYMBOLS = 0xF000
"""Where codes begin in a map of symbols (OpenType, cmap)."""
_KEPT = (b"cvt ", b"fpgm", b"prep")
_WORDS, _MORE, _SCALE, _SCALES, _TWO_BY_TWO = 0x1, 0x20, 0x8, 0x40, 0x80


def grouped(names: Iterable[str]) -> list[list[str]]:
    """The fonts of each face that has several: cairo names a font by its face and then by its part (“f-1-0”)."""
    faces: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        faces.setdefault(name.rpartition("-")[0], []).append(name)
    return [part for part in faces.values() if len(part) > 1]


def dealt(taken: Iterable[int], glyphs: Sequence[Iterable[int]]) -> list[dict[int, int]]:
    """A code of one byte for each glyph of each of several fonts, beside those that are taken.

    Raises Misfit when there are not so many.
    """
    used = set(taken)
    free = iter([code for code in _FREE if code not in used])
    try:
        return [{glyph: next(free) for glyph in font} for font in glyphs]
    except (StopIteration, RuntimeError) as error:
        raise Misfit("a font has more glyphs than one byte has codes") from error


def tables_of(program: bytes) -> dict[bytes, bytes]:
    """The tables of a TrueType program by name (OpenType 1.9, Table Directory)."""
    (count,) = struct.unpack_from(">H", program, 4)
    entries = (struct.unpack_from(">4sIII", program, 12 + 16 * number) for number in range(count))
    return {name: program[start : start + length] for name, _, start, length in entries}


def glyphs_by_character(cmap: bytes) -> dict[int, int]:
    """The glyphs of characters in a map of format 4. Raises Misfit where there is none."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    for number in range(count):
        (at,) = struct.unpack_from(">I", cmap, 8 + 8 * number)
        if struct.unpack_from(">H", cmap, at) == (4,):
            return dict(_segments(cmap, at))
    raise Misfit("PlutoBook wrote a font whose characters cannot be found")


def _segments(cmap: bytes, at: int) -> Iterable[tuple[int, int]]:
    (double,) = struct.unpack_from(">H", cmap, at + 6)
    size = double // 2
    last = struct.unpack_from(f">{size}H", cmap, at + 14)
    first, delta, shift = (struct.unpack_from(f">{size}H", cmap, at + 16 + part * double) for part in (1, 2, 3))
    for number in range(size):
        place = at + 16 + 3 * double + 2 * number
        for code in range(first[number], min(last[number], 0xFFFE) + 1):
            glyph = code
            if shift[number]:
                (glyph,) = struct.unpack_from(">H", cmap, place + shift[number] + 2 * (code - first[number]))
            if glyph:
                yield code, (glyph + delta[number]) & 0xFFFF


def joined(programs: Sequence[Mapping[bytes, bytes]], codes: Mapping[int, tuple[int, int]]) -> bytes:
    """One TrueType program with the glyphs of several; ``codes`` say which program and glyph each code shows."""
    starts, glyphs, places, metrics = [0], [], [0], []
    for tables in programs:
        (count,) = struct.unpack_from(">H", tables[b"maxp"], 4)
        for glyph in _outlines(tables, count):
            glyphs.append(_shifted(glyph, starts[-1]))
            places.append(places[-1] + len(glyphs[-1]))
        metrics.append(_metrics(tables, count))
        starts.append(starts[-1] + count)
    first = programs[0]
    tables = {name: first[name] for name in _KEPT if name in first}
    most = [
        max(values) for values in zip(*(struct.unpack(">13H", each[b"maxp"][6:32]) for each in programs), strict=True)
    ]
    tables[b"maxp"] = struct.pack(">I14H", 0x10000, starts[-1], *most)
    tables[b"head"] = first[b"head"][:8] + bytes(4) + first[b"head"][12:50] + struct.pack(">HH", 1, 0)
    tables[b"hhea"] = first[b"hhea"][:34] + struct.pack(">H", starts[-1])
    tables[b"hmtx"] = b"".join(metrics)
    tables[b"glyf"] = b"".join(glyphs)
    tables[b"loca"] = struct.pack(f">{len(places)}I", *places)
    tables[b"cmap"] = _cmap({code: starts[number] + glyph for code, (number, glyph) in codes.items()})
    return _program(tables)


def _outlines(tables: Mapping[bytes, bytes], count: int) -> list[bytes]:
    (long,) = struct.unpack_from(">H", tables[b"head"], 50)
    places = struct.unpack_from(f">{count + 1}{'I' if long else 'H'}", tables[b"loca"])
    step = 1 if long else 2
    return [tables[b"glyf"][start * step : end * step] for start, end in pairwise(places)]


def _metrics(tables: Mapping[bytes, bytes], count: int) -> bytes:
    """The advance and bearing of each glyph; the last advance holds for all that have none (OpenType, hmtx)."""
    (long,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    table, advance = tables[b"hmtx"], tables[b"hmtx"][4 * long - 4 : 4 * long - 2]
    rest = (advance + table[at : at + 2] for at in range(4 * long, 4 * long + 2 * (count - long), 2))
    return b"".join([table[: 4 * long], *rest])


def _shifted(glyph: bytes, by: int) -> bytes:
    """A glyph whose parts, if it is put together from others, are so much further on; of a length that 4 divides."""
    if by and glyph[:1] >= b"\x80":
        made, at, flags = bytearray(glyph), 10, _MORE
        while flags & _MORE:
            flags, part = struct.unpack_from(">HH", made, at)
            struct.pack_into(">H", made, at + 2, part + by)
            at += 8 if flags & _WORDS else 6
            at += 2 if flags & _SCALE else 4 if flags & _SCALES else 8 if flags & _TWO_BY_TWO else 0
        glyph = bytes(made)
    return glyph + bytes(-len(glyph) % 4)


def _cmap(glyphs: Mapping[int, int]) -> bytes:
    """A map of Windows' symbols in one segment (OpenType, cmap, format 4)."""
    shown = [glyphs.get(code, 0) for code in range(256)]
    segments = (4, 4, 1, 0, _SYMBOLS + 255, 0xFFFF, 0, _SYMBOLS, 0xFFFF, 0, 1, 4, 0)
    table = struct.pack(">272H", 4, 544, 0, *segments, *shown)
    return struct.pack(">HHHHI", 0, 1, 3, 0, 12) + table


def _program(tables: Mapping[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">IHHHH", 0x10000, count, 16 << power, power, 16 * count - (16 << power))
    at, entries, bodies = 12 + 16 * count, [], []
    for name, body in sorted(tables.items()):
        padded = body + bytes(-len(body) % 4)
        entries.append(struct.pack(">4sIII", name, _sum(padded), at, len(body)))
        bodies.append(padded)
        at += len(padded)
    made = bytearray(b"".join(chain([head], entries, bodies)))
    (place,) = (struct.unpack(">I", entry[8:12])[0] for entry in entries if entry[:4] == b"head")
    struct.pack_into(">I", made, place + 8, (0xB1B0AFBA - _sum(bytes(made))) & 0xFFFFFFFF)
    return bytes(made)


def _sum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
