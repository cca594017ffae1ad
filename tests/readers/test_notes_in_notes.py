"""Notes that refer to one another stand in one another: too many of them are an input that is refused, in one line."""

from __future__ import annotations

import pytest

from exporter import InputError, open_article
from exporter.model import Note, nodes_of


def chain(count: int) -> bytes:
    notes = "".join(f"[^{at}]: note {at}[^{at + 1}]\n\n" for at in range(count - 1))
    return f"---\ntitle: T\nlang: en\n---\n\na[^0]\n\n{notes}[^{count - 1}]: last\n".encode()


def test_a_few_notes_in_one_another_are_read() -> None:
    assert len(nodes_of(open_article(chain(20), name="a.md").document, Note)) == 20


@pytest.mark.parametrize("count", [150, 600])
def test_too_many_are_refused(count: int) -> None:
    with pytest.raises(InputError, match=r"a\.md: is nested too deeply"):
        open_article(chain(count), name="a.md")
