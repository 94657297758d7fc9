"""What a programme asks of a deal: each rule on its own, on the day it is asked, over the demo world."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from desk import MORNING, Desk
from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.deals import eligibility
from channel.deals.states import State
from channel.deals.views import Application
from channel.matching import normalised
from channel.policy import Parameters, Policy
from channel.tables.deals import Registration
from channel.tables.finance import CreditLine
from channel.tables.parties import Authorisation, Organisation
from channel.tables.programmes import Certificate

TODAY = date(2026, 11, 24)
Judged = list[tuple[str, tuple[str, ...]]]


class Bench:
    """One reseller's deal, judged by rules that an example sets."""

    def __init__(self, session: Session) -> None:
        self.session = session
        ids = {row.key: row.id for row in session.execute(select(Organisation.key, Organisation.id))}
        self.reseller, self.vendor, self.distributor = ids["alpenrock"], ids["northwall"], ids["brightpath"]

    def deal(self, **said: Any) -> Application:
        known: dict[str, Any] = {
            "vendor_id": self.vendor,
            "distributor_id": self.distributor,
            "customer": "Isarwerk Klinik GmbH",
            "country": "DE",
            "postcode": "80331",
            "contact_name": "Max Huber",
            "contact_email": "max.huber@isarwerk-klinik.example",
            "lines": (("NW-FW120", 25),),
            "value": "48000",
            "currency": "EUR",
            "expected_close": date(2027, 1, 31),
        }
        return Application(**{**known, **said})

    def rules(self, **parameters: Any) -> Policy:
        return Policy(1, "Example", "clause 4", date(2026, 1, 1), Parameters(**parameters))

    def check(self, rules: dict[str, Any] | None = None, day: date = TODAY, **said: Any) -> Judged:
        found = eligibility.check(self.session, self.rules(**rules or {}), self.deal(**said), self.reseller, day)
        return [(problem.code, problem.facts) for problem in found]

    def doubts(self, rules: dict[str, Any] | None = None, **said: Any) -> Judged:
        found = eligibility.doubts(self.session, self.rules(**rules or {}), self.deal(**said), self.reseller, TODAY)
        return [(problem.code, problem.facts) for problem in found]

    def standing(self, *checks: str, **said: Any) -> list[str]:
        rules = self.rules(standing_checks=checks)
        found = eligibility.standing(self.session, rules, self.deal(**said), self.reseller, TODAY)
        return [problem.code for problem in found]

    def missing(self, rules: dict[str, Any] | None = None, **said: Any) -> tuple[str, ...]:
        return eligibility.missing(self.rules(**rules or {}), self.deal(**said))

    def has_registered(self, customer: str, state: State, days_ago: int = 0, **more: Any) -> Registration:
        """One of the reseller's registrations becomes one for that customer, made and decided so long ago."""
        row = self.session.scalars(select(Registration).where(Registration.number == "DR-2026-0147")).one()
        row.customer_normalised = normalised(customer)
        row.state = state
        row.created_at = row.decided_at = MORNING - timedelta(days=days_ago)
        for name, value in more.items():
            setattr(row, name, value)
        self.session.flush()
        return row


class Undo(Exception):  # noqa: N818 - rolls an example back
    """The example is over."""


@pytest.fixture
def bench(desk: Desk) -> Iterator[Bench]:
    with suppress(Undo), desk.unseen() as action:
        yield Bench(action.session)
        raise Undo


def test_an_ordinary_deal_passes(bench: Bench) -> None:
    assert bench.check() == []
    assert bench.doubts({"plausible_value_percent": (1, 1000)}) == []
    assert bench.missing() == ()
    assert bench.standing() == []


# ------------------------------------------------------------------ what is missing
@pytest.mark.parametrize("field", ["customer", "postcode", "contact_email", "lines", "value", "expected_close"])
def test_a_required_field_that_nobody_said_is_missing(bench: Bench, field: str) -> None:
    assert bench.missing(**{field: () if field == "lines" else None}) == (field,)


def test_what_the_programme_does_not_require_is_not_missing(bench: Bench) -> None:
    assert bench.missing({"required_fields": ("customer",)}, postcode=None) == ()


def test_an_activity_needs_what_and_when(bench: Bench) -> None:
    asked = {"activity_required": True}
    assert bench.missing(asked) == ("activity",)
    assert bench.missing(asked, activity="demo") == ("activity",)
    assert bench.missing(asked, activity_on=TODAY) == ("activity",)
    assert bench.missing(asked, activity="demo", activity_on=TODAY) == ()


