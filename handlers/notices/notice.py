"""/notice: a Secretariat officer enters what a Party notified, or another circular (Art. 4)."""

from dataclasses import replace
from datetime import date

from handlers.chat import typed_words
from handlers.chat.command import Answer, Command
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from handlers.record.cards import notice_facts, notice_lines
from handlers.record.moving import open_obligation
from protocol.calendar import local_date
from protocol.confirmation import day
from protocol.notices import Notice, NoticeKind, checked_exit
from protocol.obligation import Kind
from protocol.parties import SECRETARIAT, Party
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft

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
    draft = Draft(turn.work.id(), turn.officer.id, "notice", {}, KIND, turn.now)
    turn.work.drafts.save(draft)
    _ask(turn, draft)


def answered(turn: Turn, draft: Draft, answer: Answer) -> None:
    """
    Take an answer to the open question.

    Raises: Refused when it is none; what was given before stays.
    """
    name = answer.question or draft.asking or KIND
    given = _given(turn, draft, name, answer)
    kept = replace(draft, answers={**draft.answers, name: given}, updated_at=turn.now)
    asking = _next(kept)
    kept = replace(kept, asking=asking, active=True)
    turn.work.drafts.save(kept)
    if asking is None:
        preview(turn, _entered(turn, kept))
    else:
        _ask(turn, kept)


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
        lines=notice_facts(notice),
    )


def _given(turn: Turn, draft: Draft, name: str, answer: Answer) -> str:
    if name == KIND:
        if answer.value not in set(NoticeKind):
            raise Refused("refused-notice-kind", instead="instead-notice-kind")
        return str(answer.value)
    if name == PARTY:
        typed = (
            (answer.value,) if answer.value else typed_words.parties(answer.text, turn.house.words)
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
        return typed_words.checked(TEXT, answer.text)
    raise Refused("refused-button", instead="instead-notice")


def _next(draft: Draft) -> str | None:
    if KIND not in draft.answers:
        return KIND
    wanted = QUESTIONS[NoticeKind(draft.answers[KIND])]
    return next((name for name in wanted if name not in draft.answers), None)


def _ask(turn: Turn, draft: Draft) -> None:
    name = draft.asking or KIND
    options: dict[str, tuple[str, ...]] = {KIND: tuple(NoticeKind), PARTY: tuple(Party)}
    turn.say(
        f"ask-notice-{name}",
        carries=Carries.NOTHING,
        choices=[
            Choice(
                "answer",
                f"{draft.id} {name} {value}",
                "option-party" if name == PARTY else f"option-notice-{value}",
                {"party": value} if name == PARTY else {},
            )
            for value in options.get(name, ())
        ],
    )


def _entered(turn: Turn, draft: Draft) -> Notice:
    """Enter the notice: from this moment the Secretariat owes the relay (Art. 4)."""
    on = draft.answers.get(ON)
    year = local_date(turn.now, turn.officer.zone).year
    entered = Notice(
        id=turn.work.id(),
        year=year,
        running=turn.work.notices.number(year),
        kind=NoticeKind(draft.answers[KIND]),
        party=Party(draft.answers[PARTY]) if PARTY in draft.answers else None,
        entered_by=turn.officer.id,
        arrived_at=turn.now,
        effective_on=date.fromisoformat(on) if on else None,
    )
    digest = turn.work.notices.add(entered, {TEXT: draft.answers[TEXT]})
    turn.log("notice-entered", about=entered.subject, number=entered.number, digest=digest.hex())
    open_obligation(turn, Kind.RELAY_NOTICE, entered.subject, owed_by=SECRETARIAT, at=turn.now)
    turn.work.drafts.delete(draft.id)
    return entered


COMMAND = Command(Entry("notice", Act.ENTER_NOTICE), run=notice, answer=answered)
