"""The dialog of an urgent request: asking, keeping, previewing. Nothing typed is ever lost."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from handlers.chat import blocked_text, typed_words
from handlers.chat.command import Answer
from handlers.chat.turn import Choice, Turn, echoed, lines_of
from handlers.consent import one_time
from handlers.draft import addressees, fields
from handlers.files.attach import attach
from handlers.record import other_channel
from handlers.record.agreements import agreed_for_draft, missing_agreement
from handlers.record.content import content_lines, parties_lines
from protocol.articles import treaty
from protocol.conditions import in_force, reminds_of_legal_assistance
from protocol.parties import Authority, Channel, Party, bound
from protocol.refusals import Refused
from storage.carrying import Carries
from storage.drafts import Draft
from storage.values import Line

URGENT = "urgent"
SEVERAL = "several"
ENOUGH = "enough"
# The answers after which no technical means may carry the request (Art. 6).
BARRING = (fields.NOT_IN_PREPARATION, fields.NOT_IMMEDIATE)


def begin(turn: Turn, answers: Mapping[str, Any] | None = None) -> Draft:
    """Start a draft with what is already known, and return it; it is not asked about yet."""
    draft = Draft(
        id=turn.work.id(),
        officer=turn.officer.id,
        command=URGENT,
        answers=dict(answers or {}),
        asking=None,
        updated_at=turn.now,
    )
    turn.work.drafts.save(draft)
    return draft


def fitting(turn: Turn, draft: Draft | None, text: str) -> Draft:
    """
    Return the draft that a filled form belongs to: the open one, or a new one.

    A form that names another addressee is another request: nothing that was written or attached
    for the first one goes with it.
    """
    if draft is None or draft.command != URGENT:
        return begin(turn)
    named = fields.filled(text, turn.house.words).get(fields.TO)
    if named is None or not draft.answers.get(fields.TO):
        return draft
    try:
        to = _authorities(turn, typed_words.parties(named, turn.house.words))
    except Refused:
        return draft
    return draft if set(to) == set(draft.answers[fields.TO]) else begin(turn)


def carry_on(turn: Turn, draft: Draft) -> None:
    """Ask for what is missing next, or show the preview; or why no content is asked for here."""
    one_time.retract(turn, draft.id, besides=draft.answers.get(fields.TO, ()))
    asking = fields.asked_next(draft.answers)
    if asking is not None:
        ask(turn, draft, asking)
        return
    saved = replace(draft, asking=None, updated_at=turn.now, active=True)
    turn.work.drafts.save(saved)
    if not held(turn, saved):
        preview(turn, saved)


def held(turn: Turn, draft: Draft) -> bool:
    """
    Say so, with what can be done, where content may not pass over the sender's channel (Art. 6).

    False where it may. What a person writes then is taken for another addressee.
    """
    lacking = [
        (to, why) for to in addressees.addressees(turn, draft) if (why := _why(turn, draft, to))
    ]
    if not lacking:
        return False
    turn.work.drafts.save(replace(draft, asking=fields.TO, updated_at=turn.now, active=True))
    lines: list[Line] = []
    choices: list[Choice] = []
    for to, why in lacking:
        lines.extend(lines_of(why))
        asked = _asking(turn, draft, to)
        if isinstance(asked, Choice):
            choices.append(asked)
            continue
        lines.extend(lines_of(asked))
        if asked.why == one_time.NOBODY:
            choices.append(Choice("letter", f"consent {draft.id}", "choice-consent-text"))
    elsewhere = _elsewhere(turn, draft)
    if elsewhere:
        lines.append(Line("instead-elsewhere", {"channels": elsewhere}))
    if any(each.command == "seek" for each in choices):
        lines.append(Line("instead-consent"))
    readdress = Choice("edit", f"{draft.id} {fields.TO}", "choice-readdress")
    turn.say(
        "refused",
        carries=echoed(lines),
        choices=(*choices, *one_time.ways(draft.id), readdress, *_editing(draft)[1:]),
        lines=tuple(lines),
    )
    return True


def ask(turn: Turn, draft: Draft, name: str) -> None:
    """Ask one question of the form; of content only where that may pass."""
    if name != fields.TO and held(turn, draft):
        return
    turn.work.drafts.save(replace(draft, asking=name, updated_at=turn.now, active=True))
    if name == fields.TO:
        turn.say("ask-to", carries=Carries.NOTHING, choices=_addressees_offered(turn, draft))
        return
    options = [
        _answered(draft, name, option, f"option-{name}-{option}")
        for option in fields.QUESTIONS[name].options
    ]
    step = fields.NUMBERED.index(name) + 1 if name in fields.NUMBERED else 0
    turn.say(
        f"ask-{name}",
        carries=Carries.NOTHING,
        choices=options,
        step=step,
        steps=len(fields.NUMBERED),
        labels=fields.foreign(draft.answers),
    )


def answered(turn: Turn, draft: Draft, answer: Answer) -> None:
    """
    Take an answer to the open question, or to the one that was pressed, and carry on.

    Raises: Refused when it is no answer to it; the draft stays as it was, and files are kept.
    """
    if fields.looks_filled(answer.text, turn.house.words):
        draft = fitting(turn, draft, answer.text)
    if not answer.files:
        _taken(turn, draft, answer)
        return
    count = attach(turn, answer.files, about="draft", subject=draft.id, purpose="request")
    turn.say("attached", carries=Carries.NOTHING, count=count)
    if answer.text.strip():
        try:
            _taken(turn, draft, answer)
        except Refused as refused:
            why = lines_of(refused)
            turn.say("refused", carries=echoed(why), lines=why)
            if draft.asking is None:
                preview(turn, draft)
    elif draft.asking is None:
        preview(turn, draft)


def _taken(turn: Turn, draft: Draft, answer: Answer) -> None:
    name = answer.question or draft.asking
    # One field is enough where the question is about the text of a field.
    corrects = name == fields.LANGUAGE and fields.filled(answer.text, turn.house.words)
    if corrects or fields.looks_filled(answer.text, turn.house.words):
        fill(turn, draft, answer.text)
        return
    if name is None:
        raise Refused("refused-nothing-asked", instead="instead-preview")
    if name == fields.TO:
        _addressed(turn, draft, answer)
        return
    change = _value(turn, name, answer)
    answers = {**draft.answers, **change}
    if answer.value is None:
        answers = other_channel.noted(turn, answers)
    if change[name] in BARRING and fields.missing(answers):
        why = "refused-not-in-preparation" if name == fields.GROUND else "refused-not-immediate"
        barred = lines_of(Refused(why, rule=treaty(6), instead="instead-for-letter"))
        turn.say("refused", carries=echoed(barred), lines=barred)
    carry_on(turn, replace(draft, answers=answers))


def fill(turn: Turn, draft: Draft, text: str) -> None:
    """
    Put the fields of a message in the shape of the form into a draft; tell what is missing.

    What was right is kept even where a field was not: that one is named and asked for.
    """
    answers, lines = _filled(turn, draft.answers, text)
    if lines:
        turn.say("refused", carries=echoed(lines), lines=lines)
    carry_on(turn, replace(draft, answers=answers))


def kept(turn: Turn, text: str) -> tuple[Draft, tuple[Line, ...]]:
    """Return a resting draft with the fields of a form, and what is wrong or missing in it."""
    answers, lines = _filled(turn, {}, text)
    draft = Draft(
        id=turn.work.id(),
        officer=turn.officer.id,
        command=URGENT,
        answers=answers,
        asking=fields.asked_next(answers),
        updated_at=turn.now,
        active=False,
    )
    turn.work.drafts.save(draft)
    return draft, lines


def _filled(
    turn: Turn, before: Mapping[str, Any], text: str
) -> tuple[dict[str, Any], tuple[Line, ...]]:
    given = fields.filled(text, turn.house.words)
    answers = other_channel.noted(turn, before)
    problems: list[Refused] = []
    for name, value in given.items():
        try:
            if name == fields.TO:
                answers[name] = _authorities(turn, typed_words.parties(value, turn.house.words))
            else:
                answers.update(_value(turn, name, Answer(text=value)))
        except Refused as refused:
            problems.append(refused)
    if not answers.get("qualification") and fields.GROUND in given:
        qualification = fields.ground(given[fields.GROUND], turn.house.words)[1]
        if qualification:
            answers["qualification"] = qualification
    lines = [line for problem in problems for line in lines_of(problem)]
    left = fields.missing(answers)
    if left:
        lines.append(Line("form-missing", {"labels": left}))
    return answers, tuple(lines)


def preview(turn: Turn, draft: Draft) -> None:
    """Show every field of Art. 6, with what prevents sending or the declaration of Art. 10."""
    hidden = other_channel.hidden(turn, draft)
    if hidden is not None:
        why = lines_of(hidden)
        turn.say("refused", carries=echoed(why), choices=_editing(draft)[1:], lines=why)
        return
    own = turn.work.registry.authority(turn.officer.authority)
    content = fields.content(draft.answers)
    secrecy = blocked_text.reading(turn, *content.texts())
    lines: list[Line] = []
    blocked: list[Refused] = []
    unreached: list[Line] = []
    for to in addressees.addressees(turn, draft):
        lines.extend(parties_lines(own, to)[1 if lines else 0 :])
        agreements = agreed_for_draft(turn, draft, to)
        failures = addressees.failures(turn, content, to, secrecy, agreements)
        blocked.extend(failures)
        if not failures and not addressees.reachable(turn, to, agreements):
            unreached.append(Line("preview-unreachable", {"authority": to.id, "phone": to.phone}))
        if to.successor:
            lines.append(Line("preview-successor", {"authority": to.id, "successor": to.successor}))
    lines.extend(content_lines(content))
    files = turn.work.attachments.about(draft.id, "request")
    lines.extend(
        Line("field-attachment", {"name": file.name, "size": file.size, "digest": file.digest[:12]})
        for file in files
    )
    if reminds_of_legal_assistance(content):
        lines.append(Line("preview-legal-assistance"))
    lines.extend(unreached)
    shown = tuple(lines)
    if blocked:
        reasons = tuple(line for refused in blocked for line in lines_of(refused))
        choices = (Choice("letter", f"letter {draft.id}"), *_editing(draft))
        turn.say(
            "preview-blocked", carries=Carries.DRAFT, choices=choices, reasons=reasons, lines=shown
        )
        return
    spoken = Choice("letter", f"telephonogram {draft.id}", "choice-telephonogram")
    choices = (Choice("send", draft.id), *_editing(draft), *([spoken] if unreached else []))
    turn.say("preview", carries=Carries.DRAFT, choices=choices, lines=shown)


def _editing(draft: Draft) -> tuple[Choice, ...]:
    return (
        Choice("edit", draft.id),
        Choice("cancel", draft.id, "choice-postpone"),
        Choice("discard", draft.id),
    )


def _why(turn: Turn, draft: Draft, to: Authority) -> Refused | None:
    """Why content may not go to an addressee from here; of who is none the preview tells."""
    own = turn.work.registry.authority(turn.officer.authority)
    bonds = turn.work.registry.bonds()
    if in_force(own, to, bonds=bonds, policy=turn.policy, now=turn.now):
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
    return tuple(each for each in Channel if each in mine & turn.house.channels)


def _value(turn: Turn, name: str, answer: Answer) -> dict[str, str]:
    question = fields.QUESTIONS.get(name)
    if question is None:
        raise Refused("refused-button", instead="instead-drafts")
    if answer.value is not None:
        pressed = typed_words.chosen(question.options, answer.value)
        if pressed is None:
            raise Refused("refused-button", instead="instead-drafts")
        return {name: pressed}
    if name == fields.GROUND:
        found, qualification = fields.ground(answer.text, turn.house.words)
        if found is None:
            typed_words.checked(name, answer.text)
            raise Refused("refused-ground", instead="instead-ground")
        return {name: found, **({"qualification": qualification} if qualification else {})}
    if name == fields.PERIODS:
        said = typed_words.checked(name, answer.text)
        return {name: turn.house.words.periods.get(typed_words.folded(said.rstrip(".")), said)}
    if name == fields.LANGUAGE:
        raise Refused("refused-language", instead="instead-language")
    return {name: typed_words.checked(name, answer.text)}


def _addressed(turn: Turn, draft: Draft, answer: Answer) -> None:
    value = answer.value
    if value == SEVERAL:
        several = replace(draft, answers={**draft.answers, SEVERAL: "yes", fields.TO: []})
        ask(turn, several, fields.TO)
        return
    taken = list(draft.answers.get(fields.TO, ())) if draft.answers.get(SEVERAL) else []
    if value == ENOUGH:
        if not taken:
            raise Refused("refused-nobody-chosen", instead="instead-party")
        carry_on(turn, draft)
        return
    if value is None:
        taken.extend(_authorities(turn, typed_words.parties(answer.text, turn.house.words)))
    elif value in set(Party):
        found = turn.work.registry.in_force(Party(value))
        if len(found) > 1:
            turn.say(
                "ask-authority",
                carries=Carries.NOTHING,
                choices=[_addressee(draft, each.id) for each in found],
            )
            return
        taken.extend(_authorities(turn, (value,)))
    else:
        addressees.check_addressee(turn, turn.work.registry.authority(value))
        taken.append(value)
    answers = {**draft.answers, fields.TO: list(dict.fromkeys(taken))}
    chosen = replace(draft, answers=answers)
    if value is not None and draft.answers.get(SEVERAL):
        ask(turn, chosen, fields.TO)
    else:
        carry_on(turn, chosen)


def _authorities(turn: Turn, codes: Iterable[str]) -> list[str]:
    """Return the one authority in force of each Party, checked; of several one must be chosen."""
    ids = []
    for code in codes:
        found = turn.work.registry.in_force(Party(code))
        if not found:
            raise Refused("refused-no-authority", instead="instead-registry", party=code)
        if len(found) > 1:
            raise Refused(
                "refused-authority-several",
                instead="instead-urgent",
                party=code,
                authorities=tuple(each.id for each in found),
            )
        addressees.check_addressee(turn, found[0])
        ids.append(found[0].id)
    return ids


def _addressees_offered(turn: Turn, draft: Draft) -> tuple[Choice, ...]:
    own = turn.work.registry.authority(turn.officer.authority)
    chosen = set(draft.answers.get(fields.TO, ()))
    parties = tuple(
        party
        for party in bound(turn.work.registry.bonds(), turn.now)
        if party is not own.party
        and any(each.id not in chosen for each in turn.work.registry.in_force(party))
    )
    offered = tuple(
        _answered(draft, fields.TO, party, "option-party", party=party) for party in parties
    )
    if not draft.answers.get(SEVERAL):
        return (*offered, _answered(draft, fields.TO, SEVERAL, "option-several"))
    enough = (_answered(draft, fields.TO, ENOUGH, "option-enough"),) if chosen else ()
    return (*offered, *enough)


def _addressee(draft: Draft, authority: str) -> Choice:
    return _answered(draft, fields.TO, authority, "option-authority", authority=authority)


def _answered(draft: Draft, name: str, value: str, label: str, **values: str) -> Choice:
    return Choice("answer", f"{draft.id} {name} {value}", label, values)
