"""/thaw: an account that was reported lost and frozen is heard again, by its owner's own code."""

from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from handlers.people import freezing
from protocol.parties import Channel
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.values import Line


def thaw(turn: Turn, argument: str) -> None:
    """
    Hear the frozen accounts of the officer who acts again; they act from one that is heard.

    Raises: Refused where none is frozen.
    """
    _frozen(turn)
    thawed = freezing.thaw(turn, turn.officer, by=turn.officer.id)
    turn.say(freezing.THAWED, carries=Carries.NOTHING, channels=thawed)


def thawing(turn: Turn, argument: str) -> Deed:
    """
    Tell which accounts would be heard again, and who reported them lost.

    Raises: Refused where none is frozen.
    """
    channels = _frozen(turn)
    reporters = tuple(sorted(turn.work.registry.freezing.reporters(turn.officer.id)))
    line = Line("signed-thaw", {"channels": channels, "people": reporters})
    return Deed(Act.THAW, (line,), state=channels)


def _frozen(turn: Turn) -> tuple[Channel, ...]:
    accounts = turn.work.registry.all_accounts(turn.officer.id)
    frozen = tuple(each.channel for each in accounts if each.is_frozen)
    if not frozen:
        raise Refused("refused-not-frozen", instead="instead-help")
    return frozen


COMMAND = Command(Entry("thaw", Act.THAW, shown=InHelp.BY_BUTTON), run=thaw, deed=thawing)
