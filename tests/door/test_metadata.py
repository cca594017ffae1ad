"""Metadata from outside: what a user says in a file, on the command line or in a program, and where files bear it."""

from __future__ import annotations

import io
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import exporter
from exporter.model import Document, Identifier, Metadata, Person, Subject
from exporter.readback import open_file
from exporter.readers import metadata_numbers as numbers
from tests.conftest import ROOT

ARTICLE = b"---\ntitle: The weir\nauthor: Cy Dunn\nphotographer: Di Moss\nlang: en\n---\n\nThe weir was built of oak.\n"
SAID = {
    "title": "The weir",
    "subtitle": "A river and its oak",
    "author": [
        {
            "name": {"given": "Ann", "family": "Lee"},
            "orcid": "https://orcid.org/0000-0002-1825-0097",
            "affiliation": "River Institute",
        },
        "Bo Ek",
    ],
    "translator": "Mo Holm",
    "date": "4 May 2026",
    "publisher": "Valley House",
    "imprint": "Oak Books",
    "place": "Leeds",
    "edition": "Second edition",
    "series": {"name": "Rivers", "number": 3},
    "isbn": {"epub": "978-3-16-148410-0", "pdf": "0-306-40615-2", "print": "0-306-40615-2"},
    "doi": "https://doi.org/10.1000/182",
    "license": "CC BY-SA 4.0",
    "rights": "© 2026 Valley House",
    "keywords": "water, oak",
    "subject": ["thema:WNX", {"scheme": "bisac", "code": "NAT000000", "name": "Nature / General"}],
}
MEANT = Metadata(
    title="The weir",
    subtitle="A river and its oak",
    authors=(
        Person("Ann Lee", "aut", "0000-0002-1825-0097", "River Institute", "Lee, Ann"),
        Person("Bo Ek"),
        Person("Mo Holm", "trl"),
        Person("Di Moss", "pht"),
    ),
    publisher="Valley House",
    published="2026-05-04",
    lang="en",
    keywords=("water", "oak"),
    rights="© 2026 Valley House",
    identifiers=(
        Identifier("9783161484100", "isbn", "epub"),
        Identifier("9780306406157", "isbn", "pdf"),
        Identifier("9780306406157", "isbn", "print"),
        Identifier("10.1000/182", "doi"),
    ),
    subjects=(Subject("WNX", "Thema"), Subject("NAT000000", "BISAC", "Nature / General")),
    series="Rivers",
    number="3",
    imprint="Oak Books",
    place="Leeds",
    edition="Second edition",
    licence="https://creativecommons.org/licenses/by-sa/4.0/",
)
TOML = """
title = "The weir"
subtitle = "A river and its oak"
translator = "Mo Holm"
date = 2026-05-04
publisher = "Valley House"
imprint = "Oak Books"
place = "Leeds"
edition = "Second edition"
doi = "10.1000/182"
licence = "https://creativecommons.org/licenses/by-sa/4.0/"
rights = "© 2026 Valley House"
keywords = ["water", "oak"]
thema = "WNX"
bisac = [{ code = "NAT000000", name = "Nature / General" }]
[[author]]
name = "Ann Lee"
sort = "Lee, Ann"
orcid = "0000-0002-1825-0097"
affiliation = [{ name = "River Institute" }]
[[author]]
name = "Bo Ek"
[series]
title = "Rivers"
position = "3"
[isbn]
epub = "9783161484100"
pdf = "9780306406157"
print = "9780306406157"
"""
YAML = """---
title: The weir
subtitle: A river and its oak
author:
- given: Ann
  family: Lee
  orcid: 0000-0002-1825-0097
  affiliation: River Institute
- Bo Ek
translator: Mo Holm
date: 2026-05-04
publisher: Valley House
imprint: Oak Books
publisher-place: Leeds
edition: Second edition
belongs-to-collection: Rivers
group-position: 3
isbn-epub: 978-3-16-148410-0
isbn-pdf: 978-0-306-40615-7
isbn-print: 978-0-306-40615-7
identifier:
- scheme: DOI
  text: 10.1000/182
license: CC-BY-SA-4.0
copyright: © 2026 Valley House
tags: [water, oak]
subjects:
- {authority: Thema, term: WNX}
- {authority: BISAC, term: NAT000000, text: Nature / General}
---
"""


def read_with(**words: Any) -> exporter.Article:
    return exporter.open_article(ARTICLE, name="weir.md", **words)


def test_a_program_says_it_by_the_names_of_pandoc() -> None:
    article = read_with(metadata=SAID)
    assert article.document.metadata == MEANT
    assert not [item for item in article.findings if item.rule.startswith("META")]


