"""Which tables a statement reads, and whether sight will reach each of them; whatever it cannot reach is refused.

SQLAlchemy adds criteria for an entity only where the entity stands openly in a SELECT: as a column, as a FROM, as
the target of a join, or on the surface of the WHERE. Elsewhere (inside a window function, an ORDER BY, a second
argument) the rows would come unfiltered, so such statements do not run.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Alias, CompoundSelect, FromClause, Join, Select, Table, TableClause, TableSample, TextClause
from sqlalchemy.sql import util as expressions
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import ClauseElement, ColumnClause
from sqlalchemy.sql.operators import custom_op
from sqlalchemy.sql.selectable import SelectBase, TextualSelect
from sqlalchemy.sql.visitors import HasTraverseInternals

from channel.tables.base import Table as TableOfOurs

ENTITY = "parententity"
Part = Any
"""A part of a statement; what is inside one is untyped in SQLAlchemy."""

# SQLAlchemy's own rules for where an entity stands openly; untyped there
_first_entity: Callable[[Any, str], Any] = expressions.extract_first_column_annotation
_surface: Callable[[Any], Iterable[ClauseElement]] = expressions.surface_expressions


_SOURCE = re.compile(r"(?:\bFROM|\bJOIN|,)\s+\(*\"?(\w+)\b\"?(?!\.)(?:\s+AS\s+\"?(\w+))?")
_OF_SIGHT = "_in_sight"


class Unlawful(Exception):  # noqa: N818 - a name of the house, as in "unlawful reading"
    """A way of reading that sight cannot filter: a mistake in our code, never shown to people as it is."""


class Readings:
    """Knows which shapes of statements were found lawful, so that each is looked through once.

    The shape is SQLAlchemy's own key of a statement, under which it also keeps the SQL.
    """

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._known: dict[Any, frozenset[type[Any]]] = {}

    def classes(self, statement: Part) -> frozenset[type[Any]]:
        """As `classes_read`."""
        key = statement._generate_cache_key() if isinstance(statement, Select) else None  # noqa: SLF001 - as in its docs
        if key is None:
            return classes_read(statement)
        known = self._known.get(key.key)
        if known is None:
            known = classes_read(statement)
            if len(self._known) >= self._kept:
                self._known.clear()
            self._known[key.key] = known
        return known


def classes_read(statement: object) -> frozenset[type[Any]]:
    """The mapped classes that `statement` names, at any depth.

    Raises:
        Unlawful: if sight could not be added for one of the tables, or the statement is more than a reading.
    """
    if not isinstance(statement, Select | CompoundSelect):
        raise Unlawful(f"only select() of entities is read through the gate, not {type(statement).__name__}")
    found: set[type[Any]] = set()
    seen: dict[int, Part] = {}
    pending: list[Part] = [statement]
    while pending:
        element = pending.pop()
        if id(element) in seen:
            continue
        seen[id(element)] = element
        if isinstance(element, Select):
            _refuse_hidden(element)
        entity = _entity(element)
        if entity is not None:
            found.add(entity.mapper.class_)
            if not _is_plain(entity.selectable):
                pending.append(entity.selectable)
        if entity is None or not isinstance(element, FromClause) or isinstance(element, Join):
            _refuse_unfilterable(element)
            pending.extend(_parts(element))
    return frozenset(found)


@lru_cache(maxsize=2000)
def tables_in(sql: str) -> frozenset[str]:
    """The tables of ours that stand as a source in finished SQL, without those that sight itself asks.

    A second look, from the other end: it knows nothing of how the statement was made.
    """
    sources = (match.groups(default="") for match in _SOURCE.finditer(sql))
    return frozenset(
        name for name, alias in sources if name in TableOfOurs.metadata.tables and not alias.endswith(_OF_SIGHT)
    )


def _entity(element: Part) -> Part | None:
    return element._annotations.get(ENTITY)  # noqa: SLF001 - where SQLAlchemy keeps the entity of an element


def _parts(element: Part) -> Iterable[Any]:
    """What an element was written from.

    A SELECT's own list of FROMs would add each column's bare table; instead a column leads to the subquery it is of.
    """
    if isinstance(element, ColumnClause) and _entity(element) is None and element.table is not None:
        return (element.table,)
    return HasTraverseInternals.get_children(element) if isinstance(element, Select) else element.get_children()


def _is_plain(selectable: Part) -> bool:
    return isinstance(selectable, Table) or (isinstance(selectable, Alias) and isinstance(selectable.element, Table))


def _refuse_unfilterable(element: ClauseElement) -> None:
    if isinstance(element, UpdateBase):
        raise Unlawful("a reading changes nothing: insert, update and delete belong into gate.acting")
    if isinstance(element, TextClause | TextualSelect):
        raise Unlawful("textual SQL is not read through the gate: sight cannot be added to it")
    if isinstance(element, TableClause | TableSample | Join):
        raise Unlawful(f"tables and joins of Core are not read through the gate: {element}")
    if isinstance(element, ColumnClause):
        _refuse_bare_column(element)
    if isinstance(getattr(element, "operator", None), custom_op):
        raise Unlawful("operators written as text are not read through the gate")
    if isinstance(element, SelectBase):
        _refuse_extras(element)


def _refuse_extras(select: Part) -> None:
    if getattr(select, "_with_options", ()):
        raise Unlawful("loader options are not read through the gate")
    if any(getattr(select, part, ()) for part in ("_prefixes", "_suffixes", "_hints", "_statement_hints")):
        raise Unlawful("prefixes, suffixes and hints written as text are not read through the gate")


def _refuse_bare_column(column: ColumnClause[Any]) -> None:
    if column.is_literal and column.name != "*":
        raise Unlawful(f"a column written as text is not read through the gate: {column.name}")
    if _entity(column) is None and isinstance(column.table, TableClause | Alias):
        raise Unlawful(f"the column {column} comes from a table of Core; name it as Entity.column")


def _refuse_hidden(select: Select[Any]) -> None:
    anchored = set(_anchored(select))
    reached = select._propagate_attrs.get("compile_state_plugin") == "orm"  # noqa: SLF001 - how SQLAlchemy knows an ORM SELECT
    for element in _own_elements(select):
        entity = _entity(element)
        if entity is not None and not (reached and entity in anchored):
            raise Unlawful(
                f"{entity.mapper.class_.__name__} stands only inside an expression, where sight is not added: "
                "name it by select_from() or join() as well",
            )


def _anchored(select: Select[Any]) -> Iterator[Any]:
    for column in select._raw_columns:  # noqa: SLF001 - the columns as SQLAlchemy itself goes through them
        entity = _entity(column) or _first_entity(column, ENTITY)
        if entity is not None:
            yield entity
        for part in getattr(column, "clauses", ()) if column._annotations.get("bundle") else ():  # noqa: SLF001 - as above
            yield _entity(part)
    for source in select._from_obj:  # noqa: SLF001 - as above
        yield _entity(source)
    for target, _on, left, _flags in select._setup_joins:  # noqa: SLF001 - as above
        yield _entity(target)
        if left is not None:
            yield _entity(left)
    for criterion in select._where_criteria:  # noqa: SLF001 - as above
        for element in _surface(criterion):
            yield _entity(element)


def _own_elements(select: Select[Any]) -> Iterator[ClauseElement]:
    """The elements of a SELECT without those of the SELECTs inside it, which answer for themselves."""
    pending = list(_parts(select))
    seen: set[int] = set()
    while pending:
        element = pending.pop()
        if id(element) in seen or isinstance(element, Select | CompoundSelect):
            continue
        seen.add(id(element))
        yield element
        if _entity(element) is None or not isinstance(element, FromClause):
            pending.extend(_parts(element))
