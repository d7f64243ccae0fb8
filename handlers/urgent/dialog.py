"""The dialog of an urgent request: asking, keeping, previewing. Nothing typed is ever lost."""

from dataclasses import replace

from handlers.chat import blocked_text, drafts, typed_words
from handlers.chat.command import Answer
from handlers.chat.questions import option
from handlers.chat.turn import Ask, Choice, Turn, echoed, lines_of
from handlers.consent import one_time
from handlers.draft import addressees, entered, fields, reading
from handlers.draft.addressees import ENOUGH, SEVERAL
from handlers.draft.answers import filled, value
from handlers.draft.reading import Form
from handlers.files.attach import attach
from handlers.record.agreements import agreed_for_draft, missing_agreement
from handlers.urgent import beginning
from handlers.urgent.review import leaving, preview
from protocol.conditions import in_force, not_immediate, not_in_preparation, other_ground
from protocol.parties import Authority, Channel, Party
from protocol.refusals import Refused
from protocol.request import Crime
from storage.carrying import Carries
from storage.drafts import Draft
from storage.values import Line

URGENT = beginning.URGENT
# In the answers of a draft: of which successors its author has been told.
REPLACED = "replaced"
# The answers after which no technical means may carry the request (Art. 6).
BARRING = {
    Crime.COMMITTED: not_in_preparation,
    fields.OTHER_GROUND: other_ground,
    fields.NOT_IMMEDIATE: not_immediate,
}


def carry_on(turn: Turn, draft: Draft) -> None:
    """Ask for what is missing next, or show the preview; or why no content is asked for here."""
    addressed = addressees.addressees(turn, draft)
    one_time.retract(turn, draft.id, besides=[each.id for each in addressed])
    asking = fields.asked_next(draft.answers)
    if asking is not None:
        ask(turn, draft, asking)
        return
    saved = replace(draft, asking=None, updated_at=turn.now, active=True)
    # What is known when a draft is saved is kept with it: what sends it need not read it again.
    blocked_text.reading(turn, *fields.content(saved.answers).texts())
    turn.work.drafts.save(saved)
    if not tell_no_passage(turn, saved):
        preview(turn, saved).say(turn)


def tell_no_passage(turn: Turn, draft: Draft) -> bool:
    """
    Say so, with what can be done, where content may not pass over the sender's channel (Art. 6).

    False where it may. What a person writes then is taken for another addressee.
    """
    lacking = [
        (to, why) for to in addressees.addressees(turn, draft) if (why := _why(turn, draft, to))
    ]
    if not lacking:
        return False
    is_entered = entered.is_entered(draft)
    asking = None if is_entered else fields.TO
    turn.work.drafts.save(replace(draft, asking=asking, updated_at=turn.now, active=True))
    lines: list[Line] = []
    choices: list[Choice] = []
    for to, why in lacking:
        lines.extend(lines_of(why))
        if is_entered:
            continue  # It went to that one alone, by what was agreed to then.
        asked = _asking(turn, draft, to)
        if isinstance(asked, Choice):
            choices.append(asked)
            continue
        lines.extend(lines_of(asked))
        if asked.why == one_time.NOBODY:
            choices.append(Choice("letter", f"consent {draft.id}", "letter.choice-consent"))
    elsewhere = _elsewhere(turn, draft)
    if elsewhere:
        lines.append(Line("instead-elsewhere", {"channels": elsewhere}))
    if any(each.command == "seek" for each in choices):
        lines.append(Line("instead-consent"))
    if not is_entered:
        readdress = Choice("edit", f"{draft.id} {fields.TO}", "edit.choice-readdress")
        choices.extend((*one_time.ways(draft.id), readdress))
    turn.say(
        "refused",
        carries=echoed(lines),
        choices=(*choices, *leaving(draft)),
        lines=tuple(lines),
    )
    return True


def ask(turn: Turn, draft: Draft, name: str) -> None:
    """Ask one question of the form; of content only where that may pass."""
    if name != fields.TO and tell_no_passage(turn, draft):
        return
    answers = {**draft.answers, REPLACED: _tell_replaced(turn, draft)}
    asked = replace(draft, answers=answers, asking=name, updated_at=turn.now, active=True)
    turn.work.drafts.save(asked)
    question = asks(turn, asked)
    if question is not None:
        question.say(turn)


def asks(turn: Turn, draft: Draft) -> Ask | None:
    """Return the open question of the form; None where it is under review."""
    name = draft.asking
    if name is None:
        return None
    question = fields.QUESTIONS[name]
    return Ask(
        question.ask,
        choices=(*question.choices(turn, draft), *leaving(draft)),
        values=question.facts(turn, draft),
    )


def take_answer(turn: Turn, draft: Draft, answer: Answer) -> None:
    """
    Take an answer to the open question, or to the one that was pressed, and carry on.

    Raises: Refused when it is no answer to it; the draft stays as it was, and files are kept.
    """
    form = _form(turn, draft, answer)
    if form is not None:
        draft = beginning.fitting(turn, draft, form)
    if not answer.files:
        _take(turn, draft, answer, form)
        return
    count = attach(turn, answer.files, about="draft", subject=draft.id, purpose="request")
    turn.say("attached", carries=Carries.NOTHING, count=count)
    if typed_words.said(answer.text):
        try:
            _take(turn, draft, answer, form)
        except Refused as refused:
            why = lines_of(refused)
            turn.say("refused", carries=echoed(why), lines=why)
            if draft.asking is None:
                preview(turn, draft).say(turn)
    elif draft.asking is None:
        preview(turn, draft).say(turn)


