"""docs/publications.md: what it shows is what happens; and the JSON form of publications, by its schema."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import exporter
from exporter.errors import InputError
from exporter.model import Image, Metadata, Publication, Section, Text, articles, plain_text
from exporter.model.json_form import schema
from exporter.publication.bind import open_publication
from exporter.publication.orders import plan_of
from exporter.publication.sheet import ARTICLE, BOOK, OWN, PART
from exporter.run.pipeline import ReadOptions
from tests.conftest import ROOT
from tests.publication.issues import issue
from tests.strategies import PICTURE

PAGE = (ROOT / "docs" / "publications.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.DOTALL | re.MULTILINE)[0]


def run(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *line.split()]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=600, check=False)


@pytest.mark.slow
def test_a_newsletter_from_a_feed_in_two_commands(tmp_path: Path) -> None:
    (tmp_path / "valley.xml").write_text(block("xml"), encoding="utf-8")
    commands = re.findall(r"^    (exporter bind .*)$", PAGE, flags=re.MULTILINE)
    assert commands == ["exporter bind --init valley.xml", "exporter bind publication.toml --prove"]
    first = run(commands[0], tmp_path)
    assert (first.returncode, first.stdout) == (0, "publication.toml\n"), first.stderr
    done = run(commands[1], tmp_path)
    assert done.returncode == 0, done.stderr
    assert "was read: yes; the files say all of it: yes; they claim only what holds: yes" in done.stdout
    made = exporter.read(tmp_path / f"{tmp_path.name}.epub")
    told = plain_text(made.blocks)
    assert told.index("The weir was opened") < told.index("Nine were for it")
    for form in ("pdf", "epub", "docx"):
        assert "quote by Mo Holm, clerk" in exporter.transcript(tmp_path / f"{tmp_path.name}.{form}").text


def test_the_file_on_the_page_is_one_that_can_be_read(tmp_path: Path) -> None:
    text = block("toml")
    (tmp_path / "publication.toml").write_text(text, encoding="utf-8")
    head = "---\ntitle: {}\nlang: en\n---\n\nWords.\n"
    for name in ("editorial.md", "imprint.md", "news/1.md", "guide/first.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(head.format(name), encoding="utf-8")
    (tmp_path / "guide" / "SUMMARY.md").write_text("- [First](first.md)\n", encoding="utf-8")
    (tmp_path / "harbour.html").write_text("<h1>Hafen</h1><p>Wörter.</p>", encoding="utf-8")
    (tmp_path / "valley.xml").write_text(block("xml"), encoding="utf-8")
    plan = plan_of(str(tmp_path), ReadOptions().limits)
    assert [article.called for article in plan.articles] == [
        "editorial.md",
        "news/1.md",
        "valley.xml#1",
        "valley.xml#2",
        "harbour.html",
        "guide/first.md",
    ]
    assert plan.book.start == "right"


def test_every_name_of_the_file_is_on_the_page() -> None:
    data = tomllib.loads(block("toml"))
    assert set(data["book"]) == set(BOOK)
    for name in {*OWN, *PART, *ARTICLE} - {"parts", "item"}:
        assert f"`{name}`" in PAGE or f"\n{name} = " in PAGE or f"[[{name}]]" in PAGE, name


def test_the_program_on_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    issue(tmp_path).rename(tmp_path / "publication.toml")
    monkeypatch.chdir(tmp_path)
    held: dict[str, object] = {"__name__": "page"}
    exec(compile(block("python"), "docs/publications.md", "exec"), held)
    assert str(held["epub"])[:4] == "b'PK"


def kept(folder: Path) -> Publication:
    return open_publication(str(issue(folder)), ReadOptions()).publication


def test_the_json_form_is_exact_and_keeps_to_its_schema(tmp_path: Path) -> None:
    publication = kept(tmp_path)
    text = publication.to_json()
    assert Publication.from_json(text) == publication
    published = json.loads((ROOT / "docs" / "reference" / "publication.schema.json").read_text(encoding="utf-8"))
    assert published == schema(Publication), "run: python tools/schema.py"
    import jsonschema

    jsonschema.validate(json.loads(text), published)


def test_a_publication_in_json_is_bound_like_the_one_that_was_read(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_text(kept(tmp_path / "issue").to_json(), encoding="utf-8")
    one = open_publication(str(tmp_path / "issue" / "issue.toml"), ReadOptions()).document
    two = open_publication(str(path), ReadOptions()).document
    assert (two.title, two.metadata) == (one.title, one.metadata)
    assert [item.section.title for item in articles(two)] == [item.section.title for item in articles(one)]
    assert plain_text(two.blocks) == plain_text(one.blocks)


def test_json_of_strangers_keeps_the_rules(tmp_path: Path) -> None:
    publication = kept(tmp_path / "issue")
    part = publication.parts[1]
    odd = replace(publication, metadata=replace(publication.metadata, title="A\u202eB", cover="x.png"))
    odd = replace(odd, parts=(replace(part, title=(Text("P"), Image("none.png"))),), resources=(PICTURE,))
    path = tmp_path / "odd.json"
    path.write_text(odd.to_json(), encoding="utf-8")
    document = open_publication(str(path), ReadOptions()).document
    assert document.metadata.cover == ""
    (held,) = (block for block in document.blocks if isinstance(block, Section))
    assert not any(isinstance(node, Image) for node in held.title)
    path.write_text('{"version": 2, "parts": [{"type": "chapter"}]}', encoding="utf-8")
    with pytest.raises(InputError, match=r"odd\.json: parts\[0\]\.type: one of entry, part was expected"):
        open_publication(str(path), ReadOptions())
    path.write_text(Publication(metadata=Metadata(title="T")).to_json(), encoding="utf-8")
    with pytest.raises(InputError, match="has no article"):
        open_publication(str(path), ReadOptions())
