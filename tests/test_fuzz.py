"""Nonsense made of real pieces of markup: a document or one clear refusal comes out, never a fault."""

from __future__ import annotations

import random

import pytest

from exporter.batch.pipeline import ReadOptions, read_bytes
from exporter.diagnostics import ExporterError
from exporter.write import WriteOptions, writer

pytestmark = pytest.mark.slow

PIECES = (
    "# h\n¦## h2\n¦> q\n¦> > qq\n¦- a\n¦  - b\n¦1. x\n¦\n¦\n\n¦```py\ncode\n```\n¦[^1]¦\n[^1]: note\n¦*em*¦**st**¦`c`"
    "¦$x^2$¦$$\ny\n$$\n¦<b>¦</b>¦<div>¦</div>¦<table>¦<tr><td>¦</table>¦<!-- c -->¦![a](x.png)¦[l](http://e.org)"
    "¦[l](javascript:x)¦— Name\n¦“quote”¦'q'¦«a»¦*[W]: Word\n¦W ¦::: note T\n¦:::\n¦{lang=fr}\n¦[s]{lang=de}"
    "¦Term\n: def\n¦---\n¦&#0;¦&nbsp;¦\u202e¦שלום¦<q>x</q>¦<blockquote>¦</blockquote>¦<p>¦<li>¦<ul>¦<script>¦<svg>"
    "¦<math><mi>x¦</math>¦<select>¦<h1>¦</h1>¦<h5>x</h5>¦<figure>¦<figcaption>¦</figure>¦<img src=x alt=''>"
    "¦<a href='#h'>¦text ¦word\n¦\t¦    indented\n¦\\¦<dl><dt>¦<dd>¦<pre>¦</pre>¦<aside>¦</aside>¦<br>¦<hr>"
    "¦<details><summary>¦<ruby>a<rt>b¦<template>¦<td colspan=3 rowspan=2>¦<caption>¦<th>¦\x00¦\x08¦<iframe>"
    "¦[x]{page='3'}¦<sup>¦<del>¦<textarea>¦\tcell\tcell\n¦– Ann Lee, chair\n¦Credit: PA\n"
    "¦| a | b |\n|---|---|\n| c | d |\n"
).split("¦")
"""What longer runs found faults with: a formula around blocks, text on both sides of a page marker, joiners, tabs."""


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("form", ["markdown", "html", "text"])
def test_nonsense_is_read_and_written_or_refused(form: str, seed: int) -> None:
    chosen = random.Random(f"{form} {seed}")
    for _ in range(6):
        text = "".join(chosen.choice(PIECES) for _ in range(chosen.randint(1, 40)))
        try:
            article = read_bytes(text.encode(), "a", ReadOptions(format=form, lang="en"))
        except ExporterError:
            continue
        for name in ("pdf", "epub", "docx"):
            assert writer(name)(article.document, WriteOptions()).data, text
