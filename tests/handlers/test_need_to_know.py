"""
Who hears what of a request: every kind of person, every command, every state. Art. 10.

The tables below are written out, not made from the code's own; the turns are the real ones.
"""

import re
from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from bot.transports.base import Receipt
from handlers.catalogue import BY_NAME, COMMANDS
from handlers.chat.command import Command
from handlers.chat.events import Pressed, Said
from protocol.consents import Consent
from protocol.moves import Execution, Form, Move
from protocol.obligation import Kind
from protocol.parties import Channel, Party, Role, Standing
from protocol.permissions import Act
from protocol.request import Request
from storage.tables import obligations, offers
from storage.work import Work
from tests import builders
from tests.handlers.conftest import Desk, Tried
from tests.journeys.stage import FORM, START, Stage, send
from tests.protocol.moves_by_hand import NEEDS, WHILE_OWED, WHOSE

NUMBER, NO_SUCH = "KZ-BY-2026-1", "KZ-BY-2026-9"
# The request's content, and who had to do with it: none of it reaches whom the table denies it.
CONTENT = "неустановленное лицо готовит атаку"
NAMES = ("Асанов", "Дубровская")

# Columns: its sender; a colleague; the head; a registrar of the requesting authority; a duty
# officer and the deputy of the requested one; who is elsewhere: another authority of the same
# Party, a third Party; a registrar elsewhere; the Secretariat; the auditor.
PEOPLE = {
    "sender": ("kz-duty",),
    "colleague": ("kz-duty2",),
    "head": ("kz-head",),
    "registrar": ("kz-registrar",),
    "duty": ("by-duty",),
    "deputy": ("by-deputy",),
    "elsewhere": ("kz2-head", "by2-duty", "ru-duty"),
    "registrar elsewhere": ("tj-registrar",),
    "secretariat": ("sec-head",),
    "auditor": ("auditor",),
}
SILENT = ("suspended", "invited", "pending", "left")
# c: the content is shown          n: the number and where it is, never content
# l: listed, once it may be known  m: the move, where the state allows it; else the state is told
# k: known, and another's to do    .: as a number that does not exist
# R: not for this role             -: as a thing that does not exist, or is another's
# a: a code is asked for, once it was transmitted to them; the content is not shown yet
# x: the person's own affair, nothing of this request in it but what the person may see
ABOUT_IT = """
open      c c c R c c . R . n
journal   R R R R R R R R R n
export    a a a R a a . R R a
phone     n n n R n n . R R R
enter     m m m R m m . R R R
unpair    e e e R e e . R R R
letter    c c c R k k . R R R
confirm   m m m . k k . . . k
"""
# Of the commands that make a move: by whose it is.
OF_A_MOVE = {
    ("predecessor", "desk"): "k k k . k k . . . k",
    ("requested", "desk"): "k k k . m m . . . k",
    ("requested", "signs"): "k k k . k m . . . k",
    ("receiving", "desk"): "k k k . k k . . . k",
    ("requesting", "desk"): "m m m . k k . . . k",
    ("either", "desk"): "m m m . m m . . . k",
    ("requesting", "signs"): "k k m . k k . . . k",
}
# What was received in error, or withdrawn before it was transmitted: the requested side alone.
CLOSED = """
open      n n
phone     k k
enter     k k
unpair    k k
letter    k k
confirm   k k
journal   R R
export    k k
"""
CLOSED_TO_A_MOVE = "k k"
# Which move of the product somebody states.
STATED = {"enter": Move.TRANSMIT}
# With nothing behind them, or with the sender's own draft, obligation or held message.
BESIDE_IT = """
open      l l l R l l . R . l
owe       x x x x x x x x x R
help      x x x x x x x x x x
me        x x x x x x x x x x
registry  x x x x x x x x x x
cancel    x x x x x x x x x x
code      x x x x x x x x x x
verify    - - - - - - - - - -
drafts    x x x R x x x R R R
urgent    x x x R x x x R R R
enter     x x x R x x x R R R
entered   - - - R - - - R R R
pair      - - - R - - - R R R
form      x x x R x x x R R R
keep      x x x R x x x R R R
seek      x - - R - - - R R R
consent   - - - R - - - R R R
disagree  - - - R - - - R R R
dissent   - - - R - - - R R R
continue  x - - R - - - R R R
edit      x - - R - - - R R R
burst     - - - R - - - R R R
second    x - - R - - - R - -
agree     - - - R - - - R - -
send      x - - R - - - R R R
discard   x - - - - - - - - -
state     x - - R - - - R - -
register  x - - R - - - R R R
senttoday x - - R - - - R R R
unsent    x - - R - - - R R R
sentother x - - R - - - R R R
stated    - - - R - - - R R R
fixed     - - - R - - - R R R
signer    x - - R - - - R R R
registerall x - - R - - - R R R
relayall  R R R R R R R R - R
differs   x - - R - - - R R R
snooze    x x x - - - - - - R
admit     - - - - - - - - - -
drop      - - - - - - - - - -
appeal    - - - - - - - - - -
notice    R R R R R R R R x R
notify    R R R R R R R R - R
relay     R R R R R R R R - R
alone     R R R R R R R R - R
unnotice  R R R R R R R R - R
retract   R R R R R R R R - R
receipt   - - - - - - - - R R
supersede R R R R R R R R - R
change    R R R R R R R R - R
exit      R R R R R R R R - R
"""
# Of a command that is in no other table, by its act: it reads what everybody may.
OF_AN_ACT = {Act.REGISTRY: "x x x x x x x x x x", Act.ME: "x x x x x x x x x x"}
# About people of one's own authority: no request is in what they say (test_enrolling.py,
# test_appealing.py).
ABOUT_COLLEAGUES = {
    "approve",
    "channel",
    "invite",
    "leave",
    "lost",
    "reinstate",
    "suspend",
    "thaw",
    "allow",
}
KEYS = {
    "R": {"refused-role"},
    "k": {"refused-side", "refused-signatory-only", "refused-role"},
    "e": {"refused-export-early", "refused-unpaired"},
    ".": {"refused-number-unknown"},
    "-": {"refused-draft-gone", "refused-done-already", "refused-button"}
    | {"refused-notice-unknown", "refused-appeal-over", "refused-no-matrix"},
}
# Execution, form, whether it was ever transmitted. Who hears what differs where a request was never
# transmitted, is open, ended and still owed a form, taken back, or over: each of these at least
# once by `make test`, an open and a closed one by `make quick`. The others differ in their moves.
wide, soak = pytest.mark.wide, pytest.mark.soak
STATES = (
    pytest.param(Execution.TRANSMITTING, Form.NOT_TRANSMITTED, False, marks=wide),
    pytest.param(Execution.TRANSMITTED, Form.AWAITING, True, marks=soak),
    pytest.param(Execution.ACKNOWLEDGED, Form.AWAITING, True),
    pytest.param(Execution.IN_EXECUTION, Form.CONFIRMED, True, marks=soak),
    pytest.param(Execution.POSTPONED, Form.OBJECTED, True, marks=soak),
    pytest.param(Execution.FORWARDED, Form.DECLINED, True, marks=soak),
    pytest.param(Execution.RESULT_REPORTED, Form.RECORDED, True, marks=soak),
    pytest.param(Execution.REFUSED, Form.AWAITING, True, marks=wide),
    pytest.param(Execution.MISADDRESSED, Form.AWAITING, True),
    pytest.param(Execution.WITHDRAWN, Form.AWAITING, True, marks=soak),
    pytest.param(Execution.WITHDRAWN, Form.NOT_TRANSMITTED, False, marks=wide),
    pytest.param(Execution.CLOSED, Form.RECORDED, True, marks=wide),
)
# Whom the bot does not hear is not heard before it is known what the request is: one each time.
HEARD_BY_NOBODY = tuple(
    pytest.param(*each.values, marks=() if Execution.ACKNOWLEDGED in each.values else soak)
    for each in STATES
)
OPEN_FORMS = (Form.AWAITING, Form.CONFIRMED, Form.OBJECTED)