@pytest.mark.parametrize(("name", "text"), [("m.toml", TOML), ("m.yaml", YAML)])
def test_a_file_says_the_same(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    article = read_with(metadata_file=tmp_path / name)
    assert article.document.metadata == MEANT
    assert not [item for item in article.findings if item.rule.startswith("META")]


def test_the_command_line_wins_over_a_file_and_a_file_over_the_article(tmp_path: Path) -> None:
    (tmp_path / "weir.md").write_bytes(ARTICLE)
    (tmp_path / "m.json").write_text('{"publisher": "Valley", "isbn": "9783161484100", "author": "Ann Lee"}')
    command = [sys.executable, "-m", "exporter", "convert", "weir.md", "--to", "json", "-o", "-", "--metadata-file"]
    command += ["m.json", "--metadata", "publisher=Oak", "--meta", "author=Bo Ek", "--metadata", "author=Mo Holm"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)})
    assert ran.returncode == 0, ran.stderr
    made = Document.from_json(ran.stdout).metadata
    assert made.publisher == "Oak"
    assert made.authors == (Person("Bo Ek"), Person("Mo Holm"), Person("Di Moss", "pht"))
    assert made.identifiers == (Identifier("9783161484100", "isbn"),)


def test_the_settings_of_a_folder_name_a_file_for_all(tmp_path: Path) -> None:
    (tmp_path / "weir.md").write_bytes(ARTICLE)
    (tmp_path / "house.toml").write_text('publisher = "Valley House"\n')
    (tmp_path / "exporter.toml").write_text('metadata-file = "house.toml"\n')
    command = [sys.executable, "-m", "exporter", "convert", "weir.md", "--to", "json", "-o", "-"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)})
    assert ran.returncode == 0, ran.stderr
    assert Document.from_json(ran.stdout).metadata.publisher == "Valley House"


@pytest.mark.parametrize(
    ("said", "rule", "words"),
    [
        ({"isbn": "978-3-16-148410-1"}, "META003", "its check digit is 1, by the others it would be 0"),
        ({"isbn-epub": "12345"}, "META003", "an ISBN has 13 digits"),
        ({"author": {"name": "Ann Lee", "orcid": "0000-0002-1825-0098"}}, "META003", "it would be 7"),
        ({"series": {"name": "R", "issn": "2049-3631"}}, "META003", "it would be 0"),
        ({"date": "5/4/2026"}, "META002", "is not one day"),
        ({"licence": "all rights reserved"}, "META002", "is not an address"),
        ({"doi": "weir"}, "META002", "a DOI begins with 10."),
        ({"subject": "bisac:Nature"}, "META002", "does not have the form of a code of BISAC"),
        ({"author": {"name": "Ann Lee", "role": "genius"}}, "META002", "is not a MARC relator code"),
        ({"isbn": ["x"]}, "", "give the number as a string"),
    ],
)
def test_what_cannot_be_right_is_a_finding_and_in_no_file(said: dict[str, Any], rule: str, words: str) -> None:
    if not rule:
        with pytest.raises(exporter.UsageError, match=words):
            read_with(metadata=said)
        return
    article = read_with(metadata=said)
    (found,) = [item for item in article.findings if item.rule.startswith("META")]
    assert (found.rule, words in found.message) == (rule, True), found.message
    made = article.document.metadata
    assert (made.identifiers, made.licence, made.subjects) == ((), "", ())
    assert not any(person.orcid for person in made.authors)


