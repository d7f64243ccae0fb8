"""/verify; what an officer with two channels and the heads hear of a verification on Matrix."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.operator.comparison_check import compare, comparison_findings, fingerprints
from bot.words.operator import Failed, Words
from handlers.people import comparing
from protocol.parties import Channel
from storage.keys import KeyRing
from storage.verifications import How, Stage
from storage.work import Work
from tests.journeys.stage import Stage as Theatre
from tests.journeys.stage import texts

KEY = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
SEVEN = (0, 17, 34, 47, 53, 60, 63)


@pytest.fixture
def both(sqlite_path: Path, ring: KeyRing) -> Iterator[Theatre]:
    """Everybody is on Matrix, the duty officer of Kazakhstan also on Telegram."""
    channels = (Channel.MATRIX, Channel.TELEGRAM)
    with Theatre(f"sqlite:///{sqlite_path}", ring, channels=channels) as stage:
        for who, channel in (
            *((each, Channel.MATRIX) for each in ("kz-duty", "kz-head", "by-head")),
            ("kz-duty", Channel.TELEGRAM),
        ):
            stage.joins(who, channel)
        stage.look(lambda work: work.rooms.pin("kz-duty", KEY))
        yield stage


def test_verify_wishes_a_verification_in_the_room(both: Theatre) -> None:
    both.says("kz-duty", "/verify")

    assert "Запрос проверки отправляется в ваш чат Matrix" in both.last("kz-duty")
    (wish,) = both.look(lambda work: work.verifications.all())
    assert (wish.address, wish.stage) == ("kz-duty", Stage.WISHED)
    assert "/verify" in said(both, "/help")


def said(stage: Theatre, text: str) -> str:
    stage.says("kz-duty", text)
    return stage.last("kz-duty")


def test_without_an_account_on_matrix_there_is_nothing_to_verify(stage: Theatre) -> None:
    stage.says("kz-duty", "/verify")

    assert "учётной записи Matrix у вас нет" in stage.last("kz-duty")
    stage.says("kz-duty", "/help")
    assert "/verify" not in stage.last("kz-duty")
    assert stage.look(lambda work: work.verifications.all()) == []


def test_the_emoji_come_over_the_other_channel_too_once(both: Theatre) -> None:
    for _ in range(2):
        both.look(lambda work: comparing.tell_emoji(work, both.app.site, "kz-duty", "$t", SEVEN))
    both.passes(seconds=5)

    (told,) = [
        each.text
        for each in both.chat("kz-duty", channel=Channel.TELEGRAM)
        if "Проверка по эмодзи в Matrix" in each.text
    ]
    assert "🐶 Собака\n🌵 Кактус\n🔧 Гаечный ключ\n🔑 Ключ\n✈" in told
    assert not [e for e in both.chat("kz-duty") if "Проверка по эмодзи в Matrix" in e.text]


def test_a_difference_is_told_over_the_other_channel_and_to_the_heads(both: Theatre) -> None:
    both.look(lambda work: comparing.tell_mismatch(work, both.app.site, "kz-duty", "$t"))
    both.look(lambda work: comparing.tell_mismatch(work, both.app.site, "nobody", "$t"))
    both.passes(seconds=5)

    assert "показала расхождение" in both.last("kz-duty", channel=Channel.TELEGRAM)
    assert "Асанов Б.: проверка по эмодзи" in both.last("kz-head")
    assert not any("расхождение" in each.text for each in both.chat("by-head"))
    actions = both.look(lambda work: [each.action for each in work.journal.entries()])
    assert actions.count("key-mismatched") == 1


def test_a_key_is_compared_only_where_the_address_is_bound_to_it(both: Theatre) -> None:
    def try_(master: str) -> bool:
        return both.look(lambda work: comparing.note_comparison(work, "kz-duty", master, How.EMOJI))

    assert not try_("another")
    assert not try_("")
    assert both.look(lambda work: work.verifications.last_comparison("kz-duty")) is None
    assert try_(KEY)
    assert "сверен по эмодзи" in check(both)
    # Another key is another person.
    both.look(lambda work: work.rooms.pin("kz-duty", "another"))
    assert "не сверен" in check(both)


def check(stage: Theatre) -> str:
    words = Words(texts(), "ru")

    def told(work: Work) -> str:
        return "\n".join(each.text for each in comparison_findings(work, words))

    return stage.look(told)


def test_the_operator_compares_a_fingerprint_that_was_read_out(both: Theatre) -> None:
    (key,) = both.look(lambda work: fingerprints(work, "kz-duty"))
    assert key.master == KEY

    with pytest.raises(Failed) as differs:
        both.look(lambda work: compare(work, "kz-duty", "Z" + KEY[1:]))
    with pytest.raises(Failed) as none:
        both.look(lambda work: compare(work, "kz-head", KEY))
    assert "ключ Matrix не сверен" in check(both)
    both.look(lambda work: compare(work, "kz-duty", " abcd efgh " + KEY[8:]))

    assert differs.value.key == "operator-matrix-differs"
    assert none.value.key == "operator-matrix-no-key"
    assert "kz-duty (Асанов Б.): ключ Matrix сверен по отпечатку" in check(both)
    journal = both.look(lambda work: work.journal.entries())
    assert [each.actor for each in journal if each.action == "key-compared"] == ["operator"]
