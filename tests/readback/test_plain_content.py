"""Content that is read by one expression says what qpdf's parser makes of it; all else is left to that parser."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exporter.readback.pdf.plain_content import plain_instructions
from exporter.readback.pdf.text import CMap, strings_in
from tests.conftest import tries


def by_qpdf(data: bytes) -> list[tuple[str, list[Any]]]:
    with pikepdf.new() as pdf:
        found = pikepdf.parse_content_stream(pikepdf.Stream(pdf, data))
        return [(str(one.operator), [plain(operand) for operand in list(one.operands)]) for one in found]


def plain(operand: Any) -> Any:
    match operand:
        case pikepdf.Name():
            return str(operand)
        case pikepdf.String():
            return bytes(operand)
        case pikepdf.Array():
            return [bytes(part) for part in list(operand) if isinstance(part, pikepdf.String)]
        case pikepdf.Dictionary():
            return {str(name): plain(value) for name, value in operand.items()}
        case dict():
            return operand
        case bytes() | list() | str():
            return operand
        case _:
            return float(operand)


def agrees(data: bytes) -> bool:
    """Whether content was read as text; where it was, as qpdf reads it."""
    found = plain_instructions(data)
    if found is None:
        return False
    ours = [(operator, [plain(operand) for operand in operands]) for operator, operands in found]
    assert ours == by_qpdf(data)
    return True


NUMBERS = st.one_of(
    st.integers(-2000, 2000).map(str), st.floats(-900, 900).map("{:.4f}".format), st.just(".5"), st.just("+7.")
)
NAMES = st.text("abF01-_.", min_size=1, max_size=6).map("/{}".format)
STRINGS = st.one_of(
    st.text(st.sampled_from("ab1 []</>%\n"), max_size=6).map("({})".format),
    st.sampled_from([r"(\(\))", r"(\223x\\)", r"(a\nb)", "<>", "<00 fF>", "<0a0B0c>"]),
)
ARRAYS = st.lists(st.one_of(NUMBERS, STRINGS), max_size=4).map(lambda parts: f"[{' '.join(parts)}]")
MARKS = st.sampled_from(["<</MCID 3>>", "<< /MCID 12 >>", "<</MCID 3/ActualText (x)>>", "<</Type /Layout>>", "<<>>"])
OPERANDS = st.lists(st.one_of(NUMBERS, NAMES, STRINGS, ARRAYS, MARKS), max_size=4)
OPERATORS = st.sampled_from(["BT", "Tj", "TJ", "q", "re", "W*", "'", '"', "d0", "BDC"])
GAPS = st.sampled_from([" ", "\n", " \r\n "])


@given(st.lists(st.tuples(OPERANDS, OPERATORS, GAPS), max_size=5))
def test_plain_content_is_read_as_qpdf_reads_it(instructions: list[tuple[list[str], str, str]]) -> None:
    data = "".join(f"{' '.join(operands)} {operator}{gap}" for operands, operator, gap in instructions)
    assert agrees(data.encode("latin-1"))


@settings(max_examples=tries(300))
@given(st.text(st.sampled_from("01.-+ \n/aT*()<>[]%#\\\r\0\x0b{}'R"), max_size=14))
@example("BT")
@example("1 0 R x")
@example("/a(b)Tj")
@example("[(a)-5(b)]TJ")
def test_whatever_is_read_as_text_is_what_qpdf_reads(text: str) -> None:
    agrees(text.encode("latin-1"))


@pytest.mark.parametrize(
    "data",
    [
        *(b"(a(b)c) Tj", b"(\\7) Tj", b"(a\\\nb) Tj", b"(a\rb) Tj", b"<abc> Tj", b"/a#20b gs", b"% said\nq", b"1 2"),
        *(
            b"BI /W 1 ID x EI",
            b"true x",
            b"--5 w",
            b"[[(a)]] TJ",
            b"[/a] d",
            b"<</A <</B 1>>>> x",
            b"q)",
            b"5q",
            b"q\0",
        ),
    ],
)
def test_what_is_not_plain_is_left_to_qpdf(data: bytes) -> None:
    assert plain_instructions(data) is None


def test_what_has_no_operator_is_given_up_at_once() -> None:
    """Sought again from each place, a megabyte of it would take longer than anybody waits."""
    assert plain_instructions(b"1 " * 500_000) is None
    assert plain_instructions(b"[" * 500_000) is None
    assert plain_instructions(b"(a" * 250_000) is None


@pytest.mark.parametrize("data", [b"1-2 w", b"1 - w", b". w", b"5 1.2.3 w", b"/a 1-2 Tf", b"[(a)] 1+ TJ", b"1 2w"])
def test_what_stands_for_a_number_and_is_none_is_left_to_qpdf(data: bytes) -> None:
    assert plain_instructions(b"BT " + data + b" ET") is None


def test_strings_of_both_kinds_are_decoded_at_once() -> None:
    one = CMap((1,), {b"a": "A", b"b": "\ufb01"})
    two = CMap((2,), {b"\0a": "A", b"\xd8\0": "B", b"b": "never"})
    assert [one.decode_all(strings_in([b"ab", b"c"])), one.decode(b"")] == ["A\ufb01\ufffd", ""]
    assert two.decode_all(strings_in([b"\0a\xd8\0", b"\0b"])) == "AB\ufffd"
    assert two.decode_all([b"\0a\0"]) == "A\ufffd"
