"""What is signed is done only by a one-time code, for exactly what was shown. Policy."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select

from bot.operator import code_apps, officers
from handlers.chat import one_time_codes, signing
from handlers.chat.events import Said
from protocol.moves import Execution, Form, Move
from protocol.parties import Channel, Role, Standing
from protocol.permissions import SIGNED, Act
from protocol.policy import DEFAULT
from storage.keys import KeyRing
from storage.tables import code_apps as apps
from storage.tables import inbox
from storage.work import Work
from tests.builders import secret_of
from tests.journeys.overtelegram import OverTelegram
from tests.journeys.stage import CODE_ASKED, FORM, MINSK, Stage, send

NUMBER = "KZ-BY-2026-1"
NO_TIME = timedelta()
LETTER = "12-4/881 от 23.11.2026"
STOPPED = "Подписание прервано, ничего не сделано."
ALONE = "Код сейчас не нужен: ничего не подписывается."
KZ = "Департамент защиты информационного пространства Республики Казахстан"
IVANOV = officers.Person("KZ-1", Role.DUTY_OFFICER, "Иванов И.", "+7 7172 00-09-99", "", "ru")


def nothing(stage: Stage) -> str:
    """Nothing comes before."""
    return ""


def applicant(stage: Stage) -> str:
    """Somebody has brought the operator's code; returns the four words."""
    if not stage.chat("new"):
        code = officers.make_code()
        stage.look(lambda work: officers.invite(work, IVANOV, code))
        stage.says("new", f"/start {code}")
    told = "\n".join(each.text for each in stage.chat("new"))
    found = re.search("четыре слова: (.+)", told)
    assert found
    return found[1]


def refused(stage: Stage) -> str:
    """The request has been refused."""

    if stage.request(NUMBER).execution is not Execution.REFUSED:
        stage.says("by-head", "/refuse 1 Исполнение противоречит закону")
        stage.presses("by-head", "Отказать в исполнении")
        stage.signs("by-head")
    return ""


def suspended(stage: Stage) -> str:
    """The operator has suspended somebody."""
    if stage.look(lambda work: work.registry.officer("kz-duty2").standing) is Standing.ACTIVE:
        stage.look(lambda work: officers.suspend(work, "kz-duty2"))
    return ""


def circular(stage: Stage) -> str:
    """The head of the Secretariat's duty unit has entered a circular."""
    if stage.look(lambda work: work.notices.by_number("1")) is None:
        stage.says("sec-head", "/notice")
        stage.presses("sec-head", "Иное сообщение Генерального секретаря")
        stage.says("sec-head", "Совещание состоится 15.12.2026.")
        stage.presses("sec-head", "Внести уведомление")
    return ""


@dataclass(frozen=True, slots=True)
class Case:
    """
    Something that is signed: by whom, what is said before, the button, and what is shown.

    Without a button the last words lead to it. `before` prepares it, and returns the four words.
    """

    who: str
    said: tuple[str, ...]
    button: str
    shown: tuple[str, ...]
    before: Callable[[Stage], str] = nothing


