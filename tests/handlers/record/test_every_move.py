"""
Every move in every state of both tracks, tried by everybody, as the record keeps it.

What is possible, whose it is, what it opens and ends, and whose due moments it sets anew are read
from the tables by hand; the moves are the real ones, in real transactions, on both databases.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest

from handlers.catalogue import LISTING
from handlers.chat.turn import Site, Turn
from handlers.record.moving import close, move, transmit
from protocol.moves import Execution, Form, Move
from protocol.obligation import Kind, Obligation
from protocol.obligations import Debtor, Opening, due
from protocol.parties import SECRETARIAT, ZONES, Officer, Party, Role
from protocol.policy import DEFAULT
from protocol.refusals import Refused
from protocol.request import Request
from storage.work import Store, Work
from tests import builders
from tests.builders import NOW
from tests.placed import misplaced
from tests.protocol.moves_by_hand import (
    AGAIN,
    EXECUTES,
    FORMS_AFTER,
    REDATED,
    RESTORES,
    ROW_OF,
    SILENCES,
    WHOSE,
)
from tests.protocol.obligations_by_hand import BY_HAND

SITE = Site(LISTING, policy=DEFAULT)
# Who stands how to the request: KZ-1 asks BY-1, which BY-0 was before and which forwarded to BY-2.
STANDING = {
    "requesting": "KZ-1",
    "requested": "BY-1",
    "predecessor": "BY-0",
    "receiving": "BY-2",
    "elsewhere": "TJ-1",
}
SIGNS = (Role.HEAD, Role.DEPUTY, Role.ACTING_HEAD)
MOVERS: Mapping[str, Collection[Role]] = {
    "desk": (*SIGNS, Role.DUTY_OFFICER),
    "signs": SIGNS,
    "nobody": (),
}
NATIONAL = (*MOVERS["desk"], Role.REGISTRAR, Role.AUDITOR)
RINGING = {Execution.TRANSMITTING, Execution.TRANSMITTED}
CLOSED_OUT = {Execution.MISADDRESSED, Execution.MISDIRECTED}
EXECUTION = {Kind.EXECUTE, Kind.EXPECTED, Kind.POSTPONED, Kind.AGREED_PERIOD, Kind.AGREED_MOMENT}
TRACK = {kind for kind, hand in BY_HAND.items() if hand.ended_with == "track"}
# What is owed of a request at all, apart from the execution: all of it at once, but in some states.
BESIDE = TRACK - EXECUTION | {kind for kind, hand in BY_HAND.items() if hand.ended_with == "form"}
BESIDE |= {Kind.CONFIRM_ADDITION, Kind.ANSWER_MISDIRECTED}
OF_FORM = {
    Kind.CONFIRM: {Form.AWAITING, Form.SIGNED, Form.DECLINED},
    Kind.RECORD_CONFIRMATION: {Form.CONFIRMED},
    Kind.ANSWER_OBJECTION: {Form.OBJECTED},
}
ENDED = {Execution.REFUSED, Execution.WITHDRAWN, Execution.CLOSED, Execution.UNRECEIPTED}
# Where the execution has ended the moment is known until which it was owed.
EXECUTED = ENDED | {Execution.RESULT_REPORTED}
ENDED_BY_A_WORD = {Kind.ACKNOWLEDGE, Kind.PROGRESS, Kind.SILENCE}
OPENED_BY_A_WORD = {Kind.TAKE_UP}
# When what is owed was opened: no moment of it is one that opens now.
BEFORE = timedelta(days=5)
KAZAKHSTAN = ZONES[Party.KAZAKHSTAN]
ENDED_AT = NOW - timedelta(hours=1)
NAMED = NOW + timedelta(days=17, hours=3)


def kinds(text: str) -> set[Kind]:
    named = set(text.split())
    track = TRACK if "track" in named else set[Kind]()
    return track | {Kind(each) for each in named - {"track"}}


def cells(what: Move, whose: str) -> tuple[set[Kind], set[Kind], set[Kind], set[Kind], set[Kind]]:
    """
    Return what a move opens, opens at first, lets be owed again, expects, and discharges.

    What either side may do is a word of the requested side where that one does it.
    """
    opens, discharges = ROW_OF[what][3:]
    opens, _, first = opens.partition("first")
    opens, _, again = opens.partition("again")
    again, _, expected = again.partition(" or ")
    is_word = whose == "requested" != WHOSE[what][0]
    at_first = kinds(first) | (OPENED_BY_A_WORD if is_word else set())
    ended = kinds(discharges) | (ENDED_BY_A_WORD if is_word else set())
    return kinds(opens), at_first, kinds(again), kinds(expected), ended


def whose_it_is(what: Move, request: Request, actor: Officer | None) -> str:
    """Return whose move it is as somebody makes it."""
    whose = WHOSE[what][0]
    is_theirs = actor is not None and actor.authority == request.requested
    return "requested" if whose == "either" and is_theirs else whose


def populate(work: Work) -> None:
    """Enter the authorities, and in each of them an officer of every role."""
    for id in STANDING.values():
        party = Party(id[:2])
        work.registry.put_authority(builders.authority(party, id=id))
        for role in NATIONAL:
            who = builders.officer(role, party, id=f"{id}-{role}", authority=id)
            work.registry.put_officer(who)
    for role in (Role.SECRETARIAT_OFFICER, Role.SECRETARIAT_HEAD):
        work.registry.put_officer(builders.officer(role, id=f"{SECRETARIAT}-{role}"))


def put(work: Work, execution: Execution, form: Form) -> Request:
    """Bring a request into a state, with all that can be owed in it."""
    first = builders.request(created_at=NOW - BEFORE, sender="KZ-1-duty_officer")
    work.requests.add(first, builders.content())
    there = replace(
        first,
        execution=execution,
        form=form,
        transmitted_at=None if execution is Execution.TRANSMITTING else NOW - BEFORE,
        acknowledged_at=None if execution in RINGING else NOW - BEFORE,
        acknowledged_by=None if execution in RINGING else "BY-1-duty_officer",
        receiver="BY-2",
        requested_before="BY-0",
        last_moment=NOW - BEFORE,
    )
    work.requests.save(there)
    for number, kind in enumerate(sorted(BESIDE | EXECUTION)):
        ended = kind not in owed_in(execution, form)
        if ended and kind not in was_owed_in(execution):
            continue
        work.obligations.open(owed(there, kind, number, ended=ended))
    return work.requests.get(there.id)


def owed_in(execution: Execution, form: Form) -> set[Kind]:
    """Return what is open: all that may be, so that whatever a move touches is there."""
    if execution is Execution.TRANSMITTING:
        return {Kind.TRANSMIT}
    if execution is Execution.MISADDRESSED:
        return {Kind.ANSWER_MISDIRECTED}
    if execution is Execution.MISDIRECTED:
        return set()
    formed = {kind for kind, forms in OF_FORM.items() if form in forms}
    formed |= {Kind.CONFIRM_ADDITION, Kind.WRITTEN_REFUSAL, Kind.ANSWER_BREACH}
    if execution in ENDED:
        return formed
    own = {Execution.POSTPONED: {Kind.POSTPONED}, Execution.RESULT_REPORTED: set[Kind]()}
    rest = BESIDE - OF_FORM.keys() - {Kind.TRANSMIT, Kind.ANSWER_MISDIRECTED}
    rest -= {Kind.TAKE_UP} if execution is Execution.TRANSMITTED else {Kind.ACKNOWLEDGE}
    rest -= {Kind.RESULT_RECEIPT} if execution is not Execution.RESULT_REPORTED else set()
    return formed | rest | own.get(execution, {Kind.EXECUTE})


def was_owed_in(execution: Execution) -> set[Kind]:
    """Return what was owed until an hour ago, and may be owed again."""
    if execution is Execution.MISADDRESSED:
        return BESIDE - {Kind.ACKNOWLEDGE, Kind.TRANSMIT, Kind.ANSWER_MISDIRECTED} | {Kind.EXECUTE}
    executed = {Kind.EXECUTE} if execution in EXECUTED | {Execution.POSTPONED} else set[Kind]()
    return executed | {Kind.CONFIRM}


def owed(request: Request, kind: Kind, number: int, *, ended: bool) -> Obligation:
    """Return something owed for days, each since another moment."""
    by = BY_HAND[kind].debtor
    debtor = request.requesting if by is Debtor.REQUESTING else request.requested
    zone = ZONES[Party(debtor[:2])]
    at = NOW - BEFORE - number * timedelta(minutes=37)
    opening = Opening(at, zone, KAZAKHSTAN, DEFAULT)
    made = builders.obligation(kind, request.subject, opened_at=at, zone=zone, owed_by=debtor)
    made = replace(made, due=due(kind, opening), last_step_at=NOW)
    return replace(made, wake_at=None, discharged_at=ENDED_AT) if ended else made


def belongs(who: Officer, what: Move, execution: Execution) -> bool:
    """Say by the tables whether a move is somebody's."""
    whose, roles = WHOSE[what]
    standing = next((name for name, id in STANDING.items() if id == who.authority), "")
    if execution in CLOSED_OUT and standing != "requesting":
        return False
    if standing == "receiving" and execution is not Execution.FORWARDED:
        return False
    either = whose == "either" and standing in ("requesting", "requested")
    return who.role in MOVERS[roles] and (standing == whose or either)


