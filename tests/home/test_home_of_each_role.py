"""Home shows each role what is its business today; everything on it opens the thing itself; Slack takes every block."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from bot.homepage import MOST_BLOCKS, home_view
from bot.homepage_cards import Card, Row
from bot.playground.block_rules import check_view
from bot.playground.demo import Demo

PATIENCE = 60.0
NOWHERE = ("do not understand", "verstehe nicht", "not find", "finde keine", "cannot do that", "kann ich hier")
SEEN = {
    "alpenrock.owner": ("Ihre Fristen", "Projektregistrierungen", "Bestellungen", "Verlängerungen", "Gold", "Leute"),
    "brightpath.partner": ("Waiting for your decision", "DR-2026-0149", "Partners"),
    "brightpath.credit": ("Credit lines that are tight",),
    "northwall.channel": ("Wartet auf Ihre Entscheidung", "Partner"),
    "kestrel.partner": ("Onboarding", "Nordlys"),
}


def opened(demo: Demo, person: str) -> dict[str, Any]:
    """Home as it is published; a view is published after its event was acknowledged, so quiet alone says nothing."""
    demo.driver.open_home(person)
    pause, end = threading.Event(), time.monotonic() + PATIENCE
    while (view := demo.driver.home(person)) is None:
        assert time.monotonic() < end, "nothing was published"
        pause.wait(0.05)
    return view


def buttons(view: dict[str, Any]) -> list[dict[str, Any]]:
    found = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    elements = (element for block in view["blocks"] for element in block.get("elements", []))
    return found + [element for element in elements if "action_id" in element]


@pytest.mark.parametrize("person", SEEN)
def test_each_role_finds_its_own_business(demo: Demo, person: str) -> None:
    view = opened(demo, person)
    text = demo.driver.text_of(view)
    for words in SEEN[person]:
        assert words in text
    assert check_view({"type": "home", "blocks": view["blocks"]}) == []


@pytest.mark.parametrize("person", SEEN)
def test_no_button_leads_nowhere(demo: Demo, person: str) -> None:
    view = opened(demo, person)
    for number, pressed in enumerate(buttons(view)):
        mark = demo.driver.mark()
        demo.driver.press(person, view, pressed["action_id"])
        demo.driver.wait_until_quiet(PATIENCE)
        said = demo.driver.heard(mark, person, "dm").text
        assert said, pressed
        for nothing in NOWHERE:
            assert nothing not in said, (number, pressed["value"], said[:200])


def test_no_reseller_sees_anything_of_another(demo: Demo) -> None:
    text = demo.driver.text_of(opened(demo, "pixelforge.owner"))
    assert "Alpenrock" not in text
    assert "DR-2026-0147" not in text


def test_slack_takes_extreme_cards() -> None:
    row = Row("&amp;" * 4000, "x" * 4000)
    cards = tuple(Card("T" * 150, (row,) * 3, 10**9, "L" * 300, "a" * 4000) for _ in range(40))
    view = home_view("N" * 500, cards, ["e" * 300] * 9, "now", "de")
    assert len(view["blocks"]) <= MOST_BLOCKS
    assert check_view(view) == []
