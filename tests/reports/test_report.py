"""The conformance report: what is in it, in every form; what it never says; that it is the same bytes each time."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from exporter.checks.claims_read import Claim, claims
from exporter.comparison.loss import KINDS
from exporter.reports import FORMATS, Report, pictures, render
from exporter.reports.criteria import LEVEL_A, LEVEL_AA, cited, criteria
from exporter.run.gather_report import make_report
from exporter.run.pipeline import ReadOptions
from exporter.writers import WriteOptions, writer
from tests.checks.rich import rich
from tests.conftest import ARTICLES, ROOT, Export
from tests.test_cli import names, run

pytestmark = pytest.mark.slow

SCHEMAS = ROOT / "tests" / "schemas"
LEVELS = {"supports", "partially-supports", "does-not-support", "not-applicable", "not-evaluated"}
"""The terms of OpenACR's catalogues."""


@pytest.fixture(scope="module")
def whole(exports: Sequence[Export]) -> Report:
    """The report on a fixture whose files have lost nothing."""
    return on(exports, "feature.md", "feature.md")


@pytest.fixture(scope="module")
def broken(exports: Sequence[Export]) -> Report:
    """An article held against the files of another: much is lost, and much was added."""
    return on(exports, "languages.md", "feature.md")


def on(exports: Sequence[Export], article: str, files_of: str) -> Report:
    (path,) = (one for one in ARTICLES if one.name == article)
    (item,) = (one for one in exports if one.name == files_of.replace(".", "-"))
    return make_report(str(path), [str(item.pdf), str(item.epub), str(item.docx)], ReadOptions())


# --- what it says ---------------------------------------------------------------------------------------------------


def test_it_tells_files_claims_and_that_nothing_was_lost(whole: Report) -> None:
    assert [file.format for file in whole.files] == ["pdf", "epub", "docx"]
    assert [claim.standard for claim in whole.files[0].claims][:2] == ["PDF/UA-1", "PDF/A-2a"]
    assert [file.losses for file in whole.files] == [(), (), ()]
    assert [file.sha256 for file in whole.files] == [sha256(file.data).hexdigest() for file in whole.files]
    assert not whole.failed
    text = render(whole, "text")
    assert "PDF/UA-1, stated by pdfuaid:part in the XMP metadata: nothing found against it by" in text
    assert "Losses against the article: no losses" in text


def test_it_tells_every_loss_in_every_form(broken: Report) -> None:
    losses = [loss for file in broken.files for loss in file.losses]
    assert broken.failed
    assert len({loss.kind for loss in losses}) > 3
    data = json.loads(render(broken, "json"))
    assert sum(len(file["losses"]) for file in data["files"]) == len(losses)
    results = json.loads(render(broken, "sarif"))["runs"][0]["results"]
    assert sum(item["ruleId"].startswith("LOSS-") for item in results) == len(losses)
    page = render(broken, "html")
    assert page.count('<span class="level error">') >= len(losses)
    outcomes = [one for one in assertions(broken) if one["earl:test"]["@id"].startswith("urn:exporter:test:loss-")]
    assert sum(one["earl:result"]["earl:outcome"]["@id"] == "earl:failed" for one in outcomes) == len(losses)


def test_it_names_what_it_did_not_run_and_what_a_person_must_judge(whole: Report) -> None:
    for form in ("text", "json", "html"):
        text = render(whole, form)
        for name in ("veraPDF", "EPUBCheck", "Ace by DAISY", "Open XML SDK"):
            assert name in text, form
        for alt in ("A broad weir seen from downstream", "A white depth gauge"):
            assert alt in text, form
        assert "They do not show that a document is accessible" in text


FORBIDDEN = re.compile(r"\b(is|are|fully) (fully )?accessible\b|\bcompliant\b|\bcertified\b", re.IGNORECASE)


@pytest.mark.parametrize("form", FORMATS)
def test_it_never_calls_anything_accessible(form: str, whole: Report) -> None:
    text = " ".join(re.sub(r"data:image/png;base64,[^\"]*", "", render(whole, form)).split())
    assert FORBIDDEN.search(text.replace("They do not show that a document is accessible", "")) is None


