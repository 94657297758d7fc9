from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publishing_desk import PublishingDesk, table

from channel.errors import NotPossible
from channel.price_moves import Missing, Move
from channel.price_standing import Publisher, StandingPrice, catalogue, standing_prices
from channel.tables.prices import PriceListKind

KATRIN, JUERGEN = "northwall.channel", "brightpath.pm"
NORTHWALL = ("NW-FW60", "NW-FW60-F", "NW-FW120", "NW-FW240", "NW-SW24", "NW-SW48P", "NW-AP7", "NW-AP6", "NW-ZTNA-25")
COUNTRIES = ("DE", "AT", "CH", "GB")
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DAYS = st.sampled_from([date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 10), date(2027, 1, 1), date(2027, 4, 1)])
AMOUNTS = st.decimals(min_value=0, max_value=99_999, places=2)


@pytest.fixture(scope="module")
def shared_desk(priced_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublishingDesk]:
    """One database for all examples: each leaves it as it was."""
    file = tmp_path_factory.mktemp("shared") / "channel.sqlite"
    shutil.copy(priced_world, file)
    opened = PublishingDesk(file)
    yield opened
    opened.close()


@dataclass(frozen=True)
class Style:
    """A way to write a price list."""

    decimal: str
    thousands: str
    separator: str
    headings: tuple[str, ...]

    def amount(self, amount: Decimal) -> str:
        whole, _, cents = f"{amount:,.2f}".partition(".")
        return whole.replace(",", self.thousands) + self.decimal + cents


LISTS = (
    Style(",", ".", ";", ("Artikelnummer", "Land", "Währung", "Listenpreis", "UVP")),
    Style(".", ",", "\t", ("Part number", "Country", "Currency", "List price", "MSRP")),
    Style(".", "'", "|", ("SKU", "Territory", "Ccy", "Price", "RRP")),
    Style(",", " ", ";", ("Bestell-Nr.", "Vertriebsgebiet", "WKZ", "Bruttopreis", "Empf. VK")),
)


@st.composite
def lists(draw: st.DrawFn) -> str:
    style = draw(st.sampled_from(LISTS))
    rows = draw(
        st.dictionaries(
            st.tuples(
                st.sampled_from(NORTHWALL), st.sampled_from(["DE", "AT", "CH", "GB"]), st.sampled_from(["EUR", "GBP"])
            ),
            st.tuples(AMOUNTS, st.none() | AMOUNTS),
            min_size=1,
            max_size=12,
        )
    )
    written = [
        (*place, style.amount(amount), "" if recommended is None else style.amount(recommended))
        for place, (amount, recommended) in rows.items()
    ]
    return table(style.headings, *written, separator=style.separator)


@FEW
@given(
    content=lists(),
    day=DAYS,
    missing=st.sampled_from(list(Missing)),
    edition=st.sampled_from(["2026Q4", "2027Q1", "Spring"]),
)
def test_undoing_restores_whatever_was_imported(
    shared_desk: PublishingDesk, content: str, day: date, missing: Missing, edition: str
) -> None:
    before = shared_desk.everything()
    drawn = shared_desk.draw(KATRIN, content, effective=day, missing=missing, edition=edition)
    counts = drawn.plan.counts
    assert sum(counts.values()) == len(drawn.plan.moves)
    assert len(drawn.offer.prices) == sum(counts[move] for move in (Move.NEW, Move.UP, Move.DOWN, Move.SAME))
    try:
        done = shared_desk.confirm(drawn)
    except NotPossible:
        assert drawn.plan.changes_nothing
        return
    again = shared_desk.draw(KATRIN, content, effective=day, missing=missing, edition=edition)
    assert again.plan.counts[Move.SAME] == len(again.offer.prices)
    overlapping(shared_desk)
    shared_desk.undo(KATRIN, done)
    assert shared_desk.everything() == before


def overlapping(desk: PublishingDesk) -> None:
    """No two prices for the same thing hold on the same day."""
    by_slot: dict[tuple[object, ...], list[StandingPrice]] = {}
    publisher = Publisher(PriceListKind.LIST, vendor_id=desk.who(KATRIN).organisation_id)
    for price in standing(desk, KATRIN, publisher, date(2026, 1, 1)):
        by_slot.setdefault((price.product_id, price.territory, price.currency), []).append(price)
    for prices in by_slot.values():
        for one, other in combinations(prices, 2):
            assert not any(one.holds(day) and other.holds(day) for day in (one.valid_from, other.valid_from))


def standing(desk: PublishingDesk, key: str, publisher: Publisher, since: date) -> list[StandingPrice]:
    with desk.gate.viewing(desk.who(key)) as session:
        return list(standing_prices(session, publisher, since))


def mpns(desk: PublishingDesk) -> dict[int, str]:
    who = desk.who(KATRIN)
    with desk.gate.viewing(who) as session:
        goods = catalogue(session, who, Publisher(PriceListKind.LIST, vendor_id=who.organisation_id))
    return {one.id: mpn for mpn, one in goods.goods.items()}


@FEW
@given(style=st.sampled_from(LISTS), day=DAYS.filter(lambda day: day < date(2027, 4, 1)))
def test_a_list_that_was_written_out_reads_as_it_was(shared_desk: PublishingDesk, style: Style, day: date) -> None:
    names = mpns(shared_desk)
    publisher = Publisher(PriceListKind.LIST, vendor_id=shared_desk.who(KATRIN).organisation_id)
    held = [price for price in standing(shared_desk, KATRIN, publisher, day) if price.holds(day)]
    rows = [
        (
            names[p.product_id],
            p.territory,
            p.currency,
            style.amount(p.amount),
            style.amount(p.recommended or Decimal(0)),
        )
        for p in held
    ]
    edition = "2026Q4" if day < date(2027, 1, 1) else "2027Q1"
    drawn = shared_desk.draw(
        KATRIN, table(style.headings, *rows, separator=style.separator), effective=day, edition=edition
    )
    assert drawn.offer.problems == ()
    assert drawn.moves == {"same": len(held)}
    assert drawn.plan.changes_nothing


@FEW
@given(
    breaks=st.dictionaries(st.sampled_from([1, 5, 10, 25]), AMOUNTS, min_size=1),
    tiers=st.sets(st.sampled_from(["Gold", "Silver", "Registered"]), min_size=1),
    day=DAYS,
)
def test_reseller_prices_with_breaks_are_undone_too(
    shared_desk: PublishingDesk, breaks: dict[int, Decimal], tiers: set[str], day: date
) -> None:
    before = shared_desk.everything()
    rows = [("NW-FW120", tier, "DE", quantity, amount) for tier in tiers for quantity, amount in breaks.items()]
    content = table(("MPN", "Tier", "Country", "From qty", "Net price EUR"), *rows)
    drawn = shared_desk.draw(JUERGEN, content, PriceListKind.RESELLER, effective=day)
    assert len(drawn.offer.prices) == len(rows)
    done = shared_desk.confirm(drawn)
    shared_desk.undo(JUERGEN, done)
    assert shared_desk.everything() == before