def test_evidence_counts_in_files(bench: Bench) -> None:
    asked = {"evidence_required": 2}
    assert bench.missing(asked, uploads=("up-1",)) == ("evidence",)
    assert bench.missing(asked, uploads=("up-1", "up-2")) == ()


def test_a_product_without_a_number_of_units_is_incomplete(bench: Bench) -> None:
    assert bench.missing(lines=(("NW-FW120", 3), ("NW-AP7", None))) == ("quantities",)


def test_an_unknown_day_of_publication_is_asked_for_where_it_matters(bench: Bench) -> None:
    assert bench.missing(tender="?") == ("tender_published_on",)
    assert bench.missing(tender="?", tender_published_on=TODAY) == ()
    assert bench.missing(tender="T-1") == ()
    assert bench.missing({"tender_rule": "allowed"}, tender="?") == ()


# ------------------------------------------------------------------ what the rules forbid
def test_products_of_two_vendors_are_two_deals(bench: Bench) -> None:
    assert "several_vendors" in dict(bench.check(lines=(("NW-FW120", 5), ("VLT-VM-10", 5))))


def test_a_line_one_is_not_authorised_for_is_named_with_those_one_is(bench: Bench) -> None:
    for row in bench.session.scalars(select(Authorisation).where(Authorisation.reseller_id == bench.reseller)):
        row.status = "suspended"
    bench.session.flush()
    assert bench.check() == [("not_authorised", ("Firewall", ""))]


def test_a_country_one_is_not_authorised_for_is_named(bench: Bench) -> None:
    ((code, (line, country, countries)),) = bench.check(country="NO", postcode="0150")
    assert (code, line, country) == ("territory", "Firewall", "NO")
    assert "DE" in countries.split(", ")


def test_without_a_country_or_a_known_product_nothing_is_said_of_authorisation(bench: Bench) -> None:
    assert bench.check(country=None) == []
    assert bench.check(lines=()) == []


@pytest.mark.parametrize(("ends", "codes"), [(None, 0), (TODAY, 0), (TODAY - timedelta(days=1), 1)])
def test_an_authorisation_holds_up_to_its_last_day(bench: Bench, ends: date | None, codes: int) -> None:
    for row in bench.session.scalars(select(Authorisation).where(Authorisation.reseller_id == bench.reseller)):
        row.valid_to = ends
    bench.session.flush()
    assert len(bench.check()) == codes


def test_lines_that_no_one_distributor_sells_to_the_reseller_are_two_deals(bench: Bench) -> None:
    mixed = (("NW-FW120", 5), ("NW-AP7", 5))
    goods = eligibility.goods_of(bench.session, [mpn for mpn, _ in mixed])
    lines = {product.line_id for product in goods}
    assert len(lines) == 2
    assert bench.check(lines=mixed) == []
    of_line = select(Authorisation).where(
        Authorisation.reseller_id == bench.reseller, Authorisation.line_id == max(lines)
    )
    kestrel = bench.session.scalars(select(Organisation.id).where(Organisation.key == "kestrel")).one()
    for row in bench.session.scalars(of_line):
        row.distributor_id = kestrel
    bench.session.flush()
    assert bench.check(lines=mixed) == [("no_common_distributor", ())]


def test_a_deal_is_worth_at_least_the_minimum_of_its_currency(bench: Bench) -> None:
    asked = {"minimum_value": {"EUR": Decimal(48000), "CHF": Decimal(1)}}
    assert bench.check(asked) == []
    assert bench.check(asked, value="47999.99") == [("below_minimum", ("EUR", "48000", "47999.99"))]
    assert bench.check(asked, currency="USD") == [("currency", ("USD", "CHF, EUR"))]
    assert bench.check(asked, value=None) == []
    assert bench.check(asked, currency=None) == []


def test_where_the_list_counts_a_high_value_said_does_not_help(bench: Bench) -> None:
    listed = eligibility.listed_value(bench.session, bench.deal(), TODAY)
    assert listed is not None
    above = {"minimum_value": {"EUR": listed + 1}, "minimum_basis": "list"}
    at = {"minimum_value": {"EUR": listed}, "minimum_basis": "list"}
    assert bench.check(above, value="9000000") == [("below_minimum", ("EUR", str(listed + 1), str(listed)))]
    assert bench.check(at, value="1") == []
    assert bench.check(above, lines=(("NW-FW120", None),), value="9000000") == []


def test_a_programme_may_count_units(bench: Bench) -> None:
    asked = {"minimum_units": 26}
    assert bench.check(asked) == [("below_units", ("26", "25"))]
    assert bench.check(asked, lines=(("NW-FW120", 25), ("NW-AP7", 1))) == []
    assert bench.check(asked, lines=(("NW-FW120", 25), ("NW-AP7", None))) == []


