"""What an earlier version left open, and nobody was told to do: once, when the bot starts."""

from handlers.chat.turn import Site, Turn
from handlers.record.owing import open_obligation
from protocol.obligation import Kind
from storage.earlier import unreceipted
from storage.work import Work


def owe_receipts(work: Work, site: Site) -> int:
    """
    Let the receipt of each result be owed that an earlier version left without; return how many.

    It is owed from now on, by the usual time: who owes it is told as of any other receipt.
    """
    turn = Turn(work, site=site, key="upgrading", now=work.now)
    found = unreceipted(work.connection)
    for id in found:
        request = work.requests.get(id)
        open_obligation(
            turn,
            Kind.RESULT_RECEIPT,
            request.subject,
            owed_by=request.requesting,
            at=turn.now,
        )
        work.cards.touch(request.subject)
    return len(found)
