"""What a test may do to a server, and ask it, in the same process."""

from tests.worlds.botapi.chats import User
from tests.worlds.botapi.faults import Faults
from tests.worlds.botapi.limits import Bursts
from tests.worlds.botapi.people import Person, make_person
from tests.worlds.botapi.rooms import Channel, Group, make_channel, make_group
from tests.worlds.botapi.telegram import Execution, Telegram


class Scene:
    """The people and rooms around one bot, and the record of what it did."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    @property
    def faults(self) -> Faults:
        """What goes wrong on order: `faults.order("too_many", times=2, chat=7, seconds=3)`."""
        return self.telegram.faults

    @property
    def bursts(self) -> Bursts:
        """The limits on messages; `bursts.on = True` sets them to work."""
        return self.telegram.bursts

    @property
    def executions(self) -> list[Execution]:
        """Everything that calls have done, oldest first."""
        return self.telegram.executions

    def person(
        self,
        user_id: int,
        first_name: str = "Person",
        username: str = "",
        language_code: str = "",
    ) -> Person:
        """Return a person, the same one for the same id."""
        return make_person(self.telegram, User(user_id, first_name, username, language_code))

    def group(self, title: str = "Group", *, number: int = 500, supergroup: bool = False) -> Group:
        """Return a group that the bot is in."""
        return make_group(self.telegram, title, number=number, supergroup=supergroup)

    def channel(self, title: str = "Channel", username: str = "", *, number: int = 900) -> Channel:
        """Return a channel that the bot is an administrator of."""
        return make_channel(self.telegram, title, username, number=number)

    def times_executed(self, chat_id: int, text: str, method: str = "sendMessage") -> int:
        """Return how often the same words, as a person sees them, were sent to a chat."""
        return self.telegram.times_executed(chat_id, text, method)

    def repeats_updates(self, number: int = 1) -> None:
        """Bring so many of the next updates a second time, confirmed or not."""
        self.telegram.updates.repeating = number

    def shuffles_updates(self, batches: int = 1) -> None:
        """Bring so many of the next batches in any order."""
        self.telegram.updates.shuffling = batches

    def redraws_update_ids(self) -> None:
        """Number the next updates from anywhere, as after a silent week; what waits is gone."""
        self.telegram.updates.redraw()
