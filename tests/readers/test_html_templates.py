"""Tags of template languages in HTML: known ones say what they mean, all others are named, none is read aloud."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

import exporter
from exporter.model import Figure, Image, Link, Table, plain_text, walk
from exporter.run.reading_proof import unread
from exporter.run.results import Article
from tests.work import in_proportion

HEAD = "<!doctype html><html lang=en><title>The weir</title><h1>The weir</h1>"


def opened(folder: Path, html: str) -> Article:
    path = folder / "a.html"
    path.write_text(html, encoding="utf-8")
    return exporter.open_article(path)


def told(article: Article) -> list[str]:
    return [line for line in plain_text(article.document.blocks).split("\n") if line.strip()]


def named(article: Article, rule: str = "HTML021") -> list[str]:
    return [item.message for item in article.findings if item.rule == rule]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ('{% extends "base.html" %}', "template tags"),
        ("{%- if a > b -%}", "template tags"),
        ('{% include note.html text="<b>bold</b>" %}', "template tags"),
        ("{{ name }}", "values"),
        ("{{{ name }}}", "values"),
        ("{{ user.name | uppercase }}", "values"),
        ("{{ f({a: 1}) }}", "values"),
        ("{{#each rows}}", "template tags"),
        ("{{/each}}", "template tags"),
        ("{{> header }}", "template tags"),
        ('{{< figure src="a.png" >}}', "shortcodes"),
        ("{{% notice %}}", "shortcodes"),
        ("<%= title %>", "instructions to a server"),
        ("<% rows.each do |row| %>", "instructions to a server"),
        ("<?php echo $a->name; ?>", "instructions to a server"),
        ("<?= $name ?>", "instructions to a server"),
        ("{# not for readers #}", "comments of a template"),
        ("{% comment %}not <i>for</i> readers{% endcomment %}", "comments of a template"),
        ("<%-- not for readers --%>", "comments of a template"),
    ],
)
def test_a_tag_is_left_out_and_named(tag: str, kind: str, tmp_path: Path) -> None:
    article = opened(tmp_path, f"{HEAD}<p>Water {tag}runs</p>\n<p>past.</p>")
    assert told(article) == ["Water runs", "past."]
    assert len(named(article)) == 1
    assert named(article)[0].startswith(f"{kind} ")
    assert unread(article, "article") == ()


def test_one_finding_a_kind_has_the_count_and_the_first_places(tmp_path: Path) -> None:
    rows = "\n".join(f"<p>Row {number} {{{{ row.{number} }}}}</p>" for number in range(9))
    article = opened(tmp_path, f"{HEAD}\n{rows}")
    assert len(named(article)) == 1
    assert named(article)[0].endswith("; 9 in all, in lines 2, 3, 4, …")


@pytest.mark.parametrize(
    "kept",
    [
        "<p>Use {{ in your text.</p>",
        "<p>Between {{ and }} stands a name.</p>",
        "<p>It holds a {single} brace, and 50 % of {it}.</p>",
        "<p>As <code>{{ name }}</code> says.</p>",
        "<pre>{% if a %}\n&lt;%= b %&gt;</pre>",
        "<p>Raised x^{{2}} and \\frac{{a}}{{b}} too.</p>",
        "<p>They [sic] said [1] so, [re-elected] or not.</p>",
    ],
)
def test_words_and_code_that_look_like_tags_stay(kept: str, tmp_path: Path) -> None:
    article = opened(tmp_path, HEAD + kept)
    assert named(article) == named(article, "HTML030") == []
    assert unread(article, "article") == ()


def test_a_tag_never_gets_into_an_address_or_an_alternative_text(tmp_path: Path) -> None:
    article = opened(
        tmp_path,
        f'{HEAD}<p><a href=\'https://example.org/{{{{ slug }}}}\'>One</a>, <a href="{{% url "two" %}}">two</a>, '
        "<a {% if x %}class='a'{% endif %} href='https://example.org/three'>three</a> and "
        "<img src='{{ file }}' alt='A boat on {{ river }}'>.</p>",
    )
    links = [node for node in walk(article.document) if isinstance(node, Link)]
    assert [(plain_text(link.content), link.target) for link in links] == [("three", "https://example.org/three")]
    assert told(article) == ["One, two, three and ."]
    assert len(named(article)) == 2
    assert unread(article, "article") == ()


def test_what_a_tag_itself_says_is_told(tmp_path: Path) -> None:
    article = opened(
        tmp_path,
        "---\ntitle: The weir\nriver: Tove\nlang: en\n---\n<h1>{{ page.title }}</h1>\n"
        "<p>{% trans 'Good day' %}, {{ _('friends') }} of the {{ page.river }}.</p>{% raw %}<p>Braces {{ stay }}.</p>"
        "{% endraw %}{% highlight python %}a < b{% endhighlight %}",
    )
    assert plain_text(article.document.title) == article.document.metadata.title == "The weir"
    assert article.document.metadata.lang == "en"
    assert told(article) == ["Good day, friends of the Tove.", "Braces {{ stay }}.", "a < b"]
    assert named(article) == []
    assert len(named(article, "HTML023")) == 1
    assert unread(article, "article") == ()
    assert [node.pos.line for node in article.document.blocks if node.pos] == [7, 7, 7]


def test_front_matter_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    article = opened(tmp_path, "---\ntitle: {{ a }} b\n---\n<h1>T</h1><p>Water.</p>")
    assert told(article) == ["Water."]
    assert len(named(article, "HTML022")) == 1


def test_a_loop_round_rows_leaves_the_table_whole(tmp_path: Path) -> None:
    html = "<table><tr><th>Day<th>Level</tr>{% for day in days %}<tr><td>One<td>{{ day }} 3</tr>{% endfor %}</table>"
    article = opened(tmp_path, HEAD + html)
    assert [type(block) for block in article.document.blocks] == [Table]
    assert told(article) == ["Day", "Level", "One", "3"]


def test_shortcodes_of_wordpress_are_what_they_mean_or_named(tmp_path: Path) -> None:
    article = opened(
        tmp_path,
        f'{HEAD}<p>[embed]https://example.org/film[/embed]</p>[caption id="a"]<img src="no.png" alt="A boat">'
        ' The caption[/caption]<p>Write to us: [contact-form-7 id="3" title="Write"]</p><p>[gallery ids="4,5"]</p>',
    )
    figure = next(node for node in walk(article.document) if isinstance(node, Figure))
    assert plain_text(figure.caption) == "The caption"
    assert told(article)[0] == "https://example.org/film"
    assert told(article)[-1] == "Write to us:"
    assert len(named(article, "HTML030")) == len(named(article, "HTML023")) == 1
    assert unread(article, "article") == ()
    assert not [node for node in walk(article.document) if isinstance(node, Image)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        *("{{a ", '{% "a ', "{% comment %} x ", "<a {{ '", "{% raw %} x", "<% a ", '<a "{{x}}', "{% highlight a %}"),
        *("{{{", '[a b="', "[caption a]", "<title>{{", "<code>{{x}}", "{{a\"'\"'", "{#", "{{!--", "<%--"),
    ],
)
def test_no_text_of_openings_makes_it_slow(piece: str, tmp_path: Path) -> None:
    def read(count: int) -> None:
        opened(tmp_path, f"{HEAD}<p>Water runs.</p><p>{piece * count}")

    assert in_proportion(read, 7_500 // len(piece))


def test_a_processing_instruction_that_a_browser_takes_for_a_comment_is_one(tmp_path: Path) -> None:
    article = opened(tmp_path, "<p>Before <?php echo 1 ?> after <?php if ($a > 1) { ?>that.</p>")
    assert len(named(article)) == 1
    assert "echo" not in "".join(told(article) + named(article))


CMS = """{{"title": "Boats{title}", "language": "en", "body": {{"type": "doc", "content": [
{{"type": "paragraph", "content": [{{"type": "text", "text": "It leaves at {text} noon."}},
{{"type": "text", "text": " Buy", "marks": [{{"type": "link", "attrs": {{"href": "https://e.example/{address}"}}}}]}}]}},
{{"type": "codeBlock", "content": [{{"type": "text", "text": "{{{{ code }}}}"}}]}}]}}}}"""
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>F</title><link>https://e.example/</link><language>en</language><item><title>Boats{title}</title>
<content:encoded><![CDATA[<p>It leaves at {text} noon. <a href="https://e.example/{address}">Buy</a></p>
<pre><code>{{{{ code }}}}</code></pre>]]></content:encoded></item></channel></rss>"""