@pytest.mark.parametrize("form", FORMATS)
def test_it_is_the_same_bytes_each_time_and_names_no_folder(
    form: str, exports: Sequence[Export], whole: Report
) -> None:
    again = on(exports, "feature.md", "feature.md")
    assert render(again, form) == render(whole, form)
    assert str(ROOT) not in render(whole, form)
    assert str(exports[0].pdf.parent) not in render(whole, form)


# --- claims ---------------------------------------------------------------------------------------------------------


@cache
def written(form: str) -> bytes:
    return writer(form)(rich(), WriteOptions()).data


def test_claims_are_read_from_the_file_itself() -> None:
    own = writer("pdf")(rich(), WriteOptions()).claims
    assert tuple(claim.standard for claim in claims(written("pdf"), "pdf", "a.pdf"))[: len(own)] == own
    book = writer("epub")(rich(), WriteOptions(certified_by="A Person")).data
    (claim,) = claims(book, "epub", "a.epub")
    assert claim.standard.startswith("EPUB Accessibility 1.1")
    assert claims(written("epub"), "epub", "a.epub") == ()
    assert claims(written("docx"), "docx", "a.docx") == ()


def test_a_claim_that_an_error_contradicts_says_so(whole: Report) -> None:
    from dataclasses import replace

    from exporter.findings import finding
    from exporter.reports.checks import checked

    fault = finding("PDF101", "the file is not tagged")
    file = replace(whole.files[0], findings=(fault,), claims=(Claim("PDF/UA-1", "XMP", "ISO 14289"),))
    assert [one.verdict for one in checked(file)] == ["contradicted by PDF101"]


# --- forms of others ------------------------------------------------------------------------------------------------


def test_sarif_is_valid_by_its_schema_and_says_where(broken: Report, whole: Report) -> None:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    for report in (broken, whole):
        log = json.loads(render(report, "sarif"))
        jsonschema.Draft4Validator(schema).validate(log)
        rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
        assert len(set(rules)) == len(rules)
        for result in log["runs"][0]["results"]:
            assert rules[result["ruleIndex"]] == result["ruleId"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema).validate({"version": "2.1.0", "runs": [{"results": []}]})


def test_a_page_of_a_pdf_is_not_passed_off_as_a_line(broken: Report) -> None:
    for result in json.loads(render(broken, "sarif"))["runs"][0]["results"]:
        for place in result.get("locations", ()):
            uri = place["physicalLocation"]["artifactLocation"]["uri"]
            assert not (uri.endswith((".pdf", ".epub", ".docx")) and "region" in place["physicalLocation"]), result


def assertions(report: Report) -> list[dict[str, Any]]:
    graph = json.loads(render(report, "earl"))["@graph"]
    return [node for node in graph if node["@type"] == "earl:Assertion"]


OUTCOMES = {f"earl:{name}" for name in ("passed", "failed", "cantTell", "inapplicable", "untested")}
MODES = {f"earl:{name}" for name in ("automatic", "manual", "semiAuto", "undisclosed", "unknownMode")}


def test_earl_has_the_shape_that_its_schema_asks_for(broken: Report) -> None:
    """EARL 1.0 Schema, 2.1: who asserts, about what, by which test, in which mode, with what outcome."""
    data = json.loads(render(broken, "earl"))
    assert data["@context"]["earl"] == "http://www.w3.org/ns/earl#"
    known = {node["@id"]: node for node in data["@graph"] if "@id" in node}
    made = assertions(broken)
    for one in made:
        assert "earl:Assertor" in known[one["earl:assertedBy"]["@id"]]["@type"]
        assert known[one["earl:subject"]["@id"]]["@type"] == "earl:TestSubject"
        assert known[one["earl:test"]["@id"]]["@type"] in ("earl:TestCase", "earl:TestRequirement")
        assert one["earl:mode"]["@id"] in MODES
        assert one["earl:result"]["@type"] == "earl:TestResult"
        assert one["earl:result"]["earl:outcome"]["@id"] in OUTCOMES
    assert {one["earl:result"]["earl:outcome"]["@id"] for one in made} == OUTCOMES
    tested = {one["earl:test"]["@id"] for one in made}
    assert {f"urn:exporter:test:loss-{kind.replace(' ', '-')}" for kind in KINDS} <= tested


