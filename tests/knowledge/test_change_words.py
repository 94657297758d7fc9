"""What somebody wants changed everywhere, read from the sentence that says so."""

import pytest

from knowledge.change_words import fact_in, within

DRIVE, SWITCH = ("HD-D75",), ("NW-SW48P",)


@pytest.mark.parametrize(
    ("said", "products", "old", "new", "subject"),
    [
        ("the lead time of the HD-D75 is now 9 weeks, change it everywhere", DRIVE, None, "9 weeks", "lead time"),
        ("HD-D75 Lieferzeit ist jetzt 9 Wochen, bitte überall ändern", DRIVE, None, "9 Wochen", "Lieferzeit"),
        ("change the PoE budget of the SW48P from 740 to 760 W in all papers", SWITCH, "740", "760 W", "PoE budget"),
        ("Garantie von 3 auf 5 Jahre ändern, überall", (), "3", "5 Jahre", "Garantie"),
        ("replace Partner Desk with Partner Service everywhere", (), "Partner Desk", "Partner Service", ""),
        ("Ersetze „Partner Desk“ durch „Partner Service“ überall", (), "Partner Desk", "Partner Service", ""),
        ("in allen Blättern Partner Desk durch Partner Service ersetzen", (), "Partner Desk", "Partner Service", ""),
        ("wherever it says help@old.example write help@new.example", (), "help@old.example", "help@new.example", ""),
        ("the Care plan is now called Care Plus, update it everywhere", (), "Care plan", "Care Plus", ""),
        ("swap MSP Core for MSP Essential in every guide", (), "MSP Core", "MSP Essential", ""),
    ],
)
def test_the_old_the_new_and_what_it_is_about(
    said: str, products: tuple[str, ...], old: str | None, new: str, subject: str
) -> None:
    fact = fact_in(said, products, ())
    assert fact is not None
    assert (fact.old, fact.new, fact.subject) == (old, new, subject)


@pytest.mark.parametrize("said", ["update the firmware version everywhere", "change it", "", "replace everything"])
def test_without_a_new_value_there_is_nothing_to_change(said: str) -> None:
    assert fact_in(said, (), ()) is None


@pytest.mark.parametrize(
    ("said", "rest", "document"),
    [
        ("replace 36 months by 30 months in the dealer guide", "replace 36 months by 30 months", ("dealer",)),
        ("ersetze 2 Jahre durch 3 Jahre im Händlerleitfaden", "ersetze 2 Jahre durch 3 Jahre", ("händler",)),
        ("swap A1 for B2 in our rack datasheet please", "swap A1 for B2 please", ("rack",)),
        ("the warranty is 30 months in the datasheet", "the warranty is 30 months", ()),
        ("swap A1 for B2 in every guide", "swap A1 for B2 in every guide", ()),
    ],
)
def test_one_document_that_is_named_last_is_no_part_of_what_is_to_stand_there(
    said: str, rest: str, document: tuple[str, ...]
) -> None:
    assert within(said) == (rest, document)
