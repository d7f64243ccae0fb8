"""An applicant is let in by a second person, who has heard the four words over the telephone."""

import hmac
from collections.abc import Iterable
from dataclasses import replace

from handlers.chat.turn import Choice, Turn
from handlers.people import spoken_words
from handlers.people.enrolment import Applied
from protocol.admission import ADMITTED, check_approve
from protocol.audience import Group
from protocol.parties import Officer, Standing
from protocol.permissions import Act, signers
from protocol.refusals import Refused
from storage.admissions import Application
from storage.carrying import Carries

# Said to the account of an application, which is not bound yet, and to no other.
ENROLLED = "enrolled"
ENROLLED_ANEW = "enrolled-anew"
KEYS_CHANGED = "application-keys"
VOIDED = "application-void"
REVOKED = "application-revoked"
TO_APPLICANTS = frozenset({ENROLLED, ENROLLED_ANEW, KEYS_CHANGED, VOIDED, REVOKED})


def announce(turn: Turn, applied: Applied, *, anew: bool = False) -> None:
    """
    Show an applicant the four words, and tell who may approve that somebody waits.

    `anew`: nobody has brought a code; the keys of an account that was known are others.
    """
    officer, application = applied.officer, applied.application
    turn.say(
        ENROLLED_ANEW if anew else ENROLLED,
        carries=Carries.NOTHING,
        to=officer,
        words=applied.words,
        until=application.expires_at,
    )
    if officer.standing is Standing.ACTIVE and not anew:
        # Whoever holds a telephone that is not theirs shall not come in by it unnoticed.
        turn.say(
            "application-yours", carries=Carries.NOTHING, to=officer, channel=application.channel
        )
    approvers = _approvers(turn, officer, application)
    if not any(turn.work.registry.accounts(each.id) for each in approvers):
        turn.say(
            "application-nobody",
            carries=Carries.NOTHING,
            to=_answerable(turn, officer),
            officer=officer.id,
            role=officer.role,
            channel=application.channel,
            until=application.expires_at,
        )
    turn.say(
        "application-anew" if anew else "application",
        carries=Carries.NOTHING,
        to=approvers,
        choices=(Choice("approve", officer.id, "approve.choice"),),
        officer=officer.id,
        role=officer.role,
        phone=officer.phone,
        channel=application.channel,
        until=application.expires_at,
    )


def those_waiting(turn: Turn) -> tuple[tuple[Officer, Application], ...]:
    """Return who waits to be approved by somebody of the authority of the officer who acts."""
    registry = turn.work.registry
    found = turn.work.admissions.waiting_at(turn.officer.authority)
    registry.know(each.officer for each in found)
    return tuple((registry.officer(each.officer), each) for each in found)


def may_approve(turn: Turn, applicant: Officer, application: Application) -> bool:
    """Say whether the officer who acts may approve this applicant."""
    return _may(turn.officer, applicant, application)


def open_application(turn: Turn, officer: str) -> tuple[Officer, Application]:
    """
    Return an applicant and the application, locked.

    Raises: Refused when it is gone, void or too old, or not for the officer who acts to approve.
    """
    application = turn.work.admissions.application(officer)
    if application is None or not application.is_open(turn.now):
        raise Refused("refused-application-gone", instead="instead-application")
    applicant = turn.work.registry.officer(officer)
    check_approve(turn.officer, applicant, issuer=application.issuer)
    return applicant, application


def fits(turn: Turn, application: Application, words: Iterable[str]) -> bool:
    """Say whether these are the words that the applicant was shown."""
    given = spoken_words.digest(turn.work.vault, application.officer, " ".join(words))
    return hmac.compare_digest(given, application.words_digest)


