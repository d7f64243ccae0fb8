"""When a request may go by technical means, and what is offered instead. Art. 3, 5, 6, 10."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.transports.base import Never
from protocol.parties import Agreement, Channel, Interval, Party, Passage
from storage.keys import KeyRing
from storage.tables import agreements
from storage.work import Work
from tests.journeys.stage import FORM, Stage, send

SEND = "Нет гостайны, отправить"
OFFERED = ("Проект письма", "Запросить согласие", "Прочесть телефонограмму")
ALL = (Channel.CONSOLE, Channel.TELEGRAM, Channel.MATRIX)


def without_agreement(work: Work) -> None:
    work.connection.execute(
        delete(agreements).where(agreements.c.one == "BY", agreements.c.other == "KZ")
    )


def not_in_force(work: Work) -> None:
    authority = work.registry.authority("BY-1")
    during = Interval(authority.during.since, work.now)
    work.registry.put_authority(replace(authority, during=during))


def exited(work: Work) -> None:
    bond = next(each for each in work.registry.bonds() if each.party is Party.BELARUS)
    work.registry.put_bond(replace(bond, during=Interval(bond.during.since, work.now)))


def by_dialog(stage: Stage, field: str, answer: str) -> None:
    """Everything by the form, then one field edited to the answer that can only be pressed."""
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", "Изменить")
    stage.presses("kz-duty", field)
    stage.presses("kz-duty", answer)


@pytest.mark.parametrize(
    ("field", "answer", "ground"),
    [
        ("Преступление", "Совершено", "Основание (ст. 3): совершено преступление"),
        ("Основание", "Иное основание", "Основание: иное; ст. 205 УК РК"),
    ],
    ids=["committed", "other"],
)
def test_the_letter_claims_no_crime_in_preparation_that_its_author_denied(
    stage: Stage, field: str, answer: str, ground: str
) -> None:
    by_dialog(stage, field, answer)
    preview = stage.last("kz-duty")
    stage.presses("kz-duty", "Проект письма")
    letter = stage.last("kz-duty")

    for said in (preview, letter):
        assert ground in said
        assert "готовится" not in said.replace("о готовящемся преступлении", "")
    assert letter.startswith("ОБРАЩЕНИЕ о необходимости оказания содействия (ст. 6")
    [draft] = stage.look(lambda work: work.drafts.of("kz-duty"))
    stage.says("kz-duty", f"/letter telephonogram {draft.id}")
    assert "ТЕЛЕФОНОГРАММА" not in stage.last("kz-duty")
    assert "Техническими средствами связи передаётся обращение только" in stage.last("kz-duty")


def test_a_change_of_the_addressee_is_told_from_its_date_on_and_not_before(stage: Stage) -> None:
    """Belarus names a successor two days ahead; until then its old authority is the one."""
    change_at = stage.now + timedelta(days=2)

    def changes(work: Work) -> None:
        old = work.registry.authority("BY-1")
        new = replace(old, id="BY-2", name="Новый орган", during=Interval(change_at))
        work.registry.put_authority(new)
        during = Interval(old.during.since, change_at)
        work.registry.put_authority(replace(old, during=during, successor="BY-2"))

    stage.look(changes)
    stage.says("kz-duty", FORM)
    assert SEND in stage.chat("kz-duty")[-1].buttons
    assert "преемник" not in stage.last("kz-duty")

    stage.reaches(change_at)
    stage.presses("kz-duty", "Изменить")
    stage.presses("kz-duty", "Цель")
    stage.says("kz-duty", "иная цель обращения")

    assert "орган изменён, преемник — Новый орган." in stage.last("kz-duty")


def test_new_episodes_of_a_crime_that_goes_on_are_written_so_in_request_and_letter(
    stage: Stage,
) -> None:
    by_dialog(stage, "Преступление", "Готовятся новые эпизоды")
    words = "Основание (ст. 3): готовятся новые эпизоды преступления в сфере"
    assert words in stage.last("kz-duty")

    stage.presses("kz-duty", SEND)
    stage.says("kz-duty", "/letter 1")

    assert words in stage.last("kz-duty")
    assert words in stage.last("by-duty")


def test_a_form_says_how_far_the_crime_is_where_it_says_so(stage: Stage) -> None:
    stage.says("kz-duty", f"{FORM}\nПреступление: совершено")

    assert "Основание (ст. 3): совершено преступление" in stage.last("kz-duty")
    assert SEND not in stage.chat("kz-duty")[-1].buttons

    stage.says("kz-duty", "Преступление: новые эпизоды")
    stage.says("kz-duty", "Преступление: почти")

    assert (
        "Не понято, готовится преступление или совершено."
        in stage.heard("kz-duty", stage.now - timedelta(seconds=5))[-2]
    )
    assert "готовятся новые эпизоды преступления" in stage.last("kz-duty")


@pytest.mark.proves("6.3")
def test_a_crime_that_is_not_in_preparation_goes_by_letter(stage: Stage) -> None:
    by_dialog(stage, "Преступление", "Совершено")

    said = stage.last("kz-duty")
    assert "передается обращение только о готовящемся преступлении" in said.replace("ё", "е")
    assert "ст. 6" in said
    assert "письмом за подписью руководителя" in said
    assert set(OFFERED) & set(stage.chat("kz-duty")[-1].buttons) == {"Проект письма"}
    assert SEND not in stage.chat("kz-duty")[-1].buttons


def test_whoever_answers_that_none_is_in_preparation_hears_at_once_what_follows(
    stage: Stage,
) -> None:
    stage.says("kz-duty", "/urgent Беларусь")
    before = stage.now

    stage.presses("kz-duty", "Совершено")

    told, asked = stage.heard("kz-duty", before)[-2:]
    assert "передаётся обращение только о готовящемся преступлении" in told
    assert "Обращение пойдёт письмом" in told
    assert asked.startswith("2/9")


def test_without_an_immediate_reaction_it_goes_by_letter(stage: Stage) -> None:
    by_dialog(stage, "Лица", "Немедленного реагирования не требуется")

    said = stage.last("kz-duty")
    assert "немедленное реагирование в отношении причастных лиц" in said
    assert "ст. 6" in said
    assert SEND not in stage.chat("kz-duty")[-1].buttons


@pytest.mark.parametrize(
    ("change", "words", "rule"),
    [
        (not_in_force, "в реестре нет действующего уполномоченного компетентного органа", "/reg"),
        (exited, "вышла из Протокола 23.11.2026", "ст. 18"),
    ],
    ids=["authority", "party"],
)
def test_an_addressee_that_is_none_is_refused_before_anything_else_is_asked(
    stage: Stage, change: object, words: str, rule: str
) -> None:
    stage.look(change)  # type: ignore[arg-type]

    stage.says("kz-duty", "/urgent Беларусь")

    assert words in stage.last("kz-duty")
    assert rule in stage.last("kz-duty")
    stage.says("kz-duty", "/drafts")
    assert stage.last("kz-duty") == "Черновиков нет. Начать — /urgent."


@pytest.mark.proves("14")
def test_no_letter_under_the_protocol_is_drafted_to_a_party_that_has_left(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    [draft] = stage.look(lambda work: work.drafts.of("kz-duty"))
    stage.look(exited)

    stage.presses("kz-duty", SEND)
    stage.says("kz-duty", f"/letter {draft.id}")

    said = stage.last("kz-duty")
    assert "вышла из Протокола" in said
    assert "действуют другие международные договоры (ст. 14)" in said
    assert "ОБРАЩЕНИЕ о необходимости" not in said
    stage.presses("kz-duty", "Изменить")
    stage.presses("kz-duty", "Цель")
    stage.says("kz-duty", "иная цель обращения")
    assert "Техническими средствами связи отправить нельзя" in stage.last("kz-duty")
    assert "Проект письма" not in stage.chat("kz-duty")[-1].buttons


@pytest.mark.parametrize(
    ("change", "words", "rule"),
    [
        (not_in_force, "орган сейчас не определён уполномоченным компетентным органом", "ст. 4"),
        (exited, "вышла из Протокола 23.11.2026", "ст. 18"),
        (without_agreement, "реестре нет договорённости Казахстана и Беларуси", "ст. 6"),
    ],
    ids=["authority", "party", "agreement"],
)
def test_what_ceased_to_hold_before_the_press_stops_the_sending_and_keeps_the_draft(
    stage: Stage, change: object, words: str, rule: str
) -> None:
    stage.says("kz-duty", FORM)
    stage.look(change)  # type: ignore[arg-type]

    stage.presses("kz-duty", SEND)

    assert words in stage.last("kz-duty")
    assert rule in stage.last("kz-duty")
    assert all(stage.chat(who) == [] for who in ("by-duty", "by-duty2", "by-head"))
    with pytest.raises(LookupError):
        stage.request("KZ-BY-2026-1")
    stage.says("kz-duty", "/drafts")
    assert "заполнен" in stage.last("kz-duty")
    stage.presses("kz-duty", "Продолжить 1")
    assert words in stage.last("kz-duty")
    ways = OFFERED if change is without_agreement else () if change is exited else OFFERED[:1]
    assert set(OFFERED) & set(stage.chat("kz-duty")[-1].buttons) == set(ways)


def test_the_texts_that_are_offered_are_said(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.look(without_agreement)
    stage.says("kz-duty", "/drafts")
    stage.presses("kz-duty", "Продолжить 1")

    stage.presses("kz-duty", "Проект письма")
    letter = stage.last("kz-duty")
    assert letter.startswith("ОБРАЩЕНИЕ о необходимости оказания содействия (ст. 6")
    assert "Существо вопроса: неустановленное лицо" in letter
    assert "Подписывает руководитель" in letter
    stage.presses("kz-duty", "Прочесть телефонограмму")
    spoken = stage.last("kz-duty")
    assert spoken.startswith("ТЕЛЕФОНОГРАММА.")
    assert "Передал: Асанов Б." in spoken
    assert "прочитано обратно" in spoken
    draft = stage.look(lambda work: work.drafts.of("kz-duty")[0].id)
    stage.says("kz-duty", f"/letter consent {draft}")
    consent = stage.last("kz-duty")
    assert consent.startswith("ЗАПРОС СОГЛАСИЯ")
    assert "Казахстан и Беларусь" in consent
    assert "неустановленное лицо" not in consent


@pytest.mark.proves("10.3")
def test_a_marked_text_is_refused_and_named(stage: Stage) -> None:
    stage.says("kz-duty", FORM.replace("атаки", "атаки. Совершенно секретно"))

    assert "в нём пометка секретности («Совершенно секретно»)" in stage.last("kz-duty")
    assert "Соглашения от 18.06.2004" in stage.last("kz-duty")
    stage.says("kz-duty", "/drafts")
    assert stage.last("kz-duty") == "Черновиков нет. Начать — /urgent."


def test_official_use_passes_only_where_the_agreement_says_so(
    sqlite_path: str, ring: KeyRing
) -> None:
    """«ДСП»: agreed for KZ and BY over Matrix alone; with AM over nothing."""
    form = FORM.replace("Существо:", "Существо: Для служебного пользования.")
    with Stage(f"sqlite:///{sqlite_path}", ring, channels=ALL) as stage:
        for who in ("by-duty", "by-duty2"):
            stage.joins(who, Channel.MATRIX)
        stage.says("kz-duty", form.replace("Беларусь", "Армения"))
        assert "Договорённость Сторон не допускает текстов с пометкой «ДСП»" in stage.last(
            "kz-duty"
        )
        assert SEND not in stage.chat("kz-duty")[-1].buttons

        send(stage, form=form)

        assert "Для служебного пользования" in stage.last("by-duty", channel=Channel.MATRIX)
        assert all("служебного" not in each.text for each in stage.chat("by-duty"))


@pytest.mark.parametrize("begin", ["/urgent Казахстан", "/urgent"])
def test_the_senders_own_channel_is_checked_before_content_is_asked(
    sqlite_path: str, ring: KeyRing, begin: str
) -> None:
    with Stage(f"sqlite:///{sqlite_path}", ring, channels=ALL) as stage:
        stage.joins("am-duty", Channel.TELEGRAM)
        stage.says("am-duty", begin, channel=Channel.TELEGRAM)
        if begin == "/urgent":
            stage.presses("am-duty", "Казахстан", channel=Channel.TELEGRAM)

        said = stage.last("am-duty", channel=Channel.TELEGRAM)
        assert "Через Telegram содержание передать нельзя: договорённость Армении и" in said
        assert "Казахстана допускает здесь только указатель без содержания" in said
        assert "ст. 6" in said
        assert "согласие в чате запросить не у кого" in said
        assert "Содержание принимается через консоль: откройте черновик там" in said
        chat = stage.chat("am-duty", channel=Channel.TELEGRAM)
        labels = [each.label for each in chat[-1].versions[-1].buttons]
        assert labels[:3] == ["Текст запроса согласия", "Проект письма", "Прочесть телефонограмму"]
        for channel in stage.networks:
            assert not any("1/9" in each.text for each in stage.chat("am-duty", channel=channel))


def test_where_only_a_pointer_may_pass_it_names_the_number_and_nothing_else(
    sqlite_path: str, ring: KeyRing
) -> None:
    with Stage(f"sqlite:///{sqlite_path}", ring, channels=ALL) as stage:
        for who in ("am-duty", "am-duty2", "am-deputy", "am-head"):
            stage.joins(who, Channel.TELEGRAM)
            stage.fails(who, Never("blocked"))
        send(stage, form=FORM.replace("Беларусь", "Армения"))

        pointer = stage.last("am-duty", channel=Channel.TELEGRAM)
        assert pointer.splitlines() == [
            "🔴 Срочное обращение KZ-AM-2026-1. Содержание — в защищённом чате.",
            "Откройте: /open KZ-AM-2026-1 (консоль).",
        ]
        assert stage.request("KZ-AM-2026-1").transmitted_at is None
        stage.passes(seconds=65)
        assert "обращение не передано" in stage.last("kz-duty")
        chats = [stage.chat(who, channel=Channel.TELEGRAM) for who in ("am-duty", "am-duty2")]
        assert all("атак" not in each.text for chat in chats for each in chat)


@pytest.mark.proves("6.4.2")
def test_an_agreement_counts_only_while_it_holds(stage: Stage) -> None:
    def for_one_day(work: Work) -> None:
        without_agreement(work)
        agreement = Agreement(
            pair=frozenset({Party.KAZAKHSTAN, Party.BELARUS}),
            channel=stage.channel,
            passage=Passage.CONTENT,
            during=Interval(work.now, work.now + timedelta(days=1)),
            document="обмен письмами",
        )
        work.registry.put_agreement(agreement)

    stage.look(for_one_day)
    send(stage)
    assert "KZ-BY-2026-1" in stage.last("by-duty")
    stage.passes(days=1)

    stage.says("kz-duty", "/urgent Беларусь")

    assert "в реестре нет договорённости Казахстана и Беларуси" in stage.last("kz-duty")


@pytest.mark.proves("5.2")
def test_a_procedural_act_reminds_of_the_legal_assistance_treaties(stage: Stage) -> None:
    stage.says("kz-duty", FORM.replace("сохранить журналы", "провести обыск и сохранить журналы"))

    others = "о правовой помощи и другими соответствующими международными договорами (ст. 5)"
    assert others in stage.last("kz-duty")
    assert SEND in stage.chat("kz-duty")[-1].buttons


def test_whom_nobody_can_reach_is_said_in_the_preview_with_the_telephone(stage: Stage) -> None:
    def unreachable(work: Work) -> None:
        for officer in work.registry.officers("BY-1"):
            work.registry.put_officer(
                replace(officer, during=Interval(officer.during.since, work.now))
            )

    stage.look(unreachable)
    stage.says("kz-duty", FORM)

    preview = stage.last("kz-duty")
    assert "Содержание сейчас некому передать" in preview
    assert "+375 17 000-01-10" in preview
    assert "Прочесть телефонограмму" in stage.chat("kz-duty")[-1].buttons
    stage.presses("kz-duty", SEND)
    assert "+375 17 000-01-10" in "".join(each.text for each in stage.chat("kz-duty")[-3:])
    assert stage.request("KZ-BY-2026-1").transmitted_at is None


def changed(stage: Stage, **changes: object) -> None:
    """From now on the agreement of Kazakhstan and Belarus over the journey's channel says so."""

    def put(work: Work) -> None:
        for each in work.registry.agreements().held:
            if each.pair == {Party.KAZAKHSTAN, Party.BELARUS} and each.channel is stage.channel:
                work.registry.put_agreement(replace(each, **changes))  # type: ignore[arg-type]

    stage.look(put)


