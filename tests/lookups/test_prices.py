"""Finding prices in the order of docs/prices.md, with its worked figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from channel.access.gate import Gate
from channel.access.identifying import audience_of
from channel.access.viewer import Viewer
from channel.money import Money
from channel.price_changes import ChangeRequest, price_changes
from channel.prices import Gap, PriceAnswer, PriceKind, PriceRequest, quote_price
from channel.special_prices import special_prices

TODAY = date(2026, 11, 24)
Who = Callable[[str], Viewer]


def price(gate: Gate, viewer: Viewer, mpn: str, **asked: object) -> PriceAnswer:
    request = PriceRequest(**({"kind": PriceKind.RESELLER, "day": TODAY, "countries": ("DE",)} | asked), mpn=mpn)  # type: ignore[arg-type]
    with gate.viewing(viewer) as session:
        return quote_price(session, request)


@pytest.mark.parametrize(
    ("quantity", "unit", "total"),
    [(4, "1184.00", "4736.00"), (9, "1184.00", "10656.00"), (10, "1160.32", "11603.20"), (25, "1136.64", "28416.00")],
)
def test_the_largest_volume_break_below_the_quantity_applies(
    gate: Gate, who: Who, quantity: int, unit: str, total: str
) -> None:
    (quote,) = price(gate, who("alpenrock.sales"), "NW-FW120", quantity=quantity).quotes

    assert (quote.unit.amount, quote.total.amount) == (Decimal(unit), Decimal(total))
    assert quote.single == Money(Decimal("1184.00"), "EUR")


def test_switzerland_has_a_list_of_its_own_in_francs(gate: Gate, who: Who) -> None:
    (quote,) = price(gate, who("alpenrock.sales"), "NW-FW120", countries=("CH",)).quotes

    assert quote.unit.currency == "CHF"
    assert quote.list_name == "Brightpath Switzerland"


def test_two_currencies_in_one_country_are_asked_for(gate: Gate, who: Who) -> None:
    asked = {"countries": ("IE",), "home_country": "GB", "home_currency": "GBP"}
    answer = price(gate, who("meridian.sales"), "NW-FW60", **asked)
    chosen = price(gate, who("meridian.sales"), "NW-FW60", **asked, currency="EUR")

    assert (answer.gap, answer.currencies) == (Gap.CHOOSE_CURRENCY, ("EUR", "GBP"))
    assert chosen.quotes[0].list_name == "Brightpath Ireland"


def test_a_currency_without_a_price_is_never_converted(gate: Gate, who: Who) -> None:
    answer = price(gate, who("fjordbyte.buyer"), "NW-FW60", countries=("NO",), elsewhere=True, currency="USD")

    assert answer.quotes == ()
    assert (answer.gap, answer.currencies) == (Gap.CURRENCY, ("NOK", "SEK"))


def test_a_currency_said_finds_the_country_that_has_it(gate: Gate, who: Who) -> None:
    (quote,) = price(gate, who("fjordbyte.buyer"), "NW-FW60", countries=("NO",), elsewhere=True, currency="SEK").quotes

    assert (quote.territory, quote.unit) == ("SE", Money(Decimal("3941.00"), "SEK"))


@pytest.mark.parametrize("mpn", ["NW-SW48P", "NW-NEVER-MADE", "HD-D75"])
def test_what_may_not_be_seen_and_what_does_not_exist_give_the_same_answer(gate: Gate, who: Who, mpn: str) -> None:
    answer = price(gate, who("pixelforge.owner"), mpn)

    assert (answer.quotes, answer.gap, answer.currencies) == ((), Gap.NONE, ())


def test_a_reseller_has_one_tier_and_its_distributor_all_of_its_own(gate: Gate, who: Who) -> None:
    def tiers(viewer: Viewer) -> list[tuple[str | None, str]]:
        return [(quote.tier, quote.owner) for quote in price(gate, viewer, "NW-FW120").quotes]

    assert tiers(who("rheinblick.buyer")) == [("registered", "Brightpath Distribution")]
    assert [tier for tier, _ in tiers(who("brightpath.partner"))] == ["gold", "silver", "registered"]
    assert {owner for _, owner in tiers(who("kestrel.partner"))} == {"Kestrel Supply"}
    assert tiers(who("northwall.channel")) == []


@pytest.mark.parametrize(
    ("key", "seen"),
    [
        ("brightpath.pm", ["1036.00"]),
        ("brightpath.partner", []),
        ("alpenrock.owner", []),
        ("northwall.channel", ["1036.00", "1036.00"]),
    ],
)
def test_cost_is_for_those_who_pay_or_charge_it_and_hold_the_right(
    gate: Gate, who: Who, key: str, seen: list[str]
) -> None:
    quotes = price(gate, who(key), "NW-FW120", kind=PriceKind.COST).quotes

    assert [str(quote.unit.amount) for quote in quotes] == seen


def test_where_several_companies_listen_nobody_sees_a_tier(gate: Gate, who: Who) -> None:
    room = [who(key) for key in ("brightpath.partner", "alpenrock.sales", "meridian.sales", "tirol.presales")]
    pair = room[:2]
    request = PriceRequest("NW-FW120", PriceKind.RESELLER, TODAY, countries=("DE",))
    with gate.viewing(audience_of(room)) as session:
        shared = quote_price(session, request)
    with gate.viewing(audience_of(pair)) as session:
        between_two = quote_price(session, request)

    assert shared.quotes == ()
    assert [quote.tier for quote in between_two.quotes] == ["gold"]


def test_the_next_list_is_read_as_of_its_first_day_by_those_it_was_released_to(gate: Gate, who: Who) -> None:
    asked = {"kind": PriceKind.LIST, "edition": "2027Q1"}
    (quote,) = price(gate, who("brightpath.pm"), "NW-FW120", **asked).quotes

    assert (quote.unit.amount, quote.valid_from) == (Decimal("1920.00"), date(2027, 1, 1))
    for key in ("brightpath.partner", "kestrel.pm", "alpenrock.owner"):
        assert price(gate, who(key), "NW-FW120", **asked).gap is Gap.NONE


def test_a_day_without_a_list_in_sight_says_so(gate: Gate, who: Who) -> None:
    assert price(gate, who("alpenrock.sales"), "NW-FW120", day=date(2027, 1, 1)).gap is Gap.DAY


def test_changes_compare_each_price_with_the_one_before(gate: Gate, who: Who) -> None:
    first = date(2026, 12, 1)
    with gate.viewing(who("alpenrock.presales")) as session:
        rows = price_changes(session, ChangeRequest(first, first, "DE", "EUR", line="Firewall"))

    changed = {row.mpn: (row.before.amount, row.after.amount) for row in rows}
    assert changed["NW-FW120"] == (Decimal("1850.00"), Decimal("1920.00"))
    assert "NW-LIC-SDW-120" not in changed


def test_a_debit_rate_is_between_vendor_and_distributor(gate: Gate, who: Who) -> None:
    def debit(key: str) -> list[Money | None]:
        with gate.viewing(who(key)) as session:
            return [row.debit for row in special_prices(session, deal="DR-2026-0131")]

    assert debit("donau.buyer") == [None]
    assert debit("brightpath.pm") == [Money(Decimal("171.60"), "EUR")]
    assert debit("alpenrock.sales") == []
