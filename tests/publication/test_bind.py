"""`exporter bind`: a publication from its file to one document, and to files that say all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner

import exporter
from exporter.cli import app
from exporter.errors import InputError, UsageError
from exporter.model import Document, Link, Note, Paragraph, Section, plain_text, walk
from exporter.publication.bind import open_publication
from exporter.reports.onix.check import problems
from exporter.run.pipeline import ReadOptions
from tests.conftest import ROOT
from tests.publication.issues import SHEET, issue


def bound(path: Path, **options: object) -> Document:
    return open_publication(str(path), ReadOptions(), **options).document  # type: ignore[arg-type]


def links(document: Document) -> dict[str, str]:
    return {plain_text(node): node.target for node in walk(document) if isinstance(node, Link)}


def test_each_article_stands_whole_with_its_own_metadata_and_language(tmp_path: Path) -> None:
    document = bound(issue(tmp_path))
    assert plain_text(document.title) == "The Valley"
    assert [(block.role, plain_text(block)) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("kicker", "Valley Reports 12\n"),
        ("subtitle", "Spring issue\n"),
        ("byline", "Edited by Ann Lee\n"),
        ("dateline", "Published 5 April 2026\n"),
    ]
    editorial, news = (block for block in document.blocks if isinstance(block, Section))
    assert (news.role, plain_text(news.title), news.metadata) == ("part", "News", None)
    weir, hafen = news.blocks
    assert isinstance(weir, Section)
    assert isinstance(hafen, Section)
    assert [plain_text(item.title) for item in (editorial, weir, hafen)] == ["From the editor", "The weir", "Der Hafen"]
    assert weir.metadata is not None
    assert hafen.metadata is not None
    assert (weir.metadata.authors[0].name, weir.metadata.description) == ("Bo Mark", "What was counted.")
    assert (hafen.lang, hafen.metadata.source) == ("de", "https://valley.example/hafen")
    assert (document.metadata.number, news.id) == ("12", "part_1")
    assert [(person.name, person.role) for person in document.metadata.authors] == [("Ann Lee", "edt")]


def test_links_between_articles_lead_inside_and_others_stay_out(tmp_path: Path) -> None:
    document = bound(issue(tmp_path))
    assert links(document) == {
        "the weir": "#weir",
        "its count": "#weir_the-count",
        "the quay": "#hafen",
        "the harbour": "#hafen",
        "out": "https://example.org/",
        "the editor": "#editorial",
        "das Wehr": "#weir",
        "Impressum": "https://valley.example/impressum",
    }
    ids = {node.id for node in walk(document) if node.id}
    assert {target[1:] for target in links(document).values() if target.startswith("#")} <= ids


def test_a_link_that_leads_nowhere_is_named_with_its_article_and_line(tmp_path: Path) -> None:
    made = open_publication(str(issue(tmp_path)), ReadOptions())
    dead = {item.rule: item for item in made.findings if item.rule in ("PUB002", "PUB003")}
    assert dead["PUB002"].file == str(tmp_path / "editorial.md")
    assert dead["PUB002"].pos is not None
    assert dead["PUB002"].pos.line == 7
    assert "“nothing” leads to news/nothing.md" in dead["PUB002"].message
    assert "names the place “x” in hafen.html" in dead["PUB003"].message


def test_ids_and_notes_of_articles_do_not_meet(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    same = "---\ntitle: {}\nlang: en\n---\n\nWords.[^1] [Down](#part)\n\n## Part {{#part}}\n\n[^1]: A note of {}.\n"
    for name in ("one", "two"):
        (tmp_path / "a" / f"{name}.md").write_text(same.format(name, name), encoding="utf-8")
    document = bound(tmp_path / "a")
    ids = [node.id for node in walk(document) if node.id]
    assert len(ids) == len(set(ids))
    assert {"one", "two", "one_part", "two_part"} <= set(ids)
    assert len([node for node in walk(document) if isinstance(node, Note)]) == 2


def test_one_picture_of_two_articles_is_kept_once(tmp_path: Path) -> None:
    path = issue(tmp_path)
    text = (tmp_path / "editorial.md").read_text(encoding="utf-8")
    (tmp_path / "editorial.md").write_text(f"{text}\n![A gauge](news/gauge.png)\n", encoding="utf-8")
    assert len(bound(path).resources) == 1


@pytest.mark.parametrize("form", ["epub", pytest.param("pdf", marks=pytest.mark.slow)])
def test_the_file_says_all_of_every_article(form: str, tmp_path: Path) -> None:
    made = exporter.bind(issue(tmp_path), form, out_dir=tmp_path / "out", prove=True)
    assert made.proof is not None
    assert made.proof.answers == (True, True, True)
    assert made.files[0].path == tmp_path / "out" / f"issue.{form}"


def test_the_same_articles_give_the_same_bytes(tmp_path: Path) -> None:
    path = issue(tmp_path)
    first = exporter.bind(path, "epub", output=tmp_path / "a.epub")
    second = exporter.bind(path, "epub", output=tmp_path / "b.epub")
    assert Path(first["epub"]).read_bytes() == Path(second["epub"]).read_bytes()


WRONG = {
    'pubisher = "x"\narticles = ["editorial.md"]': ":1: “pubisher” is not known of a publication; write “publisher” if",
    'flavour = "x"\narticles = ["editorial.md"]': ":1: “flavour” is not known of a publication; choose one of ",
    'title = "T"\narticles = [\n"none.md"]': ":3: “none.md”: there is no such file; check the name",
    'title = "T"\narticles = ["../out.md"]': ":2: “../out.md” lies outside the publication's folder",
    'title = "T"\narticles = ["/etc/passwd"]': ":2: “/etc/passwd” is not a path relative to the publication's folder",
    'title = "T"\narticles = ["*.rst"]': ":2: “*.rst” matches no article",
    'title = "T"\narticles = [3]': ":2: an article is named by its path",
    'title = "T"\narticles = ["editorial.md#2"]': ":2: “editorial.md#2”: the file holds one article",
    'title = "T"\narticles = []': ": names no article",
    "title = \n": ":1:9: is not TOML",
    'lang = "english"\narticles = ["editorial.md"]': ":1: “english” is not a language tag",
    'articles = ["editorial.md"]\n[book]\nstart = "left"': ":3: start left: is not valid; choose one of",
    'articles = ["editorial.md"]\n[book]\ntoc-depth = "2"': ":3: “toc-depth”: a whole number was expected",
    '[[part]]\ntitle = "P"\nchapters = []': ":3: “chapters” is not known of a part; choose one of title",
    'articles = [{ path = "editorial.md", titel = "x" }]': ":1: “titel” is not known of an article; write “title”",
    'lang = "en"\narticles = ["issue.toml"]': ":2: “issue.toml” is the publication that it would stand in; take it out",
    'lang = "en"\narticles = [{ path = "editorial.md", lang = "english" }]': ":2: “english” is not a language tag",
    'lang = "en"\narticles = [{ path = "editorial.md", format = "word" }]': ":2: the format of “editorial.md”: word: ",
    'lang = "en"\narticles = [{ path = "editorial.md", hints = "no.hints" }]': ":2: “no.hints”: there is no such file",
    'lang = "en"\narticles = ["news/gauge.png"]': ":2: “news/gauge.png”: the suffix “.png” names no format that can be",
    'lang = "en"\narticles = ["Editorial.md"]': ":2: “Editorial.md”: there is no such file; “editorial.md” is there",
    'lang = "en"\narticles = ["https://valley.example/a.md"]': ":2: “https://valley.example/a.md” is on the web",
    'lang = "en"\narticles = ["news\\\\weir.md"]': ":2: “news\\weir.md” has a backslash; write / between",
}


@pytest.mark.parametrize("sheet", WRONG)
def test_what_is_wrong_in_the_file_is_one_line_that_names_its_place(sheet: str, tmp_path: Path) -> None:
    path = issue(tmp_path, sheet)
    with pytest.raises(InputError) as caught:
        open_publication(str(path), ReadOptions())
    assert WRONG[sheet] in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "issue.toml" in str(caught.value)


def test_what_holds_for_one_article_wins_over_what_it_says(tmp_path: Path) -> None:
    sheet = (
        'lang = "en"\narticles = [{ path = "news/weir.md", title = "The dam", author = "Cy Fen", lang = "en-IE" }]\n'
    )
    document = bound(issue(tmp_path, sheet))
    (weir,) = (block for block in document.blocks if isinstance(block, Section))
    assert weir.metadata is not None
    assert (plain_text(weir.title), weir.lang) == ("The dam", "en-IE")
    assert [person.name for person in weir.metadata.authors] == ["Cy Fen"]
    assert "By Cy Fen" in plain_text(weir.blocks)
    assert "Bo Mark" not in plain_text(weir.blocks)


def test_a_bad_article_stops_the_whole_and_is_left_out_only_when_asked(tmp_path: Path) -> None:
    path = issue(tmp_path, SHEET.replace('"hafen.html"', '"empty.md"'))
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"empty\.md"):
        exporter.bind(path, "epub", out_dir=tmp_path / "out")
    assert not list((tmp_path / "out").glob("*"))
    made = open_publication(str(path), ReadOptions(), keep_going=True)
    assert "empty.mdThis article is not in the publication." in plain_text(made.document.blocks)
    (left,) = (item for item in made.findings if item.rule == "PUB001")
    assert left.file == str(tmp_path / "empty.md")


def test_options_of_one_article_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is about one article"):
        exporter.bind(issue(tmp_path), "epub", format="markdown", out_dir=tmp_path)


def rules(folder: Path, **articles: str) -> dict[str, tuple[str, str]]:
    """The findings about a publication of ``articles``: rule → the last file and message."""
    for name, text in articles.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    listed = ", ".join(f'"{name}.md"' for name in articles)
    (folder / "issue.toml").write_text(f"articles = [{listed}]\n", encoding="utf-8")
    made = open_publication(str(folder / "issue.toml"), ReadOptions())
    return {item.rule: (Path(item.file).name, item.message) for item in made.findings if item.rule.startswith("PUB")}


NOTE = "A note that says at some length where the figures of the count were taken from, and by whom."


def test_what_only_shows_when_articles_stand_together_is_found(tmp_path: Path) -> None:
    head = "---\ntitle: {}\nlang: {}\n---\n\n"
    first = head.format("One", "en") + f"Words that are said.[^1]\n\n[^1]: {NOTE}\n"
    second = head.format("Two", "en") + f"Other words that are said.[^1]\n\n[^1]: {NOTE}\n"
    found = rules(tmp_path, a=first, b=second, c=first.replace("One", "Three"), d=head.format("Vier", "de") + "Wörter.")
    assert found["PUB004"] == ("c.md", "the article says the same as a.md, word for word")
    assert found["PUB006"][1] == "the publication names no language; en, that of most of its articles, is taken"
    assert found["PUB007"] == ("c.md", f"the note “{NOTE[:60]}” stands in a.md too")


def test_the_weakest_article_is_named(tmp_path: Path) -> None:
    (tmp_path / "gauge.png").write_bytes((ROOT / "fixtures" / "articles" / "images" / "gauge.png").read_bytes())
    head = "---\ntitle: {}\nlang: en\n---\n\n"
    found = rules(tmp_path, a=head.format("One") + "Words.", b=head.format("Two") + "![](<gauge.png>)\n\nMore words.")
    assert found["PUB008"][0] == "b.md"
    assert found["PUB008"][1].startswith("keeps the whole publication from PDF/UA and EPUB Accessibility: the picture")


def test_an_article_without_a_language_has_that_of_the_publication(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 42\n\n17 23 99\n", encoding="utf-8")
    (tmp_path / "issue.toml").write_text('lang = "fr"\narticles = ["a.md"]\n', encoding="utf-8")
    made = open_publication(str(tmp_path / "issue.toml"), ReadOptions())
    assert "PUB005" in {item.rule for item in made.findings}
    assert "DOC002" not in {item.rule for item in made.findings}


def test_an_article_is_not_taken_twice(tmp_path: Path) -> None:
    sheet = 'lang = "en"\narticles = ["news/weir.md", "news/*.md", "editorial.md", "editorial.md"]\n'
    made = open_publication(str(issue(tmp_path, sheet)), ReadOptions())
    assert [entry.source for entry in made.publication.entries] == ["news/weir.md", "editorial.md"]
    (twice,) = (item for item in made.findings if item.rule == "PUB004")
    assert twice.message == "“editorial.md” stands in the publication already (line 2); it is not taken twice"


def test_no_file_is_written_over_an_article_or_the_publication_itself(tmp_path: Path) -> None:
    sheet = issue(tmp_path)
    article = next(path for path in tmp_path.rglob("*.md"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for target, said in ((article, "is an article of the publication"), (sheet, "is the publication itself")):
        with pytest.raises(UsageError, match=said):
            exporter.bind(sheet, "epub", output=target)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("form", ["pdf", "epub", "docx"])
def test_a_note_is_told_by_the_number_that_its_article_shows(form: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\nlang: en\n---\n\nWords.[^1]\n\n[^1]: Of {name}.\n")
    (tmp_path / "issue.toml").write_text('title = "I"\nlang = "en"\narticles = ["one.md", "two.md"]\n')
    exporter.bind(tmp_path / "issue.toml", form)
    (file,) = tmp_path.rglob(f"*.{form}")
    said = [line.text for line in exporter.transcript(file).lines if "reference to note" in line.text]
    assert said == ["Words. [reference to note 1]"] * 2
    assert [stop.role for stop in exporter.browse(file, "notes").stops] == ["note 1"] * 2


# --- ONIX, and exit codes -------------------------------------------------------------------------------------------


def test_the_onix_of_a_publication_is_right_and_says_what_its_file_says(tmp_path: Path) -> None:
    sheet = issue(tmp_path / "in")
    said = sheet.read_text(encoding="utf-8").replace("issue = 12", 'issue = 12\nisbn-epub = "978-3-16-148410-0"')
    sheet.write_text(said, encoding="utf-8")
    made = exporter.bind(sheet, ("onix", "epub"), out_dir=tmp_path / "out")
    data = next(item.path for item in made.files if item.format == "onix").read_bytes()
    assert problems(data) == []
    root = etree.fromstring(data)

    def texts(*names: str) -> list[str]:
        return [one.text for name in names for one in root.iter(f"{{*}}{name}")]

    assert texts("TitleText") == ["Valley Reports", "The Valley"]
    assert texts("Subtitle", "PartNumber", "PublisherName") == ["Spring issue", "12", "Valley Press"]
    assert (texts("ContributorRole"), texts("PersonName")) == (["B01"], ["Ann Lee"])
    assert texts("IDValue").count("9783161484100") == 1
    assert texts("LanguageCode")[0] == "eng"
    assert "20260405" in texts("Date")


@pytest.mark.parametrize(("options", "code"), [((), 3), (("--keep-going",), 1)])
def test_an_article_that_cannot_be_read_decides_the_exit_code(
    options: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    sheet = issue(tmp_path / "in")
    (tmp_path / "in" / "hafen.html").write_bytes(b"")
    command = ["bind", str(sheet), "--to", "epub", "--out-dir", str(tmp_path / "out"), *options]
    ended = CliRunner().invoke(app, command)
    assert ended.exit_code == code
    assert (tmp_path / "out" / "issue.epub").exists() == bool(options)
    assert ("PUB001" in ended.output) == bool(options)


def _folder(folder: Path, **articles: str) -> Path:
    for name, text in articles.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


ENGLISH = "The weir was opened on Monday, and the people of the valley came to see what had been done with their money."
GERMAN = "Das Wehr wurde am Montag geöffnet, und die Leute im Tal kamen, um zu sehen, was mit ihrem Geld geschehen ist."


def test_a_language_that_was_told_by_words_is_said_once_and_where_it_is_another(tmp_path: Path) -> None:
    articles = {name: f"# The {name}\n\n{ENGLISH}\n" for name in ("first", "second", "third")}
    folder = _folder(tmp_path, **articles, wehr=f"# Das Wehr\n\n{GERMAN}\n")
    made = open_publication(str(folder), ReadOptions())
    told = [(item.rule, Path(item.file).name) for item in made.findings if item.rule in ("DOC016", "PUB006", "PUB005")]
    assert told == [("PUB006", tmp_path.name), ("DOC016", "wehr.md")]
    assert [entry.document.metadata.lang for entry in made.publication.entries if entry.document] == [
        *["en"] * 3,
        "de",
    ]


def test_an_article_told_by_its_words_speaks_as_the_publication_does(tmp_path: Path) -> None:
    folder = _folder(tmp_path, first=f"# The first\n\n{ENGLISH}\n")
    sheet = folder / "publication.toml"
    sheet.write_text('title = "T"\nlang = "en-GB"\narticles = ["first.md"]\n', encoding="utf-8")
    made = open_publication(str(sheet), ReadOptions())
    assert [item.rule for item in made.findings if item.rule.startswith(("DOC0", "PUB"))] == []
    assert [entry.document.metadata.lang for entry in made.publication.entries if entry.document] == ["en-GB"]


def test_code_in_an_article_of_another_language_is_in_it_in_every_file(tmp_path: Path) -> None:
    code = "```\nweir = 1\n```\n\n1. ```\n   quay = 2\n   ```\n"
    folder = _folder(
        tmp_path,
        first=f"---\ntitle: First\nlang: en\n---\n\n{ENGLISH}\n\n{code}",
        wehr=f"---\ntitle: Wehr\nlang: de\n---\n\n{GERMAN}\n\n{code}",
        arabic=f"---\ntitle: السد\nlang: ar\n---\n\nفتح السد يوم الاثنين.\n\n{code}",
    )
    made = exporter.bind(folder, ("epub", "docx", "pdf"), out_dir=tmp_path / "out", prove=True)
    assert made.proof
    assert [loss for loss in made.proof.losses if loss.kind == "language"] == []


def test_a_player_of_a_file_beside_its_article_is_left_out_as_from_the_article_alone(tmp_path: Path) -> None:
    player = '<video controls><source src="race.mp4" type="video/mp4"></video>\n'
    folder = _folder(
        tmp_path,
        here=f"---\ntitle: Here\nlang: en\n---\n\nWords.\n\n{player}",
        there=f"---\ntitle: There\nlang: en\nsource: https://valley.example/there/\n---\n\nWords.\n\n{player}",
    )
    made = open_publication(str(folder), ReadOptions())
    assert links(made.document) == {"Link to valley.example/there/race.mp4": "https://valley.example/there/race.mp4"}
    assert [(item.rule, Path(item.file).name) for item in made.findings if item.rule.startswith("HTML")] == [
        ("HTML001", "here.md"),
        ("HTML009", "there.md"),
    ]
    assert "publication.invalid" not in made.document.to_json()


def test_a_publication_that_stands_in_itself_by_another_is_named_where_it_does(tmp_path: Path) -> None:
    path = issue(tmp_path, 'lang = "en"\narticles = ["news/inner.toml"]\n')
    (tmp_path / "news" / "inner.toml").write_text('lang = "en"\narticles = ["weir.md",\n"../issue.toml"]\n', "utf-8")
    with pytest.raises(InputError, match=r"news/inner\.toml:3: “\.\./issue\.toml” is the publication that it would"):
        open_publication(str(path), ReadOptions())


def test_a_file_whose_name_has_signs_of_a_pattern_is_that_file(tmp_path: Path) -> None:
    path = issue(tmp_path, 'lang = "en"\narticles = ["draft [2].md", "news/w*.md"]\n')
    (tmp_path / "draft [2].md").write_text("---\ntitle: Draft\nlang: en\n---\n\nWords.\n", encoding="utf-8")
    titles = [plain_text(block.title) for block in bound(path).blocks if isinstance(block, Section)]
    assert titles == ["Draft", "The weir"]


def test_a_link_that_differs_in_capitals_alone_leads_to_the_only_such_article(tmp_path: Path) -> None:
    articles = {"harbour": "See [the Weir](Weir.md#the-count), [both](Both.md).", "weir": "## The count\n\nTwo."}
    folder = _folder(
        tmp_path, **{name: f"---\ntitle: {name}\nlang: en\n---\n\n{text}\n" for name, text in articles.items()}
    )
    found = open_publication(str(folder), ReadOptions())
    assert links(found.document) == {"the Weir": "#weir_part-1"}
    assert [item.rule for item in found.findings if item.rule.startswith("PUB0")][:1] == ["PUB002"]


def test_an_article_of_no_format_in_another_programs_book_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "_quarto.yml").write_text("book:\n  title: T\n  chapters: [index.qmd, plots.ipynb]\n", "utf-8")
    (tmp_path / "index.qmd").write_text("# Start\n\nWords.\n", encoding="utf-8")
    (tmp_path / "plots.ipynb").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=r"plots\.ipynb: the suffix .*; convert it to a format that can, or leave it"):
        open_publication(str(tmp_path), ReadOptions())
    kept = open_publication(str(tmp_path), ReadOptions(), keep_going=True)
    assert [item.rule for item in kept.findings if item.rule == "PUB001"] == ["PUB001"]


def _articles(**texts: str) -> dict[str, str]:
    return {name: f"---\ntitle: The {name}\nlang: en\n---\n\n{text}\n" for name, text in texts.items()}


def test_links_from_the_root_of_a_site_lead_to_the_part_of_it_that_is_bound(tmp_path: Path) -> None:
    docs = tmp_path / "content" / "_docs"
    (docs / "en").mkdir(parents=True)
    (docs / "fr").mkdir()
    here = "[a](/docs/weir/) [b](/docs/weir#count) [c](/weir/) [d](docs/weir) [e](/news/weir/) [f](/content/docs/weir)"
    _folder(docs, **_articles(harbour=here, weir="## Count\n\nTwo."))
    _folder(docs / "en", **_articles(gate="[g](/docs/gauge/) [h](/docs/weir/)", gauge="Words."))
    _folder(docs / "fr", **_articles(gauge="Other words."))
    made = open_publication(str(docs), ReadOptions())
    assert links(made.document) == {
        "a": "#weir",
        "b": "#weir_part-1",
        "c": "#weir",
        "d": "#weir",
        "f": "#weir",
        "g": "#gauge",
        "h": "#weir",
    }
    assert [item.message.partition(" leads")[0] for item in made.findings if item.rule == "PUB002"] == ["the link “e”"]


def test_a_dead_link_inside_an_article_is_named_once(tmp_path: Path) -> None:
    folder = _folder(tmp_path, **_articles(one="See [there](#nowhere) and [again](#nowhere).", two="Words."))
    made = exporter.bind(folder, ("epub", "docx", "pdf"), out_dir=tmp_path / "out")
    assert [(item.rule, Path(item.file).name) for item in made.findings if "nowhere" in item.message] == [
        ("DOC011", "one.md")
    ]


def test_of_very_many_dead_links_of_one_article_the_rest_are_counted(tmp_path: Path) -> None:
    many = " ".join(f"[number {number}](issues/{number}.md)" for number in range(75))
    made = open_publication(str(_folder(tmp_path, **_articles(changes=many, two="Words."))), ReadOptions())
    found = [item for item in made.findings if item.rule == "PUB002"]
    assert len(found) == 51
    assert found[-1].message == "25 more of its links lead to what is not in the publication"
    assert Path(found[-1].file).name == "changes.md"


def test_a_label_that_only_another_article_has_is_linked_to_there(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    folder = _folder(
        tmp_path / "in",
        **_articles(
            one="See [the tides](#tides), [both](#same), [none](#none).\n\n## Own {#own}\n\n[own](#own).",
            two="## Tides {#tides}\n\nWords.\n\n## Same {#same}\n\nWords.",
            three="## Same {#same}\n\nWords. [own](#own) too.",
        ),
    )
    made = exporter.bind(folder, ("epub", "docx", "pdf"), out_dir=tmp_path / "out", prove=True)
    assert made.proof
    assert made.proof.losses == ()
    assert [item.subject for item in made.findings if item.rule == "DOC011"] == ["#one_same", "#one_none"]
    found = open_publication(str(folder), ReadOptions()).document
    assert {name: links(found)[name] for name in ("the tides", "both", "none")} == {
        "the tides": "#two_tides",
        "both": "#one_same",
        "none": "#one_none",
    }
    assert {node.target for node in walk(found) if isinstance(node, Link) and plain_text(node) == "own"} == {"#one_own"}


def test_an_article_without_words_is_named_with_what_can_be_done(tmp_path: Path) -> None:
    folder = _folder(tmp_path, **_articles(one="Words."))
    (folder / "index.html").write_text("---\nlayout: list\n---\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"index\.html: .*nothing to convert; leave it out, or let --keep-going do so$"
    ):
        open_publication(str(folder), ReadOptions())
    kept = open_publication(str(folder), ReadOptions(), keep_going=True)
    (found,) = (item.message for item in kept.findings if item.rule == "PUB001")
    assert "--keep-going" not in found


def test_of_articles_in_as_many_languages_the_first_decides(tmp_path: Path) -> None:
    texts = {lang: f"---\ntitle: T {lang}\nlang: {lang}\n---\n\nx\n" for lang in ("fr", "he")}
    made = open_publication(str(_folder(tmp_path, **texts)), ReadOptions())
    assert [item.message for item in made.findings if item.rule == "PUB006"] == [
        "the publication names no language; fr, that of the first of its articles, is taken"
    ]
