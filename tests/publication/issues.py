"""Issues on disk for tests: a TOML file, articles in two languages that refer to one another, a picture."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT

SHEET = """
title = "The Valley"
subtitle = "Spring issue"
lang = "en-GB"
publisher = "Valley Press"
date = 2026-04-05
editor = "Ann Lee"
series = "Valley Reports"
issue = 12

articles = ["editorial.md"]

[[part]]
title = "News"
articles = ["news/*.md", "hafen.html"]
"""
EDITORIAL = """---
title: From the editor
lang: en-GB
author: Ann Lee
---

See [the weir](news/weir.md), [its count](news/weir.md#the-count), [nothing](news/nothing.md), [the quay](hafen.html#x),
[the harbour](https://valley.example/hafen/), [out](https://example.org/). A note.[^1]

[^1]: A first note.
"""
WEIR = """---
title: The weir
lang: en-GB
author: Bo Mark
description: What was counted.
---

Text with a note.[^1] Back to [the editor](../editorial.md) and to [its count](#the-count).

## The count

Words. ![A gauge at the weir](gauge.png)

[^1]: Another note.
"""
HAFEN = """<!DOCTYPE html><html lang="de"><head><title>Der Hafen</title>
<link rel="canonical" href="https://valley.example/hafen"></head><body><article><h1>Der Hafen</h1>
<p>Die Fähre legte um sieben ab, <a href="news/weir.html">das Wehr</a> war leer. <a href="/impressum">Impressum</a></p>
<h2>Kisten</h2><p>Niemand weiß, wer unterschrieben hat.</p></article></body></html>
"""


def issue(folder: Path, sheet: str = SHEET) -> Path:
    """An issue in ``folder``: the path of its file."""
    news = folder / "news"
    news.mkdir(parents=True)
    (folder / "issue.toml").write_text(sheet, encoding="utf-8")
    (folder / "editorial.md").write_text(EDITORIAL, encoding="utf-8")
    (news / "weir.md").write_text(WEIR, encoding="utf-8")
    (news / "gauge.png").write_bytes((ROOT / "fixtures" / "articles" / "images" / "gauge.png").read_bytes())
    (folder / "hafen.html").write_text(HAFEN, encoding="utf-8")
    return folder / "issue.toml"
