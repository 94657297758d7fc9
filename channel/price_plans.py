"""What a price list would change: each offered price against the one in effect, and the rows that follow from it.

Nothing here writes. docs/price-lists.md tells the rules with worked figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from channel.price_moves import Caution, Missing, Move, NewPrice, PriceMove, PricePlan, Target, Terms
from channel.price_offers import Catalogue, Goods, Offer, OfferedPrice
from channel.price_standing import StandingList, StandingPrice, fingerprint_of
from channel.tables.prices import PriceListKind

DAY = timedelta(days=1)
JUMP = Decimal("0.30")
SLIPS = (Decimal(10), Decimal(100), Decimal(1000))
SLIP_FROM, SLIP_TO = Decimal("0.75"), Decimal("1.34")
HALF = 2

Group = tuple[int, str, str, str]
"""Product, tier, territory, currency."""


@dataclass
class _Drawn:
    """What was drawn up so far."""

    moves: list[PriceMove] = field(default_factory=list)
    gone: list[PriceMove] = field(default_factory=list)
    new: list[NewPrice] = field(default_factory=list)
    ending: dict[int, date | None] = field(default_factory=dict)
    bounded: int = 0
    bounded_by: date | None = None


def edition_for(day: date) -> str:
    """The edition that a list is called after when nobody says: the quarter of its first day."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def draw_up(
    terms: Terms,
    catalogue: Catalogue,
    offer: Offer,
    standing: Sequence[StandingPrice],
    lists: Sequence[StandingList],
    owners: Mapping[int, str],
) -> PricePlan:
    """Compare an offer with the prices that stand.

    Args:
        terms: whose prices, and from which day on.
        catalogue: what may be priced.
        offer: what the file says.
        standing: the publisher's prices from the day before the effective day on.
        lists: the publisher's lists of that kind.
        owners: names of the organisations concerned, for lists that are made.
    """
    return _Drawing(terms, catalogue, offer, standing, lists, owners).plan()


