"""The register file: what it says becomes values of the protocol; a slip is named, not guessed."""

from collections.abc import Iterable
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.installation.register_file import Account, Register, RegisterError, read
from bot.words.operator import operator_words
from config.settings import TRAINING_REGISTER
from protocol.parties import (
    SECRETARIAT,
    ZONES,
    Agreements,
    Channel,
    Party,
    Passage,
    Role,
    Standing,
    bound_parties,
)

ENGLISH = operator_words({"LANG": "en_GB.UTF-8"})
NOW = datetime(2026, 11, 22, 8, 41, tzinfo=UTC)

PARTIES = """
[[party]]
code = "KZ"
bound_since = 2016-03-01

[[party]]
code = "BY"
bound_since = 2016-03-01
bound_until = 2027-01-01
"""

AUTHORITY = """
[[authority]]
id = "KZ-1"
party = "KZ"
name = "Учебный орган"
phone = "+7 7172 00-01-10"
since = 2020-01-01
"""

OFFICER = """
[[officer]]
id = "kz-duty"
authority = "KZ-1"
role = "duty_officer"
name = "Асанов Б."
call_sign = "Алатау-1"
phone = "+7 7172 00-01-11"
since = 2020-01-01
on_duty = true
accounts = ["console:kz-duty"]
"""

AGREEMENT = """
[[agreement]]
pairs = [["KZ", "BY"]]
channel = "matrix"
passage = "content"
since = 2020-02-01
document = "Учебная договорённость"
concluded_by = "вымышленные представители"
"""

WHOLE = "training = true\n" + PARTIES + AUTHORITY + OFFICER + AGREEMENT


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "register.toml"
    file.write_text(text, "utf-8")
    return file


def problems(file: Path) -> tuple[str, ...]:
    with pytest.raises(RegisterError) as refused:
        read(file)
    return tuple(map(ENGLISH.problem, refused.value.problems))


@pytest.fixture(scope="module")
def training() -> Register:
    return read(TRAINING_REGISTER)


def pairs() -> Iterable[tuple[Party, Party]]:
    return ((one, other) for one in Party for other in Party if one < other)


# The training register that is shipped


def test_the_shipped_register_is_a_training_one_and_says_so(training: Register) -> None:
    assert training.training is True
    assert TRAINING_REGISTER.read_text("utf-8").startswith("# THE TRAINING REGISTER.")
    assert all("учебный" in each.name for each in training.authorities)
    assert all("учебная" in each.document.lower() for each in training.agreements)


def test_the_training_register_binds_kazakhstan_from_its_own_day(training: Register) -> None:
    """The one day of Art. 16 that is known: entry into force on 2 December 2016."""
    bonds = {bond.party: bond for bond in training.bonds}

    assert bonds[Party.KAZAKHSTAN].during.since == datetime(2016, 12, 1, 18, tzinfo=UTC)


def test_the_six_parties_each_have_one_authority_in_its_own_zone(training: Register) -> None:
    assert bound_parties(training.bonds, NOW) == tuple(Party)
    assert {each.party: (each.id, each.zone) for each in training.authorities} == {
        party: (f"{party}-1", ZONES[party]) for party in Party
    }
    assert all(each.during.holds(NOW) and each.holidays for each in training.authorities)


def test_each_desk_has_five_officers_of_whom_one_is_on_duty(training: Register) -> None:
    for party in Party:
        desk = {each.id: each for each in training.officers if each.authority == f"{party}-1"}
        code = party.lower()

        assert {officer.id: officer.role for officer in desk.values()} == {
            f"{code}-duty": Role.DUTY_OFFICER,
            f"{code}-duty2": Role.DUTY_OFFICER,
            f"{code}-deputy": Role.DEPUTY,
            f"{code}-head": Role.HEAD,
            f"{code}-registrar": Role.REGISTRAR,
            **({"auditor": Role.AUDITOR} if party is Party.KAZAKHSTAN else {}),
        }
        assert [officer.id for officer in desk.values() if officer.on_duty] == [f"{code}-duty"]
        assert all(officer.party is party and officer.serves(NOW) for officer in desk.values())


