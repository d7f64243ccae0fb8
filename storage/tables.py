"""
All tables. In clear: numbers, Parties, states, moments and ids of messages; all else is sealed.

A `sealed` column holds AES-256-GCM ciphertext bound to its table, column and row (`keys.py`).
The bytes of files lie sealed beside the database (`files.py`).
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the moment, aware."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


Sealed = LargeBinary
# An autoincrement key is INTEGER on SQLite, or it is none.
Sequence = BigInteger().with_variant(Integer, "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Integer, nullable=False),
)

data_keys = Table(
    "data_keys",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("wrapped_by", Text, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)

bonds = Table(
    "bonds",
    metadata,
    Column("party", Text, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
)

authorities = Table(
    "authorities",
    metadata,
    Column("id", Text, primary_key=True),
    Column("party", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    Column("successor", Text),
    Column("shows_names", Boolean, nullable=False),
    Column("holidays", Text, nullable=False),
    Column("working", Text, nullable=False, server_default="[]"),
    Column("sealed", Sealed, nullable=False),
    Column("digest_at", Moment, index=True),
)

officers = Table(
    "officers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("authority", Text, nullable=False),
    Column("party", Text),
    Column("role", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    Column("standing", Text, nullable=False),
    Column("on_duty", Boolean, nullable=False),
    # Since when the role is held, and which ones were before it: roles with their moments.
    Column("in_office_since", Moment),
    Column("offices", Text),
    Column("sealed", Sealed, nullable=False),
    Index("ix_officers_authority", "authority", "id"),
    Index("ix_officers_role", "authority", "role", "on_duty"),
)

# An `account` is the keyed digest of a chat's address (`addresses.py`); the address is sealed.
accounts = Table(
    "accounts",
    metadata,
    Column("account", LargeBinary, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("officer", Text, ForeignKey("officers.id"), nullable=False, index=True),
    Column("bound_at", Moment, nullable=False),
    Column("sealed", Sealed, nullable=False),
    Column("frozen_at", Moment),
    Column("frozen_by", Text),
)

# Whose account was reported lost within the last hour.
losses = Table(
    "losses",
    metadata,
    Column("authority", Text, primary_key=True),
    Column("officer", Text, primary_key=True),
    Column("at", Moment, nullable=False),
)

invites = Table(
    "invites",
    metadata,
    Column("code_digest", LargeBinary, primary_key=True),
    Column("officer", Text, ForeignKey("officers.id"), nullable=False),
    Column("issuer", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

code_apps = Table(
    "code_apps",
    metadata,
    Column("officer", Text, ForeignKey("officers.id"), primary_key=True),
    Column("last_step", BigInteger, nullable=False),
    Column("sealed", Sealed, nullable=False),
)

wrong_codes = Table(
    "wrong_codes",
    metadata,
    Column("officer", Text, ForeignKey("officers.id"), primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("locked_until", Moment),
)

# What was blocked for a marking, by its digest: a signatory may let it pass.
passes = Table(
    "passes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("officer", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("found", Sealed, nullable=False),
    Column("blocked_at", Moment, nullable=False),
    Column("until", Moment, nullable=False, index=True),
    Column("allowed_by", Text),
    Column("used_at", Moment),
    UniqueConstraint("officer", "digest"),
)

presses = Table(
    "presses",
    metadata,
    Column("officer", Text, primary_key=True),
    Column("offer", Text, nullable=False),
    Column("handled_at", Moment, nullable=False),
)

signings = Table(
    "signings",
    metadata,
    Column("officer", Text, ForeignKey("officers.id"), primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("action", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("sealed", Sealed, nullable=False),
)

# Whoever brought a code and waits for a second person; the account is bound when that one approves.
applications = Table(
    "applications",
    metadata,
    Column("officer", Text, ForeignKey("officers.id"), primary_key=True),
    Column("channel", Text, nullable=False),
    Column("account", LargeBinary, nullable=False, index=True),
    Column("issuer", Text, nullable=False),
    Column("words_digest", LargeBinary, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("applied_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("void", Boolean, nullable=False),
    Column("sealed", Sealed, nullable=False),
)

# Which strangers were told today that this is not for them: by a digest that changes with the day.
strangers = Table(
    "strangers",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("told_on", Date, nullable=False),
    Index("ix_strangers_told_on", "told_on", "channel"),
)

# Of a stranger who tries codes nothing is kept but a digest of the address, and for a day: at most
# so many rows as `admissions.py` says.
guesses = Table(
    "guesses",
    metadata,
    Column("account_digest", LargeBinary, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("last_at", Moment, nullable=False, index=True),
)

# The private room of an account on Matrix, and the key to which its address is bound: sealed.
rooms = Table(
    "rooms",
    metadata,
    Column("account", LargeBinary, primary_key=True),
    Column("sealed", Sealed, nullable=False),
)

# What is under way of a verification by emoji on Matrix, or is asked for: one for each address.
verifications = Table(
    "verifications",
    metadata,
    Column("account", LargeBinary, primary_key=True),
    Column("sealed", Sealed, nullable=False),
)

# Whose master key somebody has compared, and how.
comparisons = Table(
    "comparisons",
    metadata,
    Column("account", LargeBinary, primary_key=True),
    Column("sealed", Sealed, nullable=False),
    Column("compared_at", Moment, nullable=False),
)

# What only one event can have, and which one had it: kept for ever, so that none is replayed.
heard = Table(
    "heard",
    metadata,
    Column("once", Text, primary_key=True),
    Column("key", Text, nullable=False),
)

agreements = Table(
    "agreements",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("since", Moment, primary_key=True),
    Column("until", Moment),
    Column("passage", Text, nullable=False),
    Column("official_use", Boolean, nullable=False),
    Column("document", Text, nullable=False),
    Column("concluded_by", Text, nullable=False),
)

consents = Table(
    "consents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("draft", Text, nullable=False, index=True),
    Column("request", Text, index=True),
    Column("requesting", Text, nullable=False),
    Column("requested", Text, nullable=False),
    Column("requesting_party", Text, nullable=False),
    Column("requested_party", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("answered_by", Text),
    Column("answered_at", Moment),
    Column("sealed", Sealed),
    Index("ix_consents_requested", "requested", "state", "asked_at", "id"),
)

requests = Table(
    "requests",
    metadata,
    Column("id", Text, primary_key=True),
    Column("requesting_party", Text, nullable=False),
    Column("requested_party", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("running", Integer, nullable=False),
    Column("requesting", Text, nullable=False),
    Column("requested", Text, nullable=False),
    # Whose it was before that authority was changed, while its officers may still see it.
    Column("requesting_before", Text),
    Column("requested_before", Text),
    Column("sender", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("execution", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("transmitted_at", Moment),
    Column("acknowledged_at", Moment),
    Column("acknowledged_by", Text),
    Column("registered_at", Moment),
    Column("executed_by", Text),
    Column("executed_at", Moment),
    Column("formed_by", Text),
    Column("formed_at", Moment),
    Column("last_moment", Moment),
    Column("official_use", Boolean, nullable=False),
    Column("receiver", Text),
    # The ids of those that had it, with a comma between two.
    Column("former", Text),
    # By what it was transmitted outside of the bot; NULL where a channel carried it.
    Column("means", Text),
    Column("sealed", Sealed),
    Column("digest", LargeBinary, nullable=False),
    UniqueConstraint("requesting_party", "requested_party", "year", "running"),
    Index("ix_requests_sender", "sender", "created_at"),
    Index("ix_requests_requesting", "requesting", "created_at"),
    Index("ix_requests_requested", "requested", "created_at"),
    Index("ix_requests_running", "running"),
)
Index(
    "ix_requests_requesting_before",
    requests.c.requesting_before,
    sqlite_where=requests.c.requesting_before.is_not(None),
    postgresql_where=requests.c.requesting_before.is_not(None),
)
Index(
    "ix_requests_requested_before",
    requests.c.requested_before,
    sqlite_where=requests.c.requested_before.is_not(None),
    postgresql_where=requests.c.requested_before.is_not(None),
)

bursts = Table(
    "bursts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("requesting", Text, nullable=False),
    Column("requested", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("asked", Text, nullable=False),
    Column("answered_by", Text),
    Column("answered_at", Moment),
    Index("ix_bursts_requested", "requested", "until"),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("request", Text, ForeignKey("requests.id"), nullable=False, index=True),
    Column("move", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("part", Text),
    Column("sealed", Sealed),
)

# What outlives the content: sealed under the key of the register, not of the request.
terms = Table(
    "terms",
    metadata,
    Column("id", Text, primary_key=True),
    Column("request", Text, ForeignKey("requests.id"), nullable=False),
    Column("what", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("sealed", Sealed, nullable=False),
    Index("ix_terms_request", "request", "at", "id"),
)

# What follows a request that was sent, numbered by kind; `owed` is the obligation that it opened.
additions = Table(
    "additions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("request", Text, ForeignKey("requests.id"), nullable=False),
    Column("move", Text, nullable=False),
    Column("running", Integer, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("owed", Text),
    Column("sealed", Sealed),
    UniqueConstraint("request", "move", "running"),
)

# What came or went outside of the bot, as each side has entered it.
entries = Table(
    "entries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("request", Text, ForeignKey("requests.id"), nullable=False),
    Column("means", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("entered_at", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    Column("unpaired_at", Moment),
    Column("sealed", Sealed),
    # What it says that the request says, where the other side had entered that before.
    Column("content", Sealed),
    Index("ix_entries_request", "request", "entered_at", "id"),
)

confirmations = Table(
    "confirmations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("request", Text, ForeignKey("requests.id"), nullable=False, index=True),
    Column("signed_by", Text, nullable=False),
    Column("signed_as", Text, nullable=False),
    Column("registered_by", Text, nullable=False),
    Column("registered_at", Moment, nullable=False),
    Column("scans", Integer, nullable=False),
    # NULL: it confirms the request itself.
    Column("addition", Text),
    Column("sealed", Sealed),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("running", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("party", Text),
    Column("entered_by", Text, nullable=False),
    Column("arrived_at", Moment, nullable=False),
    Column("effective_on", Date),
    Column("state", Text, nullable=False),
    Column("relayed_at", Moment),
    Column("relayed_by", Text),
    Column("withdrawn_at", Moment),
    Column("withdrawn_by", Text),
    Column("supersedes", Text),
    # Which authority it changes, which one comes in its place, and when the register was changed.
    Column("authority", Text),
    Column("successor", Text),
    Column("changed_at", Moment),
    Column("sealed", Sealed),
    UniqueConstraint("year", "running"),
    Index("ix_notices_running", "running", "year"),
    Index("ix_notices_arrived_at", "arrived_at"),
    Index("ix_notices_party", "party", "arrived_at"),
)

obligations = Table(
    "obligations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("owed_by", Text, nullable=False),
    # The other side of the request that it is about.
    Column("owed_to", Text),
    Column("zone", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("due_second_at", Moment),
    Column("last_step_at", Moment),
    Column("wake_at", Moment),
    Column("discharged_at", Moment),
    Column("discharged_by", Text),
    # Still owed, but nobody is reminded of it.
    Column("silent", Boolean, nullable=False, server_default=false()),
)
# What is still owed, in the order of its due moments; and of one kind.
_OPEN = obligations.c.discharged_at.is_(None)
Index(
    "ix_obligations_owed_by",
    obligations.c.owed_by,
    obligations.c.due_at,
    obligations.c.id,
    obligations.c.kind,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
Index(
    "ix_obligations_owed_to",
    obligations.c.owed_to,
    obligations.c.due_at,
    obligations.c.id,
    obligations.c.kind,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
Index(
    "ix_obligations_kind",
    obligations.c.owed_by,
    obligations.c.kind,
    obligations.c.subject,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
# Only what is still to wake stands in the index: a tick costs what is due, not what is open.
Index(
    "ix_obligations_wake_at",
    obligations.c.wake_at,
    obligations.c.id,
    sqlite_where=obligations.c.wake_at.is_not(None),
    postgresql_where=obligations.c.wake_at.is_not(None),
)

# Where each request stands in the lists of either side (`positions.py`): it follows from the
# requests and from what is owed.
positions = Table(
    "positions",
    metadata,
    Column("request", Text, ForeignKey("requests.id"), primary_key=True),
    Column("authority", Text, primary_key=True),
    Column("part", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("execution", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("soon_at", Moment),
    Index("ix_positions_state", "authority", "part", "relation", "execution", "form"),
)
# A list is read in its order, whatever of it is sought: what decides that stands in the index.
_STATES = (positions.c.relation, positions.c.execution, positions.c.form)
Index(
    "ix_positions_due",
    positions.c.authority,
    positions.c.part,
    positions.c.due_at,
    positions.c.request,
    positions.c.soon_at,
    *_STATES,
    sqlite_where=positions.c.due_at.is_not(None),
    postgresql_where=positions.c.due_at.is_not(None),
)
Index(
    "ix_positions_soon",
    positions.c.authority,
    positions.c.part,
    positions.c.soon_at,
    positions.c.request,
    *_STATES,
    sqlite_where=positions.c.soon_at.is_not(None),
    postgresql_where=positions.c.soon_at.is_not(None),
)
Index(
    "ix_positions_newest",
    positions.c.authority,
    positions.c.part,
    positions.c.created_at.desc(),
    positions.c.request,
    positions.c.soon_at,
    *_STATES,
    sqlite_where=positions.c.due_at.is_(None),
    postgresql_where=positions.c.due_at.is_(None),
)
Index(
    "ix_positions_everybody",
    positions.c.part,
    positions.c.created_at.desc(),
    positions.c.request,
    sqlite_where=positions.c.relation == "requesting",
    postgresql_where=positions.c.relation == "requesting",
)

snoozes = Table(
    "snoozes",
    metadata,
    Column("obligation", Text, ForeignKey("obligations.id"), primary_key=True),
    Column("officer", Text, primary_key=True),
    Column("wake_at", Moment, nullable=False, index=True),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("officer", Text, nullable=False, index=True),
    Column("command", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("sealed", Sealed, nullable=False),
    Index("ix_drafts_newest", "officer", "command", "updated_at"),
)

offers = Table(
    "offers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("officer", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("command", Text, nullable=False),
    Column("argument", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("about", Text),
    Column("subject", Text),
    Column("obligation", Text),
    Column("alarm", Boolean, nullable=False, server_default=false()),
    Column("used", Boolean, nullable=False, server_default=false()),
    Index("ix_offers_officer", "officer", "number", "created_at"),
    Index("ix_offers_officer_created_at", "officer", "created_at"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("officer", Text),
    Column("channel", Text, nullable=False),
    Column("account", LargeBinary),
    Column("received_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("incident", Text),
    Column("files", Integer, nullable=False),
    Column("sealed", Sealed),
    Index("ix_inbox_received_at", "received_at"),
)
Index(
    "ix_inbox_waiting",
    inbox.c.seq,
    inbox.c.officer,
    sqlite_where=text("state = 'waiting'"),
    postgresql_where=text("state = 'waiting'"),
)
# What is sealed is not handled yet, or waits for somebody's word.
Index(
    "ix_inbox_open",
    inbox.c.officer,
    inbox.c.seq,
    sqlite_where=inbox.c.sealed.is_not(None),
    postgresql_where=inbox.c.sealed.is_not(None),
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("officer", Text, nullable=False),
    Column("queue", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("over", Text),
    Column("said_by", Text),
    Column("priority", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("about", Text),
    Column("subject", Text),
    Column("obligation", Text),
    Column("created_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("not_before", Moment),
    Column("attempts", Integer, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("channel", Text),
    Column("tried", Text, nullable=False),
    # What is said (NULL: by an earlier version, see `earlier`), and whether the full content of the
    # request is among the words that were sent.
    Column("carries", Text),
    # When it may make a sound; NULL: as its priority says.
    Column("voice", Text),
    Column("full_content", Boolean, nullable=False),
    Column("leased_by", Text),
    Column("ended_at", Moment),
    Column("opened_at", Moment),
    Column("why", Text),
    Column("message_id", Text),
    Column("values", Sealed),
    Column("choices", Text, nullable=False),
    Column("rendering", Sealed),
    Index("ix_outbox_subject", "subject", "text"),
    Index("ix_outbox_officer", "officer", "seq"),
)
# `not_before` is set exactly while a row waits, `leased_by` exactly while it is being sent.
# By weight and moment: what may be sent next, however much waits for its moment.
Index(
    "ix_outbox_due",
    outbox.c.priority,
    outbox.c.not_before,
    outbox.c.seq,
    outbox.c.queue,
    sqlite_where=outbox.c.not_before.is_not(None),
    postgresql_where=outbox.c.not_before.is_not(None),
)
# In each queue: what stands first.
Index(
    "ix_outbox_queue",
    outbox.c.queue,
    outbox.c.priority,
    outbox.c.seq,
    sqlite_where=outbox.c.not_before.is_not(None),
    postgresql_where=outbox.c.not_before.is_not(None),
)
Index(
    "ix_outbox_leased_by",
    outbox.c.leased_by,
    sqlite_where=outbox.c.leased_by.is_not(None),
    postgresql_where=outbox.c.leased_by.is_not(None),
)

Index(
    "ix_outbox_ended_at",
    outbox.c.ended_at,
    outbox.c.seq,
    sqlite_where=outbox.c.ended_at.is_not(None),
    postgresql_where=outbox.c.ended_at.is_not(None),
)
# Few end for a reason.
Index(
    "ix_outbox_why",
    outbox.c.why,
    outbox.c.seq,
    sqlite_where=outbox.c.why.is_not(None),
    postgresql_where=outbox.c.why.is_not(None),
)

# What is said to many waits here until each of them has a row in the outbox.
mailings = Table(
    "mailings",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("about", Text),
    Column("subject", Text),
    Column("wake_at", Moment, nullable=False),
    Column("sealed", Sealed, nullable=False),
    Index("ix_mailings_wake_at", "wake_at", "seq"),
)

cards = Table(
    "cards",
    metadata,
    Column("id", Text, primary_key=True),
    Column("officer", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("channel", Text),
    Column("wanted", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("message_id", Text),
    Column("shown_digest", LargeBinary),
    Column("doubted", Boolean, nullable=False),
    Column("born", Integer, nullable=False),
    Column("not_before", Moment),
    Column("leased_by", Text),
    Column("attempts", Integer, nullable=False),
    Index("ix_cards_officer", "officer", "message_id"),
)
# As in the outbox: an edit is owed, or is being sent.
Index(
    "ix_cards_not_before",
    cards.c.not_before,
    sqlite_where=cards.c.not_before.is_not(None),
    postgresql_where=cards.c.not_before.is_not(None),
)
Index(
    "ix_cards_leased_by",
    cards.c.leased_by,
    sqlite_where=cards.c.leased_by.is_not(None),
    postgresql_where=cards.c.leased_by.is_not(None),
)

# What failed and has not succeeded since; see `setbacks.py`.
setbacks = Table(
    "setbacks",
    metadata,
    Column("place", Text, primary_key=True),
    Column("row", Text, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("failed_at", Moment, nullable=False),
    Column("fatal", Boolean, nullable=False),
    Column("incident", Text),
    Column("name", Text),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Text, primary_key=True),
    Column("about", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("purpose", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("size", Integer, nullable=False),
    Column("told", Sealed, nullable=False),
    Index("ix_attachments_about", "about", "at"),
)

# Each row names a file beside the database; `owner` is an event of the inbox, or a subject.
files = Table(
    "files",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False, index=True),
)

journal = Table(
    "journal",
    metadata,
    Column(
        "seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    ),
    Column("about", Text),
    Column("subject", Text),
    Column("body", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Index("ix_journal_subject", "subject", "seq"),
)

journal_head = Table(
    "journal_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
