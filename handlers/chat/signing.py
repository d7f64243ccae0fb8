"""
What is signed is done only by a one-time code, typed under the screen that shows it.

`protocol.permissions.SIGNED` says what that is; the router asks here, and nobody else does.
"""

from handlers.chat import one_time_codes
from handlers.chat.command import Command, Deed
from handlers.chat.events import Incoming, Said
from handlers.chat.families import Family
from handlers.chat.turn import Turn
from protocol.audience import Group
from protocol.moves import Move
from protocol.parties import HEADS, Channel, Officer, Role
from protocol.permissions import SIGNED, Act, signers
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.codes import AppState, CodeApp, Signing, Wrong
from storage.values import Line, encode
from storage.vault import REGISTER

_UNUSABLE = (AppState.NONE, AppState.IDLE)
WITHOUT_APP = Family("refused-code-app", _UNUSABLE)
INSTEAD_OF_APP = Family("instead-code-app", _UNUSABLE)


def ask_code(turn: Turn, command: Command, argument: str) -> bool:
    """
    Show what would be signed and ask for the code; False, with nothing done, where none is needed.

    A command that would only ask whom it is about needs none; who could not sign what follows is
    told so already then.

    Raises: Refused when it cannot be done now, is locked, or the officer has no active code app.
    """
    if not turn.policy.step_up:
        return False
    deed = _deed(turn, command, argument)
    action = deed.action if deed else command.act
    if action not in SIGNED:
        return False
    _wrong_codes(turn)
    state = turn.work.codes.state(turn.officer.id)
    if state is not AppState.ACTIVE:
        raise _without_app(turn, state, action)
    if deed is None:
        return False
    until = turn.now + turn.policy.code_within
    digest = _digest(turn, deed)
    turn.work.codes.wait(
        Signing(turn.officer.id, _here(turn), deed.action, command.name, argument, digest, until)
    )
    turn.say(
        "ask-code",
        carries=Carries.DRAFT,
        about=deed.subject,
        signed=deed.action,
        lines=deed.lines,
        digest=digest.hex()[:12],
        until=until,
    )
    return True


def judge_code(turn: Turn, event: Incoming) -> Signing | None:
    """
    Judge the code that an event brings, before it is handled; return what a right one signs.

    It signs what was shown on the channel that it comes over, and nothing else: whoever holds one
    telephone of the officer would choose else what a code typed on the other one signs. A right
    code is used up even where what it signs can no longer be done; anything but a code ends what
    waits for one there.

    Raises: Refused when there is a code and it signs nothing; what is counted by then stays.
    """
    store, text = turn.work.codes, event.text if isinstance(event, Said) else ""
    all_waiting = store.waiting(turn.officer.id)
    waiting = next((each for each in all_waiting if each.channel is _here(turn)), None)
    code = one_time_codes.said(text)
    if code is None:
        if waiting is not None:
            _stop_waiting(turn, waiting, text)
        return None
    app = store.app(turn.officer.id)
    if app is None:
        raise _without_app(turn, AppState.NONE)
    if not app.is_active:  # nothing waits: what did was stopped when the secret was issued
        _use_up(turn, app, code, Act.CODE)
        turn.log("code-app-active", officer=turn.officer.id)
        return None
    if waiting is None:
        raise _nothing_waits(turn, all_waiting)
    if not _in_time(turn, waiting):
        store.stop(turn.officer.id, waiting.channel)
        raise Refused(
            "refused-code-late", instead="instead-code-alone", within=turn.policy.code_within
        )
    _use_up(turn, app, code, waiting.action)
    store.stop(turn.officer.id, waiting.channel)
    return waiting


def run_signed(turn: Turn, signing: Signing, command: Command) -> None:
    """
    Do what a right code signs: exactly what was shown.

    Raises: Refused when that has changed since, or can no longer be done.
    """
    deed = _deed(turn, command, signing.argument)
    if deed is None or _digest(turn, deed) != signing.digest:
        raise Refused("refused-signing-changed", instead="instead-signing-changed")
    turn.log("signed", about=deed.subject, what=deed.action, digest=signing.digest.hex())
    command.run(turn, signing.argument)


