"""The buttons of a draft: go on, edit a field, put it aside, delete it."""

from dataclasses import replace

from handlers.chat.command import Command
from handlers.chat.families import Family
from handlers.chat.listing import Entry, InHelp
from handlers.chat.turn import Choice, Turn
from handlers.consent import one_time
from handlers.draft import entered, fields
from handlers.urgent import dialog
from handlers.urgent.review import leaving
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft

CONFIRM = "confirm"
LABELS = Family("label", fields.EDITABLE)


def go_on(turn: Turn, argument: str) -> None:
    """Go on with a draft where it was left."""
    dialog.carry_on(turn, _mine(turn, argument))


def edit(turn: Turn, argument: str) -> None:
    """Ask which field to change, or ask for it anew; what it says stays until then."""
    id, _, name = argument.partition(" ")
    draft = _mine(turn, id)
    is_entered = entered.is_entered(draft)
    names = [each for each in fields.EDITABLE if not (is_entered and each == fields.TO)]
    if name in names:
        dialog.ask(turn, draft, name)
        return
    turn.work.drafts.save(replace(draft, active=True, updated_at=turn.now))
    turn.say(
        "edit.ask",
        carries=Carries.NOTHING,
        choices=(
            *([Choice("enter", draft.id, "enter.choice-again")] if is_entered else ()),
            *(Choice("edit", f"{draft.id} {each}", LABELS[each]) for each in names),
            *leaving(draft),
        ),
    )


def cancel(turn: Turn, argument: str) -> None:
    """Keep what is being filled in for later; a button under another draft leaves it alone."""
    active = turn.work.drafts.active(turn.officer.id)
    named = turn.work.drafts.get(argument.strip(), turn.officer.id) if argument else active
    if named is None or active is None or named.id == active.id:
        turn.work.drafts.rest(turn.officer.id)
    else:
        active = named
    if active is None:
        turn.say("cancel.nothing", carries=Carries.NOTHING)
    elif active.command == dialog.URGENT:
        turn.say("cancel.done", carries=Carries.NOTHING)
    elif active.command == CONFIRM:
        turn.say(
            "cancel.done-confirm", carries=Carries.NOTHING, request=str(active.answers["number"])
        )
    else:
        turn.say("cancel.stopped", carries=Carries.NOTHING)


def discard(turn: Turn, argument: str) -> None:
    """Delete a draft and destroy what was typed into it; what was asked for it ends."""
    draft = _mine(turn, argument)
    one_time.retract(turn, draft.id)
    turn.work.attachments.discard(draft.id)
    turn.work.drafts.delete(draft.id)
    turn.say(
        "discard.done" if draft.command == dialog.URGENT else "cancel.stopped",
        carries=Carries.NOTHING,
    )


def _mine(turn: Turn, id: str) -> Draft:
    draft = turn.work.drafts.get(id.strip(), turn.officer.id)
    if draft is None:
        raise Refused("refused-draft-gone", instead="instead-drafts")
    return draft


COMMANDS = (
    Command(Entry("continue", Act.DRAFTS, shown=InHelp.BY_BUTTON), run=go_on),
    Command(Entry("edit", Act.DRAFTS, shown=InHelp.BY_BUTTON), run=edit),
    Command(Entry("cancel", Act.ME), run=cancel),
    Command(Entry("discard", Act.ME, shown=InHelp.BY_BUTTON), run=discard),
)
