"""Many conversions in one process through the door: nothing of them is kept (the full figures: benchmarks/door.py)."""

from __future__ import annotations

import gc

import pytest

import exporter
from exporter.bounds.watch import resident_bytes

SOURCE = b"---\nlang: en\n---\n# The weir\n\nIt *holds*, says [the log](https://weir.example.org/).\n\n- One\n- Two\n"
ROUND = 30


def convert_often() -> None:
    for _ in range(ROUND):
        rendering = exporter.render(exporter.open_article(SOURCE, name="weir.md"), ("pdf", "epub", "docx"))
        assert len(rendering.files) == 3


@pytest.mark.slow
def test_nothing_of_a_conversion_is_kept_after_it() -> None:
    convert_often()  # what is loaded once is no growth
    gc.collect()
    objects, memory = len(gc.get_objects()), resident_bytes()
    convert_often()
    gc.collect()
    assert len(gc.get_objects()) - objects < ROUND  # not one each
    assert resident_bytes() - memory < ROUND * 100 * 1024
