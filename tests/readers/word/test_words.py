"""Words that nobody may lose, and words that nobody may publish."""

from __future__ import annotations

from exporter.comparison.losses import compare
from exporter.model import (
    Aside,
    BlockQuote,
    CodeBlock,
    Link,
    Note,
    NoteReference,
    Paragraph,
    Section,
    Styled,
    plain_text,
    walk,
)
from exporter.readback import open_file
from exporter.readers import Source, reader
from exporter.readers.word_options import WordOptions
from exporter.writers import WriteOptions, writer
from tests.readers.word.files import (
    DEFAULT_LOOK,
    STYLES,
    TITLE,
    core,
    p,
    part,
    r,
    read,
    read_article,
    rules,
    table,
    word_file,
)


def words(body: str, **parts: object) -> list[str]:
    """The words of each top block."""
    return [" ".join(plain_text(block).split()) for block in read(TITLE + body, **parts).blocks]


BOX = "<w:txbxContent>" + p("Call 999.") + "</w:txbxContent>"
SHAPE = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="Box"/><a:graphic>'
    f'<a:graphicData uri="u"><wps:wsp><wps:spPr/><wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic>'
    f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_an_aside_at_its_anchor_once() -> None:
    made = read(TITLE + p(r("Before.") + SHAPE) + p("After."))
    assert [type(block) for block in made.blocks] == [Paragraph, Aside, Paragraph]
    assert words(p(r("Before.") + SHAPE) + p("After.")) == ["Before.", "Call 999.", "After."]


def test_a_text_box_of_vml_is_an_aside() -> None:
    old = f"<w:r><w:pict><v:group><v:shape><v:textbox>{BOX}</v:textbox></v:shape></v:group></w:pict></w:r>"
    assert words(p(old)) == ["Call 999."]
    assert isinstance(read(TITLE + p(old)).blocks[0], Aside)


def test_a_choice_that_nobody_understands_gives_way_to_the_fallback() -> None:
    choice = '<mc:AlternateContent><mc:Choice Requires="cx"><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t>'
    assert words(p(f"<w:r>{choice}</mc:Fallback></mc:AlternateContent></w:r>")) == ["old"]


def test_signs_of_symbol_fonts_are_characters() -> None:
    signs = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F061"/></w:r>'
    typed = r("\uf0b0", '<w:rFonts w:ascii="Symbol"/>')
    extended = '<w:r><w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F60A"/></w:r>'
    assert words(p(signs + typed + extended)) == ["✔α°😊"]


def test_a_sign_that_nobody_knows_is_said() -> None:
    found = read_article(TITLE + p(r("A") + '<w:r><w:sym w:font="House Signs" w:char="F021"/></w:r>'))
    assert "WORD009" in rules(found)


def test_a_drop_cap_and_its_paragraph_are_one() -> None:
    frame = '<w:framePr w:dropCap="drop" w:lines="3"/>'
    assert words(p("O", more=frame) + p("nce there was.")) == ["Once there was."]


def test_a_drop_cap_may_have_an_empty_line_after_it() -> None:
    frame = '<w:framePr w:dropCap="margin" w:lines="2"/>'
    assert words(p("O", more=frame) + p("") + p("nce.") + p("Then.")) == ["Once.", "Then."]


def test_ruby_is_read_after_its_word() -> None:
    ruby = (
        "<w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby>"
    )
    assert words(p(ruby + "</w:r>")) == ["漢(kan)"]


def test_fields_are_their_results() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MERGEFIELD Name </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Ann</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert words(p(r("Dear ") + field + r(","))) == ["Dear Ann,"]
    assert words(p('<w:fldSimple w:instr=" DATE "><w:r><w:t>4 May</w:t></w:r></w:fldSimple>')) == ["4 May"]


