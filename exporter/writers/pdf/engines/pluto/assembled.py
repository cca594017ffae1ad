"""The finished file round the rewritten pages: fonts and pictures as PlutoBook wrote them, links, places, outline.

Objects are copied as bytes with their references numbered anew. Everything that a reader hears is made here or by the
PDF writer; nothing of PlutoBook's structure is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pydyf

from exporter.writers.pdf.engines.frozen import compressed
from exporter.writers.pdf.engines.painted import NO_SOUND
from exporter.writers.pdf.engines.pluto.content import Content
from exporter.writers.pdf.engines.pluto.faces import dealt, glyphs_by_character, grouped, joined, tables_of
from exporter.writers.pdf.engines.pluto.file import File, Item
from exporter.writers.pdf.engines.pluto.letters import UNKNOWN, Font, unicode_map
from exporter.writers.pdf.engines.pluto.misfit import Misfit

_REFERENCE = re.compile(rb"(?<![0-9.])(\d+) 0 R\b")
_ENTRY = re.compile(rb"/([^\s/<>\[\]()]+) (\d+) 0 R")
_FONT_FILE = re.compile(rb"/FontFile2 \d+ 0 R")
_ENTRIES = re.compile(rb"<<((?:\s*/[^\s/<>\[\]()]+ \d+ 0 R)+)\s*>>")

FONTS_LEVEL = 7
"""How hard programs and maps of fonts are compressed."""

Place = tuple[int, float, float]
"""A page's number and a place on it, from the lower left, in points."""


class Copied(pydyf.Object):  # type: ignore[misc]
    """An object as it will be written."""

    def __init__(self, text: bytes, *, stream: bool) -> None:
        super().__init__()
        self.text, self.stream = text, stream

    @property
    def data(self) -> bytes:
        return self.text

    @property
    def compressible(self) -> bool:
        return not self.stream


class Compressed(pydyf.Object):  # type: ignore[misc]
    """A page's stream, put together and compressed once it is written."""

    def __init__(self, content: Content) -> None:
        super().__init__()
        self.content = content

    @property
    def data(self) -> bytes:
        text = b"\n".join([part if type(part) is bytes else part.data for part in self.content])  # type: ignore[union-attr]
        return compressed(b"", text)

    @property
    def compressible(self) -> bool:
        return False


class Fonts:
    """The fonts of a file, by the number of their object."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.known: dict[int, Font] = {}
        names = {name: number for page in file.pages() for name, number in font_names(file, page).items()}
        self.faces = {numbers[0]: numbers for numbers in ([names[name] for name in face] for face in grouped(names))}
        """The fonts of each face that has several, by the first of them."""
        for numbers in self.faces.values():
            self._join([self.of(number) for number in numbers])

    def _join(self, fonts: Sequence[Font]) -> None:
        """Give the glyphs of several fonts codes in one."""
        wide = [font for font in fonts if font.wide]
        taken = {code for font in fonts if not font.wide for code in font.text}
        for font, codes in zip(
            wide, dealt(taken, [sorted({*map(ord, font.widths)} - {0}) for font in wide]), strict=True
        ):
            font.codes = codes
            font.space = next((b"<%02x>" % codes[code] for code, said in font.text.items() if said == " "), b"")
        for font in fonts:
            font.face = fonts[0].number

    def of(self, number: int) -> Font:
        """The font, with what its codes stand for as the file has it."""
        if number not in self.known:
            self.known[number] = self._read(number)
        return self.known[number]

    def _read(self, number: int) -> Font:
        item = self.file.item(number)
        wide = b"/Subtype /Type0" in item.text
        if not wide and b"/Subtype /TrueType" not in item.text and b"/Subtype /Type1" not in item.text:
            raise Misfit("PlutoBook used a kind of font that is not known here")
        text: dict[int, str] = {}
        if b"/ToUnicode" in item.text:
            text.update(unicode_map(self.file.item(item.number("ToUnicode")).content()))
        if wide:
            text[0] = UNKNOWN
            space = next((b"<%04x>" % code for code, said in text.items() if said == " "), b"")
        else:
            space = b"( )" if text.get(0x20) == " " else b""
        return Font(number, wide, text, space, self._widths(item, wide=wide), face=number)

    def _widths(self, item: Item, *, wide: bool) -> dict[str, float]:
        """How wide each code's glyph is, in thousandths (ISO 32000-1, 9.2.4 and 9.7.4.3)."""
        if not wide:
            first = int(re.search(rb"/FirstChar (\d+)", item.text)[1])  # type: ignore[index]
            return dict(zip(map(chr, count(first)), item.floats("Widths"), strict=False))
        (inner,) = item.numbers("DescendantFonts")
        return dict(_wide_widths(self.file.item(inner).text.partition(b"/W [")[2]))

    def settle(self) -> None:
        """Decide what each glyph without a character of its own stands for: what the text had most often for it."""
        for font in self.known.values():
            for code, seen in font.seen.items():
                font.text[code] = max(seen, key=lambda text: (seen[text], text))


