"""The readings of protocol/secrecy/verdict.py over three corpora, and over disguises of them."""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from random import Random
from re import _constants, _parser  # type: ignore[attr-defined]  # the only parser there is
from typing import Any

import pytest

from protocol import secrecy
from protocol.secrecy import (
    drawn,
    limited,
    lookalikes,
    phrases,
    stamps,
    verdict,
    wordings,
)
from protocol.secrecy.markings import (
    ABBREVIATIONS,
    ABBREVIATIONS_ASKED,
    MARKINGS,
    OFFICIAL,
    Marking,
)
from protocol.secrecy.verdict import Reading, Verdict, read
from tests.protocol.secrecy import disguises, secrecy_table

CORPORA = Path(__file__).parent / "corpora"
NAMES = {marking.name for marking in (*MARKINGS, *OFFICIAL)} | {"государственная тайна"}


def texts(corpus: str) -> list[str]:
    lines = (CORPORA / f"{corpus}.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n") for line in lines]


@pytest.mark.parametrize(("corpus", "least"), [("clean", 300), ("marked", 200), ("doubtful", 40)])
def test_the_corpora_are_large_and_repeat_nothing(corpus: str, least: int) -> None:
    lines = texts(corpus)

    distinct = set(lines)

    assert len(distinct) == len(lines) >= least


# What is said of each text of a corpus is said in one test: thousands of them cost their making.


def test_an_ordinary_text_passes_without_a_question() -> None:
    readings = {text: read(text) for text in texts("clean")}

    assert {text: each for text, each in readings.items() if each != Reading(Verdict.CLEAN)} == {}


def test_a_marked_text_is_stopped_and_its_marking_named() -> None:
    readings = {text: read(text) for text in texts("marked")}

    assert [text for text, each in readings.items() if each.verdict is not Verdict.MARKED] == []
    assert [text for text, each in readings.items() if each.marking not in NAMES] == []


def test_a_doubtful_text_is_asked_about() -> None:
    readings = {text: read(text) for text in texts("doubtful")}

    assert [text for text, each in readings.items() if each.verdict is not Verdict.DOUBTFUL] == []


def test_no_disguise_of_a_marked_text_passes_silently() -> None:
    marked, random = texts("marked"), Random(2014)
    hidden = [
        disguises.disguised(marked[n % len(marked)], disguises.ALL, random) for n in range(20_000)
    ]

    readings = [read(text).verdict for text in hidden]
    verdicts = Counter(readings)
    passing = (Verdict.CLEAN, Verdict.OFFICIAL)
    silent = [text for text, each in zip(hidden, readings, strict=True) if each in passing]

    assert silent == []
    assert verdicts[Verdict.MARKED] >= 0.97 * len(hidden)


def test_a_disguise_that_looks_the_same_never_marks_an_ordinary_text() -> None:
    clean, random = texts("clean"), Random(2014)
    same = disguises.LOOKS_THE_SAME
    hidden = [disguises.disguised(clean[n % len(clean)], same, random) for n in range(20_000)]

    verdicts = Counter(read(text).verdict for text in hidden)

    assert verdicts[Verdict.MARKED] == 0
    assert verdicts[Verdict.DOUBTFUL] < 0.02 * len(hidden)


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("ДСП", True),
        ("ДСП\nПрошу сохранить журналы.", True),
        ("Для служебного пользования. Экз. № 2", True),
        ("Справка (для служебного пользования)", True),
        ("исх. № 12/34дсп от 2 марта", True),
        ("Документ с пометкой «ДСП»", True),
        ("Для службовага карыстання\nДаведка", True),
        ("Қызмет бабында пайдалану үшін", True),
        ("ҚБП\nАнықтама", True),
        ("Кызматта пайдалануу үчүн", True),
        ("Барои истифодаи хизматӣ", True),
        ("Ծառայողական օգտագործման համար", True),
        ("For official use only", True),
        ("Шкаф из ДСП опечатан.", False),
        ("ДСП снята решением от 12.03.", False),
    ],
)
def test_official_use_is_told_from_chipboard(text: str, official: bool) -> None:
    reading = read(text)

    assert reading.for_official_use is official
    assert reading.verdict is (Verdict.OFFICIAL if official else Verdict.CLEAN)


