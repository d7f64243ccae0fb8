"""The settings: what is given is what holds, and what is not known is refused by name."""

import re
import tomllib
from dataclasses import fields
from datetime import time, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

import bot.installation.register_file
import config
from bot.words.operator import operator_words
from bot.words.texts import LANGUAGES
from config.settings import KEYS, TRAINING_REGISTER, Settings, SettingsError, load
from protocol.policy import DEFAULT, Policy

ENGLISH = operator_words({"LANG": "en_GB.UTF-8"})
SHIPPED = TRAINING_REGISTER.with_name("nabat.toml")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "nabat.toml"
    file.write_text(text, "utf-8")
    return file


def problems(path: Path | None = None, /, **environ: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        load(path, environ)
    return tuple(map(ENGLISH.problem, refused.value.problems))


def test_the_shipped_file_holds_every_key_and_nothing_else() -> None:
    tables = tomllib.loads(SHIPPED.read_text("utf-8"))

    assert {section: set(table) for section, table in tables.items()} == {
        section: set(keys) for section, keys in KEYS.items()
    }


def test_the_shipped_file_equals_the_defaults() -> None:
    assert load(SHIPPED, {}) == Settings() == load(None, {})


def test_every_key_of_the_shipped_file_is_explained() -> None:
    lines = SHIPPED.read_text("utf-8").splitlines()
    keys = [number for number, line in enumerate(lines) if re.match(r"[a-z_]+ = ", line)]

    assert len(keys) == sum(map(len, KEYS.values()))
    assert [lines[number] for number in keys if not lines[number - 1].startswith("# ")] == []


def test_the_default_policy_is_the_policy_of_the_protocol() -> None:
    assert Settings().policy.figures() == DEFAULT


# Each field of Policy: the key that sets it, what is written, and what a turn is given.
FIGURES = {
    "transmit_within": ("transmit_within_seconds", "90", timedelta(seconds=90)),
    "second_channel_within": ("second_channel_within_seconds", "45", timedelta(seconds=45)),
    "acknowledge_within": ("acknowledge_within_minutes", "20", timedelta(minutes=20)),
    "take_up_within": ("take_up_within_minutes", "30", timedelta(minutes=30)),
    "work_on_times": ("work_on_times", "3", 3),
    "consent_within": ("consent_within_minutes", "30", timedelta(minutes=30)),
    "consent_holds": ("consent_holds_hours", "6", timedelta(hours=6)),
    "answer_within": ("answer_within_hours", "12", timedelta(hours=12)),
    "silence_within": ("silence_within_hours", "12", timedelta(hours=12)),
    "progress_working_days": ("progress_working_days", "2", 2),
    "progress_first_within": ("progress_first_within_hours", "3", timedelta(hours=3)),
    "record_confirmation_working_days": ("record_confirmation_working_days", "4", 4),
    "written_refusal_working_days": ("written_refusal_working_days", "5", 5),
    "dispatch_working_days": ("dispatch_working_days", "2", 2),
    "answer_objection_working_days": ("answer_objection_working_days", "2", 2),
    "result_receipt_working_days": ("result_receipt_working_days", "5", 5),
    "result_closed_days": ("result_closed_days", "60", 60),
    "postponed_days": ("postponed_days", "20", 20),
    "postponed_again_days": ("postponed_again_days", "10", 10),
    "relay_within": ("relay_within_minutes", "30", timedelta(minutes=30)),
    "relay_alone_after": ("relay_alone_after_minutes", "90", timedelta(minutes=90)),
    "receipt_working_days": ("receipt_working_days", "2", 2),
    "succession_days": ("succession_days", "7", 7),
    "digest_at": ("digest_at", "07:50:00", time(7, 50)),
    "afternoon": ("afternoon_at", '"17:45"', time(17, 45)),
    "evening": ("evening_at", '"19:30"', time(19, 30)),
    "quiet_from": ("quiet_from_at", '"22:00"', time(22, 0)),
    "quiet_until": ("quiet_until_at", '"07:00"', time(7, 0)),
    "digest_above": ("digest_above_obligations", "9", 9),
    "snooze_within": ("snooze_within_minutes", "10", timedelta(minutes=10)),
    "same_press_within": ("same_press_within_seconds", "5", timedelta(seconds=5)),
    "contents_per_hour": ("contents_per_hour", "30", 30),
    "burst_above": ("burst_above_requests", "20", 20),
    "burst_within": ("burst_within_minutes", "30", timedelta(minutes=30)),
    "duty_officer_may_register": ("duty_officer_may_register", "false", False),
    "step_up": ("step_up", "false", False),
    "code_within": ("code_within_minutes", "2", timedelta(minutes=2)),
    "code_tries": ("code_tries", "5", 5),
    "code_locked_for": ("code_locked_for_minutes", "60", timedelta(hours=1)),
    "retention_days": ("retention_days", "365", 365),
}


def test_every_figure_of_the_policy_can_be_set() -> None:
    assert set(FIGURES) == {each.name for each in fields(Policy)}
    assert [key for key, _, _ in FIGURES.values()] == list(KEYS["policy"])


@pytest.mark.parametrize("field", FIGURES)
def test_a_figure_reaches_the_policy_that_turns_are_given(field: str, tmp_path: Path) -> None:
    key, text, figure = FIGURES[field]

    settings = load(written(tmp_path, f"[policy]\n{key} = {text}\n"), {})

    assert getattr(settings.policy.figures(), field) == figure != getattr(DEFAULT, field)


@pytest.mark.parametrize(
    "line",
    ['morning_at = "09:30"', 'confirmation_morning_at = "09:30"', "tell_within_hours = 6"],
)
def test_what_an_earlier_version_could_set_stops_no_start(line: str, tmp_path: Path) -> None:
    settings = load(written(tmp_path, f"[policy]\n{line}\n"), {})

    assert settings.policy.figures() == DEFAULT


def test_the_environment_stands_above_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, '[log]\nlevel = "error"\nformat = "console"\n')

    settings = load(file, {"NABAT_LOG__LEVEL": "debug", "PATH": "/bin"})

    assert (settings.log.level, settings.log.format) == ("debug", "console")