def is_possible(what: Move, request: Request) -> bool:
    executes = (request.execution, what) in EXECUTES
    forms = (request.form, what) in FORMS_AFTER
    return executes and forms if what is Move.TRANSMIT else executes or forms


def states(what: Move, before: Request, whose: str) -> tuple[Execution, Form]:
    """Return by the tables where a move leads."""
    execution = EXECUTES.get((before.execution, what), before.execution)
    if whose == "requested" and execution is Execution.TRANSMITTED:
        execution = Execution.ACKNOWLEDGED
    return execution, FORMS_AFTER.get((before.form, what), before.form)


def check(
    what: Move,
    whose: str,
    before: Request,
    after: Request,
    owed_before: Mapping[str, Obligation],
    owed_after: Mapping[str, Obligation],
    asked_by: datetime | None,
) -> Iterator[tuple[Move, str]]:
    """Check what a move did, and yield for what it has set another due moment."""
    opens, first, again, expected, discharges = cells(what, whose)
    was_open = {id: each for id, each in owed_before.items() if each.is_open}
    passed_on = what is Move.TAKE_OVER
    for id, each in owed_before.items():
        now = owed_after[id]
        assert (now.kind, now.due, now.opened_at) == (each.kind, each.due, each.opened_at)
        if id not in was_open:
            assert now == each
            continue
        ends = each.kind in discharges or (passed_on and each.owed_by == before.requested)
        assert now.is_open is not ends, (what, each.kind)
        silenced = each.kind in SILENCES.get(what, ())
        assert now.silent is (silenced and now.is_open), (what, each.kind)

    fresh = [each for id, each in owed_after.items() if id not in owed_before]
    assert all(each.is_open for each in fresh)
    if passed_on:
        left = {each.kind: each.due for each in was_open.values() if each.owed_by == "BY-1"}
        moved_on = {each.kind: each.due for each in fresh if each.owed_by == "BY-2"}
        ended_too = discharges | {Kind.SILENCE}
        assert {kind: at for kind, at in moved_on.items() if kind not in ended_too} == {
            kind: at for kind, at in left.items() if kind not in discharges
        }
    made = {each.kind for each in fresh}
    assert made >= must_open(what, whose, before, after, owed_before.values(), asked_by), what
    if after.execution in CLOSED_OUT:
        assert {each.owed_by for each in fresh} <= {after.requesting}, what
    as_before = {(each.kind, each.due) for each in owed_before.values()}
    at_first = first if before.acknowledged_at is None and after.acknowledged_at else set[Kind]()
    allowed = opens | at_first | {Kind.SILENCE}
    restored = again | AGAIN.get(what, set())
    restored |= BESIDE | EXECUTION if what in RESTORES else set()
    for each in fresh:
        if passed_on and each.owed_by == "BY-2":
            continue
        if (each.kind, each.due) in as_before:
            assert each.kind in restored, (what, each.kind)
            continue
        named = asked_by is not None and each.kind in expected
        # Of what was never owed before the first moment is the one of today.
        never = each.kind in restored and not any(kind is each.kind for kind, _ in as_before)
        assert each.kind in allowed or named or never, (what, each.kind)
        until = asked_by if each.kind in opens | expected else None
        opening = Opening(NOW, each.zone, KAZAKHSTAN, DEFAULT, asked_by=until)
        assert each.due == due(each.kind, opening), (what, each.kind)
        ended = {one.kind for id, one in was_open.items() if not owed_after[id].is_open}
        if each.kind in EXECUTION:
            if ended & EXECUTION:
                yield what, "execution"
        elif each.kind in ended:
            yield what, str(each.kind)


