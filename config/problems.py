"""What is wrong with a file of the operator's: the key of a text, and the values in it."""

from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One thing that is wrong, in no language yet: its words are in `config/locales/*/problems.ftl`.

    A `reason` among the values is what an OSError is called: "ENOENT".
    """

    key: str
    values: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def of(key: str, **values: object) -> "Problem":
        """Return a problem with its values."""
        return Problem(key, tuple((name, str(value)) for name, value in values.items()))


class Misfit(Exception):
    """A file does not serve: `problems` holds each thing that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(f"{each.key} {dict(each.values)}" for each in problems))
        self.problems = problems


# What pydantic says of a value, and which of its own values the sentence shows.
_SAID_BY_PYDANTIC = {
    "missing": ("problem-missing", None),
    "model_type": ("problem-table", None),
    "dict_type": ("problem-table", None),
    "path_type": ("problem-path", None),
    "tuple_type": ("problem-list", None),
    "list_type": ("problem-list", None),
    "bool_type": ("problem-boolean", None),
    "bool_parsing": ("problem-boolean", None),
    "int_type": ("problem-integer", None),
    "int_parsing": ("problem-integer", None),
    "int_parsing_size": ("problem-integer", None),
    "int_from_float": ("problem-integer", None),
    "float_type": ("problem-number", None),
    "float_parsing": ("problem-number", None),
    "finite_number": ("problem-number", None),
    "string_type": ("problem-string", None),
    "date_type": ("problem-date", None),
    "literal_error": ("problem-one-of", "expected"),
    "enum": ("problem-one-of", "expected"),
    "greater_than": ("problem-above", "gt"),
    "greater_than_equal": ("problem-at-least", "ge"),
    "less_than": ("problem-below", "lt"),
    "less_than_equal": ("problem-at-most", "le"),
}


def of_value(where: str, error: ErrorDetails) -> Problem:
    """Return what is wrong with a value that stands at `where`; the value itself is not shown."""
    said: dict[str, Any] = error.get("ctx", {})
    if error["type"].startswith("problem-"):
        return Problem.of(error["type"], where=where, **said)
    key, shown = _SAID_BY_PYDANTIC.get(error["type"], ("problem-other", None))
    if shown is None:
        return Problem.of(key, where=where)
    return Problem.of(key, where=where, limit=str(said[shown]).replace(" or ", ", "))
