"""What is said once for a whole file, however often it is there."""

from __future__ import annotations

from tests.readers.word.files import STYLES, TITLE, p, r, read_article, rules


def test_an_embedded_object_is_said() -> None:
    held = '<w:r><w:object><v:shape/><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    found = read_article(TITLE + p(r("Text.") + held) + p(held))
    assert rules(found).count("WORD011") == 1
    assert any("Excel.Sheet.12" in one.message for one in found.findings)


def test_links_to_bookmarks_that_are_not_there_are_one_finding() -> None:
    body = p(f'<w:hyperlink w:anchor="gone">{r("there")}</w:hyperlink>') * 3
    found = read_article(TITLE + body)
    assert rules(found).count("WORD015") == 1
    assert "DOC011" not in rules(found)


def test_a_part_of_no_known_kind_is_said() -> None:
    assert "WORD009" in rules(read_article(TITLE + p(r("Text.") + "<w:r><w:novelty/></w:r>")))


def test_a_formula_without_words_is_put_into_words_and_that_is_said() -> None:
    found = read_article(TITLE + p(r("So ") + "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"))
    assert any(one.rule == "DOC041" and "a equals b" in one.message for one in found.findings)


def test_a_formula_without_words_is_else_named_by_its_characters() -> None:
    body = TITLE + p(r("So ") + "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>")
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fi-FI"/></w:rPr></w:rPrDefault></w:docDefaults>'
    found = read_article(body, styles=STYLES + styles)
    assert any(one.rule == "DOC015" and "a = b" in one.message for one in found.findings)
