"""What was read of a price list so far: prices by what there is one price for, and what is wrong with which cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from channel.price_offers import Catalogue, Offer, OfferedPrice, RowFault, RowProblem

CENT = Decimal("0.01")
MOST_PROBLEMS = 50_000


@dataclass
class Gathered:
    """What was read so far, over all sheets."""

    catalogue: Catalogue
    progress: Callable[[int], None]
    slots: dict[tuple[str, str, str, str, int], OfferedPrice] = field(default_factory=dict)
    disagreeing: set[tuple[str, str, str, str, int]] = field(default_factory=set)
    problems: list[RowProblem] = field(default_factory=list)
    told: set[tuple[str, int, str]] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    open_parts: dict[str, None] = field(default_factory=dict)
    blank_parts: dict[str, None] = field(default_factory=dict)
    ended: dict[str, None] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    rows: int = 0
    recommended: bool = False

    def add(self, price: OfferedPrice, cell: str) -> None:
        """Take a price; a second one for the same that differs makes both unusable."""
        slot = price.slot
        before = self.slots.get(slot)
        if before is None:
            self.slots[slot] = price
        elif (before.amount, before.recommended) != (price.amount, price.recommended):
            self.disagreeing.add(slot)
            if (price.sheet, price.row, cell) in self.told:
                return
            self.told.add((price.sheet, price.row, cell))
            where = f"{before.sheet}!{before.row}" if before.sheet != price.sheet else str(before.row)
            facts = (price.mpn, _plain(price.amount), _plain(before.amount), where)
            self.problem(price.sheet, price.row, cell, RowFault.DISAGREES, *facts)

    def problem(self, sheet: str, row: int, cell: str, fault: RowFault, *facts: str) -> None:
        """Note what is wrong with a cell."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(RowProblem(sheet, row, cell, fault, facts))

    def offer(self) -> Offer:
        """All of it."""
        for slot in self.disagreeing:
            del self.slots[slot]
        return Offer(
            prices=tuple(self.slots.values()),
            problems=tuple(self.problems),
            held=frozenset(self.held | {slot[0] for slot in self.disagreeing}),
            open_parts=tuple(self.open_parts),
            blank_parts=tuple(self.blank_parts),
            ended=tuple(self.ended),
            rows=self.rows,
            has_recommended=self.recommended,
            from_day=next(iter(self.days)) if len(self.days) == 1 else None,
        )


def _plain(amount: Decimal) -> str:
    rounded = amount.quantize(CENT)
    return format(rounded if rounded == amount else amount, "f")