def test_the_secretariat_and_its_auditor_belong_to_no_party(training: Register) -> None:
    secretariat = [each for each in training.officers if each.authority == SECRETARIAT]

    assert {each.id: each.role for each in secretariat} == {
        "sec-duty": Role.SECRETARIAT_OFFICER,
        "sec-head": Role.SECRETARIAT_HEAD,
        "sec-auditor": Role.AUDITOR,
    }
    assert {(each.party, each.zone) for each in secretariat} == {(None, "Europe/Moscow")}


def test_nobody_of_the_training_register_shares_a_name_a_call_sign_or_a_telephone(
    training: Register,
) -> None:
    for values in (
        [each.name for each in training.officers],
        [each.call_sign for each in training.officers],
        [each.phone for each in training.officers] + [each.phone for each in training.authorities],
    ):
        assert len(values) == len(set(values))


def test_everybody_of_the_training_register_is_on_the_console(training: Register) -> None:
    assert training.accounts == tuple(
        Account(Channel.CONSOLE, each.id, each.id) for each in training.officers
    )


def test_all_pairs_agreed_but_armenia_and_kazakhstan_only_on_a_pointer_over_telegram(
    training: Register,
) -> None:
    held = Agreements(tuple(each for each in training.agreements if each.during.holds(NOW)))

    for one, other in pairs():
        apart = {one, other} == {Party.ARMENIA, Party.KAZAKHSTAN}
        telegram = Passage.POINTER if apart else Passage.CONTENT
        assert held.passage(one, other, Channel.CONSOLE) is Passage.CONTENT
        assert held.passage(one, other, Channel.MATRIX) is Passage.CONTENT
        assert held.passage(one, other, Channel.TELEGRAM) is telegram
    assert {pair for pair in pairs() if held.has_official_use(*pair, Channel.MATRIX)} == {
        (Party.BELARUS, Party.KAZAKHSTAN),
        (Party.KAZAKHSTAN, Party.RUSSIA),
    }


# What a file means


def test_a_date_is_midnight_in_the_zone_of_the_authority(tmp_path: Path) -> None:
    text = WHOLE.replace("2020-01-01\n", '2020-01-01\nzone = "Asia/Dushanbe"\n', 1)

    register = read(written(tmp_path, text))

    midnight = datetime(2019, 12, 31, 19, 0, tzinfo=UTC)  # in Almaty it would have been 18:00Z
    assert register.authorities[0].zone == register.officers[0].zone == "Asia/Dushanbe"
    assert register.authorities[0].during.since == midnight
    assert register.officers[0].during.since == midnight


def test_a_bond_begins_and_ends_at_midnight_in_the_zone_of_the_party(tmp_path: Path) -> None:
    register = read(written(tmp_path, WHOLE))

    kazakhstan, belarus = register.bonds
    assert kazakhstan.during.since == datetime(2016, 2, 29, 18, 0, tzinfo=UTC)
    assert belarus.during.until == datetime(2026, 12, 31, 21, 0, tzinfo=UTC)


def test_an_agreement_holds_while_its_days_run_for_both_parties(tmp_path: Path) -> None:
    text = WHOLE.replace("2020-02-01", "2026-02-01\nuntil = 2026-03-01")

    (agreement,) = read(written(tmp_path, text)).agreements

    assert agreement.during.since == datetime(2026, 1, 31, 21, 0, tzinfo=UTC)  # Minsk begins last
    assert agreement.during.until == datetime(2026, 2, 28, 19, 0, tzinfo=UTC)  # Almaty ends first


def test_all_pairs_are_those_of_the_parties_in_the_file(tmp_path: Path) -> None:
    text = WHOLE.replace('[["KZ", "BY"]]', '"all"')

    (agreement,) = read(written(tmp_path, text)).agreements

    assert agreement.pair == {Party.KAZAKHSTAN, Party.BELARUS}


def test_a_pair_that_is_excepted_has_no_agreement(tmp_path: Path) -> None:
    text = WHOLE.replace('[["KZ", "BY"]]', '"all"\nexcept = [["BY", "KZ"]]')

    assert read(written(tmp_path, text)).agreements == ()


