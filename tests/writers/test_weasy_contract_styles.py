"""What the seam relies on in WeasyPrint's styles, its log and its text; see ``test_weasy_contract.py``."""

from __future__ import annotations

import inspect

import pytest
import weasyprint
import weasyprint.css
import weasyprint.css.validation
import weasyprint.formatting_structure.boxes
import weasyprint.images
import weasyprint.text.fonts
import weasyprint.text.line_break

from exporter.writers.pdf.engines.weasy.styles import MISSING, listening
from tests.writers.test_weasy_contract import boxes, rendered


def test_what_cannot_be_had_is_logged_in_these_words() -> None:
    modules = (weasyprint.images, weasyprint.css, weasyprint.text.fonts)
    sources = "".join(inspect.getsource(module) for module in modules)
    assert [message for message in sorted(MISSING) if repr(message) not in sources] == []


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("p { colour: red }", "Ignored `colour: red ` at 1:5, unknown property."),
        ("\n p { color: 12 }", "Ignored `color: 12 ` at 2:6, invalid value."),
    ],
)
def test_what_is_not_understood_is_logged_with_its_place(css: str, message: str) -> None:
    with listening() as heard:
        weasyprint.CSS(string=css)
    assert [record.getMessage() for record in heard.records] == [message]


def test_custom_properties_reach_the_margins_of_a_page() -> None:
    css = ":root { --m: 40px; --c: #123456 } @page { margin: var(--m); @top-left { content: 'x'; color: var(--c) } }"
    page = rendered("<p>x", css).pages[0]._page_box
    assert page.margin_left == 40
    (head,) = [box for box in page.children if getattr(box, "at_keyword", "") == "@top-left"]
    assert [round(255 * part) for part in head.style["color"].to("srgb").coordinates] == [0x12, 0x34, 0x56]


def test_styles_have_what_contrast_is_computed_from() -> None:
    found = [box for box in boxes(rendered("<p style='background: #fff'>x").pages[0]._page_box) if hasattr(box, "text")]
    style = found[0].style
    assert style["color"].alpha == 1
    assert style["font_weight"] == 400
    assert style["font_size"] == 16
    assert {"background_color", "visibility"} <= set(style) or style["background_color"] is not None


def test_a_broken_word_ends_with_the_hyphen_of_its_style() -> None:
    markup = "<p lang=en style='width: 30px; hyphens: auto'>incomprehensibilities"
    texts = [box.text for box in boxes(rendered(markup).pages[0]._page_box) if hasattr(box, "text")]
    assert len(texts) > 2
    assert all(text.endswith("\u2010") for text in texts[:-1])
    assert "style['hyphenate_character']" in inspect.getsource(weasyprint.text.line_break)


def test_small_capitals_are_named_in_the_style() -> None:
    found = boxes(rendered("<p style='font-variant-caps: all-small-caps'>x<p>y").pages[0]._page_box)
    assert [box.style["font_variant_caps"] for box in found if hasattr(box, "text")] == ["all-small-caps", "normal"]


def test_tables_have_places_and_widths() -> None:
    page = rendered("<table><tr><td>x</table>", "body { margin: 0 }").pages[0]
    (table,) = [box for box in boxes(page._page_box) if isinstance(box, weasyprint.formatting_structure.boxes.TableBox)]
    assert table.element.tag == "table"
    assert table.position_x == page._page_box.content_box_x()
    assert 0 < table.margin_width() < page._page_box.width < page.width