CASES = {
    "registering": Case(
        "kz-deputy",
        (f"/confirm 1 {LETTER}",),
        "Отправлено сегодня",
        (
            "Подписывается: регистрация официального письменного подтверждения (ст. 6).",
            f"Обращение {NUMBER}",
            KZ,
            "→ Управление по противодействию компьютерным преступлениям Республики Беларусь",
            "Письмо № 12-4/881 от 23.11.2026",
            "Подписано: Сериков А., заместитель руководителя",
            "Текст совпадает с переданным.",
        ),
    ),
    "refusing": Case(
        "by-head",
        ("/refuse 1 Исполнение противоречит закону",),
        "Отказать в исполнении",
        (
            "Подписывается: отказ в исполнении (ст. 9).",
            f"Обращение {NUMBER}",
            "Текст: Исполнение противоречит закону",
        ),
    ),
    "relaying": Case(
        "sec-duty",
        (),
        "Направить всем Сторонам",
        (
            "Подписывается: направление каждой Стороне.",
            "№ 2026/1: иное сообщение Генерального секретаря",
            "Текст: Совещание состоится 15.12.2026.",
        ),
        before=circular,
    ),
    "declining": Case(
        "kz-head",
        ("/decline 1 Сведения не подтвердились",),
        "Подтверждения не будет",
        (
            "Подписывается: отказ подтвердить обращение письменно.",
            f"Обращение {NUMBER}",
            "Текст: Сведения не подтвердились",
        ),
    ),
    "refusing in writing": Case(
        "by-head",
        ("/refusal 1 № 7 от 24.11.2026",),
        "Внести письмо об отказе",
        (
            "Подписывается: письменное уведомление об отказе (ст. 9).",
            f"Обращение {NUMBER}",
            "Текст: № 7 от 24.11.2026",
        ),
        refused,
    ),
    "inviting": Case(
        "kz-head",
        ("/invite дежурный, Петров П., +7 7172 00-08-88",),
        "",
        (
            "Подписывается: приглашение сотрудника.",
            "Петров П., дежурный, телефон +7 7172 00-08-88",
            f"Орган: {KZ}",
            "Доступ откроется, когда сотрудника утвердит другой.",
        ),
    ),
    "approving": Case(
        "kz-duty",
        ("/approve Иванов", "{words}"),
        "",
        (
            "Подписывается: утверждение сотрудника.",
            "Иванов И., дежурный, телефон +7 7172 00-09-99",
            f"Орган: {KZ}",
            "Код приглашения выдал: администратор",
        ),
        applicant,
    ),
    "suspending": Case(
        "kz-deputy",
        ("/suspend Асанов",),
        "",
        (
            "Подписывается: приостановление доступа сотрудника.",
            "Асанов Б., дежурный, телефон",
            f"Орган: {KZ}",
            "Открытых обращений за сотрудником: 1; они остаются за ним.",
        ),
    ),
    "reinstating": Case(
        "kz-deputy",
        ("/reinstate Жумабекова",),
        "",
        (
            "Подписывается: возвращение доступа сотруднику.",
            "Жумабекова Д., дежурный, телефон",
            f"Орган: {KZ}",
            "Доступ откроется сразу, прежние учётные записи остаются:",
        ),
        suspended,
    ),
    "leaving": Case(
        "kz-head",
        ("/leave Асанов, Жумабекова",),
        "",
        (
            "Подписывается: завершение работы сотрудника.",
            "Асанов Б., дежурный, телефон",
            f"Орган: {KZ}",
            "Открытых обращений: 1; отвечать за них будет: Жумабекова Д.",
            f"{NUMBER} · передано",
        ),
    ),
}


SIGN_THERE = {
    "kz-duty": {"kz-head", "kz-deputy"},
    "kz-head": {"kz-deputy"},
    "kz-deputy": {"kz-head"},
    "by-head": {"by-deputy"},
    "sec-duty": {"sec-head"},
}


def begun(stage: Stage, case: Case) -> None:
    """Bring somebody to the button, or past the last words where there is none."""
    words = case.before(stage)
    for each in case.said:
        if each.startswith("["):
            stage.presses(case.who, each.strip("[]"))
        else:
            stage.says(case.who, each.format(words=words))


def pressed(stage: Stage, case: Case) -> None:
    """Press the button; where there is none everything is said again."""
    if case.button:
        stage.presses(case.who, case.button)
    else:
        begun(stage, case)


def asked(stage: Stage, case: Case) -> None:
    """Bring somebody to the screen that asks for the code."""
    begun(stage, case)
    if case.button:
        stage.presses(case.who, case.button)
    assert CODE_ASKED in stage.last(case.who)


def states(stage: Stage) -> tuple[object, ...]:
    """Return where everything stands that is signed here."""
    moves = [each for each in stage.history(NUMBER) if each in set(Move)]
    notice = stage.look(lambda work: work.notices.by_number("1"))
    people = stage.look(
        lambda work: [
            (each.id, each.standing, each.during.until, len(work.registry.accounts(each.id)))
            for each in work.registry.everybody()
        ]
    )
    return moves, people, notice.state if notice else None


def signatures(stage: Stage) -> list[Mapping[str, object]]:
    return stage.look(
        lambda work: [each.facts for each in work.journal.entries() if each.action == "signed"]
    )


def actions(stage: Stage) -> list[str]:
    return stage.look(lambda work: [each.action for each in work.journal.entries()])