def must_open(
    what: Move,
    whose: str,
    before: Request,
    after: Request,
    was: Collection[Obligation],
    asked_by: datetime | None,
) -> set[Kind]:
    """Return what has to be open by the tables because of a move."""
    opens, first, again, expected, discharges = cells(what, whose)
    again_there = AGAIN.get(what, set()) - {each.kind for each in was if each.is_open}
    found = opens | again_there
    if before.acknowledged_at is None and after.acknowledged_at is not None:
        found |= first
    left = {each.kind for each in was if each.is_open} - discharges
    if again and not left & EXECUTION:
        found |= expected if expected and asked_by else {Kind.EXECUTE}
    if what in RESTORES:
        ended = {each.kind for each in was if each.discharged_at == ENDED_AT} - discharges
        found |= {kind for kind in ended if after.form in OF_FORM.get(kind, {after.form})}
    if after.execution in (Execution.IN_EXECUTION, Execution.INCOMPLETE):
        found |= {Kind.SILENCE} if whose == "requested" or again else set()
    if after.execution in CLOSED_OUT:
        found = {kind for kind in found if BY_HAND[kind].debtor is Debtor.REQUESTING}
        found -= again_there
    return found


def try_everything(work: Work, request: Request, *, everybody: bool) -> set[tuple[Move, str]]:
    """Let everybody try every move; what is done is undone again. Return what it has redated."""
    people = sorted(work.registry.everybody(), key=lambda each: each.id)
    owed_before = {each.id: each for each in work.obligations.about(request.subject)}
    found: set[tuple[Move, str]] = set()
    for number, what in enumerate(Move):
        possible = is_possible(what, request)
        movers = [each for each in people if belongs(each, what, request.execution)]
        for who in people:
            turn = Turn(work, site=SITE, key="turn", now=NOW, officer=who)
            if who in movers and possible:
                continue
            with pytest.raises(Refused):
                move(turn, request, what)
        if not possible:
            continue
        doing = movers if everybody else movers[number % max(len(movers), 1) :][:1]
        is_own = WHOSE[what][0] == "product"
        for actor in (None,) if is_own else doing:
            for asked_by in (None,) if is_own else (None, NAMED):
                try:
                    with work.savepoint():
                        after = done(work, request, what, actor, asked_by)
                        owed_after = {
                            each.id: each for each in work.obligations.about(request.subject)
                        }
                        whose = whose_it_is(what, request, actor)
                        assert (after.execution, after.form) == states(what, request, whose)
                        assert after == work.requests.get(request.id)
                        redated = check(
                            what, whose, request, after, owed_before, owed_after, asked_by
                        )
                        found |= set(redated)
                        raise Undone
                except Undone:
                    pass
    assert work.requests.get(request.id) == request
    assert {each.id: each for each in work.obligations.about(request.subject)} == owed_before
    return found


