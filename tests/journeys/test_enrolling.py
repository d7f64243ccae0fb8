"""People come in by a code and four words, and go: suspended, with a lost telephone, for good."""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.operator import officers
from bot.transports.base import Event, Receipt
from handlers.chat.events import Pressed, Said
from protocol.parties import Channel, Role, Standing
from storage.keys import KeyRing
from tests.journeys.overmatrix import on_matrix, over_matrix
from tests.journeys.stage import CODE_ASKED, Stage, send

CONSOLE, TELEGRAM = Channel.CONSOLE, Channel.TELEGRAM
CODE = re.compile(r"(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}")
PERSON = "дежурный, Иванов И., +7 7172 00-09-99"
IVANOV = "kz-1-0001"


@pytest.fixture
def stage(request: pytest.FixtureRequest, sqlite_path: Path, ring: KeyRing) -> Iterator[Stage]:
    """The bot on two channels; everybody begins on the console, or is on Matrix alone."""
    who = getattr(request, "param", CONSOLE)
    if isinstance(who, tuple):
        homeserver = request.getfixturevalue("matrix")
        yield from on_matrix(f"sqlite:///{sqlite_path}", ring, homeserver, who)
        return
    with Stage(f"sqlite:///{sqlite_path}", ring, channels=(CONSOLE, TELEGRAM)) as stage:
        yield stage


def invited(stage: Stage, who: str = "kz-deputy", person: str = PERSON) -> str:
    """Return the code that somebody is shown for a newcomer."""
    signed(stage, who, f"/invite {person}")
    found = CODE.search(stage.last(who))
    assert found, stage.last(who)
    return found[0]


def applied(stage: Stage, code: str, account: str = "new", channel: Channel | None = None) -> str:
    """Return the words that an account is shown that brings a code."""
    assert stage.says(account, f"/start {code}", channel=channel) is Receipt.STORED
    found = re.search(r"четыре слова: (.+)", stage.last(account, channel=channel))
    assert found, stage.last(account, channel=channel)
    return found[1]


def approves(stage: Stage, who: str, name: str, words: str) -> None:
    stage.says(who, f"/approve {name}")
    signed(stage, who, words)


def signed(stage: Stage, who: str, text: str) -> None:
    """Somebody says something, and types the code if it is asked for."""
    stage.says(who, text)
    if CODE_ASKED in stage.last(who):
        stage.signs(who)


def standing(stage: Stage, id: str) -> Standing:
    return stage.look(lambda work: work.registry.officer(id).standing)


def journal(stage: Stage, *actions: str) -> list[tuple[str, str]]:
    entries = stage.look(lambda work: list(work.journal.entries()))
    return [(each.action, each.actor) for each in entries if each.action in actions]


# Invitation and approval


@over_matrix("kz-duty", "kz-deputy", also=(CONSOLE,))
def test_a_newcomer_is_invited_in_chat_and_let_in_by_four_words(stage: Stage) -> None:
    code = invited(stage)
    words = applied(stage, code)

    assert "+7 7172 00-09-99" in stage.last("kz-duty")
    assert "Иванов И., дежурный, ждёт утверждения" in stage.last("kz-duty")
    assert stage.says("new", "/me") is Receipt.STRANGER
    stage.presses("kz-duty", "Ввести слова")
    signed(stage, "kz-duty", words.upper().replace(" ", ", "))

    assert stage.last("kz-duty").startswith("🟢 Иванов И., дежурный: доступ открыт")
    assert stage.last("new").startswith("🟢 Доступ открыт (")
    assert "утверждение: Асанов Б.\nЧто можно" in stage.last("new")
    assert stage.last("kz-deputy").startswith("🟢 Иванов И.: доступ открыт")
    assert "утверждение: Асанов Б." in stage.last("kz-deputy")
    stage.says("new", "/me")
    assert "Иванов И., дежурный" in stage.last("new")
    assert journal(stage, "officer-invited", "officer-enrolled", "officer-approved") == [
        ("officer-invited", "kz-deputy"),
        ("officer-enrolled", IVANOV),
        ("officer-approved", "kz-duty"),
    ]