RESTRICTED = list(secrecy_table.samples(CORPORA / "official.txt"))


@pytest.mark.parametrize("kind", sorted({sample.kind for sample in RESTRICTED}))
def test_a_marking_of_limited_distribution_is_told_in_the_spellings_of_the_field(kind: str) -> None:
    silent = [
        sample.text
        for sample in RESTRICTED
        if sample.kind == kind and not read(sample.text).for_official_use
    ]

    assert silent == []


@pytest.mark.parametrize("before", ["Иное: ", "7) Other: ", "/urgent "])
def test_a_restricted_text_is_told_as_a_field_of_the_form_too(before: str) -> None:
    silent = [
        sample.text for sample in RESTRICTED if read(before + sample.text).verdict is Verdict.CLEAN
    ]

    assert silent == []


PHRASES = [phrase for _, phrase in limited.PHRASES if phrase.startswith(("для", "барои"))]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_for_official_use_is_told_however_its_words_are_cut_or_slip(phrase: str) -> None:
    head, *_, first, last = phrase.split()
    lead = f"{head} " if head != first else ""
    cut = [f"{lead}{first[:n]}. {last[:m]}." for n in (2, 4, 6) for m in (4, 6)]
    slips = [f"{lead}{first[:at]}{first[at + 1 :]} {last}" for at in range(2, len(first) - 1)] + [
        f"{lead}{first} {last[:at]}{last[at]}{last[at:]}" for at in range(1, len(last))
    ]

    silent = [
        each for each in (*cut, *slips) if not read(f"{each}\nСписок абонентов").for_official_use
    ]

    assert silent == []


@pytest.mark.parametrize("sign", [", ", ". ", "; ", " — ", "… ", "! "])
@pytest.mark.parametrize("word", ["секрет", "Секрет"])
def test_a_word_that_its_punctuation_ends_is_no_degree_with_the_next_one(
    word: str, sign: str
) -> None:
    told = f"Это его {word}{sign}но жена показала переписку."

    readings = [read(told), read(f"Справка\n{word}{sign}но")]

    assert readings[0] == Reading(Verdict.CLEAN)
    assert readings[1].verdict is not Verdict.CLEAN


@pytest.mark.parametrize(
    ("law", "paper"),
    [
        ("Закон «О государственной тайне» тут ни при чём.", "Текст о государственной тайне ниже."),
        (
            "Ст. 283 УК, разглашение государственной тайны, не вменена.",
            "Передаю сведения, составляющие государственную тайну (ст. 5 Закона).",
        ),
        ("The State Secrets Act is not relevant.", "Below contains state secrets."),
        (
            "По закону о гостайне допуск не нужен.",
            "Сведения с пометкой по закону о гостайне: абонент Ким.",
        ),
    ],
)
def test_the_name_of_a_law_is_no_marking_and_what_a_paper_holds_is(law: str, paper: str) -> None:
    verdicts = [read(law).verdict, read(paper).verdict]

    assert verdicts == [Verdict.CLEAN, Verdict.DOUBTFUL]


@pytest.mark.parametrize(
    ("offered", "sent"),
    [
        ("Бот ответил: «это секретная информация».", "Пересылаю от бота «секретную информацию»."),
        ("В объявлении «секретные файлы», пусто.", "«Секретные файлы» по объявлению шлю: Ким."),
        (
            "Продают «секретные базы», фейк.",
            "Продают «секретные базы», прилагаю.",
        ),
    ],
)
def test_what_a_seller_or_a_bot_calls_secret_is_no_marking_unless_it_is_sent(
    offered: str, sent: str
) -> None:
    verdicts = [read(offered).verdict, read(sent).verdict]

    assert verdicts == [Verdict.CLEAN, Verdict.DOUBTFUL]


def test_official_use_is_not_lost_beside_a_graver_verdict() -> None:
    fields = ("ДСП", "Переданы секретные сведения.")

    reading = read(*fields)

    assert reading == Reading(
        Verdict.DOUBTFUL, "секретно", for_official_use=True, found=("секретные",)
    )


