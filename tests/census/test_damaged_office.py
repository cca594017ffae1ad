"""A Word document of which a part cannot be unpacked is read with a finding, and refused by name when it is checked."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import exporter


@pytest.mark.parametrize("damage", ["sum", "method"])
def test_a_part_that_cannot_be_unpacked_is_no_fault_of_ours(tmp_path: Path, damage: str) -> None:
    (tmp_path / "a.md").write_text("# Tides\n\nNoon.\n", encoding="utf-8")
    path = tmp_path / "a.docx"
    exporter.convert(tmp_path / "a.md", "docx", output=path, lang="en")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        part = package.getinfo("word/_rels/document.xml.rels")
    name = part.filename.encode()
    central = data.rindex(name) - 46
    if damage == "sum":
        data[central + 16] ^= 0xFF
        data[part.header_offset + 14] ^= 0xFF
    else:  # the method of LZMA, over what is not packed so
        data[central + 10 : central + 12] = data[part.header_offset + 8 : part.header_offset + 10] = b"\x0e\x00"
    path.write_bytes(data)
    article = exporter.open_article(path)
    assert "WORD007" in {item.rule for item in article.findings}
    with pytest.raises(exporter.InputError, match=r"a\.docx"):
        exporter.check(path)
