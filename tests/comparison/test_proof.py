"""Proof: what our writers write is read back without a loss, in every format; and hostile files do no harm."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from functools import cache
from random import Random

import pikepdf
import pytest

from exporter.bounds.gate import Limits, holding
from exporter.comparison.loss_table import line
from exporter.comparison.losses import compare
from exporter.errors import InputError
from exporter.model import Cell, Document, Metadata, Row, Table, TableBody
from exporter.readback import open_file
from exporter.writers import WriteOptions, writer
from tests.checks.packages import docx, epub, package, para
from tests.checks.rich import p, rich
from tests.conftest import slow_but
from tests.work import calls

FORMATS = ("epub", "docx", "pdf")


@cache
def written(form: str) -> bytes:
    return writer(form)(rich(), WriteOptions()).data


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_lost(form: str) -> None:
    losses = compare(rich(), open_file(written(form), f"rich.{form}"), form)
    assert losses == [], "\n".join(line(loss) for loss in losses)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["epub", "docx"])
def test_reading_back_takes_time_in_proportion(form: str) -> None:
    """A table of four times the rows takes about four times the work, not sixteen."""

    def work(rows: int) -> int:
        body = TableBody(tuple(Row(tuple(Cell((p(str(n % 7)),)) for n in range(4))) for _ in range(rows)))
        document = Document(metadata=Metadata(title="T", lang="en"), title=p("T").content, blocks=(Table((body,)),))
        data = writer(form)(document, WriteOptions()).data
        assert compare(document, open_file(data, "table"), form) == []
        return calls(lambda: compare(document, open_file(data, "table"), form))

    assert work(800) < 4.5 * work(200)


def test_deep_nesting_is_read_or_refused_and_never_crashes() -> None:
    deep_page = "<div>" * 240 + "<p>x</p>" + "</div>" * 240
    deep_quote = "<blockquote>" * 240 + "<p>x</p>" + "</blockquote>" * 240
    control = "<w:sdt><w:sdtContent>" * 110 + para("x") + "</w:sdtContent></w:sdt>" * 110
    for data in (epub(deep_page), epub(deep_quote), epub("<div>" * 5000 + "</div>" * 5000), docx(control)):
        with suppress(InputError):  # one line and exit code 3 to who calls; anything else is a crash
            document = open_file(data, "deep")
            assert compare(document, document, "epub") == []


def test_a_part_that_unpacks_without_end_is_refused() -> None:
    with (
        holding(Limits(part_bytes=10_000)),
        pytest.raises(InputError, match="passes the limit of 10000 for part_bytes"),
    ):
        open_file(epub("<p>" + "a" * 20_000 + "</p>"), "bomb.epub")


ODD = ("", "abc", "-5", "99999999999", "0", "#x", "true", "../../x", "/")


def broken_package(data: bytes, seed: int) -> bytes:
    """The package with some attribute values of its parts replaced by odd ones."""
    random = Random(seed)

    def odd(match: re.Match[bytes]) -> bytes:
        return b'="' + random.choice(ODD).encode() + b'"' if random.random() < 0.02 else match[0]

    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            parts[name] = content if name.endswith(".png") else re.sub(rb'="[^"]*"', odd, content)
    return package(parts)


def broken_pdf(data: bytes, seed: int) -> bytes:
    """The PDF, its objects uncompressed, with some bytes replaced by ones that mean something to a parser."""
    random = Random(seed)
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    broken = bytearray(stream.getvalue())
    for _ in range(30):
        broken[random.randrange(len(broken))] = random.choice(b"0/[<( ax9")
    return bytes(broken)


@pytest.mark.parametrize("form", slow_but(["epub", "docx", "pdf"], "epub"))
def test_damage_ends_in_a_document_or_one_line(form: str) -> None:
    damage = broken_pdf if form == "pdf" else broken_package
    for seed in range(25):
        with suppress(InputError):
            document = open_file(damage(written(form), seed), "damaged")
            assert compare(document, document, form) == []
