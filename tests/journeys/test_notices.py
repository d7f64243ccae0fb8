"""A Party notifies, the Secretariat informs each Party, each gives its receipt. Art. 4."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.chat.events import Said
from protocol.notices import Notice, NoticeState
from protocol.obligation import Kind, Obligation
from protocol.parties import Party
from tests.journeys.overmatrix import over_matrix
from tests.journeys.stage import MOSCOW, PHOTO, Stage, moment

NUMBER = "2026/1"
TEXT = "С 01.12.2026 дежурная служба принимает обращения по телефону +374 10 000-199."
REASON = "Телефон указан неверно, внесём заново."
RECEIPT = "Уведомление получено"
EVERY = ("am-duty", "by-duty", "kz-duty", "kg-duty", "ru-duty", "tj-duty")


def entered(stage: Stage, kind: str = "Изменение органа") -> None:
    """The Secretariat enters what Armenia notified."""
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", kind)
    stage.presses("sec-duty", "Армения")
    stage.says("sec-duty", "Служба кибербезопасности Республики Армения")
    stage.says("sec-duty", "+374 10 000-199")
    stage.says("sec-duty", "01.12.2026")
    stage.presses("sec-duty", "Без письма")
    stage.presses("sec-duty", "Только что")
    stage.says("sec-duty", TEXT)
    stage.presses("sec-duty", "Внести уведомление")


def relayed(stage: Stage) -> None:
    entered(stage)
    stage.passes(minutes=2)
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")


def notice(stage: Stage) -> Notice:
    found = stage.look(lambda work: work.notices.by_number(NUMBER))
    assert found is not None
    return found


def owed(stage: Stage, kind: Kind) -> dict[str, Obligation]:
    subject = notice(stage).subject
    about = stage.look(lambda work: work.obligations.about(subject))
    return {each.owed_by: each for each in about if each.kind is kind}


@pytest.mark.proves("4.2")
def test_what_was_entered_is_previewed_and_nobody_has_it_yet(stage: Stage) -> None:
    entered(stage)

    preview = stage.last("sec-duty")
    for words in ("Уведомление № 2026/1 (ст. 4)", "Армения", "01.12.2026", TEXT):
        assert words in preview
    assert all(stage.chat(who) == [] for who in EVERY)
    assert TEXT in stage.last("sec-head")
    assert stage.chat("sec-head")[-1].buttons == ("Направить всем Сторонам", "Отозвать уведомление")
    assert notice(stage).state is NoticeState.ENTERED
    relay = owed(stage, Kind.RELAY_NOTICE)["SECRETARIAT"]
    assert relay.due.at == relay.opened_at + timedelta(hours=1)


@over_matrix("sec-duty", *EVERY)
@pytest.mark.proves("4.3")
def test_each_of_the_six_parties_gets_it_and_one_card_shows_who_acknowledged(stage: Stage) -> None:
    relayed(stage)
    for who in EVERY:
        assert TEXT in stage.last(who)
        assert "Уведомление № 2026/1 Генерального секретаря ОДКБ (ст. 4)" in stage.last(who)
    assert not owed(stage, Kind.RELAY_NOTICE)["SECRETARIAT"].is_open
    assert set(owed(stage, Kind.RECEIPT)) == set(Party)

    for count, who in enumerate(EVERY, 1):
        stage.presses(who, RECEIPT)
        assert "Получение уведомления № 2026/1 подтверждено" in stage.last(who)
        cards = [each for each in stage.chat("sec-duty") if each.key.startswith("card/")]
        assert len(cards) == 1
        assert f"Получение подтвердили {count} из 6" in cards[0].text
        sign = "🟢" if count == len(EVERY) else "🟡"
        assert cards[0].text.startswith(f"{sign} Уведомление № 2026/1 ·")
    assert "Казахстан 🟢 Асанов Б." in cards[0].text
    assert "по состоянию на" in cards[0].text.casefold()


def test_a_relayed_notice_that_is_looked_up_shows_who_acknowledged(stage: Stage) -> None:
    relayed(stage)
    stage.presses("kz-duty", RECEIPT)

    stage.says("sec-duty", "/notice 2026/1")

    assert "Казахстан 🟢 Асанов Б." in stage.last("sec-duty")
    assert TEXT in stage.last("sec-duty")
    assert "незамедлительно" not in stage.last("sec-duty")


def test_the_silent_party_is_reminded_and_then_its_signatories_too(stage: Stage) -> None:
    relayed(stage)
    for who in EVERY[:-1]:
        stage.presses(who, RECEIPT)
    counts = {who: len(stage.chat(who)) for who in EVERY}

    stage.passes(days=2)

    reminders = stage.heard("tj-duty", stage.now - timedelta(days=2))
    assert any("подтвердите получение; контрольный срок" in text for text in reminders)
    assert any("получение не подтверждено. Контрольный срок истёк" in text for text in reminders)
    assert "получение не подтверждено" in "".join(each.text for each in stage.chat("tj-head"))
    assert all(len(stage.chat(who)) == counts[who] for who in EVERY[:-1])
    card = next(each for each in stage.chat("sec-duty") if each.key.startswith("card/"))
    assert "Таджикистан 🟡 принято сервером" in card.text
    assert "Получение подтвердили 5 из 6" in card.text
    stage.presses("tj-head", RECEIPT)
    assert "Получение подтвердили 6 из 6" in card.text
    count = len(stage.chat("tj-duty"))
    stage.passes(days=2)
    assert len(stage.chat("tj-duty")) == count


def test_the_second_receipt_of_a_party_is_told_who_was_first(stage: Stage) -> None:
    relayed(stage)
    stage.presses("kz-duty", RECEIPT)
    first = owed(stage, Kind.RECEIPT)["KZ"]

    stage.passes(minutes=5)
    stage.presses("kz-head", RECEIPT)
    assert "Получение уведомления № 2026/1 уже подтверждено: Асанов Б." in stage.last("kz-head")
    stage.presses("kz-duty", RECEIPT)
    assert "уже подтверждено: Асанов Б." in stage.last("kz-duty")

    assert owed(stage, Kind.RECEIPT)["KZ"] == first


@pytest.mark.parametrize(
    ("kind", "article"),
    [
        ("Определение органа", "ст. 4"),
        ("Изменение органа", "ст. 4"),
        ("Контакты", ""),
        ("Иное сообщение Генерального секретаря", ""),
    ],
)
def test_article_4_is_named_for_designations_and_changes_alone(
    stage: Stage, kind: str, article: str
) -> None:
    if article:
        entered(stage, kind)
    else:
        stage.says("sec-duty", "/notice")
        stage.presses("sec-duty", kind)
        if kind == "Контакты":
            stage.presses("sec-duty", "Армения")
            stage.says("sec-duty", "01.12.2026")
            stage.presses("sec-duty", "Без письма")
            stage.presses("sec-duty", "Только что")
        stage.says("sec-duty", TEXT)
        stage.presses("sec-duty", "Внести уведомление")
    begun = stage.now
    stage.passes(minutes=16)
    stage.passes(hours=1)
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")

    said = [*stage.heard("sec-duty", begun), stage.last("kz-duty")]
    said.append(next(each.text for each in stage.chat("sec-duty") if each.key.startswith("card/")))
    reminders = [text for text in said if "контрольный срок" in text.casefold()]
    assert len(reminders) >= 2
    cited = {bool(article) and article in text for text in (*reminders, stage.last("kz-duty"))}
    assert cited == {bool(article)}
    assert article or not any("ст." in text for text in said)


def test_a_second_press_relays_nothing(stage: Stage) -> None:
    relayed(stage)
    before = {who: len(stage.chat(who)) for who in EVERY}

    stage.presses("sec-head", "Направить всем Сторонам")
    stage.says("sec-duty", "/relay 2026/1")

    for who in ("sec-duty", "sec-head"):
        assert "Уведомление № 2026/1 уже направлено Сторонам: " in stage.last(who)
    assert {who: len(stage.chat(who)) for who in EVERY} == before


@pytest.mark.proves("4.3")
def test_the_secretariat_is_reminded_to_relay_without_delay(stage: Stage) -> None:
    entered(stage)
    stage.says("sec-duty", "/owe")
    listed = stage.last("sec-duty").splitlines()[1]
    assert listed.startswith("🟡 № 2026/1 · информирование каждой Стороны: до ")
    assert stage.chat("sec-duty")[-1].buttons == ("№ 2026/1: Направить всем Сторонам",)
    at = owed(stage, Kind.RELAY_NOTICE)["SECRETARIAT"].opened_at
    stage.passes(hours=2, minutes=1)

    rang = [
        round((each.at - at) / timedelta(minutes=1))
        for each in stage.chat("sec-duty")
        if each.key.startswith("obligation/")
    ]
    assert rang == [15, 30, 45, 60, 120]
    heads = [each.at for each in stage.chat("sec-head") if each.key.startswith("obligation/")]
    assert [round((each - at) / timedelta(minutes=1)) for each in heads] == [30, 45, 60, 120]
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")
    assert notice(stage).relayed_by == "sec-head"


def test_what_was_not_relayed_is_withdrawn_with_a_reason_and_nobody_owes_anything(
    stage: Stage,
) -> None:
    entered(stage)

    stage.presses("sec-duty", "Отозвать уведомление")
    assert "№ 2026/1: по какой причине отзывается?" in stage.last("sec-duty")
    stage.says("sec-duty", REASON)
    assert REASON in stage.last("sec-duty")
    assert notice(stage).state is NoticeState.ENTERED
    stage.presses("sec-duty", "Отозвать уведомление")

    assert "№ 2026/1 отозвано, Сторонам не направлялось" in stage.last("sec-duty")
    assert notice(stage).state is NoticeState.WITHDRAWN
    assert not owed(stage, Kind.RELAY_NOTICE)["SECRETARIAT"].is_open
    assert "№ 2026/1 отозвано" in stage.last("sec-head")
    assert REASON in stage.last("sec-head")
    counts = {who: len(stage.chat(who)) for who in ("sec-duty", "sec-head", *EVERY)}
    stage.passes(days=2)
    assert {who: len(stage.chat(who)) for who in counts} == counts
    assert all(stage.chat(who) == [] for who in EVERY)

    stage.says("sec-head", "/notice 2026/1")
    assert "отозвано" in stage.last("sec-head")
    assert REASON in stage.last("sec-head")
    assert stage.chat("sec-head")[-1].buttons == ()
    stage.says("sec-head", "/relay 2026/1")
    assert "отозвано, Сторонам не направлялось — Нестеров В." in stage.last("sec-head")
    stage.says("kz-duty", "/receipt 2026/1")
    assert "нет" in stage.last("kz-duty")
    assert owed(stage, Kind.RECEIPT) == {}


def test_what_was_relayed_meanwhile_is_not_withdrawn(stage: Stage) -> None:
    entered(stage)
    stage.says("sec-duty", "/unnotice 2026/1 " + REASON)
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")

    stage.presses("sec-duty", "Отозвать уведомление")

    assert "направлено Сторонам — Полянский И." in stage.last("sec-duty")
    assert notice(stage).state is NoticeState.RELAYED
    stage.says("sec-duty", "/unnotice 2026/1")
    assert "направлено Сторонам — Полянский И." in stage.last("sec-duty")


def test_the_only_notice_that_waits_is_meant_and_the_withdrawal_can_be_left(stage: Stage) -> None:
    entered(stage)

    stage.says("sec-head", "/unnotice")
    assert "№ 2026/1" in stage.last("sec-head")
    stage.presses("sec-head", "Прервать")

    assert notice(stage).state is NoticeState.ENTERED
    stage.says("sec-duty", "/unnotice 7")
    assert "7" in stage.last("sec-duty")


def test_a_circular_names_no_party_and_changes_no_register(stage: Stage) -> None:
    before = stage.look(lambda work: work.registry.authorities())
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Иное сообщение Генерального секретаря")
    stage.says("sec-duty", "Совещание дежурных служб состоится 15.12.2026.")
    stage.presses("sec-duty", "Внести уведомление")
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")

    assert "Совещание дежурных служб состоится 15.12.2026." in stage.last("tj-duty")
    assert stage.look(lambda work: work.registry.authorities()) == before


@pytest.mark.parametrize("wrong", ["31.02.2026", "завтра", "", "01.12.2026 и позже"])
def test_a_wrong_date_loses_nothing_of_the_notice(stage: Stage, wrong: str) -> None:
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Контакты")
    stage.presses("sec-duty", "Армения")
    stage.says("sec-duty", wrong)
    assert stage.last("sec-duty") != "С какой даты действует? Например: 01.12.2026."

    stage.restarts()
    stage.says("sec-duty", "01.12.2026")
    stage.presses("sec-duty", "Без письма")
    stage.presses("sec-duty", "Только что")
    stage.says("sec-duty", TEXT)

    assert TEXT in stage.last("sec-duty")
    assert "Армения" in stage.last("sec-duty")


@pytest.mark.parametrize(
    ("noticed_on", "until", "earliest", "kept"),
    [
        ("23.11.2026", "23.11.2026", "23.05.2027", "соблюдён"),
        ("20.11.2026", "22.11.2026", "20.05.2027", "соблюдён"),
        ("23.11.2026", "22.11.2026", "23.05.2027", "не соблюдён"),
    ],
)
@pytest.mark.proves("18.1")
def test_an_exit_is_counted_back_to_the_notice_and_relayed_whatever_the_date(
    stage: Stage, noticed_on: str, until: str, earliest: str, kept: str
) -> None:
    """Typed on 23 November; what counts is when the Party sent its notice (Art. 18)."""
    effective_on = until.replace(".11.2026", ".05.2027")
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Выход из Протокола")
    stage.presses("sec-duty", "Армения")
    stage.says("sec-duty", "24.11.2026")
    assert "Дата уведомления ещё не наступила." in stage.last("sec-duty")
    stage.says("sec-duty", noticed_on)
    stage.says("sec-duty", effective_on)
    stage.presses("sec-duty", "Без письма")
    stage.presses("sec-duty", "Только что")
    stage.says("sec-duty", TEXT)

    counted = (
        f"Уведомление о выходе направлено {noticed_on}, для выхода {effective_on} срок — "
        f"не позднее {until} (ст. 18): {kept}."
    )
    forward = f"По счёту вперёд, от уведомления, выход возможен не ранее {earliest}"
    for said in (counted, forward):
        assert said in stage.last("sec-duty")
    assert "ст. 4" not in stage.last("sec-duty")
    stage.presses("sec-duty", "Внести уведомление")
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")
    for said in (counted, forward, "Сообщение № 2026/1", "выход из Протокола (ст. 18)"):
        assert said in stage.last("kz-duty")
    assert "ст. 4" not in stage.last("kz-duty")


def test_the_date_of_an_exit_and_the_year_are_those_of_the_secretariat(stage: Stage) -> None:
    """In Moscow it is still 31 December while their officer's own clocks show the new year."""
    vladivostok = "Asia/Vladivostok"
    stage.look(
        lambda work: work.registry.put_officer(
            replace(work.registry.officer("sec-duty"), zone=vladivostok)
        )
    )
    stage.reaches(moment("01.01.2027 02:00", vladivostok))
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Выход из Протокола")
    stage.presses("sec-duty", "Армения")
    stage.says("sec-duty", "01.01.2027")
    assert "Дата уведомления ещё не наступила." in stage.last("sec-duty")
    stage.says("sec-duty", "31.12.2026")
    stage.says("sec-duty", "30.06.2027")
    stage.presses("sec-duty", "Без письма")
    stage.presses("sec-duty", "Только что")
    stage.says("sec-duty", TEXT)
    stage.presses("sec-duty", "Внести уведомление")

    assert notice(stage).year == 2026


