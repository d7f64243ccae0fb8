"""The words that people may type, as a turn knows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from protocol.parties import Party, Role
from protocol.request import Crime, Ground


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """
    The words that people may type, in every language, case-folded; they come from the texts.

    `buttons` are the words of every button that has always the same, `commands` those that are a
    command without its stroke («отмена»), `spoken` has for each language the words that are drawn
    for the telephone (`people/spoken_words.py`), `printed` the lines of the empty form, which
    nobody typed.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)
    grounds: Mapping[str, Ground] = field(default_factory=dict)
    crimes: Mapping[str, Crime] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    periods: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    buttons: frozenset[str] = frozenset()
    commands: Mapping[str, str] = field(default_factory=dict)
    spoken: Mapping[str, Sequence[str]] = field(default_factory=dict)
    printed: frozenset[str] = frozenset()
