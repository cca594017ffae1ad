"""Decoding: what bytes become, what is changed and said, what is refused."""

from __future__ import annotations

import time
import unicodedata

import pytest

from exporter.diagnostics import InputError
from exporter.model import Position
from exporter.read.decode import decode


def rules(data: bytes, name: str = "a.md") -> list[str]:
    return [found.rule for found in decode(name, data)[1]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_are_read_without_a_finding(encoding: str) -> None:
    assert decode("a.txt", "Zoë said “no”. שלום".encode(encoding)) == ("Zoë said “no”. שלום", ())


def test_line_ends_become_line_feeds() -> None:
    assert decode("a.txt", b"a\r\nb\rc\n")[0] == "a\nb\nc\n"


def test_text_is_in_normal_form_c() -> None:
    assert decode("a.txt", "Cafe\u0301".encode())[0] == "Café"


def test_windows_1252_is_read_and_reported() -> None:
    text, findings = decode("a.txt", "caf\u00e9 “x” – €".encode("cp1252"))
    assert text == "café “x” – €"
    assert [found.rule for found in findings] == ["IN002"]
    assert "line 1" in findings[0].message


def test_html_may_name_its_own_encoding() -> None:
    data = '<meta charset="windows-1251"><p>Привет'.encode("cp1251")
    assert "Привет" in decode("a.html", data)[0]
    assert rules(data, "a.html") == ["IN002"]


def test_html_may_not_name_an_encoding_of_python() -> None:
    assert "é" in decode("a.html", b'<meta charset="unicode_escape"><p>\\u0041 \xe9')[0]


def test_characters_no_xml_can_hold_are_replaced_and_placed() -> None:
    text, findings = decode("a.md", b"one\ntw\x01o \xef\xbf\xbe thr\x0cee")
    assert text == "one\ntwo \ufffd thr ee"
    assert [(found.rule, found.pos) for found in findings] == [
        ("IN001", Position(2, 3)),
        ("IN001", Position(2, 6)),
        ("IN001", Position(2, 11)),
    ]


def test_a_repeated_character_is_reported_once() -> None:
    assert rules(b"a\x01b" * 5 + b"word " * 100) == ["IN001"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a \u202eb", "a b"),
        ("a \u202eb\u202c c", "a \u202eb\u202c c"),
        ("a\u2067b\u202bc\u2069d", "a\u2067bc\u2069d"),
        ("a\u2069b\u202cc", "abc"),
        ("a\u2067b\u202cc\u2069", "a\u2067bc\u2069"),
        ("a\u202bb\n\nc\u202cd", "ab\n\ncd"),
        ("a\u202bb\nc\u202cd", "a\u202bb\nc\u202cd"),
    ],
)
def test_bidi_controls_without_partner_go(given: str, kept: str) -> None:
    text, findings = decode("a.txt", given.encode())
    assert text == kept
    assert len(findings) == len(given) - len(kept)
    assert {found.rule for found in findings} <= {"IN003"}


@pytest.mark.parametrize("data", [b"", b" \n\t ", "\u200b\u2060\ufeff".encode(), b"\xef\xbb\xbf"])
def test_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^a\.md: is empty"):
        decode("a.md", data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 text",
        b"\n%PDF-1.7 text",
        b"PK\x03\x04word/document.xml",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"{\\rtf1 text}",
        bytes(range(256)) * 8,
        "UTF-16 without its mark".encode("utf-16-le"),
    ],
)
def test_what_is_not_text_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^a\.html: is ") as refused:
        decode("a.html", data)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0316\u0301" * 100_000,
        "a" + "\u202b" * 100_000 + "\u2069" * 100_000,
        "\u2067\u202b" * 50_000 + "a" + "\u202c\u2069" * 50_000,
        "a\u202e\n\n" * 50_000,
        "a\x01 word word word word word word word word word word word\n" * 50_000,
    ],
)
def test_time_is_linear(text: str) -> None:
    begun = time.process_time()
    decode("a.txt", text.encode())
    assert time.process_time() - begun < 3


def test_short_stacks_of_marks_are_put_in_order() -> None:
    text = "q" + "\u0301\u0316" * 8
    assert decode("a.txt", text.encode())[0] == unicodedata.normalize("NFC", text)
