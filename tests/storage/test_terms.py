"""Terms are read as they were said, and outlive the content of their request. Art. 7, 10."""

from datetime import date, timedelta

import pytest

from protocol.terms import Basis, Term, UseLimit, What
from storage import keys
from storage.work import Store, Work
from tests.builders import NOW, content, request

HOUR = timedelta(hours=1)
SAID = (
    Term(What.PROPOSED, "by-duty", NOW, text="без огласки", basis=Basis.HINDERS),
    Term(What.CONDITIONS, "kz-duty", NOW + HOUR, text="без огласки", directed_by="kz-head"),
    Term(
        What.LIMITS,
        "by-duty",
        NOW + 2 * HOUR,
        limits=(UseLimit.NO_ONWARD, UseLimit.NOT_BEFORE),
        not_before=NOW + 9 * HOUR,
    ),
    Term(
        What.PERIOD,
        "kz-head",
        NOW + 3 * HOUR,
        text="Конвенция",
        on=date(2027, 1, 20),
        until=NOW + 99 * HOUR,
    ),
)


async def test_terms_are_read_in_their_order_also_when_the_content_is_destroyed(
    store: Store,
) -> None:
    def keep(work: Work) -> None:
        work.requests.add(request(), content())
        for place, term in enumerate(reversed(SAID)):
            work.terms.add(request().id, term, key=f"t{place}")

    def destroy(work: Work) -> None:
        work.vault.destroy(request().id)
        with pytest.raises(keys.Destroyed):
            work.requests.content(request().id)

    await store.run(keep)
    await store.run(destroy)

    assert await store.run(lambda work: work.terms.about(request().id)) == SAID
    assert await store.run(lambda work: work.terms.about("another")) == ()
