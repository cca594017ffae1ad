"""How inputs are changed: pieces of real markup put in, lines moved, bytes cut, doubled and overwritten."""

from __future__ import annotations

import random

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

XML_PIECES = (
    "<!DOCTYPE x [<!ENTITY e 'ee'>]>¦&e;¦<![CDATA[¦]]>¦<?xml version='1.0' encoding='utf-16'?>¦ xml:lang='ar'"
    "¦ dir='rtl'¦ id='a'¦ href='#a'¦ epub:type='footnote'¦ role='doc-footnote'¦<w:p>¦</w:p>¦<w:r>¦<w:t>x</w:t>¦<w:tbl>"
    "¦<w:tr>¦<w:tc>¦<w:gridSpan w:val='-1'/>¦<w:vMerge/>¦<w:sdt>¦<w:fldChar w:fldCharType='begin'/>"
    "¦<w:instrText> TOC </w:instrText>¦<w:footnoteReference w:id='9'/>¦<w:pStyle w:val='Heading1'/>"
    "¦<w:numPr><w:ilvl w:val='99'/><w:numId w:val='1'/></w:numPr>¦<w:outlineLvl w:val='3'/>¦<m:oMath>"
    "¦<w:hyperlink r:id='x'>¦<itemref idref='a'/>¦<item id='a' href='../x' media-type='text/css'/>"
).split("¦")
PDF_PIECES = (
    "/K 0¦/K [0 1 2]¦/P 1 0 R¦/Pg 3 0 R¦/S /TD¦/S /BlockQuote¦/ActualText (x)¦/Alt (x)¦<< >>¦[ ]¦null¦1 0 R¦2 0 R¦9 0 R"
    "¦-1¦99999999999¦1e9¦/MCID 7¦BDC¦BMC¦EMC¦BT¦ET¦(x) Tj¦/F1 1e9 Tf¦/Kids [1 0 R]¦/Nums [0 1 0 R]¦/ParentTree 1 0 R"
    "¦/Lang (en)¦/RoleMap << /A /B /B /A >>¦/Type /Page¦stream\nx\nendstream¦/Filter /FlateDecode¦/Length 5¦/Dest (x)"
).split("¦")


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


def spliced(data: bytes, chosen: random.Random, pieces: list[str]) -> bytes:
    """``data`` with pieces of real markup put in, and lines moved, doubled or left out."""
    made = data
    for _ in range(chosen.choice((1, 1, 2, 4))):
        if chosen.random() < 0.6:
            at = chosen.randrange(len(made) + 1)
            made = made[:at] + chosen.choice(pieces).encode("utf-8", "replace") + made[at:]
            continue
        lines = made.split(b"\n")
        one, other = chosen.randrange(len(lines)), chosen.randrange(len(lines))
        match chosen.randrange(3):
            case 0:
                lines[one], lines[other] = lines[other], lines[one]
            case 1:
                lines[one:one] = lines[other : other + chosen.choice((1, 1, 3, 20))]
            case _:
                del lines[one]
        made = b"\n".join(lines)
    return made


def pieces_for(target: str) -> list[str]:
    """What real inputs of a target are made of."""
    kind, _, form = target.partition("-")
    if form == "pdf":
        return PDF_PIECES
    if kind in ("part", "word") or form in ("nitf", "feed"):
        return [*PIECES, *XML_PIECES]
    return PIECES
