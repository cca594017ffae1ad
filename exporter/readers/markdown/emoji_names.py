"""Names of emoji between colons (``:tada:``, GitHub and others) as characters, and names of icons, which are left out.

Most names are the Unicode name of their character; those that are not are in a table of the usual ones.
"""

from __future__ import annotations

import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from exporter.patterns import pattern
from exporter.readers.noted import noted_in

USUAL = {
    "smile": "😄", "smiley": "😃", "grin": "😁", "laughing": "😆", "joy": "😂", "wink": "😉", "heart": "❤️",
    "tada": "🎉",
    "+1": "👍", "thumbsup": "👍", "-1": "👎", "thumbsdown": "👎", "clap": "👏", "wave": "👋", "pray": "🙏",
    "muscle": "💪",
    "point_right": "👉", "point_down": "👇", "point_up": "☝️", "point_left": "👈", "ok_hand": "👌", "raised_hands": "🙌",
    "bulb": "💡", "zap": "⚡", "boom": "💥", "fire": "🔥", "star": "⭐", "star2": "🌟", "sparkles": "✨",
    "rocket": "🚀",
    "warning": "⚠️", "x": "❌", "heavy_check_mark": "✔️", "white_check_mark": "✅", "question": "❓", "exclamation": "❗",
    "information_source": "ℹ️", "bug": "🐛", "wrench": "🔧", "hammer": "🔨", "memo": "📝", "pencil": "📝",
    "pencil2": "✏️",
    "book": "📖", "books": "📚", "bookmark": "🔖", "link": "🔗", "lock": "🔒", "key": "🔑", "mag": "🔍", "eyes": "👀",
    "construction": "🚧", "package": "📦", "art": "🎨", "gear": "⚙️", "computer": "💻", "email": "📧", "phone": "☎️",
    "coffee": "☕", "beer": "🍺", "globe_with_meridians": "🌐", "earth_americas": "🌎", "earth_africa": "🌍",
    "cop": "👮",
    "arrow_right": "➡️", "arrow_left": "⬅️", "arrow_up": "⬆️", "arrow_down": "⬇️", "no_entry": "⛔", "100": "💯",
    "thinking": "🤔", "cry": "😢", "sob": "😭", "sunglasses": "😎", "heart_eyes": "😍", "see_no_evil": "🙈",
    "poop": "💩",
    "sun": "☀️", "sunny": "☀️", "cloud": "☁️", "snowflake": "❄️", "checkered_flag": "🏁", "dart": "🎯", "trophy": "🏆",
}  # fmt: skip
_NAME = pattern(r":([a-z0-9+-][a-z0-9_+-]{0,40}):(?![\w:])")
_ICON = pattern(r":(?:material|octicons|fontawesome|simple|fa|fas|fab|far)-[a-z0-9_-]+:(?:\{[^{}\n]*\})?")
_UNICODE = ("", " SIGN", " FACE", " SYMBOL", " MARK")


def plugin(md: MarkdownIt) -> None:
    """Read names between colons."""
    md.inline.ruler.before("escape", "emoji_name", _emoji)


def _emoji(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":" or (
        state.pos and (state.src[state.pos - 1].isalnum() or state.src[state.pos - 1] == ":")
    ):
        return False
    if icon := _ICON.match(state.src, state.pos, state.posMax):
        if not silent:
            noted_in(state.env).note("MD003", "icons were left out, because they are not words", icon[0])
        state.pos = icon.end()
        return True
    match = _NAME.match(state.src, state.pos, state.posMax)
    character = character_of(match[1]) if match else ""
    if match is None or not character:
        return False
    if not silent:
        state.pending += character
    state.pos = match.end()
    return True


def character_of(name: str) -> str:
    """The emoji of a name, "" if there is none."""
    if name in USUAL:
        return USUAL[name]
    if not name[:1].isalpha():
        return ""
    for end in _UNICODE:
        try:
            found = unicodedata.lookup(name.replace("_", " ").upper() + end)
        except KeyError:
            continue
        return found if unicodedata.category(found) == "So" else ""
    return ""
