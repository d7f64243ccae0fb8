"""People with clients of their own understand each other, and notice what a client should."""

import pytest

from tests.worlds.homeserver.client import edited
from tests.worlds.homeserver.forgeries import other_keys, replay, without_cross_signing
from tests.worlds.homeserver.people import People
from tests.worlds.homeserver.proxy import Proxy


async def test_two_people_understand_each_other_and_nobody_else_does(people: People) -> None:
    asanov, serikov = await people.arrives("asanov"), await people.arrives("serikov")
    room = await asanov.makes_room(serikov.user_id)
    await serikov.accepts(by=asanov.user_id)
    await asanov.waits_for(lambda me: serikov.user_id in me.room(room).joined)

    await asanov.says(room, "срочно: см. № 7", html="<b>срочно</b>", mentions=[serikov.user_id])
    asked = await serikov.sees("№ 7")
    await serikov.replies(asked, "принял")
    answer = await asanov.sees("принял")
    await serikov.edits(answer, "принято")

    assert (asked.encrypted, asked.signed) == (True, True)
    assert (asked.formatted_body, asked.mentions) == ("<b>срочно</b>", (serikov.user_id,))
    assert answer.reply_to == asked.event_id
    edited = await asanov.sees("принято")
    assert [each.body for each in edited.versions] == ["принял", "принято"]
    assert not people.homeserver.lies_on_disk("№ 7")


async def test_a_file_arrives_as_it_was_and_is_nowhere_in_clear(people: People) -> None:
    asanov, serikov = await people.arrives("asanov"), await people.arrives("serikov")
    room = await asanov.makes_room(serikov.user_id)
    await serikov.accepts()
    await asanov.waits_for(lambda me: serikov.user_id in me.room(room).joined)

    await asanov.sends_file(room, b"%PDF-1.7 a letter", "письмо.pdf")
    letter = await serikov.sees("письмо.pdf")
    await serikov.reads(letter)
    await serikov.reacts(letter, "✅")
    await asanov.sees("письмо.pdf")

    assert await serikov.opens(letter) == b"%PDF-1.7 a letter"
    assert not people.homeserver.lies_on_disk("a letter")
    [sent] = asanov.messages
    await asanov.waits_for(lambda me: sent.reactions and sent.read_by)
    assert (sent.reactions, sent.read_by) == ([(serikov.user_id, "✅")], {serikov.user_id})


async def test_words_in_clear_and_of_unsigned_devices_are_told_apart(people: People) -> None:
    asanov, serikov = await people.arrives("asanov"), await people.arrives("serikov")
    unsigned = await people.has_another_device(serikov, signed=False)
    signed = await people.has_another_device(serikov)
    room = await asanov.makes_room(serikov.user_id)
    await serikov.accepts()
    await asanov.waits_for(lambda me: serikov.user_id in me.room(room).joined)

    for device, words in ((unsigned, "с чужого"), (signed, "со своего")):
        await device.waits_for(lambda me: me.room(room).encrypted)
        await device.says(room, words)
    await serikov.says_in_clear(room, "открыто")
    seen = [await asanov.sees(each) for each in ("с чужого", "со своего", "открыто")]

    assert [each.encrypted for each in seen] == [True, True, False]
    assert [each.signed for each in seen] == [False, True, False]


async def test_a_foreign_edit_changes_nothing_and_one_in_clear_is_told_apart(
    people: People,
) -> None:
    asanov, serikov = await people.arrives("asanov"), await people.arrives("serikov")
    room = await asanov.makes_room(serikov.user_id)
    await serikov.accepts()
    await asanov.waits_for(lambda me: serikov.user_id in me.room(room).joined)
    await serikov.says(room, "1")
    answer = await asanov.sees("1")

    await asanov.edits(answer, "2")
    unchanged = answer.body
    await serikov.says_raw(room, "m.room.message", edited(answer, "3"))
    await asanov.sees("3")

    assert unchanged == "1"
    assert [(each.body, each.encrypted) for each in answer.versions] == [("1", True), ("3", False)]
    assert not answer.signed


async def test_a_message_that_comes_again_under_another_id_is_not_read(
    people: People, proxy: Proxy
) -> None:
    asanov = await people.arrives("asanov", address=proxy.address)
    serikov = await people.arrives("serikov")
    room = await serikov.makes_room(asanov.user_id)
    await asanov.accepts()
    await serikov.waits_for(lambda me: asanov.user_id in me.room(room).joined)
    await serikov.says(room, "1")
    first = await asanov.sees("1")

    original = (await people.homeserver.events(room))[-1]
    proxy.injects(room, replay(original))
    await asanov.waits_for(lambda me: me.unreadable)

    assert [each.event_id for each in asanov.said_by(serikov.user_id)] == [first.event_id]
    [refused] = asanov.unreadable
    assert "DuplicateMessageIndex" in refused.reason


@pytest.mark.parametrize("lie", ["keys", "identity"])
async def test_a_homeserver_that_lies_about_keys_proves_nothing(
    lie: str, people: People, proxy: Proxy
) -> None:
    serikov = await people.arrives("serikov")
    proxy.rewrites(
        "keys_query",
        without_cross_signing(serikov.user_id)
        if lie == "identity"
        else other_keys(serikov.user_id, serikov.device_id, curve25519="A" * 43),
    )
    asanov = await people.arrives("asanov", address=proxy.address)
    room = await serikov.makes_room(asanov.user_id)
    await asanov.accepts()
    await serikov.waits_for(lambda me: asanov.user_id in me.room(room).joined)

    await serikov.says(room, "1")

    assert not (await asanov.sees("1")).signed


async def test_whose_identity_changed_is_seen(people: People) -> None:
    asanov = await people.arrives("asanov")
    before = await asanov.master_key()

    await asanov.renews_identity()

    assert await asanov.master_key() != before


async def test_a_restart_of_the_homeserver_loses_nothing(people: People) -> None:
    asanov, serikov = await people.arrives("asanov"), await people.arrives("serikov")
    room = await asanov.makes_room(serikov.user_id)
    await serikov.accepts()
    await asanov.waits_for(lambda me: serikov.user_id in me.room(room).joined)
    await asanov.says(room, "до")

    people.homeserver.kill()
    await people.homeserver.start()
    await asanov.says(room, "после")

    assert (await serikov.sees("до")).signed
    assert (await serikov.sees("после")).signed
