"""What a verification notes in one transaction: no crash parts a key from how far its owner is."""

from dataclasses import replace

import pytest

from bot.transports.matrix.comparing import comparing
from handlers.catalogue import LISTING
from handlers.chat.turn import Site
from storage.verifications import Stage, Verification
from storage.work import Store
from tests.journeys.stage import texts

ADDRESS, KEY = "@asanov:kz.example", "key"
PROVEN = Verification(ADDRESS, Stage.PROVEN, "$one", master=KEY)
COMPARED = replace(PROVEN, stage=Stage.COMPARED)


@pytest.mark.parametrize(("bound_to", "stage"), [(KEY, Stage.COMPARED), ("other", Stage.PROVEN)])
async def test_a_key_counts_as_compared_together_with_what_its_owner_is_still_to_be_told(
    store: Store, bound_to: str, stage: Stage
) -> None:
    await store.run(lambda work: work.rooms.pin(ADDRESS, bound_to))
    await store.run(lambda work: work.verifications.put(PROVEN))
    asking = comparing(store, texts(), Site(LISTING), lambda work: frozenset())

    held = await asking.note_comparison(COMPARED)

    noted = await store.run(lambda work: work.verifications.last_comparison(ADDRESS))
    (left,) = await store.run(lambda work: work.verifications.all())
    assert (held, noted is not None) == (bound_to == KEY, bound_to == KEY)
    assert left.stage is stage
