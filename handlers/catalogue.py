"""The commands, all of them. A new one is a file in `commands/` and a line here."""

from collections.abc import Mapping

from handlers.commands import (
    accept,
    acknowledge,
    admit,
    approve,
    channel,
    code,
    confirm,
    consent,
    drafts,
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
)
from handlers.kit import Command

COMMANDS: tuple[Command, ...] = (
    urgent.COMMAND,
    form.COMMAND,
    drafts.COMMAND,
    *resume.COMMANDS,
    send.COMMAND,
    letter.COMMAND,
    *consent.COMMANDS,
    acknowledge.COMMAND,
    accept.COMMAND,
    *statements.COMMANDS,
    *confirm.COMMANDS,
    open.COMMAND,
    journal.COMMAND,
    owe.COMMAND,
    phone.COMMAND,
    snooze.COMMAND,
    notice.COMMAND,
    relay.COMMAND,
    receipt.COMMAND,
    registry.COMMAND,
    me.COMMAND,
    code.COMMAND,
    invite.COMMAND,
    approve.COMMAND,
    *suspend.COMMANDS,
    leave.COMMAND,
    lost.COMMAND,
    channel.COMMAND,
    *admit.COMMANDS,
    help.COMMAND,
)

BY_NAME: Mapping[str, Command] = {
    name: command for command in COMMANDS for name in (command.name, *command.aliases)
}