def test_every_kind_of_value_can_come_from_the_environment() -> None:
    settings = load(
        None,
        {
            "NABAT_DELIVERY__RESEND_UNKNOWN_SECONDS": "5, 20,60",
            "NABAT_CLOCK__TICK_SECONDS": "0.5",
            "NABAT_POLICY__DUTY_OFFICER_MAY_REGISTER": "false",
            "NABAT_POLICY__DIGEST_AT": "08:00",
            "NABAT_PATHS__STATE": "/srv/nabat",
            "NABAT_PATHS__REGISTER": "parties.toml",
        },
    )

    assert settings.delivery.resend_unknown_seconds == (5, 20, 60)
    assert settings.clock.tick_seconds == 0.5
    assert settings.policy.duty_officer_may_register is False
    assert settings.policy.digest_at == time(8, 0)
    assert settings.database_url == SecretStr("sqlite:////srv/nabat/nabat.db")
    assert settings.keys_file == Path("/srv/nabat/keys")
    assert settings.register_file == Path("parties.toml")


def test_what_is_not_given_lies_under_the_state_and_the_register_is_the_training_one() -> None:
    settings = Settings()

    assert settings.database_url == SecretStr("sqlite:///var/nabat.db")
    assert settings.keys_file == Path("var/keys")
    assert settings.register_file == TRAINING_REGISTER
    assert TRAINING_REGISTER.is_file()


