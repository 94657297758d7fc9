"""What ends: subscriptions or registrations, as the thread or the words say."""

from __future__ import annotations

import pytest

from bot.playground.demo import Demo

LENA = "alpenrock.sales"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("my deals", "what expires in December?"),
        ("meine Deals", "was läuft im Dezember ab?"),
        ("status of DR-2026-0149", "what expires in December?"),
    ],
)
def test_after_registrations_what_ends_are_registrations(demo: Demo, before: str, words: str) -> None:
    demo.driver.ask(LENA, "dm", before)
    told = demo.driver.ask(LENA, "dm", words).text
    assert "DR-2026-0147" in told
    assert "Bergbahn" not in told


def test_after_registrations_subscriptions_are_still_asked_for_by_name(demo: Demo) -> None:
    demo.driver.ask(LENA, "dm", "my deals")
    assert "Bergbahn" in demo.driver.ask(LENA, "dm", "which subscriptions expire in December?").text


def test_without_a_topic_the_registrations_are_one_press_away(demo: Demo) -> None:
    told = demo.driver.ask("alpenrock.owner", "dm", "what expires in December?")
    assert "Bergbahn" in told.text
    button = next(
        element
        for block in told.public[-1].blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button" and "egistr" in element["text"]["text"]
    )
    assert "DR-2026-0147" in demo.driver.ask("alpenrock.owner", "dm", button["value"]).text
