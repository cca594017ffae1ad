"""What the fast engine's files are made of: objects as pydyf writes them, markup as lxml has it, glyphs by runs."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pikepdf
import pydyf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from exporter.assets import styles_folder
from exporter.writers.pdf.engines import frozen
from exporter.writers.pdf.engines.needs import OTHER
from exporter.writers.pdf.engines.painted import Layout, elements_of
from exporter.writers.pdf.engines.pluto import breaks, letters
from exporter.writers.pdf.engines.pluto.colours import colours_of
from exporter.writers.pdf.engines.pluto.font_widths import Face
from exporter.writers.pdf.engines.pluto.inks import BASE, Wanted, inks_of
from exporter.writers.pdf.engines.pluto.markup import Markup
from exporter.writers.pdf.engines.pluto.misfit import Misfit
from exporter.writers.pdf.engines.pluto.sheet import LACKING, fonts_for
from exporter.writers.pdf.engines.weasy.quick.switch import less_effort

NAMES = st.text("AbcXYZ12", min_size=1, max_size=5)
PLAIN = st.one_of(
    st.integers(-(10**6), 10**6),
    st.floats(-1e5, 1e5, allow_nan=False),
    st.booleans(),
    NAMES.map("/{}".format),
    st.binary(max_size=8),
    st.text(max_size=12).map(pydyf.String),
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(pydyf.Array), st.dictionaries(NAMES, inner, max_size=4).map(pydyf.Dictionary)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_is_written_as_pydyf_writes_it(value: Any) -> None:
    assert frozen.written(value) == pydyf._to_bytes(value)


def some_objects() -> pydyf.PDF:
    pdf = pydyf.PDF()
    pdf.info["Title"] = pydyf.String("Größe (2)")
    for number in range(300):
        pdf.add_object(pydyf.Dictionary({"Type": "/StructElem", "K": pydyf.Array([number, 1.5, b"3 0 R"])}))
        if number % 7 == 0:
            pdf.add_object(pydyf.Stream([b"q", "Q", number, 1.5], {"N": 1}, compress=number % 2 == 0))
    return pdf


def objects_of(data: bytes) -> list[tuple[bytes, bytes]]:
    """The objects of a file, streams decoded; what only says how they are packed is left out. A broken file raises."""
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as file:
        assert not file.get_warnings()
        assert b"".join(map(bytes, file.trailer.ID)).isalnum()
        found = [(file.Root.unparse(), b""), (file.docinfo.unparse(resolved=True), b"")]
        for item in file.objects:
            if not isinstance(item, pikepdf.Stream):
                found.append((item.unparse(resolved=True), b""))
            elif item.get("/Type") not in ("/XRef", "/ObjStm"):
                said = pikepdf.Dictionary({key: value for key, value in item.items() if key != "/Length"})
                found.append((said.unparse(resolved=True), item.read_bytes()))
        return found


def test_a_file_holds_what_it_holds_packed_by_pydyf() -> None:
    out = io.BytesIO()
    some_objects().write(out, version=b"1.7", identifier=True, compress=True)
    with less_effort():  # streams, too, are written in another way then
        packed = frozen.packed(some_objects())
    assert objects_of(packed) == objects_of(out.getvalue())
    assert len(objects_of(packed)) > 300
    assert len(packed) < len(out.getvalue())


@given(st.lists(st.binary(min_size=5, max_size=5), min_size=1))
def test_differences_of_rows_are_those_of_a_png(rows: list[bytes]) -> None:
    """Read by Pillow, whose reader of rows is not ours."""
    made = frozen._differences(b"".join(rows), 5)
    head = struct.pack(">IIBBBBB", 5, len(rows), 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(made)), (b"IEND", b""))
    png = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    with Image.open(io.BytesIO(b"\x89PNG\r\n\x1a\n" + png)) as image:
        assert image.tobytes() == b"".join(rows)


@given(st.binary(max_size=40).flatmap(lambda part: st.integers(0, 300).map(lambda times: part * times)))
@example(b"ab" * (frozen.SMALL // 2))
@example(b"ab" * (frozen.SMALL // 2) + b"a")
@example(bytes(range(256)) * 16)
def test_what_is_compressed_with_little_memory_is_as_small(data: bytes) -> None:
    made = frozen.deflated(data, 7)
    assert zlib.decompress(made) == data
    assert len(made) <= len(zlib.compress(data, 7)) + 16


TEXTS = st.text(st.sampled_from("ab <>&\"'\n\t\r\xad\u00e9\u2019"), max_size=8)


@given(TEXTS, TEXTS, TEXTS)
def test_markup_in_inks_says_what_the_document_says(before: str, within: str, after: str) -> None:
    root = etree.Element("html")
    etree.SubElement(root, "head")
    paragraph = etree.SubElement(etree.SubElement(root, "body"), "p", {"class": within})
    paragraph.text = before
    emphasis = etree.SubElement(paragraph, "em")
    emphasis.text, emphasis.tail = within, after
    wanted = Wanted()
    wanted.cut(3, (1, 1), "break-before:page")
    layout = Layout(root=root, sheets=(), font_files=(), pictures={})
    inks = inks_of(layout, colours_of(("html { color: #111111 }",)), "555555")
    markup = Markup(layout, inks, "p > em { color: #111111 }", wanted).whole()
    made = etree.fromstring(markup)
    assert [etree.QName(item).localname for item in made.iter()] == ["html", "head", "style", "body", "p", "em", "span"]
    assert made[0][0].text == "p > em { color: #111111 }"
    assert "".join(map(str, made[1].itertext())) == (before + within + after).replace("\xad", "")
    assert made[1][0][1].tail == (after.replace("\xad", "")[1:] or None)
    assert made[1][0].get("style") == f"color:#{BASE + 3:06x}"
    assert [inks.of(b"0.12549 0 0.015686 ").owner, len(elements_of(root))] == [4, 5]


@given(st.text(st.sampled_from('aé1 -"#&*+=~\\/.,:;!|}([{$%<“^'), max_size=12))
def test_a_text_that_is_called_plain_has_no_place_to_break_otherwise(text: str) -> None:
    if breaks.is_plain(text):
        assert breaks._OTHERWISE.search(text) is None


@pytest.mark.parametrize("text", ["half past nine, 1934. “Well!”", "see: it (there)"])
def test_running_text_is_plain(text: str) -> None:
    assert breaks.is_plain(text)


@pytest.mark.parametrize(
    ("wide", "operands", "codes"),
    [
        (False, rb"[(a\(b\))12(\\c\223)-3(d\n)]", "a(b)\\c\x93d\n"),
        (False, rb"[(\5)(3)]", "\x053"),
        (False, b"[<6162>5(c)]", "abc"),
        (True, b"[<00 41>5<0042\n0043>]", "ABC"),
        (True, b"(\x00A\x00B)", "AB"),
    ],
)
def test_glyphs_are_read_from_every_form_of_string(wide: bool, operands: bytes, codes: str) -> None:
    assert letters.Font(1, wide, {}).shown(operands) == codes


def test_the_glyph_for_what_a_font_lacks_is_refused() -> None:
    with pytest.raises(Misfit):
        letters.Font(1, True, {}).shown(b"<00410000>")


def test_a_sign_for_several_characters_stands_for_the_one_in_the_text() -> None:
    font = letters.Font(1, False, {ord(char): char for char in "abc- "})
    for text in ("a-b c", "a\u2011b c", "a\u2010\u00adb c"):
        shares = [share for match in letters.fit(text, [[(font, "a-b"), (font, " c")]]) for _, _, share in match.shares]
        assert shares == [text[1]]


def test_a_line_of_ligatures_is_told_by_what_stands_between_them() -> None:
    font = letters.Font(
        1, False, {ord(char): char for char in "abci "} | {0x31: letters.UNKNOWN, 0x32: letters.UNKNOWN}
    )
    (match,) = letters.fit("affab fib cffi", [[(font, "a1ab "), (font, "2b c1i")]])
    assert [share for _, _, share in match.shares] == ["ff", "fi", "ff"]
    assert (match.start, match.end) == (0, 14)


LIGATURES = {"ffi": "1", "ff": "2", "fi": "3"}


def painted(text: str) -> str:
    """The codes of a text that is set with ligatures."""
    for letters_, code in LIGATURES.items():
        text = text.replace(letters_, code)
    return text


@given(
    st.lists(st.text("afi ", max_size=8), max_size=5), st.lists(st.sampled_from(["1ffi", "1ff", "2ff", "3fi", "3f"]))
)
def test_what_was_seen_before_changes_nothing_that_is_told(lines: list[str], seen: list[str]) -> None:
    known = {ord(char): char for char in "afi "} | dict.fromkeys(map(ord, "123"), letters.UNKNOWN)
    fonts = letters.Font(1, False, known), letters.Font(1, False, known)
    for font in fonts:
        for one in seen:
            font.note(ord(one[0]), one[1:])
    told, plain = fonts
    plain.told.update(dict.fromkeys(map(ord, "123"), letters.UNKNOWN))
    text = " ".join(lines)
    found = [letters.fit(text, [[(font, painted(line))] for line in lines if line.strip()]) for font in (told, plain)]
    one, other = ([(m.start, m.end, sorted(share[1:] for share in m.shares)) for m in matches] for matches in found)
    assert one == other


def test_a_document_of_plain_letters_loads_no_font_for_others() -> None:
    fonts = tuple(sorted((styles_folder() / "fonts").glob("*.ttf")))
    assert fonts_for("Ninety years “ago” → 5 €", fonts) == fonts_for("", fonts)
    named = {font.name.partition("_")[0] for font in fonts_for("", fonts)}
    assert named == {"SourceSerif4", "SourceCodePro", "AtkinsonHyperlegibleNext"}
    for text in ("\u05d0", "a \u2713", "\u2009", "\u200b", "\u222b", "e\u0301"):
        assert fonts_for(text, fonts) == fonts


def test_the_text_fonts_have_every_plain_character() -> None:
    plain = [char for char in map(chr, range(0x20, 0x10000)) if not OTHER.match(char) and char not in LACKING]
    for font in sorted((styles_folder() / "fonts").glob("Source*.ttf")):
        face = Face(font)
        assert [char for char in plain if not face._glyph(ord(char))] == []
    assert len(plain) > 600