def test_official_use_passes_over_no_telegram_whatever_an_agreement_says(stage: Stage) -> None:
    changed(stage, official_use=True)

    stage.says("kz-duty", FORM.replace("Существо:", "Существо: Для служебного пользования."))

    passes = stage.channel is not Channel.TELEGRAM
    assert (SEND in stage.chat("kz-duty")[-1].buttons) is passes
    refused = "не допускает текстов с пометкой «ДСП»"
    assert (refused in stage.last("kz-duty")) is not passes


def test_where_content_passes_no_longer_a_pointer_names_the_way_to_it(stage: Stage) -> None:
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    changed(stage, passage=Passage.POINTER)
    before = {who: len(stage.chat(who)) for who in ("kz-duty", "by-duty")}

    stage.says("by-duty", "/open 1")
    stage.says("by-duty", "/result 1 Установлен владелец узла")
    stage.presses("by-duty", "Сообщить результат")

    for who in before:
        later = [each.text for each in stage.chat(who)[before[who] :]]
        pointer = "KZ-BY-2026-1: новое сообщение. Содержание — в защищённом чате."
        assert any(each.startswith(pointer) for each in later), who
        ways = ("Телефоны: /phone KZ-BY-2026-1", "Откройте: /open KZ-BY-2026-1 (консоль)")
        assert any(way in each for each in later for way in ways), who
        assert not any("атак" in each for each in later), who
    told = [each.text for each in stage.chat("kz-duty")[before["kz-duty"] :]]
    assert not any("владелец узла" in each for each in told)
