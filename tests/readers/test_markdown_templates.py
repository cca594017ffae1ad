"""Tags of templates in Markdown that stand among HTML, or are what the page is about."""

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
