"""A picture that articles can hold in themselves."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image


@pytest.fixture(scope="session")
def picture() -> str:
    """A small picture as a ``data:`` URI."""
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(target, "PNG")
    return "data:image/png;base64," + base64.b64encode(target.getvalue()).decode()
