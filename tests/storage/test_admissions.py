"""Codes serve once, wrong ones are counted in a table that strangers cannot fill."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from protocol.parties import Channel, Role
from storage import admissions
from storage.admissions import Application, Invitation
from storage.tables import applications, guesses, invites
from storage.work import Store, Work
from tests.builders import NOW, Clock, officer

DAY = timedelta(hours=24)
APPLIED = Application(
    "kz-duty_officer", Channel.TELEGRAM, "42", "kz-head", b"words", NOW, NOW + DAY
)


def people(work: Work) -> None:
    work.registry.put_officer(officer())
    work.registry.put_officer(officer(Role.HEAD))


def give(work: Work, whom: str, digest: bytes, issuer: str = "operator") -> None:
    until = NOW + timedelta(hours=1)
    work.admissions.invite(whom, digest, issuer=issuer, expires_at=until)


async def test_a_code_works_once_in_time_and_the_latest_only(store: Store, clock: Clock) -> None:
    def enter(work: Work) -> None:
        people(work)
        give(work, "kz-duty_officer", b"void")
        give(work, "kz-duty_officer", b"good", "kz-head")
        give(work, "kz-head", b"late")

    await store.run(enter)

    found = Invitation("kz-duty_officer", "kz-head")
    assert await store.run(lambda work: work.admissions.use_up(b"void")) is None
    assert await store.run(lambda work: work.admissions.spent_by(b"good")) is None
    assert await store.run(lambda work: work.admissions.use_up(b"good")) == found
    assert await store.run(lambda work: work.admissions.use_up(b"good")) is None
    assert await store.run(lambda work: work.admissions.spent_by(b"good")) == "kz-duty_officer"
    clock.pass_by(timedelta(hours=1))
    assert await store.run(lambda work: work.admissions.use_up(b"late")) is None


async def test_codes_are_void_of_whom_they_invite_and_of_their_issuer(store: Store) -> None:
    def enter(work: Work) -> None:
        people(work)
        give(work, "kz-duty_officer", b"issued", "kz-head")
        give(work, "kz-head", b"own")
        work.admissions.void_codes("kz-head")

    await store.run(enter)

    assert await store.run(lambda work: work.admissions.use_up(b"issued")) is None
    assert await store.run(lambda work: work.admissions.use_up(b"own")) is None


async def test_five_wrong_codes_freeze_an_account_for_a_day(store: Store, clock: Clock) -> None:
    for tries in range(admissions.WRONG_CODES):
        assert not await store.run(lambda work: work.admissions.is_frozen(b"one")), tries
        await store.run(lambda work: work.admissions.wrong(b"one"))

    assert await store.run(lambda work: work.admissions.is_frozen(b"one"))
    assert not await store.run(lambda work: work.admissions.is_frozen(b"other"))
    clock.pass_by(DAY - timedelta(seconds=1))
    assert await store.run(lambda work: work.admissions.is_frozen(b"one"))
    clock.pass_by(timedelta(seconds=1))
    assert not await store.run(lambda work: work.admissions.is_frozen(b"one"))
    await store.run(lambda work: work.admissions.wrong(b"one"))
    assert not await store.run(lambda work: work.admissions.is_frozen(b"one"))


async def test_strangers_fill_no_table(store: Store, clock: Clock) -> None:
    def many(work: Work) -> int:
        for number in range(admissions.COUNTED + 7):
            work.admissions.wrong(b"%d" % number)
        count = select(func.count()).select_from(guesses)
        return work.connection.execute(count).scalar_one()

    await store.run(lambda work: work.admissions.wrong(b"oldest"))
    clock.pass_by(timedelta(seconds=1))

    assert await store.run(many) == admissions.COUNTED
    query = select(guesses).where(guesses.c.account_digest == b"oldest")
    assert await store.run(lambda work: work.connection.execute(query).first()) is None


async def test_an_application_is_open_until_it_is_over_or_void(store: Store, clock: Clock) -> None:
    def enter(work: Work) -> None:
        people(work)
        work.admissions.apply(APPLIED)

    await store.run(enter)

    def waiting(work: Work) -> tuple[Application, ...]:
        found = work.admissions.waiting(["kz-duty_officer", "kz-head"])
        assert found == work.admissions.from_account(Channel.TELEGRAM, "42")
        return found

    assert await store.run(waiting) == (APPLIED,)
    assert await store.run(lambda work: work.admissions.waiting(["kz-head"])) == ()
    tried = replace(APPLIED, tries=2)
    await store.run(lambda work: work.admissions.apply(tried))
    assert await store.run(waiting) == (tried,)
    await store.run(lambda work: work.admissions.void(tried))
    assert await store.run(waiting) == ()
    await store.run(lambda work: work.admissions.apply(APPLIED))
    clock.pass_by(DAY)
    assert await store.run(waiting) == ()
    assert await store.run(lambda work: work.admissions.application("kz-duty_officer")) == APPLIED


async def test_what_is_over_is_pruned(store: Store, clock: Clock) -> None:
    def enter(work: Work) -> None:
        people(work)
        give(work, "kz-head", b"old")
        work.admissions.apply(APPLIED)
        work.admissions.wrong(b"one")

    def left(work: Work) -> int:
        work.admissions.prune()
        tables = (invites, applications, guesses)
        counts = (select(func.count()).select_from(each) for each in tables)
        return sum(work.connection.execute(each).scalar_one() for each in counts)

    await store.run(enter)
    assert await store.run(left) == 3
    clock.pass_by(DAY)
    assert await store.run(left) == 0
