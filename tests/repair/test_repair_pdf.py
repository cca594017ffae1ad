"""``exporter fix FILE.pdf``: what is certain is written into a copy, and the copy is proved to say the same."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from typer.testing import CliRunner

import exporter
from exporter.bounds.gate import Limits
from exporter.cli import app
from exporter.errors import InputError, WriterError
from exporter.readback import open_file
from exporter.repair import proof, repair_file
from exporter.repair.change import Change, Made
from tests.hostile.crafted import document, pdf, stream

RUN = CliRunner()
ENGLISH = (
    "The council has said that it would not close the bridge before the end of the year, and that there are "
    "no plans for another road to the town, which is what many of those who live there have asked for."
)
FRENCH = (
    "Le conseil a dit que le pont ne sera pas fermé avant la fin de cette année, et que les habitants de la ville "
    "qui ont demandé une autre route dans la vallée ne sont pas les seuls à attendre une réponse pour leurs enfants."
)


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The PDF ``data`` after ``change``."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as made:
        change(made)
        made.save(out, deterministic_id=True, compress_streams=False)
    return out.getvalue()


def of_words(*texts: str, root: str = "", page: str = "", **more: str | bytes) -> bytes:
    """A tagged PDF of one page with a paragraph of each text; its catalogue says no language."""
    painted = b"".join(
        b"BT /F1 12 Tf 72 %d Td /P <</MCID %d>> BDC (%s) Tj EMC ET\n"
        % (700 - 20 * number, number, text.encode("cp1252").replace(b"(", b"\\("))
        for number, text in enumerate(texts)
    )
    kids = {
        20 + number: f"<< /Type /StructElem /S /P /P 7 0 R /Pg 3 0 R /K {number} >>" for number in range(len(texts))
    }
    listed = " ".join(f"{number} 0 R" for number in kids)
    made = document(page=page) | {
        1: f"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R {root} >>",
        4: stream(painted),
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        7: f"<< /Type /StructElem /S /Document /P 6 0 R /K [{listed}] >>",
        9: f"<< /Nums [0 [{listed}]] >>",
    }
    return pdf(made | kids | {int(name[1:]): body for name, body in more.items()})


def lines(data: bytes) -> list[str]:
    """What is another in the repaired copy."""
    return [change.line for change in repair_file(data, "a.pdf").changes]


def rules(data: bytes) -> set[str]:
    return {change.rule for change in repair_file(data, "a.pdf").changes}


# --- title ----------------------------------------------------------------------------------------------------------


def with_title(title: str) -> bytes:
    return changed(of_words(ENGLISH, root="/Lang (en)"), lambda made: made.docinfo.__setitem__("/Title", title))


def test_the_title_of_the_information_dictionary_becomes_that_of_the_metadata_and_is_shown() -> None:
    made = repair_file(with_title("The bridge & the road"), "a.pdf")
    assert [change.rule for change in made.changes] == ["PDF105", "PDF106"]
    with pikepdf.open(io.BytesIO(made.data)) as file:
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert str(file.open_metadata()["dc:title"]) == "The bridge & the road"
        assert "pdfuaid" not in file.Root.Metadata.read_bytes().decode()
    assert {item.rule for item in made.before} - {item.rule for item in made.after} == {"PDF105", "PDF106"}


@pytest.mark.parametrize("title", ["Microsoft Word - report.doc", "untitled", "council_report_v3.indd", "Document1"])
def test_a_title_that_a_program_left_is_for_a_person(title: str) -> None:
    made = repair_file(with_title(title), "a.pdf")
    assert made.changes == ()
    assert title in made.open[0]


def test_the_one_heading_of_the_first_level_is_the_title_of_a_file_without_one() -> None:
    heading = "<< /Type /StructElem /S /H1 /P 7 0 R /Pg 3 0 R /K 0 >>"
    made = of_words("The bridge", ENGLISH, root="/Lang (en)", o20=heading)
    assert lines(made)[0].endswith("nothing → “The bridge”: the text's one title says it")
    assert rules(of_words("The bridge", ENGLISH, root="/Lang (en)")) == set()
    two = of_words("The bridge", ENGLISH, "The road", root="/Lang (en)", o20=heading, o22=heading.replace("K 0", "K 2"))
    assert rules(two) == set()


# --- language -------------------------------------------------------------------------------------------------------


def test_a_language_without_doubt_is_declared() -> None:
    made = repair_file(of_words(ENGLISH), "a.pdf")
    assert [change.line for change in made.changes] == ["DOC002 language: nothing → “en”: the words leave no doubt"]
    assert open_file(made.data, "b.pdf").metadata.lang == "en"
    assert "DOC002" in {item.rule for item in made.before}
    assert "DOC002" not in {item.rule for item in made.after}


def test_a_language_with_doubt_is_for_a_person() -> None:
    for texts in ((ENGLISH, FRENCH), ("Menu 12 Leeds",)):
        made = repair_file(of_words(*texts), "a.pdf")
        assert made.changes == ()
        assert made.open == ("the language of the words is not certain; a person names it",)


def test_a_misspelt_language_tag_is_spelt() -> None:
    assert lines(of_words(ENGLISH, root="/Lang (en_GB)")) == [
        "PDF122 language: “en_GB” → “en-GB”: a language tag has hyphens"
    ]
    assert rules(of_words(ENGLISH, root="/Lang (english)")) == set()


# --- links and tabs -------------------------------------------------------------------------------------------------

LINK = "<< /Type /Annot /Subtype /Link /Rect [72 690 200 710] /Border [0 0 0] /StructParent 1 {} >>"
ELEMENT = "<< /Type /StructElem /S /Link /P 7 0 R /Pg 3 0 R /K [0 << /Type /OBJR /Obj 30 0 R >>] >>"
ADDRESS = "/A << /S /URI /URI (https://example.org/bridge) >>"


def with_link(element: str = ELEMENT, annotation: str = ADDRESS) -> bytes:
    return of_words(
        "the report", ENGLISH, root="/Lang (en)", page="/Annots [30 0 R]", o20=element, o30=LINK.format(annotation)
    )


def test_a_link_is_said_by_its_words_and_the_tab_key_follows_the_structure() -> None:
    assert lines(with_link()) == [
        "page 1: PDF113 tab order (Tabs): nothing → “/S”: all that it stops at is in the tree",
        "page 1: PDF114 link in words (Contents): nothing → “the report”: its words in the tree",
    ]
    again = repair_file(with_link(), "a.pdf")
    assert repair_file(again.data, "a.pdf").changes == ()


def test_a_link_outside_the_tree_is_said_by_its_address_and_the_tab_order_stays() -> None:
    loose = ELEMENT.replace("<< /Type /OBJR /Obj 30 0 R >>", "")
    assert lines(with_link(loose)) == [
        "page 1: PDF114 link in words (Contents): nothing → “https://example.org/bridge”: the address that it leads to"
    ]
    assert rules(with_link(loose, "/Dest [3 0 R /Fit]")) == set()


def test_what_no_rule_asks_for_is_left_alone() -> None:
    """In PDF 2.0 a link is said by its words; a cell that names its headers needs no scope."""
    later = b"%PDF-2.0" + with_link()[8:]
    assert rules(later) == {"PDF113"}
    named = "/ID (a) /A << /O /Table /Headers [(a)] >>"
    assert rules(table("hh", "dd", attributes=named)) == set()


def test_a_link_that_says_something_is_left_alone() -> None:
    assert rules(with_link(annotation=f"{ADDRESS} /Contents (Report, PDF)")) == {"PDF113"}


# --- tables ---------------------------------------------------------------------------------------------------------


def table(*rows: str, attributes: str = "") -> bytes:
    """A table of header cells (h) and others (d), one letter a cell."""
    texts, more = [], {}
    for number, row in enumerate(rows):
        cells = []
        for kind in row:
            at = len(texts)
            texts.append(f"cell {at}")
            more[f"o{100 + at}"] = (
                f"<< /Type /StructElem /S /T{kind.upper()} /P {300 + number} 0 R /Pg 3 0 R /K {at} {attributes} >>"
            )
            cells.append(f"{100 + at} 0 R")
        more[f"o{300 + number}"] = f"<< /Type /StructElem /S /TR /P 400 0 R /K [{' '.join(cells)}] >>"
    every = " ".join(f"{300 + number} 0 R" for number in range(len(rows)))
    parents = " ".join(f"{100 + at} 0 R" for at in range(len(texts)))
    return of_words(
        *texts,
        root="/Lang (en)",
        o7="<< /Type /StructElem /S /Document /P 6 0 R /K [400 0 R] >>",
        o400=f"<< /Type /StructElem /S /Table /P 7 0 R /K [{every}] >>",
        o9=f"<< /Nums [0 [{parents}]] >>",
        **more,
    )


@pytest.mark.parametrize(
    ("rows", "scopes"),
    [
        (("hhh", "ddd"), ["Column"] * 3),
        (("hd", "hd"), ["Row"] * 2),
        (("hhh", "hdd", "hdd"), ["Column"] * 3 + ["Row"] * 2),
        (("hhh", "hhh", "hhd"), ["Column"] * 6 + ["Row"] * 2),
        (("hhh", "dhd"), []),
        (("hhh", "ddd", "hhh", "ddd"), []),
        (("hh", "hh"), []),
    ],
)
def test_header_cells_get_the_scope_that_their_place_leaves(rows: tuple[str, ...], scopes: list[str]) -> None:
    made = repair_file(table(*rows), "a.pdf")
    assert [change.new for change in made.changes] == scopes
    if scopes:
        assert "PDF109" not in {item.rule for item in made.after}


def test_cells_that_span_rows_leave_doubt_and_attributes_are_kept() -> None:
    assert lines(table("hh", "hd", attributes="/A << /O /Table /RowSpan 2 >>")) == []
    made = repair_file(table("hh", "dd", attributes="/A << /O /Layout /Width 20 >>"), "a.pdf")
    with pikepdf.open(io.BytesIO(made.data)) as file:
        cells = [item for item in file.objects if isinstance(item, Dictionary) and item.get("/S") == "/TH"]
        assert [[str(one.O) for one in cell.A] for cell in cells] == [["/Layout", "/Table"]] * 2


# --- marked as tagged -----------------------------------------------------------------------------------------------


def test_a_whole_tree_is_marked_as_one() -> None:
    unmarked = changed(of_words(ENGLISH, root="/Lang (en)"), lambda made: made.Root.__delitem__("/MarkInfo"))
    assert rules(unmarked) == {"PDF101"}
    loose = changed(unmarked, lambda made: made.Root.StructTreeRoot.__delitem__("/ParentTree"))
    made = repair_file(loose, "a.pdf")
    assert (made.changes, "PDF103" in made.open[0]) == ((), True)


# --- refusals and proof ---------------------------------------------------------------------------------------------


def encrypted(made: bytes, **options: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as file:
        file.save(out, encryption=pikepdf.Encryption(**options))
    return out.getvalue()


def signed(made: Any) -> None:
    signature = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("x"))
    made.Root.AcroForm = Dictionary(
        SigFlags=3, Fields=Array([Dictionary(FT=Name.Sig, V=made.make_indirect(signature))])
    )


def test_what_is_signed_or_encrypted_is_refused_in_a_line(tmp_path: Path) -> None:
    limited = pikepdf.Permissions(modify_other=False)
    cases = {
        "signed": (changed(with_link(), signed), "is signed"),
        "encrypted": (encrypted(with_link(), owner="o", user="u"), "is encrypted"),
        "limited": (encrypted(with_link(), owner="o", user="", allow=limited), "is encrypted, or what may be done"),
    }
    for name, (data, said) in cases.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        ended = RUN.invoke(app, ["fix", str(path)], catch_exceptions=True)
        assert isinstance(ended.exception, InputError), name
        assert said in str(ended.exception)
        assert not list(tmp_path.glob("*.fixed.pdf"))


def test_a_copy_that_says_something_else_is_never_written() -> None:
    """The proof is held against copies that nobody's repair would make: other words, other paint, another sense."""
    data, other = of_words(ENGLISH, root="/Lang (en)"), of_words("Another word.", root="/Lang (en)")
    read = proof.read_file(data, "a.pdf")
    honest = Change("DOC002", "", "language", "", "en", "", "lang")
    with pytest.raises(WriterError, match="would say something else: the paragraph is not there"):
        proof.prove("pdf", data, Made(other, (honest,)), "a.pdf", read)
    painted = changed(data, lambda made: made.pages[0].contents_add(b"0 0 9 9 re f"))
    with pytest.raises(WriterError, match="content that no repair has named"):
        proof.prove("pdf", data, Made(painted, (honest,)), "a.pdf", read)
    titled = with_title("A title")
    with pytest.raises(WriterError, match="title"):
        proof.prove("pdf", data, Made(titled, (honest,)), "a.pdf", read)
    assert proof.prove("pdf", data, Made(titled, (replace(honest, touches="title"),)), "a.pdf", read)


