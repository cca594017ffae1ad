"""The table of rules is whole: every rule says what it must, exists where code names it, and can be raised."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from PIL import Image as Picture

from exporter.model import (
    Abbr,
    BlockQuote,
    Document,
    Link,
    Math,
    Metadata,
    Note,
    Paragraph,
    Section,
    Text,
)
from exporter.rules import AREAS, RULES
from exporter.rules.rule import Level
from exporter.run.pipeline import ReadOptions, read_article, read_bytes
from exporter.writers import WriteOptions, writer
from tests.checks.rich import MATHML, p, words

ROOT = Path(__file__).resolve().parent.parent.parent
RULE = re.compile(r"\"((?:IN|READ|TXT|MD|HTML|IMG|DOC|CSS|PDF|EPUB|DOCX|BRF|WORD|CMS|META|DEC|PUB)\d{3})\"")

DEEP = "".join("<blockquote>" for _ in range(80)) + "<p>x</p>"
PAGE = "<!DOCTYPE html><html lang='en'><title>T</title><article><h1>T</h1>{}</article>"
SOURCES = {
    "IN004": ("html", PAGE.format(DEEP)),
    "DOC008": ("markdown", "---\nlang: en\n---\n\n# T\n\n#### Deep\n\nText.\n"),
    "HTML001": ("html", PAGE.format("<script>x()</script><p>Text.</p>")),
    "HTML002": ("html", PAGE.format('<p><a href="javascript:x()">More of it</a></p>')),
    "HTML003": ("html", PAGE.format("<p hidden>Draft.</p><p>Text.</p>")),
    "HTML004": ("html", PAGE.format("<p>He said <q>late</q>.</p>")),
    "HTML005": ("html", PAGE.format('<table role="presentation"><tr><td>One</td></tr></table>')),
    "HTML006": ("html", PAGE.format("<p>Text.</p>") + "<p>Other stories of the day.</p>"),
    "MD001": ("markdown", "# T\n\n$$\\frac{1}{$$\n"),
    "MD002": ("markdown", "---\nlangage: en\n---\n\n# T\n\nText.\n"),
    "MD003": ("markdown", "# T\n\n{% include chart.html %}\n\nText.\n"),
    "MD004": ("obsidian", "# T\n\nText. %%Is that so?%%\n"),
    "MD005": ("markdown", "# T\n\nText\\index{text}.\n"),
    "MD006": ("markdown", "# T\n\n| A |\n|---|\n| b | c |\n"),
    "MD007": ("quarto", "# T\n\nSee @fig-none.\n"),
    "MD008": ("quarto", "# T\n\nText [@lee2020].\n"),
    "MD009": ("markdown", "---\ndate: 5/4/2026\n---\n\n# T\n\nText.\n"),
    "TXT009": (
        "text",
        "A komp a kikötőben marad\n\n" + "A két sziget között november óta nem jár komp, mert a vihar elvitte. " * 8,
    ),
    "TXT004": (
        "text",
        "A headline of today\n\nThe first paragraph ends here.\n\nReuse content\n\nThe second one ends.\n",
    ),
}
"""Rule → format and article that it is raised on."""


@pytest.mark.parametrize("rule", SOURCES)
def test_reading_raises_it(rule: str) -> None:
    form, text = SOURCES[rule]
    article = read_bytes(text.encode(), "article", ReadOptions(format=form))
    assert rule in {item.rule for item in article.findings}


def nested(depth: int) -> Section:
    inner = Section(words(f"Part {depth}"), (p("Text."),))
    return inner if depth == 1 else Section(words(f"Part {depth}"), (nested(depth - 1),))


def document(*blocks: Section | Paragraph | BlockQuote) -> Document:
    return Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=blocks)


NOWHERE = document(Paragraph((Link(words("the results"), "#nowhere"),)))
UNSAFE = document(Paragraph((Link(words("the plan"), "file:///C:/plan.docx"),)))
LONG = "the words that this short abbreviation stands for and that go on and on"
WRITTEN = {
    "EPUB001": ("epub", NOWHERE),
    "EPUB002": ("epub", UNSAFE),
    "DOCX001": ("docx", NOWHERE),
    "DOCX002": ("docx", document(Paragraph((Abbr(words("TW"), LONG),)))),
    "DOCX003": ("docx", document(Paragraph((Text("A"), Note((Paragraph((Text("b"), Note((p("c"),)))),)))))),
    "DOCX004": ("docx", document(Paragraph((Math("a+b", MATHML, LONG),)))),
    "DOCX005": ("docx", document(nested(10))),
    "DOCX006": ("docx", document(BlockQuote((p("Words."),), words("Jane"), "https://example.org/speech"))),
}
"""Rule → format and document that it is raised on when that is written."""


@pytest.mark.parametrize("rule", WRITTEN)
def test_writing_raises_it(rule: str) -> None:
    form, made = WRITTEN[rule]
    assert rule in {item.rule for item in writer(form)(made, WriteOptions()).findings}


def test_every_rule_says_what_it_must() -> None:
    for rule in RULES.values():
        assert all((rule.finds, rule.why, rule.source, rule.example, rule.fix)), rule.id
        assert rule.finds.endswith("."), rule.id
        assert rule.criteria or rule.clauses, rule.id
        assert rule.decides in ("machine", "person"), rule.id
        assert rule.level is not Level.person or rule.decides == "person", rule.id


def test_an_area_has_the_rules_whose_letters_it_names() -> None:
    """By them the area of a rule is found that is asked for, and no other is loaded."""
    for area, letters in AREAS.items():
        module = import_module(f"exporter.rules.{area}")
        assert {rule.id.rstrip("0123456789") for rule in module.RULES} == set(letters), area
    files = {path.stem for path in (ROOT / "exporter" / "rules").glob("*.py")}
    assert set(AREAS) == files - {"__init__", "rule", "describe"}
    assert [RULES[key] for key in RULES] == list(RULES.values())
    for unknown in ("DOC999", "NONE001", ""):
        with pytest.raises(KeyError):
            RULES[unknown]


def test_a_criterion_of_wcag_has_its_number() -> None:
    odd = [
        rule.id for rule in RULES.values() for part in rule.criteria if not re.match(r"WCAG 2\.2, \d\.\d\.\d+", part)
    ]
    assert odd == []


def test_every_rule_that_code_names_exists_and_every_rule_is_used() -> None:
    code = [path for path in (ROOT / "exporter").rglob("*.py") if path.parent.name != "rules"]
    used = {found for path in code for found in RULE.findall(path.read_text(encoding="utf-8"))}
    assert used - set(RULES) == set(), "rules that the table does not have"
    assert set(RULES) - used == set(), "rules that nothing can raise"


def test_every_rule_is_raised_by_a_test() -> None:
    tests = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")]
    named = {found for text in tests for found in re.findall(r"\b[A-Z]{2,4}\d{3}\b", text)}
    assert set(RULES) - named == set()


@pytest.mark.slow
def test_a_picture_larger_than_any_page_shows_raises_img008(tmp_path: Path) -> None:
    Picture.new("1", (8000, 5200)).save(tmp_path / "large.png")
    (tmp_path / "a.md").write_text("# T\n\n![A black field](large.png)\n")
    found = {item.rule for item in read_article(tmp_path / "a.md").findings}
    assert "IMG008" in found