class Copier:
    """Copies objects of PlutoBook's file into one of ours, each once, with all that they refer to.

    ``written`` are the objects that several files have brought by what they say: pictures and fonts come again.
    """

    def __init__(self, pdf: Any, file: File, fonts: Fonts, written: dict[bytes, bytes]) -> None:
        self.pdf, self.file, self.fonts, self.written = pdf, file, fonts, written
        self.made: dict[int, bytes | None] = {}

    def reference(self, number: int) -> bytes:
        """A reference to the copy of an object."""
        font = self.fonts.known.get(number)
        number = number if font is None else font.face
        if number not in self.made:
            self.made[number] = None
            item = self.file.item(number)
            self.made[number] = self._object(self._written(number, item), stream=item.data is not None)
        reference = self.made[number]
        if reference is None:
            raise Misfit("an object of PlutoBook's file leads back to itself")
        return reference

    def text(self, text: bytes) -> bytes:
        """The text of an object, its references those of the copies."""
        return _REFERENCE.sub(lambda found: self.reference(int(found[1])), text)

    def _written(self, number: int, item: Item) -> bytes:
        text = item.text
        if item.data is not None:
            text = re.sub(rb"/Length \d+( 0 R)?", b"/Length %d" % len(item.data), text)
            text = text.replace(b"/Interpolate true", b"/Interpolate false")  # ISO 19005-2, 6.2.8
            return self.text(text) + b"\nstream\n" + item.data + b"\nendstream"
        if b"/Subtype /CIDFontType2" in text:
            text = text[:-2] + b"/CIDToGIDMap /Identity >>"
        if numbers := self.fonts.faces.get(number):
            return self._joined([self.fonts.of(number) for number in numbers])
        font = self.fonts.known.get(number)
        if font is not None:
            text = re.sub(rb"/ToUnicode \d+ 0 R", b"", text)
            return b"%s/ToUnicode %s >>" % (self.text(text)[:-2], self._stream(_cmap(font.text, wide=font.wide)))
        return self.text(text)

    def _object(self, text: bytes, *, stream: bool = False) -> bytes:
        if text not in self.written:
            made = Copied(text, stream=stream)
            self.pdf.add_object(made)
            self.written[text] = made.reference
        return self.written[text]

    def _stream(self, data: bytes, **said: int) -> bytes:
        entries = b"".join([b"/%s %d" % (key.encode(), value) for key, value in said.items()])
        known = sha256(entries + data).digest()
        if known not in self.written:
            self.written[known] = self._object(compressed(entries, data, FONTS_LEVEL), stream=True)
        return self.written[known]

    def _joined(self, fonts: Sequence[Font]) -> bytes:
        """One font of bytes with the glyphs of several (``faces``); the same again where they are the same."""
        described = [self._descriptor(font) for font in fonts]
        programs = [self.file.item(one.number("FontFile2")) for one in described]
        found = re.search(rb"/BaseFont (/\S+)", self.file.item(fonts[0].number).text)
        name, described_as = found[1] if found else b"/Joined", _FONT_FILE.sub(b"", described[0].text)
        said = [(font.wide, font.codes, font.text, font.widths) for font in fonts]
        parts = [repr((name, described_as, said)).encode(), *(one.data or b"" for one in programs)]
        known = sha256(b"".join(parts)).digest()
        if known not in self.written:
            contents = [one.content() for one in programs]
            self.written[known] = self._join(fonts, contents, name, described[0].text)
        return self.written[known]

    def _join(self, fonts: Sequence[Font], contents: Sequence[bytes], name: bytes, described: bytes) -> bytes:
        programs = [tables_of(content) for content in contents]
        shown: dict[int, tuple[int, int]] = {}
        text: dict[int, str] = {}
        widths: dict[int, float] = {}
        for part, (font, tables) in enumerate(zip(fonts, programs, strict=True)):
            for code, glyph, own in _glyphs(font, tables):
                shown[code], text[code], widths[code] = (part, glyph), font.text[own], font.widths[chr(own)]
        program = joined(programs, shown)
        described = re.sub(rb"/Flags \d+", b"/Flags 4", described)
        file = self._stream(program, Length1=len(program))
        codes = range(min(shown), max(shown) + 1)
        return b"<</Type /Font/Subtype /TrueType/BaseFont %s/FirstChar %d/LastChar %d/Widths [%s]%s/ToUnicode %s>>" % (
            name,
            codes[0],
            codes[-1],
            b" ".join(b"%g" % widths.get(code, 0.0) for code in codes),
            b"/FontDescriptor " + self._object(_FONT_FILE.sub(b"/FontFile2 " + file, described)),
            self._stream(_cmap(text, wide=False)),
        )

    def _descriptor(self, font: Font) -> Item:
        number = self.file.item(font.number).numbers("DescendantFonts")[0] if font.wide else font.number
        return self.file.item(self.file.item(number).number("FontDescriptor"))

    def resources(self, text: bytes) -> bytes:
        """A page's resources, as they stand in the page or as an object of their own."""
        found = re.search(rb"/Resources (\d+) 0 R", text)
        if found is None:
            raise Misfit("PlutoBook's page has no resources")
        return self.text(_ENTRIES.sub(_once, self.file.item(int(found[1])).text))


