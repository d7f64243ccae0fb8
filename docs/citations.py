"""
`python -m docs.citations`: every text that names an article, beside the article's own words.

Under each clause stand the rows that rest on it, each with its rank, and what people are told for
it, to be read aloud (`--lang en`: the English words).

A text may name an article where a row of the tables rests on it as the treaty's words or as a
reading, and nowhere else: of a policy it may not be said that an article asks for it.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.syntax import ast as ftl
from fluent.syntax import parse
from fluent.syntax.serializer import serialize_pattern

from bot.words.texts import LANGUAGES, LOCALES
from docs.clauses import CLAUSES
from handlers.catalogue import LISTING
from protocol.articles import Rule, reading, treaty
from protocol.moves import MOVES, Move
from protocol.notices import RULES
from protocol.obligation import Kind
from protocol.obligations import OBLIGATIONS

ROOT = Path(__file__).parent.parent
LAYERS = ("protocol", "handlers", "bot")
# "ст. 7", "ст. 8, 10", "статья 7", "Art. 7"; no article of a criminal code.
_CITES = re.compile(
    r"\b(?:ст\.|стать[а-я]+|Art\.|Articles?)\s*(?P<first>\d+)(?P<more>(?:(?:,| и| and)\s*\d+)*)"
    r"(?!\d)(?!,? (?:УК|of the Criminal))",
    re.IGNORECASE,
)

_RULE = re.compile(r"(treaty|reading)\('([0-9.]+)'\)")

# What the treaty itself says and no move, obligation or notice is: its words, and their article.
PROVISIONS: Mapping[str, Rule] = {
    "the kinds of crime": treaty("3.1"),
    "designated authorities": treaty("4.1"),
    "procedural acts follow treaties on legal assistance": treaty("5.2"),
    "what a request names": treaty("6.2"),
    "a request is in writing": treaty("6.3"),
    "technical means in a case that bears no delay": treaty("6.4.1"),
    "the Parties agree to technical means": reading("6.4.2"),
    "the head or the deputy signs": treaty("6.5"),
    "the confirmation follows the transmission": reading("6.4.3"),
    "confidentiality, and no use for other purposes": treaty("10.2"),
    "state secrets go by the Agreement of 2004": treaty("10.3"),
    "differences are settled by consultations": treaty("11"),
    "the language is Russian": treaty("13"),
    "other treaties stay": treaty("14"),
    "a Party is bound from its own date": treaty("16.2"),
    "a Party may leave": treaty("18.1"),
}

_SECRETS = "state secrets go by the Agreement of 2004"
_USE = "confidentiality, and no use for other purposes"
_CONSULT = "differences are settled by consultations"
_MEANS = "technical means in a case that bears no delay"
_AGREED = "the Parties agree to technical means"
_PAPER = f"move {Move.RECEIVE_ON_PAPER}"
_EXECUTE = f"obligation {Kind.EXECUTE}"
_CONFIRM = f"obligation {Kind.CONFIRM}"
_NOTICES = ("notice designation", "notice change")

# What a text names an article for, where its key does not tell.
STANDS_FOR: Mapping[str, tuple[str, ...]] = {
    "accept.done": (_EXECUTE,),
    "accept.told": (_EXECUTE,),
    "appeal.told": (_SECRETS,),
    "ack.done-all": (f"obligation {Kind.FORWARD}",),
    "ack.done": (f"obligation {Kind.FORWARD}",),
    "ask-secrecy": (_SECRETS,),
    "final.ask": (_CONSULT,),
    "final.told": (_CONSULT,),
    "misdirected.preview": (f"move {Move.FORWARD}",),
    "acceptconditions.told": (f"move {Move.ACCEPT_CONDITIONS}",),
    "conditions.preview": (f"move {Move.PROPOSE_CONDITIONS}", _USE),
    "conditions.told": (f"move {Move.PROPOSE_CONDITIONS}", _USE),
    "instead-basis": (f"move {Move.PROPOSE_CONDITIONS}", _USE),
    "agreeperiod.done": (f"move {Move.AGREE_PERIOD}",),
    "agreeperiod.told": (f"move {Move.AGREE_PERIOD}",),
    "period.ask-treaty": (f"move {Move.AGREE_PERIOD}",),
    "period.preview": (f"move {Move.AGREE_PERIOD}",),
    "period.told": (f"move {Move.AGREE_PERIOD}",),
    "term-period": (f"move {Move.AGREE_PERIOD}",),
    "term-proposed-period": (f"move {Move.AGREE_PERIOD}",),
    "term-conditions": (f"move {Move.ACCEPT_CONDITIONS}", _USE),
    "term-limits": (_USE,),
    "term-proposed": (f"move {Move.PROPOSE_CONDITIONS}", _USE),
    "term-purposes": (_USE,),
    "case-confirmation": (f"move {Move.REGISTER_CONFIRMATION}",),
    "case-consents": (
        f"move {Move.ASK_PRESENCE}",
        f"move {Move.ASK_OTHER_USE}",
        f"move {Move.PROPOSE_COSTS}",
    ),
    "add.done": (f"obligation {Kind.CONFIRM_ADDITION}",),
    "confirm.told-addition": (f"move {Move.CONFIRM_ADDITION}",),
    "case-content": ("what a request names",),
    "confirm.ask-signatory": ("the head or the deputy signs",),
    "confirm.kept-noted": ("the head or the deputy signs",),
    "confirm.no-confirmation": ("the head or the deputy signs",),
    "fixletter.void": ("the head or the deputy signs", _CONFIRM),
    "form-noted": ("the head or the deputy signs",),
    "sent.told": (f"move {Move.DISPATCH_CONFIRMATION}",),
    "consent-asked": (_AGREED,),
    "consent.told-given": (_AGREED,),
    "consent.told-given-whole": (_AGREED, _SECRETS),
    "consented": (_AGREED,),
    "willsign.ask": (_CONFIRM,),
    "willsign.done": (_CONFIRM,),
    "willsign.told": (_CONFIRM,),
    "willsign.told-head": (_CONFIRM,),
    "decline.done": (_CONFIRM,),
    "decline.told": (_CONFIRM,),
    "export": ("what a request names",),
    "field-ground": ("the kinds of crime",),
    "field-ground-committed": ("the kinds of crime",),
    "field-ground-new_episodes": ("the kinds of crime",),
    "form.empty": ("the kinds of crime",),
    "instead-other-treaties": ("other treaties stay",),
    "letter.text-consent": (_AGREED,),
    "letter.text-letter": ("a request is in writing", _CONFIRM),
    "letter.text-telephonogram": (_MEANS,),
    "notice": _NOTICES,
    "exit.left": ("a Party may leave", "other treaties stay"),
    "exit.settlement": ("a Party may leave",),
    "notice-exit": ("a Party may leave",),
    "party-left": ("a Party may leave",),
    "remind-exit_date": ("a Party may leave",),
    "remind-exit_date-late": ("a Party may leave",),
    "succession-former": ("notice change",),
    "succession-told": ("notice change",),
    "succession-yours": ("notice change",),
    "notice.preview": _NOTICES,
    "notice.preview-own": _NOTICES,
    "notice.preview-draft": _NOTICES,
    "refused-other-ground": ("the kinds of crime",),
    "remind-expected": (f"move {Move.REPORT_OBSTACLE}",),
    "remind-expected-late": (f"move {Move.REPORT_OBSTACLE}",),
    "resume.done": (_EXECUTE,),
    "resume.preview": (_EXECUTE,),
    "resume.told": (_EXECUTE,),
    "arrived.preview": (_EXECUTE,),
    "arrived.done": (_EXECUTE,),
    "enter.ask-agreed": (_AGREED,),
    "enter.ask-on": (_EXECUTE,),
    "entered.done-paper": (_PAPER,),
    "entered.done-received-paper": (_EXECUTE,),
    "entered.told-paper": (_PAPER, _EXECUTE),
    "entered-agreed": (_AGREED,),
    "entered.preview": (_SECRETS,),
    "urgent.ask-crime": (_MEANS,),
    "urgent.successor": ("notice change",),
    "urgent.ask-ground": ("the kinds of crime",),
    "urgent.ask-language": ("the language is Russian",),
    "urgent.ask-to": (_MEANS,),
    "urgent.preview": (_SECRETS,),
    "urgent.preview-legal-assistance": ("procedural acts follow treaties on legal assistance",),
    "withdraw.ask": ("confidentiality, and no use for other purposes",),
    "withdraw.done": ("confidentiality, and no use for other purposes",),
    "words-label-ground": ("the kinds of crime",),
}


@dataclass(frozen=True, slots=True)
class Citation:
    """One article that one text names."""

    lang: str
    key: str
    article: int
    words: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal that cites its article, where it is raised; `rule` as its source writes it."""

    why: str
    rule: str
    place: str