def test_the_gravest_of_several_fields_decides() -> None:
    fields = ("Цель: поиск лица", "Утечка гостайны", "Приложение.\nСекретно")

    reading = read(*fields)

    assert (reading.verdict, reading.marking) == (Verdict.MARKED, "секретно")


def test_nothing_said_is_clean() -> None:
    fields = ("", " \n\t")

    reading = read(*fields)

    assert reading == Reading(Verdict.CLEAN)


def test_a_denial_covers_only_the_word_beside_it() -> None:
    denial, bypass = "Не секретно.", "Не секретно. Секретно"

    readings = [read(denial), read(bypass)]

    assert [reading.verdict for reading in readings] == [Verdict.CLEAN, Verdict.MARKED]


@pytest.mark.parametrize("marking", MARKINGS, ids=lambda marking: marking.name)
def test_every_way_to_write_a_marking_is_a_stamp_when_it_stands_alone(marking: Marking) -> None:
    ways = [*marking.words, *(words.upper() for words in marking.words)]

    readings = {(read(way).verdict, read(way).marking) for way in ways}

    assert {verdict for verdict, _ in readings} == {Verdict.MARKED}
    assert {name for _, name in readings} <= NAMES


@pytest.mark.parametrize("short", [*ABBREVIATIONS, *ABBREVIATIONS_ASKED])
def test_every_abbreviation_alone_is_at_least_asked_about(short: str) -> None:
    asked = short in ABBREVIATIONS_ASKED

    reading = read(short.upper())

    assert reading.verdict is (Verdict.DOUBTFUL if asked else Verdict.MARKED)


# All of them: whoever adds one forgets no list.
MODULES = tuple(
    import_module(f"{secrecy.__name__}.{each.name}") for each in iter_modules(secrecy.__path__)
)


def test_no_pattern_can_look_at_one_place_again_and_again() -> None:
    patterns = {
        value
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, re.Pattern)
    }
    patterns |= {pattern for _, _, pattern in phrases._PHRASES}
    # These see at most `_NEAR` characters, or one line's remainder, once.
    patterns -= {wordings._WORD_BEFORE, wordings._WORD_AFTER, stamps._STAMP_ENDS}

    written = [pattern.pattern for pattern in patterns]
    greedy = [one for one in written if _may_rescan(list(_parser.parse(one)))]

    assert greedy == []


def _may_rescan(items: Sequence[Any], *, ends: bool = True) -> bool:
    """
    Say whether a repetition without a limit can fail afterwards, and so be tried again.

    It is harmless at the very end, where nothing fails after it; or when it gives nothing back
    and what stands before it holds its beginning.
    """
    for place, (kind, what) in enumerate(items):
        last = ends and place == len(items) - 1
        if kind in _REPEATS:
            held = kind is _constants.POSSESSIVE_REPEAT and place > 0
            if what[1] is _constants.MAXREPEAT and not (last or held):
                return True
            inside, last = [what[2]], False
        elif kind is _constants.BRANCH:
            inside = what[1]
        elif kind is _constants.SUBPATTERN:
            inside = [what[-1]]
        else:
            continue
        if any(_may_rescan(list(part), ends=last) for part in inside):
            return True
    return False


_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


def test_the_judge_of_patterns_knows_a_bad_one() -> None:
    bad = [r"(x*)y", r"\s+$", r"(?:a|b+c)", r"x++y", r"(?:a+){2}"]

    judged = [_may_rescan(list(_parser.parse(pattern))) for pattern in bad]

    assert judged == [True] * len(bad)


