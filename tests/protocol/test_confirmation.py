"""The letter's number and date as people type them, and who may have signed it when. Art. 6."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.articles import POLICY
from protocol.confirmation import (
    Outgoing,
    check_date,
    check_registrar,
    day,
    deviations,
    in_office,
    is_letter,
    outgoing,
    signatories,
)
from protocol.dispatch import Dispatch
from protocol.parties import Interval, Officer, Role
from protocol.policy import DEFAULT
from protocol.refusals import Refused
from tests.builders import ALWAYS, LONG_AGO
from tests.protocol.samples import moment, officer, refusal, said

SENT_AT = moment("2026-11-22 23:30 +05:00")
NOW = moment("2026-11-24 01:00 +05:00")  # still 23 November in Greenwich
LETTER = Outgoing("12-4/881", date(2026, 11, 23))
HEAD = officer(Role.HEAD)


@pytest.mark.parametrize(
    "text",
    [
        "12-4/881 от 23.11.2026",
        "  12-4/881   от  23.11.2026  ",
        "12-4/881, от 23.11.2026",
        "12-4/881 , от 23.11.2026",
        "№ 12-4/881 от 23.11.2026",
        "№12-4/881 от 23.11.2026 г.",
        "исх. № 12-4/881 от 23.11.2026 года",
        "Исх.№12-4/881 ОТ 23.11.2026г.",
        "исх № 12-4/881 от 23/11/2026",
        "# 12-4/881 от 23-11-2026.",
        "No. 12-4/881 of 23.11.2026",
        "no 12-4/881 dated 23.11.2026",
        "12-4/881\nот 23.11.2026",
        "12-4/881\u00a0от\u00a023.11.2026",
        "12-4/881 от 23.11.26",
        "12-4/881 от 23.11.26 г.",
        "12-4/881 от 2026-11-23",
        "12-4/881 от 23 ноября 2026",
        "12-4/881 от «23» ноября 2026 года",
        "№ 12-4/881 ОТ 23 НОЯБРЯ 2026 Г.",
        "12-4/881 of 23 November 2026",
        "от 23.11.2026 № 12-4/881",
        "от 23 ноября 2026 г. № 12-4/881",
        "исх. от 23.11.26 № 12-4/881",
        "23.11.2026 №12-4/881",
        "23.11.2026 исх. 12-4/881",
        "12-\u00ad4/\u200b881 от\u2060 23.11.2026",
        "N 12-4/881 dated 23.11.2026",
        "12-4/881 of November 23, 2026",
        "12-4/881 от 23. 11. 2026",
        "12-4/881, 23.11.26",
        "12-4/881 23.11.2026",
        "№ 12-4/881 (23.11.2026)",
        "12-4/881 2026-11-23.",
    ],
)
def test_the_number_and_the_date_are_read_from(text: str) -> None:
    assert outgoing(text) == LETTER


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7 от 1.2.2026", "7"),
        ("01/КБ-12 исх от 1.2.2026", "01/КБ-12 исх"),
        ("12 ДСП  № 5 от 1.2.2026", "12 ДСП № 5"),
        ("б/н от 1.2.2026", "б/н"),
        ("NO-77 от 1.2.2026", "NO-77"),
        ("исх-5 от 1.2.2026", "исх-5"),
        ("5 от А от 1.2.2026", "5 от А"),
        ("N-77 от 1.2.2026", "N-77"),
    ],
)
def test_a_number_is_kept_as_the_office_writes_it(text: str, number: str) -> None:
    assert outgoing(text) == Outgoing(number, date(2026, 2, 1))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "refused-number-and-date"),
        ("12-4/881", "refused-number-and-date"),
        ("12-4/881 от вчера", "refused-number-and-date"),
        ("12-4/881 от 23.11.226", "refused-number-and-date"),
        ("12-4/881 от 23 нояборя 2026", "refused-number-and-date"),
        ("23 ноября 2026 № ", "refused-number-missing"),
        ("\u200b от 23.11.2026", "refused-number-missing"),
        ("\u3164\u2800 от 23.11.2026", "refused-number-missing"),
        ("12-4/881 от 2026-02-30", "refused-date-none"),
        ("12-4/881 от 31 июня 2026 г.", "refused-date-none"),
        ("23.11.2026", "refused-number-missing"),
        ("от 23.11.2026", "refused-number-missing"),
        ("№ от 23.11.2026", "refused-number-missing"),
        ("письмо 23.11.2026", "refused-number-missing"),
        ("письмо 12-4/881 23.11.2026", "refused-number-missing"),
        ("23.11.2026 24.11.2026", "refused-number-missing"),
        ("исх. № от 23.11.2026", "refused-number-missing"),
        ("12-4/881 от 31.02.2026", "refused-date-none"),
        ("12-4/881 от 29.02.2026 г.", "refused-date-none"),
        ("12-4/881 от 00.11.2026", "refused-date-none"),
        ("12-4/881 от 23.13.2026", "refused-date-none"),
        ("1" * 65 + " от 23.11.2026", "refused-number-long"),
        ("1" * 300 + " от 23.11.2026", "refused-number-missing"),
    ],
)
def test_what_is_the_matter_is_said(text: str, why: str) -> None:
    assert refusal(lambda: outgoing(text)).why == why


def test_a_day_that_does_not_exist_is_named_as_it_was_typed() -> None:
    assert refusal(lambda: outgoing("5 от 31.02.2026 г.")).facts == {"text": "31.02.2026"}
    assert refusal(lambda: day("31.04.2026")).facts == {"text": "31.04.2026"}


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)), st.sampled_from("./-"))
def test_every_date_is_read_and_no_other(on: date, sign: str) -> None:
    assert day(f"{on.day}{sign}{on.month:02}{sign}{on.year}") == on
    assert outgoing(f"5 от {on:%d.%m}.{on.year}").dated_on == on


@given(st.text(max_size=60))
def test_garbage_is_refused_and_never_an_error(text: str) -> None:
    found = None
    with suppress(Refused):
        found = outgoing(text + " от 23.11.2026")

    assert found is None or found.number == found.number.strip() != ""


@pytest.mark.parametrize(
    "text", ["", "завтра", "23.11", "23/11.2026", "23 2026", "ноября 2026", "1.12.20266", "\u200b"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert refusal(lambda: day(text)).why == "refused-date"


@pytest.mark.parametrize("sign", "./-")
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_year_of_two_figures_is_of_this_century(sign: str, on: date) -> None:
    assert day(f"{on.day}{sign}{on.month}{sign}{on.year % 100:02}") == on
    assert day(on.isoformat()) == on


@pytest.mark.parametrize(
    "text",
    ["1 декабря 2026", "01 дек. 2026 г.", "1 december 2026", "1 Dec 26", "«1» декабря 26 г."],
)
def test_a_month_may_be_a_word(text: str) -> None:
    assert day(text) == date(2026, 12, 1)


def deviating(
    dated_on: str = "2026-11-23",
    *,
    signatory: Officer | None = HEAD,
    dispatch: Dispatch | None = None,
    zone: str = "Asia/Almaty",
) -> tuple[str, ...]:
    return deviations(
        replace(LETTER, dated_on=date.fromisoformat(dated_on)),
        signatory=signatory,
        dispatch=dispatch,
        transmitted_at=SENT_AT,
        zone=zone,
    )


@pytest.mark.parametrize(
    ("dated_on", "zone", "expected"),
    [
        ("2026-11-21", "Asia/Almaty", ("dated_early",)),
        ("2026-11-22", "Asia/Almaty", ()),
        ("2026-11-23", "Asia/Almaty", ()),
        ("2026-11-22", "Asia/Bishkek", ("dated_early",)),
        ("2026-11-21", "Europe/Minsk", ("dated_early",)),
    ],
)
def test_a_letter_dated_before_the_transmission_deviates_by_the_days_of_the_zone(
    dated_on: str, zone: str, expected: tuple[str, ...]
) -> None:
    assert deviating(dated_on, zone=zone) == expected


@pytest.mark.parametrize(
    ("dated_on", "zone", "is_refused"),
    [
        ("2026-11-24", "Asia/Almaty", False),
        ("2026-11-25", "Asia/Almaty", True),
        ("2026-11-24", "Europe/Minsk", True),
        ("1999-01-01", "Asia/Almaty", False),
    ],
)
def test_only_a_date_that_has_not_come_is_refused(
    dated_on: str, zone: str, is_refused: bool
) -> None:
    letter = replace(LETTER, dated_on=date.fromisoformat(dated_on))

    def checked() -> None:
        check_date(letter, zone=zone, now=NOW)

    if is_refused:
        assert said(refusal(checked)) == ("refused-date-future", POLICY)
    else:
        checked()


OFFICE = Interval(moment("2026-11-23 09:00 +05:00"), moment("2026-11-24 00:00 +05:00"))


@pytest.mark.parametrize(
    ("role", "during", "dated_on", "was"),
    [
        (Role.HEAD, OFFICE, "2026-11-22", False),
        (Role.HEAD, OFFICE, "2026-11-23", True),
        (Role.HEAD, OFFICE, "2026-11-24", False),
        (Role.ACTING_HEAD, OFFICE, "2026-11-23", True),
        (Role.DEPUTY, Interval(OFFICE.since), "2030-01-01", True),
        (Role.DUTY_OFFICER, OFFICE, "2026-11-23", False),
        (Role.REGISTRAR, ALWAYS, "2026-11-23", False),
    ],
)
def test_who_was_in_office_on_the_day_of_the_letter_signed(
    role: Role, during: Interval, dated_on: str, was: bool
) -> None:
    one = officer(role, during=during)
    on = date.fromisoformat(dated_on)

    assert in_office(one, on) is was
    assert signatories([one, HEAD], on) == ((one, HEAD) if was else (HEAD,))


def test_who_left_at_noon_could_sign_in_the_morning() -> None:
    noon = Interval(LONG_AGO, moment("2026-11-23 12:00 +05:00"))

    assert in_office(officer(Role.HEAD, during=noon), date(2026, 11, 23))
    assert not in_office(officer(Role.HEAD, during=noon), date(2026, 11, 24))


def test_who_signed_without_the_office_of_that_day_deviates_even_if_now_in_office() -> None:
    newcomer = officer(Role.HEAD, during=Interval(moment("2026-11-24 00:00 +05:00")))
    gone = officer(Role.HEAD, during=Interval(LONG_AGO, NOW - timedelta(minutes=1)))

    assert deviating(signatory=newcomer) == ("not_in_office",)
    assert deviating("2026-11-24", signatory=newcomer) == ()
    assert deviating(signatory=gone) == ()
    assert deviating(signatory=officer(Role.DUTY_OFFICER)) == ("not_in_office",)
    assert deviating(signatory=None) == ("unregistered",)


def test_a_dispatch_before_the_date_of_the_letter_deviates() -> None:
    early, same = Dispatch(date(2026, 11, 22)), Dispatch(date(2026, 11, 23))

    assert deviating(dispatch=early) == ("dispatched_early",)
    assert deviating(dispatch=same) == ()


def test_a_duty_officer_registers_with_the_scan_where_the_policy_lets() -> None:
    duty = officer(Role.DUTY_OFFICER)
    strict = replace(DEFAULT, duty_officer_may_register=False)

    check_registrar(duty, scans=1, policy=DEFAULT)
    scanless = refusal(lambda: check_registrar(duty, scans=0, policy=DEFAULT))
    kept = refusal(lambda: check_registrar(duty, scans=1, policy=strict))
    check_registrar(officer(Role.DEPUTY), scans=0, policy=strict)

    assert (*said(scanless), scanless.instead) == ("refused-scan-missing", POLICY, "instead-scan")
    assert (*said(kept), kept.instead) == (
        "refused-not-signatory", POLICY, "instead-ask-signatory",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "до 01.12.2026",
        "ДО 1 декабря 2026 г.",
        "until December 1, 2026",
        "«01.12.2026»",
        "０１.１２.２０２６",
    ],
)
def test_a_date_is_read_behind_the_word_that_asks_for_it(text: str) -> None:
    assert day(text, behind=("до", "until")) == date(2026, 12, 1)


@pytest.mark.parametrize(
    "text", ["с 01.12.2026", "не позднее 01.12.2026", "до до 01.12.2026", "до"]
)
def test_another_word_before_a_date_makes_it_none(text: str) -> None:
    assert refusal(lambda: day(text, behind=("до", "until"))).why == "refused-date"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("12-4/881 от 23.11.2026", True),
        ("от 23.11.2026 № 12-4/881", True),
        # Beside a photograph this may be its name and the day it was taken.
        ("IMG-2026 23.11.2026", False),
        ("12-4/881, 23.11.26", False),
    ],
)
def test_what_nobody_asked_for_is_a_letter_only_where_it_says_so(text: str, is_one: bool) -> None:
    assert is_letter(text) is is_one