def test_what_a_file_says_wrongly_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("title: The weir\npubisher: Valley\nisbn: 978-3-16-148410-1\n")
    found = [item for item in read_with(metadata_file=path).findings if item.rule.startswith("META")]
    assert [(item.rule, item.file, item.pos and item.pos.line) for item in found] == [
        ("META001", str(path), 2),
        ("META003", str(path), 3),
    ]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("m.toml", b"title = ", "is not TOML"),
        ("m.json", b"{,}", "is not JSON"),
        ("m.yaml", b"a: &x 1\nb: *x\n", "uses YAML aliases"),
        ("m.yaml", b"- 1\n", "is not a table of names and values"),
        ("m.yaml", b"\xff\xfe", "is not UTF-8"),
        ("m.json", b" " * 1_000_001, "is larger than"),
        ("m.ini", b"", "its name must end in"),
        ("", b"", "its name must end in"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    if name:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(exporter.ExporterError, match=message) as caught:
        read_with(metadata_file=tmp_path / name)
    assert "\n" not in str(caught.value)
    with pytest.raises(exporter.InputError, match="cannot be read"):
        read_with(metadata_file=tmp_path / "none.toml")


def test_a_name_that_does_not_exist_is_an_error_of_whoever_typed_it() -> None:
    with pytest.raises(exporter.UsageError, match="“pubisher” is not a field; choose one of title, "):
        read_with(metadata={"pubisher": "Valley"})
    with pytest.raises(exporter.UsageError, match=r"isbn-hardback.* is not a field"):
        read_with(metadata={"isbn-hardback": "9783161484100"})


def test_numbers_are_brought_to_their_one_form() -> None:
    assert numbers.isbn("ISBN 0-8044-2957-X".replace("ISBN ", "isbn:")) == "9780804429573"
    assert numbers.issn("2049363x".replace("3x", "30")) == "2049-3630"
    assert numbers.orcid("0000-0001-5109-3700") == "0000-0001-5109-3700"
    assert numbers.orcid("0000000218250097") == "0000-0002-1825-0097"
    for wrong in ("0-8044-2957-1", "9791234567890", "977-3-16-148410-0"):
        with pytest.raises(numbers.Wrong):
            numbers.isbn(wrong)


BORNE = {
    "epub": {"identifier": "urn:isbn:9783161484100", "imprint": "Oak Books", "place": "Leeds"},
    "pdf": {"imprint": "Oak Books", "place": "Leeds", "subtitle": "A river and its oak"},
    "docx": {"identifier": "", "subtitle": "A river and its oak", "imprint": "Oak Books", "place": "Leeds"},
}
"""Format → fields that it bears beside those of all, and how."""


@pytest.mark.parametrize("format", BORNE)
def test_every_file_bears_it_and_nothing_is_lost(format: str) -> None:
    made = exporter.render(read_with(metadata=SAID), format, prove=True)
    assert made.proof is not None
    assert [loss for loss in made.proof.losses if loss.kind == "metadata"] == []
    found = open_file(made.data, f"made.{format}").metadata
    assert [(person.name, person.role) for person in found.authors] == [
        (person.name, person.role) for person in MEANT.authors
    ]
    assert (found.series, found.number, found.edition) == ("Rivers", "3", "Second edition")
    assert (found.publisher, found.rights, found.licence) == (MEANT.publisher, MEANT.rights, MEANT.licence)
    assert found.isbn(format) == MEANT.isbn(format)
    assert Identifier("10.1000/182", "doi") in found.identifiers
    assert [(person.orcid, person.affiliation) for person in found.authors[:2]] == [
        ("0000-0002-1825-0097", "River Institute"),
        ("", ""),
    ]
    assert found.own_isbn("print") == MEANT.own_isbn("print") == "9780306406157"
    for name, value in BORNE[format].items():
        assert getattr(found, name) == value, name


def test_a_package_refines_what_it_says() -> None:
    made = exporter.render(read_with(metadata=SAID), "epub")
    opf = etree.fromstring(zipfile.ZipFile(io.BytesIO(made.data)).read("EPUB/content.opf"))
    said = {
        (meta.get("refines"), meta.get("property")): (meta.text, meta.get("scheme")) for meta in opf.iter("{*}meta")
    }
    assert said["#id", "identifier-type"] == ("15", "onix:codelist5")
    assert said["#person-1", "file-as"] == ("Lee, Ann", None)
    assert said["#person-1", "schema:identifier"] == ("https://orcid.org/0000-0002-1825-0097", None)
    assert said["#person-3", "role"] == ("trl", "marc:relators")
    assert said[None, "belongs-to-collection"] == ("Rivers", None)
    assert said["#series", "collection-type"] == ("series", None)
    assert said["#series", "group-position"] == ("3", None)
    assert said["#subject-1", "authority"] == ("Thema", None)
    assert said["#subject-1", "term"] == ("WNX", None)
    assert said["#subtitle", "title-type"] == ("subtitle", None)


def test_a_file_that_lost_its_isbn_or_series_is_noticed() -> None:
    without = exporter.render(read_with(metadata={"title": "The weir", "author": ["Ann Lee", "Bo Ek"]}), "pdf")
    (compared,) = exporter.parity(ARTICLE, [without.data], name="weir.md", metadata=SAID)
    told = [loss.message for loss in compared.losses if loss.kind == "metadata"]
    assert any("the ISBN in the file's metadata is not said" in message for message in told)
    assert any("the series in the file's metadata is not said" in message for message in told)


def test_the_json_form_gives_it_back() -> None:
    document = read_with(metadata=SAID).document
    assert Document.from_json(document.to_json()) == document


FRONT = """---
title: The weir
lang: en
author:
- {name: Ann Lee, orcid: 0000-0002-1825-0097, email: ann@example.org}
illustrator: Bo Ek
isbn: {epub: 978-3-16-148410-0, pdf: 978-0-306-40615-8}
series: {name: Rivers, number: 3}
license: CC BY 4.0
identifier: {scheme: DOI, text: 10.1000/182}
layout: post
---

The weir was built of oak.
"""


def test_front_matter_takes_the_same_names() -> None:
    article = exporter.open_article(FRONT.encode(), name="weir.md")
    made = article.document.metadata
    assert made.authors == (Person("Ann Lee", "aut", "0000-0002-1825-0097"), Person("Bo Ek", "ill"))
    assert made.identifiers == (Identifier("9783161484100", "isbn", "epub"), Identifier("10.1000/182", "doi"))
    assert (made.series, made.number) == ("Rivers", "3")
    assert made.licence == "https://creativecommons.org/licenses/by/4.0/"
    found = [(item.rule, item.pos and item.pos.line) for item in article.findings]
    assert found == [("META003", 7), ("MD002", 11)], [item.message for item in article.findings]


@pytest.mark.parametrize("format", BORNE)
def test_an_imprint_without_a_publisher_is_no_publisher(format: str) -> None:
    made = exporter.render(read_with(metadata={"imprint": "Oak Books", "place": "Leeds"}), format)
    found = open_file(made.data, f"made.{format}").metadata
    assert (found.publisher, found.imprint, found.place) == ("", "Oak Books", "Leeds")


@pytest.mark.parametrize("format", BORNE)
def test_a_name_with_a_semicolon_is_one_person(format: str) -> None:
    people = {
        "author": [
            {"name": "Lee; Ann", "orcid": "0000-0002-1825-0097", "affiliation": "Weirs; Locks"},
            {"name": "Bo Ek", "affiliation": "Oaks: a Trust"},
        ],
        "translator": "Holm; Mo",
    }
    made = exporter.render(exporter.open_article(b"# The weir\n\nWords.\n", name="w.md", metadata=people), format)
    found = open_file(made.data, f"made.{format}").metadata.authors
    assert [(one.name, one.role) for one in found] == [
        ("Lee; Ann", "aut"),
        ("Bo Ek", "aut"),
        ("Holm; Mo", "trl"),
    ]
    assert [one.affiliation for one in found] == ["Weirs; Locks", "Oaks: a Trust", ""]
    assert found[0].orcid == "0000-0002-1825-0097"


def test_people_of_a_file_whose_author_was_edited_in_word_are_those_that_word_shows() -> None:
    article = exporter.open_article(b"# The weir\n\nWords.\n", name="w.md", metadata={"author": "Lee; Ann"})
    made = exporter.render(article, "docx").data
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(b"Lee; Ann", b"Bo Ek") if name == "docProps/core.xml" else data)
    found = open_file(changed.getvalue(), "made.docx").metadata.authors
    assert [one.name for one in found] == ["Bo Ek"]


