"""Notices: their numbers, their texts, and which one a person means."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from protocol.notices import Notice, NoticeKind, NoticeMove
from protocol.parties import Party
from storage.work import Store, Work
from tests.builders import NOW

NOTICE = Notice(
    id="notice-14",
    year=2026,
    running=14,
    kind=NoticeKind.CHANGE,
    party=Party.KYRGYZSTAN,
    entered_by="secretariat_officer",
    arrived_at=NOW,
    effective_on=date(2026, 12, 1),
)
CIRCULAR = replace(
    NOTICE,
    id="notice-15",
    running=15,
    kind=NoticeKind.CIRCULAR,
    party=None,
    effective_on=None,
    arrived_at=NOW + timedelta(hours=1),
    supersedes="notice-14",
)
BODY = {"name": "Министерство", "phones": ["102", "103"]}


async def test_a_notice_comes_back_with_what_it_says(store: Store) -> None:
    relayed = NOTICE.moved(NoticeMove.RELAY, by="secretariat_head", now=NOW)
    withdrawn = CIRCULAR.moved(NoticeMove.WITHDRAW, by="secretariat_head", now=NOW)

    def add(work: Work) -> None:
        work.notices.add(NOTICE, BODY)
        work.notices.add(CIRCULAR, {})
        work.notices.save(relayed)
        work.notices.save(withdrawn)
        work.notices.explain(CIRCULAR.id, "Внесено по ошибке")

    await store.run(add)

    def read(work: Work) -> None:
        assert work.notices.get(NOTICE.id) == relayed
        assert work.notices.body(NOTICE.id) == BODY
        assert work.notices.body(CIRCULAR.id) == {"reason": "Внесено по ошибке"}
        assert work.notices.recent(9) == (withdrawn, relayed)
        assert work.notices.recent(1) == (withdrawn,)
        with pytest.raises(LookupError):
            work.notices.get("another")

    await store.run(read)


async def test_numbers_run_densely_within_a_year(store: Store) -> None:
    def draw(work: Work) -> list[int]:
        return [work.notices.number(year) for year in (2026, 2026, 2027, 2026)]

    assert await store.run(draw) == [1, 2, 1, 3]


async def test_a_typed_number_means_the_newest_notice_of_that_number(store: Store) -> None:
    older = replace(NOTICE, id="older", year=2025)
    texts = {
        "2026/14": NOTICE,
        "№ 14": NOTICE,
        "14": NOTICE,
        " 2025/14 ": older,
        "2026/15": CIRCULAR,
        "16": None,
        "2024/14": None,
        "": None,
        "четырнадцать": None,
        "x/14": None,
        "1²": None,
        "9" * 30: None,
        f"{'9' * 30}/14": None,
    }

    def add(work: Work) -> None:
        for each in (NOTICE, CIRCULAR, older):
            work.notices.add(each, BODY)

    await store.run(add)

    def numbered(work: Work) -> dict[str, object]:
        return {text: work.notices.by_number(text) for text in texts}

    found = await store.run(numbered)
    assert found == texts
