"""
Every statement that the storage sends: each of its functions is called here, over some rows.

What calls a statement is a place of the source: a place that no call here reaches is found by
`unreached`.
"""

import ast
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count, product
from pathlib import Path
from types import FrameType

from sqlalchemy import Connection, event

import storage
from protocol.additions import Addition
from protocol.audience import GROUPS, Audience
from protocol.bursts import Burst
from protocol.confirmation import Confirmation, Outgoing
from protocol.consents import Consent, ConsentMove
from protocol.entries import Entry, Means, Person
from protocol.moves import Move
from protocol.notices import Notice, NoticeKind
from protocol.obligation import About, Kind, Subject
from protocol.parties import Bond, Channel, Party, Role
from protocol.permissions import Act
from protocol.positions import Part, sought_by
from protocol.refusals import Refused
from protocol.terms import Term, What
from storage import clocks, confirmations, earlier, files, integrity
from storage.admissions import COUNTED, Application
from storage.attachments import Attachment
from storage.cards import Card
from storage.codes import Signing, Wrong
from storage.debts import Owed
from storage.drafts import Draft
from storage.mailings import in_parts
from storage.notices import Behind as Seen
from storage.obligations import Snooze
from storage.offers import Offered
from storage.outgoing import Outgoing as Row
from storage.positions import Behind, Listed
from storage.received import InboxState
from storage.redating import Redating
from storage.requests import Statement
from storage.sayings import Priority, Saying
from storage.setbacks import Place
from storage.successions import Successions
from storage.tables import files as named_files
from storage.tables import guesses, outbox
from storage.verifications import Compared, How, Stage, Verification
from storage.work import Work
from tests.builders import (
    ALWAYS,
    NOW,
    agreement,
    authority,
    content,
    obligation,
    officer,
    request,
)

FOLDER = Path(storage.__file__).parent
# They send what they are given, or connect, or bring the tables up to date.
PASSING_ON = (
    *("prepared", "engine", "sqlite", "postgresql", "server", "fitness"),
    *("compacting", "database"),
)
_SENDING = frozenset({"execute", "exec_driver_sql", "read_rows"})
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
WHO, OTHER = officer().id, officer(Role.HEAD, Party.BELARUS).id
ADDRESS = "@asanov:kz.example"
REQUEST = request().subject
ENTRY = Entry(Means.FAX, "KZ-1", WHO, NOW, NOW, Person(officer=WHO), Person(name="Дубровская Е."))


@dataclass(frozen=True, slots=True)
class Sent:
    """A statement, one set of its parameters, and the function of the storage that sent it."""

    sql: str
    parameters: object
    by: str


@dataclass(slots=True)
class Recorded:
    """What was sent, and from where."""

    statements: dict[tuple[str, str], Sent] = field(default_factory=dict)
    places: set[tuple[str, int]] = field(default_factory=set)

    def note(
        self,
        _connection: object,
        _cursor: object,
        sql: str,
        parameters: object,
        _context: object,
        many: bool,
    ) -> None:
        """Note a statement: a listener of SQLAlchemy's."""
        first = parameters[0] if many and isinstance(parameters, list) else parameters
        by = ""
        for frame in _frames(sys._getframe(1)):
            path = Path(frame.f_code.co_filename)
            if path == Path(__file__):
                break
            if path.parent == FOLDER and path.stem != "prepared":
                self.places.add((path.stem, frame.f_lineno))
                by = f"{path.stem}.{frame.f_code.co_qualname}"
        if by:
            self.statements.setdefault((by, sql), Sent(sql, first, by))


def _frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


@contextmanager
def recording(connection: Connection) -> Iterator[Recorded]:
    """Record what a connection is given."""
    recorded = Recorded()
    event.listen(connection, "before_cursor_execute", recorded.note)
    try:
        yield recorded
    finally:
        event.remove(connection, "before_cursor_execute", recorded.note)


