"""What one company could work out by comparing: ranks, distributors, stock, currencies, groups."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asked import Asked

from bot.screens.programmes import rebates_screen
from bot.tools.programmes import Rebates
from channel.access.identifying import viewer_for_slack
from channel.incentives import rebates
from channel.tables.parties import Kind

REFUSED = ("EUR 1,036", "1.036,00", "EUR 1,406", "1.406,00")
"""What Brightpath pays for the NW-FW120, and what a Registered reseller pays at Kestrel."""


@pytest.mark.parametrize("words", ["what is our rank by revenue?", "auf welchem Platz der Rangliste stehen wir?"])
def test_a_rank_is_nothing_that_a_reseller_gets_with_or_without_a_number(asked: Asked, words: str) -> None:
    downstream = asked.ask("brightpath.partner", "scorecard of Alpenrock").text
    assert "EUR 842,600.00" in downstream

    largest = asked.ask("alpenrock.sales", words)
    smallest = asked.ask("pixelforge.sales", words)

    assert (largest.text, largest.shown) == (smallest.text, smallest.shown)
    assert "842" not in largest.everything


@pytest.mark.parametrize(
    "words",
    [
        "is the NW-FW120 cheaper at {}?",
        "price of the NW-FW120 at {}",
        "which is cheaper for NW-FW120, Brightpath or {}?",
    ],
)
def test_no_distributor_is_called_cheapest_but_the_own_one_gives_its_price(asked: Asked, words: str) -> None:
    assert "EUR 1,184.00" in asked.ask("alpenrock.sales", "price of the NW-FW120 at Brightpath").text

    told = asked.alike("alpenrock.sales", words, "Kestrel", "Torvald")

    assert not [figure for figure in REFUSED if figure in told.everything]


@pytest.mark.parametrize(
    "words",
    [
        "who has the lowest price for the NW-FW120?",
        "what does the NW-FW120 cost Brightpath itself?",
        "price of the NW-FW120 for registered partners?",
    ],
)
def test_where_others_listen_a_refusal_does_not_name_the_own_price(asked: Asked, words: str) -> None:
    told = asked.ask("meridian.sales", f"@Tierdesk {words}", where="#brightpath-all-resellers")

    assert told.text
    assert "1,127" not in told.text
    assert "1,127" in asked.ask("meridian.sales", words).text


@pytest.mark.parametrize("words", ["does {} have NW-FW120 in stock?", "has {} got plenty of the NW-FW120?"])
def test_stock_of_a_distributor_that_one_does_not_buy_from_is_not_hinted_at(asked: Asked, words: str) -> None:
    assert "38 available" in asked.ask("alpenrock.sales", words.format("Brightpath")).text

    told = asked.alike("alpenrock.sales", words, "Kestrel", "Torvald")

    assert "available" not in told.text
    assert "Hamburg" not in told.everything


def test_two_currencies_give_two_own_prices_and_never_a_margin(asked: Asked) -> None:
    both = asked.ask("alpenrock.sales", "price of the NW-FW120 in EUR and in CHF").text
    assert "EUR 1,184.00" in both
    assert "CHF 1,161.60" in both

    elsewhere = asked.alike("alpenrock.sales", "price of the NW-FW120 in {}", "NOK", "USD")
    earned = asked.alike("alpenrock.sales", "what margin does Brightpath make on the NW-FW120 in {}?", "NOK", "USD")

    assert not [figure for figure in REFUSED if figure in elsewhere.everything + earned.everything]
    assert "NAME 1" not in elsewhere.everything


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("alpenrock.sales", "distributor cost of the NW-FW120"),
        ("alpenrock.sales", "what does Brightpath pay for the NW-FW120?"),
        ("alpenrock.sales", "was zahlt Brightpath für den NW-FW120?"),
        ("northwall.channel", "what does Alpenrock pay for the NW-FW120?"),
        ("alpenrock.sales", "what do other resellers pay for the NW-FW120?"),
        ("pixelforge.sales", "Durchschnittspreis anderer Händler für den NW-FW120"),
        ("meridian.sales", "average price that all resellers pay for the NW-FW120"),
    ],
)
def test_what_somebody_else_pays_is_declined_and_not_answered_with_something_else(
    asked: Asked, person: str, words: str
) -> None:
    told = asked.ask(person, words)

    assert not [figure for figure in REFUSED if figure in told.everything]
    assert "each" not in told.text
    assert "je Stück" not in told.text


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("pixelforge.sales", "average purchases of all resellers"),
        ("meridian.sales", "average rebate of all resellers"),
        ("kestrel.partner", "average sell-out of the other distributors"),
        ("alpenrock.owner", "what share of the partners is Gold?"),
    ],
)
def test_a_figure_over_other_companies_is_never_given_in_a_world_of_so_few(
    asked: Asked, person: str, words: str
) -> None:
    told = asked.ask(person, words)

    assert "average" not in told.text.casefold()
    for other in ("Meridian", "Fjordbyte", "Donau", "Rheinblick", "Brightpath Distribution: "):
        assert other not in told.text or person.startswith(other.casefold())


def test_a_sum_over_companies_stands_for_five_of_them_at_least(asked: Asked) -> None:
    assert asked.demo.parts is not None
    gate = asked.demo.parts.gate
    with gate.viewing(viewer_for_slack(gate, "TNORTHWALL", "UNORTHWALLCHANNEL")) as session:
        one = next(row for row in rebates(session) if row.distributor == "Brightpath Distribution")

    def read(companies: int) -> str:
        rows = tuple(replace(one, reseller=f"Partner {number}") for number in range(companies))
        return rebates_screen(Rebates(rows, Kind.VENDOR), "en").text

    assert "accrued so far" in read(5)
    assert "accrued so far" not in read(4)
    assert "fewer than 5 partners" in asked.ask("northwall.channel", "rebate progress").text


def test_the_way_to_a_tier_without_a_person_is_for_the_company_and_its_distributor(asked: Asked) -> None:
    words = "what if {} leaves Alpenrock?"
    for entitled in ("alpenrock.owner", "brightpath.partner"):
        assert "Gold would not be met without Marta Rieger" in asked.ask(entitled, words.format("Marta Rieger")).text

    for rival in ("meridian.sales", "kestrel.partner", "northwall.channel"):
        told = asked.alike(rival, words, "Marta Rieger", "Martin Rieder")
        assert "Gold" not in told.text
        assert "met" not in told.text.split()
