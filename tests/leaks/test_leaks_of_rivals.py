"""What one company could work out about another's registrations: each time who may know, then who may not."""

from __future__ import annotations

import pytest
from asked import Asked

REGISTERED, FREE = "Stadtwerke Ried", "Stadtwerke Nord"
"""A customer that Alpenrock registered, and one that nobody did."""
LAPSED, NEVER = "Spreewerk Medien AG", "Havelwerk Medien AG"
"""A customer of Pixelforge's registration that expired yesterday, and one that nobody registered."""
PROJECT = "10115 Berlin, 20 NW-FW120, EUR 30,000, in February 2027, contact Jan Kloss, jan.kloss@werk.example"


@pytest.mark.parametrize("words", ["is {} registered?", "hat jemand {} angemeldet?", "show the deals for {}"])
def test_whether_a_customer_is_registered_is_for_its_reseller_and_the_vendor_alone(asked: Asked, words: str) -> None:
    for entitled in ("alpenrock.sales", "northwall.channel"):
        assert "DR-2026-0149" in asked.ask(entitled, f"show the deals for {REGISTERED}").text

    told = asked.alike("pixelforge.sales", words, REGISTERED, FREE)

    assert "DR-" not in told.everything
    assert "Alpenrock" not in told.everything


@pytest.mark.parametrize(
    "words",
    [
        "how many deals are registered for {}?",
        "wie viele Deals gibt es für {}?",
        "is {} registered?",
        "how many deals do other resellers have?",
    ],
)
def test_how_many_deals_others_have_is_not_counted_for_a_rival(asked: Asked, words: str) -> None:
    told = []
    for customer in (NEVER, "Talwerk Mühle AG"):
        asked.ask("alpenrock.sales", f"register a deal for {customer}, {PROJECT}")
        assert "DR-2026" in asked.now("alpenrock.sales", "yes").text
        every = asked.now("northwall.channel", "all registrations").text
        assert customer in every
        told.append(asked.now("pixelforge.sales", words.format(NEVER)))

    registered, free = told

    assert (registered.text, registered.shown) == (free.text, free.shown)
    assert registered.statements == free.statements
    assert not {"DR-2026-0147", "DR-2026-0149", "Alpenrock"} & set(registered.everything.replace("|", " ").split())


def test_an_expired_registration_tells_nobody_else_that_it_ever_was(asked: Asked) -> None:
    own = asked.ask("pixelforge.sales", "status of DR-2026-0128").text
    assert LAPSED in own
    assert "grace period" in own

    draft = asked.alike("alpenrock.sales", f"register a deal for {{}}, {PROJECT}", LAPSED, NEVER)

    assert "Pixelforge" not in draft.everything
    assert "DR-2026" not in draft.everything


@pytest.mark.parametrize("words", ["status of DR-2026-0128", "reinstate DR-2026-0128", "DR-2026-0128 verlängern"])
def test_that_a_rival_has_taken_the_place_of_an_expired_registration_is_not_told(asked: Asked, words: str) -> None:
    told = []
    for customer in (LAPSED, NEVER):
        draft = asked.ask("alpenrock.sales", f"register a deal for {customer}, {PROJECT}")
        assert "DR-2026" in asked.now("alpenrock.sales", "yes").text, draft.text
        told.append(asked.now("pixelforge.sales", words))

    taken, free = told

    assert (taken.text, taken.shown) == (free.text, free.shown)
    assert "Alpenrock" not in taken.everything


@pytest.mark.parametrize(
    ("person", "words", "theirs", "unknown"),
    [
        ("pixelforge.sales", "status of {}", "DR-2026-0149", "DR-2026-8149"),
        ("pixelforge.sales", "was ist mit {}?", "DR-2026-0147", "DR-2026-8147"),
        ("meridian.sales", "special price of {}", "DR-2026-0147", "DR-2026-8147"),
        ("pixelforge.sales", "where is PO {}?", "88213", "88219"),
        ("meridian.buyer", "I want to return serial {}", "NW60A7733210", "NW60A7733999"),
        ("alpenrock.sales", "{} price for the NW-FW120", "2027Q1", "2027Q3"),
    ],
)
def test_what_is_not_yours_reads_like_what_does_not_exist(
    asked: Asked, person: str, words: str, theirs: str, unknown: str
) -> None:
    asked.alike(person, words, theirs, unknown)


def test_the_same_questions_are_answered_to_those_whose_business_it_is(asked: Asked) -> None:
    assert "Stadtwerke Ried" in asked.ask("alpenrock.sales", "status of DR-2026-0149").text
    assert "1,073.00" in asked.ask("alpenrock.sales", "special price of DR-2026-0147").text
    assert "partly shipped" in asked.ask("meridian.buyer", "where is PO 88213?").text
    assert "What is wrong with it?" in asked.ask("fjordbyte.buyer", "I want to return serial NW60A7733210").text
    assert "EUR 1,920.00" in asked.ask("brightpath.pm", "2027Q1 price for the NW-FW120").text


def test_an_answer_takes_as_many_steps_for_a_rival_as_for_a_stranger(asked: Asked) -> None:
    asked.ask("alpenrock.sales", "status of DR-2026-0149")
    shown = asked.ask("alpenrock.sales", "status of DR-2026-0149")

    hidden = asked.alike("pixelforge.sales", "status of {}", "DR-2026-0149", "DR-2026-8149")

    assert len(shown.statements) > len(hidden.statements)