def unreached(recorded: Recorded, *, besides: Collection[str] = ()) -> list[str]:
    """Return the places in `storage/` that send a statement and were not reached."""
    return [
        f"storage/{path.name}:{call.lineno}"
        for path in sorted(FOLDER.glob("*.py"))
        if path.stem not in (*PASSING_ON, *besides)
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and _name(call) in _SENDING
        if not any((path.stem, line) in recorded.places for line in _lines(call))
    ]


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _lines(call: ast.Call) -> range:
    return range(call.lineno, (call.end_lineno or call.lineno) + 1)


def call_everything(work: Work) -> None:
    """Call each function of the storage that sends anything, in every way that sends another."""
    for call in CALLS:
        call(work)


def _register(work: Work) -> None:
    registry = work.registry
    registry.bonds()
    registry.put_bond(Bond(Party.KAZAKHSTAN, ALWAYS))
    registry.put_agreement(agreement())
    for party in (Party.KAZAKHSTAN, Party.BELARUS):
        registry.put_authority(authority(party))
        registry.put_officer(officer(party=party))
        registry.put_officer(officer(Role.HEAD, party))
    registry.change_officer(officer(), "lang")
    registry.bind(Channel.TELEGRAM, "1", WHO)
    registry.bonds()
    registry.agreements()
    registry.agreements(Party.KAZAKHSTAN, Party.BELARUS)
    registry.authority("KZ-1")
    registry.in_force()
    head, *_ = GROUPS[Audience.HEAD]
    registry.people.members("KZ-1", head)
    registry.people.among("KZ-1", [WHO])
    registry.people.has_any("KZ-1", head)
    registry.people.has_any("KZ-1")
    registry.people.is_on("KZ-1", head, Channel)
    registry.people.bound("KZ-1")
    registry.authorities(Party.KAZAKHSTAN)
    registry.listened_to(Channel.TELEGRAM, "1")
    registry.bound_to(Channel.TELEGRAM, "1")
    registry.know([WHO, OTHER])
    work.known.undo()
    registry.accounts(WHO)
    registry.officer(WHO)
    registry.serving("KZ-1")
    registry.everybody()
    registry.free_id("KZ-1")
    registry.unbind(OTHER, Channel.TELEGRAM)
    registry.unbind(OTHER)
    work.digests.put_off("KZ-1", NOW)
    work.digests.due(9)
    work.digests.next_at()
    work.remember("name", "value")
    work.recall("name")


def _people(work: Work) -> None:
    codes, admissions = work.codes, work.admissions
    codes.issue(WHO, "SECRET")
    codes.state(WHO)
    codes.active([WHO])
    head, *_ = GROUPS[Audience.HEAD]
    codes.active_at("KZ-1", head, now=NOW)
    codes.accept(WHO, 7)
    codes.hold(WHO, Wrong(1))
    codes.wrong(WHO)
    codes.wait(Signing(WHO, Channel.MATRIX, "refuse", "state", "1", b"digest", NOW + HOUR))
    codes.waiting(WHO)
    codes.stop(WHO, Channel.MATRIX)
    codes.stop(WHO)
    admissions.invite(WHO, b"code", issuer=OTHER, expires_at=NOW + HOUR)
    admissions.use_up(b"code")
    admissions.spent_by(b"code")
    admissions.reopen(WHO)
    admissions.void_codes(OTHER)
    applied = Application(WHO, Channel.TELEGRAM, "42", OTHER, b"words", NOW, NOW + HOUR)
    admissions.apply(applied)
    admissions.application(WHO)
    admissions.waiting([WHO])
    admissions.waiting_at("KZ-1")
    admissions.from_account(Channel.TELEGRAM, "42")
    admissions.issued_by(OTHER)
    admissions.withdraw(WHO)
    many = ({"account_digest": b"%d" % n, "tries": 1, "last_at": NOW} for n in range(COUNTED))
    work.connection.execute(guesses.insert(), list(many))
    admissions.wrong(b"one more")
    admissions.is_frozen(b"1")
    admissions.prune()
    for _ in range(2):
        work.strangers.is_to_be_told(Channel.TELEGRAM, "9")
    work.rooms.place(ADDRESS, "!room")
    work.rooms.pin(ADDRESS, "master")
    work.rooms.all()
    work.rooms.forget(ADDRESS)
    under_way = Verification(ADDRESS, Stage.OPEN, "$one", "PHONE", "master")
    work.verifications.put(under_way)
    work.verifications.all()
    work.verifications.compare(ADDRESS, Compared("master", How.EMOJI, NOW))
    work.verifications.last_comparison(ADDRESS)
    work.verifications.drop(ADDRESS, "$one")
    work.verifications.forget(ADDRESS)


