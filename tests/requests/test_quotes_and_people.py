"""Quote requests that book nothing, and a person to hand over to."""

from __future__ import annotations

from request_desk import accepted, asked, confirmed, news, rows

from bot.playground.demo import Demo


def test_a_quote_request_shows_prices_total_and_stock_and_books_nothing(demo: Demo) -> None:
    drafted = asked(demo, "meridian.buyer", "please order 12 NW-FW60 and 2 NW-FW120, our PO 88301")
    assert "GBP 3,637.20" in drafted
    assert "GBP 5,891.20" in drafted
    assert "88301" in drafted
    assert "books no order by itself" in drafted
    confirmed(demo, "meridian.buyer")
    card = news(demo, "brightpath.pm")
    assert "QUO-0001" in card.text
    accepted(demo, "brightpath.pm", "Quote BPQ-7 follows by mail.")
    assert "BPQ-7" in news(demo, "meridian.buyer").text


def test_a_registered_price_is_used_for_its_customer_alone(demo: Demo) -> None:
    theirs = asked(demo, "alpenrock.buyer", "order 4 NW-FW120 for Klinikum Isartal in English please")
    assert "EUR 4,292.00" in theirs
    usual = asked(demo, "alpenrock.buyer", "please order 5 NW-FW120")
    assert "EUR 5,920.00" in usual
    assert "name it if this is for that customer" in usual


def test_beyond_what_is_left_of_a_registered_price_the_usual_one_counts(demo: Demo) -> None:
    drafted = asked(demo, "alpenrock.buyer", "order 14 NW-FW120 for Klinikum Isartal in English please")
    assert "only 12 units left" in drafted
    assert "EUR 15,244.00" in drafted  # 12 × 1,073.00 + 2 × 1,184.00: the break at 10 needs ten at the usual price


def test_the_same_again_asks_which(demo: Demo) -> None:
    assert "4500019921" in asked(demo, "alpenrock.buyer", "please order the same again")


def test_without_a_price_in_sight_there_is_no_request(demo: Demo) -> None:
    assert "no price" in asked(demo, "tirol.owner", "please order 3 NW-FW120")
    assert rows(demo) == []


def test_a_hand_over_carries_the_own_questions_and_what_was_cited(demo: Demo) -> None:
    asked(demo, "meridian.presales", "Which PoE standard does the AP7 need?")
    drafted = asked(demo, "meridian.presales", "I want to talk to a real person about this")
    assert "Brightpath" in drafted
    assert "Which PoE standard does the AP7 need?" in drafted
    confirmed(demo, "meridian.presales")
    card = news(demo, "brightpath.partner")
    assert "HLP-0001" in card.text
    assert "Tom Hargreaves" in card.text


def test_a_distributor_is_handed_over_to_the_vendor(demo: Demo) -> None:
    asked(demo, "brightpath.pm", "connect me with somebody at Northwall")
    confirmed(demo, "brightpath.pm")
    assert "HLP-0001" in news(demo, "northwall.channel").text


def test_a_stranger_is_told_how_to_get_linked(demo: Demo) -> None:
    assert "link your Slack account" in asked(demo, "guest.unknown", "I want to talk to a human")