def parsed(table: str) -> dict[str, list[str]]:
    rows = (line.split() for line in table.strip().splitlines())
    return {name: cells for name, *cells in rows}


def about_it() -> dict[str, list[str]]:
    """Return the rows of the commands that are about a request."""
    moves = {
        each.name: OF_A_MOVE[WHOSE[each.entry.does]].split()
        for each in COMMANDS
        if isinstance(each.entry.does, Move)
    }
    return parsed(ABOUT_IT) | moves


def beside_it() -> dict[str, list[str]]:
    """Return the rows of the others."""
    rows = parsed(BESIDE_IT)
    apart = {*rows, *about_it(), *ABOUT_COLLEAGUES}
    acts = {
        each.name: OF_AN_ACT[each.act].split()
        for each in COMMANDS
        if each.name not in apart and each.act in OF_AN_ACT
    }
    return rows | acts


def closed(request: Request) -> bool:
    untransmitted = request.execution is Execution.WITHDRAWN and request.transmitted_at is None
    return request.execution is Execution.MISADDRESSED or untransmitted


def is_open(request: Request) -> bool:
    return not request.is_ended or request.form in OPEN_FORMS


def entered(work: Work) -> None:
    """Two more authorities of the two Parties, and four whom the bot does not hear."""
    for party in (Party.KAZAKHSTAN, Party.BELARUS):
        id = f"{party}-2"
        work.registry.put_authority(builders.authority(party, id=id))
        for role, name in ((Role.HEAD, "head"), (Role.DUTY_OFFICER, "duty")):
            who = f"{party.lower()}2-{name}"
            work.registry.put_officer(builders.officer(role, party, id=who, authority=id))
            work.registry.bind(Channel.CONSOLE, who, who)
    for who in SILENT:
        officer = builders.officer(party=Party.BELARUS, id=who)
        if who == "left":
            officer = replace(officer, during=replace(officer.during, until=START))
        else:
            officer = replace(officer, standing=Standing(who))
        work.registry.put_officer(officer)
        work.registry.bind(Channel.CONSOLE, who, who)


