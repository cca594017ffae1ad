"""Writes docs/reference/document.schema.json and publication.schema.json from the model: ``python tools/schema.py``."""

from __future__ import annotations

import json
from pathlib import Path

from exporter.model import Document, Publication
from exporter.model.json_form import schema

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
TARGETS = {"document.schema.json": Document, "publication.schema.json": Publication}

if __name__ == "__main__":
    for target, kind in TARGETS.items():
        (FOLDER / target).write_text(json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
