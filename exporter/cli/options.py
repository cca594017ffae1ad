"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from exporter.cli.declared import Argument, Option
from exporter.errors import UsageError

if TYPE_CHECKING:
    from exporter.readers.word_options import WordOptions


class Output(StrEnum):
    """How results and findings are printed."""

    text = "text"
    json = "json"


class CheckOutput(StrEnum):
    """How the findings of a check are printed."""

    text = "text"
    json = "json"
    sarif = "sarif"


class FailOn(StrEnum):
    """The level of findings from which the exit code is 1."""

    error = "error"
    warning = "warning"
    never = "never"


class Revisions(StrEnum):
    """What happens to tracked changes in a Word file."""

    accept = "accept"
    reject = "reject"
    show = "show"


class Comments(StrEnum):
    """What happens to comments in a Word file."""

    drop = "drop"
    notes = "notes"


class Aspect(StrEnum):
    """What a Word file is checked as; "" means both."""

    both = ""
    article = "article"
    file = "file"


Articles = Annotated[list[str], Argument(metavar="ARTICLE...", help="Articles to convert; - is standard input.")]
Files = Annotated[list[str], Argument(metavar="FILE...", help="Articles, or finished PDF, EPUB or DOCX files.")]
File = Annotated[str, Argument(metavar="FILE", help="An article, or a finished PDF, EPUB or DOCX file.")]
Article = Annotated[str, Argument(metavar="ARTICLE", help="The article; - is standard input.")]
From = Annotated[
    str,
    Option(
        "--from",
        metavar="FORMAT",
        help="text, markdown or a dialect of it (gfm, obsidian, quarto, mkdocs, hugo, …), html, json, ninjs, newsml, "
        "nitf, feed (feed:3: its third article), pandoc, docx, epub, pdf (tagged); default: detected.",
    ),
]
Lang = Annotated[str, Option("--lang", metavar="TAG", help="Language of articles that declare none, e.g. en-GB.")]
Format = Annotated[Output, Option("--format", help="Print findings as text or as JSON.")]
Lexicons = Annotated[
    list[str] | None,
    Option("--lexicon", metavar="FILE", help="A file of phrases for plain text, added to the built-in ones."),
]
BaseUrl = Annotated[
    str,
    Option("--base-url", metavar="ADDRESS", help="The article's address on the web, for its relative links."),
]
MathsEngine = Annotated[
    Path | None,
    Option("--maths-engine", metavar="FOLDER", help="Say formulas by this speech-rule-engine (an npm package)."),
]
KeepAll = Annotated[bool, Option("--keep-all", help="Keep the page furniture found in plain text.")]
Limit = Annotated[
    list[str] | None,
    Option("--limit", metavar="NAME=NUMBER", help="Change a limit on what an input may cost, e.g. pages=5000."),
]
Root = Annotated[
    Path | None,
    Option("--root", metavar="FOLDER", help="Read pictures from this folder and below; default: the article's."),
]
Meta = Annotated[
    list[str] | None,
    Option("--metadata", "--meta", metavar="KEY=VALUE", help="A field of the metadata: title=…, author=…, isbn-epub=…"),
]
MetaFile = Annotated[
    str,
    Option("--metadata-file", metavar="FILE", help="A file of metadata: TOML, YAML or JSON."),
]
HintFile = Annotated[
    str, Option("--hints", metavar="FILE", help="Decisions about lines of plain text; default: ARTICLE.hints.")
]
DecisionFile = Annotated[
    str,
    Option(
        "--decisions", metavar="FILE", help="A person's decisions about the article; default: ARTICLE.decisions.toml."
    ),
]
PictureDecisions = Annotated[
    str,
    Option("--picture-decisions", metavar="FILE", help="Decisions about pictures that come again and again."),
]
OutputFile = Annotated[Path | None, Option("-o", "--output", help="The file to write, for one format; - prints it.")]
OutDir = Annotated[Path | None, Option("--out-dir", help="The folder to write to; created if missing.")]
Require = Annotated[
    list[str] | None,
    Option("--require", metavar="STANDARD", help="Refuse to write a PDF that does not meet it: pdf/ua-1, pdf/a-2a."),
]
FailOnOption = Annotated[FailOn, Option("--fail-on", help="Findings of this level lead to exit code 1.")]
Prove = Annotated[
    bool, Option("--prove", help="Read the files back and print what they lost; exit code 1 if anything.")
]
Quiet = Annotated[bool, Option("--quiet", help="Do not print the names of the files written.")]
Verbose = Annotated[bool, Option("--verbose", help="Say which engine set each PDF, and why it was not another.")]
Debug = Annotated[bool, Option("--debug", help="Show a traceback when something fails.")]
RevisionsOption = Annotated[
    Revisions, Option("--revisions", help="Tracked changes of Word files: accept, reject, or show them.")
]
CommentsOption = Annotated[
    Comments, Option("--comments", help="Comments of Word files: drop them, or make them notes.")
]


DrawMetafiles = Annotated[
    bool,
    Option("--draw-metafiles", help="Have an installed LibreOffice or Inkscape draw EMF and WMF of Word files."),
]


def word_options(
    revisions: Revisions = Revisions.accept, comments: Comments = Comments.drop, *, draw_metafiles: bool = False
) -> WordOptions:
    """The options for Word files: those of the command, and the publisher's styles from the settings."""
    from exporter.cli.settings import find_settings
    from exporter.readers.word_options import WordOptions

    styles = find_settings(Path()).get("word", {}).get("styles", {})
    return WordOptions(revisions.value, comments.value, styles, draw_metafiles).checked()


def metadata_of(words: Sequence[str], file: str = "") -> tuple[Any, Any]:
    """What ``--metadata`` and ``--metadata-file`` say, and what of it cannot be used. Raises UsageError, InputError.

    A name that may be said several times is a list, of the others the last holds.
    """
    if not words and not file:
        return (), ()
    from exporter.readers.metadata_names import several
    from exporter.run.said_metadata import merged, patch_of, patch_of_file

    said: dict[str, Any] = {}
    for word in words:
        name, equals, value = word.partition("=")
        name = name.strip().lower()
        if not equals:
            raise UsageError(f"--metadata {word}: write a field and its value, as in title=Council votes")
        if several(name):
            said.setdefault(name, []).append(value.strip())
        else:
            said[name] = value.strip()
    first, found = patch_of_file(file) if file else ((), ())
    second, more = patch_of(said, "--metadata {}")
    return merged(first, second), (*found, *more)
