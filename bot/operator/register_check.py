"""What `nabat check` says of the register: who is in it, who signs, who can be reached."""

from collections import Counter
from datetime import timedelta

from bot.installation.import_register import is_training
from bot.installation.lock import holder_of
from bot.installation.zones import OF_PARTIES, missing_zones
from bot.operator.channel_check import HEALTH, last_health, officer_findings
from bot.operator.comparison_check import comparison_findings
from bot.operator.finding import Finding, Findings, finding, some
from bot.operator.outbox_check import outbox_findings
from bot.transports.configured import channels
from bot.words.operator import Words
from bot.words.values import PARTIES
from config.settings import Settings
from protocol.parties import SIGNATORIES, Channel, Role, Standing, bound_parties
from protocol.permissions import Act, may
from storage.work import Work

MONTH = timedelta(days=31)
# Who answers an alarm.
_ON_CALL = SIGNATORIES | {Role.DUTY_OFFICER}


def register_findings(settings: Settings, work: Work, words: Words) -> Findings:
    """Yield what is found of the register, and of how its officers are reached."""
    registry = work.registry
    zones = {each.zone for each in registry.authorities()}
    zones |= {each.zone for each in registry.everybody()}
    missing = missing_zones(zones - OF_PARTIES)
    if missing:
        yield finding(words, False, "operator-check-zones-bad", zones=", ".join(missing))
    parties, authorities = bound_parties(registry.bonds(), work.now), registry.in_force()
    if not parties:
        yield finding(words, False, "operator-check-register-bad")
        return
    count = Counter(each.party for each in authorities)
    counted = ", ".join(f"{party} {count[party]}" for party in parties)
    yield finding(words, True, "operator-check-register", count=len(parties), authorities=counted)
    for party in parties:
        if not count[party]:
            name = words(PARTIES[party])
            yield finding(words, False, "operator-check-party-bad", party=name)
    yield from _holidays(work, words)
    yield from _signing(settings, work, words)
    yield from _frozen(work, words)
    configured = channels(settings, training=is_training(work))
    yield from _reachable(work, configured, words)
    for channel in sorted(configured & HEALTH.keys()):
        holder = holder_of(settings.paths.state)
        health = last_health(HEALTH[channel](settings), channel, holder)
        yield from officer_findings(channel, health, work, words)
    if Channel.MATRIX in configured:
        yield from comparison_findings(work, words)
    yield from outbox_findings(work, words)


def _reachable(work: Work, configured: frozenset[Channel], words: Words) -> Findings:
    if not configured:
        yield finding(words, False, "operator-check-channels-bad")
        return
    in_force = work.registry.in_force()
    silent = [each for each in in_force if not _can_be_reached(work, each.id, configured)]
    for authority in silent:
        yield finding(words, False, "operator-check-reachable-bad", authority=authority.id)
    if in_force and not silent:
        yield finding(words, True, "operator-check-reachable", count=len(in_force))


def _holidays(work: Work, words: Words) -> Findings:
    """Whose calendar has no holidays of this year, or of the next one a month before it begins."""
    for year in sorted({work.now.year, (work.now + MONTH).year}):
        ids = [each.id for each in work.registry.in_force() if not each.has_holidays_of(year)]
        if ids:
            text = words("operator-check-holidays", year=str(year), ids=some(sorted(ids)))
            yield Finding(True, text, warns=True)


def _signing(settings: Settings, work: Work, words: Words) -> Findings:
    """Whether acts that sign ask for a code, and who of those who answer has none to give."""
    if not settings.policy.step_up:
        training = is_training(work)
        key = "operator-check-signing-training" if training else "operator-check-signing-off"
        yield finding(words, training, key)
        return
    heads = [
        each.id
        for each in work.registry.everybody()
        if may(each, Act.SUSPEND) and each.standing is Standing.ACTIVE and each.serves(work.now)
    ]
    without = sorted(set(heads) - work.codes.active(heads))
    if not without:
        yield finding(words, True, "operator-check-signing", count=len(heads))
        return
    text = words(
        "operator-check-signing-none",
        count=len(without),
        ids=some(without),
        officer=without[0],
    )
    yield Finding(True, text, warns=True)


def _frozen(work: Work, words: Words) -> Findings:
    """Whose accounts were reported lost and wait for a word of their owner or of the operator."""
    ids = work.registry.freezing.all()
    if ids:
        yield finding(words, False, "operator-check-frozen", ids=some(ids), officer=ids[0])


def _can_be_reached(work: Work, authority: str, configured: frozenset[Channel]) -> bool:
    return any(
        account.channel in configured
        for officer in work.registry.serving(authority)
        if officer.role in _ON_CALL
        for account in work.registry.accounts(officer.id)
    )
