"""Verdicts on markings (Art. 10) that are kept with the draft whose text was read."""

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from sys import version_info
from typing import Any
from unicodedata import unidata_version

from protocol import secrecy
from protocol.secrecy.verdict import Reading, Verdict, gravest, read


@cache
def rules() -> str:
    """
    Return the version of the guard's rules: a digest of all that a verdict follows from.

    That is the source of the guard, the names of letters in Unicode, and Python's patterns.
    """
    digest = sha256(f"{unidata_version} {version_info[:3]}".encode())
    sources = sorted(files(secrecy).iterdir(), key=lambda each: each.name)
    for source in sources:
        if source.name.endswith(".py"):
            digest.update(f"\n{source.name}\n".encode())
            digest.update(source.read_bytes())
    return digest.hexdigest()


class Readings:
    """
    The verdicts that are known in one transaction, by the digest of their text.

    A text that was read in it, or before with the same rules, is not read again.
    """

    def __init__(self) -> None:
        self._known: dict[str, Reading] = {}

    def read(self, *texts: str) -> Reading:
        """Return the gravest reading over all `texts`, as the guard's `read` does."""
        return gravest(self._one(text) for text in texts)

    def recall(self, stored: Mapping[str, Any]) -> None:
        """Know what `kept` returned, unless the rules are no longer those of then."""
        if stored.get("rules") != rules():
            return
        for key, (verdict, marking, official, found) in stored["known"].items():
            self._known[key] = Reading(Verdict(verdict), marking, official, tuple(found))

    def kept(self, values: Iterable[object]) -> dict[str, Any]:
        """Return, as JSON, what is known of the texts among `values`, and by which rules."""
        keys = [_key(value) for value in values if isinstance(value, str)]
        known = {
            key: (each.verdict, each.marking, each.for_official_use, each.found)
            for key in keys
            if (each := self._known.get(key)) is not None
        }
        return {"rules": rules(), "known": known}

    def _one(self, text: str) -> Reading:
        key = _key(text)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = read(text)
        return known


def _key(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
