"""What a swindler says, shows or makes believe: his secrets are of his own making, no marking."""

import re

from protocol.secrecy.lookalikes import form
from protocol.secrecy.procedures import HERE_IT_IS, SENT, any_of, ways
from protocol.secrecy.sentences import Sentence

_SWINDLER = any_of(
    (
        *("мошенни*", "махляр*", "афер*", "жертв*", "потерпевш*", "обманут*", "звонивш*", "жулик*"),
        *(
            "злоумышленник*",
            "от имени",
            "пенсионер*",
            "вымогател*",
            "преступник*",
            "псевдо*",
            "самозван*",
        ),
        *("алаяқ*", "алдамчы*", "қаллоб*", "խարդախ*", "scammer*", "fraudster*", "victim*"),
        *("swindler*", "con man", "caller", "impostor*"),
        *("чалган адам", "чалган киши", "қоңырау шал*", "жәбірлен*", "жабырлан*", "ҷабрдид*"),
        *("зангзада*", "զանգահարող*", "տուժող*", "ашуканец", "ашуканцы", "пацярпел*", "зламыснік*"),
    )
)
_SAID = any_of(
    (
        *("представил*", "уверя*", "уверил*", "убедил*", "убежда*", "внуш*", "сказал*", "говорил*"),
        *("говорит", "заявил*", "заявля*", "обеща*", "пуга*", "угрожа*", "тверди*", "велел*"),
        *("просил*", "требовал*", "показал*", "поверил*", "доверил*", "выманил*", "предложил*"),
        *("предлага*", "ссылал*", "прикры*", "назвал*", "считал*", "думал*", "called", "told"),
        *("грозят", "грозил*", "пугают", "уверяют", "велят", "требуют", "звонят", "подписал*"),
        *("said", "promis*", "claim*", "pretend*", "asked", "convinc*", "persuad*", "threaten*"),
        *("айтқан", "айтып", "таныст*", "қорқыт*", "сендір*", "талап ет*", "айткан", "айтып"),
        *("тааныш*", "коркут*", "ишендир*", "гуфт*", "муаррифӣ*", "тарсон*", "бовар*", "ասել*"),
        *(
            "ներկայաց*",
            "սպառնա*",
            "համոզ*",
            "сказа*",
            "назва*",
            "запэўні*",
            "прадстав*",
        ),
        *("пагража*",),
    )
)
_DECEIT = any_of(
    (
        *("якобы", "поддельн*", "подделк*", "подделал*", "подделан*", "фейк*", "фальшив*", "лже*"),
        *("несуществующ*", "вымышленн*", "фишинг*", "спам*", "псевдосотрудник*", "псевдослед*"),
        *("под видом", "выдавал* себя", "выдава* себя", "представил*", "внушил*", "падробл*"),
        *("fake*", "forged", "pretend*", "impersonat*", "posing as", "мнимый", "мнимая", "мнимого"),
    )
)


_CON = (
    *("преступник", "вымогатель", "вымогатели", "звонивший", "звонившая", "звонящий", "жулик"),
    *("мошенник", "мошенники", "мошенница", "аферист", "аферисты", "злоумышленник", "жулики"),
)
# He himself did it: the word for him is the subject.
_DOES = rf"[^\W\d_]{{2,14}}(?:{ways(('л', 'ла', 'ли'))})"
_DOERS = ways((*_CON, "злоумышленники", "преступники", "аферистка"))
_DOER = re.compile(
    rf"(?<![^\W\d_])(?:(?:{_DOERS})(?: [^\W\d_]{{1,12}})? {_DOES}|{_DOES} (?:{_DOERS}))(?![^\W\d_])"
)
# «Сказали ей: «…»», «ему объяснили, …»: what is said to the person who was cheated.
_WHOM = ways(
    ("ей", "ему", "им", "мне", "бабушк*", "дедушк*", "пенсионер*", "маме", "матери", "отцу")
)
_TELLS = ways(
    (
        *("сказал*", "заяви*", "объяснил*", "внуш*", "пояснил*", "говорил*", "велел*", "твердил*"),
        *("убедил*", "уверял*", "наплел*", "шепнул*"),
    )
)
_TOLD_SOMEBODY = re.compile(
    rf"(?<![^\W\d_])(?:(?:{_TELLS}) (?:{_WHOM})|(?:{_WHOM}) (?:{_TELLS}))(?: ?[:,—–-]|$)"
)
# «Бабушке сказали, что …»
_TOLD = re.compile(
    rf"(?<![^\W\d_])(?:{ways(('ей', 'ему', 'бабушк*', 'дедушк*', 'женщин*', 'мужчин*'))}"
    rf"|{ways(('потерпевш*', 'пострадавш*', 'заявител*', 'пенсионер*', 'гражданк*', 'матери'))})"
    rf"(?: [^\W\d_]{{1,12}})? (?:{ways(('сказали', 'внуш*', 'объясн*', 'заявили', 'пояснили'))}"
    rf"|{ways(('пригрозили', 'велели', 'сообщили по телефону'))}), {form('что')}(?![^\W\d_])"
)


def quotes_a_swindler(shaped: str) -> bool:
    """Say whether words before a colon are those that bring a swindler's own: «он уверял: …»."""
    if _TOLD.search(shaped) or _TOLD_SOMEBODY.search(shaped):
        return True
    told = _SWINDLER.search(shaped) and _SAID.search(shaped)
    return bool(told or _DECEIT.search(shaped))


def is_a_swindlers(sentence: Sentence, *, surely: bool = False) -> bool:
    """
    Say whether it tells what a swindler said, showed or made believe.

    `surely`: as the one who did it, or as a forgery; nearness to one is not enough.
    """
    around = f"{sentence.left} {sentence.right}"
    if SENT.search(around) or HERE_IT_IS.search(around):
        return False
    if surely:
        told = _TOLD_SOMEBODY.search(sentence.left)
        return bool(told or _DECEIT.search(around) or _DOER.search(around))
    return quotes_a_swindler(around)
