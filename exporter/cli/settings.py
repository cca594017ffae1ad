"""Settings of a publisher: ``exporter.toml``, or ``[tool.exporter]`` in a pyproject.toml, in the nearest folder upward.

The command line wins over them; an article's front matter speaks for its article. Keys are the long options without
dashes in front (``out-dir = "build"``); the table ``cms.blocks`` says what a publisher's own blocks of a CMS are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from exporter.bounds.gate import Refused, open_regular
from exporter.errors import UsageError

KNOWN: dict[str, type | tuple[type, ...]] = {
    "to": (str, list),
    "out-dir": str,
    "lang": str,
    "page": str,
    "contents": str,
    "docx-template": str,
    "pdf": str,
    "attach-source": bool,
    "edition": str,
    "braille-grade": int,
    "maths-engine": str,
    "notes": str,
    "picture-dpi": int,
    "engine": str,
    "style": (str, list),
    "fonts": (str, list),
    "cover": str,
    "metadata-file": str,
    "picture-decisions": str,
    "fail-on": str,
    "require": (str, list),
    "jobs": int,
    "keep-all": bool,
    "lexicon": (str, list),
    "prove": bool,
    "limit": (str, list),
    "revisions": str,
    "comments": str,
    "word": dict,
    "cms": dict,
}


def find_settings(start: Path) -> dict[str, Any]:
    """The settings that apply in folder ``start``, by option name; empty when there are none. Raises UsageError."""
    return found_settings(start)[1]


def found_settings(start: Path) -> tuple[Path | None, dict[str, Any]]:
    """The file of the settings that apply in ``start``, named from there, and what it holds. Raises UsageError."""
    try:
        folder = start.resolve(strict=True)
    except OSError:
        raise UsageError(
            "the working folder was removed or cannot be read; go to another folder and run the command again"
        ) from None
    for up, candidate in enumerate((folder, *folder.parents)):
        for name in ("exporter.toml", "pyproject.toml"):
            if (candidate / name).is_file():
                path = Path(start, *[".."] * up, name)
                table = _load(path)
                if name == "pyproject.toml" and "exporter" not in table.get("tool", {}):
                    continue
                table = table.get("tool", {}).get("exporter", table)
                return path, _checked(path, table)
    return None, {}


def declared_blocks() -> dict[str, Any]:
    """The publisher's own CMS blocks, from the settings that apply here. Raises UsageError."""
    blocks: dict[str, Any] = find_settings(Path()).get("cms", {}).get("blocks", {})
    return blocks


def declared_lexicons() -> tuple[str, ...]:
    """The files of phrases for plain text that the settings here name. Raises UsageError."""
    return tuple(find_settings(Path()).get("lexicon", ()))


def declared_metadata_file() -> str:
    """The file of metadata that the settings here name, "" for none. Raises UsageError."""
    return str(find_settings(Path()).get("metadata-file", ""))


def declared_picture_decisions() -> str:
    """The file of decisions about recurring pictures that the settings here name, "" for none. Raises UsageError."""
    return str(find_settings(Path()).get("picture-decisions", ""))


MOST_BYTES = 1024 * 1024
"""The largest settings file that is read: the limits for articles do not apply yet."""


def _load(path: Path) -> dict[str, Any]:
    """What a settings file holds. A pyproject.toml that cannot be read is another tool's concern."""
    try:
        return _read(path)
    except UsageError:
        if path.name == "pyproject.toml":
            return {}
        raise


def _read(path: Path) -> dict[str, Any]:
    import tomllib  # most runs have no settings

    try:
        with open_regular(path) as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise UsageError(f"{path}: is larger than {MOST_BYTES:,} bytes; make the settings file smaller")
        return tomllib.loads(data.decode("utf-8"))
    except (OSError, Refused) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8; save it as UTF-8") from None
    except RecursionError:
        raise UsageError(f"{path}: cannot be read as TOML: its brackets nest too deeply") from None
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise UsageError(f"{path}: is not TOML: {error}") from None


def _checked(path: Path, table: dict[str, Any]) -> dict[str, Any]:
    for key, value in table.items():
        if key not in KNOWN:
            raise UsageError(f"{path}: “{key}” is not a setting; choose one of {', '.join(KNOWN)}")
        if not isinstance(value, KNOWN[key]) or (isinstance(value, bool) and KNOWN[key] is int):
            raise UsageError(f"{path}: “{key}” has a value of the wrong kind: {value!r}")
    if not set(table.get("word", {})) <= {"styles"} or not isinstance(table.get("word", {}).get("styles", {}), dict):
        raise UsageError(f"{path}: “word” may contain only the table [word.styles], with lines like style name = kind")
    if "cms" in table:
        _check_blocks(path, table["cms"])
    for key in ("out-dir", "docx-template", "cover", "metadata-file", "picture-decisions"):
        if key in table:
            table[key] = str(path.parent / table[key])
    for key in ("to", "style", "fonts", "lexicon", "require", "limit"):
        if isinstance(table.get(key), str):
            table[key] = [table[key]]
    for key in ("style", "fonts", "lexicon"):
        if key in table:
            table[key] = [str(path.parent / item) for item in table[key]]
    return table


def _check_blocks(path: Path, held: dict[str, Any]) -> None:
    """Raises UsageError, naming the place, for an invalid declaration of blocks."""
    from exporter.readers.cms.own import own_blocks  # loaded only where blocks are declared

    blocks = held.get("blocks", {})
    if set(held) - {"blocks"} or not isinstance(blocks, dict):
        raise UsageError(f"{path}: “cms” may contain only the table “blocks”, with a block's type and its kind")
    own_blocks(blocks, f"{path}: cms.blocks")
