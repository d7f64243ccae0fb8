"""The operator's language and words; the failures that an operator can mend."""

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.words.texts import Texts, shipped
from config.problems import Problem
from protocol.unseen import visible_text
from storage.keys import KeyRingError

# In the order in which POSIX asks them.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# The texts have a sentence for each; what is damaged is told otherwise.
_STATES = {
    "SQLITE_FULL": "full",
    "SQLITE_READONLY": "readonly",
    "SQLITE_PERM": "denied",
    "SQLITE_CANTOPEN": "closed",
    "SQLITE_BUSY": "busy",
    "SQLITE_LOCKED": "busy",
    "SQLITE_IOERR": "io",
}
_NO_CHOICE = ("", "c", "posix")

Told = str | int | datetime


class Failed(Exception):
    """The operator's failure: `key` is the text of one plain sentence, `values` go into it."""

    def __init__(self, key: str, **values: Told) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Words:
    """What the operator reads, in one language: `config/locales/*/operator.ftl`."""

    texts: Texts
    lang: str

    def __call__(self, key: str, /, **values: Told) -> str:
        """
        Return a text; a moment in it is told by this machine's own zone.

        What is put into it stays within its line, and no terminal obeys it.

        Raises: TextMissing.
        """
        told = {name: self._value(value) for name, value in values.items()}
        return self.texts.say(self.lang, key, told)

    def _value(self, value: Told) -> str | int:
        if isinstance(value, datetime):
            return self.moment(value)
        return visible_text(value) if isinstance(value, str) else value

    def moment(self, at: datetime) -> str:
        """Return date, time and zone by this machine's clock: «22.11.2026 13:41 (MSK)»."""
        here = at.astimezone()
        return f"{self.texts.day(here.date(), self.lang)} {here:%H:%M (%Z)}"

    def failure(self, failed: Failed) -> str:
        """Return the sentence of a failure."""
        return self(failed.key, **failed.values)

    def problem(self, problem: Problem) -> str:
        """Return the sentence of what is wrong with a file."""
        values = dict(problem.values)
        if "reason" in values:
            values["reason"] = self.reason(values["reason"])
        return self(problem.key, **values)

    def reason(self, code: str) -> str:
        """Return why the machine refuses a file: `code` is "ENOENT" and the like."""
        said = os.strerror(getattr(errno, code)) if hasattr(errno, code) else code
        return self("operator-reason", code=code, said=said)

    def ring(self, error: KeyRingError) -> str:
        """Return the sentence of a key ring that cannot be used, and what to do."""
        return self(
            "operator-ring-failed", file=str(error.path), reason=error.fault, mode=error.mode
        )


def storage_reason(state: str | None) -> str:
    """Return the word of the texts for why SQLite cannot use its file: "full", "readonly" ..."""
    return next((word for name, word in _STATES.items() if (state or "").startswith(name)), "other")


def language(environ: Mapping[str, str]) -> str:
    """Return "en" where the environment asks for English, else "ru"; C and POSIX ask nothing."""
    asked = (environ.get(name, "").casefold() for name in _VARIABLES)
    chosen = next((each for each in asked if each.partition(".")[0] not in _NO_CHOICE), "")
    return "en" if chosen.startswith("en") else "ru"


def operator_words(environ: Mapping[str, str]) -> Words:
    """Return the words in the language of this environment."""
    return Words(shipped(), language(environ))
