"""Ship-and-debit claims with their arithmetic, and credit lines that change when who may says so."""

from __future__ import annotations

from decimal import Decimal

from request_desk import SYSTEM, accepted, asked, confirmed, declined, news, rows
from sqlalchemy import select

from bot.playground.demo import Demo
from channel.access.rights import Right
from channel.tables.finance import CreditLine
from channel.tables.journal import AuditEntry
from channel.tables.parties import Organisation

CLAIM = "submit the ship and debit claim for DR-2026-0131, 5 units, October"


def line(demo: Demo, reseller: str) -> CreditLine:
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        found = action.session.scalars(
            select(CreditLine)
            .join(Organisation, Organisation.id == CreditLine.reseller_id)
            .where(Organisation.key == reseller)
        ).one()
        action.session.expunge_all()
    return found


def test_a_debit_is_reckoned_from_the_registered_price(demo: Demo) -> None:
    drafted = asked(demo, "brightpath.pm", CLAIM)
    assert "5 × EUR 171.60 = EUR 858.00" in drafted
    assert "8 of 20 approved units" in drafted
    confirmed(demo, "brightpath.pm")
    assert "CLM-0001" in news(demo, "northwall.channel").text


def test_what_is_claimed_already_is_not_claimed_again(demo: Demo) -> None:
    asked(demo, "brightpath.pm", CLAIM)
    confirmed(demo, "brightpath.pm")
    assert "more than the 3 that are left" in asked(
        demo, "brightpath.pm", CLAIM.replace("5", "4").replace("Octo", "Septem")
    )


def test_only_who_sees_cost_claims_and_a_reseller_hears_nothing_of_it(demo: Demo) -> None:
    assert "not part of your role" in asked(demo, "brightpath.partner", CLAIM)
    refused = asked(demo, "donau.buyer", "file the ship and debit claim for our bid, 5 units")
    assert "171" not in refused
    assert "theirs" in refused


def test_a_rebate_is_claimed_after_its_quarter(demo: Demo) -> None:
    assert "runs until 31 Dec 2026" in asked(demo, "alpenrock.sales", "please claim our growth rebate in English")


def test_a_request_for_credit_changes_the_line_once_it_is_accepted(demo: Demo) -> None:
    drafted = asked(demo, "alpenrock.buyer", "please increase our credit line by 25k until the end of January")
    assert "EUR 250,000.00" in drafted
    assert "EUR 275,000.00" in drafted
    assert "EUR 60,680.00" in drafted
    confirmed(demo, "alpenrock.buyer")
    assert line(demo, "alpenrock").temporary_limit is None
    accepted(demo, "brightpath.credit", "Until January only.")
    assert line(demo, "alpenrock").temporary_limit == Decimal(275_000)
    assert "Until January only" in news(demo, "alpenrock.buyer").text


def test_a_declined_request_leaves_the_line(demo: Demo) -> None:
    asked(demo, "alpenrock.buyer", "please increase our credit line by 25k until the end of January")
    confirmed(demo, "alpenrock.buyer")
    declined(demo, "brightpath.credit", "Not before the audit.")
    assert line(demo, "alpenrock").temporary_limit is None
    assert line(demo, "alpenrock").limit == Decimal(250_000)


def test_the_credit_controller_changes_a_line_and_the_reseller_is_told(demo: Demo) -> None:
    drafted = asked(demo, "brightpath.credit", "set the limit of Calder to 55k until 31 January")
    assert "GBP 40,000.00" in drafted
    assert "GBP 55,000.00" in drafted
    assert line(demo, "calder").temporary_limit is None
    confirmed(demo, "brightpath.credit")
    assert line(demo, "calder").temporary_limit == Decimal(55_000)
    assert "GBP 55,000.00" in news(demo, "calder.owner").text
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        audited = action.session.scalars(select(AuditEntry).where(AuditEntry.action == "credit.changed")).all()
    assert [entry.details["before"]["limit"] for entry in audited] == ["40000.00"]


def test_a_first_line_asks_for_its_terms(demo: Demo) -> None:
    assert "payment terms" in asked(demo, "kestrel.credit", "set the credit line for Nordlys to 20k")
    drafted = asked(demo, "kestrel.credit", "set the credit line of Nordlys IT to 20000 NOK, 14 days")
    assert "NOK 20,000.00" in drafted
    confirmed(demo, "kestrel.credit")
    assert line(demo, "nordlys").payment_days == 14


def test_nobody_changes_or_asks_about_another_companys_line(demo: Demo) -> None:
    refused = asked(demo, "pixelforge.owner", "raise Fjordbyte's credit line to 900k")
    unknown = asked(demo, "pixelforge.owner", "raise Blauhafen's credit line to 900k")
    assert refused == unknown
    assert "EUR" not in refused
    assert rows(demo) == []


def test_a_line_raised_to_less_than_it_is_gets_no_draft(demo: Demo) -> None:
    said = asked(demo, "kestrel.credit", "raise Fjordbyte's credit line to 120000")
    assert said.startswith("The line is NOK 600,000.00 now; NOK 120,000.00 is less.")
    assert asked(demo, "kestrel.credit", "yes").startswith("There is nothing waiting")
    assert "NOK 720,000.00" in asked(demo, "kestrel.credit", "raise Fjordbyte's credit line by 120000")
