"""
The settings of one installation: the environment, above the file, above the defaults.

`nabat.toml` beside this file documents every key. No message here shows a value: a secret that
stands where another key was meant would otherwise reach the log.
"""

import errno
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import time, timedelta
from difflib import SequenceMatcher
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from config.problems import Misfit, Problem, of_value
from protocol.policy import DEFAULT, Policy

TRAINING_REGISTER = Path(__file__).with_name("parties.toml")
FILE_NAME = "nabat.toml"
PREFIX = "NABAT_"
FILE_VARIABLE = "NABAT_CONFIG"
SECRETS = (
    ("database", "url"),
    ("telegram", "token"),
    ("telegram", "webhook_secret"),
    ("matrix", "password"),
)

# What an earlier version could set, and what sets nothing any more: it stops no start.
FORMER = {"policy": ("morning_at", "confirmation_morning_at", "tell_within_hours")}

Tables: TypeAlias = dict[str, dict[str, Any]]

_HOST = r"[A-Za-z0-9.-]+"
_PATH = r"(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?"
_CLOSED = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, validate_by_name=True)


class SettingsError(Misfit):
    """The operator's failure, with all that is wrong with the settings."""


def _clock(value: object) -> object:
    """Return the time of day that "09:00" says; a number would be taken for seconds."""
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return time.fromisoformat(value)
    if isinstance(value, time) and value.tzinfo is None:
        return value
    raise PydanticCustomError("problem-time", "problem-time")


def _listed(value: object) -> object:
    """Return the parts of "10, 30", which is how the environment gives a list."""
    return [part for part in value.split(",") if part.strip()] if isinstance(value, str) else value


# The upper ends hold off a figure given in the wrong unit.
Minutes = Annotated[int, Field(ge=1, le=7 * 24 * 60)]
Hours = Annotated[int, Field(ge=1, le=30 * 24)]
WorkingDays = Annotated[int, Field(ge=1, le=60)]
Days = Annotated[int, Field(ge=1, le=36_500)]
Seconds = Annotated[float, Field(gt=0, le=3600)]
TimeOfDay = Annotated[time, BeforeValidator(_clock)]


class Database(BaseModel):
    """Where the record lies; the address may hold a password, so it is a secret."""

    model_config = _CLOSED

    url: SecretStr = SecretStr("")
    url_file: str = ""

    @field_validator("url")
    @classmethod
    def _of_a_known_kind(cls, url: SecretStr) -> SecretStr:
        if not re.match(r"$|sqlite:///.|postgresql://.", url.get_secret_value()):
            raise PydanticCustomError("problem-database-url", "problem-database-url")
        return url


class Paths(BaseModel):
    """Directories and files of the installation; relative ones begin at the working directory."""

    model_config = _CLOSED

    state: Path = Path("var")
    register_path: str = Field("", alias="register")  # pydantic has a `register` of its own


class Telegram(BaseModel):
    """
    The Telegram transport; without a token there is none, without a webhook's address it polls.

    What the secret has to be, the transport's wiring says, in the operator's language.
    """

    model_config = _CLOSED

    token: SecretStr = SecretStr("")
    token_file: str = ""
    api_url: str = "https://api.telegram.org"
    webhook_url: str = ""
    webhook_listen: str = "127.0.0.1:8443"
    webhook_secret: SecretStr = SecretStr("")
    webhook_secret_file: str = ""

    @field_validator("token")
    @classmethod
    def _whole(cls, token: SecretStr) -> SecretStr:
        # Not stricter than this, and not wider: what is taken here the log takes out of its lines.
        if not re.fullmatch(r"|[0-9]{5,}:[A-Za-z0-9_-]{20,}", token.get_secret_value()):
            raise PydanticCustomError("problem-token", "problem-token")
        return token

    @field_validator("api_url")
    @classmethod
    def _over_http(cls, url: str) -> str:
        if not re.match(r"https?://[^/\s]", url):
            raise PydanticCustomError("problem-http", "problem-http")
        return url

    @field_validator("webhook_url")
    @classmethod
    def _over_tls(cls, url: str) -> str:
        # Without TLS only to this machine, as from a Bot API server of one's own.
        if not re.fullmatch(rf"|(https://{_HOST}|http://(127\.0\.0\.1|localhost)){_PATH}", url):
            raise PydanticCustomError("problem-webhook-url", "problem-webhook-url")
        return url

    @field_validator("webhook_listen")
    @classmethod
    def _host_and_port(cls, listen: str) -> str:
        port = listen.rpartition(":")[2]
        if not re.fullmatch(rf"({_HOST}|\[[0-9a-fA-F:]+\]):[0-9]{{1,5}}", listen) or not (
            1 <= int(port) <= 65535
        ):
            raise PydanticCustomError("problem-host-port", "problem-host-port")
        return listen

    @property
    def listens_at(self) -> tuple[str, int]:
        """Return host and port of `webhook_listen`."""
        host, _, port = self.webhook_listen.rpartition(":")
        return host.strip("[]"), int(port)


