"""One row that fails stops no other: in the clock and in delivery, on both databases."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.delivery import record
from bot.delivery.cards import record_edit
from bot.delivery.lease import Edit
from bot.delivery.render import Renderer
from bot.housekeeping import prune_rows
from bot.transports.base import Event, Receipt
from handlers.chat.events import Said
from handlers.chat.turn import Turn
from handlers.clock import tick
from handlers.clock.digests import digest
from handlers.clock.reminding import remind, say_step
from protocol.obligation import About, Kind, Obligation, Subject
from protocol.parties import Channel
from storage.keys import KeyRing
from storage.obligations import Snooze
from storage.sayings import Priority, Saying
from storage.setbacks import Place, Setback
from storage.tables import cards, inbox, obligations, officers, outbox
from storage.work import Store, Work
from tests.builders import Clock
from tests.journeys.outside import Silence
from tests.journeys.stage import FORM, Stage, send

CLOCKWORK = "handlers.clock.tick.{}"
LOGGED = {"row_failed", "incident"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def stage(database_url: str, ring: KeyRing) -> Iterator[Stage]:
    """The bot and the training register, on both databases."""
    with Stage(database_url, ring) as stage:
        stage.has_rows_changed_by_hand = True
        stage.expected = set(LOGGED)
        yield stage


def aside(stage: Stage) -> tuple[Setback, ...]:
    return stage.look(lambda work: work.setbacks.aside())


def failing(real: Callable[..., Any], fails: Callable[..., bool]) -> Callable[..., Any]:
    """Return a function that raises what is ours where `fails` says so."""

    def called(*given: Any, **named: Any) -> Any:
        if fails(*given, **named):
            raise RuntimeError("ours")
        return real(*given, **named)

    return called


def alarms(stage: Stage, who: str) -> int:
    return sum("не подтверждено, прошло" in each.text for each in stage.chat(who))


def of_request(stage: Stage, number: str) -> Callable[..., bool]:
    subject = stage.request(number).subject
    return lambda _turn, obligation: obligation.subject == subject


def two_requests(stage: Stage) -> None:
    """Two Parties ask Belarus and Russia at the same moment."""
    send(stage)
    stage.says("kg-duty", FORM.replace("Беларусь", "Россия"))
    stage.presses("kg-duty", "Нет гостайны, отправить")


def test_an_obligation_that_raises_keeps_no_other_alarm_from_ringing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_requests(stage)
    bad = of_request(stage, "KZ-BY-2026-1")
    monkeypatch.setattr(CLOCKWORK.format("remind"), failing(remind, bad))

    stage.passes(minutes=25)

    assert alarms(stage, "by-duty") == 0
    assert alarms(stage, "ru-duty") >= 2
    told = [each.text for each in stage.chat("kz-duty") if "не может повторять сигнал" in each.text]
    (incident,) = [each for each in aside(stage) if each.name == "KZ-BY-2026-1, acknowledge"]
    assert len(told) == 1
    assert str(incident.incident) in told[0]
    assert "+375" in told[0]
    numbers = {each.get("incident") for each in stage.logs if each["event"] == "incident"}
    assert incident.incident in numbers
    assert any(
        each.action == "set-aside" and each.facts["incident"] == incident.incident
        for each in stage.look(lambda work: list(work.journal.entries()))
    )


def test_nothing_half_done_stays_of_a_row_that_fails(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it is the database that refuses: PostgreSQL takes nothing more after that."""
    two_requests(stage)
    bad = of_request(stage, "KZ-BY-2026-1")

    def half(turn: Turn, obligation: Obligation) -> None:
        if bad(turn, obligation):
            turn.log("half-done")
            turn.say("repeated", to=turn.colleagues("KZ-1"), key="half-done")
            turn.work.obligations.open(obligation)  # there is one of that id
        remind(turn, obligation)

    monkeypatch.setattr(CLOCKWORK.format("remind"), half)
    stage.passes(minutes=11)

    assert alarms(stage, "ru-duty") >= 1
    entries = stage.look(lambda work: [each.action for each in work.journal.entries()])
    assert "half-done" not in entries
    keys = select(outbox.c.key).where(outbox.c.key.startswith("half-done"))
    assert stage.look(lambda work: work.connection.execute(keys).all()) == []