HARD = "a\x01b\ud800c"
"""Characters that XML cannot hold."""


@pytest.mark.parametrize("format", BORNE)
def test_what_xml_cannot_hold_is_in_no_file(format: str) -> None:
    said = {
        **dict.fromkeys(("series", "edition", "imprint", "place", "rights", "publisher"), HARD),
        "author": {"name": HARD, "affiliation": HARD, "sort": HARD},
        "identifier": {"scheme": HARD, "text": HARD},
        "subject": {"scheme": HARD, "code": HARD, "name": HARD},
        "doi": f"10.1000/{HARD}",
        "licence": f"https://example.org/{HARD}",
    }
    made = exporter.render(read_with(metadata=said), format)
    assert open_file(made.data, f"made.{format}").metadata.series.startswith("a")


def test_a_table_in_a_table_of_isbns_is_refused() -> None:
    with pytest.raises(exporter.UsageError, match=r"isbn\.epub: give the number as a string"):
        read_with(metadata={"isbn": {"epub": {"epub": "9783161484100"}}})


@pytest.mark.slow
def test_the_page_on_metadata_leads_to_published_files(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "metadata.md").read_text(encoding="utf-8")
    (toml,) = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "weir.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "weir.md").write_text("# The weir\n\nThe weir was built of oak.\n", encoding="utf-8")
    commands = re.findall(r"^    exporter (convert .*)$", page, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        words = [sys.executable, "-m", "exporter", *shlex.split(command)]
        ran = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)})
        assert ran.returncode == 0, ran.stderr
    assert {path.suffix for path in tmp_path.iterdir()} == {".md", ".toml", ".epub", ".pdf", ".docx", ".xml"}
    found = open_file((tmp_path / "weir.epub").read_bytes(), "weir.epub").metadata
    assert (found.isbn("epub"), found.place, found.series) == ("9783161484100", "Leeds", "Rivers")
    assert (found.authors[0].name, found.authors[0].orcid) == ("Ann Lee", "0000-0002-1825-0097")
