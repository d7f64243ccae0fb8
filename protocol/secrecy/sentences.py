"""What the sentence around a find says of it: it denies, asks, tells of somebody's paper."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from protocol.secrecy import denials
from protocol.secrecy.lookalikes import form

_FAR = 160  # characters looked at on either side
_ENDS = re.compile(
    r"[!?;\n]|(?<=\w\w\w)[.…](?=\s|$|[»”\"'])|(?<=\w[»”])[.…](?=\s|$)|(?<=\d)\.(?=\s|$)"
)
_WORD = re.compile(r"[^\W\d_]+")


def _any(stems: Iterable[str], ending: str = r"[^\W\d_]{0,12}") -> str:
    """Return the pattern of any of the words; "*" at the end of one stands for any ending."""
    ways = [form(each.rstrip("*")) + (ending if each.endswith("*") else "") for each in stems]
    return "(?:" + "|".join(sorted(ways, key=len, reverse=True)) + ")"


_FILL = _any(denials.BETWEEN_DENIAL)
_VERBS = _any(f"{stem}*" for stem in denials.DENIED_VERBS)
_NOT = _any(("не", "ня", "ne", "not", "are not", "is not"))
_NONE = _any(denials.NONE_OF)
_AND = r"[\s,«»\"“”'(-]{1,3}"
# «Не содержит сведений, составляющих …»; «без каких-либо пометок …»; what stands between is known.
_OVER = rf"(?!\w)(?!,)(?:{_AND}{_FILL}(?!\w)){{0,8}}{_AND}?$"
_DENIED_BEFORE = re.compile(rf"(?<!\w)(?:{_NOT} (?:{_VERBS})|{_NONE}|{_NOT}){_OVER}")
_DENIED_IN_ENGLISH = re.compile(rf"(?<!\w){_any(denials.NONE_OF_ENGLISH)}{_OVER}")
_ENGLISH = tuple(map(form, denials.ENGLISH))
# «… не составляют», «… в письме отсутствуют», «… снят актом»: within four words, and no «но».
_BUT = _any(
    ("но", "а", "однако", "зато", "but", "второй", "вторая", "другой", "другая", "остальн*")
)
_GAP = r"[\s,:—–«»“”\"'()-]{1,4}"
_DENIED_AFTER = re.compile(
    rf"^(?:{_GAP}(?!{_BUT}(?!\w))[^\W_]{{1,20}}){{0,4}}?{_GAP}"
    # «Нет» of something else denies that: «с грифом, нет курьера».
    rf"(?:(?<!\b{form('не')} ){_any(denials.LIFTED)}(?! {_any(denials.FILMED)}(?!\w))"
    rf"|{form('нет')}(?=[^\w\n]{{0,3}}$"
    rf"|[.,;!?)»]| {_any(denials.ABSENT_FROM)}(?!\w))|{_NOT} (?:{_VERBS}))(?!\w)"
)
_NOT_LIFTED = re.compile(
    rf"(?<!\w){_any((*denials.LIFTED, *denials.STRUCK_OUT))} {_NOT} (?:{_any(denials.WAS)})(?!\w)"
    rf"|(?<!\w){_NOT} (?:{_any(denials.WAS)} )?{_any(denials.STRUCK_OUT)}(?!\w)"
)
_HAS_IT = re.compile(
    rf"(?<!\w)(?:{_any(('с', 'со', 'под', 'з'))}) "
    rf"(?:{_any(('грифом', 'пометкой', 'отметкой', 'штампом', 'надписью', 'грыфам'))})"
    r"[^\w\n]{0,3}$"
)
# What may be said of a marking that something has: of it in the same case, or that it is none.
_OF_IT = re.compile(
    rf"(?<!\w)(?:{_any(('нет', 'емес', 'эмес', 'нест', 'няма', 'недейств*', 'снятым', 'снятой'))}"
    rf"|{_any(('отмененным', 'погашенным', 'рассекреч*', 'отсутств*', 'не содержит'))})(?!\w)"
)
# Between a comma and «снят», «нет», «открыт», if that is said of the marking or of its paper.
_OF_THE_SAME = frozenset(
    map(
        form,
        (
            *("он", "она", "они", "оно", "гриф", "пометка", "пометки", "который", "которая", "уже"),
            *(
                "давно",
                "потом",
                "позже",
                "затем",
                "сейчас",
                "теперь",
                "ныне",
                "был",
                "была",
                "было",
            ),
            *(
                "же",
                "не",
                "и",
                "так",
                "что",
                "но",
                "хотя",
                "никакой",
                "его",
                "их",
                "в",
                "там",
                "тут",
            ),
            *("этого", "здесь", "there", "is", "was", "it", "not", "none", "of", "грыф", "наш"),
        ),
    )
)
_PAPERS = tuple(map(form, ("запрос", "письм", "документ", "текст", "сообщени", "ответ", "файл")))
_TAKEN_OFF = re.compile(rf"[»”\"]? {_any(denials.STRUCK_OUT)}(?!\w)")
_LIFTED = re.compile(rf"(?<!\w){_any(denials.DECLASSIFIED)}(?!\w)")
_SENDS = re.compile(rf"(?<!\w)(?<!\b{form('не')} ){_any(denials.SENDS)}(?!\w)")
_ROBBED_STEMS = tuple({form(each.rstrip("*"))[:4] for each in denials.ROBBED})
_ROBBED = re.compile(rf"(?<!\w){_any(denials.ROBBED)}(?!\w)")
NAMES_IT = re.compile(rf"(?<!\w){_any(denials.NAMES_A_MARKING)}(?!\w)[\s:—–-]{{0,3}}[«“„\"'‹(]?$")
_QUOTED = re.compile(r"[«“„\"'‹]\s?$")
_OWN_WORDS = frozenset(map(form, denials.HEADS_A_STAMP))


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    What stands before a find in its sentence, what after, and by what sign it ends.

    `english`: the find is an English word.
    """

    left: str
    right: str
    end: str
    english: bool = False

    @property
    def denies(self) -> bool:
        """«Не содержит …», «без …», «… отсутствует», «… снят»."""
        if self.denied_before:
            return True
        # «Распечатка с грифом «…», снята на телефон»: not the marking was lifted.
        if _HAS_IT.search(self.left) and not _OF_IT.search(self.right):
            return False
        # «Перечёркнут не был» is no denial.
        after = None if _NOT_LIFTED.search(self.right) else _DENIED_AFTER.search(self.right)
        # «…, адрес открыт» is of something else.
        if after is not None and "," in after.group():
            aside = _WORD.findall(after.group().rpartition(",")[2])[:-1]
            if not all(word in _OF_THE_SAME or word.startswith(_PAPERS) for word in aside):
                return False
        # Behind a comma it may be something else that whoever sends the paper has none of.
        return after is not None and not ("," in after.group() and _SENDS.search(self.left))

    @property
    def denied_before(self) -> bool:
        """«Не содержит …», «без …»."""
        if _DENIED_BEFORE.search(self.left):
            return True
        return self.english and bool(_DENIED_IN_ENGLISH.search(self.left))

    @property
    def lifted_after(self) -> bool:
        """«… снята», right behind the find."""
        return bool(_TAKEN_OFF.match(self.right)) and not _NOT_LIFTED.search(self.right)

    @property
    def lifts(self) -> bool:
        """It says that something was declassified."""
        return bool(_LIFTED.search(self.left) or _LIFTED.search(self.right))

    @property
    def asks(self) -> bool:
        """It is a question of more words than the find."""
        return self.end == "?" and bool(_WORD.search(self.left + self.right))

    @property
    def quotes(self) -> bool:
        """The find stands in quotation marks, or after a word for a marking."""
        return bool(_QUOTED.search(self.left) or NAMES_IT.search(self.left))

    @property
    def tells(self) -> bool:
        """It speaks of a marking that some paper has, and does not send that paper."""
        if not self.quotes or _SENDS.search(self.left) or _SENDS.search(self.right):
            return False
        words = [word for word in _WORD.findall(self.left) if len(word) > 1]
        return sum(not word.startswith(tuple(_OWN_WORDS)) for word in words) >= 2

    @property
    def robbed(self) -> bool:
        """It tells of what was stolen, leaked or is for sale, and sends nothing itself."""
        if _SENDS.search(self.left) or _SENDS.search(self.right):
            return False
        told = robs(self.left) or robs(self.right)
        return told and len(_WORD.findall(self.left)) >= 2


def robs(shaped: str) -> bool:
    """Say whether words tell of what was stolen, leaked or is for sale."""
    return any(map(shaped.__contains__, _ROBBED_STEMS)) and bool(_ROBBED.search(shaped))


def around(shaped: str, begin: int, end: int) -> Sentence:
    """Return the sentence in which the signs from `begin` to `end` stand, without them."""
    left = shaped[max(0, begin - _FAR) : begin]
    right = shaped[end : end + _FAR]
    cut = [found.end() for found in _ENDS.finditer(left)]
    if cut:
        left = left[cut[-1] :]
    stop = _ENDS.search(right)
    english = shaped.startswith(_ENGLISH, begin)
    ends = stop.group() if stop else ""
    return Sentence(left, right[: stop.start()] if stop else right, ends, english)
