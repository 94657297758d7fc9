"""What a price list changes, as values: each price before and after, the lists and rows that follow from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from channel.price_offers import Goods
from channel.price_standing import Publisher


class Move(StrEnum):
    """What happens to a price."""

    NEW = "new"
    GONE = "gone"
    UP = "up"
    DOWN = "down"
    SAME = "same"


class Missing(StrEnum):
    """What becomes of prices that the file does not name: they end, stay, or as the file looks (half or more: end)."""

    AUTO = "auto"
    END = "end"
    KEEP = "keep"


class Caution(StrEnum):
    """Why a price deserves a look: a jump, a decimal point that slipped, another currency, nothing, an odd break."""

    JUMP = "jump"
    SLIP = "slip"
    CURRENCY = "currency"
    FREE = "free"
    BREAK = "break"
    TIER = "tier"


@dataclass(frozen=True)
class Terms:
    """Whose prices, from which day on. Days are inclusive; `edition` is such as 2027Q1; the embargo ends in UTC."""

    publisher: Publisher
    effective: date
    edition: str
    until: date | None = None
    embargo_until: datetime | None = None
    missing: Missing = Missing.AUTO


@dataclass(frozen=True, slots=True)
class PriceMove:
    """One price before and after. `row` is the file's, 0 for what the file does not name."""

    move: Move
    goods: Goods
    tier: str
    territory: str
    currency: str
    quantity: int
    before: Decimal | None
    after: Decimal | None
    recommended_before: Decimal | None = None
    recommended_after: Decimal | None = None
    row: int = 0
    sheet: str = ""
    cautions: tuple[Caution, ...] = ()

    @property
    def change(self) -> Decimal:
        """By how much, in the currency; zero for what is new or gone."""
        return self.after - self.before if self.after is not None and self.before is not None else Decimal(0)

    @property
    def percent(self) -> Decimal | None:
        """The change in per cent of the price before, to one place; none where there was none."""
        if not self.before or self.after is None:
            return None
        return (self.change / self.before * 100).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class Target:
    """A list that gets prices: an existing edition (`id`), or a new one that replaces others (`replaces`)."""

    name: str
    edition: str
    vendor_id: int
    currency: str
    id: int | None = None
    replaces: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPrice:
    """A row to be written; `target` is the place of its list in the plan's targets."""

    target: int
    goods: Goods
    tier: str
    territory: str
    currency: str
    quantity: int
    amount: Decimal
    recommended: Decimal | None
    valid_to: date | None


@dataclass(frozen=True)
class PricePlan:
    """What would change.

    Attributes:
        moves: one for each price in question, in the order of the file; what is gone comes last.
        targets: the lists that get prices.
        new: the rows to be written.
        ending: the rows that end on the day before: id and the last day they have now.
        closing: the lists that end on the day before, the same way.
        missing: how prices that the file does not name are treated.
        untouched: lines of the same lists that the file does not name, whose prices stay.
        bounded: how many new prices end before another price already published for later, and its first day.
        fingerprint: of the rows looked at; another one at confirmation means that prices changed in between.
    """

    terms: Terms
    moves: tuple[PriceMove, ...]
    targets: tuple[Target, ...]
    new: tuple[NewPrice, ...]
    ending: tuple[tuple[int, date | None], ...]
    closing: tuple[tuple[int, date | None], ...]
    missing: Missing
    untouched: tuple[str, ...]
    bounded: int
    bounded_by: date | None
    fingerprint: str

    @property
    def counts(self) -> dict[Move, int]:
        """How many of each."""
        counted = Counter(move.move for move in self.moves)
        return {move: counted[move] for move in Move}

    @property
    def changes_nothing(self) -> bool:
        """Whether confirming would change no row."""
        return not (self.new or self.ending or self.closing)


def largest_first(moves: Iterable[PriceMove]) -> list[PriceMove]:
    """Moves up and down by how much they change in per cent, the largest first."""
    changed = [move for move in moves if move.move in {Move.UP, Move.DOWN}]
    return sorted(changed, key=lambda m: (-abs(m.percent or Decimal(0)), m.goods.mpn, m.territory, m.tier))
