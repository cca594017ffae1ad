"""Bytes in, bytes out: inputs of every kind, called what the caller calls them; files, claims, findings come back."""

from __future__ import annotations

import io
import pickle
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import exporter
from exporter.model import Image, Metadata, Person, plain_text, walk
from tests.checks.rich import red_square

SOURCE = b"---\nlang: en\n---\n\n# The weir\n\nIt holds.\n\n![The weir in May](may.png)\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "deep" / "weir.md"
    made.parent.mkdir()
    made.write_bytes(SOURCE)
    return made


def test_an_article_is_its_bytes_its_path_or_a_stream(path: Path) -> None:
    with path.open("rb") as stream:
        read = [
            exporter.read(SOURCE, format="markdown"),
            exporter.read(bytearray(SOURCE), name="weir.md"),
            exporter.read(memoryview(SOURCE), name="weir.md"),
            exporter.read(path),
            exporter.read(str(path)),
            exporter.read(io.BytesIO(SOURCE), name="weir.md"),
            exporter.read(stream, format="markdown"),
        ]
    assert {plain_text(document.title) for document in read} == {"The weir"}
    assert len({document.to_json() for document in read}) == 1


class Dribble(io.RawIOBase):
    """A stream that gives one byte at a time, as those from a network may."""

    def __init__(self, data: bytes) -> None:
        self.left = data

    def read(self, size: int | None = -1) -> bytes:
        given, self.left = self.left[:1], self.left[1:]
        return given


def test_a_stream_is_read_to_its_end() -> None:
    assert plain_text(exporter.read(Dribble(SOURCE), format="markdown").title) == "The weir"  # type: ignore[arg-type]


def test_resources_are_a_mapping_or_a_function() -> None:
    asked: list[str] = []

    def give(reference: str) -> bytes | None:
        asked.append(reference)
        return red_square()

    for resources in ({"may.png": red_square()}, give):
        article = exporter.open_article(SOURCE, name="weir.md", resources=resources)
        assert [item.data for item in article.document.resources] == [red_square()]
        assert [item.rule for item in article.findings] == ["IMG005"]
    assert asked == ["may.png"]


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("https://cdn.example.org/a/may.png?w=900", "https://cdn.example.org/a/may.png?w=900"),
        ("https://cdn.example.org/a/may.png?w=900", "may.png"),
        ("./pictures/the%20weir.png", "pictures/the weir.png"),
        ("../up/may.png", "../up/may.png"),
    ],
)
def test_a_resource_is_found_by_the_address_it_has_in_the_article(reference: str, name: str) -> None:
    source = f"# T\n\n![The weir]({reference})\n".encode()
    document = exporter.read(source, format="markdown", resources={name: red_square()})
    assert [item.data for item in document.resources] == [red_square()]


def test_what_is_not_given_is_a_finding_and_nothing_is_fetched(path: Path) -> None:
    (path.parent / "may.png").write_bytes(red_square())
    without = exporter.open_article(SOURCE, name=str(path))  # a name is a name, and no way to the disk
    assert [item.rule for item in without.findings] == ["IMG002"]
    missing = exporter.open_article(SOURCE, name="weir.md", resources={"other.png": red_square()})
    assert "no resource was given for this address" in missing.findings[0].message
    beside = exporter.open_article(path, resources={})  # the article's own folder still counts
    assert [item.rule for item in beside.findings] == ["IMG005"]


def test_what_is_given_as_a_resource_is_judged_like_any_picture() -> None:
    article = exporter.open_article(SOURCE, name="weir.md", resources={"may.png": b"no picture"})
    assert [item.rule for item in article.findings] == ["IMG002"]
    big = {"picture_bytes": 10}
    article = exporter.open_article(SOURCE, name="weir.md", resources={"may.png": red_square()}, limits=big)
    assert "picture_bytes" in article.findings[0].message
    with pytest.raises(exporter.UsageError, match="bytes were expected"):
        exporter.read(SOURCE, name="weir.md", resources={"may.png": "text"})  # type: ignore[dict-item]


def test_metadata_that_the_caller_gives_wins() -> None:
    document = exporter.read(
        SOURCE,
        name="weir.md",
        metadata={"publisher": "The Valley", "authors": ["Ann Lee", "Bo Ek"], "keywords": "water"},
    )
    said = document.metadata
    assert (said.publisher, said.lang, said.keywords) == ("The Valley", "en", ("water",))
    assert said.authors == (Person("Ann Lee"), Person("Bo Ek"))
    assert plain_text(document.blocks[0]).strip() == "By Ann Lee and Bo Ek"
    again = exporter.read(SOURCE, name="weir.md", metadata=Metadata(rights="CC BY"))
    assert (again.metadata.rights, again.metadata.title) == ("CC BY", "The weir")
    with pytest.raises(exporter.UsageError, match=r"isbn13.*is not a field"):
        exporter.read(SOURCE, name="weir.md", metadata={"isbn13": "1"})


