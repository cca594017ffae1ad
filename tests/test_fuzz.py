"""Nonsense made of real pieces of markup: a document or one clear refusal comes out, never a fault."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from exporter.batch.pipeline import ReadOptions, read_bytes
from exporter.diagnostics import ExporterError
from exporter.write import WriteOptions, writer
from tests.fuzz import targets

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


# --- the targets of the long runs (tests/fuzz) ------------------------------------------------------------------------

KEPT = sorted((Path(__file__).parent / "fuzz" / "kept").glob("*"))
"""Inputs that found a fault: the name of the target, two hyphens, and what was wrong."""


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_what_once_found_a_fault_finds_none(path: Path) -> None:
    targets.TARGETS[path.name.partition("--")[0]](path.read_bytes())


@pytest.mark.parametrize("target", targets.TARGETS)
def test_a_short_run_of_each_target(target: str) -> None:
    """The seeds, and some damage to each, the same in every run; ``make fuzz`` goes on from here."""
    chosen = random.Random(target)
    for seed in targets.seeds(target)[:12]:
        targets.TARGETS[target](seed)
        for _ in range(1 if target.startswith("whole") else 3):
            targets.TARGETS[target](damaged(seed, chosen))


def damaged(data: bytes, chosen: random.Random) -> bytes:
    """``data`` with a few pieces cut, doubled, swapped or overwritten."""
    made = bytearray(data)
    for _ in range(chosen.randint(1, 6)):
        at, length = chosen.randrange(len(made) + 1), chosen.choice((1, 2, 8, 60))
        piece = bytes(made[at : at + length])
        match chosen.randrange(4):
            case 0:
                del made[at : at + length]
            case 1:
                made[at:at] = piece * chosen.choice((1, 2, 40))
            case 2:
                made[at : at + length] = bytes(chosen.randrange(256) for _ in piece)
            case _:
                made[at:at] = chosen.choice((b"<", b">", b"\0", b"\xff\xfe", b"[[", b"<!--", b"]]>", b"9" * 30, b"%"))
    return bytes(made)
