"""
Statements that stay the same are compiled once, and handed to the driver as they then are.

SQLAlchemy finds out at each call what a statement is and how its values and rows are turned into
those of the driver: half of what a turn spends on the storage. Here it is asked at the second call
of one and the same statement, and what it did then is done again. Whatever differs goes its way: a
statement that is made anew, a long list of values, whoever listens to statements, a transaction
that has ended. Errors are handled by SQLAlchemy itself, so they are the same, and so are results.

SQLAlchemy has no public name for these parts: tests/storage/test_prepared.py says what broke.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, NamedTuple, NoReturn, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.engine.interfaces import ExecuteStyle
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import SelectBase

# So many rows are fetched at once: a whole journal is never held.
ROWS = 256
_LISTENERS = ("before_execute", "after_execute", "before_cursor_execute", "after_cursor_execute")
_KINDS: tuple[type[Any], ...] = (SelectBase, UpdateBase)
_STYLES = (ExecuteStyle.EXECUTE, ExecuteStyle.EXECUTEMANY)
# The elements of a longer list are not worth a text of their own.
LONGEST = 32
_LISTS = frozenset({list, tuple, set, frozenset})
_Turn: TypeAlias = Callable[[Any], Any]


class Shape(NamedTuple):
    """What of the given values decides on the text: many rows? which names, lists of what size?"""

    many: bool
    names: tuple[str, ...]
    sizes: tuple[int, ...]


class Given(NamedTuple):
    """Where a given value belongs (a place, or a name), which it is, how the driver takes it."""

    place: Any
    name: str
    element: int | None
    turn: _Turn | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """
    A statement as the driver takes it.

    `values` are those that stand in the statement itself, with gaps for those that are `given`;
    `lists` are the names of those of which each element has a place.
    """

    sql: str
    values: list[Any] | dict[str, Any]
    given: tuple[Given, ...]
    lists: tuple[str, ...]
    metadata: Any

    def fill(self, row: Mapping[str, Any]) -> list[Any] | dict[str, Any]:
        """Return the values of one execution. Raises: what turns them does; KeyError."""
        if self.lists:
            row = {**row, **{name: list(row[name]) for name in self.lists}}
        filled: Any = self.values.copy()
        for place, name, element, turn in self.given:
            value = row[name] if element is None else row[name][element]
            filled[place] = value if turn is None else turn(value)
        kept: list[Any] | dict[str, Any] = filled
        return kept


# None is what cannot be prepared.
_Known: TypeAlias = dict[Shape, Prepared | None]


class Rows(IteratorResult[Any]):
    """The rows of a prepared statement, and how many it has changed."""

    rowcount = -1
    lastrowid: Any = None


class PreparingConnection(Connection):
    """A connection that prepares what it is given more than once."""

    def __init__(
        self, known: "WeakKeyDictionary[Any, _Known]", engine: Engine, **more: Any
    ) -> None:
        super().__init__(engine, **more)
        self._known = known

    def execute(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> Any:
        """See SQLAlchemy's."""
        shape = _shape(parameters)
        if shape is None or execution_options or not isinstance(statement, _KINDS):
            return super().execute(statement, parameters, execution_options=execution_options)
        known = self._known.get(statement)
        if known is None:
            # Most of those that are met once are made anew for each call.
            self._known[statement] = {}
            return super().execute(statement, parameters)
        if shape in known:
            prepared = known[shape]
            if prepared is None or self._stands_apart():
                return super().execute(statement, parameters)
            return self._execute_prepared(prepared, statement, parameters, many=shape.many)
        result = super().execute(statement, parameters)
        known[shape] = _prepared(statement, shape, parameters, result.context, result._metadata)
        return result

    def _stands_apart(self) -> bool:
        """Say whether anything else than one more statement of a transaction is to be done."""
        transaction, nested = self._transaction, self._nested_transaction
        if transaction is None or not transaction.is_active:
            return True
        if nested is not None and not nested.is_active:
            return True
        managed = self._trans_context_manager
        if managed is not None and not managed._transaction_is_active():
            return True
        if self._dbapi_connection is None or self._echo or self._execution_options:
            return True
        if not (self._has_events or self.engine._has_events):
            return False
        return any(getattr(self.dispatch, name) for name in _LISTENERS)

    def _execute_prepared(
        self, prepared: Prepared, statement: Any, parameters: Any, *, many: bool
    ) -> Any:
        values: Any
        try:
            if many:
                values = [prepared.fill(row) for row in parameters]
            else:
                values = prepared.fill(_only_row(parameters))
        except Exception:  # SQLAlchemy says by its own errors what is wrong with a value
            return super().execute(statement, parameters)
        cursor: Any = None
        try:
            cursor = self._dbapi_connection.cursor()  # type: ignore[union-attr]
            if many:
                cursor.executemany(prepared.sql, values)
            else:
                cursor.execute(prepared.sql, values)
            changed = cursor.rowcount
            first = cursor.fetchmany(ROWS) if cursor.description is not None else ()
            if len(first) < ROWS:
                cursor.close()
                rows: Iterator[Any] = iter(first)
            elif isinstance(statement, UpdateBase):
                # It is carried out when the last of them is fetched.
                rows = iter([*first, *cursor.fetchall()])
                cursor.close()
            else:
                rows = chain(first, self._more(cursor, prepared.sql, values))
        except BaseException as error:
            self._raise(error, prepared.sql, values, cursor)
        result = Rows(prepared.metadata, rows)
        result.rowcount = changed
        return result

    def _more(self, cursor: Any, sql: str, values: Any) -> Iterator[Any]:
        while True:
            try:
                rows = cursor.fetchmany(ROWS)
            except BaseException as error:
                self._raise(error, sql, values, cursor)
            yield from rows
            if len(rows) < ROWS:
                cursor.close()
                return

    def _raise(self, error: BaseException, sql: str, values: Any, cursor: Any) -> NoReturn:
        if isinstance(error, Exception) and not isinstance(error, self.dialect.loaded_dbapi.Error):
            # Neither the driver's nor the end of the process: SQLAlchemy lets it pass as it is.
            if cursor is not None:
                self._safe_close_cursor(cursor)
            raise error
        self._handle_dbapi_exception(error, sql, values, cursor, None)


