"""Notion's exports in HTML and Markdown."""

from __future__ import annotations

from exporter.model import Aside
from tests.readers.cms.outline import links_of, styled
from tests.readers.cms.reading import article, body, document, rules

NAME = "Mill 0123456789abcdef0123456789abcdef.md"
PAGE = (
    '<html><head><title>A title</title><style>/* x */</style></head><body><article id="01234567-89ab-cdef-0123-456789abcdef" class="page sans">'
    '<header><h1 class="page-title">A title</h1><table class="properties"><tbody>{properties}</tbody></table></header>'
    '<div class="page-body">{body}</div></article></body></html>'
)


def page(body: str, properties: str = "") -> str:
    wrapped = "".join(f'<div style="display:contents" dir="auto">{part}</div>' for part in body.split("|"))
    return PAGE.format(body=wrapped, properties=properties)


def test_properties_are_metadata_or_nothing() -> None:
    def row(key: str, value: str) -> str:
        return f'<tr class="property-row"><th><span class="icon"></span>{key}</th><td>{value}</td></tr>'

    held = (
        row("Author", '<span class="user">Ida Brekke</span>')
        + row("Published", "<time>@March 2, 2026</time>")
        + row("Status", "Ready")
    )
    metadata = document(page("<p>Text.</p>", held), "a.html").metadata
    assert [person.name for person in metadata.authors] == ["Ida Brekke"]
    assert metadata.published == "2026-03-02"
    assert "Ready" not in str(body(page("<p>Text.</p>", held), "a.html"))


def test_lists_of_one_item_are_one_list() -> None:
    value = page(
        '<ul class="bulleted-list"><li>one<ol class="numbered-list" start="1"><li>a</li></ol><ol class="numbered-list" start="2"><li>b</li></ol></li></ul>|<ul class="bulleted-list"><li>two</li></ul>|<ol class="numbered-list" start="5"><li>five</li></ol>'
    )
    made = document(value, "a.html")
    assert body(value, "a.html") == [
        ("li", 1, False, "one"),
        ("li", 2, True, "a"),
        ("li", 2, True, "b"),
        ("li", 1, False, "two"),
        ("li", 1, True, "five"),
    ]
    assert len(made.blocks) == 2
    assert made.blocks[1].start == 5  # type: ignore[union-attr]


def test_an_emphasis_that_is_cut_in_pieces_is_one() -> None:
    value = page(
        '<p><strong>a </strong><strong><em>b </em></strong><a href="https://l.example/"><strong><em>c</em></strong></a></p>'
    )
    made = document(value, "a.html")
    assert (styled(made, "strong"), styled(made, "emphasis")) == (["a b c"], ["b c"])


def test_callouts_have_no_icon_and_tasks_are_told() -> None:
    callout = '<figure class="callout"><div style="font-size:1.5em"><span class="icon">🌊</span></div><div><p>Mind this.</p></div></figure>'
    made = document(page(callout + "|<p>x</p>"), "a.html")
    assert isinstance(made.blocks[0], Aside)
    assert body(page(callout), "a.html") == [("p", "Mind this.", "")]
    tasks = '<ul class="to-do-list"><li><div class="checkbox checkbox-on"></div> <span class="to-do-children-checked">oil it</span></li></ul>'
    assert body(page(tasks), "a.html") == [("li", 1, False, "Done: oil it")]


def test_toggles_bookmarks_embeds_and_formulas() -> None:
    toggle = '<ul class="toggle"><li><details open=""><summary>More</summary><p>Inside.</p></details></li></ul>'
    assert [fact[-2] for fact in body(page(toggle), "a.html")] == ["More", "Inside."]
    bookmark = '<figure><a href="https://b.example/" class="bookmark source"><div class="bookmark-info"><div class="bookmark-text"><div class="bookmark-title">A page</div><div class="bookmark-description">What it says.</div></div><div class="bookmark-href">https://b.example/</div></div></a></figure>'
    assert [fact[1] for fact in body(page(bookmark), "a.html")] == ["A page", "A page", "What it says."]
    embed = '<figure><div class="source"><a href="https://f.example/1">https://f.example/1</a></div><figcaption>A film</figcaption></figure>'
    assert links_of(document(page(embed), "a.html")) == [("A film", "https://f.example/1")]
    formula = '<figure class="equation"><style>x</style><div class="equation-container"><span class="katex-display"><math><annotation encoding="application/x-tex">e=m</annotation></math><span>painted</span></span></div></figure>'
    assert body(page(formula), "a.html") == [("other", "DisplayMath")]


def test_markdown_properties_callouts_and_pictures() -> None:
    text = (
        "# A title\n\nStatus: Ready to go\nAuthor: Ida Brekke\n\nText.\n\n<aside>\n💡 Mind **this**.\n\n</aside>\n\n"
        "> It turns.\n— Per Lund\n\n![At dusk.](w.png)\n\nAt dusk.\n"
    )
    made = article(text, NAME)
    assert made.format == "notion"
    assert [person.name for person in made.document.metadata.authors] == ["Ida Brekke"]
    said = str(body(text, NAME))
    assert "Ready" not in said
    assert "💡" not in said
    assert said.count("At dusk.") == 1
    assert ("quote", "It turns.", "Per Lund") in body(text, NAME)
    assert any(isinstance(block, Aside) for block in made.document.blocks)


def test_a_markdown_file_without_the_number_of_a_page_is_markdown() -> None:
    assert article("# A title\n\nStatus: Ready to go\n", "mill.md").format == "markdown"


def test_a_picture_whose_alternative_text_is_its_caption_is_asked_for(tmp_path: object, picture: str) -> None:
    text = f"# A title\n\n![At dusk.]({picture})\n\nAt dusk.\n"
    assert rules(text, NAME) == ["IMG001"]
    assert body(text, NAME) == [("picture", None, "At dusk.", "")]
