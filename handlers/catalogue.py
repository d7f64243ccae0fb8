"""The commands, all of them. A new one is a file in `commands/` and two lines here."""

from collections.abc import Mapping

from handlers.commands import (
    accept,
    acknowledge,
    admit,
    appeal,
    approve,
    channel,
    code,
    confirm,
    consent,
    drafts,
    export,
    form,
    help,
    invite,
    journal,
    leave,
    letter,
    lost,
    me,
    notice,
    open,
    owe,
    phone,
    receipt,
    registry,
    relay,
    resume,
    send,
    snooze,
    statements,
    suspend,
    urgent,
    verify,
)
from handlers.kit import Command
from handlers.listing import Listing

# In the order in which help names them.
COMMANDS: tuple[Command, ...] = (
    *consent.COMMANDS,
    acknowledge.COMMAND,
    accept.COMMAND,
    *confirm.COMMANDS,
    *statements.COMMANDS,
    phone.COMMAND,
    urgent.COMMAND,
    *form.COMMANDS,
    drafts.COMMAND,
    *resume.COMMANDS,
    send.COMMAND,
    letter.COMMAND,
    open.COMMAND,
    export.COMMAND,
    journal.COMMAND,
    owe.COMMAND,
    snooze.COMMAND,
    notice.COMMAND,
    relay.COMMAND,
    receipt.COMMAND,
    registry.COMMAND,
    invite.COMMAND,
    approve.COMMAND,
    *suspend.COMMANDS,
    leave.COMMAND,
    lost.COMMAND,
    channel.COMMAND,
    me.COMMAND,
    code.COMMAND,
    verify.COMMAND,
    *admit.COMMANDS,
    *appeal.COMMANDS,
    help.COMMAND,
)

LISTING = Listing(command.entry for command in COMMANDS)
BY_NAME: Mapping[str, Command] = {
    name: command for command in COMMANDS for name in (command.name, *command.entry.aliases)
}
