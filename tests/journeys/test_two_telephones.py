"""One telephone of an officer who has two: what the other one may not sign or show by it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import officers
from protocol.parties import Channel, Standing
from storage.keys import KeyRing
from storage.work import Work
from tests.outside import Network
from tests.stage import Stage

MATRIX, TELEGRAM = Channel.MATRIX, Channel.TELEGRAM


class Everybody(Network):
    """A channel on which everybody of the register has an account of their own name."""

    def enters(self, work: Work) -> None:
        """See `Network`."""
        for officer in work.registry.everybody():
            work.registry.unbind(officer.id, Channel.CONSOLE)
            work.registry.bind(self.channel, officer.id, officer.id)


@pytest.fixture
def both(sqlite_path: Path, ring: KeyRing) -> Iterator[Stage]:
    """Everybody has Matrix and Telegram."""
    url = f"sqlite:///{sqlite_path}"
    with Stage(url, ring, channels=(MATRIX, TELEGRAM), network=Everybody) as stage:
        yield stage


def standing(stage: Stage, id: str) -> Standing:
    return stage.look(lambda work: work.registry.officer(id).standing)


def test_a_code_signs_only_what_is_shown_in_the_chat_where_it_is_typed(both: Stage) -> None:
    both.says("by-head", "/suspend Ковалёв", channel=MATRIX)
    both.says("by-head", "/suspend Гринкевич", channel=TELEGRAM)

    both.signs("by-head", channel=MATRIX)

    assert standing(both, "by-deputy") is Standing.ACTIVE
    assert standing(both, "by-duty2") is Standing.SUSPENDED


def test_whoever_types_a_code_where_nothing_is_shown_hears_which_chat_waits_for_it(
    both: Stage,
) -> None:
    both.says("by-head", "/suspend Гринкевич", channel=TELEGRAM)

    both.says("by-head", both.code("by-head"), channel=MATRIX)

    assert standing(both, "by-deputy") is Standing.ACTIVE
    told = both.last("by-head", channel=MATRIX)
    assert "Его ждёт другой ваш чат (Telegram): приостановление доступа сотрудника." in told
    both.says("by-head", both.code("by-head"), channel=TELEGRAM)
    assert standing(both, "by-deputy") is Standing.SUSPENDED


def test_what_is_done_on_one_telephone_stops_no_signing_on_the_other(both: Stage) -> None:
    both.says("by-head", "/suspend Ковалёв", channel=MATRIX)

    both.says("by-head", "/open", channel=TELEGRAM)
    both.signs("by-head", channel=MATRIX)

    assert standing(both, "by-duty2") is Standing.SUSPENDED


def test_what_waited_for_a_code_on_a_lost_telephone_waits_no_longer(both: Stage) -> None:
    both.says("by-head", "/suspend Гринкевич", channel=TELEGRAM)
    both.says("by-duty2", "/lost Лозовский telegram", channel=MATRIX)

    both.says("by-head", both.code("by-head"), channel=MATRIX)

    assert both.last("by-head", channel=MATRIX).startswith("Код не учтён: сейчас его ничто")
    assert both.look(lambda work: work.codes.waiting("by-head")) == ()
    assert standing(both, "by-deputy") is Standing.ACTIVE


def test_what_waited_for_a_code_before_a_suspension_is_not_signed_after_it(both: Stage) -> None:
    both.says("by-head", "/suspend Гринкевич", channel=TELEGRAM)
    both.look(lambda work: officers.suspend(work, "by-head"))
    both.says("by-deputy", "/reinstate Лозовский", channel=TELEGRAM)
    both.signs("by-deputy", channel=TELEGRAM)

    both.says("by-head", both.code("by-head"), channel=TELEGRAM)

    assert standing(both, "by-head") is Standing.ACTIVE
    assert standing(both, "by-deputy") is Standing.ACTIVE
