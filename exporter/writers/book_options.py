"""What a publication's maker may choose about its files: contents, where articles begin, how pages and notes count."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, get_args

from exporter.errors import UsageError
from exporter.model import Document, NotesRun
from exporter.records import record

Start: TypeAlias = Literal["page", "right", "none"]
FrontMatter: TypeAlias = Literal["arabic", "roman"]
Design: TypeAlias = Literal["", "book", "magazine"]
ListOf: TypeAlias = Literal["figures", "tables"]


@record(kw_only=True)
class BookOptions:
    """How a publication is set.

    ``toc_depth`` is how many levels of headings its contents list names; ``contents_lines`` adds each article's
    byline and standfirst to it; ``lists`` are the lists of figures and tables that follow it. An article begins on a
    new "page", on a "right"-hand one, or ("none") where the one before it ends. ``front_matter`` numbers the pages
    before the first article by "roman" numerals or as all others. ``notes_run`` numbers notes by "article", or
    through the whole "book". ``design`` is how pages look: as those of an article (""), of a plain "book", or of a
    "magazine". ``cover_page`` has a PDF begin with the cover's picture.
    """

    toc_depth: int = 2
    contents_lines: bool = False
    lists: tuple[ListOf, ...] = ()
    start: Start = "page"
    front_matter: FrontMatter = "arabic"
    notes_run: NotesRun = "article"
    design: Design = ""
    cover_page: bool = False

    @classmethod
    def for_document(cls, document: Document, chosen: BookOptions | None) -> BookOptions:
        """What was chosen; where nothing was, the default, with notes numbered as the document has them."""
        return chosen or cls(notes_run=document.notes_run)

    @classmethod
    def of(cls, **values: Any) -> BookOptions:
        """Options from a user's words. Raises UsageError, which begins with the option's name, for an unknown value."""
        choices = {
            "start": get_args(Start),
            "front_matter": get_args(FrontMatter),
            "notes_run": get_args(NotesRun),
            "design": get_args(Design),
        }
        for name, known in choices.items():
            if values.get(name, known[0]) not in known:
                said = ", ".join(filter(None, known))
                raise UsageError(f"{_called(name)} {values[name]}: is not valid; choose one of {said}")
        depth = values.get("toc_depth", 1)
        if type(depth) is not int or not 1 <= depth <= 6:
            raise UsageError(f"{_called('toc_depth')} {depth}: is not a depth; give a whole number from 1 to 6")
        lists = tuple(values.get("lists", ()))
        for item in lists:
            if item not in get_args(ListOf):
                raise UsageError(f"lists {item}: is not a list; choose among {', '.join(get_args(ListOf))}")
        return cls(**{**values, "lists": tuple(dict.fromkeys(lists))})


def _called(name: str) -> str:
    return name.replace("_", "-")
