"""
What a homeserver that lies may put before the bot: events, members, keys.

The events are for `Proxy.injects`; the hooks are for `Proxy.rewrites`, each with the name of the
endpoint whose answers it changes.
"""

import secrets
from collections.abc import Callable
from typing import Any

from bot.clock.clocks import wall
from tests.worlds.homeserver.calls import Call, Json

Hook = Callable[[Call, Json], bool]


def event(kind: str, sender: str, content: Json, **more: Any) -> Json:
    """Return an event of just now that no server has, with an id of its own."""
    return {
        "type": kind,
        "sender": sender,
        "content": content,
        "event_id": f"${secrets.token_urlsafe(32)}",
        "origin_server_ts": int(wall().timestamp() * 1000),
        "unsigned": {"age": 5},
        **more,
    }


def message(sender: str, body: str) -> Json:
    """Return words in clear, as nobody's client would send them into an encrypted room."""
    return event("m.room.message", sender, {"msgtype": "m.text", "body": body})


def reaction(sender: str, to: str, key: str) -> Json:
    """Return a reaction to an event, which nothing proves to be the sender's."""
    relates = {"rel_type": "m.annotation", "event_id": to, "key": key}
    return event("m.reaction", sender, {"m.relates_to": relates})


def membership(user_id: str, state: str = "join", *, by: str = "") -> Json:
    """Return a change of who is in a room."""
    content = {"membership": state, "displayname": user_id[1:].partition(":")[0]}
    return event("m.room.member", by or user_id, content, state_key=user_id)


def replay(original: Json) -> Json:
    """Return an event as it was, ciphertext and all, under another id and of just now."""
    return event(original["type"], original["sender"], original["content"])


def ghost(room: str, user_id: str) -> dict[str, Hook]:
    """Return hooks that keep somebody in a room who never joined it, by endpoint."""
    joined = membership(user_id)

    def in_sync(call: Call, answer: Json) -> bool:
        rooms = answer.setdefault("rooms", {}).setdefault("join", {})
        part = rooms.setdefault(room, {})
        part.setdefault("timeline", {}).setdefault("limited", False)
        part["timeline"].setdefault("events", [])
        state = part.setdefault("state", {}).setdefault("events", [])
        if joined not in state:
            state.append(joined)
        if "m.joined_member_count" in part.get("summary", {}):
            part["summary"]["m.joined_member_count"] += 1
        return True

    def in_members(call: Call, answer: Json) -> bool:
        if call.room != room:
            return False
        if "joined" in answer:
            answer["joined"][user_id] = {"display_name": None, "avatar_url": None}
        else:
            answer["chunk"].append(joined | {"room_id": room})
        return True

    return {"sync": in_sync, "members": in_members}


def unencrypted(room: str) -> Hook:
    """Return a hook for `sync` that hides that a room is encrypted."""

    def hide(call: Call, answer: Json) -> bool:
        part = answer.get("rooms", {}).get("join", {}).get(room, {})
        hidden = False
        for place in ("state", "timeline"):
            events = part.get(place, {}).get("events", [])
            kept = [each for each in events if each["type"] != "m.room.encryption"]
            if len(kept) != len(events):
                part[place]["events"], hidden = kept, True
        return hidden

    return hide


def other_keys(user_id: str, device_id: str, **keys: str) -> Hook:
    """
    Return a hook for `keys_query` that gives somebody's device other keys, signatures kept.

    `other_keys(user, device, curve25519="…")`; what is not named stays.
    """

    def change(call: Call, answer: Json) -> bool:
        device = answer.get("device_keys", {}).get(user_id, {}).get(device_id)
        if device is None:
            return False
        device["keys"] |= {f"{name}:{device_id}": key for name, key in keys.items()}
        return True

    return change


def other_device(user_id: str, device: Json) -> Hook:
    """Return a hook for `keys_query` that gives somebody one more device."""

    def add(call: Call, answer: Json) -> bool:
        if user_id not in answer.get("device_keys", {}):
            return False
        answer["device_keys"][user_id][device["device_id"]] = device
        return True

    return add


def other_master(user_id: str, key: Json) -> Hook:
    """Return a hook for `keys_query` that shows another master key of somebody."""

    def change(call: Call, answer: Json) -> bool:
        if user_id not in answer.get("master_keys", {}):
            return False
        answer["master_keys"][user_id] = key
        return True

    return change


def without_cross_signing(user_id: str) -> Hook:
    """Return a hook for `keys_query` that hides the cross-signing keys of somebody."""

    def hide(call: Call, answer: Json) -> bool:
        kinds = ("master_keys", "self_signing_keys", "user_signing_keys")
        hidden = [answer.get(each, {}).pop(user_id, None) for each in kinds]
        return any(hidden)

    return hide
