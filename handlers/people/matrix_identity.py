"""
An account on Matrix is its owner's as long as the key that vouches for their devices is the same.

Another key is another person until a colleague has heard the four words, as at the enrolment.
"""

from handlers.chat.turn import Site, Turn
from handlers.people import admission, enrolment
from protocol.parties import HEADS, Channel, Standing
from storage.admissions import Application
from storage.carrying import Carries
from storage.sayings import Priority
from storage.work import Work


def note_new_key(work: Work, site: Site, address: str, master: str) -> None:
    """Let go the account whose master key is another one, and let its owner apply anew."""
    room = work.rooms.of(address)
    # Who comes back to a key of before is told anew, too.
    key = f"identity/{_digest_of(work, address)}/{master}/{work.now.isoformat()}"
    if room.master == master:
        return  # it was seen twice at the same time
    work.rooms.pin(address, master)
    bound = work.registry.bound_to(Channel.MATRIX, address)
    if bound is None:
        for application in work.admissions.from_account(Channel.MATRIX, address):
            _renew_applicant(work, site, application, key=key)
        return
    officer = work.registry.officer(bound)
    turn = Turn(work, site=site, key=key, now=work.now, officer=officer, channel=Channel.MATRIX)
    work.registry.unbind(bound, Channel.MATRIX)
    turn.log("identity-changed", officer=bound, channel=Channel.MATRIX)
    if not officer.serves(work.now):
        return
    colleagues = turn.colleagues(officer.authority)
    heads = tuple(each for each in colleagues if each.role in HEADS and each.id != bound)
    turn.say(
        "identity-changed-told",
        carries=Carries.NOTHING,
        to=heads,
        priority=Priority.REMINDER,
        officer=bound,
    )
    if work.registry.accounts(bound):
        turn.say(
            "identity-changed-you", carries=Carries.NOTHING, to=officer, priority=Priority.REMINDER
        )
    applied = enrolment.reapply(work, site.words, officer, Channel.MATRIX, address)
    admission.announce(turn, applied, anew=True)


def _renew_applicant(work: Work, site: Site, application: Application, *, key: str) -> None:
    """
    Whoever is shown words now is not who brought the code, or who was known: neither holds on.

    Who has served gets new words for the colleague who calls; a newcomer brings the code again.
    """
    officer = work.registry.officer(application.officer)
    turn = Turn(
        work,
        site=site,
        key=f"{key}/{officer.id}",
        now=work.now,
        officer=officer,
        channel=application.channel,
    )
    turn.log("application-keys-changed", officer=officer.id, channel=application.channel)
    served = officer.standing is Standing.ACTIVE and officer.serves(work.now)
    if served and not enrolment.is_restless(work, application.channel, application.address):
        applied = enrolment.reapply(
            work, site.words, officer, application.channel, application.address
        )
        admission.announce(turn, applied, anew=True)
        return
    reopened = not served and work.admissions.reopen(officer.id)
    admission.void_for_keys(turn, application, reopened=reopened)


def note_unsigned(work: Work, site: Site, address: str, device: str) -> None:
    """Tell an officer of a device that gets no keys; once."""
    officer = work.registry.listened_to(Channel.MATRIX, address)
    if officer is None:
        return
    key = f"unsigned/{_digest_of(work, address)}/{device}"
    turn = Turn(work, site=site, key=key, now=work.now, officer=officer, channel=Channel.MATRIX)
    turn.say(
        "device-unsigned",
        carries=Carries.NOTHING,
        to=officer,
        priority=Priority.REMINDER,
        device=device,
    )


def _digest_of(work: Work, address: str) -> str:
    """Return what stands for an address where keys stand in clear."""
    return work.registry.account(Channel.MATRIX, address).hex()