@pytest.mark.parametrize("who", ["kz-duty", "kz-head", "kz-registrar", "auditor"])
@pytest.mark.parametrize("command", ["/notice", "/relay 1", "/unnotice 1"])
def test_nobody_of_a_party_enters_or_relays(stage: Stage, who: str, command: str) -> None:
    entered(stage)
    before = {each: len(stage.chat(each)) for each in EVERY}

    stage.says(who, command)

    assert "это действие не предусмотрено" in stage.last(who)
    assert notice(stage).state is NoticeState.ENTERED
    assert {each: len(stage.chat(each)) for each in EVERY if each != who} == {
        each: count for each, count in before.items() if each != who
    }


EXIT = "Выход из Протокола"


def entered_exit(stage: Stage) -> None:
    """A false exit of Armenia, entered by whoever has that account."""
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", EXIT)
    stage.presses("sec-duty", "Армения")
    stage.says("sec-duty", "23.11.2026")
    stage.says("sec-duty", "23.05.2027")
    stage.presses("sec-duty", "Без письма")
    stage.presses("sec-duty", "Только что")
    stage.says("sec-duty", TEXT)
    stage.presses("sec-duty", "Внести уведомление")


@pytest.mark.parametrize("minutes", [0, 59])
def test_whoever_entered_a_notice_does_not_relay_it_within_the_hour(
    stage: Stage, minutes: int
) -> None:
    entered(stage)
    stage.passes(minutes=minutes)

    stage.says("sec-duty", "/relay 2026/1")

    assert "направляет другой сотрудник Секретариата" in stage.last("sec-duty")
    assert "с 23.11.2026 12:4" in stage.last("sec-duty")
    assert notice(stage).state is NoticeState.ENTERED
    assert all(stage.chat(who) == [] for who in EVERY)


