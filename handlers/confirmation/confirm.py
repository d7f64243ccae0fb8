"""/confirm: the signed letter is registered, by a signatory or with the scan (Art. 6)."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from handlers.chat import dialogs, drafts
from handlers.chat.command import Command, Deed
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Turn
from handlers.confirmation.addition import (
    ADDITION,
    addition_of,
    meant,
    move_of,
    owed_of,
    spared,
)
from handlers.confirmation.letter import (
    CONFIRM,
    DIALOG,
    DIFFERENCES,
    DISPATCH,
    LETTER,
    SCAN,
    SIGNATORY,
    hidden_here,
    the_letter,
    zone_of,
)
from handlers.confirmation.telling import tell_kept, tell_registered
from handlers.files.attach import share
from handlers.record import letters
from handlers.record.moving import move
from handlers.record.statement import official
from handlers.record.which_request import check_possible
from protocol import dispatch as dispatches
from protocol.additions import Addition
from protocol.confirmation import Confirmation, check_date, check_registrar
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.drafts import Draft
from storage.values import Line

Stated = Callable[[Turn, Draft], Confirmation | None]
ENTRY = Entry(
    CONFIRM,
    Move.REGISTER_CONFIRMATION,
    settles=(Kind.CONFIRM, Kind.CONFIRM_ADDITION),
    there=("record", "object"),
)


def confirm(turn: Turn, argument: str) -> None:
    """
    Begin: `/confirm NUMBER`, or `/confirm NUMBER 12-4/881 от 23.11.2026` at once.

    `/confirm NUMBER дополнение 2` is about the letter of an addition.
    """
    request, addition, letter = meant(turn, argument)
    which = addition.id if addition else ""
    existing = (each for each in turn.work.drafts.of(turn.officer.id) if each.command == CONFIRM)
    about = (each for each in existing if each.answers["request"] == request.id)
    draft = next((each for each in about if each.answers.get(ADDITION, "") == which), None)
    if draft is None:
        answers = {"request": request.id, "number": str(request.number), ADDITION: which}
        dialogs.start(turn, DIALOG, letter, **answers)
    else:
        dialogs.resume(turn, DIALOG, draft, letter)


def _as_stated(turn: Turn, draft: Draft) -> Confirmation | None:
    """
    Return the letter with the dispatch that was stated.

    None where the dispatch has to be asked for: a button of an earlier version does not tell it.
    """
    letter = _whole(turn, draft)
    return None if letter.waits else letter


def _sent_today(turn: Turn, draft: Draft) -> Confirmation | None:
    """Return the letter as dispatched today, before now."""
    letter, request = _whole(turn, draft), turn.work.requests.get(draft.answers["request"])
    return replace(letter, dispatch=dispatches.today(zone=zone_of(turn, request), now=turn.now))


def _unsent(turn: Turn, draft: Draft) -> Confirmation | None:
    """
    Return the letter as signed and not dispatched yet.

    Raises: Refused for that of an addition, which is registered when it was dispatched.
    """
    if addition_of(turn, draft) is not None:
        raise Refused("refused-button", instead="instead-open")
    return replace(_whole(turn, draft), dispatch=None)


def _whole(turn: Turn, draft: Draft) -> Confirmation:
    """
    Return the letter of a draft, checked.

    Raises: Refused when something of it is missing, or it cannot be registered so.
    """
    letter = the_letter(turn, draft)
    if letter is None or DIALOG.next(turn, draft) is not None:
        raise Refused("refused-number-and-date", instead="instead-number-and-date")
    request = turn.work.requests.get(draft.answers["request"])
    check_date(letter.outgoing, zone=zone_of(turn, request), now=turn.now)
    check_registrar(turn.officer, scans=letter.scans, policy=turn.policy)
    return letter


def _move(letter: Confirmation, addition: Addition | None) -> Move:
    """
    Return the move that registers a letter: what confirms, what waits, what confirms nothing.

    Raises: Refused for the letter of an addition that does not confirm it.
    """
    if addition is not None:
        if not letter.confirms:
            raise Refused("refused-office", instead="instead-office")
        return move_of(addition)
    if not letter.confirms:
        return Move.NOTE_LETTER
    return Move.REGISTER_UNSENT if letter.waits else Move.REGISTER_CONFIRMATION


def registration(turn: Turn, argument: str, *, stated: Stated = _as_stated) -> Deed | None:
    """
    Tell what would be registered; None where the dispatch is asked for before.

    Raises: Refused when the letter cannot be registered so, or may not be shown here whole.
    """
    draft = drafts.mine(turn, argument, CONFIRM)
    hidden = hidden_here(turn, draft)
    if hidden is not None:
        raise hidden
    letter = stated(turn, draft)
    return None if letter is None else _deed(turn, draft, letter)


def register(turn: Turn, argument: str, *, stated: Stated = _as_stated) -> None:
    """
    Register what was previewed, or ask for its dispatch; a repeated press registers nothing twice.

    Raises: Refused when the letter cannot be registered so; the draft stays.
    """
    draft = drafts.mine(turn, argument, CONFIRM)
    letter = stated(turn, draft)
    if letter is None:
        dialogs.show(turn, DIALOG, draft)
    else:
        _register(turn, draft, letter)


def _registering(name: str, stated: Stated) -> Command:
    """Return the command of a button that registers the letter as it was `stated`."""
    return Command(
        Entry(name, Act.CONFIRM, shown=InHelp.BY_BUTTON),
        run=partial(register, stated=stated),
        deed=partial(registration, stated=stated),
    )


def _deed(turn: Turn, draft: Draft, letter: Confirmation) -> Deed:
    """Tell what would be registered."""
    request = turn.work.requests.get(draft.answers["request"])
    scans = turn.work.attachments.about(draft.id, SCAN)
    addition = addition_of(turn, draft)
    made = _move(letter, addition)
    check_possible(turn, request, made)
    owed_of(turn, request, addition)
    signed = {"signatory": letters.signer(letter), "role": letters.office(letter.signed_as)}
    said = {"differs": "yes" if letter.differences else "no", "text": letter.differences or "-"}
    return Deed(
        made,
        (
            Line("signed-request", {"request": str(request.number)}),
            *((Line("signed-addition", {"count": addition.running}),) if addition else ()),
            Line(
                "signed-parties",
                {"requesting": request.requesting, "requested": request.requested},
            ),
            Line(
                "signed-letter", {"letter": letter.outgoing.number, "on": letter.outgoing.dated_on}
            ),
            Line("signed-by", signed),
            Line("signed-dispatch", {"line": letters.dispatch_line(letter.dispatch)}),
            *(letters.deviation(letter, each) for each in letter.deviations),
            Line("signed-differs", said),
            *(
                Line("signed-file", {"size": each.size, "digest": each.digest[:12]})
                for each in scans
            ),
        ),
        subject=request.subject,
        state=(
            request.form,
            turn.work.requests.digest(request.id).hex(),
            *(each.id for each in turn.work.requests.additions.of(request.id)),
            *(each.digest for each in scans),
        ),
    )


def _register(turn: Turn, draft: Draft, letter: Confirmation) -> None:
    """Register what was previewed and tell both sides; the draft ends with it."""
    request = turn.work.requests.get(draft.answers["request"])
    scans = share(turn, draft.id, request.subject, SCAN)
    letter = replace(letter, scans=len(scans))
    check_registrar(turn.officer, scans=letter.scans, policy=turn.policy)
    how = letter.dispatch.how if letter.dispatch else ""
    marked = official(turn, request, letter.differences, letter.name, how)
    addition = addition_of(turn, draft)
    made, owed = _move(letter, addition), owed_of(turn, request, addition)
    moved = move(turn, marked, made, spared=spared(turn, request, addition))
    turn.work.requests.confirm(
        moved.id, letter, key=turn.work.id(), addition=addition.id if addition else None
    )
    drafts.end(turn, draft)
    files = tuple(each.id for each in scans)
    if made in (Move.REGISTER_CONFIRMATION, Move.CONFIRM_ADDITION):
        tell_registered(turn, moved, letter, owed, addition, files, there=ENTRY.there)
    else:
        tell_kept(turn, moved, letter, files)


def _asking(name: str, question: str) -> Command:
    """Return the command of a button that asks for one answer anew."""

    def run(turn: Turn, argument: str) -> None:
        draft = drafts.mine(turn, argument, CONFIRM)
        if LETTER.value(draft) is None:
            raise Refused("refused-number-and-date", instead="instead-number-and-date")
        dialogs.ask_again(turn, DIALOG, draft, question)

    return Command(Entry(name, Act.CONFIRM, shown=InHelp.BY_BUTTON), run=run)


COMMANDS = (
    dialogs.command(ENTRY, DIALOG, confirm),
    _registering("register", _as_stated),
    _registering("senttoday", _sent_today),
    _registering("unsent", _unsent),
    _asking("sentother", DISPATCH.name),
    _asking("signer", SIGNATORY.name),
    _asking("differs", DIFFERENCES.name),
)
