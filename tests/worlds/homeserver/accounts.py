"""Accounts of a homeserver, and logging in to them."""

from dataclasses import dataclass

from tests.worlds.homeserver.asking import CLIENT, Json, ask


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody's account; `password` is what they log in with."""

    user_id: str
    password: str

    @property
    def localpart(self) -> str:
        """The name without the server's."""
        return self.user_id[1:].partition(":")[0]


@dataclass(frozen=True, slots=True)
class Login:
    """A device of an account and its token."""

    user_id: str
    device_id: str
    token: str


async def log_in(address: str, account: Account, *, device: str = "") -> Login:
    """Log in with the password, on a new device or on a named one."""
    asked: Json = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": account.user_id},
        "password": account.password,
    }
    if device:
        asked["device_id"] = device
    given = await ask(address, "POST", f"{CLIENT}/login", json=asked)
    return Login(given["user_id"], given["device_id"], given["access_token"])
