"""
The 64 emoji by which two people compare keys on Matrix, with their names.

Source: Matrix Client-Server API, "SAS method: emoji".
"""

from collections.abc import Iterable

from bot.words.texts import Texts
from handlers.chat.families import Family

SIGNS: tuple[str, ...] = (
    *("🐶", "🐱", "🦁", "🐎", "🦄", "🐷", "🐘", "🐰"),
    *("🐼", "🐓", "🐧", "🐢", "🐟", "🐙", "🦋", "🌷"),
    *("🌳", "🌵", "🍄", "🌏", "🌙", "☁️", "🔥", "🍌"),
    *("🍎", "🍓", "🌽", "🍕", "🎂", "❤️", "😀", "🤖"),
    *("🎩", "👓", "🔧", "🎅", "👍", "☂️", "⌛", "⏰"),
    *("🎁", "💡", "📕", "✏️", "📎", "✂️", "🔒", "🔑"),
    *("🔨", "☎️", "🏁", "🚂", "🚲", "✈️", "🚀", "🏆"),
    *("⚽", "🎸", "🎺", "🔔", "⚓", "🎧", "📁", "📌"),
)

NAMES = Family("emoji", tuple(map(str, range(len(SIGNS)))))


def lines(texts: Texts, lang: str, numbers: Iterable[int]) -> str:
    """Return emoji as people compare them: each in a line, with its name beside it."""
    return "\n".join(f"{SIGNS[each]} {texts.say(lang, NAMES[str(each)])}" for each in numbers)
