"""Decoding: what bytes become, what is changed and said, what is refused."""

from __future__ import annotations

import unicodedata

import pytest

from exporter.errors import InputError
from exporter.position import Position
from exporter.readers.input.decode import decode
from tests.work import in_proportion


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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_recognised_and_reported(encoding: str) -> None:
    given = "Zoë said “no”.\nThe ferry is late, and the harbour board knows it."
    text, findings = decode("a.txt", given.encode(encoding))
    assert text == given
    assert [(found.rule, found.pos) for found in findings] == [("IN002", Position(1, 1))]


def test_composing_letters_is_reported_with_its_place() -> None:
    _, findings = decode("a.txt", "one\ntwo cafe\u0301 and re\u0301sume\u0301".encode())
    assert [(found.rule, found.pos) for found in findings] == [("IN005", Position(2, 8))]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("fer\u200bry", "ferry"),
        ("fer\u200cry fer\u200dry", "ferry ferry"),
        ("ferry\u200e \u200fpier\u061c", "ferry pier"),
        ("fer\ufeffry \ufffcpier \u2060", "ferry pier "),
        ("ferry\U000e0068\U000e0069", "ferry"),
        ("https://a.example/\u200bferries", "https://a.example/\u200bferries"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("שלום\u200f (ferry)\u200e", "שלום\u200f (ferry)\u200e"),
        ("ภาษา\u200bไทย", "ภาษา\u200bไทย"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🚀 👩🏽\u200d❤\ufe0f\u200d👨", "👩\u200d🚀 👩🏽\u200d❤\ufe0f\u200d👨"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", None),
        ("10\u2060km", "10\u2060km"),
        ("Donau\u00addampf", "Donau\u00addampf"),
    ],
)
def test_invisible_characters_stay_only_where_they_mean_something(given: str, kept: str | None) -> None:
    text, findings = decode("a.txt", given.encode())
    assert text == (given if kept is None else kept)
    assert {found.rule for found in findings} == ({"IN008"} if text != given else set())


def test_an_invisible_character_is_reported_once_with_its_first_place_and_its_number() -> None:
    _, findings = decode("a.txt", "one\ntw\u200bo th\u200bree".encode())
    assert [(found.message, found.pos) for found in findings] == [
        ("zero width space (U+200B) removed (2 times)", Position(2, 3))
    ]


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
    ],
)
def test_what_is_not_text_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^a\.html: is ") as refused:
        decode("a.html", data)
    assert "\n" not in str(refused.value)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("a", "\u0316\u0301", ""),
        ("a" + "\u202b" * 25_000, "\u2069", ""),
        ("", "\u2067\u202b", "a" + "\u202c\u2069" * 25_000),
        ("", "a\u202e\n\n", ""),
        ("", "a\u200b", ""),
        ("", "ש\u200e", ""),
        ("", "a\u200b\n", ""),
        ("", "e\u0301\n", ""),
        ("", "a\x01 word word word word word word word word word word word\n", ""),
    ],
)
def test_time_is_linear(before: str, text: str, after: str) -> None:
    assert in_proportion(lambda size: decode("a.txt", (before + text * size + after).encode()), 25_000)


def test_short_stacks_of_marks_are_put_in_order() -> None:
    text = "q" + "\u0301\u0316" * 8
    assert decode("a.txt", text.encode())[0] == unicodedata.normalize("NFC", text)