def test_bounds_hold_for_a_copy_too() -> None:
    with pytest.raises(InputError, match="unpacked"), exporter_limits(part_bytes=100):
        repair_file(of_words(ENGLISH * 9), "a.pdf")


def exporter_limits(**bounds: int) -> Any:
    from exporter.bounds.gate import holding

    return holding(replace(Limits(), **bounds))


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command_writes_a_copy_and_shows_each_change(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(with_link())
    shown = RUN.invoke(app, ["fix", "--dry-run", str(path)])
    assert (shown.exit_code, sorted(tmp_path.iterdir())) == (1, [path])
    assert f"{path}: page 1: PDF114 link in words (Contents): nothing → “the report”" in shown.output
    assert "no word, no order, no structure and no picture changed" in shown.output
    assert "gone: PDF113, PDF114" in shown.output
    done = RUN.invoke(app, ["fix", str(path)])
    copy = tmp_path / "report.fixed.pdf"
    assert (done.exit_code, path.read_bytes()) == (0, with_link())
    assert copy.read_bytes() == exporter.fix(path).after == repair_file(with_link(), "x").data
    again = RUN.invoke(app, ["fix", str(copy)])
    assert (again.exit_code, (tmp_path / "report.fixed.fixed.pdf").exists()) == (0, False)
    assert "no repairs" in again.output
    assert RUN.invoke(app, ["fix", str(copy), "-o", str(tmp_path / "named.pdf")]).exit_code == 0
    assert (tmp_path / "named.pdf").read_bytes() == copy.read_bytes()
