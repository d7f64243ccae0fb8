"""Who sees, does and moves what, against tables written by hand. Art. 10; the roles are policy."""

from dataclasses import replace
from functools import partial
from itertools import product

import pytest

from protocol.admission import check_approve, check_invite, invitable
from protocol.articles import POLICY
from protocol.moves import MOVES, Execution, Form, Move
from protocol.parties import SECRETARIAT, Officer, Passage, Role
from protocol.permissions import Act, check, check_consent, check_move, may, may_consent, may_move
from protocol.request import Request
from protocol.views import SEES, Relation, View, relation, sees
from tests.protocol.moves_by_hand import WHOSE
from tests.protocol.samples import officer, refusal, request, said

# Columns: duty officer, deputy, acting head, head, registrar, auditor, Secretariat, its head.
ROLES = tuple(Role)
VIEWS = {"c": View.CONTENT, "s": View.STATES, "n": View.NUMBERS, ".": View.NOTHING}
SEEN = """
requesting  c c c c . n . .
requested   c c c c . n . .
receiving   c c c c . n . .
former      n n n n . n . .
predecessor c c c c . n . .
consented   . . . . . n s s
unrelated   . . . . . . . .
"""
DOES = """
send            x x x x . . . .
drafts          x x x x . . . .
open            x x x x . x x x
phone           x x x x . . . .
consent         x x x x . . . .
letter          x x x x . . . .
readers         . x x x . . . .
owe             x x x x x . x x
confirm         x x x x . . . .
enter           x x x x . . . .
registry        x x x x x x x x
enter_notice    . . . . . . x x
relay_notice    . . . . . . x x
relay_alone     . . . . . . x x
receive_notice  x x x x x . . .
change_register . . . . . . . x
designate       . . . . x . . .
read_journal    . . . . . x . .
export          x x x x . x . .
me              x x x x x x x x
code            x x x x x x x x
help            x x x x x x x x
channel         x x x x x x x x
lost            x x x x x x x x
thaw            x x x x x x x x
approve         x x x x . . x x
invite          . x x x . . . x
suspend         . x x x . . . x
reinstate       . x x x . . . x
leave           . x x x . . . x
pass_text       . x x x . . . x
"""
# Rows: whoever comes in. Columns as above: i invites, a approves, b either, never both at once.
LETS_IN = """
duty_officer         a b b b . . . .
deputy               . b b b . . . .
acting_head          . b b b . . . .
head                 . b b b . . . .
registrar            a b b b . . . .
auditor              . b b b . . a b
secretariat_officer  . . . . . . a b
secretariat_head     . . . . . . . b
"""
# Rows: what is agreed on the channel. Columns as above: who agrees to one transmission of content.
CONSENTING = """
nothing  x x x x . . . .
pointer  . x x x . . . .
content  x x x x . . . .
"""
DESK = {Role.DUTY_OFFICER, Role.DEPUTY, Role.ACTING_HEAD, Role.HEAD}
SIGNS = DESK - {Role.DUTY_OFFICER}


def parsed(table: str) -> dict[str, list[str]]:
    rows = (line.split() for line in table.strip().splitlines())
    return {name: cells for name, *cells in rows}


def related(role: Role, how: Relation) -> tuple[Officer, Request]:
    """Return an officer of `role` and a request to which they stand so."""
    authority = {
        Relation.RECEIVING: "by2",
        Relation.REQUESTING: "kz",
        Relation.REQUESTED: "by",
        Relation.FORMER: "by",
        Relation.PREDECESSOR: "by-before",
        Relation.CONSENTED: SECRETARIAT,
        Relation.UNRELATED: "tj",
    }[how]
    states = {
        Relation.FORMER: Execution.MISADDRESSED,
        Relation.RECEIVING: Execution.FORWARDED,
    }
    one = request(execution=states.get(how, Execution.TRANSMITTED), form=Form.AWAITING)
    one = replace(one, receiver="by2", requested_before="by-before")
    return officer(role, authority=authority), one


@pytest.mark.parametrize("how", Relation)
def test_each_role_sees_what_the_table_says(how: Relation) -> None:
    for role, cell in zip(ROLES, parsed(SEEN)[how], strict=True):
        assert SEES.get((role, how), View.NOTHING) is VIEWS[cell], role


