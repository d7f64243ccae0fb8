"""What stands for good once it was said: conditions, limits, signatures of results. Art. 7, 10."""

from datetime import timedelta

from protocol.terms import (
    NEEDS,
    Limits,
    Need,
    Term,
    UseLimit,
    What,
    conditions,
    latest,
    limits_of,
    signature,
    signed_by,
    unsigned,
)
from tests.protocol.samples import moment

AT = moment("2026-03-06 22:15 +05:00")
LATER, LAST = AT + timedelta(hours=1), AT + timedelta(hours=2)


def limits(at: object, *named: UseLimit, not_before: object = None) -> Term:
    return Term(What.LIMITS, "by-duty", at, limits=named, not_before=not_before)  # type: ignore[arg-type]


def test_a_later_limit_takes_no_earlier_one_back_and_the_latest_moment_stands() -> None:
    said = (
        limits(AT, UseLimit.NO_ONWARD),
        limits(LATER, UseLimit.NOT_BEFORE, UseLimit.PURPOSES_ONLY, not_before=LAST),
        limits(LAST, UseLimit.NOT_BEFORE, not_before=LATER),
        Term(What.CONDITIONS, "kz-head", LAST, text="без огласки"),
    )

    assert limits_of(()) == Limits()
    assert limits_of(said) == Limits(
        (UseLimit.PURPOSES_ONLY, UseLimit.NO_ONWARD, UseLimit.NOT_BEFORE), LAST
    )


def test_only_what_was_accepted_is_a_condition() -> None:
    proposed = Term(What.PROPOSED, "by-duty", AT, text="без огласки")
    accepted = Term(What.CONDITIONS, "kz-head", LATER, text="без огласки")

    assert conditions((proposed,)) == ()
    assert not NEEDS[Need.CONDITIONS]((proposed,))
    assert conditions((proposed, accepted)) == (accepted,)
    assert NEEDS[Need.CONDITIONS]((proposed, accepted))
    again = Term(What.PROPOSED, "by-duty", LAST, text="без передачи")
    assert latest((again, proposed, accepted), What.PROPOSED) == again
    assert latest((), What.PROPOSED) is None


def test_a_part_is_refused_until_that_is_taken_back_and_may_be_again() -> None:
    first, back, again = (
        Term(what, "by-head", at)
        for what, at in (
            (What.REFUSED_PART, AT),
            (What.TAKEN_BACK, LATER),
            (What.REFUSED_PART, LAST),
        )
    )

    assert [
        NEEDS[Need.REFUSED_PART](said)
        for said in ((), (first,), (first, back), (first, back, again))
    ] == [False, True, False, True]


def test_each_result_is_signed_for_itself() -> None:
    first, second = (Term(What.RESULT, "by-duty", at) for at in (AT, LATER))
    signed = signed_by(first, "by-head", LAST)

    assert unsigned((first, second)) == (first, second)
    assert unsigned((first, second, signed)) == (second,)
    assert signature(first, (first, second, signed)) == signed
    assert signature(second, (first, second, signed)) is None
    assert NEEDS[Need.UNSIGNED_RESULT]((first, second, signed))
    assert not NEEDS[Need.UNSIGNED_RESULT]((signed, signed_by(second, "by-duty", LAST), second))
