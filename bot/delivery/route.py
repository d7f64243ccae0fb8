"""Over which channel an officer is written to, and what may pass there. Art. 6."""

from collections.abc import Collection, Mapping

from bot.delivery.render import is_own
from bot.transports.base import Transport
from handlers.people.admission import TO_APPLICANTS
from handlers.people.freezing import TO_FROZEN
from handlers.record import subjects
from protocol.parties import Channel, Officer, Passage
from storage.accounts import Account
from storage.carrying import Carries
from storage.outgoing import Outgoing
from storage.sayings import Priority
from storage.work import Work


def route(
    work: Work, row: Outgoing, reader: Officer, transports: Mapping[Channel, Transport]
) -> tuple[Account | None, Passage]:
    """
    Return the account of `reader` to write to, and what may pass there; None where there is none.

    First come those over which the whole may pass (Art. 6).
    """
    if row.saying.text in TO_APPLICANTS:
        return _applicant(work, row, transports), Passage.CONTENT
    if not reader.serves(work.now):
        return None, Passage.POINTER
    accounts = [
        account
        for account in accounts_for(work, row)
        if account.channel in transports and account.channel not in row.tried
    ]
    allowed = _passages(work, row, accounts)
    allowed |= {each.channel: Passage.POINTER for each in accounts if each.is_frozen}
    quotes = row.saying.carries is not Carries.NOTHING
    is_alarm = row.saying.priority is Priority.ALARM

    def rank(account: Account) -> tuple[bool, ...]:
        channel = account.channel
        points = quotes and allowed[channel] is not Passage.CONTENT
        # An alarm's order never depends on what works now: its rows would share one channel.
        fails = not is_alarm and not transports[channel].works
        is_last = account.is_frozen and row.saying.text not in TO_FROZEN
        return is_last, fails, points, channel != row.saying.over

    accounts.sort(key=rank)
    place = row.saying.place
    if len(accounts) <= place:
        return None, Passage.POINTER
    return accounts[place], allowed[accounts[place].channel]


def accounts_for(work: Work, row: Outgoing) -> tuple[Account, ...]:
    """Return the accounts that a row may go to: a frozen one is rung, and told that it is so."""
    registry, saying = work.registry, row.saying
    if saying.priority is Priority.ALARM or saying.text in TO_FROZEN:
        return registry.all_accounts(saying.officer)
    return registry.accounts(saying.officer)


def _passages(work: Work, row: Outgoing, accounts: Collection[Account]) -> dict[Channel, Passage]:
    subject = row.saying.subject
    if is_own(row.saying):
        over = row.saying.over
        return {
            each.channel: Passage.CONTENT if each.channel == over else Passage.POINTER
            for each in accounts
        }
    return {each.channel: subjects.passes(work, subject, each.channel) for each in accounts}


def _applicant(work: Work, row: Outgoing, transports: Collection[Channel]) -> Account | None:
    """The account that brought the code, which is not bound yet; never another one."""
    application = work.admissions.application(row.saying.officer)
    if application is None or application.channel not in transports:
        return None
    if application.channel in row.tried:
        return None
    return Account(application.channel, application.address, application.officer)
