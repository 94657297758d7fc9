"""Finding a price among rows at random, against a plain search through all of them in whole cents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from channel.database import open_engine, sqlite_url
from channel.prices import Gap, PriceAnswer, PriceKind, PriceRequest, quote_price
from channel.tables import Table
from channel.tables.parties import Kind, Line, Organisation
from channel.tables.prices import PriceList, PriceListKind, ResellerPrice
from channel.tables.products import Product

AT = datetime(2026, 11, 24, tzinfo=UTC)
COUNTRIES = ("DE", "AT", "IE")
CURRENCIES = ("EUR", "GBP")
TIERS = ("gold", "silver")
DISTRIBUTORS = (2, 3)
MONTHS = tuple(date(2026, month, 1) for month in (10, 11))


@dataclass(frozen=True)
class Cell:
    """What a row is told by; its price holds for one month, or for ever from its first day."""

    distributor: int
    tier: str
    country: str
    currency: str
    least: int
    month: date

    @property
    def last(self) -> date:
        return (self.month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


CELLS = st.builds(
    Cell,
    st.sampled_from(DISTRIBUTORS),
    st.sampled_from(TIERS),
    st.sampled_from(COUNTRIES),
    st.sampled_from(CURRENCIES),
    st.sampled_from([1, 2, 5, 10, 25]),
    st.sampled_from(MONTHS),
)
PRICES = st.dictionaries(CELLS, st.integers(1, 10_000_00), max_size=40)
DAYS = st.dates(date(2026, 9, 25), date(2026, 12, 5))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = open_engine(sqlite_url(tmp_path_factory.mktemp("prices") / "channel.sqlite"))
    Table.metadata.create_all(opened)
    with Session(opened) as session:
        for key, name in enumerate(("Vendor", "First", "Second"), 1):
            kind = Kind.VENDOR if key == 1 else Kind.DISTRIBUTOR
            session.add(
                Organisation(
                    id=key,
                    key=name.lower(),
                    kind=kind,
                    name=name,
                    legal_name=name,
                    country="DE",
                    currency="EUR",
                    timezone="Europe/Berlin",
                    as_of=AT,
                )
            )
        session.flush()
        session.add(Line(id=1, vendor_id=1, name="Line", as_of=AT))
        session.flush()
        named = {"name": "Product", "name_de": "Produkt", "attributes": {}, "words": [], "as_of": AT}
        session.add(Product(id=1, mpn="P-1", vendor_id=1, line_id=1, **named))
        for distributor in DISTRIBUTORS:
            session.add(
                PriceList(
                    id=distributor,
                    kind=PriceListKind.RESELLER,
                    name="List",
                    edition="2026Q4",
                    vendor_id=1,
                    distributor_id=distributor,
                    currency="EUR",
                    valid_from=MONTHS[0],
                    as_of=AT,
                )
            )
        session.commit()
    yield opened
    opened.dispose()


def answered(engine: Engine, prices: dict[Cell, int], request: PriceRequest) -> PriceAnswer:
    with Session(engine) as session:
        for cell, cents in prices.items():
            session.add(
                ResellerPrice(
                    price_list_id=cell.distributor,
                    vendor_id=1,
                    distributor_id=cell.distributor,
                    line_id=1,
                    product_id=1,
                    tier=cell.tier,
                    territory=cell.country,
                    currency=cell.currency,
                    min_quantity=cell.least,
                    amount=Decimal(cents) / 100,
                    valid_from=cell.month,
                    valid_to=cell.last,
                    as_of=AT,
                )
            )
        session.flush()
        answer = quote_price(session, request)
        session.rollback()
        return answer


def plainly(
    prices: dict[Cell, int], country: str, currency: str, day: date, quantity: int
) -> dict[tuple[int, str], int]:
    """Cents of one piece by distributor and tier: the largest quantity that is reached, else the smallest there is."""
    found: dict[tuple[int, str], int] = {}
    for distributor in DISTRIBUTORS:
        for tier in TIERS:
            there = {
                cell.least: cents
                for cell, cents in prices.items()
                if (cell.distributor, cell.tier, cell.country, cell.currency) == (distributor, tier, country, currency)
                and (cell.month.year, cell.month.month) == (day.year, day.month)
            }
            reached = [least for least in there if least <= quantity]
            if there:
                found[distributor, tier] = there[max(reached)] if reached else there[min(there)]
    return found


@settings(max_examples=150, deadline=None)
@given(PRICES, st.permutations(COUNTRIES), st.sampled_from(CURRENCIES), DAYS, st.integers(1, 40))
def test_a_price_is_what_a_plain_search_finds(
    engine: Engine, prices: dict[Cell, int], countries: list[str], currency: str, day: date, quantity: int
) -> None:
    wanted = PriceRequest("P-1", PriceKind.RESELLER, day, quantity, tuple(countries[:2]), currency=currency)
    answer = answered(engine, prices, wanted)
    has = {(cell.country, cell.currency) for cell in prices}
    country = next((each for each in countries[:2] if (each, currency) in has), "")

    if not country:
        there = next((each for each in countries[:2] if any(place == each for place, _ in has)), "")
        assert (answer.quotes, answer.gap) == ((), Gap.CURRENCY if there else Gap.NONE)
        assert answer.currencies == tuple(sorted(money for place, money in has if place == there))
        return
    units = plainly(prices, country, currency, day, quantity)
    cents = sorted(int(quote.unit.amount * 100) for quote in answer.quotes)

    assert cents == sorted(units.values())
    assert answer.gap is (None if units else Gap.DAY)
    for quote in answer.quotes:
        owner = {"First": 2, "Second": 3}[quote.owner]
        assert (quote.territory, quote.unit.currency) == (country, currency)
        assert int(quote.unit.amount * 100) == units[owner, quote.tier or ""]
        assert int(quote.total.amount * 100) == units[owner, quote.tier or ""] * quantity


@settings(max_examples=100, deadline=None)
@given(PRICES, st.sampled_from(COUNTRIES), DAYS)
def test_without_a_currency_one_is_taken_only_where_there_is_one_or_at_home(
    engine: Engine, prices: dict[Cell, int], country: str, day: date
) -> None:
    wanted = PriceRequest("P-1", PriceKind.RESELLER, day, 1, (country,), home_country="IE", home_currency="EUR")
    answer = answered(engine, prices, wanted)
    there = sorted({cell.currency for cell in prices if cell.country == country})
    at_home = country == "IE" and "EUR" in there

    if not there:
        assert answer.gap is Gap.NONE
    elif len(there) > 1 and not at_home:
        assert (answer.quotes, answer.gap, answer.currencies) == ((), Gap.CHOOSE_CURRENCY, tuple(there))
    else:
        units = plainly(prices, country, "EUR" if len(there) > 1 else there[0], day, 1)
        assert sorted(int(quote.unit.amount * 100) for quote in answer.quotes) == sorted(units.values())