def test_a_successor_and_holidays_reach_the_authority(tmp_path: Path) -> None:
    text = WHOLE.replace(
        "2020-01-01\n",
        '2020-01-01\nuntil = 2026-12-01\nsuccessor = "KZ-2"\nholidays = [2026-12-16]\n'
        "working = [2026-12-12]\n",
        1,
    ) + AUTHORITY.replace("KZ-1", "KZ-2")

    authority = read(written(tmp_path, text)).authorities[0]

    assert authority.successor == "KZ-2"
    assert authority.holidays == {date(2026, 12, 16)}
    assert authority.working == {date(2026, 12, 12)}


def test_officers_of_a_real_register_are_invited_and_not_listened_to(tmp_path: Path) -> None:
    text = WHOLE.replace("training = true", "training = false")
    text = text.replace('accounts = ["console:kz-duty"]\n', "")

    (officer,) = read(written(tmp_path, text)).officers

    assert officer.standing is Standing.INVITED
    assert not officer.serves(NOW)


def test_a_register_does_not_change(training: Register) -> None:
    with pytest.raises(FrozenInstanceError):
        training.training = False  # type: ignore[misc]


# What is refused: what stands in the file instead of what, and the sentence that says so

KZ = "[[officer]] 1 (kz-duty): "
ONE = "[[authority]] 1 (KZ-1): "
MATRIX = "[[agreement]] 1 (matrix): "

