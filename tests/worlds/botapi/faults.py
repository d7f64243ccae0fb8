"""What goes wrong on order: for the next calls, of one method or all, to one chat or any."""

from dataclasses import dataclass
from enum import StrEnum

from tests.worlds.botapi.calls import Call
from tests.worlds.botapi.refusals import (
    BLOCKED,
    DEACTIVATED,
    NEVER_STARTED,
    ApiError,
    forbidden,
    server_failure,
    too_many,
    unauthorized,
)


class Trouble(StrEnum):
    """How a call goes wrong. A table says below which of them happen before the call is done."""

    TOO_MANY = "too_many"  # 429, not done; `seconds` is retry_after
    BLOCKED = "blocked"  # 403, not done
    DEACTIVATED = "deactivated"  # 403, not done
    NEVER_STARTED = "never_started"  # 403, not done
    UNAUTHORIZED = "unauthorized"  # 401, not done: the token was revoked
    ANSWERS = "answers"  # `status` and `description`, not done
    FAILS = "fails"  # 5xx in `status`, not done
    FAILS_AFTER = "fails_after"  # 5xx in `status`, although done
    RESETS = "resets"  # the connection is reset, not done
    RESETS_AFTER = "resets_after"  # the connection is reset, although done
    SILENT = "silent"  # done, never answered
    DEAF = "deaf"  # not done, never answered
    SLOW = "slow"  # done at once, answered after `seconds`
    LATE = "late"  # done and answered after `seconds`


REFUSED = {
    Trouble.BLOCKED: lambda: forbidden(BLOCKED),
    Trouble.DEACTIVATED: lambda: forbidden(DEACTIVATED),
    Trouble.NEVER_STARTED: lambda: forbidden(NEVER_STARTED),
    Trouble.UNAUTHORIZED: unauthorized,
}


@dataclass(slots=True)
class Fault:
    """
    A trouble for the next `times` calls; `method`, `chat` and `text`, words that are said, narrow
    which; `skip` lets some pass.
    """

    trouble: Trouble
    times: int = 1
    method: str = ""
    chat: int = 0
    skip: int = 0
    seconds: float = 1
    status: int = 502
    description: str = ""
    text: str = ""

    def concerns(self, call: Call) -> bool:
        """Say whether a call is one of those meant."""
        if self.method and self.method.lower() != call.method.lower():
            return False
        if self.text not in call.text("text"):
            return False
        return not self.chat or call.number("chat_id") == self.chat

    def refusal(self) -> ApiError | None:
        """Return the answer that takes the place of doing the call, if that is the trouble."""
        match self.trouble:
            case Trouble.TOO_MANY:
                return too_many(int(self.seconds))
            case Trouble.FAILS:
                return server_failure(self.status)
            case Trouble.ANSWERS:
                return ApiError(self.status, self.description)
            case trouble if trouble in REFUSED:
                return REFUSED[trouble]()
        return None


class Faults:
    """What was ordered and has not happened yet, in order."""

    def __init__(self) -> None:
        self.ordered: list[Fault] = []
        self.happened: list[tuple[Trouble, str]] = []

    def order(
        self,
        trouble: Trouble | str,
        *,
        times: int = 1,
        method: str = "",
        chat: int = 0,
        skip: int = 0,
        seconds: float = 1,
        status: int = 502,
        description: str = "",
        text: str = "",
    ) -> Fault:
        """Let the next `times` calls that fit go wrong; without a method, not getUpdates."""
        fault = Fault(
            Trouble(trouble), times, method, chat, skip, seconds, status, description, text
        )
        self.ordered.append(fault)
        return fault

    def clear(self) -> None:
        """Let everything work again."""
        self.ordered.clear()

    def strike(self, call: Call) -> Fault | None:
        """Return the fault that this call meets, and count it."""
        for fault in self.ordered:
            if not fault.concerns(call) or (not fault.method and call.method == "getUpdates"):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.ordered.remove(fault)
            self.happened.append((fault.trouble, call.method))
            return fault
        return None