def test_where_no_second_comes_within_the_hour_one_relays_alone_by_code_with_a_reason(
    stage: Stage,
) -> None:
    entered(stage)
    stage.passes(minutes=60)

    stage.presses("sec-duty", "Направить всем Сторонам")
    assert "По какой причине направляете одни?" in stage.last("sec-duty")
    stage.says("sec-duty", "Второй сотрудник не отвечает на звонки")
    stage.presses("sec-duty", "Направить одному")
    assert "Подписывается: направление уведомления Сторонам одним лицом" in stage.last("sec-duty")
    assert notice(stage).state is NoticeState.ENTERED
    stage.signs("sec-duty")

    assert notice(stage).relayed_by == notice(stage).entered_by == "sec-duty"
    for who in EVERY:
        assert "Направлено одним лицом." in stage.last(who)
        assert "не отвечает на звонки" not in stage.last(who)
    stage.says("sec-head", "/notice 2026/1")
    assert "Второй сотрудник не отвечает на звонки" in stage.last("sec-head")


def test_the_reason_of_one_alone_comes_too_late_where_a_second_has_relayed(stage: Stage) -> None:
    entered(stage)
    stage.passes(minutes=61)
    stage.says("sec-duty", "/relay 2026/1")
    stage.says("sec-duty", "Второй сотрудник не отвечает на звонки")
    stage.presses("sec-duty", "Направить одному")
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")

    stage.signs("sec-duty")

    assert notice(stage).relayed_by == "sec-head"
    assert "уже направлено" in stage.last("sec-duty")
    assert all("одним лицом" not in stage.last(who) for who in EVERY)