def test_the_questions_ask_who_comes_and_a_wrong_answer_loses_nothing(stage: Stage) -> None:
    signed(stage, "kz-head", "/invite")
    stage.presses("kz-head", "заместитель руководителя")
    stage.says("kz-head", "12345")
    assert "не похоже на фамилию" in stage.last("kz-head")
    stage.says("kz-head", "Ахметова Г.")
    stage.says("kz-head", "звоните")
    assert "Телефон не распознан." in stage.last("kz-head")
    signed(stage, "kz-head", "+7 7172 00-07-77")

    shown = "Ахметова Г., заместитель руководителя, телефон +7 7172 00-07-77"
    assert shown in stage.last("kz-head")
    assert CODE.search(stage.last("kz-head"))
    assert standing(stage, IVANOV) is Standing.INVITED
    assert stage.look(lambda work: work.drafts.of("kz-head")) == ()


@pytest.mark.parametrize("phone", ["77172000777", "+7 7172 00 07 77", "7 7172 000777"])
def test_a_telephone_may_be_digits_alone(stage: Stage, phone: str) -> None:
    signed(stage, "kz-head", "/invite")
    stage.presses("kz-head", "заместитель руководителя")
    stage.says("kz-head", "Ахметова Г.")

    stage.says("kz-head", phone)

    assert "только число" not in stage.last("kz-head")


def test_the_list_tells_everybody_of_the_authority_who_waits(stage: Stage) -> None:
    stage.says("kz-duty", "/approve")
    assert stage.last("kz-duty") == "Утверждения никто не ждёт."
    applied(stage, invited(stage))

    stage.says("kz-duty", "/approve")
    assert "Иванов И., дежурный (консоль), телефон +7 7172 00-09-99" in stage.last("kz-duty")
    assert "код выдал: Сериков А." in stage.last("kz-duty")
    assert stage.chat("kz-duty")[-1].buttons == ("Иванов И., дежурный",)
    # The issuer sees who waits, and no button.
    stage.says("kz-deputy", "/approve")
    assert "Иванов И." in stage.last("kz-deputy")
    assert stage.chat("kz-deputy")[-1].buttons == ()
    for stranger in ("by-duty", "by-head", "sec-head"):
        stage.says(stranger, "/approve")
        assert stage.last(stranger) == "Утверждения никто не ждёт."
        stage.says(stranger, f"/approve {IVANOV}")
        assert "нет сотрудника" in stage.last(stranger)


def test_issuer_applicant_and_approver_are_three_people(stage: Stage) -> None:
    words = applied(stage, invited(stage))

    approves(stage, "kz-deputy", "Иванов", words)
    assert "Бот сейчас ни о чём не спрашивает" in stage.last("kz-deputy")
    assert "Код выдали вы" in stage.chat("kz-deputy")[-2].text
    assert stage.says("new", words) is Receipt.STRANGER
    assert standing(stage, IVANOV) is Standing.PENDING

    approves(stage, "kz-head", "Иванов", words)
    assert standing(stage, IVANOV) is Standing.ACTIVE


def test_a_signatory_is_let_in_by_another_signatory(stage: Stage) -> None:
    words = applied(stage, invited(stage, "kz-head", PERSON.replace("дежурный", "заместитель")))

    assert not any("ждёт утверждения" in each.text for each in stage.chat("kz-duty"))
    stage.says("kz-duty", "/approve Иванов")
    assert "Ваша роль не утверждает" in stage.last("kz-duty")
    approves(stage, "kz-deputy", "Иванов", words)

    assert standing(stage, IVANOV) is Standing.ACTIVE


@pytest.mark.parametrize("who", ["kz-duty", "kz-registrar", "sec-duty", "auditor"])
def test_only_a_signatory_invites(stage: Stage, who: str) -> None:
    signed(stage, who, f"/invite {PERSON}")

    assert "это действие не предусмотрено" in stage.last(who)


def test_the_secretariat_invites_its_own_and_nobody_of_a_party(stage: Stage) -> None:
    signed(stage, "sec-head", f"/invite {PERSON}")
    assert "Сотрудника с такой ролью (дежурный) вы не приглашаете." in stage.last("sec-head")
    signed(stage, "kz-head", f"/invite {PERSON.replace('дежурный', 'сотрудник Секретариата')}")
    assert "вы не приглашаете" in stage.last("kz-head")

    person = PERSON.replace("дежурный", "сотрудник Секретариата")
    words = applied(stage, invited(stage, "sec-head", person))
    approves(stage, "sec-duty", "Иванов", words)

    assert standing(stage, "secretariat-0001") is Standing.ACTIVE


