"""The words of a button: saying them is pressing it, in whatever language of the texts."""

from handlers.chat.choosing import WORDS, words
from handlers.chat.turn import Turn
from handlers.chat.typed_words import is_alike
from storage.values import Values


def says(turn: Turn, label: str, values: Values, text: str) -> bool:
    """Say whether a text is what stands on a button, or words that mean it."""
    typed = words(text) if len(text) <= WORDS else ""
    if not typed:
        return False
    if turn.site.words.choices.get(typed) == label:
        return True
    labels = turn.site.labels(turn.work, turn.officer, label, dict(values))
    return any(is_alike(words(each), typed) for each in labels)
