"""The number of a paper, and the letters behind it that are its degree."""

import re

from protocol.secrecy.lookalikes import form

_NUMBER = (
    rf"(?:#|{form('исх')}|{form('вх')}|{form('рег')}|{form('инв')}"
    # «В дело 45/ОВ»
    rf"|(?<!\w)(?:{form('дел')}[^\W\d_]{{1,3}}|{form('том')}|{form('папк')}[^\W\d_]{{1,2}}))"
    r"[^\w\n]{0,4}"
    r"\d[\d/.\-]{0,24}"
)
# «На ваш 44с сообщаем»: a paper that is called by its number.
REFERRED = re.compile(
    rf"(?<!\w)(?:(?:{form('на')}|{form('по')}|{form('к')}|{form('ко')}) )?"
    rf"(?:{form('ваш')}|{form('наш')})"
    r"[^\W\d_]{0,3} (?:[^\W\d_]{4,16} )?\d[\d/.\-]{0,24}[ \-/]?([^\W\d_]{1,4})(?!\w)"
)
# «Распоряжение 14с»: a paper by its noun; a letter that stands apart is another word.
_PAPERS = "|".join(
    map(
        form,
        ("распоряжени", "приказ", "документ", "запрос", "справк", "указани", "рапорт", "донесени"),
    )
)
BY_ITS_NOUN = re.compile(
    rf"(?<![^\W\d_])(?:{_PAPERS})[^\W\d_]{{0,4}} \d[\d/.\-]{{0,16}}-?([^\W\d_]{{1,3}})(?![\w/])"
)
NUMBERED = re.compile(rf"{_NUMBER}[ \-/]?([^\W\d_]{{1,4}})(?!\w|/[^\W\d_]{{1,2}}(?!\w))")
NUMBERED_APART = re.compile(
    rf"{_NUMBER}[^\w\n]{{0,3}}(?:({form('о')})[\W_]{{1,3}}({form('в')})"
    rf"|({form('с')})[\W_]{{1,3}}({form('с')})"
    rf"|(0)[._·\-]({form('в')}))(?!\w)"
)