def test_a_tender_is_registered_before_it_is_published(bench: Bench) -> None:
    published = {"tender": "T-1", "tender_published_on": TODAY}
    assert bench.check(**published) == [("tender_published", ())]
    assert bench.check(tender="T-1", tender_published_on=TODAY + timedelta(days=1)) == []
    assert bench.check(tender="T-1") == []
    assert bench.check({"tender_rule": "allowed"}, **published) == []
    assert bench.check({"tender_rule": "never"}, tender="T-1") == [("tender_never", ())]
    assert bench.check({"tender_rule": "never"}) == []


def test_renewals_are_registered_where_the_programme_takes_them(bench: Bench) -> None:
    assert bench.check(deal_type="renewal") == [("renewal", ())]
    assert bench.check({"renewals_eligible": True}, deal_type="renewal") == []


def test_excluded_products_are_named(bench: Bench) -> None:
    mixed = (("NW-FW120", 25), ("NW-AP7", 5))
    assert bench.check({"excluded_mpns": ("NW-AP7",)}, lines=mixed) == [("product_excluded", ("NW-AP7",))]
    both = {"excluded_mpns": ("NW-AP7", "NW-FW120")}
    assert bench.check(both, lines=mixed) == [("product_excluded", ("NW-FW120, NW-AP7",))]


def test_nobody_registers_their_own_company(bench: Bench) -> None:
    own = bench.session.get_one(Organisation, bench.reseller)
    assert bench.check(customer=own.legal_name) == [("own_company", ())]
    assert bench.check(customer=own.name.upper()) == [("own_company", ())]
    own.domain = "alpenrock.example"
    bench.session.flush()
    assert bench.check(domain="alpenrock.example") == [("own_company", ())]
    assert bench.check(domain="isarwerk.example") == []
    assert bench.check(customer=None) == []
    own.domain = None
    bench.session.flush()
    assert bench.check() == []


# ------------------------------------------------------------------ the reseller's own registrations
def test_the_same_deal_is_not_registered_twice(bench: Bench) -> None:
    bench.has_registered("Isarwerk Klinik", State.VENDOR_REVIEW, days_ago=90)
    assert bench.check() == [("duplicate_own", ("DR-2026-0147",))]


@pytest.mark.parametrize("state", [State.LOST, State.CONVERTED, State.EXPIRED])
def test_a_deal_that_is_over_is_no_duplicate(bench: Bench, state: State) -> None:
    bench.has_registered("Isarwerk Klinik", state, days_ago=90)
    assert bench.check() == []


@pytest.mark.parametrize(("days", "split"), [(0, 1), (30, 1), (31, 0)])
def test_one_deal_in_parts_is_seen_for_the_programmes_days(bench: Bench, days: int, split: int) -> None:
    bench.has_registered("Isarwerk Klinik", State.APPROVED, days_ago=days)
    found = bench.check({"splitting_days": 30}, lines=(("NW-SW24", 5),))
    assert found == [("splitting", ("DR-2026-0147", "30"))] * split


def test_only_so_many_registrations_are_open_at_once(bench: Bench) -> None:
    live = bench.session.scalars(
        select(Registration.number).where(
            Registration.reseller_id == bench.reseller,
            Registration.vendor_id == bench.vendor,
            Registration.state.in_([State.APPROVED, State.DISTRIBUTOR_REVIEW, State.VENDOR_REVIEW]),
        )
    ).all()
    assert live
    assert bench.check({"max_open_registrations": len(live)}) == [("too_many", (str(len(live)),))]
    assert bench.check({"max_open_registrations": len(live) + 1}) == []


def test_only_so_many_are_registered_a_day(bench: Bench) -> None:
    bench.has_registered("Somebody Else", State.APPROVED)
    assert bench.check({"max_registrations_per_day": 1}) == [("too_fast", ("1",))]
    assert bench.check({"max_registrations_per_day": 2}) == []


def test_where_customers_must_be_new_known_ones_are_refused(bench: Bench) -> None:
    asked = {"new_customers_only": True, "new_customer_lookback_months": 12}
    assert bench.check(asked) == []
    assert bench.check(asked, relationship="existing") == [("existing_customer", ("12", ""))]
    assert bench.check(relationship="existing") == []
    bench.has_registered("Isarwerk Klinik", State.CLOSED, days_ago=360)
    assert bench.check(asked) == [("existing_customer", ("12", "DR-2026-0147"))]
    assert bench.check(asked, customer="Moorhof Textil AG") == []
    assert bench.check(asked, vendor_id=None) == []
    bench.has_registered("Isarwerk Klinik", State.CLOSED, days_ago=362)
    assert bench.check(asked) == []


