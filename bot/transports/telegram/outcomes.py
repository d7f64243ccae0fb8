"""What a failed call to the Bot API means: Later, Unknown or Never; the table of design.md."""

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from bot.transports.base import Later, Never, Outcome, Unknown
from bot.transports.telegram.http import NotSent, TooMany
from bot.transports.trouble import Trouble

# A token that is refused is the operator's to mend; what waits is sent afterwards.
TOKEN_AGAIN = timedelta(seconds=30)
NOT_MODIFIED = "message is not modified"
QUERY_TOO_OLD = "query is too old"
UNPARSABLE = "can't parse entities"
# Which refusals bar a chat until its person, or the operator, does something; the first that fits.
BARRING: tuple[tuple[type[TelegramError], str, Trouble], ...] = (
    (Forbidden, "blocked by the user", Trouble.BLOCKED),
    (Forbidden, "deactivated", Trouble.DEACTIVATED),
    (Forbidden, "can't initiate", Trouble.NEVER_STARTED),
    (Forbidden, "", Trouble.BARRED),
    (BadRequest, "chat not found", Trouble.NEVER_STARTED),
)
BUTTONS = ("button", "reply markup", "reply_markup", "inline keyboard")


def outcome(error: TelegramError) -> Outcome:
    """Return how a sending ended that raised this."""
    match error:
        case TooMany():
            return Later(error.after)
        case NotSent():
            return Later()
        case InvalidToken() | Conflict():
            return Later(TOKEN_AGAIN)
        case ChatMigrated():
            return Never("the group has moved")
        case Forbidden() | BadRequest():
            return Never(error.message)
    return Unknown()  # a timeout, a reset, 5xx, an answer that is none: it may have arrived


def reason_to_bar(error: TelegramError) -> Trouble | None:
    """Return why nothing reaches the chat from now on, if that is what the server says."""
    said = error.message.lower()
    return next(
        (why for kind, words, why in BARRING if isinstance(error, kind) and words in said), None
    )


def refuses_markup(error: BadRequest) -> bool:
    """Say whether the server stumbled over our markup: then plain text goes."""
    return UNPARSABLE in error.message.lower()


def refuses_buttons(error: BadRequest) -> bool:
    """Say whether the server stumbled over the buttons: then the words go without them."""
    said = error.message.lower()
    return NOT_MODIFIED not in said and any(each in said for each in BUTTONS)
