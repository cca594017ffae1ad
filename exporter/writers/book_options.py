"""What a publication's maker may choose about its files: contents, where articles begin, how pages and notes count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Start: TypeAlias = Literal["page", "right", "none"]
FrontMatter: TypeAlias = Literal["arabic", "roman"]
NotesRun: TypeAlias = Literal["article", "book"]
ListOf: TypeAlias = Literal["figures", "tables"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookOptions:
    """How a publication is set.

    ``toc_depth`` is how many levels of headings its contents list names; ``contents_lines`` adds each article's
    byline and standfirst to it; ``lists`` are the lists of figures and tables that follow it. An article begins on a
    new "page", on a "right"-hand one, or ("none") where the one before it ends. ``front_matter`` numbers the pages
    before the first article by "roman" numerals or as all others. ``notes_run`` numbers notes by "article", or
    through the whole "book".
    """

    toc_depth: int = 2
    contents_lines: bool = False
    lists: tuple[ListOf, ...] = ()
    start: Start = "page"
    front_matter: FrontMatter = "arabic"
    notes_run: NotesRun = "article"
