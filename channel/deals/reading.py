"""Registrations as one reader sees them: everything here is read through the session's own sight."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from channel.access.gate import kept_in, not_found
from channel.access.viewer import Viewer
from channel.calendar import business_days_after, business_days_between, close_of_business, local_day
from channel.deals import protection
from channel.deals.conflicts import OPEN, place
from channel.deals.states import HOLDS_PLACE, STANDINGS, Role, State
from channel.deals.terms import holds_place, terms_of
from channel.deals.views import (
    Application,
    ConflictPair,
    DealLine,
    HistoryEntry,
    RegistrationView,
    SpecialPriceLine,
)
from channel.matching import fold
from channel.money import Money
from channel.parties import OrganisationFact, organisations
from channel.policy import Policy, policy_by_id
from channel.tables.deals import (
    Conflict,
    Registration,
    RegistrationEvidence,
    RegistrationHistory,
    RegistrationLine,
    RegistrationNote,
)
from channel.tables.parties import Kind
from channel.tables.prices import ListPrice, SpecialPrice
from channel.tables.products import Product
from channel.tables.programmes import Standing

IMPLAUSIBLE_TIMES: Final = 5


@dataclass(frozen=True)
class Filters:
    """Which registrations are asked for; what is left open does not narrow. Values in `currency`, or in any."""

    numbers: tuple[str, ...] = ()
    customer: str | None = None
    resellers: frozenset[int] = frozenset()
    vendors: frozenset[int] = frozenset()
    distributors: frozenset[int] = frozenset()
    states: frozenset[State] = frozenset()
    countries: frozenset[str] = frozenset()
    at_least: Decimal | None = None
    currency: str | None = None
    submitted_from: date | None = None
    submitted_to: date | None = None
    ends_from: date | None = None
    ends_to: date | None = None


def registration(session: Session, number: str, now: datetime) -> RegistrationView:
    """The registration under a number.

    Raises:
        NotFound: if none is in sight, in the same words whether it exists or not.
    """
    found = registrations(session, Filters(numbers=(number,)), now)
    if not found:
        raise not_found()
    return found[0]


def terms(session: Session, number: str) -> Application:
    """The terms of a registration that hold, as they could be changed.

    Raises:
        NotFound: if it is not in sight.
    """
    row = session.scalars(select(Registration).where(Registration.number == number)).one_or_none()
    if row is None:
        raise not_found()
    return terms_of(session, row)


def registrations(session: Session, filters: Filters, now: datetime) -> tuple[RegistrationView, ...]:
    """The registrations in sight that meet all filters, latest number first."""
    statement = select(Registration).order_by(Registration.number.desc())
    if filters.numbers:
        statement = statement.where(Registration.number.in_(filters.numbers))
    rows = [row for row in session.scalars(statement) if _meets(row, filters)]
    return _Drawer(session, rows, now).views()


def queue(session: Session, viewer: Viewer, now: datetime) -> tuple[RegistrationView, ...]:
    """What waits for the viewer's organisation to act: overdue first, then the longest waiting."""
    own = next((fact for fact in organisations(session) if fact.id == viewer.organisation_id), None)
    role = _SIDES.get(viewer.kind) if viewer.kind is not None else None
    if own is None or role is None:
        return ()
    states = [state for state, standing in STANDINGS.items() if standing.holder is role and state != State.DRAFT]
    rows = session.scalars(select(Registration).where(Registration.state.in_(sorted(states)))).all()
    mine = [row for row in rows if _party(row, role) == own.id]
    return tuple(sorted(_Drawer(session, mine, now).views(), key=lambda view: (not view.overdue, view.since)))


def conflict_pairs(session: Session, now: datetime, involved: Iterable[str] = ()) -> tuple[ConflictPair, ...]:
    """The conflicts in sight (the vendor's alone), of some registrations or all; the first submission first."""
    wanted = tuple(involved)
    conflicts = session.scalars(select(Conflict).order_by(Conflict.id)).all()
    ids = {key for conflict in conflicts for key in (conflict.registration_id, conflict.rival_id)}
    rows = {row.id: row for row in session.scalars(select(Registration).where(Registration.id.in_(sorted(ids))))}
    views = {view.number: view for view in _Drawer(session, list(rows.values()), now).views()}
    pairs = []
    for conflict in conflicts:
        both = [rows[key] for key in (conflict.registration_id, conflict.rival_id) if key in rows]
        if len(both) != 2 or (wanted and not {row.number for row in both} & set(wanted)):  # noqa: PLR2004 - a pair
            continue
        if conflict.state != OPEN and not wanted:
            continue
        first, second = sorted(both, key=place)
        pairs.append(
            ConflictPair(
                views[first.number], views[second.number], conflict.score, tuple(conflict.reasons), _rule(first, second)
            )
        )
    return tuple(pairs)


def _rule(first: Registration, second: Registration) -> str:
    if first.state in HOLDS_PLACE:
        return "holds_place"
    if "renewal" in {first.deal_type, second.deal_type}:
        return "incumbent"
    return "first_complete"


