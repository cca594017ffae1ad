"""What ``exporter/writers/pdf/engines/weasy/`` relies on in WeasyPrint and pydyf; each test one thing that an update
may change.

A failure here means: read the new version's code at the place named, mend the seam, then move the pin.
"""

from __future__ import annotations

import inspect
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pydyf
import pytest
import weasyprint
import weasyprint.document
import weasyprint.draw.text
import weasyprint.layout.inline
import weasyprint.pdf
import weasyprint.pdf.fonts
import weasyprint.pdf.stream
import weasyprint.text.fonts
from weasyprint.formatting_structure.boxes import FootnoteAreaBox
from weasyprint.text.ffi import ffi, fontconfig, pango, pangoft2
from weasyprint.urls import URLFetcher, URLFetcherResponse

from exporter.writers.pdf.engines.weasy import balance as weasy_balance
from exporter.writers.pdf.engines.weasy import layout as weasy
from exporter.writers.pdf.engines.weasy import lines as weasy_lines
from exporter.writers.pdf.engines.weasy import stream as weasy_stream

ROOT = Path(__file__).resolve().parents[2]
THEIRS = weasyprint.pdf.stream.Stream


def parameters(function: Any) -> list[str]:
    """The names of a function's parameters."""
    return list(inspect.signature(function).parameters)


def rendered(markup: str, css: str = "") -> Any:
    """A document laid out by WeasyPrint itself, tags on."""
    sheets = [weasyprint.CSS(string=css)] if css else []
    return weasyprint.HTML(string=markup).render(stylesheets=sheets, pdf_tags=True)


def boxes(box: Any) -> list[Any]:
    """A box and all below it."""
    found = [box]
    for child in getattr(box, "children", ()):
        found += boxes(child)
    return found


# --- versions ---------------------------------------------------------------------------------------------------------


def test_the_pin_is_the_version_that_was_read() -> None:
    assert version("weasyprint").split(".")[0] == "70"
    assert re.search(r"weasyprint>=70(\.\d+)*,<71", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# --- breaking lines ---------------------------------------------------------------------------------------------------


def test_a_line_that_is_too_long_is_gone_back_over_by_a_function_of_its_own() -> None:
    """``weasy.lines`` stands in for it: the same parameters, the same pixel less each time, the same result."""
    own = inspect.getsource(weasyprint.layout.inline.split_inline_box)
    assert "previous_resume_at = _break_waiting_children(" in own
    assert parameters(weasy_lines._go_back) == parameters(weasy_lines.break_before)
    source = inspect.getsource(weasy_lines._go_back)
    for step in (
        "waiting_children_copy.pop()",
        "if not child.is_in_normal_flow() or not can_break_inside(child):",
        "max_x = child.position_x + child.margin_width() - 1",
        "while max_x > child.position_x:",
        "max_x -= 1",
        "children.append((child_index, new_child, child))",
        "return {child_index: child_resume_at}",
        "return {children[-1][0] + 1: None}",
    ):
        assert step in source


def test_lines_of_a_block_come_from_a_function_that_is_looked_up_by_name() -> None:
    """``weasy.balance`` stands in for it: the same parameters, lines one after the other."""
    assert parameters(weasy_balance._iter_line_boxes) == parameters(weasy_balance._lines)
    assert "lines_iterator = iter_line_boxes(" in inspect.getsource(weasyprint.layout.block._linebox_layout)
    source = inspect.getsource(weasyprint.layout.inline.get_next_linebox)
    assert "context, linebox, containing_block, outer=False" in source


# --- names that are replaced ------------------------------------------------------------------------------------------


def test_the_pdf_module_looks_up_what_we_replace_by_name() -> None:
    """``weasyprint.pdf.generate_pdf`` uses its module's ``Stream``, ``add_tags`` and ``VARIANTS``."""
    source = inspect.getsource(weasyprint.pdf)
    assert re.search(r"\bStream\(", source)
    assert re.search(r"\badd_tags\(pdf, document, [^,]+, page_streams\)", source)
    assert re.search(r"\bVARIANTS\[", source)


def test_a_stream_takes_the_documents_fonts_first() -> None:
    assert parameters(THEIRS.__init__)[:7] == [
        "self",
        "fonts",
        "page_rectangle",
        "resources",
        "images",
        "tags",
        "color_profiles",
    ]


def test_a_variant_is_a_function_and_options_and_its_name_decides_the_output_intent() -> None:
    assert all(callable(made) and isinstance(options, dict) for made, options in weasyprint.pdf.VARIANTS.values())
    source = inspect.getsource(weasyprint.pdf)
    assert "variant_function, properties = VARIANTS[variant]" in source
    assert "'/GTS_PDFA1' if variant and 'pdf/a' in variant else" in source
    assert "pdf/a" in weasy.VARIANT


def test_other_users_of_weasyprint_in_this_process_get_its_own_tags() -> None:
    data = weasyprint.HTML(string="<html lang=en><p>Hello").write_pdf(pdf_tags=True, uncompressed_pdf=True)
    assert re.findall(rb"/S (/\w+)", data) == [b"/Document", b"/P", b"/Span"]  # a Span a line: theirs, not ours


# --- streams ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("marked", ["self", "box", "tag"]),
        ("artifact", ["self"]),
        ("add_font", ["self", "pango_font"]),
        ("set_font_size", ["self", "font", "size"]),
        ("show_text", ["self", "text"]),
        ("set_text_matrix", ["self", "a", "b", "c", "d", "e", "f"]),
        ("begin_text", ["self"]),
        ("end_text", ["self"]),
        ("begin_marked_content", ["self", "tag", "property_list"]),
        ("end_marked_content", ["self"]),
    ],
)
def test_methods_of_a_stream(name: str, expected: list[str]) -> None:
    assert parameters(getattr(THEIRS, name)) == expected


