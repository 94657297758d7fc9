"""Questions passed on, other terms, who decides while somebody is away, and orders that come in by file."""

from __future__ import annotations

from datetime import timedelta

from bot.playground.demo import Demo

CHANNEL, PARTNER, PM = "northwall.channel", "brightpath.partner", "brightpath.pm"
RESELLER = "rheinblick.sales"
SALES = "alpenrock.sales"
HEAD = (
    "order,reseller,po_number,placed_on,currency,state,registration,position,product,quantity,shipped,backordered,"
    "unit_price\n"
)
QUIET = 60


def told(demo: Demo, who: str) -> list[str]:
    assert demo.driver.wait_until_quiet(QUIET)
    return [message.text for message in demo.driver.messages("dm", who) if message.is_app]


def agreed(demo: Demo, who: str, words: str) -> str:
    demo.driver.ask(who, "dm", words)
    return demo.driver.ask(who, "dm", "yes").text


def load(demo: Demo, rows: str) -> str:
    demo.driver.say(PM, "dm", "", files=[("orders.csv", (HEAD + rows).encode())])
    told(demo, PM)
    return demo.driver.ask(PM, "dm", "ja").text


def test_a_question_reaches_the_reseller_from_the_company_and_the_answer_comes_back(demo: Demo) -> None:
    agreed(demo, CHANNEL, "ask the reseller of DR-2026-0144 whether the budget is approved")

    question = told(demo, RESELLER)[-1]
    assert "Northwall Networks" in question
    assert "budget" in question
    assert "Katrin" not in question

    agreed(demo, RESELLER, "answer to DR-2026-0144: the board released it, since October")
    assert "since October" in told(demo, CHANNEL)[-1]
    assert "since October" in demo.driver.ask(CHANNEL, "dm", "approve DR-2026-0144").text


def test_only_the_side_that_decides_asks(demo: Demo) -> None:
    assert "does not wait for your decision" in agreed(demo, CHANNEL, "ask about DR-2026-0149: who decides there?")


def test_the_card_shows_earlier_deals_and_the_margin_to_the_distributor_alone(demo: Demo) -> None:
    vendor = demo.driver.ask(CHANNEL, "dm", "approve DR-2026-0144").text
    assert "Track record" in vendor or "Bisher" in vendor
    assert "argin" not in vendor
    assert "Your margin" not in demo.driver.ask(PARTNER, "dm", "approve DR-2026-0149").text
    assert "arge" in demo.driver.ask(PM, "dm", "genehmige DR-2026-0149").text


def test_an_approval_gives_fewer_units_another_price_and_an_earlier_end(demo: Demo) -> None:
    done = agreed(demo, CHANNEL, "approve DR-2026-0144 at EUR 1,050 each for 6 units until 31 January")
    assert "6 × NW-FW120" in done
    assert "1,050.00, 6 of 6 left, until 31 Jan 2027" in done


def test_more_than_was_asked_for_is_not_given(demo: Demo) -> None:
    assert "8 × NW-FW120 are registered" in agreed(demo, CHANNEL, "approve DR-2026-0144 for 9 units")
    assert "at the latest" in agreed(demo, CHANNEL, "approve DR-2026-0144 until 31 December 2027")


def test_cards_go_to_who_decides_meanwhile_and_come_back_by_themselves(demo: Demo) -> None:
    agreed(demo, PARTNER, "I am away until 30 November, Jürgen decides for me")
    assert "Nadia Rossi" in told(demo, PM)[-1]
    register = (
        "Register {0} GmbH, 82031 Grünwald: 60 NW-AP7, 21,000 EUR, close May 2027, contact Ria Thal, r.thal@{0}.example"
    )
    agreed(demo, SALES, register.format("Gruenhotel"))
    assert any("Gruenhotel" in text for text in told(demo, PM))
    assert not any("Gruenhotel" in text for text in told(demo, PARTNER))

    demo.clock.advance(timedelta(days=8))
    agreed(demo, SALES, register.format("Seehotel"))
    assert any("Seehotel" in text for text in told(demo, PARTNER))


def test_an_order_by_file_wins_its_deal_and_draws_the_price_down_once(demo: Demo) -> None:
    row = "BP-9001,alpenrock,45001,2026-11-23,EUR,open,DR-2026-0147,1,NW-FW120,{},0,{},1073.00\n"
    load(demo, row.format(5, 5))
    assert "7 of 12 left" in demo.driver.ask(SALES, "dm", "status DR-2026-0147").text
    load(demo, row.format(6, 6))
    assert "6 of 12 left" in demo.driver.ask(SALES, "dm", "status DR-2026-0147").text
    load(demo, row.format(30, 30))
    assert "0 of 12 left" in demo.driver.ask(SALES, "dm", "status DR-2026-0147").text


def test_an_order_of_another_company_takes_nothing(demo: Demo) -> None:
    row = "BP-9002,rheinblick,45002,2026-11-23,EUR,open,DR-2026-0147,1,NW-FW120,5,0,5,1073.00\n"
    assert "BP-9002" in load(demo, row)
    assert "12 of 12 left" in demo.driver.ask(SALES, "dm", "status DR-2026-0147").text
