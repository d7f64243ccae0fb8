"""The lists that are read by pages are those that a plain sort of everything gives. Art. 10."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from random import Random

import pytest
from sqlalchemy import Table, delete, select, text, update

from handlers.catalogue import LISTING
from handlers.chat.turn import Site, Turn
from handlers.clock.owed import owed_now
from handlers.record import listed
from handlers.record.which_request import makes_any
from protocol.moves import ENDED, MOVES, RINGING, UNFORMED, Execution, Form, Move
from protocol.obligation import Due, Kind, Obligation
from protocol.obligations import OBLIGATIONS, is_known_to, tells
from protocol.parties import Officer, Party, Role
from protocol.permissions import ABOUT, Act, may_about, may_move
from protocol.positions import ANY, Part, Sought, sought_by
from protocol.request import Request
from protocol.views import OWN, SEES, Relation, View, audits, is_listed, relation, sees
from storage.tables import obligations, positions
from storage.work import Store, Work
from tests import builders
from tests.builders import NOW

PARTIES = (Party.KAZAKHSTAN, Party.BELARUS, Party.RUSSIA)
# Few moments and few of them: most are shared by several, and some are the moment of the reading.
MOMENTS = tuple(NOW + timedelta(hours=each) for each in (-2, -1, 0, 0, 1, 2))
READERS = (
    builders.officer(),
    builders.officer(Role.HEAD, Party.BELARUS),
    builders.officer(Role.REGISTRAR),
    builders.officer(Role.AUDITOR),
    builders.officer(Role.SECRETARIAT_OFFICER),
)
_RINGING = (Execution.TRANSMITTING, Execution.TRANSMITTED)


def drawn(random: Random, count: int) -> list[tuple[Request, list[Obligation]]]:
    """Return requests in any state, each with something owed by either side, or with nothing."""
    return [_drawn(random, running) for running in range(1, count + 1)]


def _drawn(random: Random, running: int) -> tuple[Request, list[Obligation]]:
    one, other = random.sample(PARTIES, 2)
    execution = random.choice(tuple(Execution))
    formed = random.choice(tuple(Form))
    made = builders.request(
        running,
        requesting=one,
        requested=other,
        id=f"{random.getrandbits(128):032x}",
        execution=execution,
        form=Form.NOT_TRANSMITTED if execution is Execution.TRANSMITTING else formed,
        created_at=random.choice(MOMENTS) - timedelta(days=1),
        transmitted_at=random.choice((None, NOW - timedelta(days=1))),
    )
    kinds = random.sample(tuple(Kind), random.randrange(4))
    owed = [
        builders.obligation(
            kind,
            made.subject,
            id=f"{random.getrandbits(128):032x}",
            owed_by=random.choice((made.requesting, made.requested)),
            due=Due(random.choice(MOMENTS)),
            discharged_at=random.choice((None, None, NOW)),
        )
        for kind in kinds
    ]
    return made, owed


# By hand: what a plain reading of everything gives. Nothing of it is asked of the storage.


def turn_of(reader: Officer, request: Request, owed: Sequence[Obligation]) -> Obligation | None:
    """Return what is owed next, as the reader may know it."""
    is_former = relation(reader, request) is Relation.FORMER
    if is_former or (sees(reader, request) < View.STATES and not audits(reader)):
        return None
    shown = [
        each
        for each in owed
        if each.discharged_at is None
        and is_known_to(each, reader.authority)
        and tells(each, NOW)
        and OBLIGATIONS[each.kind].listed
        and not (OBLIGATIONS[each.kind].after_receipt and request.execution in _RINGING)
    ]
    own = [each for each in shown if each.owed_by == reader.authority]
    return min(own or shown, key=lambda each: (each.due.at, each.id), default=None)


def is_open(request: Request) -> bool:
    ended = ("refused", "misdirected", "withdrawn", "closed", "unreceipted")
    formed = request.form not in ("awaiting", "signed", "confirmed", "objected")
    return request.execution not in ended or not (formed or request.execution == "misdirected")


def in_order(
    reader: Officer, found: Sequence[tuple[Request, list[Obligation]]], part: Part, sought: str
) -> list[str]:
    """Return the ids of a list, whole and in its order."""
    keyed: list[tuple[object, ...]] = []
    for request, owed in found:
        if not is_listed(reader, request) or is_open(request) != (part is Part.OPEN):
            continue
        if not _is_sought(reader, request, owed, sought):
            continue
        turn = turn_of(reader, request, owed)
        if turn is not None:
            keyed.append((0, turn.due.at, request.id, request.id))
        else:
            keyed.append((1, -request.created_at.timestamp(), request.id, request.id))
    return [str(each[-1]) for each in sorted(keyed)]


def _is_sought(reader: Officer, request: Request, owed: Sequence[Obligation], sought: str) -> bool:
    if sought in tuple(Move):
        move = Move(sought)
        rule = MOVES[move]
        is_owed = rule.while_owed is None or any(
            each.kind is rule.while_owed
            and each.discharged_at is None
            and each.owed_by == reader.authority
            for each in owed
        )
        return may_move(reader, request, move) and request.can(move) and is_owed
    if sought in tuple(Act) and not audits(reader):
        return may_about(reader, request, Act(sought))
    return True


SOUGHT = ("", *ABOUT, *(each for each in Move if MOVES[each].roles))


def read(turn: Turn, part: Part, sought: str) -> list[str]:
    """Return the ids of a list as its pages give them, from the first to the last."""
    meant: Sought | None = ANY
    if sought and not audits(turn.officer):
        does = Act(sought) if sought in tuple(Act) else Move(sought)
        meant = sought_by(turn.officer.role, does)
    found: list[str] = []
    after = ""
    places: list[tuple[int, int, int, int]] = []
    while len(places) < 50:
        page = listed.page(turn, part, meant, after=after)
        found += [each.request.id for each in page.items]
        places.append((page.place, len(page.items), page.left, page.total))
        if not page.left:
            break
        after = page.last
    total = len(found)
    begun = 1
    for place, items, left, all_ in places:
        assert (place, left, all_) == (begun, total - begun + 1 - items, total)
        begun += items
    return found


def filled(work: Work, found: Sequence[tuple[Request, list[Obligation]]]) -> None:
    """Keep requests with what is owed about them; the content is none that anybody reads."""
    content = builders.content()
    for party in PARTIES:
        work.registry.put_authority(builders.authority(party))
    for request, owed in found:
        work.requests.add(request, content)
        for each in owed:
            work.obligations.open(each)


def turn_for(work: Work, reader: Officer) -> Turn:
    return Turn(work, site=Site(LISTING), key="turn", now=NOW, officer=reader)


def test_a_role_sees_something_of_all_that_its_authority_has_or_of_none() -> None:
    for role in Role:
        sees_any = {SEES.get((role, each), View.NOTHING) > View.NOTHING for each in OWN}
        assert len(sees_any) == 1, role


@pytest.mark.parametrize(
    "typed",
    ["x", "~", "~/", "~/99999999000000000000/x", "20261399T000000000000/x", "00000000T/x", "~/x/y"],
)
async def test_what_no_button_says_begins_at_the_beginning(
    store_on_sqlite: Store, typed: str
) -> None:
    found = drawn(Random(5), 30)

    def compared(work: Work) -> None:
        filled(work, found)
        turn = turn_for(work, READERS[0])
        assert listed.page(turn, Part.OPEN, after=typed) == listed.page(turn, Part.OPEN)

    await store_on_sqlite.run(compared)


@pytest.mark.parametrize("seed", range(3))
async def test_the_pages_are_those_of_a_plain_sort_of_everything(store: Store, seed: int) -> None:
    found = drawn(Random(seed), 90)

    def compared(work: Work) -> None:
        filled(work, found)
        for reader in READERS:
            turn = turn_for(work, reader)
            for sought in SOUGHT if not audits(reader) else ("", *ABOUT):
                for part in (Part.OPEN, Part.ENDED):
                    assert read(turn, part, sought) == in_order(reader, found, part, sought), (
                        reader.role,
                        sought,
                        part,
                    )

    await store.run(compared)


async def test_help_names_the_moves_that_some_request_allows(store: Store) -> None:
    found = drawn(Random(7), 8)
    moves = [each for each in Move if MOVES[each].roles]

    def compared(work: Work) -> None:
        filled(work, found)
        for reader in READERS:
            # What stands of each request no list knows.
            able = {
                each
                for each in moves
                if MOVES[each].needs is None and in_order(reader, found, Part.OPEN, each)
            }
            assert makes_any(turn_for(work, reader), moves) == able, reader.role

    await store.run(compared)


async def test_what_is_owed_comes_by_pages_in_the_order_of_its_moments(store: Store) -> None:
    found = drawn(Random(3), 60)

    def compared(work: Work) -> None:
        filled(work, found)
        for reader in READERS[:2]:
            owed = [
                (each.due.at, each.id, str(request.number))
                for request, mine in found
                for each in mine
                if each.discharged_at is None
                and each.owed_by == reader.authority
                and OBLIGATIONS[each.kind].listed
                and tells(each, NOW)
                and sees(reader, request) > View.NOTHING
            ]
            numbers: list[object] = []
            after = ""
            while True:
                page = owed_now(turn_for(work, reader), reader, after=after)
                told = (each.values.get("number") for each in page.choices)
                numbers += [each for each in told if each is not None]
                assert page.count == len(owed)
                more = [each for each in page.choices if each.argument.startswith(">")]
                if not more:
                    break
                after = more[0].argument[1:]
            assert numbers == [each[-1] for each in sorted(owed)]

    await store.run(compared)


@pytest.mark.parametrize("silent", [False, True])
async def test_what_an_earlier_version_kept_is_placed_as_it_would_be_now(
    store: Store, silent: bool
) -> None:
    pages = import_module("storage.migrations.versions.0013_pages")
    anew = import_module("storage.migrations.versions.0026_positions")
    random = Random(11)
    found = [
        (
            request,
            [
                replace(each, silent=silent and random.random() < 0.5)
                for each in mine
                if each.kind is not Kind.WILL_SIGN
            ],
        )
        for request, mine in drawn(random, 90)
        # No earlier version has any letter of that form, nor asked who will sign it.
        if request.form is not Form.SIGNED
    ]

    def whole(work: Work, table: Table) -> list[tuple[object, ...]]:
        return sorted(tuple(row) for row in work.connection.execute(select(table)))

    def compared(work: Work) -> None:
        filled(work, found)
        work.positions.set()
        owed, placed = whole(work, obligations), whole(work, positions)
        work.connection.execute(update(obligations).values(owed_to=None))
        work.connection.execute(delete(positions))

        for statement in (*pages.FILLED, *anew.FILLED):
            work.connection.execute(text(statement))

        assert whole(work, positions) == placed
        assert whole(work, obligations) == owed

    await store.run(compared)


def test_rules_by_which_a_request_is_listed_change_with_a_migration() -> None:
    """Whoever changes these sets every row anew in a migration: no moment of theirs does."""
    kinds = {
        "unlisted": {kind for kind, row in OBLIGATIONS.items() if not row.listed},
        "conditional": {kind for kind, row in OBLIGATIONS.items() if row.conditional},
        "internal": {kind for kind, row in OBLIGATIONS.items() if row.internal},
        "of the product": {kind for kind, row in OBLIGATIONS.items() if row.of_product},
        "after receipt": {kind for kind, row in OBLIGATIONS.items() if row.after_receipt},
    }
    assert kinds == {
        "unlisted": {
            *(Kind.TRANSMIT, Kind.SILENCE, Kind.CHANGE_REGISTER, Kind.SUCCESSION, Kind.SETTLEMENT),
            # No earlier version has any.
            Kind.WILL_SIGN,
        },
        "conditional": {Kind.FORWARD},
        "internal": {Kind.TAKE_UP, Kind.WILL_SIGN},
        "of the product": {Kind.SILENCE},
        "after receipt": {Kind.EXECUTE},
    }
    ended = {Execution.REFUSED, Execution.MISDIRECTED, Execution.WITHDRAWN, Execution.CLOSED}
    assert ended | {Execution.UNRECEIPTED} == ENDED
    assert {Form.AWAITING, Form.SIGNED, Form.CONFIRMED, Form.OBJECTED} == UNFORMED
    assert {Execution.TRANSMITTING, Execution.TRANSMITTED} == RINGING


async def test_what_a_savepoint_undoes_stands_where_it_stood(store: Store) -> None:
    request = builders.request(execution=Execution.TRANSMITTED, transmitted_at=NOW)
    whose = listed.whose_list(READERS[0])
    assert whose is not None

    def undone(work: Work) -> None:
        work.requests.add(request, builders.content())
        ended = replace(request, execution=Execution.CLOSED, form=Form.RECORDED)
        try:
            with work.savepoint():
                work.requests.save(ended)
                assert work.positions.count(whose, Part.OPEN) == 0
                raise ZeroDivisionError
        except ZeroDivisionError:
            assert work.positions.count(whose, Part.OPEN) == 1

    await store.run(undone)
    assert await store.run(lambda work: work.positions.count(whose, Part.OPEN)) == 1
