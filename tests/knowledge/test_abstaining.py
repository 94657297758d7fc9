"""What the documents do not say is not answered, in words that help: what is known, what is lacking, what is near."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.screens.documents import answer_screen
from channel.access.viewer import Viewer
from knowledge.library import Library

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
Publish = Callable[..., int]

SWITCH = """# Switch SX48

## Power

The SX48 gives 740 W of PoE and draws 95 W itself.

## Housing

The SX48 weighs 5.1 kg and takes 1 U in the rack.
"""
PROGRAMME = """# Partner programme

## Fees

The membership fee is EUR 400 a year.

## Support

Partners of level Gold get an answer within 4 hours.
"""


@pytest.fixture(autouse=True)
def shelf(publish: Publish) -> None:
    publish("Switch SX48 data sheet", SWITCH, mpns=("SX48",))
    publish("Partner programme guide", PROGRAMME)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("how heavy is the SX48?", "5.1 kg"),
        ("Gewicht SX48", "5.1 kg"),
        ("PoE budget of the SX48", "740 W"),
        ("membership fee in EUR", "EUR 400"),
    ],
)
def test_an_attribute_that_is_given_is_answered(
    library: Library, reseller: Viewer, question: str, quoted: str
) -> None:
    answer = library.answer(reseller, question, NOW)

    assert not answer.abstained
    assert quoted in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("What does the SX48 cost in EUR?", "cost"),
        ("MTBF of the SX48", "MTBF"),
        ("noise of the SX48 in dB", "noise"),
        ("phone number of the SX48 support", "phone"),
        ("Betriebstemperatur SX48?", "Betriebstemperatur"),
    ],
)
def test_an_attribute_that_no_document_gives_is_named_as_lacking(
    library: Library, reseller: Viewer, question: str, lacking: str
) -> None:
    answer = library.answer(reseller, question, NOW)

    assert answer.abstained
    assert answer.gap is not None
    assert lacking in answer.gap.lacking
    assert answer.closest[0].title == "Switch SX48 data sheet"


def test_a_part_that_nobody_knows_is_named(library: Library, reseller: Viewer) -> None:
    answer = library.answer(reseller, "PoE budget of the QX77", NOW)

    assert answer.abstained
    assert answer.gap is not None
    assert "QX77" in answer.gap.lacking


def test_the_reader_sees_what_is_lacking_and_opens_what_is_near(library: Library, reseller: Viewer) -> None:
    answer = library.answer(reseller, "MTBF of the SX48", NOW)

    english, german = answer_screen(answer, "en"), answer_screen(answer, "de")

    assert "They know “SX48”, but say nothing about: MTBF." in english.text
    assert "Sie kennen “SX48”, sagen aber nichts zu: MTBF." in german.text
    assert "Switch SX48 data sheet" in english.text
    opened = [e for block in english.blocks if block["type"] == "actions" for e in block["elements"]]
    assert opened[0]["value"] == str(answer.closest[0].passage)
