"""What a page shows when asked to is shown; boxes to tick are told; what a style strikes through is deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

import exporter
from exporter.model import DefinitionItem, Figure, List, Section, Styled, Table, plain_text, walk
from exporter.run.reading_proof import unread
from exporter.run.results import Article
from tests.strategies import PICTURE


def read(folder: Path, body: str, style: str = "") -> Article:
    path = folder / "a.html"
    page = (
        f"<!doctype html><html lang=en><title>Tides</title><style>{style}</style><body><h1>Tides</h1><p>Lead.</p>{body}"
    )
    path.write_text(page, encoding="utf-8")
    article = exporter.open_article(path)
    assert not unread(article, path)
    return article


def words(article: Article) -> str:
    return " | ".join(" ".join(plain_text(block).split()) for block in article.document.blocks)


def headings(article: Article) -> list[str]:
    return [plain_text(node.title) for node in walk(article.document) if isinstance(node, Section)]


def test_an_accordion_of_headings_is_sections(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "<h2><button aria-expanded=false aria-controls=a>When is it high?</button></h2><div id=a hidden>"
        "<p>At noon.</p></div>"
        "<h2><button aria-expanded=false>When is it low?</button></h2><div style='display:none'><p>At six.</p></div>",
    )
    assert headings(article) == ["When is it high?", "When is it low?"]
    assert [line in words(article) for line in ("At noon.", "At six.")] == [True, True]


def test_a_button_and_its_hidden_panel_unfold_as_details_do(tmp_path: Path) -> None:
    article = read(tmp_path, "<div><button aria-expanded=false>Who pays?</button><div hidden>The port.</div></div>")
    (held,) = [node for node in walk(article.document) if isinstance(node, DefinitionItem)]
    assert plain_text(held.terms).strip() == "Who pays?"
    assert plain_text(held.definitions).strip() == "The port."


@pytest.mark.parametrize(
    "body",
    [
        "<button aria-expanded=false aria-haspopup=menu>Menu</button><ul hidden><li>Item</ul>",
        "<nav><button aria-expanded=false>Menu</button><div hidden>Item</div></nav><p>x</p>",
        "<button aria-expanded=false aria-controls=d>Share</button><div role=dialog id=d hidden>Item</div>",
        "<button aria-expanded=false aria-controls=d>Write</button><div id=d hidden><form>Item</form></div>",
    ],
)
def test_menus_dialogs_and_forms_stay_hidden(tmp_path: Path, body: str) -> None:
    assert "Item" not in words(read(tmp_path, body))


TABS = {
    "roles": "<div role=tablist><button role=tab aria-controls=t1>North</button><button role=tab aria-controls=t2>South"
    "</button></div><div role=tabpanel id=t1><p>Cold.</p></div><div role=tabpanel id=t2 hidden><p>Warm.</p></div>",
    "labelled": "<div role=tablist><span role=tab id=b1>North</span><span role=tab id=b2>South</span></div>"
    "<div role=tabpanel aria-labelledby=b1><p>Cold.</p></div>"
    "<div role=tabpanel aria-labelledby=b2 hidden><p>Warm.</p></div>",
    "links": "<ul class='nav nav-tabs'><li><a data-toggle=tab href=#n>North</a></li><li>"
    "<a data-toggle=tab href=#s>South</a>"
    "</li></ul><div class=tab-content><div class=tab-pane id=n><p>Cold.</p></div>"
    "<div class=tab-pane id=s><p>Warm.</p></div></div>",
}


@pytest.mark.parametrize("form", TABS)
def test_each_tab_heads_its_panel(tmp_path: Path, form: str) -> None:
    article = read(tmp_path, TABS[form])
    assert headings(article) == ["North", "South"]
    assert "".join(words(article).split()).endswith("NorthCold.|SouthWarm.")


TASKS = {
    "github": "<ul><li class=task-list-item><input type=checkbox disabled checked> Nets<li>"
    "<input type=checkbox disabled> Ropes</ul>",
    "labels": "<ul><li><label><input type=checkbox checked> Nets</label><li><p><input type=checkbox> Ropes</p></ul>",
    "google": "<ul><li role=checkbox aria-checked=true><span>Nets</span>"
    "<li role=checkbox aria-checked=false>Ropes</ul>",
    "prosemirror": "<ul data-type=taskList><li data-checked=true><label><input type=checkbox checked>"
    "<span></span></label>"
    "<div><p>Nets</p></div><li data-checked=false><label><input type=checkbox></label><div><p>Ropes</p></div></ul>",
    "gitlab": "<ul><li class=task-list-item><task-button></task-button><input type=checkbox checked disabled> Nets"
    "<li class=task-list-item><task-button></task-button><input type=checkbox disabled> Ropes</ul>",
    "quill": "<ol><li data-list=checked>Nets<li data-list=unchecked>Ropes</ol>",
}


@pytest.mark.parametrize("form", TASKS)
def test_boxes_to_tick_are_told(tmp_path: Path, form: str) -> None:
    article = read(tmp_path, TASKS[form])
    (held,) = [node for node in walk(article.document) if isinstance(node, List)]
    assert [" ".join(plain_text(item).split()) for item in held.items] == ["Done: Nets", "Not done: Ropes"]


def test_boxes_of_a_form_ask_and_are_not_tasks(tmp_path: Path) -> None:
    article = read(tmp_path, "<form><ul><li><input type=checkbox name=a> Nets</ul></form>")
    assert words(article) == "Lead. | Nets"


@pytest.mark.parametrize(
    "body",
    [
        "<p>It is <span style='text-decoration: line-through'>noon</span>.",
        "<p>It is <span class=gone>noon</span>.",
        "<p style='text-decoration-line: line-through'>noon</p>",
        "<ul><li style='text-decoration:line-through red'>noon</ul>",
    ],
)
def test_what_a_style_strikes_through_is_deleted(tmp_path: Path, body: str) -> None:
    article = read(tmp_path, body, ".gone { text-decoration: line-through }")
    marks = [node for node in walk(article.document) if isinstance(node, Styled)]
    assert [(node.kind, plain_text(node)) for node in marks] == [("deleted", "noon")]


def test_a_number_that_a_marker_writes_is_the_numbering_of_its_list(tmp_path: Path) -> None:
    sheet = "ol.a > li::marker { content: counter(list-item, upper-alpha) ') ' } li.b::marker { content: 'Step ' }"
    article = read(tmp_path, "<ol class=a><li>Nets<li>Ropes</ol><p>x</p><ul><li class=b>Oars</ul>", sheet)
    first = next(node for node in walk(article.document) if isinstance(node, List))
    assert first.style == "upper-alpha"
    assert any(item.rule == "HTML016" and "Step" in item.message for item in article.findings)


def test_accordions_whose_control_holds_a_heading_keep_it(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "<div><div data-toggle=collapse data-target=#a><h4>High</h4></div>"
        "<div id=a class=collapse><p>Noon.</p></div></div>"
        "<div role=tablist><div><div role=tab id=t><h4><a data-toggle=collapse href=#b>Low</a></h4></div>"
        "<div id=b role=tabpanel aria-labelledby=t hidden><p>Six.</p></div></div></div>",
    )
    assert headings(article) == ["High", "Low"]
    assert "".join(words(article).split()).endswith("HighNoon.|LowSix.")


def test_what_unfolds_in_a_caption_is_the_long_description_below_its_summary(tmp_path: Path) -> None:
    (tmp_path / "weir.png").write_bytes(PICTURE.data)
    table = "<table><tr><th>Hour<th>Height<tr><td>6<td>2</table>"
    for inside in (
        f"<figcaption>Heights.<button aria-expanded=true aria-controls=d>As a table</button>"
        f"<div id=d>{table}</div></figcaption>",
        f"<figcaption>Heights.</figcaption><details><summary>As a table</summary>{table}</details>",
    ):
        article = read(tmp_path, f"<figure><img src=weir.png alt='A chart'>{inside}</figure>")
        (shown,) = [node for node in walk(article.document) if isinstance(node, Figure)]
        assert plain_text(shown.caption).strip() == "Heights."
        assert plain_text(shown.description[:1]).strip() == "As a table"
        assert isinstance(shown.description[-1], Table)
