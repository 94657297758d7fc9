"""What was announced to whom, and how far the onboarding of a partner is."""

from __future__ import annotations

from collections.abc import Callable

from bot.screens.blocks import Screen
from bot.tools.results import Outcome

Ask = Callable[..., tuple[Outcome, Screen]]
Decline = Callable[..., str]


def test_news_come_newest_first_with_what_can_be_earned_just_now(ask: Ask) -> None:
    outcome, screen = ask("alpenrock.sales", "announce.read")

    assert outcome is Outcome.ANSWER
    assert screen.text.index("Last deliveries before Christmas") < screen.text.index("List prices change")
    assert "FW60 seller bonus" in screen.text
    assert "claim by 15 Jan 2027" in screen.text


def test_what_comes_out_later_is_not_news_yet_to_anybody(ask: Ask) -> None:
    for person in ("alpenrock.sales", "brightpath.pm", "northwall.channel"):
        assert "2027Q1" not in ask(person, "announce.read")[1].text


def test_news_are_told_to_their_recipients_alone(ask: Ask, declined: Decline) -> None:
    assert "Seller bonus" in ask("pixelforge.sales", "announce.read")[1].text
    assert "Seller bonus" not in ask("tirol.owner", "announce.read")[1].text
    assert "D150" in ask("weber.service", "announce.read", vendor="Halden Drives")[1].text
    assert "Nothing has been announced" in declined("weber.service", "announce.read", vendor="Northwall Networks")


def test_in_a_channel_news_are_what_everybody_there_may_read(ask: Ask) -> None:
    _, screen = ask("alpenrock.sales", "announce.read", listening=("brightpath.pm", "tirol.owner"))

    assert "List prices change" in screen.text
    assert "NW-SW48P" not in screen.text


def test_a_product_asked_about_narrows_the_news(ask: Ask, declined: Decline) -> None:
    _, screen = ask("alpenrock.sales", "announce.read", mpns=("NW-SW48P",), language="de")

    assert screen.text.startswith("Neues von Northwall Networks")
    assert "Christmas" not in screen.text
    assert "NW-AP7" in declined("alpenrock.sales", "announce.read", mpns=("NW-AP7",))


def test_a_distributor_reads_what_comes_next_in_an_onboarding(ask: Ask) -> None:
    _, screen = ask("kestrel.partner", "onboarding.status", reseller="Nordlys")

    lead = "Nordlys IT: 2 of 9 steps done, next: Two trade references (Nordlys IT, by 27 Nov 2026)"
    assert screen.text.startswith(lead)
    assert "Still needed from you: Credit line (3 Dec 2026)" in screen.text
    assert "5. Credit line | Kestrel Supply | 3 Dec 2026 | step 3, 4" in screen.text


def test_the_prospect_reads_its_own_steps_and_nothing_of_the_vetting(ask: Ask) -> None:
    _, screen = ask("nordlys.owner", "onboarding.status", language="de")

    assert "Von Ihnen fehlt noch: Zwei Handelsreferenzen (27.11.2026)" in screen.text
    assert "sanctions" not in screen.text
    assert "equity" not in screen.text


def test_no_one_else_learns_of_an_onboarding(declined: Decline) -> None:
    known = declined("alpenrock.sales", "onboarding.status", reseller="Nordlys")
    unknown = declined("alpenrock.sales", "onboarding.status", reseller="Nobody Ltd")

    assert known == unknown
    assert declined("brightpath.partner", "onboarding.status", reseller="Nordlys") == known