@cache
def rows() -> Mapping[str, Rule]:
    """Return the rule of every row by which an article may be named."""
    return {
        **{f"move {move}": row.rule for move, row in MOVES.items()},
        **{f"obligation {kind}": row.rule for kind, row in OBLIGATIONS.items()},
        **{f"notice {kind}": rule for kind, rule in RULES.items()},
        **PROVISIONS,
    }


def cited(words: str) -> tuple[int, ...]:
    """Return the articles of the Protocol that words name."""
    return tuple(
        int(number)
        for found in _CITES.finditer(words)
        for number in re.findall(r"\d+", f"{found['first']}{found['more']}")
    )


def citations(folder: Path = LOCALES) -> Iterator[Citation]:
    """Yield every article that a text names, in any of its variants; each once."""
    for lang in LANGUAGES:
        for path in sorted((folder / lang).glob("*.ftl")):
            for key, words in _texts(path.read_text("utf-8")):
                for article in dict.fromkeys(cited(words)):
                    yield Citation(lang, key, article, words)


def stands_for(key: str) -> tuple[str, ...]:
    """Return the rows for which a text speaks: those named above, else what its key tells."""
    if key in STANDS_FOR:
        return STANDS_FOR[key]
    name, _, part = key.partition(".")
    if part:
        entry = next((each for each in LISTING if each.name == name), None)
        return (f"move {entry.does}",) if entry and isinstance(entry.does, Move) else ()
    head, _, rest = name.partition("-")
    if head in ("action", "do", "sign"):
        return (f"move {rest}",) if rest in set(Move) else ()
    if head == "kind" and rest not in set(Kind):
        return (f"notice {rest}",)
    if head in ("kind", "remind", "told"):
        kinds = (each for each in Kind if rest == each or rest.startswith(f"{each}-"))
        return tuple(f"obligation {each}" for each in kinds)
    return ()


