"""What Synapse is told: everything in one folder, one listener, nothing that waits or forgets."""

import base64
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

Json = dict[str, Any]

NAME = "nabat.test"
MEBIBYTE = 1024 * 1024
PLENTY = {"per_second": 10_000, "burst_count": 10_000}

# Limits are for the tests to order (see proxy.py), not for a test to run into.
LIMITS: Json = {
    "rc_message": PLENTY,
    "rc_registration": PLENTY,
    "rc_registration_token_validity": PLENTY,
    "rc_login": {"address": PLENTY, "account": PLENTY, "failed_attempts": PLENTY},
    "rc_admin_redaction": PLENTY,
    "rc_joins": {"local": PLENTY, "remote": PLENTY},
    "rc_joins_per_room": PLENTY,
    "rc_key_requests": PLENTY,
    "rc_invites": {"per_room": PLENTY, "per_user": PLENTY, "per_issuer": PLENTY},
    "rc_media_create": PLENTY,
    "rc_room_creation": PLENTY,
}


# What Synapse lets one user write unless it is told otherwise.
DEFAULT_MESSAGES: Json = {"rc_message": {"per_second": 0.2, "burst_count": 10}}


def configure(
    folder: Path, port: int, *, name: str = NAME, limits: Mapping[str, Any] = MappingProxyType({})
) -> str:
    """
    Write `homeserver.yaml` and what it names into a folder; return the shared secret.

    `limits` are in place of those that are never met.
    """
    secret = secrets.token_hex()
    seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    configuration: Json = {
        "server_name": name,
        "listeners": [
            {
                "port": port,
                "type": "http",
                "bind_addresses": ["127.0.0.1"],
                "resources": [{"names": ["client"], "compress": False}],
            }
        ],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "media_store_path": str(folder / "media"),
        "max_upload_size": 50 * MEBIBYTE,
        "log_config": str(folder / "log.yaml"),
        "signing_key": f"ed25519 a_test {seed}",
        "registration_shared_secret": secret,
        "macaroon_secret_key": secrets.token_hex(),
        "form_secret": secrets.token_hex(),
        "report_stats": False,
        "trusted_key_servers": [],
        "federation_domain_whitelist": [],
        "url_preview_enabled": False,
        "presence": {"enabled": False},
        "bcrypt_rounds": 4,
        # The default serves whoever comes back quickly what was so two minutes ago.
        "caches": {"sync_response_cache_duration": "0s"},
        # A person of the tests looks seldom, and has to see then whatever has come.
        "filter_timeline_limit": 1000,
        **LIMITS,
        **limits,
    }
    (folder / "homeserver.yaml").write_text(json.dumps(configuration, indent=1))
    (folder / "log.yaml").write_text(json.dumps(_logging(folder), indent=1))
    return secret


def _logging(folder: Path) -> Json:
    return {
        "version": 1,
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {
            "file": {
                "class": "logging.FileHandler",
                "filename": str(folder / "homeserver.log"),
                "formatter": "plain",
            }
        },
        "root": {"level": "WARNING", "handlers": ["file"]},
        "disable_existing_loggers": False,
    }
