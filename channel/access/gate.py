"""The two doors to the channel database: viewing and acting. Nothing else makes sessions.

`viewing` reads in the sight of a viewer or an audience and changes nothing. `acting` is the one transaction in which
a change, its audit entry and the messages it owes commit together. See docs/access.md.
"""

import re
import uuid
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NoReturn, TypeVar

from sqlalchemy import Connection, Engine, event, select, update
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql import ColumnExpressionArgument

from channel import refusals
from channel.access.applying import at, criteria_for
from channel.access.keeping import JOURNAL, Kept
from channel.access.reading import Readings, Unlawful, classes_read, tables_in
from channel.access.right_words import RIGHT_WORDS
from channel.access.rights import Right
from channel.access.viewer import Audience, Viewer
from channel.clock import Clock
from channel.database import COMPILED
from channel.errors import NotAllowed, NotFound
from channel.tables.base import Table
from channel.tables.journal import DataMark

VIEWING = "tierdesk_viewing"
SEEN = "tierdesk_seen"
IMMEDIATE = "tierdesk_immediate"
MARK = f"SELECT mark FROM {DataMark.__tablename__}"  # noqa: S608 - ours
WRITTEN = "tierdesk_written"
_TARGET = re.compile(r"\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(?:\w+\.)?\"?(\w+)", re.IGNORECASE)