@pytest.mark.parametrize(
    "unit",
    [
        "секретно ",
        "не секретно ",
        "с",
        "с ",
        "с.",
        "\n",
        " ",
        "(",
        "[сс]",
        "№1",
        "гриф ",
        "секретн",
    ],
    ids=repr,
)
def test_work_grows_with_the_text_and_not_faster(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Every find is looked at once, in a neighbourhood of a fixed size: count the looks.
    looks: Counter[int] = Counter()
    around = wordings._around

    def counted(text: Any, start: int, end: int) -> Any:
        looks[len(text.shaped)] += 1
        return around(text, start, end)

    monkeypatch.setattr(wordings, "_around", counted)
    sizes = (500, 5_000, 50_000)
    for size in sizes:
        read((unit * size)[:size] + ".")

    small, middle, large = (looks[size + 1] for size in sizes)
    assert middle <= 10 * small + 20
    assert large <= 10 * middle + 20


@pytest.mark.parametrize(
    "unit",
    [
        *("<b>", "<!-- ", "&#1089;", "&amp;", "%D1%81", "\\u0441", "=D1=81", "[b]", "секретно? "),
        *("СС ", "С.С. И", "a.b/", "secret=", "secret ", "(TS//", "сек\n", "экз. № 1 С ", "гриф "),
        *("не содержит ", "А123ОВ", "Иванов СС ", "@a", "x: ", "\U0001f142", "é"),
        *(
            "cc = [c];",
            "c.c(",
            '{"c":',
            "a in c ",
            "x=y ",
            "c, ",
            "- c: ",
            "\\par",
            "0YHQ",
            "\\u1 ",
        ),
        *("<p title='", "TOP_SECRET_"),
    ],
    ids=repr,
)
def test_what_is_written_against_the_patterns_is_read_as_fast_as_anything(unit: str) -> None:
    # An operation is a call: how many there are must grow with the text and not faster.
    counts = [_calls((unit * 16_000)[:size]) for size in (2_000, 16_000)]

    assert counts[1] <= 10 * counts[0] + 2_000


def _calls(text: str) -> int:
    calls = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("text", ["№ 5", "Ёж", "ﬁ", "Ä", "İ", "և", "ẞ", "𝐒𝐞𝐜", "a\r\nb", "й\u0306"])
def test_a_shaped_text_keeps_the_positions_of_a_bare_one(text: str) -> None:
    bared = lookalikes.bare(text)

    shaped = lookalikes.shape(bared)

    assert len(shaped) == len(bared) == len(lookalikes.figures_read(shaped))


@pytest.mark.parametrize(
    ("found", "parts"),
    [
        ([each.letters for each in wordings._FORMS], wordings._PARTS),
        ([stem.strip() for stem, _, _ in phrases._PHRASES], phrases._PARTS),
    ],
    ids=["words", "phrases"],
)
def test_what_is_looked_for_has_a_part_by_which_most_texts_are_passed_over(
    found: list[str], parts: tuple[str, ...]
) -> None:
    missed = [each for each in found if not any(part in each for part in parts)]

    assert missed == []
    assert len(parts) < len(found)


@pytest.mark.parametrize("text", ["а1б, в_г", "ª²½①𝐒", "\u200b\n ", "", "«с.е.к»"])
def test_the_letters_of_a_text_are_those_of_the_alphabets_alone(text: str) -> None:
    letters = lookalikes.letters_of(text)

    assert letters == "".join(filter(str.isalpha, text))


FIELD = list(secrecy_table.samples())


def test_the_corpus_of_the_field_is_large_and_repeats_nothing() -> None:
    written = Counter(sample.text for sample in FIELD)
    classes = Counter(sample.expected for sample in FIELD)

    assert written.most_common(1)[0][1] == 1
    assert set(classes) == set(secrecy_table.RIGHT)
    assert classes["clean"] >= 500
    assert classes["marked"] >= 400


def test_most_that_is_marked_is_blocked_and_what_is_told_of_mostly_asked_about() -> None:
    counted = Counter((sample.expected, sample.outcome) for sample in FIELD)

    assert counted["clean", "pass"] == counted.total() - sum(
        count for (expected, _), count in counted.items() if expected != "clean"
    )
    assert counted["marked", "pass"] == counted["doubtful", "block"] == 0
    assert counted["marked", "block"] >= 0.6 * (
        counted["marked", "block"] + counted["marked", "ask"]
    )
    assert str(counted["marked", "block"]) in secrecy_table.table(FIELD).splitlines()[-3]


@pytest.mark.parametrize("kind", sorted({sample.kind for sample in FIELD}))
def test_a_text_of_the_field_comes_to_what_its_kind_may(kind: str) -> None:
    outcomes = {sample.text: sample.outcome for sample in FIELD if sample.kind == kind}
    right = {sample.text: secrecy_table.RIGHT[sample.expected] for sample in FIELD}

    assert {text: each for text, each in outcomes.items() if each not in right[text]} == {}


@pytest.mark.parametrize(
    "before", ["Иное: ", "Цель: связь\nПричастные лица: ", "7) Other: ", "/refuse 1 ", "/urgent "]
)
def test_a_text_is_judged_the_same_alone_and_as_a_field_of_the_form(before: str) -> None:
    alone = {sample.text: secrecy_table.read_once(sample.text) for sample in FIELD}

    inside = {text: read(before + text) for text in alone}

    other = {text for text in alone if inside[text].verdict is not alone[text].verdict}
    assert other == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Прошу проверить лиц.\nСов. секретно, экз. № 2", ("Сов. секретно",)),
        ("Справка\nс е к р е т н о", ("с е к р е т н о",)),
        ("Донесение <b>сек</b>ретно, лично", ("сек</b>ретно",)),
        ("&#1089;&#1077;&#1082;&#1088;етно", ("&#1089;&#1077;&#1082;&#1088;етно",)),
        ("Справка\r\n\r\n¢€κρ€тно\r\nЭкз. 1", ("¢€κρ€тно",)),
        ("Замысел_ОВ.docx", ("ОВ",)),
        ("серкетно экз. № 2", ("серкетно",)),
        ("Гриф: да", ("Гриф",)),
        ("(TS//SI//NF) The intercept was made.", ("(TS//SI//NF)",)),
        ("Передаю сведения, составляющие государственную тайну.", ("государственную тайну",)),
        ("TOP SECRET\nBriefing", ("TOP SECRET",)),
        ("секретно\n" * 9, ("секретно",)),
        ("с " + "\u00ad" * 90 + "екретно\nСправка", ("с " + "\u00ad" * 37 + "…",)),
        ("Прошу сохранить журналы.", ()),
    ],
)
def test_what_was_found_is_told_as_it_stands_in_the_text(text: str, found: tuple[str, ...]) -> None:
    reading = read(text)

    assert reading.found == found


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("с&#1077;к", "сек"),
        ("с&#x435;к", "сек"),
        ("&amp;#1077;", "е"),
        ("AT&T &x; &copy;", "AT&T &x; ©"),
        ("%D1%81%D0%B5%D0%BA 5%", "сек 5%"),
        ("%F1%E5%EA", "сек"),
        ("=D1=81=D0=B5", "се"),
        ("сек=\nрет", "секрет"),
        ("\\u0441\\u{435}", "се"),
        ("\\xd1\\x81", "с"),
        ("U+0441 U+0435", "се"),
        ("с<!-- x -->ек", "сек"),
        ("<b>с</b>е<span class='x'>к</span>", "сек"),
        ("с<p>ек", "с\nек"),
        ("[b]с[/b]ек [сс]", "сек [сс]"),
        ("\\textbf{с}", "с}"),
        ("a < b & c > d = e", "a < b & c > d = e"),
        ("{\\rtf1\\b \\'f1\\'e5\\u1082?\\par a\\b0 b}", "сек\nab"),
        ("\\b x\\par y", "x\ny"),
        ("\\section*{a} \\Large b", "\na} b"),
        ("C:\\par\\x", "C:\\par\\x"),
        ("0YHQtdC60YDQtdGC0L3Qvg==", "\nсекретно\n"),
        ("0YHQtdC60YDQtdGC\n0L3Qvg==", "\nсекретно\n"),
        ("YWRtaW46c2VjcmV0MTIz", "YWRtaW46c2VjcmV0MTIz"),
        ("<p title='x y'>z</p>", "\nz\n\nx y"),
    ],
)
def test_markup_and_references_are_taken_out(written: str, plain: str) -> None:
    text = drawn.drawn(written)

    assert text.text == plain
    assert text.written(0, len(text.text)) == (0, len(written)) or text.starts is not None


