"""Writes docs/reference/document.schema.json from the model: ``python tools/schema.py``."""

from __future__ import annotations

import json
from pathlib import Path

from exporter.model import Document
from exporter.model.json_form import schema

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "document.schema.json"

if __name__ == "__main__":
    TARGET.write_text(json.dumps(schema(Document), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
