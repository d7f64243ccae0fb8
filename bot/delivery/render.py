"""From keys and values to words, for one reader: their language, their zone, what they may see."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime

from bot.delivery.names import NAMES
from bot.delivery.page import Page, Said
from bot.delivery.variants import VARIANTS
from bot.words import quotes
from bot.words.message import Button, Rendered
from bot.words.texts import LANGUAGES, TextMissing, Texts
from handlers.people.freezing import TO_FROZEN
from handlers.record import cards, content, subjects, terms
from handlers.record.alarm import ALARM
from protocol.audience import Audience
from protocol.obligation import About, Due, Kind, Obligation, Subject
from protocol.parties import SECRETARIAT_ZONE, Channel, Officer, Passage
from protocol.policy import DEFAULT
from protocol.refusals import Refused
from protocol.reminders import joins_at
from protocol.views import View
from storage.carrying import Carries
from storage.keys import Destroyed
from storage.offers import Shown
from storage.sayings import Saying
from storage.values import Value, Values
from storage.work import Work

# What keeps a text from being said although the storage answers: it must never stop an alarm.
_UNSAYABLE = (TextMissing, LookupError, Refused, Destroyed, ValueError, TypeError)
POINTERS = ("pointer-alarm", "pointer")
# What rings over a frozen account: no button, nothing of what is said.
FROZEN_POINTER = "pointer-frozen"


class Renderer:
    """Renders what is said. `report` is told the key of each text that could not be."""

    def __init__(self, texts: Texts, report: Callable[[str], None]) -> None:
        self._texts = texts
        self._report = report
        self._said: Said | None = None

    @contextmanager
    def once(self) -> Iterator[None]:
        """
        Make within the block once what is said of the same values to many readers.

        Nothing of it is kept afterwards: people's words are among it.
        """
        self._said = {}
        try:
            yield
        finally:
            self._said = None

    def words_of(
        self,
        work: Work,
        saying: Saying,
        reader: Officer,
        *,
        passage: Passage,
        repeated: bool,
        channel: Channel | None = None,
    ) -> Rendered:
        """
        Return a saying in the words of its reader; content that is shown is journalled.

        Where only a POINTER may pass, what carries content becomes its number alone; so it does,
        in other words, for a reader to whom the request has been closed since. A text that cannot
        be said becomes the fallback sentence, and is reported.
        """
        page = self._page(work, reader, subject=saying.subject)
        page.channel = channel
        number = _number_spoken_of(work, saying)
        instead = _instead(work, saying, reader, passage)
        if saying.text not in TO_FROZEN and _is_frozen(work, reader, channel):
            instead = FROZEN_POINTER
        if instead is not None:
            told = self._words_or_fallback(page, instead, _pointer_values(saying, number), number)
            parts = [told, *self._way(page, saying, instead, number)]
            rendered = Rendered.from_text("\n".join(parts))
        else:
            values = {**_escalation(work, saying, page), **saying.values}
            text = self._words_or_fallback(page, saying.text, values, number)
            text = "\n".join((text, *self._terms(work, page, saying)))
            buttons = tuple(self._buttons(page, saying.choices))
            rendered = replace(
                Rendered.from_text(text),
                buttons=buttons,
                files=(*page.files, *page.documents),
                full_content=page.has_content,
                shows=page.shows,
                glimpses=tuple(page.glimpses),
            )
            for id in page.glimpses:
                about = Subject(About.REQUEST, id)
                content.journal(work, content.SHOWN, about, reader, where=saying.text, files=0)
            if rendered.shows and saying.subject is not None:
                files = len(rendered.files)
                content.journal(
                    work, content.SHOWN, saying.subject, reader, where=saying.text, files=files
                )
        if repeated:
            again = self._words_or_fallback(page, "repeated", {}, number)
            rendered = rendered.below(again)
        return rendered

    def card(self, work: Work, shown: cards.CardText, reader: Officer) -> Rendered:
        """Return what a live card shows, with the moment as of which it is so."""
        page = self._page(work, reader)
        text = self._words_or_fallback(page, shown.text, {"lines": shown.lines}, "")
        as_of = self._words_or_fallback(page, "as-of", {"at": work.now}, "")
        return Rendered.from_text(f"{text}\n{as_of}")

    def as_of(self, work: Work, reader: Officer, at: datetime) -> str:
        """Return the words that say as of which moment a message is so."""
        page = self._page(work, reader)
        return Rendered.from_text(self._words_or_fallback(page, "as-of", {"at": at}, "")).text

    def labels(self, work: Work, officer: Officer, label: str, values: Values) -> Iterable[str]:
        """Yield the words of a button, in the language that its officer has and in the others."""
        for lang in dict.fromkeys((_language(officer.lang), *LANGUAGES)):
            with suppress(*_UNSAYABLE):
                page = self._page(work, replace(officer, lang=lang))
                yield quotes.words_and_quotes(page.say(label, values))[0]

    def plain(self, lang: str, key: str, **values: str | int) -> str:
        """Return a text that needs no database."""
        page = Page(self._texts, NAMES, VARIANTS, _language(lang), SECRETARIAT_ZONE)
        return Rendered.from_text(self._words_or_fallback(page, key, values, _number(values))).text

    def _page(self, work: Work, reader: Officer, *, subject: Subject | None = None) -> Page:
        return Page(
            self._texts,
            NAMES,
            VARIANTS,
            _language(reader.lang),
            reader.zone,
            work=work,
            reader=reader,
            subject=subject,
            said={} if self._said is None else self._said,
        )

    def _words_or_fallback(self, page: Page, key: str, values: Values, number: Value) -> str:
        try:
            return page.say(key, values)
        except _UNSAYABLE:
            self._report(key)
            page.clear()
            return page.say("fallback", {"number": number})

    def _terms(self, work: Work, page: Page, saying: Saying) -> Iterable[str]:
        """Say what stands for good wherever something of the content is shown (Art. 7, 10)."""
        subject = saying.subject
        if saying.carries is not Carries.CONTENT or page.has_terms or subject is None:
            return
        if subject.about is not About.REQUEST:
            return
        request = work.requests.get(subject.id, lock=False)
        for line in terms.terms_lines(work, request, quotes=True):
            page.has_words = True
            yield self._words_or_fallback(page, line.text, line.values, str(request.number))

    def _way(self, page: Page, saying: Saying, instead: str, number: Value) -> Iterable[str]:
        """Say where this reader can see what a pointer points to, or whom to telephone."""
        if instead not in POINTERS or saying.subject is None or page.reader is None:
            return
        channels = subjects.channels(page.store, saying.subject, page.reader)
        key = "way" if channels else "way-telephone"
        yield self._words_or_fallback(page, key, {"number": number, "channels": channels}, number)

    def _buttons(self, page: Page, choices: Iterable[Shown]) -> Iterable[Button]:
        for offer, number, label, values in choices:
            try:
                words = page.say(label, values)
            except _UNSAYABLE:
                self._report(label)
                words = page.say("choice-fallback", {"number": str(number)})
            yield Button(offer, number, quotes.words_and_quotes(words)[0])


def _instead(work: Work, saying: Saying, reader: Officer, passage: Passage) -> str | None:
    """Return what is said instead of content that may not be shown here, or to this reader."""
    if saying.carries is Carries.NOTHING:
        return None
    if is_own(saying):
        if passage is Passage.CONTENT:
            return None
        return "echo-elsewhere" if saying.over else POINTERS[1]
    if View.NOTHING < subjects.view(work, saying.subject, reader) < View.CONTENT:
        return "closed"
    if passage is Passage.POINTER:
        return POINTERS[0] if saying.text == ALARM else POINTERS[1]
    return None


def _is_frozen(work: Work, reader: Officer, channel: Channel | None) -> bool:
    accounts = work.registry.all_accounts(reader.id)
    return any(each.is_frozen and each.channel == channel for each in accounts)


def is_own(saying: Saying) -> bool:
    """
    Say whether a saying may go over no channel but the one that it answers.

    The words of a draft are its author's; of content that nothing of the record holds there is
    nothing that the Parties agreed on.
    """
    return saying.carries is Carries.DRAFT or (
        saying.carries is not Carries.NOTHING and saying.subject is None
    )


def _pointer_values(saying: Saying, number: Value) -> Values:
    """Return what a sentence that stands in for content tells: of which number, for which chat."""
    return {"number": number, **({"channel": saying.over} if saying.over else {})}


def _number(values: Values) -> Value:
    """Return the number that a saying speaks of, for the sentences that tell nothing else."""
    return next((values[name] for name in ("request", "number", "notice") if values.get(name)), "")


def _number_spoken_of(work: Work, saying: Saying) -> Value:
    number = _number(saying.values)
    if number or saying.subject is None or saying.subject.about is not About.REQUEST:
        return number
    try:
        return str(work.requests.get(saying.subject.id, lock=False).number)
    except LookupError:
        return ""


def _language(lang: str) -> str:
    return lang if lang in LANGUAGES else LANGUAGES[0]


def _escalation(work: Work, saying: Saying, page: Page) -> Values:
    """
    Return when all duty officers and the deputy are called if nobody answers the alarm.

    `calls` says which of these moments are still ahead. Before the transmission they are counted
    from now: the first full content that a server accepts starts the clock.
    """
    if saying.text != ALARM or saying.subject is None:
        return {}
    owed = work.obligations.find(saying.subject, Kind.ACKNOWLEDGE) or Obligation(
        id="",
        kind=Kind.ACKNOWLEDGE,
        subject=saying.subject,
        owed_by="",
        zone=page.zone,
        opened_at=work.now,
        due=Due(work.now + DEFAULT.acknowledge_within),
    )
    # The ladder of an alarm does not depend on the policy.
    everybody = joins_at(owed, DEFAULT, Audience.ALL_DUTY)
    deputies = joins_at(owed, DEFAULT, Audience.DEPUTIES)
    if everybody is None or deputies is None or deputies <= work.now:
        return {"calls": "none"}
    return {
        "calls": "all" if everybody > work.now else "deputies",
        "all_duty_at": page.texts.hour(everybody, page.zone),
        "deputies_at": page.texts.hour(deputies, page.zone),
    }
