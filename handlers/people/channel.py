"""/channel: a code of one's own, to be sent from the account on a further channel."""

from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Turn
from handlers.people.enrolment import give_code, make_code
from handlers.people.inviting import link, matrix_id
from protocol.admission import VALID_WITHIN
from protocol.parties import Channel
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries


def channel(turn: Turn, argument: str) -> None:
    """
    Give the officer who acts a code for a channel on which they are not heard yet.

    A colleague approves the account by four words as at the first time: whoever holds an unlocked
    telephone for a minute could otherwise bind an account that stays when the telephone is back.

    Raises: Refused when there is no further channel.
    """
    if argument.strip():
        raise Refused("refused-channel-word", instead="instead-channel-plain")
    bound = {each.channel for each in turn.work.registry.all_accounts(turn.officer.id)}
    further = tuple(each for each in Channel if each in turn.site.channels - bound)
    if not further:
        raise Refused("refused-no-channel", instead="instead-lost", channels=tuple(sorted(bound)))
    issue_channel_code(turn, further)


def issue_channel_code(turn: Turn, further: tuple[Channel, ...]) -> None:
    """Issue the code and show it once."""
    code = make_code(turn.work.id())
    give_code(turn.work, turn.officer, code, issuer=turn.officer.id)
    turn.say(
        "channel.code",
        carries=Carries.NOTHING,
        channels=further,
        code=code,
        until=turn.now + VALID_WITHIN,
        link=link(turn, code) if Channel.TELEGRAM in further else "",
        matrix=matrix_id(turn) if Channel.MATRIX in further else "",
    )


COMMAND = Command(Entry("channel", Act.CHANNEL), run=channel)
