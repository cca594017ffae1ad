"""Blocks by the names that publishers and plug-ins give them: one table, name → function, for every format.

A reader of a format knows its format's own types; everything else comes here: first the publisher's own table, then the
names that many use (``pullQuote``, ``video_embed``), and what neither knows is kept as words (see ``unknown``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from exporter.errors import UsageError
from exporter.readers.cms import builders as make
from exporter.readers.cms import parts
from exporter.readers.cms.builders import Builder
from exporter.readers.cms.fields import Fields
from exporter.readers.cms.maker import Maker
from exporter.readers.cms.names import folded
from exporter.readers.cms.own import Declared
from exporter.readers.cms.reading import Reading
from exporter.readers.cms.tree import Nodes, shows_something
from exporter.readers.cms.unknown import unknown, words_in
from exporter.readers.html.plain_tree import Element


def block(r: Reading, kind: str, held: Mapping[str, Any], children: Nodes | None = None) -> Nodes:
    """The block of type ``kind`` with the fields ``held``; ``children`` are what its format has read inside it."""
    inside = children or []
    own = r.own.of(kind)
    if callable(own):
        return _made_by(own, r, kind, held)
    if isinstance(own, Declared):
        f = Fields(r, held, own)
        return [*DECLARED[own.kind](f, inside), *(() if own.kind == "nothing" else _left(f, kind))]
    build = _known(kind)
    if build is None:
        return unknown(r, kind, held, inside)
    f = Fields(r, held)
    return [*build(f, inside), *_left(f, kind)]


def is_known(r: Reading, kind: str) -> bool:
    """Whether a block of this type is known, by its publisher's table or by its name."""
    return r.own.of(kind) is not None or _known(kind) is not None


def is_aside(kind: str) -> bool:
    """Whether a block of this type is a box beside the text, by its name."""
    return folded(kind) in BOXES


def _known(kind: str) -> Builder | None:
    name = folded(kind)
    if name in NAMED:
        return NAMED[name]
    for end in ("block", "module", "component", "element", "slice", "blok", "embed"):
        if name.endswith(end) and name.removesuffix(end) in NAMED:
            return NAMED[name.removesuffix(end)]
    if name.startswith("block") and name.removeprefix("block") in NAMED:
        return NAMED[name.removeprefix("block")]
    return next((build for end, build in ENDINGS.items() if name.endswith(end)), None)


def _left(f: Fields, kind: str) -> Nodes:
    """What a known block has beside the fields that it is known for: kept after it, and reported."""
    made = words_in(f.reading, f.rest())
    if not shows_something(made):
        return []
    names = ", ".join(f"“{name[:40]}”" for name, value in f.rest().items() if words_in(f.reading, {name: value}))
    f.reading.report(
        "CMS004", f"of the block “{kind[:60]}” the field {names} is unknown; its words were kept", once=True
    )
    return made


def _made_by(
    function: Callable[[Mapping[str, Any], Any], Any], r: Reading, kind: str, held: Mapping[str, Any]
) -> Nodes:
    """What a publisher's function makes of a block: HTML as a string, or elements made with the reading it is given."""
    try:
        made = function(held, Maker(r))
    except Exception as error:  # a publisher's function may raise anything
        reason = " ".join(str(error).split())[:200]
        raise UsageError(
            f"the function for the block “{kind}” failed: {type(error).__name__}: {reason}; correct the function"
        ) from None
    if isinstance(made, str):
        return r.html(made)
    if made is None:
        return []
    if isinstance(made, Element):
        return [made]
    if isinstance(made, list | tuple) and all(isinstance(node, Element) for node in made):
        return list(made)
    raise UsageError(
        f"the function for the block “{kind}” returned {type(made).__name__}; return HTML or a cms element"
    )


