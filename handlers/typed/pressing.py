"""
Which button the words or the number that an officer types press, in one turn.

What answers a message is about that message, or about nothing; a bare text may mean whatever was
offered and still holds, where it is one act.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from handlers.catalogue import BY_NAME
from handlers.chat.choosing import Chosen, Typed, Unclear, Undecided, chosen, typed
from handlers.chat.events import Attached, Incoming, Said
from handlers.chat.families import Family
from handlers.chat.labels import says
from handlers.chat.questions import ANSWER
from handlers.chat.turn import Turn, Untaken, question
from handlers.record.subjects import SUBJECTS, number_of, view
from handlers.record.which_one import Answered
from protocol.parties import NUMBERED
from protocol.refusals import Refused
from protocol.request import number as request_number
from protocol.views import View
from storage.arrivals import SentAs
from storage.drafts import Draft
from storage.offers import Numbered, Offer, Shown
from storage.values import Line

# Named under what is not clear; more would be no help.
NAMED = 6
UNCLEAR = Family("refused-chosen", tuple(Unclear))
INSTEAD = Family("instead-chosen", tuple(Unclear))
# The value of a label by which a list numbers its lines.
PLACE = "place"
# What stands on the buttons of lists: what they list, and that there is more; never an act.
OF_LISTS = ("choice-number", "choice-more")


def offer_pressed(
    turn: Turn, said: Said, active: Draft | None, *, takes_numbers: bool
) -> Offer | None:
    """
    Return the offer that a text presses; None where it presses none and may be an answer.

    `active` is the dialog of the officer, `takes_numbers` whether it may ask for a bare number.

    Raises: Refused when it is a number or a button's words and means nothing now, or not one thing.
    """
    meant = typed(said.text)
    if said.answers:
        return _offer_answered(turn, said, meant)
    asked_at = active.updated_at if active and active.asking is not None else None
    if meant.number is not None and (found := _of_number(turn, meant)) is not None:
        held = (replace(each, holds=each.holds and _may_answer(each, active)) for each in found)
        choice = chosen(held, asked_at=asked_at, takes_numbers=takes_numbers)
    elif meant.number is None and meant.words:
        # Words are an answer like any other, unless the question or an alarm offers them.
        held = (
            each
            for each in turn.work.offers.with_number_held(turn.officer.id)
            if asked_at is None or each.at >= asked_at or each.rings
        )
        may = (each for each in held if _may_answer(each, active))
        found = tuple(each for each in may if _says(turn, each.offer, meant.words))
        if active is not None:
            # What a dialog shows last is meant rather than the same words somewhere above.
            found = tuple(each for each in found if each.at >= active.updated_at) or found
        choice = chosen(_of_latest_list(turn, found), asked_at=asked_at)
    else:
        return None
    if said.in_clear and (choice is not None or meant.number is not None):
        raise Refused("refused-unsealed", instead="instead-unsealed")
    return _decide(turn, meant, choice, active, takes_numbers=takes_numbers)


def may_press(turn: Turn, said: Said, offer: str, *, before: datetime) -> bool:
    """Say whether a text may press an offer, and nothing that was not offered `before`."""
    meant = typed(said.text)
    if said.answers and turn.channel is not None:
        sent = turn.work.arrivals.sent_as(turn.officer.id, turn.channel, said.answers)
        return sent is not None and any(each.offer == offer for each in _fits(turn, sent, meant))
    if meant.number is not None:
        found = _of_number(turn, meant) or ()
    else:
        held = turn.work.offers.with_number_held(turn.officer.id) if meant.words else ()
        found = tuple(each for each in held if _says(turn, each.offer, meant.words))
    newer = any(each.at >= before for each in found)
    return not newer and any(each.offer.id == offer for each in found)


def check_answers(turn: Turn, event: Said | Attached, active: Draft) -> None:
    """
    Check that what answers a message may be the answer to the open question.

    Raises: Refused when it answers something else.
    """
    if not event.answers or turn.channel is None:
        return
    sent = turn.work.arrivals.sent_as(turn.officer.id, turn.channel, event.answers)
    about = None if sent is None else (sent.subject, sent.by, sent.at >= active.updated_at)
    if about == (None, turn.officer.id, True):
        return
    said = event.text.strip()[:64]
    raise Untaken(
        "refused-reply-other" if isinstance(event, Said) else "refused-reply-file",
        instead="instead-reply-other",
        below=_choices_under(turn, sent) if isinstance(event, Said) else (),
        text=said or "-",
        **question(active),
    )


def subject_answered(turn: Turn, event: Incoming) -> Answered:
    """Return what a typed command answers, as its author has said it and the record knows it."""
    if not isinstance(event, Said | Attached) or turn.channel is None:
        return Answered()
    if isinstance(event, Said) and event.in_clear:
        return Answered(is_clear=False)
    if not event.answers:
        return Answered()
    sent = turn.work.arrivals.sent_as(turn.officer.id, turn.channel, event.answers)
    if sent is not None and sent.subject is None:
        return Answered()
    subject = sent.subject if sent else None
    card = turn.work.cards.sent_as(turn.officer.id, turn.channel, event.answers)
    return Answered(subject or card, is_clear=False)


def refusal_of(turn: Turn, said: Said) -> Refused:
    """Return why words that answer no question mean nothing, and what can be chosen instead."""
    sent = None
    if said.answers and turn.channel is not None:
        sent = turn.work.arrivals.sent_as(turn.officer.id, turn.channel, said.answers)
    if sent is not None and sent.choices:
        return Untaken(
            "refused-reply-words", instead="instead-reply-words", below=_choices_under(turn, sent)
        )
    if typed(said.text).number is not None and turn.channel not in NUMBERED:
        return Refused("refused-not-understood", instead="instead-buttons")
    return Refused("refused-not-understood", instead="instead-help")


def _may_answer(each: Numbered, active: Draft | None) -> bool:
    """Say whether what is offered is no answer, or one to what the dialog asks or shows now."""
    if each.offer.command != ANSWER:
        return True
    if active is None or not each.offer.argument.startswith(f"{active.id} "):
        return False
    return each.at >= active.updated_at


def _of_latest_list(turn: Turn, found: tuple[Numbered, ...]) -> tuple[Numbered, ...]:
    """Return what words mean that name no act but what a list has: its own, while it is latest."""
    if len(found) < 2 or any(each.offer.label not in OF_LISTS for each in found):
        return found
    newest = max(each.at for each in found)
    if newest != turn.work.offers.newest_at(turn.officer.id):
        return found
    return tuple(each for each in found if each.at == newest)


def _of_number(turn: Turn, meant: Typed) -> tuple[Numbered, ...] | None:
    """
    Return what was offered under a number; None where numbers mean nothing on this channel.

    A list that numbers its lines is chosen from by those numbers, on every channel: they alone
    count while it is the latest that was offered, and later both meanings are named.
    """
    listed, is_latest = _of_line(turn, meant.number)
    if turn.channel not in NUMBERED or (is_latest and not meant.words):
        return listed if is_latest else None
    found = (*turn.work.offers.by_number(meant.number or 0, turn.officer.id), *listed)
    if not meant.words:
        return found
    return tuple(each for each in found if _says(turn, each.offer, meant.words))


def _of_line(turn: Turn, number: int | None) -> tuple[tuple[Numbered, ...], bool]:
    """Return what that line of the latest list offers, and whether nothing newer is offered."""
    offers, whose = turn.work.offers, turn.officer.id
    listed = offers.held_naming(whose, PLACE)
    newest = offers.newest_at(whose) if listed else None
    if newest is None:
        return (), False
    latest = [each for each in listed if each.at == listed[0].at]
    found = tuple(each for each in latest if dict(each.offer.label_values)[PLACE] == number)
    return found, bool(found) and latest[0].at >= newest


def _says(turn: Turn, offer: Offer | Shown, typed_words: str) -> bool:
    """Say whether these are the words of a button, or words that mean it in any language."""
    values = dict(offer.label_values if isinstance(offer, Offer) else offer.values)
    return says(turn, offer.label, values, typed_words)


def _offer_answered(turn: Turn, said: Said, meant: Typed) -> Offer | None:
    """Return what a text presses under the message that it answers."""
    if turn.channel is None or not (meant.words or meant.number):
        return None
    arrivals, whose = turn.work.arrivals, turn.officer.id
    sent = arrivals.sent_as(whose, turn.channel, said.answers)
    if sent is None and meant.number is not None:
        # Moments before a crash it was sent, and its id is not known yet: what may be it, is it.
        found = (_under(turn, each, meant) for each in arrivals.under_way(whose, turn.channel))
        offers = {each.id: each for each in found if each is not None}
        if len({(each.command, each.argument) for each in offers.values()}) == 1:
            return next(iter(offers.values()))
    if sent is not None and (offer := _under(turn, sent, meant)) is not None:
        return offer
    if meant.number is None or meant.words or turn.channel not in NUMBERED:
        return None
    raise Untaken(
        "refused-reply-number",
        instead="instead-reply-number",
        below=_choices_under(turn, sent),
        text=said.text.strip()[:16],
    )


def _under(turn: Turn, sent: SentAs, meant: Typed) -> Offer | None:
    """
    Return what a text means under a message: its own number there, or the words of a button.

    Raises: Refused when that button is void or too old.
    """
    shown = next(iter(_fits(turn, sent, meant)), None)
    if shown is None:
        return None
    offer = turn.work.offers.by_id(shown.offer, turn.officer.id)
    if offer is None:
        raise Refused("refused-button", instead="instead-open")
    return offer


def _fits(turn: Turn, sent: SentAs, meant: Typed) -> Iterable[Shown]:
    """Yield what a text means of what stands under a message."""
    for shown in sent.choices:
        is_numbered = shown.number == meant.number and turn.channel in NUMBERED
        if meant.number is not None and not is_numbered:
            continue
        if meant.words and not _says(turn, shown, meant.words):
            continue
        if meant.words or meant.number is not None:
            yield shown


def _decide(
    turn: Turn, meant: Typed, choice: Chosen, active: Draft | None, *, takes_numbers: bool
) -> Offer | None:
    if not isinstance(choice, Undecided):
        return choice
    said = str(meant.number) if meant.number is not None else meant.words
    left = len(choice.meant) - NAMED
    below = (
        *(_card(turn, each) for each in choice.meant[:NAMED]),
        *((Line("list-more", {"count": left}),) if left > 0 else ()),
    )
    facts = question(active) if choice.why is Unclear.OPEN and active else {}
    may_be_answer = takes_numbers and choice.why is Unclear.OPEN and meant.number is not None
    raise Untaken(
        UNCLEAR[choice.why],
        instead="instead-chosen-number" if may_be_answer else INSTEAD[choice.why],
        below=below,
        text=said,
        **facts,
    )


def _card(turn: Turn, each: Numbered) -> Line:
    """Name the message to answer: what it offers, about which number, since when, by what name."""
    offer, number = each.offer, "-"
    visible = each.about is not None and view(turn.work, each.about, turn.officer) > View.NOTHING
    if each.about is not None and visible and SUBJECTS[each.about.about].is_typed:
        number = number_of(turn.work, each.about)
    label = Line(offer.label, dict(offer.label_values))
    return Line(
        "chosen-card", {"label": label, "number": number, "at": each.at, "way": _way(offer)}
    )


def _way(offer: Offer) -> str:
    """Return the command that does the same, where one is typed."""
    found = request_number(offer.argument)
    is_whole = found is not None and found.requesting is not None
    command = BY_NAME.get(offer.command)
    is_typed = command is not None and command.entry.is_typed and is_whole
    return f"/{offer.command} {offer.argument}" if is_typed else "-"


def _choices_under(turn: Turn, sent: SentAs | None) -> Iterable[Line]:
    """Return what can be chosen under a message."""
    numbered = turn.channel in NUMBERED
    for shown in sent.choices if sent else ():
        label = Line(shown.label, dict(shown.values))
        yield Line("chosen-line", {"label": label, "count": shown.number if numbered else 0})
