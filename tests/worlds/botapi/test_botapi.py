"""PTB against the server: what it sends, and what it is refused."""

from datetime import timedelta

import aiohttp
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
)

from tests.builders import Clock
from tests.worlds.botapi.conftest import bot_of
from tests.worlds.botapi.people import PICTURE, Person
from tests.worlds.botapi.server import BotAPI

ASTRAL = "😀"  # one character, two units
JSON_BODY = {"Content-Type": "application/json"}


def keys(*labels: str, data: str = "x") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(each, callback_data=data)] for each in labels]
    )


async def test_a_message_is_shown_as_it_was_marked_up(bot: Bot, officer: Person) -> None:
    sent = await bot.send_message(
        officer.id,
        "<b>Срочно</b> &lt;1&gt;",
        parse_mode="HTML",
        reply_markup=keys("Принял"),
        protect_content=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )

    [shown] = officer.received()
    assert (shown.id, shown.text, shown.labels) == (sent.message_id, "Срочно <1>", [["Принял"]])
    assert shown.entities == [{"type": "bold", "offset": 0, "length": 6}]
    assert shown.protected
    assert shown.link_preview == {"is_disabled": True}
    assert sent.text_html == "<b>Срочно</b> &lt;1&gt;"


async def test_an_answer_to_a_message_shows_which(bot: Bot, officer: Person) -> None:
    asked = officer.writes("где?")

    sent = await bot.send_message(officer.id, "здесь", reply_parameters=ReplyParameters(asked.id))

    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "где?"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(officer.id, "?", reply_parameters=ReplyParameters(999))


async def test_an_edit_replaces_the_text_and_drops_the_buttons(bot: Bot, officer: Person) -> None:
    sent = await bot.send_message(officer.id, "открыт", reply_markup=keys("Принял"))

    await bot.edit_message_text("принят", officer.id, sent.message_id)

    [shown] = officer.received()
    assert (shown.text, shown.labels) == ("принят", [])
    assert [version.text for version in shown.versions] == ["открыт"]


async def test_edits_are_refused_as_telegram_refuses_them(bot: Bot, officer: Person) -> None:
    own = (await bot.send_message(officer.id, "карточка", reply_markup=keys("Принял"))).message_id
    theirs = officer.writes("моё").id

    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text("карточка", officer.id, own, reply_markup=keys("Принял"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(officer.id, own, reply_markup=keys("Принял"))
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("карточка", officer.id, 999)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("карточка", officer.id, theirs)
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.edit_message_text("т" * 4097, officer.id, own)


async def test_messages_younger_than_two_days_can_be_deleted(
    bot: Bot, api: BotAPI, officer: Person, clock: Clock
) -> None:
    own = (await bot.send_message(officer.id, "старое")).message_id
    clock.pass_by(timedelta(hours=48) - timedelta(seconds=1))
    theirs = officer.writes("код 123456").id

    assert await bot.delete_message(officer.id, theirs)
    assert await bot.delete_message(officer.id, own)

    assert [shown.text for shown in officer.sees()] == ["/start"]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(officer.id, own)
    clock.pass_by(timedelta(seconds=1))
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await bot.delete_message(officer.id, officer.sees()[0].id)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("т" * 4096, True),
        ("т" * 4097, False),
        (ASTRAL * 2048, True),
        (ASTRAL * 2048 + "!", False),
        ("<b>" + "т" * 4096 + "</b>", True),
        ("&amp;" * 4096, True),
    ],
)
async def test_a_text_has_4096_units_after_parsing(
    bot: Bot, officer: Person, text: str, fits: bool
) -> None:
    if fits:
        await bot.send_message(officer.id, text, parse_mode="HTML")
    else:
        with pytest.raises(BadRequest, match="Message is too long"):
            await bot.send_message(officer.id, text, parse_mode="HTML")


async def test_a_caption_has_1024_units(bot: Bot, officer: Person) -> None:
    await bot.send_document(officer.id, b"letter", caption=ASTRAL * 512)

    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(officer.id, b"letter", caption=ASTRAL * 512 + "!")