NAMED: dict[str, Builder] = {
    **dict.fromkeys("quote blockquote quotation citation testimonial cite".split(), make.quote_block),
    **dict.fromkeys("pullquote pulledquote pullquotation".split(), make.pull_quote_block),
    **dict.fromkeys(
        "image picture photo figure captionedimage imagewithcaption img inlineimage mainimage imageembed photograph "
        "singleimage resizableimage imageresize simpleimage".split(),
        make.picture_block,
    ),
    **dict.fromkeys(
        "gallery imagegallery photogallery slideshow carousel images mediagallery imagegrid slider photos".split(),
        make.gallery_block,
    ),
    **dict.fromkeys(
        "embed video youtube youtubevideo vimeo videoembed embedvideo audio podcast soundcloud spotify twitter tweet "
        "instagram tiktok facebook bookmark linkcard linkpreview linktool iframe oembed socialembed socialmedia "
        "bluesky mastodon file attachment attaches download videofile audiofile externalvideo "
        "datawrapper mux.video muxvideo wistia loom codepen figma mediaembed embeddedlink".split(),
        make.embed_block,
    ),
    **dict.fromkeys(
        "code codeblock codesnippet pre preformatted codemirror codeeditor monacocodeblock snippet".split(),
        make.code_block,
    ),
    **dict.fromkeys(
        "divider horizontalrule hr separator delimiter thematicbreak break rule hrule horizontalline dinkus".split(),
        make.rule_block,
    ),
    **dict.fromkeys(
        "callout infobox factbox sidebar aside box highlightbox panel calloutbox facts".split(),
        make.aside_block("sidebar"),
    ),
    **dict.fromkeys("note notice info admonition annotation".split(), make.aside_block("note")),
    **dict.fromkeys("tip hint".split(), make.aside_block("tip")),
    **dict.fromkeys("warning alert danger caution".split(), make.aside_block("warning")),
    **dict.fromkeys(
        "details toggle accordion expand collapsible spoiler faq disclosure expandable togglelist accordions".split(),
        make.details_block,
    ),
    **dict.fromkeys("media mediafile medium".split(), make.media_block),
    **dict.fromkeys("date time datetime".split(), make.date_block),
    **dict.fromkeys("table datatable typedtable".split(), make.table_block),
    **dict.fromkeys("button cta calltoaction linkbutton".split(), make.button_block),
    **dict.fromkeys(
        "columns column row grid container group layout wrapper richtext text content body prose twocolumns "
        "textcontent section layoutcontainer layoutitem columnlist columnblock richtextblock articlebody main div "
        "stack tabs fragment textarea multicolumn columngroup columnsgroup".split(),
        make.through_block,
    ),
    **dict.fromkeys("heading header title subheading subtitleheading headline subheader".split(), make.heading_block),
    **dict.fromkeys("list checklist bulletlist".split(), make.list_block),
    **dict.fromkeys("paragraph p textparagraph plaintext dropcap leadparagraph".split(), make.paragraph_block),
    **{role: make.masthead_block(role) for role in parts.MASTHEAD if role not in ("summary", "topic", "authors")},
    **dict.fromkeys("footnote endnote sidenote".split(), make.footnote_block),
    **dict.fromkeys("math equation latex formula katex mathblock blockmath mathjax tex".split(), make.formula_block),
    **dict.fromkeys(
        "html rawhtml raw customhtml htmlblock rawtool freeform shortcode htmlembed".split(), make.html_block
    ),
    "markdown": make.markdown_block,
    **dict.fromkeys(
        "spacer space pagebreak toc tableofcontents more readmore anchor paywall ad advert advertisement adslot "
        "emptyblock seo seometa metatags opengraph metadata".split(),
        make.nothing_block,
    ),
    **dict.fromkeys("emailcta email emailonly newsletteronly".split(), make.left_out_block),
}
"""Names of blocks, folded, and what makes them."""

BOXES = frozenset(
    "callout infobox factbox sidebar aside highlightbox calloutbox note notice info admonition tip hint warning alert "
    "danger caution".split()
)
"""Names of boxes that a plug-in writes as HTML without saying so there."""

ENDINGS: dict[str, Builder] = {
    "gallery": make.gallery_block,
    "pullquote": make.pull_quote_block,
    "quote": make.quote_block,
    "video": make.embed_block,
    "embed": make.embed_block,
}
"""What a name ends with where publishers put a word of their own before it: ``article-quote``, ``plugin-video``."""

DECLARED: dict[str, Builder] = {
    **{kind: make.aside_block(kind) for kind in ("note", "tip", "warning", "sidebar", "related")},
    "aside": make.aside_block("sidebar"),
    "quote": make.quote_block,
    "pullquote": make.pull_quote_block,
    "picture": make.picture_block,
    "gallery": make.gallery_block,
    "embed": make.embed_block,
    "code": make.code_block,
    "table": make.table_block,
    "heading": make.heading_block,
    "standfirst": make.masthead_block("standfirst"),
    "paragraph": make.paragraph_block,
    "list": make.list_block,
    "button": make.button_block,
    "details": make.details_block,
    "rule": make.rule_block,
    "words": make.through_block,
    "columns": make.through_block,
    "footnote": make.footnote_block,
    "nothing": make.left_out_block,
}
"""What a publisher can declare a block to be (``own.KINDS``), and what makes it."""