def prepare_statements(engine: Engine) -> None:
    """Let every connection of an engine prepare what it is given more than once."""
    known: WeakKeyDictionary[Any, _Known] = WeakKeyDictionary()
    anything: Any = engine
    anything._connection_cls = partial(PreparingConnection, known)


def _shape(parameters: Any) -> Shape | None:
    """Return the shape of the given values, None where that is not known before."""
    if isinstance(parameters, list):
        if not parameters or not isinstance(parameters[0], dict):
            return None
        many, row = len(parameters) > 1, parameters[0]
    else:
        many, row = False, parameters or {}
    sizes = tuple([len(each) for each in row.values() if type(each) in _LISTS])
    return None if sizes and max(sizes) > LONGEST else Shape(many, tuple(row), sizes)


def _only_row(parameters: Any) -> Mapping[str, Any]:
    row: Mapping[str, Any] = parameters[0] if isinstance(parameters, list) else parameters or {}
    return row


def _prepared(
    statement: Any, shape: Shape, parameters: Any, context: DefaultExecutionContext, metadata: Any
) -> Prepared | None:
    """Return a statement as SQLAlchemy has just executed it, None where that was no simple case."""
    compiled: Any = context.compiled
    if (
        statement._execution_options
        or context.execution_options
        or context.execute_style not in _STYLES
        or compiled.literal_execute_params
        or compiled.insert_prefetch
        or compiled.update_prefetch
        or compiled.escaped_bind_names
        or compiled.schema_translate_map
        or not set(compiled.bind_names.values()).issuperset(shape.names)
    ):
        return None
    turns, positions = compiled._bind_processors, compiled.positiontup
    sources: dict[str, tuple[str, int | None]] = {name: (name, None) for name in shape.names}
    if compiled.post_compile_params:
        row = {} if shape.many else _only_row(parameters)
        said = compiled.construct_params(
            row, extracted_parameters=context.extracted_parameters, escape_names=False
        )
        expanded = compiled._process_parameters_for_postcompile(said)
        turns, positions = {**turns, **expanded.processors}, expanded.positiontup
        for name, elements in expanded.parameter_expansion.items():
            if sources.pop(name, None):
                sources |= {element: (name, index) for index, element in enumerate(elements)}
    lists = {name for name, index in sources.values() if index is not None}
    values: Any = context.parameters[0]
    values = list(values) if compiled.positional else dict(values)
    places: Iterable[tuple[Any, str]]
    places = enumerate(positions) if compiled.positional else ((name, name) for name in values)
    given = tuple(
        Given(place, *sources[name], turns.get(name)) for place, name in places if name in sources
    )
    for each in given:
        values[each.place] = None
    return Prepared(str(context.statement), values, given, tuple(sorted(lists)), metadata)
