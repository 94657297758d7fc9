from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from publishing_desk import SYSTEM, Drawn, PublishingDesk, table
from sqlalchemy import select

from channel.access.rights import Right
from channel.errors import NotAllowed, NotPossible
from channel.parties import organisations
from channel.price_moves import Caution, Missing, Move
from channel.prices import PriceKind
from channel.tables.parties import Kind, Person, PersonRight
from channel.tables.prices import PriceListKind

KATRIN, OLIVER, JUERGEN = "northwall.channel", "northwall.marketing", "brightpath.pm"
NEW_YEAR = date(2027, 1, 1)
HEADINGS = ("Part number", "List price EUR", "Country")


def test_a_new_list_replaces_the_one_before_from_its_day_on(desk: PublishingDesk) -> None:
    drawn = desk.draw(
        KATRIN,
        table(HEADINGS, ("NW-FW120", "1,999.00", "DE"), ("NW-FW60", "510", "DE")),
        effective=date(2026, 12, 10),
        edition="2026Q4b",
        missing=Missing.KEEP,
    )
    assert drawn.moves == {"up": 1, "down": 1}
    desk.confirm(drawn)
    assert desk.prices_of(KATRIN, "NW-FW120", date(2026, 12, 9)) == ["EUR 1920.00"]
    assert desk.prices_of(KATRIN, "NW-FW120", date(2026, 12, 10)) == ["EUR 1999.00"]
    assert desk.prices_of(KATRIN, "NW-FW120", date(2026, 12, 10), "AT") == ["EUR 1920.00"]
    assert desk.prices_of(KATRIN, "NW-AP7", date(2026, 12, 10)) == desk.prices_of(KATRIN, "NW-AP7", date(2026, 12, 9))


def test_undoing_restores_every_row_as_it_was(desk: PublishingDesk) -> None:
    before = desk.everything()
    drawn = desk.draw(KATRIN, table(HEADINGS, ("NW-FW120", "1,999.00", "DE"), ("NW-FW60", "510", "AT")))
    done = desk.confirm(drawn)
    assert desk.everything() != before
    desk.undo(OLIVER, done)
    assert desk.everything() == before
    with pytest.raises(NotPossible, match="taken back already"):
        desk.undo(OLIVER, done)


def test_a_later_list_must_be_undone_first(desk: PublishingDesk) -> None:
    first = desk.confirm(desk.draw(KATRIN, table(HEADINGS, ("NW-FW120", "1999", "DE")), name="first.csv"))
    second = desk.confirm(desk.draw(KATRIN, table(HEADINGS, ("NW-FW120", "2100", "DE")), name="second.csv"))
    with pytest.raises(NotPossible) as refused:
        desk.undo(KATRIN, first)
    assert "second.csv" in refused.value.next_step
    desk.undo(KATRIN, second)
    desk.undo(KATRIN, first)
    assert desk.prices_of(KATRIN, "NW-FW120", NEW_YEAR) == ["EUR 1920.00"]


def test_prices_that_changed_since_the_preview_are_compared_again(desk: PublishingDesk) -> None:
    first = desk.draw(KATRIN, table(HEADINGS, ("NW-FW120", "1999", "DE")))
    second = desk.draw(OLIVER, table(HEADINGS, ("NW-FW120", "2100", "DE")))
    desk.confirm(first)
    with pytest.raises(NotPossible, match="changed since"):
        desk.confirm(second)
    assert desk.prices_of(KATRIN, "NW-FW120", NEW_YEAR) == ["EUR 1999.00"]


def test_of_two_imports_at_once_one_takes_effect_and_the_other_compares_again(desk: PublishingDesk) -> None:
    drawn = [
        desk.draw(who, table(HEADINGS, ("NW-FW120", amount, "DE")))
        for who, amount in ((KATRIN, "1999"), (OLIVER, "2100"), (KATRIN, "2200"))
    ]

    def attempt(one: Drawn) -> str:
        try:
            return str(desk.confirm(one))
        except NotPossible as refusal:
            return refusal.message

    with ThreadPoolExecutor(3) as people:
        outcomes = sorted(people.map(attempt, drawn))
    assert sum(1 for outcome in outcomes if outcome.isdecimal()) == 1
    assert sum(1 for outcome in outcomes if "changed since" in outcome) == 2
    assert len(desk.prices_of(KATRIN, "NW-FW120", NEW_YEAR)) == 1


def test_what_a_vendor_charges_goes_to_the_cost_of_that_distributor_alone(desk: PublishingDesk) -> None:
    with desk.gate.viewing(desk.who(KATRIN)) as session:
        brightpath = next(one.id for one in organisations(session, Kind.DISTRIBUTOR) if one.key == "brightpath")
    content = table(("MPN", "Distributor price EUR", "Country"), ("NW-FW120", "1000", "DE"))
    desk.confirm(desk.draw(KATRIN, content, PriceListKind.COST, distributor=brightpath))
    assert desk.prices_of(JUERGEN, "NW-FW120", NEW_YEAR, kind=PriceKind.COST) == ["EUR 1000.00"]
    assert desk.prices_of("kestrel.pm", "NW-FW120", NEW_YEAR, kind=PriceKind.COST) != ["EUR 1000.00"]
    assert desk.prices_of("alpenrock.sales", "NW-FW120", NEW_YEAR, kind=PriceKind.COST) == []
    assert desk.prices_of(KATRIN, "NW-FW120", NEW_YEAR) == ["EUR 1920.00"]


