"""A publisher maps the names of its own styles: two houses' templates, each with words of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.cli.options import word_options
from exporter.errors import UsageError
from exporter.model import Aside, BlockQuote, Code, Document, Figure, Paragraph, Section, Styled, plain_text, walk
from exporter.readers.word.style_names import paragraph_kind
from exporter.readers.word_options import STYLES, WordOptions
from tests.readers.word.files import p, r, read


def style(key: str, name: str, kind: str = "paragraph", based: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{on}</w:style>'


MAGAZINE = "".join(
    [
        style("m1", "MAG Dachzeile"),
        style("m2", "MAG Headline"),
        style("m3", "MAG Vorspann"),
        style("m4", "MAG Autor"),
        style("m5", "MAG Zwischentitel"),
        style("m6", "MAG Zitat gross"),
        style("m7", "MAG Zitatgeber"),
        style("m8", "MAG Kasten"),
        style("m9", "MAG Kastentitel"),
        style("m10", "MAG Redaktionsnotiz"),
        style("m11", "MAG Zitat klein", based="m6"),
        style("c1", "MAG Programm", "character"),
    ]
)
MAGAZINE_MAP = {
    "MAG Dachzeile": "kicker",
    "MAG Headline": "title",
    "MAG Vorspann": "standfirst",
    "MAG Autor": "byline",
    "MAG Zwischentitel": "heading 1",
    "MAG Zitat gross": "quote",
    "MAG Zitatgeber": "attribution",
    "MAG Kasten": "sidebar",
    "MAG Kastentitel": "aside title",
    "MAG Redaktionsnotiz": "left out",
    "MAG Programm": "code",
}


def magazine() -> Document:
    body = (
        p("Am Fluss", "m1") + p("Das Wehr", "m2") + p("Es ist alt.", "m3") + p("Von Ann Weir", "m4") + p("Notiz", "m10")
        + p("Der Bau", "m5") + p("Wir wurden nie gefragt.", "m11") + p("Bea Lock", "m7")
        + p("Zahlen", "m9") + p("Zwei Tore.", "m8") + p(r("mit ") + r("los()", '<w:rStyle w:val="c1"/>'))
    )  # fmt: skip
    return read(body, styles=MAGAZINE, word=WordOptions(styles=MAGAZINE_MAP))


def test_a_magazines_styles_are_what_it_says() -> None:
    made = magazine()
    assert plain_text(made.title) == "Das Wehr"
    roles = [(block.role, plain_text(block).strip()) for block in made.blocks if isinstance(block, Paragraph)]
    assert roles == [("kicker", "Am Fluss"), ("standfirst", "Es ist alt."), ("byline", "Von Ann Weir")]
    assert [person.name for person in made.metadata.authors] == ["Ann Weir"]
    section = made.blocks[-1]
    assert isinstance(section, Section)
    quote, aside, last = section.blocks
    assert isinstance(quote, BlockQuote)
    assert plain_text(quote.attribution) == "Bea Lock"
    assert isinstance(aside, Aside)
    assert (plain_text(aside.title), plain_text(aside.blocks).strip()) == ("Zahlen", "Zwei Tore.")
    assert any(isinstance(node, Code) and node.text == "los()" for node in walk(last))
    assert "Notiz" not in plain_text(made.blocks)


JOURNAL = "".join(
    [
        style("j1", "Article-Title"),
        style("j2", "A-Head"),
        style("j3", "B-Head"),
        style("j4", "Fig-Legend"),
        style("j5", "Tip-Box"),
        style("j6", "Term"),
        style("j7", "Heading 1"),
        style("k1", "Key Term", "character"),
    ]
)
JOURNAL_MAP = {
    "Article-Title": "title",
    "A-Head": "heading 1",
    "B-Head": "heading 2",
    "Fig-Legend": "caption",
    "Tip-Box": "tip",
    "Heading 1": "text",
    "Key Term": "strong",
}


def test_a_journals_styles_are_what_it_says_even_against_words_own() -> None:
    body = (
        p("On weirs", "j1") + p("Methods", "j2") + p("Site", "j3") + p("Take a boat.", "j5") + p("Fig. 1 A weir.", "j4")
        + p("No heading here", "j7") + p(r("a ") + r("sluice", '<w:rStyle w:val="k1"/>'))
    )  # fmt: skip
    made = read(body, styles=JOURNAL, word=WordOptions(styles=JOURNAL_MAP))
    (methods,) = made.blocks
    assert isinstance(methods, Section)
    (site,) = methods.blocks
    assert isinstance(site, Section)
    tip, caption, plain, words = site.blocks
    assert isinstance(tip, Aside)
    assert tip.kind == "tip"
    assert isinstance(caption, Figure)
    assert isinstance(plain, Paragraph)
    assert [node.kind for node in walk(words) if isinstance(node, Styled)] == ["strong"]


def test_what_no_style_can_be_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="kicker"):
        WordOptions(styles={"House": "headline"}).checked()


def test_the_settings_of_a_house_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "exporter.toml").write_text('[word.styles]\n"House Intro" = "standfirst"\n')
    monkeypatch.chdir(tmp_path)
    assert dict(word_options().styles) == {"House Intro": "standfirst"}
    (tmp_path / "exporter.toml").write_text('[word.styles]\n"House Intro" = "headline"\n')
    with pytest.raises(UsageError, match="House Intro"):
        word_options()


def test_every_name_that_a_house_may_use_is_one_that_the_reader_knows() -> None:
    styles = "".join(style(f"s{at}", f"House {at}") for at in range(len(STYLES)))
    for at, kind in enumerate(STYLES):
        body = p("Opening words of the piece", "Title") + p("Words in the style", f"s{at}") + p("And then the text.")
        made = read(body, styles=styles, word=WordOptions(styles={f"House {at}": kind}))
        shown = (
            plain_text(made.title)
            + plain_text(made.blocks)
            + " ".join(
                plain_text(node.caption) + plain_text(node.credit) for node in walk(made) if isinstance(node, Figure)
            )
        )
        assert ("Words in the style" in shown) == (kind != "left out"), kind


def test_words_own_names_are_known() -> None:
    assert paragraph_kind("heading 3") == ("heading", 3)
    assert paragraph_kind("titre 2") == ("heading", 2)
    assert paragraph_kind("intense quote") == ("quote", 1)
    assert paragraph_kind("toc 2")[0] == "furniture"
    assert paragraph_kind("normal") == ("", 0)
