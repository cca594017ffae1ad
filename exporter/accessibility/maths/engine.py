"""Formulas in words by speech-rule-engine, by which MathJax speaks, where a user has it (Apache-2.0, npm).

It is JavaScript and comes from npm alone, so it is named by its folder and run by Node (the extra ``maths-speech``
brings one) in a bounded process of its own, all formulas of an article at once. Nothing is fetched.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from exporter.errors import UsageError
from exporter.languages import primary

WALL_SECONDS = 120
"""For all formulas of an article; what is not said by then is said by exporter's own words."""
LONGEST = 20_000
"""Characters of MathML that the engine is given, and of words that it may give."""
NO_LANGUAGES = frozenset(["base", "euro", "nemeth"])

_ENGINE: ContextVar[Path | None] = ContextVar("maths engine", default=None)
_SAID: dict[tuple[Path, str, str], str] = {}


def checked_engine(folder: Path) -> Path:
    """The engine's folder, whole. Raises UsageError when it is not whole, or when there is no Node."""
    found = next(
        (at for at in (folder, folder / "node_modules" / "speech-rule-engine") if (at / "lib" / "sre.js").is_file()),
        None,
    )
    if found is None:
        raise UsageError(f"--maths-engine {folder}: is not the folder of the npm package speech-rule-engine")
    if _node() is None:
        raise UsageError("--maths-engine: needs Node; install exporter[maths-speech], or Node 20 or newer")
    return found.resolve()


@contextmanager
def speaking(engine: Path | None) -> Iterator[None]:
    """Have formulas said by this engine for what is done inside, in this thread."""
    token = _ENGINE.set(engine)
    try:
        yield
    finally:
        _ENGINE.reset(token)


def by_engine(formulas: Sequence[tuple[str, str]]) -> list[str]:
    """The words of formulas, each a language tag and MathML; "" where the engine in use has none, or there is none."""
    engine = _ENGINE.get()
    if engine is None or not formulas:
        return ["" for _ in formulas]
    asked = [(engine, _locale(engine, lang), mathml) for lang, mathml in formulas]
    new = [key for key in dict.fromkeys(asked) if key not in _SAID and key[1] and key[2] and len(key[2]) <= LONGEST]
    if new:
        _SAID.update(zip(new, _run(engine, new), strict=True))
    return [_SAID.get(key, "") for key in asked]


def _locale(engine: Path, lang: str) -> str:
    """The engine's name of a language that it speaks, or ""."""
    code = primary(lang)
    there = code.isalpha() and code not in NO_LANGUAGES and (engine / "lib" / "mathmaps" / f"{code}.json").is_file()
    return code if there else ""


def _node() -> str | None:
    import shutil  # noqa: PLC0415  (start-up: only where an engine is asked for)

    own = Path(sys.executable).parent / "node"
    return str(own) if own.exists() else shutil.which("node")


def _run(engine: Path, formulas: Sequence[tuple[Path, str, str]]) -> list[str]:
    node = _node()
    if node is None:
        return ["" for _ in formulas]
    import json  # noqa: PLC0415  (start-up: only where an engine is asked for)
    import subprocess  # noqa: PLC0415  (start-up: likewise)

    lines = "".join(json.dumps([locale, mathml]) + "\n" for _, locale, mathml in formulas)
    script = Path(__file__).with_name("engine.cjs")
    try:
        done = subprocess.run(
            [node, "--max-old-space-size=512", str(script), str(engine)],
            input=lines.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=engine,
            env={"PATH": os.environ.get("PATH", "")},
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ["" for _ in formulas]
    found = [_words(line) for line in done.stdout.decode("utf-8", "replace").splitlines()]
    return found if len(found) == len(formulas) else ["" for _ in formulas]


def _words(line: str) -> str:
    import json  # noqa: PLC0415  (start-up: only where an engine is asked for)

    try:
        said = json.loads(line)
    except ValueError:
        return ""
    return " ".join(said.split()) if isinstance(said, str) and len(said) <= LONGEST else ""
