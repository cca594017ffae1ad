"""Where a publication's order comes from: folders, weights, mdBook, Quarto, feeds, other publications; and --init."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from exporter.bounds.gate import Limits
from exporter.cli import main
from exporter.errors import InputError
from exporter.model import Document, Link, Section, articles, plain_text, walk
from exporter.publication.bind import open_publication, outputs_of
from exporter.publication.init import sheet_of
from exporter.publication.orders import plan_of
from exporter.publication.plan import Named, NamedPart, Plan, natural, slug
from exporter.run.pipeline import ReadOptions

pytestmark = pytest.mark.slow


def put(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def plan(path: Path) -> Plan:
    return plan_of(str(path), Limits())


def order(made: Plan) -> list[object]:
    """Articles by path, parts as a title with the paths in it."""
    found: list[object] = []
    for piece in made.pieces:
        match piece:
            case Named():
                found.append(piece.called)
            case NamedPart():
                found.append((piece.title, [article.called for article in piece.articles]))
    return found


def article(title: str, more: str = "", words: str = "Words.") -> str:
    return f"---\ntitle: {title}\nlang: en\n{more}---\n\n{words}\n"


def test_a_folder_is_read_as_people_count(tmp_path: Path) -> None:
    names = ["10-end.md", "2-middle.md", "01-begin.md", "03-news/b.md", "03-news/a.txt", "README.md", ".hidden.md"]
    files = {name: article(name) for name in names}
    files |= {"03-news/pictures.png": "", "2-middle.decisions.toml": "", "note.docx.bak": ""}
    folder = put(tmp_path / "The_spring-issue", files)
    made = plan(folder)
    assert order(made) == ["01-begin.md", "2-middle.md", "10-end.md", ("News", ["03-news/a.txt", "03-news/b.md"])]
    assert dict(made.fields)["title"] == "The spring issue"


def test_weights_go_before_names(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "site",
        {
            "_index.md": article("All of it", "weight: 1\n"),
            "alpha.md": article("Alpha", "weight: 30\n"),
            "beta.md": article("Beta", "weight: 20\n"),
            "zeta/_index.md": article("Zeta first", "weight: 1\n"),
            "zeta/one.md": article("One", "nav_order: 2\n"),
            "zeta/two.md": article("Two", "nav_order: 1\n"),
            "eta/_index.md": article("Eta last", "weight: 2\n"),
            "eta/only.md": article("Only"),
            "bundle/index.md": article("A bundle", "weight: 5\n"),
        },
    )
    assert order(plan(folder)) == [
        "_index.md",
        "bundle/index.md",
        "beta.md",
        "alpha.md",
        ("Zeta first", ["zeta/two.md", "zeta/one.md"]),
        ("Eta last", ["eta/only.md"]),
    ]


SUMMARY = """# Summary

[Preface](preface.md)

# The first part

- [One](one.md)
  - [One and a half](sub/half.md)
- [Not yet]()

---

# The second part

