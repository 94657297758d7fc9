"""The words in which sight is written: whose a row is, seen by whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, false, or_

from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.tables.base import Instant
from channel.tables.parties import Kind

Column = Any
"""A column of a mapped class or of an alias."""
Columns = Any
"""What has columns by name: a mapped class, or the columns of an alias."""
Criterion = ColumnElement[bool]


INSTANT = "instant_in_sight"
"""The parameter of criteria that stands for the instant at which a statement runs."""


@dataclass(frozen=True)
class Eyes:
    """A viewer on a day.

    Attributes:
        viewer: who looks.
        today: the day in UTC, by which dated relations hold.
    """

    viewer: Viewer
    today: date

    @property
    def now(self) -> BindParameter[datetime]:
        """The instant of looking: a parameter, so that rules compare with it in the database alone."""
        return bindparam(INSTANT, type_=Instant())

    def is_a(self, *kinds: Kind) -> bool:
        """Whether the viewer's organisation is one of these kinds."""
        return self.viewer.kind in kinds

    def may(self, *rights: Right) -> bool:
        """Whether the viewer holds one of the rights."""
        return not self.viewer.rights.isdisjoint(rights)


def nobody() -> Criterion:
    """No row."""
    return false()


def has(eyes: Eyes, *rights: Right, sees: Criterion) -> Criterion:
    """What `sees` gives, for holders of one of the rights alone."""
    return sees if eyes.may(*rights) else nobody()


def own(eyes: Eyes, column: Column) -> Criterion:
    """Rows whose column names the viewer's own organisation."""
    mine: Criterion = column == eyes.viewer.organisation_id
    return mine


def own_as(eyes: Eyes, kind: Kind, column: Column) -> Criterion:
    """Rows that are the viewer's organisation's, if it is of that kind."""
    return own(eyes, column) if eyes.is_a(kind) else nobody()


def vendor_of(eyes: Eyes, row: Columns) -> Criterion:
    """A vendor's own."""
    return own_as(eyes, Kind.VENDOR, row.vendor_id)


def distributor_of(eyes: Eyes, row: Columns) -> Criterion:
    """A distributor's own, its downstream included."""
    return own_as(eyes, Kind.DISTRIBUTOR, row.distributor_id)


def reseller_of(eyes: Eyes, row: Columns) -> Criterion:
    """A reseller's own."""
    return own_as(eyes, Kind.RESELLER, row.reseller_id)


def own_side(eyes: Eyes, row: Columns) -> Criterion:
    """A reseller's own rows, and a distributor's with its downstream: nothing for vendors."""
    return or_(reseller_of(eyes, row), distributor_of(eyes, row))


def every_side(eyes: Eyes, row: Columns) -> Criterion:
    """The three parties of a row, each its own."""
    return or_(own_side(eyes, row), vendor_of(eyes, row))


def within(column: Column, ids: frozenset[int]) -> Criterion:
    """Rows whose column is one of the ids."""
    one_of: Criterion = column.in_(sorted(ids))
    return one_of


def world(eyes: Eyes, column: Column) -> Criterion:
    """Rows of the vendors that the viewer deals with; a prospect deals with none yet."""
    return nobody() if eyes.is_a(Kind.PROSPECT) else within(column, eyes.viewer.vendors)


def suppliers(eyes: Eyes, column: Column) -> Criterion:
    """Rows of the distributors that a reseller buys from."""
    return within(column, eyes.viewer.buys_from) if eyes.is_a(Kind.RESELLER) else nobody()


def in_force(eyes: Eyes, row: Columns) -> Criterion:
    """Dated relations that hold today; the last day is inclusive."""
    return and_(row.valid_from <= eyes.today, or_(row.valid_to.is_(None), row.valid_to >= eyes.today))


Rule = Callable[[Eyes], Criterion]
"""For one table: which rows these eyes see."""


def of_own_organisation(column: Column) -> Rule:
    """What belongs to one organisation alone."""
    return lambda eyes: own(eyes, column)