@pytest.mark.parametrize("name", CASES)
def test_it_is_shown_with_its_digest_and_done_by_the_code(stage: Stage, name: str) -> None:
    case = CASES[name]
    send(stage)
    case.before(stage)
    before, signed_before = states(stage), len(signatures(stage))
    asked(stage, case)

    screen = stage.last(case.who)
    assert [words for words in case.shown if words not in screen] == []
    shown = states(stage)
    assert shown[:2] == before[:2]
    digest = re.search(r"Контрольная сумма показанного: ([0-9a-f]{12})\n", screen)
    assert digest is not None

    stage.signs(case.who)

    assert states(stage) != shown
    assert str(signatures(stage)[-1]["digest"]).startswith(digest[1])
    assert len(signatures(stage)) == signed_before + 1


@pytest.mark.parametrize("name", CASES)
def test_three_wrong_codes_under_each_act_lock_and_the_signatories_hear(
    stage: Stage, name: str
) -> None:
    case = CASES[name]
    send(stage)
    asked(stage, case)
    before, at = states(stage), stage.now

    for _ in range(3):
        stage.says(case.who, stage.code(case.who, steps=9))

    assert stage.last(case.who).startswith("Неверных кодов подряд: 3. Подписывать кодом нельзя до")
    told = {
        each.id
        for each in stage.look(lambda work: work.registry.everybody())
        if any("🔴 Неверных кодов подряд: 3." in words for words in stage.heard(each.id, at))
    }
    assert told == SIGN_THERE[case.who]
    stage.says(case.who, stage.code(case.who))
    assert stage.last(case.who).startswith(ALONE)
    if not case.button:
        stage.says(case.who, case.said[0])
        assert stage.last(case.who).startswith(
            "Неверных кодов подряд: 3. Подписывать кодом нельзя до"
        )
    assert states(stage) == before


@pytest.mark.parametrize("name", CASES)
def test_a_used_code_signs_nothing_a_second_time(stage: Stage, name: str) -> None:
    case = CASES[name]
    send(stage)
    used = stage.code(case.who)
    stage.look(
        lambda work: work.codes.accept(
            case.who, one_time_codes.step_of(secret_of(case.who), used, work.now) or 0
        )
    )
    asked(stage, case)
    before = states(stage)

    stage.says(case.who, used)

    assert stage.last(case.who).startswith("Этот код уже использован")
    assert states(stage) == before


@pytest.mark.parametrize("stage", [Channel.TELEGRAM], indirect=True, ids=str)
@pytest.mark.parametrize("name", CASES)
def test_the_message_with_the_code_is_deleted_at_the_server(stage: Stage, name: str) -> None:
    case = CASES[name]
    send(stage)
    asked(stage, case)
    network = stage.networks[Channel.TELEGRAM]
    assert isinstance(network, OverTelegram)
    wrong, right = stage.code(case.who, steps=9), stage.code(case.who)

    stage.says(case.who, wrong)
    stage.says(case.who, right)

    written = {each.text: each.deleted for each in network.person(case.who).chat.messages.values()}
    assert (written[wrong], written[right]) == (True, True)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_the_code_of_the_step_before_and_after_is_right(stage: Stage, steps: int) -> None:
    send(stage)
    asked(stage, CASES["refusing"])

    stage.says("by-head", stage.code("by-head", steps=steps))

    assert stage.request(NUMBER).execution is Execution.REFUSED


@pytest.mark.parametrize("steps", [-2, 2])
def test_two_steps_away_it_is_wrong(stage: Stage, steps: int) -> None:
    send(stage)
    asked(stage, CASES["refusing"])

    stage.says("by-head", stage.code("by-head", steps=steps))

    assert stage.last("by-head").startswith("Код неверный. Осталось 2 попытки.")
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED
    stage.signs("by-head")
    assert stage.request(NUMBER).execution is Execution.REFUSED


def test_a_code_serves_once_and_no_earlier_one_after_it(stage: Stage) -> None:
    send(stage)
    send(stage)
    asked(stage, replace(CASES["registering"], said=(f"/confirm {NUMBER} {LETTER}",)))
    used, before = stage.code("kz-deputy"), stage.code("kz-deputy", steps=-1)
    stage.says("kz-deputy", used)
    assert stage.request(NUMBER).form is Form.CONFIRMED

    asked(stage, replace(CASES["registering"], said=(f"/confirm KZ-BY-2026-2 {LETTER}",)))
    for code in (used, before):
        stage.says("kz-deputy", code)
        assert stage.last("kz-deputy").startswith("Этот код уже использован")
    assert stage.request("KZ-BY-2026-2").form is Form.AWAITING

    stage.says("kz-deputy", stage.code("kz-deputy", steps=1))
    assert stage.request("KZ-BY-2026-2").form is Form.CONFIRMED


