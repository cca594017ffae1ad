"""Files made to do harm are refused in one line, or read for what they are, in little time and memory."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from exporter.comparison.losses import compare
from exporter.errors import InputError
from exporter.readback import open_file
from exporter.readback.pdf import content as readback_pdf_content
from tests.checks.packages import docx, epub, package, para
from tests.work import calls

pytestmark = pytest.mark.slow

MOST_CALLS = 3_000_000


def pdf(change: Callable[[pikepdf.Pdf, pikepdf.Page, pikepdf.Dictionary], None]) -> bytes:
    """A tagged PDF of one page, changed."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 200))
    root = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    made.Root.StructTreeRoot = root
    change(made, page, root)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def packed(made: pikepdf.Pdf, data: bytes, times: int = 1) -> pikepdf.Stream:
    """A stream whose data were packed some times."""
    stream = pikepdf.Stream(made, b"")
    for _ in range(times):
        data = zlib.compress(data, 9)
    stream.write(data, filter=Array([Name.FlateDecode] * times))
    return stream


def content_that_unpacks_without_end(made: pikepdf.Pdf, page: pikepdf.Page, root: pikepdf.Dictionary) -> None:
    page.Contents = packed(made, b"q Q " * (50 << 20))


def content_packed_twice(made: pikepdf.Pdf, page: pikepdf.Page, root: pikepdf.Dictionary) -> None:
    page.Contents = packed(made, b"q Q " * (50 << 20), times=2)


def a_form_in_itself(made: pikepdf.Pdf, page: pikepdf.Page, root: pikepdf.Dictionary) -> None:
    form = pikepdf.Stream(made, b"/F Do " * 40, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    form = made.make_indirect(form)
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    page.Resources = Dictionary(XObject=Dictionary(F=form))
    page.Contents = pikepdf.Stream(made, b"/F Do " * 40)


def forms_that_multiply(made: pikepdf.Pdf, page: pikepdf.Page, root: pikepdf.Dictionary) -> None:
    inner = made.make_indirect(pikepdf.Stream(made, b"q Q", Type=Name.XObject, Subtype=Name.Form))
    for _ in range(8):
        outer = pikepdf.Stream(made, b"/F Do " * 40, Type=Name.XObject, Subtype=Name.Form)
        outer.Resources = Dictionary(XObject=Dictionary(F=inner))
        inner = made.make_indirect(outer)
    page.Resources = Dictionary(XObject=Dictionary(F=inner))
    page.Contents = pikepdf.Stream(made, b"/F Do " * 40)


def an_element_in_itself(made: pikepdf.Pdf, page: pikepdf.Page, root: pikepdf.Dictionary) -> None:
    element = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P))
    element.K = Array([element, element])
    root.K = Array([element] * 1000)


def elements_without_end(made: pikepdf.Pdf, page: pikepdf.Page, root: pikepdf.Dictionary) -> None:
    element = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P))
    for _ in range(3000):
        element = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, K=element))
    root.K = element


def roles_in_a_circle(made: pikepdf.Pdf, page: pikepdf.Page, root: pikepdf.Dictionary) -> None:
    root.RoleMap = Dictionary(One=Name.Two, Two=Name.One)
    root.K = Dictionary(Type=Name.StructElem, S=Name.One)


def names_in_a_circle(made: pikepdf.Pdf, page: pikepdf.Page, root: pikepdf.Dictionary) -> None:
    names = made.make_indirect(Dictionary())
    names.Kids = Array([names, names])
    made.Root.Names = Dictionary(Dests=names)


def pages_in_a_circle(made: pikepdf.Pdf, page: pikepdf.Page, root: pikepdf.Dictionary) -> None:
    made.Root.Pages.Kids.append(made.Root.Pages)


def numbers_beyond_all_bounds(made: pikepdf.Pdf, page: pikepdf.Page, root: pikepdf.Dictionary) -> None:
    page.Contents = pikepdf.Stream(made, b"BT 1e400 0 0 1e400 1e400 0 Tm 9999999999999999999999 0 Td ET " * 10)


