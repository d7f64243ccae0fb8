"""The entries of the register as rows, and back."""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import Row

from protocol.parties import (
    Agreement,
    Authority,
    Bond,
    Channel,
    Interval,
    Office,
    Officer,
    Party,
    Passage,
    Role,
    Standing,
)
from storage.vault import REGISTER, Vault

Written: TypeAlias = dict[str, object]


def bond(row: Row[Any]) -> Bond:
    """Return since when, and until when, a Party is bound."""
    return Bond(Party(row.party), Interval(row.since, row.until))


def bond_row(bond: Bond) -> Written:
    """Return the row of a bond."""
    return {"party": bond.party, "since": bond.during.since, "until": bond.during.until}


def agreement(row: Row[Any]) -> Agreement:
    """Return an agreement, in force or not."""
    return Agreement(
        pair=frozenset({Party(row.one), Party(row.other)}),
        channel=Channel(row.channel),
        passage=Passage(row.passage),
        during=Interval(row.since, row.until),
        document=row.document,
        official_use=row.official_use,
        concluded_by=row.concluded_by,
    )


def pair_row(pair: Collection[Party]) -> Written:
    """Return how two Parties stand in the row of their agreements, whichever comes first."""
    one, other = sorted(pair)
    return {"one": one, "other": other}


def agreement_row(agreement: Agreement) -> Written:
    """Return the row of an agreement."""
    return {
        **pair_row(agreement.pair),
        "channel": agreement.channel,
        "since": agreement.during.since,
        "until": agreement.during.until,
        "passage": agreement.passage,
        "official_use": agreement.official_use,
        "document": agreement.document,
        "concluded_by": agreement.concluded_by,
    }


def authority(vault: Vault, row: Row[Any]) -> Authority:
    """Return an authority; raises what `storage.readable.UNREADABLE` lists where it is damaged."""
    sealed = vault.open_json(REGISTER, f"authorities/sealed/{row.id}", bytes(row.sealed))
    return Authority(
        id=row.id,
        party=Party(row.party),
        name=sealed["name"],
        phone=sealed["phone"],
        zone=row.zone,
        during=Interval(row.since, row.until),
        successor=row.successor,
        shows_names=row.shows_names,
        holidays=_dates(row.holidays),
        working=_dates(row.working),
    )


def authority_row(vault: Vault, authority: Authority) -> Written:
    """Return the row of an authority, without the moment of its digest."""
    return {
        "id": authority.id,
        "party": authority.party,
        "zone": authority.zone,
        "since": authority.during.since,
        "until": authority.during.until,
        "successor": authority.successor,
        "shows_names": authority.shows_names,
        "holidays": _written(authority.holidays),
        "working": _written(authority.working),
        "sealed": vault.seal_json(
            REGISTER,
            f"authorities/sealed/{authority.id}",
            {"name": authority.name, "phone": authority.phone},
        ),
    }


def officer(vault: Vault, row: Row[Any]) -> Officer:
    """Return an officer; raises what `storage.readable.UNREADABLE` lists where it is damaged."""
    sealed = vault.open_json(REGISTER, f"officers/sealed/{row.id}", bytes(row.sealed))
    return Officer(
        id=row.id,
        authority=row.authority,
        party=Party(row.party) if row.party else None,
        role=Role(row.role),
        name=sealed["name"],
        call_sign=sealed["call_sign"],
        phone=sealed["phone"],
        lang=row.lang,
        zone=row.zone,
        during=Interval(row.since, row.until),
        standing=Standing(row.standing),
        on_duty=row.on_duty,
        in_office_since=row.in_office_since,
        offices=_offices(row.offices),
    )


def officer_row(vault: Vault, officer: Officer) -> Written:
    """Return the row of an officer."""
    return {
        "id": officer.id,
        "authority": officer.authority,
        "party": officer.party,
        "role": officer.role,
        "lang": officer.lang,
        "zone": officer.zone,
        "since": officer.during.since,
        "until": officer.during.until,
        "standing": officer.standing,
        "on_duty": officer.on_duty,
        "in_office_since": officer.in_office_since,
        "offices": _written_offices(officer.offices),
        "sealed": vault.seal_json(
            REGISTER,
            f"officers/sealed/{officer.id}",
            {"name": officer.name, "call_sign": officer.call_sign, "phone": officer.phone},
        ),
    }


def _offices(written: str | None) -> tuple[Office, ...]:
    return tuple(
        Office(Role(role), Interval(datetime.fromisoformat(since), datetime.fromisoformat(until)))
        for role, since, until in json.loads(written or "[]")
    )


def _written_offices(offices: tuple[Office, ...]) -> str | None:
    # Each has ended: it was followed by another one.
    held = [
        [each.role, each.during.since.isoformat(), each.during.until.isoformat()]
        for each in offices
        if each.during.until is not None
    ]
    return json.dumps(held) if held else None


def _dates(written: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in json.loads(written))


def _written(dates: frozenset[date]) -> str:
    return json.dumps(sorted(day.isoformat() for day in dates))
