"""What the operator of the homeserver may do: accounts, devices, rooms, and who is in them."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from tests.worlds.homeserver.accounts import Account, Login, log_in
from tests.worlds.homeserver.asking import CLIENT, Json, ask

OPERATOR = "operator"
SYNAPSE = "/_synapse/admin"


class Admin:
    """The homeserver's own interface, with an operator who is in no room."""

    def __init__(self, address: str, name: str, secret: str) -> None:
        self.address = address
        self.name = name
        self._secret = secret
        self._token = ""

    async def register(self, localpart: str, *, password: str = "") -> Account:
        """Make an account without any device, or give an existing one a new password."""
        account = Account(f"@{localpart}:{self.name}", password or secrets.token_hex(8))
        await self.does("PUT", f"/v2/users/{_path(account.user_id)}", password=account.password)
        return account

    async def login(self, account: Account, *, device: str = "") -> Login:
        """Log in with the password, on a new device or on a named one."""
        return await log_in(self.address, account, device=device)

    async def login_as(self, user_id: str) -> str:
        """Return a token of somebody, without a device, as only the operator can."""
        given = await self.does("POST", f"/v1/users/{_path(user_id)}/login")
        return str(given["access_token"])

    async def devices(self, user_id: str) -> Mapping[str, Json]:
        """Return somebody's devices by their ids."""
        given = await self.does("GET", f"/v2/users/{_path(user_id)}/devices")
        return {each["device_id"]: each for each in given["devices"]}

    async def delete_device(self, user_id: str, device_id: str) -> None:
        """Log a device out and forget its keys."""
        await self.does("DELETE", f"/v2/users/{_path(user_id)}/devices/{_path(device_id)}")

    async def logout_all(self, user_id: str) -> None:
        """Log every device of somebody out and forget their keys."""
        devices = list(await self.devices(user_id))
        path = f"/v2/users/{_path(user_id)}/delete_devices"
        await self.does("POST", path, devices=devices)

    async def lifts_limits(self, user_id: str) -> None:
        """Let somebody write as much as they want, whatever `rc_message` says."""
        path = f"/v1/users/{_path(user_id)}/override_ratelimit"
        await self.does("POST", path, messages_per_second=0, burst_count=0)

    async def deactivate(self, user_id: str) -> None:
        """End an account: it is logged out and leaves every room."""
        await self.does("POST", f"/v1/deactivate/{_path(user_id)}", erase=False)

    async def force_join(self, room: str, user_id: str) -> None:
        """Put somebody into a room, in the name of the mightiest member, asking nobody."""
        by = await self._mightiest(room)
        inviting = await self.login_as(by)
        path = f"{CLIENT}/rooms/{_path(room)}"
        await self.call("POST", f"{path}/invite", token=inviting, json={"user_id": user_id})
        joining = await self.login_as(user_id)
        await self.call("POST", f"{path}/join", token=joining, json={})

    async def put_state(self, room: str, kind: str, content: Json, *, key: str = "") -> str:
        """Set state of a room in the name of the mightiest member; return the event's id."""
        token = await self.login_as(await self._mightiest(room))
        path = f"{CLIENT}/rooms/{_path(room)}/state/{_path(kind)}/{_path(key)}"
        given = await self.call("PUT", path, token=token, json=content)
        return str(given["event_id"])

    async def room_state(self, room: str) -> Sequence[Json]:
        """Return the state events of a room as the server has them."""
        state: Sequence[Json] = (await self.does("GET", f"/v1/rooms/{_path(room)}/state"))["state"]
        return state

    async def events(self, room: str, *, limit: int = 1000) -> Sequence[Json]:
        """Return the last events of a room as they lie on the server, oldest first."""
        path = f"/v1/rooms/{_path(room)}/messages?dir=b&limit={limit}"
        chunk: list[Json] = (await self.does("GET", path))["chunk"]
        return chunk[::-1]

    async def members(self, room: str) -> Sequence[str]:
        """Return who has joined a room."""
        members: Sequence[str] = (await self.does("GET", f"/v1/rooms/{_path(room)}/members"))[
            "members"
        ]
        return members

    async def rooms_of(self, user_id: str) -> Sequence[str]:
        """Return the rooms that somebody has joined."""
        path = f"/v1/users/{_path(user_id)}/joined_rooms"
        rooms: Sequence[str] = (await self.does("GET", path))["joined_rooms"]
        return rooms

    async def does(self, method: str, path: str, **given: Any) -> Json:
        """Call the operator's interface, as the operator."""
        if not self._token:
            self._token = await self._become_operator()
        body = given if method != "GET" else None
        return await self.call(method, SYNAPSE + path, token=self._token, json=body)

    async def call(
        self, method: str, path: str, *, token: str = "", json: Json | None = None
    ) -> Json:
        """
        Call anything of the homeserver.

        Raises:
            ServerRefused: it answered with an error.
        """
        return await ask(self.address, method, path, token=token, json=json)

    async def _become_operator(self) -> str:
        path = f"{SYNAPSE}/v1/register"
        nonce = (await self.call("GET", path))["nonce"]
        password = secrets.token_hex(8)
        said = "\0".join((nonce, OPERATOR, password, "admin")).encode()
        given = {
            "nonce": nonce,
            "username": OPERATOR,
            "password": password,
            "admin": True,
            "mac": hmac.new(self._secret.encode(), said, hashlib.sha1).hexdigest(),
        }
        return str((await self.call("POST", path, json=given))["access_token"])

    async def _mightiest(self, room: str) -> str:
        state = {(each["type"], each["state_key"]): each for each in await self.room_state(room)}
        levels = state["m.room.power_levels", ""]["content"]
        creator = state["m.room.create", ""]["sender"]
        here = await self.members(room)

        def might(user_id: str) -> tuple[bool, int]:
            power = levels.get("users", {}).get(user_id, levels.get("users_default", 0))
            return user_id == creator, power

        return max(here, key=might)


def _path(part: str) -> str:
    return quote(part, safe="")