@pytest.mark.parametrize("hours", [0, 2, 30])
def test_an_exit_waits_for_two_however_long(stage: Stage, hours: int) -> None:
    entered_exit(stage)
    assert "направляют двое" in stage.last("sec-duty")
    stage.passes(hours=hours)

    stage.says("sec-duty", "/relay 2026/1")

    assert "направляет другой сотрудник" in stage.last("sec-duty")
    assert "указанием причины" not in stage.last("sec-duty")
    assert notice(stage).state is NoticeState.ENTERED
    assert all("выход" not in text for who in EVERY for text in [stage.last(who)])
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")
    assert notice(stage).relayed_by == "sec-head"


def test_two_who_relay_at_once_relay_once(stage: Stage) -> None:
    entered(stage)
    stage.passes(minutes=61)
    stage.says("sec-duty", "/relay 2026/1")
    stage.says("sec-duty", "Второй сотрудник не отвечает на звонки")
    stage.presses("sec-duty", "Направить одному")
    stage.presses("sec-head", "Направить всем Сторонам")
    codes = {who: Said(stage.code(who)) for who in ("sec-duty", "sec-head")}

    stage.do_at_once(*codes.items())

    assert notice(stage).relayed_by in codes
    relayed = [each for each in stage.chat("kz-duty") if TEXT in each.text]
    assert len(relayed) == 1


