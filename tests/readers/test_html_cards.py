"""Cards of Ghost and widgets of Substack, as they export them: what a listener is to be told of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.run.reading_proof import unread
from tests.readers.outline import outline
from tests.readers.test_html_variants import read

NOTED = """<p>It began in May<a class="footnote-anchor" data-component-name="FootnoteAnchorToDOM"
id="footnote-anchor-1" href="#footnote-1" target="_self">1</a>.</p><div class="footnote"
data-component-name="FootnoteToDOM"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a>
<div class="footnote-content"><p>From the log.</p></div></div>"""
ASKING = """<p>It held.</p><p class="button-wrapper" data-attrs="{}"><a class="button primary"
href="https://post.example/subscribe?"><span>Subscribe now</span></a></p><div
class="subscription-widget-wrap-editor"><div class="subscription-widget show-subscribe"><div class="preamble"><p
class="cta-caption">Thanks for reading!</p></div><form><input type="email"></form></div></div>"""
BOOKMARK = """<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://e.example/weir">
<div class="kg-bookmark-content"><div class="kg-bookmark-title">The weir</div><div class="kg-bookmark-description">Its
story.</div><div class="kg-bookmark-metadata"><span class="kg-bookmark-author">Post</span><span
class="kg-bookmark-publisher">Ann</span></div></div></a></figure>"""
TOGGLE = """<div class="kg-card kg-toggle-card" data-kg-toggle-state="close"><div class="kg-toggle-heading"><h4
class="kg-toggle-heading-text">How deep?</h4><button class="kg-toggle-card-icon"></button></div><div
class="kg-toggle-content"><p>Two metres.</p></div></div>"""
SOUND = """<div class="kg-card kg-audio-card"><div class="kg-audio-player-container"><audio
src="https://e.example/a.mp3"></audio><div class="kg-audio-title">The log, read</div><div class="kg-audio-player"><span
class="kg-audio-current-time">0:00</span></div></div></div>"""
FILE = """<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="https://e.example/f.pdf"><div
class="kg-file-card-title">The report</div><div class="kg-file-card-caption">All of it</div><div
class="kg-file-card-metadata"><div class="kg-file-card-filename">f.pdf</div></div></a></div>"""
CALLOUT = """<div class="kg-card kg-callout-card kg-callout-card-blue"><div class="kg-callout-emoji">💡</div><div
class="kg-callout-text">Mind the <b>tide</b>.</div></div>"""
CARDS = {
    "Substack: a note": (NOTED, "paragraph: It began in May<note paragraph: From the log.>."),
    "Substack: what asks to subscribe": (ASKING, "paragraph: It held."),
    "Substack: a button that leads on": (
        '<p class="button-wrapper"><a class="button" href="https://e.example/map">The map</a></p>',
        "paragraph: <link The map → https://e.example/map>",
    ),
    "Ghost: a bookmark": (
        BOOKMARK,
        "paragraph: <link The weir → https://e.example/weir>: Its story. (Post, Ann)",
    ),
    "Ghost: a toggle": (TOGGLE, "term: How deep?\ndefinition\n  paragraph: Two metres."),
    "Ghost: sound": (SOUND, "paragraph: <link The log, read → https://e.example/a.mp3>"),
    "Ghost: a file": (FILE, "paragraph: <link The report → https://e.example/f.pdf>: All of it (f.pdf)"),
    "Ghost: a callout": (CALLOUT, "note: \n  paragraph: 💡 Mind the <strong tide>."),
}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_what_it_means(name: str, tmp_path: Path) -> None:
    html, right = CARDS[name]
    article = read(tmp_path, f"<h1>T</h1>{html}")
    assert outline(article.document).removeprefix("title: T\n").rstrip("\n") == right
    assert unread(article, "a.html") == ()


def test_what_asks_is_named(tmp_path: Path) -> None:
    (found,) = (item for item in read(tmp_path, f"<h1>T</h1>{ASKING}").findings if item.rule == "HTML006")
    assert "Subscribe now" in found.left_out
    assert "Thanks for reading!" in found.left_out