def test_a_name_of_the_register_is_given_to_nobody_else(stage: Stage) -> None:
    signed(stage, "kz-head", "/invite дежурный, асанов б., +7 7172 00-09-99")

    assert "сотрудник с таким именем в вашем органе уже есть" in stage.last("kz-head")
    assert "/invite kz-duty" in stage.last("kz-head")


@pytest.mark.parametrize(
    "name", ["A\u0441анов Б.", "Асан\u006fв Б", "Асанов-Б.", "АСАНОВ Б."], ids=ascii
)
def test_a_name_that_reads_as_a_colleagues_is_given_to_nobody_else(stage: Stage, name: str) -> None:
    stage.says("kz-head", f"/invite дежурный, {name}, +7 7172 00-09-99")

    assert "сотрудник с таким именем в вашем органе уже есть" in stage.last("kz-head")


def test_two_russian_letters_are_two_people_however_round_they_are(stage: Stage) -> None:
    stage.says("by-head", "/invite дежурный, Дубровская З., +375 17 000-09-99")

    assert "Код из приложения?" in stage.last("by-head")


def test_nothing_that_is_not_seen_is_part_of_a_name(stage: Stage) -> None:
    stage.says("kz-head", "/invite дежурный, Иванов\u3164 И., +7 7172 00-09-99")

    assert stage.last("kz-head").startswith("Это не похоже на фамилию и инициалы")


def test_whom_the_operator_invited_a_colleague_lets_in(stage: Stage) -> None:
    code = officers.make_code()
    person = officers.Person("KZ-1", Role.DUTY_OFFICER, "Иванов И.", "+7 7172 00-09-99", "", "en")
    stage.look(lambda work: officers.invite(work, person, code))
    stage.says("new", f"/start {code}")
    # In the language of the applicant, who reads them out.
    english = re.search(r"four words over the telephone: ([a-z ]+)", stage.last("new"))
    assert english

    stage.says("kz-duty", "/approve")
    assert "код выдал: администратор" in stage.last("kz-duty")
    approves(stage, "kz-duty", "Иванов", english[1])

    assert stage.last("new").startswith("🟢 Асанов Б. has approved you")


def test_the_operators_approval_is_told_and_journalled(stage: Stage) -> None:
    applied(stage, invited(stage))

    stage.look(lambda work: officers.approve(work, IVANOV))
    stage.passes(hours=2)

    assert any("утверждение: администратор" in each.text for each in stage.chat("new"))
    assert "утверждение: администратор" in stage.last("kz-deputy")
    assert ("officer-approved", "operator") in journal(stage, "officer-approved")


# The words


def test_three_wrong_tries_void_the_application(stage: Stage) -> None:
    words = applied(stage, invited(stage))
    stage.says("kz-duty", "/approve Иванов")

    stage.says("kz-duty", "один два три")
    assert "Нужны четыре слова." in stage.last("kz-duty")
    stage.says("kz-duty", "один два три четыре")
    assert stage.last("kz-duty").startswith("Слова не совпали. Осталось 2 попытки")
    stage.says("kz-duty", " ".join(reversed(words.split())))
    assert stage.last("kz-duty").startswith("Слова не совпали. Осталась 1 попытка")
    stage.restarts()
    stage.says("kz-duty", "один два три четыре")
    assert "Заявка аннулирована: Иванов И." in stage.last("kz-duty")
    assert "Заявка аннулирована" in stage.last("new")
    assert "слова вводил Асанов Б." in stage.last("kz-deputy")

    approves(stage, "kz-duty2", "Иванов", words)
    assert "больше не ждёт утверждения" in stage.chat("kz-duty2")[-2].text
    assert standing(stage, IVANOV) is Standing.INVITED
    assert stage.says("new", "/me") is Receipt.STRANGER
    # A new code begins anew.
    signed(stage, "kz-deputy", "/invite Иванов")
    code = CODE.search(stage.last("kz-deputy"))
    assert code
    approves(stage, "kz-duty", "Иванов", applied(stage, code[0]))
    assert standing(stage, IVANOV) is Standing.ACTIVE


