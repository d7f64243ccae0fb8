"""Buttons under a message, checked as Telegram checks them."""

from typing import Any

from tests.worlds.botapi.calls import Call
from tests.worlds.botapi.refusals import ApiError, bad

Json = dict[str, Any]

DATA_LIMIT = 64
BUTTON_LIMIT = 100
OTHER_KINDS = ("keyboard", "remove_keyboard", "force_reply")
ACTIONS = (
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay"
).split()


def keyboard(call: Call) -> Json | None:
    """
    Return the markup that a call carries, or None.

    Raises:
        ApiError: a button is wrong, or there are too many.
    """
    markup = call.structure("reply_markup")
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        return markup if any(kind in markup for kind in OTHER_KINDS) else None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise _unparsable("expected an Array of Arrays of InlineKeyboardButton")
    rows = [[_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in rows) > BUTTON_LIMIT:
        raise bad("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def inline(markup: Json | None) -> Json | None:
    """Return the markup of an edited message, which has only inline buttons."""
    if markup is not None and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return markup


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _unparsable("InlineKeyboardButton must be an Object")
    if not button.get("text"):
        raise _unparsable('Field "text" must be of type String')
    if not any(action in button for action in ACTIONS):
        raise bad("Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= DATA_LIMIT:
        raise bad("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://")):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    return button


def _unparsable(why: str) -> ApiError:
    return bad(f"can't parse inline keyboard button: {why}")
