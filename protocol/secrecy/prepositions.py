"""One small letter behind a number: the degree of a paper, or a preposition.

A preposition stands apart and governs the word that follows it: an instrumental, or a day from
which on. Behind a degree stands a copy, what the paper is, what became of it, or nothing.
"""

from protocol.secrecy.bare import pattern

# What ends like an instrumental and is none: «направляем», «ждём», «второй экз.».
_NONE = (
    r"(?:прим|секр|сов(?!\w)|особ|[а-яё]{1,20}(?:аем|яем|уем|даём|шл[её]м|жд[её]м|водим|просим)(?!\w)"
    r"|просим(?!\w)|шл[её]м(?!\w)|жд[её]м(?!\w)|[а-яё]{2,12}ой экз)"
)
_WITH = pattern(
    rf" (?:\d{{1,3}} )?(?:(?:примечани[а-яё]{{1,3}}|(?!{_NONE})[а-яё]{{1,24}})"
    r"(?<=ом|ем|ым|им|ой|ей|ою|ею|ью|мя|ми)(?!\w)"
    r"|(?:понедельника|вторника|среды|четверга|пятницы|субботы|воскресенья|утра|вечера|обеда|ночи"
    r"|(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)я|марта|мая|августа)(?!\w)"
    r"|[А-ЯЁ][а-яё]{1,20}(?:ов|ев|ин|ын|ск|цк)(?:ым|им|ой|ыми|ими)(?!\w))"
)
_PAPERS = (
    r"(?:справк|копи|сводк|выписк|дат|анкет|схем|телеграмм|записк|бумаг|карт|материал|документ"
    r"|сведени|информаци|приложени|списк|план|ориентировк|донесени|доклад|отчет|рапорт|листа|дел)"
)
# «Копия № 1 с диска», «№ 3 с сервера»: from where it was taken, and no paper.
_FROM = pattern(
    rf" (?!{_NONE}|{_PAPERS})"
    r"[а-яё]{3,24}(?:(?<=[аяыи])|(?<=[ое]в))(?!\w)"
)


def is_a_preposition(bared: str, begin: int, end: int) -> bool:
    """Say whether it is «№ 15 с приложением» or «№ 8 с 2 вложениями», and not «№ 15 с экз. № 2»."""
    apart = bared[begin - 1 : begin] == " " and bared[begin:end] in ("с", "c")
    return apart and any(way.match(bared, end) for way in (_WITH, _FROM))
