"""Rules on finished DOCX files, ours or anybody's (DOCX101 and on): what Word's own checker looks at.

Their source is Microsoft's page “Rules for the Accessibility Checker” (support.microsoft.com, article 651e08f2), whose
classes are error, warning and tip. What the document's own rules see already is not said twice: missing alternative
texts of pictures (IMG001), tables without any header (DOC005), merged cells (DOC010), skipped levels (DOC020), vague
links (DOC004).
"""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

MICROSOFT = "Microsoft, Rules for the Accessibility Checker"

RULES = (
    Rule(
        id="DOCX101",
        level=Level.error,
        finds="An old drawing or an embedded object has no alternative text.",
        why="A listener is not told what it shows, or not even that it is there.",
        source=f"{MICROSOFT}: all non-text content has alternative text; WCAG 2.2, 1.1.1 Non-text Content",
        example='<v:shape style="width:90pt"> without alt',
        fix="Give it an alternative text in Word (Edit Alt Text), or mark it as decorative.",
    ),
    Rule(
        id="DOCX102",
        level=Level.warning,
        finds="A table's first row is not marked as its header row.",
        why="Word says a column's header with a cell only when the row is marked; it also repeats it on the next page.",
        source=f"{MICROSOFT}: tables specify column header information; ECMA-376 part 1, 17.4.49; WCAG 2.2, 1.3.1",
        example="<w:tr> without <w:tblHeader/> in its properties",
        fix="Mark the row in Word: Table Layout, Repeat Header Rows.",
    ),
    Rule(
        id="DOCX103",
        level=Level.warning,
        finds="An object floats: it is not in line with the text.",
        why="Where it is read is not where it is seen, and a screen reader may pass it over.",
        source=f"{MICROSOFT}: image or object is inline with text; ECMA-376 part 1, 20.4.2.3; WCAG 2.2, 1.3.2",
        example="<wp:anchor> in the place of <wp:inline>",
        fix="Set the object's wrapping in Word to “In Line with Text”.",
    ),
    Rule(
        id="DOCX104",
        level=Level.warning,
        finds="Text has too little contrast to what is behind it.",
        why="People with low vision, or with the sun on the screen, cannot read it.",
        source=f"{MICROSOFT}: sufficient contrast between text and background; WCAG 2.2, 1.4.3 Contrast (Minimum)",
        example='<w:color w:val="C0C0C0"/> on white',
        fix="Make the text darker or its background lighter, in the style.",
    ),
    Rule(
        id="DOCX105",
        level=Level.warning,
        finds="A table stands in a cell of another table.",
        why="A screen reader loses count of rows and columns where tables nest.",
        source=f"{MICROSOFT}: tables have simple structure; WCAG 2.2, 1.3.1 Info and Relationships",
        example="<w:tc> that holds <w:tbl>",
        fix="Put the inner table after the outer one, or make one table of both.",
    ),
    Rule(
        id="DOCX106",
        level=Level.warning,
        finds="The file's properties have no title.",
        why="A screen reader and a list of open windows then name the file and not the document.",
        source=f"{MICROSOFT}: document title; ECMA-376 part 2, 11; WCAG 2.2, 2.4.2 Page Titled",
        example="<dc:title/>",
        fix="Fill in the title in Word: File, Info.",
    ),
    Rule(
        id="DOCX107",
        level=Level.warning,
        finds="A long document has no heading.",
        why="Without headings there is no way through it but from beginning to end.",
        source=f"{MICROSOFT}: documents use heading styles; WCAG 2.2, 2.4.1 Bypass Blocks, 2.4.10 Section Headings",
        example="two thousand words in the style Normal",
        fix="Use Word's heading styles for headings.",
    ),
    Rule(
        id="DOCX108",
        level=Level.info,
        finds="The pages have a watermark.",
        why="It lies behind the words and makes them harder to read; screen readers pass it over.",
        source=f"{MICROSOFT}: no image watermarks are used; WCAG 2.2, 1.4.3",
        example='<v:shape id="PowerPlusWaterMarkObject"> in a header',
        fix="Say what the watermark says in the text, and remove it.",
    ),
    Rule(
        id="DOCX109",
        level=Level.info,
        finds="Space is made with blanks, tabs or empty paragraphs in a row.",
        why="A screen reader says “blank” for each, and a listener may think that the document has ended.",
        source=f"{MICROSOFT}: avoid the use of repeated blank characters; WCAG 2.2, 1.3.1",
        example="four empty paragraphs one after another",
        fix="Use the spacing of styles.",
    ),
    Rule(
        id="DOCX110",
        level=Level.info,
        finds="A table has an empty row or column.",
        why="A listener may think that the table has ended there.",
        source=f"{MICROSOFT}: tables do not use blank cells for formatting; WCAG 2.2, 1.3.1",
        example="a row whose cells are all empty",
        fix="Remove the row or column; use the spacing of cells.",
    ),
    Rule(
        id="DOCX121",
        level=Level.info,
        finds="A table has neither a title nor a description.",
        why="Who comes upon the table while listening is not told what it is before its cells are read.",
        source="WCAG 2.2, 1.3.1 Info and Relationships; ECMA-376 part 1, 17.4.62 and 17.4.63",
        example="<w:tblPr> without <w:tblCaption>",
        fix="Give the table a title in its alternative text.",
    ),
    Rule(
        id="DOCX122",
        level=Level.info,
        finds="Rows of a table may break over two pages.",
        why="The rest of a cell stands on another page, without the heads of its row and column.",
        source="WCAG 2.2, 1.3.2 Meaningful Sequence; ECMA-376 part 1, 17.4.6",
        example="<w:trPr> without <w:cantSplit/>",
        fix="Turn off “allow row to break across pages”.",
    ),
    Rule(
        id="DOCX123",
        level=Level.warning,
        finds="The file is protected so that only parts of it can be reached.",
        why="Screen readers cannot move through text that may not be selected.",
        source="WCAG 2.2, 4.1.2 Name, Role, Value; ECMA-376 part 1, 17.15.1.29",
        example='<w:documentProtection w:edit="forms" w:enforcement="1"/>',
        fix="Take the protection away.",
    ),
    Rule(
        id="DOCX124",
        level=Level.info,
        finds="Words stand out by formatting that was put on by hand and not by a style.",
        why="That they are bold is seen; whether they matter, or are a heading, nothing says.",
        source="WCAG 2.2, 1.3.1 Info and Relationships (failure F2); ECMA-376 part 1, 17.3.2.1",
        example="<w:rPr><w:b/></w:rPr>",
        fix="Use the styles Strong and Emphasis, and heading styles for headings.",
    ),
    Rule(
        id="DOCX125",
        level=Level.warning,
        finds="Words of a script that runs from right to left are not marked so.",
        why="They are set and spoken in the order and language of the text around them.",
        source="WCAG 2.2, 1.3.2 Meaningful Sequence; ECMA-376 part 1, 17.3.2.30",
        example="<w:r><w:t>نص</w:t></w:r>, without <w:rtl/>",
        fix="Set the direction of the words to right-to-left.",
    ),
    Rule(
        id="DOCX126",
        level=Level.warning,
        finds="A paragraph of a quotation is not in a quotation style.",
        why="Word tells quoted words from others by their style alone; without it they sound like the author's own.",
        source="WCAG 2.2, 1.3.1 Info and Relationships; ECMA-376 part 1, 17.3.1.27",
        example='<w:tag w:val="quote"/> … <w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr>',
        fix="Give the paragraph the style Quote, or one that is based on it.",
    ),
)
