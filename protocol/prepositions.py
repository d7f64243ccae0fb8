"""One small letter behind a number: the degree of a paper, or a preposition.

A preposition stands apart and goes with the word that follows it; behind a degree stands the number
of a copy, a date, what became of the paper, or nothing.
"""

from protocol.settled import pattern

_WITH = pattern(
    r" (?:\d{1,3} )?(?:"
    r"(?:копи|лист|экземпляр|примечани)[а-яё]{0,3}(?:ей|ями|ами|ом|ем)(?!\w)"
    r"|(?!(?:экз|эк3|копи|лист|л\b|прим|секр|сов\b|особ|дсп|лично|срочно|прошу|просим|нужно|надо"
    r"|(?:от|на|во?|и|или|ко?|об?|по|для|из|за|до|при|у|под|над|не|а|но|без|через|про|ещё|уже|это"
    r"|как|что|если|я|мы|вы|он|тут|там|ниже|снова|сегодня|вчера|завтра)(?!\w)"
    r"|(?:направля|высыла|отправля|пересыла|посыла|прилага[юе]|прикладыва|переда[юе]|сообща|подтвержда)"
    r"|[а-яё]{2,24}(?:л|ло|ли|ила|шла|лся|лась|лось|лись|(?:ен|ан|ян|ят)[аоы]?|ет|ит|ут|ют|ется"
    r"|ится|утся|ются|ятся)(?!\w)))[а-яё]{3,}"
    r"|[А-ЯЁ][а-яё]{1,20}(?:ов|ев|ин|ын|ск|цк)(?:ым|им|ой|ыми|ими)(?!\w))"
)


def is_a_preposition(bared: str, begin: int, end: int) -> bool:
    """Say whether it is «№ 15 с приложением» or «№ 8 с 2 вложениями», and not «№ 15 с экз. № 2»."""
    apart = bared[begin - 1 : begin] == " " and bared[begin:end] in ("с", "c")
    return apart and _WITH.match(bared, end) is not None
