"""Rules on finished pages of HTML that exporter made (HTML101 and on): one page that stands alone."""

from __future__ import annotations

from exporter.rules.rule import Level, Rule

RULES = (
    Rule(
        id="HTML101",
        level=Level.error,
        finds="The page loads something from elsewhere, or runs a script.",
        why="Without a network or on another server, something is missing; and others learn who reads the page.",
        source="EN 301 549 (V3.2.1), 9.1.1.1; HTML Standard, 4.2.4, 4.8.3 and 4.12.1",
        example='<link rel="stylesheet" href="site.css">',
        fix="Put style and pictures into the page; leave scripts out.",
    ),
    Rule(
        id="HTML102",
        level=Level.error,
        finds="A link or a label refers to a place in the page that does not exist, or that exists twice.",
        why="People who follow the link stay where they are; without its label an element has no name.",
        source="WCAG 2.2, 2.4.4 Link Purpose, 4.1.2 Name, Role, Value; HTML Standard, 3.2.6",
        example='<a href="#note-9">, and no element with that id',
        fix="Give the place its id, once, or remove the link.",
    ),
    Rule(
        id="HTML103",
        level=Level.warning,
        finds="Some words of the page can be heard and not seen, or seen and not heard.",
        why="People who look and people who listen are told different things, and neither knows.",
        source="WCAG 2.2, 1.3.1 Info and Relationships, 1.4.3 Contrast (Minimum)",
        example='<p style="opacity: 0">The deadline is Friday.</p>',
        fix="Show them to everybody and tell them to everybody, or remove them.",
    ),
)
