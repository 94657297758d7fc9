"""The facts that the demo world fixes, read through the gate by the people who ask for them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from sqlalchemy import select

from channel import orders, parties, prices, products, special_prices, stock
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.matching import CustomerRecord, same_customer
from channel.money import Money
from channel.policy import Parameters
from channel.tables.deals import Conflict, Registration
from channel.tables.finance import CreditLine, Subscription
from channel.tables.parties import Organisation, Person
from channel.tables.prices import ListPrice, PriceList
from channel.tables.products import Product
from channel.tables.programmes import Certificate, OnboardingTask, Standing

TODAY = date(2026, 11, 24)
FACTS = Path(__file__).parents[2] / "tools" / "world_documents" / "facts.yaml"
WORLD = Path(__file__).parents[2] / "bot" / "playground" / "world"
Who = Callable[[str], Viewer]


def gold_price(gate: Gate, viewer: Viewer, quantity: int, day: date = TODAY) -> prices.PriceQuote:
    request = prices.PriceRequest("NW-FW120", prices.PriceKind.RESELLER, day, quantity, ("DE",))
    with gate.viewing(viewer) as session:
        (quote,) = prices.quote_price(session, request).quotes
    return quote


def deals_seen(gate: Gate, viewer: Viewer) -> dict[str, str]:
    with gate.viewing(viewer) as session:
        return {row.number: row.state for row in session.execute(select(Registration.number, Registration.state))}


@pytest.mark.parametrize("quantity", [1, 4, 9])
def test_alpenrock_pays_the_same_gold_price_for_one_to_nine(gate: Gate, who: Who, quantity: int) -> None:
    quote = gold_price(gate, who("alpenrock.sales"), quantity)

    assert quote.unit == Money(Decimal("1184.00"), "EUR")
    assert (quote.tier, quote.list_name, quote.edition) == ("gold", "Brightpath DACH", "2026Q4")
    assert quote.next_break is not None
    assert quote.next_break.quantity == 10


def test_list_prices_rise_on_the_first_of_december_and_reseller_prices_with_them(gate: Gate, who: Who) -> None:
    before = gold_price(gate, who("alpenrock.sales"), 1, date(2026, 11, 30))
    after = gold_price(gate, who("alpenrock.sales"), 1, date(2026, 12, 1))

    assert (before.unit.amount, after.unit.amount) == (Decimal("1184.00"), Decimal("1228.80"))
    assert before.valid_to == date(2026, 11, 30)


def test_the_fw120_lies_in_venlo_and_krems_but_not_in_duisburg(gate: Gate, who: Who) -> None:
    with gate.viewing(who("meridian.presales")) as session:
        (row,) = stock.position(session, ["NW-FW120"])

    assert {place.city: place.available for place in row.warehouses} == {"Venlo": 30, "Krems": 8, "Duisburg": 0}
    assert row.total == 38


def test_the_five_pack_is_out_and_120_come_to_venlo(gate: Gate, who: Who) -> None:
    with gate.viewing(who("donau.sales")) as session:
        (row,) = stock.position(session, ["NW-AP7-5PK"])

    assert row.total == 0
    assert [(a.city, a.quantity, a.eta) for a in row.arrivals] == [("Venlo", 120, date(2026, 12, 4))]


def test_the_gross_weight_of_the_five_pack_is_missing_and_only_that(gate: Gate, who: Who) -> None:
    with gate.viewing(who("brightpath.pm")) as session:
        single, pack = products.product_facts(session, ["NW-AP7", "NW-AP7-5PK"])

    assert (single.gross_weight_kg, pack.gross_weight_kg) == (Decimal("1.15"), None)
    assert pack.hs_code
    assert pack.country_of_origin


def test_the_sw48p_ends_and_its_successor_is_deeper(gate: Gate, who: Who) -> None:
    with gate.viewing(who("calder.owner")) as session:
        old, new = products.product_facts(session, ["NW-SW48P", "NW-SW48P-G2"])

    assert old.lifecycle.end_of_sale == date(2026, 12, 31)
    assert old.lifecycle.end_of_support == date(2031, 12, 31)
    assert old.lifecycle.successor == "NW-SW48P-G2"
    assert (old.depth_mm, new.depth_mm) == (350, 420)


def test_po_4500019921_is_partly_shipped_and_another_reseller_uses_the_number_too(gate: Gate, who: Who) -> None:
    with gate.viewing(who("alpenrock.buyer")) as session:
        (own,) = orders.find(session, "4500019921")
    with gate.viewing(who("brightpath.partner")) as session:
        both = orders.find(session, "4500019921")

    assert own.state == "partly_shipped"
    assert any(line.backordered for line in own.lines)
    assert {order.reseller for order in both} == {"Alpenrock IT", "Rheinblick IT"}


def test_only_the_five_pack_of_po_88213_is_open(gate: Gate, who: Who) -> None:
    with gate.viewing(who("meridian.buyer")) as session:
        (order,) = orders.find(session, "88213")

    assert [(line.mpn, line.backordered) for line in order.open_lines] == [("NW-AP7-5PK", 4)]


def test_the_serial_was_bought_by_fjordbyte_three_weeks_ago(gate: Gate, who: Who) -> None:
    with gate.viewing(who("fjordbyte.buyer")) as session:
        unit = orders.unit(session, "nw60a7733210")
    with gate.viewing(who("pixelforge.sales")) as session:
        unseen = orders.unit(session, "NW60A7733210")

    assert unit is not None
    assert (unit.mpn, unit.sold_on) == ("NW-FW60", TODAY - timedelta(weeks=3))
    assert unseen is None


def test_isartal_is_protected_with_a_special_price_for_twelve(gate: Gate, who: Who) -> None:
    with gate.viewing(who("alpenrock.sales")) as session:
        (special,) = special_prices.special_prices(session, customer="isartal")

    assert (special.deal, special.mpn, special.approved_quantity) == ("DR-2026-0147", "NW-FW120", 12)
    assert special.valid_to == date(2026, 12, 15)


def test_everybody_sees_the_own_deals_alone(gate: Gate, who: Who) -> None:
    alpenrock = deals_seen(gate, who("alpenrock.sales"))
    pixelforge = deals_seen(gate, who("pixelforge.owner"))
    brightpath = deals_seen(gate, who("brightpath.partner"))

    assert alpenrock == {
        "DR-2026-0147": "approved", "DR-2026-0149": "distributor_review", "DR-2026-0139": "rejected"
    }  # fmt: skip
    assert pixelforge == {"DR-2026-0152": "distributor_review", "DR-2026-0128": "expired"}
    assert brightpath.keys() == {"DR-2026-0131", "DR-2026-0139", "DR-2026-0144", "DR-2026-0147", "DR-2026-0149",
                                 "DR-2026-0150"}  # fmt: skip


def test_the_vendor_alone_sees_the_conflict(gate: Gate, who: Who) -> None:
    def conflicts(viewer: Viewer) -> int:
        with gate.viewing(viewer) as session:
            return len(session.execute(select(Conflict.id)).all())

    seen = {key: conflicts(who(key)) for key in ("northwall.channel", "kestrel.partner", "pixelforge.owner")}
    assert seen == {"northwall.channel": 1, "kestrel.partner": 0, "pixelforge.owner": 0}


def test_alpenrock_has_fourteen_renewals_in_ninety_days(gate: Gate, who: Who) -> None:
    with gate.viewing(who("alpenrock.owner")) as session:
        ends = session.scalars(select(Subscription.ends_on)).all()

    assert sum(TODAY <= day <= TODAY + timedelta(days=90) for day in ends) == 14


def test_alpenrock_has_less_than_40_000_of_credit_left(gate: Gate, who: Who) -> None:
    with gate.viewing(who("alpenrock.buyer")) as session:
        (line,) = session.scalars(select(CreditLine)).all()

    assert Decimal(0) < line.limit - line.exposure < Decimal(40000)


def test_gold_hangs_on_one_person_and_two_certificates_run_out(gate: Gate, who: Who) -> None:
    with gate.viewing(who("alpenrock.owner")) as session:
        held = session.execute(
            select(Certificate.code, Certificate.expires_on, Person.key).join(
                Person, Person.id == Certificate.person_id
            )
        ).all()

    assert [row.key for row in held if row.code == "NWCP"] == ["alpenrock.presales"]
    soon = [row for row in held if row.expires_on and row.expires_on <= TODAY + timedelta(days=60)]
    assert len(soon) == 2


def test_nobody_is_authorised_for_ztna(gate: Gate, who: Who) -> None:
    viewer = who("northwall.channel")
    with gate.viewing(viewer) as session:
        resellers = [row for row in parties.organisations(session) if row.kind == "reseller"]
        held = [products.authorisation(session, row.id, "ZTNA", TODAY) for row in resellers]

    assert len(resellers) == 8
    assert all(fact is not None and not fact.countries for fact in held)


def test_the_tiers_are_those_of_the_table(gate: Gate, who: Who) -> None:
    with gate.viewing(who("northwall.channel")) as session:
        rows = session.execute(
            select(Organisation.key, Standing.tier).join(Organisation, Organisation.id == Standing.reseller_id)
        ).all()

    assert {row.key: row.tier for row in rows} == {
        "alpenrock": "Gold", "meridian": "Silver", "donau": "Silver", "calder": "Silver", "fjordbyte": "Silver",
        "tirol": "Registered", "rheinblick": "Registered", "pixelforge": "Registered",
    }  # fmt: skip


def test_the_next_list_is_seen_by_its_vendor_and_by_brightpaths_product_manager(gate: Gate, who: Who) -> None:
    def editions(key: str) -> set[str]:
        with gate.viewing(who(key)) as session:
            return set(session.scalars(select(PriceList.edition)))

    assert "2027Q1" in editions("northwall.marketing")
    assert "2027Q1" in editions("brightpath.pm")
    for key in ("brightpath.partner", "kestrel.pm", "alpenrock.owner", "fjordbyte.buyer"):
        assert editions(key) == {"2026Q4"}


def test_nordlys_is_being_onboarded(gate: Gate, who: Who) -> None:
    def steps(key: str) -> list[date | None]:
        with gate.viewing(who(key)) as session:
            return list(session.scalars(select(OnboardingTask.done_on).order_by(OnboardingTask.position)))

    assert steps("kestrel.partner") == steps("nordlys.owner")
    assert [done is not None for done in steps("nordlys.owner")] == [True, True] + [False] * 7
    assert steps("alpenrock.owner") == []


def test_every_person_is_linked_and_the_guest_is_nobody(gate: Gate, who: Who) -> None:
    with gate.viewing(who("kestrel.partner")) as session:
        keys = set(session.scalars(select(Person.key)))

    assert {"kestrel.pm", "pixelforge.sales", "nordlys.owner"} <= keys
    assert who("weber.service").kind == "reseller"
    assert who("guest.unknown").organisation_id is None
    assert Right.SEE_CREDIT in who("meridian.buyer").rights
    assert Right.SEE_CREDIT not in who("alpenrock.sales").rights


def test_list_prices_are_those_that_the_documents_state(gate: Gate, who: Who) -> None:
    facts = yaml.safe_load(FACTS.read_text(encoding="utf-8"))
    stated = {
        (product["mpn"], currency): Decimal(amount)
        for product in facts["products"]
        if product["vendor"] == "northwall"
        for currency, amount in product["list_price"].items()
    }
    with gate.viewing(who("northwall.marketing")) as session:
        rows = session.execute(
            select(Product.mpn, ListPrice.currency, ListPrice.amount)
            .join(Product, Product.id == ListPrice.product_id)
            .where(ListPrice.valid_from == date(2026, 10, 1))
        ).all()

    assert {(row.mpn, row.currency): row.amount for row in rows} == stated


def test_rows_that_name_a_paper_name_one_that_everybody_may_read() -> None:
    papers = yaml.safe_load((WORLD / "documents.yaml").read_text(encoding="utf-8"))["documents"]
    public = {paper["title"] for paper in papers if any(r["audience"] == "public" for r in paper["releases"])}
    with (WORLD / "compatibilities.csv").open(encoding="utf-8") as file:
        named = {row["document"] for row in csv.DictReader(file)}

    assert named <= public


def test_policies_name_the_clause_of_a_live_paper() -> None:
    papers = yaml.safe_load((WORLD / "documents.yaml").read_text(encoding="utf-8"))["documents"]
    live = {paper["title"] for paper in papers if paper["status"] == "live"}
    policies = yaml.safe_load((WORLD / "policies.yaml").read_text(encoding="utf-8"))["policies"]

    assert {policy["clause"].split(",")[0] for policy in policies} <= live


def test_policies_hold_parameters_that_the_rules_know_and_give_the_special_price() -> None:
    policies = yaml.safe_load((WORLD / "policies.yaml").read_text(encoding="utf-8"))["policies"]
    read = {policy.get("line"): Parameters.model_validate(policy["parameters"]) for policy in policies}

    percent = read["northwall/Firewall"].registered_discount_percent_by_tier["gold"]
    assert Decimal(1850) * (100 - percent) / 100 == Decimal("1073.00")


def test_the_conflict_is_the_one_that_matching_finds(gate: Gate, who: Who) -> None:
    with gate.viewing(who("northwall.channel")) as session:
        (conflict,) = session.scalars(select(Conflict)).all()
        later, earlier = (
            session.scalars(select(Registration).where(Registration.id == deal)).one()
            for deal in (conflict.registration_id, conflict.rival_id)
        )

    def record(row: Registration) -> CustomerRecord:
        return CustomerRecord(
            row.customer, row.customer_country, row.customer_city, row.customer_postcode, row.customer_domain
        )

    match = same_customer(record(later), record(earlier))
    assert (later.number, earlier.number) == ("DR-2026-0152", "DR-2026-0147")
    assert (match.same, match.score, list(match.reasons)) == (True, conflict.score, conflict.reasons)
