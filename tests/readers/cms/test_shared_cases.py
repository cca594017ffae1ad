"""One article in the block formats of many systems says the same, read from each and written to all three files.

Needs ``../shared/cases/cms`` (its README has the keys of ``expect.json``).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter.readback import open_file
from exporter.run.reading_proof import differences
from tests.conftest import SHARED, shared
from tests.readers.cms.outline import Fact, facts, heard, languages_of, links_of, notes_of, squeezed, styled

FOLDER = SHARED / "cases" / "cms"
NAMES = sorted(json.loads((FOLDER / "expect.json").read_text())) if (FOLDER / "expect.json").exists() else ["absent"]
FORMATS = ("pdf", "epub", "docx")


@cache
def expected(name: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(shared("cases/cms/expect.json").read_text())[name]
    return held


@cache
def article(name: str) -> Any:
    return exporter.open_article(shared(f"cases/cms/{name}"))


def same(one: str | None, other: str | None) -> bool:
    return squeezed(one or "").strip(" .") == squeezed(other or "").strip(" .")


def meets(wanted: list[Any], fact: Fact) -> bool:
    """Whether a fact is what is wanted."""
    match wanted, fact:
        case ["title", words], ("title", found):
            return same(words, found)
        case ["standfirst" | "p", words], ("p", found, _):
            return same(words, found)
        case ["h", level, words], ("h", found_level, found):
            return bool(level == found_level) and same(words, found)
        case ["li", depth, kind, words], ("li", found_depth, ordered, found):
            return (
                bool(depth == found_depth) and same(words, found) and (kind == "any" or ordered == (kind == "number"))
            )
        case ["quote", words, who], ("quote", found, speaker):
            return same(words, found.strip("“”")) and same(who, speaker)
        case ["decorative"], ("picture", "", _, _) | ("missing", "", _, _):
            return True
        case ["table", rows, headers, caption], ("table", cells, found, named):
            return bool(rows == cells and headers == found) and same(caption, named)
        case ["code", text], ("code", found):
            return bool(text == found)
        case ["embed", words, addresses], ("link", found, target):
            return target in addresses and (words is None or same(words, found))
        case ["hr"], ("hr",):
            return True
        case ["words", first, *_], ("p" | "h" | "code", *rest):
            return any(isinstance(found, str) and squeezed(first) in squeezed(found) for found in rest)
        case ["picture", *_], ("picture" | "missing", *_):
            return _meets_picture(wanted, fact)
        case _:
            return False


def _meets_picture(wanted: list[Any], fact: Fact) -> bool:
    _, alt, caption, credit, kind = wanted
    _, found_alt, found_caption, found_credit = fact
    if kind == "file" and fact[0] != "picture":
        return False
    if (alt is None) != (found_alt is None) or (alt and not same(alt, found_alt)):
        return False
    return (caption is None or same(caption, found_caption)) and (credit is None or credit in found_credit)


def missing(name: str, document: Any) -> list[Any]:
    """What of the outline is not found, in order."""
    held = expected(name)
    found = facts(document)
    at = 0
    lacking = []
    for wanted in held["outline"]:
        place = next((number for number in range(at, len(found)) if meets(wanted, found[number])), None)
        if place is None and wanted == ["decorative"]:
            continue  # a decorative picture that cannot be had is nothing
        if place is None:
            lacking.append(wanted)
        else:
            at = place + (wanted[0] != "words")
            if wanted[0] == "words":
                text = heard(document)
                lacking += [words for words in wanted[1:] if squeezed(words) not in text]
    return lacking


@pytest.mark.parametrize("name", NAMES)
def test_the_outline_is_read(name: str) -> None:
    document = article(name).document
    assert missing(name, document) == [], facts(document)


@pytest.mark.parametrize("name", NAMES)
def test_marks_links_notes_and_languages_are_read(name: str) -> None:
    held, document = expected(name), article(name).document
    for words, address in held.get("links", ()):
        assert (words, address) in links_of(document)
    for key, kind in (("strong", "strong"), ("emphasis", "emphasis")):
        for words in held.get(key, ()):
            assert squeezed(words) in styled(document, kind)
    for words in held.get("notes", ()):
        assert any(same(words, found) for found in notes_of(document))
    for tag, words in held.get("langs", ()):
        assert (tag, words) in languages_of(document)
    if "lang" in held:
        assert document.metadata.lang == held["lang"]


@pytest.mark.parametrize("name", NAMES)
def test_types_keys_and_ids_are_never_heard(name: str) -> None:
    held, document = expected(name), article(name).document
    text = heard(document)
    assert [word for word in held.get("never", ()) if word in text] == []
    assert [word for word in held.get("once", ()) if text.count(word) != 1] == []
    targets = [target for _, target in links_of(document)]
    assert [part for part in held.get("href_never", ()) if any(part in target for target in targets)] == []


@pytest.mark.parametrize("name", NAMES)
def test_findings_name_what_is_not_known(name: str) -> None:
    said = [f"{found.rule} {found.message} {found.hint}" for found in article(name).findings]
    for wanted in expected(name).get("findings", ()):
        assert any(part in line for part in wanted.split("|") for line in said), (wanted, said)


@pytest.mark.parametrize("name", NAMES)
def test_all_of_the_source_was_read(name: str) -> None:
    found = differences(article(name))
    assert found is not None
    assert [(one.kind, one.shown) for one in found] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_all_three_files_say_it(name: str, tmp_path: Path) -> None:
    made = exporter.convert(shared(f"cases/cms/{name}"), to=FORMATS, out_dir=tmp_path, prove=True)
    assert made.proof is not None
    assert list(made.proof.losses) == []
    for item in made.files:
        assert item.path is not None
        text = heard(open_file(item.path.read_bytes(), item.path.name))
        assert [word for word in expected(name).get("never", ()) if word in text] == [], item.format
