"""What went or came by telephone or fax is entered by either side, on the same clocks. Art. 6."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.transports.base import Later
from handlers.chat.events import Pressed
from protocol.entries import Means
from protocol.moves import Execution, Form
from protocol.obligation import Kind
from protocol.parties import Agreement, Channel, Interval, Party, Passage
from storage.work import Work
from tests.journeys.stage import ASTANA, FORM, MINSK, Stage, moment, send

NUMBER = "KZ-BY-2026-1"
# The form without its addressee: to whom it went is asked before.
CONTENT = FORM.partition("\n")[2]
ENTER = "Нет гостайны, внести"
AGREED = "Лозовский С., заместитель руководителя, по телефону в 12:58"


def states(stage: Stage, who: str, side: str, party: str, at: str, *, agreed: str = AGREED) -> None:
    """Somebody states how a request was transmitted: by telephone, by whom to whom."""
    stage.says(who, "/enter")
    stage.presses(who, "Телефон")
    stage.presses(who, side)
    stage.presses(who, party)
    stage.says(who, at)
    if side == "Передано нами":
        stage.presses(who, "Я")
        stage.says(who, "Дубровская Е., дежурный")
    else:
        stage.says(who, "Асанов Б., дежурный")
        stage.presses(who, "Я")
    stage.presses(who, "Сверено")
    if agreed:
        stage.says(who, agreed)


def enters_sent(stage: Stage, at: str = "13:05") -> None:
    """Kazakhstan enters what it has read out to Belarus."""
    states(stage, "kz-duty", "Передано нами", "Беларусь", at)
    stage.says("kz-duty", CONTENT)
    stage.presses("kz-duty", ENTER)


def enters_received(stage: Stage, at: str = "11:05") -> None:
    """Belarus enters what Kazakhstan has read out to it."""
    states(stage, "by-duty", "Принято нами", "Казахстан", at)
    stage.says("by-duty", CONTENT)
    stage.presses("by-duty", ENTER)


def test_what_was_read_out_has_its_clocks_from_that_moment_and_rings(stage: Stage) -> None:
    enters_sent(stage)

    request, at = stage.request(NUMBER), moment("23.11.2026 13:05", ASTANA)
    assert (request.execution, request.form) == (Execution.TRANSMITTED, Form.AWAITING)
    assert (request.transmitted_at, request.means) == (at, Means.TELEPHONE)
    owed = stage.owed(NUMBER)
    assert owed[Kind.CONFIRM].due.hours_at == at + timedelta(hours=72)
    # Three and thirty days by the requested authority's clocks, the day of receipt not counted.
    last = timedelta(microseconds=1)
    assert owed[Kind.FORWARD].due.at == moment("27.11.2026 00:00", MINSK) - last
    assert owed[Kind.EXECUTE].due.at == moment("24.12.2026 00:00", MINSK) - last
    # Nobody is late for an alarm that has not rung: it rings from now on.
    assert owed[Kind.ACKNOWLEDGE].opened_at > at
    alarm = stage.last("by-duty")
    assert alarm.startswith(f"🔴 СРОЧНОЕ ОБРАЩЕНИЕ {NUMBER}")
    assert "Передано по телефону 23.11.2026 11:05 (Минск); внесено" in alarm
    assert "Передал: Асанов Б.; принял: Дубровская Е., дежурный" in alarm
    assert "Сверено обратным чтением." in alarm
    assert "неустановленное лицо готовит атаку" in alarm
    stage.presses("by-duty", "Подтвердить получение")
    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED


def test_nobody_can_take_the_telephonogram_for_something_that_a_server_accepted(
    stage: Stage,
) -> None:
    enters_sent(stage)

    assert stage.history(NUMBER)[:2] == ["entered", "transmit"]
    stage.says("kz-duty", "/open 1")
    card = stage.last("kz-duty")
    assert "Передано по телефону 23.11.2026 13:05 (Астана); внесено 23.11.2026 13:41" in card
    assert "Асанов" in card
    assert "(Казахстан)" in card
    assert AGREED in card


def test_what_the_requested_side_took_down_is_acknowledged_and_its_sender_told(
    stage: Stage,
) -> None:
    enters_received(stage)

    request, at = stage.request(NUMBER), moment("23.11.2026 11:05", MINSK)
    assert request.requesting == "KZ-1"
    assert request.transmitted_at == at
    assert request.execution is Execution.ACKNOWLEDGED
    assert request.acknowledged_by == "by-duty"
    owed = stage.owed(NUMBER)
    assert not owed[Kind.ACKNOWLEDGE].is_open
    assert owed[Kind.CONFIRM].owed_by == "KZ-1"
    assert owed[Kind.CONFIRM].due.hours_at == at + timedelta(hours=72)
    told = [each for each in stage.heard("kz-duty", at) if "внесла обращение, принятое" in each]
    assert len(told) == 1
    assert "Дубровская" in told[0]
    assert "до 26.11.2026 13:05 (Астана)" in told[0]
    assert "отзовите: /withdraw" in told[0]
    stage.presses("by-duty", "Принять к исполнению")
    assert stage.request(NUMBER).execution is Execution.IN_EXECUTION


def test_the_requesting_side_registers_the_letter_as_of_any_request(stage: Stage) -> None:
    enters_received(stage)

    stage.says("kz-head", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")

    assert stage.request(NUMBER).form is Form.CONFIRMED


def test_a_request_that_no_server_took_is_entered_by_its_number(stage: Stage) -> None:
    for who in ("by-duty", "by-duty2", "by-deputy", "by-head"):
        stage.fails(who, Later(timedelta(minutes=1)))
    send(stage)
    assert stage.request(NUMBER).execution is Execution.TRANSMITTING
    stage.passes(minutes=20)

    stage.presses("kz-duty", "Внести телефонограмму")
    stage.presses("kz-duty", "Телефон")
    stage.says("kz-duty", "13:55")
    stage.presses("kz-duty", "Я")
    stage.says("kz-duty", "Дубровская Е.")
    stage.presses("kz-duty", "Не сверялось")
    stage.says("kz-duty", AGREED)
    assert "Передано по телефону 23.11.2026 13:55 (Астана)" in stage.last("kz-duty")
    stage.presses("kz-duty", ENTER)

    request, at = stage.request(NUMBER), moment("23.11.2026 13:55", ASTANA)
    assert request.transmitted_at == at
    assert not stage.owed(NUMBER)[Kind.TRANSMIT].is_open
    assert stage.owed(NUMBER)[Kind.CONFIRM].due.hours_at == at + timedelta(hours=72)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("завтра", "Момент передачи не понят"),
        ("23.11.2026", "Момент передачи не понят"),
        ("23:59", "Этот момент ещё не наступил."),
        ("31.11.2026 10:00", "Даты 31.11.2026 не существует."),
        ("01.11.2016 10:00", "на этот момент (01.11.2016 10:00 (Астана)) было невозможно"),
    ],
)
def test_a_moment_that_cannot_be_is_asked_again_and_nothing_is_lost(
    stage: Stage, said: str, why: str
) -> None:
    stage.says("kz-duty", "/enter")
    stage.presses("kz-duty", "Факс")
    stage.presses("kz-duty", "Передано нами")
    stage.presses("kz-duty", "Беларусь")

    stage.says("kz-duty", said)
    assert why in stage.last("kz-duty")
    stage.says("kz-duty", "вчера 23:50")

    assert stage.last("kz-duty").startswith("Кто передал")


def test_the_form_names_no_other_addressee_than_the_one_to_which_it_went(stage: Stage) -> None:
    states(stage, "kz-duty", "Передано нами", "Беларусь", "13:05")

    stage.says("kz-duty", FORM.replace("Кому: Беларусь", "Кому: Россия"))

    assert any(
        "Россия" in each for each in stage.heard("kz-duty", stage.now - timedelta(seconds=9))
    )
    assert "Орган запрашиваемой Стороны: Управление" in stage.last("kz-duty")
    stage.presses("kz-duty", "Изменить")
    assert "Кому" not in labels(stage, "kz-duty")
    stage.presses("kz-duty", ENTER)
    assert stage.request(NUMBER).requested == "BY-1"


def test_the_form_as_it_was_read_out_names_the_authority_that_took_it(stage: Stage) -> None:
    states(stage, "by-duty", "Принято нами", "Казахстан", "11:05")

    stage.says("by-duty", FORM)
    assert stage.last("by-duty").startswith("Проверьте и внесите.")
    stage.presses("by-duty", ENTER)

    assert stage.request(NUMBER).requesting == "KZ-1"


def test_the_transmission_is_stated_anew_and_the_content_stays(stage: Stage) -> None:
    states(stage, "kz-duty", "Передано нами", "Беларусь", "13:05")
    stage.says("kz-duty", CONTENT)

    stage.presses("kz-duty", "Изменить")
    stage.presses("kz-duty", "Сведения о передаче")
    stage.presses("kz-duty", "Факс")
    stage.says("kz-duty", "13:10")
    stage.presses("kz-duty", "Я")
    stage.says("kz-duty", "Ковалёв П.")
    stage.says("kz-duty", AGREED)
    preview = stage.last("kz-duty")
    assert "Передано по факсу 23.11.2026 13:10 (Астана)" in preview
    assert "неустановленное лицо готовит атаку" in preview
    stage.presses("kz-duty", ENTER)

    assert stage.request(NUMBER).means is Means.FAX
    assert stage.request(NUMBER).transmitted_at == moment("23.11.2026 13:10", ASTANA)


def test_what_technical_means_may_not_carry_is_not_entered_as_if_they_had(stage: Stage) -> None:
    states(stage, "by-duty", "Принято нами", "Казахстан", "11:05")

    stage.says("by-duty", f"Преступление: совершено\n{CONTENT}")

    preview = stage.last("by-duty")
    assert preview.startswith("Внести как переданное техническими средствами связи нельзя.")
    # The letter would be the other side's.
    assert labels(stage, "by-duty") == ["Изменить", "Сохранить черновик", "Удалить черновик"]


def test_without_an_agreement_it_is_asked_who_agreed_and_with_one_it_is_not(stage: Stage) -> None:
    agrees_on_telephone(stage)

    states(stage, "kz-duty", "Передано нами", "Беларусь", "13:05", agreed="")
    stage.says("kz-duty", CONTENT)

    assert "Согласие на эту передачу" not in stage.last("kz-duty")
    stage.presses("kz-duty", ENTER)
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED
    # By fax they have agreed to nothing, and before that day to no telephone either.
    stage.says("kz-duty", "/enter")
    for label in ("Телефон", "Передано нами", "Беларусь"):
        stage.presses("kz-duty", label)
    stage.says("kz-duty", "22.11.2026 13:05")
    stage.presses("kz-duty", "Я")
    stage.says("kz-duty", "Дубровская Е.")
    stage.presses("kz-duty", "Сверено")
    assert stage.last("kz-duty").startswith("Договорённости Сторон об этом средстве связи")


def test_a_second_press_enters_nothing_twice(stage: Stage) -> None:
    states(stage, "kz-duty", "Передано нами", "Беларусь", "13:05")
    stage.says("kz-duty", CONTENT)
    offer = stage.offer("kz-duty", ENTER)
    for _ in range(2):
        stage.passes(seconds=30)
        stage.does("kz-duty", Pressed(offer))

    assert len(stage.look(lambda work: work.requests.of("KZ-1"))) == 1


def test_a_server_that_took_it_meanwhile_is_not_contradicted(stage: Stage) -> None:
    for who in ("by-duty", "by-duty2", "by-deputy", "by-head"):
        stage.fails(who, Later(timedelta(minutes=1)))
    send(stage)
    stage.passes(minutes=1)
    stage.says("kz-duty", "/enter 1")
    stage.presses("kz-duty", "Факс")
    stage.says("kz-duty", "13:41")
    assert "Раньше создания" in stage.last("kz-duty")
    for who in ("by-duty", "by-duty2", "by-deputy", "by-head"):
        stage.heals(who)
    stage.passes(minutes=3)
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED

    stage.says("kz-duty", "13:42")

    assert "Передать обращение нельзя" in stage.last("kz-duty")
    assert stage.request(NUMBER).means is None


def test_late_it_is_late_and_nobody_is_told_that_there_is_time(stage: Stage) -> None:
    states(stage, "by-duty", "Принято нами", "Казахстан", "19.11.2026 09:00")
    stage.says("by-duty", CONTENT)
    stage.presses("by-duty", ENTER)

    owed = stage.owed(NUMBER)[Kind.CONFIRM]
    assert owed.due.at < stage.now
    heard = "\n".join(stage.heard("kz-duty", stage.now - timedelta(seconds=30)))
    assert "истёк" in heard


def labels(stage: Stage, who: str) -> list[str]:
    """Return the buttons under the newest message."""
    return [each.label for each in stage.chat(who)[-1].versions[-1].buttons]


def agrees_on_telephone(stage: Stage) -> None:
    """The register has an agreement on the telephone from today on."""
    stage.look(
        lambda work: work.registry.put_agreement(
            Agreement(
                pair=frozenset({Party.KAZAKHSTAN, Party.BELARUS}),
                channel=Channel.TELEPHONE,
                passage=Passage.CONTENT,
                during=Interval(moment("23.11.2026 00:00", ASTANA)),
                document="Протокол встречи",
            )
        )
    )


def test_what_was_stated_as_transmitted_is_not_sent_by_an_earlier_button(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    offer = stage.offer("kz-duty", "Нет гостайны, отправить")
    (draft,) = stage.look(lambda work: work.drafts.of("kz-duty"))
    stage.says("kz-duty", f"/enter {draft.id}")
    stage.presses("kz-duty", "Факс")
    stage.says("kz-duty", "13:05")
    stage.presses("kz-duty", "Я")
    stage.says("kz-duty", "Дубровская Е.")
    stage.says("kz-duty", AGREED)
    assert stage.last("kz-duty").startswith("Проверьте и внесите.")

    stage.does("kz-duty", Pressed(offer))

    assert stage.look(lambda work: work.requests.of("KZ-1")) == ()
    stage.presses("kz-duty", ENTER)
    assert stage.request(NUMBER).means is Means.FAX


def test_of_a_body_that_was_replaced_since_the_successor_is_asked(stage: Stage) -> None:
    old = stage.look(lambda work: work.registry.authority("BY-1"))
    change = moment("23.11.2026 11:00", MINSK)

    def changes(work: Work) -> None:
        until = replace(old, successor="BY-9", during=replace(old.during, until=change))
        work.registry.put_authority(until)
        new = replace(old, id="BY-9", name="Новая служба", during=Interval(change))
        work.registry.put_authority(new)

    stage.look(changes)
    states(stage, "kz-duty", "Передано нами", "Беларусь", "22.11.2026 13:05")
    stage.says("kz-duty", CONTENT)
    stage.presses("kz-duty", ENTER)

    assert stage.request(NUMBER).requested == "BY-9"
