"""/me: who I am to the bot; `/me en` chooses the language, `/me Asia/Almaty` the zone."""

from dataclasses import replace
from zoneinfo import available_timezones

from handlers.chat.command import Command
from handlers.chat.families import Family
from handlers.chat.listing import Entry
from handlers.chat.turn import Choice, Turn
from protocol.permissions import Act
from protocol.refusals import Refused
from storage.carrying import Carries

LANGUAGES = ("ru", "en")
LABELS = Family("me.choice-lang", LANGUAGES)


def me(turn: Turn, argument: str) -> None:
    """Show name, office, language, zone, channels and code app; change language or zone."""
    officer, word = turn.officer, argument.strip()
    if word in LANGUAGES:
        officer = replace(officer, lang=word)
    elif word in available_timezones():
        officer = replace(officer, zone=word)
    elif word:
        raise Refused("refused-setting", instead="instead-me", text=word[:64])
    if officer != turn.officer:
        turn.work.registry.change_officer(officer, "lang", "zone")
        turn.log("settings", officer=officer.id, lang=officer.lang, zone=officer.zone)
    accounts = turn.work.registry.accounts(officer.id)
    turn.say(
        "me",
        carries=Carries.NOTHING,
        to=officer,
        officer=officer.id,
        role=officer.role,
        authority=officer.authority,
        lang=officer.lang,
        zone=officer.zone,
        channels=tuple(dict.fromkeys(account.channel for account in accounts)),
        phone=officer.phone,
        duty="yes" if officer.on_duty else "no",
        app=turn.work.codes.state(officer.id),
        choices=[Choice("me", lang, LABELS[lang]) for lang in LANGUAGES if lang != officer.lang],
    )


COMMAND = Command(Entry("me", Act.ME), run=me)