class Matrix(BaseModel):
    """
    The Matrix transport; without a homeserver there is none.

    Who the bot is there is made by `nabat matrix setup` and lies in the key ring.
    """

    model_config = _CLOSED

    homeserver: str = ""
    user: str = ""
    password: SecretStr = SecretStr("")
    password_file: str = ""

    @field_validator("homeserver")
    @classmethod
    def _over_tls(cls, url: str) -> str:
        # Without TLS only to this machine: whoever sees the token is the bot.
        if not re.fullmatch(rf"|(https://{_HOST}|http://(127\.0\.0\.1|localhost)){_PATH}", url):
            raise PydanticCustomError("problem-https", "problem-https")
        return url

    @field_validator("user")
    @classmethod
    def _whole(cls, user: str) -> str:
        if not re.fullmatch(r"|@[a-z0-9._=/+-]+:[A-Za-z0-9.:-]+", user):
            raise PydanticCustomError("problem-user-id", "problem-user-id")
        return user


class Keys(BaseModel):
    """The ring of key-encryption keys."""

    model_config = _CLOSED

    file: str = ""


class Log(BaseModel):
    """What is logged, and in which form."""

    model_config = _CLOSED

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "console"] = "json"


class Delivery(BaseModel):
    """How fast messages go out, and when they are tried again."""

    model_config = _CLOSED

    messages_per_second: int = Field(25, ge=1, le=10_000)
    alarm_reserve: int = Field(5, ge=0)
    per_chat_interval_seconds: float = Field(1.0, ge=0, le=60)
    resend_unknown_seconds: Annotated[tuple[Seconds, ...], NoDecode, BeforeValidator(_listed)] = (
        10.0,
        30.0,
    )

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if self.alarm_reserve >= self.messages_per_second:
            raise PydanticCustomError("problem-alarm-reserve", "problem-alarm-reserve")
        return self


class Clock(BaseModel):
    """How often the bot looks for what is due."""

    model_config = _CLOSED

    tick_seconds: float = Field(1.0, ge=0.05, le=60)


