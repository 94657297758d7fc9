"""Rebate steps and credit headroom against a plain calculation of whole cents."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.screens.finance import credit_screen
from bot.tools.finance import Credit
from channel.credit import CreditFact
from channel.incentives import RebateProgress, Step
from channel.money import Money

CENTS = st.integers(0, 10_000_000_00)
AT = datetime(2026, 11, 24, tzinfo=UTC)


def euros(cents: int) -> Money:
    return Money(Decimal(cents) / 100, "EUR")


@given(CENTS, st.lists(CENTS, min_size=1, max_size=6, unique=True))
def test_the_step_reached_and_the_next_one_part_the_purchases(basis: int, starts: list[int]) -> None:
    starts.sort()
    steps = tuple(Step(euros(start), Decimal(position)) for position, start in enumerate(starts, 1))
    progress = RebateProgress(
        *("Rebate", "Vendor", "Distributor", "Reseller", "2026-Q4", euros(basis), None, steps, euros(0)),
        valid_to=date(2026, 12, 31),
        claim_by=None,
        as_of=AT,
    )
    passed = [start for start in starts if start <= basis]
    ahead = [start for start in starts if start > basis]

    assert (progress.reached.from_basis if progress.reached else None) == (euros(passed[-1]) if passed else None)
    assert (progress.next.from_basis if progress.next else None) == (euros(ahead[0]) if ahead else None)
    assert (progress.missing if ahead else None) == (euros(ahead[0] - basis) if ahead else None)


@given(CENTS, CENTS, st.integers(1, 10_000_000_00), st.booleans())
def test_an_order_fits_when_what_is_used_and_the_order_stay_within_the_limit(
    limit: int,
    used: int,
    order: int,
    on_hold: bool,  # noqa: FBT001 - drawn by the property
) -> None:
    line = CreditFact("Distributor", "Reseller", euros(limit), euros(used), euros(0), 30, on_hold, None, AT)
    said = credit_screen(Credit((line,), mine=True, wanted=euros(order)), "en").text.splitlines()[0]

    if on_hold:
        assert said == "No, the line is on hold."
    elif used + order <= limit:
        assert said.startswith("Yes, ")
    else:
        short = f"{Decimal(used + order - limit) / 100:,.2f}"
        assert said.endswith(f"EUR {short} is missing.")
