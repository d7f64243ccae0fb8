"""The commands, all of them. A new one is a file in its folder and two lines here."""

from collections.abc import Mapping

from handlers import help
from handlers.chat.command import Command
from handlers.chat.listing import Listing
from handlers.clock import owe, snooze
from handlers.confirmation import confirm, fixletter, sent, willsign
from handlers.confirmation import together as letters
from handlers.consent import consent
from handlers.execution import accept, acknowledge, second, statements, take, working
from handlers.notices import change, exit, notice, notices, receipt, relay, supersede, unnotice
from handlers.notices import together as notices_together
from handlers.people import (
    appeal,
    approve,
    channel,
    code,
    invite,
    leave,
    lost,
    me,
    registry,
    suspend,
    thaw,
    verify,
)
from handlers.request import export, journal, open, phone
from handlers.urgent import (
    admit,
    burst,
    drafts,
    edit,
    enter,
    entering,
    form,
    letter,
    pairing,
    send,
    urgent,
)

# In the order in which help names them.
COMMANDS: tuple[Command, ...] = (
    *consent.COMMANDS,
    acknowledge.COMMAND,
    accept.COMMAND,
    working.COMMAND,
    take.COMMAND,
    *confirm.COMMANDS,
    letters.COMMAND,
    *sent.COMMANDS,
    *fixletter.COMMANDS,
    willsign.COMMAND,
    *statements.COMMANDS,
    *second.COMMANDS,
    phone.COMMAND,
    urgent.COMMAND,
    *form.COMMANDS,
    drafts.COMMAND,
    *edit.COMMANDS,
    send.COMMAND,
    enter.COMMAND,
    entering.COMMAND,
    *pairing.COMMANDS,
    burst.COMMAND,
    letter.COMMAND,
    open.COMMAND,
    export.COMMAND,
    journal.COMMAND,
    owe.COMMAND,
    snooze.COMMAND,
    notices.COMMAND,
    *notice.COMMANDS,
    *relay.COMMANDS,
    notices_together.COMMAND,
    *unnotice.COMMANDS,
    supersede.COMMAND,
    change.COMMAND,
    exit.COMMAND,
    receipt.COMMAND,
    registry.COMMAND,
    invite.COMMAND,
    approve.COMMAND,
    *suspend.COMMANDS,
    leave.COMMAND,
    lost.COMMAND,
    thaw.COMMAND,
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