WRONG = [
    ("training = true\n", "", "training is missing."),
    ("training = true", 'training = "yes"', "training should be true or false."),
    ("[[officer]]", "[[oficer]]", "oficer is not a known key; did you mean officer?"),
    ("call_sign =", "callsign =", KZ + "callsign is not a known key; did you mean call_sign?"),
    ('name = "Асанов Б."\n', "", KZ + "name is missing."),
    ('"Асанов Б."', '" "', KZ + "name should be a text, not empty and without spaces around it."),
    ("2020-01-01\non_duty", "2020\non_duty", KZ + "since should be a date, like 2026-12-01."),
    (
        "2020-01-01\non_duty",
        "2020-01-01T09:00:00\non_duty",
        KZ + "since should be a date, like 2026-12-01.",
    ),
    ('"duty_officer"', '"dutty"', KZ + "role = 'dutty' should be one of: 'duty_officer', "),
    (
        '"duty_officer"',
        '"secretariat_head"',
        KZ + "role: the role secretariat_head does not exist at KZ-1.",
    ),
    (
        'authority = "KZ-1"',
        'authority = "KZ1"',
        KZ + 'authority: there is no [[authority]] for "KZ1"; did you mean KZ-1?',
    ),
    (
        'authority = "KZ-1"',
        'authority = "SECRETARIAT"',
        KZ + "role: the role duty_officer does not exist at SECRETARIAT.",
    ),
    ("on_duty = true", 'lang = "kk"', KZ + "lang should be one of: 'ru', 'en'."),
    ("+7 7172 00-01-11", "112", KZ + "phone should be a telephone with its country"),
    (
        "since = 2020-01-01\non",
        "since = 2020-01-01\nuntil = 2020-01-01\non",
        KZ + "until should be",
    ),
    ("console:", "kz", KZ + 'accounts should hold addresses like "console:kz-duty".'),
    ("console:", "phone:", KZ + "accounts should hold addresses"),
    ("console:", "telegram:", KZ + "accounts of a training register may be on the console only."),
    (
        '"console:kz-duty"',
        '"console:kz-duty", "console:kz-duty"',
        '[[officer]]: accounts: "console:kz-duty" is given 2 times.',
    ),
    ("training = true", "training = false", KZ + "accounts belong to a training register;"),
    ('party = "KZ"', 'party = "UZ"', ONE + "party = 'UZ' should be one of: 'AM', "),
    ('party = "KZ"', 'party = "RU"', ONE + "party: there is no [[party]] for RU."),
    (
        'party = "KZ"',
        'party = "KZ"\nzone = "Asia/Almata"',
        ONE + 'zone: there is no time zone "Asia/Almata".',
    ),
    ('party = "KZ"', 'party = "KZ"\nzone = "../x"', ONE + 'zone: there is no time zone "../x".'),
    (
        'party = "KZ"',
        'party = "KZ"\nsuccessor = "KZ-1"',
        ONE + 'successor: "KZ-1" is not another authority',
    ),
    (
        'party = "KZ"',
        'party = "KZ"\nholidays = ["1 мая"]',
        ONE + "holidays should be a date, like 2026-12-01.",
    ),
    (
        'party = "KZ"',
        'party = "KZ"\nworking = [2026-12-11]',
        ONE + "working: 2026-12-11 is no Saturday or Sunday, or is among the holidays too.",
    ),
    (
        'party = "KZ"',
        'party = "KZ"\nholidays = [2026-12-12]\nworking = [2026-12-12]',
        ONE + "working: 2026-12-12 is no Saturday or Sunday, or is among the holidays too.",
    ),
    ('code = "BY"', 'code = "KZ"', '[[party]]: code: "KZ" is given 2 times.'),
    ("bound_until = 2027", "bound_until = 2015", "[[party]] 2 (BY): bound_until should be later"),
    ('[["KZ", "BY"]]', '[["KZ", "KZ"]]', MATRIX + "pairs should hold pairs of two Parties"),
    ('[["KZ", "BY"]]', '[["KZ", "UZ"]]', MATRIX + "pairs should hold pairs of two Parties"),
    (
        '[["KZ", "BY"]]',
        '[["KZ", "RU"]]',
        MATRIX + "pairs, except: there is no [[party]] for RU.",
    ),
    ('[["KZ", "BY"]]', '"any"', MATRIX + 'pairs should be "all" or a list of pairs'),
    (
        '[["KZ", "BY"]]',
        '[["KZ", "BY"]]\nexcept = [["KZ", "BY"]]',
        MATRIX + 'except goes only with pairs = "all".',
    ),
    ('"matrix"', '"signal"', "[[agreement]] 1 (signal): channel = 'signal' should be one of: "),
    (
        '"matrix"',
        '"telegram"\nofficial_use = true',
        "[[agreement]] 1 (telegram): official_use cannot be true for telegram.",
    ),
    (
        '"content"',
        '"pointer"\nofficial_use = true',
        MATRIX + "official_use cannot be true where only a pointer may pass.",
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), WRONG, ids=[said for _, _, said in WRONG])
def test_a_slip_is_named_by_file_table_entry_and_key(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    assert old in WHOLE
    file = written(tmp_path, WHOLE.replace(old, new, 1))

    found = problems(file)

    assert any(problem.startswith(f"{file}: {said}") for problem in found), found
    assert all(problem.endswith((".", "?")) for problem in found)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (AUTHORITY, '[[authority]]: id: "KZ-1" is given 2 times.'),
        (OFFICER, '[[officer]]: id: "kz-duty" is given 2 times.'),
        (
            AUTHORITY.replace("KZ-1", SECRETARIAT),
            "[[authority]] 2 (SECRETARIAT): id: SECRETARIAT is no authority of a Party.",
        ),
    ],
)
def test_an_id_belongs_to_one_entry(more: str, said: str, tmp_path: Path) -> None:
    file = written(tmp_path, WHOLE + more)

    assert f"{file}: {said}" in problems(file)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("training = \n", " is not TOML: the fault is at line 1, column 12."),
        ('training = true\nparty = "KZ"\n', ": party should be a list."),
        ('training = true\nparty = ["KZ"]\n', ": [[party]] 1 should be a table."),
    ],
)
def test_a_file_of_another_shape_is_refused(text: str, said: str, tmp_path: Path) -> None:
    file = written(tmp_path, text)

    assert problems(file) == (f"{file}{said}",)


def test_a_file_that_is_not_there_is_one_plain_sentence(tmp_path: Path) -> None:
    file = tmp_path / "register.toml"

    assert problems(file) == (f"{file} cannot be read: there is no such file or folder.",)


def test_every_slip_is_said_at_once(tmp_path: Path) -> None:
    text = WHOLE.replace('"duty_officer"', '"dutty"').replace('party = "KZ"', 'party = "UZ"')

    assert len(problems(written(tmp_path, text))) == 2
