"""Rules on finished files: damage never crashes them, files of others are judged fairly, places are said."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from typer.testing import CliRunner

from exporter.checks.document import check
from exporter.checks.finished import check_file
from exporter.cli import app
from exporter.errors import InputError
from exporter.readback.pdf import walked
from exporter.rules import RULES
from exporter.writers import WriteOptions, writer
from tests.checks.packages import docx, epub, para
from tests.comparison.test_proof import broken_package, broken_pdf
from tests.defects import load
from tests.defects.article import article, clean
from tests.defects.ours import told
from tests.hostile import crafted


@pytest.mark.slow
@pytest.mark.parametrize("form", ["pdf", "epub", "docx"])
def test_damage_ends_in_findings_or_one_line(form: str) -> None:
    damage = broken_pdf if form == "pdf" else broken_package
    for seed in range(20):
        with suppress(InputError):
            check_file(damage(clean(form), seed), "damaged")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["pdf", "epub", "docx"])
def test_every_rule_on_finished_files_is_raised_by_a_sown_defect(form: str) -> None:
    raised = {rule for defect in load() if defect.format == form for rule, _ in told(defect)[1]}
    ours = {"docx": range(121, 200)}.get(form, range(101, 200))  # those of Word's checker have tests of their own
    assert {key for key in RULES if key.startswith(form.upper()) and int(key[-3:]) in ours} <= raised


@pytest.mark.slow
def test_no_false_alarm_on_pdf_2() -> None:
    data = writer("pdf")(article(), WriteOptions(pdf="ua-2", contents="always")).data
    of_the_article = {item.rule for item in check(article())}
    assert [item for item in check_file(data, "two.pdf") if item.rule not in of_the_article] == []


def rules(data: bytes) -> set[str]:
    return {item.rule for item in check_file(data, "file")}


def test_a_page_of_anybody_is_judged_by_what_it_is() -> None:
    good = '<h1 id="t">T</h1><table><caption>C</caption><tr><th scope="col">A</th></tr><tr><td>1</td></tr></table>'
    assert rules(epub(good)) & {"EPUB109", "EPUB110", "EPUB111", "EPUB116"} == set()
    assert "EPUB109" in rules(epub(good.replace(' scope="col"', "")))
    assert "EPUB111" in rules(epub(good.replace("<table>", '<table role="presentation">')))
    assert "EPUB110" in rules(epub(good + '<p aria-hidden="true">Words.</p>'))
    assert "EPUB110" not in rules(epub(good + '<span aria-hidden="true"></span>')), "nothing is kept from anybody"
    assert "EPUB116" in rules(epub(good + '<p id="t">Words.</p>'))


def test_words_of_right_to_left_scripts_are_marked() -> None:
    assert "DOCX125" in rules(docx(para("نص عربي")))
    assert "DOCX125" not in rules(docx(para("Latin words, 12 · — “x”")))


@pytest.mark.slow
def test_what_pandoc_writes_is_judged_too(tmp_path: Path) -> None:
    import pypandoc

    source = tmp_path / "a.md"
    source.write_text(
        "---\ntitle: An article\nlang: en\n---\n\n# First\n\nSome *text*.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    for form in ("epub", "docx"):
        target = tmp_path / f"a.{form}"
        subprocess.run([pypandoc.get_pandoc_path(), source, "-o", target], check=True, timeout=600)
        found = rules(target.read_bytes())
        assert found >= {"epub": {"EPUB109", "EPUB114"}, "docx": {"DOCX121", "DOCX124"}}[form]
        assert not found & {"EPUB101", "EPUB103", "EPUB106", "EPUB116", "DOCX123", "DOCX125", "DOC001", "DOC002"}


@pytest.mark.slow
def test_check_tells_the_page_of_a_pdf(tmp_path: Path) -> None:
    (defect,) = (item for item in load() if item.format == "pdf" and item.name == "a picture has no box")
    path = tmp_path / "a.pdf"
    path.write_bytes(defect.break_it(clean("pdf")))
    done = CliRunner().invoke(app, ["check", str(path), "--fail-on", "warning"])
    assert done.exit_code == 1
    assert f"{path}:2:1: warning PDF108 a figure does not state its position" in done.stdout


@pytest.mark.parametrize("mark", [b"/P <</MCID 0>> BDC ", b"/Artifact BMC ", b"/Span BMC "])
def test_marks_inside_marks_cost_no_more_the_deeper_they_lie(mark: bytes) -> None:
    def lines(count: int) -> int:
        """Lines of Python that are run, each turn of a loop in a line for one."""
        passed = 0

        def look(frame: Any, event: str, argument: Any) -> Any:
            nonlocal passed
            passed += event == "line"
            return look

        with pikepdf.open(io.BytesIO(crafted.pdf(crafted.document(content=mark * count)))) as file:
            before = sys.gettrace()
            sys.settrace(look)
            try:
                walked(file)
            finally:
                sys.settrace(before)
        return passed

    assert lines(800) < 2.2 * lines(400)
