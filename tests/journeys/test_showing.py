"""Each showing is written down; the head reads who has read; much reading is told. Art. 10."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.operator import officers
from bot.transports.base import Later, Never
from protocol.parties import Channel
from protocol.policy import DEFAULT
from storage.keys import KeyRing
from storage.work import Work
from tests.journeys.stage import FORM, PHOTO, Stage, send

NUMBER = "KZ-BY-2026-1"
CONTENT = "неустановленное лицо готовит атаку"


def showings(stage: Stage) -> list[tuple[str, str, str, int]]:
    """Return what the journal has of showings: what was done, who read, which text, its files."""
    subject = stage.request(NUMBER).subject
    return [
        (each.action, each.actor, str(each.facts["where"]), int(each.facts["files"] or 0))
        for each in stage.look(lambda work: work.journal.about(subject))
        if each.action in ("shown", "unshown")
    ]


def test_files_statements_and_letters_are_showings_too(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.attaches("kz-duty", name="узел.jpg", body=PHOTO)
    stage.presses("kz-duty", "Нет гостайны, отправить")
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("kz-head", "/letter 1")
    stage.says("by-duty", "/result 1 Журналы сохранены")
    stage.presses("by-duty", "Сообщить результат")

    assert showings(stage) == [
        ("shown", "by-duty", "alarm", 1),
        ("shown", "kz-head", "letter.text-letter", 1),
        ("shown", "kz-duty", "result.told", 0),
    ]


def test_the_head_and_the_deputy_read_who_has_read_and_when(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.passes(minutes=30)
    stage.says("by-duty", "/open 1")

    for who in ("kz-head", "kz-deputy"):
        stage.says(who, "/open 1")
        assert stage.last(who).splitlines()[:2] == [
            "KZ-BY-2026-1. Содержание показано:",
            "Дубровская Е.: впервые 23.11.2026 13:41 (Астана), "
            "в последний раз 23.11.2026 14:11 (Астана), показов: 2",
        ]
    for who in ("kz-duty", "by-head"):
        stage.says(who, "/open 1")
        assert "Содержание показано" not in stage.last(who)


def test_what_no_server_took_was_not_read(stage: Stage) -> None:
    stage.fails("by-duty", Never("blocked"))
    send(stage)

    assert showings(stage)[:2] == [
        ("shown", "by-duty", "alarm", 0),
        ("unshown", "by-duty", "alarm", 0),
    ]
    stage.says("kz-head", "/open 1")
    assert "Дубровская" not in stage.last("kz-head")
    assert "Ковалёв П.: 23.11.2026" in stage.last("kz-head")


def test_a_retry_is_no_second_showing(stage: Stage) -> None:
    stage.fails("by-duty", Later(timedelta(seconds=30)))
    send(stage)
    stage.heals("by-duty")
    stage.passes(minutes=2)

    assert showings(stage) == [("shown", "by-duty", "alarm", 0)]


def test_more_than_the_policy_allows_in_an_hour_is_told_to_the_head_once(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("kz-duty", "/open 1")
    for _ in range(DEFAULT.contents_per_hour - 1):
        stage.says("by-duty", "/open 1")
    before = len(stage.chat("by-head"))
    assert not any("показано более" in each.text for each in stage.chat("by-head"))

    for _ in range(5):
        stage.says("by-duty", "/open 1")
        stage.says("kz-duty", "/open 1")

    told = [each.text for each in stage.chat("by-head")[before:]]
    assert len(told) == 1
    assert told[0].startswith(
        "🟡 Дубровская Е.: с 11:00 (Минск) содержание обращений показано более 20"
    )
    assert CONTENT in stage.last("by-duty")
    send(stage)
    assert "СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-2" in stage.last("by-duty")
    stage.passes(hours=1)
    stage.says("by-duty", "/open 1")
    assert sum("показано более" in each.text for each in stage.chat("by-head")) == 1


def test_of_the_only_signatory_the_duty_officers_are_told(stage: Stage) -> None:
    stage.look(lambda work: officers.suspend(work, "by-deputy"))
    send(stage)

    for _ in range(DEFAULT.contents_per_hour + 1):
        stage.says("by-head", "/open 1")

    assert stage.last("by-duty").startswith("🟡 Лозовский С.: с 11:00 (Минск) содержание")


def test_what_one_sent_oneself_is_not_counted(stage: Stage) -> None:
    send(stage)

    for _ in range(DEFAULT.contents_per_hour + 5):
        stage.says("kz-duty", "/open 1")

    assert not any("показано более" in each.text for each in stage.chat("kz-head"))


def test_the_requested_side_drafts_no_letter_and_so_reads_none_before_the_transmission(
    stage: Stage,
) -> None:
    everybody = ("by-duty", "by-duty2", "by-deputy", "by-head")
    for who in everybody:
        stage.fails(who, Never("blocked"))
    send(stage)
    kinds = ("letter", "telephonogram", "consent")
    for who in everybody:
        stage.heals(who)
        for kind in kinds:
            stage.says(who, f"/letter {kind} 1")

        answers = [
            "только запрашивающая Сторона (Казахстан)" in each.text for each in stage.chat(who)
        ]
        assert sum(answers) == len(kinds)


def test_what_was_withdrawn_before_it_was_transmitted_is_never_shown(stage: Stage) -> None:
    everybody = ("by-duty", "by-duty2", "by-deputy", "by-head")
    for who in everybody:
        stage.fails(who, Never("blocked"))
    send(stage)
    stage.says("kz-duty", "/withdraw 1 Отправлено по ошибке")
    stage.presses("kz-duty", "Отозвать обращение")
    stage.signs("kz-duty")
    for who in everybody:
        stage.heals(who)

    for who in everybody:
        stage.says(who, "/open 1")
        assert any("⚪ KZ-BY-2026-1 · отозвано" in each.text for each in stage.chat(who))
        assert not any(CONTENT in each.text for each in stage.chat(who))


def test_whoever_left_the_authority_while_a_message_waited_does_not_get_it(stage: Stage) -> None:
    stage.fails("by-duty", Later(timedelta(minutes=5)))
    send(stage)

    def moved(work: Work) -> None:
        officer = work.registry.officer("by-duty")
        work.registry.put_officer(replace(officer, authority="RU-1"))

    stage.look(moved)
    stage.heals("by-duty")
    stage.passes(minutes=10)

    assert not any(NUMBER in each.text for each in stage.chat("by-duty"))
    assert any(CONTENT in each.text for each in stage.chat("by-duty2"))


def test_a_retry_after_the_agreement_ended_holds_no_content(
    sqlite_path: Path, ring: KeyRing
) -> None:
    channels = (Channel.CONSOLE, Channel.TELEGRAM)
    with Stage(f"sqlite:///{sqlite_path}", ring, channels=channels) as stage:
        for who in ("by-duty", "by-duty2"):
            stage.joins(who, Channel.TELEGRAM)
            stage.fails(who, Never("blocked"))
            stage.fails(who, Later(timedelta(minutes=5)), channel=Channel.TELEGRAM)
        send(stage)

        def ended(work: Work) -> None:
            work.connection.exec_driver_sql("DELETE FROM agreements WHERE channel = 'telegram'")

        stage.look(ended)
        for who in ("by-duty", "by-duty2"):
            stage.heals(who, channel=Channel.TELEGRAM)
        stage.passes(minutes=10)

        chat = stage.chat("by-duty", channel=Channel.TELEGRAM)
        assert [CONTENT in each.text for each in chat] == [False] * len(chat)
        assert any("Содержание — в защищённом чате" in each.text for each in chat)


def test_the_auditor_reads_the_journal_by_number_and_never_the_content(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")

    stage.says("auditor", "/open")
    assert NUMBER in stage.last("auditor")
    stage.says("auditor", "/open 1")
    assert "Контрольная сумма содержания: " in stage.last("auditor")
    stage.says("auditor", "/journal 1")

    entries = stage.last("auditor")
    for words in ("отправлено", "содержание показано", "передано", "получение подтверждено"):
        assert words in entries
    assert stage.look(lambda work: work.requests.digest(stage_id(work))).hex() in entries
    assert all(CONTENT not in each.text for each in stage.chat("auditor"))
    assert stage.history(NUMBER)[-1] == "journal-read"


def stage_id(work: Work) -> str:
    return str(work.requests.of("KZ-1")[0].id)