def made_stream() -> Any:
    """A stream of WeasyPrint's that is asked nothing of its document."""
    return THEIRS({}, (0, 0, 1, 1), {"ExtGState": {}}, {}, None, {}, None)


def test_operators_are_bytes_one_a_list_entry_as_they_are_parsed() -> None:
    """``pdf_glyphs`` parses ``Tf``, ``Ts`` and ``TJ`` operators; ``marked`` looks for ``ET``."""
    stream = made_stream()
    stream.begin_text()
    stream.set_text_matrix(1, 0, 0, -1, 5, 6)
    stream.set_font_size("ABCDEF", 12.5)
    stream.set_text_rise(-0.5)
    stream.show_text("<00410042>-12<0043>")
    stream.end_text()
    assert stream.stream == [
        b"BT",
        b"1 0 0 -1 5 6 Tm",
        b"/ABCDEF 12.5 Tf",
        b"-0.5 Ts",
        b"[<00410042>-12<0043>] TJ",
        b"ET",
    ]


def test_two_texts_one_after_the_other_share_a_text_object_and_keep_the_font() -> None:
    stream = made_stream()
    stream.begin_text()
    stream.set_font_size("ABCDEF", 12)
    assert stream._current_font == ("ABCDEF", 12)
    stream.end_text()
    stream.begin_text()
    assert stream.stream == [b"BT", b"/ABCDEF 12 Tf"]
    assert stream._current_font == ("ABCDEF", 12)


def test_marked_content_is_three_entries() -> None:
    stream = made_stream()
    stream.begin_marked_content("Span", pydyf.Dictionary({"MCID": 1}))
    stream.end_marked_content()
    assert stream.stream[0] == "/Span"
    assert stream.stream[1].data == b"<</MCID 1>>"
    assert stream.stream[2:] == [b"BDC", b"EMC"]


def test_text_is_drawn_between_begin_and_end_with_its_layout_at_hand() -> None:
    """``end_text`` reads the runs of ``box.pango_layout``: it must come before the layout is given back."""
    source = inspect.getsource(weasyprint.draw.text.draw_text)
    order = [
        source.index(f"{step}(") for step in ("reactivate", "begin_text", "draw_first_line", "end_text", "deactivate")
    ]
    assert order == sorted(order)
    runs = inspect.getsource(weasyprint.draw.text.draw_first_line)
    assert "first_line.runs[0]" in runs
    assert f"textbox.style['font_size'] < {weasy_stream.SMALLEST!r}".replace("1e-06", "1e-6") in runs
    assert "textbox.style['visibility'] != 'visible'" in source
    assert "PANGO_GLYPH_EMPTY" in runs
    assert "log_clusters" in runs