def test_words_inside_the_code_of_a_field_are_not_shown() -> None:
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    inner = f"{begin}<w:r><w:instrText>MERGEFIELD Sex</w:instrText></w:r>{middle}{r('F')}{end}"
    whole = f'{begin}<w:r><w:instrText>IF </w:instrText></w:r>{inner}<w:r><w:instrText> = "F" "her" "his"'
    assert words(p(r("in ") + whole + f"</w:instrText></w:r>{middle}{r('her')}{end}" + r(" boat"))) == ["in her boat"]


def test_a_form_says_what_is_ticked_and_chosen() -> None:
    box = "<w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData>"
    field = (
        f'<w:r><w:fldChar w:fldCharType="begin">{box}</w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText>'
    )
    assert words(p(field + '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" dry"))) == ["Done: dry"]
    control = '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent>'
    assert words(p(control + r("☐") + "</w:sdtContent></w:sdt>" + r(" wet"))) == ["Not done: wet"]


def test_a_prompt_is_nobodys_words() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + r("Click here to enter text.")
    found = read_article(TITLE + p(r("Name: ") + prompt + "</w:sdtContent></w:sdt>"))
    assert plain_text(found.document.blocks).strip() == "Name:"
    assert "WORD010" in rules(found)


def test_controls_smart_tags_and_repeating_sections_keep_their_words() -> None:
    inner = "<w:sdt><w:sdtContent>" + p("One.") + "</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{inner}{inner}</w:sdtContent></w:sdt>" + p(f"<w:smartTag>{r('London')}</w:smartTag>")
    assert words(body) == ["One.", "One.", "London"]


def test_a_table_of_contents_is_furniture() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    toc = p(begin + middle + r("Pumps 3")) + p(r("Locks 4")) + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    assert words(toc + p("Text.")) == ["Text."]


def test_hidden_words_are_left_out_and_said() -> None:
    found = read_article(TITLE + p(r("Open. ") + r("Ask Bea first.", "<w:vanish/>")))
    assert plain_text(found.document.blocks).strip() == "Open."
    assert "WORD002" in rules(found)


def test_a_break_of_lines_is_kept_and_one_of_pages_is_not() -> None:
    made = read(TITLE + p(r("One") + "<w:r><w:br/></w:r>" + r("two") + '<w:r><w:br w:type="page"/></w:r>'))
    assert plain_text(made.blocks).strip() == "One\ntwo"


CHANGED = (
    r("The mayor ") + '<w:del w:id="1"><w:r><w:delText>denied</w:delText></w:r></w:del>'
    f'<w:ins w:id="2">{r("confirmed")}</w:ins>' + r(" it.")
)


def test_tracked_changes_are_accepted_rejected_or_shown() -> None:
    def said(revisions: str) -> str:
        made = read_article(TITLE + p(CHANGED), word=WordOptions(revisions))
        assert "WORD001" in rules(made)
        return plain_text(made.document.blocks).strip()

    assert said("accept") == "The mayor confirmed it."
    assert said("reject") == "The mayor denied it."
    assert said("show") == "The mayor deniedconfirmed it."
    shown = read(TITLE + p(CHANGED), word=WordOptions("show"))
    assert [node.kind for node in walk(shown) if isinstance(node, Styled)] == ["deleted", "inserted"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:rPr><w:del w:id='3'/></w:rPr>"
    assert words(p("One half", more=mark) + p(" and the other.")) == ["One half and the other."]
    made = read(TITLE + p("One.", more=mark) + p("Two."), word=WordOptions("reject"))
    assert len(made.blocks) == 2


def test_rows_and_cells_that_were_deleted_are_gone() -> None:
    rows = table(["Boat", "Toll"], ["Punt", "4"], ["Barge", "9"], properties=DEFAULT_LOOK)
    gone = rows.replace("<w:tr>", "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>", 2).replace(
        "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>", "<w:tr>", 1
    )
    shown = plain_text(read(TITLE + gone).blocks)
    assert "Punt" not in shown
    assert "Barge" in shown
    kept = plain_text(read(TITLE + gone, word=WordOptions("reject")).blocks)
    assert "Punt" in kept


COMMENTS = part("w:comments", '<w:comment w:id="0" w:author="Bea">' + p("Check this.") + "</w:comment>")


def test_comments_are_dropped_or_made_notes() -> None:
    given = {"parts": {"word/comments.xml": COMMENTS}, "relations": {"c": ("comments", "comments.xml")}}
    body = TITLE + p(r("It is shut.") + '<w:r><w:commentReference w:id="0"/></w:r>')
    found = read_article(body, **given)
    assert "WORD003" in rules(found)
    assert "Check" not in plain_text(found.document.blocks, notes=True)
    kept = read(body, word=WordOptions(comments="notes"), **given)
    assert "Bea: Check this." in plain_text(kept.blocks, notes=True)


def test_notes_hold_their_blocks() -> None:
    notes = part(
        "w:footnotes", '<w:footnote w:id="2">' + p(r("See ") + r("Bea", "<w:i/>")) + p("And more.") + "</w:footnote>"
    )
    given = {"parts": {"word/footnotes.xml": notes}, "relations": {"f": ("footnotes", "footnotes.xml")}}
    made = read(TITLE + p(r("It is shut") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(".")), **given)
    note = next(node for node in walk(made) if isinstance(node, Note))
    assert [plain_text(block).strip() for block in note.blocks] == ["See Bea", "And more."]


def test_headers_are_not_published_and_are_said_to_be_there() -> None:
    header = part("w:hdr", p("DRAFT, not for release"))
    given = {"parts": {"word/header1.xml": header}, "relations": {"h": ("header", "header1.xml")}}
    found = read_article(TITLE + p("Text.") + '<w:sectPr><w:headerReference r:id="h"/></w:sectPr>', **given)
    assert "WORD004" in rules(found)
    assert "DRAFT" not in plain_text(found.document.blocks)


def test_properties_are_no_words_on_the_page() -> None:
    said = core(creator="IT Service 3", description="generated by a tool", created="2013-12-23T23:15:00Z")
    made = read(TITLE + p("Text."), core=said)
    assert [plain_text(block).strip() for block in made.blocks] == ["Text."]
    assert (made.metadata.authors, made.metadata.published, made.metadata.description) == ((), "", "")
    made = read(TITLE + p("Text."), core=core(creator="Ann Weir"))
    assert [plain_text(block).strip() for block in made.blocks] == ["Text."]
    assert [person.name for person in made.metadata.authors] == ["Ann Weir"]


def test_links_lead_to_the_web_to_bookmarks_or_are_said() -> None:
    given = {"relations": {"a": ("hyperlink", "https://example.org/a"), "b": ("hyperlink", "plans/b.docx")}}
    body = p(f'<w:hyperlink r:id="a" w:anchor="part">{r("web")}</w:hyperlink>')
    body += p(f'<w:hyperlink w:anchor="here">{r("place")}</w:hyperlink>')
    body += p(f'<w:hyperlink r:id="b">{r("file")}</w:hyperlink>') + p(
        f'<w:hyperlink r:id="b">{r("again")}</w:hyperlink>'
    )
    body += p('<w:bookmarkStart w:id="1" w:name="here"/>' + r("Here."))
    found = read_article(TITLE + body, **given)
    targets = [node.target for node in walk(found.document) if isinstance(node, Link)]
    assert targets == ["https://example.org/a#part", "#here"]
    assert found.document.blocks[-1].id == "here"
    assert rules(found).count("WORD008") == 1
    assert not {"DOC003", "DOC011"} & set(rules(found))


def test_a_relative_link_leads_on_from_the_articles_address() -> None:
    data = word_file(
        TITLE + p(f'<w:hyperlink r:id="b">{r("plan")}</w:hyperlink>'),
        relations={"b": ("hyperlink", "plans/b.html")},
    )
    found = reader("docx")(Source(name="a.docx", data=data, text="", base_url="https://example.org/news/weir"))
    assert [node.target for node in walk(found.document) if isinstance(node, Link)] == [
        "https://example.org/news/plans/b.html"
    ]


def test_fields_link_as_they_say() -> None:
    def field(code: str, shown: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    body = p(field(' HYPERLINK \\l "here" ', "a") + field(' HYPERLINK "https://example.org/b" \\l "p" \\o "tip" ', "b"))
    body += p(field(" REF here \\h ", "c") + field(" REF here ", "d"))
    body += p('<w:bookmarkStart w:id="1" w:name="here"/>' + r("Here."))
    links = [(node.target, node.title) for node in walk(read(TITLE + body)) if isinstance(node, Link)]
    assert links == [("#here", ""), ("https://example.org/b#p", "tip"), ("#here", "")]


def test_code_is_one_block_and_a_quote_has_its_speaker() -> None:
    body = p("for x in y:", "HTMLPreformatted") + p("    go(x)", "HTMLPreformatted") + p("Then:")
    body += p("We were never asked.", "Quote") + p("— Ann Weir, boater", "Quote")
    made = read(TITLE + body)
    code, quote = made.blocks[0], made.blocks[2]
    assert isinstance(code, CodeBlock)
    assert code.text == "for x in y:\n    go(x)"
    assert isinstance(quote, BlockQuote)
    assert plain_text(quote.attribution) == "Ann Weir, boater"


def test_styles_are_known_by_what_they_are_based_on_and_in_any_language() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="Überschrift 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House Sub"/>'
        '<w:basedOn w:val="berschrift1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Zit"><w:name w:val="Zitat"/></w:style>'
    )
    made = read(TITLE.replace("Title", "Titel") + p("One", "House") + p("Said.", "Zit"), styles=styles)
    assert isinstance(made.blocks[0], Section)
    assert isinstance(made.blocks[0].blocks[0], BlockQuote)


def test_a_note_may_be_referred_to_twice() -> None:
    notes = part("w:footnotes", '<w:footnote w:id="2">' + p("See Bea.") + "</w:footnote>")
    given = {"parts": {"word/footnotes.xml": notes}, "relations": {"f": ("footnotes", "footnotes.xml")}}
    mark = (
        '<w:bookmarkStart w:id="7" w:name="_Ref1"/><w:r><w:footnoteReference w:id="2"/></w:r><w:bookmarkEnd w:id="7"/>'
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> NOTEREF _Ref1 \\h </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    again = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    made = read(TITLE + p(r("Once") + mark) + p(r("twice") + field) + p(r("and again") + again), **given)
    (note,) = [node for node in walk(made) if isinstance(node, Note)]
    assert [node.note for node in walk(made) if isinstance(node, NoteReference)] == [note.id, note.id]
    assert " ".join(plain_text(made.blocks).split()) == "Once twice and again"


def test_a_heading_in_another_language_lends_it_to_nothing_below_it() -> None:
    body = p(r("Le barrage", '<w:lang w:val="fr-FR"/>'), "Heading1") + p(r("The weir is old and it leaks."))
    styles = (
        STYLES + '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    made = read(TITLE + body, styles=styles)
    data = writer("docx")(made, WriteOptions()).data
    assert [loss.message for loss in compare(made, open_file(data, "a.docx"), "docx")] == []
    assert [node.lang for node in walk(made) if node.lang] == ["fr-FR"]


HEADED = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in {"H": "header", "F": "footer", "K": "Kopfzeile", "P": "Pied de page"}.items()
)


def test_text_in_the_styles_of_running_heads_is_text_where_it_stands_in_the_body() -> None:
    """Writers copy a line out of a footer, or take its style for its tabs: what is in the body is on the page."""
    body = (
        p("124. Agreed.") + "".join(p(f"Words in {style}.", style) for style in "HFKP") + table([p("In a cell", "F")])
    )
    assert words(body, styles=STYLES + HEADED) == [
        "124. Agreed.",
        *(f"Words in {style}." for style in "HFKP"),
        "In a cell",
    ]
