"""The bot itself: who it is, its menus of commands, its end; and files on their way down."""

import json
import re
from typing import Any

from tests.worlds.botapi.calls import Call
from tests.worlds.botapi.refusals import bad
from tests.worlds.botapi.telegram import Telegram

Json = dict[str, Any]

NAME = re.compile(r"[a-z0-9_]{1,32}")
COMMAND_LIMIT = 100
DESCRIPTION_LIMIT = 256
SCOPES = (
    "default all_private_chats all_group_chats all_chat_administrators "
    "chat chat_administrators chat_member"
).split()


def get_me(telegram: Telegram, call: Call) -> Json:
    """getMe."""
    return {
        **telegram.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(telegram: Telegram, call: Call) -> bool:
    """setMyCommands, per scope and language."""
    key = _key(telegram, call)
    commands = call.listed("commands")
    if len(commands) > COMMAND_LIMIT:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    kept = []
    for command in commands:
        name = str(command.get("command", "")).removeprefix("/").lower()
        description = str(command.get("description", ""))
        if not NAME.fullmatch(name):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= DESCRIPTION_LIMIT:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": name, "description": description})
    telegram.commands[key] = kept
    telegram.executed(call)
    return True


def get_my_commands(telegram: Telegram, call: Call) -> list[Json]:
    """getMyCommands: exactly those of this scope and language."""
    return telegram.commands.get(_key(telegram, call), [])


def delete_my_commands(telegram: Telegram, call: Call) -> bool:
    """deleteMyCommands."""
    telegram.commands.pop(_key(telegram, call), None)
    telegram.executed(call)
    return True


def menu(telegram: Telegram, chat_id: int, language: str) -> list[Json]:
    """Return what a person's client shows in a private chat: the narrowest list there is."""
    for scope in ({"type": "chat", "chat_id": chat_id}, {"type": "all_private_chats"}, {}):
        for code in (language, ""):
            commands = telegram.commands.get((_scope(scope), code))
            if commands:
                return commands
    return []


def get_file(telegram: Telegram, call: Call) -> Json:
    """getFile: a link that holds for an hour, for files of up to 20 MB."""
    file = telegram.files.get(call.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if len(file.content) > telegram.sizes.down:
        raise bad("file is too big")
    telegram.links[file.path] = (file, telegram.clock())
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }


def close(telegram: Telegram, call: Call) -> bool:
    """close: the bot may go to another server; here it may also stay."""
    return True


def log_out(telegram: Telegram, call: Call) -> bool:
    """logOut: this server serves the bot no more."""
    telegram.logged_out = True
    return True


def _key(telegram: Telegram, call: Call) -> tuple[str, str]:
    scope = call.structure("scope") or {}
    if scope.get("type", "default") not in SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    if "chat_id" in scope:
        telegram.chat_of(Call(call.method, {"chat_id": scope["chat_id"]}), writing=False)
    return _scope(scope), call.text("language_code")


def _scope(scope: Json) -> str:
    return json.dumps({"type": "default"} | scope, sort_keys=True)