async def test_empty_texts_and_wrong_buttons_are_refused(bot: Bot, officer: Person) -> None:
    await bot.send_message(officer.id, "x", reply_markup=keys("OK", data="ы" * 32))
    await bot.send_message(officer.id, "x", reply_markup=keys(*["OK"] * 100))

    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(officer.id, "")
    with pytest.raises(BadRequest, match="Text must be non-empty"):
        await bot.send_message(officer.id, " \n<b></b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(officer.id, "x", reply_markup=keys("OK", data="ы" * 32 + "!"))
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(officer.id, "x", reply_markup=keys(*["OK"] * 101))
    with pytest.raises(BadRequest, match="Can't parse entities: unsupported start tag"):
        await bot.send_message(officer.id, "<1>", parse_mode="HTML")
    assert len(officer.received()) == 2


async def test_a_bot_cannot_write_first(bot: Bot, api: BotAPI) -> None:
    stranger, member = api.person(8), api.person(9)
    api.group().writes(member.user, "всем привет")

    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(stranger.id, "?")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(member.id, "?")


async def test_whoever_blocked_the_bot_or_left_is_not_reached(bot: Bot, officer: Person) -> None:
    officer.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(officer.id, "?")

    officer.unblocks()
    await bot.send_message(officer.id, "снова")

    officer.deactivates()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(officer.id, "?")


async def test_a_group_that_grew_names_its_new_id(bot: Bot, api: BotAPI) -> None:
    group = api.group()
    grown = group.migrates()

    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(group.chat.id, "?")
    await bot.send_message(refused.value.new_chat_id, "сюда")

    assert [shown.text for shown in grown.sees()][-1] == "сюда"


async def test_a_wrong_or_revoked_token_is_refused(api: BotAPI, bot: Bot) -> None:
    other = bot_of(api, "5000000002:AAH-loopback-loopback-loopback-12345")
    malformed = bot_of(api, "x")
    for stranger in (other, malformed):
        with pytest.raises(InvalidToken, match="was rejected by the server"):
            await stranger.initialize()
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await other.get_me()
    with pytest.raises(InvalidToken, match="Not Found"):
        await malformed.get_me()
    await other.shutdown()
    await malformed.shutdown()

    api.revoked = True
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await bot.get_updates()


async def test_documents_go_both_ways(bot: Bot, officer: Person) -> None:
    sent = await bot.send_document(officer.id, b"%PDF-1", filename="письмо.pdf", caption="№ 1")
    given = officer.sends_document(b"scan", "скан.tiff", "ответ")

    [shown] = officer.received()
    assert shown.file is not None
    assert (shown.file.name, shown.file.content, shown.text) == ("письмо.pdf", b"%PDF-1", "№ 1")
    assert sent.document is not None
    assert sent.document.file_name == "письмо.pdf"
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    assert given.file is not None
    file = await bot.get_file(update.message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"scan"


async def test_files_have_their_sizes(bot: Bot, officer: Person) -> None:
    large = officer.sends_document(b"x" * 2_001)
    assert large.file is not None

    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(large.file.file_id)
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(officer.id, b"x" * 5_001)
    with pytest.raises(BadRequest, match="is too big for a photo; the maximum size is 1000 bytes"):
        await bot.send_photo(officer.id, PICTURE + b"x" * 1_000)
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(officer.id, b"no picture")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(officer.id, b"")


async def test_a_link_to_a_file_holds_for_an_hour(bot: Bot, officer: Person, clock: Clock) -> None:
    photo = officer.sends_photo()
    assert photo.file is not None
    file = await bot.get_file(photo.file.file_id)

    clock.pass_by(timedelta(hours=1))

    with pytest.raises(InvalidToken, match="Not Found"):
        await file.download_as_bytearray()


async def test_an_album_is_several_messages(bot: Bot, officer: Person) -> None:
    sent = await bot.send_media_group(
        officer.id, [InputMediaPhoto(PICTURE), InputMediaPhoto(PICTURE, caption="2-я")]
    )

    assert len({message.media_group_id for message in sent}) == 1
    assert [message.text for message in officer.received()] == ["", "2-я"]
    with pytest.raises(BadRequest, match="Can't use the media of the specified type in the album"):
        await bot.send_media_group(
            officer.id, [InputMediaPhoto(PICTURE), InputMediaDocument(b"letter")]
        )


async def test_a_menu_is_per_scope_and_language(bot: Bot, officer: Person) -> None:
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("ack", "acknowledge")], scope=private)
    await bot.set_my_commands([BotCommand("ack", "принять")], scope=private, language_code="ru")

    assert [command["description"] for command in officer.menu("ru")] == ["принять"]
    assert [command["description"] for command in officer.menu("tg")] == ["acknowledge"]
    assert await bot.get_my_commands() == ()
    assert await bot.delete_my_commands(scope=private)
    assert officer.menu("tg") == []
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("принять", "принять")])


async def test_bodies_may_be_forms_json_or_queries(api: BotAPI, officer: Person) -> None:
    where = f"{api.base_url}{api.token}"
    given = {"chat_id": str(officer.id), "text": "<i>а</i>", "parse_mode": "HTML"}

    async with aiohttp.ClientSession() as session:
        for sending in (
            session.post(f"{where}/sendMessage", json=given),
            session.post(f"{where}/sendmessage", data=given),
            session.get(f"{where}/SENDMESSAGE", params=given),
        ):
            async with sending as answer:
                assert (await answer.json())["result"]["text"] == "а"
        async with session.post(f"{where}/sendNothing") as answer:
            assert await answer.json() == {
                "ok": False,
                "error_code": 404,
                "description": "Not Found: method not found",
            }
        async with session.post(f"{where}/sendMessage", data="{", headers=JSON_BODY) as answer:
            assert answer.status == 400

    assert api.times_executed(officer.id, "а") == 3


async def test_after_logging_out_nothing_is_served(bot: Bot, officer: Person) -> None:
    assert await bot.close()
    assert await bot.log_out()

    with pytest.raises(BadRequest, match="Logged out"):
        await bot.send_message(officer.id, "?")
