"""Logging in by the password, and the one thing that a homeserver does not say where it refuses."""

from bot.transports.matrix.server import Refusal, Server, Unanswered, Unreached, by_password, path
from bot.transports.matrix.signatures import Json

PASSWORD = "m.login.password"


class NoPasswordLogin(Refusal):
    """The homeserver takes no password of anybody: no other one would help."""


async def log_in(server: Server, user: str, password: str, **how: str) -> Json:
    """
    Return what the homeserver answers to a log-in; `how` names a device, or what it is called.

    Raises: NoPasswordLogin, Refusal, Unreached, Unanswered.
    """
    try:
        return await server.call("POST", path("login"), {**by_password(user, password), **how})
    except Refusal as refusal:
        if not refusal.is_passing and await _takes_no_password(server):
            raise NoPasswordLogin(refusal.status, refusal.code) from None
        raise


async def _takes_no_password(server: Server) -> bool:
    try:
        flows = (await server.call("GET", path("login"))).get("flows")
    except (Refusal, Unreached, Unanswered):
        return False
    return isinstance(flows, list) and not any(
        isinstance(each, dict) and each.get("type") == PASSWORD for each in flows
    )
