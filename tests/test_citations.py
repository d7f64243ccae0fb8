"""Every text that names an article says what a row of the tables rests on; no policy cites one."""

import re
from pathlib import Path

import pytest

from docs import citations
from docs.citations import PROVISIONS, STANDS_FOR, allowed, cited, refusals, rows
from docs.clauses import CLAUSES
from protocol.articles import Source
from protocol.moves import Move
from protocol.obligation import Kind
from protocol.permissions import Act

FOUND = tuple(citations.citations())

# By hand: what each refusal that cites an article rests on. A refusal about a role, a side, a
# state or what was typed is not among them.
REFUSALS = {
    "blocked-secret": "treaty('10.3')",
    "refused-channel": "reading('6.4.2')",
    "refused-channel-pointer": "reading('6.4.2')",
    "refused-no-agreement": "reading('6.4.2')",
    "refused-entered-office": "treaty('6.5')",
    "refused-not-designated": "treaty('4.1')",
    "refused-not-immediate": "treaty('6.4.1')",
    "refused-not-in-preparation": "treaty('6.4.1')",
    "refused-other-ground": "treaty('6.4.1')",
    "refused-party": "treaty('16.2')",
    "refused-party-left": "treaty('18.1')",
    "refused-secret": "treaty('10.3')",
    "refused-take-undesignated": "treaty('4.1')",
}


def test_every_text_that_names_an_article_stands_for_a_row_that_rests_on_it() -> None:
    loose = [(each.lang, each.key, each.article) for each in FOUND]

    assert len(loose) > 100
    assert [one for one in loose if not allowed(*one[1:])] == []


def test_no_row_of_a_policy_lets_a_text_name_an_article() -> None:
    policies = {name for name, rule in rows().items() if rule.source is Source.POLICY}

    assert {f"move {Move.ACKNOWLEDGE_RESULT}", f"obligation {Kind.RECEIPT}"} <= policies
    for key in ("action-acknowledge_result", "kind-receipt", "received.told", "notice-circular"):
        assert not any(allowed(key, article) for article in range(1, 19)), key


def test_both_languages_name_the_same_articles() -> None:
    said = {lang: {(e.key, e.article) for e in FOUND if e.lang == lang} for lang in ("ru", "en")}

    assert said["ru"] == said["en"]


def test_no_row_is_named_for_a_text_that_names_no_article() -> None:
    assert set(STANDS_FOR) - {each.key for each in FOUND} == set()
    assert {row for named in STANDS_FOR.values() for row in named} - rows().keys() == set()
    assert set(PROVISIONS) & {f"move {each}" for each in (*Move, *Act)} == set()


@pytest.mark.parametrize(
    ("words", "articles"),
    [
        ("исполнение обращения (ст. 7; как правило, 30 дней)", (7,)),
        ("по статье 7 и статьям 8, 10 и 12", (7, 8, 10, 12)),
        ("Art. 6 and Articles 8 and 10", (6, 8, 10)),
        ("ст. 205 УК РК", ()),
        ("Art. 205 of the Criminal Code", ()),
        ("ст. { $article } Протокола", ()),
        ("12 статей, 6 дней", ()),
    ],
)
def test_an_article_is_found_however_it_is_written(words: str, articles: tuple[int, ...]) -> None:
    assert cited(words) == articles


def test_a_text_is_read_in_all_its_variants(tmp_path: Path) -> None:
    for lang in ("ru", "en"):
        (tmp_path / lang).mkdir()
    text = (
        "kind-receipt =\n    { $on ->\n        [a] ст. 4\n       *[b] нет\n    }\n    .x = Art. 9\n"
    )
    (tmp_path / "en" / "some.ftl").write_text(text, "utf-8")

    found = [(each.key, each.article) for each in citations.citations(tmp_path)]

    assert found == [("kind-receipt", 4), ("kind-receipt.x", 9)]


def test_a_refusal_cites_an_article_exactly_where_the_table_by_hand_says_so() -> None:
    assert {each.why: each.rule for each in refusals()} == REFUSALS


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_what_is_told_is_listed_beside_the_words_of_its_clause(lang: str) -> None:
    listed = citations.listed(lang)
    texts = set(re.findall(r"^- `(\S+)` \(", listed, re.MULTILINE))

    assert texts == {each.key for each in FOUND if each.lang == lang} | REFUSALS.keys()
    assert "no row lets them" not in listed
    clause = listed.partition("## 7.3\n\n")[2].partition("## ")[0]
    assert clause.startswith("При наличии обстоятельств, препятствующих исполнению")
    assert "- `obstacle.told` (move report_obstacle, treaty): " in clause


def test_every_rule_by_which_an_article_is_named_says_its_clause() -> None:
    rules = {name: rule for name, rule in rows().items() if rule.source is not Source.POLICY}

    assert {name for name, rule in rules.items() if rule.clause not in CLAUSES} == set()
