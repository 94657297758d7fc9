"""Sight as criteria on a statement: of a viewer, of everybody who listens, of a job of the system.

A criterion follows from the table, the listeners and the day alone, so it is made once for them. The instant is a
parameter in it, whose value each statement brings along; without one the statement fails.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from channel.access.eyes import INSTANT, Eyes, Rule, nobody
from channel.access.reading import Unlawful
from channel.access.sight import JOBS, SIGHT
from channel.access.viewer import NOBODY, Audience, Viewer
from channel.tables.base import Table

KINDS_OF_LISTENERS = 8
MADE = 2000
"""How many criteria are held: some thirty tables for each viewer of late."""


def criteria_for(
    classes: Iterable[type],
    viewer: Viewer | Audience,
    today: date,
) -> list[ExecutableOption]:
    """The criteria that leave only the rows in sight, for each of the mapped classes.

    Args:
        classes: those that the statement reads.
        viewer: in whose sight.
        today: the day in UTC by which dated relations hold; the statement runs with `at` an instant of it.

    Raises:
        Unlawful: for a class without a declared sight.
    """
    undeclared = [table.__name__ for table in classes if table not in SIGHT]
    if undeclared:
        raise Unlawful(
            f"nobody said who may see {', '.join(sorted(undeclared))}; declare it in channel/access/sight.py"
        )
    if isinstance(viewer, Viewer) and viewer.system in JOBS and viewer.person_id is None:
        return []
    return [_criterion(table, viewer, today) for table in SIGHT if table in classes]


def at(now: datetime) -> dict[str, Any]:
    """The parameters that a statement with criteria runs with: the instant (UTC) by which embargoes and grants hold."""
    return {INSTANT: now}


@lru_cache(MADE)
def _criterion(table: type[Table], viewer: Viewer | Audience, today: date) -> ExecutableOption:
    seen = and_(*(_seen(SIGHT[table], listener, today) for listener in _listeners(viewer)))
    return with_loader_criteria(table, seen, include_aliases=True)


def _listeners(viewer: Viewer | Audience) -> list[Viewer]:
    """Whose sights are combined; what is one person's own is not for an audience."""
    if isinstance(viewer, Viewer):
        return [viewer]
    distinct = {replace(listener, person_id=None, name="") for listener in viewer.listeners}
    unknown = any(listener.organisation_id is None for listener in distinct)
    if unknown or not distinct or len(distinct) > KINDS_OF_LISTENERS:
        return [NOBODY]
    return sorted(distinct, key=lambda listener: (listener.organisation_id or 0, sorted(listener.rights)))


def _seen(rule: Rule, viewer: Viewer, today: date) -> ColumnElement[bool]:
    if viewer.system is not None or viewer.organisation_id is None or viewer.kind is None:
        return nobody()
    return rule(Eyes(viewer, today))