def test_anothers_code_is_wrong(stage: Stage) -> None:
    send(stage)
    asked(stage, CASES["refusing"])

    stage.says("by-head", stage.code("by-deputy"))

    assert stage.last("by-head").startswith("Код неверный.")


def locked(stage: Stage) -> datetime:
    """The head of BY types three wrong codes under a refusal; returns until when it is locked."""
    asked(stage, replace(CASES["refusing"], said=(f"/refuse {NUMBER} Противоречит закону",)))
    wrong = stage.code("by-head", steps=9)
    for left in ("Осталось 2 попытки", "Осталась 1 попытка"):
        stage.says("by-head", wrong)
        assert left in stage.last("by-head")
    stage.says("by-head", wrong)
    until = stage.look(lambda work: work.codes.wrong("by-head").locked_until)
    assert until is not None
    return until


def test_three_wrong_codes_lock_every_code_of_that_person_and_the_signatories_hear(
    stage: Stage,
) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    send(stage, "by-duty", FORM.replace("Беларусь", "Казахстан"))
    at = stage.now
    until = locked(stage).astimezone(ZoneInfo(MINSK))

    closed = f"Подписывать кодом нельзя до {until:%d.%m.%Y %H:%M} (Минск)."
    assert f"Неверных кодов подряд: 3. {closed}" in stage.last("by-head")
    (told,) = (each for each in stage.heard("by-deputy", at) if "Неверных кодов подряд" in each)
    assert (
        "Лозовский С. — отказ в исполнении (ст. 9). Коды этого сотрудника не принимаются до" in told
    )
    for other in ("by-duty", "by-duty2", "kz-deputy", "kz-head"):
        assert not any("Неверных кодов подряд" in each for each in stage.heard(other, at))

    stage.says("by-head", stage.code("by-head"))
    assert stage.last("by-head").startswith(ALONE)
    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    stage.says("by-head", f"/confirm BY-KZ-2026-1 {LETTER}")
    stage.presses("by-head", "Отправлено сегодня")
    assert closed in stage.last("by-head")

    asked(
        stage,
        Case("by-deputy", (f"/confirm BY-KZ-2026-1 {LETTER}",), "Отправлено сегодня", ()),
    )
    stage.signs("by-deputy")
    assert stage.request("BY-KZ-2026-1").form is Form.CONFIRMED


