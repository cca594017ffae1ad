"""Options: every one of the command line is one of the library and the reverse; a wrong one is told, twice."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter.batch import door
from exporter.batch.public import FUNCTIONS
from exporter.cli.commands import COMMANDS, function_of
from exporter.cli.limits import bounded
from exporter.run.options import keywords
from exporter.writers import WriteOptions
from tests.conftest import ROOT

LIBRARY: dict[str, tuple[Callable[..., Any], ...]] = {
    "convert": (exporter.convert, exporter.split),
    "bind": (exporter.bind,),
    "read": (exporter.explain, exporter.open_article, exporter.read),
    "check": (exporter.check, exporter.explain_metadata),
    "decide": (exporter.decide,),
    "explain": (exporter.rule,),
    "fix": (exporter.fix,),
    "parity": (exporter.parity,),
    "speak": (exporter.transcript, exporter.browse, exporter.difference),
    "report": (exporter.report,),
    "show": (exporter.outline,),
}
"""Command → the functions of the library that do the same."""

CALLED = {
    "from_format": "format",
    "style": "styles",
    "lexicon": "lexicons",
    "limit": "limits",
    "meta": "metadata",
    "article": "source",
    "articles": "source",
    "file": "source",
    "diff": "other",
    "browse": "kind",
    "rules": "name",
}
"""Parameter of a command → what the library calls it."""

PRINTED = {"quiet", "debug", "fail_on", "output_format"}
"""How results are printed and turned into an exit code. A function returns the result, and raises."""

ELSEWHERE = {
    ("convert", "split"): "the function split",
    ("convert", "jobs"): "Pool(workers)",
    ("convert", "verbose"): "the result has the engine (Written.engine)",
    ("bind", "init"): "exporter.publication.init.sheet_of",
    ("bind", "verbose"): "the result has the engine (Written.engine)",
    ("check", "explain_metadata"): "the function explain_metadata",
    ("check", "onix"): "part of what explain_metadata gives",
    ("check", "files"): "check is called for each",
    ("show", "files"): "outline is called for each",
    ("speak", "unseen"): "check has a finding for each (PDF123, EPUB110, DOCX127, HTML103)",
    ("read", "explain"): "the reasons are in the result",
    ("decide", "output"): "the result has the text",
    ("fix", "output"): "the result has the bytes",
    ("fix", "show_only"): "nothing is written; exporter.run.fix.diff shows what would be",
    ("report", "output"): "the result has the text",
}
"""Options of a command that a function needs no keyword for, and what there is instead."""

ONLY_HERE = {
    "name": "a file's own name",
    "resources": "files in the article's folder, or in --root",
    "on_event": "what is printed",
    "word_styles": "[word.styles] of the settings",
    "blocks": "[cms.blocks] of the settings",
    "timestamp": "SOURCE_DATE_EPOCH",
    "book": "[book] of the publication's file",
    "source": "the argument",
    "form": "--format of report",
    "level": "--split heading:2",
    "one": "the argument",
    "document": "the argument",
}
"""Keywords that no option of the command line is, and what the command line has instead."""


def options_of(command: Callable[..., None]) -> set[str]:
    return {CALLED.get(name, name) for name in inspect.signature(bounded(command)).parameters}


def keywords_of(function: Callable[..., Any]) -> set[str]:
    public = FUNCTIONS.get(function.__name__)
    if public is None:
        return set(inspect.signature(function).parameters)
    return {*public.own, *keywords(public.keywords)}


@pytest.mark.parametrize("command", [*map(function_of, COMMANDS)], ids=COMMANDS)
def test_every_option_of_a_command_is_one_of_the_library(command: Callable[..., None]) -> None:
    known = set().union(*(keywords_of(function) for function in LIBRARY[command.__name__]))
    elsewhere = {name for place, name in ELSEWHERE if place == command.__name__}
    own = options_of(command) - PRINTED
    if command.__name__ == "explain":
        own -= {"limits"}  # nothing of anybody's is read
    assert own - known - {CALLED.get(name, name) for name in elsewhere} == set()
    assert {CALLED.get(name, name) for name in elsewhere} - own == set(), "these are not options of the command"


@pytest.mark.parametrize("command", [*map(function_of, COMMANDS)], ids=COMMANDS)
def test_every_keyword_of_the_library_is_an_option_of_a_command(command: Callable[..., None]) -> None:
    for function in LIBRARY[command.__name__]:
        assert keywords_of(function) - options_of(command) - set(ONLY_HERE) == set(), function.__name__


def test_every_command_and_every_public_function_is_looked_at() -> None:
    assert set(COMMANDS) == set(LIBRARY)
    told = {function.__name__ for functions in LIBRARY.values() for function in functions}
    public = {name for name in exporter.__all__ if inspect.isfunction(getattr(exporter, name))}
    assert public - told - {"rule"} == {"render", "write", "prove"}, "which are parts of convert"
    assert set(FUNCTIONS) == public - {"rule", "write"}


def test_what_render_takes_is_what_convert_takes() -> None:
    assert set(keywords(exporter.RenderKeywords)) <= set(keywords(exporter.ConvertKeywords))
    known = {item.name for item in WriteOptions.__dataclass_fields__.values()} - {"limits", "pages", "attachment"}
    assert known <= set(keywords(exporter.WriteKeywords))


def test_every_public_name_is_there_and_has_a_docstring() -> None:
    for name in exporter.__all__:
        assert getattr(exporter, name).__doc__, name
    assert set(exporter.__all__) <= set(dir(exporter))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = exporter.nothing  # type: ignore[attr-defined]


SOURCE = b"---\nlang: en\n---\n# T\n\nWords.\n"
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"colour": "red"}, "colour: unknown option; choose one of "),
    ({"page": "a5"}, "page: 'a5' is not valid; give one of a4, letter"),
    ({"page": None}, "page: None is not valid"),
    ({"styles": 3}, "styles: 3 is not valid; give a string or a path or a list"),
    ({"styles": "none.css"}, "none.css: there is no such file"),
    ({"picture_dpi": True}, "picture_dpi: True is not valid; give a whole number"),
    ({"lang": 7}, "lang: 7 is not valid; give a string"),
    ({"keep_all": "no"}, "keep_all: 'no' is not valid; give True or False"),
    ({"limits": {"pagez": 1}}, "unknown limit"),
    ({"limits": {"pages": 0}}, "give a whole number above 0"),
    ({"limits": 5}, "limits: 5 is not valid"),
    ({"resources": ["a.png"]}, "resources: "),
    ({"metadata": "T"}, "metadata: 'T' is not valid"),
    ({"require": ["pdf/ua-9"]}, "unknown standard"),
    ({"on_event": 1}, "on_event: 1 is not valid"),
    ({"revisions": "keep"}, "revisions: 'keep' is not valid"),
    ({"root": "/nowhere/at/all"}, "there is no such folder"),
    ({"prove": 1}, "prove: 1 is not valid"),
]


@pytest.mark.parametrize(("options", "message"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_option_is_a_usage_error(options: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(exporter.UsageError) as caught:
        exporter.convert(SOURCE, "pdf", name="t.md", out_dir=tmp_path, **options)
    assert message in str(caught.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_no_function_takes_an_option_that_does_not_exist(name: str) -> None:
    arguments = {"browse": ("links",), "difference": (SOURCE,), "parity": ([],), "prove": ({"pdf": b""},)}.get(name, ())
    with pytest.raises(exporter.UsageError, match="colour: unknown option"):
        getattr(door, name)(SOURCE, *arguments, colour="red")


def test_limits_are_applied_in_reading_and_in_writing(tmp_path: Path) -> None:
    with pytest.raises(exporter.InputError, match="article_bytes"):
        exporter.convert(SOURCE, "epub", name="t.md", out_dir=tmp_path, limits=exporter.Limits(article_bytes=10))
    long = SOURCE + b"A paragraph of some words, and more of them.\n\n" * 60
    with pytest.raises(exporter.ExporterError, match="pages"):
        exporter.convert(long, "pdf", name="t.md", out_dir=tmp_path, limits={"pages": 1})
    with pytest.raises(exporter.ExporterError, match="pages"):
        exporter.read(long, name="t.md").render("pdf", limits={"pages": 1})


def test_options_can_be_an_object_too(tmp_path: Path) -> None:
    document = exporter.read(SOURCE, name="t.md")
    letter = document.render("pdf", exporter.WriteOptions(page="letter"))
    assert letter.data == document.render("pdf", page="letter").data != document.render("pdf").data
    with pytest.raises(exporter.UsageError, match="page"):
        document.render("pdf", exporter.WriteOptions(page="a5"))  # type: ignore[arg-type]
    with pytest.raises(exporter.UsageError, match="WriteOptions was expected"):
        document.render("pdf", {"page": "letter"})  # type: ignore[arg-type]


TYPED = """
import exporter
document = exporter.read("a.md", lang="en")
exporter.read("a.md", colour="red")  # 1
exporter.convert("a.md", page="a5")  # 2
document.render("epub", colour="red")  # 3
document.write("a.epub", attach_source="yes")  # 4
exporter.Pool().submit(exporter.convert, "a.md", colour="red")  # 5
exporter.Pool(1).submit(exporter.render, document, "pdf", page="letter").result().files
made: exporter.Rendering = exporter.convert(b"...", ["pdf"], name="a.md", prove=True, limits={"pages": 10})
claims: tuple[str, ...] = made["pdf"].claims
losses: tuple[exporter.Loss, ...] = exporter.prove(document, made).losses
"""


@pytest.mark.slow
def test_a_wrong_option_is_a_type_error(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text(TYPED, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"), "use.py"]
    around = {**os.environ, "MYPYPATH": str(ROOT)}
    done = subprocess.run(command, env=around, cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False)
    found = {int(line.split(":")[1]) for line in done.stdout.splitlines() if "error:" in line}
    wrong = {number for number, line in enumerate(TYPED.split("\n"), 1) if "  # " in line}
    assert found == wrong, done.stdout
