"""/notice: a Secretariat officer enters what a Party notified, or another circular (Art. 4)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from handlers.chat import dialogs, typed_words
from handlers.chat.command import Answer, Command
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Ask, Choice, Turn
from handlers.record.cards import notice_facts, notice_lines
from handlers.record.moving import open_obligation
from protocol.calendar import local_date
from protocol.confirmation import day
from protocol.notices import Notice, NoticeKind, checked_exit
from protocol.obligation import About, Kind
from protocol.parties import SECRETARIAT, Party
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft

NOTICE = "notice"
KIND, PARTY, ON, TEXT = "kind", "party", "on", "text"
# Other circulars of the Secretary-General name no Party and touch nothing in the register.
QUESTIONS = {
    kind: (TEXT,) if kind is NoticeKind.CIRCULAR else (PARTY, ON, TEXT) for kind in NoticeKind
}


def notice(turn: Turn, argument: str) -> None:
    """Begin; or `/notice NUMBER` shows one again with its button."""
    if argument.strip():
        found = turn.work.notices.numbered(argument)
        if found is None:
            raise Refused("refused-notice-unknown", instead="instead-notice", text=argument[:64])
        preview(turn, found)
        return
    asks(turn, dialogs.begin(turn, NOTICE, asking=KIND)).say(turn)


def answered(turn: Turn, draft: Draft, answer: Answer) -> None:
    """
    Take an answer to the open question; the last one leads to the preview, and nothing is entered.

    Raises: Refused when it is none; what was given before stays.
    """
    name = TEXT if answer.question == dialogs.INSTEAD else answer.question or draft.asking or TEXT
    if name == TEXT:
        if answer.question is None:
            answer = Answer(text=dialogs.said(turn, TEXT, answer.text))
        settled = dialogs.settle(turn, draft, TEXT, answer)
        if settled is None:
            return
        draft, answer = settled
    given = _given(turn, draft, name, answer)
    asking = _next({**draft.answers, name: given})
    asks(turn, dialogs.keep(turn, draft, asking=asking, **{name: given})).say(turn)


def asks(turn: Turn, draft: Draft) -> Ask:
    """Return the open question, or what every Party would get; it has no number yet."""
    if draft.answers.get(dialogs.INSTEAD):
        return dialogs.which(draft, TEXT)
    name = _next(draft.answers)
    if name is not None:
        return Ask(f"ask-notice-{name}", choices=(*_options(draft, name), dialogs.stop(draft)))
    return Ask(
        "preview-notice-draft",
        choices=(Choice("notify", draft.id), dialogs.stop(draft)),
        values={
            "kind": draft.answers[KIND],
            "text": draft.answers[TEXT],
            "lines": notice_facts(_party(draft), _on(draft)),
        },
        carries=Carries.DRAFT,
    )


def notify(turn: Turn, argument: str) -> None:
    """
    Enter what was previewed; now it has a number, and a button that relays it.

    Raises: Refused when it was entered already, or left.
    """
    draft = dialogs.mine(turn, argument, NOTICE)
    if _next(draft.answers) is not None:
        raise Refused("refused-done-already", instead="instead-open")
    preview(turn, _entered(turn, draft))


def preview(turn: Turn, notice: Notice) -> None:
    """Show what every Party would get, with the button that relays it; or who has received it."""
    body = turn.work.notices.body(notice.id)
    if notice.relayed_at is not None:
        lines = notice_lines(turn.work, notice)
        turn.say(
            "notice-again",
            carries=Carries.CONTENT,
            about=notice.subject,
            text=body[TEXT],
            lines=lines,
        )
        return
    turn.say(
        "preview-notice",
        carries=Carries.DRAFT,
        about=notice.subject,
        choices=(Choice("relay", notice.number),),
        notice=notice.number,
        kind=notice.kind,
        text=body[TEXT],
        lines=notice_facts(notice.party, notice.effective_on),
    )


def _given(turn: Turn, draft: Draft, name: str, answer: Answer) -> str:
    if name == KIND:
        if answer.value not in set(NoticeKind):
            raise Refused("refused-notice-kind", instead="instead-notice-kind")
        return str(answer.value)
    if name == PARTY:
        typed = (
            (answer.value,) if answer.value else typed_words.parties(answer.text, turn.site.words)
        )
        if len(typed) != 1 or typed[0] not in set(Party):
            raise Refused("refused-party-one", instead="instead-party")
        return str(typed[0])
    if name == ON:
        named = day(answer.text)
        if draft.answers.get(KIND) == NoticeKind.EXIT:
            checked_exit(local_date(turn.now, turn.officer.zone), named)
        return named.isoformat()
    if name == TEXT:
        return answer.text
    raise Refused("refused-button", instead="instead-notice")


def _options(draft: Draft, name: str) -> Iterable[Choice]:
    if name == KIND:
        for kind in NoticeKind:
            yield dialogs.option(draft, name, kind, f"option-notice-{kind}")
    elif name == PARTY:
        for party in Party:
            yield dialogs.option(draft, name, party, "option-party", party=party)


def _party(draft: Draft) -> Party | None:
    given = draft.answers.get(PARTY)
    return Party(given) if given else None


def _on(draft: Draft) -> date | None:
    given = draft.answers.get(ON)
    return date.fromisoformat(given) if given else None


def _next(answers: Mapping[str, Any]) -> str | None:
    if KIND not in answers:
        return KIND
    wanted = QUESTIONS[NoticeKind(answers[KIND])]
    return next((name for name in wanted if not answers.get(name)), None)


def _entered(turn: Turn, draft: Draft) -> Notice:
    """Enter the notice: from this moment the Secretariat owes the relay (Art. 4)."""
    year = local_date(turn.now, turn.officer.zone).year
    entered = Notice(
        id=turn.work.id(),
        year=year,
        running=turn.work.notices.number(year),
        kind=NoticeKind(draft.answers[KIND]),
        party=_party(draft),
        entered_by=turn.officer.id,
        arrived_at=turn.now,
        effective_on=_on(draft),
    )
    digest = turn.work.notices.add(entered, {TEXT: draft.answers[TEXT]})
    turn.log("notice-entered", about=entered.subject, number=entered.number, digest=digest.hex())
    open_obligation(turn, Kind.RELAY_NOTICE, entered.subject, owed_by=SECRETARIAT, at=turn.now)
    dialogs.end(turn, draft)
    return entered


COMMANDS = (
    Command(
        Entry(NOTICE, Act.ENTER_NOTICE, about=About.NOTICE, lists=True),
        run=notice,
        answer=answered,
        asks=asks,
    ),
    Command(Entry("notify", Act.ENTER_NOTICE, shown=InHelp.BY_BUTTON), run=notify),
)