@pytest.mark.parametrize(
    "written",
    [
        "ꜱᴇᴄʀᴇᴛ",
        "ꮪꭼꮯꭱꭼꭲ",
        "ꓢꓰꓚꓣꓰꓔ",
        "丂乇匚尺乇ㄒ",
        "ᔕᗴᑕᖇᗴ丅",
        "🅢🅔🅒🅡🅔🅣",
        "🇸🇪🇨🇷🇪🇹",
        "ꞩɇȼɍɇŧ",
        "$€¢®€†",
        "ѕеϲгет",
    ],
)
def test_letters_of_every_script_are_taken_for_what_they_look_like(written: str) -> None:
    shaped = lookalikes.shape(lookalikes.bare(written))

    assert lookalikes.figures_read(shaped) == "secret"


def test_of_several_fields_the_words_of_the_gravest_are_told() -> None:
    fields = ("Утечка гостайны", "Ответ дан.\nСекретно", "Зусім сакрэтна\nДаведка")

    reading = read(*fields)

    assert reading.found == ("Секретно", "Зусім сакрэтна")


def of_kind(kind: str) -> list[str]:
    return [sample.text for sample in FIELD if sample.kind == kind]


ADJECTIVES = (
    *("секретный {}", "секретного {}а", "секретному {}у", "секретным {}ом", "секретном {}е"),
    *("секретные {}ы", "секретных {}ов", "секретным {}ам", "секретными {}ами"),
)


