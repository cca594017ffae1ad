"""WordPress's block markup: comments, embeds, captions, alternative texts that nobody wrote, blocks of plug-ins."""

from __future__ import annotations

from tests.readers.cms.outline import links_of
from tests.readers.cms.reading import article, body, document, messages, rules

HEAD = "<!-- wp:heading -->\n<h2>A title</h2>\n<!-- /wp:heading -->\n\n"


def test_it_is_known_by_its_comments_and_the_heading_that_opens_it_is_the_title() -> None:
    made = article(HEAD + "<!-- wp:paragraph -->\n<p>Text.</p>\n<!-- /wp:paragraph -->", "a.html")
    assert made.format == "gutenberg"
    assert made.document.metadata.title == "A title"
    assert body(HEAD + "<!-- wp:paragraph --><p>Text.</p><!-- /wp:paragraph -->", "a.html") == [("p", "Text.", "")]


def test_an_embed_is_a_link_with_its_caption_as_words() -> None:
    embed = (
        '<!-- wp:embed {"url":"https://f.example/1","type":"video"} -->\n<figure class="wp-block-embed">'
        '<div class="wp-block-embed__wrapper">\nhttps://f.example/1\n</div><figcaption>A film</figcaption></figure>\n<!-- /wp:embed -->'
    )
    assert links_of(document(HEAD + embed, "a.html")) == [("A film", "https://f.example/1")]


def test_the_caption_of_a_tables_figure_is_the_tables() -> None:
    table = (
        '<!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>Day</th></tr></thead><tbody><tr><td>1</td></tr>'
        "</tbody></table><figcaption>Days <em>of</em> May</figcaption></figure><!-- /wp:table -->"
    )
    assert body(HEAD + table, "a.html") == [("table", [["Day"], ["1"]], "row", "Days of May")]


def test_an_empty_alternative_text_is_asked_about_and_beside_a_caption_it_is_none(picture: str) -> None:
    def image(caption: str) -> str:
        return (
            f'{HEAD}<!-- wp:image --><figure><img src="{picture}" alt=""/>{caption}</figure><!-- /wp:image --><p>x</p>'
        )

    assert rules(image(""), "a.html") == ["CMS003"]
    assert rules(image("<figcaption>At dusk.</figcaption>"), "a.html") == ["IMG001"]
    linked = f'{HEAD}<!-- wp:image --><figure><a href="https://l.example/"><img src="{picture}" alt=""/></a></figure><!-- /wp:image -->'
    assert "IMG001" in rules(linked, "a.html")


def test_a_credit_at_the_end_of_a_caption_is_told_apart(picture: str) -> None:
    image = f'<!-- wp:image --><figure><img src="{picture}" alt="A wheel"/><figcaption>At dusk. Photo: Ann Berg</figcaption></figure><!-- /wp:image -->'
    assert body(HEAD + image, "a.html") == [("picture", "A wheel", "At dusk.", "Photo: Ann Berg")]


def test_blocks_of_plug_ins_keep_their_html_and_words_in_their_attributes() -> None:
    inside = '<!-- wp:harbour/tide-box {"zone":"N-4"} --><div><h4>Tides</h4><p>High at six.</p></div><!-- /wp:harbour/tide-box -->'
    made = HEAD + inside + "<!-- wp:paragraph --><p>After.</p><!-- /wp:paragraph -->"
    assert [words for fact in body(made, "a.html") for words in fact if isinstance(words, str) and " " in words] == [
        "High at six."
    ]
    assert messages(made, "CMS001", "a.html") == ["the block “harbour/tide-box” is unknown; its words were kept"]
    alone = HEAD + '<!-- wp:harbour/note {"text":"Only in the comment.","zone":"N-4"} /-->'
    assert body(alone, "a.html") == [("p", "Only in the comment.", "")]


def test_a_shortcode_is_no_words() -> None:
    value = HEAD + "<p>Text.</p><!-- wp:shortcode -->\n[contact-form id=3]\n<!-- /wp:shortcode -->"
    assert body(value, "a.html") == [("p", "Text.", "")]
    assert rules(value, "a.html") == ["CMS001"]


def test_nested_blocks_of_one_name() -> None:
    value = HEAD + (
        "<!-- wp:group --><div><!-- wp:group --><div><!-- wp:paragraph --><p>Deep.</p><!-- /wp:paragraph --></div>"
        "<!-- /wp:group --><!-- wp:paragraph --><p>Less deep.</p><!-- /wp:paragraph --></div><!-- /wp:group -->"
    )
    assert [fact[1] for fact in body(value, "a.html")] == ["Deep.", "Less deep."]


def test_places_are_those_of_the_source() -> None:
    value = HEAD + "\n\n<!-- wp:harbour/tide-box -->\n<p>Some words.</p>\n<!-- /wp:harbour/tide-box -->"
    found = next(item for item in article(value, "a.html").findings if item.rule == "CMS001")
    assert found.pos is not None
    assert found.pos.line == 7


def test_a_post_of_the_rest_interface() -> None:
    value = {
        "id": 3,
        "date": "2026-03-02T09:40:10",
        "link": "https://w.example/p",
        "title": {"rendered": "A &amp; B"},
        "excerpt": {"rendered": "<p>Why.</p>", "protected": False},
        "content": {"rendered": "<p>Text of it.</p>", "protected": False},
    }
    made = article(value)
    assert (made.format, made.document.metadata.title, made.document.metadata.source) == (
        "gutenberg",
        "A & B",
        "https://w.example/p",
    )
    assert ("p", "Text of it.", "") in body(value)
    assert ("p", "Why.", "standfirst") in body(value)
