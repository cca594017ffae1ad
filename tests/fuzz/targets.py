"""What is fuzzed: readers, reading back, and whole conversions. A target takes any bytes and must not raise.

A document or one clear refusal (an ``ExporterError`` in one line) is what may come out of any input.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from functools import cache, partial

from exporter.bounds.gate import Limits
from exporter.decisions.file import parse
from exporter.errors import ExporterError
from exporter.readback import open_file
from exporter.readers.hints import parse_hints
from exporter.run.decide import decide_article
from exporter.run.decision_files import Answers
from exporter.run.given import Given
from exporter.run.pipeline import ReadOptions, read_bytes
from exporter.run.results import Article
from exporter.writers import WriteOptions, writer

LIMITS = Limits(
    seconds=20, article_bytes=200_000, picture_pixels=1_000_000, part_bytes=4_000_000, package_bytes=8_000_000
)
SEED = (
    "---\ntitle: A title\nlang: en\nauthor: Ann Lee\n---\n\n# A title\n\nSome *words* “quoted” and `code`, a [link](https://"
    "example.org/)[^1].\n\n> A quote.\n>\n> — Ann Lee, chair\n\n1. one\n2. two\n   - three\n\n"
    "| a | b |\n|---|---|\n| c | d |\n\n"
    "Term\n: meaning\n\n$x^2$ and ![a picture](p.png)\n\n::: note Title\nnote\n:::\n\n[^1]: A note.\n"
)
PLAIN = re.sub(r"\[\^1\](: A note\.\n)?|\$.*?\$", "", SEED)
"""The same without what the second layout engine leaves to the first."""
LONG = PLAIN + "".join(f"## Part {number}\n\n{PLAIN[PLAIN.index('Some') :]}\n\n" for number in range(2, 12))
"""The same over several pages."""
HINTS = '1 "" = title\n3-5 "" = paragraph\n9 "Share" = caption\n'
Target = Callable[[bytes], None]


def one_line(error: ExporterError) -> None:
    """A refusal is one line that says something."""
    message = str(error)
    assert message.strip(), "an empty refusal"
    assert "\n" not in message, f"a refusal of several lines: {message!r}"


def article(form: str, data: bytes) -> Article | None:
    """What a reader makes of ``data``; None for a refusal."""
    try:
        return read_bytes(data, "a", ReadOptions(format=form, lang="en", limits=LIMITS))
    except ExporterError as error:
        one_line(error)
        return None


def reader(form: str, data: bytes) -> None:
    """One reader, with the passes and checks that follow it."""
    article(form, data)


def back(name: str, data: bytes) -> None:
    """Reading back a finished file, and its checks."""
    from exporter.checks.finished import check_file

    for look in (open_file, check_file):
        try:
            look(data, name)
        except ExporterError as error:
            one_line(error)


@cache
def finished(form: str) -> bytes:
    """A whole file of our own, to be damaged."""
    made = article("markdown", SEED.encode())
    assert made is not None
    return writer(form)(made.document, WriteOptions()).data


@cache
def parts(form: str) -> tuple[tuple[str, bytes], ...]:
    """The parts of a package of our own."""
    with zipfile.ZipFile(io.BytesIO(finished(form))) as package:
        return tuple((name, package.read(name)) for name in package.namelist())


def packed(form: str, data: bytes) -> bytes:
    """A package one of whose parts is ``data`` (but its first byte, which says which part)."""
    chosen = data[0] % len(parts(form)) if data else 0
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for number, (name, content) in enumerate(parts(form)):
            made.writestr(name, data[1:] if number == chosen else content)
    return stream.getvalue()


def package(form: str, data: bytes) -> None:
    """Reading back a package one of whose parts was changed."""
    back(f"a.{form}", packed(form, data))


def whole(form: str, data: bytes) -> None:
    """From bytes to three files, which are read back."""
    made = article(form, data)
    if made is None:
        return
    for name in ("pdf", "epub", "docx"):
        try:
            written = writer(name)(made.document, WriteOptions(limits=LIMITS))
        except ExporterError as error:
            one_line(error)
            continue
        open_file(written.data, f"a.{name}")


def fast(form: str, data: bytes) -> None:
    """From bytes to a PDF by the second engine, which is read back."""
    made = article(form, data)
    if made is None:
        return
    try:
        written = writer("pdf")(made.document, WriteOptions(limits=LIMITS, engine="plutobook"))
    except ExporterError as error:
        one_line(error)
        return
    assert " died " not in written.engine, written.engine
    open_file(written.data, "a.pdf")


def unpacked(data: bytes) -> bytes:
    """A PDF without compression, so that changes reach what is in its objects."""
    import pikepdf

    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(stream, qdf=True, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return stream.getvalue()


def warm() -> None:
    """Load once what is loaded at first use, so that no input is blamed for it."""
    article("markdown", SEED.encode())
    article("text", b"Title\n\nSome words in a language that nobody has named.\n")


def word(data: bytes) -> None:
    """A Word file as an article, one of whose parts is ``data`` (but its first byte), to three files and back."""
    whole("docx", packed("docx", data))


DECISIONS = """lang = "en-GB"