@pytest.mark.parametrize(("name", "shape"), [("a.json", CMS), ("a.xml", FEED)])
@pytest.mark.parametrize("tag", ["{{ name }}", "{% include a %}", "{{< ref a >}}", "{{{ name }}}"])
def test_tags_in_json_and_feeds_are_left_out_and_named_too(name: str, shape: str, tag: str, tmp_path: Path) -> None:
    path = tmp_path / name
    title = escape(tag) if name.endswith("xml") else tag
    path.write_text(shape.format(title=f" {title}", text=tag, address=tag), encoding="utf-8")
    article = exporter.open_article(path)
    words = f"{plain_text(article.document.title)} {plain_text(article.document.blocks)}".split()
    assert words == ["Boats", "It", "leaves", "at", "noon.", "Buy", "{{", "code", "}}"]
    assert [node.target for node in walk(article.document) if isinstance(node, Link)] == []
    (message,) = named(article)
    assert "3" in message
    assert unread(article, name) == ()


@pytest.mark.parametrize(("name", "shape"), [("a.json", CMS), ("a.xml", FEED)])
def test_tags_in_json_and_feeds_that_say_what_they_show_are_read(name: str, shape: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(shape.format(title="", text="{{ 'high' | t }}", address="{{ page.root }}b"), encoding="utf-8")
    article = exporter.open_article(path)
    assert "at high noon" in plain_text(article.document.blocks)
    assert [node.target for node in walk(article.document) if isinstance(node, Link)] == ["https://e.example/b"]
    assert named(article) == []
    assert unread(article, name) == ()


@pytest.mark.parametrize("kept", ["between {{ and }}", "the set {a, b}", "100 % sure", "a < b, c > d"])
def test_words_of_json_that_look_like_tags_stay(kept: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(CMS.format(title="", text=kept, address="b"), encoding="utf-8")
    article = exporter.open_article(path)
    assert f"at {kept} noon" in plain_text(article.document.blocks)
    assert named(article) == []
