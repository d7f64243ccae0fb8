"""One telephone of an officer who has two: what the other one may not sign or show by it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.operator import officers
from bot.transports.base import Never
from handlers.catalogue import BY_NAME
from handlers.chat.events import Pressed
from protocol.parties import Channel, Passage, Standing
from storage.keys import KeyRing
from storage.work import Work
from tests.journeys.outside import Everybody
from tests.journeys.stage import FORM, Stage, send

MATRIX, TELEGRAM = Channel.MATRIX, Channel.TELEGRAM
OFFICIAL = FORM.replace("Существо:", "Существо: Для служебного пользования.")
SUBSTANCE = "неустановленное лицо готовит атаку"


@pytest.fixture
def both(sqlite_path: Path, ring: KeyRing) -> Iterator[Stage]:
    """Everybody has Matrix and Telegram."""
    url = f"sqlite:///{sqlite_path}"
    with Stage(url, ring, channels=(MATRIX, TELEGRAM), network=Everybody) as stage:
        yield stage


def standing(stage: Stage, id: str) -> Standing:
    return stage.look(lambda work: work.registry.officer(id).standing)


def agreed(stage: Stage, *, telegram: Passage) -> None:
    """On Matrix everything passes, also for official use; on Telegram what is said."""

    def changed(work: Work) -> None:
        for each in work.registry.agreements().held:
            if each.channel is MATRIX:
                work.registry.put_agreement(replace(each, official_use=True))
            if each.channel is TELEGRAM:
                work.registry.put_agreement(replace(each, passage=telegram))

    stage.look(changed)


def seen(stage: Stage, who: str, channel: Channel) -> str:
    """Return everything that ever stood in a chat."""
    chat = stage.chat(who, channel=channel)
    return "\n".join(look.text for message in chat for look in message.versions)


# Signing


def test_a_code_signs_only_what_is_shown_in_the_chat_where_it_is_typed(both: Stage) -> None:
    both.says("by-head", "/suspend Ковалёв", channel=MATRIX)
    both.says("by-head", "/suspend Гринкевич", channel=TELEGRAM)

    both.signs("by-head", channel=MATRIX)

    assert standing(both, "by-deputy") is Standing.ACTIVE
    assert standing(both, "by-duty2") is Standing.SUSPENDED


def test_whoever_types_a_code_where_nothing_is_shown_hears_which_chat_waits_for_it(
    both: Stage,
) -> None:
    both.says("by-head", "/suspend Гринкевич", channel=TELEGRAM)

    both.says("by-head", both.code("by-head"), channel=MATRIX)

    assert standing(both, "by-deputy") is Standing.ACTIVE
    told = both.last("by-head", channel=MATRIX)
    assert "Его ждёт другой ваш чат (Telegram): приостановление доступа сотрудника." in told
    both.says("by-head", both.code("by-head"), channel=TELEGRAM)
    assert standing(both, "by-deputy") is Standing.SUSPENDED


def test_what_is_done_on_one_telephone_stops_no_signing_on_the_other(both: Stage) -> None:
    both.says("by-head", "/suspend Ковалёв", channel=MATRIX)

    both.says("by-head", "/open", channel=TELEGRAM)
    both.signs("by-head", channel=MATRIX)

    assert standing(both, "by-duty2") is Standing.SUSPENDED


def test_what_waited_for_a_code_on_a_lost_telephone_waits_no_longer(both: Stage) -> None:
    both.says("by-head", "/suspend Гринкевич", channel=TELEGRAM)
    both.says("by-duty2", "/lost Лозовский telegram", channel=MATRIX)

    both.says("by-head", both.code("by-head"), channel=MATRIX)

    assert both.last("by-head", channel=MATRIX).startswith("Код сейчас не нужен: ничего")
    assert both.look(lambda work: work.codes.waiting("by-head")) == ()
    assert standing(both, "by-deputy") is Standing.ACTIVE


def test_what_waited_for_a_code_before_a_suspension_is_not_signed_after_it(both: Stage) -> None:
    both.says("by-head", "/suspend Гринкевич", channel=TELEGRAM)
    both.look(lambda work: officers.suspend(work, "by-head"))
    both.says("by-deputy", "/reinstate Лозовский", channel=TELEGRAM)
    both.signs("by-deputy", channel=TELEGRAM)

    both.says("by-head", both.code("by-head"), channel=TELEGRAM)

    assert standing(both, "by-head") is Standing.ACTIVE
    assert standing(both, "by-deputy") is Standing.ACTIVE


# Drafts


def test_a_draft_for_official_use_is_not_shown_on_telegram(both: Stage) -> None:
    agreed(both, telegram=Passage.CONTENT)
    both.says("kz-duty", OFFICIAL, channel=MATRIX)
    assert SUBSTANCE in seen(both, "kz-duty", MATRIX)
    both.says("kz-duty", "/drafts", channel=TELEGRAM)

    both.presses("kz-duty", "Продолжить 1", channel=TELEGRAM)

    told = both.last("kz-duty", channel=TELEGRAM)
    assert told.startswith("Содержание вводилось через Matrix, здесь его показывать нельзя.")
    both.presses("kz-duty", "Сохранить черновик", channel=TELEGRAM)
    draft = both.look(lambda work: work.drafts.of("kz-duty")[0].id)
    both.says("kz-duty", f"/letter letter {draft}", channel=TELEGRAM)
    assert SUBSTANCE not in seen(both, "kz-duty", TELEGRAM)


def test_what_is_typed_on_telegram_into_such_a_draft_is_kept_and_shows_nothing(
    both: Stage,
) -> None:
    agreed(both, telegram=Passage.CONTENT)
    both.says("kz-duty", OFFICIAL, channel=MATRIX)
    draft = both.look(lambda work: work.drafts.of("kz-duty")[0].id)

    both.says("kz-duty", f"/edit {draft} purpose", channel=TELEGRAM)
    both.says("kz-duty", "защита связи", channel=TELEGRAM)

    assert SUBSTANCE not in seen(both, "kz-duty", TELEGRAM)
    both.says("kz-duty", f"/continue {draft}", channel=MATRIX)
    assert "Цель: защита связи" in both.last("kz-duty", channel=MATRIX)


def test_the_letter_of_a_draft_is_not_shown_where_its_content_may_not_pass(both: Stage) -> None:
    agreed(both, telegram=Passage.POINTER)
    both.says("kz-duty", FORM, channel=MATRIX)
    both.says("kz-duty", "/drafts", channel=TELEGRAM)
    both.presses("kz-duty", "Продолжить 1", channel=TELEGRAM)

    for spoken in ("Проект письма", "Прочесть телефонограмму"):
        both.presses("kz-duty", spoken, channel=TELEGRAM)
        assert "Продолжите там: /drafts" in both.last("kz-duty", channel=TELEGRAM)

    assert SUBSTANCE not in seen(both, "kz-duty", TELEGRAM)


def test_differences_that_were_typed_elsewhere_are_neither_shown_nor_signed(both: Stage) -> None:
    agreed(both, telegram=Passage.POINTER)
    send(both)
    both.says("kz-head", "/confirm 1 12-4/881 от 23.11.2026", channel=MATRIX)
    both.presses("kz-head", "Текст отличается", channel=MATRIX)
    both.says("kz-head", "Узел связи: другой адрес", channel=MATRIX)
    draft = both.look(lambda work: work.drafts.of("kz-head")[0].id)

    both.says("kz-head", "/confirm 1", channel=TELEGRAM)
    assert "письменное подтверждение — /confirm" in both.last("kz-head", channel=TELEGRAM)
    both.says("kz-head", f"/register {draft}", channel=TELEGRAM)

    assert "другой адрес" not in seen(both, "kz-head", TELEGRAM)
    both.says("kz-head", f"/register {draft}", channel=MATRIX)
    assert "другой адрес" in both.last("kz-head", channel=MATRIX)


def test_where_a_draft_was_typed_its_letter_is_shown(both: Stage) -> None:
    agreed(both, telegram=Passage.POINTER)
    both.says("kz-duty", FORM, channel=TELEGRAM)

    both.presses("kz-duty", "Прочесть телефонограмму", channel=TELEGRAM)

    assert SUBSTANCE in both.last("kz-duty", channel=TELEGRAM)


def test_a_draft_is_shown_on_each_channel_over_which_its_content_may_pass(both: Stage) -> None:
    agreed(both, telegram=Passage.CONTENT)
    both.says("kz-duty", FORM, channel=MATRIX)
    both.says("kz-duty", "/drafts", channel=TELEGRAM)

    both.presses("kz-duty", "Продолжить 1", channel=TELEGRAM)

    assert SUBSTANCE in both.last("kz-duty", channel=TELEGRAM)


@pytest.mark.parametrize(
    ("who", "text", "words"),
    [
        ("kz-duty", FORM, SUBSTANCE),
        ("by-head", "/refuse 1 Противоречит закону об учёте", "Противоречит закону"),
        ("kz-duty", "Сов. секр.\nСправка об агенте", "секр"),
        ("kz-duty", "Утечка гостайны", "гостайн"),
    ],
    ids=["draft", "statement", "a marking that was blocked", "a marking that is asked about"],
)
def test_what_was_typed_comes_back_over_no_other_channel(
    both: Stage, who: str, text: str, words: str
) -> None:
    agreed(both, telegram=Passage.POINTER)
    send(both)
    both.fails(who, Never("blocked"), channel=MATRIX)

    both.says(who, text, channel=MATRIX)

    told = both.last(who, channel=TELEGRAM)
    assert "Этот ответ только для чата Matrix" in told
    assert words not in seen(both, who, TELEGRAM)


def test_what_is_to_be_signed_comes_back_over_no_other_channel(both: Stage) -> None:
    agreed(both, telegram=Passage.POINTER)
    send(both)
    both.says("by-head", "/refuse 1 Противоречит закону об учёте", channel=MATRIX)
    button = both.offer("by-head", "Отказать в исполнении", channel=MATRIX)
    both.fails("by-head", Never("blocked"), channel=MATRIX)

    both.does("by-head", Pressed(button), channel=MATRIX)

    assert "Противоречит закону" not in seen(both, "by-head", TELEGRAM)
    both.says("by-head", both.code("by-head"), channel=TELEGRAM)
    assert "Его ждёт другой ваш чат (Matrix)" in both.last("by-head", channel=TELEGRAM)


# What is refused, shown and listed


TYPED = "для служебного пользования, Касымов"


def test_no_command_quotes_over_the_other_channel_what_was_typed_behind_it(both: Stage) -> None:
    agreed(both, telegram=Passage.POINTER)
    send(both)
    both.says("by-head", "/refuse 1 Противоречит закону об учёте", channel=MATRIX)
    for who in ("kz-duty", "by-head", "sec-duty"):
        both.fails(who, Never("blocked"), channel=MATRIX)

        for command in sorted(BY_NAME):
            before = len(both.chat(who, channel=TELEGRAM))
            both.says(who, f"/{command} {TYPED}", channel=MATRIX)
            both.says(who, f"/{command} 1 {TYPED}", channel=MATRIX)

            assert "Касымов" not in seen(both, who, TELEGRAM), command
            assert len(both.chat(who, channel=TELEGRAM)) >= before + 2, command


def test_a_refusal_that_quotes_becomes_a_pointer_and_one_that_does_not_is_told(both: Stage) -> None:
    agreed(both, telegram=Passage.POINTER)
    both.fails("kz-duty", Never("blocked"), channel=MATRIX)

    both.says("kz-duty", f"/open {TYPED}", channel=MATRIX)
    assert both.last("kz-duty", channel=TELEGRAM).startswith("Этот ответ только для чата Matrix")

    both.says("kz-duty", "здравствуйте", channel=MATRIX)
    assert both.last("kz-duty", channel=TELEGRAM).startswith("Бот сейчас ни о чём не спрашивает")


def test_what_a_file_was_called_comes_back_over_no_other_channel(both: Stage) -> None:
    agreed(both, telegram=Passage.POINTER)
    both.says("kz-duty", "/urgent Беларусь", channel=MATRIX)
    both.fails("kz-duty", Never("blocked"), channel=MATRIX)

    both.attaches("kz-duty", TYPED, name="Касымов.exe", body=b"MZ", channel=MATRIX)

    assert both.last("kz-duty", channel=TELEGRAM).startswith("Этот ответ только для чата Matrix")
    assert "Касымов" not in seen(both, "kz-duty", TELEGRAM)


def test_the_number_of_a_letter_stands_only_where_content_may_pass(both: Stage) -> None:
    send(both)
    both.says("kz-head", "/confirm 1 12-4/Касымов от 23.11.2026", channel=MATRIX)
    agreed(both, telegram=Passage.POINTER)

    both.says("kz-head", "/confirm 1", channel=TELEGRAM)
    assert both.last("kz-head", channel=TELEGRAM).startswith("Содержание вводилось через Matrix")
    both.presses("kz-head", "Отправлено сегодня", channel=MATRIX)
    both.signs("kz-head", channel=MATRIX)
    for who in ("kz-duty", "by-duty"):
        both.says(who, "/open 1", channel=MATRIX)
        assert "Письменное подтверждение № 12-4/Касымов от" in both.last(who, channel=MATRIX)
        assert "Касымов" not in seen(both, who, TELEGRAM)


@pytest.mark.parametrize("passage", Passage)
def test_a_card_names_the_letter_only_where_content_may_pass(both: Stage, passage: Passage) -> None:
    agreed(both, telegram=passage)
    send(both)
    subject = both.request("KZ-BY-2026-1").subject
    both.look(lambda work: work.registry.unbind("kz-deputy", MATRIX))
    both.look(lambda work: work.cards.show("kz-deputy", subject))

    both.says("kz-head", "/confirm 1 12-4/Касымов от 23.11.2026", channel=MATRIX)
    both.presses("kz-head", "Отправлено сегодня", channel=MATRIX)
    both.signs("kz-head", channel=MATRIX)
    both.passes(seconds=5)

    shown = seen(both, "kz-deputy", TELEGRAM)
    assert "Письменное подтверждение" in shown
    assert ("Касымов" in shown) is (passage is Passage.CONTENT)


def test_what_was_prepared_on_one_telephone_is_not_shown_for_signing_on_the_other(
    both: Stage,
) -> None:
    agreed(both, telegram=Passage.POINTER)
    send(both)
    both.says("by-head", "/refuse 1 Противоречит закону об учёте", channel=MATRIX)
    draft = both.look(lambda work: work.drafts.of("by-head")[0].id)

    both.says("by-head", f"/state {draft}", channel=TELEGRAM)

    assert both.last("by-head", channel=TELEGRAM).startswith("Содержание вводилось через Matrix")
    both.says("by-head", f"/state {draft}", channel=MATRIX)
    assert "Противоречит закону" in both.last("by-head", channel=MATRIX)


def test_a_case_file_that_was_asked_for_elsewhere_is_pointed_to(both: Stage) -> None:
    agreed(both, telegram=Passage.POINTER)
    send(both)

    both.says("by-head", "/export 1", channel=TELEGRAM)
    both.signs("by-head", channel=TELEGRAM)

    told = both.last("by-head", channel=TELEGRAM)
    assert told == "Ответ содержит текст обращения, он в другом чате: Matrix."
    assert both.last("by-head", channel=MATRIX).startswith("Дело обращения KZ-BY-2026-1")


def test_words_over_one_telephone_show_nothing_of_what_was_typed_over_the_other(
    both: Stage,
) -> None:
    agreed(both, telegram=Passage.POINTER)
    send(both)
    both.says("by-head", "/refuse 1 Противоречит закону об учёте", channel=MATRIX)

    both.says("by-head", "Другие причины", channel=TELEGRAM)

    assert both.last("by-head", channel=TELEGRAM).startswith("Содержание вводилось через Matrix")
    assert "закону об учёте" not in seen(both, "by-head", TELEGRAM)


def test_words_typed_on_the_other_telephone_replace_nothing_that_is_not_shown_there(
    both: Stage,
) -> None:
    agreed(both, telegram=Passage.POINTER)
    send(both)
    both.says("by-duty", "/ack 1", channel=MATRIX)
    both.says("by-duty", "/result 1 Узел найден", channel=MATRIX)
    before = both.look(lambda work: work.drafts.of("by-duty")[0].answers)

    both.says("by-duty", "Узел не найден", channel=TELEGRAM)

    assert both.last("by-duty", channel=TELEGRAM).startswith("Содержание вводилось через Matrix")
    assert "Узел найден" not in seen(both, "by-duty", TELEGRAM)
    assert both.look(lambda work: work.drafts.of("by-duty")[0].answers) == before


def test_a_scan_from_the_other_telephone_goes_with_a_letter_that_is_not_shown_there(
    both: Stage,
) -> None:
    agreed(both, telegram=Passage.POINTER)
    send(both)
    both.says("kz-head", "/confirm 1 12-4/Касымов от 23.11.2026", channel=MATRIX)

    both.attaches("kz-head", channel=TELEGRAM)

    assert "Касымов" not in seen(both, "kz-head", TELEGRAM)
    both.says("kz-head", "/confirm 1", channel=MATRIX)
    assert "Скан: 1 файл" in both.last("kz-head", channel=MATRIX)
