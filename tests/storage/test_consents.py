"""Consents: what was asked, who answered, found by draft, by request and by who is asked."""

from dataclasses import replace
from datetime import timedelta

from protocol.consents import Consent, ConsentMove
from protocol.parties import Channel, Party
from storage.tables import consents
from storage.work import Store, Work
from tests.builders import NOW

REASONS = "Канал не аттестован"
ASKED = Consent(
    id="a",
    draft="draft",
    requesting="KZ-1",
    requested="AM-1",
    parties=(Party.KAZAKHSTAN, Party.ARMENIA),
    channel=Channel.TELEGRAM,
    asked_by="kz-duty",
    asked_at=NOW,
    due_at=NOW + timedelta(hours=1),
)


async def test_a_consent_comes_back_as_it_was_kept(store: Store) -> None:
    given = ASKED.moved(ConsentMove.GIVE, by="am-duty", now=NOW)
    used = replace(given, request="request")

    def kept(work: Work) -> list[object]:
        work.consents.add(ASKED)
        found: list[object] = [work.consents.get("a"), work.consents.asked_of("AM-1")]
        work.consents.save(used)
        found += [work.consents.of_draft("draft"), work.consents.for_request("request")]
        return [*found, work.consents.asked_of("AM-1"), work.consents.find("b")]

    assert await store.run(kept) == [ASKED, (ASKED,), (used,), (used,), (), None]


async def test_reasons_are_sealed_and_come_back(store: Store) -> None:
    declined = ASKED.moved(ConsentMove.DECLINE, by="am-duty", now=NOW)

    def kept(work: Work) -> tuple[str, str, bytes]:
        work.consents.add(ASKED)
        before = work.consents.reasons("a")
        work.consents.save(declined, reasons=REASONS)
        row = work.connection.execute(consents.select()).one()
        return before, work.consents.reasons("a"), bytes(row.sealed)

    before, after, sealed = await store.run(kept)

    assert (before, after) == ("", REASONS)
    assert REASONS.encode() not in sealed