@lru_cache(maxsize=64)
def _wide_widths(said: bytes) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    for start, widths in re.findall(rb"(\d+) \[([^\]]*)\]", said):
        found.update(zip(map(chr, count(int(start))), map(float, widths.split()), strict=False))
    return tuple(found.items())


def _once(found: re.Match[bytes]) -> bytes:
    """The entries of a dictionary, each once: cairo names a picture as often as it is painted (ISO 32000-1, 7.3.7)."""
    entries = dict.fromkeys(_ENTRY.findall(found[1]))
    return b"<<\n%s   >>" % b"".join([b"      /%s %s 0 R\n" % entry for entry in entries])


def font_names(file: File, page: Item) -> dict[str, int]:
    """The numbers of a page's fonts by the names that its content has for them."""
    return dict(_font_names(file.item(page.number("Resources")).text))


@lru_cache(maxsize=64)
def _font_names(resources: bytes) -> tuple[tuple[str, int], ...]:
    found = re.search(rb"/Font <<(.*?)>>", resources, re.S)
    return tuple((name.decode(), int(number)) for name, number in _ENTRY.findall(found[1])) if found else ()


def _glyphs(font: Font, tables: Mapping[bytes, bytes]) -> Iterator[tuple[int, int, int]]:
    """The code in a joined font, the glyph and the own code of each glyph of one of its parts."""
    if font.wide:
        yield from ((ours, own, own) for own, ours in font.codes.items())
        return
    glyphs = glyphs_by_character(tables[b"cmap"])
    for own in filter(None, font.text):
        yield own, glyphs.get(ord(bytes([own]).decode("cp1252", "replace")), 0), own


