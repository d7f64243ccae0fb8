"""The first tables."""

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "agreements",
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("since", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("until", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("official_use", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("concluded_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", "channel", "since", name=op.f("pk_agreements")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_subject"), "attachments", ["subject"], unique=False)
    op.create_table(
        "authorities",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("since", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("until", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("successor", sa.Text(), nullable=True),
        sa.Column("shows_names", sa.Boolean(), nullable=False),
        sa.Column("holidays", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("digest_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorities")),
    )
    op.create_index(op.f("ix_authorities_digest_at"), "authorities", ["digest_at"], unique=False)
    op.create_table(
        "bonds",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("since", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("until", storage.tables.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("party", name=op.f("pk_bonds")),
    )
    op.create_table(
        "cards",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("shown_digest", sa.LargeBinary(), nullable=True),
        sa.Column("doubted", sa.Boolean(), nullable=False),
        sa.Column("born", sa.Integer(), nullable=False),
        sa.Column("not_before", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("leased_by", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
    )
    op.create_index("ix_cards_not_before", "cards", ["not_before"], unique=False)
    op.create_index(op.f("ix_cards_subject"), "cards", ["subject"], unique=False)
    op.create_table(
        "counters",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "data_keys",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("wrapped_by", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_data_keys")),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_officer"), "drafts", ["officer"], unique=False)
    op.create_table(
        "files",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index(op.f("ix_files_owner"), "files", ["owner"], unique=False)
    op.create_table(
        "inbox",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("received_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=True),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_inbox")),
        sa.UniqueConstraint("key", name=op.f("uq_inbox_key")),
    )
    op.create_index("ix_inbox_state", "inbox", ["state", "seq"], unique=False)
    op.create_table(
        "journal",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_subject", "journal", ["subject", "seq"], unique=False)
    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("arrived_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("relayed_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("relayed_by", sa.Text(), nullable=True),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("year", "running", name=op.f("uq_notices_year_running")),
    )
    op.create_table(
        "obligations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("owed_by", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("opened_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("due_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("due_second_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("last_step_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("wake_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("discharged_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("discharged_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligations")),
    )
    op.create_index(
        "ix_obligations_owed_by", "obligations", ["owed_by", "discharged_at"], unique=False
    )
    op.create_index(op.f("ix_obligations_subject"), "obligations", ["subject"], unique=False)
    op.create_index(
        "ix_obligations_wake_at",
        "obligations",
        ["wake_at", "id"],
        unique=False,
        sqlite_where=sa.text("wake_at IS NOT NULL"),
        postgresql_where=sa.text("wake_at IS NOT NULL"),
    )
    op.create_table(
        "offers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("argument", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    op.create_index(op.f("ix_offers_expires_at"), "offers", ["expires_at"], unique=False)
    op.create_index("ix_offers_officer", "offers", ["officer", "number"], unique=False)
    op.create_table(
        "officers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("since", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("until", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("on_duty", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
    )
    op.create_index(op.f("ix_officers_authority"), "officers", ["authority"], unique=False)
    op.create_table(
        "outbox",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("over", sa.Text(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("obligation", sa.Text(), nullable=True),
        sa.Column("created_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("not_before", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("carries_content", sa.Boolean(), nullable=False),
        sa.Column("leased_by", sa.Text(), nullable=True),
        sa.Column("ended_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("opened_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("values", sa.LargeBinary(), nullable=True),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("rendering", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(
        "ix_outbox_leased_by",
        "outbox",
        ["leased_by"],
        unique=False,
        sqlite_where=sa.text("leased_by IS NOT NULL"),
        postgresql_where=sa.text("leased_by IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_not_before",
        "outbox",
        ["not_before"],
        unique=False,
        sqlite_where=sa.text("not_before IS NOT NULL"),
        postgresql_where=sa.text("not_before IS NOT NULL"),
    )
    op.create_index("ix_outbox_subject", "outbox", ["subject", "text"], unique=False)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["priority", "seq"],
        unique=False,
        sqlite_where=sa.text("not_before IS NOT NULL"),
        postgresql_where=sa.text("not_before IS NOT NULL"),
    )
    op.create_table(
        "requests",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("requesting_party", sa.Text(), nullable=False),
        sa.Column("requested_party", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("requesting", sa.Text(), nullable=False),
        sa.Column("requested", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("created_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("execution", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("transmitted_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("acknowledged_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.Column("registered_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("executed_by", sa.Text(), nullable=True),
        sa.Column("executed_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("formed_by", sa.Text(), nullable=True),
        sa.Column("formed_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("last_moment", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("official_use", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint(
            "requesting_party",
            "year",
            "running",
            name=op.f("uq_requests_requesting_party_year_running"),
        ),
    )
    op.create_index("ix_requests_requested", "requests", ["requested", "created_at"], unique=False)
    op.create_index(
        "ix_requests_requesting", "requests", ["requesting", "created_at"], unique=False
    )
    op.create_table(
        "accounts",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("bound_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_accounts_officer")),
        sa.PrimaryKeyConstraint("channel", "address", name=op.f("pk_accounts")),
    )
    op.create_index(op.f("ix_accounts_officer"), "accounts", ["officer"], unique=False)
    op.create_table(
        "code_apps",
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_code_apps_officer")),
        sa.PrimaryKeyConstraint("officer", name=op.f("pk_code_apps")),
    )
    op.create_table(
        "wrong_codes",
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("locked_until", storage.tables.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_wrong_codes_officer")),
        sa.PrimaryKeyConstraint("officer", "action", name=op.f("pk_wrong_codes")),
    )
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("signed_as", sa.Text(), nullable=False),
        sa.Column("registered_by", sa.Text(), nullable=False),
        sa.Column("registered_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("scans", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request"], ["requests.id"], name=op.f("fk_confirmations_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmations")),
    )
    op.create_index(op.f("ix_confirmations_request"), "confirmations", ["request"], unique=False)
    op.create_table(
        "applications",
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("words_digest", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("applied_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_applications_officer")),
        sa.PrimaryKeyConstraint("officer", name=op.f("pk_applications")),
    )
    op.create_index("ix_applications_address", "applications", ["channel", "address"], unique=False)
    op.create_table(
        "invites",
        sa.Column("code_digest", sa.LargeBinary(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("expires_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("used_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_invites_officer")),
        sa.PrimaryKeyConstraint("code_digest", name=op.f("pk_invites")),
    )
    op.create_table(
        "signings",
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officers.id"], name=op.f("fk_signings_officer")),
        sa.PrimaryKeyConstraint("officer", "channel", name=op.f("pk_signings")),
    )
    op.create_table(
        "snoozes",
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("wake_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["obligation"], ["obligations.id"], name=op.f("fk_snoozes_obligation")
        ),
        sa.PrimaryKeyConstraint("obligation", "officer", name=op.f("pk_snoozes")),
    )
    op.create_index(op.f("ix_snoozes_wake_at"), "snoozes", ["wake_at"], unique=False)
    op.create_table(
        "statements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["request"], ["requests.id"], name=op.f("fk_statements_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_request"), "statements", ["request"], unique=False)
    op.create_table(
        "guesses",
        sa.Column("account_digest", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_digest", name=op.f("pk_guesses")),
    )
    op.create_index(op.f("ix_guesses_last_at"), "guesses", ["last_at"], unique=False)
    op.create_table(
        "rooms",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("room", sa.Text(), nullable=True),
        sa.Column("master", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_rooms")),
    )
    op.create_table(
        "heard",
        sa.Column("once", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("once", name=op.f("pk_heard")),
    )
    op.create_table(
        "strangers",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_strangers")),
    )
    op.create_index("ix_strangers_told_on", "strangers", ["told_on", "channel"], unique=False)
    op.create_table(
        "consents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=True),
        sa.Column("requesting", sa.Text(), nullable=False),
        sa.Column("requested", sa.Text(), nullable=False),
        sa.Column("requesting_party", sa.Text(), nullable=False),
        sa.Column("requested_party", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("due_at", storage.tables.Moment(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_at", storage.tables.Moment(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_draft"), "consents", ["draft"], unique=False)
    op.create_index(op.f("ix_consents_request"), "consents", ["request"], unique=False)
    op.create_index("ix_consents_requested", "consents", ["requested", "state"], unique=False)
