"""Every obligation as tables by hand: due, debtor, rule, ladder, what settles it. Art. 4-9."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from protocol.articles import Rule, Source
from protocol.audience import Audience
from protocol.ladders import Step
from protocol.obligation import Kind
from protocol.obligations import Debtor

# kind | zone | opened | due, both by the clocks of the zone | rests on
_EXAMPLES = """
confirm             | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-09 22:15 | Art. 6, A
confirm             | Etc/UTC       | 2026-12-31 23:59:59 | 2027-01-03 23:59:59 | Art. 6, A, year
forward             | Europe/Minsk  | 2026-03-06 00:10 | 2026-03-09 end   | Art. 7, three days
forward             | Asia/Bishkek  | 2026-03-06 03:30 | 2026-03-09 end   | Art. 7, 21:30Z before
execute             | Europe/Moscow | 2026-01-31 12:00 | 2026-03-02 end   | Art. 7, 30 days
execute             | Europe/Moscow | 2028-01-31 12:00 | 2028-03-01 end   | Art. 7, leap year
consent             | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-06 23:15 | policy, 1 h
transmit            | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-06 22:16 | policy, 60 s
acknowledge         | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-06 22:30 | policy, 15 min
take_up             | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-06 23:00 | policy, 45 min
answer_misdirected  | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-06 22:30 | policy, 15 min
correction_read     | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-06 22:30 | policy, 15 min
will_sign           | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-07 09:00 | policy, the night
will_sign           | Asia/Almaty   | 2026-03-03 10:00 | 2026-03-05 16:00 | policy, 16:00 before
will_sign           | Asia/Almaty   | 2026-03-06 10:00 | 2026-03-06 16:00 | policy, before days off
will_sign           | Asia/Almaty   | 2026-03-06 17:00 | 2026-03-06 18:00 | policy, an hour
answer_hold         | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-06 22:30 | policy, 15 min
confirm_addition    | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-09 22:15 | Art. 6, A
named_period        | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-07 22:15 | policy, as named
silence             | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-07 22:15 | policy, 24 h
progress            | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-09 end   | policy, 1 working day
answer_details      | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-07 22:15 | policy, 24 h
answer_conditions   | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-07 22:15 | policy, 24 h
answer_counter      | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-07 22:15 | policy, 24 h
answer_breach       | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-07 22:15 | policy, 24 h
answer_period       | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-07 22:15 | policy, 24 h
agreed_period       | Europe/Moscow | 2026-01-31 12:00 | 2026-03-02 end   | Art. 7, 30 days
agreed_moment       | Europe/Moscow | 2026-01-31 12:00 | 2026-03-02 end   | policy, 30 days
record_confirmation | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-11 end   | policy, 3 working days
answer_objection    | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-11 end   | policy, 3 working days
expected            | Asia/Almaty   | 2026-01-31 12:00 | 2026-03-02 end   | policy, 30 days
postponed           | Asia/Almaty   | 2026-01-31 12:00 | 2026-03-02 09:00 | policy, 30 days, 09:00
dispatch            | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-09 end   | policy, 1 working day
result_receipt      | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-11 end   | policy, 3 working days
written_refusal     | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-11 end   | policy, 3 working days
relay_notice        | Europe/Moscow | 2026-03-06 22:15 | 2026-03-06 23:15 | policy, 1 h
receipt             | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-09 end   | policy, 1 working day
change_register     | Europe/Moscow | 2026-03-06 22:15 | 2026-03-07 22:15 | policy, 24 h
succession          | Europe/Moscow | 2026-03-06 22:15 | 2026-03-20 22:15 | policy, 14 days
exit_date           | Europe/Moscow | 2026-03-06 22:15 | 2026-03-07 22:15 | policy, 24 h
settlement          | Asia/Almaty   | 2026-03-06 22:15 | 2026-03-07 22:15 | Art. 18, its date
"""
EXAMPLES = [[cell.strip() for cell in line.split("|")] for line in _EXAMPLES.strip().splitlines()]

# kind | debtor | rule | what ends it: the execution (track), the form, or neither (apart)
# | which commands settle it | nobody is left alone for longer | nor until the first step
OWED = """
consent             | requested   | policy    | apart | consent         | 1 h  | 6 min
transmit            | requesting  | policy    | track | open            | 1 h  | 2 min
acknowledge         | requested   | policy    | track | ack             | 1 h  | 6 min
take_up             | requested   | policy    | track | accept working forward ask | 1 h  | 46 min
answer_misdirected  | requesting  | policy    | error | rightly wrongly | 1 h | 6 min
correction_read     | requested   | policy    | track | read            | 1 h  | 6 min
answer_hold         | other       | policy    | track | pause proceed   | 1 h  | 6 min
confirm             | requesting  | reading 6 | form  | confirm sent decline | 7 d  | 1 min
will_sign           | requesting  | policy    | form  | willsign        | 1 d  | 1 d
confirm_addition    | requesting  | reading 6 | apart | confirm         | 7 d  | 1 min
forward             | requested   | reading 7 | track | accept refuse forward postpone | 8 h  | 3 d
named_period        | requested   | policy    | track | result          | 3 d  | 721 min
execute             | requested   | reading 7 | track | result          | 10 d | 17 d
expected            | requested   | policy    | track | result          | 10 d | 17 d
postponed           | requested   | policy    | track | postpone resume | 32 d | 32 d
dispatch            | requested   | policy    | track | dispatch        | 3 d  | 4 d
result_receipt      | requesting  | policy    | track | received incomplete | 7 d | 3 d
answer_details      | requesting  | policy    | track | details         | 3 d  | 721 min
answer_conditions   | requesting  | policy    | track | acceptconditions counter declineconditions | 3 d  | 721 min
answer_counter      | requested   | policy    | track | conditions      | 3 d  | 721 min
answer_period       | other       | policy    | track | agreeperiod declineperiod | 3 d | 721 min
agreed_period       | requested   | treaty 7  | track | result          | 7 d  | 17 d
agreed_moment       | requested   | policy    | track | result          | 7 d  | 17 d
answer_breach       | requesting  | policy    | form  | answerbreach    | 3 d  | 721 min
record_confirmation | requested   | policy    | form  | record object   | 3 d  | 3 d
answer_objection    | requesting  | policy    | form  | reply           | 3 d  | 3 d
written_refusal     | requested   | treaty 9  | form  | refusal         | 3 d  | 3 d
silence             | requested   | policy    | track | open            | 1 d  | 1441 min
progress            | requested   | policy    | track | underway        | 4 d  | 1 min
relay_notice        | secretariat | treaty 4  | apart | relay unnotice  | 1 h  | 16 min
receipt             | party       | policy    | apart | receipt         | 7 d  | 4 d
change_register     | secretariat | policy    | apart | change          | 3 d  | 1 min
succession          | secretariat | policy    | apart | open            | 14 d | 2 min
exit_date           | secretariat | policy    | apart | exit            | 3 d  | 1 min
settlement          | party       | treaty 18 | apart | open            | 1 d  | 1 d
"""  # noqa: E501 - a table is read by its columns


@dataclass(frozen=True)
class Hand:
    """What the table says of one kind."""

    debtor: Debtor
    rule: Rule
    ended_with: str
    settled_by: tuple[str, ...]
    silent: timedelta
    first: timedelta


def ruled(text: str) -> Rule:
    """Return the rule that a cell names: treaty 7, reading 6, policy."""
    source, *article = text.split()
    return Rule(Source(source), int(article[0]) if article else None)


def lasting(text: str) -> timedelta:
    """Return the time that a cell names: 6 min, 1 h, 30 d."""
    count, unit = text.split()
    return int(count) * {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": DAY}[unit]


DAY = timedelta(days=1)
BY_HAND = {
    Kind(kind): Hand(
        Debtor[debtor.upper()],
        ruled(rule),
        ended_with,
        tuple(settled_by.split()),
        lasting(silent),
        lasting(first),
    )
    for kind, debtor, rule, ended_with, settled_by, silent, first in (
        [cell.strip() for cell in line.split("|")] for line in OWED.strip().splitlines()
    )
}

# Friday evening. Each step is a day of March or April and a time; what follows it holds from it on.
# "'" is the first instant that is no longer on time, "+ who" joins, "tells" the other side. What
# stands at 09:00 stands in the one message of the morning. The 8th of March was a Sunday.
OPENED = "2026-03-06 22:15 +05:00"
LADDERS = """
consent: on_duty
  06.03 22:20
  06.03 22:25 + all_duty tells
  06.03 22:30
  06.03 22:35 + deputies
  06.03 22:45 + head
  06.03 23:00, 06.03 23:15, 06.03 23:15', end
