"""Whom an announcement is for: named by what organisations are, sell and hold, found in the author's own downstream.

A vendor reaches resellers authorised for its lines and distributors of them; a distributor reaches the resellers that
buy from it and the vendors whose lines it sells. Each query says so itself, so that it holds in every session.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from channel.places import countries
from channel.tables.parties import (
    Authorisation,
    Distribution,
    Kind,
    Line,
    Organisation,
    Person,
    SlackIdentity,
    Supply,
)
from channel.tables.programmes import Standing

ACTIVE = "active"
FEW = 5
"""Over fewer organisations of others, the number of their people is told to nobody."""
SAMPLE = 6
Plain = dict[str, Any]


@dataclass(frozen=True)
class Addressed:
    """Whom the author named; all that is named must hold, and of one list any.

    Attributes:
        kinds: resellers, distributors or vendors.
        tiers: names of tiers as the programme writes them.
        lines: names of lines.
        territories: ISO 3166 codes or groups of them (DACH).
        only: keys of organisations, when the author named them one by one.
        without: keys of organisations left out.
        via: keys of distributors that the resellers buy through.
    """

    kinds: tuple[Kind, ...] = (Kind.RESELLER,)
    tiers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    via: tuple[str, ...] = ()

    def plain(self) -> Plain:
        """For a draft and for the row."""
        return {
            "kinds": [str(kind) for kind in self.kinds],
            "tiers": list(self.tiers),
            "lines": list(self.lines),
            "territories": list(self.territories),
            "only": list(self.only),
            "without": list(self.without),
            "via": list(self.via),
        }

    @staticmethod
    def read(content: Plain) -> Addressed:
        """What `plain` made."""
        return Addressed(
            tuple(Kind(kind) for kind in content["kinds"]),
            *(tuple(content[name]) for name in ("tiers", "lines", "territories", "only", "without", "via")),
        )


@dataclass(frozen=True)
class Author:
    """The organisation that announces."""

    id: int
    kind: Kind


@dataclass(frozen=True)
class Reach:
    """Whom an announcement reaches: organisations by name, people in number, none where that would tell too much."""

    organisations: tuple[str, ...]
    people: int | None

    @property
    def count(self) -> int:
        """How many organisations."""
        return len(self.organisations)

    @property
    def sample(self) -> tuple[str, ...]:
        """Some of them by name."""
        return self.organisations[:SAMPLE]


def recipients(session: Session, author: Author, addressed: Addressed, day: date) -> tuple[int, ...]:
    """The ids of the organisations addressed, as dated relations stand on `day`, by name."""
    found: set[int] = set()
    for kind in addressed.kinds:
        found |= _of_kind(session, author, kind, addressed, day)
    query = (
        select(Organisation.id)
        .where(Organisation.id.in_(sorted(found)), Organisation.status == ACTIVE, Organisation.id != author.id)
        .order_by(Organisation.name, Organisation.id)
    )
    if addressed.only:
        query = query.where(Organisation.key.in_(addressed.only))
    if addressed.without:
        query = query.where(Organisation.key.not_in(addressed.without))
    return tuple(session.scalars(query))


def reach(session: Session, everybody: Session, author: Author, organisations: Sequence[int]) -> Reach:
    """Whom these organisations are.

    Args:
        session: in the sight of the author; names are read here.
        everybody: in the sight of the system; people are counted here.
        author: who announces.
        organisations: ids.
    """
    names = tuple(
        session.scalars(
            select(Organisation.name).where(Organisation.id.in_(organisations)).order_by(Organisation.name)
        )
    )
    told = author.kind is Kind.DISTRIBUTOR or len(names) >= FEW
    return Reach(names, len(people(everybody, organisations)) if told else None)


def people(session: Session, organisations: Iterable[int]) -> tuple[int, ...]:
    """The ids of the people of these organisations who are active and linked to a Slack user; in the system's sight."""
    linked = select(SlackIdentity.id).where(SlackIdentity.person_id == Person.id).exists()
    query = (
        select(Person.id)
        .where(Person.organisation_id.in_(sorted(organisations)), Person.active.is_(True), linked)
        .order_by(Person.id)
    )
    return tuple(session.scalars(query))


def _of_kind(session: Session, author: Author, kind: Kind, addressed: Addressed, day: date) -> set[int]:
    if kind is Kind.RESELLER:
        return _resellers(session, author, addressed, day)
    if author.kind is kind:
        return set()
    return _partners(session, author, kind, addressed, day)


def _resellers(session: Session, author: Author, addressed: Addressed, day: date) -> set[int]:
    own_side = Authorisation.vendor_id if author.kind is Kind.VENDOR else Authorisation.distributor_id
    authorised = select(Authorisation.reseller_id).where(
        own_side == author.id, Authorisation.status == ACTIVE, *_in_force(Authorisation, day)
    )
    if addressed.lines:
        authorised = authorised.where(Authorisation.line_id.in_(_lines(session, addressed)))
    if addressed.territories:
        authorised = authorised.where(Authorisation.territory.in_(_countries(addressed)))
    if addressed.via:
        through = list(session.scalars(select(Organisation.id).where(Organisation.key.in_(addressed.via))))
        authorised = authorised.where(Authorisation.distributor_id.in_(through))
    found = set(session.scalars(authorised))
    if author.kind is Kind.DISTRIBUTOR:
        buying = set(
            session.scalars(
                select(Supply.reseller_id).where(Supply.distributor_id == author.id, *_in_force(Supply, day))
            )
        )
        found = found & buying if addressed.lines or addressed.territories else buying
    if addressed.tiers:
        standing = Standing.vendor_id if author.kind is Kind.VENDOR else Standing.distributor_id
        named = [tier.lower() for tier in addressed.tiers]
        ranked = select(Standing.reseller_id).where(standing == author.id, func.lower(Standing.tier).in_(named))
        if addressed.lines:
            ranked = ranked.where(Standing.vendor_id.in_(_vendors(session, addressed)))
        found &= set(session.scalars(ranked))
    return found


def _partners(session: Session, author: Author, kind: Kind, addressed: Addressed, day: date) -> set[int]:
    """A vendor's distributors, or a distributor's vendors; a tier is held by resellers alone."""
    if addressed.tiers:
        return set()
    own_side, other = (
        (Distribution.vendor_id, Distribution.distributor_id)
        if author.kind is Kind.VENDOR and kind is Kind.DISTRIBUTOR
        else (Distribution.distributor_id, Distribution.vendor_id)
    )
    query = select(other).where(own_side == author.id, *_in_force(Distribution, day))
    if addressed.lines:
        query = query.where(Distribution.line_id.in_(_lines(session, addressed)))
    if addressed.territories:
        query = query.where(Distribution.territory.in_(_countries(addressed)))
    return set(session.scalars(query))


def _lines(session: Session, addressed: Addressed) -> list[int]:
    return list(session.scalars(select(Line.id).where(_named(addressed))))


def _vendors(session: Session, addressed: Addressed) -> list[int]:
    return list(session.scalars(select(Line.vendor_id).where(_named(addressed)).distinct()))


def _named(addressed: Addressed) -> ColumnElement[bool]:
    return func.lower(Line.name).in_([name.lower() for name in addressed.lines])


def _countries(addressed: Addressed) -> list[str]:
    return sorted(frozenset().union(*(countries(code) for code in addressed.territories)))


def _in_force(row: type[Supply | Authorisation | Distribution], day: date) -> tuple[ColumnElement[bool], ...]:
    return (row.valid_from <= day, or_(row.valid_to.is_(None), row.valid_to >= day))