def test_openacr_is_valid_and_says_no_more_than_was_found(broken: Report, exports: Sequence[Export]) -> None:
    schema = json.loads((SCHEMAS / "openacr-0.1.0.json").read_text(encoding="utf-8"))
    data = yaml.safe_load(render(broken, "openacr"))
    jsonschema.validate(data, schema)
    levels = {}
    for name in ("a", "aa"):
        for item in data["chapters"][f"success_criteria_level_{name}"]["criteria"]:
            levels[item["num"]] = item["components"][0]["adherence"]["level"]
    assert set(levels.values()) <= LEVELS
    assert "supports" not in levels.values()  # no program can say so
    assert (len(levels), data["author"]["name"], data["report_date"]) == (55, "", "")


def test_openacr_says_what_speaks_against_a_criterion(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nlang: en\n---\n\n# T\n\n|a|b|\n|-|-|\n|1|2|\n\n[here](https://example.org)\n")
    assert run("convert", "a.md", "--to", "docx", cwd=tmp_path).returncode == 0
    done = run("report", "a.md", "--format", "openacr", cwd=tmp_path)
    data = yaml.safe_load(done.stdout)
    (link,) = (i for i in data["chapters"]["success_criteria_level_a"]["criteria"] if i["num"] == "2.4.4")
    assert link["components"][0]["adherence"]["level"] == "partially-supports"
    assert "DOC004" in link["components"][0]["adherence"]["notes"]


def test_criteria_are_those_of_wcag_2_2() -> None:
    assert (len(criteria(LEVEL_A)), len(criteria(LEVEL_AA))) == (31, 24)
    assert dict(criteria(LEVEL_A))["2.4.4"] == "Link Purpose (In Context)"
    assert cited("WCAG 2.2, 1.3.1 (technique G141); ISO 14289-1, 7.4.2") == {"1.3.1"}


def test_annex_v_leaves_to_the_provider_what_only_they_know(whole: Report) -> None:
    text = render(whole, "annex-v")
    assert text.count("to be filled in by the service provider") >= 5
    for part in (
        "1 (a)",
        "1 (b)",
        "1 (c)",
        "This draft is not a declaration",
        "3 of 3 pictures",
        "feature-md.epub (EPUB)",
    ):
        assert part in text


# --- the page -------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """The ids, links, sources and heading levels of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.levels: list[int] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.ids += [said["id"]] if "id" in said else []
        self.links += [said["href"]] if "href" in said else []
        self.sources += [said["src"]] if "src" in said else []
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


def test_every_link_of_the_page_leads_to_a_place_on_it_and_nothing_is_loaded(broken: Report) -> None:
    page = Page(render(broken, "html"))
    assert len(set(page.ids)) == len(page.ids)
    assert page.links
    assert [link for link in page.links if link[1:] not in page.ids or link[0] != "#"] == []
    assert [source[:22] for source in page.sources if not source.startswith("data:image/png;base64,")] == []
    assert not page.tags & {"script", "link", "iframe", "object"}
    steps = [two - one for one, two in zip(page.levels, page.levels[1:], strict=False)]
    assert (page.levels[0], page.levels.count(1), max(steps)) == (1, 1, 1)


def test_a_loss_leads_to_its_line_in_the_source_and_its_place_in_the_file(broken: Report) -> None:
    page = render(broken, "html")
    assert re.search(r'<a href="#line-\d+">line \d+ of the article</a>', page)
    assert re.search(r'<a href="#file1-part-\d+">(after )?page \d+ of feature-md\.pdf</a>', page)
    assert re.search(r'<a href="#file3-part-\d+">(after )?paragraph \d+ of feature-md\.docx</a>', page)
    assert re.search(
        r'<a href="#file2-part-\d+">(after )?EPUB/\S+ line \d+( from #\S+ on)? of feature-md\.epub</a>', page
    )


def test_pages_are_shown_beside_their_structure_and_what_is_told(whole: Report) -> None:
    page = render(whole, "html")
    count = len(pictures.pages(whole.files[0].data))
    assert count > 3
    assert page.count('<figure class="page">') == count
    assert "heading level 2</span> " in page
    assert "quote by Thomas Aske" in page


def test_what_is_told_before_the_title_stands_with_the_title(tmp_path: Path) -> None:
    """Also of an article that has no other heading, and whose name is not text."""
    name = os.fsdecode(b"a\xff.md")
    (tmp_path / name).write_text("---\nlang: en\n---\n\n# Title\n\nWords.\n", encoding="utf-8")
    assert run("convert", name, "--to", "epub", cwd=tmp_path).returncode == 0
    done = run("report", name, "--format", "html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = done.stdout.decode()
    assert re.findall(r'<h3 id="file1-\d+">(.*?)</h3>', page) == ["Title"]
    told = page[page.index("What a listener hears") :]
    assert told.index("document language") < told.index("heading level 1") < told.index("Words.")


def test_without_the_renderer_the_page_says_how_to_get_pictures(whole: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "available", lambda: False)
    page = render(whole, "html")
    assert '<figure class="page">' not in page
    assert "pip install “accessible-exporter[report]”" in page
    assert "heading level 2</span> " in page


def test_what_an_article_says_cannot_break_out_of_the_page(tmp_path: Path) -> None:
    evil = '<script>alert(1)</script> " onload=x \u202e'
    (tmp_path / "a.md").write_text(f"---\nlang: en\ntitle: '{evil}'\n---\n\n## {evil}\n\n`{evil}`\n", encoding="utf-8")
    assert run("convert", "a.md", "--to", "epub,docx", cwd=tmp_path).returncode == 0
    done = run("report", "a.md", "--format", "html", cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    assert not Page(done.stdout.decode()).tags & {"script"}


# --- the command ----------------------------------------------------------------------------------------------------


def test_without_names_the_files_beside_the_article_are_reported_on(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nlang: en\n---\n\n# T\n\nWords.\n", encoding="utf-8")
    missing = run("report", "a.md", cwd=tmp_path)
    assert (missing.returncode, len(missing.stderr.splitlines())) == (2, 1)
    assert run("convert", "a.md", "--to", "epub,docx", cwd=tmp_path).returncode == 0
    done = run("report", "a.md", "-o", "report.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert names(tmp_path) == ["a.docx", "a.epub", "a.md", "report.txt"]
    assert "a.epub (epub, SHA-256" in (tmp_path / "report.txt").read_text(encoding="utf-8")


def test_what_cannot_be_reported_on_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# T\n", encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    for arguments, code in ((["a.pdf"], 2), (["a.md", "a.md"], 2), (["a.md", "a.pdf"], 3), (["a.md", "no.pdf"], 3)):
        done = run("report", *arguments, cwd=tmp_path)
        assert (done.returncode, len(done.stderr.splitlines())) == (code, 1), (arguments, done.stderr)


def test_a_file_is_what_it_holds_whatever_its_name_says(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nlang: en\n---\n\n# T\n\nWords.\n", encoding="utf-8")
    assert run("convert", "a.md", "--to", "epub,docx", cwd=tmp_path).returncode == 0
    (tmp_path / "a.docx").rename(tmp_path / "b.pdf")
    (tmp_path / "a.epub").rename(tmp_path / "b.docx")
    (tmp_path / "b.epub").write_bytes((tmp_path / "b.pdf").read_bytes())
    for command in (["report", "a.md"], ["parity", "a.md"], ["check"], ["speak"], ["show"]):
        for name in ("b.pdf", "b.docx", "b.epub"):
            done = run(*command, name, cwd=tmp_path)
            assert (done.returncode, done.stderr) == (0, b""), (command, name, done.stderr)
    told = run("report", "a.md", "b.pdf", "b.docx", cwd=tmp_path).stdout.decode()
    assert "b.pdf (docx, SHA-256" in told
    assert "b.docx (epub, SHA-256" in told