@pytest.mark.parametrize("written", ADJECTIVES)
@pytest.mark.parametrize("before", ["Речь шла про ", "Нашли ", "Обвиняемый узнал о том, что "])
def test_the_adjective_is_asked_about_where_it_is_said_of_a_paper(
    written: str, before: str
) -> None:
    papers, things = ("документ", "протокол", "архив"), ("чат", "разговор", "пароль", "бункер")

    asked = {read(before + written.format(noun) + " банды.").verdict for noun in papers}
    passed = {read(before + written.format(noun) + " банды.").verdict for noun in things}

    assert asked == {Verdict.DOUBTFUL}
    assert passed == {Verdict.CLEAN}


@pytest.mark.parametrize(
    ("paper", "thing"),
    [
        ("Документ был секретный.", "Разговор был секретный."),
        ("Справку прислал секретную.", "Открытку прислал секретную."),
        ("Сведения об агенте секретны.", "Встречи с агентом секретны."),
        ("Прислали материалы, все секретные.", "Прислали картинки, они секретные."),
        ("Направляю секретный чемодан.", "Направляю секретный ключ."),
        ("Узнал об особо важных и секретных чертежах.", "Узнал об особо важных секретных чатах."),
    ],
)
def test_the_adjective_belongs_to_the_word_that_agrees_with_it(paper: str, thing: str) -> None:
    verdicts = [read(paper).verdict, read(thing).verdict]

    assert verdicts == [Verdict.DOUBTFUL, Verdict.CLEAN]


OVERRIDE, POP = "\u202e", "\u202c"


@pytest.mark.parametrize("marking", MARKINGS, ids=lambda marking: marking.name)
def test_a_marking_turned_around_is_read_as_it_is_drawn(marking: Marking) -> None:
    for words in marking.words:
        written = f"{OVERRIDE}{words[::-1]}{POP}"

        reading = read(f"Справка\n{written}\nСписок лиц")

        assert reading.verdict is Verdict.MARKED
        assert reading.found == (written,) or len(written) > verdict.SHOWN


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\u202ecb\u202cd", "abcd"),
        ("a\u202ecb", "abc"),
        ("\u202ecb\na", "bc\na"),
        ("\u202e\u202dab\u202c\u202c", "ab"),
        ("\u202e\u202dab\u202cc\u202c", "cab"),
        ("\u2066\u202ecb\u202c\u2069", "bc"),
        ("\u202b\u202ecb\u202c\u202c", "bc"),
        ("\u202bab\u202c", "ab"),
        ("\u202e(a)\u202c", "(a)"),
        ("\u202c\u202eba", "ab"),
        ('<bdo dir="rtl">ba</bdo>c', "abc"),
        ("&#8238;ba&#8236;", "ab"),
    ],
)
def test_letters_under_an_override_are_put_in_the_order_in_which_they_are_drawn(
    written: str, shown: str
) -> None:
    text = lookalikes.bare(drawn.drawn(written).text)

    assert text == shown