transmit: sender
  06.03 22:16'
  06.03 22:30 + on_duty
  06.03 22:45, 06.03 23:00, 06.03 23:15, 06.03 23:30, 06.03 23:45, 07.03 00:00, 07.03 00:15
  07.03 01:15, 07.03 02:15, 07.03 03:15
acknowledge: on_duty
  06.03 22:20
  06.03 22:25 + all_duty tells
  06.03 22:30
  06.03 22:35 + deputies
  06.03 22:45 + head
  06.03 23:00, 06.03 23:15, 06.03 23:30, 06.03 23:45, 07.03 00:00, 07.03 00:15
  07.03 01:15, 07.03 02:15, 07.03 03:15
take_up: sender on_duty
  06.03 23:00'
  06.03 23:15 + deputies
  07.03 00:15 + head, end
answer_misdirected: on_duty
  06.03 22:20
  06.03 22:25 + all_duty
  06.03 22:30
  06.03 22:35 + deputies
  06.03 22:45 + head
  06.03 23:00, 06.03 23:15, 06.03 23:30, 06.03 23:45, 07.03 00:00, 07.03 00:15
  07.03 01:15, 07.03 02:15, 07.03 03:15
correction_read: on_duty
  06.03 22:20
  06.03 22:25 + all_duty
  06.03 22:30
  06.03 22:35 + deputies
  06.03 22:45 + head
  06.03 23:00, 06.03 23:15, 06.03 23:30, 06.03 23:45, 07.03 00:00, 07.03 00:15
  07.03 01:15, 07.03 02:15, 07.03 03:15
