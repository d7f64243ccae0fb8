"""A story in which every text that can quote people quotes one: all of it typed on one channel."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from handlers.chat.events import Pressed
from protocol.parties import Authority, Channel, Interval, Party, Role
from protocol.refusals import Refused
from storage.carrying import WORDS
from storage.tables import obligations
from storage.work import Work
from tests import builders
from tests.journeys.stage import FORM, Stage, texts

# In everything that anybody types, and in the names of files.
WORD = "Касымов"
SEND, REGISTER, LETTER = "Нет гостайны, отправить", "Отправлено сегодня", "12-4/Касымов"
# What becomes words only where it is one of a closed set.
MEMBERS = {"asked": "urgent"}
FILLED = (
    "\n".join(
        line if line.startswith(("Кому", "Основание")) else f"{line}, {WORD}"
        for line in (*FORM.splitlines(), "Срочно до: 01.12.2026", "Иное: нет")
    )
    .replace("ст. 205 УК РК", f"ст. 205 УК РК, {WORD}")
    .replace("Цель: ", f"Цель: {WORD}, ")
)
# As it is entered: to whom it went is asked before.
CONTENT, ENTERED = FILLED.partition("\n")[2], "Нет гостайны, внести"
# Where each text that quotes people may be read, by hand.
TO_ITS_AUTHOR = (
    *(
        "refused",
        "confirm.scan-kept",
        "*.preview*",
        "preview-lines",
        "ask-code",
        "ask-secrecy",
        "confirm.ask-signatory",
        "confirm.ask-deviation",
        "confirm.review",
        "enter.review",
    ),
    *(
        "ask-replace",
        "draft-former*",
        "attachment-lost",
        "letter.text-letter",
        "letter.text-telephonogram",
    ),
    "drafts",
)
WHERE_AGREED = (
    *("alarm", "open.request", "export", "letter.text-letter", "letter.text-telephonogram"),
    *("received.told", "reply.told", "decline.told"),
    *("confirm.registered", "sent.done", "sent.told", "fixletter.done", "fixletter.told"),
    *("object.told", "record.told", "refuse.told", "obstacle.told"),
    *("partial.told", "result.told", "refusal.told", "withdraw.told", "second.told"),
    *("forward.told", "forwardpart.told", "dispatch.told", "take.alarm"),
    *("refusepart.told", "unrefuse.told", "unrefusepart.told"),
    *("conditions.told", "acceptconditions.told", "counter.told", "declineconditions.told"),
    *("preview-answer", "sign.told"),
    *("period.told", "agreeperiod.told", "declineperiod.told"),
    *("told-agreed-*", "told-expected-*"),
    *("breach.told", "answerbreach.told"),
    *("add.told", "correct.told", "underway.told"),
    *("say.told", "hold.told", "proceed.told"),
    *("ask.told", "details.told", "incomplete.told", "fix.told", "final.told"),
    *("open.predecessor", "handover.told"),
    *("entered.told-paper", "entered.told-received-paper", "pair.told"),
)
# No agreement is about these: who enters a notice, or declines a consent, knows that.
EVERYWHERE = (
    *("notice", "notice.again", "notice.told", "notices.one", "unnotice.told"),
    "consent.told-declined",
)


class Told:
    """The story on one channel; `numbers` counts the requests that were sent."""

    def __init__(self, stage: Stage, channel: Channel) -> None:
        self.stage = stage
        self.channel = channel
        self.numbers = 0

    def says(self, who: str, text: str) -> None:
        """Somebody types."""
        self.stage.says(who, text, channel=self.channel)

    def presses(self, who: str, label: str) -> None:
        """Somebody presses here what was offered, in whatever chat."""
        for channel in self.stage.networks:
            with suppress(LookupError):
                offer = self.stage.offer(who, label, channel=channel)
                self.stage.does(who, Pressed(offer), channel=self.channel)
                return
        raise LookupError(f"{who}: {label}")

    def signs(self, who: str) -> None:
        """Somebody types the code of what stands there to be signed."""
        self.stage.signs(who, channel=self.channel)

    def attaches(self, who: str) -> None:
        """Somebody sends a photograph."""
        self.stage.attaches(who, name=f"{WORD}.jpg", channel=self.channel)

    def sends(self) -> str:
        """Kazakhstan sends an urgent request to Belarus; returns its running number."""
        self.says("kz-duty", FILLED)
        self.presses("kz-duty", SEND)
        self.numbers += 1
        return str(self.numbers)

    def states(self, who: str, command: str, number: str, label: str, *, signed: bool) -> None:
        """Somebody says something about a request, with a photograph."""
        self.says(who, f"/{command} {number}")
        self.attaches(who)
        self.says(who, f"Сказано: {WORD}")
        self.presses(who, label)
        if signed:
            self.signs(who)

    def asks(self, number: str) -> None:
        """Belarus asks for details and gets them."""
        self.says("by-duty", f"/ask {number}")
        self.attaches("by-duty")
        self.says("by-duty", f"Уточните: {WORD}")
        self.presses("by-duty", "В течение 24 ч")
        self.presses("by-duty", "Запросить сведения")
        self.states("kz-duty", "details", number, "Представить сведения", signed=False)

    def conditions(self, number: str) -> None:
        """Belarus proposes conditions; they are answered in every way, and not observed."""
        usual, propose, other = (
            "В течение 24 ч",
            "Предложить условия",
            "Предложить иные условия",
        )
        for way in ("declineconditions", "counter", "acceptconditions"):
            self.says("by-duty", f"/conditions {number} Условие: {WORD}")
            self.presses("by-duty", "Может помешать")
            self.presses("by-duty", usual)
            self.presses("by-duty", propose)
            self.says("kz-head", f"/{way} {number}")
            if way == "declineconditions":
                self.says("kz-head", f"Причины: {WORD}")
                self.presses("kz-head", "Не принимать условия")
            if way == "counter":
                self.says("kz-head", f"Иные: {WORD}")
                self.presses("kz-head", usual)
                self.presses("kz-head", other)
        self.presses("kz-head", "Принять условия")
        self.signs("kz-head")
        self.says("by-duty", f"/breach {number} Нарушено: {WORD}")
        self.presses("by-duty", usual)
        self.presses("by-duty", "Условие не соблюдено")
        self.states("kz-duty", "answerbreach", number, "Ответить об условии", signed=False)

    def adds(self, number: str) -> None:
        """Kazakhstan adds something, and corrects a field."""
        self.says("kz-duty", f"/add {number}")
        self.attaches("kz-duty")
        self.says("kz-duty", f"Сверх того: {WORD}")
        self.presses("kz-duty", "Запрашивает новое")
        self.presses("kz-duty", "Направить дополнение")
        self.says("kz-duty", f"/correct {number}")
        self.presses("kz-duty", "Лица")
        self.says("kz-duty", f"Исправлено: {WORD}")
        self.presses("kz-duty", "Направить исправление")
        self.says("by-duty", f"/read {number}")

    def dispatches(self, number: str) -> None:
        """Belarus states that what it has forwarded was sent, with a photograph."""
        self.says("by-duty", f"/dispatch {number}")
        self.attaches("by-duty")
        self.says("by-duty", f"{WORD} 17/5 от 23.11.2026")
        self.presses("by-duty", "Отметить отправку")

    def periods(self, number: str) -> None:
        """Belarus proposes another period, which is declined and then agreed on."""
        for way in ("declineperiod", "agreeperiod"):
            self.says("by-head", f"/period {number} 20.01.2027")
            self.says("by-head", f"Договор: {WORD}")
            self.presses("by-head", "Предложить иной срок")
            self.says("kz-head", f"/{way} {number}")
            if way == "declineperiod":
                self.says("kz-head", f"Причины: {WORD}")
                self.presses("kz-head", "Не согласовать срок")
        self.presses("kz-head", "Согласовать срок")
        self.signs("kz-head")

    def resumes(self, number: str) -> None:
        """Belarus executes by a date that it has named itself, and goes on with it twice."""
        day = f"{self.stage.now + timedelta(days=40):%d.%m.%Y}"
        self.says("by-duty", f"/postpone {number} {day}")
        self.presses("by-duty", "Отложить исполнение")
        self.says("by-duty", f"/resume {number} {day}")
        self.presses("by-duty", "Возобновить исполнение")
        self.states("by-head", "refuse", number, "Отказать в исполнении", signed=True)
        self.states("by-head", "unrefuse", number, "Отозвать отказ", signed=True)
        self.states("by-duty", "result", number, "Сообщить результат", signed=False)
        self.states("kz-duty", "incomplete", number, "Результат неполный", signed=False)

    def hands_over(self, number: str) -> None:
        """Belarus forwards a request to another body of the register, for as long as there is."""
        body = builders.authority(Party.BELARUS, id="BY-2")
        self.stage.look(lambda work: self._designates(work, body))
        self.says("by-duty", f"/forward {number}")
        self.presses("by-duty", self.stage.look(lambda work: work.registry.authority("BY-2").name))
        self.presses("by-duty", "Передать по компетенции")
        since = body.during.since
        self.stage.look(
            lambda work: work.registry.put_authority(
                replace(body, during=Interval(since, work.now))
            )
        )

    def confirms(self, number: str, who: str = "kz-head") -> None:
        """The confirmation is registered, with differences."""
        day = f"{self.stage.now:%d.%m.%Y}"
        self.says(who, f"/confirm {number} {LETTER} от {day}")
        self.presses(who, "Текст отличается")
        self.says(who, f"Иначе: {WORD}")
        self.attaches(who)
        self.presses(who, REGISTER)
        self.signs(who)

    def confirms_addition(self, number: str) -> None:
        """An addition comes after the letter, and has one of its own."""
        self.says("by-duty", f"/ack {number}")
        self.confirms(number)
        self.says("kz-duty", f"/add {number} Сверх того: {WORD}")
        self.presses("kz-duty", "Запрашивает новое")
        self.presses("kz-duty", "Направить дополнение")
        self.confirms(number)

    def letters(self, number: str) -> None:
        """A letter signed by somebody of no register, dispatched later, and corrected."""
        self.says("kz-head", f"/confirm {number} {LETTER} от 20.11.2026")
        self.presses("kz-head", "Подписал другой")
        self.says("kz-head", f"{WORD} Т.")
        self.presses("kz-head", "Иная должность")
        self.presses("kz-head", "Внести как есть")
        self.presses("kz-head", "Зарегистрировать письмо")
        self.signs("kz-head")
        self.says("kz-head", f"/confirm {number} {LETTER} от 20.11.2026")
        self.presses("kz-head", "Внести как есть")
        self.presses("kz-head", "Ещё не отправлено")
        self.signs("kz-head")
        self.says("kz-head", f"/sent {number} сегодня, {WORD}")
        self.presses("kz-head", "Указать отправку")
        self.signs("kz-head")
        self.says("kz-head", f"/fixletter {number} отправлено сегодня в 00:01, {WORD}")
        self.presses("kz-head", "Исправить реквизиты")
        self.signs("kz-head")

    def drafts(self) -> None:
        """What is written and not sent: previews, lists, plain texts, a file that is lost."""
        self.says("kz-duty", FILLED.replace("Цель: ", f"Цель: {WORD}, "))
        self.says("kz-duty", "/drafts")
        for crime in ("новые эпизоды", "совершено"):
            self.says("kz-duty", f"Преступление: {crime}")
        for label in ("Изменить", "Основание", "Иное основание", "Удалить черновик"):
            self.presses("kz-duty", label)
        self.says("kz-duty", FILLED)
        self.attaches("kz-duty")
        draft = self.stage.look(lambda work: work.drafts.of("kz-duty")[0].id)
        for kind in ("letter", "telephonogram"):
            self.says("kz-duty", f"/letter {kind} {draft}")
        self._spoils(draft)
        self.presses("kz-duty", SEND)
        self.numbers += 1
        blocked = FILLED.replace("Беларусь", "Армения").replace("Иное: нет", "Иное: ДСП")
        self.says("kz-duty", blocked)
        # What of a form is in no field or in another one; and the former draft, which is named.
        self.says("kz-duty", f"{WORD}, срочно\nОснование: {WORD}\nЦель: {WORD}\nЦель: {WORD}")
        self.says("kz-duty", f"Основание: ИТ, {WORD}\nОснование: КС, {WORD}")
        self.says("kz-duty", "/urgent Россия")
        self.presses("kz-duty", "Удалить черновик")
        self.says("kz-duty", f"/form Цель: {WORD}")
        self.says("kz-duty", "/urgent Россия")
        self.presses("kz-duty", "Продолжить прежний")
        self.presses("kz-duty", "Удалить черновик")

    def requests(self) -> None:
        """Everything that is stated about a request, by both sides."""
        first, second, third = self.sends(), self.sends(), self.sends()
        for kind in ("letter", "telephonogram"):
            self.says("kz-duty", f"/letter {kind} {first}")
        self.says("kz-duty", f"/confirm {first} {LETTER} от 23.11.2026")
        self.says("by-duty", f"/ack {first}")
        self.says("by-duty", f"/obstacle {first} Сперва: {WORD}")
        self.says("by-duty", f"Потом: {WORD}")
        self.presses("by-duty", "Заменить")
        self.presses("by-duty", "Сообщить о препятствии")
        self.says("by-duty", f"/accept {first}")
        self.states("by-duty", "forward", first, "Передать по компетенции", signed=False)
        self.asks(first)
        self.conditions(first)
        self.adds(first)
        self.dispatches(first)
        self.says("by-duty", f"/forwardpart {first} Изъятие: {WORD}")
        self.says("by-duty", f"Орган: {WORD}")
        self.presses("by-duty", "Передать частично")
        self.dispatches(first)
        self.states("by-duty", "underway", first, "Сообщить о ходе", signed=False)
        self.states("kz-duty", "say", first, "Служебное сообщение", signed=False)
        self.states("kz-duty", "hold", first, "Просить приостановить", signed=False)
        self.states("by-duty", "proceed", first, "Не приостановлены", signed=False)
        partial = "Промежуточный результат"
        self.states("by-duty", "partial", first, partial, signed=False)
        self.states("by-duty", "result", first, "Сообщить результат", signed=False)
        self.says("by-duty", f"/sign {first}")
        self.presses("by-duty", "Подписать результат")
        self.signs("by-duty")
        incomplete, fix, final = (
            "Результат неполный",
            "Исправить результат",
            "Результат окончательный",
        )
        self.states("kz-duty", "incomplete", first, incomplete, signed=False)
        self.periods(first)
        self.states("by-duty", "fix", first, fix, signed=False)
        self.states("kz-duty", "incomplete", first, incomplete, signed=False)
        self.states("by-duty", "final", first, final, signed=False)
        self.states("kz-duty", "received", first, "Результат получен", signed=False)
        self.confirms(first)
        self.confirms_addition(third)
        self.states("by-duty", "object", first, "Заявить возражение", signed=False)
        self.states("kz-head", "reply", first, "Ответить на возражение", signed=False)
        self.states("by-duty", "record", first, "Внести входящий номер", signed=False)
        self.says("by-head", f"/refusepart {second} Не исполнено: {WORD}")
        self.says("by-head", f"Причины: {WORD}")
        self.says("by-head", f"Исполнено: {WORD}")
        self.presses("by-head", "Отказать частично")
        self.signs("by-head")
        back = "Отозвать частичный отказ"
        self.states("by-head", "unrefusepart", second, back, signed=True)
        self.letters(second)
        self.states("by-head", "refuse", second, "Отказать в исполнении", signed=True)
        self.states("by-head", "unrefuse", second, "Отозвать отказ", signed=True)
        self.periods(second)
        self.states("by-head", "refuse", second, "Отказать в исполнении", signed=True)
        self.states("by-head", "refusal", second, "Внести письмо об отказе", signed=True)
        self.states("by-head", "unrefuse", second, "Отозвать отказ", signed=True)
        no_letter, declined = "Подтверждения не будет", self.sends()
        self.states("kz-head", "decline", declined, no_letter, signed=True)
        self.says("by-head", f"/open {declined}")
        self.hands_over(third)
        self.says("kz-duty", f"/withdraw {third}")
        self.attaches("kz-duty")
        self.says("kz-duty", f"Сказано: {WORD}")
        self.presses("kz-duty", "Отозвать вдвоём")
        self.presses("kz-head", "Согласен, отозвать")
        self.resumes(self.sends())
        self.says("by-head", f"/open {second}")
        self.says("by-head", f"/open {third}")
        self.says("by-head", f"/open {first}")
        self.says("by-head", f"/export {first}")
        self.signs("by-head")

    def enters(self) -> None:
        """Both sides enter what Kazakhstan has read out; and letters on paper."""
        self.transmitted("kz-duty", "Передано нами", "Беларусь", "вчера 12:00")
        self.says("kz-duty", f"Преступление: совершено\n{CONTENT}")
        self.says("kz-duty", "Преступление: готовится")
        self.presses("kz-duty", ENTERED)
        self.numbers += 1
        self.transmitted("by-duty", "Принято нами", "Казахстан", "вчера 10:00")
        self.says("by-duty", CONTENT.replace("Содействие: ", f"Содействие: {WORD}, "))
        self.presses("by-duty", f"Это KZ-BY-2026-{self.numbers}")
        self.says("kz-duty", f"/open {self.numbers}")
        for who, side, party in (
            ("kz-duty", "Передано нами", "Беларусь"),
            ("by-duty", "Принято нами", "Казахстан"),
        ):
            self.says(who, "/enter")
            for label in ("Письмо на бумаге", side, party):
                self.presses(who, label)
            self.says(who, f"{LETTER} от 20.11.2026")
            self.says(who, f"{WORD} Т.")
            self.presses(who, "Руководитель")
            self.says(who, "20.11.2026")
            self.says(who, CONTENT)
            self.presses(who, ENTERED)
            self.numbers += 1

    def transmitted(self, who: str, side: str, party: str, at: str) -> None:
        """Somebody states how a request was transmitted by telephone."""
        self.says(who, "/enter")
        for label in ("Телефон", side, party):
            self.presses(who, label)
        self.says(who, at)
        if side == "Передано нами":
            self.presses(who, "Я")
        self.says(who, f"{WORD} Т., дежурный")
        if side != "Передано нами":
            self.presses(who, "Я")
        self.presses(who, "Сверено")
        self.says(who, f"Согласие: {WORD}")

    def late(self) -> None:
        """Confirmations between the two readings of 3 суток, and after both."""
        strictly, wholly = self.sends(), self.sends()
        for number in (strictly, wholly):
            self.says("by-duty", f"/ack {number}")
        sent_at = self.stage.now
        self.stage.reaches(sent_at + timedelta(hours=72, minutes=5))
        self.confirms(strictly)
        self.stage.reaches(sent_at + timedelta(hours=97))
        self.confirms(wholly)
        by_days = self.sends()
        self.says("by-duty", f"/ack {by_days}")
        self.stage.look(self._ends_the_days_first)
        self.confirms(by_days)

    def consents(self) -> None:
        """Tajikistan, with which nothing is agreed here, declines."""
        self.stage.look(self._ends_the_agreement)
        self.says("kz-duty", FILLED.replace("Беларусь", "Таджикистан"))
        self.presses("kz-duty", "Запросить согласие")
        self.presses("tj-duty", "Не согласиться")
        self.says("tj-duty", f"Причины: {WORD}")
        self.presses("tj-duty", "Не согласиться")

    def notices(self) -> None:
        """The Secretariat relays a notice."""
        self.says("sec-duty", "/notice")
        self.presses("sec-duty", "Контакты")
        self.presses("sec-duty", "Армения")
        self.says("sec-duty", "01.12.2026")
        self.says("sec-duty", f"{LETTER} от 20.11.2026")
        self.attaches("sec-duty")
        self.presses("sec-duty", "Только что")
        self.says("sec-duty", f"Новый телефон дежурной службы: {WORD}")
        self.presses("sec-duty", "Внести уведомление")
        self.says("sec-head", "/notice 2026/1")
        self.presses("sec-head", "Направить всем Сторонам")
        self.signs("sec-head")
        self.says("sec-duty", "/notice 2026/1")
        self.says("kz-duty", "/notices 2026/1")
        self.says("sec-duty", "/notice")
        self.presses("sec-duty", "Иное сообщение Генерального секретаря")
        self.says("sec-duty", f"Совещание переносится: {WORD}")
        self.presses("sec-duty", "Внести уведомление")
        self.says("sec-duty", f"/unnotice 2026/2 Внесено по ошибке: {WORD}")
        self.presses("sec-duty", "Отозвать уведомление")
        self.says("sec-duty", "/notice 2026/2")
        self.says("sec-duty", "/notice")
        self.presses("sec-duty", "Иное сообщение Генерального секретаря")
        self.presses("sec-duty", "Без письма")
        self.presses("sec-duty", "Только что")
        self.says("sec-duty", f"Совещание состоится: {WORD}")
        self.presses("sec-duty", "Внести уведомление")
        self.stage.passes(minutes=61)
        self.says("sec-duty", "/relay 2026/3")
        self.says("sec-duty", f"Второй сотрудник не отвечает: {WORD}")
        self.presses("sec-duty", "Направить одному")
        self.signs("sec-duty")
        self.says("sec-head", "/notice 2026/3")
        # No word of the register before it is entered.
        self.says("sec-duty", "/notice")
        self.presses("sec-duty", "Определение органа")
        self.presses("sec-duty", "Армения")
        self.says("sec-duty", f"Новая служба, {WORD}")
        self.says("sec-duty", "+374 10 000-199")
        self.says("sec-duty", "01.12.2026")
        self.presses("sec-duty", "Без письма")
        self.presses("sec-duty", "Только что")
        self.says("sec-duty", f"Определён новый орган: {WORD}")
        self.presses("sec-duty", "Прервать")

    def people(self) -> None:
        """A head invites; the newcomer is to be signed."""
        self.says("by-head", f"/invite дежурный, {WORD} Ж., +375 17 000-00-99")

    def guarded(self) -> None:
        """What may bear a marking is held, what bears one is refused, and may pass by a code."""
        self.says("kz-duty", f"Запись велась в режиме секретности, {WORD}")
        self.says("kz-duty", f"Совершенно секретно. Экз. № 1. {WORD}")
        self.presses("kz-duty", "Просить пропустить")
        self.presses("kz-deputy", "Пропустить этот текст")

    def refusals(self, raises: Callable[[Refused], None]) -> None:
        """Every refusal that can quote is raised, and one is said beside a scan that is kept."""
        self.says("kz-head", "/confirm 1")
        for key in sorted(each for each in texts().keys("ru") if each.startswith("refused-")):
            used = texts().variables("ru", key)
            if used & WORDS:
                facts: dict[str, Any] = {name: WORD if name in WORDS else 1 for name in used}
                facts |= {name: of for name, of in MEMBERS.items() if name in used}
                raises(Refused(key, **facts))
                self.says("kz-duty", "/help")

    def rings(self) -> None:
        """The last requests go on ringing: at whoever was designated, and where they were sent."""
        self.hands_over(self.sends())
        self.sends()

    def _designates(self, work: Work, body: Authority) -> None:
        work.registry.put_authority(body)
        officer = builders.officer(
            Role.DUTY_OFFICER, Party.BELARUS, id="by2-duty", authority=body.id, on_duty=True
        )
        work.registry.put_officer(officer)
        for channel in self.stage.networks:
            work.registry.bind(channel, officer.id, officer.id)

    def succession(self) -> None:
        """Kazakhstan changes its authority today, and a former officer hands over."""
        number = f"KZ-BY-2026-{self.numbers}"
        self.says("sec-duty", "/notice")
        self.presses("sec-duty", "Изменение органа")
        self.presses("sec-duty", "Казахстан")
        self.says("sec-duty", "Новая служба")
        self.says("sec-duty", "+7 7172 00-02-20")
        self.says("sec-duty", f"{self.stage.now:%d.%m.%Y}")
        self.presses("sec-duty", "Без письма")
        self.presses("sec-duty", "Только что")
        self.says("sec-duty", f"Определён новый орган: {WORD}")
        self.presses("sec-duty", "Внести уведомление")
        entered = self.stage.look(lambda work: work.notices.recent(1)[0].number)
        self.says("sec-head", f"/notice {entered}")
        self.presses("sec-head", "Направить всем Сторонам")
        self.signs("sec-head")
        self.stage.look(self._enrols)
        self.says("kz-duty", f"/open {number}")
        self.states("kz-duty", "handover", number, "Передать дела", signed=False)

    def _enrols(self, work: Work) -> None:
        new = replace(work.registry.officer("kz-duty2"), id="kz-new", authority="KZ-2")
        work.registry.put_officer(new)
        for channel in self.stage.networks:
            work.registry.bind(channel, new.id, new.id)

    def _spoils(self, draft: str) -> None:
        found = self.stage.look(lambda work: work.attachments.about(draft, "request"))
        for each in found:
            (self.stage.folder / f"{each.id}.sealed").write_bytes(b"nothing that was ever sealed")

    def _ends_the_days_first(self, work: Work) -> None:
        """As where clocks went forward: the third day is over, the 72 hours are not."""
        work.connection.execute(
            update(obligations)
            .where(obligations.c.kind == "confirm", obligations.c.discharged_at.is_(None))
            .values(due_second_at=obligations.c.due_at, due_at=work.now - timedelta(minutes=1))
        )

    def _ends_the_agreement(self, work: Work) -> None:
        for each in work.registry.agreements().held:
            if each.pair == {Party.KAZAKHSTAN, Party.TAJIKISTAN}:
                ended = Interval(each.during.since, work.now)
                work.registry.put_agreement(replace(each, during=ended))