def _stop_waiting(turn: Turn, waiting: Signing, text: str) -> None:
    """
    Let no code be waited for any more, and say so if one still was.

    Raises: Refused for what was meant as a code; then it is waited for.
    """
    in_time = _in_time(turn, waiting)
    if in_time and one_time_codes.is_mistyped(text):
        raise Refused("refused-code-mistyped", instead="instead-code-again")
    turn.work.codes.stop(turn.officer.id, waiting.channel)
    if in_time:
        turn.say("signing-stopped", carries=Carries.NOTHING)


def _nothing_waits(turn: Turn, waiting: tuple[Signing, ...]) -> Refused:
    """Say that nothing waits here for a code, and what is shown on another channel."""
    for each in waiting:
        if _in_time(turn, each):
            return Refused(
                "refused-code-elsewhere",
                instead="instead-code-elsewhere",
                channel=each.channel,
                signed=each.action,
            )
    return Refused("refused-code-alone", instead="instead-code-alone")


def _here(turn: Turn) -> Channel:
    if turn.channel is None:
        raise RuntimeError("nobody signs in a turn of the clock")
    return turn.channel


def _in_time(turn: Turn, waiting: Signing) -> bool:
    return turn.now < waiting.expires_at


def _deed(turn: Turn, command: Command, argument: str) -> Deed | None:
    """What the command tells of itself; of an act that tells nothing the line itself is shown."""
    if command.deed is not None:
        return command.deed(turn, argument)
    if command.act not in SIGNED:
        return None
    line = Line("signed-command", {"text": f"/{command.name} {argument}".strip()})
    return Deed(command.act, (line,))


def _digest(turn: Turn, deed: Deed) -> bytes:
    """The salted digest of what is shown, to whom, and of where its subject stands."""
    subject = deed.subject.id if deed.subject else REGISTER
    shown = encode(
        {
            "action": deed.action,
            "officer": turn.officer.id,
            "subject": subject,
            "lines": deed.lines,
            "state": deed.state,
        }
    )
    return turn.work.vault.digest(subject, shown)


def _use_up(turn: Turn, app: CodeApp, code: str, action: str) -> None:
    """
    Use up a code for an action.

    Wrong codes are counted per person: whoever guesses gets no new tries by turning to another act.

    Raises: Refused when the codes are locked, or this one is wrong or used up: that one counts.
    """
    held = _wrong_codes(turn)
    store, officer = turn.work.codes, turn.officer
    step = one_time_codes.step_of(app.secret, code, turn.now)
    if step is not None and store.accept(officer.id, step):
        if held != Wrong():
            store.hold(officer.id, Wrong())
        return
    count, tries = held.count + 1, turn.policy.code_tries
    turn.log("code-wrong", what=action, count=count)
    if count < tries:
        store.hold(officer.id, Wrong(count))
        missed = "refused-code-wrong" if step is None else "refused-code-used"
        raise Refused(missed, instead="instead-code-again", count=tries - count)
    until = turn.now + turn.policy.code_locked_for
    store.hold(officer.id, Wrong(locked_until=until))
    store.stop(officer.id, _here(turn))
    turn.say(
        "told-code-locked",
        carries=Carries.NOTHING,
        to=_heads(turn),
        officer=officer.id,
        signed=action,
        until=until,
        count=tries,
    )
    _wrong_codes(turn)


def _wrong_codes(turn: Turn) -> Wrong:
    """
    Return what is held against the officer's codes.

    Raises: Refused while they are locked.
    """
    held = turn.work.codes.wrong(turn.officer.id)
    if held.locked_until is not None and turn.now < held.locked_until:
        raise Refused(
            "refused-code-locked",
            instead="instead-code-locked",
            until=held.locked_until,
            count=turn.policy.code_tries,
        )
    return held


def _heads(turn: Turn) -> tuple[Officer, ...]:
    """The signatories of the authority, but for whoever types; everybody else if there is none."""
    heads = turn.work.registry.people.members(turn.officer.authority, Group(HEADS))
    found = tuple(each for each in heads if each.id != turn.officer.id)
    return found or tuple(
        each for each in turn.colleagues(turn.officer.authority) if each != turn.officer
    )


def _without_app(turn: Turn, state: AppState, action: Act | Move | None = None) -> Refused:
    """Say what is missing, and who of the authority can sign it meanwhile."""
    roles = signers(action) if action else frozenset[Role]()
    able = turn.work.codes.active_at(turn.officer.authority, Group(roles), now=turn.work.now)
    return Refused(
        WITHOUT_APP[state],
        instead=INSTEAD_OF_APP[state],
        officer=turn.officer.id,
        people=tuple(sorted(able)),
    )