def test_the_file_is_the_argument_else_the_named_one_else_the_one_here(tmp_path: Path) -> None:
    written(tmp_path, '[paths]\nstate = "here"\n')
    named, given = tmp_path / "named.toml", tmp_path / "given.toml"
    named.write_text('[paths]\nstate = "named"\n', "utf-8")
    given.write_text('[paths]\nstate = "given"\n', "utf-8")
    environ = {"NABAT_CONFIG": str(named)}

    assert load(given, environ).paths.state == Path("given")
    assert load(None, environ).paths.state == Path("named")
    assert load(None, {}).paths.state == Path("here")


def test_the_process_environment_is_read_only_by_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NABAT_LOG__LEVEL", "debug")

    assert Settings().log.level == "info"
    assert load().log.level == "debug"


# Secrets


def test_a_secret_is_read_from_its_file_and_stripped(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("  1234567:abcdefghijklmnopqrst\n", "utf-8")
    (tmp_path / "url").write_text("postgresql://nabat:pass@db/nabat\n", "utf-8")
    file = written(tmp_path, '[telegram]\ntoken_file = "token"\n')

    settings = load(file, {"NABAT_DATABASE__URL_FILE": str(tmp_path / "url")})

    assert settings.telegram.token == SecretStr("1234567:abcdefghijklmnopqrst")
    assert settings.database_url == SecretStr("postgresql://nabat:pass@db/nabat")


def test_a_webhook_has_an_address_a_place_and_a_secret(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret\n", "utf-8")

    telegram = load(
        None,
        {
            "NABAT_TELEGRAM__WEBHOOK_URL": "https://bot.example:8443/hook/nabat",
            "NABAT_TELEGRAM__WEBHOOK_LISTEN": "[::1]:8080",
            "NABAT_TELEGRAM__WEBHOOK_SECRET_FILE": "secret",
        },
    ).telegram

    assert telegram.webhook_secret == SecretStr("s3cret")
    assert telegram.listens_at == ("::1", 8080)
    assert Settings().telegram.listens_at == ("127.0.0.1", 8443)
    assert "s3cret" not in repr(telegram)


def test_a_secret_is_never_shown() -> None:
    settings = load(
        None,
        {
            "NABAT_TELEGRAM__TOKEN": "1234567:abcdefghijklmnopqrst",
            "NABAT_DATABASE__URL": "postgresql://n:pass@db/n",
        },
    )

    shown = f"{settings!r} {settings} {settings.model_dump_json()} {settings.database_url!r}"

    assert "1234567:abcdefghijklmnopqrst" not in shown
    assert "pass" not in shown.replace("password", "")


def test_a_secret_given_twice_is_refused_wherever_the_two_stand(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("1234567:abcdefghijklmnopqrst", "utf-8")
    file = written(tmp_path, '[telegram]\ntoken = "5678901:efghijklmnopqrstuvwx"\n')

    assert problems(file, NABAT_TELEGRAM__TOKEN_FILE="token") == (
        f"{file}: [telegram] token and NABAT_TELEGRAM__TOKEN_FILE are both given; "
        "keep one of them.",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "names a file that cannot be read: there is no such file or folder."),
        (b" \n", "names a file that is empty."),
        (b"\xff\xfe\x00", "names a file that is not a text in UTF-8."),
        (b"mysql://user:pass@db", "should begin with sqlite:/// or postgresql://."),
    ],
    ids=["absent", "empty", "not text", "not an address"],
)
def test_a_bad_secret_file_is_named_by_its_key(
    content: bytes | None, said: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "url").write_bytes(content)
    file = written(tmp_path, '[database]\nurl_file = "url"\n')

    assert problems(file) == (f"{file}: [database] url_file {said}",)


def test_a_secret_that_stands_where_a_path_was_meant_is_not_shown() -> None:
    (said,) = problems(NABAT_TELEGRAM__TOKEN_FILE="1234567:abcdefghijklmnopqrst")

    assert "NABAT_TELEGRAM__TOKEN_FILE" in said
    assert "1234" not in said


# What is refused

WRONG = [
    ("[telegrm]\n", "[telegrm] is not a known section; did you mean [telegram]?"),
    (
        '[telegram]\ntokn = "s3cret"\n',
        "[telegram] tokn is not a known key; did you mean [telegram] token?",
    ),
    (
        '[telegram]\nlevel = "info"\n',
        "[telegram] level is not a known key; did you mean [log] level?",
    ),
    (
        '[paths]\nregister_path = "x"\n',
        "[paths] register_path is not a known key; did you mean [paths] register?",
    ),
    ('tokn = "s3cret"\n', "tokn stands in no section; did you mean [telegram] token?"),
    ('telegram = "s3cret"\n', "telegram stands in no section; did you mean [telegram]?"),
    ("[log]\nlevel = 7\n", "[log] level should be one of: 'debug', 'info', 'warning', 'error'."),
    ("[paths]\nstate = 7\n", "[paths] state should be a path."),
    (
        '[telegram]\napi_url = "api.telegram.org"\n',
        "[telegram] api_url should begin with http:// or https://.",
    ),
    *(
        (
            f'[telegram]\nwebhook_url = "{url}"\n',
            "[telegram] webhook_url should be https:// with a host and a plain path",
        )
        for url in (
            "http://s3cret.example/hook",
            "https://",
            "https://s3cret.example/hook?s3cret",
            "https://user:s3cret@bot.example/hook",
            "s3cret.example/hook",
        )
    ),
    *(
        (
            f'[telegram]\nwebhook_listen = "{listen}"\n',
            "[telegram] webhook_listen should be a host and a port, like 127.0.0.1:8443.",
        )
        for listen in ("", "8443", "s3cret:0", "s3cret:65536", "http://s3cret:80", "[s3cret]:1")
    ),
    (
        '[database]\nurl = "mysql://n:s3cret@db"\n',
        "[database] url should begin with sqlite:/// or postgresql://.",
    ),
    ("[telegram]\ntoken = 7\n", "[telegram] token should be a text in quotes."),
    (
        '[policy]\nacknowledge_within_minutes = "s3cret"\n',
        "[policy] acknowledge_within_minutes should be a whole number",
    ),
    ("[policy]\nrelay_within_minutes = 0\n", "[policy] relay_within_minutes should be at least 1."),
    (
        "[policy]\nacknowledge_within_minutes = 900000\n",
        "[policy] acknowledge_within_minutes should be at most 10080.",
    ),
    ("[policy]\ndigest_at = 9\n", '[policy] digest_at should be a time of day like "09:00".'),
    ('[policy]\nevening_at = "9:00"\n', "[policy] evening_at should be a time of day"),
    ('[policy]\nevening_at = "25:00"\n', "[policy] evening_at should be a time of day"),
    ("[clock]\ntick_seconds = 0\n", "[clock] tick_seconds should be at least 0.05."),
    ("[clock]\ntick_seconds = nan\n", "[clock] tick_seconds should be"),
    (
        "[delivery]\nresend_unknown_seconds = [10, -1]\n",
        "[delivery] resend_unknown_seconds should be greater than 0.",
    ),
    (
        "[delivery]\nresend_unknown_seconds = 10\n",
        "[delivery] resend_unknown_seconds should be a list.",
    ),
    (
        "[delivery]\nmessages_per_second = 5\n",
        "[delivery] should keep alarm_reserve below messages_per_second.",
    ),
]


@pytest.mark.parametrize(
    "token",
    [
        "abcd",
        "12345",
        "12345:",
        "12345:short",
        "bot12345:abcdefghijklmnopqrstuvwx",
        "12345:abcdefghij klmnopqrstuvw",
        "«12345:abcdefghijklmnopqrstuvwx»",
        "12345:абвгдежзийклмнопрстуф",
        "https://api.telegram.org/bot12345:abcdefghijklmnopqrstuv",
    ],
)
def test_a_token_of_the_wrong_form_is_refused_and_not_shown(token: str) -> None:
    (said,) = problems(NABAT_TELEGRAM__TOKEN=token)

    assert said.startswith("NABAT_TELEGRAM__TOKEN is no token of Telegram.")
    assert token not in said


def test_every_problem_is_said_in_each_language() -> None:
    """Each way in which a value can be wrong, with what its sentence shows."""
    for lang in LANGUAGES:
        words = operator_words({"LANG": lang})
        keys = {key for key in words.texts.keys(lang) if key.startswith("problem-")}
        folders = (
            Path(config.__file__).parent,
            Path(bot.installation.register_file.__file__).parent,
        )
        sources = (path for folder in folders for path in folder.glob("*.py"))
        source = "".join(path.read_text("utf-8") for path in sources)
        assert keys == set(re.findall(r'"(problem-[a-z-]*[a-z])"', source))


def test_in_russian_no_english_is_said(tmp_path: Path) -> None:
    file = written(tmp_path, '[log]\nlevel = "loud"\n[policy]\ndigest_at = 9\n')
    with pytest.raises(SettingsError) as refused:
        load(file, {"NABAT_CLOCK__TICK_SECONDS": "x", "NABAT_TELEGRAM__TOKEN_FILE": "nowhere"})

    said = "\n".join(operator_words({}).problem(each) for each in refused.value.problems)

    assert "нужно одно из: 'debug', 'info', 'warning', 'error'." in said
    assert "нужно время суток" in said
    assert "NABAT_CLOCK__TICK_SECONDS: нужно число." in said
    assert "названный файл не читается: такого файла или каталога нет." in said
    assert not re.search(r"should|cannot|such|names", said)


@pytest.mark.parametrize(
    ("text", "said"), WRONG, ids=[f"{said[:50]} {text[-20:]!r}" for text, said in WRONG]
)
def test_a_wrong_file_is_refused_by_key_and_shows_no_value(
    text: str, said: str, tmp_path: Path
) -> None:
    file = written(tmp_path, text)

    (problem,) = problems(file)

    assert problem.startswith(f"{file}: {said}")
    assert "s3cret" not in problem


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "NABAT_TELEGRM__TOKEN",
            "NABAT_TELEGRM__TOKEN is not a known setting; did you mean NABAT_TELEGRAM__TOKEN?",
        ),
        ("NABAT_CONF", "NABAT_CONF is not a known setting; did you mean NABAT_CONFIG?"),
        ("NABAT_TELEGRAM", "NABAT_TELEGRAM is not a known setting;"),
        ("NABAT_TELEGRAM__TOKEN__X", "NABAT_TELEGRAM__TOKEN__X is not a known setting;"),
        ("NABAT_CLOCK__TICK_SECONDS", "NABAT_CLOCK__TICK_SECONDS should be a number"),
        ("NABAT_DELIVERY__RESEND_UNKNOWN_SECONDS", "NABAT_DELIVERY__RESEND_UNKNOWN_SECONDS should"),
    ],
)
def test_a_wrong_variable_is_refused_by_its_name(name: str, said: str) -> None:
    (problem,) = problems(None, **{name: "s3cret"})

    assert problem.startswith(said)
    assert "s3cret" not in problem


def test_every_problem_is_said_at_once(tmp_path: Path) -> None:
    file = written(tmp_path, '[log]\nlevel = "loud"\nformt = "json"\n')

    found = problems(file, NABAT_CLOCK__TICK_SECONDS="-1", NABAT_X="")

    assert len(found) == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: there is no such file or folder."),
        (b"[log\n", "is not TOML: the fault is at line 1, column 5."),
        (b'[log]\nlevel = "\xff"\n', "is not a text in UTF-8."),
    ],
    ids=["absent", "not TOML", "not text"],
)
def test_a_file_that_cannot_be_read_is_one_plain_sentence(
    content: bytes | None, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "given.toml"
    if content is not None:
        file.write_bytes(content)

    assert problems(file) == (f"{file} {said}",)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "nabat.toml"
    file.write_bytes(b'\xef\xbb\xbf[log]\nlevel = "debug"\n')

    assert load(file, {}).log.level == "debug"