@pytest.mark.parametrize("how", [each for each in Relation if each is not Relation.CONSENTED])
def test_an_officer_is_shown_what_the_relation_allows(how: Relation) -> None:
    for role, cell in zip(ROLES, parsed(SEEN)[how], strict=True):
        person, one = related(role, how)
        assert relation(person, one) is how
        assert sees(person, one) is VIEWS[cell], role


@pytest.mark.proves("10.1")
def test_without_consent_the_secretariat_sees_nothing_of_any_request() -> None:
    for role in (Role.SECRETARIAT_OFFICER, Role.SECRETARIAT_HEAD):
        for how in Relation:
            person, one = related(role, how)
            assert sees(replace(person, authority=SECRETARIAT), one) is View.NOTHING


def test_a_view_contains_those_below_it() -> None:
    assert View.NOTHING < View.NUMBERS < View.STATES < View.CONTENT


@pytest.mark.parametrize("act", Act)
def test_each_role_does_what_the_table_says(act: Act) -> None:
    for role, cell in zip(ROLES, parsed(DOES)[act], strict=True):
        assert may(officer(role), act) is (cell == "x"), role


def test_the_tables_are_complete() -> None:
    assert set(parsed(SEEN)) == set(Relation)
    assert set(parsed(DOES)) == set(Act)
    assert set(parsed(LETS_IN)) == set(Role)


@pytest.mark.parametrize("act", Act)
def test_an_act_of_others_is_refused_by_its_name(act: Act) -> None:
    for role in ROLES:
        person = officer(role)
        if may(person, act):
            check(person, act)
        else:
            refused = refusal(partial(check, person, act))
            assert said(refused) == ("refused-role", POLICY)
            assert refused.facts == {"role": role, "act": act}


@pytest.mark.parametrize("agreed", [None, *Passage])
def test_each_role_agrees_to_one_transmission_as_the_table_says(agreed: Passage | None) -> None:
    for role, cell in zip(ROLES, parsed(CONSENTING)[agreed or "nothing"], strict=True):
        person = officer(role)
        assert may_consent(person, agreed) is (cell == "x"), role
        if cell == "x":
            check_consent(person, agreed)
        else:
            refused = refusal(partial(check_consent, person, agreed))
            assert said(refused) == ("refused-consent-role", POLICY)


@pytest.mark.parametrize("role", Role)
def test_each_role_is_let_in_by_those_of_the_table(role: Role) -> None:
    applicant = officer(role, authority="kz", id="applicant")

    for other, cell in zip(ROLES, parsed(LETS_IN)[role], strict=True):
        person = officer(other, authority="kz", id="person")
        assert (role in invitable(person)) is (cell in "ib"), other
        if cell in "ib":
            check_invite(person, role)
        else:
            refused = refusal(partial(check_invite, person, role))
            assert said(refused) == ("refused-invite-role", POLICY)
        if cell in "ab":
            check_approve(person, applicant, issuer="operator")
        else:
            refused = refusal(partial(check_approve, person, applicant, issuer="operator"))
            assert said(refused) == ("refused-approve-role", POLICY)


def test_whoever_may_approve_somebody_may_do_so_at_all() -> None:
    for role in Role:
        for other, cell in zip(ROLES, parsed(LETS_IN)[role], strict=True):
            assert may(officer(other), Act.APPROVE) or cell not in "ab"
            assert may(officer(other), Act.INVITE) or cell not in "ib"


@pytest.mark.parametrize(
    ("approver", "issuer", "why"),
    [
        ("head", "head", "refused-approve-issuer"),
        ("applicant", "head", "refused-approve-self"),
        ("applicant", "applicant", "refused-approve-self"),
        ("foreign", "head", "refused-approve-other"),
    ],
)
def test_issuer_applicant_and_approver_are_three_people_of_one_authority(
    approver: str, issuer: str, why: str
) -> None:
    applicant = officer(authority="kz", id="applicant")
    authority = "by" if approver == "foreign" else "kz"
    person = officer(Role.HEAD, authority=authority, id=approver)

    refused = refusal(partial(check_approve, person, applicant, issuer=issuer))

    assert refused.why == why


