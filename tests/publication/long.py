"""Long publications of a seeded vocabulary, for tests and measurements: the same number gives the same articles.

Articles of some 850 words, or as many as are asked for, with sections, lists, notes, tables and quotations, every tenth
in German.
"""

from __future__ import annotations

import random
from pathlib import Path

WORDS = (
    "harbour quay ferry crate office signature morning evening number report council vote reply letter street bridge "
    "weir river count gauge table water board meeting minute paper printer column reader editor issue archive "
    "photograph the a of and in to was had that which after before under nobody somebody every few many old new empty "
    "full late early counted signed opened closed asked said wrote answered left came went stood lay kept found lost"
).split()
GERMAN = "der die das Hafen Fähre Kiste Amt Morgen Abend Bericht niemand hatte unterschrieben gezählt leer".split()
PARAGRAPH = (60, 110)
LONG = 850
"""Words of an article."""


def sentence(chance: random.Random, words: list[str]) -> str:
    """A sentence of words that mean nothing."""
    said = [chance.choice(words) for _ in range(chance.randint(7, 18))]
    return " ".join(said).capitalize() + "."


def paragraph(chance: random.Random, words: list[str], length: int) -> str:
    """Sentences up to some ``length`` words."""
    made = ""
    while len(made.split()) < length:
        made = f"{made} {sentence(chance, words)}".strip()
    return made


def article(number: int, length: int = LONG) -> str:
    """An article in Markdown, of about ``length`` words and every kind of block."""
    chance = random.Random(number)
    words = GERMAN if number % 10 == 0 else WORDS
    title = " ".join(chance.choice(words) for _ in range(5)).capitalize()
    head = f"---\ntitle: {title} {number}\nauthor: Author {number % 17}\nlang: {'de' if words is GERMAN else 'en-GB'}\n"
    parts = [f"{head}description: {sentence(chance, words)}\n---\n"]
    count = note = 0
    while count < length:
        words_here = paragraph(chance, words, chance.randint(*PARAGRAPH))
        match len(parts) % 7:
            case 2:
                parts.append(f"## {sentence(chance, words)[:40].strip('. ')}\n")
            case 4:
                parts.append("\n".join(f"* {sentence(chance, words)}" for _ in range(4)) + "\n")
            case 5 if number % 3 == 0:
                rows = "\n".join(f"| {chance.choice(words)} | {chance.randint(1, 999)} |" for _ in range(5))
                parts.append(f"| name | number |\n|---|---|\n{rows}\n")
            case 6:
                parts.append(f"> {sentence(chance, words)}\n>\n> — Speaker {number % 11}\n")
            case _:
                note += 1
                parts.append(f"{words_here}[^{note}]\n\n[^{note}]: {sentence(chance, words)}\n")
        count += len(parts[-1].split())
    return "\n".join(parts)


def publication(folder: Path, articles: int, parts: int = 8, length: int = LONG) -> Path:
    """A publication of so many articles of about ``length`` words in ``folder``: the path of its file."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for number in range(1, articles + 1):
        names.append(f"article-{number:04}.md")
        (folder / names[-1]).write_text(article(number, length), encoding="utf-8")
    size = -(-articles // parts)
    said = ['title = "A long publication"', 'lang = "en-GB"', 'publisher = "Valley Press"', "", "[book]"]
    said += ['front-matter = "roman"', "contents-lines = true", ""]
    for at in range(0, articles, size):
        listed = ", ".join(f'"{name}"' for name in names[at : at + size])
        said += ["[[part]]", f'title = "Part {at // size + 1}"', f"articles = [{listed}]", ""]
    (folder / "issue.toml").write_text("\n".join(said), encoding="utf-8")
    return folder / "issue.toml"