def test_tries_are_of_the_application_not_of_the_approver(stage: Stage) -> None:
    words = applied(stage, invited(stage))
    for who in ("kz-duty", "kz-duty2", "kz-head"):
        approves(stage, who, "Иванов", "один два три четыре")

    assert standing(stage, IVANOV) is Standing.INVITED
    approves(stage, "kz-duty", "Иванов", words)
    assert standing(stage, IVANOV) is Standing.INVITED


def test_words_serve_for_a_day_and_once(stage: Stage) -> None:
    words = applied(stage, invited(stage))
    stage.says("kz-duty", "/approve Иванов")
    stage.passes(hours=24)

    signed(stage, "kz-duty", words)
    assert "больше не ждёт утверждения" in stage.last("kz-duty")

    signed(stage, "kz-deputy", "/invite Иванов")
    code = CODE.search(stage.last("kz-deputy"))
    assert code
    fresh = applied(stage, code[0])
    assert fresh != words
    approves(stage, "kz-duty", "Иванов", fresh)
    approves(stage, "kz-duty2", "Иванов", fresh)
    assert "больше не ждёт утверждения" in stage.chat("kz-duty2")[-2].text


def test_where_nobody_can_approve_whoever_invites_hears_whom_to_telephone(stage: Stage) -> None:
    stage.says("kz-duty", "/lost Сериков")

    applied(
        stage, invited(stage, "kz-head", PERSON.replace("дежурный", "заместитель руководителя"))
    )

    assert "ждёт утверждения" in stage.last("kz-head")
    assert f"утвердить некому. Позвоните администратору: nabat officer approve {IVANOV}." in (
        stage.last("kz-head")
    )


def test_two_approve_at_once_and_the_second_is_told_that_nobody_waits(stage: Stage) -> None:
    words = applied(stage, invited(stage))
    for who in ("kz-duty", "kz-head"):
        stage.says(who, "/approve Иванов")
        stage.says(who, words)

    stage.do_at_once(*((who, Said(stage.code(who))) for who in ("kz-duty", "kz-head")))

    told = {who: stage.last(who) for who in ("kz-duty", "kz-head")}
    assert sum("доступ открыт" in each for each in told.values()) == 1
    assert sum("больше не ждёт утверждения" in each for each in told.values()) == 1


def test_a_known_officer_who_types_a_code_is_told_and_it_is_not_spent(stage: Stage) -> None:
    code = invited(stage)

    stage.says("kz-duty", f"/start {code}")

    assert "Код не принят и не потрачен." in stage.last("kz-duty")
    applied(stage, code)


def test_a_code_alone_is_what_it_seems(stage: Stage) -> None:
    """Typed without the command: by whoever is new, and by whoever is in the midst of a dialog."""
    code = invited(stage)

    stage.says("by-duty", "/urgent")
    question = stage.last("by-duty")
    stage.says("by-duty", code)
    assert "Код не принят и не потрачен" in stage.last("by-duty")
    stage.says("by-duty", "Казахстан")
    assert stage.last("by-duty") != question

    assert stage.says("new", f" {code.lower()} ") is Receipt.STORED
    assert "четыре слова" in stage.last("new")


