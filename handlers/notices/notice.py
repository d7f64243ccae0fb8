"""/notice: a Secretariat officer enters what a Party notified, or another circular (Art. 4)."""

from datetime import date
from typing import Any

from handlers.chat import dialogs, drafts, typed_words
from handlers.chat.command import Command
from handlers.chat.dialogs import Dialog
from handlers.chat.families import Family
from handlers.chat.listing import Entry, InHelp
from handlers.chat.questions import DATE, WORDS, Option, Question, one_of
from handlers.chat.turn import Ask, Choice, Turn
from handlers.notices.relay import alone_from
from handlers.notices.together import waiting
from handlers.record.cards import facts_of, notice_facts, notice_lines
from handlers.record.moving import open_obligation
from protocol.calendar import local_date
from protocol.notices import Notice, NoticeKind, NoticeState
from protocol.obligation import About, Kind
from protocol.parties import SECRETARIAT, SECRETARIAT_ZONE, Party
from protocol.permissions import Act
from protocol.refusals import Refused
from storage import notices as stored
from storage.carrying import Carries
from storage.drafts import Draft
from storage.notices import ALONE, REASON
from storage.values import Line

NOTICE = "notice"
# How it goes on with what the officer who acts has submitted, of an exit: by two alone.
SECOND = {False: "notice.second", True: "notice.second-exit"}
KINDS = Family("notice.option", tuple(NoticeKind))


def notice(turn: Turn, argument: str) -> None:
    """Begin; or `/notice NUMBER` shows one again with its button."""
    if argument.strip():
        found = turn.work.notices.by_number(argument)
        if found is None:
            raise Refused("refused-notice-unknown", instead="instead-notice", text=argument[:64])
        preview(turn, found)
        return
    dialogs.start(turn, DIALOG)


def notify(turn: Turn, argument: str) -> None:
    """
    Enter what was previewed; now it has a number, and a button that relays it.

    Raises: Refused when it was entered already, or left.
    """
    draft = drafts.mine(turn, argument, NOTICE)
    if DIALOG.next(turn, draft) is not None:
        raise Refused("refused-done-already", instead="instead-open")
    entered = _enter(turn, draft)
    preview(turn, entered)
    _tell_second(turn, entered)


def preview(turn: Turn, notice: Notice) -> None:
    """
    Show what every Party would get, with the button that relays it; or who has received it, or
    why it was withdrawn.
    """
    body = turn.work.notices.body(notice.id)
    if notice.state is not NoticeState.ENTERED:
        lines = notice_lines(turn.work, notice)
        if notice.withdrawn_at is not None:
            lines = (*lines, Line("notice-reason", {"statement": body[REASON]}))
        if ALONE in body:
            lines = (*lines, Line("notice-reason-alone", {"statement": body[ALONE]}))
        turn.say(
            "notice.again",
            carries=Carries.CONTENT,
            about=notice.subject,
            text=body[TEXT.name],
            lines=lines,
        )
        return
    said: dict[str, Any] = {
        "notice": notice.number,
        "kind": notice.kind,
        "text": body[TEXT.name],
        "lines": facts_of(turn.work, notice),
    }
    left = (Choice("unnotice", notice.number),)
    if notice.entered_by == turn.officer.id:
        since = alone_from(turn, notice)
        is_exit = notice.kind is NoticeKind.EXIT
        alone = (Choice("relay", notice.number),) if turn.now >= since and not is_exit else ()
        turn.say(
            "notice.preview-own",
            carries=Carries.DRAFT,
            about=notice.subject,
            choices=(*alone, *left),
            second=Line(SECOND[is_exit], {"at": since}),
            **said,
        )
        return
    turn.say(
        "notice.preview",
        carries=Carries.DRAFT,
        about=notice.subject,
        choices=(
            Choice("relay", notice.number),
            *([Choice("relayall")] if len(waiting(turn)) > 1 else []),
            *left,
        ),
        **said,
    )


def _tell_second(turn: Turn, notice: Notice) -> None:
    """Tell the Secretariat's others that one of them has to relay it."""
    turn.say(
        "notice.told",
        carries=Carries.CONTENT,
        to=[each for each in turn.colleagues(SECRETARIAT) if each != turn.officer],
        about=notice.subject,
        choices=(Choice("relay", notice.number), Choice("unnotice", notice.number)),
        notice=notice.number,
        kind=notice.kind,
        officer=turn.officer.id,
        text=turn.work.notices.body(notice.id)[TEXT.name],
        lines=facts_of(turn.work, notice) or "",
    )


