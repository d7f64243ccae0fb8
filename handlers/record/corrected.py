"""A correction as the other side is told of it: it rings until a named officer has read it."""

from collections.abc import Iterable

from handlers.chat.turn import Choice, Turn
from protocol.additions import Addition
from protocol.obligation import Obligation
from protocol.parties import Officer
from protocol.request import Request
from protocol.views import Relation, relation
from storage.carrying import Carries
from storage.sayings import Priority
from storage.values import Line, Value

TOLD = "correct.told"


def key_of(correction: Addition) -> str:
    """Return the key under which a correction is told to each officer once."""
    return f"correction/{correction.id}"


def shown(correction: Addition) -> tuple[Value, Value]:
    """Return what a field was and what it is; where there was nothing, what stands for that."""
    nothing: Value = Line("correction-unset") if correction.field == "periods" else "-"
    return correction.was or nothing, correction.text or nothing


def read_choices(request: Request, correction: Addition) -> tuple[Choice, ...]:
    """Return what can be pressed under a correction: that it was read, up to this one."""
    number = str(request.number)
    return (Choice("read", f"{number} {correction.running}"), Choice("open", number))


def tell_correction(
    turn: Turn, request: Request, correction: Addition, people: Iterable[Officer]
) -> None:
    """Tell a correction to those of `people` who were not told of it yet."""
    was, now = shown(correction)
    owed: Obligation | None = None
    if correction.owed:
        owed = turn.work.obligations.get(correction.owed)
    told = tuple(people)
    debtors = [each for each in told if relation(each, request) is Relation.REQUESTED]
    number = str(request.number)
    take = (Choice("take", number), Choice("open", number))
    for complete, to, choices in (
        ("yes", debtors, read_choices(request, correction)),
        # Whoever may take it over has it too; that it was read says who owes it.
        ("no", [each for each in told if each not in debtors], take),
    ):
        turn.say(
            TOLD,
            carries=Carries.CONTENT,
            to=to,
            priority=Priority.ALARM,
            about=request.subject,
            key=key_of(correction),
            rings=owed,
            choices=choices,
            request=number,
            officer=correction.officer,
            requested=request.requested,
            at=correction.at,
            count=correction.running,
            files=correction.files,
            field=correction.field,
            was=was,
            statement=now,
            complete=complete,
        )
