"""Rules on pictures (IMG)."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="IMG001",
        level=Level.error,
        finds="A picture has no alternative text and is not marked as decorative.",
        why="People who cannot see the picture get no information, not even that it is unimportant.",
        source="WCAG 2.2, 1.1.1 Non-text Content; ISO 14289-1, 7.3",
        example="![](chart.png)",
        fix="Write an alternative text that says what the picture shows, or mark it as decorative.",
    ),
    Rule(
        id="IMG002",
        level=Level.warning,
        finds="A picture could not be loaded; its alternative text stands in its place.",
        why="The files contain only what can be read safely from the article's folder.",
        source="exporter's own rule: nothing is read outside the article's folder",
        example="![A map](https://example.org/map.png)",
        fix="Put the picture into the article's folder and name it by a relative path.",
    ),
    Rule(
        id="IMG006",
        level=Level.info,
        finds="A picture with a web address was read from a file beside the article.",
        why="Nothing is fetched from the web, and the file may be a different picture of the same name.",
        source="exporter's own rule: nothing is fetched",
        example='<img src="https://example.org/uploads/ferry.jpg">, with images/ferry.jpg beside the article',
        fix="If it is the right picture, refer to the file by its path.",
    ),
    Rule(
        id="IMG007",
        level=Level.info,
        finds="A picture's alternative text was taken from the picture file.",
        why="It may have been written for another article, and must fit this one.",
        source="WCAG 2.2, 1.1.1 Non-text Content; IPTC Photo Metadata Standard 2021.1, Alt Text (Accessibility)",
        example="a JPEG with Iptc4xmpCore:AltTextAccessibility, and no alternative text in the article",
        fix="If other words fit better, write an alternative text in the article.",
    ),
    Rule(
        id="IMG008",
        level=Level.info,
        finds="A picture with more pixels than a page can show was made smaller.",
        why="It would make the files slow to open without showing more detail.",
        source="exporter's own rule on pictures",
        example="a photograph of 9000 by 6000 pixels",
        fix="Save the picture with at most 40 million pixels.",
    ),
    Rule(
        id="IMG009",
        level=Level.warning,
        finds="A picture's mark-up contradicts itself.",
        why="Marked as decorative, it is skipped by screen readers; a caption, title or link shows that it matters.",
        source="WCAG 2.2, 1.1.1 Non-text Content (failures F38, F89)",
        example='<figure><img src="rain.png" alt=""><figcaption>Rainfall by month</figcaption></figure>',
        fix="Write an alternative text, or remove what contradicts the mark as decorative.",
    ),
    Rule(
        id="IMG010",
        level=Level.info,
        finds="A metafile was drawn by another program.",
        why="EMF and WMF are lists of drawing commands of Windows; each program draws some of them in its own way.",
        source="exporter's own rule on pictures; [MS-EMF], [MS-WMF]",
        example="a diagram pasted from Visio, with --draw-metafiles",
        fix="Look at the picture in the files; in Word, paste it as PNG (Paste Special).",
    ),
)
