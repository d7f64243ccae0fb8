"""What docs/rules.md shows of the code's own tables, as Markdown."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import count, islice, takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

import config
from bot.words.texts import shipped
from handlers.catalogue import LISTING
from protocol import articles
from protocol.admission import ADMITTED
from protocol.articles import Figure, Rule
from protocol.audience import Audience
from protocol.ladders import Step
from protocol.moves import MOVES, MoveRule
from protocol.obligation import About as AboutWhat
from protocol.obligation import Kind, Obligation, Subject
from protocol.obligations import OBLIGATIONS, Debtor, Opening, due
from protocol.parties import DESK, SIGNATORIES, Role
from protocol.permissions import MAY, SIGNED, signers
from protocol.policy import DEFAULT, Policy
from protocol.reminders import steps
from protocol.views import SEES, Relation, View

SETTINGS = Path(config.__file__).with_name("nabat.toml")
DEBTOR_ZONE, REQUESTING_ZONE = "Europe/Minsk", "Asia/Almaty"
# A Monday: 13:41 in Astana, 11:41 in Minsk.
OPENED = datetime(2026, 11, 23, 8, 41, tzinfo=UTC)
SHOWN_STEPS = 14
SHOWN_LATE = 2
STEP_AFTER_DUE = timedelta(microseconds=1)


def treaty_figures() -> str:
    """Return the periods that the Protocol itself sets."""
    found = [
        (name, figure) for name, figure in vars(articles).items() if isinstance(figure, Figure)
    ]
    return table(
        ("figure", "value", "from"),
        ((f"`{name}`", _value(figure.value), rule(figure.rule)) for name, figure in found),
    )


def policy_figures() -> str:
    """Return what an installation may set otherwise, with the words of nabat.toml."""
    written = SETTINGS.read_text(encoding="utf-8").partition("\n[policy]\n")[2]
    rows = []
    said: list[str] = []
    for line in written.splitlines():
        if line.startswith("#"):
            said.append(line.removeprefix("#").strip())
        elif found := re.fullmatch(r"(\w+) = (.+)", line):
            rows.append((f"`{found[1]}`", found[2].strip('"'), " ".join(said)))
            said = []
    if len(rows) != len(fields(Policy)):
        raise ValueError("nabat.toml does not document every figure of the policy")
    return table(("setting", "default", "meaning"), rows)


def obligations() -> str:
    """Return what may be owed: who owes it, by which rule, until when in the example."""
    return table(
        ("obligation", "owed by", "rule", "due, where it opens on Monday 23.11.2026 at 11:41"),
        (
            (
                f"`{kind}`" + (" (alarm)" if row.rings else ""),
                row.owed_by + (", only if it is not competent" if row.conditional else ""),
                rule(row.rule),
                _due(example(kind)),
            )
            for kind, row in OBLIGATIONS.items()
        ),
    )


def ladders() -> str:
    """Return when each obligation of the example is spoken of, and to whom."""
    return table(
        ("obligation", "is spoken of"),
        ((f"`{kind}`", _ladder(example(kind))) for kind in OBLIGATIONS),
    )


def moves() -> str:
    """Return every move: whose it is, by which rule, what it opens and ends, its command."""
    texts = shipped()
    return table(
        ("move", "side", "roles", "rule", "opens", "ends", "command"),
        (
            (
                texts.say("en", f"action-{move}"),
                row.by,
                _roles(row.roles),
                rule(row.rule),
                _opens(row),
                _kinds(row.discharges),
                f"`/{entry.name}`" if (entry := LISTING.making(move)) else "",
            )
            for move, row in MOVES.items()
        ),
    )


def commands() -> str:
    """Return what people type, as /help orders it: what it does, whose, what it settles."""
    texts = shipped()
    return table(
        ("what is typed", "what it does", "who", "ends the reminders of"),
        (
            (
                *_said(texts.say("en", entry.text("help"))),
                _roles(signers(entry.does)),
                _kinds(entry.settles),
            )
            for entry in LISTING
            if entry.is_typed
        ),
    )


def permissions() -> str:
    """Return who may do what."""
    return table(("act", "roles"), ((f"`{act}`", _roles(MAY[act])) for act in MAY))


def signed() -> str:
    """Return what asks for a one-time code, and whose it is."""
    order = [*MAY, *MOVES]
    return table(
        ("signed by a code", "who"),
        ((f"`{each}`", _roles(signers(each))) for each in sorted(SIGNED, key=order.index)),
    )


def admissions() -> str:
    """Return who invites and who approves an officer of each role."""
    return table(
        ("who comes in", "invites", "approves, another person"),
        (
            (f"`{role}`", _roles(ADMITTED[role].invited_by), _roles(ADMITTED[role].approved_by))
            for role in Role
        ),
    )


def views() -> str:
    """Return who sees how much of a request; what is absent sees nothing."""
    seen: dict[tuple[Relation, View], set[Role]] = {}
    for (role, relation), view in SEES.items():
        seen.setdefault((relation, view), set()).add(role)
    return table(
        ("relation to the request", "sees", "roles"),
        (
            (f"`{relation}`", view.name.lower(), _roles(frozenset(seen[relation, view])))
            for relation in Relation
            for view in reversed(View)
            if (relation, view) in seen
        ),
    )


def example(kind: Kind) -> Obligation:
    """Return an obligation that Minsk, or for what Astana owes Astana, has since `OPENED`."""
    zone = REQUESTING_ZONE if OBLIGATIONS[kind].owed_by is Debtor.REQUESTING else DEBTOR_ZONE
    opening = Opening(at=OPENED, debtor_zone=zone, requesting_zone=REQUESTING_ZONE, policy=DEFAULT)
    return Obligation(
        id="example",
        kind=kind,
        subject=Subject(AboutWhat.REQUEST, "example"),
        owed_by="example",
        zone=zone,
        opened_at=OPENED,
        due=due(kind, opening),
    )


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of Markdown."""
    names = list(head)
    lines = [names, ["---"] * len(names), *map(list, rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def rule(rule: Rule) -> str:
    """Return what a rule rests on: «treaty, Art. 7», «policy»."""
    return f"{rule.source}, Art. {rule.article}" if rule.article else str(rule.source)


def _ladder(owed: Obligation) -> str:
    said = []
    told: frozenset[Audience] = frozenset()
    for step in _shown(owed):
        joined = ", ".join(f"`{each}`" for each in Audience if each in step.to - told)
        also = "also " if told else ""
        said.append(f"{_at(step.at, owed)} ({also}{joined})" if joined else _at(step.at, owed))
        told = step.to
    ends = next(islice(steps(owed, DEFAULT), len(said), None), None) is None
    return "; ".join(said) + ("" if ends else "; …")


def _shown(owed: Obligation) -> Iterator[Step]:
    """Yield the steps of a ladder, up to the second one after it is late."""
    late = count()
    last = owed.due.second_at or owed.due.at
    return takewhile(
        lambda step: step.at <= last + STEP_AFTER_DUE or next(late) < SHOWN_LATE,
        islice(steps(owed, DEFAULT), SHOWN_STEPS),
    )


def _due(owed: Obligation) -> str:
    second = f"; second reading {_moment(owed.due.second_at)}" if owed.due.second_at else ""
    return _moment(owed.due.at, owed.zone) + second


def _at(at: datetime, owed: Obligation) -> str:
    if at == owed.opened_at:
        return "at once"
    zone = owed.zone
    late = owed.due.at + STEP_AFTER_DUE
    second = owed.due.second_at and owed.due.second_at + STEP_AFTER_DUE
    if at == late:
        comes = "it is asked" if OBLIGATIONS[owed.kind].asks else "it is late"
        return f"**{_moment(at, zone)}, {comes}**"
    if at == second:
        return f"**{_moment(at, zone)}, late by the second reading too**"
    passed = at - owed.opened_at
    if passed <= timedelta(hours=8):
        return f"after {_lasting(passed)}"
    return _moment(at, zone)


def _moment(at: datetime, zone: str = REQUESTING_ZONE) -> str:
    local = at.astimezone(ZoneInfo(zone))
    if local.time() == time(23, 59, 59, 999999):
        return f"the end of {local:%d.%m} ({_city(zone)})"
    return f"{local:%d.%m %H:%M} ({_city(zone)})"


@cache
def _city(zone: str) -> str:
    return shipped().zone(zone, "en")


def _value(value: object) -> str:
    return f"{value // timedelta(hours=1)} hours" if isinstance(value, timedelta) else str(value)


def _lasting(passed: timedelta) -> str:
    hours, minutes = divmod(passed // timedelta(minutes=1), 60)
    parts = ((hours, "h"), (minutes, "min"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "seconds"


def _said(line: str) -> tuple[str, str]:
    typed, _, does = line.partition(" — ")
    return f"`{typed}`", does


def _opens(row: MoveRule) -> str:
    """Return what a move opens; what only where a postponement ends with it, or by a date."""
    again = f"{_kinds(row.reopens)} again, after a postponement" if row.reopens else ""
    by_date = f"by a date `{row.expects[0]}`" if row.expects else ""
    return "; ".join(filter(None, (_kinds(row.opens), again, by_date)))


def _kinds(kinds: Iterable[Kind]) -> str:
    return ", ".join(f"`{kind}`" for kind in dict.fromkeys(kinds))


def _roles(roles: frozenset[Role]) -> str:
    if roles == frozenset(Role):
        return "everybody"
    groups = (("desk", DESK), ("signatories", SIGNATORIES))
    name, whole = next(((n, group) for n, group in groups if group <= roles), ("", frozenset()))
    rest = (f"`{role}`" for role in Role if role in roles - whole)
    return ", ".join(filter(None, (name, *rest))) or "the product itself"
