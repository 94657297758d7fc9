"""A fact amended wherever it stands: the sentence, the cell, the name, and nothing else."""

import pytest

from knowledge.amending import Fact, amended

LEAD_TIME = Fact("9 weeks", subject="lead time", products=("HD-D75",), others=("HD-D110",))
TABLE = "MPN | Lead time (weeks) | Weight (kg)\n--- | --- | ---\nHD-D75 | 7 | 20\nHD-D110 | 10 | 33"


def after(text: str, fact: Fact, context: str = "Drives") -> str:
    return amended(text, context, fact)[0]


def test_the_figure_of_the_product_changes_and_the_other_products_figure_stays() -> None:
    text = "Lead time of the D75 is 7 weeks, of the D110 10 weeks."
    assert after(text, LEAD_TIME) == "Lead time of the D75 is 9 weeks, of the D110 10 weeks."
    turned = "Lead time of the D110 is 10 weeks, of the D75 7 weeks."
    assert after(turned, LEAD_TIME) == "Lead time of the D110 is 10 weeks, of the D75 9 weeks."


def test_in_a_table_only_the_cell_in_the_row_and_column_of_the_fact_changes() -> None:
    assert after(TABLE, LEAD_TIME) == TABLE.replace("HD-D75 | 7", "HD-D75 | 9")


def test_a_sentence_belongs_to_the_product_that_was_named_last() -> None:
    text = "HD-D75\nLead time: 7 weeks ex works.\nHD-D110\nLead time: 7 weeks ex works."
    assert after(text, LEAD_TIME) == text.replace("7 weeks", "9 weeks", 1)


def test_the_title_says_what_a_datasheet_is_about() -> None:
    assert after("Lead time: 7 weeks.", LEAD_TIME, "Datasheet D75") == "Lead time: 9 weeks."
    assert after("Lead time: 7 weeks.", LEAD_TIME, "Datasheet D110") == "Lead time: 7 weeks."


def test_a_german_request_finds_the_english_words_and_keeps_their_unit() -> None:
    fact = Fact("9 Wochen", subject="Lieferzeit", products=("HD-D75",), others=("HD-D110",))
    assert after("The lead time of the D75 is 7 weeks.", fact) == "The lead time of the D75 is 9 weeks."


def test_another_unit_is_another_fact() -> None:
    assert after("Lead time and warranty of the D75: 24 months.", LEAD_TIME) == (
        "Lead time and warranty of the D75: 24 months."
    )


def test_a_name_changes_wherever_it_stands_as_a_word() -> None:
    fact = Fact("Partner Service", old="Partner Desk")
    text, edits = amended("Call Partner Desk. The partner desk opens at 9. Partner Desktops stay.", "", fact)
    assert text == "Call Partner Service. The Partner Service opens at 9. Partner Desktops stay."
    assert [edit.before for edit in edits] == ["Call Partner Desk.", "The partner desk opens at 9."]


@pytest.mark.parametrize("text", ["", "|", "a | b", "7", "D75 7 weeks", ":", "lead time:"])
def test_odd_passages_stay_whole(text: str) -> None:
    assert after(text, Fact("9 weeks", subject="nothing of the kind")) == text