def test_codes_and_words_are_in_no_file_and_no_log(
    stage: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = invited(stage)
    words = applied(stage, code)
    approves(stage, "kz-duty", "Иванов", "один два три четыре")
    wrong = officers.make_code()
    stage.says("guesser", f"/start {wrong}")
    written = [_everything(stage, tmp_path, caplog)]
    signed(stage, "kz-duty", words)
    stage.says("new", "/channel")
    own = CODE.search(stage.last("new"))
    assert own
    other = applied(stage, own[0], "7314159265", TELEGRAM)
    stage.passes(hours=2)
    stage.restarts()
    written.append(_everything(stage, tmp_path, caplog))

    everything = b"\n".join(written)
    for secret in (code, wrong, own[0], words, other):
        for form in {secret, secret.replace("-", ""), secret.lower(), secret.replace(" ", ", ")}:
            for encoded in (form.encode(), json.dumps(form).strip('"').encode()):
                assert encoded not in everything, form
    for each in (*words.split(), *other.split()):
        assert each.encode() not in everything, each
        assert json.dumps(each).strip('"').encode() not in everything, each
    # The same search finds what may be there: ids stand in clear. Accounts do not.
    assert IVANOV.encode() in everything
    assert b"7314159265" not in everything
    assert b"guesser" not in everything


def _everything(stage: Stage, folder: Path, caplog: pytest.LogCaptureFixture) -> bytes:
    files = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
    logs = [json.dumps(each, default=str, ensure_ascii=False).encode() for each in stage.logs]
    library = [record.getMessage().encode() for record in caplog.records]
    return b"\n".join((*files, *logs, *library))


# Suspension


def test_who_is_suspended_is_heard_no_longer_and_old_buttons_are_void(stage: Stage) -> None:
    stage.says("kz-duty", "/urgent")
    old = stage.offer("kz-duty", "Беларусь")

    signed(stage, "kz-deputy", "/suspend Асанов")

    assert "Асанов Б.: доступ приостановлен." in stage.last("kz-deputy")
    assert "приостановил: Сериков А." in stage.last("kz-head")
    assert stage.says("kz-duty", "/me") is Receipt.STRANGER
    assert stage.does("kz-duty", Pressed(old)) is Receipt.STRANGER
    stage.presses("kz-deputy", "Вернуть доступ")
    stage.signs("kz-deputy")
    assert "доступ возвращён" in stage.last("kz-duty")
    stage.does("kz-duty", Pressed(old))
    assert "Кнопка больше не действует." in stage.last("kz-duty")
    stage.says("kz-duty", "Беларусь")
    assert "ни о чём не спрашивает" in stage.last("kz-duty")
    # What was typed is not lost.
    stage.says("kz-duty", "/drafts")
    assert stage.chat("kz-duty")[-1].buttons
    assert journal(stage, "officer-suspended", "officer-reinstated") == [
        ("officer-suspended", "kz-deputy"),
        ("officer-reinstated", "kz-deputy"),
    ]


def test_an_event_that_was_stored_before_the_suspension_is_not_handled_after_it(
    stage: Stage,
) -> None:
    stage.says("kz-duty", "/me")
    before = len(stage.chat("kz-duty"))
    stage.stops_delivering()
    event = Event(CONSOLE, "kz-duty", "stored", Said("/me en"))
    assert stage.loop.run_until_complete(stage.app.inbox.receive(event)) is Receipt.STORED

    stage.look(lambda work: officers.suspend(work, "kz-duty"))
    stage.runs()

    assert stage.look(lambda work: work.registry.officer("kz-duty").lang) == "ru"
    assert stage.look(lambda work: work.inbox.waiting(9)) == ()
    assert len(stage.chat("kz-duty")) == before
    assert "приостановил: администратор" in stage.last("kz-head")


def test_nobody_closes_their_own_access_least_of_all_the_last_signatory(stage: Stage) -> None:
    signed(stage, "kz-head", "/suspend Сериков")
    signed(stage, "kz-head", "/suspend Кенжетаев")
    assert "Больше некому приглашать" in stage.last("kz-head")
    signed(stage, "kz-head", "/leave Кенжетаев")
    assert "Больше некому приглашать" in stage.last("kz-head")
    assert standing(stage, "kz-head") is Standing.ACTIVE

    signed(stage, "kz-head", "/reinstate Сериков")
    for command in ("suspend", "leave"):
        stage.says("kz-head", f"/{command} Кенжетаев")
        assert "Собственный доступ не закрывают." in stage.last("kz-head")
    assert standing(stage, "kz-head") is Standing.ACTIVE

    signed(stage, "kz-deputy", "/suspend Кенжетаев")
    assert standing(stage, "kz-head") is Standing.SUSPENDED


def test_a_signatory_without_a_telephone_answers_for_nobody(stage: Stage) -> None:
    stage.says("kz-duty", "/lost Сериков")

    signed(stage, "kz-head", "/suspend Кенжетаев")

    assert "Больше некому приглашать" in stage.last("kz-head")


def test_what_is_so_already_is_said(stage: Stage) -> None:
    signed(stage, "kz-head", "/reinstate Асанов")
    assert "Доступ не приостановлен: Асанов Б." in stage.last("kz-head")
    signed(stage, "kz-head", "/suspend Асанов")
    signed(stage, "kz-head", "/suspend Асанов")
    assert "Доступ уже приостановлен: Асанов Б." in stage.last("kz-head")
    signed(stage, "kz-head", "/suspend Дубровская")
    assert "В вашем органе нет сотрудника «Дубровская»." in stage.last("kz-head")
    signed(stage, "kz-head", "/reinstate")
    assert stage.chat("kz-head")[-1].buttons == ("Асанов Б., дежурный",)


def test_codes_of_a_suspended_signatory_serve_nobody(stage: Stage) -> None:
    code = invited(stage, "kz-deputy")

    signed(stage, "kz-head", "/suspend Сериков")

    assert stage.says("new", f"/start {code}") is Receipt.STRANGER


@pytest.mark.parametrize("command", ["/suspend", "/leave"])
def test_who_came_by_a_code_of_a_signatory_who_is_out_is_not_let_in(
    stage: Stage, command: str
) -> None:
    words = applied(stage, invited(stage, "kz-deputy"))
    stage.says("kz-duty", "/approve Иванов")

    signed(stage, "kz-head", f"{command} Сериков")

    signed(stage, "kz-duty", words)
    assert "больше не ждёт утверждения" in stage.last("kz-duty")
    assert standing(stage, IVANOV) is Standing.INVITED
    assert stage.last("new").startswith("Заявка аннулирована: доступ выдавшего код закрыт.")
    applied(stage, invited(stage, "kz-head", "Иванов"))


def test_people_of_one_beginning_are_asked_about(stage: Stage) -> None:
    applied(stage, invited(stage, "kz-head", PERSON.replace("Иванов И.", "Асанова К.")))

    signed(stage, "kz-head", "/suspend Асан")

    assert set(stage.chat("kz-head")[-1].buttons) == {"Асанов Б., дежурный", "Асанова К., дежурный"}
    assert standing(stage, "kz-duty") is Standing.ACTIVE
    signed(stage, "kz-head", "/suspend Асанов Б.")
    assert standing(stage, "kz-duty") is Standing.SUSPENDED


# Channels


def test_a_second_channel_is_bound_when_a_colleague_has_heard_the_words(stage: Stage) -> None:
    stage.says("kz-duty", "/channel")
    code = CODE.search(stage.last("kz-duty"))
    assert code
    assert "Telegram" in stage.last("kz-duty")

    words = applied(stage, code[0], "101", TELEGRAM)

    assert "Ваш код введён в другом чате (Telegram)" in stage.last("kz-duty")
    assert not any(words in each.text for each in stage.chat("kz-duty"))
    assert stage.says("101", "/me", channel=TELEGRAM) is Receipt.STRANGER
    stage.says("kz-duty", "/approve Асанов")
    assert "Себя не утверждают." in stage.last("kz-duty")
    approves(stage, "kz-duty2", "Асанов", words)
    stage.says("101", "/me", channel=TELEGRAM)
    assert "Асанов Б., дежурный" in stage.last("101", channel=TELEGRAM) + stage.last("kz-duty")
    stage.says("kz-duty", "/channel")
    assert "Других средств связи у системы сейчас нет" in stage.last("kz-duty")


def test_a_code_for_a_channel_binds_no_second_account_on_one(stage: Stage) -> None:
    stage.says("kz-duty", "/channel")
    code = CODE.search(stage.last("kz-duty"))
    assert code

    assert stage.says("new", f"/start {code[0]}") is Receipt.STRANGER

    applied(stage, code[0], "101", TELEGRAM)


def test_the_link_opens_the_bot_with_the_code_where_its_name_is_known(stage: Stage) -> None:
    stage.look(lambda work: work.remember("telegram/name", "nabat_bot"))

    code = invited(stage)

    link = f"https://t.me/nabat_bot?start={code.replace('-', '')}"
    assert link in stage.last("kz-deputy")


def test_a_lost_telephone_is_one_command_of_a_colleague(stage: Stage) -> None:
    send(stage)
    stage.joins("by-duty", TELEGRAM)
    stage.says("by-duty", "/open")
    old = stage.offer("by-duty", "Подтвердить получение")

    stage.says("by-duty2", "/lost Дубровская telegram")

    assert "отвязана (Telegram)" in stage.last("by-duty2")
    assert "На остальных средствах связи сотрудник работает." in stage.last("by-duty2")
    assert stage.says("by-duty", "/me", channel=TELEGRAM) is Receipt.STRANGER
    assert "сообщил: Ковалёв П." in stage.last("by-head")
    assert "утрачено средство связи (Telegram)" in stage.last("by-deputy")
    told = stage.last("by-duty")
    assert told.startswith("🟡 Ваша учётная запись отвязана как утраченная (Telegram)")
    assert "/channel" in told
    stage.does("by-duty", Pressed(old))
    assert "Кнопка больше не действует." in stage.last("by-duty")
    # What is owed came with the news.
    stage.presses("by-duty", "KZ-BY-2026-1: Подтвердить получение")
    assert "получение подтверждено" in stage.last("by-duty")
    assert journal(stage, "account-lost") == [("account-lost", "by-duty2")]


def test_an_event_from_a_lost_telephone_that_was_stored_is_not_handled(stage: Stage) -> None:
    stage.joins("kz-duty", TELEGRAM)
    stage.stops_delivering()
    for who, channel, text in (
        ("kz-duty2", CONSOLE, "/lost Асанов telegram"),
        ("kz-duty", TELEGRAM, "/me en"),
    ):
        event = Event(channel, who, f"at-once-{who}", Said(text))
        assert stage.loop.run_until_complete(stage.app.inbox.receive(event)) is Receipt.STORED

    stage.runs()

    assert stage.look(lambda work: work.registry.officer("kz-duty").lang) == "ru"


def test_of_several_accounts_the_one_that_is_lost_is_asked_for(stage: Stage) -> None:
    stage.joins("kz-duty", TELEGRAM)
    stage.says("kz-duty2", "/lost Асанов")
    assert stage.chat("kz-duty2")[-1].buttons == ("консоль", "Telegram", "Все")

    stage.presses("kz-duty2", "Все")

    assert "Других средств связи у сотрудника нет." in stage.last("kz-duty2")
    for channel in (CONSOLE, TELEGRAM):
        assert stage.says("kz-duty", "/me", channel=channel) is Receipt.STRANGER
    signed(stage, "kz-deputy", "/invite Асанов")
    code = CODE.search(stage.last("kz-deputy"))
    assert code
    approves(stage, "kz-duty2", "Асанов", applied(stage, code[0], "kz-duty"))
    stage.says("kz-duty", "/me")
    assert "Асанов Б., дежурный" in stage.last("kz-duty")


def test_ones_own_other_telephone_is_let_go_and_never_the_one_in_hand(stage: Stage) -> None:
    stage.says("kz-duty", "/lost Асанов")
    assert "Вы пишете как раз отсюда" in stage.last("kz-duty")
    stage.joins("kz-duty", TELEGRAM)

    stage.says("kz-duty", "/lost Асанов")

    assert "отвязана как утраченная (Telegram)" in stage.last("kz-duty")
    stage.says("kz-duty", "/me")
    assert "консоль" in stage.last("kz-duty")


def test_the_last_signatory_who_is_heard_is_frozen_and_everybody_else_is_told(stage: Stage) -> None:
    stage.says("kz-duty2", "/lost Сериков")
    assert stage.chat("kz-duty") == []

    stage.says("kz-duty2", "/lost Кенжетаев")

    assert stage.last("kz-duty").startswith("🔴 Кенжетаев Н.: об утрате телефона сообщил Жум")
    assert "других руководителей на связи нет" in stage.last("kz-duty2")
    assert standing(stage, "kz-head") is Standing.ACTIVE


def test_a_code_that_a_thief_asked_for_is_void_with_the_telephone(stage: Stage) -> None:
    stage.joins("kz-duty", TELEGRAM)
    stage.look(lambda work: work.registry.unbind("kz-duty", CONSOLE))
    stage.says("kz-duty", "/channel", channel=TELEGRAM)
    code = CODE.search(stage.last("kz-duty", channel=TELEGRAM))
    assert code
    words = applied(stage, code[0], "thief")

    stage.says("kz-duty2", "/lost Асанов")

    approves(stage, "kz-head", "Асанов", words)
    assert "больше не ждёт утверждения" in stage.chat("kz-head")[-2].text
    assert stage.says("thief2", f"/start {code[0]}") is Receipt.STRANGER


# Leaving


def test_what_a_leaver_had_in_hand_is_the_successors(stage: Stage) -> None:
    send(stage)
    stage.says("kz-duty", "/urgent Беларусь")
    old = stage.offer("kz-duty", "Совершено")

    signed(stage, "kz-head", "/leave Асанов, Жумабекова")

    assert "Открытых обращений: 1; теперь за них отвечает: Жумабекова Д." in stage.last("kz-head")
    assert "сообщил: Кенжетаев Н." in stage.last("kz-deputy")
    yours = [each.text for each in stage.chat("kz-duty2") if "Теперь за вами" in each.text]
    assert len(yours) == 1
    assert "KZ-BY-2026-1" in yours[0]
    assert stage.says("kz-duty", "/me") is Receipt.STRANGER
    assert stage.does("kz-duty", Pressed(old)) is Receipt.STRANGER
    assert stage.request("KZ-BY-2026-1").sender == "kz-duty2"
    assert "entrusted" in stage.history("KZ-BY-2026-1")
    # From now on the successor is reminded, has the card, and is who is telephoned.
    moment = stage.now
    stage.passes(hours=24)
    assert any("письменное подтверждение" in each for each in stage.heard("kz-duty2", moment))
    assert any("KZ-BY-2026-1 · передано" in each.text for each in stage.chat("kz-duty2"))
    stage.says("by-duty", "/phone 1")
    assert "Жумабекова Д." in stage.last("by-duty")
    assert "Асанов" not in stage.last("by-duty")
    signed(stage, "kz-head", "/reinstate Асанов")
    assert "нет сотрудника «Асанов»" in stage.last("kz-head")
    signed(stage, "kz-head", "/invite Асанов")
    assert "нет сотрудника «Асанов»" in stage.last("kz-head")


def test_without_a_successor_those_on_duty_take_over(stage: Stage) -> None:
    send(stage)

    signed(stage, "kz-head", "/leave Асанов")

    assert "теперь за них отвечает: Жумабекова Д." in stage.last("kz-head")
    assert any("Теперь за вами" in each.text for each in stage.chat("kz-duty2"))
    stage.says("by-duty", "/phone 1")
    assert "Жумабекова Д." in stage.last("by-duty")
    assert "Асанов" not in stage.last("by-duty")


def test_whoever_left_comes_back_by_an_invitation(stage: Stage) -> None:
    signed(stage, "kz-head", "/leave Асанов, Жумабекова")

    words = applied(stage, invited(stage, "kz-head", PERSON.replace("Иванов И.", "Асанов Б.")))
    approves(stage, "kz-duty2", "Асанов", words)

    assert standing(stage, IVANOV) is Standing.ACTIVE
    assert standing(stage, "kz-duty") is Standing.SUSPENDED


def test_from_the_list_the_successor_is_asked_for_first(stage: Stage) -> None:
    signed(stage, "kz-head", "/leave")
    stage.presses("kz-head", "Асанов Б., дежурный")
    assert standing(stage, "kz-duty") is Standing.ACTIVE
    assert "Кто примет дела?" in stage.last("kz-head")

    stage.presses("kz-head", "Жумабекова Д., дежурный")
    stage.signs("kz-head")

    assert standing(stage, "kz-duty") is Standing.SUSPENDED
    assert standing(stage, "kz-duty2") is Standing.ACTIVE


@pytest.mark.parametrize("heir", ["Асанов", "Оспанова", "Дубровская", "Никто", ""])
def test_nobody_leaves_to_a_wrong_successor(stage: Stage, heir: str) -> None:
    signed(stage, "kz-head", f"/leave Асанов, {heir}")

    assert standing(stage, "kz-duty") is Standing.ACTIVE
    assert stage.chat("kz-head")[-1].buttons == ()


def test_whoever_left_can_come_in_elsewhere_with_the_same_account(stage: Stage) -> None:
    signed(stage, "kz-head", "/leave Асанов")

    approves(stage, "by-duty", "Иванов", applied(stage, invited(stage, "by-head"), "kz-duty"))

    stage.says("kz-duty", "/me")
    assert "Иванов И., дежурный" in stage.last("kz-duty")


def test_names_are_those_of_the_register(stage: Stage) -> None:
    code = invited(stage)
    words = applied(stage, code, "Лже-Иванов")
    approves(stage, "kz-duty", "Иванов", words)
    stage.passes(minutes=1)

    said = [each.text for who in ("kz-duty", "kz-deputy", "kz-head") for each in stage.chat(who)]
    assert not any("Лже" in each for each in said)