will_sign: head
  07.03 09:00', end
answer_hold: on_duty
  06.03 22:20
  06.03 22:25 + all_duty
  06.03 22:30
  06.03 22:35 + deputies
  06.03 22:45 + head
  06.03 23:00, 06.03 23:15, 06.03 23:30, 06.03 23:45, 07.03 00:00, 07.03 00:15
  07.03 01:15, 07.03 02:15, 07.03 03:15
confirm_addition: sender on_duty
  06.03 22:15
  09.03 09:00 + deputies head
  09.03 18:15, 09.03 20:00, 10.03 09:00
  11.03 09:00, 12.03 09:00, 13.03 09:00, 16.03 09:00, 17.03 09:00
  23.03 09:00, 30.03 09:00, 06.04 09:00
confirm: sender on_duty
  06.03 22:15
  09.03 09:00 + deputies head
  09.03 18:15, 09.03 20:00, 10.03 09:00
  11.03 09:00, 12.03 09:00, 13.03 09:00, 16.03 09:00, 17.03 09:00
  23.03 09:00, 30.03 09:00, 06.04 09:00
named_period: on_duty
  07.03 10:15 tells
  07.03 21:15 tells
  07.03 22:15' tells
  09.03 09:00, end
silence: on_duty
  07.03 22:15', end
progress: on_duty
  06.03 22:15
  10.03 09:00 + signatories, end
forward: on_duty
  09.03 09:00 + signatories
  09.03 16:00, end
execute: on_duty
  23.03 09:00, 30.03 09:00
  02.04 09:00 + signatories
  04.04 09:00, 05.04 09:00
  06.04 09:00, 07.04 09:00, 08.04 09:00, 09.04 09:00, 10.04 09:00
  17.04 09:00, 24.04 09:00
expected: on_duty
  23.03 09:00, 30.03 09:00
  02.04 09:00 + signatories
  06.04 09:00, 07.04 09:00, 08.04 09:00, 09.04 09:00, 10.04 09:00
  17.04 09:00, 24.04 09:00
postponed: on_duty
  06.04 09:00, 05.05 09:00, 04.06 09:00, 06.07 09:00
dispatch: on_duty
  09.03 09:00, 09.03 16:00
  10.03 09:00 + signatories
  11.03 09:00, 12.03 09:00, 13.03 09:00, 16.03 09:00, 17.03 09:00, 18.03 09:00
