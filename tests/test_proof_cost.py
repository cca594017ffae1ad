"""What a proof of three formats does once: work counted, never seconds (docs/benchmarks.md)."""

from __future__ import annotations

import io
import random
import zlib
from collections import Counter
from typing import Any

import pikepdf
import pytest
from PIL import Image

from exporter.checks.pdf.annotations import attaches, attachments
from exporter.checks.pdf.tagging import _listed as listed_in
from exporter.readback.pdf.pictures import _in_strips, _small, coded
from exporter.readback.pdf.text import CMap
from exporter.readback.small import shrunk, strips_of
from exporter.run.prove import Proof, prove
from exporter.run.rendering import write_all
from exporter.run.results import Article
from exporter.writers import WriteOptions
from tests.test_own_cost import calls, feature, letter

FORMATS = ("pdf", "epub", "docx")
EMPTY = pikepdf.new()
"""The file that streams made here are in, as long as they live."""


def files_of(article: Article) -> list[tuple[str, bytes]]:
    return [(one.format, one.data) for one in write_all(article, "article", FORMATS, WriteOptions()).files]


def test_what_is_compared_with_three_files_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The facts of the article once and of each file once; a package is opened by who reads it and by who tells it."""
    article = feature()
    files = files_of(article)
    of = {
        "exporter.comparison.losses": "facts",
        "exporter.comparison.facts": "outer_notes",
        "exporter.bounds.packages": "Package",
    }
    found = calls(of, lambda: prove(article.document, files, "article"), monkeypatch)
    assert found == {"facts": 3, "outer_notes": 4, "Package": 4}


@pytest.mark.parametrize("name", ["letter", "feature"])
def test_the_packet_of_a_pdf_is_parsed_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    article = letter() if name == "letter" else feature()
    pdf = [one for one in files_of(article) if one[0] == "pdf"]
    found = calls({"exporter.readback.pdf.xmp": "parse_xml"}, lambda: prove(article.document, pdf, name), monkeypatch)
    assert found == {"parse_xml": 1}


def test_an_element_of_a_pdf_is_asked_for_its_entries_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the tree's reader, which tells the rules whose each piece of content is: they walked the file themselves."""
    from exporter.readback.pdf import held, tree

    article = feature()
    pdf = [one for one in files_of(article) if one[0] == "pdf"]
    counted: Counter[str] = Counter()
    take, element = held.Held.take, tree.TreeReader._element

    def taken(self: Any, *given: Any) -> None:
        counted["taken"] += 1
        take(self, *given)

    def read(self: Any, *given: Any) -> None:
        counted["read"] += 1
        element(self, *given)

    monkeypatch.setattr(held.Held, "take", taken)
    monkeypatch.setattr(tree.TreeReader, "_element", read)
    prove(article.document, pdf, "article")
    with pikepdf.open(io.BytesIO(pdf[0][1])) as opened:
        elements = sum("/S" in one and "/P" in one for one in opened.objects if isinstance(one, pikepdf.Dictionary))
    assert counted["read"] == counted["taken"] == elements


def test_styles_of_files_that_are_made_alike_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    article = letter()
    docx = [one for one in files_of(article) if one[0] == "docx"]
    prove(article.document, docx, "letter")

    def loaded(root: Any) -> None:
        raise AssertionError("they are known")

    monkeypatch.setattr("exporter.readback.docx.state.Styles.load", loaded)
    assert not prove(article.document, docx, "letter").failed


def test_sheets_of_books_that_are_made_alike_are_matched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    article = letter()
    epub = [one for one in files_of(article) if one[0] == "epub"]
    made = {"cssselect2": "compile_selector_list", "exporter.readback.epub.sight": "_wanted"}
    first: list[Proof] = [prove(article.document, epub, "letter")]
    assert calls(made, lambda: first.append(prove(article.document, epub, "letter")), monkeypatch) == {}
    assert first[0] == first[1]


