"""How newcomers come in whose devices or keys change: they are heard, and read what happened."""

from functools import partial

from bot.operator import officers
from bot.transports.matrix.keys import ASKED_APART
from protocol.parties import Role
from tests.bot.transports.matrix.desk import Desk
from tests.journeys.stage import texts
from tests.worlds.homeserver.client import Client
from tests.worlds.homeserver.person import Person
from tests.worlds.homeserver.transcript import Message

IVANOV = officers.Person("KZ-1", Role.DUTY_OFFICER, "Иванов И.", "+7 7172 00-09-99", "", "ru")
UNREAD = "Прежние сообщения не прочитаны"
VOID = "Код не пропал"
WORDS = "четыре слова: "


async def comes(desk: Desk, client: Client) -> str:
    """Let a newcomer into a room of their own, as README says: they invite, the bot invites."""
    await client.makes_room(desk.account.user_id)
    return await client.accepts(by=desk.account.user_id)


async def newcomer(desk: Desk, *, signed: bool = True) -> tuple[Person, str, str]:
    """Return somebody who has been invited, their room, and the code that they were given."""
    code = officers.make_code()
    await desk.look(lambda work: officers.invite(work, IVANOV, code))
    person = await desk.people.arrives("ivanov", signed=signed)
    return person, await comes(desk, person), code


def said(desk: Desk, person: Client, words: str) -> list[Message]:
    """Return what the bot has said to somebody in these words."""
    return [each for each in person.said_by(desk.account.user_id) if words in each.body]


async def has_said(desk: Desk, person: Client, words: str, times: int) -> bool:
    """Let somebody look; say whether the bot has told them these words so often."""
    await person.comes(0)
    return len(said(desk, person, words)) >= times


async def test_who_typed_before_their_device_was_signed_is_heard_after_it(desk: Desk) -> None:
    await desk.opens("kz-head")
    person, room, code = await newcomer(desk, signed=False)
    for _ in range(2):
        await person.says(room, f"/start {code}")
    await desk.until(lambda: bool(desk.matrix._greeting._unread), "unread")

    await person.renews_identity()
    await person.sees(UNREAD)
    await person.says(room, f"/start {code}")

    await person.sees(WORDS)
    await desk.sees("kz-head", "Иванов И., дежурный, ждёт утверждения")
    assert len(said(desk, person, UNREAD)) == 1


async def test_a_device_that_was_signed_unnoticed_is_heard_all_the_same(desk: Desk) -> None:
    await desk.opens("kz-head")
    person, room, code = await newcomer(desk, signed=False)
    await person.says(room, f"/start {code}")
    await desk.until(lambda: bool(desk.matrix._greeting._unread), "unread")
    desk.proxy.rewrites("sync", lambda _, answer: bool(answer.pop("device_lists", None)))

    await person.renews_identity()
    desk.later += ASKED_APART
    await person.says(room, f"/start {code}")

    await person.sees(WORDS)


async def test_a_newcomer_whose_keys_change_twice_brings_the_code_again(desk: Desk) -> None:
    await desk.opens("kz-head")
    person, room, code = await newcomer(desk)
    await person.says(room, f"/start {code}")
    first = (await person.sees(WORDS)).body

    for times in (1, 2):
        await person.renews_identity()
        await desk.until(partial(has_said, desk, person, VOID, times), "told")
        await person.says(room, f"/start {code}")
        await desk.until(partial(has_said, desk, person, WORDS, times + 1), "words")

    (*_, last) = said(desk, person, WORDS)
    assert last.body != first
    await approves(desk, last.body)
    await person.sees("Доступ открыт")


async def test_an_officer_whose_keys_change_twice_gets_new_words_each_time(desk: Desk) -> None:
    person = await desk.people.arrives("asanov")
    await desk.opens("kz-head", clients={"kz-duty": person})
    await desk.asks("kz-duty", "/me", "Асанов Б.")

    for times in (1, 2):
        await person.renews_identity()
        await desk.until(partial(has_said, desk, person, WORDS, times), "words")

    words = said(desk, person, WORDS)
    assert all("Ключ вашей учётной записи Matrix сменился" in each.body for each in words)
    assert not said(desk, person, "Код принят")
    await approves(desk, words[-1].body)
    await desk.asks("kz-duty", "/me", "Асанов Б.")


async def test_another_identity_is_another_reader_of_the_greeting(desk: Desk) -> None:
    await desk.opens("kz-head")
    person = await desk.people.arrives("ivanov")
    room, neutral = await comes(desk, person), texts().say("ru", "stranger")

    for times in (1, 2):
        for _ in range(2):
            await person.says(room, "Кто вы?")
        await desk.until(partial(has_said, desk, person, neutral, times), "greeted")
        await person.renews_identity()

    assert len(said(desk, person, neutral)) == 2


async def approves(desk: Desk, body: str) -> None:
    """Let the head type the words that a newcomer has read out."""
    words = body.partition(WORDS)[2].splitlines()[0]
    await desk.presses("kz-head", "Ввести слова")
    await desk.says("kz-head", words)
    await desk.signs("kz-head")
    await desk.sees("kz-head", "доступ открыт")