def asked_of_armenia(work: Work, draft: str) -> str:
    """Kazakhstan has asked for a consent that none of these people answer; return its id."""
    consent = Consent(
        id=work.id(),
        draft=draft,
        requesting="KZ-1",
        requested="AM-1",
        parties=(Party.KAZAKHSTAN, Party.ARMENIA),
        channel=Channel.CONSOLE,
        asked_by="kz-duty",
        asked_at=work.now,
        due_at=work.now,
    )
    work.consents.add(consent)
    return consent.id


@pytest.fixture
def arguments(stage: Stage, desk: Desk) -> dict[str, str]:
    """A transmitted request, the sender's drafts, and the argument by which each is named."""
    send(stage)
    stage.presses("by-duty", "Подтвердить получение")
    stage.says("kz-duty", FORM)
    stage.says("kz-duty", "/withdraw 1 Угроза устранена")
    stage.says("kz-duty", "/confirm 1 12-4/881 от 23.11.2026")
    drafts = {each.command: each.id for each in stage.look(lambda w: w.drafts.of("kz-duty"))}
    obligation = stage.owed(NUMBER)[Kind.CONFIRM]
    stage.look(entered)
    asked = stage.look(lambda work: asked_of_armenia(work, drafts["urgent"]))
    stage.stops_delivering()
    return {
        **dict.fromkeys(("continue", "edit", "send", "discard"), drafts["urgent"]),
        **dict.fromkeys(
            ("register", "senttoday", "unsent", "sentother", "signer", "differs"), drafts["confirm"]
        ),
        "state": drafts["withdraw"],
        "stated": drafts["withdraw"],
        "fixed": drafts["withdraw"],
        "seek": f"{drafts['urgent']} BY-1",
        **dict.fromkeys(("consent", "disagree", "dissent"), asked),
        "snooze": obligation.id,
        "burst": "0" * 32,
        "entered": "0" * 32,
        "pair": f"{'0' * 32} {NUMBER}",
        "second": drafts["withdraw"],
        "agree": f"{drafts['withdraw']} kz-duty",
        "admit": "1",
        "appeal": "0" * 32,
        "drop": "1",
        "relay": "2026/9",
        "alone": "0" * 32,
        "unnotice": "2026/8",
        "retract": "0" * 32,
        "receipt": "2026/9",
        **dict.fromkeys(("supersede", "change", "exit"), "2026/7"),
    }


def test_the_tables_name_every_command() -> None:
    told = set(about_it()) | set(beside_it()) | ABOUT_COLLEAGUES
    assert told == {each.name for each in COMMANDS}
    assert set(parsed(CLOSED)) == set(parsed(ABOUT_IT))
    widths = {len(cells) for cells in (about_it() | beside_it()).values()}
    assert widths == {len(PEOPLE)}


def put(work: Work, execution: Execution, form: Form, sent: bool) -> Request:
    """Bring the request into a state."""
    now = work.requests.of("KZ-1")[0]
    at = now.transmitted_at if sent else None
    work.requests.save(replace(now, execution=execution, form=form, transmitted_at=at))
    if not sent:  # then nobody owes anything for its arrival
        arrived = obligations.c.owed_by == "BY-1"
        work.connection.execute(delete(obligations).where(arrived))
    return work.requests.get(now.id)


