"""What a user may decide about Word files: tracked changes, comments, the meaning of a publisher's own styles.

Apart from the reader, so that options can be looked at without loading it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from exporter.errors import UsageError
from exporter.records import record

REVISIONS = ("accept", "reject", "show")
COMMENTS = ("drop", "notes")
STYLES = (
    *("title", "subtitle", "kicker", "standfirst", "byline", "dateline", "text"),
    *(f"heading {level}" for level in range(1, 10)),
    *("quote", "attribution", "caption", "table caption", "credit", "code", "term", "definition", "break"),
    *("sidebar", "pullquote", "note", "tip", "warning", "related", "aside title"),
    *("emphasis", "strong", "mark", "left out"),
)
"""What a publisher's own style may mean; the last row but one is for boxes, the last for characters."""


@record
class WordOptions:
    """``revisions``: accept, reject or show tracked changes. ``comments``: drop them or make them notes.

    ``styles``: names of a publisher's own styles → what they are, one of ``STYLES``. ``draw_metafiles``: have an
    installed LibreOffice or Inkscape draw EMF and WMF pictures.
    """

    revisions: str = "accept"
    comments: str = "drop"
    styles: Mapping[str, str] = field(default_factory=dict)
    draw_metafiles: bool = False

    def checked(self) -> WordOptions:
        """These options, if each is one that exists. Raises UsageError."""
        if self.revisions not in REVISIONS:
            raise UsageError(f"--revisions {self.revisions}: is not valid; choose one of {', '.join(REVISIONS)}")
        if self.comments not in COMMENTS:
            raise UsageError(f"--comments {self.comments}: is not valid; choose one of {', '.join(COMMENTS)}")
        style_map(self.styles)
        return self


def style_map(said: Mapping[str, Any]) -> dict[str, str]:
    """The table ``[tool.exporter.word.styles]``, checked. Raises UsageError for what no style can be."""
    for name, kind in said.items():
        if kind not in STYLES:
            raise UsageError(f"word.styles: “{name}” = “{kind}”: is not valid; choose one of {', '.join(STYLES)}")
    return {str(name): str(kind) for name, kind in said.items()}