def test_runs_of_one_kind_are_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the words of a Word file are seen: by their styles and what they state, not run by run."""
    article = feature()
    docx = [one for one in files_of(article) if one[0] == "docx"]
    of = {"exporter.readback.docx.sight": "_why"}
    runs = calls(of, lambda: prove(article.document, docx, "article"), monkeypatch)["_why"]
    of = {"exporter.readback.docx.sight": "_look"}
    kinds = calls(of, lambda: prove(article.document, docx, "article"), monkeypatch)["_look"]
    assert 0 < 3 * kinds < runs


def test_objects_of_a_file_that_attaches_nothing_are_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    article = feature()
    pdf = [one for one in files_of(article) if one[0] == "pdf"]
    of = {"exporter.checks.pdf.annotations": "_may_attach"}
    assert calls(of, lambda: prove(article.document, pdf, "article"), monkeypatch) == {}


@pytest.mark.parametrize("written", [b"/EF ", b"/#45F ", b"/E#46 ", b"/#45#46 "])
@pytest.mark.parametrize("mode", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_an_attached_file_is_found_however_its_name_is_written(written: bytes, mode: Any) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Held = pdf.make_indirect(pikepdf.Dictionary(EF=pikepdf.Dictionary(), XX=1))
    stream = io.BytesIO()
    pdf.save(stream, object_stream_mode=mode, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    data = stream.getvalue()
    if mode == pikepdf.ObjectStreamMode.disable:
        data = data.replace(b"/EF ", written)
        assert written in data
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert attaches(opened, data)
        assert [rule for rule, _, _ in attachments(opened, newer=False)] == ["PDF131"]


def test_a_file_that_attaches_nothing_says_so_and_an_encrypted_one_does_not() -> None:
    for encryption in (None, pikepdf.Encryption(owner="x", user="")):
        pdf = pikepdf.new()
        pdf.add_blank_page()
        stream = io.BytesIO()
        pdf.save(stream, encryption=encryption or False)
        with pikepdf.open(io.BytesIO(stream.getvalue())) as opened:
            assert attaches(opened, stream.getvalue()) is (encryption is not None)


def test_a_row_of_the_parent_tree_is_read_as_written_and_one_by_one_alike() -> None:
    """References, gaps, and what is written in place."""
    pdf = pikepdf.new()
    one, two = (pdf.make_indirect(pikepdf.Dictionary(A=number)) for number in (1, 2))
    here = pikepdf.Dictionary(A=3)
    wanted: list[tuple[list[Any], list[Any]]] = [
        ([], []),
        ([one, two, None, one], [one.objgen, two.objgen, None, one.objgen]),
        ([None], [None]),
        ([one, here], [one.objgen, (0, 0)]),
        ([4, two, pikepdf.Name.X], [None, two.objgen, None]),
    ]
    for row, found in wanted:
        assert listed_in(pdf.make_indirect(pikepdf.Array(row))) == listed_in(pikepdf.Array(row)) == found


# --- what is done in another way says the same ----------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1, 1), (64, 64), (640, 400), (400, 640), (900, 30), (30, 900), (2000, 70)])
@pytest.mark.parametrize("side", [16, 64])
def test_a_picture_made_small_in_strips_is_the_same_to_the_bit(size: tuple[int, int], side: int) -> None:
    noise = random.Random(size[0]).randbytes(size[0] * size[1] * 3)
    picture = Image.frombytes("RGB", size, noise)
    whole = picture.resize((side, side), Image.Resampling.BOX)
    assert shrunk(strips_of(picture), size[1], side).tobytes() == whole.tobytes()


def image(data: bytes, size: tuple[int, int], space: str, **more: Any) -> Any:
    made = pikepdf.Stream(EMPTY, zlib.compress(data))
    entries = {
        "/Subtype": pikepdf.Name.Image,
        "/Width": size[0],
        "/Height": size[1],
        "/BitsPerComponent": 8,
        "/ColorSpace": pikepdf.Name(space),
        "/Filter": pikepdf.Name.FlateDecode,
        **more,
    }
    for name, value in entries.items():
        made[name] = value
    return made


@pytest.mark.parametrize(("space", "width"), [("/DeviceRGB", 3), ("/DeviceGray", 1)])
@pytest.mark.parametrize("size", [(300, 200), (90, 280)])
def test_a_plain_picture_of_a_pdf_is_what_pikepdf_makes_of_it(space: str, width: int, size: tuple[int, int]) -> None:
    data = random.Random(7).randbytes(size[0] * size[1] * width)
    made = image(data, size, space)
    assert _in_strips(made) == coded(made, _small) is not None
    assert _in_strips(image(data[:-1], size, space)) is None
    assert _in_strips(image(data + b"x", size, space)) is None


@pytest.mark.parametrize("entry", [{"/Decode": pikepdf.Array([1, 0, 1, 0, 1, 0])}, {"/BitsPerComponent": 4}])
def test_a_picture_that_is_not_plain_is_left_to_pikepdf(entry: dict[str, Any]) -> None:
    assert _in_strips(image(bytes(300), (10, 10), "/DeviceRGB", **entry)) is None


def test_codes_of_one_byte_are_decoded_alike_by_table_and_one_by_one() -> None:
    """Ligatures, what is not mapped, and U+FFFE, which the decoder by letters takes for nothing."""
    chars = {b"a": "a", b"b": "fi", b"c": "", b"d": "\ufffe", b"\xff": "\U0001f600", b"e": "é"}
    made = CMap((1,), chars)
    for text in (b"a", b"ae\xff", b"abba", b"cad", b"xyz", b"", bytes(range(256))):
        assert made.decode(text) == "".join(chars.get(bytes([code]), "\ufffd") for code in text)