Row = TypeVar("Row", bound=Table)
Value = TypeVar("Value")
_Given = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class ViewingSession(Session):
    """A session that reads through sight alone and can change nothing. It lives for one call."""

    def __init__(
        self,
        connection: Connection,
        viewer: Viewer | Audience,
        now: datetime,
        pass_: object,
        readings: Readings,
        kept: Kept,
    ) -> None:
        super().__init__(connection, autoflush=False, expire_on_commit=False)
        self._connection = connection
        self._kept = kept
        self._viewer = viewer
        self._now = now
        self._pass = pass_
        self._readings = readings
        event.listen(self, "do_orm_execute", self._add_sight)

    def _add_sight(self, state: ORMExecuteState) -> None:
        if state.is_relationship_load or state.is_column_load or state.is_from_statement:
            raise Unlawful("lazy loads, refreshes, deferred columns and from_statement() are not read through the gate")
        classes = self._readings.classes(state.statement)
        state.statement = state.statement.options(*criteria_for(classes, self._viewer, self._now.date()))
        state.parameters = self._with_instant(state.parameters)
        named = frozenset(class_.__tablename__ for class_ in classes)
        state.update_execution_options(**{SEEN: (self._pass, named)})

    def _with_instant(self, given: _Given) -> dict[str, Any]:
        if given is not None and not isinstance(given, Mapping):
            raise Unlawful("a reading runs once, with one set of parameters")
        return {**(given or {}), **at(self._now)}

    def keep(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What `make` reads in this session, kept for the viewer as long as it holds (`channel.access.keeping`).

        The mark is read where `make` reads, so that what is kept is never older than its mark.
        """
        return self._kept.read_at(self._mark, (key, self._viewer), make)

    @cached_property
    def _mark(self) -> str | None:
        options = {SEEN: (self._pass, frozenset({DataMark.__tablename__}))}
        found = self._connection.exec_driver_sql(MARK, execution_options=options).scalar()
        return None if found is None else str(found)

    def get(self, entity: Any, ident: Any, **_options: Any) -> Any | None:  # noqa: ANN401 - as in SQLAlchemy
        """The row of that id in sight, or none."""
        return self.scalars(select(entity).where(entity.id == ident)).one_or_none()

    def _refuse(self, *_arguments: object, **_named: object) -> NoReturn:
        raise Unlawful("a viewing session only reads, and only by select() of entities; changes go through acting")

    add = add_all = delete = delete_all = merge = merge_all = _refuse
    get_one = flush = commit = prepare = begin_nested = refresh = _refuse
    bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = _refuse
    connection = query = _refuse


@dataclass(frozen=True)
class Action:
    """One change under way.

    Attributes:
        session: the one write transaction; it is not filtered, so that rules can read what they must (rivals'
            deals, say). Whatever a person names is fetched by `find`.
        viewer: who acts.
        now: the instant of the change, UTC.
    """

    session: Session
    viewer: Viewer
    now: datetime

    def find(self, entity: type[Row], *criteria: ColumnExpressionArgument[bool]) -> Row:
        """The one row that matches, in the viewer's sight; it may then be changed.

        Raises:
            NotFound: if there is none in sight, in the same words whether it does not exist or is not theirs.
        """
        statement = select(entity).where(*criteria)
        options = criteria_for(classes_read(statement), self.viewer, self.now.date())
        row = self.session.scalars(statement.options(*options), at(self.now)).unique().one_or_none()
        if row is None:
            raise not_found()
        return row


def not_found() -> NotFound:
    """The one neutral wording for "there is none" and "it is not yours"."""
    return NotFound.of(refusals.NOT_FOUND)


class Gate:
    """Opens the doors.

    Args:
        engine: of the channel database, from `channel.database.open_engine`.
        clock: tells which embargoes and grants hold now.

    Attributes:
        kept: what was read before and still holds.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._readings = Readings(COMPILED)
        self.kept = Kept(self._mark, lambda: clock.now().date())
        if not event.contains(engine, "before_cursor_execute", _let_only_the_seen_pass):
            event.listen(engine, "before_cursor_execute", _let_only_the_seen_pass)
            event.listen(engine, "before_cursor_execute", _note_what_is_written)

    def now(self) -> datetime:
        """The instant by which embargoes, grants and dated relations hold, UTC."""
        return self._clock.now()

    @contextmanager
    def viewing(self, viewer: Viewer | Audience) -> Iterator[Session]:
        """A read session in the sight of `viewer`; rows stay readable after it ends.

        Raises:
            Unlawful: when something is asked in a way that sight cannot filter.
            TypeError: without a viewer.
        """
        if not isinstance(viewer, Viewer | Audience):
            raise TypeError("nothing is read without a viewer")
        pass_ = object()
        with (
            self._engine.connect() as connection,
            ViewingSession(
                connection.execution_options(**{VIEWING: pass_}),
                viewer,
                self._clock.now(),
                pass_,
                self._readings,
                self.kept,
            ) as session,
        ):
            yield session

    @contextmanager
    def acting(self, viewer: Viewer, right: Right) -> Iterator[Action]:
        """One transaction for `viewer`, who needs `right`: commits at the end, or nothing happened.

        Writers queue: on SQLite the transaction takes the write lock at its start.

        Raises:
            NotAllowed: if the viewer does not hold the right.
            TypeError: without a viewer.
        """
        if not isinstance(viewer, Viewer):
            raise TypeError("nothing is changed without a viewer")
        if right not in viewer.rights:
            raise NotAllowed.of(refusals.NEEDS_RIGHT, right=RIGHT_WORDS[right])
        written: set[str] = set()
        with (
            self._engine.connect() as plain,
            plain.execution_options(**{IMMEDIATE: True, WRITTEN: written}) as connection,
            connection.begin(),
            Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only") as session,
        ):
            yield Action(session, viewer, self._clock.now())
            session.flush()
            if not written <= JOURNAL:
                session.execute(update(DataMark).values(mark=uuid.uuid4().hex))

    def _mark(self) -> str | None:
        with self._engine.connect() as connection:
            found = connection.exec_driver_sql(MARK).scalar()
        return None if found is None else str(found)


def kept_in(session: Session, key: Hashable, make: Callable[[], Value]) -> Value:
    """What `make` reads in `session`: kept for who looks, in a viewing session; read anew within a change.

    `key` names what is read, not by whom; `make` reads nothing that depends on the time of day.
    """
    return session.keep(key, make) if isinstance(session, ViewingSession) else make()


def _let_only_the_seen_pass(
    _connection: Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    context: DefaultExecutionContext,
    _many: bool,  # noqa: FBT001 - SQLAlchemy's hook
) -> None:
    """On a viewing connection, runs only what sight was added to; all ways round the session end here."""
    options = context.execution_options
    pass_ = options.get(VIEWING)
    if pass_ is None:
        return
    seen, named = options.get(SEEN, (None, frozenset()))
    if seen is not pass_:
        raise Unlawful(f"this did not come through sight: {statement[:80]}")
    if not tables_in(statement) <= named:
        raise Unlawful(f"this reads more tables than sight was added to: {statement[:80]}")


def _note_what_is_written(
    _connection: Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    context: DefaultExecutionContext,
    _many: bool,  # noqa: FBT001 - SQLAlchemy's hook
) -> None:
    """In a change, notes the tables that are written, by whatever kind of statement."""
    written = context.execution_options.get(WRITTEN)
    if written is not None and not statement.lstrip()[:6].upper().startswith("SELECT"):
        target = _TARGET.match(statement)
        written.add(target[1] if target else statement)
