"""The handed cases of Markdown: each has the value that the collection's README states, not only exit code 0.

Needs ``../shared/cases/markdown``. What is looked for are pieces of the outline; what stands in no outline is markup
that would be read aloud. Our own cases of each kind, with whole outlines, are in ``fixtures/markdown``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from exporter.bounds.gate import Gate
from exporter.run.pipeline import Article, ReadOptions, read_bytes
from exporter.run.prove import prove
from exporter.writers import WriteOptions, writer
from tests.conftest import shared
from tests.readers.outline import outline


@dataclass(frozen=True)
class Right:
    """What a case has to become: pieces of its outline, pieces that must not be in it, rules of its findings."""

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    rules: frozenset[str] = frozenset()


def right(*has: str, lacks: tuple[str, ...] = (), rules: str = "") -> Right:
    return Right(has, lacks, frozenset(rules.split()))


RIGHT = {
    "05-duplicate-headings": right(
        "→ #exercises>", "→ #exercises-1>", "→ #exercises-2>", "→ #course>", "section #exercises-1:", "<span #course"
    ),
    "09-soft-hyphen": right("→ #ein", lacks=("\u200b",)),
    "13-task-list": right("Not done: <code build>", "Done: The", "  - paragraph: Done: nested", lacks=("[ ]", "[x]")),
    "52-image-first": right("paragraph: <picture Red top> text", rules="IMG002"),
    "53-hindi": right("quote by:"),
    "60-dates-us": right("dateline: <span 2026-05-04 May 4, 2026>"),
    "61-cjk-dash": right("quote by: 王小明"),
    "64-excess-cells": right("410 | recounted on Friday", rules="MD006"),
    "65-cjk-break": right("長，在一行寫不行。最好用", lacks=(" 在", "好 用")),
    "75-tex-parens": right("$50 to $100", "35$>", "<formula c^2 = a^2 + b^2>", "<formula c = 5>"),
    "lang-english": right("title: T", rules="DOC013"),
    "lists": right("decimal list from 1"),
    "m01-heading-attributes": right("#first: A heading", "section: Another", "#third: Third", lacks=("{", "unnumb")),
    "m02-dialects": right(
        "note: Note", "warning: Warning", "sidebar: Try it", "  tip: Solution", "<span missing-image A boat>",
        "figure: The ship", "H<sub 2>O", "x<sup 2>", "<mark marked>", "note: MkDocs title", "formula: E = mc^2",
        "<note paragraph: inline>", "😄",
        lacks=(":::", "[!", "!!!", "{%", "{{", "{:", "[[", "$$", "- [", "^[", "=="), rules="MD002 MD003 IMG002 HTML002",
    ),
    "m03-toml-front-matter": right("title: A TOML post", "byline: By Ann Lee", "2024-05-01", lacks=("+++",)),
    "m04-code": right("'\\tindented by a tab\\n\\nnext", "'    leading blanks", "<code a = true }>"),
    "m06-untitled": right("title: What is a dam?", "section: Kinds", lacks=("Untitled",)),
    "m08-single-quoted-attributes": right(
        "<picture Single quoted words>", "<picture (decorative)>", "WHO = World Health Organization", lacks=("{",)
    ),
    "m09-relative-links": right("example.org/guides/b.html>", "example.org/news/2024/c.html>"),
    "m10-notes": right("thing.<note paragraph: Note number 1.>", "<note paragraph: Note number 4.>", lacks=("[^",)),
    "m11-template-tag-alone": right("{ A line of prose in braces, alone. }", "After.", lacks=("{%",), rules="MD003"),
    "o01-wikilinks": right(
        "Read Quay survey first, then the survey", "→ #what-it-costs>", lacks=("[[", "|"), rules="HTML002 IMG002"
    ),
    "o02-grid-table": right("table: Summer timetable", "head: Line | Leaves", "7:10", "<code plan.txt>", lacks=("+=",)),
    "o03-labelled-formula": right("formula #eq-load: Q", "→ #eq-load>", lacks=("$$", "{#", "list")),
    "o04-raw-tex": right("in 1831. It", "C:\\gates\\north", "backslash \\ alone", lacks=("\\index",), rules="MD005"),
    "o05-indented-admonitions": right(
        "warning: Before", "  decimal list", "permits>", "note: What if", "sidebar: By post", "sidebar: Online",
        lacks=("!!!", "???", "===", "code"),
    ),
    "o06-spaced-attributes": right("title: Preface", "#way: Finding", "→ #way>", "section: Thanks", lacks=("{",)),
    "o08-note-unknown-language": right("<note paragraph: Quu vim <code rel> sat.>"),
    "o09-empty-fence": right("code python: ''", "Then type"),
    "o10-anchored-terms": right("term: <span #draught draught>", "→ #keel>", "<span #berth berth>", lacks=("{",)),
    "odd-hosts": right("→ https://foo.bar.%60baz>"),
}  # fmt: skip


def article_of(name: str) -> Article:
    path = shared(f"cases/markdown/{name}.md")
    return read_bytes(path.read_bytes(), str(path), ReadOptions(format="markdown"), Gate(path.parent))


def test_every_handed_case_has_its_value_here() -> None:
    assert {path.stem for path in Path(shared("cases/markdown")).glob("*.md")} == RIGHT.keys()


@pytest.mark.parametrize("name", RIGHT)
def test_a_handed_case_has_the_right_value(name: str) -> None:
    article, wanted = article_of(name), RIGHT[name]
    shown = outline(article.document)
    assert [piece for piece in wanted.has if piece not in shown] == []
    assert [piece for piece in wanted.lacks if piece in shown] == []
    assert wanted.rules <= {item.rule for item in article.findings}


@pytest.mark.slow
@pytest.mark.parametrize("name", RIGHT)
def test_a_handed_case_loses_nothing_in_the_three_files(name: str) -> None:
    document = article_of(name).document
    files = [(form, writer(form)(document, WriteOptions()).data) for form in ("pdf", "epub", "docx")]
    assert [str(loss) for loss in prove(document, files, name).losses] == []
