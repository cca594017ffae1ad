"""A style sheet that is nested too deeply to be applied does not take the others of its page with it."""

from __future__ import annotations

from exporter.readers.html.styles import styles_of
from exporter.readers.html.tree import parse

DEEP = ":is(" * 5_000 + "p" + ")" * 5_000 + " { color: red }"


def test_only_the_sheets_that_cannot_be_read_are_dropped() -> None:
    page = f"<style>{DEEP}</style><style>.away {{ display: none }}</style><style>{DEEP}</style><p class=away>x</p>"
    root, _ = parse(page)
    alone, _ = parse("<style>.away { display: none }</style><p class=away>x</p>")
    assert styles_of(root).rules == styles_of(alone).rules != {}
