"""Whose master keys on Matrix were compared, and how: what `nabat check` and the operator say."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.operator.finding import Finding, Findings
from bot.transports.matrix.signatures import in_groups
from bot.words import emoji
from bot.words.operator import Failed, Words
from handlers.people import comparing
from handlers.people.standing import OPERATOR
from protocol.parties import Channel, Officer
from storage.verifications import Compared, How, Stage
from storage.work import Work

_TOLD = {
    How.EMOJI: "operator-check-compared-emoji",
    How.FINGERPRINT: "operator-check-compared-fingerprint",
}


@dataclass(frozen=True, slots=True)
class Key:
    """The master key to which an officer's account is bound, and how it was compared, if it was."""

    officer: Officer
    address: str
    master: str
    compared: Compared | None


def keys(work: Work) -> Iterator[Key]:
    """Yield the keys of everybody who serves and has been seen on Matrix."""
    rooms = work.rooms.all()
    for officer in work.registry.everybody():
        for account in work.registry.accounts(officer.id) if officer.serves(work.now) else ():
            room = rooms.get(account.address) if account.channel is Channel.MATRIX else None
            if room is not None and room.master is not None:
                compared = work.verifications.last_comparison(room.address)
                holds = compared is not None and compared.master == room.master
                yield Key(officer, room.address, room.master, compared if holds else None)


def comparison_findings(work: Work, words: Words) -> Findings:
    """Yield who is verified how, and what is being compared now."""
    found = tuple(keys(work))
    for each in found:
        who = {"officer": each.officer.id, "name": each.officer.name}
        if each.compared is None:
            yield Finding(True, words("operator-check-compared-not", **who), warns=True)
        else:
            yield Finding(True, words(_TOLD[each.compared.how], at=each.compared.at, **who))
    names = {each.address: each.officer.id for each in found}
    for now in work.verifications.all():
        if now.stage in (Stage.OPEN, Stage.PROVEN) and now.emoji:
            seven = emoji.lines(words.texts, words.lang, now.emoji).replace("\n", ", ")
            # Also of who is not enrolled yet: to them they are read out over the telephone.
            who = {"officer": names.get(now.address, "-"), "user": now.address}
            yield Finding(True, words("operator-check-comparing", emoji=seven, **who))


def fingerprints(work: Work, id: str) -> tuple[Key, ...]:
    """
    Return the keys of an officer.

    Raises: Failed where there is none.
    """
    found = tuple(each for each in keys(work) if each.officer.id == id)
    if not found:
        raise Failed("operator-matrix-no-key", officer=id)
    return found


def compare(work: Work, id: str, heard: str) -> None:
    """
    Note that an officer has read this master key to the operator over the telephone.

    Raises: Failed where it is not the one to which the account is bound.
    """
    for each in fingerprints(work, id):
        if "".join(heard.split()) == each.master:
            comparing.note_comparison(work, each.address, each.master, How.FINGERPRINT, by=OPERATOR)
            return
    raise Failed("operator-matrix-differs", officer=id)


def readable(key: Key) -> str:
    """Return a key as people compare it."""
    return in_groups(key.master)
