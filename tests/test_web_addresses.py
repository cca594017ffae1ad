"""Addresses that cannot be taken apart end no run: they are kept as they are, wherever an article may hold one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import exporter
from exporter.run.pipeline import ReadOptions, read_bytes
from exporter.web_addresses import joined, split, without_fragment

RAISING = ("urlsplit", "urlparse", "urljoin", "urldefrag")
"""Functions of the standard library that raise ValueError for some texts."""

MALFORMED = ("//[W", "https://[W#part", "https://[::1]:nine/", "https://\u2100.example/", "http://[v1.x#y")


def test_nothing_takes_an_address_apart_unguarded() -> None:
    package = Path(exporter.__file__).parent
    unguarded = []
    for path in sorted(package.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not any(f"{name}(" in text for name in RAISING):
            continue
        tree = ast.parse(text)
        safe = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.Try) and any("ValueError" in ast.dump(item) for item in node.handlers)
            for statement in node.body
            for inner in ast.walk(statement)
        }
        unguarded += [
            f"{path.relative_to(package)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in RAISING
            and id(node) not in safe
        ]
    assert not unguarded, "use exporter.web_addresses"


@pytest.mark.parametrize("address", MALFORMED)
def test_the_three_functions_take_anything(address: str) -> None:
    assert split(address).path or split(address).netloc
    assert joined("https://example.org/a/", address)
    assert "#".join(filter(None, without_fragment(address))) == address


def test_whole_addresses_are_as_urllib_has_them() -> None:
    assert joined("https://example.org/a/b", "../c#d") == "https://example.org/c#d"
    assert split("https://example.org/a?b=c").query == "b=c"
    assert without_fragment("a.html#b") == ("a.html", "b")


HTML = """<html lang="en"><head><title>T</title><base href="{base}"><link rel="canonical" href="{page}"></head><body>
<h1>Title</h1><p>Words with <a href="{link}">a link</a>, <a href="https://www.google.com/url?q={link}">another</a>
and <img src="{link}" alt="a weir">.</p><p><img class="latex" src="https://latex.codecogs.com/{link}"></p></body></html>"""
FEED = """<rss version="2.0" xml:base="{base}"><channel><title>C</title><link>{page}</link><item xml:base="{link}">
<title>T</title><link>{link}</link><description>&lt;p&gt;Words &lt;a href="{link}"&gt;a link&lt;/a&gt; and more of them.
&lt;/p&gt;</description></item></channel></rss>"""
MARKDOWN = """---
title: T
url: {page}
---

Words with [a link]({link}), ![a weir]({link}) and <{link}>.
"""


@pytest.mark.parametrize("link", MALFORMED)
@pytest.mark.parametrize("page", ["https://example.org/a", "//[W", ""])
@pytest.mark.parametrize(("form", "text"), [("html", HTML), ("feed", FEED), ("markdown", MARKDOWN)])
def test_an_article_with_a_malformed_address_is_read(form: str, text: str, page: str, link: str) -> None:
    for base in (page, link):
        data = text.format(base=base, page=page, link=link).encode()
        article = read_bytes(data, f"a.{form}", ReadOptions(format=form, lang="en"))
        assert article.document.blocks