def test_a_marking_inside_a_comment_is_stopped_and_shown() -> None:
    readings = {
        text: read(f"Прошу сохранить журналы.<!--{text[:190]}-->Ответ жду завтра.")
        for text in texts("marked")
        if "<" not in text
    }

    stopping = (Verdict.MARKED, Verdict.DOUBTFUL)
    assert [text for text, each in readings.items() if each.verdict not in stopping] == []
    shown = ((text, words) for text, each in readings.items() for words in each.found)
    assert [text for text, words in shown if words.rstrip("…").split()[0] not in text] == []


@pytest.mark.parametrize(
    "kind",
    [
        "two letters that are somebody",
        "two letters of a clock, a line of code, a firm",
    ],
)
def test_two_letters_beside_the_number_of_a_copy_are_a_stamp(kind: str) -> None:
    pair = re.compile(r"(?<![^\W\d_])(?:[СCсc][СCсc]|[ОO]В)(?![^\W\d_])")
    stamped = {text: pair.sub(r"\g<0> экз. № 2", text, count=1) for text in of_kind(kind)}

    silent = [
        copy for text, copy in stamped.items() if copy != text and read(copy).verdict == "clean"
    ]

    assert silent == []


def test_a_rule_about_marked_papers_does_not_cover_the_paper_that_is_sent_with_it() -> None:
    rules = of_kind("how marked papers are to be sent")
    sent = [f"{rule.rstrip('.')}, но текст справки под грифом ниже." for rule in rules]

    silent = [text for text in sent if read(text).verdict is Verdict.CLEAN]

    assert silent == []


def test_a_name_of_a_program_beside_the_number_of_a_copy_is_a_stamp() -> None:
    name = re.compile(r"(?<![\w.])(?:cc|ss|ov)(?!\w)")
    lines = [text for text in of_kind("a program by its syntax") if name.search(text)]
    stamped = [name.sub(r"\g<0> экз. № 2", text, count=1) for text in lines]

    silent = [text for text in stamped if read(text).verdict is Verdict.CLEAN]

    assert silent == []
    assert len(stamped) > 30


@pytest.mark.parametrize("sign", [".", ";", "(", "=", "[0]; ", " -"])
def test_letters_that_spell_a_degree_among_signs_of_a_program_are_no_names(sign: str) -> None:
    spelt = sign.join("secret")

    reading = read(f"const x = 5; {spelt}; f(x);")

    assert reading.verdict in (Verdict.MARKED, Verdict.DOUBTFUL)


def test_a_quoted_degree_beside_the_number_of_a_copy_is_no_story() -> None:
    told = [*of_kind("somebody else's frame"), *of_kind("a degree quoted in a story")]
    degree = re.compile(r"(?:совершенно |сов\. )?секретно(?!\w)|особой важности", re.IGNORECASE)
    stamped = [
        degree.sub(r"\g<0>, экз. № 2", text, count=1) for text in told if degree.search(text)
    ]

    silent = [text for text in stamped if read(text).verdict is Verdict.CLEAN]

    assert silent == []
    assert len(stamped) > 20


def test_a_degree_that_is_sent_on_is_blocked_whatever_else_is_told_of_it() -> None:
    sent = [
        f"{sends} «{degree}», так сказал мошенник."
        for sends in ("Пересылаю справку", "Направляю план", "Ниже текст")
        for degree in ("секретно", "Совершенно секретно")
    ]

    verdicts = {read(text).verdict for text in sent}

    assert verdicts == {Verdict.MARKED}


def test_a_quotation_with_the_number_of_a_copy_is_blocked_as_the_paper_itself() -> None:
    told = "Он добавил: «совершенно секретно{}, мама не должна знать»."

    verdicts = [read(told.format(copy)).verdict for copy in ("", " экз №2")]

    assert verdicts == [Verdict.DOUBTFUL, Verdict.MARKED]
