"""Rules on the model: each finds what it is for, and leaves alone what is right."""

from __future__ import annotations

import pytest

from exporter.checks.document import check
from exporter.model import (
    Block,
    BlockQuote,
    Cell,
    Document,
    Figure,
    Image,
    Link,
    Math,
    Metadata,
    Paragraph,
    Row,
    Section,
    Styled,
    Table,
    TableBody,
    Text,
)
from exporter.position import Position
from exporter.rules import RULES
from exporter.rules.rule import Level


def document(*blocks: Block, lang: str = "en") -> Document:
    return Document(metadata=Metadata(title="T", lang=lang), title=(Text("T"),), blocks=blocks)


def words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def link(text: str, target: str = "https://example.org/") -> Paragraph:
    return Paragraph((Link((Text(text),), target),))


def table(*, header: bool, **more: int) -> Table:
    cells = (Cell((words("a"),), header=header, **more), Cell((words("b"),)))
    return Table((TableBody((Row(cells),)),), caption=(Text("Deaths"),))


def picture(alt: str | None, caption: str = "") -> Figure:
    return Figure((Paragraph((Image("picture-1.png", alt),)),), caption=(Text(caption),) if caption else ())


def named(*, header: str = "h1", is_header: bool = True) -> Table:
    """Two columns with a header each, and below the first a cell that names one of them."""
    heads = (Cell((words("2019"),), is_header, id="h1"), Cell((words("2020"),), True, id="h2"))
    cells = (Cell((words("a"),), headers=(header,)), Cell((words("b"),)))
    return Table((TableBody((Row(cells),)),), (Row(heads),), caption=(Text("Deaths"),))


BROKEN: list[tuple[str, Document]] = [
    ("DOC025", document(named(header="h2"))),
    ("DOC025", document(named(header="h9"))),
    ("DOC025", document(named(is_header=False))),
    ("DOC001", Document(metadata=Metadata(lang="en"), blocks=(words("a"),))),
    ("DOC002", document(words("a"), lang="")),
    ("DOC003", document(link(""))),
    ("DOC003", document(link(" \n"))),
    ("DOC004", document(link("Click here"))),
    ("DOC004", document(link("Read more…"))),
    ("DOC005", document(table(header=False))),
    ("DOC006", document(BlockQuote((words("“Never.”"),)))),
    ("DOC007", document(Section((), (words("a"),)))),
    ("DOC009", document(Table((TableBody((Row((Cell((words("a"),), header=True),)),)),)))),
    ("DOC010", document(table(header=True, colspan=2))),
    ("DOC011", document(link("the method", "#method"))),
    ("DOC012", document(Paragraph((Text("a"),), id="x"), Paragraph((Text("b"),), id="x"))),
    ("DOC013", document(Paragraph((Text("a"),), lang="english"))),
    ("DOC013", document(words("a"), lang="en_GB!")),
    ("DOC014", document(link("https://example.org/a/b"))),
    ("DOC015", document(Paragraph((Math(tex="x^2"),)))),
    ("DOC017", document(Paragraph((Styled("strong", (Text("What happened next"),)),)))),
    ("IMG001", document(picture(None))),
    ("IMG003", document(picture("IMG_2034.jpg"))),
    ("IMG003", document(picture("Photo"))),
    ("IMG004", document(picture("The mayor at the fire.", "The mayor at the fire"))),
    ("IMG005", document(picture("The mayor, in a hard hat, points at a burnt roof"))),
]

SOUND: list[tuple[str, Document]] = [
    ("DOC025", document(named())),
    ("DOC003", document(Paragraph((Link((Image("p", "Home"),), "https://example.org/"),)))),
    ("DOC004", document(link("More than a million people"))),
    ("DOC005", document(table(header=True))),
    ("DOC006", document(BlockQuote((words("“Never.”"),), attribution=(Text("Ann Lee"),)))),
    ("DOC007", document(Section((Image("p", "Ada Lovelace"),), (words("a"),)))),
    ("DOC010", document(table(header=True))),
    ("DOC011", document(Paragraph((Link((Text("method"),), "#m"),)), Section((Text("M"),), (), id="m"))),
    ("DOC013", document(Paragraph((Text("a"),), lang="zh-Hant-TW"))),
    ("DOC015", document(Paragraph((Math(tex="x^2", alt="x squared"),)))),
    (
        "DOC017",
        document(
            Paragraph(
                (Styled("strong", (Text("Never."),)), Text(" He said.")),
            )
        ),
    ),
    ("IMG001", document(picture(""))),
    ("IMG004", document(picture("A burnt roof", "The mayor at the fire"))),
    ("IMG005", document(picture(""))),
]


@pytest.mark.parametrize(("rule", "broken"), BROKEN)
def test_a_rule_finds_what_it_is_for(rule: str, broken: Document) -> None:
    found = [item for item in check(broken) if item.rule == rule]
    assert len(found) == 1
    assert found[0].hint == RULES[rule].fix


@pytest.mark.parametrize(("rule", "sound"), SOUND)
def test_a_rule_leaves_alone_what_is_right(rule: str, sound: Document) -> None:
    assert rule not in {item.rule for item in check(sound)}


def test_findings_come_in_the_order_of_the_text_with_their_place() -> None:
    first, second = Position(3, 1), Position(9, 4)
    found = check(
        document(
            Paragraph((Link((Text("here"),), "https://a.example/", pos=second),)),
            Section((), (words("a"),), pos=first),
        )
    )
    assert [(item.rule, item.pos) for item in found] == [("DOC007", first), ("DOC004", second)]


def test_what_no_machine_can_decide_is_left_to_a_person() -> None:
    left = {rule.id for rule in RULES.values() if rule.decides == "person"}
    assert left >= {rule.id for rule in RULES.values() if rule.level is Level.person}
    assert {"DOC006", "IMG005"} <= left


def test_every_rule_says_why_and_what_to_do() -> None:
    for key, rule in RULES.items():
        assert key == rule.id
        assert rule.finds.endswith(".")
        assert rule.why.endswith(".")
        assert rule.fix
