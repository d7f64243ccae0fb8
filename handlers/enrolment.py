"""Enrolment: a one-time code, given out of band, binds a chat account to an invited officer."""

from dataclasses import replace
from datetime import timedelta

from protocol.parties import Channel, Officer, Standing
from storage.vault import REGISTER, Vault
from storage.work import Work

# What a stranger says: `/start CODE`, which is also how a link to a bot on Telegram begins.
START = "/start"
ENROLLED = "enrolled"
# Five bits each, without I, L, O and U, which are misread: 24 of them are 120 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 24
VALID_WITHIN = timedelta(hours=24)
_MISREAD = str.maketrans("OIL", "011", "- \t")


def said_code(text: str) -> str | None:
    """Return the code that `/start CODE` says, or None when the text is nothing of the kind."""
    command, _, rest = text.strip().partition(" ")
    code = rest.upper().translate(_MISREAD)
    is_code = command.casefold() == START and len(code) == LENGTH and set(code) <= set(ALPHABET)
    return code if is_code else None


def code_digest(vault: Vault, code: str) -> bytes:
    """Return all that is stored of a code."""
    return vault.digest(REGISTER, f"invitation {code}".encode())


def enrol(work: Work, channel: Channel, address: str, code: str) -> Officer | None:
    """
    Bind an account to the officer whom the code invited, and return that officer, now pending.

    None when the code is unknown, spent or too old, or the account is another's: nothing changes.
    """
    try:
        with work.savepoint():
            return _enrolled(work, channel, address, code)
    except LookupError:
        return None


def may_be_told(officer: Officer, text: str) -> bool:
    """Say whether somebody who does not serve yet hears this: that the enrolment is pending."""
    return text == ENROLLED and officer.standing is Standing.PENDING


def _enrolled(work: Work, channel: Channel, address: str, code: str) -> Officer:
    """Raises: LookupError."""
    id = work.registry.invited(code_digest(work.vault, code))
    if id is None:
        raise LookupError("code")
    officer = work.registry.officer(id)
    work.registry.bind(channel, address, id)
    bound = {(account.channel, account.address) for account in work.registry.accounts(id)}
    if officer.standing is not Standing.INVITED or (channel, address) not in bound:
        raise LookupError("account")
    officer = replace(officer, standing=Standing.PENDING)
    work.registry.put_officer(officer)
    work.journal.write("officer-enrolled", actor=id, at=work.now, officer=id, channel=channel)
    return officer
