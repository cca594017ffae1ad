"""Texts longer than a string of PDF/A may be: veraPDF takes what we claim, and refuses what we do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judges import harness
from tests.writers.test_pdf_long_strings import IN_ONE_STRING, made_of

pytestmark = [pytest.mark.judge, pytest.mark.slow]


def test_verapdf_says_so_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {}
    for name, kind in enumerate(IN_ONE_STRING):
        for pdf in ("ua-1", "ua-2"):
            files[tmp_path / f"{name}-{pdf}.pdf"] = made_of(kind, tmp_path, pdf=pdf).data
    false = tmp_path / "false.pdf"
    with monkeypatch.context() as patched:
        patched.setattr("exporter.writers.pdf.long_strings", lambda *_: ())
        files[false] = made_of("an alternative text", tmp_path).data
    for path, data in files.items():
        path.write_bytes(data)
    said = harness.verapdf_declared(list(files))
    assert all(said[path] for path in files)
    assert [path for path in files if any(said[path].values())] == [false]
