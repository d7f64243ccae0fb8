"""What is signed is done only by a one-time code, for exactly what was shown. Policy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select

from bot import code_apps
from handlers import codes, signing
from handlers.incoming import Said
from protocol.moves import Execution, Form
from protocol.notices import NoticeState
from protocol.permissions import SIGNED, Act
from protocol.policy import DEFAULT
from storage.keys import KeyRing
from storage.tables import code_apps as apps
from storage.tables import inbox
from storage.work import Work
from tests.builders import secret_of
from tests.stage import CODE_ASKED, FORM, MINSK, Stage, send

NUMBER = "KZ-BY-2026-1"
NO_TIME = timedelta()
LETTER = "12-4/881 от 23.11.2026"
STOPPED = "Подписание прервано, ничего не сделано."
ALONE = "Код не учтён: сейчас его ничто не ждёт."


@dataclass(frozen=True, slots=True)
class Case:
    """Something that is signed: by whom, what is said before, the button, and what is shown."""

    who: str
    said: tuple[str, ...]
    button: str
    shown: tuple[str, ...]


CASES = {
    "registering": Case(
        "kz-deputy",
        (f"/confirm 1 {LETTER}",),
        "Зарегистрировать",
        (
            "Подписывается: регистрация официального письменного подтверждения (ст. 6).",
            f"Обращение {NUMBER}",
            "Департамент защиты информационного пространства Республики Казахстан",
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
        ("/notice", "[Иное сообщение Генерального секретаря]", "Совещание состоится 15.12.2026."),
        "Направить всем Сторонам",
        (
            "Подписывается: направление каждой Стороне (ст. 4).",
            "№ 2026/1: иное сообщение Генерального секретаря",
            "Текст: Совещание состоится 15.12.2026.",
        ),
    ),
}


def begun(stage: Stage, case: Case) -> None:
    """Bring somebody to the button."""
    for each in case.said:
        if each.startswith("["):
            stage.presses(case.who, each.strip("[]"))
        else:
            stage.says(case.who, each)


def asked(stage: Stage, case: Case) -> None:
    """Bring somebody to the screen that asks for the code."""
    begun(stage, case)
    stage.presses(case.who, case.button)
    assert CODE_ASKED in stage.last(case.who)


def states(stage: Stage) -> tuple[Execution, Form, NoticeState | None]:
    request = stage.request(NUMBER)
    notice = stage.look(lambda work: work.notices.numbered("1"))
    return request.execution, request.form, notice.state if notice else None


def actions(stage: Stage) -> list[str]:
    return stage.look(lambda work: [each.action for each in work.journal.entries()])


@pytest.mark.parametrize("name", CASES)
def test_it_is_shown_with_its_digest_and_done_by_the_code(stage: Stage, name: str) -> None:
    case = CASES[name]
    send(stage)
    begun(stage, case)
    before = states(stage)
    stage.presses(case.who, case.button)

    screen = stage.last(case.who)
    assert [words for words in case.shown if words not in screen] == []
    assert states(stage) == before
    digest = re.search(r"Дайджест: ([0-9a-f]{12})\n", screen)
    assert digest is not None

    stage.signs(case.who)

    assert states(stage) != before
    facts = stage.look(
        lambda work: [each.facts for each in work.journal.entries() if each.action == "signed"]
    )
    assert len(facts) == 1
    assert str(facts[0]["digest"]).startswith(digest[1])


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
        assert stage.last("kz-deputy").startswith("Этот код уже служил")
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
    until = stage.look(lambda work: work.codes.wrong("by-head", "refuse").locked_until)
    assert until is not None
    return until


def test_three_wrong_codes_lock_exactly_that_action_and_the_signatories_hear(
    stage: Stage,
) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    send(stage, "by-duty", FORM.replace("Беларусь", "Казахстан"))
    at = stage.now
    until = locked(stage).astimezone(ZoneInfo(MINSK))

    closed = f"Действие закрыто до {until:%d.%m.%Y %H:%M} (Минск): отказ в исполнении (ст. 9)."
    assert f"Три неверных кода подряд. {closed}" in stage.last("by-head")
    (told,) = (each for each in stage.heard("by-deputy", at) if "Три неверных кода" in each)
    assert "Лозовский С. — отказ в исполнении (ст. 9). Закрыто до" in told
    for other in ("by-duty", "by-duty2", "kz-deputy", "kz-head"):
        assert not any("Три неверных кода" in each for each in stage.heard(other, at))

    stage.says("by-head", stage.code("by-head"))
    assert stage.last("by-head").startswith(ALONE)
    assert stage.request(NUMBER).execution is Execution.ACKNOWLEDGED
    asked(stage, Case("by-head", (f"/confirm BY-KZ-2026-1 {LETTER}",), "Зарегистрировать", ()))
    stage.signs("by-head")
    assert stage.request("BY-KZ-2026-1").form is Form.CONFIRMED


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
    assert ("Действие закрыто до" in stage.last("by-head")) is not free


def test_at_the_secretariat_its_head_hears_of_it(stage: Stage) -> None:
    asked(stage, CASES["relaying"])
    at = stage.now

    for _ in range(3):
        stage.says("sec-duty", stage.code("sec-duty", steps=9))

    assert "Действие закрыто до" in stage.last("sec-duty")
    (told,) = stage.heard("sec-head", at)
    assert "Три неверных кода подряд: Нестеров В. — направление каждой Стороне (ст. 4)." in told


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

    assert "Три неверных кода подряд" in stage.last("by-head")


def test_after_five_minutes_nothing_is_signed(stage: Stage) -> None:
    send(stage)
    asked(stage, CASES["refusing"])

    stage.passes(minutes=5)
    stage.says("by-head", stage.code("by-head"))

    assert stage.last("by-head").startswith("Код не учтён: прошло больше пяти минут")
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
        assert stage.last("by-head").startswith("Это не код: в коде шесть цифр.")

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
    assert stage.last("by-head").startswith("Этот код уже служил")


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

    stage.presses("kz-duty", "Зарегистрировать")

    assert "только со сканом подписанного письма" in stage.last("kz-duty")
    assert CODE_ASKED not in stage.last("kz-duty")


@pytest.mark.parametrize("name", CASES)
def test_without_an_active_app_it_says_what_is_missing_and_whom_to_ask(
    stage: Stage, name: str
) -> None:
    case = CASES[name]
    send(stage)
    stage.look(lambda work: work.connection.execute(delete(apps)))
    begun(stage, case)
    before = states(stage)

    stage.presses(case.who, case.button)
    assert "а приложения кодов у вас нет" in stage.last(case.who)
    assert "Попросите администратора напечатать лист с секретом" in stage.last(case.who)
    stage.look(lambda work: code_apps.issue(work, case.who, secret_of(case.who)))
    stage.presses(case.who, case.button)
    assert "ещё не включено первым кодом" in stage.last(case.who)
    assert states(stage) == before

    stage.says(case.who, f"/code {stage.code(case.who)}")
    assert stage.last(case.who).startswith("Приложение кодов действует.")
    stage.presses(case.who, case.button)
    stage.signs(case.who)
    assert states(stage) != before
    assert "code-app-active" in actions(stage)


def test_a_new_secret_stops_the_old_one_at_once(stage: Stage) -> None:
    send(stage)
    asked(stage, CASES["refusing"])
    stage.look(lambda work: code_apps.issue(work, "by-head", secret_of("another sheet")))

    stage.says("by-head", stage.code("by-head"))
    assert stage.last("by-head").startswith("Код неверный. Осталось 2 попытки.")
    assert stage.request(NUMBER).execution is Execution.TRANSMITTED

    stage.says("by-head", codes.code_at(secret_of("another sheet"), stage.now))
    assert stage.last("by-head").startswith("Приложение кодов действует.")


def test_three_wrong_first_codes_lock_the_activation(stage: Stage) -> None:
    stage.look(lambda work: code_apps.issue(work, "by-head", secret_of("another sheet")))

    for _ in range(3):
        stage.says("by-head", f"/code {stage.code('by-head', steps=9)}")
    assert "включение приложения кодов" in stage.last("by-deputy")
    stage.says("by-head", f"/code {codes.code_at(secret_of('another sheet'), stage.now)}")

    assert "Действие закрыто до" in stage.last("by-head")
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
        for name, case in CASES.items():
            before = states(stage)
            begun(stage, case)
            stage.presses(case.who, case.button)

            assert states(stage) != before, name


def test_a_command_whose_act_is_entered_in_the_table_asks(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "SIGNED", SIGNED | {Act.ME})

    stage.says("kz-duty", "/me en")

    assert stage.look(lambda work: work.codes.waiting("kz-duty")) is not None
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

    monkeypatch.setattr("bot.inbox.heard", fails)
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
    digits = {codes.said(text) or "" for text in typed}
    secrets = {secret_of(who) for who in ("by-head", "kz-duty")}
    needles = [each.encode() for each in (*digits, *typed, *secrets)]
    assert [(name, each) for name, held in files.items() for each in needles if each in held] == []