def test_what_was_set_aside_of_the_clock_rings_when_its_cause_is_mended(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_requests(stage)
    bad = of_request(stage, "KZ-BY-2026-1")
    with monkeypatch.context() as broken:
        broken.setattr(CLOCKWORK.format("remind"), failing(remind, bad))
        stage.passes(minutes=11)
    stage.passes(minutes=20)
    assert alarms(stage, "by-duty") == 0

    stage.restarts()
    stage.passes(seconds=5)

    assert alarms(stage, "by-duty") == 1
    assert aside(stage) == ()


def test_within_an_hour_it_is_tried_again_by_itself(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_requests(stage)
    bad = of_request(stage, "KZ-BY-2026-1")
    with monkeypatch.context() as broken:
        broken.setattr(CLOCKWORK.format("remind"), failing(remind, bad))
        stage.passes(minutes=75)
        # The hour's try has failed as well, under the same number.
        assert len({each.incident for each in aside(stage)}) == len(aside(stage))
        told = [each for each in stage.chat("kz-duty") if "повторять сигнал" in each.text]
        assert len(told) == 1

    stage.passes(minutes=61)

    assert alarms(stage, "by-duty") == 1
    assert aside(stage) == ()


def test_an_obligation_that_cannot_be_read_keeps_no_other_from_ringing(stage: Stage) -> None:
    two_requests(stage)
    subject = stage.request("KZ-BY-2026-1").subject
    damaged = (
        update(obligations)
        .where(obligations.c.subject == subject.id, obligations.c.kind == Kind.ACKNOWLEDGE)
        .values(kind="unheard-of")
    )
    stage.look(lambda work: work.connection.execute(damaged).rowcount)

    stage.passes(minutes=11)

    assert alarms(stage, "ru-duty") >= 1
    assert any("не может повторять сигнал" in each.text for each in stage.chat("kz-duty"))


def test_a_moment_that_is_none_keeps_no_other_from_ringing(stage: Stage) -> None:
    if stage.url.startswith("postgresql"):
        pytest.skip("PostgreSQL keeps no moment that is none")
    two_requests(stage)
    subject = stage.request("KZ-BY-2026-1").subject

    def damage(work: Work) -> None:
        work.connection.exec_driver_sql(
            "UPDATE obligations SET due_at = 'soon' WHERE subject = ? AND kind = 'acknowledge'",
            (subject.id,),
        )

    stage.look(damage)
    stage.passes(minutes=11)

    assert alarms(stage, "ru-duty") >= 1
    assert any("не может повторять сигнал" in each.text for each in stage.chat("kz-duty"))


def test_a_snooze_or_a_digest_that_raises_stops_no_other(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_requests(stage)
    monkeypatch.setattr(
        CLOCKWORK.format("digest"), failing(digest, lambda _, each: each.id == "BY-1")
    )
    monkeypatch.setattr(CLOCKWORK.format("say_step"), failing(say_step, lambda *_, **__: True))
    stage.presses("by-duty", "Подтвердить получение")
    confirm = stage.owed("KZ-BY-2026-1")[Kind.CONFIRM]

    def snooze(work: Work) -> None:
        work.obligations.snooze(Snooze(confirm.id, "kz-duty", work.now + MINUTE))

    stage.look(snooze)
    stage.passes(hours=24)

    assert {each.place for each in aside(stage)} == {Place.SNOOZE, Place.DIGEST}
    assert any("KZ-BY-2026-1" in each.text for each in stage.chat("kz-deputy")[-3:])
    assert alarms(stage, "ru-duty") > 3


def test_a_message_that_cannot_be_made_stops_no_other_and_calls_the_next_officer(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = failing(Renderer.words_of, lambda _, __, saying, reader, **___: reader.id == "by-duty")
    with monkeypatch.context() as broken:
        broken.setattr(Renderer, "words_of", bad)
        two_requests(stage)
        assert "KG-RU-2026-1" in stage.last("ru-duty")
        stage.passes(minutes=1)

        assert stage.chat("by-duty") == []
        assert any("KZ-BY-2026-1" in each.text for each in stage.chat("by-duty2"))
        assert any(each.name == "alarm, by-duty" for each in aside(stage))


def test_a_message_that_fails_twice_is_sent_the_third_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = iter((True, True))

    def fails(_: object, __: object, saying: Any, reader: Any, **___: object) -> bool:
        return reader.id == "by-duty" and next(failures, False)

    monkeypatch.setattr(Renderer, "words_of", failing(Renderer.words_of, fails))
    send(stage)
    stage.passes(seconds=8)
    assert stage.chat("by-duty") == []  # the third try is worth its pause
    stage.passes(seconds=4)

    assert "KZ-BY-2026-1" in stage.last("by-duty")
    assert aside(stage) == ()
    assert stage.look(lambda work: work.setbacks.known(Place.MESSAGE)) == frozenset()


@pytest.mark.parametrize("damage", ["values", "choices", "priority", "about"])
def test_a_message_that_cannot_be_read_stops_no_other(stage: Stage, damage: str) -> None:
    garbage: dict[str, Any] = {
        "values": b"\x00" * 40,
        "choices": "[",
        "priority": 77,
        "about": "weather",
    }
    stage.stops_delivering()

    def put(work: Work) -> None:
        for who in ("by-head", "ru-head"):
            about = Subject(About.NOTICE, "n")
            work.outbox.put(Saying(f"k/{who}", who, Priority.ANSWER, "repeated", {}, about))
        work.connection.execute(
            update(outbox).where(outbox.c.key == "k/by-head").values({damage: garbage[damage]})
        )

    stage.look(put)
    stage.runs()
    stage.passes(minutes=1)

    (incident,) = aside(stage)
    assert (incident.place, incident.name) == (Place.MESSAGE, "repeated, by-head")
    assert len(stage.chat("ru-head")) == 1
    lost = stage.last("by-head")
    assert "показать не удалось" in lost
    assert str(incident.incident) in lost


def test_an_officer_who_cannot_be_read_silences_no_colleague(stage: Stage) -> None:
    damaged = update(officers).where(officers.c.id == "by-duty").values(sealed=b"\x01" * 40)
    stage.look(lambda work: work.connection.execute(damaged).rowcount)

    send(stage)
    stage.passes(minutes=11)

    assert stage.chat("by-duty") == []
    assert any("KZ-BY-2026-1" in each.text for each in stage.chat("by-duty2"))


def test_an_officer_that_is_none_stops_no_lease(stage: Stage) -> None:
    def put(work: Work) -> None:
        for who in ("nobody", "ru-head"):
            work.outbox.put(Saying(f"k/{who}", who, Priority.ALARM, "repeated", {}))

    stage.expected |= {"set_aside_untold"}
    stage.look(put)
    stage.passes(minutes=1)

    assert len(stage.chat("ru-head")) == 1
    assert [each.name for each in aside(stage)] == ["repeated, nobody"]


def test_a_card_that_cannot_be_made_stops_no_message_and_goes_on_when_it_can(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Renderer, "card", failing(Renderer.card, lambda *_: True))
        send(stage)
        stage.passes(minutes=1)
        assert {each.place for each in aside(stage)} == {Place.CARD}
        assert "KZ-BY-2026-1" in stage.last("by-duty")

    stage.presses("by-duty", "Подтвердить получение")
    stage.passes(seconds=2)

    assert aside(stage) == ()
    assert any("получение подтверждено" in each.text for each in stage.chat("kz-duty"))


def test_a_card_damaged_while_it_is_being_sent_is_set_aside_where_it_is_owed_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(stage)
    stage.passes(minutes=1)

    def damaging(work: Work, edit: Edit, *given: Any) -> None:
        row = update(cards).where(cards.c.id == edit.card.id)
        work.connection.execute(row.values(about="weather"))
        record_edit(work, edit, *given)

    with monkeypatch.context() as damaged:
        damaged.setattr(record, "record_edit", damaging)
        stage.presses("by-duty", "Подтвердить получение")
        stage.passes(seconds=1)
    assert aside(stage) == ()
    assert any("получение подтверждено" in each.text for each in stage.chat("kz-duty"))

    subject = stage.request("KZ-BY-2026-1").subject
    stage.look(lambda work: work.cards.touch(subject))
    stage.passes(minutes=1)

    assert {each.place for each in aside(stage)} == {Place.CARD}


def test_an_outcome_that_cannot_be_recorded_is_recorded_the_third_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.expected |= {"outcome_failed"}
    failures = iter((True, True))
    real = tick.note_accepted
    monkeypatch.setattr(
        CLOCKWORK.format("note_accepted"), failing(real, lambda *_: next(failures, False))
    )

    send(stage)
    assert stage.request("KZ-BY-2026-1").transmitted_at is None
    at = stage.now
    stage.passes(seconds=12)

    transmitted_at = stage.request("KZ-BY-2026-1").transmitted_at
    assert transmitted_at is not None
    assert transmitted_at - at < timedelta(seconds=1)  # when the server took it, not when we wrote
    assert sum("KZ-BY-2026-1" in each.text for each in stage.chat("by-duty")) == 1
    assert aside(stage) == ()


def test_an_outcome_that_can_never_be_recorded_is_an_incident_and_stops_no_other(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.expected |= {"outcome_failed"}
    monkeypatch.setattr(
        CLOCKWORK.format("note_accepted"), failing(tick.note_accepted, lambda *_: True)
    )
    send(stage)
    stage.passes(seconds=15)

    assert [each.place for each in aside(stage)] == [Place.MESSAGE]
    assert sum("KZ-BY-2026-1" in each.text for each in stage.chat("by-duty")) == 1
    assert stage.says("kz-duty", "/me") is not None
    assert "Асанов" in stage.last("kz-duty")


def test_what_cannot_be_recovered_at_a_start_is_found_out_where_it_is_leased(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.expected |= {"not_recovered"}
    for who in ("by-duty", "ru-duty"):
        stage.fails(who, Silence())
    two_requests(stage)
    for who in ("by-duty", "ru-duty"):
        stage.heals(who)
    stage.stops()
    real = record.Recording._doubt
    bad = failing(real, lambda _, __, row, *___: row.saying.officer == "by-duty")
    with monkeypatch.context() as broken:
        broken.setattr(record.Recording, "_doubt", bad)
        stage.starts()
    stage.passes(minutes=1)

    assert stage.request("KZ-BY-2026-1").transmitted_at is not None
    assert stage.request("KG-RU-2026-1").transmitted_at is not None


def test_an_abandoned_row_that_cannot_be_read_is_set_aside_and_stops_no_other(
    stage: Stage,
) -> None:
    for who in ("by-duty", "ru-duty"):
        stage.fails(who, Silence())
    two_requests(stage)
    for who in ("by-duty", "ru-duty"):
        stage.heals(who)
    stage.stops_delivering()
    damaged = update(outbox).where(outbox.c.officer == "by-duty").values(rendering=b"\x01" * 40)
    stage.look(lambda work: work.connection.execute(damaged).rowcount)
    stage.stops()
    stage.starts()
    stage.passes(minutes=1)

    assert stage.request("KG-RU-2026-1").transmitted_at is not None
    assert [each.name for each in aside(stage)] == ["alarm, by-duty"]
    assert any("KZ-BY-2026-1" in each.text for each in stage.chat("by-duty2"))


@pytest.mark.parametrize("column", ["sealed", "officer"])
def test_an_event_that_cannot_be_read_is_set_aside_and_stops_nobody(
    stage: Stage, column: str
) -> None:
    stage.expected |= {"event_failed", "set_aside_untold", "set_aside_kept"}
    stage.stops_delivering()
    for who in ("kz-duty", "by-duty"):
        event = Event(Channel.CONSOLE, who, f"damaged-{who}", Said("/me"))
        assert stage.loop.run_until_complete(stage.app.inbox.receive(event)) is Receipt.STORED
    garbage: dict[str, Any] = {"sealed": b"\x01" * 40, "officer": "nobody"}
    damaged = update(inbox).where(inbox.c.key == "console/damaged-kz-duty")
    stage.look(lambda work: work.connection.execute(damaged.values({column: garbage[column]})))
    stage.runs()
    stage.passes(seconds=5)

    assert "Дубровская" in stage.last("by-duty")
    waiting = select(inbox.c.seq).where(inbox.c.state == "waiting")
    assert stage.look(lambda work: work.connection.execute(waiting).all()) == []
    if column == "sealed":
        (incident,) = aside(stage)
        assert (incident.place, incident.name) == (Place.EVENT, "kz-duty")
        assert str(incident.incident) in stage.last("kz-duty")


@pytest.mark.parametrize("part", ["inbox", "outbox", "setbacks"])
async def test_housekeeping_that_fails_in_one_part_does_the_others(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def ends(work: Work) -> None:
        seq = work.inbox.store(
            "k", officer="a", channel="console", address="a", at=work.now, event={}
        )
        assert seq is not None
        work.inbox.finish(seq)
        work.outbox.put(Saying("k", "a", Priority.ANSWER, "repeated", {}))
        (row,) = work.leases.waiting(busy=(), limit=1)
        work.outcomes.drop(row)

    def tidies(work: Work) -> list[str]:
        broken = getattr(work, part)
        monkeypatch.setattr(broken, "prune", failing(broken.prune, lambda *_: True))
        prune_rows(work)
        rows = {"inbox": inbox.c.seq, "outbox": outbox.c.seq}
        return [name for name, key in rows.items() if work.connection.execute(select(key)).all()]

    await store.run(ends)
    clock.pass_by(timedelta(days=9))

    assert await store.run(tidies) == [each for each in ("inbox", "outbox") if each == part]
