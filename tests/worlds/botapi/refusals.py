"""What Telegram answers when it refuses, word for word (tdlib/telegram-bot-api, Client.cpp)."""

from typing import Any


class ApiError(Exception):
    """An answer that is not `ok`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
BLOCKED = "bot was blocked by the user"
DEACTIVATED = "user is deactivated"
NEVER_STARTED = "bot can't initiate conversation with a user"
OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


def bad(description: str, **parameters: int) -> ApiError:
    """Return a refusal of the request itself."""
    return ApiError(400, f"Bad Request: {description}", **parameters)


def unparsable(why: str) -> ApiError:
    """Return the refusal of markup."""
    return bad(f"can't parse entities: {why}")


def forbidden(description: str) -> ApiError:
    """Return a refusal that lasts until the person does something."""
    return ApiError(403, f"Forbidden: {description}")


def unauthorized() -> ApiError:
    """Return the answer to a token that is unknown or was revoked."""
    return ApiError(401, "Unauthorized")


def not_found() -> ApiError:
    """Return the answer to a malformed token or an unknown path."""
    return ApiError(404, "Not Found")


def unknown_method() -> ApiError:
    """Return the answer to a method that does not exist."""
    return ApiError(404, "Not Found: method not found")


def conflict(description: str) -> ApiError:
    """Return what a poller hears when another one, or a webhook, takes its place."""
    return ApiError(409, f"Conflict: {description}")


def too_many(retry_after: int) -> ApiError:
    """Return the answer to a burst."""
    return ApiError(
        429, f"Too Many Requests: retry after {retry_after}", retry_after=max(retry_after, 1)
    )


def upgraded(supergroup: int) -> ApiError:
    """Return the answer for a group that has become a supergroup."""
    return bad(
        "group chat was upgraded to a supergroup chat",
        migrate_to_chat_id=supergroup,
    )


def too_large() -> ApiError:
    """Return the answer to an upload over the limit."""
    return ApiError(413, "Request Entity Too Large")


SERVER_FAILURES = {
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


def server_failure(code: int) -> ApiError:
    """Return a failure of the server; whether it did something first is another matter."""
    return ApiError(code, SERVER_FAILURES.get(code, "Internal Server Error"))