def _requests(work: Work) -> None:
    requests, id = work.requests, request().id
    requests.add(request(), content())
    requests.number(Party.KAZAKHSTAN, Party.BELARUS, request().number.year)
    requests.save(request())
    requests.get(id)
    requests.forget()
    requests.get(id, lock=False)
    requests.find("7", seen_by=officer())
    for role in Role:
        with suppress(Refused):
            requests.find("8", seen_by=officer(role))
    for ended in (False, True):
        requests.of("KZ-1", ended=ended)
    requests.forget()
    requests.those([id])
    freezing = work.registry.freezing
    freezing.note_loss("KZ-1", WHO, within=HOUR)
    freezing.freeze(WHO, Channel.CONSOLE, by=OTHER)
    freezing.reporters(WHO)
    freezing.all()
    freezing.thaw(WHO)
    requests.entries.add(REQUEST.id, ENTRY, key="e")
    requests.entries.of(REQUEST.id)
    requests.entries.content(REQUEST.id, "e")
    requests.entries.near("KZ-1", "BY-1", NOW, NOW)
    requests.entries.unpair("e", NOW)
    requests.bursts.sent("KZ-1", "BY-1", since=NOW, most=9)
    requests.bursts.add(Burst("b", "KZ-1", "BY-1", NOW, NOW, WHO))
    requests.bursts.at("BY-1", since=NOW)
    requests.bursts.get("b")
    requests.bursts.prolong("b", NOW)
    requests.bursts.answer("b", by=WHO, at=NOW)
    requests.sent_by(WHO, "KZ-1")
    requests.count_sent_by(WHO, "KZ-1")
    requests.count_shown(WHO, NOW)
    requests.prune_shown(NOW)
    requests.content(id)
    requests.digest(id)
    requests.state(id, Statement(Move.REFUSE, WHO, NOW, "text"), key="statement")
    requests.statements(id)
    letter = Outgoing("12-4/881", date(2026, 11, 23))
    requests.confirm(id, Confirmation(letter, OTHER, Role.HEAD, WHO, NOW), key="confirmation")
    work.terms.add(id, Term(What.CONDITIONS, WHO, NOW, text="text"), key="term")
    work.terms.about(id)
    earlier.unreceipted(work.connection)
    requests.confirmation(id)
    confirmations.objected(work.connection)
    requests.confirmations_of_additions(id)
    work.requests.additions.add(id, Addition("addition", Move.ADD, 1, WHO, NOW, "text"))
    work.requests.additions.of(id)
    work.requests.additions.owe_anew(id, "before", "now")
    notices, notice = work.notices, Notice("n", 2026, 14, NoticeKind.CIRCULAR, None, WHO, NOW)
    notices.number(2026)
    notices.add(notice, {"text": "text"})
    notices.save(notice)
    notices.explain("n", "reason")
    notices.get("n")
    notices.by_number("14")
    notices.by_number("2026/14")
    notices.recent(9)
    notices.of_party(Party.BELARUS)
    for every, until, after in product((True, False), (None, NOW), (None, Seen(NOW, "n"))):
        notices.page(every=every, until=until, limit=9, after=after)
        notices.count(every=every, until=until, after=after)
    consent = Consent(
        "c",
        "draft",
        "KZ-1",
        "BY-1",
        (Party.KAZAKHSTAN, Party.BELARUS),
        Channel.TELEGRAM,
        WHO,
        NOW,
        NOW + HOUR,
    )
    work.consents.add(consent)
    work.consents.save(consent.moved(ConsentMove.DECLINE, by=OTHER, now=NOW), reasons="reasons")
    work.consents.get("c")
    work.consents.reasons("c")
    work.consents.of_draft("draft")
    work.consents.for_request(id)
    work.consents.asked_of("BY-1")
    passing = Successions(work.connection)
    passing.pass_on("BY-1", "BY-3")
    passing.end("BY-1")
    passing.pass_on("BY-3", "BY-1")
    work.journal.write("sent", actor=WHO, at=NOW, subject=REQUEST)
    work.journal.flush(NOW)
    work.journal.last_at()
    work.journal.about(REQUEST)
    work.journal.hashes(REQUEST)
    list(work.journal.entries())
    work.journal.holds(work.journal.verify().head)


