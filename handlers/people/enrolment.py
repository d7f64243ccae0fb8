"""
Enrolment: a one-time code, given out of band, makes an applicant of whoever brings it.

The account is bound when a second person has approved (`admission.py`); until then its owner is a
stranger who is told only how the application stands.
"""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from handlers.chat.vocabulary import Vocabulary
from handlers.people import spoken_words
from protocol.admission import VALID_WITHIN
from protocol.parties import Channel, Interval, Officer, Party, Role, Standing
from storage.admissions import Application
from storage.vault import REGISTER, Vault
from storage.work import Work

# What a stranger says: `/start CODE`, which is also how a link to a bot on Telegram begins.
START = "/start"
# Five bits each, without I, L, O and U, which are misread: 24 of them are 120 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5
LENGTH = 24
GROUP = 4
APPROVED_WITHIN = timedelta(hours=24)
# Where the transport notes what the bot is called: `bot/transports/telegram/wiring.py`.
TELEGRAM_NAME = "telegram/name"
# And who the bot is on Matrix: `bot/transports/matrix/wiring.py`.
MATRIX_ID = "matrix/user"
# Without the hyphens it might be any number of a machine.
_GROUPED = re.compile(
    rf"(?:[0-9A-Za-z]{{{GROUP}}}-){{{LENGTH // GROUP - 1}}}[0-9A-Za-z]{{{GROUP}}}"
)
_MISREAD = str.maketrans("OIL", "011", "- \t\n")


class Turned(StrEnum):
    """Why a code did not let anybody in; whoever brought it never learns which."""

    WRONG = "wrong"
    FREEZES = "freezes"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Applied:
    """An applicant, and the words that the account is to be known by."""

    officer: Officer
    application: Application
    words: str


def make_code(id: str) -> str:
    """Return the one-time code, in groups that can be read out, that 128 random bits make."""
    number = int(id, 16)
    signs = "".join(ALPHABET[number >> BITS * place & 31] for place in range(LENGTH))
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def tries(text: str) -> bool:
    """Say whether a stranger tries a code: something follows `/start`, or it stands alone."""
    command, _, rest = text.strip().partition(" ")
    return is_bare_code(text) or (command.casefold() == START and bool(rest.strip()))


def is_bare_code(text: str) -> bool:
    """Say whether a text is a code as it was given, in groups, and nothing else."""
    return _GROUPED.fullmatch(text.strip()) is not None


def said_code(text: str) -> str | None:
    """Return the code that `/start CODE` says, or the code alone; None where a text is neither."""
    if is_bare_code(text):
        return plain_code(text.strip())
    command, _, rest = text.strip().partition(" ")
    return plain_code(rest) if command.casefold() == START else None


