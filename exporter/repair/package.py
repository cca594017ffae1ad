"""Zip packages written again with other bytes in some parts: same order, same dates, same way of packing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from exporter.bounds.packages import Package


def rewritten(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The package with the parts in ``changed`` replaced, and new ones at its end; the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for entry in package.archive.infolist():
            info = zipfile.ZipInfo(entry.filename, entry.date_time)
            info.external_attr, info.create_system = entry.external_attr, entry.create_system
            stored = entry.compress_type == zipfile.ZIP_STORED
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            data = b"" if entry.is_dir() else changed.get(entry.filename) or package.read(entry.filename)
            made.writestr(info, data)
        for name in changed.keys() - package.names:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, changed[name])
    return out.getvalue()
