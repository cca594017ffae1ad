"""What a program would put into Markdown: tags of templates among HTML or shown as they are, code that is only run."""

from __future__ import annotations

from exporter.model import CodeBlock, Table, plain_text, walk
from exporter.run.pipeline import ReadOptions, read_bytes

HEAD = "---\ntitle: Styles\nlang: en\n---\n\n"
LOOP = """<div>
<table>
  <thead>
    <tr><th>Style</th><th>Means</th></tr>
  </thead>
  <tbody>
    {%- for entry in site.data.styles %}
    <tr>
      <td><p><code>year</code></p>
        {%- if entry.new -%}
          <small>new</small>
        {%- endif -%}
      </td>
      <td><p>The year</p></td>
    </tr>
    {%- endfor %}
  </tbody>
</table>
</div>

{% include foot.html %}

Words follow.
"""
SHOWN = """{% raw %}
```liquid
{% highlight ruby %}
puts 1
{% endhighlight %}
```
{% endraw %}

Words.

{% highlight ruby %}
puts 2
{% endhighlight %}
"""


def test_a_tag_alone_in_its_line_does_not_end_the_html_around_it() -> None:
    document = read_bytes((HEAD + LOOP).encode(), "styles.md", ReadOptions()).document
    assert not [node for node in walk(document) if isinstance(node, CodeBlock)]
    (table,) = (node for node in walk(document) if isinstance(node, Table))
    assert [[" ".join(plain_text(cell).split()) for cell in row.cells] for row in table.bodies[0].rows] == [
        ["year new", "The year"]
    ]
    assert plain_text(document.blocks[-1]).strip() == "Words follow."


def test_tags_that_a_page_shows_are_code_in_it() -> None:
    document = read_bytes((HEAD + SHOWN).encode(), "tags.md", ReadOptions()).document
    assert [node.text.strip() for node in walk(document) if isinstance(node, CodeBlock)] == [
        "{% highlight ruby %}\nputs 1\n{% endhighlight %}",
        "puts 2",
    ]


def test_code_that_is_run_and_not_shown_is_named_and_stands_before_no_title() -> None:
    text = (
        "```{r setup, include=FALSE}\nlibrary(tides)\n```\n\n# The tide tables {#tides}\n\nWords.\n\n"
        "```{r}\n#| label: x\n#| include: false\nx <- 1\n```\n\n```{r, echo=FALSE}\nplot(x)\n```\n\n"
        "```\n#| include: false\n```\n"
    )
    article = read_bytes(text.encode(), "tides.Rmd", ReadOptions(lang="en"))
    assert plain_text(article.document.title) == "The tide tables"
    assert [node.text.strip() for node in walk(article.document) if isinstance(node, CodeBlock)] == [
        "plot(x)",
        "#| include: false",
    ]
    (found,) = (item for item in article.findings if "run and not shown" in item.message)
    assert (found.rule, found.pos and found.pos.line) == ("MD003", 1)
    assert "library(tides)" in found.left_out


def test_headings_are_found_by_names_with_underscores() -> None:
    text = (
        "---\ntitle: FAQ\nlang: en\n---\n\n[a](#why_doesnt_it_end) [b](#5.5_responsive_design) [c](#Where_is_it?)\n\n"
        "## Why doesn't it end?\n\nWords.\n\n## 5.5 Responsive design\n\nWords.\n\n## Where is it?\n\nWords.\n"
    )
    article = read_bytes(text.encode(), "faq.md", ReadOptions())
    assert [item.rule for item in article.findings if item.rule == "DOC011"] == []