class PolicyFigures(BaseModel):
    """Each field of `protocol.policy.Policy`, with its unit in the name."""

    model_config = _CLOSED

    transmit_within_seconds: int = Field(60, ge=1, le=3600)
    second_channel_within_seconds: int = Field(60, ge=1, le=3600)
    acknowledge_within_minutes: Minutes = 15
    take_up_within_minutes: Minutes = 45
    work_on_times: int = Field(1, ge=0, le=24)
    consent_within_minutes: Minutes = 60
    consent_holds_hours: Hours = 24
    answer_within_hours: Hours = 24
    silence_within_hours: Hours = 24
    progress_working_days: WorkingDays = 1
    progress_first_within_hours: Hours = 2
    record_confirmation_working_days: WorkingDays = 3
    written_refusal_working_days: WorkingDays = 3
    dispatch_working_days: WorkingDays = 1
    answer_objection_working_days: WorkingDays = 3
    result_receipt_working_days: WorkingDays = 3
    result_closed_days: Days = 30
    postponed_days: Days = 30
    postponed_again_days: Days = 30
    relay_within_minutes: Minutes = 60
    relay_alone_after_minutes: Minutes = 60
    receipt_working_days: WorkingDays = 1
    succession_days: Days = 14
    digest_at: TimeOfDay = DEFAULT.digest_at
    afternoon_at: TimeOfDay = DEFAULT.afternoon
    evening_at: TimeOfDay = DEFAULT.evening
    quiet_from_at: TimeOfDay = DEFAULT.quiet_from
    quiet_until_at: TimeOfDay = DEFAULT.quiet_until
    digest_above_obligations: int = Field(5, ge=0, le=1000)
    snooze_within_minutes: Minutes = 60
    same_press_within_seconds: int = Field(15, ge=0, le=300)
    contents_per_hour: int = Field(20, ge=1, le=100_000)
    burst_above_requests: int = Field(10, ge=1, le=100_000)
    burst_within_minutes: Minutes = 60
    duty_officer_may_register: bool = True
    step_up: bool = True
    code_within_minutes: int = Field(5, ge=1, le=60)
    code_tries: int = Field(3, ge=1, le=10)
    code_locked_for_minutes: Minutes = 15
    retention_days: Days = 180

    def figures(self) -> Policy:
        """Return the one frozen value that turns are given."""
        return Policy(
            transmit_within=timedelta(seconds=self.transmit_within_seconds),
            second_channel_within=timedelta(seconds=self.second_channel_within_seconds),
            acknowledge_within=timedelta(minutes=self.acknowledge_within_minutes),
            take_up_within=timedelta(minutes=self.take_up_within_minutes),
            work_on_times=self.work_on_times,
            consent_within=timedelta(minutes=self.consent_within_minutes),
            consent_holds=timedelta(hours=self.consent_holds_hours),
            answer_within=timedelta(hours=self.answer_within_hours),
            silence_within=timedelta(hours=self.silence_within_hours),
            progress_working_days=self.progress_working_days,
            progress_first_within=timedelta(hours=self.progress_first_within_hours),
            record_confirmation_working_days=self.record_confirmation_working_days,
            written_refusal_working_days=self.written_refusal_working_days,
            dispatch_working_days=self.dispatch_working_days,
            answer_objection_working_days=self.answer_objection_working_days,
            result_receipt_working_days=self.result_receipt_working_days,
            result_closed_days=self.result_closed_days,
            postponed_days=self.postponed_days,
            postponed_again_days=self.postponed_again_days,
            relay_within=timedelta(minutes=self.relay_within_minutes),
            relay_alone_after=timedelta(minutes=self.relay_alone_after_minutes),
            receipt_working_days=self.receipt_working_days,
            succession_days=self.succession_days,
            digest_at=self.digest_at,
            afternoon=self.afternoon_at,
            evening=self.evening_at,
            quiet_from=self.quiet_from_at,
            quiet_until=self.quiet_until_at,
            digest_above=self.digest_above_obligations,
            snooze_within=timedelta(minutes=self.snooze_within_minutes),
            same_press_within=timedelta(seconds=self.same_press_within_seconds),
            contents_per_hour=self.contents_per_hour,
            burst_above=self.burst_above_requests,
            burst_within=timedelta(minutes=self.burst_within_minutes),
            duty_officer_may_register=self.duty_officer_may_register,
            step_up=self.step_up,
            code_within=timedelta(minutes=self.code_within_minutes),
            code_tries=self.code_tries,
            code_locked_for=timedelta(minutes=self.code_locked_for_minutes),
            retention_days=self.retention_days,
        )


class Settings(BaseSettings):
    """Everything that an operator may set. `Settings()` is the defaults; `load` reads the rest."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    database: Database = Database()
    paths: Paths = Paths()
    telegram: Telegram = Telegram()
    matrix: Matrix = Matrix()
    keys: Keys = Keys()
    log: Log = Log()
    delivery: Delivery = Delivery()
    clock: Clock = Clock()
    policy: PolicyFigures = PolicyFigures()

    @property
    def database_url(self) -> SecretStr:
        """Return the address of the database; without one, of `nabat.db` under the state."""
        if self.database.url.get_secret_value():
            return self.database.url
        return SecretStr(f"sqlite:///{(self.paths.state / 'nabat.db').as_posix()}")

    @property
    def register_file(self) -> Path:
        """Return the register of Parties; without one, the training register shipped here."""
        return Path(self.paths.register_path) if self.paths.register_path else TRAINING_REGISTER

    @property
    def keys_file(self) -> Path:
        """Return the file of the key ring; without one, `keys` under the state."""
        return Path(self.keys.file) if self.keys.file else self.paths.state / "keys"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return only what the caller gives: no value reads the process's environment unasked."""
        return (init_settings,)