def test_officers_of_a_party_list_and_reread_what_was_made_known(stage: Stage) -> None:
    stage.says("kz-duty", "/notices")
    assert "Уведомлений и сообщений нет." in stage.last("kz-duty")
    relayed(stage)
    entered(stage, "Определение органа")

    for who in ("kz-duty", "kz-registrar", "tj-head"):
        stage.says(who, "/notices")
        assert "№ 2026/1 · изменение уполномоченного компетентного органа" in stage.last(who)
        assert "2026/2" not in stage.last(who)
        stage.says(who, "/notices 2026/2")
        assert "нет" in stage.last(who)
    stage.presses("tj-head", "№ 2026/1")
    assert TEXT in stage.last("tj-head")
    stage.presses("tj-head", RECEIPT)
    stage.says("tj-duty", "/notices 1")
    assert "Таджикистан 🟢" in stage.last("tj-duty")
    assert stage.chat("tj-duty")[-1].buttons == ()
    assert "Казахстан" not in stage.last("tj-duty")

    stage.says("sec-head", "/notices")
    assert "2026/2" in stage.last("sec-head")


def test_the_letter_of_the_party_its_scan_and_the_arrival_go_with_the_notice(
    stage: Stage,
) -> None:
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Контакты")
    stage.presses("sec-duty", "Армения")
    stage.says("sec-duty", "01.12.2026")
    stage.says("sec-duty", "7-1/44 от 24.11.2026")
    assert "ещё не наступила" in stage.last("sec-duty")
    stage.says("sec-duty", "7-1/44 от 20.11.2026")
    stage.attaches("sec-duty")
    for wrong in ("завтра", "23.11.2026", "23.11.2026 11:42", "24.11.2026 09:00"):
        stage.says("sec-duty", wrong)
        assert "22.11.2026 12:40" in stage.last("sec-duty")
    stage.says("sec-duty", "23.11.2026 10:55")
    stage.says("sec-duty", TEXT)
    stage.presses("sec-duty", "Внести уведомление")

    # Without delay from the arrival on, not from the typing.
    relay = owed(stage, Kind.RELAY_NOTICE)["SECRETARIAT"]
    assert relay.opened_at == moment("23.11.2026 10:55", MOSCOW)
    assert relay.due.at == moment("23.11.2026 11:55", MOSCOW)
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")
    for who in EVERY:
        assert "Письмо: 7-1/44 от 20.11.2026" in stage.last(who)
        assert stage.bodies(stage.chat(who)[-1]) == [PHOTO]
    stage.says("kz-head", "/notices 1")
    assert stage.bodies(stage.chat("kz-head")[-1]) == [PHOTO]


def test_a_circular_goes_with_its_file(stage: Stage) -> None:
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Иное сообщение Генерального секретаря")
    stage.attaches("sec-duty")
    stage.says("sec-duty", "Совещание дежурных служб состоится 15.12.2026.")
    stage.presses("sec-duty", "Внести уведомление")
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")

    assert stage.bodies(stage.chat("tj-duty")[-1]) == [PHOTO]