def _form(turn: Turn, draft: Draft, answer: Answer) -> Form | None:
    """
    Return the form that an answer is, or None.

    One field is enough where it begins with its label, or where no text is asked for: it gives
    that field, or corrects it.
    """
    if answer.value is not None:
        return None
    asking = answer.question or draft.asking
    is_text = asking in fields.TEXTS
    given = [name for name, value in draft.answers.items() if value]
    open_ = asking if is_text or asking in reading.SHORT else None
    form = reading.read(answer.text, turn.site.words, asking=open_, given=given)
    is_form = form.labelled and (form.is_whole or form.begins or not is_text)
    return form if is_form else None


def _take(turn: Turn, draft: Draft, answer: Answer, form: Form | None) -> None:
    name = answer.question or draft.asking
    if form is not None:
        fill(turn, draft, form)
        return
    if name is None:
        turn.asked = preview(turn, draft)
        raise Refused("refused-nothing-asked", instead="instead-preview")
    if name == fields.TO:
        _address(turn, draft, answer)
        return
    change = value(turn, draft, name, answer)
    answers = {**draft.answers, **change}
    if answer.value is None:
        answers = drafts.noted(turn, answers)
    is_told = fields.missing(answers) and not entered.is_on_paper(draft)
    if change[name] in BARRING and is_told:
        barred = lines_of(BARRING[change[name]](instead="instead-for-letter"))
        turn.say("refused", carries=echoed(barred), lines=barred)
    carry_on(turn, replace(draft, answers=answers))


def fill(turn: Turn, draft: Draft, form: Form) -> None:
    """
    Put the fields of a form into a draft; tell what is missing, and what of it is in no field.

    What was right is kept even where a field was not: that one is named and asked for.
    """
    answers, lines = filled(turn, draft, form)
    if lines:
        turn.say("refused", carries=echoed(lines), lines=lines)
    carry_on(turn, replace(draft, answers=answers))


def keep_form(turn: Turn, form: Form) -> tuple[Draft, tuple[Line, ...]]:
    """Return a resting draft with the fields of a form, and what is wrong or missing in it."""
    draft = drafts.begin(turn, URGENT, active=False)
    answers, lines = filled(turn, draft, form)
    resting = replace(draft, answers=answers, asking=fields.asked_next(answers))
    turn.work.drafts.save(resting)
    return resting, lines


def _tell_replaced(turn: Turn, draft: Draft) -> list[str]:
    """Say once to whom a draft goes now, where it names an authority that was replaced; which."""
    lines = addressees.replaced(turn, draft)
    to = [str(line.values["successor"]) for line in lines]
    if to != draft.answers.get(REPLACED, []):
        turn.say("urgent.replaced", carries=Carries.NOTHING, lines=lines)
    return to


def _why(turn: Turn, draft: Draft, to: Authority) -> Refused | None:
    """Why content may not go to an addressee from here; of who is none the preview tells."""
    own = turn.work.registry.authority(turn.officer.authority)
    bonds = turn.work.registry.bonds()
    if in_force(own, to, bonds=bonds, now=turn.now):
        return None
    return missing_agreement(turn, draft, to)


def _asking(turn: Turn, draft: Draft, to: Authority) -> Choice | Refused:
    """The button that asks for the addressee's consent, or why there is none."""
    if turn.channel is None:
        raise RuntimeError("nobody writes in a turn of the clock")
    obstacle = one_time.obstacle(turn, draft, to, turn.channel)
    return obstacle or Choice("seek", f"{draft.id} {to.id}")


def _elsewhere(turn: Turn, draft: Draft) -> tuple[Channel, ...]:
    """The sender's other channels over which content may go to every addressee."""
    own = turn.work.registry.authority(turn.officer.authority)
    mine = {each.channel for each in turn.work.registry.accounts(turn.officer.id)}
    for to in addressees.addressees(turn, draft):
        mine &= agreed_for_draft(turn, draft, to).content_channels(own.party, to.party)
    return tuple(each for each in Channel if each in mine & turn.site.channels)


def _address(turn: Turn, draft: Draft, answer: Answer) -> None:
    pressed = answer.value
    if pressed == SEVERAL:
        several = replace(draft, answers={**draft.answers, SEVERAL: "yes", fields.TO: []})
        ask(turn, several, fields.TO)
        return
    taken = list(draft.answers.get(fields.TO, ())) if draft.answers.get(SEVERAL) else []
    if pressed == ENOUGH:
        if not taken:
            raise Refused("refused-nobody-chosen", instead="instead-party")
        carry_on(turn, draft)
        return
    if pressed is None:
        taken.extend(fields.QUESTIONS[fields.TO].parse(turn, draft, answer))
    elif pressed in set(Party):
        found = turn.work.registry.in_force(Party(pressed))
        if len(found) > 1:
            turn.say(
                "urgent.ask-authority",
                carries=Carries.NOTHING,
                choices=(*(_addressee(draft, each.id) for each in found), *leaving(draft)),
            )
            return
        taken.extend(addressees.authorities(turn, (pressed,)))
    else:
        to = addressees.present(turn, pressed)
        addressees.check_addressee(turn, to)
        taken.append(to.id)
    answers = {**draft.answers, fields.TO: list(dict.fromkeys(taken))}
    chosen = replace(draft, answers=answers)
    if pressed is not None and draft.answers.get(SEVERAL):
        ask(turn, chosen, fields.TO)
    else:
        carry_on(turn, chosen)


def _addressee(draft: Draft, authority: str) -> Choice:
    return option(draft, fields.TO, authority, "option-authority", authority=authority)
