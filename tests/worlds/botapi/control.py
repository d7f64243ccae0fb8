"""
The control side of a server that runs as its own process: JSON over HTTP, at a port of its own.

    POST /control/person                 {"user_id": 7, "first_name": "Айгуль"}
    POST /control/person/7/opens         {"payload": "CODE"}
    POST /control/person/7/sends_photo   {"content": "<base64>", "caption": "..."}
    POST /control/person/7/presses       {"message_id": 12, "button": "Принял"}
    POST /control/acts                   {"acts": [{"id": 7, "verb": "writes", "text": "..."}]}
    GET  /control/chat/7                 what the chat shows
    GET  /control/file/ID                the bytes
    POST /control/faults                 {"trouble": "too_many", "times": 2, "seconds": 3}
    GET  /control/executions             ?chat_id=7&text=...
    GET  /control/feed                   ?after=12: what changed in chats since execution 12
    GET  /control/updates                ids and kinds of the updates that the bot has confirmed
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from aiohttp import web

from tests.worlds.botapi.chats import Chat, Message
from tests.worlds.botapi.people import Attachment, Person
from tests.worlds.botapi.rooms import Channel, Group
from tests.worlds.botapi.server import BotAPI
from tests.worlds.botapi.telegram import Press

Json = dict[str, Any]
Verbs = Mapping[str, Callable[..., Any]]

PERSON: Verbs = {
    "opens": Person.opens,
    "writes": Person.writes,
    "writes_long": Person.writes_long,
    "writes_through": Person.writes_through,
    "writes_to_business": Person.writes_to_business,
    "forwards": Person.forwards,
    "sends_photo": Person.sends_photo,
    "sends_document": Person.sends_document,
    "sends_album": Person.sends_album,
    "edits": Person.edits,
    "deletes": Person.deletes,
    "presses": Person.presses,
    "reacts": Person.reacts,
    "blocks": Person.blocks,
    "unblocks": Person.unblocks,
    "deactivates": Person.deactivates,
    "menu": Person.menu,
}
GROUP: Verbs = {
    "writes": Group.writes,
    "writes_anonymously": Group.writes_anonymously,
    "writes_as": Group.writes_as,
    "migrates": Group.migrates,
    "removes_bot": Group.removes_bot,
    "takes_bot_in": Group.takes_bot_in,
}
CHANNEL: Verbs = {"posts": Channel.posts, "edits": Channel.edits}


class Control:
    """The routes of the control side."""

    def __init__(self, api: BotAPI) -> None:
        self._api = api

    def app(self) -> web.Application:
        """Return the application that serves them."""
        app = web.Application(client_max_size=2 * self._api.telegram.sizes.up)
        app.router.add_post("/control/person", self._person)
        app.router.add_post("/control/group", self._group)
        app.router.add_post("/control/channel", self._channel)
        app.router.add_post("/control/{kind:person|group|channel}/{id:-?\\d+}/{verb}", self._act)
        app.router.add_post("/control/acts", self._acts)
        app.router.add_get("/control/chat/{id:-?\\d+}", self._chat)
        app.router.add_get("/control/file/{file_id}", self._file)
        app.router.add_get("/control/press/{press_id}", self._press)
        app.router.add_post("/control/faults", self._order)
        app.router.add_delete("/control/faults", self._calm)
        app.router.add_get("/control/executions", self._executions)
        app.router.add_get("/control/feed", self._feed)
        app.router.add_get("/control/updates", self._updates)
        app.router.add_post("/control/server", self._server)
        app.router.add_get("/control/server", self._state)
        return app

    async def _person(self, request: web.Request) -> web.Response:
        return _shown({"chat_id": self._api.person(**await request.json()).id})

    async def _group(self, request: web.Request) -> web.Response:
        return _shown({"chat_id": self._api.group(**await request.json()).chat.id})

    async def _channel(self, request: web.Request) -> web.Response:
        return _shown({"chat_id": self._api.channel(**await request.json()).chat.id})

    async def _act(self, request: web.Request) -> web.Response:
        """Do what a method of Person, Group or Channel does."""
        kind, number = request.match_info["kind"], int(request.match_info["id"])
        verbs = {"person": PERSON, "group": GROUP, "channel": CHANNEL}[kind]
        verb = request.match_info["verb"]
        if verb not in verbs or self._api.telegram.chats.get(number) is None:
            return web.json_response({"error": "no such verb, or no such chat"}, status=404)
        chat = self._api.telegram.chats[number]
        room = {"person": self._someone, "group": self._room, "channel": self._room}[kind](chat)
        given = self._resolved(await request.json() if request.can_read_body else {})
        try:
            return _shown(verbs[verb](room, **given))
        except (ValueError, KeyError, TypeError) as error:
            return web.json_response({"error": str(error)}, status=409)

    async def _acts(self, request: web.Request) -> web.Response:
        """Do what many people do at one moment, and return that moment."""
        at = self._api.telegram.clock()
        for act in (await request.json())["acts"]:
            person, verb = self._api.person(act.pop("id")), PERSON[act.pop("verb")]
            verb(person, **self._resolved(act))
        return _shown({"at": at.isoformat()})

    def _someone(self, chat: Chat) -> Person:
        return self._api.person(chat.id)

    def _room(self, chat: Chat) -> Group | Channel:
        room = Channel if chat.kind == "channel" else Group
        return room(self._api.telegram, chat)

    def _resolved(self, given: Json) -> Json:
        """Return the arguments with ids, base64 and lists turned into what methods take."""
        people, chats = self._api.telegram.people, self._api.telegram.chats
        turned: Json = {}
        for name, value in given.items():
            match name:
                case "user" | "by":
                    turned[name] = people[value]
                case "channel":
                    turned[name] = Channel(self._api.telegram, chats[value])
                case "author" if isinstance(value, int):
                    turned[name] = self._api.person(value)
                case "content":
                    turned[name] = base64.b64decode(value)
                case "attachments":
                    turned[name] = [Attachment(**self._resolved(each)) for each in value]
                case _:
                    turned[name] = value
        return turned

    async def _chat(self, request: web.Request) -> web.Response:
        chat = self._api.telegram.chats[int(request.match_info["id"])]
        return _shown(chat.visible())

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self._api.telegram.files[request.match_info["file_id"]].content)

    async def _press(self, request: web.Request) -> web.Response:
        return _shown(self._api.telegram.presses[request.match_info["press_id"]])

    async def _order(self, request: web.Request) -> web.Response:
        self._api.faults.order(**await request.json())
        return _shown(True)

    async def _calm(self, request: web.Request) -> web.Response:
        self._api.faults.clear()
        return _shown(True)

    async def _executions(self, request: web.Request) -> web.Response:
        """Return what was done, narrowed by the query to a chat, a text, a method."""
        wanted = request.query
        return _shown(
            [
                asdict(each)
                for each in self._api.executions
                if all(str(getattr(each, name)) == value for name, value in wanted.items())
            ]
        )

    async def _feed(self, request: web.Request) -> web.Response:
        """Return the messages that were sent or edited after an execution, as they are now."""
        executions, chats = self._api.telegram.executions, self._api.telegram.chats
        fresh = executions[int(request.query.get("after", "0")) :]
        touched = dict.fromkeys((each.chat_id, each.message_id) for each in fresh)
        messages = [
            {"chat_id": chat, **seen(chats[chat].messages[id])}
            for chat, id in touched
            if chat in chats and id in chats[chat].messages
        ]
        return _shown(
            {
                "executions": len(executions),
                "calls": len(self._api.telegram.calls),
                "messages": messages,
            }
        )

    async def _updates(self, request: web.Request) -> web.Response:
        confirmed = self._api.telegram.updates.confirmed
        return _shown([{"id": each.id, "kind": each.kind} for each in confirmed])

    async def _server(self, request: web.Request) -> web.Response:
        """Change the server itself; see the keys."""
        for name, value in (await request.json()).items():
            match name:
                case "outage":  # seconds
                    await self._api.outage(value)
                case "down":
                    await (self._api.goes_down() if value else self._api.comes_back())
                case "passes":  # seconds, on its clock
                    self._api.passes(timedelta(seconds=value))
                case "revoked":
                    self._api.revoked = value
                case "bursts":
                    self._api.bursts.on = value
                case "repeats":
                    self._api.repeats_updates(value)
                case "shuffles":
                    self._api.shuffles_updates(value)
                case "redraws":
                    self._api.redraws_update_ids()
                case "crowd":  # strangers who write so often a second, for so many seconds
                    self._api.draws_a_crowd(**value)
                case _:
                    return web.json_response({"error": f"unknown key {name}"}, status=400)
        return _shown(True)

    async def _state(self, request: web.Request) -> web.Response:
        telegram = self._api.telegram
        return _shown(
            {
                "now": telegram.clock(),
                "pending": telegram.updates.pending(),
                "executions": len(telegram.executions),
                "calls": len(telegram.calls),
                "faults": [str(fault.trouble) for fault in telegram.faults.ordered],
                "happened": [
                    [str(trouble), method] for trouble, method in telegram.faults.happened
                ],
                "webhook": telegram.webhook.url,
            }
        )


def seen(message: Message) -> Json:
    """Return a message as a person sees it."""
    file = message.file
    return {
        "message_id": message.id,
        "from_bot": message.outgoing,
        "text": message.text,
        "entities": message.entities,
        "buttons": message.buttons,
        "versions": [version.text for version in message.versions],
        "file": None
        if file is None
        else {
            "kind": file.kind,
            "file_id": file.file_id,
            "name": file.name,
            "size": len(file.content),
        },
        "media_group_id": message.media_group_id,
        "reply_to": message.reply_to,
        "protected": message.protected,
        "silent": message.silent,
        "link_preview": message.link_preview,
        "sent_at": message.sent_at.isoformat(),
    }


def _shown(value: Any) -> web.Response:
    return web.Response(
        text=json.dumps(_plain(value), ensure_ascii=False, default=str),
        content_type="application/json",
    )


def _plain(value: Any) -> Any:
    match value:
        case Message():
            return seen(value)
        case Group():
            return {"chat_id": value.chat.id}
        case Press():
            return {
                "id": value.id,
                "data": value.data,
                "answered": value.answered,
                "answer": value.answer,
            }
        case list():
            return [_plain(each) for each in value]
    return value
