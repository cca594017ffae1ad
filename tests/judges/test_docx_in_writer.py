"""LibreOffice and content controls: what its versions have done to the first paragraph of one must not come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter import open_article, render
from exporter.model import plain_text
from exporter.readback import open_file
from tests.judges import harness

pytestmark = [pytest.mark.judge, pytest.mark.slow]

ARTICLE = """---
title: Notes that stay
lang: en
---

> Quoted alpha ends.[^1]
>
> * listed bravo

* Item

  > Quoted charlie ends.[^2]
  >
  > — Carl

:::note
Aside delta ends.[^3]
:::

Term
: Second foxtrot ends.[^4]

  More golf.

> > Nested hotel ends.[^5]
>
> — Henry

> Table in a quote ends.[^6]
>
> | a | b |
> |---|---|
> | c | d |

[^1]: One.
[^2]: Two.
[^3]: Three.
[^4]: Four.
[^5]: Five.
[^6]: Six.
"""
ENDS = ["Quoted alpha", "Quoted charlie", "Aside delta", "Second foxtrot", "Nested hotel", "Table in a quote"]


def test_a_note_at_the_end_of_a_controls_first_paragraph_stays_there(tmp_path: Path) -> None:
    """Version 7.4 moved the reference to the paragraph's beginning, and lost the paragraph where a list follows."""
    docx = tmp_path / "notes.docx"
    docx.write_bytes(render(open_article(ARTICLE.encode(), name="notes.md"), "docx", prove=True).data)
    copy = open_file(harness.libreoffice([docx], tmp_path)[docx])
    told = "".join(plain_text(copy.blocks, notes=True).split())
    wanted = [f"{words.replace(' ', '')}ends.{number}" for number, words in enumerate(ENDS, 1)]
    assert [words for words in wanted if words not in told] == []
