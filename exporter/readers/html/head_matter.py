"""Front matter before a page of HTML, as site generators have it (Jekyll, Hugo, Eleventy): data, and no words.

Apart from the page, for it goes before the page is parsed. Its values may stand in the page as template tags.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.model import Metadata
from exporter.position import Position

RULE = "HTML022"


@dataclass(frozen=True, slots=True)
class Head:
    """What front matter says, and the page without it: ``rest`` has as many lines."""

    rest: str
    metadata: Metadata | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def head_of(name: str, text: str) -> Head:
    """The front matter of a page called ``name``; a page without any is the rest. What cannot be read is a finding."""
    plain = text.removeprefix("\ufeff")
    if not plain.startswith(("---", "+++")):
        return Head(text)
    from exporter.readers.markdown import front_matter  # noqa: PLC0415  (start-up: few pages have front matter)

    block = front_matter.split(plain)
    if block.form not in ("yaml", "toml", "json"):
        return Head(text)
    rest = "<!--" + "\n" * block.lines + "-->" + "\n".join(plain.split("\n")[block.lines :])
    try:
        said = front_matter.read(name, block) if block.text.strip() else front_matter.FrontMatter()
    except InputError as error:
        message = f"the front matter was left out, because it cannot be read: {error}"
        return Head(rest, findings=(finding(RULE, message, Position(1, 1), left_out=block.text),))
    values = {key: str(value) for key, value in said.data.items() if isinstance(value, str | int)}
    message = "the front matter before the page was read as its metadata, and is not in the text"
    taken = finding(RULE, message, Position(1, 1), left_out=block.text)
    return Head(rest, said.metadata, values, (taken, *said.findings))