@pytest.mark.parametrize(("execution", "form", "sent"), STATES, ids=lambda each: str(each))
def test_everybody_hears_of_a_request_what_the_table_says(
    desk: Desk, arguments: dict[str, str], execution: Execution, form: Form, sent: bool
) -> None:
    request = desk.look(lambda work: put(work, execution, form, sent))
    before = desk.record()

    for name, cells in about_it().items():
        if closed(request):
            cells[4:6] = parsed(CLOSED).get(name) or CLOSED_TO_A_MOVE.split()
        for (kind, people), cell in zip(PEOPLE.items(), cells, strict=True):
            for who in people:
                if cell == "a" and kind in ("duty", "deputy") and not request.transmitted_at:
                    cell = "e"
                tried = desk.tries(who, Said(f"/{name} {NUMBER}"), before)
                none = Said(f"/{name} {NO_SUCH}")
                other = desk.tries(who, none, before) if cell in ".R" else None
                _fits(tried, cell, BY_NAME[name], request, other, f"{name} {kind} {who}")
    for name, cells in beside_it().items():
        for (kind, people), cell in zip(PEOPLE.items(), cells, strict=True):
            for who in people:
                tried = desk.tries(who, Said(f"/{name} {arguments.get(name, '')}".strip()), before)
                _fits_beside(tried, cell, request, kind, f"{name} {kind} {who}")
    for name in ABOUT_COLLEAGUES:
        for who in (each for people in PEOPLE.values() for each in people):
            words = desk.tries(who, Said(f"/{name} {NUMBER}"), before).words
            assert CONTENT not in words, (name, who)


@pytest.mark.parametrize(("execution", "form", "sent"), HEARD_BY_NOBODY, ids=str)
def test_whom_the_bot_does_not_hear_gets_no_answer_to_any_command(
    desk: Desk, arguments: dict[str, str], execution: Execution, form: Form, sent: bool
) -> None:
    desk.look(lambda work: put(work, execution, form, sent))
    before = desk.record()

    for who in SILENT:
        for command in COMMANDS:
            for argument in (NUMBER, arguments.get(command.name, "")):
                tried = desk.tries(who, Said(f"/{command.name} {argument}"), before)
                assert (tried.receipt, tried.words) == (Receipt.STRANGER, "")
                assert not tried.changed


def _fits(
    tried: Tried, cell: str, command: Command, request: Request, other: Tried | None, case: str
) -> None:
    answer = tried.keys[0]
    assert (CONTENT in tried.words) is (cell == "c"), case
    if cell == "m":
        move = STATED.get(command.name, command.entry.does)
        assert isinstance(move, Move)
        unowed = {"refused-not-owed", "refused-unowed"}
        unowed |= {"refused-needs-conditions", "refused-needs-unsigned_result"}
        unowed |= {"refused-needs-refused_part", "refused-needs-letter"}
        refused = answer in {"refused-move", "refused-move-yet", *unowed}
        # In no state is there what would be settled, but what the acknowledgement and the
        # transmission have opened.
        opened = {Move.WORK_ON, Move.NAME_SIGNER}
        possible = request.can(move) and move not in {*WHILE_OWED, *NEEDS} - opened
        assert refused is not possible, (case, answer)
        return
    if cell == "a":
        assert (answer, tried.heard, NUMBER in tried.words) == ("ask-code", 0, True), case
        return
    if cell in "cn":
        assert not answer.startswith("refused"), (case, answer)
        assert (NUMBER in tried.words, tried.changed) == (True, False), case
        return
    assert answer in KEYS[cell], (case, answer)
    assert (tried.heard, tried.changed, len(tried.keys)) == (0, False, 1), case
    if cell not in "ke":
        assert other is not None
        assert tried.words.replace(NUMBER, "") == other.words.replace(NO_SUCH, ""), case
        assert not any(name in tried.words for name in NAMES), case


def _fits_beside(tried: Tried, cell: str, request: Request, kind: str, case: str) -> None:
    requested = kind in ("duty", "deputy")
    knows = kind in ("sender", "colleague", "head") or (
        requested and request.transmitted_at is not None
    )
    if cell == "l":
        listed = is_open(request) and (knows or kind == "auditor")
        assert (NUMBER in tried.words) is listed, case
    elif cell in KEYS:
        told = set(tried.keys) <= (KEYS[cell] if cell != "." else {"open.none", "open.secretariat"})
        assert told, (case, tried.keys)
        assert (tried.heard, tried.changed) == (0, False), case
    if kind != "sender":
        assert CONTENT not in tried.words, case
        assert tried.heard == 0, case
    if not knows and kind != "auditor":
        assert not any(each in tried.words for each in (NUMBER, *_names_of(kind))), case


