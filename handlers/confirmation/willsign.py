"""/willsign NUMBER: who will sign the letter that confirms is named, and learns of it. Policy."""

from handlers.chat.called import meant_by
from handlers.chat.command import Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.record.moving import move
from handlers.record.signers import may_sign, signer_choices
from handlers.record.which_request import the_request
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.parties import Officer
from protocol.refusals import Refused
from protocol.terms import Term, What
from storage.carrying import Carries

ENTRY = Entry("willsign", Move.NAME_SIGNER, settles=(Kind.WILL_SIGN,), then=("confirm", "open"))


def name_signer(turn: Turn, argument: str) -> None:
    """
    Name who will sign; without a name, ask for one. Another one may be named later.

    Raises: Refused where nobody of that name signs for the authority.
    """
    number, _, who = argument.strip().partition(" ")
    request = the_request(turn, number, Move.NAME_SIGNER)
    due = turn.work.obligations.find(request.subject, Kind.CONFIRM)
    assert due is not None, "it is named while the confirmation is owed"
    if not who.strip():
        turn.say(
            "willsign.ask",
            carries=Carries.NOTHING,
            about=request.subject,
            choices=signer_choices(turn, request),
            request=str(request.number),
            due=due.due.at,
            zone=due.zone,
        )
        return
    signer = _named(turn, who)
    named = move(turn, request, Move.NAME_SIGNER)
    term = Term(What.SIGNER, turn.officer.id, named.last_moment or turn.now, directed_by=signer.id)
    turn.work.terms.add(named.id, term, key=turn.work.id())
    choices = [Choice(command, str(named.number)) for command in ENTRY.then]
    turn.say(
        "willsign.done",
        carries=Carries.NOTHING,
        about=named.subject,
        choices=choices,
        request=str(named.number),
        signatory=signer.id,
        due=due.due.at,
        zone=due.zone,
    )
    if signer != turn.officer:
        turn.say(
            "willsign.told",
            carries=Carries.NOTHING,
            to=signer,
            about=named.subject,
            choices=choices,
            request=str(named.number),
            officer=turn.officer.id,
            due=due.due.at,
            zone=due.zone,
        )


def _named(turn: Turn, words: str) -> Officer:
    found = meant_by(may_sign(turn, turn.officer.authority), words)
    if len(found) == 1:
        return found[0]
    raise Refused("refused-not-signer", instead="instead-person", text=words.strip()[:64])


COMMAND = Command(ENTRY, run=name_signer)