SIDES = {
    "requesting": {Relation.REQUESTING},
    "requested": {Relation.REQUESTED},
    "receiving": {Relation.RECEIVING},
    "either": {Relation.REQUESTING, Relation.REQUESTED},
    "predecessor": {Relation.PREDECESSOR},
    "product": set[Relation](),
}
MOVERS = {"desk": DESK, "signs": SIGNS, "nobody": set[Role]()}


@pytest.mark.parametrize("move", Move)
def test_each_move_belongs_to_the_side_and_the_roles_of_the_table(move: Move) -> None:
    side, roles = WHOSE[move]

    for role, how in product(ROLES, Relation):
        person, one = related(role, how)
        belongs = role in MOVERS[roles] and how in SIDES[side]
        assert may_move(person, one, move) is belongs, (role, how)
        if belongs:
            check_move(person, one, move)
            continue
        refused = refusal(partial(check_move, person, one, move))
        assert refused.rule == POLICY
        assert refused.facts["role"] == role
        if how is Relation.PREDECESSOR and how not in SIDES[side]:
            assert refused.why == "refused-passed"
            assert refused.facts["successor"] == "by"
        elif how not in SIDES[side]:
            assert refused.why == "refused-side"
            assert refused.facts["side"] == MOVES[move].by
        else:
            signs = role is Role.DUTY_OFFICER or roles == "signs"
            assert refused.why == ("refused-signatory-only" if signs else "refused-role")


def test_a_duty_officer_cannot_refuse_and_learns_who_can() -> None:
    person, one = related(Role.DUTY_OFFICER, Relation.REQUESTED)

    refused = refusal(lambda: check_move(person, one, Move.REFUSE))

    assert said(refused) == ("refused-signatory-only", POLICY)


def test_after_received_in_error_the_requested_side_is_closed_out() -> None:
    person = officer(authority="by")
    before = request(execution=Execution.ACKNOWLEDGED)

    closed = before.moved(Move.RECEIVED_IN_ERROR, by=person, now=before.created_at)

    assert sees(person, before) is View.CONTENT
    assert sees(person, closed) is View.NUMBERS
    assert not any(may_move(person, closed, move) for move in Move)


def test_what_was_taken_over_belongs_to_whoever_took_it_over_alone() -> None:
    first, second = officer(authority="by"), officer(authority="by2")
    before = request(execution=Execution.ACKNOWLEDGED)

    forwarded = before.forwarded_to("by2").moved(Move.FORWARD, by=first, now=before.created_at)
    taken = forwarded.moved(Move.TAKE_OVER, by=second, now=before.created_at)

    assert [sees(each, forwarded) for each in (first, second)] == [View.CONTENT, View.CONTENT]
    assert [relation(each, taken) for each in (first, second)] == [
        Relation.FORMER,
        Relation.REQUESTED,
    ]
    assert not any(may_move(first, taken, move) for move in Move)
    refused = refusal(partial(check_move, first, taken, Move.REPORT_RESULT))
    assert (refused.why, refused.facts["authority"]) == ("refused-taken-over", "by2")


@pytest.mark.parametrize("state", [each for each in Execution if each is not Execution.FORWARDED])
def test_whoever_might_have_taken_it_over_is_closed_out_once_it_is_forwarded_no_longer(
    state: Execution,
) -> None:
    one = replace(request(execution=state, form=Form.AWAITING), receiver="by2")

    assert sees(officer(authority="by2"), one) is View.NUMBERS
    assert not any(may_move(officer(authority="by2"), one, move) for move in Move)


def test_forwarded_to_another_one_the_former_receiver_is_none() -> None:
    one = request(execution=Execution.FORWARDED, form=Form.AWAITING).forwarded_to("by2")

    again = one.forwarded_to("by3")

    assert (again.receiver, again.former) == ("by3", ("by2",))
    assert relation(officer(authority="by2"), again) is Relation.FORMER
    assert one.forwarded_to("by2") == one


def test_who_moved_to_another_authority_sees_nothing_of_the_former_one() -> None:
    one = request()
    moved_on = replace(officer(authority="kz"), authority="tj")

    assert sees(officer(authority="kz", id="other"), one) is View.CONTENT
    assert sees(moved_on, one) is View.NOTHING
