"""Dates as the offices of six states write them, in Russian and in English. Pure."""

import re
from datetime import date, time

_MONTHS = (
    ("января", "январь", "янв", "january", "jan"),
    ("февраля", "февраль", "фев", "february", "feb"),
    ("марта", "март", "мар", "march", "mar"),
    ("апреля", "апрель", "апр", "april", "apr"),
    ("мая", "май", "may"),
    ("июня", "июнь", "июн", "june", "jun"),
    ("июля", "июль", "июл", "july", "jul"),
    ("августа", "август", "авг", "august", "aug"),
    ("сентября", "сентябрь", "сент", "сен", "september", "sept", "sep"),
    ("октября", "октябрь", "окт", "october", "oct"),
    ("ноября", "ноябрь", "нояб", "ноя", "november", "nov"),
    ("декабря", "декабрь", "дек", "december", "dec"),
)
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words}
_WORDS = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_YEAR = r"[0-9]{4}|[0-9]{2}"
_END = r"(?: ?г(?:ода?\b|\.|\b))?"
_ISO = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
_FIGURES = rf"[0-9]{{1,2}}(?P<sign>[./-]) ?[0-9]{{1,2}}(?P=sign) ?(?:{_YEAR})(?![0-9]){_END}"
_NAMED = rf"[«\"]?[0-9]{{1,2}}[»\"]? (?:{_WORDS})\.?,? (?:{_YEAR})(?![0-9]){_END}"
_MONTH_FIRST = rf"(?:{_WORDS})\.? [0-9]{{1,2}},? [0-9]{{4}}(?![0-9])"
# A date, as part of a longer pattern; blanks are single ones.
DATE = rf"(?:{_ISO}|{_FIGURES}|{_NAMED}|{_MONTH_FIRST})"
_DATE = re.compile(DATE, re.IGNORECASE)
_CLOCK = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?: ?(?:ч|час|h)\.?)?"
_DATE_AND_CLOCK = re.compile(
    rf"(?:(?P<day>{DATE}),? )?(?:(?:в|до|к|at|by) )?{_CLOCK}", re.IGNORECASE
)
_CLOCK_AND_DATE = re.compile(rf"{_CLOCK},? (?P<day>{DATE})", re.IGNORECASE)
_CENTURY = 2000


def read(text: str) -> date | None:
    """
    Return the date that a text is: 01.12.2026, 1.12.26, 1 декабря 2026 г., 2026-12-01; else None.

    Of figures the day stands first; where the month is a word it may be that: December 1, 2026.
    A year of two figures is one of this century.

    Raises: ValueError for a day that does not exist.
    """
    if not _DATE.fullmatch(text):
        return None
    parts = re.findall(rf"[0-9]+|(?:{_WORDS})", text.casefold())[:3]
    figures = [_MONTH_OF.get(part) or int(part) for part in parts]
    if len(parts[0]) == len("2026"):
        return date(*figures)
    day, month, year = figures if parts[0].isdigit() else (figures[1], figures[0], figures[2])
    return date(year if len(parts[2]) > 2 else _CENTURY + year, month, day)


def read_with_clock(text: str) -> tuple[date | None, time | None] | None:
    """
    Return the date and the time of day that a text names, or one of them alone; else None.

    25.11.2026 18:00, 18:00 25 ноября 2026 г., 18:00, 25.11.2026; 24:00 is no time of day.

    Raises: ValueError for a day or a time of day that does not exist.
    """
    found = _DATE_AND_CLOCK.fullmatch(text) or _CLOCK_AND_DATE.fullmatch(text)
    if found is None:
        day = read(text)
        return (day, None) if day else None
    clock = time(int(found["hour"]), int(found["minute"]))
    return (read(found["day"]) if found["day"] else None), clock


def without_year_word(text: str) -> str:
    """Return a date without the «г.» behind it."""
    return re.sub(rf"{_END}$", "", text, flags=re.IGNORECASE)


def within(text: str) -> date | None:
    """
    Return the first date that stands somewhere in a text; None where none does.

    Raises: ValueError for a day that does not exist.
    """
    found = _DATE.search(text)
    return read(found.group()) if found else None


def has_date(text: str) -> bool:
    """Say whether a date stands somewhere in a text."""
    return _DATE.search(text) is not None
