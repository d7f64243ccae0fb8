"""What is wrong in a register file between keys and between entries, each of the right shape."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from bot.installation.register_shape import AgreementEntry, AuthorityEntry, OfficerEntry, Written
from bot.installation.unseen_texts import entry_name
from config.problems import Problem
from config.settings import nearest
from handlers.people.inviting import are_alike
from protocol.calendar import SATURDAY
from protocol.parties import SECRETARIAT, SECRETARIAT_ROLES, Channel, Party, Passage, Role


def contradictions(written: Written) -> Iterable[Problem]:
    """Yield everything that is wrong, each naming table, entry and key."""
    yield from _repetitions("[[party]]: code", (each.code for each in written.party))
    yield from _repetitions("[[authority]]: id", (each.id for each in written.authority))
    yield from _repetitions("[[officer]]: id", (each.id for each in written.officer))
    accounts = (account for each in written.officer for account in each.accounts)
    yield from _repetitions("[[officer]]: accounts", (":".join(account) for account in accounts))
    for number, party in enumerate(written.party):
        where = entry_name("party", number, {"code": party.code})
        yield from _backwards(f"{where}: bound_until", party.bound_since, party.bound_until)
    for number, authority in enumerate(written.authority):
        where = entry_name("authority", number, {"id": authority.id})
        yield from _backwards(f"{where}: until", authority.since, authority.until)
        yield from _about_authority(where, authority, written)
    for number, officer in enumerate(written.officer):
        where = entry_name("officer", number, {"id": officer.id})
        yield from _backwards(f"{where}: until", officer.since, officer.until)
        yield from _about_officer(where, officer, written)
        yield from _alike(where, officer, written.officer[:number])
    for number, agreement in enumerate(written.agreement):
        where = entry_name("agreement", number, {"channel": agreement.channel})
        yield from _backwards(f"{where}: until", agreement.since, agreement.until)
        yield from _about_agreement(where, agreement, written)


def _repetitions(what: str, names: Iterable[str]) -> Iterable[Problem]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Problem.of("problem-repeated", where=what, value=name, count=times)


def _backwards(what: str, since: date, until: date | None) -> Iterable[Problem]:
    if until is not None and until <= since:
        yield Problem.of("problem-later", where=what, value=since)


def _about_authority(where: str, authority: AuthorityEntry, written: Written) -> Iterable[Problem]:
    if authority.id == SECRETARIAT:
        yield Problem.of("problem-secretariat", where=f"{where}: id", value=SECRETARIAT)
    if all(authority.party is not each.code for each in written.party):
        yield Problem.of("problem-no-party", where=f"{where}: party", value=authority.party)
    siblings = {each.id for each in written.authority if each.party is authority.party}
    successor = authority.successor
    if successor is not None and successor not in siblings - {authority.id}:
        yield Problem.of("problem-successor", where=f"{where}: successor", value=successor)
    for day in authority.working:
        if day.weekday() < SATURDAY or day in authority.holidays:
            yield Problem.of("problem-working", where=f"{where}: working", value=day)


def _about_officer(where: str, officer: OfficerEntry, written: Written) -> Iterable[Problem]:
    at_secretariat = officer.authority == SECRETARIAT
    known = [SECRETARIAT, *(each.id for each in written.authority)]
    if officer.authority not in known:
        meant, at = nearest(officer.authority, known), f"{where}: authority"
        yield Problem.of("problem-no-authority", where=at, value=officer.authority, meant=meant)
    elif officer.role is not Role.AUDITOR and at_secretariat != (officer.role in SECRETARIAT_ROLES):
        named = {"value": officer.role, "authority": officer.authority}
        yield Problem.of("problem-role", where=f"{where}: role", **named)
    if officer.accounts and not written.training:
        yield Problem.of("problem-accounts-real", where=f"{where}: accounts")
    elif any(channel is not Channel.CONSOLE for channel, _ in officer.accounts):
        yield Problem.of("problem-accounts-training", where=f"{where}: accounts")


def _alike(where: str, officer: OfficerEntry, before: Iterable[OfficerEntry]) -> Iterable[Problem]:
    """Two people of one authority whose names the eye takes for one could not be told apart."""
    for other in before:
        is_colleague = other.authority == officer.authority and other.id != officer.id
        if is_colleague and _do_overlap(other, officer) and are_alike(other.name, officer.name):
            yield Problem.of("problem-alike", where=f"{where}: name", value=other.id)


def _do_overlap(one: OfficerEntry, other: OfficerEntry) -> bool:
    ends = ((one.until, other.since), (other.until, one.since))
    return all(until is None or since < until for until, since in ends)


def _about_agreement(where: str, agreement: AgreementEntry, written: Written) -> Iterable[Problem]:
    named = frozenset[Party]().union(*(agreement.pairs or ()), *agreement.except_)
    for party in sorted(named - {each.code for each in written.party}):
        yield Problem.of("problem-no-party", where=f"{where}: pairs, except", value=party)
    if agreement.except_ and agreement.pairs is not None:
        yield Problem.of("problem-except", where=f"{where}: except")
    if agreement.official_use and agreement.channel is Channel.TELEGRAM:
        yield Problem.of("problem-official-telegram", where=f"{where}: official_use")
    if agreement.official_use and agreement.passage is Passage.POINTER:
        yield Problem.of("problem-official-pointer", where=f"{where}: official_use")
