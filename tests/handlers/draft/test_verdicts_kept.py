"""An urgent request is read for markings once: not again for a preview, nor where it is sent."""

from collections import Counter

import pytest

from protocol.secrecy.verdict import Reading, read
from storage import readings
from tests.journeys.stage import FORM, Stage


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how often each text of a draft is read from now on."""
    counted: Counter[str] = Counter()

    def counting(*texts: str) -> Reading:
        counted.update(texts)
        return read(*texts)

    monkeypatch.setattr(readings, "read", counting)
    return counted


def test_a_request_is_read_once_from_its_form_to_its_sending(
    stage: Stage, looks: Counter[str]
) -> None:
    stage.says("kz-duty", FORM)
    stage.presses("kz-duty", "Изменить")
    stage.presses("kz-duty", "Иное")
    stage.says("kz-duty", "Просим ответить до вечера.")

    stage.presses("kz-duty", "Нет гостайны, отправить")

    said = [line.split(": ", 1)[1] for line in FORM.splitlines() if not line.startswith("Кому")]
    assert set(looks.values()) == {1}
    assert "Просим ответить до вечера." in looks
    assert sum(text in looks for text in said) >= 5


def test_a_rule_that_has_changed_judges_a_draft_anew_where_it_is_sent(
    stage: Stage, looks: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.says("kz-duty", FORM)
    before = dict(looks)

    monkeypatch.setattr(readings, "rules", lambda: "those of tomorrow")
    stage.presses("kz-duty", "Нет гостайны, отправить")

    assert before
    assert looks == dict.fromkeys(before, 2)
