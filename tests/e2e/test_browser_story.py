"""What the product is for, with mouse and keyboard, in the page that `tierdesk play` opens."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from seat import PHONE, Seat, Size

DEAL = (
    "register a deal: Seeblick Klinik GmbH, 82319 Starnberg DE, seeblick-klinik.example, 14 FW120, 22000 EUR, "
    "close 2027-02-26, contact Eva Brandner e.brandner@seeblick-klinik.example"
)
NUMBER = "DR-2026-0153"


def test_a_newcomer_is_told_whom_to_be_and_what_to_ask(seat: Seat) -> None:
    seat.open()

    cards = seat.page.get_by_role("article")
    expect(cards).to_have_count(6)
    lena = seat.page.get_by_role("article", name="Lena Brandl")
    expect(lena).to_contain_text("Alpenrock IT GmbH")
    seat.picture("first screen", keep_as="first")

    lena.get_by_role("button", name="IPsec throughput").click()
    expect(seat.page.get_by_test_id("composer")).to_have_value("What IPsec throughput does the FW120 have?")
    seat.send_what_is_written()
    seat.sees("11 Gbps")


def test_an_answer_names_its_source_and_the_source_is_one_press_away(seat: Seat) -> None:
    seat.open("?as=UALPENROCKSALES")
    seat.ask("IPsec throughput of the FW120?")

    seat.sees("6 Gbps (512-byte packets)", "11 Gbps (1,420-byte packets, since firmware 7.4)")
    seat.sees("FW120 rack firewall, version 3.0, p. 1")
    seat.picture("answer", keep_as="answer")

    seat.press("Source 1")
    modal = seat.page.get_by_test_id("modal")
    expect(modal).to_contain_text("Quote the packet size with every IPsec figure.")
    expect(modal).to_contain_text("FW120 rack firewall")
    seat.picture("source")
    seat.page.keyboard.press("Escape")
    expect(modal).to_have_count(0)


def test_price_and_stock_are_one_line_each(seat: Seat) -> None:
    seat.open("?as=UALPENROCKSALES")

    price = seat.ask("price for 4 FW120")
    expect(price).to_contain_text("EUR 1,184.00 each")
    expect(price).to_contain_text("EUR 4,736.00 total")
    expect(seat.ask("stock FW120")).to_contain_text("38 available")
    seat.picture("price and stock")


def test_a_deal_goes_from_one_sentence_to_an_approval(seat: Seat) -> None:
    seat.open("?as=UALPENROCKSALES")
    summary = seat.ask(DEAL)
    for known in ("Seeblick Klinik GmbH", "82319 Starnberg", "14 × NW-FW120", "EUR 22,000.00", "Eva Brandner"):
        expect(summary).to_contain_text(known)
    seat.picture("summary")
    seat.press("Register it")
    seat.sees(NUMBER)
    seat.picture("registered")
    expect(seat.page.get_by_role("button", name="Register it")).to_have_count(0)

    seat.become("Nadia Rossi")
    seat.sees(NUMBER, "Seeblick Klinik GmbH")
    seat.picture("at the distributor", keep_as="approve")
    _decide(seat, "Approve", "Confirm")
    seat.picture("approved by the distributor")

    seat.become("Katrin Vogel")
    seat.sees(NUMBER, "Seeblick Klinik GmbH")
    seat.picture("at the vendor")
    _decide(seat, "Genehmigen", "Bestätigen")
    seat.sees("genehmigt")
    seat.picture("approved by the vendor")

    seat.become("Lena Brandl")
    seat.sees(NUMBER, "22.02.2027")
    seat.picture("told the reseller")

    seat.become("Deniz Kaya")
    answer = seat.ask("Is Seeblick Klinik registered?")
    expect(answer).to_contain_text("neither yes nor no")
    expect(answer).not_to_contain_text("DR-2026")
    expect(answer).not_to_contain_text("Alpenrock")
    seat.picture("neutral for a rival")


def _decide(seat: Seat, decision: str, confirmation: str) -> None:
    """Press the decision on the card, look at what it would do, and confirm; each reads in their own language."""
    seat.press(decision)
    seat.picture("draft of an approval")
    seat.press(confirmation)
    expect(seat.page.get_by_role("button", name=confirmation)).to_have_count(0)


def test_home_shows_what_waits(seat: Seat) -> None:
    seat.open("?as=UBRIGHTPATHPARTNER")
    seat.page.get_by_role("tab", name="Home").click()

    home = seat.page.get_by_role("tabpanel")
    expect(home).to_contain_text("Waiting for your decision")
    expect(home).to_contain_text("DR-2026-0149")
    seat.picture("home", keep_as="home")


@pytest.mark.parametrize("size", [PHONE])
def test_an_answer_is_readable_on_a_phone_in_the_dark(seat: Seat, size: Size) -> None:
    seat.open("?as=UALPENROCKSALES&theme=dark")
    seat.become("Lena Brandl")
    answer = seat.ask("price for 4 FW120")

    expect(answer).to_contain_text("EUR 4,736.00 total")
    box = answer.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    expect(seat.page.locator("html")).to_have_attribute("data-theme", "dark")
    seat.picture("phone in the dark")


def test_the_right_person_is_reminded_when_time_passes(seat: Seat) -> None:
    seat.open("?as=UALPENROCKSALES")
    seat.page.get_by_test_id("clock").click()
    seat.page.get_by_role("button", name="+1 week").click()
    seat.quiet()
    seat.page.keyboard.press("Escape")

    expect(seat.page.get_by_test_id("clock")).to_contain_text("1 Dec 2026")
    seat.sees("DR-2026-0147", "15.12.2026")
    seat.picture("reminded of the end of protection")

    seat.become("Nadia Rossi")
    seat.sees("DR-2026-0150")
    seat.picture("reminded of a decision")

    seat.become("Deniz Kaya")
    expect(seat.page.get_by_role("log")).not_to_contain_text("DR-2026-0147")