# --- fonts ------------------------------------------------------------------------------------------------------------


def test_a_font_says_its_name_glyphs_widths_and_what_is_missing() -> None:
    document = rendered("<p>Hello \U0001353f")
    fonts: dict[Any, Any] = {}
    stream = THEIRS(fonts, (0, 0, 1, 1), {"ExtGState": {}}, {}, None, {}, None)
    (text, *_) = [box for box in boxes(document.pages[0]._page_box) if getattr(box, "text", "").strip()]
    weasyprint.draw.text.draw_text(stream, text, 0, "clip", "none")
    assert fonts
    for font in fonts.values():
        assert re.fullmatch("[A-Z]{6}", font.hash)
        assert font.name.startswith(b"/" + font.hash.encode())
        assert font.type in ("ttf", "otf")
        assert all(isinstance(glyph, int) for glyph in font.to_unicode)
        assert set(font.widths) - {0} <= set(font.to_unicode) | set(font.missing.values())
    assert any(0x1353F in font.missing for font in fonts.values())
    assert any("H" in font.to_unicode.values() for font in fonts.values())


def test_fonts_are_asked_for_by_values_and_written_with_a_map_of_glyphs() -> None:
    source = inspect.getsource(weasyprint.pdf.fonts)
    assert "fonts.values()" in source
    assert "'CIDToGIDMap': '/Identity'" in source
    assert 'CIDFontType{0 if font.type == "otf" else 2}' in source


def test_a_font_configuration_has_the_maps_that_are_told_of_the_house_fonts() -> None:
    config = weasyprint.text.fonts.FontConfiguration()
    assert config._config is not None
    assert config.font_map is not None
    assert {"_config", "font_map", "_folder", "strut_layouts", "font_features"} <= {"_folder", *vars(config)}
    assert callable(fontconfig.FcConfigAppFontAddFile)
    assert callable(fontconfig.FcConfigSetCurrent)
    assert callable(pangoft2.pango_fc_font_map_config_changed)
    assert ffi.cast("PangoFcFontMap *", config.font_map) is not None
    assert isinstance(pango.PANGO_GLYPH_EMPTY, int)


# --- the document -----------------------------------------------------------------------------------------------------


def test_markup_is_what_we_make_of_it() -> None:
    """``HTML.render`` uses these attributes, all set by ``weasy._Markup``."""
    page = weasyprint.HTML(string="<p>x")
    assert {"base_url", "url_fetcher", "media_type", "wrapper_element", "etree_element"} <= set(vars(page))
    assert parameters(weasyprint.HTML.render)[:4] == ["self", "font_config", "counter_style", "color_profiles"]
    assert {"pdf_variant", "stylesheets"} <= set(weasyprint.DEFAULT_OPTIONS)


def test_a_document_has_pages_with_links_anchors_bookmarks() -> None:
    document = rendered('<html lang=en><h1 id="t">T</h1><p><a href="https://a.example/">link</a>')
    (page,) = document.pages
    ((kind, target, rectangle, box),) = [link for link in page.links if link[3].element_tag == "a"]
    assert (kind, target, len(rectangle)) == ("external", "https://a.example/", 4)
    assert isinstance(box.element, ElementTree.Element)
    assert len(page.anchors["t"]) >= 2
    level, label, point, state = page.bookmarks[0]
    assert (level, label, len(point), state) == (1, "T", 2, "open")
    assert page.height > 0
    assert isinstance(document.fonts, dict)
    assert document.metadata.title is None