def _obligations(work: Work) -> None:
    obligations, owed = work.obligations, obligation()
    obligations.open(owed)
    obligations.save(owed)
    obligations.bare(owed.id)
    obligations.get(owed.id)
    obligations.about(REQUEST)
    obligations.open_about([REQUEST.id])
    obligations.debts(["BY-1", "BY"])
    obligations.are_open([owed.id])
    _lists(work)
    obligations.waking(NOW + HOUR, limit=9)
    obligations.next_wake()
    obligations.at_or_after(NOW)
    work.debts.owe_to(REQUEST, "BY-2", instead_of="BY-1")
    obligations.note_step(owed.id, step_at=NOW, wake_at=NOW + HOUR)
    obligations.redate(owed)
    snooze = Snooze(owed.id, WHO, NOW)
    obligations.snooze(snooze)
    obligations.those_snoozing(owed.id, NOW)
    obligations.snoozes_over(NOW, limit=9)
    obligations.end_snooze(snooze)
    obligations.settle(owed.id, by=WHO, now=NOW)
    obligations.silence(REQUEST, [Kind.EXECUTE])
    obligations.discharge(REQUEST, [Kind.EXECUTE], by=WHO, now=NOW)


def _lists(work: Work) -> None:
    """Every list, from its beginning and behind a row of each kind."""
    work.requests.save(request())
    behind = (None, Behind("r", NOW, NOW), Behind("r", None, NOW))
    for whose in (Listed("KZ-1"), Listed("KZ-1", everybody=True)):
        for role, does in product(Role, (*Move, *Act)):
            sought = sought_by(role, does)
            if sought is not None:
                work.positions.has_any(whose, Part.OPEN, sought)
                work.positions.count(whose, Part.OPEN, sought)
        for after, part in product(behind, (Part.OPEN, Part.ENDED)):
            work.positions.page(whose, part, now=NOW, after=after, limit=9)
    work.positions.states("KZ-1")
    kinds = frozenset({Kind.EXECUTE, Kind.FORWARD})
    for now, after_owed in product((None, NOW), (None, Owed(NOW, "o"))):
        work.debts.page(["KZ-1"], kinds, limit=9, now=now, after=after_owed)
        work.debts.count(["KZ-1"], kinds, now=now, after=after_owed)
    work.debts.page(["KZ-1"], kinds, limit=9, now=NOW, silent=False)
    work.debts.count(["KZ-1"], kinds, now=NOW, silent=False)
    work.debts.owed_to("KZ-1", kinds, limit=9)
    work.debts.count_owed_to("KZ-1", kinds)


