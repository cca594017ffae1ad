"""Every fixture says the same in all three files: nothing is lost on the way, and nothing is added."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from exporter.comparison.loss_table import line
from exporter.comparison.losses import compare
from exporter.readback import open_file
from tests.conftest import FORMATS, Export

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("form", FORMATS)
def test_no_fixture_loses_anything(exports: Sequence[Export], form: str) -> None:
    losses = {}
    for item in exports:
        path: Path = getattr(item, form)
        copy = open_file(path.read_bytes(), path.name)
        losses[item.name] = [line(loss) for loss in compare(item.document, copy, form)]
    assert losses == {item.name: [] for item in exports}
