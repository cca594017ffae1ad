"""Tables: what is a head is told by Word, by looks and by content, never by Word's default flags for a column alone."""

from __future__ import annotations

from exporter.model import Aside, Cell, Document, List, Paragraph, Table, plain_text, walk
from tests.readers.word.files import (
    DEFAULT_LOOK,
    TITLE,
    item,
    level,
    lists,
    p,
    r,
    read,
    read_article,
    rules,
    table,
)

TOLLS = (["Boat", "Toll"], ["Punt", "4"], ["Barge", "9"])
LINES = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>'


def bold(words: str) -> str:
    return p(r(words, "<w:b/>"))


def shape(document: Document) -> list[str]:
    """The table's rows: heads marked with a star, spans told."""
    found = next(node for node in walk(document) if isinstance(node, Table))
    rows = [*found.head, *(row for body in found.bodies for row in body.rows)]
    return [" | ".join(map(cell_of, row.cells)) for row in rows]


def cell_of(cell: Cell) -> str:
    span = f"{cell.colspan}x{cell.rowspan} " if cell.colspan * cell.rowspan > 1 else ""
    return f"{'*' if cell.header else ''}{span}{plain_text(cell.blocks).strip()}"


def heads(document: Document) -> int:
    return len(next(node for node in walk(document) if isinstance(node, Table)).head)


def test_words_default_look_has_a_head_row_and_no_head_column() -> None:
    made = read(TITLE + table(*TOLLS, properties=DEFAULT_LOOK + LINES))
    assert shape(made) == ["*Boat | *Toll", "Punt | 4", "Barge | 9"]


def test_a_bold_first_column_names_its_rows() -> None:
    rows = [["Boat", "Toll"], [bold("Punt"), "4"], [bold("Barge"), "9"]]
    assert shape(read(TITLE + table(*rows, properties=DEFAULT_LOOK)))[1:] == ["*Punt | 4", "*Barge | 9"]


def test_an_empty_corner_says_that_the_first_column_names_its_rows() -> None:
    rows = [["", "2024", "2025"], ["East", "4", "5"], ["West", "6", "7"]]
    assert shape(read(TITLE + table(*rows, properties=DEFAULT_LOOK))) == [
        " | *2024 | *2025",
        "*East | 4 | 5",
        "*West | 6 | 7",
    ]


def test_a_table_without_a_look_has_a_head_where_it_is_bold_or_stands_over_figures() -> None:
    assert shape(read(TITLE + table([bold("Boat"), bold("Owner")], ["Punt", "Ann"], ["Barge", "Bea"])))[0] == (
        "*Boat | *Owner"
    )
    assert heads(read(TITLE + table(*TOLLS))) == 1
    assert heads(read(TITLE + table(["Ann", "came"], ["Bea", "went"], ["Cy", "stayed"]))) == 0


def test_shading_marks_a_head() -> None:
    shade = '<w:shd w:val="clear" w:fill="DDDDDD"/>'
    rows = [["Boat", "Owner"], ["Punt", "Ann"], ["Barge", "Bea"]]
    assert heads(read(TITLE + table(*rows, looks={(0, 0): shade, (0, 1): shade}))) == 1


def test_rows_that_are_repeated_are_heads() -> None:
    made = table(["a", "b"], ["c", "d"], ["e", "f"]).replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 2)
    assert heads(read(TITLE + made)) == 2


def test_merged_cells_and_gaps_keep_their_columns() -> None:
    look = {(0, 0): '<w:gridSpan w:val="2"/>', (1, 0): '<w:vMerge w:val="restart"/>', (2, 0): "<w:vMerge/>"}
    made = table(["Both", "Third"], ["Tall", "b", "c"], ["", "e", "f"], looks=look)
    assert shape(read(TITLE + made))[1:] == ["1x2 Tall | b | c", "e | f"]
    late = made.replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>', 1)
    assert shape(read(TITLE + late))[0].startswith(" |") or shape(read(TITLE + late))[0].startswith("*")