def _dialogs(work: Work) -> None:
    draft = Draft("d", WHO, "urgent", {}, "purpose", NOW)
    work.drafts.save(draft)
    work.drafts.active(WHO)
    work.drafts.get("d", WHO)
    work.drafts.of(WHO)
    for older in (None, (NOW, "d")):
        work.drafts.page(WHO, "urgent", limit=9, after=older)
        work.drafts.count(WHO, "urgent", after=older)
    work.outbox.has("key")
    work.drafts.drop(WHO, "urgent")
    offered = Offered("o", "ack", "7", "ack.choice", {}, NOW + HOUR, about=REQUEST)
    offers = work.offers
    offers.make_all(WHO, [offered])
    offer = offers.by_id("o", WHO)
    assert offer is not None
    offers.by_number(1, WHO)
    offers.with_number_held(WHO)
    offers.held_naming(WHO, "left")
    offers.newest_at(WHO)
    offers.use(offer)
    offers.void(OTHER)
    offers.prune(most=9)
    offers.presses.note(WHO, "o")
    offers.presses.last(WHO)
    offers.presses.forget(WHO)
    passes = work.passes
    passes.block("p", WHO, ["text"], "found")
    passes.allow("p", OTHER)
    passes.get("p")
    passes.find(WHO, ["text"])
    passes.use("p")
    passes.know("q", WHO, "text")
    passes.has_passed(WHO, "text")
    passes.prune(most=9)


def _inbox(work: Work) -> None:
    inbox = work.inbox
    for once in ("first", "again"):
        inbox.first("once", once)
    told: dict[str, dict[str, str]] = {"event": {"text": "text"}}
    same = {"officer": WHO, "channel": "matrix", "address": ADDRESS, "at": NOW}
    seqs = [
        inbox.store(key, **same, **told, bodies={f"b{key}": b"body"})  # type: ignore[arg-type]
        for key in "abc"
    ]
    first, second, third = (seq for seq in seqs if seq is not None)
    inbox.store("d", **same, **told)  # type: ignore[arg-type]
    inbox.next_stored()
    found = inbox.open(WHO, "matrix", ADDRESS)
    assert found is not None
    inbox.amend(found, {"text": "another"}, InboxState.WAITING)
    inbox.body("a", "ba")
    inbox.queue(9)
    inbox.waiting(9)
    inbox.take(first)
    inbox.envelope(first)
    inbox.count_failure(first, incident="i", set_aside=True)
    inbox.set_aside(first)
    inbox.hold(second)
    inbox.event_held(second, WHO)
    inbox.latest_event_held(WHO, "matrix")
    inbox.release(second)
    inbox.finish(third)
    inbox.prune(NOW + HOUR, most=9)


def _outbox(work: Work) -> None:
    numbers = count()

    def put(**changes: object) -> Row:
        key = f"key/{next(numbers)}"
        saying = Saying(key, WHO, Priority.REMINDER, "text", {}, subject=REQUEST, obligation="o")
        work.outbox.put(replace(saying, **changes))  # type: ignore[arg-type]
        newest = outbox.select().order_by(outbox.c.seq.desc()).limit(1)
        found = work.leases.as_it_is(work.connection.execute(newest).one().seq)
        assert found is not None
        return replace(found, channel="matrix", rendering=b"words")

    leases, outcomes, deliveries = work.leases, work.outcomes, work.deliveries
    row, general = put(), put(subject=None, obligation=None)
    leases.waiting(busy=("x",), limit=9)
    leases.waiting(busy=("x",), limit=9, least=Priority.ALARM)
    leases.next_at(busy=("x",))
    leases.backing_off()
    leases.first_backing_off([WHO])
    leases.waiting_since(WHO, NOW)
    leases.lease([row, general], by="me")
    leases.abandoned("another")
    leases.free(general.seq)
    leases.give_back("me", busy=("x",))
    work.outbox.hurry("key/0")
    work.outbox.renew(replace(row, doubts=1), "key/renewed")
    outcomes.record_sent([(row, "!room|$one")])
    later = put()
    outcomes.later(later, NOW)
    outcomes.doubt(later, NOW, lasting=True)
    outcomes.resume([(WHO, "matrix")])
    outcomes.elsewhere(later, "matrix", refused=True)
    outcomes.back(later, "matrix", NOW)
    outcomes.never(later, "blocked")
    outcomes.note_told_later([later.seq], "key/1")
    outcomes.untold("key/1")
    outcomes.drop(put())
    many = Saying("", "", Priority.NOTICE, "text", {}, subject=REQUEST)
    work.outbox.put_off(in_parts([(WHO, "m1"), (OTHER, "m2")], many, (), most=1))
    (part, _) = work.outbox.mailings.due(9)
    work.outbox.mailings.next_at()
    work.outbox.mailings.end(part)
    work.outbox.put_all([replace(many, key="m1"), replace(many, key="m2")])
    deliveries.superseded([row, general], besides="alarm", of_all=("text",))
    deliveries.last()
    deliveries.acts_told([WHO], after=0)
    deliveries.together(row)
    deliveries.those_told(REQUEST, ["text"])
    deliveries.hopes(REQUEST, "text")
    deliveries.those_awaiting(REQUEST, "text")
    deliveries.what_was_missed(WHO, second_of=str, besides=("x",))
    deliveries.ended_in_vain("blocked", NOW)
    deliveries.waits_of_tried(Priority.ALARM, NOW)
    deliveries.was_handed_on("key/0")
    deliveries.has_begun("key/0")
    deliveries.is_coming("key/0")
    arrivals = work.arrivals
    arrivals.progress(REQUEST, "text")
    arrivals.may_have_arrived(REQUEST, "text", WHO)
    arrivals.record_read(WHO, "matrix", "$one")
    arrivals.sent_as(WHO, "matrix", "$one")
    arrivals.under_way(WHO, "matrix")
    arrivals.newest("matrix", NOW - HOUR, 9)
    work.outbox.prune(NOW - HOUR, most=9)
    damaged = put().seq
    work.connection.execute(outbox.update().values(values=b""))
    leases.as_it_is(damaged)


