"""
What a rogue who is an officer may encrypt into the own room: two hundred things, most with CANARY.

A thing is the plaintext of a Megolm message: an event as JSON, or what is none.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tests.worlds.homeserver.asking import Json

CANARY = "канарейка"
DEEP = 8_000
LONG = 20_000

WORDS: Mapping[str, str] = {
    "a command with a tail": f"/me {CANARY}",
    "a command of nobody": f"/{CANARY}",
    "a command with a bot's name": f"/open@nabat {CANARY}",
    "a command in full width": f"／ｏｐｅｎ {CANARY}",
    "a number and words": f"1 {CANARY}",
    "a number with a sign": f"-1 {CANARY}",
    "a number of many digits": "9" * 300 + CANARY,
    "a number of another script": f"١ {CANARY}",
    "a line of our own": f"🟢 KZ-BY-2026-1 · завершено: {CANARY}",
    "a form that is none": f"Кому: {CANARY}\nОснование:",
    "a form twice": f"Кому: Беларусь\nКому: Армения\nСущество: {CANARY}",
    "a form for oneself": f"Кому: Казахстан\nСущество: {CANARY}",
    "nothing but white": f"\u2003\u2003\u00a0\n\n{CANARY}\n\u3000",
    "controls": f"\x00\x01\x1b[31m{CANARY}\x1b]0;x\x07\x7f",
    "directions": f"\u202e{CANARY}\u202c\u2066x\u2069",
    "nothing to see": f"{CANARY}\u200b\u200d\ufeff\u2060\u00ad",
    "a lone surrogate": f"{CANARY}\ud83d",
    "what is no character": f"{CANARY}\ufffe\uffff\U0010ffff",
    "marks on marks": CANARY + "\u0301" * 5000,
    "one long word": CANARY + "ы" * LONG,
    "many lines": CANARY + "\n" * LONG,
    "many quotations": "> " * 5000 + CANARY,
    "markup": f"<b onclick=x>{CANARY}</b><script>alert(1)</script>&#x202e;&lt;",
    "markup of others": f"**{CANARY}** [a](javascript:x) `x` ~~x~~ ||x||",
    "mentions": f"@room @nabat:test @durov {CANARY} matrix:u/a:b https://matrix.to/#/@a:b",
    "braces": f"{{ $name }} {{request}} %s %(x)s ${{x}} {{{{7*7}}}} {CANARY}",
    "quotes of SQL": f"'; DROP TABLE officers; -- {CANARY}",
    "paths": f"../../../../etc/passwd {CANARY}",
    "a code's shape": f"123456 {CANARY}",
    "an apology of the bot": f"* {CANARY}",
}
KINDS: tuple[Any, ...] = (
    "m.notice", "m.emote", "m.image", "m.file", "m.video", "m.audio", "m.location",
    "m.server_notice", "m.key.verification.request", "m.bad.encrypted", f"m.{CANARY}", "", None, 7,
    True, [], {}, ["m.text"], {"a": "m.text"},
)  # fmt: skip
HTML: tuple[Any, ...] = (
    f"<a href='https://matrix.to/#/@room'>{CANARY}</a>",
    f"<img src='mxc://a/b' onerror=x>{CANARY}",
    f"<mx-reply><blockquote>{CANARY}</blockquote></mx-reply>1",
    f"<!-- {CANARY} --><plaintext>",
    "<i>" * 5000 + CANARY,
    f"<h1>{CANARY}",
    f"<span data-mx-spoiler>{CANARY}</span>",
    None, 7, [], {}, [CANARY],
)  # fmt: skip
MENTIONS: tuple[Any, ...] = (
    {"room": True}, {"user_ids": "@a:b"}, {"user_ids": [None, 7, {}]}, {"user_ids": {"a": 1}},
    {"user_ids": ["@a:b"] * 2000}, {"room": "yes", "user_ids": [CANARY]}, None, 7, [], CANARY,
)  # fmt: skip
# THIS stands for the event of an alarm that somebody else has, or that is in this room.
THIS = "$THIS"
RELATED: tuple[Any, ...] = (
    "m.thread", "m.replace", "m.annotation", "m.reference", "m.in_reply_to",
    "io.element.thread", f"x.{CANARY}", "", None, 7, [], {},
)  # fmt: skip
RELATIONS: tuple[Any, ...] = (
    *(
        {"rel_type": kind, "event_id": to, "key": "1"}
        for kind in RELATED
        for to in (THIS, "$none", None, [THIS])
    ),
    {"m.in_reply_to": {"event_id": "$none"}},
    {"m.in_reply_to": {"event_id": None}},
    {"m.in_reply_to": {"event_id": [THIS]}},
    {"m.in_reply_to": {"event_id": {"event_id": THIS}}},
    {"m.in_reply_to": THIS},
    {"m.in_reply_to": [{"event_id": THIS}]},
    {"m.in_reply_to": None},
    {"m.in_reply_to": {}},
    {"m.in_reply_to": {"event_id": "$" + "a" * 20_000}},
    {"rel_type": "m.thread", "event_id": THIS, "is_falling_back": True,
     "m.in_reply_to": {"event_id": THIS}},
    {"rel_type": "m.thread", "event_id": THIS, "is_falling_back": "no"},
    None, 7, [], THIS, [THIS], True,
)  # fmt: skip
SEALED: tuple[Any, ...] = (
    None, 7, [], {}, "mxc://a/b", {"url": None}, {"url": "mxc://../../x"},
    {"url": "file:///etc/passwd"}, {"url": "http://127.0.0.1:1/x"}, {"url": "mxc://a/b", "key": 7},
    {"url": "mxc://a/b", "key": {"k": "x"}, "iv": "x", "hashes": {"sha256": "x"}},
)  # fmt: skip
NAMES: tuple[Any, ...] = (
    f"../../{CANARY}", f"{CANARY}.exe", f"\u202e{CANARY}gpj.exe", "a" * 5000, "", None, 7, [],
)  # fmt: skip
SIZES: tuple[Any, ...] = (-1, 10**30, 1e308, "7", None, [], True)
TYPES: tuple[Any, ...] = (
    "m.sticker", "m.reaction", "m.room.redaction", "m.room.member", "m.room.power_levels",
    "m.room.encryption", "m.room.tombstone", "m.room.encrypted", "m.room_key",
    "m.forwarded_room_key", "m.secret.send", "m.secret.request", "m.dummy", "m.call.invite",
    "m.poll.start", "org.matrix.msc3381.poll.response", "m.space.child", f"m.{CANARY}", "",
    None, 7, [], {},
)  # fmt: skip
CONTENTS: tuple[Any, ...] = (
    None, 7, CANARY, [], [CANARY], True, {}, {CANARY: CANARY}, {"msgtype": "m.text"},
    {"msgtype": "m.text", "body": None}, {"msgtype": "m.text", "body": {"body": CANARY}},
    {"msgtype": "m.text", "body": [CANARY]}, {"msgtype": "m.text", "body": 10**400},
    {"msgtype": "m.text", "body": CANARY, "m.new_content": {"body": CANARY}},
    {"msgtype": "m.text", "body": CANARY, "m.forwarded": True},
)  # fmt: skip
# What is no event at all; %s is the room.
PLAIN = (
    "", "null", "7", "[]", f'"{CANARY}"', "{", f"{CANARY}", "{}", "NaN", "\x00",
    "[" * DEEP, '{"a":' * DEEP, "1" * 5000,
    '{"type":"m.room.message","room_id":"!other:test","content":{"msgtype":"m.text","body":"/me"}}',
    '{"type":"m.room.message","room_id":null,"content":{"msgtype":"m.text","body":"/me"}}',
    '{"type":"m.room.message","content":{"msgtype":"m.text","body":"/me"}}',
    '{"type":"m.room.message","room_id":"%s","content":{"msgtype":"m.text","body":NaN}}',
    '{"type":"m.room.message","room_id":"%s","content":{"msgtype":"m.text","body":"a","body":7}}',
    '{"type":"m.room.message","room_id":"%s","state_key":"","sender":"@a:b","event_id":"$x",'
    '"content":{"msgtype":"m.text","body":"/word"}}',
    '{"type":"m.room.message","room_id":"%s","origin_server_ts":-1,"unsigned":[],'
    '"content":{"msgtype":"m.text","body":"/word"}}',
)  # fmt: skip


def _text(**more: Any) -> Json:
    return {"msgtype": "m.text", "body": f"слова {CANARY}", **more}


def _events() -> Iterator[tuple[Any, Any]]:
    yield from (("m.room.message", _text(body=words)) for words in WORDS.values())
    yield from (("m.room.message", _text(**{"m.relates_to": each})) for each in RELATIONS)
    yield from (
        ("m.room.message", _text(format="org.matrix.custom.html", formatted_body=each))
        for each in HTML
    )
    yield from (("m.room.message", _text(**{"m.mentions": each})) for each in MENTIONS)
    yield from (("m.room.message", _text(msgtype=each)) for each in KINDS)
    yield from (("m.room.message", _text(msgtype="m.file", file=each)) for each in SEALED)
    yield from (
        ("m.room.message", _text(msgtype="m.file", file={}, filename=each)) for each in NAMES
    )
    yield from (
        ("m.room.message", _text(msgtype="m.file", file={}, info={"size": each})) for each in SIZES
    )
    yield from ((each, _text()) for each in TYPES)
    yield from (("m.room.message", each) for each in CONTENTS)


def things(room: str, alarm: str) -> list[str]:
    """Return plaintexts for a room; some relate to an `alarm`, by its event's id."""
    made = (
        _json({"type": type, "room_id": room, "content": content}) for type, content in _events()
    )
    plain = (each.replace("%s", room) for each in PLAIN)
    return [*(each.replace(THIS, alarm) for each in made), *plain]


def _json(event: Json) -> str:
    """As short as it can be: what is too long never leaves the homeserver."""
    said = json.dumps(event, ensure_ascii=False)
    return said if _is_whole(said) else json.dumps(event)


def _is_whole(said: str) -> bool:
    try:
        return bool(said.encode())
    except UnicodeEncodeError:
        return False