result_receipt: sender on_duty
  09.03 09:00, 10.03 09:00, 11.03 09:00
  12.03 09:00 + signatories
  13.03 09:00, 20.03 09:00, 27.03 09:00, 03.04 09:00, 05.04 16:00, 10.04 09:00
answer_details: sender on_duty
  07.03 10:15, 07.03 18:15
  07.03 22:15' + signatories
  09.03 09:00, 10.03 09:00
answer_conditions: sender on_duty
  07.03 10:15, 07.03 18:15
  07.03 22:15' + signatories
answer_counter: on_duty
  07.03 10:15, 07.03 18:15
  07.03 22:15' + signatories
  09.03 09:00, 10.03 09:00
answer_period: on_duty
  07.03 10:15, 07.03 18:15
  07.03 22:15' + signatories
  09.03 09:00, 10.03 09:00
agreed_period: on_duty
  23.03 09:00, 30.03 09:00
  02.04 09:00 + signatories
  04.04 09:00, 05.04 09:00
  06.04 09:00, 07.04 09:00, 08.04 09:00, 09.04 09:00, 10.04 09:00
  17.04 09:00, 24.04 09:00
agreed_moment: on_duty
  23.03 09:00, 30.03 09:00
  02.04 09:00 + signatories
  06.04 09:00, 07.04 09:00, 08.04 09:00, 09.04 09:00, 10.04 09:00
  17.04 09:00, 24.04 09:00
answer_breach: sender on_duty
  07.03 10:15, 07.03 18:15
  07.03 22:15' + signatories
  09.03 09:00, 10.03 09:00
record_confirmation: on_duty
  09.03 09:00, 10.03 09:00, 11.03 09:00
  12.03 09:00 + signatories
  13.03 09:00, 16.03 09:00
answer_objection: sender on_duty
  09.03 09:00, 10.03 09:00, 11.03 09:00
  12.03 09:00 + signatories
  13.03 09:00, 16.03 09:00
written_refusal: deputies
  09.03 09:00, 10.03 09:00, 11.03 09:00
  12.03 09:00 + head
  13.03 09:00, 16.03 09:00
relay_notice: secretariat
  06.03 22:30
  06.03 22:45 + secretariat_head
  06.03 23:00, 06.03 23:15', 07.03 00:15', 07.03 01:15'
receipt: on_duty
  09.03 20:00
  10.03 09:00 + signatories
  11.03 09:00, 12.03 09:00, 13.03 09:00, 16.03 09:00
  23.03 09:00, 30.03 09:00
change_register: secretariat_head
  06.03 22:15, 07.03 18:15, 07.03 21:15, 07.03 22:15, 09.03 09:00, 10.03 09:00
succession: secretariat_head
  06.03 22:16, 06.03 23:15, 20.03 22:15, end
exit_date: secretariat_head
  06.03 22:15, 09.03 09:00, 10.03 09:00, 11.03 09:00
settlement: on_duty signatories
  07.03 22:15, end
"""


def written(table: str) -> dict[Kind, tuple[list[Step], bool]]:
    """Return the steps of each kind as written, and whether the ladder ends with them."""
    ladders: dict[Kind, tuple[list[Step], bool]] = {}
    for line in table.strip().splitlines():
        if not line.startswith(" "):
            name, _, first = line.partition(":")
            to = frozenset(map(Audience, first.split()))
            expected: list[Step] = []
            ladders[Kind(name)] = (expected, False)
            continue
        for cell in line.strip().split(", "):
            if cell == "end":
                ladders[Kind(name)] = (expected, True)
                continue
            at, _, joining = cell.removesuffix(" tells").partition(" + ")
            to |= {Audience(each) for each in joining.split()}
            in_message = at.endswith(" 09:00")
            expected.append(Step(clock(at), to, cell.endswith(" tells"), in_message))
    return ladders


def clock(text: str) -> datetime:
    """Return the moment of 06.03 22:16 in Almaty in 2026; "'" adds one instant."""
    local = datetime.strptime(f"2026.{text.rstrip(chr(39))} +0500", "%Y.%d.%m %H:%M %z")
    return local.astimezone(UTC) + timedelta(microseconds=text.endswith("'"))


LADDERS_BY_HAND = written(LADDERS)