def test_columns_in_which_no_cell_begins_are_left_out() -> None:
    wide = {(row, 0): '<w:gridSpan w:val="3"/>' for row in range(3)}
    assert shape(read(TITLE + table(*TOLLS, looks=wide, properties=DEFAULT_LOOK)))[1] == "Punt | 4"


def test_a_caption_is_above_or_below_its_table() -> None:
    for body in (
        p("Table 1: Tolls", "Caption") + table(*TOLLS) + p("After."),
        table(*TOLLS) + p("Table 1: Tolls", "Caption") + p("After."),
    ):
        found = next(node for node in walk(read(TITLE + body)) if isinstance(node, Table))
        assert plain_text(found.caption) == "Table 1: Tolls"


def test_a_style_called_table_is_a_caption_outside_tables_and_text_in_cells() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Table"><w:name w:val="Table"/></w:style>'
    inner = [["Boat", "Toll"], [p("Punt", "Table"), p("4", "Table")], [p("Barge", "Table"), p("9", "Table")]]
    made = read(TITLE + p("Table 1: Tolls", "Table") + table(*inner, properties=DEFAULT_LOOK), styles=styles)
    found = next(node for node in walk(made) if isinstance(node, Table))
    assert plain_text(found.caption) == "Table 1: Tolls"
    assert shape(made)[1:] == ["Punt | 4", "Barge | 9"]


def test_between_two_tables_the_habit_of_the_document_decides() -> None:
    below = table(*TOLLS) + p("Table 1: One", "Caption") + table(*TOLLS) + p("Table 2: Two", "Caption") + p("End.")
    above = p("Table 1: One", "Caption") + table(*TOLLS) + p("Table 2: Two", "Caption") + table(*TOLLS) + p("End.")
    for body in (below, above):
        found = [plain_text(node.caption) for node in walk(read(TITLE + body)) if isinstance(node, Table)]
        assert found == ["Table 1: One", "Table 2: Two"]


def test_the_properties_title_is_the_caption_where_there_is_no_other() -> None:
    said = '<w:tblCaption w:val="Tolls"/><w:tblDescription w:val="They rise."/>'
    found = next(node for node in walk(read(TITLE + table(*TOLLS, properties=said))) if isinstance(node, Table))
    assert (plain_text(found.caption), found.description) == ("Tolls", "They rise.")
    body = p("Table 1: What boats pay", "Caption") + table(*TOLLS, properties=said)
    found = next(node for node in walk(read(TITLE + body)) if isinstance(node, Table))
    assert (plain_text(found.caption), found.description) == ("Table 1: What boats pay", "They rise.")


def test_lists_and_tables_in_cells_are_kept() -> None:
    numbering = lists(level(0, "bullet", "•"))
    inner = table(["x", "y"], ["1", "2"]) + p("")
    made = read(TITLE + table(["Kit", "More"], [item("Spade") + item("Rake"), inner]), numbering=numbering)
    cells = [cell for cell in walk(made) if isinstance(cell, Cell)]
    assert any(isinstance(block, List) and len(block.items) == 2 for cell in cells for block in cell.blocks)
    assert sum(isinstance(node, Table) for node in walk(made)) == 2


def test_a_frame_of_one_cell_is_no_table_and_a_box_is_an_aside() -> None:
    assert [type(block) for block in read(TITLE + table(["Only words."])).blocks] == [Paragraph]
    assert [type(block) for block in read(TITLE + table(["Only words."], properties=LINES)).blocks] == [Aside]


def test_a_row_without_lines_only_places_things() -> None:
    made = read(TITLE + table(["Left words.", "Right words."]))
    assert [plain_text(block).strip() for block in made.blocks] == ["Left words.", "Right words."]


def test_a_table_without_any_head_is_a_finding() -> None:
    plain = read_article(TITLE + table(["Ann", "came"], ["Bea", "went"], properties=LINES))
    assert "DOC005" in rules(plain)
