"""What the other side may have entered already: the same means, within an hour. Policy."""

from handlers.chat.turn import Choice, Turn
from handlers.draft import entered
from handlers.record.content import glimpse
from protocol.entries import APART_AT_MOST, Means, may_be_one
from protocol.request import Request
from storage.drafts import Draft
from storage.values import Line


def alike(turn: Turn, draft: Draft) -> tuple[Request, ...]:
    """Return the open requests that the other side has entered and that may be a draft's own."""
    made = entered.entry(turn, draft.answers[entered.ENTERED])
    if made.means is Means.PAPER:
        return ()
    work, (requesting, requested) = turn.work, entered.sides(turn, draft)
    near = work.requests.entries.near(
        requesting.id, requested.id, made.at - APART_AT_MOST, made.at + APART_AT_MOST
    )
    found = sorted(work.requests.those(near), key=lambda each: (each.created_at, each.id))
    return tuple(
        each
        for each in found
        if not each.is_ended and may_be_one(made, work.requests.entries.of(each.id))
    )


def alike_lines(turn: Turn, found: tuple[Request, ...]) -> tuple[Line, ...]:
    """Return a line for each: its number, its moment and, where they may be shown, its words."""
    return tuple(
        Line(
            "pair.alike",
            {
                "number": str(each.number),
                "at": each.transmitted_at or each.created_at,
                "text": glimpse(turn.work, each, turn.officer, turn.channel),
            },
        )
        for each in found
    )


def pairing(draft: Draft, found: tuple[Request, ...]) -> tuple[Choice, ...]:
    """Return the buttons by which it is said to be one of these."""
    return tuple(
        Choice("pair", f"{draft.id} {each.number}", "pair.choice", {"number": str(each.number)})
        for each in found
    )
