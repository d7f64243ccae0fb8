"""The markings themselves (Art. 10): words, abbreviations, and what surrounds them.

Sources: the laws on state secrets of the six Parties; the Agreement of 18 June 2004 on the
protection of classified information, which Art. 10 names. Everything is written plainly here;
`secrecy` folds it the way it folds a text.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """What a text bears, from the lightest to the gravest."""

    CLEAN = "clean"
    OFFICIAL = "official"
    DOUBTFUL = "doubtful"
    MARKED = "marked"


class Finding(NamedTuple):
    """
    What was found in a bare text from `begin` to `end`, and which marking it resembles.

    `said`: found as plain words of a sentence, whose other words tell what they mean there.
    """

    verdict: Verdict
    name: str | None
    begin: int
    end: int
    said: bool = False


@dataclass(frozen=True, slots=True)
class Marking:
    """
    One marking: its canonical name, and the words by which it is written.

    `sure`: the words are a marking even inside a sentence. `opens`: also at the start of a line,
    whatever follows. `clings`: also glued to other letters it is worth a question.
    `harmless_before`: stems of words before which it is an ordinary adjective ("secret key").
    `harmless_after`: stems of words behind which it is a private secret ("коммерциялық құпия").
    """

    name: str
    words: tuple[str, ...]
    sure: bool = False
    opens: bool = False
    clings: bool = False
    harmless_before: tuple[str, ...] = ()
    harmless_after: tuple[str, ...] = ()


_KEYS_EN = ("key", "chat", "santa", "token", "sharing", "ballot", "service", "quest", "phrase")
_KEYS_KK = (
    *("сөз", "кілт", "код", "чат", "сұрақ", "нөмір", "камера", "қоңырау", "кір", "түрде", "ұста"),
    *("сақтау", "сақтап", "топ", "сілтеме", "әмиян"),
)
_KEYS_KY = (
    *("сөз", "ачкыч", "код", "чат", "суроо", "номер", "камера", "чалуу", "кир", "түрдө", "карма"),
    *("сактоо", "сактап", "топ", "шилтеме", "капчык"),
)
_KEYS_TG = (
    *("калид", "рамз", "код", "чат", "калима", "рақам", "савол", "нигоҳ", "мон", "гурӯҳ", "канал"),
)
# What private people, firms, banks and physicians keep secret.
_PRIVATE_KK = ("коммерция", "банк", "жеке", "отбасы", "дәрігер", "медицина", "адвокат", "салық")
_PRIVATE_KY = ("коммерция", "банк", "жеке", "үй-бүлө", "дарыгер", "медицина", "адвокат", "салык")
_KEYS_HY = (
    *("բանալի", "կոդ", "չատ", "զրույց", "հարց", "քվեարկ", "բառ", "մուտք", "համար", "տեսախցիկ"),
    *("չաթ", "խումբ", "ձայնագր", "տեսագր", "լսում", "ներթափանց"),
)

MARKINGS = (
    # Russian, also by Latin letters
    Marking(
        "совершенно секретно",
        (
            "совершенно секретно",
            "совершенно секретнъ",
            "сов секретно",
            "соверш секретно",
            "сов секр",
            "sovershenno sekretno",
            "soversheno sekretno",
            "sov sekretno",
        ),
        sure=True,
        clings=True,
    ),
    Marking(
        "особой важности",
        (
            "особой важности",
            "особая важность",
            "особ важности",
            "osoboy vazhnosti",
            "osoboj vazhnosti",
            "osoboi vazhnosti",
            "osoboy vajnosti",
        ),
    ),
    Marking("особая папка", ("особая папка", "osobaya papka")),
    Marking(
        "секретно",
        # The last but one as typed without switching the keyboard; a figure 5 is taken for an "s".
        ("секретно", "секретнъ", "sekretno", "ctrhtnyj", "sекретно"),
        opens=True,
        clings=True,
    ),
    # English
    Marking("top secret", ("top secret",), harmless_before=_KEYS_EN),
    Marking("secret", ("secret",), harmless_before=_KEYS_EN),
    # Belarusian
    Marking("асобай важнасці", ("асобай важнасці", "асаблівай важнасці", "asobai vazhnasci")),
    Marking(
        "зусім сакрэтна",
        ("зусім сакрэтна", "цалкам сакрэтна", "zusim sakretna"),
        sure=True,
        clings=True,
    ),
    Marking("сакрэтна", ("сакрэтна", "sakretna", "sакрэтна"), opens=True, clings=True),
    # Kazakh
    Marking("аса маңызды", ("аса маңызды", "ерекше маңызды", "asa manyzdy", "erekshe manyzdy")),
    Marking(
        "өте құпия",
        ("өте құпия", "ote qupiya", "ote kupiya", "ote qupia", "ote qupiia", "ote kupiia"),
        sure=True,
    ),
    Marking(
        "құпия",
        ("құпия", "qupiya", "kupiya", "qupia", "qupiia", "kupiia"),
        harmless_before=_KEYS_KK,
        harmless_after=_PRIVATE_KK,
    ),
    # Kyrgyz
    Marking("өзгөчө маанилүү", ("өзгөчө маанилүү", "ozgocho maaniluu")),
    Marking(
        "өтө жашыруун",
        ("өтө жашыруун", "абдан жашыруун", "өтө купуя", "oto jashyruun", "oto zhashyruun"),
        sure=True,
    ),
    Marking(
        "жашыруун",
        ("жашыруун", "жашырын", "купуя", "jashyruun", "zhashyruun"),
        harmless_before=_KEYS_KY,
        harmless_after=_PRIVATE_KY,
    ),
    # Tajik
    Marking(
        "аҳамияти махсус",
        ("аҳамияти махсус", "аҳамияти махсусдошта", "махсусан муҳим", "ahamiyati makhsus"),
    ),
    Marking(
        "комилан махфӣ",
        (
            "комилан махфӣ",
            "пурра махфӣ",
            "бениҳоят махфӣ",
            "komilan makhfi",
            "komilan mahfi",
            "komilan maxfi",
        ),
        sure=True,
    ),
    Marking("махфӣ", ("махфӣ", "makhfi", "mahfi", "maxfi"), harmless_before=_KEYS_TG),
    # Armenian
    Marking(
        "հատուկ կարևորության",
        # In capitals the ligature is written as two letters, and not the ones it is made of.
        ("հատուկ կարևորության", "հատուկ կարևորություն", "հատուկ կարեվորության"),
    ),
    Marking("հույժ գաղտնի", ("հույժ գաղտնի", "huyzh gaghtni", "huyj gaghtni"), sure=True),
    Marking("գաղտնի", ("գաղտնի", "gaghtni", "gaxtni"), harmless_before=_KEYS_HY),
)

# Not a state secret: passes where the agreement allows it.
OFFICIAL = (
    Marking(
        "для служебного пользования",
        ("для служебного пользования", "dlya sluzhebnogo polzovaniya"),
        sure=True,
    ),
    Marking("for official use only", ("for official use only",), sure=True),
    Marking(
        "для службовага карыстання",
        ("для службовага карыстання", "для службовага выкарыстання"),
        sure=True,
    ),
    Marking("қызмет бабында пайдалану үшін", ("қызмет бабында пайдалану үшін",), sure=True),
    Marking(
        "кызматта пайдалануу үчүн",
        ("кызматта пайдалануу үчүн", "кызмат абалында пайдалануу үчүн"),
        sure=True,
    ),
    Marking(
        "барои истифодаи хизматӣ",
        ("барои истифодаи хизматӣ", "барои истифодаи хидматӣ"),
        sure=True,
    ),
    Marking(
        "ծառայողական օգտագործման համար",
        ("ծառայողական օգտագործման համար",),
        sure=True,
    ),
)

# Abbreviations mean something only as a stamp; the same letters are initials, village councils
# and chipboard. Of one letter, or of doubtful use: asked, never refused.
ABBREVIATIONS = {
    "сс": "совершенно секретно",
    "ss": "совершенно секретно",
    "ов": "особой важности",
    "ov": "особой важности",
    "ссов": "особой важности",
    "ссоп": "особая папка",
}
ABBREVIATIONS_ASKED = {
    "с": "секретно",
    "секр": "секретно",
    "sekr": "секретно",
    "оп": "особая папка",
    "өқ": "өте құпия",
    "հգ": "հույժ գաղտնի",
    "հկ": "հատուկ կարևորության",
}
# After these words «СС» and «ОВ» are troops and gases.
EXPLAINS_ABBREVIATION = ("войск", "дивизи", "част", "ракет", "боев", "отравляющ", "веществ")
ABBREVIATIONS_OFFICIAL = {
    "дсп": "для служебного пользования",
    "dsp": "для служебного пользования",
    "дск": "для службовага карыстання",
    "қбп": "қызмет бабында пайдалану үшін",
    "қбпү": "қызмет бабында пайдалану үшін",
    "кпү": "кызматта пайдалануу үчүн",
    "бих": "барои истифодаи хизматӣ",
    "ծօհ": "ծառայողական օգտագործման համար",
    "fouo": "for official use only",
}

# Stems of words that stand beside a stamp and belong to it.
COMPANIONS = (
    *("экз", "копия", "гриф", "пометк", "ekz", "copy", "дана", "нусха", "нуска", "օրինակ"),
    *("единств", "лист", "аркуш", "страниц"),
)

# A copy is numbered only where there is something to guard: what stands beside one is a stamp.
COPIES = (
    "экз",
    "эк3",
    "экземпляр",
    "ekz",
    "copy",
    "копия",
    "дана",
    "нусха",
    "нусхаи",
    "нуска",
    "օրինակ",
)

# Before the marking, with nothing but a space or a hyphen between; or after it.
NEGATIONS_BEFORE = ("не", "ня", "ne", "not", "non", "ոչ", "ғайри")
NEGATIONS_AFTER = ("емес", "эмес", "нест", "չէ", "չեն")

# A newspaper of that name exists; so do channels and broadcasts.
TITLES = (
    *(
        "газет",
        "журнал",
        "издани",
        "передач",
        "рубрик",
        "канал",
        "сайт",
        "фильм",
        "альбом",
        "сериал",
    ),
    *("еженедельник", "роман", "книг", "игр", "клуб", "отел", "магазин", "групп", "бренд", "песн"),
    *("film", "movie", "album", "song", "game", "hotel", "magazine", "newspaper"),
)

# Other words that lie as near to a marking as a slip of the hand does.
NO_SLIPS = (
    *("секрета", "секрету", "секретом", "секрете", "секреты", "секретов", "секретам", "секретах"),
    *(
        "секретик",
        "секретики",
        "секретка",
        "секретки",
        "секретер",
        "секреция",
        "секретин",
        "секретенко",
        "несекретно",
    ),
    *("secrets", "secrete", "secreted", "декретно", "жашыруу", "гаѓтник"),
)