def mistaken(turn: Turn, application: Application) -> int:
    """
    Count wrong words and return how many tries are left; after the last the application is void.
    """
    tried = replace(application, tries=application.tries + 1)
    turn.work.admissions.apply(tried)
    left = spoken_words.TRIES - tried.tries
    turn.log("words-wrong", officer=tried.officer, left=left)
    if left > 0:
        return left
    applicant = _void(turn, tried)
    turn.say(VOIDED, carries=Carries.NOTHING, to=applicant)
    turn.say(
        "application-void-told",
        carries=Carries.NOTHING,
        to=_issuer(turn, tried, besides=turn.officer.id),
        officer=applicant.id,
        actor=turn.officer.id,
    )
    return 0


def revoke(turn: Turn, issuer: str) -> None:
    """Void the applications that came by a code of `issuer`, as its unused codes are void."""
    for application in turn.work.admissions.issued_by(issuer):
        turn.say(REVOKED, carries=Carries.NOTHING, to=_void(turn, application))


def void_for_keys(turn: Turn, application: Application, *, reopened: bool) -> None:
    """Void the application of an account whose keys are others; `reopened`: its code holds on."""
    turn.say(
        KEYS_CHANGED,
        carries=Carries.NOTHING,
        to=_void(turn, application),
        complete="yes" if reopened else "no",
    )


def admit(turn: Turn, application: Application, *, by: str) -> Officer:
    """
    Bind the account of an application and let the bot hear its owner; tell the two concerned.

    `by` is the approver, or the operator.

    Raises: Refused when the account has become somebody else's.
    """
    work = turn.work
    officer = work.registry.officer(application.officer)
    if work.registry.bound_to(application.channel, application.address) is not None:
        raise Refused("refused-account-taken", instead="instead-application", officer=officer.id)
    work.registry.bind(application.channel, application.address, officer.id)
    if officer.standing is Standing.PENDING:
        officer = replace(officer, standing=Standing.ACTIVE)
        work.registry.change_officer(officer, "standing")
    work.admissions.withdraw(officer.id)
    work.journal.write(
        "officer-approved",
        actor=by,
        at=turn.now,
        officer=officer.id,
        channel=application.channel,
        issuer=application.issuer,
    )
    turn.say(
        "approve.told-you",
        carries=Carries.NOTHING,
        to=officer,
        actor=by,
        channel=application.channel,
    )
    turn.say(
        "approve.told",
        carries=Carries.NOTHING,
        to=_issuer(turn, application, besides=by),
        officer=officer.id,
        actor=by,
        channel=application.channel,
    )
    return officer


def _void(turn: Turn, application: Application) -> Officer:
    turn.work.admissions.void(application)
    applicant = turn.work.registry.officer(application.officer)
    if applicant.standing is Standing.PENDING:
        invited = replace(applicant, standing=Standing.INVITED)
        turn.work.registry.change_officer(invited, "standing")
    turn.log("application-void", officer=applicant.id)
    return applicant


def _approvers(turn: Turn, applicant: Officer, application: Application) -> tuple[Officer, ...]:
    approving = Group(ADMITTED[applicant.role].approved_by)
    found = turn.work.registry.people.members(applicant.authority, approving)
    return tuple(each for each in found if _may(each, applicant, application))


def _answerable(turn: Turn, applicant: Officer) -> tuple[Officer, ...]:
    """Who invites people of the authority; where nobody does, an applicant who is heard already."""
    inviting = Group(signers(Act.INVITE))
    found = turn.work.registry.people.members(applicant.authority, inviting)
    heads = tuple(each for each in found if each.id != applicant.id)
    return heads or ((applicant,) if applicant.standing is Standing.ACTIVE else ())


def _may(officer: Officer, applicant: Officer, application: Application) -> bool:
    try:
        check_approve(officer, applicant, issuer=application.issuer)
    except Refused:
        return False
    return True


def _issuer(turn: Turn, application: Application, *, besides: str) -> tuple[Officer, ...]:
    """The officer who issued the code, where it was one, and not the one concerned."""
    if application.issuer in (besides, application.officer):
        return ()
    authority = turn.work.registry.officer(application.officer).authority
    return turn.work.registry.people.among(authority, (application.issuer,))
