"""Names that complete themselves, titles under an answer, and what somebody else was told in the same conversation."""

from __future__ import annotations

import pytest
from asked import Asked

PLACE = "#brightpath-all-resellers"
PRICE = "@Tierdesk price of the NW-FW120"


@pytest.mark.parametrize("words", ["deals of {}", "scorecard of {}", "tier of {}", "Zertifikate von {}"])
def test_the_name_of_a_company_out_of_sight_is_not_completed(asked: Asked, words: str) -> None:
    assert "Alpenrock IT" in asked.ask("brightpath.partner", words.format("Alpenrok")).text

    told = asked.alike("pixelforge.owner", words, "Alpenrok", "Zugspitzen")

    assert "Alpenrock" not in told.everything


def test_the_name_of_a_customer_of_others_is_not_completed(asked: Asked) -> None:
    assert "Stadtwerke Ried" in asked.ask("alpenrock.sales", "deals for Stadtwerke Rid").text

    told = asked.alike("pixelforge.sales", "deals for {}", "Stadtwerke Rid", "Stadtwerke Zug")

    assert "Stadtwerke Ried" not in told.everything


@pytest.mark.parametrize(
    ("words", "title", "entitled", "stranger"),
    [
        ("what does the wireless roadmap say?", "Wireless roadmap 2027", "northwall.marketing", "pixelforge.sales"),
        ("was steht in der Wireless Roadmap?", "Wireless roadmap 2027", "northwall.marketing", "meridian.sales"),
    ],
)
def test_the_title_of_a_document_is_hidden_with_the_document(
    asked: Asked, words: str, title: str, entitled: str, stranger: str
) -> None:
    assert title in asked.ask(entitled, words).everything
    assert title not in asked.ask(stranger, words).everything


def test_the_card_of_a_part_number_names_no_document_that_is_not_for_its_reader(asked: Asked) -> None:
    assert "FW120 rack firewall, version" in asked.ask("alpenrock.sales", "NW-FW120").text
    assert "roadmap" not in asked.ask("pixelforge.sales", "NW-AP7").everything.casefold()


@pytest.mark.parametrize(
    "words",
    [
        "@Tierdesk summarise this conversation",
        "@Tierdesk fasse zusammen, was hier gesagt wurde",
        "@Tierdesk what did you answer before?",
        "@Tierdesk and for 10?",
        "@Tierdesk hand this over to a human",
    ],
)
def test_what_one_company_was_told_privately_reaches_no_other(asked: Asked, words: str) -> None:
    before = (("alpenrock.sales", PRICE),)
    own = asked.ask("alpenrock.sales", PRICE, PLACE)
    assert "1,184.00" not in own.text
    assert "EUR 1,184.00" in own.private

    told = asked.ask("meridian.sales", words, PLACE, before)

    assert "1,184" not in told.everything
    assert "1,160" not in told.everything
    assert "Lena" not in told.everything


def test_a_hand_over_carries_ones_own_words_and_nobody_elses(asked: Asked) -> None:
    before = (("alpenrock.sales", PRICE),)

    own = asked.ask("alpenrock.sales", "@Tierdesk hand this over to a human", PLACE, before)
    other = asked.ask("meridian.sales", "@Tierdesk hand this over to a human", PLACE, before)

    assert "price of the NW-FW120" in own.private
    assert "NW-FW120" not in other.everything
