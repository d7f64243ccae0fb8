"""Of which kind something said is to one reader: who did it says so, where the caller does not."""

from protocol.nights import Voice
from protocol.obligation import About
from protocol.parties import Officer
from storage.sayings import Priority, Saying

# In these the other side has a part: what it does is heard at any hour.
_SHARED = frozenset({About.REQUEST, About.CONSENT})


def voice_of(saying: Saying, reader: Officer, actor: Officer | None) -> Voice:
    """
    Return of which kind a saying is to its reader; `actor` is None where time or a server speaks.

    An alarm is a signal. What somebody of another authority did with a request is an act of the
    other side, what answers who acts an answer, and all else an authority's own.
    """
    if saying.priority is Priority.ALARM:
        return Voice.SIGNAL
    if actor is None:
        return Voice.OWN
    if reader.id == actor.id:
        return Voice.ANSWER
    is_shared = saying.subject is not None and saying.subject.about in _SHARED
    return Voice.ACT if is_shared and reader.authority != actor.authority else Voice.OWN
