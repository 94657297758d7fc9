"""A vendor changes the rules of its programme in words, from a day to come."""

from __future__ import annotations

from datetime import timedelta

import pytest
from test_registering_by_chat import confirm

from bot.playground.demo import Demo

CHANNEL = "northwall.channel"


@pytest.mark.parametrize(
    ("who", "words", "told"),
    [
        (CHANNEL, "ab 1. Januar 120 Tage Schutz für Wireless", ("Wireless | 90 | 120", "01.01.2027")),
        (CHANNEL, "protection 60 days from January", ("Protection (days) | Firewall | 90 | 60",)),
        ("vaultline.channel", "minimum deal size is 4,000 EUR from 1 March", ("EUR 4000",)),
        ("halden.channel", "Ab 1. März gilt eine Karenz von 20 Tagen", ("14 | 20",)),
        ("halden.channel", "Ab Februar höchstens 3 Verlängerungen", ("2 | 3",)),
    ],
)
def test_the_draft_shows_now_and_then_and_that_nothing_is_retroactive(
    demo: Demo, who: str, words: str, told: tuple[str, ...]
) -> None:
    text = demo.driver.ask(who, "dm", words).text
    assert "open registrations keep" in text or "offene Registrierungen behalten" in text
    shown = text.replace("\n", " ")
    assert all(part in shown for part in told), text


def test_without_a_day_it_is_asked_for(demo: Demo) -> None:
    assert "From which day" in demo.driver.ask(CHANNEL, "dm", "extend protection to 75 days").text


def test_who_is_no_vendor_changes_no_rules(demo: Demo) -> None:
    text = demo.driver.ask("alpenrock.sales", "dm", "protection 60 days from January").text
    assert "Change the rules" not in text


def test_a_confirmed_change_holds_for_what_is_registered_from_its_day_on(demo: Demo) -> None:
    demo.driver.ask(CHANNEL, "dm", "ab 1. Dezember 120 Tage Schutz für Wireless")
    assert "ändern sich ab" in confirm(demo, CHANNEL)

    words = (
        "Register Grünwald Hotel GmbH, 82031 Grünwald: 60 NW-AP7, 21,000 EUR, close May 2027, contact Ria Thal, "
        "r.thal@gw-hotel.example"
    )
    before = demo.driver.ask("alpenrock.sales", "dm", words).text
    assert "protected for 90 days" in before
    assert "in force since 1 Jan 2026" in before
    demo.clock.advance(timedelta(days=10))
    after = demo.driver.ask("alpenrock.presales", "dm", words).text
    assert "protected for 120 days" in after
    assert "in force since 1 Dec 2026" in after