def load(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """
    Return the settings of this installation, secrets read from the files that were named.

    The file is `path`, or NABAT_CONFIG, or ./nabat.toml if there is one, else the defaults hold.

    Raises: SettingsError with every problem found, each naming its key.
    """
    environ = os.environ if environ is None else environ
    file = _chosen(path, environ)
    problems: list[Problem] = []
    below = _from_file(file, problems) if file else {}
    above = _from_environment(environ, problems)
    values = {section: below.get(section, {}) | above.get(section, {}) for section in KEYS}

    def place(section: str, key: str) -> str:
        if key in above.get(section, {}):
            return _variable(section, key)
        return f"{file or 'settings'}: [{section}] {key}".rstrip()

    read = _read_secrets(values, place, problems)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as refused:
        for error in refused.errors(include_url=False, include_input=False):
            section, key = (*map(str, error["loc"]), "")[:2]
            problems.append(of_value(place(section, read.get((section, key), key)), error))
    if problems:
        raise SettingsError(*dict.fromkeys(problems))
    return settings


def read_toml(file: Path) -> dict[str, Any]:
    """
    Return what `file` says.

    Raises: Misfit when it cannot be read or is not TOML.
    """
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise Misfit(Problem.of("problem-unreadable", where=file, reason=_reason(error))) from None
    except UnicodeDecodeError:
        raise Misfit(Problem.of("problem-not-text", where=file)) from None
    except tomllib.TOMLDecodeError as error:
        # The rest of its sentence may quote what stands there.
        at = re.search(r"\(at line (\d+), column (\d+)\)$", str(error))
        line, column = at.groups() if at else ("end", "")
        problem = Problem.of("problem-not-toml", where=file, line=line, column=column)
        raise Misfit(problem) from None
    except RecursionError:
        problem = Problem.of("problem-not-toml", where=file, line="end", column="")
        raise Misfit(problem) from None


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the one of `known` that looks most like `word`."""
    return max(known, key=lambda each: SequenceMatcher(None, word.lower(), each.lower()).ratio())


def _keys(section: type[BaseModel] | Any) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in section.model_fields.items())


KEYS = {name: _keys(field.annotation) for name, field in Settings.model_fields.items()}


def _variable(section: str, key: str) -> str:
    return f"{PREFIX}{section}__{key}".upper()


def _chosen(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    if path is not None:
        return path
    if environ.get(FILE_VARIABLE):
        return Path(environ[FILE_VARIABLE])
    return Path(FILE_NAME) if Path(FILE_NAME).exists() else None


def _from_file(file: Path, problems: list[Problem]) -> Tables:
    try:
        tables = read_toml(file)
    except Misfit as misfit:
        problems.extend(misfit.problems)
        return {}
    known: Tables = {}
    for section, table in tables.items():
        if not isinstance(table, dict):
            meant = f"[{section}]" if section in KEYS else _nearest_key("", section)
            where = f"{file}: {section}"
            problems.append(Problem.of("problem-no-section", where=where, meant=meant))
        elif section not in KEYS:
            where, meant = f"{file}: [{section}]", f"[{nearest(section, KEYS)}]"
            problems.append(Problem.of("problem-section", where=where, meant=meant))
        else:
            known[section] = {key: table[key] for key in KEYS[section] if key in table}
            known_or_former = {*KEYS[section], *FORMER.get(section, ())}
            for key in [each for each in table if each not in known_or_former]:
                where, meant = f"{file}: [{section}] {key}", _nearest_key(section, key)
                problems.append(Problem.of("problem-key", where=where, meant=meant))
    return known


def _nearest_key(section: str, key: str) -> str:
    """Return the known key nearest to this one: the same word in another section, else in this."""
    every = {name: (home, name) for home, names in KEYS.items() for name in names}
    home, name = every[nearest(key, every if key in every or not section else KEYS[section])]
    return f"[{home}] {name}"


def _from_environment(environ: Mapping[str, str], problems: list[Problem]) -> Tables:
    known = {_variable(section, key) for section, keys in KEYS.items() for key in keys}
    given = {name for name in environ if name.startswith(PREFIX)} - {FILE_VARIABLE}
    given -= {_variable(section, key) for section, keys in FORMER.items() for key in keys}
    for name in sorted(given - known):
        meant = nearest(name, sorted(known | {FILE_VARIABLE}))
        problems.append(Problem.of("problem-variable", where=name, meant=meant))
    source = EnvSettingsSource(Settings)
    source.env_vars = {name.lower(): environ[name] for name in given & known}
    return source()


def _read_secrets(
    values: Tables, place: Callable[[str, str], str], problems: list[Problem]
) -> dict[tuple[str, str], str]:
    """Put into `values` what the `..._file` keys name; return which key each came from."""
    read: dict[tuple[str, str], str] = {}
    for section, key in SECRETS:
        given, file_key = values[section], f"{key}_file"
        file, where = given.get(file_key), place(section, file_key)
        if not isinstance(file, str) or not file:
            continue
        if given.get(key):
            both = {"where": place(section, key), "other": where}
            problems.append(Problem.of("problem-both", **both))
            continue
        read[section, key] = file_key
        try:
            given[key] = Path(file).read_text("utf-8-sig").strip()
            if not given[key]:
                problems.append(Problem.of("problem-file-empty", where=where))
        except OSError as error:
            reason = _reason(error)
            problems.append(Problem.of("problem-file-unreadable", where=where, reason=reason))
        except ValueError:
            problems.append(Problem.of("problem-file-not-text", where=where))
    return read


def _reason(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, type(error).__name__)