class _Drawing:
    """A plan under way."""

    def __init__(
        self,
        terms: Terms,
        catalogue: Catalogue,
        offer: Offer,
        standing: Sequence[StandingPrice],
        lists: Sequence[StandingList],
        owners: Mapping[int, str],
    ) -> None:
        self.terms = terms
        self.catalogue = catalogue
        self.offer = offer
        self.owners = owners
        self.lists = {one.id: one for one in lists}
        self.by_id = {goods.id: goods for goods in catalogue.goods.values()}
        self.fingerprint = fingerprint_of(standing)
        self.standing: dict[Group, list[StandingPrice]] = {}
        for price in standing:
            if price.product_id in self.by_id:
                self.standing.setdefault((price.product_id, price.tier, price.territory, price.currency), []).append(
                    price
                )
        self.offered: dict[Group, dict[int, OfferedPrice]] = {}
        for offered in offer.prices:
            goods = catalogue.goods[offered.mpn.upper()]
            group = (goods.id, offered.tier, offered.territory, offered.currency)
            self.offered.setdefault(group, {})[offered.quantity] = offered
        day, before = terms.effective, terms.effective - DAY
        self.at = {
            group: [row for row in rows if row.holds(day)] or [row for row in rows if row.holds(before)]
            for group, rows in self.standing.items()
        }
        self.targets: list[Target] = []
        self.places: dict[tuple[int, str, str], int] = {}
        self.drawn = _Drawn()
        self.priced_places = {(self.by_id[group[0]].vendor_id, *group[2:]) for group in self.standing}
        self.named_ends = frozenset((*offer.ended, *offer.open_parts))

    def plan(self) -> PricePlan:
        self._find_targets()
        for group, offered in self.offered.items():
            self._priced(group, offered)
        scope, untouched = self._scope()
        missing = self._missing(scope)
        for group in scope:
            if self._ends(self.by_id[group[0]].mpn, missing):
                self._gone(group)
        drawn = self.drawn
        return PricePlan(
            terms=self.terms,
            moves=(*drawn.moves, *drawn.gone),
            targets=tuple(self.targets),
            new=tuple(drawn.new),
            ending=tuple(sorted(drawn.ending.items())),
            closing=self._closing(),
            missing=missing,
            untouched=untouched,
            bounded=drawn.bounded,
            bounded_by=drawn.bounded_by,
            fingerprint=self.fingerprint,
        )

    def _at(self, group: Group) -> list[StandingPrice]:
        """The prices of a group in effect on the day; where there are none, those of the day before."""
        return self.at.get(group, [])

    def _find_targets(self) -> None:
        """For each vendor, territory and currency the list that its prices stand in, in the edition wanted."""
        votes: dict[tuple[int, str, str], Counter[int]] = {}
        for group in self.standing:
            goods = self.by_id[group[0]]
            for row in self._at(group):
                votes.setdefault((goods.vendor_id, group[2], group[3]), Counter())[row.list_id] += 1
        for group in self.offered:
            place = (self.by_id[group[0]].vendor_id, group[2], group[3])
            if place in self.places:
                continue
            stood = [one for one, _ in votes.get(place, Counter()).most_common() if one in self.lists]
            target = self._target(place, stood)
            known = next((n for n, one in enumerate(self.targets) if _alike(one, target)), None)
            if known is None:
                self.targets.append(target)
                known = len(self.targets) - 1
            else:
                one = self.targets[known]
                merged = tuple(sorted({*one.replaces, *target.replaces}))
                self.targets[known] = Target(one.name, one.edition, one.vendor_id, one.currency, one.id, merged)
            self.places[place] = known

    def _target(self, place: tuple[int, str, str], stood: list[int]) -> Target:
        vendor, _, currency = place
        edition = self.terms.edition
        name = self.lists[stood[0]].name if stood else self._name(place)
        same = [one for one in self.lists.values() if (one.name, one.vendor_id) == (name, vendor)]
        existing = next((one.id for one in same if one.edition == edition), None)
        replaces = tuple(one for one in stood if one != existing) if existing is None else ()
        return Target(name, edition, vendor, currency, existing, replaces)

    def _name(self, place: tuple[int, str, str]) -> str:
        """The name of a list where there are no prices yet: the last one in that currency, or a new name."""
        vendor, territory, currency = place
        publisher = self.terms.publisher
        own = [one for one in self.lists.values() if (one.vendor_id, one.currency) == (vendor, currency)]
        if own and publisher.kind is not PriceListKind.RESELLER:
            return own[-1].name
        owner = self.owners.get(publisher.distributor_id or vendor, "")
        if publisher.kind is PriceListKind.RESELLER:
            return f"{owner} {territory} {currency}"[:80]
        if publisher.kind is PriceListKind.COST:
            return f"{self.owners.get(vendor, '')} to {owner} {currency}"[:80]
        return f"{owner} list {currency}"[:80]

    def _priced(self, group: Group, offered: dict[int, OfferedPrice]) -> None:
        """A group that the file names: it is replaced whole, with all its quantities."""
        goods = self.by_id[group[0]]
        place = self.places[(goods.vendor_id, group[2], group[3])]
        target = self.targets[place]
        at = {row.quantity: row for row in self._at(group)}
        rows = self.standing.get(group, [])
        stays, ends = self._later(rows, target)
        last = self._last_day(target, stays)
        for quantity, price in sorted(offered.items()):
            before = at.get(quantity)
            recommended = price.recommended
            if not self.offer.has_recommended and before is not None and before.amount == price.amount:
                recommended = before.recommended
            self.drawn.moves.append(self._move(goods, group, price, before, recommended))
            kept = (
                before is not None
                and before.list_id == target.id
                and before.holds(self.terms.effective)
                and (before.amount, before.recommended) == (price.amount, recommended)
            )
            if kept and before is not None:
                ends.pop(before.id, None)
                continue
            if stays:
                self._bound(min(row.valid_from for row in stays))
            self.drawn.new.append(NewPrice(place, goods, *group[1:], quantity, price.amount, recommended, last))
        for quantity, row in at.items():
            if quantity in offered:
                continue
            if goods.mpn in self.offer.held:
                ends.pop(row.id, None)
            else:
                self.drawn.gone.append(_gone(goods, group, row))
        self.drawn.ending |= ends

    def _later(self, rows: list[StandingPrice], target: Target) -> tuple[list[StandingPrice], dict[int, date | None]]:
        """Rows for later days that stay, and those that end on the day before, with the last day that they have."""
        day = self.terms.effective
        stays: list[StandingPrice] = []
        ends: dict[int, date | None] = {}
        for row in rows:
            if row.valid_from > day and row.list_id not in target.replaces:
                stays.append(row)
            elif row.valid_to is None or row.valid_to >= day:
                ends[row.id] = row.valid_to
        return stays, ends

    def _last_day(self, target: Target, stays: list[StandingPrice]) -> date | None:
        own = self.lists[target.id].valid_to if target.id is not None else None
        own = own if own is not None and own >= self.terms.effective else None
        days = [day for day in (self.terms.until or own,) if day is not None]
        return min([*days, *(row.valid_from - DAY for row in stays)], default=None)

    def _bound(self, day: date) -> None:
        self.drawn.bounded += 1
        before = self.drawn.bounded_by
        self.drawn.bounded_by = day if before is None else min(before, day)

    def _move(
        self,
        goods: Goods,
        group: Group,
        price: OfferedPrice,
        before: StandingPrice | None,
        recommended: Decimal | None,
    ) -> PriceMove:
        old = (before.amount, before.recommended or Decimal(0)) if before else None
        now = (price.amount, recommended or Decimal(0))
        move = Move.NEW if old is None else Move.SAME if old == now else Move.UP if now > old else Move.DOWN
        return PriceMove(
            move=move,
            goods=goods,
            tier=group[1],
            territory=group[2],
            currency=group[3],
            quantity=price.quantity,
            before=before.amount if before else None,
            after=price.amount,
            recommended_before=before.recommended if before else None,
            recommended_after=recommended,
            row=price.row,
            sheet=price.sheet,
            cautions=self._cautions(group, price, before),
        )

    def _cautions(self, group: Group, price: OfferedPrice, before: StandingPrice | None) -> tuple[Caution, ...]:
        found = []
        if price.amount == 0:
            found.append(Caution.FREE)
        elif before is not None and before.amount:
            ratio = price.amount / before.amount
            if _slipped(ratio):
                found.append(Caution.SLIP)
            elif abs(ratio - 1) > JUMP:
                found.append(Caution.JUMP)
        elif before is None and self._priced_in_another_currency(group):
            found.append(Caution.CURRENCY)
        single = self.offered[group].get(1)
        if price.quantity > 1 and single is not None and price.amount > single.amount:
            found.append(Caution.BREAK)
        lower = self._price_of_tier_below(group, price.quantity)
        if lower is not None and price.amount > lower:
            found.append(Caution.TIER)
        return tuple(found)

    def _price_of_tier_below(self, group: Group, quantity: int) -> Decimal | None:
        """What the next lower tier that is offered pays for the same."""
        ranked = self.catalogue.tiers.get(self.by_id[group[0]].vendor_id, ())
        if group[1] not in ranked:
            return None
        for tier in reversed(ranked[: ranked.index(group[1])]):
            same = self.offered.get((group[0], tier, *group[2:]), {}).get(quantity)
            if same is not None:
                return same.amount
        return None

    def _priced_in_another_currency(self, group: Group) -> bool:
        vendor = self.by_id[group[0]].vendor_id
        there = {currency for v, place, currency in self.priced_places if (v, place) == (vendor, group[2])}
        return bool(there) and group[3] not in there

    def _scope(self) -> tuple[list[Group], tuple[str, ...]]:
        """Standing groups that the file could have named and does not, and the lines that it does not speak of."""
        lines = {self.by_id[group[0]].line_id for group in self.offered}
        lines |= {self.catalogue.goods[mpn.upper()].line_id for mpn in (*self.offer.ended, *self.offer.open_parts)}
        combinations = {(self.by_id[g[0]].vendor_id, *g[1:]) for g in self.offered}
        scope, untouched = [], set()
        for group in self.standing:
            goods = self.by_id[group[0]]
            if group in self.offered or (goods.vendor_id, *group[1:]) not in combinations or not self._at(group):
                continue
            if goods.line_id in lines:
                scope.append(group)
            else:
                untouched.add(goods.line)
        return scope, tuple(sorted(untouched))

    def _missing(self, scope: list[Group]) -> Missing:
        """What becomes of what is missing, where nobody said: it ends if the file names at least half."""
        if self.terms.missing is not Missing.AUTO:
            return self.terms.missing
        known = sum(1 for group in self.offered if group in self.standing)
        return Missing.END if known * HALF >= known + len(scope) else Missing.KEEP

    def _ends(self, mpn: str, missing: Missing) -> bool:
        return mpn in self.named_ends or (missing is Missing.END and mpn not in self.offer.held)

    def _gone(self, group: Group) -> None:
        goods = self.by_id[group[0]]
        place = self.places.get((goods.vendor_id, group[2], group[3]))
        if place is None:
            return
        _, ends = self._later(self.standing[group], self.targets[place])
        self.drawn.gone += [_gone(goods, group, row) for row in self._at(group)]
        self.drawn.ending |= ends

    def _closing(self) -> tuple[tuple[int, date | None], ...]:
        """Replaced lists of which no price is left from the day on."""
        day = self.terms.effective
        left = {
            row.list_id
            for rows in self.standing.values()
            for row in rows
            if row.id not in self.drawn.ending and (row.valid_to is None or row.valid_to >= day)
        }
        replaced = {one for target in self.targets for one in target.replaces} - left
        lists = (self.lists[one] for one in sorted(replaced))
        return tuple((one.id, one.valid_to) for one in lists if one.valid_to is None or one.valid_to >= day)


def _alike(one: Target, other: Target) -> bool:
    return (one.name, one.edition, one.vendor_id) == (other.name, other.edition, other.vendor_id)


def _gone(goods: Goods, group: Group, row: StandingPrice) -> PriceMove:
    return PriceMove(Move.GONE, goods, *group[1:], row.quantity, row.amount, None, row.recommended, None)


def _slipped(ratio: Decimal) -> bool:
    """Whether a price became about ten, a hundred or a thousand times as large or small."""
    larger = max(ratio, 1 / ratio)
    return any(slip * SLIP_FROM <= larger <= slip * SLIP_TO for slip in SLIPS)
