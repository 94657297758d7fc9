"""A return is asked of the distributor that shipped the goods, by who bought them, and answered once."""

from __future__ import annotations

import re

from request_desk import accepted, asked, confirmed, declined, news, rows

from bot.playground.demo import Demo

BUYER, DISTRIBUTOR = "fjordbyte.sales", "kestrel.partner"
BROKEN = "NW60A7733210 does not start any more, RMA please"


def test_a_serial_number_is_enough_for_a_draft_that_says_what_is_sent(demo: Demo) -> None:
    drafted = asked(demo, BUYER, BROKEN)
    assert "NW60A7733210" in drafted
    assert "Kestrel" in drafted
    assert "2 Nov 2028" in drafted
    assert "Nothing is sent until you confirm" in drafted
    assert rows(demo) == []


def test_the_distributor_accepts_with_a_word_and_the_asker_reads_it(demo: Demo) -> None:
    asked(demo, BUYER, BROKEN)
    assert "RMA-0001" in confirmed(demo, BUYER)
    card = news(demo, DISTRIBUTOR)
    assert "Eirik Dahl, Fjordbyte" in card.text
    accepted(demo, DISTRIBUTOR, "Send it to Oslo, dock 2.")
    told = news(demo, BUYER)
    assert "RMA-0001" in told.text
    assert "accepted" in told.text
    assert "dock 2" in told.text
    assert [row.state for row in rows(demo)] == ["accepted"]


def test_declining_takes_a_reason(demo: Demo) -> None:
    asked(demo, BUYER, BROKEN)
    confirmed(demo, BUYER)
    assert declined(demo, DISTRIBUTOR, " ").errors
    declined(demo, DISTRIBUTOR, "Opened by the customer.")
    assert "Opened by the customer" in news(demo, BUYER).text


def test_what_is_missing_is_asked_in_one_question_and_the_thread_fills_it_in(demo: Demo) -> None:
    question = asked(demo, BUYER, "RMA for one of our NW-FW60, it is dead")
    assert "serial number" in question
    drafted = asked(demo, BUYER, "NW60A7733211")
    assert "NW60A7733211" in drafted
    assert "it is dead" in drafted


def test_unopened_goods_of_an_order_name_the_day_they_were_shipped(demo: Demo) -> None:
    drafted = asked(demo, "meridian.buyer", "we want to return 3 NW-FW60 from PO 88107, unopened")
    assert "3 × NW-FW60" in drafted
    assert "12 Oct 2026, 43 days ago" in drafted


def test_more_than_was_shipped_cannot_go_back(demo: Demo) -> None:
    refused = asked(demo, "meridian.buyer", "we want to return 11 NW-FW60, unopened")
    assert "more than was shipped" in refused
    assert rows(demo) == []


def test_another_companys_serial_reads_like_an_unknown_one(demo: Demo) -> None:
    theirs = asked(demo, "pixelforge.sales", "RMA for serial NW60A7733210, it is dead")
    unknown = asked(demo, "pixelforge.sales", "RMA for serial NW60A7799999, it is dead")
    assert theirs.replace("NW60A7733210", "NW60A7799999") == unknown
    assert not re.search("Fjordbyte|Kestrel", theirs)


def test_the_same_unit_is_asked_for_once(demo: Demo) -> None:
    asked(demo, BUYER, BROKEN)
    confirmed(demo, BUYER)
    assert "RMA-0001" in asked(demo, BUYER, BROKEN)
    assert len(rows(demo)) == 1
    accepted(demo, DISTRIBUTOR)
    assert "under warranty" in asked(demo, BUYER, BROKEN)


def test_in_german_it_reads_german(demo: Demo) -> None:
    drafted = asked(demo, "alpenrock.sales", "Unsere Firewall NW12A5540871 startet nicht mehr, bitte RMA")
    assert "an Brightpath Distribution schicken?" in drafted
    assert "Garantie bis 10.11.2028" in drafted


def test_serial_numbers_of_any_make_answer_the_question_for_them(demo: Demo) -> None:
    asked(demo, "alpenrock.sales", "RMA: 2 NW-AP7 kamen kaputt an")
    drafted = asked(demo, "alpenrock.sales", "APX100100 und APX100101")
    assert "APX100101 kenne ich nicht als Ihr Gerät" in drafted
    assert "kamen kaputt an" in drafted


def test_without_a_serial_number_the_order_is_named(demo: Demo) -> None:
    asked(demo, "alpenrock.sales", "RMA: 2 NW-AP7 kamen kaputt an")
    demo.driver.press("alpenrock.sales", news(demo, "alpenrock.sales"), "ask.0")
    drafted = news(demo, "alpenrock.sales").text
    assert "4500019921" in drafted
    assert "bei Ankunft defekt" in drafted


def test_returns_under_way_are_listed_in_the_readers_language(demo: Demo) -> None:
    assert "replacement sent" in asked(demo, BUYER, "any news on my RMA?")
    assert "RMA-2026-0422: offen" in asked(demo, "alpenrock.sales", "wie steht es um unsere RMA?")
