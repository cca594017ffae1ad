"""Rules on pictures (IMG)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="IMG001",
        level=Level.error,
        finds="A picture has no text alternative and is not marked as decorative.",
        why="Who cannot see the picture is told nothing, not even that it does not matter.",
        source="WCAG 2.2, 1.1.1 Non-text Content; ISO 14289-1, 7.3",
        example="![](chart.png)",
        fix="Write alt text that says what the picture tells, or mark it as decorative.",
    ),
    Rule(
        id="IMG002",
        level=Level.warning,
        finds="A picture could not be loaded and was left out; its alt text stands in its place.",
        why="What cannot be read safely from the article's folder is not in the files.",
        source="exporter's own rule: nothing is read outside the article's folder",
        example="![A map](https://example.org/map.png)",
        fix="Put the picture into the article's folder and name it by a relative path.",
    ),
    Rule(
        id="IMG006",
        level=Level.info,
        finds="A picture that is named by its address on the web was read from a file beside the article.",
        why="It may be another picture of the same name; nothing is ever fetched.",
        source="exporter's own rule: nothing is fetched",
        example='<img src="https://example.org/uploads/ferry.jpg">, with images/ferry.jpg beside the article',
        fix="Name the file itself if it is the right one.",
    ),
    Rule(
        id="IMG007",
        level=Level.info,
        finds="The text alternative of a picture was taken from the picture's own file.",
        why="Somebody wrote it for the picture, perhaps for another article: it must still fit this one.",
        source="WCAG 2.2, 1.1.1 Non-text Content; IPTC Photo Metadata Standard 2021.1, Alt Text (Accessibility)",
        example="a JPEG with Iptc4xmpCore:AltTextAccessibility and no alt in the article",
        fix="Write alt text into the article if other words fit it better.",
    ),
    Rule(
        id="IMG008",
        level=Level.info,
        finds="A picture of more pixels than any page shows was made smaller.",
        why="It would make files that are slow to open, and shows nothing more.",
        source="exporter's own rule on pictures",
        example="a photograph of 9000 by 6000 pixels",
        fix="Save the picture with at most 40 million pixels.",
    ),
    Rule(
        id="IMG009",
        level=Level.warning,
        finds="What a picture says of itself contradicts itself.",
        why="Marked as decoration it is heard by nobody; a caption, a title or a link says that it means something.",
        source="WCAG 2.2, 1.1.1 Non-text Content (failures F38, F89)",
        example='<figure><img src="rain.png" alt=""><figcaption>Rainfall by month</figcaption></figure>',
        fix="Write an alternative text, or remove what contradicts the decoration.",
    ),
)
