"""Who is heard no longer, and who again; for the commands and for the operator."""

from dataclasses import replace

from handlers.chat.turn import Turn
from handlers.people import admission
from protocol.audience import Group
from protocol.parties import Officer, Standing
from protocol.permissions import Act, may, signers
from protocol.refusals import Refused
from storage.carrying import Carries

OPERATOR = "operator"


def void(turn: Turn, officer: str) -> None:
    """
    Void what an officer could still act by: buttons, what waits for a code of the code app, open
    dialogs, codes, an application; and who came by a code of theirs is not let in any more.

    What was typed into drafts stays, sealed.
    """
    work = turn.work
    work.offers.void(officer)
    work.codes.stop(officer)
    work.drafts.rest(officer)
    work.admissions.void_codes(officer)
    work.admissions.withdraw(officer)
    admission.revoke(turn, officer)


def suspend(turn: Turn, officer: Officer, *, by: str) -> Officer:
    """
    Stop hearing an officer, from the next event on, and tell who answers for the authority.

    `by` is a signatory, or the operator.
    """
    work = turn.work
    suspended = replace(officer, standing=Standing.SUSPENDED)
    work.registry.change_officer(suspended, "standing")
    void(turn, officer.id)
    work.journal.write("officer-suspended", actor=by, at=turn.now, officer=officer.id)
    turn.say(
        "suspend.told",
        carries=Carries.NOTHING,
        to=heads(turn, officer.authority, besides=by),
        officer=officer.id,
        actor=by,
        at=turn.now,
    )
    return suspended


def heads(turn: Turn, authority: str, *, besides: str = "") -> tuple[Officer, ...]:
    """Return who answers for the people of an authority, or of the Secretariat, and serves now."""
    found = turn.work.registry.people.members(authority, Group(signers(Act.SUSPEND)))
    return tuple(each for each in found if each.id != besides)


def is_last_head(turn: Turn, officer: Officer) -> bool:
    """Say whether nobody would be left who is heard and answers for the people."""
    others = heads(turn, officer.authority, besides=officer.id)
    heard = any(turn.work.registry.accounts(each.id) for each in others)
    return may(officer, Act.SUSPEND) and not heard


def check_may_end(turn: Turn, officer: Officer) -> None:
    """
    Check that the officer who acts may end or suspend this one's access.

    Another one has to do it: whoever did it to themselves would not hear that it is done.

    Raises: Refused for oneself; in other words where nobody would be left to invite anybody.
    """
    if is_last_head(turn, officer):
        raise Refused("refused-last-head", instead="instead-last-head", officer=officer.id)
    if officer.id == turn.officer.id:
        raise Refused("refused-self", instead="instead-self")
