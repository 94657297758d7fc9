"""Sight as criteria on a statement: of a viewer, of everybody who listens, of a job of the system."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from channel.access.eyes import Eyes, Rule, nobody
from channel.access.reading import Unlawful
from channel.access.sight import JOBS, SIGHT
from channel.access.viewer import NOBODY, Audience, Viewer

KINDS_OF_LISTENERS = 8


def criteria_for(
    classes: Iterable[type],
    viewer: Viewer | Audience,
    now: datetime,
) -> list[ExecutableOption]:
    """The criteria that leave only the rows in sight, for each of the mapped classes.

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
    listeners = _listeners(viewer)
    return [
        with_loader_criteria(
            table,
            and_(*(_seen(SIGHT[table], listener, now) for listener in listeners)),
            include_aliases=True,
        )
        for table in SIGHT
        if table in classes
    ]


def _listeners(viewer: Viewer | Audience) -> list[Viewer]:
    """Whose sights are combined; what is one person's own is not for an audience."""
    if isinstance(viewer, Viewer):
        return [viewer]
    distinct = {replace(listener, person_id=None, name="") for listener in viewer.listeners}
    unknown = any(listener.organisation_id is None for listener in distinct)
    if unknown or not distinct or len(distinct) > KINDS_OF_LISTENERS:
        return [NOBODY]
    return sorted(distinct, key=lambda listener: (listener.organisation_id or 0, sorted(listener.rights)))


def _seen(rule: Rule, viewer: Viewer, now: datetime) -> ColumnElement[bool]:
    if viewer.system is not None or viewer.organisation_id is None or viewer.kind is None:
        return nobody()
    return rule(Eyes(viewer, now))