def _cmap(known: Mapping[int, str], *, wide: bool) -> bytes:
    """What the codes of a font stand for, as a ToUnicode map (ISO 32000-1, 9.10.3).

    What is unknown still is only in artifacts, such as running heads; a map may not leave it out.
    """
    digits = 4 if wide else 2
    rows = [
        f"<{code:0{digits}x}> <{(NO_SOUND if text == UNKNOWN else text).encode('utf-16-be').hex()}>"
        for code, text in sorted(known.items())
        if code or not wide
    ]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    body = "\n".join(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar"))
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n"
        f"<{'0' * digits}> <{'f' * digits}>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()


def links_of(file: File, page: Item) -> Iterator[tuple[str, list[float]]]:
    """The addresses and places of the links of a page."""
    for number in page.numbers("Annots"):
        item = file.item(number)
        address = re.search(rb"/URI \(((?:[^\\()]|\\.)*)\)", item.text)
        if address is None:
            raise Misfit("PlutoBook made a link that leads nowhere")
        yield address[1].decode("latin-1"), item.floats("Rect")


def name_places(pdf: Any, places: dict[str, Place]) -> None:
    """Let links find places by their names (ISO 32000-1, 12.3.2.3)."""
    if not places:
        return
    names, pages = pydyf.Array(), pdf.page_references  # which are put together anew whenever they are asked for
    for name in sorted(places):
        names += [pydyf.String(name), _destination(pages, places[name])]
    pdf.catalog["Names"] = pydyf.Dictionary({"Dests": pydyf.Dictionary({"Names": names})})


def _destination(pages: Sequence[bytes], place: Place) -> Any:
    page, left, top = place
    return pydyf.Array([pages[page], "/XYZ", round(left, 3), round(top, 3), 0])


def add_outline(pdf: Any, entries: Sequence[tuple[int, str, Place]]) -> None:
    """Bookmarks: level, label and place of each (ISO 32000-1, 12.3.3)."""
    if not entries:
        return
    root = pydyf.Dictionary({"Type": "/Outlines", "Count": len(entries)})
    pdf.add_object(root)
    pages = pdf.page_references
    open_: list[tuple[int, Any]] = [(0, root)]
    last: dict[int, Any] = {}
    for level, label, place in entries:
        made = pydyf.Dictionary({"Title": pydyf.String(label), "Dest": _destination(pages, place)})
        pdf.add_object(made)
        while open_[-1][0] >= level:
            open_.pop()
        parent = open_[-1][1]
        made["Parent"] = parent.reference
        if (before := last.get(id(parent))) is None:
            parent["First"] = made.reference
        else:
            before["Next"], made["Prev"] = made.reference, before.reference
        parent["Last"] = made.reference
        last[id(parent)] = made
        for _, holder in open_[1:]:
            holder["Count"] = holder.get("Count", 0) + 1
        open_.append((level, made))
    pdf.catalog["Outlines"] = root.reference


@cache
def _profile() -> bytes:
    found = find_spec("weasyprint")  # which brings the profile; looking for it loads nothing
    if found is None or not found.submodule_search_locations:
        raise Misfit("there is no colour profile")
    return (Path(found.submodule_search_locations[0]) / "pdf" / "sRGB2014.icc").read_bytes()


def add_output_intent(pdf: Any) -> None:
    """Say that colours are sRGB (ISO 19005-2, 6.2.3)."""
    profile = pydyf.Stream([_profile()], pydyf.Dictionary({"N": 3}), compress=True)
    pdf.add_object(profile)
    name = pydyf.String("sRGB2014.icc")
    pdf.catalog["OutputIntents"] = pydyf.Array(
        [
            pydyf.Dictionary(
                {
                    "Type": "/OutputIntent",
                    "S": "/GTS_PDFA1",
                    "OutputConditionIdentifier": name,
                    "Info": name,
                    "DestOutputProfile": profile.reference,
                }
            )
        ]
    )
