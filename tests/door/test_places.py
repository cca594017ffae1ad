"""An error says for programs too where in the input it is: a line, line:column, or the part of a package."""

from __future__ import annotations

import io
import zipfile

import pytest

import exporter
from exporter.errors import InputError, UsageError

BROKEN: list[tuple[str, bytes, str]] = [
    ("a.json", b'{"a": 1,\n "b": }', "2:7"),
    ("a.xml", b"<nitf>\n<body>\n</nitf>", "3:8"),
    ("a.md", b"---\nlang: en\ntitle: [a\n---\n\nText.\n", "3"),
    ("a.md", b'+++\ntitle = "a"\nlang =\nx = 1\n+++\n\nText.\n', "3"),
]


@pytest.mark.parametrize(("name", "data", "place"), BROKEN)
def test_the_place_is_a_line_and_column(name: str, data: bytes, place: str) -> None:
    with pytest.raises(InputError) as caught:
        exporter.open_article(data, name=name, format="ninjs" if name == "a.json" else "")
    assert (caught.value.name, caught.value.place) == (name, place)
    assert str(caught.value).startswith(f"{name}:{place}: ")


def test_the_place_in_a_package_is_its_part() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        archive.writestr("word/document.xml", "<w:document")
    with pytest.raises(InputError) as caught:
        exporter.open_article(made.getvalue(), name="a.docx")
    assert caught.value.name == "a.docx"
    assert caught.value.place == "word/document.xml"


def test_hints_and_sheets_say_their_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_text("A vote\n\nThe council voted.\n", encoding="utf-8")
    (tmp_path / "h").write_text("# a comment\nnothing of the kind\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        exporter.open_article(tmp_path / "a.txt", hints=str(tmp_path / "h"))
    assert caught.value.place == "2"
    (tmp_path / "s.css").write_text("p { color: red }\np { width: 1e9px }\n", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        exporter.render(tmp_path / "a.txt", "pdf", styles=(tmp_path / "s.css",))
    assert refused.value.place == "2"


def test_an_error_about_the_whole_has_no_place() -> None:
    with pytest.raises(InputError) as caught:
        exporter.open_article(b"\0\1\2\3" * 50, name="a.txt")
    assert caught.value.place == ""
