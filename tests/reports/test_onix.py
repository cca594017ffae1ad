"""The ONIX message about the files of an article, and our own check of such messages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import exporter
from exporter.model import Document, Identifier, Metadata, Person, Text
from exporter.reports.onix import FORMS, File, message
from exporter.reports.onix.check import problems
from exporter.reports.onix.codes import languages
from tests.checks.rich import rich
from tests.conftest import ROOT
from tests.door.test_metadata import ARTICLE, SAID

NAMES = {"o": "http://ns.editeur.org/onix/3.0/reference"}


@pytest.fixture(scope="module")
def made() -> exporter.Rendering:
    """One article in three formats, and the message about them."""
    article = exporter.open_article(ARTICLE, name="weir.md", metadata=SAID)
    return exporter.render(article, ["onix", "pdf", "epub", "docx"])


def texts(root: Any, path: str) -> list[str]:
    return [found.text or "" for found in root.xpath(path, namespaces=NAMES)]


def products(data: bytes) -> dict[str, Any]:
    """Form of a file (list 175) → its product."""
    return {texts(one, ".//o:ProductFormDetail")[0]: one for one in etree.fromstring(data).iter("{*}Product")}


def test_each_file_is_a_product_of_its_own_form_and_number(made: exporter.Rendering) -> None:
    assert [item.format for item in made.files] == ["onix", "pdf", "epub", "docx"]
    found = products(made["onix"].data)
    assert set(found) == {"E107", "E101", "E104"}
    assert texts(found["E101"], "o:ProductIdentifier/*") == ["15", "9783161484100"]
    assert texts(found["E107"], "o:ProductIdentifier/*") == ["15", "9780306406157"]
    assert texts(found["E104"], "o:ProductIdentifier/*") == ["01", "Record", "10.1000/182.docx"]
    assert texts(found["E107"], ".//o:ProductFormDetail") == ["E107", "E108", "E201"]
    assert texts(found["E101"], ".//o:ExtentValue") == [str(len(made["epub"].data))]
    assert [item.rule for item in made.findings if item.rule.startswith("META")] == ["META004"]


def test_it_says_what_the_metadata_say(made: exporter.Rendering) -> None:
    one = products(made["onix"].data)["E101"]
    assert texts(one, ".//o:Contributor/o:ContributorRole") == ["A01", "A01", "B06", "A13"]
    assert texts(one, ".//o:NameIdentifier/*") == ["21", "0000000218250097"]
    assert texts(one, ".//o:Affiliation") == ["River Institute"]
    assert texts(one, ".//o:PersonNameInverted") == ["Lee, Ann"]
    assert texts(one, ".//o:Collection//o:TitleElement/*") == ["02", "3", "Rivers"]
    assert texts(one, "o:DescriptiveDetail/o:TitleDetail//o:TitleElement/*") == [
        "01",
        "The weir",
        "A river and its oak",
    ]
    assert texts(one, ".//o:EpubLicenseName") == ["CC BY-SA 4.0"]
    assert texts(one, ".//o:Subject/o:SubjectCode") == ["WNX", "NAT000000"]
    assert texts(one, ".//o:ImprintName | .//o:PublisherName | .//o:CityOfPublication") == [
        "Oak Books",
        "Valley House",
        "Leeds",
    ]
    assert texts(one, ".//o:PublishingDate/o:Date") == ["20260504"]
    assert texts(one, ".//o:RelatedProduct/o:ProductRelationCode") == ["13", "06"]
    assert texts(one, ".//o:RelatedWork//*[not(*)]") == ["01", "06", "10.1000/182"]


def values(one: Any) -> list[str]:
    return texts(one, ".//o:ProductFormFeature/o:ProductFormFeatureValue")


def test_accessibility_is_that_of_the_file() -> None:
    document = rich()
    with_words = {"metadata": {"author": "Ann Writer", "date": "2026-05-04"}, "name": "r.json", "format": "json"}
    article = exporter.open_article(document.to_json().encode(), **with_words)
    made = exporter.render(article, ["pdf", "epub", "docx", "onix"])
    found = products(made["onix"].data)
    assert values(found["E107"]) == ["05", "13", "14", "22", "29", "52"]
    assert values(found["E104"]) == ["13", "14", "22", "29", "36", "52"]
    assert {"00", "13", "14", "17", "22", "29", "30", "36", "52"} <= set(values(found["E101"]))
    assert texts(found["E101"], ".//o:ProductContentType") == ["07"]
    bare = document.to_json().replace('"alt": "A red square"', '"alt": null')
    assert bare != document.to_json()
    undescribed = exporter.render(exporter.open_article(bare.encode(), **with_words), ["pdf", "docx", "onix"])
    found = products(undescribed["onix"].data)
    assert values(found["E107"]) == []  # nothing is claimed, so nothing is said
    assert not {"14", "52"} & set(values(found["E104"]))


def test_one_isbn_for_two_files_is_a_finding() -> None:
    article = exporter.open_article(ARTICLE, name="w.md", metadata={"isbn": "9783161484100", "date": "2026-05-04"})
    made = exporter.render(article, ["docx", "html", "onix"])
    (found,) = [item for item in made.findings if item.rule == "META005"]
    assert "docx, html have the same ISBN, 9783161484100" in found.message


@pytest.mark.parametrize(
    ("said", "words"),
    [({"author": []}, "needs its sender"), ({"author": "Ann Lee"}, "needs a day")],
)
def test_what_onix_cannot_do_without_is_one_line(said: dict[str, Any], words: str) -> None:
    article = exporter.open_article(b"# The weir\n\nWords.\n", name="w.md", metadata=said)
    with pytest.raises(exporter.WriterError, match=f"the document: .*{words}"):
        exporter.render(article, ["html", "onix"])


def test_it_describes_other_files_only() -> None:
    with pytest.raises(exporter.UsageError, match="describes other files"):
        exporter.render(exporter.open_article(ARTICLE, name="w.md"), "onix")


@pytest.mark.slow
def test_the_command_writes_one_beside_the_files_of_each_article(tmp_path: Path) -> None:
    (tmp_path / "weir.md").write_bytes(ARTICLE)
    for name in ("lock", "mill"):
        (tmp_path / f"{name}.md").write_bytes(ARTICLE)
    articles = ["weir.md", "lock.md", "mill.md"]
    command = [sys.executable, "-m", "exporter", "convert", *articles, "--to", "docx,onix", "--prove", "--jobs", "2"]
    command += ["--metadata", "isbn-docx=978-3-16-148410-0"]
    env = {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1777890600"}
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=env)
    assert ran.returncode == 0, ran.stderr
    data = (tmp_path / "weir.onix.xml").read_bytes()
    assert problems(data) == []
    assert texts(etree.fromstring(data), ".//o:SentDateTime") == ["20260504T1030Z"]


# --- our own check --------------------------------------------------------------------------------------------------

WRONG = {
    "an element is missing": ("<ProductForm>ED</ProductForm>", "", "DescriptiveDetail: has"),
    "two change places": (
        "<ProductComposition>00</ProductComposition><ProductForm>ED</ProductForm>",
        "<ProductForm>ED</ProductForm><ProductComposition>00</ProductComposition>",
        "DescriptiveDetail: has",
    ),
    "an element of no list": ("<NotificationType>03<", "<NotificationType>77<", "not a code of list 1"),
    "a language of two letters": ("<LanguageCode>eng<", "<LanguageCode>en<", "en is not a code of list 74"),
    "a feature that is none": ("<ProductFormFeatureValue>13<", "<ProductFormFeatureValue>33<", "list 196"),
    "a wrong check digit": ("<IDValue>9783161484100<", "<IDValue>9783161484101<", "check digit"),
    "an ORCID with hyphens": ("<IDValue>0000000218250097<", "<IDValue>0000-0002-1825-0097<", "16 digits alone"),
    "a date of another format": ('dateformat="00"', 'dateformat="01"', "list 55"),
    "an empty element": ("<PublisherName>Valley House<", "<PublisherName><", "holds no text"),
    "an element that ONIX has not": ("<Imprint>", "<Imprint><Seal>x</Seal>", "Imprint: has"),
    "another release": ('release="3.0"', 'release="2.1"', "release 3.0"),
    "one record twice": ("<RecordReference>10.1000/182.pdf<", "<RecordReference>10.1000/182.epub<", "one product"),
}


def flat(data: bytes) -> str:
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(root).decode()


def test_a_right_message_has_no_problems(made: exporter.Rendering) -> None:
    assert problems(flat(made["onix"].data).encode()) == []


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_one_is_refused(what: str, made: exporter.Rendering) -> None:
    right, wrong, words = WRONG[what]
    broken = flat(made["onix"].data).replace(right, wrong)
    assert broken != flat(made["onix"].data)
    assert any(words in problem for problem in problems(broken.encode())), problems(broken.encode())


@pytest.mark.parametrize(
    ("tag", "code"),
    [("de-AT", "ger"), ("cy", "wel"), ("deu", "ger"), ("fil", "fil"), ("pt-BR", "por"), ("zh-Hant-TW", "chi")],
)
def test_languages_have_the_codes_of_list_74(tag: str, code: str) -> None:
    metadata = Metadata(title="T", lang=tag, authors=(Person("Ann Lee"),), published="2026")
    data, _ = message(Document(metadata=metadata, title=(Text("T"),)), [File("html", b"x")], 0)
    (language,) = etree.fromstring(data).iter("{*}Language")
    assert [made.text for made in language][1] == code
    assert languages()["en"] == "eng"


HARD = "a\x01\ud800 b"


def test_whatever_is_said_the_message_is_right() -> None:
    metadata = Metadata(
        title=HARD,
        lang="en",
        published="2026-05",
        authors=(Person(HARD, "zzz", "0000-0002-1825-0097", HARD, HARD), Person(" ")),
        **dict.fromkeys(("subtitle", "publisher", "imprint", "place", "edition", "series", "number", "licence"), HARD),
        keywords=(HARD, ""),
        identifiers=(Identifier(f"10.1/{HARD}", "doi"),),
    )
    data, _ = message(Document(metadata=metadata), [File(name, b"x") for name in FORMS if name in ("html", "brf")], 0)
    assert problems(data) == []
