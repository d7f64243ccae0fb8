"""A Party changes its authority: the register follows by itself, and requests pass. Art. 4."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.installation.import_register import KIND, TRAINING, import_register
from protocol.moves import Execution
from protocol.notices import Notice, NoticeState
from protocol.obligation import Kind
from protocol.parties import Authority, Interval, Party
from protocol.views import Relation, relation_of
from storage.work import Work
from tests.journeys.outside import LATER
from tests.journeys.stage import FORM, MINSK, Stage, moment, people, send

NAME = "Служба кибербезопасности Республики Беларусь"
OTHER = "Иная служба Республики Беларусь"
SENTENCE = (
    f"С 01.12.2026 (Минск) уполномоченный компетентный орган Беларуси — {NAME} "
    "(уведомление № 2026/1, ст. 4)."
)
AT = moment("01.12.2026 00:00", MINSK)
# A day before it is midnight: what the head is asked waits for the message of the morning.
ASKED = moment("30.11.2026 09:00", MINSK)
SEND = "Нет гостайны, отправить"
NUMBER = "KZ-BY-2026-1"


def enters(
    stage: Stage,
    *,
    who: str = "sec-duty",
    kind: str = "Изменение органа",
    party: str = "Беларусь",
    name: str = NAME,
    phone: str = "+375 17 000-02-20",
    on: str = "01.12.2026",
    past: bool = False,
) -> None:
    """The Secretariat enters what a Party notified."""
    stage.says(who, "/notice")
    stage.presses(who, kind)
    stage.presses(who, party)
    stage.says(who, name)
    if name not in {each.name for each in known(stage).values()}:
        stage.says(who, phone)
    stage.says(who, on)
    if past:
        stage.presses(who, "Дата верна")
    stage.says(who, "12-4/881 от 20.11.2026")
    stage.presses(who, "Только что")
    stage.says(who, "Уполномоченным компетентным органом определена новая служба.")
    stage.presses(who, "Внести уведомление")


def relays(stage: Stage, who: str = "sec-head") -> None:
    stage.presses(who, "Направить всем Сторонам")
    stage.signs(who)


def changes(stage: Stage) -> None:
    """Belarus names a successor, eight days ahead; each Party is informed."""
    enters(stage)
    relays(stage)


def known(stage: Stage) -> dict[str, Authority]:
    found = stage.look(lambda work: work.registry.authorities(Party.BELARUS))
    return {each.id: each for each in found}


def notice(stage: Stage, number: str = "2026/1") -> Notice:
    found = stage.look(lambda work: work.notices.by_number(number))
    assert found is not None
    return found


def staffed(stage: Stage) -> None:
    """The operator has enrolled officers of the new authority: as those of the old one."""

    def enrols(work: Work) -> None:
        for each in work.registry.officers("BY-1"):
            new = replace(each, id=f"{each.id}-new", authority="BY-2")
            work.registry.put_officer(new)
            work.registry.bind(stage.channel, new.id, new.id)

    stage.look(enrols)


def journalled(stage: Stage, action: str) -> int:
    return stage.look(lambda work: sum(each.action == action for each in work.journal.entries()))


@pytest.mark.proves("4.2")
def test_the_register_changes_at_the_first_instant_of_the_date_and_once(stage: Stage) -> None:
    changes(stage)
    assert not known(stage)["BY-2"].during.holds(stage.now)

    stage.reaches(AT - timedelta(seconds=2))
    assert known(stage)["BY-1"].during.holds(stage.now)
    assert not known(stage)["BY-2"].during.holds(AT)
    stage.reaches(AT)

    old, new = known(stage)["BY-1"], known(stage)["BY-2"]
    assert (old.during.until, old.successor) == (AT, "BY-2")
    assert (new.during.since, new.during.until, new.name) == (AT, None, NAME)
    assert notice(stage).changed_at is not None
    stage.passes(days=2)
    stage.restarts()
    stage.passes(days=2)
    assert journalled(stage, "register-changed") == 1


def test_what_was_asleep_at_the_instant_changes_it_once_it_wakes_as_of_the_date(
    stage: Stage,
) -> None:
    send(stage)
    changes(stage)
    stage.reaches(AT - timedelta(minutes=5))
    stage.stops()
    stage.reaches(AT + timedelta(hours=9))
    stage.starts()
    stage.passes(minutes=5)

    assert known(stage)["BY-1"].during.until == AT
    assert stage.request(NUMBER).requested == "BY-2"
    assert journalled(stage, "register-changed") == 1
    assert stage.history(NUMBER).count("succeeded") == 1


def test_several_processes_change_it_once(stage: Stage) -> None:
    send(stage)
    changes(stage)
    stage.reaches(AT - timedelta(minutes=1))
    stage.stops_delivering()
    stage.reaches(AT)

    stage.tick_at_once(4)

    stage.runs()
    assert journalled(stage, "register-changed") == 1


def test_open_requests_and_what_is_owed_pass_and_no_moment_changes(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    changes(stage)
    staffed(stage)
    before = stage.owed(NUMBER)
    stage.reaches(AT)

    passed = stage.request(NUMBER)
    assert (passed.requesting, passed.requested) == ("KZ-1", "BY-2")
    after = stage.owed(NUMBER)
    assert {kind: each.due for kind, each in after.items()} == {
        kind: each.due for kind, each in before.items()
    }
    assert after[Kind.EXECUTE].owed_by == "BY-2"
    assert after[Kind.CONFIRM].owed_by == "KZ-1"

    stage.says("by-duty-new", f"/accept {NUMBER}")
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION


def test_both_sides_read_it_in_the_morning_and_nobody_at_night(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    changes(stage)
    staffed(stage)
    stage.reaches(AT)
    midnight = stage.now
    stage.passes(hours=3)
    for who in ("kz-duty", "by-duty", "by-duty-new", "ru-duty"):
        assert not any("перешло" in text for text in stage.heard(who, midnight)), who

    stage.passes(hours=7)

    for who in ("kz-duty", "by-duty", "by-duty-new"):
        found = [text for text in stage.heard(who, midnight) if SENTENCE in text]
        assert len(found) == 1, who
        assert NUMBER in found[0]
    assert not any("перешло" in text for text in stage.heard("ru-duty", midnight))


def test_a_stale_addressee_is_caught_while_the_draft_is_written_and_again_at_sending(
    stage: Stage,
) -> None:
    changes(stage)
    staffed(stage)
    stage.reaches(AT - timedelta(minutes=10))
    stage.says("kz-duty", FORM.replace("Цель: предотвращение вывода из строя систем", "Цель:"))
    stage.presses("kz-duty", "Изменить")
    stage.reaches(AT)
    count = len(stage.chat("kz-duty"))

    stage.presses("kz-duty", "Цель")
    assert any(SENTENCE in each.text for each in stage.chat("kz-duty")[count:])
    stage.says("kz-duty", "предотвращение аварии на узле связи")
    assert f"{SENTENCE} Обращение направится ему." in stage.last("kz-duty")
    count = len(stage.chat("kz-duty"))
    stage.presses("kz-duty", SEND)

    assert any(SENTENCE in each.text for each in stage.chat("kz-duty")[count:])
    assert stage.request(NUMBER).requested == "BY-2"
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED
    assert "СРОЧНОЕ ОБРАЩЕНИЕ" in stage.last("by-duty-new")


def test_what_was_previewed_before_and_is_sent_after_goes_to_the_successor(stage: Stage) -> None:
    changes(stage)
    staffed(stage)
    stage.reaches(AT - timedelta(minutes=10))
    stage.says("kz-duty", FORM)
    stage.reaches(AT)
    count = len(stage.chat("kz-duty"))
    by_old = len(stage.chat("by-duty"))

    stage.presses("kz-duty", SEND)

    assert stage.request(NUMBER).requested == "BY-2"
    assert any(SENTENCE in each.text for each in stage.chat("kz-duty")[count:])
    # The old authority reads the number, and nothing of the content.
    told = [each.text for each in stage.chat("by-duty")[by_old:]]
    assert [text for text in told if NUMBER in text and NAME in text]
    assert not any("Сокол" in text for text in told)
    stage.says("by-duty", f"/open {NUMBER}")
    assert "Сокол" not in stage.last("by-duty")


def test_where_nobody_of_the_successor_can_be_reached_the_old_one_gets_the_content(
    stage: Stage,
) -> None:
    changes(stage)
    stage.reaches(AT + timedelta(days=13))
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", SEND)

    request = stage.request(NUMBER)
    assert request.requested == "BY-2"
    assert "Сокол" in stage.last("by-duty")
    assert "+375 17 000-02-20" in stage.last("by-duty")
    # It is not its addressee: nothing was transmitted, and the sender is told whom to telephone.
    assert request.transmitted_at is None
    stage.passes(minutes=2)
    assert any("+375 17 000-02-20" in each.text for each in stage.chat("kz-duty")[-3:])

    stage.passes(days=2)
    stage.says("by-duty", f"/open {NUMBER}")
    assert "Сокол" not in stage.last("by-duty")
    stage.says("kz-duty2", FORM)
    stage.presses("kz-duty2", SEND)
    assert "KZ-BY-2026-2" not in "".join(each.text for each in stage.chat("by-duty"))


def test_for_fourteen_days_the_former_officers_see_what_they_saw_and_do_nothing(
    stage: Stage,
) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    changes(stage)
    staffed(stage)
    stage.reaches(AT)

    stage.says("by-duty", f"/accept {NUMBER}")
    assert f"{NUMBER} перешло к преемнику: {NAME}" in stage.last("by-duty")
    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    stage.says("by-duty", f"/open {NUMBER}")
    assert "Сокол" in stage.last("by-duty")

    stage.reaches(AT + timedelta(days=14, seconds=5))
    assert relation_of("BY-1", stage.request(NUMBER)) is Relation.UNRELATED
    stage.says("by-duty", f"/open {NUMBER}")
    assert "Сокол" not in stage.last("by-duty")


def test_what_rings_at_midnight_rings_at_the_successor_at_once(stage: Stage) -> None:
    changes(stage)
    staffed(stage)
    stage.reaches(AT - timedelta(minutes=2))
    send(stage)
    stage.reaches(AT)
    midnight = stage.now

    heard = stage.heard("by-duty-new", midnight - timedelta(seconds=5))
    assert any("СРОЧНОЕ ОБРАЩЕНИЕ" in text for text in heard)
    stage.presses("by-duty-new", "Подтвердить получение")
    assert stage.request(NUMBER).acknowledged_by == "by-duty-new"
    stage.passes(hours=2)
    assert not any("СРОЧНОЕ" in text for text in stage.heard("by-duty", midnight))


def test_the_letter_of_an_earlier_request_is_signed_by_the_head_of_the_successor(
    stage: Stage,
) -> None:
    stage.says("by-duty", FORM.replace("Беларусь", "Казахстан"))
    stage.presses("by-duty", SEND)
    changes(stage)
    staffed(stage)
    stage.reaches(AT)
    number = "BY-KZ-2026-1"
    assert stage.request(number).requesting == "BY-2"

    stage.says("by-head", f"/confirm {number} 12-4/900 от 01.12.2026")
    assert "перешло к преемнику" in stage.last("by-head")
    stage.says("by-head-new", f"/confirm {number} 12-4/900 от 01.12.2026")
    assert "Отправлено сегодня" in stage.chat("by-head-new")[-1].buttons


def test_two_notices_that_contradict_change_nothing_and_the_head_is_asked(stage: Stage) -> None:
    changes(stage)
    enters(stage, name=OTHER, phone="+375 17 000-03-30")
    relays(stage)

    stage.reaches(ASKED)
    asked = [each.text for each in stage.chat("sec-head") if "реестр не изменится" in each.text]
    assert len(asked) == 2
    assert "Противоречит уведомлению: 2026/2." in "".join(asked)
    stage.reaches(AT + timedelta(days=2))
    assert known(stage)["BY-1"].during.holds(stage.now)

    stage.says("sec-head", "/change 2026/2")
    stage.signs("sec-head")

    assert known(stage)["BY-1"].successor == "BY-3"
    assert not known(stage)["BY-2"].during.holds(stage.now)
    count = len(stage.chat("sec-head"))
    stage.passes(days=3)
    assert not any("реестр не" in each.text for each in stage.chat("sec-head")[count:])


def test_a_correction_takes_the_place_of_the_notice_and_its_date_counts(stage: Stage) -> None:
    changes(stage)
    stage.presses("kz-duty", "Уведомление получено")

    stage.says("sec-duty", "/supersede 2026/1")
    stage.says("sec-duty", "12-4/890 от 22.11.2026")
    stage.presses("sec-duty", "Только что")
    assert "Заменяет № 2026/1" in stage.last("sec-duty")
    stage.presses("sec-duty", "Изменить")
    stage.presses("sec-duty", "Дата")
    stage.says("sec-duty", "05.12.2026")
    stage.presses("sec-duty", "Внести уведомление")
    relays(stage)

    for who in ("kz-duty", "tj-duty"):
        assert "Заменяет № 2026/1" in stage.last(who)
        assert "05.12.2026" in stage.last(who)
    stage.says("kz-duty", "/receipt 2026/1")
    assert "уже подтверждено" in stage.last("kz-duty")
    stage.reaches(AT + timedelta(hours=12))
    assert known(stage)["BY-1"].during.holds(stage.now)
    assert not any("реестр не" in each.text for each in stage.chat("sec-head"))
    stage.reaches(moment("05.12.2026 00:00", MINSK))
    assert known(stage)["BY-1"].successor == "BY-2"
    assert notice(stage).state is NoticeState.SUPERSEDED
    stage.says("sec-duty", "/supersede 2026/1")
    assert "заменено" in stage.last("sec-duty")


def test_what_was_not_relayed_by_its_date_changes_nothing_and_the_head_is_asked(
    stage: Stage,
) -> None:
    enters(stage)
    stage.reaches(ASKED - timedelta(minutes=1))
    assert not any("реестр не изменится" in each.text for each in stage.chat("sec-head"))
    stage.reaches(ASKED)
    (asked,) = [each.text for each in stage.chat("sec-head") if "реестр не изменится" in each.text]
    assert "Сторонам не направлено." in asked

    stage.reaches(AT)
    assert known(stage)["BY-1"].during.holds(stage.now)
    assert any("реестр не изменён" in each.text for each in stage.chat("sec-head")[-3:])

    # Relayed a day late it waits for the word of the head, by code.
    stage.passes(days=1)
    relays(stage)
    stage.passes(days=1)
    assert known(stage)["BY-1"].during.holds(stage.now)
    stage.says("sec-duty", "/change 2026/1")
    assert known(stage)["BY-1"].during.holds(stage.now)
    stage.says("sec-head", "/change 2026/1")
    stage.signs("sec-head")
    assert known(stage)["BY-1"].during.until == AT
    assert journalled(stage, "register-changed") == 1


def test_relayed_on_the_very_day_it_changes_at_once(stage: Stage) -> None:
    send(stage)
    today = date(2026, 11, 23)
    enters(stage, on=f"{today:%d.%m.%Y}")
    assert known(stage)["BY-1"].during.holds(stage.now)

    relays(stage)

    assert not known(stage)["BY-1"].during.holds(stage.now)
    assert stage.request(NUMBER).requested == "BY-2"


def test_a_date_that_has_passed_is_asked_about_and_the_head_decides(stage: Stage) -> None:
    enters(stage, on="01.11.2026", past=True)
    relays(stage)
    assert known(stage)["BY-1"].during.holds(stage.now)

    stage.passes(days=1)
    assert "реестр не изменён" in "".join(each.text for each in stage.chat("sec-head"))
    stage.presses("sec-head", "Изменить реестр")
    stage.signs("sec-head")

    assert known(stage)["BY-1"].during.until == moment("01.11.2026 00:00", MINSK)


def test_withdrawn_before_it_was_relayed_it_changes_nothing(stage: Stage) -> None:
    enters(stage)
    stage.presses("sec-duty", "Отозвать уведомление")
    stage.says("sec-duty", "Внесено ошибочно, письмо касается другого органа")
    stage.presses("sec-duty", "Отозвать уведомление")

    stage.reaches(AT + timedelta(days=1))

    assert known(stage)["BY-1"].during.holds(stage.now)
    assert not any("реестр не" in each.text for each in stage.chat("sec-head"))


def test_a_register_file_of_before_puts_nothing_back(stage: Stage) -> None:
    """The operator enters the same file again, in which nobody has written the change."""
    changes(stage)
    stage.reaches(AT)
    stage.look(lambda work: work.remember(KIND, TRAINING))

    stage.look(lambda work: import_register(work, people(), stage.policy))

    old, new = known(stage)["BY-1"], known(stage)["BY-2"]
    assert (old.during.until, old.successor) == (AT, "BY-2")
    assert new.during == Interval(AT)


def test_a_former_officer_reads_nothing_that_came_after(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("by-duty", "/partial 1 Журналы соединений узла сохранены")
    stage.presses("by-duty", "Промежуточный результат")
    changes(stage)
    staffed(stage)
    stage.reaches(AT)
    stage.says("by-duty-new", "/partial 1 Владелец псевдонима установлен")
    stage.presses("by-duty-new", "Промежуточный результат")

    stage.says("by-duty", f"/open {NUMBER}")

    assert "Журналы соединений узла сохранены" in stage.last("by-duty")
    assert "Владелец псевдонима" not in stage.last("by-duty")
    stage.says("by-duty-new", f"/open {NUMBER}")
    for words in ("Журналы соединений узла сохранены", "Владелец псевдонима установлен"):
        assert words in stage.last("by-duty-new")


def test_a_former_officer_hands_over_with_a_note_for_fourteen_days(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    changes(stage)
    staffed(stage)
    stage.reaches(AT)
    by_sender = len(stage.chat("kz-duty"))
    note = "Журналы запрошены у оператора, ответ ожидается в пятницу"

    stage.says("by-duty", f"/handover {NUMBER} {note}")
    assert note in stage.last("by-duty")
    stage.presses("by-duty", "Передать дела")

    assert note in stage.last("by-duty-new")
    assert not any(note in each.text for each in stage.chat("kz-duty")[by_sender:])
    stage.says("by-duty-new", "/handover 1 " + note)
    assert "прежний орган" in stage.last("by-duty-new")
    stage.says("by-duty-new", f"/open {NUMBER}")
    assert note in stage.last("by-duty-new")
    stage.reaches(AT + timedelta(days=14, seconds=5))
    stage.says("by-duty", f"/handover {NUMBER} {note}")
    assert "нет" in stage.last("by-duty")


def test_what_waited_for_a_former_officer_at_the_instant_no_longer_tells_it_to_act(
    stage: Stage,
) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    changes(stage)
    staffed(stage)
    stage.reaches(AT - timedelta(minutes=7))
    for who in ("by-duty", "by-head"):
        stage.fails(who, LATER)
    stage.says("kz-duty", "/correct 1")
    stage.presses("kz-duty", "Содействие")
    stage.says("kz-duty", "сохранить журналы двух узлов")
    stage.presses("kz-duty", "Направить исправление")
    stage.reaches(AT + timedelta(minutes=2))
    for who in ("by-duty", "by-head"):
        stage.heals(who)
    midnight = stage.now

    stage.passes(hours=1)

    for who in ("by-duty", "by-head"):
        assert not [each for each in stage.heard(who, midnight) if "исправлени" in each], who
    told = stage.heard("by-duty-new", AT)
    assert any("Стало: сохранить журналы двух узлов" in each for each in told)
    stage.presses("by-duty-new", "Исправление прочитано")
    assert not stage.owed(NUMBER)[Kind.CORRECTION_READ].is_open


def test_what_a_former_officer_put_off_is_said_to_it_no_more(stage: Stage) -> None:
    changes(stage)
    staffed(stage)
    stage.reaches(AT - timedelta(minutes=40))
    stage.says("by-duty", FORM.replace("Беларусь", "Казахстан"))
    stage.presses("by-duty", SEND)
    (later,) = (each for each in stage.chat("by-duty")[-1].buttons if "Напомнить" in each)
    stage.presses("by-duty", later)
    stage.reaches(AT)
    midnight = stage.now

    stage.passes(hours=2)

    assert not [each for each in stage.heard("by-duty", midnight) if "подтверждение" in each]
