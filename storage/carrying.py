"""What a message carries, said by whoever says it: what may pass over a channel depends on it."""

from enum import StrEnum

from storage.values import Value, Values, lines

# Under these names a value is what a person wrote, or a file or a document of it.
WORDS = frozenset(
    {"text", "letter", "name", "statement", "marking", "found", "content", "files", "casefile"}
    | {"reasons", "remains", "portion", "treaty"}
    | {"was"}
)
_NONE: tuple[Value, ...] = ("", "-", ())


class Carries(StrEnum):
    """
    What is in a message of what people wrote; a row of the outbox stores the value.

    NOTHING: none of it. DRAFT: the reader's own words, which no record holds yet: they go back
    over the channel that brought them and over no other. CONTENT: what a request, a notice or a
    consent holds; of a request it passes where the Parties agreed on that (Art. 6), of nothing it
    passes as a draft does. CASEFILE: the whole record of a request as a document; it passes as
    content does and transmits nothing.
    """

    NOTHING = "nothing"
    DRAFT = "draft"
    CONTENT = "content"
    CASEFILE = "casefile"


def quotes(values: Values) -> bool:
    """Say whether what a person wrote is among the values, however deep."""
    return any(
        (name in WORDS and value not in _NONE) or any(quotes(line.values) for line in lines(value))
        for name, value in values.items()
    )
