"""Marketing funds and sellers' premiums: checked against the balance and the terms, decided by the vendor."""

from __future__ import annotations

from request_desk import accepted, asked, confirmed, news, rows

from bot.playground.demo import Demo

SELLER, VENDOR = "alpenrock.sales", "northwall.channel"
SEMINAR = "We would like 1,800 euros of MDF for a customer seminar in Rosenheim on 18 February"


def test_a_request_shows_the_balance_and_the_rule_and_the_vendor_decides(demo: Demo) -> None:
    drafted = asked(demo, SELLER, SEMINAR)
    assert "EUR 1,800.00" in drafted
    assert "18 Feb 2027" in drafted
    assert "EUR 2,150.00" in drafted
    assert "Marketing development funds 2026" in drafted
    assert rows(demo) == []
    assert "MDF-0001" in confirmed(demo, SELLER)
    assert "Lena Brandl, Alpenrock" in news(demo, VENDOR).text
    accepted(demo, VENDOR)
    assert "MDF-0001" in news(demo, SELLER).text


def test_all_that_is_missing_is_one_question(demo: Demo) -> None:
    assert "how much, what for, on which day?" in asked(demo, SELLER, "MDF request please")


def test_more_than_is_left_offers_what_is_left(demo: Demo) -> None:
    question = asked(demo, "meridian.sales", "can I get £5,000 MDF for a roadshow on 4 March")
    assert "Only GBP 3,200.00 is left" in question
    demo.driver.press("meridian.sales", news(demo, "meridian.sales"), "ask.0")
    drafted = news(demo, "meridian.sales").text
    assert "Amount: GBP 3,200.00" in drafted
    assert "4 Mar 2027" in drafted
    assert rows(demo) == []


def test_another_currency_is_not_converted(demo: Demo) -> None:
    refused = asked(demo, "meridian.sales", "request 1,000 EUR MDF for a roadshow on 4 March")
    assert "do not convert" in refused


def test_whoever_has_no_fund_hears_nothing_of_others(demo: Demo) -> None:
    assert "no marketing funds" in asked(demo, "pixelforge.sales", "need 900 euro mdf for a webinar on 10 January")


def test_a_running_premium_is_told_with_its_days_and_source(demo: Demo) -> None:
    told = asked(demo, "fjordbyte.sales", "is there a spiff on the NW-FW60?")
    assert "15 Dec 2026" in told
    assert "NOK 225.00" in told
    assert "Incentive sheet" in told


def test_a_claim_reckons_the_premium_and_names_what_goes_with_it(demo: Demo) -> None:
    drafted = asked(demo, "fjordbyte.sales", "claim spiff: sold 6 NW-FW60 to Havnelager AS, invoice 20441")
    assert "NOK 1,350.00" in drafted
    assert "Havnelager AS" in drafted
    assert "Serial numbers" in drafted


def test_more_units_than_a_seller_may_claim_are_refused(demo: Demo) -> None:
    assert "at most 50" in asked(demo, "fjordbyte.sales", "claim spiff: sold 60 NW-FW60 to Havnelager AS")


def test_the_same_claim_is_made_once(demo: Demo) -> None:
    claim = "claim spiff: sold 6 NW-FW60 to Havnelager AS, invoice 20441"
    asked(demo, "fjordbyte.sales", claim)
    confirmed(demo, "fjordbyte.sales")
    assert "SPF-0001" in asked(demo, "fjordbyte.sales", claim)
    assert len(rows(demo)) == 1
