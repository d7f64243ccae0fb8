"""The rules, the figures of the treaty and the defaults of the policy."""

from collections.abc import Callable
from dataclasses import fields
from datetime import time, timedelta

import pytest

from protocol import articles
from protocol.articles import (
    CONFIRMATION_DAYS,
    CONFIRMATION_WITHIN,
    EXECUTION_DAYS,
    EXIT_NOTICE_MONTHS,
    FORWARD_DAYS,
    POLICY,
    Figure,
    Rule,
    Source,
    reading,
    treaty,
)
from protocol.policy import DEFAULT, Policy
from protocol.refusals import Refused


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("article", [None, 6])
def test_a_rule_names_an_article_unless_it_is_a_policy(source: Source, article: int | None) -> None:
    if (source is Source.POLICY) is (article is None):
        assert Rule(source, article).article == article
    else:
        with pytest.raises(ValueError, match="names its article"):
            Rule(source, article)


@pytest.mark.parametrize("of", [treaty, reading])
def test_a_rule_knows_its_clause_and_is_compared_by_its_article(of: Callable[[str], Rule]) -> None:
    rule = of("7.6.1")

    assert (rule.article, rule.clause) == (7, "7.6.1")
    assert rule == of("7.4") != of("17")


def test_every_figure_has_its_rule() -> None:
    figures = {name: each for name, each in vars(articles).items() if isinstance(each, Figure)}

    assert len(figures) == 5
    assert all(each.rule.source is not Source.POLICY for each in figures.values())


def test_the_figures_are_those_of_the_treaty() -> None:
    assert Figure(timedelta(hours=72), reading(6)) == CONFIRMATION_WITHIN
    assert Figure(3, reading(6)) == CONFIRMATION_DAYS
    assert Figure(3, treaty(7)) == FORWARD_DAYS
    assert Figure(30, treaty(7)) == EXECUTION_DAYS
    assert Figure(6, treaty(18)) == EXIT_NOTICE_MONTHS


def test_the_defaults_of_the_policy_are_those_of_the_rules() -> None:
    expected = {
        "acknowledge_within": timedelta(minutes=15),
        "take_up_within": timedelta(minutes=45),
        "answer_within": timedelta(hours=24),
        "record_confirmation_working_days": 3,
        "written_refusal_working_days": 3,
        "postponed_days": 30,
        "answer_objection_working_days": 3,
        "silence_within": timedelta(hours=24),
        "progress_working_days": 1,
        "progress_first_within": timedelta(hours=2),
        "result_receipt_working_days": 3,
        "result_closed_days": 30,
        "postponed_again_days": 30,
        "relay_within": timedelta(hours=1),
        "relay_alone_after": timedelta(hours=1),
        "receipt_working_days": 1,
        "succession_days": 14,
        "digest_at": time(9, 0),
        "quiet_from": time(21, 0),
        "quiet_until": time(8, 0),
        "afternoon": time(16, 0),
        "evening": time(20, 0),
        "digest_above": 5,
        "burst_above": 10,
        "burst_within": timedelta(hours=1),
        "duty_officer_may_register": True,
        "retention_days": 180,
    }
    # The rules are silent on them.
    ours = {"transmit_within", "snooze_within", "contents_per_hour", "step_up"}
    ours |= {"code_within", "code_tries", "code_locked_for", "consent_within", "consent_holds"}
    ours |= {"second_channel_within", "dispatch_working_days", "same_press_within", "work_on_times"}

    assert {name: getattr(DEFAULT, name) for name in expected} == expected
    assert {field.name for field in fields(Policy)} == expected.keys() | ours


def test_a_refusal_without_a_rule_cites_no_article() -> None:
    refused = Refused("refused-role")

    assert refused.rule == POLICY
    assert refused.rule.article is None
    assert (refused.instead, refused.facts, str(refused)) == (None, {}, "refused-role")