class Undone(Exception):
    """Ends a savepoint that was only tried."""


def done(
    work: Work, request: Request, what: Move, who: Officer | None, asked_by: datetime | None
) -> Request:
    """Make a move, by somebody or by the product."""
    turn = Turn(work, site=SITE, key="turn", now=NOW, officer=who)
    if what is Move.TRANSMIT:
        return transmit(turn, request, NOW)
    if what is Move.CLOSE_RESULT:
        return close(turn, request)
    return move(turn, request, what, asked_by=asked_by)


async def tried(
    store: Store, execution: Execution, form: Form, *, everybody: bool
) -> set[tuple[Move, str]]:
    """Try everything in one state; the lists are right before anything is tried."""

    def turn(work: Work) -> set[tuple[Move, str]]:
        populate(work)
        return try_everything(work, put(work, execution, form), everybody=everybody)

    found = await store.run(turn)
    assert await store.run(misplaced) == []
    return found


UNFORMED = {Form.NOT_TRANSMITTED, Form.AWAITING}
# One track after the other; soak crosses them.
EACH = [
    *((each, Form.AWAITING) for each in Execution if each is not Execution.TRANSMITTING),
    (Execution.TRANSMITTING, Form.NOT_TRANSMITTED),
    *((Execution.IN_EXECUTION, each) for each in Form if each not in UNFORMED),
]
CROSSED = [
    (execution, form)
    for execution, form in product(Execution, Form)
    if (execution is Execution.TRANSMITTING) is (form is Form.NOT_TRANSMITTED)
]


@pytest.mark.parametrize(("execution", "form"), EACH, ids=str)
async def test_every_move_in_every_state_is_made_by_whose_it_is_and_refused_to_others(
    store: Store, execution: Execution, form: Form
) -> None:
    found = await tried(store, execution, form, everybody=False)

    assert {each for each in found if each[1] != Kind.SILENCE} <= REDATED


@pytest.mark.soak
@pytest.mark.parametrize(("execution", "form"), CROSSED, ids=str)
async def test_every_move_in_every_pair_of_states_by_every_role(
    store: Store, execution: Execution, form: Form
) -> None:
    found = await tried(store, execution, form, everybody=True)

    assert {each for each in found if each[1] != Kind.SILENCE} <= REDATED


async def test_every_due_moment_of_the_table_is_set_anew_in_some_state(store: Store) -> None:
    found: set[tuple[Move, str]] = set()
    for execution in (Execution.ACKNOWLEDGED, Execution.POSTPONED, Execution.RESULT_REPORTED):

        def turn(work: Work, execution: Execution = execution) -> None:
            populate(work)
            found.update(try_everything(work, put(work, execution, Form.AWAITING), everybody=False))
            raise Undone

        with pytest.raises(Undone):
            await store.run(turn)

    assert {each for each in found if each[1] != Kind.SILENCE} == REDATED
