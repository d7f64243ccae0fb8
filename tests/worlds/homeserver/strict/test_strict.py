"""A strict client reads whoever has signed their device, and says why it does not read others."""

import pytest

from tests.worlds.homeserver.people import CLIENTS, People

UNSIGNED = "UNSIGNED_SENDER_DEVICE"


@pytest.mark.parametrize("other", CLIENTS)
async def test_a_strict_client_writes_edits_and_sends_files(other: str, people: People) -> None:
    asanov = await people.arrives_with(other, "asanov")
    serikov = await people.arrives_strict("serikov")
    room = await asanov.makes_room(serikov.user_id)
    await serikov.accepts(by=asanov.user_id)
    await asanov.waits_for(lambda me: serikov.user_id in me.room(room).joined)

    await asanov.says(room, "срочно")
    asked = await serikov.sees("срочно")
    await serikov.replies(asked, "принял")
    answer = await asanov.sees("принял")
    await serikov.edits(answer, "принято")
    await serikov.sends_file(room, b"%PDF-1.7", "письмо.pdf")
    letter = await asanov.sees("письмо.pdf")

    assert (asked.encrypted, asked.signed, answer.signed) == (True, True, True)
    assert answer.reply_to == asked.event_id
    assert [each.body for each in answer.versions] == ["принял", "принято"]
    assert await asanov.opens(letter) == b"%PDF-1.7"


async def test_a_strict_client_and_an_unsigned_device_do_not_understand_each_other(
    people: People,
) -> None:
    asanov = await people.arrives("asanov")
    unsigned = await people.has_another_device(asanov, signed=False)
    strict = await people.arrives_strict("serikov")
    room = await asanov.makes_room(strict.user_id)
    await strict.accepts()
    await unsigned.waits_for(lambda me: strict.user_id in me.room(room).joined)

    refused = await unsigned.says(room, "с чужого")
    await strict.waits_for(lambda me: [each.reason for each in me.unreadable] == [UNSIGNED])
    await strict.says(room, "только своим")
    await asanov.sees("только своим")
    await unsigned.waits_for(lambda me: me.withheld)

    [unreadable] = strict.unreadable
    assert (unreadable.event_id, unreadable.reason) == (refused, UNSIGNED)
    assert [each["code"] for each in unsigned.withheld] == ["m.unverified"]
    assert "только своим" not in {each.body for each in unsigned.messages}
