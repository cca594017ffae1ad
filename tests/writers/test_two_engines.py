"""PlutoBook as second engine: the same tree as WeasyPrint's, no file and no network opened, never a wrong file."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, seed, settings

import exporter
from exporter import open_article
from exporter.assets import styles_folder
from exporter.bounds import watch
from exporter.comparison.losses import compare
from exporter.errors import UsageError
from exporter.model import Document, List, ListItem, Metadata, Paragraph, Text
from exporter.readback import open_file
from exporter.writers import WriteOptions, pdf
from exporter.writers.pdf import engines
from exporter.writers.pdf.engines.needs import Need
from tests.conftest import ARTICLES, ROOT
from tests.strategies import documents
from tests.writers.two_engines import AUTO, by, differences, is_fast, lines, plainer

if not engines.is_installed():
    pytest.skip("PlutoBook is not installed: pip install accessible-exporter[fast]", allow_module_level=True)

from exporter.writers.pdf.engines.pluto import (
    book,
    colours,
    content,
    file,
    font_widths,
    headlines,
    laid,
    letters,
    sheet,
)
from exporter.writers.pdf.engines.pluto.colours import colours_of
from exporter.writers.pdf.engines.pluto.inks import Inks
from exporter.writers.pdf.engines.pluto.misfit import Misfit
from exporter.writers.pdf.engines.pluto.sheet import folded, sheet_of

EVERYTHING = """\
# Part one

