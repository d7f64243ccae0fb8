"""/lost NAME [CHANNEL]: a lost telephone; the account on it is heard no longer, at once."""

from functools import cache

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.clock.owed import owed_now
from handlers.people import freezing, standing
from handlers.people.colleagues import colleague
from protocol.parties import Channel, Officer
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries

ALL = "all"


def let_account_go(turn: Turn, argument: str) -> None:
    """
    Let go a colleague's account; of several the person who acts names one, or all.

    Anybody of the authority may: what is wrongly let go costs a new code, what is found by a thief
    may cost a secret.

    Raises: Refused when there is nobody such, nothing to let go, or it is where one is writing.
    """
    name, named = _split(argument)

    @cache
    def bound_ones() -> frozenset[str]:
        return turn.work.registry.people.bound(turn.officer.authority)

    officer = colleague(
        turn,
        name,
        command="lost",
        offered=lambda each: each.id in bound_ones(),
        argument=lambda id: f"{id} {named}".strip(),
    )
    if officer is None:
        return
    bound = _bound(turn, officer)
    gone = bound if named == ALL else tuple(each for each in bound if named in ("", each))
    if not gone and officer.id != turn.officer.id and _is_frozen(turn, officer):
        raise Refused("refused-frozen", instead="instead-frozen", officer=officer.id)
    if not gone:
        raise Refused("refused-no-account", instead="instead-invite-again", officer=officer.id)
    if officer.id == turn.officer.id and turn.channel in gone:
        if named or len(bound) == 1:
            raise Refused("refused-lost-here", instead="instead-lost-here")
        gone = tuple(each for each in gone if each is not turn.channel)
    if len(gone) > 1 and not named:
        _ask(turn, officer, gone)
        return
    let_go(turn, officer, gone)


def let_go(turn: Turn, officer: Officer, gone: tuple[Channel, ...]) -> None:
    """
    Unbind accounts, void what could be pressed or answered there, and tell whom it concerns.

    Those of the last signatory who is heard, and of a second person within an hour, are frozen.

    The buttons of the other channels are void too, for an offer knows no channel; what is owed
    comes there anew.
    """
    why = freezing.why_frozen(turn, officer, gone)
    if why is not None:
        freezing.freeze(turn, officer, gone, why)
        return
    for each in gone:
        turn.work.registry.unbind(officer.id, each)
        turn.log("account-lost", officer=officer.id, channel=each)
    standing.void(turn, officer.id)
    left = _bound(turn, officer)
    is_own = officer.id == turn.officer.id
    if left:
        owed = owed_now(turn, officer)
        turn.say(
            "lost.told-you",
            carries=Carries.NOTHING,
            to=officer,
            choices=owed.choices,
            channels=gone,
            actor=turn.officer.id,
            lines=owed.lines or "",
        )
    if not is_own:
        turn.say(
            "lost",
            carries=Carries.NOTHING,
            officer=officer.id,
            channels=gone,
            complete="no" if left else "yes",
        )
    if not any(_bound(turn, each) for each in standing.heads(turn, officer.authority)):
        turn.say(
            "lost.told-nobody",
            carries=Carries.NOTHING,
            to=turn.colleagues(officer.authority),
            officer=officer.id,
            channels=gone,
            actor=turn.officer.id,
        )
        return
    told = standing.heads(turn, officer.authority, besides=turn.officer.id)
    turn.say(
        "lost.told",
        carries=Carries.NOTHING,
        to=[each for each in told if each.id != officer.id],
        officer=officer.id,
        channels=gone,
        actor=turn.officer.id,
        complete="no" if left else "yes",
    )


def _bound(turn: Turn, officer: Officer) -> tuple[Channel, ...]:
    return tuple(each.channel for each in turn.work.registry.accounts(officer.id))


def _is_frozen(turn: Turn, officer: Officer) -> bool:
    return any(each.is_frozen for each in turn.work.registry.all_accounts(officer.id))


def _split(argument: str) -> tuple[str, str]:
    """Return the name and the channel at its end; empty where none is named."""
    name, _, last = argument.strip().rpartition(" ")
    if name and last.casefold() in (*Channel, ALL):
        return name, last.casefold()
    return argument, ""


def _ask(turn: Turn, officer: Officer, channels: tuple[Channel, ...]) -> None:
    turn.say(
        "lost.ask",
        carries=Carries.NOTHING,
        officer=officer.id,
        choices=[
            *(
                Choice("lost", f"{officer.id} {each}", "lost.option-channel", {"channel": each})
                for each in channels
            ),
            Choice("lost", f"{officer.id} {ALL}", "lost.option-all-channels"),
        ],
    )


COMMAND = Command(Entry("lost", Act.LOST), run=let_account_go)
