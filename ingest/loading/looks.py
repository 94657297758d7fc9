"""Reading for a load: in the sight of who loads, through the gate or within the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import Row, Select

from channel.access.applying import at, criteria_for
from channel.access.gate import Action, Gate
from channel.access.reading import classes_read
from channel.access.viewer import Viewer


class Look(Protocol):
    """Gives the rows that a viewer sees."""

    def rows(self, statement: Select[*tuple[Any, ...]], viewer: Viewer) -> Sequence[Row[Any]]:
        """The rows of a statement in the viewer's sight."""
        ...


class Before:
    """Looks through the gate, before anything is changed."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def rows(self, statement: Select[*tuple[Any, ...]], viewer: Viewer) -> Sequence[Row[Any]]:
        """The rows of a statement in the viewer's sight."""
        with self._gate.viewing(viewer) as session:
            return session.execute(statement).all()


class Within:
    """Looks within the change, so that nothing moves between looking and writing."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def rows(self, statement: Select[*tuple[Any, ...]], viewer: Viewer) -> Sequence[Row[Any]]:
        """The rows of a statement in the viewer's sight."""
        now = self._action.now
        options = criteria_for(classes_read(statement), viewer, now.date())
        return self._action.session.execute(statement.options(*options), at(now)).all()
