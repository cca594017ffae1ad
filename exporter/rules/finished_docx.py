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
        why="Listeners do not learn what it shows, or even that it is there.",
        source=f"{MICROSOFT}: all non-text content has alternative text; WCAG 2.2, 1.1.1 Non-text Content",
        example='<v:shape style="width:90pt"> without alt',
        fix="Give it an alternative text in Word (Edit Alt Text), or mark it as decorative.",
    ),
    Rule(
        id="DOCX102",
        level=Level.warning,
        finds="A table's first row is not marked as its header row.",
        why="Screen readers announce column headers only if the row is marked; Word also repeats it on each page.",
        source=f"{MICROSOFT}: tables specify column header information; ECMA-376 part 1, 17.4.49; WCAG 2.2, 1.3.1",
        example="<w:tr> without <w:tblHeader/> in its properties",
        fix="Mark the row in Word: Table Layout, Repeat Header Rows.",
    ),
    Rule(
        id="DOCX103",
        level=Level.warning,
        finds="An object floats instead of standing in line with the text.",
        why="Screen readers may read it in a different place, or skip it.",
        source=f"{MICROSOFT}: image or object is inline with text; ECMA-376 part 1, 20.4.2.3; WCAG 2.2, 1.3.2",
        example="<wp:anchor> in the place of <wp:inline>",
        fix="Set the object's wrapping in Word to “In Line with Text”.",
    ),
    Rule(
        id="DOCX104",
        level=Level.warning,
        finds="Text has too little contrast with its background.",
        why="People with low vision, or in bright sunlight, cannot read it.",
        source=f"{MICROSOFT}: sufficient contrast between text and background; WCAG 2.2, 1.4.3 Contrast (Minimum)",
        example='<w:color w:val="C0C0C0"/> on white',
        fix="Make the text darker or its background lighter, in the style.",
    ),
    Rule(
        id="DOCX105",
        level=Level.warning,
        finds="A table is nested in a cell of another table.",
        why="Screen readers lose track of rows and columns in nested tables.",
        source=f"{MICROSOFT}: tables have simple structure; WCAG 2.2, 1.3.1 Info and Relationships",
        example="<w:tc> that holds <w:tbl>",
        fix="Put the inner table after the outer one, or merge them into one table.",
    ),
    Rule(
        id="DOCX106",
        level=Level.warning,
        finds="The file's properties have no title.",
        why="Screen readers and window lists then show the file name instead of the document's title.",
        source=f"{MICROSOFT}: document title; ECMA-376 part 2, 11; WCAG 2.2, 2.4.2 Page Titled",
        example="<dc:title/>",
        fix="Fill in the title in Word: File, Info.",
    ),
    Rule(
        id="DOCX107",
        level=Level.warning,
        finds="A long document has no heading.",
        why="Without headings, people can only go through it from beginning to end.",
        source=f"{MICROSOFT}: documents use heading styles; WCAG 2.2, 2.4.1 Bypass Blocks, 2.4.10 Section Headings",
        example="two thousand words in the style Normal",
        fix="Use Word's heading styles for headings.",
    ),
    Rule(
        id="DOCX108",
        level=Level.info,
        finds="The pages have a watermark.",
        why="It makes the text in front of it harder to read, and screen readers skip it.",
        source=f"{MICROSOFT}: no image watermarks are used; WCAG 2.2, 1.4.3",
        example='<v:shape id="PowerPlusWaterMarkObject"> in a header',
        fix="Write the watermark's message into the text, and remove the watermark.",
    ),
    Rule(
        id="DOCX109",
        level=Level.info,
        finds="Repeated spaces, tabs or empty paragraphs are used for spacing.",
        why="Screen readers say “blank” for each one, so listeners may think that the document has ended.",
        source=f"{MICROSOFT}: avoid the use of repeated blank characters; WCAG 2.2, 1.3.1",
        example="four empty paragraphs one after another",
        fix="Use the spacing settings of styles.",
    ),
    Rule(
        id="DOCX110",
        level=Level.info,
        finds="A table has an empty row or column.",
        why="Listeners may think that the table ends there.",
        source=f"{MICROSOFT}: tables do not use blank cells for formatting; WCAG 2.2, 1.3.1",
        example="a row whose cells are all empty",
        fix="Remove the row or column; use the spacing settings of cells.",
    ),
    Rule(
        id="DOCX121",
        level=Level.info,
        finds="A table has neither a title nor a description.",
        why="Listeners do not learn what the table is about before they hear its cells.",
        source="WCAG 2.2, 1.3.1 Info and Relationships; ECMA-376 part 1, 17.4.62 and 17.4.63",
        example="<w:tblPr> without <w:tblCaption>",
        fix="Give the table a title in its alternative text.",
    ),
    Rule(
        id="DOCX122",
        level=Level.info,
        finds="Rows of a table may break across two pages.",
        why="The rest of a cell then appears on the next page, without its row and column headers.",
        source="WCAG 2.2, 1.3.2 Meaningful Sequence; ECMA-376 part 1, 17.4.6",
        example="<w:trPr> without <w:cantSplit/>",
        fix="Turn off “allow row to break across pages”.",
    ),
    Rule(
        id="DOCX123",
        level=Level.warning,
        finds="The file is protected so that only parts of it can be selected.",
        why="Screen readers cannot move through text that cannot be selected.",
        source="WCAG 2.2, 4.1.2 Name, Role, Value; ECMA-376 part 1, 17.15.1.29",
        example='<w:documentProtection w:edit="forms" w:enforcement="1"/>',
        fix="Remove the protection.",
    ),
    Rule(
        id="DOCX124",
        level=Level.info,
        finds="Words are made bold or italic by direct formatting instead of a style.",
        why="People see that they are bold, but nothing says whether they are important, or a heading.",
        source="WCAG 2.2, 1.3.1 Info and Relationships (failure F2); ECMA-376 part 1, 17.3.2.1",
        example="<w:rPr><w:b/></w:rPr>",
        fix="Use the styles Strong and Emphasis, and heading styles for headings.",
    ),
    Rule(
        id="DOCX125",
        level=Level.warning,
        finds="Words in a right-to-left script are not marked as right-to-left.",
        why="They are laid out and spoken in the direction and language of the text around them.",
        source="WCAG 2.2, 1.3.2 Meaningful Sequence; ECMA-376 part 1, 17.3.2.30",
        example="<w:r><w:t>نص</w:t></w:r>, without <w:rtl/>",
        fix="Set the direction of the words to right-to-left.",
    ),
    Rule(
        id="DOCX126",
        level=Level.warning,
        finds="A paragraph of a quotation is not in a quotation style.",
        why="In Word, only the style marks words as quoted; without it they sound like the author's own.",
        source="WCAG 2.2, 1.3.1 Info and Relationships; ECMA-376 part 1, 17.3.1.27",
        example='<w:tag w:val="quote"/> … <w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr>',
        fix="Give the paragraph the style Quote, or one that is based on it.",
    ),
    Rule(
        id="DOCX127",
        level=Level.warning,
        finds="Some words of the file can be heard and not seen, or seen and not heard.",
        why="People who look and people who listen are told different things, and neither knows.",
        source="WCAG 2.2, 1.3.1 Info and Relationships, 1.4.3 Contrast (Minimum); ECMA-376 part 1, 17.3.2.41",
        example='<w:style w:styleId="Aside"> … <w:rPr><w:vanish/></w:rPr>',
        fix="Show them to everybody and tell them to everybody, or remove them.",
    ),
)
