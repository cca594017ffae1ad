"""Messages that blame the right thing: style sheets, settings and XML that no parser or layout can follow.

Each ends in one line that names the file, and the line where there is one; none is called a fault of exporter's.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import exporter
from exporter.bounds.gate import Limits
from exporter.bounds.safe_xml import parse_xml
from exporter.bounds.style_sheets import read_sheet
from exporter.cli.settings import find_settings
from exporter.errors import InputError, UsageError, WriterError
from exporter.model import Document, Metadata, Paragraph, Text
from exporter.writers import WriteOptions, writer

SHEETS = {
    "brackets": ("a{}\np{color:" + "(" * 5000, r"s\.css:2: its nesting of brackets passes the limit of 32"),
    "blocks": ("a{" * 50_000, r"s\.css:1: its nesting of brackets"),
    "functions": (":is(" * 5000 + "p" + ")" * 5000 + "{}", r"s\.css:1: its nesting of brackets"),
    "descendants": ("p{}\n" + "* " * 3000 + "{color:red}", r"s\.css:1: a selector names more than 200 elements"),
    "children": ("a>" * 3000 + "a{color:red}", r"s\.css:1: a selector names more than 200 elements in a row"),
    "a length": ("p{}\n\np{font-size:1e9px}", r"s\.css:3: “1e9px” is larger than 1,000,000"),
    "a length without end": ("p{margin:-" + "9" * 400 + "em}", r"s\.css:1: “-9+…” is larger"),
}  # fmt: skip


def sheet(tmp_path: Path, text: str) -> Path:
    (tmp_path / "s.css").write_text(text, encoding="utf-8")
    return tmp_path / "s.css"


@pytest.mark.parametrize("case", SHEETS)
@pytest.mark.parametrize("to", ["pdf", "epub"])
def test_a_sheet_that_cannot_be_followed_is_blamed_itself(case: str, to: str, tmp_path: Path) -> None:
    text, message = SHEETS[case]
    (tmp_path / "a.md").write_text("# The weir\n\nWords.\n")
    with pytest.raises(UsageError, match=message):
        exporter.convert(tmp_path / "a.md", to=to, styles=sheet(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "p { color: #1e9f00; background: url(data:font/woff;base64,1e9a1e9b/1e9c) }",
        "@font-face { unicode-range: U+1E900-1E9FF, U+1E9F }",
        "p { z-index: 2147483647; margin: -9999px; content: '((((((((((((((((((((((((((((((((((((((((((((' }",
        "/* " + "{" * 100 + " 1e9px */ a" + ", a b" * 1000 + " { color: red }",
        "a\\{ { color: red } .\\31 e9px { color: red }",
    ],
)
def test_what_only_looks_large_or_deep_is_taken(text: str, tmp_path: Path) -> None:
    assert read_sheet(sheet(tmp_path, text), Limits()) == text.encode()


def test_a_sheet_must_be_a_file_and_not_too_large(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.css")
    with pytest.raises(UsageError, match=r"pipe\.css: the style sheet cannot be read: is not a regular file"):
        read_sheet(tmp_path / "pipe.css", Limits())
    with pytest.raises(UsageError, match=r"none\.css: there is no such file"):
        read_sheet(tmp_path / "none.css", Limits())
    with pytest.raises(UsageError, match=r"s\.css: it passes the limit of 10 for style_bytes"):
        read_sheet(sheet(tmp_path, "p { color: red }"), Limits(style_bytes=10))


WORDS = Document(metadata=Metadata(title="A", lang="en"), title=(Text("A"),), blocks=(Paragraph((Text("Words."),)),))


def test_a_sheet_that_imports_itself_ends(tmp_path: Path) -> None:
    path = sheet(tmp_path, '@import "s.css"; @import "s.css"; p { color: #300 }')
    found = writer("pdf")(WORDS, WriteOptions.of(styles=(path,))).findings
    assert [(item.rule, item.message) for item in found] == [("CSS001", "“s.css” cannot be loaded")]


def test_an_imported_sheet_is_bounded_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "deep.css").write_text("a{" * 5000)
    path = sheet(tmp_path, '@import "deep.css"; p { color: #300 }')
    found = writer("pdf")(WORDS, WriteOptions.of(styles=(path,))).findings
    assert ("CSS001", "“deep.css” cannot be loaded") in [(item.rule, item.message) for item in found]


def test_a_layout_that_fails_with_a_sheet_names_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("exporter.writers.pdf.engines.weasy.layout.write", fails)
    path = sheet(tmp_path, "p { color: red }")
    with pytest.raises(WriterError, match=r"the layout failed \(ZeroDivisionError\); .* try without s\.css"):
        writer("pdf")(WORDS, WriteOptions(styles=(path,)))
    with pytest.raises(ZeroDivisionError):  # without one it is a fault, and shown as one
        writer("pdf")(WORDS, WriteOptions(engine="weasyprint"))


def test_a_sheet_with_what_is_no_css_goes_into_a_book(tmp_path: Path) -> None:
    path = sheet(tmp_path, "\ufffd\x00 ; @import 'x'; p { color: red; ] } }")
    assert writer("epub")(WORDS, WriteOptions(styles=(path,))).data


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"lang = " + b"[" * 100_000, "exporter.toml: cannot be read as TOML: its brackets nest too deeply"),
        (b"lang = \xff", "exporter.toml: is not UTF-8; save it as UTF-8"),
        (b"#" * (1024 * 1024 + 1), "exporter.toml: is larger than 1,048,576 bytes; make the settings file smaller"),
        (b"lang = ", "exporter.toml: is not TOML: "),
    ],
)
def test_settings_that_cannot_be_read_are_blamed_themselves(text: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "exporter.toml").write_bytes(text)
    with pytest.raises(UsageError, match=message.replace(".", r"\.")):
        find_settings(tmp_path)
    (tmp_path / "exporter.toml").rename(tmp_path / "pyproject.toml")  # which is some other tool's then
    assert find_settings(tmp_path) == {}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<a>" * 5000 + b"</a>" * 5000, "the part nests elements too deeply to be read"),
        (b"<a>" + b"x" * 11_000_000 + b"</a>", "the part has a text, a name or an attribute too long to be read"),
        (b"<a><b></a>", "the part is not well-formed XML: Opening and ending tag mismatch: b line 1 and a"),
    ],
)
def test_xml_is_not_answered_with_advice_for_programmers(data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        parse_xml(data, "the part")
    assert "HUGE" not in str(caught.value)


def test_a_deep_nitf_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.nitf").write_bytes(b"<nitf><body>" + b"<p>" * 5000 + b"</p>" * 5000 + b"</body></nitf>")
    with pytest.raises(InputError, match=r"a\.nitf:1:\d+: nests elements too deeply to be read; correct it"):
        exporter.read(tmp_path / "a.nitf")
