"""The version of exporter: the one place where it stands. pyproject.toml, PDFs and reports take it from here."""

from __future__ import annotations

VERSION = "0.1.0"