def plain_code(text: str) -> str | None:
    """Return the code that a text is, as it is digested, or None when it cannot be one."""
    code = text.upper().translate(_MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def code_digest(vault: Vault, code: str) -> bytes:
    """
    Return all that is stored of a code, keyed: without the ring it proves nothing.

    Raises: ValueError for what is no code: all such would have one digest.
    """
    plain = plain_code(code)
    if plain is None:
        raise ValueError("no code")
    return vault.digest(REGISTER, f"invitation {plain}".encode())


def newcomer(
    work: Work,
    authority: str,
    party: Party | None,
    *,
    role: Role,
    name: str,
    phone: str,
    lang: str,
    zone: str,
) -> Officer:
    """Return an officer whom nobody knows yet, invited; the caller has checked what it says."""
    id = work.registry.free_id(authority)
    return Officer(
        id=id,
        authority=authority,
        party=party,
        role=role,
        name=name,
        call_sign=id.upper(),
        phone=phone,
        lang=lang,
        zone=zone,
        during=Interval(work.now),
        standing=Standing.INVITED,
    )


def invite(work: Work, officer: Officer, code: str, *, issuer: str) -> Officer:
    """
    Enter an officer whom the bot hears after enrolment and approval, with the code that invites.

    Accounts of before are let go: what led to a new code may be one that was stolen.
    """
    invited = replace(officer, standing=Standing.INVITED)
    work.registry.put_officer(invited)
    work.registry.unbind(invited.id)
    work.admissions.withdraw(invited.id)
    give_code(work, invited, code, issuer=issuer)
    return invited


def give_code(work: Work, officer: Officer, code: str, *, issuer: str) -> None:
    """Expect an officer to bring a code from an account that is not theirs yet."""
    until = work.now + VALID_WITHIN
    digest = code_digest(work.vault, code)
    work.admissions.invite(officer.id, digest, issuer=issuer, expires_at=until)
    work.journal.write(
        "channel-invited" if issuer == officer.id else "officer-invited",
        actor=issuer,
        at=work.now,
        officer=officer.id,
        authority=officer.authority,
        role=officer.role,
        until=until,
    )


def was_taken(work: Work, channel: Channel, address: str, text: str) -> bool:
    """Say whether this account brought this code before: its server only repeats itself."""
    code = said_code(text)
    whose = code and work.admissions.spent_by(code_digest(work.vault, code))
    return any(each.officer == whose for each in work.admissions.from_account(channel, address))


def apply(
    work: Work, words: Vocabulary, channel: Channel, address: str, text: str
) -> Applied | Turned:
    """
    Make an applicant of the account that brings the code of an invitation.

    Otherwise say why not, and nothing changes but the count of wrong codes. A right code that an
    account of somebody else brings is not spent. Nothing a stranger does is journalled: that would
    let strangers fill the journal.
    """
    account = work.vault.digest(REGISTER, f"account {channel} {address}".encode())
    if work.admissions.is_frozen(account):
        return Turned.FROZEN
    try:
        with work.savepoint():
            return _apply(work, words, channel, address, text)
    except _Taken:
        return Turned.WRONG
    except LookupError:
        work.admissions.wrong(account)
        return Turned.FREEZES if work.admissions.is_frozen(account) else Turned.WRONG


def reapply(
    work: Work, words: Vocabulary, officer: Officer, channel: Channel, address: str
) -> Applied:
    """Make an applicant, without a code, of an officer's account that has been let go."""
    return _wait(work, words, officer, channel, address, issuer=officer.id)


def is_restless(work: Work, channel: Channel, address: str) -> bool:
    """Count that an account shows other keys again; say whether it did too often within a day."""
    account = work.vault.digest(REGISTER, f"account {channel} {address}".encode())
    if not work.admissions.is_frozen(account):
        work.admissions.wrong(account)
    return work.admissions.is_frozen(account)


def deep_link(work: Work, code: str) -> str:
    """Return the address that opens the bot on Telegram with the code; empty without such a bot."""
    name = work.recall(TELEGRAM_NAME)
    return f"https://t.me/{name}?start={plain_code(code)}" if name else ""


class _Taken(Exception):
    """The code is right, and the account or the officer not such as may use it."""


def _apply(work: Work, words: Vocabulary, channel: Channel, address: str, text: str) -> Applied:
    """Raises: LookupError when there is no code, or it is unknown, spent or too old; _Taken."""
    code = said_code(text)
    invitation = code and work.admissions.use_up(code_digest(work.vault, code))
    if not invitation:
        raise LookupError("code")
    officer = work.registry.officer(invitation.officer)
    if not _may_apply(work, officer, channel) or _is_anothers(work, officer, channel, address):
        raise _Taken
    if officer.standing is not Standing.ACTIVE:
        officer = replace(officer, standing=Standing.PENDING)
        work.registry.change_officer(officer, "standing")
    work.journal.write(
        "officer-enrolled", actor=officer.id, at=work.now, officer=officer.id, channel=channel
    )
    return _wait(work, words, officer, channel, address, issuer=invitation.issuer)


def _wait(
    work: Work,
    words: Vocabulary,
    officer: Officer,
    channel: Channel,
    address: str,
    *,
    issuer: str,
) -> Applied:
    drawn = spoken_words.draw(words, officer.lang, work.id())
    application = Application(
        officer=officer.id,
        channel=channel,
        address=address,
        issuer=issuer,
        words_digest=spoken_words.digest(work.vault, officer.id, drawn),
        applied_at=work.now,
        expires_at=work.now + APPROVED_WITHIN,
    )
    work.admissions.apply(application)
    return Applied(officer, application, drawn)


def _may_apply(work: Work, officer: Officer, channel: Channel) -> bool:
    """One account on each channel: another one there takes the place of none that is bound."""
    bound = {account.channel for account in work.registry.all_accounts(officer.id)}
    if officer.standing is Standing.ACTIVE:
        return officer.serves(work.now) and channel not in bound
    return officer.standing in (Standing.INVITED, Standing.PENDING)


def _is_anothers(work: Work, officer: Officer, channel: Channel, address: str) -> bool:
    applied = work.admissions.from_account(channel, address)
    others = any(each.officer != officer.id for each in applied)
    return others or work.registry.bound_to(channel, address) is not None