def _meets(row: Registration, filters: Filters) -> bool:
    submitted = row.submitted_at.date() if row.submitted_at else None
    checks: tuple[tuple[object, Callable[[], bool]], ...] = (
        (filters.customer, lambda: _named(row.customer, filters.customer or "")),
        (filters.resellers, lambda: row.reseller_id in filters.resellers),
        (filters.vendors, lambda: row.vendor_id in filters.vendors),
        (filters.distributors, lambda: row.distributor_id in filters.distributors),
        (filters.states, lambda: _stands(row) in filters.states),
        (filters.countries, lambda: row.customer_country in filters.countries),
        (filters.at_least is not None, lambda: row.value >= (filters.at_least or 0)),
        (filters.currency, lambda: row.currency == filters.currency),
        (filters.submitted_from, lambda: _within(submitted, filters.submitted_from, filters.submitted_to)),
        (filters.ends_from, lambda: _within(_end(row), filters.ends_from, filters.ends_to)),
    )
    return all(check() for given, check in checks if given)


def _stands(row: Registration) -> State:
    """Where it stands for who looks for it: approved, while only its amendment is looked at."""
    return State.APPROVED if row.amendment is not None else State(row.state)


def _end(row: Registration) -> date | None:
    """The last protected day, as long as anything hangs on it."""
    return row.protected_until if holds_place(row) or row.state == State.EXPIRED else None


def _named(customer: str, asked: str) -> bool:
    """Whether every word asked for begins a word of the customer's name."""
    words = fold(customer).split()
    return all(any(word.startswith(part) for word in words) for part in fold(asked).split())


def _within(day: date | None, first: date | None, last: date | None) -> bool:
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


_SIDES: Final = {Kind.RESELLER: Role.RESELLER, Kind.DISTRIBUTOR: Role.DISTRIBUTOR, Kind.VENDOR: Role.VENDOR}


def _party(row: Registration, role: Role) -> int:
    return {Role.RESELLER: row.reseller_id, Role.DISTRIBUTOR: row.distributor_id}.get(role, row.vendor_id)


def _tiers(session: Session) -> dict[tuple[int, int], str]:
    rows = session.execute(select(Standing.reseller_id, Standing.vendor_id, Standing.tier))
    return {(row.reseller_id, row.vendor_id): row.tier for row in rows}


