"""Nonsense made of real pieces of markup: a document or one clear refusal comes out, never a fault."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from exporter.errors import ExporterError
from exporter.run.pipeline import ReadOptions, read_bytes
from exporter.writers import WriteOptions, writer
from tests.fuzz import targets
from tests.fuzz.mutate import PIECES, damaged
from tests.fuzz.record import TARGET, total, with_table
from tests.fuzz.run import recorded

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("form", ["markdown", "html", "text"])
def test_nonsense_is_read_and_written_or_refused(form: str, seed: int) -> None:
    chosen = random.Random(f"{form} {seed}")
    for _ in range(6):
        text = "".join(chosen.choice(PIECES) for _ in range(chosen.randint(1, 40)))
        try:
            article = read_bytes(text.encode(), "a", ReadOptions(format=form, lang="en"))
        except ExporterError:
            continue
        for name in ("pdf", "epub", "docx"):
            assert writer(name)(article.document, WriteOptions()).data, text


# --- the targets of the long runs (tests/fuzz) ------------------------------------------------------------------------

KEPT = sorted((Path(__file__).parent / "fuzz" / "kept").glob("*"))
"""Inputs that found a fault: the name of the target, two hyphens, and what was wrong."""


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_what_once_found_a_fault_finds_none(path: Path) -> None:
    targets.TARGETS[path.name.partition("--")[0]](path.read_bytes())


@pytest.mark.parametrize("target", targets.TARGETS)
def test_a_short_run_of_each_target(target: str) -> None:
    """The seeds, and some damage to each, the same in every run; ``make fuzz`` goes on from here."""
    chosen = random.Random(target)
    for seed in targets.seeds(target)[:12]:
        targets.TARGETS[target](seed)
        for _ in range(1 if target.startswith("whole") else 3):
            targets.TARGETS[target](damaged(seed, chosen))


def test_the_page_on_security_tells_what_was_run() -> None:
    page = TARGET.read_text(encoding="utf-8")
    assert page == with_table(page, total(recorded()))
