"""Language tags: what is one, what determines a language, and that readers, passes, writers and checks agree on it."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import exporter
from exporter import languages
from exporter.checks.finished import check_file
from exporter.comparison.losses import compare
from exporter.errors import UsageError
from exporter.languages import corrected, determines_language, is_tag, primary
from exporter.readback import open_file
from exporter.run.pipeline import read_article
from exporter.writers import WriteOptions, writer
from tests.checks.rich import rich
from tests.conftest import ROOT

LANGUAGES = """en EN-gb en-GB fr-CA cy zh-Hant zh-yue sr-Latn-RS sl-rozaj-biske de-1996 de-CH-1901 es-419 tlh
    hy-Latn-IT-arevela en-u-ca-buddhist en-a-bbb-x-a-ccc i-klingon art-lojban zh-min-nan en-Qaaa-QM-x-any""".split()
UNDETERMINED = "und und-Latn mis mul zxx qaa qtz qmz-Latn x-klingon x-a-1 i-default".split()
NONE = (
    *"english abcd zz zz-XX xx en_GB en-XYZ en-GB-US e a-DE 1 12 en- -en en--GB en-x x en-1 ar-yue".split(),
    *(
        "de-1901-1901",
        "en-a-bb-a-cc",
        "en, fr",
        "en fr",
        "",
        "日本",
        "en-rozaj-GB",
        "eng-english",
        "i-unknown",
        "en" + "-x" * 200,
    ),
)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_registered_language_is_a_tag_and_determined(tag: str) -> None:
    assert is_tag(tag)
    assert determines_language(tag)


@pytest.mark.parametrize("tag", UNDETERMINED)
def test_a_tag_may_determine_no_language(tag: str) -> None:
    assert is_tag(tag)
    assert not determines_language(tag)


@pytest.mark.parametrize("tag", NONE)
def test_what_is_not_registered_or_not_well_formed_is_not_a_tag(tag: str) -> None:
    assert not is_tag(tag)
    assert not determines_language(tag)


def test_underscores_are_read_as_hyphens() -> None:
    assert [corrected(tag) for tag in ("en_GB", " pt_BR\n", "en-GB", "")] == ["en-GB", "pt-BR", "en-GB", ""]
    assert [primary(tag) for tag in ("en-GB", "EN_gb", "fr", "")] == ["en", "en", "fr", ""]


@pytest.mark.parametrize(("asked", "read"), [("", "0"), ("en", "0"), ("pt-BR", "0"), ("cy", "0"), ("en-150", "1")])
def test_the_registry_is_read_only_when_a_tag_is_asked_about_that_is_not_usual(asked: str, read: str) -> None:
    script = f"import exporter.languages as held; held.determines_language({asked!r}) if {asked!r} else 0; "
    script += "print(held._registry.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == read


def test_usual_tags_are_registered() -> None:
    registry = languages._registry()
    assert {one for one in languages.USUAL if one not in registry.names["language"]} == set()
    assert {one for one in languages.USUAL_REGIONS if one not in registry.names["region"]} == set()
    assert [languages.is_tag(tag) for tag in ("en-", "-en", "en-xx-GB", "en-us-us", "EN-gb")] == [False] * 4 + [True]


def test_no_other_module_has_a_grammar_of_language_tags_or_takes_one_apart() -> None:
    grammar = re.compile(r"\[A-Za-z\]\{1,8\}|\[a-z\]\{2,8\}|\[a-z\]\{2,3\}|\{1,8\}\)\*|\(['\"]-['\"]\)\[0\]\.lower\(")
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "exporter").rglob("*.py"))
        if grammar.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["exporter/languages.py"]


# --- all who use them -----------------------------------------------------------------------------------------------


def read(tag: str, folder: Path) -> tuple[str, set[str]]:
    """The language of a Markdown article that declares ``tag``, and the rules of the findings."""
    path = folder / "a.md"
    path.write_text(f'---\nlang: "{tag}"\n---\n# The weir\n\nShort.\n', encoding="utf-8")
    article = read_article(path)
    return article.document.metadata.lang, {item.rule for item in article.findings}


def test_an_article_in_en_GB_with_an_underscore_is_in_british_english(tmp_path: Path) -> None:
    lang, rules = read("en_GB", tmp_path)
    assert lang == "en-GB"
    assert "IN009" in rules
    assert not rules & {"DOC002", "DOC013", "DOC021"}


@pytest.mark.parametrize("tag", ["english", "zz-XX", "en, fr"])
def test_an_article_in_what_is_not_a_tag_has_a_finding(tag: str, tmp_path: Path) -> None:
    assert "DOC013" in read(tag, tmp_path)[1]


@pytest.mark.parametrize("tag", ["und", "qaa", "x-klingon"])
def test_an_article_in_an_undetermined_language_has_a_finding(tag: str, tmp_path: Path) -> None:
    assert "DOC021" in read(tag, tmp_path)[1]


def test_the_language_of_a_part_is_corrected_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<html lang="en"><title>A</title><h1>A</h1><p lang="de_CH">Grüezi</p><p lang="german">Tag</p></html>'
    )
    found = {item.rule: item for item in read_article(tmp_path / "a.html").findings}
    assert "“de_CH” was read as “de-CH”" in found["IN009"].message
    assert found["IN009"].pos is not None
    assert "german" in found["DOC013"].message
    assert [node.lang for node in exporter.read(tmp_path / "a.html").blocks] == ["de-CH", ""]


def test_a_language_that_the_user_names_must_be_a_tag(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nShort.\n")
    assert exporter.read(tmp_path / "a.md", lang="pt_BR").metadata.lang == "pt-BR"
    with pytest.raises(UsageError, match=r"--lang english: is not a language tag"):
        exporter.read(tmp_path / "a.md", lang="english")


@pytest.mark.slow
@pytest.mark.parametrize("tag", [*LANGUAGES[:6], *UNDETERMINED[:4], *NONE[:6], "qaa", "x-klingon"])
def test_a_pdf_claims_exactly_where_its_check_finds_a_language(tag: str) -> None:
    document = rich()
    document = replace(document, metadata=replace(document.metadata, lang=tag))
    result = writer("pdf")(document, WriteOptions())
    rules = {item.rule for item in check_file(result.data, "a.pdf")}
    assert ("PDF/UA-1" in result.claims) is determines_language(tag)
    assert bool(rules & {"DOC002", "DOC013", "DOC021"}) is not determines_language(tag)
    assert "PDF120" not in rules


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["und", "english", "x-klingon", "qaa", ""])
def test_a_language_that_nobody_knows_is_not_lost(tag: str) -> None:
    document = rich()
    document = replace(document, metadata=replace(document.metadata, lang=tag))
    for form in ("pdf", "epub", "docx"):
        copy = open_file(writer(form)(document, WriteOptions()).data, f"a.{form}")
        assert [loss.message for loss in compare(document, copy, form) if loss.kind == "language"] == []