def test_another_act_gives_whoever_guesses_no_new_tries(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    send(stage, "by-duty", FORM.replace("Беларусь", "Казахстан"))
    asked(stage, replace(CASES["refusing"], said=(f"/refuse {NUMBER} Противоречит закону",)))
    stage.says("by-head", stage.code("by-head", steps=9))
    stage.says("by-head", stage.code("by-head", steps=9))
    asked(stage, Case("by-head", (f"/confirm BY-KZ-2026-1 {LETTER}",), "Отправлено сегодня", ()))

    stage.says("by-head", stage.code("by-head", steps=9))

    assert "Подписывать кодом нельзя до" in stage.last("by-head")


@pytest.mark.parametrize(("early", "free"), [(timedelta(microseconds=1), False), (NO_TIME, True)])
def test_it_is_locked_for_exactly_15_minutes(stage: Stage, early: timedelta, free: bool) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    until = locked(stage)
    last = stage.look(lambda work: list(work.journal.entries()))[-1]
    assert last.action == "code-wrong"
    assert datetime.fromisoformat(last.at) + timedelta(minutes=15) == until

    stage.reaches(until - early - timedelta(seconds=1))
    assert stage.now == until - early
    stage.presses("by-head", "Отказать в исполнении")

    assert (CODE_ASKED in stage.last("by-head")) is free
    assert ("Подписывать кодом нельзя до" in stage.last("by-head")) is not free


def test_at_the_secretariat_its_head_hears_of_it(stage: Stage) -> None:
    asked(stage, CASES["relaying"])
    at = stage.now

    for _ in range(3):
        stage.says("sec-duty", stage.code("sec-duty", steps=9))

    assert "Подписывать кодом нельзя до" in stage.last("sec-duty")
    (told,) = stage.heard("sec-head", at)
    assert "Неверных кодов подряд: 3. Нестеров В. — направление каждой Стороне." in told


def test_a_right_code_begins_the_count_anew(stage: Stage) -> None:
    send(stage)
    send(stage)
    for number in (NUMBER, "KZ-BY-2026-2"):
        asked(stage, replace(CASES["registering"], said=(f"/confirm {number} {LETTER}",)))
        for _ in range(2):
            stage.says("kz-deputy", stage.code("kz-deputy", steps=9))
        stage.signs("kz-deputy")

        assert stage.request(number).form is Form.CONFIRMED


def test_another_screen_does_not_begin_the_count_anew(stage: Stage) -> None:
    send(stage)
    for _ in range(2):
        asked(stage, CASES["refusing"])
        stage.says("by-head", stage.code("by-head", steps=9))
        stage.passes(minutes=20)
    asked(stage, CASES["refusing"])
    stage.says("by-head", stage.code("by-head", steps=9))

    assert "Неверных кодов подряд: 3." in stage.last("by-head")


def test_after_five_minutes_nothing_is_signed(stage: Stage) -> None:
    send(stage)
    asked(stage, CASES["refusing"])

    stage.passes(minutes=5)
    stage.says("by-head", stage.code("by-head"))

    assert stage.last("by-head").startswith(
        "Код введён поздно (время — 5 мин). Ничего не подписано, начните заново."
    )
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED


@pytest.mark.parametrize("between", ["/help", "/cancel", "/nope", "хорошо", "[Прервать]", "7"])
def test_anything_else_in_between_stops_it_cleanly(stage: Stage, between: str) -> None:
    send(stage)
    asked(stage, CASES["refusing"])
    at = stage.now

    begun(stage, replace(CASES["refusing"], said=(between,)))
    assert STOPPED in stage.heard("by-head", at)
    stage.says("by-head", stage.code("by-head"))

    assert stage.last("by-head").startswith(ALONE)
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED


@pytest.mark.parametrize("mistyped", ["49302", "4930211", "493-021", "/code 12", "/code да"])
def test_a_mistyped_code_neither_stops_nor_counts(stage: Stage, mistyped: str) -> None:
    send(stage)
    asked(stage, CASES["refusing"])
    for _ in range(4):
        stage.says("by-head", mistyped)
        assert stage.last("by-head").startswith("Это не код: в коде шесть цифр, например 493 021.")

    stage.signs("by-head")

    assert stage.request(NUMBER).execution is Execution.REFUSED


def test_a_request_that_moved_meanwhile_voids_the_signature(stage: Stage) -> None:
    send(stage)
    asked(stage, CASES["refusing"])
    stage.presses("by-duty", "Подтвердить получение")

    code = stage.code("by-head")
    stage.says("by-head", code)

    assert stage.last("by-head").startswith("Показанное с тех пор изменилось")
    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    # The refusal undid no counting: the code is used.
    stage.presses("by-head", "Отказать в исполнении")
    stage.says("by-head", f"/refuse {NUMBER} Исполнение противоречит закону")
    stage.presses("by-head", "Отказать в исполнении")
    stage.says("by-head", code)
    assert stage.last("by-head").startswith("Этот код уже использован")


def test_a_draft_that_changed_meanwhile_voids_the_signature(stage: Stage) -> None:
    send(stage)
    asked(stage, CASES["refusing"])

    def changed(work: Work) -> None:
        (draft,) = work.drafts.of("by-head")
        work.drafts.save(replace(draft, answers={**draft.answers, "text": "Иные причины"}))

    stage.look(changed)
    stage.signs("by-head")

    assert stage.last("by-head").startswith("Показанное с тех пор изменилось")
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED


def test_what_cannot_be_done_is_refused_before_a_code_is_asked_for(stage: Stage) -> None:
    send(stage)
    stage.says("kz-duty", f"/confirm 1 {LETTER}")
    stage.presses("kz-duty", "Сериков А., заместитель руководителя")

    stage.presses("kz-duty", "Отправлено сегодня")

    assert "только со сканом подписанного письма" in stage.last("kz-duty")
    assert CODE_ASKED not in stage.last("kz-duty")


@pytest.mark.parametrize("name", CASES)
def test_without_an_active_app_it_says_what_is_missing_and_whom_to_ask(
    stage: Stage, name: str
) -> None:
    case = CASES[name]
    send(stage)
    case.before(stage)
    stage.look(lambda work: work.connection.execute(delete(apps)))
    if case.button:
        begun(stage, case)
    before = states(stage)

    pressed(stage, case)
    told = "\n".join(each.text for each in stage.chat(case.who)[-2:])
    assert "а приложения кодов у вас нет" in told
    assert f"(nabat officer totp {case.who})" in told
    assert "Ни у кого в вашем органе приложения кодов ещё нет." in told
    stage.look(lambda work: code_apps.issue(work, case.who, secret_of(case.who)))
    stage.passes(minutes=1)  # at once it would be the same press again, in impatience
    pressed(stage, case)
    told = "\n".join(each.text for each in stage.chat(case.who)[-2:])
    assert "ещё не включено первым кодом" in told
    assert states(stage) == before

    stage.says(case.who, f"/code {stage.code(case.who)}")
    assert stage.last(case.who).startswith("Приложение кодов действует.")
    pressed(stage, case)
    stage.signs(case.who)
    assert states(stage) != before
    assert "code-app-active" in actions(stage)


def test_who_has_no_app_learns_who_has_one(stage: Stage) -> None:
    words = applicant(stage)
    others = apps.c.officer.not_in(("kz-head", "kz-duty2", "kz-registrar", "by-duty"))
    stage.look(lambda work: work.connection.execute(delete(apps).where(others)))

    stage.says("kz-duty", "/approve Иванов")

    assert "Приложение кодов уже действует: Жумабекова Д., Кенжетаев Н." in stage.last("kz-duty")
    stage.says("kz-duty", words)
    assert "Бот сейчас ни о чём не спрашивает" in stage.last("kz-duty")
    stage.says("kz-duty2", "/approve Иванов")
    stage.says("kz-duty2", words)
    stage.signs("kz-duty2")
    assert stage.look(lambda work: work.registry.officer("kz-1-0001").standing) is Standing.ACTIVE


def test_a_lost_telephone_needs_no_code(stage: Stage) -> None:
    stage.look(lambda work: work.connection.execute(delete(apps)))

    stage.says("kz-duty", "/lost Жумабекова all")

    assert "учётная запись отвязана" in stage.last("kz-duty")
    assert stage.look(lambda work: work.registry.accounts("kz-duty2")) == ()


def test_an_application_that_is_void_meanwhile_is_not_approved_by_the_code(stage: Stage) -> None:
    asked(stage, CASES["approving"])
    stage.says("kz-duty2", "/approve Иванов")
    for _ in range(3):
        stage.says("kz-duty2", "один два три четыре")

    stage.says("kz-duty", stage.code("kz-duty"))

    assert "Эта заявка больше не ждёт утверждения." in stage.last("kz-duty")
    standing = stage.look(lambda work: work.registry.officer("kz-1-0001").standing)
    assert standing is Standing.INVITED


def test_words_that_were_heard_serve_no_later_application(stage: Stage) -> None:
    asked(stage, CASES["approving"])
    stage.says("kz-duty", "/cancel")
    (heard,) = stage.look(lambda work: work.drafts.of("kz-duty"))
    code = officers.make_code()
    stage.look(lambda work: officers.invite_again(work, "kz-1-0001", code))
    stage.says("other", f"/start {code}")

    stage.says("kz-duty", f"/approve {heard.id}")

    assert "Эта заявка больше не ждёт утверждения." in stage.last("kz-duty")
    assert stage.look(lambda work: work.codes.waiting("kz-duty")) == ()


def test_who_is_reassigned_meanwhile_voids_the_signature(stage: Stage) -> None:
    send(stage)
    asked(stage, CASES["leaving"])
    send(stage)

    stage.signs("kz-head")

    assert stage.last("kz-head").startswith("Показанное с тех пор изменилось")
    assert stage.look(lambda work: work.registry.officer("kz-duty").standing) is Standing.ACTIVE


def test_minutes_and_tries_are_those_of_the_policy(sqlite_path: Path, ring: KeyRing) -> None:
    policy = replace(
        DEFAULT,
        code_within=timedelta(minutes=1),
        code_tries=2,
        code_locked_for=timedelta(hours=1),
    )
    with Stage(f"sqlite:///{sqlite_path}", ring, policy=policy) as stage:
        send(stage)
        asked(stage, CASES["refusing"])
        stage.passes(minutes=1)
        stage.says("by-head", stage.code("by-head"))
        assert stage.last("by-head").startswith("Код введён поздно (время — 1 мин")

        asked(stage, CASES["refusing"])
        for _ in range(2):
            stage.says("by-head", stage.code("by-head", steps=9))
        assert stage.last("by-head").startswith("Неверных кодов подряд: 2.")
        locked_until = stage.look(lambda work: work.codes.wrong("by-head").locked_until)
        assert locked_until is not None
        assert timedelta(minutes=59) < locked_until - stage.now <= timedelta(hours=1)


def test_a_new_secret_stops_the_old_one_at_once(stage: Stage) -> None:
    send(stage)
    asked(stage, CASES["refusing"])
    stage.look(lambda work: code_apps.issue(work, "by-head", secret_of("another sheet")))

    stage.says("by-head", stage.code("by-head"))
    assert stage.last("by-head").startswith("Код неверный. Осталось 2 попытки.")
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED

    stage.says("by-head", one_time_codes.code_at(secret_of("another sheet"), stage.now))
    assert stage.last("by-head").startswith("Приложение кодов действует.")


def test_three_wrong_first_codes_lock_the_activation(stage: Stage) -> None:
    stage.look(lambda work: code_apps.issue(work, "by-head", secret_of("another sheet")))

    for _ in range(3):
        stage.says("by-head", f"/code {stage.code('by-head', steps=9)}")
    assert "включение приложения кодов" in stage.last("by-deputy")
    stage.says("by-head", f"/code {one_time_codes.code_at(secret_of('another sheet'), stage.now)}")

    assert "Подписывать кодом нельзя до" in stage.last("by-head")
    stage.says("by-head", "/code")
    assert "выдан, но ещё не действует" in stage.last("by-head")


def test_a_code_never_becomes_an_answer(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    stage.says("kz-duty", "ИТ, ст. 205 УК РК")
    before = stage.look(lambda work: work.drafts.of("kz-duty"))

    stage.says("kz-duty", "493 021")

    assert stage.last("kz-duty").startswith(ALONE)
    stage.attaches("kz-duty", "493021")
    assert stage.look(lambda work: work.drafts.of("kz-duty"))[0].answers == before[0].answers


def test_where_the_policy_says_so_nothing_asks_for_a_code(sqlite_path: Path, ring: KeyRing) -> None:
    policy = replace(DEFAULT, step_up=False)
    with Stage(f"sqlite:///{sqlite_path}", ring, policy=policy) as stage:
        send(stage)
        for name in ("refusing", "relaying", "inviting", "approving", "suspending"):
            before = states(stage)
            begun(stage, CASES[name])
            if CASES[name].button:
                stage.presses(CASES[name].who, CASES[name].button)

            assert states(stage) != before, name


def test_a_command_whose_act_is_entered_in_the_table_asks(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "SIGNED", SIGNED | {Act.ME})

    stage.says("kz-duty", "/me en")

    assert stage.look(lambda work: work.codes.waiting("kz-duty"))
    assert stage.look(lambda work: work.registry.officer("kz-duty")).lang == "ru"
    stage.expected.add("text_missing")
    stage.says("kz-duty", stage.code("kz-duty"))
    assert stage.look(lambda work: work.registry.officer("kz-duty")).lang == "en"


@pytest.fixture
def anywhere(database_url: str, ring: KeyRing) -> Iterator[Stage]:
    """A stage on SQLite, then one on PostgreSQL."""
    with Stage(database_url, ring) as stage:
        yield stage


def test_the_same_code_typed_twice_at_once_is_one_act(anywhere: Stage) -> None:
    stage = anywhere
    send(stage)
    asked(stage, CASES["refusing"])
    code = stage.code("by-head")

    stage.do_at_once(*[("by-head", Said(code))] * 4)
    stage.passes(minutes=1)

    history = stage.history(NUMBER)
    assert (history.count("signed"), history.count("refuse")) == (1, 1)
    alone = [each for each in stage.chat("by-head") if each.text.startswith(ALONE)]
    assert len(alone) == 3


def test_two_signatories_at_once_register_once(anywhere: Stage) -> None:
    stage = anywhere
    send(stage)
    for who in ("kz-deputy", "kz-head"):
        asked(stage, replace(CASES["registering"], who=who))

    stage.do_at_once(*((who, Said(stage.code(who))) for who in ("kz-deputy", "kz-head")))

    assert stage.history(NUMBER).count("register_confirmation") == 1


def test_a_code_that_fails_by_our_fault_is_not_kept_either(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(turn: object, event: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.inbox.inbox.hear", fails)
    stage.expected |= {"event_failed", "incident"}

    stage.says("by-head", "493 021")

    assert "Сбой системы" in stage.last("by-head")
    kept = stage.look(lambda work: work.connection.execute(select(inbox.c.sealed)).scalars().all())
    assert (len(kept), any(kept)) == (1, False)


def test_neither_secret_nor_code_lies_in_a_file_or_a_log(stage: Stage, sqlite_path: Path) -> None:
    send(stage)
    asked(stage, CASES["refusing"])
    typed = [
        stage.code("by-head", steps=9),
        f"{stage.code('by-head')[:3]} {stage.code('by-head')[3:]}",
    ]
    for code in typed:
        stage.says("by-head", code)
    assert stage.request(NUMBER).execution is Execution.REFUSED
    stage.look(lambda work: code_apps.issue(work, "kz-duty", secret_of("kz-duty")))
    typed.append(f"/code {stage.code('kz-duty')}")
    stage.says("kz-duty", typed[-1])
    typed.append("/code 900900")
    stage.says("kz-duty", typed[-1])

    kept = stage.look(lambda work: work.connection.execute(select(inbox.c.sealed)).scalars().all())
    assert not any(kept)
    files = {path.name: path.read_bytes() for path in sqlite_path.parent.glob("nabat.db*")}
    assert len(files["nabat.db-wal"]) > 9_999
    files["the log"] = repr(stage.logs).encode()
    files["the chats"] = repr(stage.networks).encode()
    digits = {one_time_codes.said(text) or "" for text in typed}
    secrets = {secret_of(who) for who in ("by-head", "kz-duty")}
    needles = [each.encode() for each in (*digits, *typed, *secrets)]
    assert [(name, each) for name, held in files.items() for each in needles if each in held] == []


def prepares(stage: Stage, number: str, letter: str) -> None:
    """The deputy prepares a letter with its dispatch and leaves it at its preview."""
    stage.says("kz-deputy", f"/confirm {number} {letter}")
    stage.presses("kz-deputy", "Указать отправку")
    stage.presses("kz-deputy", "Отправлено сегодня")


def test_several_prepared_letters_are_one_screen_and_one_code(stage: Stage) -> None:
    for _ in range(3):
        send(stage)
    prepares(stage, "1", "12-4/881 от 23.11.2026")
    assert "Подписать все кодом" not in stage.chat("kz-deputy")[-1].buttons
    prepares(stage, "2", "12-4/882 от 23.11.2026")

    stage.presses("kz-deputy", "Подписать все кодом")
    screen = stage.last("kz-deputy")
    before = [stage.request(f"KZ-BY-2026-{each}").form for each in (1, 2, 3)]
    stage.signs("kz-deputy")

    for words in ("KZ-BY-2026-1", "12-4/881", "KZ-BY-2026-2", "12-4/882"):
        assert words in screen
    assert "KZ-BY-2026-3" not in screen
    assert before == [Form.AWAITING] * 3
    after = [stage.request(f"KZ-BY-2026-{each}").form for each in (1, 2, 3)]
    assert after == [Form.CONFIRMED, Form.CONFIRMED, Form.AWAITING]


def test_a_letter_that_was_changed_under_the_screen_lets_none_of_them_be_signed(
    stage: Stage,
) -> None:
    for _ in range(2):
        send(stage)
    prepares(stage, "1", "12-4/881 от 23.11.2026")
    prepares(stage, "2", "12-4/882 от 23.11.2026")
    stage.presses("kz-deputy", "Подписать все кодом")
    stage.says("kz-head", "/confirm 1 12-4/900 от 23.11.2026")
    stage.presses("kz-head", "Отправлено сегодня")
    stage.signs("kz-head")

    stage.signs("kz-deputy")

    assert stage.request("KZ-BY-2026-2").form is Form.AWAITING


def test_several_notices_are_one_screen_and_one_code(stage: Stage) -> None:
    for text in ("Первое совещание", "Второе совещание"):
        stage.says("sec-head", "/notice")
        stage.presses("sec-head", "Иное сообщение Генерального секретаря")
        stage.says("sec-head", text)
        stage.presses("sec-head", "Внести уведомление")
    stage.says("sec-duty", "/notice 2026/2")

    stage.presses("sec-duty", "Направить все кодом")
    assert "Первое совещание" in stage.last("sec-duty")
    stage.signs("sec-duty")

    for words in ("Первое совещание", "Второе совещание"):
        assert any(words in each.text for each in stage.chat("kz-duty"))
