"""An invitation binds one account to one officer, once, and lets nobody in without approval."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.inbox.inbox import Inbox
from bot.operator import officers
from bot.transports.base import Event, Receipt
from bot.words.operator import Failed
from handlers.catalogue import LISTING
from handlers.chat.events import Said
from handlers.chat.turn import Site
from handlers.people import spoken_words
from handlers.people.enrolment import code_digest, said_code
from protocol.parties import SECRETARIAT, Channel, Officer, Role, Standing
from protocol.secrecy.verdict import Verdict, read
from storage.admissions import WRONG_CODES
from storage.work import Store, Work
from tests.builders import Clock, authority
from tests.journeys.stage import texts

CODE = officers.make_code()
PERSON = officers.Person("KZ-1", Role.DUTY_OFFICER, "Иванов И.", "+7 7172 00-09-99", "", "ru")


@pytest.fixture
def database_url(sqlite_path: Path) -> str:
    """SQLite alone: what the storage does for it is tried on both databases elsewhere."""
    return f"sqlite:///{sqlite_path}"


@pytest.fixture
async def invited(store: Store) -> Officer:
    """An officer of KZ-1 to whom CODE was given."""

    def entered(work: Work) -> Officer:
        work.registry.put_authority(authority())
        return officers.invite(work, PERSON, CODE)

    return await store.run(entered)


@pytest.fixture
def inbox(store: Store) -> Inbox:
    """The inbox of the bot."""
    return Inbox(store, Site(LISTING, words=texts().vocabulary()))


def start(code: str, address: str = "new", key: str = "1") -> Event:
    """Return what a stranger sends to enrol."""
    return Event(Channel.CONSOLE, address, key, Said(f"/start {code}"))


async def standing(store: Store, id: str) -> Standing:
    return (await store.run(lambda work: work.registry.officer(id))).standing


async def written(store: Store) -> list[tuple[str, str]]:
    entries = await store.run(lambda work: list(work.journal.entries()))
    return [(entry.action, entry.actor) for entry in entries]


async def test_whoever_brings_the_code_is_bound_told_and_not_yet_heard(
    store: Store, inbox: Inbox, invited: Officer
) -> None:
    receipt = await inbox.receive(start(CODE))

    assert receipt is Receipt.STORED
    assert await standing(store, invited.id) is Standing.PENDING
    said = await store.run(lambda work: work.leases.waiting(busy=(), limit=9))
    assert [(row.saying.text, row.saying.officer) for row in said] == [("enrolled", invited.id)]
    assert await store.run(lambda work: work.registry.accounts(invited.id)) == ()
    assert await inbox.receive(start("/me", key="2")) is Receipt.STRANGER

    await store.run(lambda work: officers.approve(work, invited.id))

    heard = await store.run(lambda work: work.registry.listened_to(Channel.CONSOLE, "new"))
    assert heard == replace(invited, standing=Standing.ACTIVE)
    assert await written(store) == [
        ("officer-invited", "operator"),
        ("officer-enrolled", invited.id),
        ("officer-approved", "operator"),
    ]


@pytest.mark.parametrize(
    "code",
    ["", "0" * 24, CODE[:-1], f"{CODE}0", f"{CODE} x"],
    ids=["none", "another", "short", "long", "more"],
)
async def test_a_wrong_code_changes_nothing(
    store: Store, inbox: Inbox, invited: Officer, code: str
) -> None:
    assert await inbox.receive(start(code)) is Receipt.STRANGER

    assert await standing(store, invited.id) is Standing.INVITED
    assert len(await written(store)) == 1


async def test_a_code_serves_once(store: Store, inbox: Inbox, invited: Officer) -> None:
    await inbox.receive(start(CODE))

    assert await inbox.receive(start(CODE, "another", key="2")) is Receipt.STRANGER

    await store.run(lambda work: officers.approve(work, invited.id))
    accounts = await store.run(lambda work: work.registry.accounts(invited.id))
    assert [each.address for each in accounts] == ["new"]


async def test_what_its_server_repeats_is_no_wrong_code(
    store: Store, inbox: Inbox, invited: Officer
) -> None:
    await inbox.receive(start(CODE))

    for _ in range(WRONG_CODES + 1):
        assert await inbox.receive(start(CODE)) is Receipt.REPEATED

    said = await store.run(lambda work: work.leases.waiting(busy=(), limit=9))
    assert len(said) == 1


async def test_five_wrong_codes_freeze_the_account_and_nobody_else(
    store: Store, inbox: Inbox, clock: Clock, invited: Officer
) -> None:
    for number in range(WRONG_CODES):
        wrong = officers.make_code()
        assert await inbox.receive(start(wrong, key=f"w{number}")) is Receipt.STRANGER

    assert await inbox.receive(start(CODE, key="right")) is Receipt.STRANGER
    assert await standing(store, invited.id) is Standing.INVITED
    assert len(await written(store)) == 1
    # The code is not spent: from an account of its own it serves.
    assert await inbox.receive(start(CODE, "another", key="2")) is Receipt.STORED


async def test_a_day_later_a_frozen_account_is_looked_at_again(
    store: Store, inbox: Inbox, clock: Clock, invited: Officer
) -> None:
    for number in range(WRONG_CODES):
        await inbox.receive(start("no code at all", key=f"w{number}"))
    clock.pass_by(timedelta(hours=24))
    fresh = officers.make_code()
    await store.run(lambda work: officers.invite_again(work, invited.id, fresh))

    assert await inbox.receive(start(fresh, key="right")) is Receipt.STORED


async def test_a_code_serves_for_a_day(
    store: Store, inbox: Inbox, clock: Clock, invited: Officer
) -> None:
    clock.pass_by(timedelta(hours=24))

    assert await inbox.receive(start(CODE)) is Receipt.STRANGER


async def test_an_account_of_somebody_else_is_not_taken_and_the_code_not_spent(
    store: Store, inbox: Inbox, invited: Officer
) -> None:
    def taken(work: Work) -> None:
        other = officers.invite(work, replace(PERSON, name="Новиков Н."), officers.make_code())
        work.registry.bind(Channel.CONSOLE, "new", other.id)

    await store.run(taken)

    assert await inbox.receive(start(CODE)) is Receipt.STRANGER
    assert await inbox.receive(start(CODE, "free", key="2")) is Receipt.STORED


async def test_whoever_is_invited_again_lets_go_of_the_old_account(
    store: Store, inbox: Inbox, invited: Officer
) -> None:
    fresh = officers.make_code()
    await inbox.receive(start(CODE, "stolen"))
    await store.run(lambda work: officers.approve(work, invited.id))
    await store.run(lambda work: officers.suspend(work, invited.id))

    await store.run(lambda work: officers.invite_again(work, invited.id, fresh))
    await inbox.receive(start(fresh, "new", key="2"))
    await store.run(lambda work: officers.approve(work, invited.id))

    accounts = await store.run(lambda work: work.registry.accounts(invited.id))
    assert [each.address for each in accounts] == ["new"]


async def test_nobody_is_approved_who_has_not_enrolled(store: Store, invited: Officer) -> None:
    with pytest.raises(Failed, match="operator-not-enrolled"):
        await store.run(lambda work: officers.approve(work, invited.id))


async def test_the_secretariat_invites_its_own(store: Store) -> None:
    person = replace(PERSON, authority=SECRETARIAT, role=Role.SECRETARIAT_OFFICER)

    entered = await store.run(lambda work: officers.invite(work, person, CODE))

    assert (entered.id, entered.party, entered.call_sign) == (
        "secretariat-0001",
        None,
        "SECRETARIAT-0001",
    )


def test_a_code_is_read_as_people_type_it() -> None:
    plain = CODE.replace("-", "")

    assert said_code(f"/start {CODE}") == plain
    assert said_code(f" /START {CODE.lower().replace('-', ' ')} ") == plain
    assert said_code(f"/start {'O' * 12}{'l' * 12}") == "0" * 12 + "1" * 12
    assert said_code(f"/me {CODE}") is None
    assert said_code(f" {CODE.lower()} ") == plain
    # Without its groups, or among other words, it may be anything.
    assert said_code(plain) is None
    assert said_code(f"код {CODE}") is None


async def test_what_is_no_code_has_no_digest(store: Store) -> None:
    with pytest.raises(ValueError, match="no code"):
        await store.run(lambda work: code_digest(work.vault, "none"))


async def test_whoever_waited_a_day_for_approval_is_invited_anew(
    store: Store, inbox: Inbox, clock: Clock, invited: Officer
) -> None:
    await inbox.receive(start(CODE))
    clock.pass_by(timedelta(hours=24))

    with pytest.raises(Failed, match="operator-application-over"):
        await store.run(lambda work: officers.approve(work, invited.id))

    fresh = officers.make_code()
    await store.run(lambda work: officers.invite_again(work, invited.id, fresh))
    await inbox.receive(start(fresh, key="2"))
    await store.run(lambda work: officers.approve(work, invited.id))
    assert await standing(store, invited.id) is Standing.ACTIVE


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_words_for_the_telephone_are_plain_and_many(lang: str) -> None:
    listed = texts().vocabulary().spoken[lang]

    assert len(set(listed)) == len(listed) == 256
    assert len({word[:4] for word in listed}) == 256
    assert all(word.isalpha() and word.islower() and 4 <= len(word) <= 9 for word in listed)
    assert "ё" not in "".join(listed)
    # What an approver types is never held for a secret.
    assert {read(" ".join(listed[at : at + 4])).verdict for at in range(253)} == {Verdict.CLEAN}
    assert spoken_words.draw(texts().vocabulary(), lang, "00" * 16).split() == [listed[0]] * 4


def test_words_are_known_however_they_are_typed() -> None:
    assert spoken_words.said(" Якорь, ЛАМПА — сокол.\nдождь ") == (
        "якорь",
        "лампа",
        "сокол",
        "дождь",
    )
    assert spoken_words.said("Клён ель") == ("клен", "ель")
    assert spoken_words.said("?!") == ()