def _review(turn: Turn, draft: Draft) -> Ask:
    """Return what every Party would get; it has no number yet."""
    return Ask(
        "notice.preview-draft",
        choices=(Choice("notify", draft.id), dialogs.correct(draft), dialogs.stop(draft)),
        values={
            "kind": KIND.value(draft) or "",
            "text": TEXT.value(draft) or "",
            "lines": notice_facts(_party(turn, draft), _on(turn, draft), _noticed(turn, draft)),
        },
        carries=Carries.DRAFT,
    )


def _typed_kind(turn: Turn, text: str) -> str:
    raise Refused("refused-notice-kind", instead="instead-notice-kind")


def _typed_party(turn: Turn, text: str) -> str:
    found = typed_words.parties(text, turn.site.words)
    if len(found) != 1:
        raise Refused("refused-party-one", instead="instead-party")
    return found[0]


def _check_noticed(turn: Turn, draft: Draft, on: date) -> date:
    if on > local_date(turn.now, SECRETARIAT_ZONE):
        raise Refused("refused-noticed-ahead", instead="instead-date")
    return on


def _is_exit(turn: Turn, draft: Draft) -> bool:
    """Of an exit it counts when the Party sent its notice (Art. 18), not when that is typed."""
    return KIND.value(draft) == NoticeKind.EXIT


def _is_of_party(turn: Turn, draft: Draft) -> bool:
    """Other circulars of the Secretary-General name no Party and touch nothing in the register."""
    return KIND.value(draft) != NoticeKind.CIRCULAR


def _party(turn: Turn, draft: Draft) -> Party | None:
    given = PARTY.value(draft)
    return Party(given) if given and _is_of_party(turn, draft) else None


def _on(turn: Turn, draft: Draft) -> date | None:
    return ON.value(draft) if _is_of_party(turn, draft) else None


def _noticed(turn: Turn, draft: Draft) -> date | None:
    return NOTICED.value(draft) if _is_exit(turn, draft) else None


def _enter(turn: Turn, draft: Draft) -> Notice:
    """Enter the notice: from this moment the Secretariat owes the relay (Art. 4)."""
    year = local_date(turn.now, SECRETARIAT_ZONE).year
    noticed_on = _noticed(turn, draft)
    entered = Notice(
        id=turn.work.id(),
        year=year,
        running=turn.work.notices.number(year),
        kind=NoticeKind(draft.answers[KIND.name]),
        party=_party(turn, draft),
        entered_by=turn.officer.id,
        arrived_at=turn.now,
        effective_on=_on(turn, draft),
    )
    body = {TEXT.name: draft.answers[TEXT.name]}
    if noticed_on is not None:
        body[NOTICED.name] = noticed_on.isoformat()
    digest = turn.work.notices.add(entered, body)
    turn.log("notice-entered", about=entered.subject, number=entered.number, digest=digest.hex())
    open_obligation(turn, Kind.RELAY_NOTICE, entered.subject, owed_by=SECRETARIAT, at=turn.now)
    drafts.end(turn, draft)
    return entered


KIND = Question(
    "kind",
    "notice.ask-kind",
    one_of(
        lambda turn, draft: (Option(kind, KINDS[kind]) for kind in NoticeKind),
        _typed_kind,
    ),
    label="label-notice-kind",
)
PARTY = Question(
    "party",
    "notice.ask-party",
    one_of(
        lambda turn, draft: (Option(party, "option-party", {"party": party}) for party in Party),
        _typed_party,
    ),
    when=_is_of_party,
    label="label-notice-party",
)
ON = Question(
    "on",
    "notice.ask-on",
    DATE,
    when=_is_of_party,
    label="label-notice-on",
)
NOTICED = Question(
    stored.NOTICED,
    "notice.ask-noticed",
    DATE,
    check=_check_noticed,
    when=_is_exit,
    label="label-notice-noticed",
)
TEXT = Question("text", "notice.ask-text", WORDS, label="label-notice-text")
DIALOG = Dialog(NOTICE, (KIND, PARTY, NOTICED, ON, TEXT), review=_review)
COMMANDS = (
    dialogs.command(
        Entry(NOTICE, Act.ENTER_NOTICE, about=About.NOTICE, lists=True), DIALOG, notice
    ),
    Command(Entry("notify", Act.ENTER_NOTICE, shown=InHelp.BY_BUTTON), run=notify),
)