def test_a_painted_box_says_element_pseudo_element_text_and_place() -> None:
    css = "@page { @bottom-left { content: counter(page) } } p::before { content: 'x' }"
    document = rendered("<html lang=en><ol><li>item</ol><p>words", css)
    found = {
        (str(box.element_tag), box.text, box.element is None)
        for box in boxes(document.pages[0]._page_box)
        if getattr(box, "text", "").strip()
    }
    assert {("li::marker", "1. ", False), ("p::before", "x", False), ("p", "words", False)} <= found
    assert any(text == "1" and no_element for _, text, no_element in found)
    lines = [box for box in boxes(document.pages[0]._page_box) if getattr(box, "text", "") == "words"]
    assert lines[0].style["text_decoration_line"] in ("none", {"none"})
    assert {"pango_layout", "position_x", "position_y", "baseline", "height", "width"} <= set(dir(lines[0]))


def test_a_picture_has_a_replacement_and_a_place() -> None:
    pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    document = rendered(f'<p><img src="{pixel}" alt="x" width=10 height=10>')
    (picture,) = [box for box in boxes(document.pages[0]._page_box) if hasattr(box, "replacement")]
    assert picture.element.tag == "img"
    assert callable(picture.content_box_x)
    assert callable(picture.content_box_y)


def test_a_repeated_head_is_painted_by_boxes_of_the_same_elements() -> None:
    rows = "".join(f"<tr><td>{n}" for n in range(120))
    document = rendered(f"<table><thead><tr><th>Head<tbody>{rows}</table>")
    heads = [
        box.element for page in document.pages for box in boxes(page._page_box) if getattr(box, "text", "") == "Head"
    ]
    assert len(document.pages) > 1
    assert len(heads) == len(document.pages)
    assert len({id(element) for element in heads}) == 1


def test_annotations_hang_on_the_boxes_when_tags_are_made() -> None:
    seen: list[Any] = []
    document = rendered('<html lang=en><p><a href="https://a.example/">link</a>')
    document.write_pdf(pdf_tags=True, finisher=lambda made, pdf: seen.extend(link[3] for link in made.pages[0].links))
    annotated = [box for box in seen if getattr(box, "link_annotation", None)]
    assert annotated
    assert isinstance(annotated[0].link_annotation, pydyf.Dictionary)


def test_a_finisher_gets_the_document_and_the_pdf_last() -> None:
    found: list[Any] = []
    rendered("<p>x").write_pdf(finisher=lambda document, pdf: found.extend([document, pdf]))
    assert isinstance(found[1], pydyf.PDF)
    assert any(
        item.get("Subtype") == "/CIDFontType2" for item in found[1].objects if isinstance(item, pydyf.Dictionary)
    )
    assert len(found[1].page_references) == 1
    assert isinstance(found[1].info, pydyf.Dictionary)
    assert isinstance(found[1].catalog, pydyf.Dictionary)


def test_objects_are_asked_for_their_data_when_they_are_written() -> None:
    """``weasy.Space`` is decided after the page is painted: a stream must not take its bytes before."""

    class Late(pydyf.Object):  # type: ignore[misc]
        value = b"early"

        @property
        def data(self) -> bytes:
            return self.value

    late = Late()
    stream = pydyf.Stream([late])
    late.value = b"late"
    assert b"late" in stream.data


def test_style_attributes_are_read_without_presentational_hints() -> None:
    document = rendered('<ol style="counter-reset: list-item 4; list-style-type: lower-alpha"><li>x</ol>')
    markers = [
        box.text
        for box in boxes(document.pages[0]._page_box)
        if "li::marker" in str(box.element_tag) and hasattr(box, "text")
    ]
    assert markers == ["e. "]


def test_a_fetcher_is_an_object_with_fetch() -> None:
    assert parameters(URLFetcher.fetch)[:3] == ["self", "url", "headers"]
    made = URLFetcherResponse("a:b", b"x", {"Content-Type": "image/png"})
    assert made.content_type == "image/png"


def test_a_note_at_the_foot_hangs_on_its_call_and_has_a_box_of_its_own() -> None:
    css = "@page { size: 200px; margin: 10px; @footnote { max-height: 50% } } span { float: footnote }"
    document = rendered("<p>a<span>note</span></p>", css)
    (page,) = document.pages
    root, foot = page._page_box.children[:2]
    assert isinstance(foot, FootnoteAreaBox)
    assert [box.element.tag for box in foot.children] == ["span"]
    assert foot.position_y > root.position_y