# ------------------------------------------------------------------ what is worth a second look
def test_a_customer_won_before_is_worth_a_second_look_for_a_new_deal(bench: Bench) -> None:
    bench.has_registered("Isarwerk Klinik", State.CONVERTED, days_ago=30)
    wide = {"plausible_value_percent": (1, 1000)}
    assert bench.doubts(wide) == [("won_before", ("12", "DR-2026-0147"))]
    assert bench.doubts(wide, deal_type="add_on") == []
    assert bench.doubts({**wide, "new_customers_only": True}) == []


def test_a_value_far_from_the_list_is_worth_a_second_look(bench: Bench) -> None:
    listed = eligibility.listed_value(bench.session, bench.deal(), TODAY)
    assert listed is not None
    bounds = {"plausible_value_percent": (20, 300)}
    half, little, much = (str(listed * percent / 100) for percent in (50, 19, 301))
    assert bench.doubts(bounds, value=half) == []
    assert bench.doubts(bounds, value=little) == [("implausible_value", (little, str(listed), "EUR", "19"))]
    assert bench.doubts(bounds, value=much) == [("implausible_value", (much, str(listed), "EUR", "301"))]
    assert bench.doubts(bounds, value=str(listed * 3)) == []
    assert bench.doubts(bounds, value=str(listed / 5)) == []
    assert bench.doubts(bounds, value=None) == []
    assert bench.doubts(bounds, value=little, lines=()) == []


def test_the_list_gives_a_total_only_when_every_price_is_known(bench: Bench) -> None:
    def total(**said: Any) -> Decimal | None:
        return eligibility.listed_value(bench.session, bench.deal(**said), TODAY)

    one = total(lines=(("NW-FW120", 1),))
    assert one is not None
    assert total(lines=(("NW-FW120", 25),)) == one * 25
    assert total(lines=(("NW-FW120", None),)) is None
    assert total(lines=(("NW-FW120", 1), ("no such product", 1))) is None
    assert total(currency=None) is None
    assert total(lines=()) is None


@pytest.mark.parametrize(
    ("email", "domain", "own"),
    [
        ("m@isarwerk.example", "isarwerk.example", True),
        ("m@ISARWERK.example", "isarwerk.example", True),
        ("m@mail.isarwerk.example", "isarwerk.example", True),
        ("m@notisarwerk.example", "isarwerk.example", False),
        ("m@gmail.com", "isarwerk.example", False),
        (None, "isarwerk.example", True),
        ("m@gmail.com", None, True),
    ],
)
def test_mail_from_elsewhere_is_worth_a_second_look(
    bench: Bench,
    email: str | None,
    domain: str | None,
    own: bool,  # noqa: FBT001 - what is expected
) -> None:
    found = bench.doubts({"plausible_value_percent": (1, 1000)}, contact_email=email, domain=domain)
    assert found == ([] if own else [("mail_elsewhere", (email, domain))])


# ------------------------------------------------------------------ the reseller's own standing
@pytest.mark.parametrize(
    ("owed", "codes"),
    [
        ({"overdue": Decimal(1)}, ["credit_standing"]),
        ({"on_hold": True}, ["credit_standing"]),
        ({"overdue": Decimal(0), "on_hold": False}, []),
    ],
)
def test_who_owes_its_distributor_registers_nothing_where_that_is_checked(
    bench: Bench, owed: dict[str, Any], codes: list[str]
) -> None:
    for line in bench.session.scalars(select(CreditLine).where(CreditLine.reseller_id == bench.reseller)):
        for name, value in owed.items():
            setattr(line, name, value)
    bench.session.flush()
    assert bench.standing("not_past_due") == codes
    assert bench.standing("not_past_due", distributor_id=bench.vendor) == []
    assert bench.standing() == []


@pytest.mark.parametrize(("expires", "codes"), [(TODAY, []), (None, []), (TODAY - timedelta(days=1), ["not_trained"])])
def test_a_certificate_counts_up_to_its_last_day(bench: Bench, expires: date | None, codes: list[str]) -> None:
    held = select(Certificate).where(Certificate.reseller_id == bench.reseller)
    assert bench.session.scalars(held).first() is not None
    for row in bench.session.scalars(held):
        row.expires_on = expires
    bench.session.flush()
    assert bench.standing("trained") == codes
    assert bench.standing("trained", vendor_id=bench.reseller) == ["not_trained"]
    assert bench.standing() == []
