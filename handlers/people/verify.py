"""/verify: the bot asks the officer's client on Matrix to compare seven emoji."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from protocol.parties import Channel
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.verifications import Stage, Verification


def verify(turn: Turn, argument: str) -> None:
    """
    Wish a verification in the officer's room.

    Raises: Refused where the officer has no account on Matrix.
    """
    addresses = [
        each.address
        for each in turn.work.registry.accounts(turn.officer.id)
        if each.channel is Channel.MATRIX and Channel.MATRIX in turn.site.channels
    ]
    if not addresses:
        raise Refused("refused-no-matrix", instead="instead-no-matrix")
    for address in addresses:
        turn.work.verifications.put(Verification(address, Stage.WISHED, turn.work.id()))
    turn.log("verification-wished", officer=turn.officer.id)
    turn.say("verify", carries=Carries.NOTHING)


COMMAND = Command(Entry("verify", Act.ME, shown=InHelp.WITH_MATRIX), run=verify)
