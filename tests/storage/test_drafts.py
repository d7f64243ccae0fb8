"""Drafts: what was typed survives, one is active, and a deleted one is gone with its key."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from storage.drafts import Draft
from storage.tables import data_keys, drafts
from storage.work import Store, Work
from tests.builders import NOW

FIRST = Draft(
    id="draft-1",
    officer="kz-head",
    command="urgent",
    answers={"purpose": "предотвратить", "to": ["BY-1"], "immediate": True},
    asking="persons",
    updated_at=NOW,
)
SECOND = replace(FIRST, id="draft-2", asking=None, updated_at=NOW + timedelta(minutes=1))
ANOTHERS = replace(FIRST, id="draft-3", officer="by-head")


def save_all(work: Work) -> None:
    for draft in (FIRST, SECOND, ANOTHERS):
        work.drafts.save(draft)


async def test_a_draft_comes_back_and_the_one_before_rests(store: Store) -> None:
    await store.run(save_all)

    def read(work: Work) -> None:
        resting = replace(FIRST, active=False)
        assert work.drafts.active("kz-head") == SECOND
        assert work.drafts.of("kz-head") == (SECOND, resting)
        assert work.drafts.get("draft-1", "kz-head") == resting
        assert work.drafts.get("draft-1", "by-head") is None
        assert work.drafts.active("by-head") == ANOTHERS
        assert work.drafts.active("ru-head") is None

    await store.run(read)


async def test_a_draft_taken_up_again_is_the_active_one(store: Store) -> None:
    await store.run(save_all)
    continued = replace(FIRST, answers={}, updated_at=NOW + timedelta(hours=1))

    await store.run(lambda work: work.drafts.save(continued))

    assert await store.run(lambda work: work.drafts.active("kz-head")) == continued
    await store.run(lambda work: work.drafts.rest("kz-head"))
    assert await store.run(lambda work: work.drafts.active("kz-head")) is None
    assert len(await store.run(lambda work: work.drafts.of("kz-head"))) == 2


async def test_a_deleted_draft_leaves_neither_text_nor_key(store: Store) -> None:
    await store.run(save_all)

    def left(work: Work) -> list[int]:
        tables = (drafts, data_keys)
        return [work.connection.scalar(select(func.count()).select_from(t)) or 0 for t in tables]

    assert await store.run(left) == [3, 3]
    await store.run(lambda work: work.drafts.delete("draft-1"))
    assert await store.run(left) == [2, 2]
