"""What a reader gets: names, moments, content or a pointer, and never nothing. Real SQLite."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.delivery.page import clean_text
from bot.delivery.render import Renderer
from bot.words.message import Button, Rendered
from bot.words.texts import Texts, shipped
from handlers.chat.turn import lines_of
from handlers.record import subjects
from handlers.record.content import content_lines
from protocol.moves import Execution, Move
from protocol.obligation import Due, Kind
from protocol.parties import SECRETARIAT, Channel, Officer, Party, Passage, Role
from protocol.refusals import Refused
from storage.attachments import Attachment
from storage.carrying import Carries
from storage.keys import KeyRing
from storage.offers import Shown
from storage.sayings import Priority, Saying
from storage.sqlite import SQLite
from storage.values import Line
from storage.work import Store, Work
from tests import builders
from tests.builders import Clock

T = TypeVar("T")

KZ, BY = Party.KAZAKHSTAN, Party.BELARUS
SENDER = builders.officer(name="Асанов Б.")
DEPUTY = builders.officer(Role.DEPUTY, name="Сериков А.")
READER = builders.officer(party=BY, name="Дубровская Е.")
SECRETARY = builders.officer(Role.SECRETARIAT_OFFICER, name="Нестеров В.")
REQUEST = builders.request()
NUMBER = str(REQUEST.number)
CONTENT = builders.content()
NOW = builders.NOW
OFFERED = Shown("offer", 1, "ack.choice", {})


class Desk:
    """A store with the two desks in it, a renderer, and what it reported."""

    def __init__(self, store: Store, texts: Texts) -> None:
        self.store = store
        self.reported: list[str] = []
        self.renderer = Renderer(texts, self.reported.append)

    async def run(self, fn: Callable[[Work], T]) -> T:
        return await self.store.run(fn)

    async def said(
        self,
        text: str,
        /,
        reader: Officer = READER,
        *,
        passage: Passage = Passage.CONTENT,
        repeated: bool = False,
        about: bool = True,
        choices: tuple[Shown, ...] = (),
        **values: Any,
    ) -> Rendered:
        saying = said(text, reader, about=about, choices=choices, **values)
        return await self.run(
            lambda work: self.renderer.words_of(
                work, saying, reader, passage=passage, repeated=repeated
            )
        )

    async def shown(self) -> list[str]:
        """Return who was shown the content, by the journal."""
        entries = await self.run(lambda work: tuple(work.journal.entries()))
        return [f"{each.actor} {each.facts['where']}" for each in entries if each.action == "shown"]


def said(
    text: str,
    reader: Officer,
    /,
    *,
    about: bool = True,
    choices: tuple[Shown, ...] = (),
    carries: Carries = Carries.CONTENT,
    **values: Any,
) -> Saying:
    return Saying(
        key="key",
        officer=reader.id,
        priority=Priority.ANSWER,
        text=text,
        values=values,
        subject=REQUEST.subject if about else None,
        choices=choices,
        carries=carries,
    )


@pytest.fixture(scope="module")
def texts() -> Texts:
    return shipped()


@pytest.fixture
async def desk(sqlite_path: Path, ring: KeyRing, clock: Clock, texts: Texts) -> AsyncIterator[Desk]:
    database = await SQLite.open(sqlite_path)
    desk = Desk(Store(database, ring, clock, sqlite_path.parent / "attachments"), texts)

    def enter(work: Work) -> None:
        for party in (KZ, BY):
            work.registry.put_authority(builders.authority(party, name=f"Орган {party}"))
        for officer in (SENDER, DEPUTY, READER, SECRETARY):
            work.registry.put_officer(officer)
        work.requests.add(REQUEST, CONTENT)

    await desk.run(enter)
    yield desk
    await database.close()


# The alarm


async def test_an_alarm_carries_every_field_and_says_who_is_called_next(desk: Desk) -> None:

    told = await desk.said("alarm", choices=(OFFERED,), request=NUMBER, content=REQUEST.id)

    assert told.text.splitlines() == [
        "🔴 СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-7 · Казахстан → Беларусь",
        "Орган запрашивающей Стороны: Орган KZ",
        "Орган запрашиваемой Стороны: Орган BY",
        "Основание (ст. 3): готовится преступление в сфере информационных технологий; "
        "ст. 205 УК РК",
        "Цель: Предотвратить отключение подстанции",
        "Обоснование: Оперативная информация о подготовке атаки",
        "Существо вопроса: Неустановленное лицо готовит атаку на узел связи",
        "Запрашиваемое содействие: Сохранить журналы соединений узла",
        "Причастные лица: не установлено, известно по псевдониму",
        "Сроки, предусмотренные законодательством: не установлены",
        "",
        "Подтвердите получение. В 10:10 сигнал получат все дежурные, в 10:20 — заместитель "
        "руководителя.",
    ]
    assert told.buttons == (Button("offer", 1, "Подтвердить получение"),)
    assert told.full_content
    assert await desk.shown() == [f"{READER.id} alarm"]
    assert desk.reported == []


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "В 10:10 сигнал получат все дежурные, в 10:20 — заместитель руководителя."),
        (9, "В 10:10 сигнал получат все дежурные, в 10:20 — заместитель руководителя."),
        (10, "Подтвердите получение. В 10:20 сигнал получит заместитель руководителя."),
        (20, "Подтвердите получение."),
    ],
)
async def test_an_alarm_names_only_those_who_are_still_to_be_called(
    desk: Desk, clock: Clock, minutes: int, words: str
) -> None:
    await desk.run(lambda work: work.obligations.open(builders.obligation()))
    clock.pass_by(timedelta(minutes=minutes))

    told = await desk.said("alarm", request=NUMBER, content=REQUEST.id)

    assert told.text.endswith(words)


async def test_the_files_of_a_request_go_with_its_content(desk: Desk) -> None:
    await desk.run(lambda work: work.attachments.add(attachment("file-1", "request"), b"x" * 2048))

    told = await desk.said("alarm", request=NUMBER, content=REQUEST.id)

    assert told.files == ("file-1",)
    assert "Приложение: схема.pdf, 2 КБ, sha256 3f9ac2000000\n" in told.text


@pytest.mark.parametrize(
    ("text", "values", "words"),
    [
        (
            "alarm",
            {"request": NUMBER, "content": REQUEST.id},
            "🔴 Срочное обращение KZ-BY-2026-7. Содержание — в защищённом чате.",
        ),
        (
            "result.told",
            {"request": NUMBER, "officer": READER.id, "at": NOW, "statement": "узел изъят"},
            "KZ-BY-2026-7: новое сообщение. Содержание — в защищённом чате.",
        ),
        (
            "letter.text-letter",
            {"number": "", "lines": content_lines(CONTENT), "officer": SENDER.id, "at": NOW},
            "KZ-BY-2026-7: новое сообщение. Содержание — в защищённом чате.",
        ),
    ],
)
async def test_where_only_a_pointer_may_pass_the_number_alone_is_told(
    desk: Desk, text: str, values: dict[str, Any], words: str
) -> None:

    told = await desk.said(text, passage=Passage.POINTER, choices=(OFFERED,), **values)

    way = (
        "Ни на одном вашем средстве связи содержание не передаётся. Телефоны: /phone KZ-BY-2026-7."
    )
    assert told == Rendered(f"{words}\n{way}")
    assert await desk.shown() == []


async def test_a_pointer_says_on_which_channel_of_the_reader_it_can_be_opened(desk: Desk) -> None:
    def agreed(work: Work) -> None:
        for channel in (Channel.MATRIX, Channel.TELEGRAM):
            work.registry.bind(channel, READER.id, READER.id)
        work.registry.put_agreement(builders.agreement(channel=Channel.MATRIX))

    await desk.run(agreed)

    told = await desk.said("alarm", passage=Passage.POINTER, request=NUMBER, content=REQUEST.id)

    assert told.text.splitlines()[1:] == ["Откройте: /open KZ-BY-2026-7 (Matrix)."]


async def test_what_carries_no_content_is_told_whole_everywhere(desk: Desk) -> None:

    told = await desk.said(
        "ack.told",
        passage=Passage.POINTER,
        carries=Carries.NOTHING,
        choices=(OFFERED,),
        request=NUMBER,
        officer=READER.id,
        at=NOW,
    )

    assert told.text == "🟡 KZ-BY-2026-7 · получение подтверждено: Дубровская Е., 10:00 (Минск)."
    assert len(told.buttons) == 1


# Never nothing


async def test_a_text_that_is_missing_becomes_the_fallback_and_is_reported(desk: Desk) -> None:

    told = await desk.said("no-such-text", choices=(OFFERED,), request=NUMBER)

    assert told.text == (
        "🔴 KZ-BY-2026-7: есть сообщение, показать его не удалось. Откройте: /open KZ-BY-2026-7. "
        "Администратор уведомлён."
    )
    assert told.buttons
    assert desk.reported == ["no-such-text"]


async def test_an_alarm_whose_content_cannot_be_shown_is_no_transmission(desk: Desk) -> None:
    """The Secretariat sees no content (Art. 10); a destroyed one ends the same way."""
    told = await desk.said("alarm", SECRETARY, request=NUMBER, content=REQUEST.id)

    assert NUMBER in told.text
    assert not told.full_content
    assert desk.reported == ["alarm"]
    assert await desk.shown() == []


async def test_a_text_that_fails_after_its_content_leaves_no_showing(desk: Desk) -> None:
    told = await desk.said("open.request", request=NUMBER, content=REQUEST.id)

    assert desk.reported == ["open.request"]
    assert CONTENT.purpose not in told.text
    assert (told.full_content, told.files) == (False, ())
    assert await desk.shown() == []


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"request": NUMBER, "officer": READER.id},
        {"request": NUMBER, "officer": READER.id, "at": "yesterday"},
    ],
)
async def test_a_missing_or_wrong_value_becomes_the_fallback_too(
    desk: Desk, values: dict[str, Any]
) -> None:
    told = await desk.said("ack.told", **values)

    assert NUMBER in told.text
    assert desk.reported == ["ack.told"]


async def test_a_button_whose_label_is_missing_can_still_be_pressed(desk: Desk) -> None:
    pressed = OFFERED._replace(label="choice-nothing")

    told = await desk.said("owe.nothing", choices=(pressed,))

    assert told.buttons == (Button("offer", 1, "Выбор 1"),)
    assert desk.reported == ["choice-nothing"]


async def test_an_unknown_language_is_answered_in_russian(desk: Desk) -> None:
    told = await desk.said("owe.nothing", replace(READER, lang="be"))

    assert told.text == "🟢 От вашего органа сейчас ничего не ожидается."


async def test_a_repetition_is_marked_in_front_and_keeps_its_number(desk: Desk) -> None:
    told = await desk.said("alarm", repeated=True, request=NUMBER, content=REQUEST.id)

    assert told.text.startswith("ПОВТОР.")
    assert told.text.splitlines()[1].startswith("🔴 СРОЧНОЕ ОБРАЩЕНИЕ KZ-BY-2026-7")
    assert told.full_content


def test_what_is_rendered_survives_its_storage() -> None:
    rendered = Rendered("текст", (Button("offer", 3, "Да"),), ("file",), full_content=True)

    assert Rendered.from_json(rendered.as_json()) == rendered
    earlier = rendered.as_json().replace(b'"full_content"', b'"carries_content"')
    assert Rendered.from_json(earlier) == rendered


# People


async def test_call_signs_stand_for_names_where_the_authority_says_so(desk: Desk) -> None:
    hidden = builders.authority(BY, shows_names=False)
    await desk.run(lambda work: work.registry.put_authority(hidden))
    values: dict[str, Any] = {"request": NUMBER, "officer": READER.id, "at": NOW}

    outside = await desk.said("ack.told", SENDER, **values)
    secretariat = await desk.said("ack.told", SECRETARY, **values)
    inside = await desk.said("ack.told", READER, **values)

    assert "Сокол BY" in outside.text
    assert "Дубровская" not in outside.text
    assert "Сокол BY" in secretariat.text
    assert "Дубровская Е." in inside.text


@pytest.mark.parametrize(
    ("id", "name"),
    [("nabat", "Набат"), ("nobody", "—"), (SECRETARY.id, "Нестеров В."), (SENDER.id, "Асанов Б.")],
)
async def test_who_acted_is_told_by_name(desk: Desk, id: str, name: str) -> None:
    told = await desk.said("history", actor=id, action="acknowledge", moment=NOW.isoformat())

    assert told.text == f"20.11.2026 10:00 (Минск) · {name} · получение подтверждено"


async def test_the_responsible_are_told_with_their_office(desk: Desk) -> None:
    told = await desk.said(
        "remind-confirm",
        SENDER,
        number=NUMBER,
        due=NOW + timedelta(hours=4),
        left=timedelta(hours=4),
        people=(SENDER.id, DEPUTY.id, "nobody"),
    )

    assert told.text == (
        "🟡 Осталось 4 ч. KZ-BY-2026-7: официальное письменное подтверждение (ст. 6) "
        "до 20.11.2026 16:00 (Астана).\n"
        "Ответственные: Асанов Б., Сериков А. (заместитель руководителя), —"
    )


@pytest.mark.parametrize(
    ("debtor", "name"),
    [("KZ-1", "Казахстан"), ("TJ", "Таджикистан"), (SECRETARIAT, "Секретариат ОДКБ"), ("X", "—")],
)
async def test_a_debtor_is_an_authority_a_party_or_the_secretariat(
    desk: Desk, debtor: str, name: str
) -> None:
    told = await desk.said(
        "owed", kind=Kind.CONFIRM, debtor=debtor, due=NOW, left=timedelta(minutes=5)
    )

    assert told.text.endswith(f"осталось 5 мин · {name}")


# Moments


@pytest.mark.parametrize(
    ("reader", "at", "told"),
    [
        (READER, NOW, "10:00 (Минск)"),
        (SENDER, NOW, "10:00 (Минск), 12:00 (Астана)"),
        (SECRETARY, NOW, "10:00 (Москва)"),
        (
            SENDER,
            NOW - timedelta(days=1),
            "19.11.2026 10:00 (Минск), 12:00 (Астана)",
        ),
        (
            SENDER,
            datetime(2026, 11, 18, 20, 0, tzinfo=UTC),
            "18.11.2026 23:00 (Минск), 19.11.2026 01:00 (Астана)",
        ),
    ],
)
async def test_a_moment_is_told_by_both_clocks_where_they_differ(
    desk: Desk, reader: Officer, at: datetime, told: str
) -> None:
    saying = await desk.said("ack.told", reader, request=NUMBER, officer=READER.id, at=at)

    assert saying.text.endswith(f"Дубровская Е., {told}.")


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (READER, "до конца 23.11.2026 (Минск)"),
        (SENDER, "до 24.11.2026 01:59 (Астана)"),
        (replace(READER, lang="en"), "by the end of 23 Nov 2026 (Minsk)"),
    ],
)
async def test_the_last_instant_of_a_day_is_told_as_its_end(
    desk: Desk, reader: Officer, words: str
) -> None:
    due = datetime(2026, 11, 23, 20, 59, 59, 999999, tzinfo=UTC)

    told = await desk.said("accept.done", reader, request=NUMBER, due=due)

    assert words in told.text


@pytest.mark.parametrize(
    ("reader", "until", "past"),
    [
        (READER, "до конца 23.11.2026 (Минск)", "истёк в конце 23.11.2026 (Минск)"),
        (SENDER, "до конца 23.11.2026 (Минск)", "истёк в конце 23.11.2026 (Минск)"),
        (
            replace(SENDER, lang="en"),
            "by the end of 23 Nov 2026 (Minsk)",
            "expired at the end of 23 Nov 2026 (Minsk)",
        ),
    ],
)
async def test_the_end_of_a_day_is_told_to_everybody_by_the_zone_that_it_is_of(
    desk: Desk, reader: Officer, until: str, past: str
) -> None:
    end = datetime(2026, 11, 23, 20, 59, 59, 999999, tzinfo=UTC)
    values: dict[str, Any] = {"number": NUMBER, "kind": Kind.EXECUTE, "debtor": "BY-1"}
    values |= {"due": end, "zone": "Europe/Minsk", "left": timedelta(hours=1)}

    for beginning in ("owed", "entry"):
        assert until in (await desk.said(beginning, reader, **values)).text
        assert past in (await desk.said(f"{beginning}-late", reader, **values)).text


async def test_what_is_due_at_another_moment_is_told_by_the_readers_clock(desk: Desk) -> None:
    values: dict[str, Any] = {"kind": Kind.CONFIRM, "debtor": "KZ-1", "left": timedelta(hours=1)}
    values |= {"number": NUMBER, "due": NOW, "zone": "Asia/Almaty"}

    told = await desk.said("owed", **values)
    late = await desk.said("entry-strictly_late", **values)

    assert "до 20.11.2026 10:00 (Минск)" in told.text
    assert "(72 часа) 20.11.2026 10:00 (Минск)" in late.text


@pytest.mark.parametrize(
    ("number", "lang", "beginning"),
    [
        (NUMBER, "ru", "🟡 KZ-BY-2026-7 · подтверждение"),
        ("2026/14", "ru", "🟡 № 2026/14 · подтверждение"),
        ("2026/14", "en", "🟡 No. 2026/14 · receipt"),
    ],
)
async def test_a_line_of_a_list_begins_with_its_sign_then_its_number(
    desk: Desk, number: str, lang: str, beginning: str
) -> None:
    told = await desk.said(
        "entry",
        replace(READER, lang=lang),
        number=number,
        kind=Kind.RECEIPT,
        debtor="BY",
        due=NOW,
        left=timedelta(minutes=5),
    )

    assert told.text.startswith(beginning)


# What is spoken of


async def test_a_refusal_knows_the_request_by_its_id_and_people_by_its_number(desk: Desk) -> None:
    taken = replace(
        REQUEST, execution=Execution.IN_EXECUTION, executed_by=READER.id, executed_at=NOW
    )
    with pytest.raises(Refused) as raised:
        taken.moved(Move.ACKNOWLEDGE, by=READER, now=NOW)

    told = await desk.said("refused", SENDER, about=False, lines=lines_of(raised.value))

    assert told.text.splitlines() == [
        "Подтвердить получение нельзя: KZ-BY-2026-7 — принято к исполнению; "
        "Дубровская Е., 10:00 (Минск), 12:00 (Астана).",
        "Что можно сделать теперь: /open KZ-BY-2026-7.",
    ]


async def test_a_refusal_names_its_article_and_the_parties_in_their_case(desk: Desk) -> None:
    told = await desk.said(
        "refused",
        lines=(
            Line("refused-channel", {"channel": "telegram", "one": "KZ", "other": "AM"}),
            Line("rule", {"article": 6}),
        ),
    )

    assert told.text == (
        "Через Telegram отправить нельзя: в реестре нет договорённости Казахстана и Армении "
        "об этом средстве связи.\nОснование: ст. 6 Протокола."
    )


async def test_fields_are_told_by_their_labels(desk: Desk) -> None:
    told = await desk.said(
        "refused",
        lines=(
            Line("refused-incomplete", {"labels": ("justification", "persons")}),
            Line("refused-empty", {"field": "purpose"}),
            Line("refused-empty", {"field": "refuse"}),
        ),
    )

    assert told.text == "Не заполнено: Обоснование, Лица.\nЦель: пусто.\nТекст: пусто."


async def test_a_notice_tells_from_when_it_holds_unless_it_is_a_circular(desk: Desk) -> None:
    values: dict[str, Any] = {"notice": "2026/14", "at": NOW, "complete": "no"}
    dated = await desk.said(
        "head-notice-relayed", **values, kind="designation", on=date(2026, 12, 1)
    )
    circular = await desk.said("head-notice-relayed", **values, kind="circular")

    assert dated.text == (
        "🟡 Уведомление № 2026/14 · определение уполномоченного компетентного органа · направлено "
        "Сторонам 20.11.2026 10:00 (Минск) · действует с 01.12.2026 (по уведомлению Стороны)"
    )
    assert circular.text == "🟡 Сообщение № 2026/14 · направлено Сторонам 20.11.2026 10:00 (Минск)"


async def test_a_notice_that_every_party_acknowledged_is_done(desk: Desk) -> None:
    told = await desk.said(
        "head-notice-relayed",
        notice="2026/14",
        at=NOW,
        kind="contacts",
        on=date(2026, 12, 1),
        complete="yes",
    )

    assert told.text.startswith("🟢 Уведомление № 2026/14 · изменение контактных данных")


async def test_a_notice_that_is_sent_reads_line_by_line(desk: Desk) -> None:
    told = await desk.said(
        "notice",
        notice="2026/14",
        kind="change",
        text="Орган изменён.",
        lines=(Line("notice-party", {"party": "AM"}), Line("notice-on", {"on": date(2026, 12, 1)})),
    )

    assert told.text.splitlines() == [
        "🟡 Уведомление № 2026/14 Генерального секретаря ОДКБ (ст. 4): изменение уполномоченного "
        "компетентного органа",
        "Сторона: Армения",
        "Действует с 01.12.2026 (по уведомлению Стороны)",
        "Орган изменён.",
        "",
        "Подтвердите получение.",
    ]


async def test_scans_are_listed_under_the_text_and_go_with_it(desk: Desk) -> None:
    await desk.run(lambda work: work.attachments.add(attachment("scan-1", "scan"), b"x" * 700))

    told = await desk.said(
        "confirm.told-on_time",
        request=NUMBER,
        at=NOW,
        left=timedelta(hours=47, minutes=10),
        letter="12-4/881",
        on=date(2026, 11, 20),
        signatory=DEPUTY.id,
        role=DEPUTY.role,
        officer=SENDER.id,
        statement="",
        differs="no",
        files=("scan-1",),
    )

    assert told.files == ("scan-1",)
    assert told.text.splitlines() == [
        "🟢 KZ-BY-2026-7: официальное письменное подтверждение № 12-4/881 от 20.11.2026 (ст. 6) "
        "зарегистрировано 20.11.2026 10:00 (Минск), за 47 ч 10 мин до срока.",
        "Подписано: Сериков А., заместитель руководителя. Зарегистрировано: Асанов Б.",
        "Заявлено: текст совпадает с переданным.",
        "Внесите входящий номер или заявите возражение.",
        "Приложение: схема.pdf, 2 КБ, sha256 3f9ac2000000",
    ]


async def test_english_is_told_in_english(desk: Desk) -> None:
    told = await desk.said(
        "remind-confirm-strictly_late",
        replace(SENDER, lang="en"),
        number=NUMBER,
        due=NOW,
        second=datetime(2026, 11, 20, 18, 59, 59, 999999, tzinfo=UTC),
        left=timedelta(minutes=3),
        next=NOW + timedelta(hours=4),
        people=(DEPUTY.id,),
    )

    assert told.text == (
        "🔴 Expired by strict count (72 hours) 20 Nov 2026 12:00 (Astana), 3 min ago. "
        "KZ-BY-2026-7: the official written confirmation (Art. 6) is not registered.\n"
        "By calendar days it is due by the end of 20 Nov 2026 (Astana). The Protocol attaches no "
        "consequence; the request stays open. The requested Party reads so in its own digest of "
        "the morning.\n"
        "Next reminder: 16:00 (Astana). Responsible: Сериков А. (deputy head)"
    )


# What people wrote


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("обычный текст, 100% — «да»", "обычный текст, 100% — «да»"),
        ("строка\r\nещё\u2028одна", "строка\nещё\nодна"),
        ("таб\tуляция", "таб уляция"),
        ("\u202eзадом наперёд\u202c", "задом наперёд"),
        ("не\u200bви\u2060ди\ufeffмо", "невидимо"),
        ("звонок\x07 и \x1b[31mцвет", "звонок и [31mцвет"),
        ("знак\ue000 свой", "знак свой"),
        ("«{ $officer }»", "«{ $officer }»"),
        ("Ҷ, қ, ў, Ё, Ռ", "Ҷ, қ, ў, Ё, Ռ"),
    ],
)
async def test_what_people_wrote_is_cleaned_and_put_in_as_it_is(
    desk: Desk, written: str, kept: str
) -> None:
    told = await desk.said("result.preview", request=NUMBER, text=written)

    assert clean_text(written) == kept
    assert told.text.endswith(f"\n{kept}")


async def test_a_long_statement_is_told_whole(desk: Desk) -> None:
    statement = "слово " * 650
    told = await desk.said(
        "result.told", request=NUMBER, officer=READER.id, at=NOW, statement=statement
    )

    assert statement.strip() in told.text
    assert desk.reported == []


# Cards


async def test_a_card_says_as_of_when_it_is_so(desk: Desk) -> None:
    def open_(work: Work) -> None:
        work.requests.save(
            replace(REQUEST, execution=Execution.TRANSMITTED, transmitted_at=NOW, executed_at=NOW)
        )
        work.obligations.open(
            builders.obligation(Kind.ACKNOWLEDGE, due=Due(NOW + timedelta(minutes=15)))
        )

    await desk.run(open_)

    told = await desk.run(
        lambda work: desk.renderer.card(
            work, subjects.card(work, REQUEST.subject, quotes=True), SENDER
        )
    )

    assert told.text.splitlines() == [
        "🔴 KZ-BY-2026-7 · передано 20.11.2026 12:00 (Астана)",
        "🟡 подтверждение получения: до 20.11.2026 12:15 (Астана), осталось 15 мин · Беларусь",
        "По состоянию на 20.11.2026 12:00 (Астана)",
    ]


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("execution", list(Execution))
async def test_every_state_of_a_request_has_its_card(
    desk: Desk, execution: Execution, lang: str
) -> None:
    moved = replace(REQUEST, execution=execution, transmitted_at=NOW, executed_at=NOW)
    if execution not in (Execution.TRANSMITTING, Execution.TRANSMITTED):
        moved = replace(moved, executed_by=READER.id)
    await desk.run(lambda work: work.requests.save(moved))

    told = await desk.run(
        lambda work: desk.renderer.card(
            work, subjects.card(work, REQUEST.subject, quotes=True), replace(SENDER, lang=lang)
        )
    )

    assert NUMBER in told.text
    assert told.text[0] in "🔴🟡🟢⚪"
    assert desk.reported == []


# Many readers


async def test_what_many_readers_are_told_alike_is_made_once(
    desk: Desk, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    say = texts.say

    def noted(lang: str, key: str, *rest: Any) -> str:
        made.append(f"{lang}/{key}")
        return say(lang, key, *rest)

    def told(work: Work, reader: Officer, number: str) -> str:
        saying = said("incident", reader, incident=number, carries=Carries.NOTHING)
        return desk.renderer.words_of(
            work, saying, reader, passage=Passage.CONTENT, repeated=False
        ).text

    def to_all(work: Work) -> list[str]:
        readers = (READER, SENDER, DEPUTY, replace(READER, lang="en"))
        with desk.renderer.once():
            return [told(work, each, number) for number in ("A1", "B2") for each in readers]

    monkeypatch.setattr(texts, "say", noted)
    first = await desk.run(to_all)

    assert sorted(made) == 2 * ["en/incident"] + 2 * ["ru/incident"]
    assert [number in text for text in first[:4] for number in ("A1", "B2")] == 4 * [True, False]
    assert [number in text for text in first[4:] for number in ("A1", "B2")] == 4 * [False, True]
    assert desk.renderer._said is None
    assert await desk.run(to_all) == first
    assert len(made) == 8


# Without a database


def test_a_text_without_a_database_is_told_by_its_language(texts: Texts) -> None:
    reported: list[str] = []
    renderer = Renderer(texts, reported.append)

    assert renderer.plain("ru", "incident", incident="AB12").endswith("номер AB12.")
    assert renderer.plain("en", "stranger") == "This service answers enrolled officers only."
    assert "«С. Секр.»" in renderer.plain("ru", "ask-secrecy", marking="С. Секр.")
    assert "-" not in renderer.plain("ru", "ask-secrecy", marking="-")
    assert renderer.plain("ru", "refused-characters", text="U+202E").endswith("(U+202E).")
    assert reported == []

    assert "показать его не удалось" in renderer.plain("ru", "ack.told", officer="x")
    assert reported == ["ack.told"]


def attachment(id: str, purpose: str) -> Attachment:
    return Attachment(
        id=id,
        about="request",
        subject=REQUEST.id,
        purpose=purpose,
        officer=SENDER.id,
        at=NOW,
        type="application/pdf",
        size=2048,
        digest="3f9ac2" + "0" * 58,
        name="схема.pdf",
    )
