"""One transmission by consent: asked in chat without content, answered by name. Art. 6."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.transports.base import Never
from handlers.chat.events import Pressed, Said
from protocol.consents import Consent, ConsentState
from protocol.obligation import Kind
from protocol.parties import Channel, Interval, Party, Passage
from protocol.policy import DEFAULT
from storage.outgoing import OutboxState
from storage.tables import consents, drafts, outbox
from storage.work import Work
from tests.journeys.outside import LATER
from tests.journeys.stage import FORM, Stage

NUMBER = "KZ-BY-2026-1"
SEEK = "Запросить согласие"
AGREE, DISAGREE = "Согласиться", "Не согласиться"
LETTER, SPOKEN = "Проект письма", "Прочесть телефонограмму"
SEND, GO_ON = "Нет гостайны, отправить", "Открыть черновик"
GONE = "Кнопка больше не действует."
BELARUS = ("by-duty", "by-duty2", "by-deputy", "by-head")
# Everything that the sender writes, by the words that nobody else writes.
WRITTEN = ("205", "энергоснабжения", "оперативная информация", "атак", "журналы", "Сокол")
Change = Callable[[Stage], None]


def agreed(stage: Stage, passage: Passage | None) -> None:
    """From now on so much is agreed of Kazakhstan and Belarus over the channel of the journey."""

    def changed(work: Work) -> None:
        pair = {Party.KAZAKHSTAN, Party.BELARUS}
        for each in work.registry.agreements().held:
            if each.pair != pair or each.channel is not stage.channel:
                continue
            during = Interval(each.during.since, None if passage else work.now)
            work.registry.put_agreement(
                replace(each, during=during, passage=passage or each.passage)
            )

    stage.look(changed)


@pytest.fixture
def unagreed(stage: Stage) -> Stage:
    """A Monday on which nothing is agreed of this channel."""
    agreed(stage, None)
    return stage


def buttons(stage: Stage, who: str) -> list[str]:
    return [each.label for each in stage.chat(who)[-1].versions[-1].buttons]


def asked(stage: Stage) -> list[Consent]:
    """Return every consent of the record, in its order."""

    def found(work: Work) -> list[Consent]:
        rows = work.connection.execute(consents.select().order_by(consents.c.asked_at))
        return [work.consents.get(row.id) for row in rows]

    return stage.look(found)


def said(stage: Stage, people: tuple[str, ...] = BELARUS) -> Iterator[str]:
    """Yield every look of every message, with its buttons, in the chats of these people."""
    for who in people:
        for message in stage.chat(who):
            for look in message.versions:
                yield look.text
                yield from (button.label for button in look.buttons)


def content_in(stage: Stage, people: tuple[str, ...] = BELARUS) -> list[str]:
    return [word for text in said(stage, people) for word in WRITTEN if word in text]


def drafted(stage: Stage) -> list[str]:
    return stage.look(lambda work: list(work.connection.execute(drafts.select()).scalars()))


def test_one_request_passes_by_a_consent_that_is_asked_for_in_chat(unagreed: Stage) -> None:
    stage = unagreed
    stage.says("kz-duty", FORM)
    assert "в реестре нет договорённости Казахстана и Беларуси" in stage.last("kz-duty")
    assert "Основание: ст. 6 Протокола." in stage.last("kz-duty")
    assert buttons(stage, "kz-duty")[:3] == [SEEK, LETTER, SPOKEN]
    assert SEND not in buttons(stage, "kz-duty")

    stage.presses("kz-duty", SEEK)
    question = stage.last("by-duty")
    assert question.startswith("🔴 Казахстан: ожидает срочное обращение, просят согласия на одну")
    assert "Асанов Б." in question
    assert "Ответ ожидается до 23.11.2026 12:41 (Минск)" in question
    assert buttons(stage, "by-duty") == [AGREE, DISAGREE]
    assert content_in(stage) == []
    stage.presses("by-duty", AGREE)
    assert content_in(stage) == []
    told = stage.last("kz-duty")
    assert "согласие на одну передачу" in told
    assert "Дубровская Е., 11:41 (Минск), 13:41 (Астана)" in told
    assert buttons(stage, "kz-duty") == [SEND, GO_ON]
    stage.presses("kz-duty", SEND)

    assert "СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-1" in stage.last("by-duty")
    assert "неустановленное лицо готовит атаку" in stage.last("by-duty")
    assert stage.request(NUMBER).transmitted_at is not None


def test_the_consent_stays_on_the_card_and_in_the_record_for_good(unagreed: Stage) -> None:
    stage = unagreed
    consented(stage)
    stage.presses("kz-duty", SEND)
    line = "(ст. 6): Дубровская Е., 11:41 (Минск), 13:41 (Астана)"
    assert line in "".join(text for text in said(stage, ("kz-duty",)) if "осталось" in text)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("by-duty", "/result 1 Журналы сохранены")
    stage.presses("by-duty", "Сообщить результат")
    assert "Журналы сохранены" in stage.last("kz-duty")
    stage.passes(days=40)

    for who in ("kz-duty", "by-head"):
        stage.says(who, "/open 1")
        shown = next(text for text in reversed(list(said(stage, (who,)))) if "История" in text)
        assert "Согласие на передачу через" in shown
        assert "Дубровская Е., 23.11.2026 11:41 (Минск)" in shown
        assert "согласие на передачу дано" in shown
        assert "неустановленное лицо готовит атаку" in shown
    assert stage.history(NUMBER)[:2] == ["consent-given", "sent"]
    (consent,) = asked(stage)
    journal = stage.look(lambda work: work.journal.about(consent.subject))
    named = [(each.action, each.actor) for each in journal if each.action.startswith("consent")]
    assert named == [("consent-asked", "kz-duty"), ("consent-given", "by-duty")]


def consented(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", SEEK)
    stage.presses("by-duty", AGREE)


def test_it_holds_for_this_request_alone(unagreed: Stage) -> None:
    stage = unagreed
    consented(stage)
    stage.presses("kz-duty", SEND)

    stage.says("kz-duty", FORM)

    assert SEEK in buttons(stage, "kz-duty")
    assert SEND not in buttons(stage, "kz-duty")
    stage.says("kz-duty", f"/send {drafted(stage)[0]}")
    with pytest.raises(LookupError):
        stage.request("KZ-BY-2026-2")
    # The other way round it was never asked for.
    stage.says("by-duty", FORM.replace("Беларусь", "Казахстан"))
    assert SEND not in buttons(stage, "by-duty")


def test_it_holds_for_this_addressee_alone(unagreed: Stage) -> None:
    stage = unagreed
    consented(stage)
    stage.look(lambda work: no_agreement_with(work, Party.RUSSIA, stage.channel))

    stage.presses("kz-duty", GO_ON)
    stage.presses("kz-duty", "Изменить")
    stage.presses("kz-duty", "Кому")
    stage.presses("kz-duty", "Россия")

    assert "нет договорённости Казахстана и России" in stage.last("kz-duty")
    assert SEND not in buttons(stage, "kz-duty")


def no_agreement_with(work: Work, party: Party, channel: Channel) -> None:
    for each in work.registry.agreements().held:
        if each.pair == {Party.KAZAKHSTAN, party} and each.channel is channel:
            ended = Interval(each.during.since, work.now)
            work.registry.put_agreement(replace(each, during=ended))


def test_no_content_is_asked_for_before_the_consent(unagreed: Stage) -> None:
    stage = unagreed
    stage.says("kz-duty", "/urgent Беларусь")
    assert buttons(stage, "kz-duty")[:3] == [SEEK, LETTER, SPOKEN]
    assert not any(text.startswith("1/9") for text in said(stage, ("kz-duty",)))
    stage.says("kz-duty", "неустановленное лицо готовит атаку")
    assert "не название Стороны" in stage.last("kz-duty")
    stage.presses("kz-duty", SEEK)
    stage.presses("by-duty", AGREE)
    assert buttons(stage, "kz-duty") == [GO_ON]

    stage.presses("kz-duty", GO_ON)

    assert stage.last("kz-duty").startswith("1/9 Преступление")


def test_whoever_does_not_agree_gives_reasons_and_the_sender_has_the_letter_and_the_telephone(
    unagreed: Stage,
) -> None:
    stage = unagreed
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", SEEK)
    stage.presses("by-duty", DISAGREE)
    assert asked(stage)[0].is_open
    stage.says("by-duty", "Этот канал у нас не аттестован")
    assert "Этот канал у нас не аттестован" in stage.last("by-duty")
    assert asked(stage)[0].is_open

    stage.presses("by-duty", "Не согласиться")

    told = stage.last("kz-duty")
    assert "отказано: Дубровская Е., 11:41 (Минск)" in told
    assert "Причины: Этот канал у нас не аттестован" in told
    assert "+375 17 000-01-10" in told
    assert buttons(stage, "kz-duty") == [LETTER, SPOKEN]
    (consent,) = asked(stage)
    assert consent.state is ConsentState.DECLINED
    assert stage.look(lambda work: work.consents.reasons(consent.id)).startswith("Этот канал")
    stage.presses("kz-duty", LETTER)
    assert "Существо вопроса: неустановленное лицо готовит атаку" in stage.last("kz-duty")
    stage.says("kz-duty", "/drafts")
    stage.presses("kz-duty", "Продолжить 1")
    assert "в согласии на передачу отказано: Дубровская Е." in stage.last("kz-duty")
    assert SEEK not in buttons(stage, "kz-duty")
    assert SEND not in buttons(stage, "kz-duty")
    assert content_in(stage) == []


def test_without_fields_the_letter_and_the_telephonogram_have_places_for_them(
    unagreed: Stage,
) -> None:
    stage = unagreed
    stage.says("kz-duty", "/urgent Беларусь")
    said_before = stage.chat("kz-duty")[-1].versions[-1]
    assert SPOKEN in [each.label for each in said_before.buttons]

    stage.presses("kz-duty", SPOKEN)

    assert stage.last("kz-duty").startswith("ТЕЛЕФОНОГРАММА.")
    assert "Существо: ________" in stage.last("kz-duty")


def test_it_rings_like_an_alarm_and_lapses(unagreed: Stage) -> None:
    stage = unagreed
    stage.says("kz-duty", "/urgent Беларусь")
    stage.presses("kz-duty", SEEK)
    start = stage.now
    heard = {who: len(stage.chat(who)) for who in BELARUS}
    assert heard == {"by-duty": 1, "by-duty2": 0, "by-deputy": 0, "by-head": 0}

    stage.passes(minutes=10)
    assert len(stage.chat("by-duty")) == 3
    assert len(stage.chat("by-duty2")) == 1
    assert "согласия ответа нет, прошло 10 мин" in stage.last("kz-duty")
    assert "Дубровская Е.: +375 17 000-01-11" in stage.last("kz-duty")
    stage.passes(minutes=25)
    assert "просят согласия" in stage.last("by-deputy")
    assert "просят согласия" in stage.last("by-head")
    stage.reaches(start + DEFAULT.consent_within - timedelta(seconds=5))
    assert asked(stage)[0].is_open
    stage.passes(seconds=10)

    assert asked(stage)[0].state is ConsentState.LAPSED
    assert "запрос больше не действует" in stage.last("kz-duty")
    assert buttons(stage, "kz-duty") == [SEEK, LETTER, SPOKEN]
    quiet = {who: len(stage.chat(who)) for who in BELARUS}
    stage.presses("by-duty", AGREE)
    assert "запрос согласия остался без ответа: Набат" in stage.last("by-duty")
    stage.passes(hours=5)
    assert {who: len(stage.chat(who)) - quiet[who] for who in BELARUS} == {
        **dict.fromkeys(BELARUS, 0),
        "by-duty": 1,
    }
    stage.presses("kz-duty", SEEK)
    assert "просят согласия" in stage.last("by-duty")


def test_a_bot_that_slept_lets_it_lapse_once_and_rings_nobody(unagreed: Stage) -> None:
    stage = unagreed
    stage.says("kz-duty", "/urgent Беларусь")
    stage.presses("kz-duty", SEEK)
    stage.stops()
    stage.passes(hours=8)
    before = {who: len(stage.chat(who)) for who in (*BELARUS, "kz-duty")}

    stage.starts()

    after = {who: len(stage.chat(who)) - before[who] for who in before}
    assert after["kz-duty"] >= 1
    assert "запрос больше не действует" in stage.last("kz-duty")
    assert not any("просят согласия" in each.text for each in stage.chat("by-duty")[1:])


def test_what_was_answered_is_silent(unagreed: Stage) -> None:
    stage = unagreed
    stage.says("kz-duty", "/urgent Беларусь")
    stage.presses("kz-duty", SEEK)
    stage.passes(minutes=12)
    stage.presses("by-duty2", AGREE)
    assert "согласие на передачу дано — Ковалёв П." in stage.last("by-duty")
    before = sum(len(stage.chat(who)) for who in BELARUS)

    stage.passes(hours=6)

    assert sum(len(stage.chat(who)) for who in BELARUS) == before


def test_the_first_answer_counts_and_the_second_learns_whose_it_was(unagreed: Stage) -> None:
    stage = unagreed
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", SEEK)
    stage.passes(minutes=21)
    stage.presses("by-duty2", DISAGREE)
    stage.says("by-duty2", "Не аттестовано")
    stage.presses("by-duty", AGREE)
    told = len(stage.chat("kz-duty"))

    stage.presses("by-deputy", AGREE)
    stage.presses("by-duty2", "Не согласиться")
    stage.passes(seconds=20)
    stage.presses("by-duty", AGREE)

    for who in ("by-deputy", "by-duty2", "by-duty"):
        assert "согласие на передачу дано: Дубровская Е." in stage.last(who), who
    assert len(stage.chat("kz-duty")) == told
    (consent,) = asked(stage)
    assert (consent.state, consent.answered_by) == (ConsentState.GIVEN, "by-duty")


def test_asking_twice_asks_once(unagreed: Stage) -> None:
    stage = unagreed
    stage.says("kz-duty", FORM)
    offer = stage.offer("kz-duty", SEEK)
    stage.does("kz-duty", Pressed(offer))
    stage.passes(seconds=20)
    before = len(stage.chat("by-duty"))

    stage.does("kz-duty", Pressed(offer))

    assert "согласие уже запрошено" in stage.last("kz-duty")
    assert "Ответ ожидается до" in stage.last("kz-duty")
    assert len(asked(stage)) == 1
    assert len(stage.chat("by-duty")) == before


@pytest.mark.parametrize("who", ["kz-head", "ru-duty", "sec-duty", "am-head", "by-registrar"])
def test_nobody_else_answers_for_the_requested_side(unagreed: Stage, who: str) -> None:
    stage = unagreed
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", SEEK)
    (consent,) = asked(stage)

    for command in ("consent", "disagree"):
        stage.says(who, f"/{command} {consent.id}")
        allowed = who in ("kz-head", "ru-duty", "am-head")
        assert (GONE if allowed else "не предусмотрено") in stage.last(who)
    stage.does(who, Pressed(stage.offer("by-duty", AGREE)))
    assert GONE in stage.last(who)
    stage.says(who, "/consent")
    assert "Казахстан" not in stage.last(who)

    assert asked(stage) == [consent]


def test_only_the_desk_hears_that_a_consent_is_waited_for(unagreed: Stage) -> None:
    stage = unagreed
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", SEEK)

    for who in ("by-duty", "by-registrar"):
        stage.says(who, "/owe")

    assert "согласие на передачу одного обращения" in stage.last("by-duty")
    assert stage.last("by-registrar") == "🟢 От вашего органа сейчас ничего не ожидается."


def test_beyond_a_pointer_that_was_agreed_on_only_a_signatory_agrees(stage: Stage) -> None:
    agreed(stage, Passage.POINTER)
    stage.says("kz-duty", FORM)
    assert "допускает здесь только указатель без содержания" in stage.last("kz-duty")
    assert buttons(stage, "kz-duty")[:3] == [SEEK, LETTER, SPOKEN]

    stage.presses("kz-duty", SEEK)

    assert stage.chat("by-duty") == []
    (consent,) = asked(stage)
    stage.says("by-duty", f"/consent {consent.id}")
    assert "даёт руководитель или его заместитель" in stage.last("by-duty")
    assert asked(stage)[0].is_open
    stage.presses("by-deputy", AGREE)
    stage.presses("kz-duty", SEND)
    assert "неустановленное лицо готовит атаку" in stage.last("by-duty")


def test_what_was_consented_to_is_asked_again_at_the_press(unagreed: Stage) -> None:
    stage = unagreed
    consented(stage)
    stage.passes(minutes=DEFAULT.consent_holds / timedelta(minutes=1) + 1)

    stage.presses("kz-duty", SEND)

    assert "в реестре нет договорённости Казахстана и Беларуси" in stage.last("kz-duty")
    assert SEEK in buttons(stage, "kz-duty")
    assert content_in(stage) == []
    with pytest.raises(LookupError):
        stage.request(NUMBER)


def ended_authority(stage: Stage) -> None:
    def changed(work: Work) -> None:
        authority = work.registry.authority("BY-1")
        during = Interval(authority.during.since, work.now)
        work.registry.put_authority(replace(authority, during=during))

    stage.look(changed)


def exited(stage: Stage) -> None:
    def changed(work: Work) -> None:
        bond = next(each for each in work.registry.bonds() if each.party is Party.BELARUS)
        work.registry.put_bond(replace(bond, during=Interval(bond.during.since, work.now)))

    stage.look(changed)


@pytest.mark.parametrize("change", [ended_authority, exited])
def test_a_consent_helps_nobody_who_is_no_authority_of_a_party_any_more(
    unagreed: Stage, change: Change
) -> None:
    stage = unagreed
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", SEEK)
    change(stage)

    stage.presses("by-duty", AGREE)

    assert asked(stage)[0].is_open
    assert stage.last("by-duty").splitlines()[1].startswith("Основание: ст. ")
    assert "согласие на одну передачу" not in stage.last("kz-duty")


@pytest.mark.parametrize("change", [ended_authority, exited])
def test_a_party_that_ended_between_consent_and_press_gets_nothing(
    unagreed: Stage, change: Change
) -> None:
    stage = unagreed
    consented(stage)
    change(stage)

    stage.presses("kz-duty", SEND)

    assert content_in(stage) == []
    with pytest.raises(LookupError):
        stage.request(NUMBER)


def test_an_agreement_that_ended_meanwhile_is_offered_the_same_three_ways(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    assert SEND in buttons(stage, "kz-duty")
    agreed(stage, None)

    stage.presses("kz-duty", SEND)

    assert buttons(stage, "kz-duty")[:3] == [SEEK, LETTER, SPOKEN]
    assert stage.chat("by-duty") == []
    stage.presses("kz-duty", SEEK)
    stage.presses("by-duty", AGREE)
    stage.presses("kz-duty", SEND)
    assert "неустановленное лицо готовит атаку" in stage.last("by-duty")


def test_for_official_use_no_consent_is_enough(unagreed: Stage) -> None:
    stage = unagreed
    stage.says("kz-duty", FORM.replace("Существо:", "Существо: Для служебного пользования."))

    assert "не допускает текстов с пометкой «ДСП»" in stage.last("kz-duty")
    assert SEEK not in buttons(stage, "kz-duty")
    assert LETTER in buttons(stage, "kz-duty")
    stage.says("kz-duty", f"/seek {drafted(stage)[0]} BY-1")
    assert asked(stage) == []


def test_words_for_official_use_that_came_after_the_consent_go_nowhere(unagreed: Stage) -> None:
    stage = unagreed
    consented(stage)
    stage.presses("kz-duty", GO_ON)
    stage.presses("kz-duty", "Изменить")
    stage.presses("kz-duty", "Существо")
    stage.says("kz-duty", "ДСП. неустановленное лицо готовит атаку")

    assert SEND not in buttons(stage, "kz-duty")
    stage.says("kz-duty", f"/send {drafted(stage)[0]}")
    assert "не допускает текстов с пометкой «ДСП»" in stage.last("kz-duty")
    assert content_in(stage) == []


def test_a_draft_that_is_deleted_takes_its_question_back(unagreed: Stage) -> None:
    stage = unagreed
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", SEEK)

    stage.says("kz-duty", f"/discard {drafted(stage)[0]}")

    assert "запрос согласия отозван — Асанов Б." in stage.last("by-duty")
    before = len(stage.chat("by-duty"))
    stage.passes(hours=2)
    assert len(stage.chat("by-duty")) == before
    stage.presses("by-duty", AGREE)
    assert "запрос согласия отозван: Асанов Б." in stage.last("by-duty")
    assert asked(stage)[0].state is ConsentState.WITHDRAWN


def test_whom_no_question_reaches_is_told_whom_to_telephone(unagreed: Stage) -> None:
    stage = unagreed
    for who in BELARUS:
        stage.fails(who, Never("blocked"))
    stage.says("kz-duty", "/urgent Беларусь")

    stage.presses("kz-duty", SEEK)

    assert "на запрос согласия ответа нет" in stage.last("kz-duty")
    assert "+375 17 000-01-10" in stage.last("kz-duty")


@pytest.mark.parametrize("stage", [Channel.CONSOLE], indirect=True, ids=str)
def test_nobody_is_told_to_telephone_while_the_last_one_is_still_being_asked(
    unagreed: Stage,
) -> None:
    stage = unagreed
    for who in BELARUS[:-1]:
        stage.fails(who, Never("blocked"))
    stage.fails(BELARUS[-1], LATER)
    stage.says("kz-duty", "/urgent Беларусь")
    stage.presses("kz-duty", SEEK)
    assert "на запрос согласия ответа нет" not in stage.last("kz-duty")

    stage.fails(BELARUS[-1], Never("blocked"))
    stage.passes(minutes=2)

    assert "на запрос согласия ответа нет" in stage.last("kz-duty")


def test_the_question_is_read_again_from_the_list(unagreed: Stage) -> None:
    stage = unagreed
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", SEEK)

    stage.says("by-head", "/help")
    assert stage.last("by-head").splitlines()[1].startswith("/consent")
    stage.says("by-head", "/owe")
    assert "KZ-BY · согласие на передачу одного обращения" in stage.last("by-head")
    assert asked(stage)[0].is_open
    stage.presses("by-head", "KZ-BY: Согласиться")
    assert "просят согласия на одну его передачу" in stage.last("by-head")
    assert asked(stage)[0].is_open
    stage.presses("by-head", AGREE)
    assert asked(stage)[0].answered_by == "by-head"
    assert content_in(stage) == []


def test_of_two_who_answer_at_the_same_moment_one_does(unagreed: Stage) -> None:
    stage = unagreed
    if stage.channel is not Channel.CONSOLE:
        pytest.skip("as many processes take from the inbox, whatever brought it there")
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", SEEK)
    (consent,) = asked(stage)

    acts = [(who, Said(f"/consent {consent.id}")) for who in ("by-duty", "by-duty2", "by-head")]
    stage.do_at_once(*acts)

    journal = stage.look(lambda work: work.journal.about(consent.subject))
    assert [each.action for each in journal].count("consent-given") == 1
    owed = stage.look(lambda work: work.obligations.find(consent.subject, Kind.CONSENT))
    assert owed is not None
    assert not owed.is_open


def test_nothing_of_the_draft_is_in_a_row_of_the_requested_side(unagreed: Stage) -> None:
    stage = unagreed
    consented(stage)

    def rows(work: Work) -> list[tuple[str, str]]:
        found = work.connection.execute(outbox.select())
        theirs = [row for row in found if row.officer.startswith("by-")]
        assert theirs
        assert {row.state for row in theirs} == {OutboxState.SENT}
        return [(row.officer, row.text) for row in theirs]

    assert stage.look(rows) == [("by-duty", "consent-asked"), ("by-duty", "consent.done-given")]
    assert content_in(stage) == []
