"""Five people at once, on both databases: the first wins, the others are told who and when."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from handlers.chat.events import Incoming, Pressed, Said
from protocol.moves import Execution, Form
from protocol.obligation import Kind
from protocol.parties import Channel
from protocol.terms import conditions
from storage.keys import KeyRing
from storage.work import Work
from tests.journeys.stage import FORM, Stage, send

FIVE = ("by-duty", "by-duty2", "by-duty3", "by-deputy", "by-head")
ROUNDS = 4


@pytest.fixture
def stage(database_url: str, ring: KeyRing) -> Iterator[Stage]:
    """A stage with a third duty officer of Belarus, first on SQLite, then on PostgreSQL."""

    def third(work: Work) -> None:
        officer = work.registry.officer("by-duty2")
        work.registry.put_officer(replace(officer, id="by-duty3", name="Третьяк О."))
        work.registry.bind(Channel.CONSOLE, "by-duty3", "by-duty3")

    with Stage(database_url, ring) as stage:
        stage.look(third)
        yield stage


def told(stage: Stage, words: str) -> list[str]:
    """Return who of the five has these words in the newest message."""
    return [who for who in FIVE if words in stage.last(who)]


def test_of_five_who_acknowledge_one_is_the_first_and_four_are_told_who(stage: Stage) -> None:
    for number in range(1, ROUNDS + 1):
        send(stage)
        stage.passes(minutes=31)
        label = "Подтвердить получение"
        acts: list[tuple[str, Incoming]] = [(who, Pressed(stage.offer(who, label))) for who in FIVE]
        before = len(stage.chat("kz-duty"))
        stage.do_at_once(*acts)

        written = f"KZ-BY-2026-{number}"
        request, owed = stage.request(written), stage.owed(written)
        winner = stage.look(lambda work: work.registry.officer(str(request.acknowledged_by)))  # noqa: B023
        assert request.execution is Execution.ACKNOWLEDGED
        assert owed[Kind.ACKNOWLEDGE].discharged_by == winner.id
        assert stage.history(written).count("acknowledge") == 1
        losers = [who for who in FIVE if who != winner.id]
        for who in losers:
            refusals = [
                each.text
                for each in stage.chat(who)[-2:]
                if f"{written} — получение подтверждено; {winner.name}," in each.text
            ]
            assert len(refusals) == 1, stage.last(who)
        assert len(stage.chat("kz-duty")) == before + 1
        assert winner.name in stage.last("kz-duty")


def test_of_five_who_accept_one_accepts(stage: Stage) -> None:
    for number in range(1, ROUNDS + 1):
        send(stage)
        written = f"KZ-BY-2026-{number}"
        stage.do_at_once(*((who, Said(f"/accept {written}")) for who in FIVE))

        request = stage.request(written)
        winner = stage.look(lambda work: work.registry.officer(str(request.executed_by)))  # noqa: B023
        assert request.execution is Execution.IN_EXECUTION
        assert told(stage, "принято к исполнению. Срок исполнения") == [winner.id]
        assert len(told(stage, f"{written} — принято к исполнению; {winner.name},")) == 4
        assert stage.history(written).count("accept") == 1
        assert "принято к исполнению: " + winner.name in stage.last("kz-duty")


def test_acknowledging_accepting_and_refusing_at_once_ends_in_one_state(stage: Stage) -> None:
    for number in range(1, ROUNDS + 1):
        send(stage)
        written = f"KZ-BY-2026-{number}"
        stage.says("by-head", f"/refuse {written} Противоречит закону")
        stage.presses("by-head", "Отказать в исполнении")
        stage.passes(minutes=1)
        refuse = Said(stage.code("by-head"))
        accept, ack = Said(f"/accept {written}"), Said(f"/ack {written}")
        stage.do_at_once(
            ("by-head", refuse),
            ("by-duty", accept),
            ("by-duty2", accept),
            ("by-duty3", ack),
            ("by-deputy", ack),
        )

        history = stage.history(written)
        moves = [each for each in history if each in ("refuse", "accept", "acknowledge")]
        assert len(moves) == len(set(moves))
        request, owed = stage.request(written), stage.owed(written)
        assert request.execution in (Execution.REFUSED, Execution.IN_EXECUTION)
        refused = request.execution is Execution.REFUSED
        assert (Kind.WRITTEN_REFUSAL in owed) == refused == ("refuse" in moves)
        assert owed[Kind.EXECUTE].is_open != refused
        assert not owed[Kind.ACKNOWLEDGE].is_open


def test_five_senders_at_once_get_five_numbers(stage: Stage) -> None:
    people = ("kz-duty", "kz-duty2", "kz-deputy", "kz-head")
    for who in people:
        stage.says(who, FORM)
    label = "Нет гостайны, отправить"
    stage.do_at_once(*((who, Pressed(stage.offer(who, label))) for who in people))

    senders = {stage.request(f"KZ-BY-2026-{number}").sender for number in range(1, 5)}
    assert senders == set(people)
    alarms = [each for each in stage.chat("by-duty") if "/alarm/" in each.key]
    assert len(alarms) == 4


def test_a_confirmation_is_registered_once_and_not_also_declined(stage: Stage) -> None:
    send(stage)
    for who in ("kz-deputy", "kz-head"):
        stage.says(who, "/confirm 1 12-4/881 от 23.11.2026")
        stage.presses(who, "Отправлено сегодня")
    registers: list[tuple[str, Incoming]] = [
        (who, Said(stage.code(who))) for who in ("kz-deputy", "kz-head")
    ]
    stage.do_at_once(*registers)

    assert stage.request("KZ-BY-2026-1").form is Form.CONFIRMED
    assert stage.history("KZ-BY-2026-1").count("register_confirmation") == 1
    registered = [each for each in stage.chat("by-duty") if "№ 12-4/881" in each.text]
    assert len(registered) == 1


def test_of_several_clocks_each_step_is_said_once(stage: Stage) -> None:
    send(stage)
    stage.stops_delivering()
    stage.passes(minutes=10, seconds=30)
    at, entries = stage.now, stage.history("KZ-BY-2026-1").count("reminded")
    stage.tick_at_once(5)
    stage.runs()

    heard = {who: len(stage.heard(who, at)) for who in ("kz-duty", *FIVE)}
    assert heard == dict.fromkeys(("kz-duty", *FIVE[:3]), 1) | {"by-deputy": 0, "by-head": 0}
    assert "получение не подтверждено" in stage.last("kz-duty")
    assert stage.history("KZ-BY-2026-1").count("reminded") == entries + 1


def test_of_two_signatories_who_accept_conditions_at_once_one_binds_the_authority(
    stage: Stage,
) -> None:
    send(stage)
    stage.says("by-duty", "/conditions 1 Не извещать оператора")
    stage.presses("by-duty", "Может помешать")
    stage.presses("by-duty", "В течение 24 ч")
    stage.presses("by-duty", "Предложить условия")
    both = ("kz-head", "kz-deputy")
    for who in both:
        stage.says(who, "/acceptconditions 1")
        stage.presses(who, "Принять условия")
    stage.passes(minutes=1)

    stage.do_at_once(*((who, Said(stage.code(who))) for who in both))

    written = "KZ-BY-2026-1"
    request = stage.request(written)
    found = stage.look(lambda work: conditions(work.terms.about(request.id)))
    assert len(found) == 1
    assert stage.history(written).count("accept_conditions") == 1
    [loser] = [who for who in both if who != found[0].officer]
    name = stage.look(lambda work: work.registry.officer(found[0].officer).name)
    assert f"это уже сделано; {name}" in stage.last(loser)
