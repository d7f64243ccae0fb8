"""The conditions for technical means: each alone, all together, at their edges."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations

import pytest

from protocol.articles import POLICY, Rule, reading, treaty
from protocol.conditions import (
    bars_letter,
    in_force,
    lacks_russian,
    reminds_of_legal_assistance,
    unbound,
    unmet,
)
from protocol.parties import (
    Agreement,
    Agreements,
    Authority,
    Bond,
    Channel,
    Interval,
    Party,
    Passage,
)
from protocol.refusals import Refused
from protocol.request import Content, Crime
from protocol.secrecy.verdict import read
from tests.builders import ALWAYS, LONG_AGO
from tests.protocol.samples import CONTENT, authority, moment, said

KZ, BY = Party.KAZAKHSTAN, Party.BELARUS
NOW = moment("2026-03-06 22:15 +05:00")
INSTANT = timedelta(microseconds=1)
ENDED = Interval(LONG_AGO, NOW)
OURS, THEIRS = authority(KZ), authority(BY, zone="Europe/Minsk")
BONDS = (Bond(KZ, ALWAYS), Bond(BY, ALWAYS))


def agreed(
    channel: Channel = Channel.MATRIX,
    passage: Passage = Passage.CONTENT,
    *,
    official_use: bool = False,
) -> Agreements:
    pair = frozenset({KZ, BY})
    return Agreements((Agreement(pair, channel, passage, ALWAYS, "№ 1", official_use),))


AGREED = agreed()


def failing(
    content: Content = CONTENT,
    *,
    requesting: Authority = OURS,
    requested: Authority = THEIRS,
    bonds: tuple[Bond, ...] = BONDS,
    agreements: Agreements = AGREED,
    channels: tuple[Channel, ...] = (Channel.MATRIX, Channel.TELEGRAM),
    now: datetime = NOW,
) -> tuple[Refused, ...]:
    return unmet(
        content,
        requesting=requesting,
        requested=requested,
        bonds=bonds,
        agreements=agreements,
        channels=channels,
        now=now,
    )


def test_an_urgent_request_that_meets_every_condition_goes() -> None:
    assert failing() == ()


# Each condition that may fail, the rule that it names, and what is offered instead.
FAILURES: dict[str, tuple[str, Rule, str]] = {
    "ground": ("refused-other-ground", treaty(6), "instead-letter"),
    "prepared": ("refused-not-in-preparation", treaty(6), "instead-letter"),
    "immediate": ("refused-not-immediate", treaty(6), "instead-letter"),
    "agreed": ("refused-no-agreement", reading(6), "instead-consent"),
    "ours_bound": ("refused-party-left", treaty(18), "instead-other-treaties"),
    "theirs_bound": ("refused-party-left", treaty(18), "instead-other-treaties"),
    "ours_designated": ("refused-not-designated", treaty(4), "instead-registry"),
    "theirs_designated": ("refused-not-designated", treaty(4), "instead-registry"),
    "unmarked": ("refused-secret", treaty(10), "instead-secret"),
}


def failed_together(failed: Collection[str]) -> tuple[Refused, ...]:
    content = replace(
        CONTENT,
        ground=None if "ground" in failed else CONTENT.ground,
        crime=Crime.COMMITTED if "prepared" in failed else CONTENT.crime,
        immediate="immediate" not in failed,
        substance="Секретно\nТекст" if "unmarked" in failed else CONTENT.substance,
    )

    return failing(
        content,
        requesting=replace(OURS, during=ENDED) if "ours_designated" in failed else OURS,
        requested=replace(THEIRS, during=ENDED) if "theirs_designated" in failed else THEIRS,
        bonds=(
            Bond(KZ, ENDED if "ours_bound" in failed else ALWAYS),
            Bond(BY, ENDED if "theirs_bound" in failed else ALWAYS),
        ),
        agreements=Agreements() if "agreed" in failed else AGREED,
    )


@pytest.mark.proves("3.1", "6.4.1")
def test_exactly_the_conditions_that_fail_are_named_whichever_they_are() -> None:
    for count in range(len(FAILURES) + 1):
        for failed in combinations(FAILURES, count):
            refusals = failed_together(failed)

            found = Counter((each.why, each.rule, each.instead) for each in refusals)
            assert found == Counter(FAILURES[name] for name in failed)


def test_a_refusal_names_the_party_and_the_authority_meant() -> None:
    unbound = failing(bonds=(Bond(KZ, ALWAYS),))
    left = failing(bonds=(Bond(KZ, ALWAYS), Bond(BY, ENDED)))
    replaced = failing(requesting=replace(OURS, during=ENDED))
    unagreed = failing(agreements=Agreements())

    assert unbound[0].facts == {"party": BY}
    assert left[0].facts == {"party": BY, "on": date(2026, 3, 6)}
    assert replaced[0].facts == {"authority": "kz"}
    assert unagreed[0].facts == {"one": KZ, "other": BY}


@pytest.mark.parametrize("crime", Crime)
def test_a_crime_in_preparation_goes_and_so_do_new_episodes_of_one(crime: Crime) -> None:
    refusals = failing(replace(CONTENT, crime=crime))

    assert [each.why for each in refusals] == {
        "in_preparation": [],
        "new_episodes": [],
        "committed": ["refused-not-in-preparation"],
    }[crime]


@pytest.mark.parametrize("persons", ["", "  \n"])
def test_an_immediate_reaction_is_one_concerning_persons(persons: str) -> None:
    refusals = failing(replace(CONTENT, persons=persons))

    assert [said(each) for each in refusals] == [("refused-not-immediate", treaty(6))]


@pytest.mark.proves("6.4.2")
def test_an_agreement_on_a_pointer_or_on_another_channel_carries_no_content() -> None:
    for register in (
        agreed(Channel.MATRIX, Passage.POINTER),
        agreed(Channel.FAX),
        agreed(Channel.CONSOLE),
    ):
        refusals = failing(agreements=register)
        assert [said(each) for each in refusals] == [("refused-no-agreement", reading(6))]


def test_a_party_has_no_request_to_itself() -> None:
    ourselves = replace(OURS, id="kz-2")

    refusals = in_force(OURS, ourselves, bonds=BONDS, now=NOW)

    assert [said(each) for each in refusals] == [("refused-own-party", POLICY)]


@pytest.mark.proves("14", "16.2")
def test_whom_the_protocol_does_not_bind_yet_is_told_from_whom_has_left() -> None:
    later = Interval(NOW + timedelta(days=1))
    again = (Bond(BY, ENDED), Bond(BY, later))

    ours = Bond(KZ, ALWAYS)

    said_of = {
        name: [said(each) for each in unbound((KZ, BY), (ours, *bonds), NOW)]
        for name, bonds in {
            "never": (),
            "later": (Bond(BY, later),),
            "left": (Bond(BY, ENDED),),
            "left and comes back": again,
            "bound": (Bond(BY, ALWAYS),),
        }.items()
    }

    assert said_of == {
        "never": [("refused-party", treaty(16))],
        "later": [("refused-party", treaty(16))],
        "left": [("refused-party-left", treaty(18))],
        "left and comes back": [("refused-party-left", treaty(18))],
        "bound": [],
    }


def test_a_letter_goes_where_the_protocol_binds_and_nowhere_else() -> None:
    for failed in FAILURES:
        [refused] = failed_together({failed})
        assert bars_letter(refused) is failed.endswith("bound"), failed


@pytest.mark.parametrize("side", ["requesting", "requested"])
def test_a_bond_and_a_designation_begin_with_their_instant_and_end_before_it(side: str) -> None:
    during = Interval(NOW, NOW + timedelta(days=1))
    ours = replace(OURS, during=during) if side == "requesting" else OURS
    theirs = replace(THEIRS, during=during) if side == "requested" else THEIRS
    bonds = (Bond(KZ, ours.during), Bond(BY, theirs.during))

    def failures(now: datetime) -> int:
        return len(in_force(ours, theirs, bonds=bonds, now=now))

    assert failures(NOW - INSTANT) == 2
    assert failures(NOW) == 0
    assert failures(NOW + timedelta(days=1) - INSTANT) == 0
    assert failures(NOW + timedelta(days=1)) == 2


@pytest.mark.proves("4.1")
def test_a_replaced_authority_neither_sends_nor_receives_from_that_instant_on() -> None:
    replaced = authority(BY, during=ENDED, successor="by-2")

    assert failing(requested=replaced, now=NOW - INSTANT) == ()
    for failures in (
        failing(requested=replaced, now=NOW),
        failing(requesting=replace(replaced, party=KZ)),
    ):
        assert [each.why for each in failures] == ["refused-not-designated"]


OFFICIAL = "ДСП"
OFFICIAL_AND_DOUBTFUL = "ДСП\nсведения, составляющие государственную тайну"


@pytest.mark.parametrize("text", [OFFICIAL, OFFICIAL_AND_DOUBTFUL])
def test_a_text_for_official_use_goes_only_where_that_was_agreed(text: str) -> None:
    content = replace(CONTENT, other=text)
    assert read(*content.texts()).for_official_use

    refusals = failing(content)

    assert [said(each) for each in refusals] == [("refused-official-use", POLICY)]
    assert failing(content, agreements=agreed(official_use=True)) == ()
    telegram = agreed(Channel.TELEGRAM, official_use=True)
    assert [each.why for each in failing(content, agreements=telegram)] == ["refused-official-use"]


MARK = "Совершенно секретно\nЭкз. № 1"


@pytest.mark.parametrize(
    "marked",
    [
        replace(CONTENT, qualification=MARK),
        replace(CONTENT, purpose=MARK),
        replace(CONTENT, justification=MARK),
        replace(CONTENT, substance=MARK),
        replace(CONTENT, assistance=MARK),
        replace(CONTENT, persons=MARK),
        replace(CONTENT, periods=MARK),
        replace(CONTENT, urgent_until=MARK),
        replace(CONTENT, other=MARK),
    ],
)
@pytest.mark.proves("10.3")
def test_a_state_secret_is_found_in_every_field(marked: Content) -> None:
    assert [said(each) for each in failing(marked)] == [("refused-secret", treaty(10))]


@pytest.mark.parametrize(
    ("texts", "lacks"),
    [
        (("Attack on the node",), True),
        (("Attack", "на узел"), False),
        (("қауіп",), False),
        (("194.87.1.1", ""), True),
        ((), True),
    ],
)
def test_a_text_without_cyrillic_is_not_in_russian(texts: tuple[str, ...], lacks: bool) -> None:
    assert lacks_russian(*texts) is lacks


@pytest.mark.parametrize(
    ("assistance", "reminds"),
    [
        ("Провести допрос свидетеля", True),
        ("Просим о производстве обыска и выемки", True),
        ("Наложить арест на счета", True),
        ("Просим о применении ареста", True),
        ("Рассмотреть вопрос экстрадиции", True),
        ("Иные следственные действия", True),
        ("Сохранить журналы соединений узла", False),
        ("Установить владельца адреса", False),
        ("Сообщить, задержан ли ранее арестованный", False),
    ],
)
def test_a_procedural_act_reminds_of_legal_assistance(assistance: str, reminds: bool) -> None:
    assert reminds_of_legal_assistance(replace(CONTENT, assistance=assistance)) is reminds
