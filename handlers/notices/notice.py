"""/notice: a Secretariat officer enters what a Party notified, or another circular (Art. 4)."""

from dataclasses import replace
from itertools import count
from typing import Any

from handlers.chat import dialogs, drafts
from handlers.chat.command import Command
from handlers.chat.dialogs import Dialog
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Ask, Choice, Turn
from handlers.files.attach import files_of, share
from handlers.notices.alone import alone_from
from handlers.notices.asked import ASKED, KIND, TEXT, facts, known, replaced
from handlers.notices.changing import await_date
from handlers.notices.together import waiting
from handlers.record.cards import NoticeFacts, fact_lines, facts_of, notice_lines
from handlers.record.owing import open_obligation
from protocol.calendar import local_date
from protocol.law import law
from protocol.notices import Notice, NoticeKind, NoticeMove, NoticeState
from protocol.obligation import About, Kind
from protocol.parties import SECRETARIAT, SECRETARIAT_ZONE, ZONES, Authority, Interval, Party
from protocol.permissions import Act, may
from protocol.refusals import Refused
from protocol.succession import begins_at
from storage import notices as stored
from storage.carrying import Carries
from storage.drafts import Draft
from storage.notices import ALONE, REASON
from storage.values import Line

NOTICE = "notice"
# How it goes on with what the officer who acts has submitted, of an exit: by two alone.
SECOND = {False: "notice.second", True: "notice.second-exit"}
FILES = "notice"
# In the answers of a draft: the notice whose place it takes.
SUPERSEDES = "supersedes"


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

    Raises: Refused when it was entered already, or left; when what it corrects is in force no more.
    """
    law("4.2")
    draft = drafts.mine(turn, argument, NOTICE)
    if DIALOG.next(turn, draft) is not None:
        raise Refused("refused-done-already", instead="instead-open")
    former = draft.answers.get(SUPERSEDES)
    if former is not None:
        turn.work.notices.get(former).moved(NoticeMove.SUPERSEDE, by=turn.officer.id, now=turn.now)
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
    others = [each for each in turn.colleagues(SECRETARIAT) if each != turn.officer]
    turn.say(
        "notice.told",
        carries=Carries.CONTENT,
        to=[each for each in others if may(each, Act.RELAY_NOTICE)],
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
            "lines": fact_lines(facts(turn, draft)),
        },
        carries=Carries.DRAFT,
    )


def _enter(turn: Turn, draft: Draft) -> Notice:
    """Enter the notice: the Secretariat owes the relay from its arrival on (Art. 4)."""
    year = local_date(turn.now, SECRETARIAT_ZONE).year
    said = facts(turn, draft)
    entered = Notice(
        id=turn.work.id(),
        year=year,
        running=turn.work.notices.number(year),
        kind=NoticeKind(draft.answers[KIND.name]),
        party=said.party,
        entered_by=turn.officer.id,
        arrived_at=said.arrived_at or turn.now,
        effective_on=said.effective_on,
        authority=said.authority,
        supersedes=draft.answers.get(SUPERSEDES),
    )
    entered = replace(entered, successor=_successor(turn, draft, entered, said))
    digest = turn.work.notices.add(entered, _body(draft, said))
    share(turn, draft.id, entered.subject, FILES)
    turn.log("notice-entered", about=entered.subject, number=entered.number, digest=digest.hex())
    relay, at = Kind.RELAY_NOTICE, entered.arrived_at
    open_obligation(turn, relay, entered.subject, owed_by=SECRETARIAT, at=at)
    await_date(turn, entered)
    drafts.end(turn, draft)
    return entered


def _body(draft: Draft, said: NoticeFacts) -> dict[str, Any]:
    """Return what is sealed of a notice."""
    body: dict[str, Any] = {TEXT.name: draft.answers[TEXT.name]}
    if said.noticed_on is not None:
        body[stored.NOTICED] = said.noticed_on.isoformat()
    if said.document is not None:
        body[stored.DOCUMENT] = draft.answers[stored.DOCUMENT]
    return body


def _successor(turn: Turn, draft: Draft, notice: Notice, said: NoticeFacts) -> str | None:
    """Return the authority that comes; one that the register has not yet is never in force so."""
    if not said.new or said.party is None:
        there = known(turn, draft)
        return there.id if there else None
    old, at = replaced(turn, draft), begins_at(notice)
    assert at is not None, "a notice that changes the register names a date"
    new = Authority(
        id=_free_id(turn, said.party),
        party=said.party,
        name=said.new,
        phone=said.phone,
        zone=old.zone if old else ZONES[said.party],
        during=Interval(at, at),
        shows_names=old.shows_names if old else True,
        holidays=old.holidays if old else frozenset(),
        working=old.working if old else frozenset(),
    )
    turn.work.registry.put_authority(new)
    return new.id


def _free_id(turn: Turn, party: Party) -> str:
    taken = {each.id for each in turn.work.registry.authorities(party)}
    return next(id for number in count(1) if (id := f"{party}-{number}") not in taken)


DIALOG = Dialog(NOTICE, ASKED, review=_review, files=files_of(FILES))
COMMANDS = (
    dialogs.command(
        Entry(NOTICE, Act.ENTER_NOTICE, about=About.NOTICE, lists=True), DIALOG, notice
    ),
    Command(Entry("notify", Act.ENTER_NOTICE, shown=InHelp.BY_BUTTON), run=notify),
)