* [Two](./two.md#place)

[Appendix](appendix.md)
"""


def test_an_mdbook_is_read_by_its_summary(tmp_path: Path) -> None:
    names = ("preface", "one", "sub/half", "two", "appendix", "unlisted")
    files = {f"src/{name}.md": f"# {name}\n\nWords of {name}.\n" for name in names}
    files["src/SUMMARY.md"] = SUMMARY
    files["book.toml"] = '[book]\ntitle = "A book"\nauthors = ["Ann Lee"]\nlanguage = "en"\n'
    made = plan(put(tmp_path / "book", files))
    assert order(made) == [
        "src/preface.md",
        ("The first part", ["src/one.md", "src/sub/half.md"]),
        ("The second part", ["src/two.md", "src/appendix.md"]),
    ]
    fields = dict(made.fields)
    assert (fields["title"], fields["lang"], fields["authors"][0].name) == ("A book", "en", "Ann Lee")
    assert order(plan(tmp_path / "book" / "book.toml")) == order(made)


def test_the_first_heading_of_a_summary_is_its_title_and_no_part(tmp_path: Path) -> None:
    files = {"one.md": "# One\n\nWords.\n", "two.md": "# Two\n\nWords.\n"}
    files["SUMMARY.md"] = "# The harbour book\n\n- [One](one.md)\n\n# Later\n\n- [Two](two.md)\n"
    made = plan(put(tmp_path / "book", files) / "SUMMARY.md")
    assert order(made) == ["one.md", ("Later", ["two.md"])]
    assert dict(made.fields)["title"] == "The harbour book"


@pytest.mark.parametrize(
    ("chapter", "title", "sections"),
    [
        ("## Hello, Boat!\n\nWords.\n\n## Summary\n\nMore.\n", "Hello, Boat!", ["Summary"]),
        ("Words first.\n\n## Then\n\nMore.\n\n## End\n\nLast.\n", "The boat", ["Then", "End"]),
        ("# Own\n\nWords.\n\n## Part\n\nMore.\n", "Own", ["Part"]),
    ],
)
def test_a_chapter_has_its_first_heading_as_title_else_that_of_the_order(
    chapter: str, title: str, sections: list[str], tmp_path: Path
) -> None:
    files = {"ch01-03-boat.md": chapter, "SUMMARY.md": "- [The boat](ch01-03-boat.md)\n"}
    made = open_publication(str(put(tmp_path / "book", files) / "SUMMARY.md"), ReadOptions(lang="en"))
    (article,) = [one.section for one in articles(made.document)]
    assert plain_text(article.title) == title
    held = [block for block in article.blocks if isinstance(block, Section)]
    assert [plain_text(section.title) for section in held] == sections
    assert not [item for item in made.findings if item.rule == "MD010"]


def test_a_book_toml_that_names_articles_is_a_publication(tmp_path: Path) -> None:
    files = {"one.md": "# One\n\nWords.\n", "book.toml": 'title = "B"\nlang = "en"\narticles = ["one.md"]\n'}
    assert order(plan(put(tmp_path / "book", files) / "book.toml")) == ["one.md"]


QUARTO = """
project:
  type: book
lang: en
book:
  title: "A Quarto book"
  author: Ann Lee
  date: 2026-03-04
  chapters:
    - index.qmd
    - part: "Beginnings"
      chapters:
        - one.qmd
        - file: two.qmd
    - part: more.qmd
      chapters: [three.qmd]
  appendices:
    - notes.qmd
"""


def test_a_quarto_book_is_read_by_its_project(tmp_path: Path) -> None:
    files = {f"{name}.qmd": f"# {name.title()}\n\nWords.\n" for name in ("index", "one", "two", "three", "notes")}
    files |= {"_quarto.yml": QUARTO, "more.qmd": "# More of it {#sec-more}\n"}
    made = plan(put(tmp_path / "book", files))
    assert order(made) == [
        "index.qmd",
        ("Beginnings", ["one.qmd", "two.qmd"]),
        ("More of it", ["three.qmd"]),
        "notes.qmd",
    ]
    assert dict(made.fields)["published"] == "2026-03-04"


ITEM = "<item><title>{0}</title><link>https://valley.example/{0}</link><content:encoded>{1}</content:encoded></item>"
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Valley</title><link>https://valley.example/</link><language>en</language>{}</channel></rss>"""


def feed(count: int) -> str:
    bodies = [
        f"&lt;p&gt;Words of number {number}, after &lt;a href='https://valley.example/item-{number - 1}'&gt;the one "
        f"before&lt;/a&gt;.&lt;/p&gt;"
        for number in range(1, count + 1)
    ]
    return FEED.format("".join(ITEM.format(f"item-{number}", body) for number, body in enumerate(bodies, 1)))


CHOICES = {
    "": [1, 2, 3, 4, 5],
    "#2": [2],
    "#2-3": [2, 3],
    "#4-": [4, 5],
    "#5,1-2": [5, 1, 2],
    "#3-99": [3, 4, 5],
}


@pytest.mark.parametrize("choice", CHOICES)
def test_articles_of_a_feed_are_chosen_by_number(choice: str, tmp_path: Path) -> None:
    put(tmp_path, {"feed.xml": feed(5), "issue.toml": f'title = "T"\narticles = ["feed.xml{choice}"]\n'})
    assert order(plan(tmp_path / "issue.toml")) == [f"feed.xml#{number}" for number in CHOICES[choice]]


WRONG = {
    "#0": "counts backwards or from 0",
    "#3-2": "counts backwards or from 0",
    "#7": "the file holds 5 articles; choose among them",
    "#one": "is not a choice of articles; write #3, #1-10 or #1,4-6",
}


@pytest.mark.parametrize("choice", WRONG)
def test_a_choice_that_cannot_be_is_told(choice: str, tmp_path: Path) -> None:
    put(tmp_path, {"feed.xml": feed(5), "issue.toml": f'title = "T"\narticles = ["feed.xml{choice}"]\n'})
    with pytest.raises(InputError, match=r"issue\.toml:2: ") as caught:
        plan(tmp_path / "issue.toml")
    assert WRONG[choice] in str(caught.value)


def document(path: Path) -> Document:
    return open_publication(str(path), ReadOptions()).document


def test_links_between_articles_of_a_feed_lead_inside(tmp_path: Path) -> None:
    put(tmp_path, {"feed.xml": feed(3), "issue.toml": 'title = "T"\narticles = ["feed.xml#1-2"]\n'})
    text = document(tmp_path / "issue.toml").to_json()
    assert '"target": "#item-1"' in text
    assert '"target": "https://valley.example/item-0"' in text


def test_another_publication_stands_among_the_articles(tmp_path: Path) -> None:
    files = {"inner/publication.toml": 'title = "I"\narticles = ["b.md", "a.md"]\n', "inner/a.md": article("A")}
    files |= {"inner/b.md": article("B"), "c.md": article("C"), "issue.toml": 'articles = ["c.md", "inner"]\n'}
    put(tmp_path, files)
    assert order(plan(tmp_path / "issue.toml")) == ["c.md", "inner/b.md", "inner/a.md"]


def test_a_title_and_links_to_headings_of_other_chapters_are_found(tmp_path: Path) -> None:
    files = {
        "SUMMARY.md": "- [One](one.md)\n- [Two](two.md)\n",
        "one.md": "# One\n\n[A](two.html#a-part) [B](two.md#the-second) [C](one.html#here)\n\n## Here\n\nWords.\n",
        "two.md": "# The second\n\n## A part\n\nWords.\n",
    }
    made = open_publication(str(put(tmp_path / "book", files)), ReadOptions(lang="en"))
    assert [item.message for item in made.findings if item.rule in ("PUB002", "PUB003")] == []
    _, two = (item.section for item in articles(made.document))
    inner = two.blocks[0]
    assert isinstance(inner, Section)
    text = made.document.to_json()
    for target in (inner.id, "two", "one_here"):
        assert f'"target": "#{target}"' in text


def test_init_writes_a_file_that_says_the_same(tmp_path: Path) -> None:
    files = {f"0{number}.md": article(f"N{number}") for number in range(1, 4)}
    folder = put(tmp_path / "issue", files | {"news/a.md": article("A"), "news/feed.xml": feed(3)})
    before = plan(folder)
    text = sheet_of(before)
    tomllib.loads(text)
    (folder / "publication.toml").write_text(text, encoding="utf-8")
    after = plan(folder)
    assert order(after) == order(before)
    assert dict(after.fields)["title"] == dict(before.fields)["title"]
    assert '"news/feed.xml#1-3"' in text


def test_init_at_the_command_line_writes_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "issue", {"a.md": article("A")})
    for code in (0, 2):
        monkeypatch.setattr("sys.argv", ["exporter", "bind", "--init", str(folder)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == code
    assert "publication.toml: is there already" in capsys.readouterr().err


def test_names_count_as_people_count() -> None:
    assert sorted(["10-a", "9-b", "1-c"], key=natural) == ["1-c", "9-b", "10-a"]
    assert slug("Ünter den Líndén, 3!") == "unter-den-linden-3"


def test_a_folder_is_written_beside_itself(tmp_path: Path) -> None:
    folder = put(tmp_path / "issue", {"a.md": article("A")})
    assert outputs_of(str(folder), ("epub",), None, None) == {"epub": tmp_path / "issue.epub"}
    assert outputs_of(str(folder / "a.toml"), ("epub",), None, None) == {"epub": folder / "a.epub"}
    assert plain_text(document(folder).title) == "Issue"


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    put(tmp_path, {"secret.md": article("Secret"), "issue/a.md": article("A")})
    (tmp_path / "issue" / "b.md").symlink_to(tmp_path / "secret.md")
    assert order(plan(tmp_path / "issue")) == ["a.md"]
    sheet = put(tmp_path / "issue", {"x.toml": 'title = "T"\narticles = ["*.md"]\n'}) / "x.toml"
    assert order(plan(sheet)) == ["a.md"]
    sheet.write_text('title = "T"\narticles = ["b.md"]\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"“b\.md” lies outside the publication's folder"):
        plan(sheet)
    for name in ("SUMMARY.md", "_quarto.yml"):
        text = "- [B](b.md)\n" if name == "SUMMARY.md" else "book:\n  chapters: [b.md]\n"
        with pytest.raises(InputError, match="lies outside the publication's folder"):
            plan(put(tmp_path / "issue", {name: text}) / name)


def test_a_file_of_thousands_of_articles_is_read_quickly(tmp_path: Path) -> None:
    names = [f"{number:04d}.md" for number in range(1500)]
    put(tmp_path, dict.fromkeys(names, "# T\n"))
    listed = "".join(f'  "{name}",\n' for name in names)
    (tmp_path / "x.toml").write_text(f'title = "T"\narticles = [\n{listed}]\n', encoding="utf-8")
    made = plan(tmp_path / "x.toml")
    assert [article.where.rpartition(":")[2] for article in made.articles][-1] == "1502"
    with pytest.raises(InputError, match="passes the limit of 1000 for articles"):
        plan_of(str(tmp_path / "x.toml"), Limits(articles=1000))


REFERRING = {
    "_quarto.yml": "project:\n  type: book\nlang: en\nbook:\n  title: B\n  chapters: [index.qmd, one.qmd, two.qmd]\n",
    "index.qmd": "# Preface {#sec-preface}\n\nSee @sec-low, [-@sec-low], @fig-quay, [Fig. @fig-quay], @tbl-boats "
    "and @sec-two.\n",
    "one.qmd": "# One\n\nOn.\n\n## Low water {#sec-low}\n\nAs @sec-preface says, and @fig-nothing.\n",
    "two.qmd": "# Two {#sec-two}\n\n::: {#fig-quay}\n\nA quay, drawn.\n\nThe quay\n\n:::\n\n"
    "| a |\n|---|\n| 1 |\n\n: Boats {#tbl-boats}\n",
}


def test_cross_references_of_a_book_lead_to_other_chapters_and_say_what_is_there(tmp_path: Path) -> None:
    """Quarto, Cross-references: a label is one of the whole book; things are numbered by article here."""
    made = open_publication(str(put(tmp_path / "book", REFERRING)), ReadOptions())
    links = {plain_text(link): link.target for link in walk(made.document) if isinstance(link, Link)}
    assert links == {
        "Low water": "#one_sec-low",
        "Figure 1 (Two)": "#two_fig-quay",
        "1": "#two_fig-quay",
        "Table 1 (Two)": "#two_tbl-boats",
        "Two": "#two_sec-two",
        "Preface": "#index_sec-preface",
    }
    assert "As Preface says, and Figure." in plain_text(made.document.blocks)
    found = [(item.rule, item.message, Path(item.file).name) for item in made.findings if item.rule == "MD007"]
    assert found == [("MD007", "the label is not in the publication: “fig-nothing”", "one.qmd")]


def test_a_feed_that_begins_with_blank_lines_is_read_with_its_line_numbers(tmp_path: Path) -> None:
    late = "\n\n" + '<?xml version="1.0" encoding="UTF-8"?>\n' + feed(2).partition("?>")[2].lstrip("\n")
    put(tmp_path, {"late.xml": late, "wrong.xml": late.replace("</channel>", "</chanel>")})
    assert order(plan(tmp_path / "late.xml")) == ["late.xml#1", "late.xml#2"]
    number = late[: late.index("</channel>")].count("\n") + 1
    with pytest.raises(InputError, match=rf"wrong\.xml:{number}:\d+: is not XML: [^<]*; correct it$"):
        document(tmp_path / "wrong.xml")
