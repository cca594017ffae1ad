"""Quoted words in running text: which marks make a Quote, which stay text, and that no character changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model import (
    BlockQuote,
    Code,
    Document,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Metadata,
    Note,
    Paragraph,
    Quote,
    Section,
    Styled,
    Text,
    plain_text,
    walk,
)
from exporter.passes.inline_quotes import run
from tests.work import calls, in_proportion


def document(*content: Inline, lang: str = "en") -> Document:
    return Document(metadata=Metadata(lang=lang), blocks=(Paragraph(content),))


def quotes(doc: Document) -> list[str]:
    return [plain_text(node) for node in walk(run(doc)[0]) if isinstance(node, Quote)]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("They are “inadequate”, it says.", "en", ["“inadequate”"]),
        ('They are "inadequate", it says.', "en", ['"inadequate"']),
        ("They are 'inadequate', it says.", "en", ["'inadequate'"]),
        ("It’s the council’s ‘plan’.", "en", ["‘plan’"]),
        ("It's the dogs' bowl, isn't it? Rock 'n' roll, '90s", "en", []),
        ("the ‘workers’ rights’ bill", "en", ["‘workers’ rights’"]),
        ("“She told me ‘no’ twice,” he said.", "en", ["“She told me ‘no’ twice,”", "‘no’"]),
        ("He said: “nothing and left.", "en", []),
        ("“No,” he said. “Never.”", "en", ["“No,”", "“Never.”"]),
        ("Il a dit : « Non merci » et « oui ».", "fr", ["« Non merci »", "« oui »"]),
        ("Er sagte: „Nein, ‚nie‘ sagt man“ und ging.", "de", ["„Nein, ‚nie‘ sagt man“", "‚nie‘"]),
        ("Er sagte »Nein« und ging.", "de", ["»Nein«"]),
        ("On powiedział: „Nie”.", "pl", ["„Nie”"]),
        ("Han sade ”nej” och gick.", "sv", ["”nej”"]),
        ("彼は「いいえ『絶対』」と言った", "ja", ["「いいえ『絶対』」", "『絶対』"]),
        ('a 6" pipe and a 5\'10" man', "en", []),
        ("fish ’n’ chips", "en", []),
        ('("Yes") and ["no"]', "en", ['"Yes"', '"no"']),
        ("empty “” marks", "en", []),
    ],
)
def test_marks_of_a_language_make_quotes(text: str, lang: str, expected: list[str]) -> None:
    assert quotes(document(Text(text), lang=lang)) == expected


def test_a_quote_holds_emphasis_and_links_between_its_marks() -> None:
    content: Inlines = (
        Text("She said “we are "),
        Styled("emphasis", (Text("very"),)),
        Text(" sorry, "),
        Link((Text("read ‘this’"),), "https://example.org"),
        Text("” today."),
    )
    doc, _ = run(document(*content))
    paragraph = doc.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert [type(node).__name__ for node in paragraph.content] == ["Text", "Quote", "Text"]
    assert quotes(document(*content)) == ["“we are very sorry, read ‘this’”", "‘this’"]


def test_marks_in_different_parents_do_not_pair() -> None:
    assert quotes(document(Text("a “b "), Styled("strong", (Text("c” d"),)))) == []


def test_code_has_no_marks() -> None:
    assert quotes(document(Text("run "), Code('print("hello")'), Text(" now"))) == []


def test_an_existing_quote_keeps_its_own_marks() -> None:
    content = (Text("He said "), Quote((Text("“I said ‘no’”"),)), Text("."))
    assert quotes(document(*content)) == ["“I said ‘no’”", "‘no’"]


def test_the_marks_around_a_block_quote_stay_text() -> None:
    block = BlockQuote(
        (
            Paragraph((Text("“We are sorry. They said ‘enough’."),)),
            Paragraph((Text("“We had “no plan” at all."),)),
            Paragraph((Text("“It is over.”"),)),
        ),
        (Text("Jo Bloggs"),),
    )
    doc = Document(blocks=(Section((Text("A"),), (block,)),))
    assert quotes(doc) == ["‘enough’", "“no plan”"]


def test_speech_with_a_report_inside_is_not_a_wrapped_block_quote() -> None:
    block = BlockQuote((Paragraph((Text("“No,” he said, “never.”"),)),))
    assert quotes(Document(blocks=(block,))) == ["“No,”", "“never.”"]


def test_notes_and_titles_are_running_text_too() -> None:
    note = Note((Paragraph((Text("see “there”"),)),))
    doc = Document(title=(Text("The ‘plan’"),), blocks=(Paragraph((Text("a"), note)),))
    assert quotes(doc) == ["‘plan’", "“there”"]


def test_an_opening_mark_without_partner_is_reported_where_it_stands_inside() -> None:
    assert [item.rule for item in run(document(Text("He said “no and left.")))[1]] == ["TXT006"]
    assert run(document(Text("“No and so on, in the next paragraph too.")))[1] == []


PIECES = st.text(alphabet="ab s.,-–(5\n“”„\"«»‹›‘’‚'「」", max_size=14)


def inlines(depth: int = 2) -> st.SearchStrategy[Inlines]:
    leaf: st.SearchStrategy[Inline] = st.one_of(
        PIECES.map(Text),
        st.just(LineBreak()),
        PIECES.map(Code),
    )
    if depth:
        inner = inlines(depth - 1)
        leaf = st.one_of(
            leaf,
            inner.map(lambda content: Styled("emphasis", content)),
            inner.map(Quote),
            inner.map(lambda content: Note((Paragraph(content),))),
        )
    return st.lists(leaf, max_size=5).map(tuple)


@given(st.lists(inlines(), min_size=1, max_size=3), st.booleans(), st.sampled_from(["", "en", "de", "fr", "sv"]))
def test_text_is_kept_to_the_character_and_a_second_run_changes_nothing(
    contents: list[Inlines], quoted: bool, lang: str
) -> None:
    paragraphs = tuple(Paragraph(content) for content in contents)
    doc = Document(metadata=Metadata(lang=lang), blocks=(BlockQuote(paragraphs),) if quoted else paragraphs)
    once, _ = run(doc)
    assert plain_text(once.blocks, notes=True) == plain_text(doc.blocks, notes=True)
    assert run(once)[0] == once


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["“", "“a ", "‘a ", "'a ", '"a ', "a’ ", "a” ‘", "«a ", "“a‘ ”"])
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    assert in_proportion(lambda size: run(document(Text(unit * size))), 5_000)
    work = [calls(lambda size=size: run(document(Text(unit * size)))) for size in (1_000, 4_000)]
    assert work[1] < 4.5 * work[0]


@pytest.mark.parametrize(
    ("content", "levels"),
    [
        ((Text("“a " * 9 + "b" + " c”" * 9),), 4),
        ((Text("“" * 5_000 + "”" * 5_000),), 4),
        ((Quote((Quote((Text("“a “b “c “d” c” d” e”"),)),)),), 4),
        ((Text("“a "), Styled("strong", (Text("“b “c “d “e “f” e” d” c” b”"),)), Text(" a”")), 4),
        ((Text("“a ‘b “c” d’ e” and “f”"),), 3),
    ],
)
def test_quoted_words_in_quoted_words_nest_as_deep_as_anybody_can_follow(content: Inlines, levels: int) -> None:
    doc = document(*content)
    once, found = run(doc)

    def deepest(node: object) -> int:
        inner = max((deepest(child) for child in getattr(node, "content", ())), default=0)
        return inner + isinstance(node, Quote)

    assert max(deepest(block) for block in once.blocks) == levels
    assert plain_text(once.blocks) == plain_text(doc.blocks)
    assert run(once)[0] == once
    assert ("IN004" in [item.rule for item in found]) == (levels == 4)
