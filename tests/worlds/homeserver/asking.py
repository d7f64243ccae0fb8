"""One request to the homeserver, and its refusals."""

from typing import Any

import aiohttp
from yarl import URL

Json = dict[str, Any]

CLIENT = "/_matrix/client/v3"
UPLOAD = "/_matrix/media/v3/upload"
DOWNLOAD = "/_matrix/client/v1/media/download"


class ServerRefused(Exception):
    """The homeserver answered with an error."""

    def __init__(self, status: int, answer: Json) -> None:
        super().__init__(status, answer.get("errcode"), answer.get("error"))
        self.status = status
        self.errcode = str(answer.get("errcode", ""))
        self.answer = answer


async def ask(
    address: str, method: str, path: str, *, token: str = "", json: Json | None = None
) -> Json:
    """
    Call anything of a homeserver; `path` is already quoted.

    Raises:
        ServerRefused: it answered with an error.
    """
    async with (
        aiohttp.ClientSession(headers=_bearer(token)) as session,
        session.request(method, URL(address + path, encoded=True), json=json) as response,
    ):
        answer: Json = await response.json(content_type=None)
        if not response.ok:
            raise ServerRefused(response.status, answer)
        return answer


async def upload(address: str, content: bytes, *, token: str) -> str:
    """Store bytes at a homeserver and return their mxc address."""
    headers = _bearer(token) | {"Content-Type": "application/octet-stream"}
    async with (
        aiohttp.ClientSession(headers=headers, raise_for_status=True) as session,
        session.post(address + UPLOAD, data=content) as response,
    ):
        return str((await response.json())["content_uri"])


async def download(address: str, where: str, *, token: str) -> bytes:
    """Return the bytes that lie at an mxc address."""
    url = f"{address}{DOWNLOAD}/{where.removeprefix('mxc://')}"
    async with (
        aiohttp.ClientSession(headers=_bearer(token), raise_for_status=True) as session,
        session.get(url) as response,
    ):
        return await response.read()


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}