def test_who_may_not_see_cost_prices_cannot_take_them_back(desk: PublishingDesk) -> None:
    with desk.gate.viewing(desk.who(KATRIN)) as session:
        brightpath = next(one.id for one in organisations(session, Kind.DISTRIBUTOR) if one.key == "brightpath")
    content = table(("MPN", "Distributor price EUR", "Country"), ("NW-FW120", "1000", "DE"))
    done = desk.confirm(desk.draw(KATRIN, content, PriceListKind.COST, distributor=brightpath))
    with desk.gate.acting(SYSTEM, Right.OPERATE) as action:
        rights = select(PersonRight).join(Person, Person.id == PersonRight.person_id)
        for held in action.session.scalars(rights.where(Person.key == OLIVER, PersonRight.right == Right.SEE_COST)):
            action.session.delete(held)

    with pytest.raises(NotAllowed):
        desk.undo(OLIVER, done)
    desk.undo(KATRIN, done)


def test_the_list_in_effect_once_more_changes_nothing(desk: PublishingDesk) -> None:
    drawn = desk.draw(
        KATRIN,
        table(("MPN", "List", "RRP", "Currency", "Country"), ("NW-FW60", "519", "488", "EUR", "DE")),
        effective=date(2026, 12, 5),
        edition="2026Q4",
        missing=Missing.KEEP,
    )
    assert drawn.moves == {"same": 1}
    assert drawn.plan.changes_nothing
    with pytest.raises(NotPossible, match="already holds"):
        desk.confirm(drawn)


def test_what_a_half_complete_list_leaves_out_ends_and_a_correction_ends_nothing(desk: PublishingDesk) -> None:
    one = desk.draw(KATRIN, table(HEADINGS, ("NW-FW120", "1999", "DE")))
    assert one.plan.missing is Missing.KEEP
    assert one.plan.counts[Move.GONE] == 0
    firewalls = ("NW-FW60", "NW-FW60-F", "NW-FW120", "NW-FW240", "NW-FW60-BDL-36", "NW-FW120-BDL-12", "NW-FW120-BDL-36")
    most = desk.draw(KATRIN, table(HEADINGS, *((mpn, "900", "DE") for mpn in firewalls)))
    assert most.plan.missing is Missing.END
    assert {move.goods.line for move in most.plan.moves if move.move is Move.GONE} == {"Firewall"}
    assert "Switching" in most.plan.untouched


def test_suspicious_prices_are_pointed_out(desk: PublishingDesk) -> None:
    drawn = desk.draw(
        KATRIN,
        table(
            ("Part number", "List price", "Currency", "Country"),
            ("NW-FW120", "19.20", "EUR", "DE"),
            ("NW-FW60", "900", "EUR", "DE"),
            ("NW-AP7", "0", "EUR", "DE"),
            ("NW-SW24", "400", "USD", "DE"),
        ),
    )
    cautions = {move.goods.mpn: move.cautions for move in drawn.plan.moves}
    assert cautions["NW-FW120"] == (Caution.SLIP,)
    assert cautions["NW-FW60"] == (Caution.JUMP,)
    assert cautions["NW-AP7"] == (Caution.FREE,)
    assert cautions["NW-SW24"] == (Caution.CURRENCY,)


def test_a_distributor_publishes_its_own_reseller_prices_with_quantity_breaks(desk: PublishingDesk) -> None:
    rows = table(
        ("Artikelnummer", "Ab Menge", "Gold DE EUR", "Silver DE EUR"),
        ("NW-FW120", 1, "1.100,00", "1.300,00"),
        ("NW-FW120", 10, "1.050,00", "1.250,00"),
    )
    done = desk.confirm(desk.draw(JUERGEN, rows, PriceListKind.RESELLER, missing=Missing.KEEP))
    gold = {"kind": PriceKind.RESELLER, "tier": "gold"}
    assert desk.prices_of("alpenrock.sales", "NW-FW120", NEW_YEAR, **gold) == []
    assert desk.prices_of(JUERGEN, "NW-FW120", NEW_YEAR, **gold) == ["EUR 1100.00"]
    assert desk.prices_of(JUERGEN, "NW-FW120", NEW_YEAR, quantity=30, **gold) == ["EUR 1050.00"]
    desk.undo(JUERGEN, done)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("alpenrock.sales", PriceListKind.RESELLER),
        (JUERGEN, PriceListKind.LIST),
        (KATRIN, PriceListKind.RESELLER),
        ("brightpath.credit", PriceListKind.RESELLER),
    ],
)
def test_nobody_publishes_prices_that_are_not_theirs(desk: PublishingDesk, key: str, kind: PriceListKind) -> None:
    with pytest.raises(NotAllowed):
        desk.draw(key, table(HEADINGS, ("NW-FW120", "1999", "DE")), kind)
