from __future__ import annotations

import pytest

from knowledge.wording import in_english, is_german, joined_neighbours, other_names, question_terms


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Wie lange gilt die Garantie?", "how long applies the warranty?"),
        ("Welche Kündigungsfristen gibt es", "which notice period is there"),
        ("Was kostet die Garantieverlaengerung", "what cost the warranty extension"),
        ("Wo ist der Lizenzserver?", "where is the licence server?"),
    ],
)
def test_a_german_question_is_read_word_by_word_in_english(german: str, english: str) -> None:
    assert in_english(german) == english


def test_an_english_question_stays_as_it_stands() -> None:
    assert in_english("When does the last rate apply?") == "When does the last rate apply?"


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Gewicht vom NW-FW120", "NW-FW120 weight"),
        ("Lieferzeit?", "lead time?"),
        ("was ist das", "what is the weight of it"),
    ],
)
def test_the_language_is_told_by_small_words_and_words_of_the_trade(german: str, english: str) -> None:
    assert is_german(german)
    assert not is_german(english)


def test_abbreviations_and_german_words_have_other_names() -> None:
    assert {"mean", "return", "replac"} >= other_names("rma for the switch")["rma"]
    assert "power" in other_names("Wie hoch ist die Leistungsaufnahme?")["leistungsaufnahm"]


def test_numbers_written_apart_are_looked_for_as_one() -> None:
    assert "nwfw120" in joined_neighbours("weight of the NW FW 120")
    assert joined_neighbours("how heavy is the fan") == []


def test_hyphenated_words_are_looked_for_both_ways() -> None:
    assert question_terms("co-term of the contract") == (["co", "term", "contract"], ["coterm"])