def _cards(work: Work) -> None:
    cards = work.cards

    def card() -> Card:
        cards.show(WHO, REQUEST)
        (found,) = cards.waiting(busy=("x",), limit=9)
        return found

    cards.lease(card(), by="me", channel="matrix")
    cards.abandon("another")
    cards.give_back("me", busy=("x",))
    cards.record_shown(card(), message_id="$one", digest=b"digest")
    cards.touch(REQUEST)
    cards.sent_as(WHO, "matrix", "$one")
    cards.next_at(busy=("x",))
    cards.record_place(card(), "$two")
    cards.later(card(), NOW)
    cards.resume([WHO])
    cards.anew(card(), NOW)
    cards.give_up(card())
    cards.stop(card().id)


def _files(work: Work) -> None:
    kept = Attachment("f", "export", "d", "request", WHO, NOW, "application/pdf", 4, "", "name")
    work.attachments.add(kept, b"body")
    work.attachments.about("d", "request")
    work.attachments.whole("f")
    ids = (f"copy-{number}" for number in count())
    work.attachments.share("d", Subject(About.REQUEST, "r"), "request", ids=lambda: next(ids))
    work.attachments.expire("export", NOW + HOUR, most=9)
    work.files.put("lost", owner="nobody", subject="d", body=b"body")
    files.names_of_files(work.connection)
    work.connection.execute(named_files.delete())
    work.files.sweep(NOW + timedelta(days=36_500), installation="installation")


def _setbacks(work: Work) -> None:
    setbacks = work.setbacks
    for place in set(Place) - {Place.ARRIVAL}:  # of which there is no row
        setbacks.count(place, "1/2" if place is Place.SNOOZE else "1")
        setbacks.known(place)
        setbacks.postpone(place, "1/2" if place is Place.SNOOZE else "1", NOW)
        setbacks.set_aside(place, "1/2" if place is Place.SNOOZE else "1", incident="i", name="n")
    setbacks.try_anew()
    setbacks.clear("i")
    setbacks.prune()


def _clocks(work: Work) -> None:
    clocks.of_database(work.connection)
    integrity.damage(work.connection)
    work.remember("heard/matrix", NOW.isoformat())
    redating = Redating(work.connection, since=NOW, by=-MINUTE)
    redating.alone()
    redating.move(codes_hold=HOUR)


CALLS: tuple[Callable[[Work], None], ...] = (
    _register,
    _people,
    _requests,
    _obligations,
    _dialogs,
    _inbox,
    _outbox,
    _cards,
    _files,
    _setbacks,
    _clocks,
)