[[part]]
words = "The"
at = "section 1, paragraph 2: 5cb0f9e0 9ff616ca 5de638f8 1/2"
is = "heading 3"

[[quote]]
words = "We were never asked"
speaker = ""

[[language]]
words = "It"
phrase = "is"
lang = "fr"

[[table]]
words = "A"
header-rows = 1

[[picture]]
file = "a.png"
alt = "The weir"

[article]
marks = "22fd75cb0f"
"""
"""A decisions file with a table of each kind."""


def hinted(data: bytes) -> None:
    """Plain text with a person's hints: what stands before the first NUL are the hints."""
    hints, _, text = data.partition(b"\0")
    try:
        parsed = parse_hints("a.hints", hints.decode("utf-8", "replace"))
        read_bytes(text, "a", ReadOptions(format="text", lang="en", limits=LIMITS), None, Answers(hints=parsed))
    except ExporterError as error:
        one_line(error)


def decided(form: str, data: bytes) -> None:
    """An article with a decisions file: what stands before the first NUL is that file. What is written can be read."""
    said, _, text = data.partition(b"\0")
    try:
        decisions = parse("a.decisions.toml", said.decode("utf-8", "replace"))
        options = ReadOptions(format=form, lang="en", limits=LIMITS, decisions=said)
        made = decide_article(Given("a", None, text), options)
    except ExporterError as error:
        one_line(error)
        return
    again = parse("a.decisions.toml", made.text)
    now = {(entry.kind, entry.number): entry.answer for entry in again.entries}
    assert all(now[entry.kind, entry.number] == entry.answer for entry in decisions.entries)


READERS = ("text", "markdown", "html", "page", "json", "ninjs", "nitf", "feed", "pandoc")
TARGETS: dict[str, Target] = {
    **{f"read-{form}": partial(reader, form) for form in READERS},
    "hints-text": hinted,
    **{f"decisions-{form}": partial(decided, form) for form in ("text", "markdown", "html")},
    **{f"back-{form}": partial(back, f"a.{form}") for form in ("pdf", "epub", "docx")},
    **{f"part-{form}": partial(package, form) for form in ("epub", "docx")},
    "word-docx": word,
    **{f"whole-{form}": partial(whole, form) for form in ("text", "markdown", "html", "json")},
    **{f"fast-{form}": partial(fast, form) for form in ("markdown", "html", "json")},
}


def seeds(target: str) -> list[bytes]:
    """What fuzzing starts from: small inputs of the right kind."""
    from tests.conftest import ARTICLES
    from tests.readers.test_newsroom import ATOM, CLASSIC, NINJS, NITF, QUOTED, RSS

    NEWS = {
        "ninjs": [json.dumps(NINJS)],
        "nitf": [NITF],
        "feed": [RSS.replace("ITEMS", QUOTED), RSS.replace("ITEMS", CLASSIC), ATOM],
    }

    kind, _, form = target.partition("-")
    if kind == "back":
        return [finished(form), *([unpacked(finished(form))] if form == "pdf" else [])]
    if kind in ("part", "word"):
        return [bytes([number]) + content for number, (_, content) in enumerate(parts(form))]
    if kind == "hints":
        return [HINTS.encode() + b"\0" + path.read_bytes()[:6_000] for path in ARTICLES if path.suffix == ".txt"]
    if kind == "decisions":
        return [DECISIONS.encode() + b"\0" + item for item in seeds(f"read-{form}")]
    if form in ("json", "pandoc"):
        made = [article("markdown", text.encode()) for text in ((PLAIN, LONG) if kind == "fast" else (SEED,))]
        return [writer(form)(one.document, WriteOptions()).data for one in made if one is not None]
    if kind == "fast" and form == "markdown":
        return [PLAIN.encode(), LONG.encode(), *seeds(f"read-{form}")]
    if form in NEWS:
        return [text.encode() for text in NEWS[form]]
    form = "html" if form == "page" else form
    suffix = {"text": ".txt", "markdown": ".md", "html": ".html"}[form]
    return [SEED.encode(), *(path.read_bytes()[:6_000] for path in ARTICLES if path.suffix == suffix)]