PDFS = (
    content_that_unpacks_without_end,
    content_packed_twice,
    a_form_in_itself,
    forms_that_multiply,
    an_element_in_itself,
    elements_without_end,
    roles_in_a_circle,
    names_in_a_circle,
    pages_in_a_circle,
    numbers_beyond_all_bounds,
)
REFUSED = {
    content_that_unpacks_without_end: "limit",
    content_packed_twice: "limit",
    forms_that_multiply: "forms",
    elements_without_end: "nested",
    pages_in_a_circle: "Loop",
}


@pytest.mark.parametrize("change", PDFS, ids=lambda change: change.__name__)
def test_a_hostile_pdf(change: Callable[[pikepdf.Pdf, pikepdf.Page, pikepdf.Dictionary], None]) -> None:
    data = pdf(change)

    def read() -> None:
        if change in REFUSED:
            with pytest.raises(InputError, match=REFUSED[change]) as raised:
                open_file(data, "hostile.pdf")
            assert re.fullmatch(r"hostile\.pdf: [^\n]+", str(raised.value))
            assert " at 0x" not in str(raised.value)
        else:
            with suppress(InputError):
                assert open_file(data, "hostile.pdf").blocks == ()

    assert calls(read) < MOST_CALLS


def test_what_is_left_of_a_form_in_itself_is_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the same form twice on one page that is painted twice, not a circle."""
    monkeypatch.setattr(readback_pdf_content, "MAX_FORMS", 3)

    def twice(made: pikepdf.Pdf, page: pikepdf.Page, root: pikepdf.Dictionary) -> None:
        form = made.make_indirect(pikepdf.Stream(made, b"q Q", Type=Name.XObject, Subtype=Name.Form))
        page.Resources = Dictionary(XObject=Dictionary(F=form))
        page.Contents = pikepdf.Stream(made, b"/F Do /F Do /F Do")

    assert open_file(pdf(twice), "twice.pdf").blocks == ()


# --- packages -------------------------------------------------------------------------------------------------------

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """A package in which one part is another."""
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    assert part in parts
    parts[part] = content
    return package(parts)


@pytest.mark.parametrize("form", ["epub", "docx"])
def test_entities_are_not_expanded(form: str) -> None:
    whole = epub("<p>x</p>") if form == "epub" else docx(para("x"))
    names = zipfile.ZipFile(io.BytesIO(whole)).namelist()
    part = next(name for name in names if name.endswith((".xhtml", "document.xml")))
    body = zipfile.ZipFile(io.BytesIO(whole)).read(part).decode()
    evil = re.sub(r"^(<\?xml[^>]*\?>)?", lambda match: match[0] + ENTITIES, body, count=1).replace(">x<", ">x&c;<")
    with suppress(InputError):
        copy = open_file(with_part(whole, part, evil.encode()), f"evil.{form}")
        assert "aaaa" not in str(copy.blocks)


def test_a_part_that_leads_out_of_its_package_is_refused() -> None:
    with pytest.raises(InputError, match="points outside the package"):
        open_file(package({**dict.fromkeys(["META-INF/container.xml"], "<x/>"), "../../etc/x": "x"}), "evil.epub")


def test_a_book_whose_pages_name_each_other_is_read_once() -> None:
    """A note in a note that refers to the first, and a description of itself."""
    page = (
        '<p id="a">x<a role="doc-noteref" href="#n1">1</a></p>'
        '<aside role="doc-footnote" id="n1"><p>one<a role="doc-noteref" href="#n2">2</a></p></aside>'
        '<aside role="doc-footnote" id="n2"><p>two<a role="doc-noteref" href="#n1">1</a></p></aside>'
        '<figure aria-details="f" id="f"><p>y</p></figure>'
    )
    copy = open_file(epub(page), "circle.epub")
    assert compare(copy, copy, "epub") == []


def test_many_links_to_many_places_take_time_in_proportion() -> None:
    def work(count: int) -> int:
        data = epub("".join(f'<p id="i{n}"><a href="#i{n}">x</a></p>' for n in range(count)))
        return calls(lambda: open_file(data, "links.epub"))

    assert work(1_600) < 4.5 * work(400)


def test_a_table_that_says_it_is_huge_costs_nothing() -> None:
    cells = '<td colspan="99999999" rowspan="99999999">x</td>' * 50

    def read() -> None:
        copy = open_file(epub(f"<table><tr>{cells}</tr><tr>{cells}</tr></table>"), "huge.epub")
        assert compare(copy, copy, "epub") == []

    assert calls(read) < MOST_CALLS
