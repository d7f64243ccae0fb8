"""What is said to many goes into the outbox part by part, each as one row of the clock."""

from dataclasses import replace

from handlers.chat.turn import Turn
from storage.mailings import Part


def mail(turn: Turn, part: Part) -> None:
    """Put the messages of a part into the outbox, each with its reader's own buttons."""
    work, keys = turn.work, dict(part.readers)
    readers = work.registry.readable(keys)
    choices = work.offers.make_for(
        {reader.id: turn.own_buttons(reader, part.offered) for reader in readers}
    )
    work.outbox.put_all(
        replace(part.saying, key=keys[reader.id], officer=reader.id, choices=choices[reader.id])
        for reader in readers
    )
    work.outbox.mailings.end(part)
