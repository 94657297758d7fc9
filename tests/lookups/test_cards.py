"""A part number alone is answered with one card: only what its reader may know is on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.playground.demo import Demo
from bot.tools.cards import is_bare


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo"), ticking=False) as running:
        yield running


def card(demo: Demo, person: str, words: str) -> str:
    return demo.driver.ask(person, "dm", words).text


def test_a_reseller_reads_price_registered_price_stock_rebate_and_document_at_once(demo: Demo) -> None:
    text = card(demo, "alpenrock.sales", "NW-FW120")

    assert "EUR 1,184.00 each — your Gold price" in text
    assert "EUR 1,160.32 from 10 pcs; EUR 1,228.80 from 1 Dec 2026" in text
    assert "Registered (DR-2026-0147, Klinikum Isartal): EUR 1,073.00, 12 of 12 left until 15 Dec 2026" in text
    assert "38 available (Venlo NL 30" in text
    assert "Q4 growth rebate 2026 (rebate): EUR 11.84 per unit" in text
    assert "FW120 rack firewall, version 3.0" in text


def test_a_bonus_for_the_seller_is_on_the_card_of_its_product(demo: Demo) -> None:
    assert "FW60 seller bonus" in card(demo, "alpenrock.sales", "fw60")
    assert "FW60 seller bonus" not in card(demo, "alpenrock.sales", "NW-FW120")


def test_who_may_not_sell_a_product_gets_no_price_and_no_rival_registration(demo: Demo) -> None:
    text = card(demo, "tirol.owner", "NW-FW120")

    assert "38 available" in text
    assert "EUR" not in text
    assert "DR-" not in text


def test_a_vendor_sees_its_list_price_and_reported_stock_alone(demo: Demo) -> None:
    text = card(demo, "northwall.channel", "NW-FW120")

    assert "list price EUR 1,850.00" in text
    assert "weeks of inventory" in text
    assert "1,184" not in text


def test_what_is_asked_about_a_product_is_no_card() -> None:
    assert is_bare("nw fw120", ("NW-FW120",))
    assert is_bare("FW120?", ("NW-FW120",))
    assert not is_bare("FW120 price", ("NW-FW120",))
    assert not is_bare("FW120", ("NW-FW120", "NW-FW60"))


def test_a_distributor_sees_all_tiers_its_cost_and_what_changes_on_the_card(demo: Demo) -> None:
    text = card(demo, "brightpath.pm", "NW-FW120")

    assert "Gold price EUR 1,184.00" in text
    assert "distributor cost EUR 1,036.00" in text
    assert "list price EUR 1,920.00 from 1 Dec 2026" in text
    assert "38 available" in text
    assert "FW60 seller bonus" in card(demo, "brightpath.partner", "FW60")


def test_the_card_reads_in_german_as_well(demo: Demo) -> None:
    text = card(demo, "alpenrock.sales", "Infos zu NW-FW120")

    assert "1.184,00 EUR je Stück – Ihr Gold-Preis" in text
    assert "Registriert (DR-2026-0147, Klinikum Isartal): 1.073,00 EUR, noch 12 von 12 bis 15.12.2026" in text
    assert "38 Stück verfügbar" in text
    assert "Quelle: FW120 rack firewall, Version 3.0" in text


def test_that_there_is_no_price_for_its_reader_is_said_on_the_card(demo: Demo) -> None:
    assert "No price that I can show you" in card(demo, "tirol.owner", "NW-FW120")
