"""Opening a PDF that may have been made to do harm: its streams are counted before anything unpacks them.

qpdf unpacks a stream whole, in one call. A stream of a few megabytes can hold gigabytes (ISO 32000-1, 7.4: filters may
follow one another), so each is unpacked here first, in pieces, as far as the bounds allow. Pictures and font files are
left out: nothing here ever unpacks them.
"""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pikepdf

from exporter.bounds.gate import Limits, in_force
from exporter.errors import InputError
from exporter.readback.pdf.plain_content import Instruction, plain_instructions

PIECE = 1024 * 1024
GROWTH = {"/LZWDecode": 1_500, "/LZW": 1_500, "/RunLengthDecode": 64, "/RL": 64}
"""How many bytes one byte can become at most under filters that are not unpacked here (7.4.4, 7.4.5)."""


@contextmanager
def open_pdf(data: bytes, name: str) -> Iterator[pikepdf.Pdf]:
    """The PDF in ``data``. Raises InputError above the bounds, and what pikepdf raises for a damaged file."""
    with said_of(name), opened_pdf(data, name) as pdf:
        yield pdf


def opened_pdf(data: bytes, name: str) -> pikepdf.Pdf:
    """The PDF in ``data``, open until nothing refers to it. Raises as ``open_pdf`` does where ``said_of`` is around."""
    _bound_object_streams(data, name)
    pdf = pikepdf.open(io.BytesIO(data))
    _bound(pdf, name)
    return pdf


@contextmanager
def said_of(name: str) -> Iterator[None]:
    """What is raised over an opened PDF, said of the file ``name``; damage of any kind as pikepdf's own."""
    try:
        yield
    except InputError as error:
        raise error.of(name) from None
    except RuntimeError as error:  # what qpdf says of some damage is of no kind that pikepdf has had always
        if isinstance(error, RecursionError | NotImplementedError):
            raise
        raise pikepdf.PdfError(str(error)) from error


_PACKED = re.compile(rb"<<(?:[^>]|>(?!>)){0,400}/(?:ObjStm|XRef)\b(?:[^>]|>(?!>)){0,400}>>\s*stream\r?\n")
"""Object and cross-reference streams (ISO 32000-1, 7.5.7, 7.5.8): they are unpacked when the file is opened."""


def _bound_object_streams(data: bytes, name: str) -> None:
    """Raise InputError for a stream that the parser unpacks before anything here can look at it."""
    limits = in_force()
    total = 0
    for found in _PACKED.finditer(data):
        if b"FlateDecode" in found[0] or b"/Fl" in found[0]:
            packed = memoryview(data)[found.end() :]
            size = len(_inflated(packed[: data.find(b"endstream", found.end()) - found.end()], limits.part_bytes))
            total += size
            limits.refuse_above("part_bytes", size, f"{name}: a stream of it, unpacked,")
            limits.refuse_above("package_bytes", total, f"{name}: what it holds, unpacked,")


def _bound(pdf: pikepdf.Pdf, name: str) -> None:
    limits = in_force()
    limits.refuse_above("file_pages", len(pdf.pages), f"{name}: the number of its pages")
    total = 0
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and not _is_never_unpacked(item):
            size = _unpacked_size(item, limits)
            total += size
            limits.refuse_above("part_bytes", size, f"{name}: a stream of it, unpacked,")
            limits.refuse_above("package_bytes", total, f"{name}: what it holds, unpacked,")


def _is_never_unpacked(stream: Any) -> bool:
    return stream.get("/Subtype") == "/Image" or any(f"/Length{number}" in stream for number in (1, 2, 3))


def _unpacked_size(stream: Any, limits: Limits) -> int:
    """The size of a stream's content, as far as the bound: above it, any number above it."""
    named = stream.get("/Filter")
    filters = [str(item) for item in named] if isinstance(named, pikepdf.Array) else [str(named)] if named else []
    data = bytes(stream.read_raw_bytes())
    for number, name in enumerate(filters, 1):
        if name in ("/FlateDecode", "/Fl"):
            data = _inflated(data, limits.part_bytes)
        elif name in ("/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85"):
            data = _from_ascii(data, name)
        elif name in GROWTH:  # nobody but a bomb's maker puts another filter after one of these
            return limits.part_bytes + 1 if number < len(filters) else len(data) * GROWTH[name]
        if len(data) > limits.part_bytes:
            break
    return len(data)


def _from_ascii(data: bytes, name: str) -> bytes:
    try:
        if name in ("/ASCIIHexDecode", "/AHx"):
            digits = b"".join(data.partition(b">")[0].split())
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii", "replace"))
        return base64.a85decode(b"".join(data.partition(b"~>")[0].split()))
    except ValueError:
        return data


def _inflated(data: bytes | memoryview, most: int) -> bytes:
    """As much of ``data``, inflated, as shows whether it passes ``most``; broken data end where they break."""
    unpacker, made, waiting = zlib.decompressobj(), bytearray(), data
    try:
        while waiting and not unpacker.eof and len(made) <= most:
            made += unpacker.decompress(waiting, PIECE)
            waiting = unpacker.unconsumed_tail
    except zlib.error:
        pass
    return bytes(made)


_BREAKS = tuple(bytes([byte]) for byte in b" \n\r\t\f\0([</")
"""What stands between two tokens, or begins one (ISO 32000-1, 7.2.2)."""


def instructions(content: Any) -> Iterable[Instruction]:
    """The instructions of a page or a form. Raises InputError above the bound on their number, before they are parsed.

    The parser below makes objects of all of them in one call, a hundred and fifty bytes and more for each token.
    """
    limits = in_force()
    size = tokens = counted = 0
    whole: list[bytes] = []
    streams = _content_streams(content)
    for stream in streams:
        with suppress(pikepdf.PdfError):  # what cannot be unpacked is said when it is parsed
            whole.append(stream.read_bytes())
            size += len(whole[-1])
        if size > limits.page_tokens:  # there are no more of them than bytes: what is shorter need not be counted
            tokens += sum(part.count(byte) for part in whole[counted:] for byte in _BREAKS)
            counted = len(whole)
            limits.refuse_above("page_tokens", tokens, "the number of operators and operands on a page")
    plain = plain_instructions(b"\n".join(whole)) if len(whole) == len(streams) else None
    if plain is not None:
        return plain
    return ((str(one.operator), list(one.operands)) for one in pikepdf.parse_content_stream(content))


def _content_streams(content: Any) -> list[Any]:
    """The streams of a page's content (one, or an array: table 30), or a form itself."""
    held = content.obj.get("/Contents") if isinstance(content, pikepdf.Page) else content
    several = held if isinstance(held, pikepdf.Array) else [held]
    return [stream for stream in several if isinstance(stream, pikepdf.Stream)]