An office of finest affairs, “quoted words”, *print **both*** and [a link with
several words in it that runs over the end of a line](https://example.org/a), `code` and H~2~O at 10^−3^ and ‘so’.

> Somebody said this.
>
> — A person

1. one
2. two
   - inner *words*
   - [x] more
3.

| Year | Boats |
|:-----|------:|
| 1999 |    12 |
| 2000 |       |

## Below

~~~
def f(x):
    return "x"\tif x else 1

    # last
~~~

Term
:   What it means.

![A red square](red.png)

Go back to [part one](#part-one). ~~Deleted~~ and ==marked== words.
"""


def read(markdown: str) -> Document:
    return open_article(f"---\ntitle: The river\nlang: en\n---\n\n{markdown}".encode(), name="a.md").document


def set_by(markdown: str, **options: Any) -> str:
    return by(read(markdown), WriteOptions(engine="auto", **options))[0].engine


# --- the same tree ----------------------------------------------------------------------------------------------------

GENERATED = int(os.environ.get("GENERATED", "25"))
SLICE = os.environ.get("SLICE", "")
"""Which of other documents than the usual ones are generated: each number has its own."""
"""How many generated documents are set by both; ``make two-engines`` sets 2,000."""

FIXTURES = [*ARTICLES, *sorted((ROOT / "fixtures" / "text").glob("*.case"))]


def fixture(path: Path) -> Document:
    return (
        open_article(path.read_bytes(), name=f"{path.stem}.txt").document
        if path.suffix == ".case"
        else exporter.read(path)
    )


@pytest.mark.slow
def test_both_engines_give_the_same_tree_for_every_fixture() -> None:
    found = {path.name: differences(fixture(path)) for path in FIXTURES}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert sum(lines is not None for lines in found.values()) >= 45, "most of them are set by the fast engine"


def test_both_engines_give_the_same_tree_for_one_of_each_kind() -> None:
    assert differences(read(EVERYTHING)) == []


@pytest.mark.slow
@settings(max_examples=GENERATED, derandomize=not SLICE, database=None)
@seed(int(SLICE or 0))
@given(documents(2))
def test_both_engines_give_the_same_tree_for_generated_documents(document: Document) -> None:
    assert not differences(plainer(document))


@pytest.mark.slow
def test_most_generated_documents_are_set_by_the_fast_engine() -> None:
    fast = []

    @settings(max_examples=30, derandomize=True, database=None)
    @given(documents(2))
    def counted(document: Document) -> None:
        fast.append(is_fast(by(plainer(document))[0]))

    counted()
    assert sum(fast) > len(fast) / 2


@pytest.mark.parametrize("path", FIXTURES[:12], ids=lambda path: path.name)
def test_what_the_fast_engine_sets_loses_nothing(path: Path) -> None:
    document = fixture(path)
    made, _ = by(document)
    if is_fast(made):
        assert [str(loss) for loss in compare(document, open_file(made.data, "a.pdf"), "pdf")] == []


def test_the_same_document_gives_the_same_bytes() -> None:
    document = read(EVERYTHING)
    assert by(document)[0].data == by(document)[0].data


@pytest.mark.parametrize(
    "source",
    [
        "A ✓ and ★ here, 😄 and ☕️.",
        "# ☕️ first\n\n**☎️** *⚠️ it*\n\n```\n☕️ x ✓\n```",
        "- ☑️ a\n- ✔️\n\n| ❤️ | ✓ |\n|--|--|\n| 😀 | 😀️ |",
        "😀😀️ " * 120,
    ],
)
def test_emoji_of_one_sign_are_set_by_both(source: str) -> None:
    assert differences(read(source)) == []


def test_emoji_of_several_signs_are_left_to_the_other() -> None:
    assert "do not spell" in set_by("A flag: 🇩🇪.")
    assert "do not spell" in set_by("A family: 👩\u200d👩\u200d👧.")
    assert "may have no glyph" in set_by("A sign that no font has: \u2bff.")


def numbered(*values: int | None, **how: Any) -> Document:
    items = tuple(ListItem((Paragraph((Text("Words"),)),), value=value) for value in values)
    made = List(items, ordered=True, **how)
    return Document(metadata=Metadata(title="T", lang="en"), title=(Text("T"),), blocks=(made,))


@pytest.mark.parametrize("style", ["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"])
@pytest.mark.parametrize("delimiter", ["period", "paren", "parens"])
def test_numbers_of_lists_are_those_of_the_document(style: str, delimiter: str) -> None:
    document = numbered(
        None, None, 27, 4, -3, None, 0, None, 3999, None, 703, 1_000_000, style=style, delimiter=delimiter
    )
    assert differences(document) == []


def test_numbers_that_the_engine_cannot_count_to_are_left_to_the_other() -> None:
    made, tree = by(numbered(2**31 - 1, -(2**31) + 1, 5))
    assert "failed: a list marker is “" in made.engine
    assert [line for line in lines(tree) if "“-2147483647.”" in line]


def test_a_contents_list_has_the_numbers_of_the_pages() -> None:
    parts = "\n\n".join(f"## Part {number}\n\n" + "Words of a part. " * 400 for number in range(1, 5))
    made, tree = by(read(parts), WriteOptions(engine="auto", contents="always"))
    assert is_fast(made)
    with pikepdf.open(io.BytesIO(made.data)) as opened:
        names: Any = list(opened.Root.Names.Dests.Names)
        pages = {page.objgen: number for number, page in enumerate(opened.pages, 1)}
        places = {str(name): pages[place[0].objgen] for name, place in zip(names[::2], names[1::2], strict=True)}
    shown = [line.strip(" “”") for line in lines(tree) if "“Part" in line][:4]
    assert shown == [f"Part {number} {places[f'heading-{number + 1}']}" for number in range(1, 5)]
    assert len(set(places.values())) > 2


# --- the choice -------------------------------------------------------------------------------------------------------


def test_what_the_engine_cannot_is_set_by_the_other_with_the_reason() -> None:
    assert set_by("Words.") == f"PlutoBook {book.version()}"
    assert set_by("$x^2$").endswith(": PlutoBook is not used for formulas")
    assert set_by("$x$ שלום").endswith(": PlutoBook is not used for text written from right to left and formulas")


def test_who_asks_for_the_engine_is_told_when_it_was_not_used() -> None:
    made, _ = by(read("$x^2$"), WriteOptions(engine="plutobook"))
    assert [(item.rule, item.message) for item in made.findings] == [
        ("PDF007", "WeasyPrint set the PDF: PlutoBook is not used for formulas")
    ]
    assert by(read("$x^2$"))[0].findings == ()


def test_without_the_package_the_given_engine_sets_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    assert set_by("Words.").endswith(": PlutoBook is not installed")
    monkeypatch.setattr("exporter.writers.find_spec", lambda _: None)
    with pytest.raises(UsageError, match="install accessible-exporter"):
        WriteOptions.of(engine="plutobook")


@pytest.mark.parametrize("fault", [Misfit("does not fit"), KeyError("f-0-0"), RecursionError()])
def test_what_does_not_balance_is_set_by_the_other_engine(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Any) -> Any:
        raise fault

    document = read(EVERYTHING)
    given = by(document, WriteOptions(engine="weasyprint"))[0]
    monkeypatch.setattr(laid, "fit", failing)
    made = by(document)[0]
    assert "PlutoBook" in made.engine
    assert "failed" in made.engine
    assert made.data == given.data


def test_no_paragraph_begins_with_its_first_line_alone_at_the_end_of_a_page() -> None:
    """PlutoBook has no ``orphans``: a paragraph begins where there is room for two lines."""
    ends = []
    for before in range(20, 28):
        pages = pypdfium2.PdfDocument(by(read("x\n\n" * before + "Words that go on and on. " * 20))[0].data)
        first = pages[0].get_textpage().get_text_range().splitlines()
        ends.append(sum("on" in line for line in first))
    assert (1 in ends, 0 in ends, 2 in ends) == (False, True, True), ends


def test_a_word_longer_than_the_line_is_left_to_the_other_engine() -> None:
    assert "wider than its place" in set_by("x" * 300)


def test_the_file_names_its_engine() -> None:
    with pikepdf.open(io.BytesIO(by(read("Words."))[0].data)) as made:
        assert str(made.docinfo["/Producer"]) == f"PlutoBook {book.version()}"


def test_the_command_says_which_engine_set_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: T\nlang: en\n---\n\n$x$\n", encoding="utf-8")
    command = [sys.executable, "-m", "exporter", "convert", "a.md", "--to", "pdf", "--engine", "auto", "--verbose"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=600, check=True)
    assert "a.pdf: set by WeasyPrint" in done.stderr
    assert "PlutoBook is not used for formulas" in done.stderr


# --- nothing from outside ---------------------------------------------------------------------------------------------

WITHOUT_SOCKETS = """
import ctypes, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
SOCKET, ALLOW, KILL = 41, 0x7fff0000, 0x80000000
code = b"".join(struct.pack("HBBI", *step) for step in [
    (0x20, 0, 0, 0), (0x15, 0, 1, SOCKET), (0x06, 0, 0, KILL), (0x06, 0, 0, ALLOW)])
class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]
assert libc.prctl(38, 1, 0, 0, 0) == 0
assert libc.prctl(22, 2, ctypes.byref(Program(len(code) // 8, code))) == 0
"""
"""Linux kills what opens a socket from here on (seccomp), whatever language it is written in."""

ASKS = """
from exporter.writers.pdf.engines.pluto import book
markup = '''<html xmlns="http://www.w3.org/1999/xhtml"><head>
<link rel="stylesheet" href="http://127.0.0.1:9/a.css"/><style>
@import "http://127.0.0.1:9/b.css"; @font-face { font-family: F; src: url(http://127.0.0.1:9/f.ttf) }
p { font-family: F; background: url(file:///etc/hostname) }</style></head>
<body><p>Words<img src="http://127.0.0.1:9/p.png"/></p></body></html>'''
try:
    book.print_pdf(markup, {}, {})
except book.Misfit as error:
    print(error)
"""


def confined(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", WITHOUT_SOCKETS + code], capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter is Linux's")
def test_no_socket_is_opened() -> None:
    assert confined("import socket; socket.socket()").returncode < 0, "the filter would kill what opens one"
    done = confined(ASKS)
    assert (done.returncode, done.stdout[:25]) == (0, "PlutoBook asked for “http")


def test_loading_the_engine_loads_no_native_code() -> None:
    code = "import sys\nfrom exporter.writers.pdf.engines.pluto import layout\nprint('plutoprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


# --- faults of native code --------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_when_the_engine_dies_the_other_one_sets_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(EVERYTHING)
    given = by(document, WriteOptions(engine="weasyprint"))[0]
    send = book.printing.send

    def dying(*message: Any) -> None:
        process = book._PRESSES[0].process
        if process.pid == first:
            process.send_signal(signal.SIGSEGV)
            process.wait()
        send(*message)

    book._greeted(book._press())
    first = book._PRESSES[0].process.pid
    monkeypatch.setattr(book.printing, "send", dying)
    made = by(document)[0]
    assert "PlutoBook died (signal 11)" in made.engine
    assert made.data == given.data
    assert is_fast(by(document)[0]), "the next document has a process of its own"


@pytest.mark.slow
def test_a_process_that_died_between_two_documents_is_started_again() -> None:
    book._greeted(book._press())
    book._PRESSES[0].process.kill()
    book._PRESSES[0].process.wait()
    assert is_fast(by(read("Words."))[0])


@pytest.mark.slow
def test_what_its_process_uses_counts_as_ours() -> None:
    book._greeted(book._press())
    pid = book._PRESSES[0].process.pid
    assert pid in watch.HELPERS
    book.stop()
    assert pid not in watch.HELPERS


def test_what_interrupts_the_wait_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    class Passed(BaseException):
        pass

    def interrupted(_: Any) -> Any:
        raise Passed

    book._greeted(book._press())
    process = book._PRESSES[0].process
    monkeypatch.setattr(book.printing, "receive", interrupted)
    with pytest.raises(Passed):
        by(read("Words."))
    assert process.poll() is not None


# --- what is taken apart ----------------------------------------------------------------------------------------------


def test_characters_that_share_a_glyph_are_known() -> None:
    """Every pair of plain characters that a text font draws with one glyph, whose meaning only the text can tell."""
    known = {frozenset((one, other)) for group in letters.SHARED for one in group for other in group if one != other}
    for face in sorted((styles_folder() / "fonts").glob("Source*.ttf")):
        by_glyph: dict[str, list[str]] = {}
        for code, glyph in TTFont(face).getBestCmap().items():
            by_glyph.setdefault(glyph, []).append(chr(code))
        shared = {
            frozenset((one, other)) for chars in by_glyph.values() for one in chars for other in chars if one != other
        }
        plain = {pair for pair in shared if not engines.needs._by_text("".join(pair))}
        assert plain - known == set(), face.name


def test_every_bundled_font_can_be_asked_for() -> None:
    folder = styles_folder()
    sheet = sheet_of((), tuple(sorted((folder / "fonts").glob("*.ttf"))), "")
    for family in ("Source Serif 4", "Source Code Pro", "Noto Sans Math", "Atkinson Hyperlegible Next", "Amiri"):
        assert f'font-family: "{family}"; font-weight: 400; font-style: normal' in sheet
    assert 'font-family: "Source Serif 4"; font-weight: 700; font-style: italic' in sheet


def test_colours_are_those_of_the_sheets() -> None:
    colours = colours_of(folded(((styles_folder() / "page.css").read_text(encoding="utf-8"),)))
    assert colours.of("html", [], []) == "1a1a1a"
    assert colours.of("a", [], []) == "0b4a8f"
    assert colours.of("p", ["dateline"], []) == "555555"
    assert colours.of("a", [], [("p", frozenset(["reference"]))]) == "1a1a1a"
    assert colours.of("p", [], []) is None
    with pytest.raises(Misfit):
        colours_of(("p:hover { color: #000000 }",))


@pytest.mark.parametrize(
    "stream",
    [b"BT /f 1 Tf (x) Tj", b"q", b"Q", b"/P sh", b"BI ID x EI", b"1 0 0 rg BT (x) Tj ET", b"/x Do", b"0 0 1 1 re"],
)
def test_a_page_that_is_not_known_is_refused(stream: bytes) -> None:
    with pytest.raises(Misfit):
        content.Rewriter(0, 800, Inks([], frozenset(), "000000"), {}).rewrite(stream)


def test_a_file_that_is_cut_off_is_refused() -> None:
    whole, _ = book.print_pdf('<html xmlns="http://www.w3.org/1999/xhtml"><body><p>W</p></body></html>', {}, {})
    assert len(file.File(whole).pages()) == 1
    for size in (0, 100, len(whole) // 2, len(whole) - 40):
        with pytest.raises(Misfit):
            file.File(whole[:size]).pages()


def test_a_string_may_be_broken_anywhere() -> None:
    font = letters.Font(1, True, {0x12: "a", 0x34: "b"})
    assert font.shown(b"[<00\n12>-5<0\n034>]") == "\x12\x34"
    font.codes = {0x12: 0xFF, 0x34: 0x41}
    assert font.written(b"[<00\n12>-5<0\n034>]") == b"[<ff>-5<41>]"


def test_a_glyph_without_a_character_is_told_by_the_text() -> None:
    font = letters.Font(1, False, {ord(char): char for char in "abcdefgh "} | {0x31: letters.UNKNOWN})
    (match,) = letters.fit("abc", [[(font, "a1")]])
    assert [share for _, _, share in match.shares] == ["bc"]


@pytest.mark.parametrize(("text", "lines"), [("abc", ["ab"]), ("abc", ["abcd"]), ("abc", ["acb"]), ("a b", ["ab"])])
def test_glyphs_that_do_not_spell_the_text_are_refused(text: str, lines: list[str]) -> None:
    font = letters.Font(1, False, {ord(char): char for char in "abcd "})
    with pytest.raises(Misfit):
        letters.fit(text, [[(font, line)] for line in lines])


def test_what_it_can_is_less_than_everything() -> None:
    assert engines.CAN["plutobook"] < frozenset(Need)
    assert AUTO.engine == "auto"
    assert pdf is not None


def test_nothing_is_kept_of_a_document_that_was_set() -> None:
    """A cache by titles would grow by a sheet with each document that a service sets."""
    by(read("Words."))
    caches = [value for module in (sheet, colours, headlines, font_widths) for value in vars(module).values()]
    counts = [cache.cache_info().currsize for cache in caches if hasattr(cache, "cache_info")]
    by(replace(read("Words."), metadata=Metadata(title="Another title", lang="en")))
    assert counts == [cache.cache_info().currsize for cache in caches if hasattr(cache, "cache_info")]
    assert sum(counts) > 5


@pytest.mark.parametrize("char", ["\U00013000", "\ue123"])
def test_a_character_without_a_glyph_is_left_to_the_engine_that_names_it(char: str) -> None:
    """The glyph that stands for what a font lacks must not pass for a form of a letter."""
    made, _ = by(read(f"a {char} b"))
    assert "a character may have no glyph" in made.engine
    assert ([item.rule for item in made.findings], made.claims) == (["PDF004"], ())


def test_ligatures_are_copied_as_letters() -> None:
    made, _ = by(read("office fluffy *fine* \ufb01ne"))
    assert is_fast(made)
    with pypdfium2.PdfDocument(made.data) as opened:
        assert opened[0].get_textpage().get_text_range().splitlines()[1] == "office fluffy fine fine"


@pytest.mark.parametrize("words", ["On.", "So‐called, on‐line, set‐up."])
def test_numbers_below_zero_have_their_sign(words: str) -> None:
    """The text font draws U+002D and U+2010 with one glyph: what a marker shows is U+002D."""
    html = f"<html lang=en><title>T</title><h1>T</h1><p>{words}<ol start=-2><li>A<li>B<li>C</ol></html>"
    document = open_article(html.encode(), name="a.html").document
    assert differences(document) == []
    made, tree = by(document)
    assert is_fast(made)
    assert [word for line in lines(tree) for word in ("“-2.”", "“-1.”", "“0.”") if word in line] == [
        "“-2.”",
        "“-1.”",
        "“0.”",
    ]


def test_the_page_names_all_that_sends_a_document_to_weasyprint() -> None:
    page = " ".join((ROOT / "docs" / "pdf.md").read_text(encoding="utf-8").split())
    (said,) = re.findall(r"What sends a document, article or publication, to WeasyPrint: (.*?)\. So ", page)
    assert said == ", ".join(need.value for need in Need if need not in engines.CAN["plutobook"])


def test_a_misfit_shows_where_the_glyphs_differ() -> None:
    text = "word " * 40 + "g\u04da"
    document = Document(metadata=Metadata(title="T", lang="en"), title=(Text("T"),), blocks=(Paragraph((Text(text),)),))
    engine = by(document)[0].engine
    assert "word word word g\u04da”" in engine, engine
    assert "do not spell" in engine