def test_a_rendering_has_bytes_claims_pages_and_findings() -> None:
    article = exporter.open_article(SOURCE, name="weir.md")
    made = exporter.render(article, ["epub", "pdf", "docx"], prove=True)
    assert [item.format for item in made.files] == ["epub", "pdf", "docx"]
    assert made["pdf"].data.startswith(b"%PDF-1.7")
    assert "PDF/UA-1" in made["pdf"].claims
    assert [start.label for start in made["pdf"].pages] == ["1"]
    assert zipfile.ZipFile(io.BytesIO(made["epub"].data)).testzip() is None
    assert "IMG002" in {item.rule for item in made.findings}
    assert made.proof is not None
    assert made.proof.losses == ()
    with pytest.raises(exporter.UsageError, match="there are 3 files"):
        _ = made.data


def test_rendering_gives_the_bytes_that_converting_writes(path: Path, tmp_path: Path) -> None:
    written = exporter.convert(path, out_dir=tmp_path / "out")
    document = exporter.read(path)
    made = exporter.render(document, ["pdf", "epub", "docx"])
    anew = replace(document, blocks=document.blocks)  # another document to the road: it goes down it once more
    again = anew.render(["pdf", "epub", "docx"])
    for item in written.files:
        assert item.path is not None
        assert item.path.read_bytes() == made[item.format].data == again[item.format].data


def test_a_written_document_tells_what_was_found_and_opens_like_a_path(tmp_path: Path) -> None:
    document = exporter.read(
        b"---\nlang: en\n---\n# T\n\n![](may.png)\n", format="markdown", resources=lambda _: red_square()
    )
    assert [node.alt for node in walk(document) if isinstance(node, Image)] == [None]
    written = document.write(tmp_path / "t.pdf")
    assert {"IMG001", "PDF001"} & {item.rule for item in written.findings}
    assert "PDF/UA-1" not in written.claims
    with open(written, "rb") as stream:
        assert stream.read() == written.data


# --- errors ---------------------------------------------------------------------------------------------------------


def test_errors_call_the_input_what_the_caller_calls_it(path: Path) -> None:
    for act, code in (
        (lambda: exporter.read(path.parent / "no.md", name="Your article"), "not-found"),
        (lambda: exporter.read(path.parent, name="Your article", format="markdown"), "folder"),
        (lambda: exporter.read(path, name="Your article", format="markdown", limits={"article_bytes": 5}), "limit"),
        (lambda: exporter.read(b" \n ", name="Your article", format="html"), "input"),
        (lambda: exporter.report(path, [b"%PDF-1.7 broken"], name="Your article", format="markdown"), "input"),
    ):
        with pytest.raises(exporter.InputError) as caught:
            act()
        assert str(path.parent) not in str(caught.value)
        assert caught.value.code in (code, "empty")
        assert caught.value.name in ("Your article", "article")


def test_an_error_is_data_and_stays_so_between_processes(path: Path) -> None:
    with pytest.raises(exporter.InputError) as caught:
        exporter.read(path, limits={"article_bytes": 5})
    for error in (caught.value, pickle.loads(pickle.dumps(caught.value))):
        assert (error.code, error.data) == ("limit", {"limit": "article_bytes", "value": 5})
        assert error.name == str(path)
    with pytest.raises(exporter.WriterError) as refused:
        exporter.render(exporter.read(b"# T\n\n![](a.png)\n\nx", format="markdown"), "pdf", require=["pdf/ua-1"])
    assert (refused.value.code, refused.value.data["required"]) == ("not-met", "pdf/ua-1")


class Awaited:
    """A stream as web frameworks have it for an upload."""

    async def read(self, size: int = -1) -> bytes:
        return SOURCE


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (io.StringIO("# T"), "text stream"),
        (Awaited(), "await its read"),
        (12, "not as int"),
        (None, "not as NoneType"),
    ],
)
def test_what_is_no_input_is_said(source: object, message: str) -> None:
    with pytest.raises(exporter.UsageError, match=message):
        exporter.read(source, format="markdown")  # type: ignore[arg-type]


def test_bytes_have_no_folder_to_write_into(tmp_path: Path) -> None:
    with pytest.raises(exporter.UsageError, match="give out_dir"):
        exporter.convert(SOURCE, "epub", name="weir.md")
    made = exporter.convert(SOURCE, "epub", name="up/weir.md", out_dir=tmp_path / "out")
    assert [Path(item) for item in made.files] == [tmp_path / "out" / "weir.epub"]
