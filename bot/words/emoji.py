"""
The 64 emoji by which two people compare keys on Matrix, with their names.

Source: Matrix Client-Server API, "SAS method: emoji".
"""

from collections.abc import Iterable

from bot.words.texts import Texts

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


def lines(texts: Texts, lang: str, numbers: Iterable[int]) -> str:
    """Return emoji as people compare them: each in a line, with its name beside it."""
    return "\n".join(f"{SIGNS[each]} {texts.say(lang, f'emoji-{each}')}" for each in numbers)