def _names_of(kind: str) -> tuple[str, ...]:
    """Everybody hears their own name."""
    return NAMES[:1] if kind == "duty" else NAMES


# Buttons

# Every command that a button can mean.
BUTTONS = """
accept ack admit answer ask cancel confirm continue decline differs discard drop edit forward
incomplete letter limit me misdirected notify object open phone receipt received record register
relay reply result send senttoday sentother sign signer snooze state unnotice unsent willsign
""".split()
NEUTRAL = "refused-button"


def story(stage: Stage) -> None:
    """A story in which every kind of button is offered to somebody."""
    send(stage)
    stage.says("kz-duty", FORM)
    stage.says("kz-duty", "/drafts")
    stage.says("kz-duty", "Запись велась в режиме секретности на узле")
    stage.says("kz-duty", "/urgent")
    stage.says("by-duty", "/me")
    stage.passes(minutes=20)
    stage.presses("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Принять к исполнению")
    # The next morning tells the signatories what is owed.
    stage.passes(hours=20)
    stage.says("kz-head", "/confirm 1 12-4/881 от 23.11.2026")
    stage.presses("kz-head", "Подписал другой")
    stage.says("kz-head", "/confirm 1")
    stage.attaches("kz-head")
    stage.presses("kz-head", "Указать отправку")
    stage.says("kz-head", "сегодня")
    stage.presses("kz-head", "Зарегистрировать письмо")
    stage.signs("kz-head")
    stage.says("by-duty", "/object 1 Подписано не тем лицом")
    stage.presses("by-duty", "Заявить возражение")
    stage.says("by-duty", "/result 1 Журналы сохранены")
    stage.presses("by-duty", "Сообщить результат")
    stage.says("sec-duty", "/notice")
    stage.presses("sec-duty", "Контакты")
    stage.presses("sec-duty", "Армения")
    stage.says("sec-duty", "01.12.2026")
    stage.presses("sec-duty", "Без письма")
    stage.presses("sec-duty", "Только что")
    stage.says("sec-duty", "Телефон дежурного изменён")
    stage.presses("sec-duty", "Внести уведомление")
    stage.presses("sec-head", "Направить всем Сторонам")
    stage.signs("sec-head")
    stage.look(entered)


def test_anothers_button_of_every_kind_is_answered_as_one_that_never_was(
    stage: Stage, desk: Desk
) -> None:
    story(stage)
    stage.stops_delivering()
    made = desk.look(
        lambda work: work.connection.execute(
            select(offers.c.command, offers.c.id, offers.c.officer).order_by(offers.c.created_at)
        ).all()
    )
    everybody = desk.look(lambda work: [each.id for each in work.registry.everybody()])
    last = {row.command: row for row in made}
    forged = {who: desk.tries(who, Pressed("f" * 32)) for who in everybody}

    for row in last.values():
        for who in everybody:
            if who == row.officer:
                continue
            tried = desk.tries(who, Pressed(row.id))
            assert tried == forged[who], (row.command, who)
            assert (tried.heard, tried.changed) == (0, False)
            assert tried.receipt is Receipt.STRANGER or tried.keys == (NEUTRAL,)
    assert set(last) == set(BUTTONS)


def test_a_forged_a_stale_and_anothers_spent_button_get_the_same_words(
    stage: Stage, desk: Desk
) -> None:
    send(stage)
    offer = stage.offer("by-duty", "Подтвердить получение")
    stage.presses("by-duty", "Подтвердить получение")
    stage.passes(seconds=20)
    stage.stops_delivering()

    spent_of_another = desk.tries("by-duty2", Pressed(offer))
    forged = [desk.tries("by-duty2", Pressed(each)) for each in ("", "0" * 32, "x" * 4000, "'--")]
    stage.passes(minutes=1)  # at once it would be the same press again, in impatience
    own_spent = desk.tries("by-duty", Pressed(offer))
    stage.passes(days=30)
    stale = desk.tries("by-duty", Pressed(offer))
    stage.look(lambda work: work.offers.prune(most=99))
    pruned = desk.tries("by-duty", Pressed(offer))

    assert {each.words for each in (spent_of_another, *forged)} == {spent_of_another.words}
    assert {each.words for each in (stale, pruned)} == {spent_of_another.words}
    assert not any(each.changed for each in (spent_of_another, *forged, own_spent, stale, pruned))
    # One's own is answered by the record, which says who did it and when.
    assert own_spent.keys == ("refused-move",)
    assert not re.search(r"\d", spent_of_another.words)