def allowed(key: str, article: int) -> tuple[str, ...]:
    """Return the rows by which a text may name an article; empty where it may not."""
    found = rows()
    return tuple(row for row in stands_for(key) if row in found and found[row].article == article)


def refusals() -> Iterator[Refusal]:
    """Yield every refusal that is raised with a rule of the treaty or a reading."""
    for path in sorted(file for layer in LAYERS for file in (ROOT / layer).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "Refused"):
                continue
            given = {each.arg: ast.unparse(each.value) for each in node.keywords}
            if given.get("rule", "POLICY") != "POLICY" and node.args:
                place = path.relative_to(ROOT).as_posix()
                for why in _strings(node.args[0]):
                    yield Refusal(why, given["rule"], place)


def _strings(node: ast.expr) -> Iterable[str]:
    """Return the literals that an expression may be; its source where it is none."""
    found = [
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    return found or [ast.unparse(node)]


def _texts(source: str) -> Iterator[tuple[str, str]]:
    for entry in parse(source).body:
        if not isinstance(entry, ftl.Message):
            continue
        if entry.value is not None:
            yield entry.id.name, serialize_pattern(entry.value).strip()
        for each in entry.attributes:
            yield f"{entry.id.name}.{each.id.name}", serialize_pattern(each.value).strip()


def listed(lang: str) -> str:
    """Return what is told in a language, clause by clause; what stands for nothing comes first."""
    return "\n\n".join(
        (f"## {head}\n\n{CLAUSES[head].words}" if head in CLAUSES else f"## {head}")
        + "\n\n"
        + "\n".join(dict.fromkeys(said))
        for head, said in _by_clause(lang).items()
        if said
    )


def _by_clause(lang: str) -> Mapping[str, list[str]]:
    """Return the lines of each clause, in the order of the Protocol."""
    found: dict[str, list[str]] = {"no row lets them": [], **{each: [] for each in CLAUSES}}
    rules = rows()
    for each in citations():
        if each.lang != lang:
            continue
        words = " ".join(each.words.split())
        if not allowed(each.key, each.article):
            found["no row lets them"].append(f"- `{each.key}` (Art. {each.article}): {words}")
        for row in allowed(each.key, each.article):
            line = f"- `{each.key}` ({row}, {rules[row].source}): {words}"
            found[rules[row].clause].append(line)
    said = dict(_all_texts(lang))
    for refused in refusals():
        source, clause = _RULE.findall(refused.rule)[0]
        words = " ".join(said[refused.why].split())
        found[clause].append(f"- `{refused.why}` (refused in {refused.place}, {source}): {words}")
    return found


def _all_texts(lang: str) -> Iterator[tuple[str, str]]:
    for path in sorted((LOCALES / lang).glob("*.ftl")):
        yield from _texts(path.read_text("utf-8"))


def main() -> None:
    """Print what people are told of each clause, beside its words."""
    parser = argparse.ArgumentParser(prog="python -m docs.citations")
    parser.add_argument("--lang", choices=LANGUAGES, default="ru")
    sys.stdout.write(f"{listed(parser.parse_args().lang)}\n")


if __name__ == "__main__":
    main()
