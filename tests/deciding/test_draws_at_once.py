"""Two processes load orders for one registered price at the same moment."""

from __future__ import annotations

from bot.evaluating.draws import run


def test_two_orders_at_once_never_take_more_than_was_approved() -> None:
    told = run(rounds=4)

    assert told["errors"] == 0
    assert told["remaining"] == 0
    assert told["drawn"] == told["approved"] == 12