@dataclass
class _Drawer:
    """Reads what belongs to some registrations in a fixed number of statements, and draws each."""

    session: Session
    rows: Sequence[Registration]
    now: datetime
    names: dict[int, OrganisationFact] = field(init=False)

    def views(self) -> tuple[RegistrationView, ...]:
        """The registrations, in the order given."""
        if not self.rows:
            return ()
        ids = [row.id for row in self.rows]
        self.names = {fact.id: fact for fact in organisations(self.session)}
        self.lines = self.session.execute(
            select(
                RegistrationLine.registration_id, RegistrationLine.product_id, RegistrationLine.quantity, Product.mpn
            )
            .join(Product, Product.id == RegistrationLine.product_id)
            .where(RegistrationLine.registration_id.in_(ids))
            .order_by(RegistrationLine.id)
        ).all()
        self.specials = self.session.execute(
            select(SpecialPrice, Product.mpn)
            .join(Product, Product.id == SpecialPrice.product_id)
            .where(SpecialPrice.registration_id.in_(ids))
            .order_by(SpecialPrice.id)
        ).all()
        self.evidence = self.session.execute(
            select(RegistrationEvidence.registration_id, RegistrationEvidence.file_name)
            .where(RegistrationEvidence.registration_id.in_(ids))
            .order_by(RegistrationEvidence.id)
        ).all()
        self.history = self.session.scalars(
            select(RegistrationHistory)
            .where(RegistrationHistory.registration_id.in_(ids))
            .order_by(RegistrationHistory.registration_id, RegistrationHistory.position)
        ).all()
        self.notes = self.session.scalars(
            select(RegistrationNote).where(RegistrationNote.registration_id.in_(ids)).order_by(RegistrationNote.id)
        ).all()
        self.conflicts = self.session.scalars(
            select(Conflict).where(
                Conflict.state == OPEN, or_(Conflict.registration_id.in_(ids), Conflict.rival_id.in_(ids))
            )
        ).all()
        self.tiers = kept_in(self.session, _tiers, lambda: _tiers(self.session))
        self.listed = self._list_prices()
        policies = {row.policy_id: policy_by_id(self.session, row.policy_id) for row in self.rows}
        return tuple(self._view(row, policies[row.policy_id]) for row in self.rows)

    def _list_prices(self) -> dict[tuple[int, str, str], Decimal]:
        products = sorted({line.product_id for line in self.lines})
        today = self.now.date()
        rows = self.session.scalars(
            select(ListPrice)
            .where(ListPrice.product_id.in_(products), ListPrice.valid_from <= today)
            .order_by(ListPrice.valid_from)
        )
        return {
            (row.product_id, row.territory, row.currency): row.amount
            for row in rows
            if row.valid_to is None or row.valid_to >= today
        }

    def _view(self, row: Registration, policy: Policy) -> RegistrationView:
        steps = [step for step in self.history if step.registration_id == row.id]
        state = State(row.state)
        conflicting = any(row.id in {c.registration_id, c.rival_id} for c in self.conflicts)
        if conflicting and state is State.VENDOR_REVIEW:
            state = State.CONFLICT_REVIEW
        holder = self._holder(row, state)
        since = next((s.at for s in reversed(steps) if s.from_state != s.to_state), row.created_at)
        due = self._due(holder, state, since, policy)
        return RegistrationView(
            number=row.number,
            customer=row.customer,
            place=", ".join(part for part in (row.customer_postcode, row.customer_city, row.customer_country) if part),
            reseller=self._name(row.reseller_id),
            distributor=self._name(row.distributor_id),
            vendor=self._name(row.vendor_id),
            lines=tuple(DealLine(s.mpn, s.quantity) for s in self.lines if s.registration_id == row.id),
            value=Money(row.value, row.currency),
            state=state,
            holder=holder.name if holder else None,
            since=since,
            waiting=self._waiting(holder, since),
            due=due,
            overdue=due is not None and self.now > due,
            submitted_at=row.submitted_at,
            expected_close=row.expected_close,
            contact=", ".join(part for part in (row.contact_name, row.contact_email) if part) or None,
            project=row.project,
            deal_type=row.deal_type,
            tender=row.tender,
            protected_until=row.protected_until,
            grace_until=protection.grace_until(policy, row.protected_until) if state is State.EXPIRED else None,
            extensions_used=row.extensions,
            extensions_allowed=policy.rules.extension_max_count,
            special_prices=tuple(
                SpecialPriceLine(
                    mpn,
                    Money(price.amount, price.currency),
                    price.approved_quantity,
                    price.remaining_quantity,
                    price.valid_to,
                )
                for price, mpn in self.specials
                if price.registration_id == row.id
            ),
            reason=row.reason,
            note=row.partner_note,
            clause=policy.clause,
            tier=self.tiers.get((row.reseller_id, row.vendor_id)),
            history=tuple(self._entry(step) for step in steps),
            own_notes=tuple(note.text for note in self.notes if note.registration_id == row.id),
            in_conflict=conflicting,
            today=local_day(self.now, policy.rules.timezone),
            appeal_until=self._appeal_until(row, policy),
            reinstates=policy.rules.reinstate_if_free,
            extension_days=policy.rules.extension_days,
            evidence_needed=policy.rules.extension_needs_evidence,
            doubts=self._doubts(row),
            amendment=tuple(sorted((row.amendment or {}).items())),
            particulars=tuple(sorted((row.particulars or {}).items())),
            evidence=tuple(file.file_name for file in self.evidence if file.registration_id == row.id),
        )

    def _holder(self, row: Registration, state: State) -> OrganisationFact | None:
        role = STANDINGS[state].holder
        return self.names.get(_party(row, role)) if role not in {None, Role.SYSTEM} and role is not None else None

    def _waiting(self, holder: OrganisationFact | None, since: datetime) -> int:
        if holder is None:
            return 0
        start, today = local_day(since, holder.timezone), local_day(self.now, holder.timezone)
        return business_days_between(start, today, holder.country)

    def _due(
        self, holder: OrganisationFact | None, state: State, since: datetime, policy: Policy
    ) -> datetime | None:
        if holder is None or STANDINGS[state].paused:
            return None
        start = local_day(since, holder.timezone)
        day = business_days_after(start, policy.rules.decision_business_days, holder.country)
        return close_of_business(day, holder.timezone)

    def _appeal_until(self, row: Registration, policy: Policy) -> date | None:
        reseller = self.names.get(row.reseller_id)
        if row.state != State.REJECTED or row.decided_at is None or reseller is None:
            return None
        decided = local_day(row.decided_at, policy.rules.timezone)
        return business_days_after(decided, policy.rules.appeal_business_days, reseller.country)

    def _name(self, organisation: int | None) -> str:
        fact = self.names.get(organisation or 0)
        return fact.name if fact else ""

    def _entry(self, step: RegistrationHistory) -> HistoryEntry:
        return HistoryEntry(
            at=step.at,
            actor=step.actor,
            organisation=self._name(step.acting_for) or None,
            command=step.command,
            state=State(step.to_state),
            reason=step.reason,
            note=step.partner_note,
        )

    def _doubts(self, row: Registration) -> tuple[str, ...]:
        """What a decider should look at, as far as the reader may know the figures it is judged by."""
        found = []
        if not row.contact_name and not row.contact_email:
            found.append("no_contact")
        if row.expected_close is None:
            found.append("no_close_date")
        prices = [
            (self.listed.get((line.product_id, row.customer_country, row.currency)), line.quantity)
            for line in self.lines
            if line.registration_id == row.id
        ]
        total = sum((amount * quantity for amount, quantity in prices if amount is not None), Decimal(0))
        complete = bool(prices) and all(amount is not None for amount, _ in prices)
        if complete and row.value > total * IMPLAUSIBLE_TIMES:
            found.append("implausible_value")
        return tuple(found)
