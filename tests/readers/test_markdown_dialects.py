"""Kinds of one dialect or other that its own sites show otherwise than CommonMark: each with its right outline."""

from __future__ import annotations

from pathlib import Path

import pytest

import exporter
from exporter.run.reading_proof import unread
from tests.readers.outline import outline

KINDS = {
    "MyST: fields are terms": (
        "myst",
        ":param lamp: A lamp,\n    lit or not.\n\n    - Red\n    - Green\n:return: Its colour\n",
        "term: param lamp\ndefinition\n  paragraph: A lamp, lit or not.\n  list\n  - paragraph: Red\n"
        "  - paragraph: Green\nterm: return\ndefinition\n  paragraph: Its colour",
    ),
    "MyST: an emoji before words is no field": ("myst", ":tada: It is lit.\n", "paragraph: 🎉 It is lit."),
    "MyST: one field with words": ("myst", ":keeper of it: Ann\n", "term: keeper of it\ndefinition\n  paragraph: Ann"),
    "MyST: the language of code in a line": (
        "myst",
        "A `lamp`{l=python} is lit.\n",
        "paragraph: A <code lamp> is lit.",
    ),
    "an emoji that begins an item": ("gfm", "- :tada: It is lit.\n", "list\n- paragraph: 🎉 It is lit."),
    "code in a definition": (
        "pandoc-markdown",
        "Lamp\n:     x = 1\n:    A light\n",
        "term: Lamp\ndefinition\n  code : 'x = 1'\ndefinition\n  paragraph: A light",
    ),
    "MyST: names of other projects": (
        "myst",
        "See <inv:py:std:doc#index>, <inv:#*.Lamp> and [](inv:*:py:class#light.Lamp).\n",
        "paragraph: See index, Lamp and light.Lamp.",
    ),
    "MyST: code in tabs": (
        "myst",
        "````{tabs}\n```{code-tab} py In Python\nx = 1\n```\n```{tab} In words\nOne lamp.\n```\n````\n",
        "paragraph: In Python\ncode py: 'x = 1'\nsidebar: In words\n  paragraph: One lamp.",
    ),
    "MyST: what is raw for another program": (
        "myst",
        "```{raw} latex\n\\vspace{3cm} deep words\n```\n\nA lamp.\n\n```{raw} html\n<p>Lit.</p>\n```\n",
        "paragraph: A lamp.\nparagraph: Lit.",
    ),
    "MyST: addresses that a site resolves": (
        "myst",
        "- See [](xref:guide/lamps) for more.\n- And <xref:guide/lamps>.\n",
        "list\n- paragraph: See lamps for more.\n- paragraph: And lamps.",
    ),
    "MyST: names of other projects in a table": (
        "myst",
        "```{list-table}\n* - A `x`{l=c} one\n  - <inv:py:std:doc#index>\n```\n",
        "table: \n  row: A <code x> one | index",
    ),
    "MDX: objects in a tag": (
        "docusaurus",
        "<Box style={{color: 'red'}} on={n > 3}>Red words.</Box>\n",
        "paragraph: Red words.",
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_of_a_dialect_is_what_its_sites_show(name: str, tmp_path: Path) -> None:
    form, text, right = KINDS[name]
    path = tmp_path / "a.md"
    path.write_text(f"# T\n\n{text}", encoding="utf-8")
    article = exporter.open_article(path, format=form, lang="en")
    assert outline(article.document).removeprefix("title: T\n").rstrip("\n") == right
    assert unread(article, "a.md") == ()
