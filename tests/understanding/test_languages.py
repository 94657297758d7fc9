"""A further language is one file of words: a tiny Italian one is enough to be asked and answered in."""

from __future__ import annotations

from pathlib import Path

import pytest
from sight import NOW, names_of

from bot.understanding.followups import ThreadMemory
from bot.understanding.understand import Engine
from bot.understanding.vocabulary import load_vocabulary

ITALIAN = """
language: it
common: il, la, di, per, quanto, ciao, e, quanti
numbers: {units: [zero, uno, due, tre, quattro], tens: [], hundred: [], more: {}, compound: ""}
months: [[gennaio], [febbraio], [marzo]]
capabilities:
  price.quote:
    7: quanto costa, prezzo, costo di
  stock.position:
    7: disponibile, in magazzino, quanti .. <mpn>
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    file = Path(tmp_path_factory.mktemp("languages")) / "it.yaml"
    file.write_text(ITALIAN, encoding="utf-8")
    return Engine(names_of("alpenrock"), load_vocabulary((file,)))


@pytest.mark.parametrize(
    ("text", "capability"),
    [("quanto costa il FW120?", "price.quote"), ("il FW120 in magazzino a Krems", "stock.position")],
)
def test_a_third_language_needs_one_file(engine: Engine, text: str, capability: str) -> None:
    understood = engine.understand(text, ThreadMemory(), NOW)
    assert (understood.requests[0].capability, understood.language) == (capability, "it")
    assert understood.requests[0].slots.mpn == "NW-FW120"


def test_its_numbers_and_months_are_read(engine: Engine) -> None:
    slots = engine.understand("prezzo per quattro FW120 marzo 2027", ThreadMemory(), NOW).requests[0].slots
    assert (slots.quantities, slots.dates) == ((4,), ("2027-03",))


def test_the_languages_that_were_there_stay_as_they_are(engine: Engine) -> None:
    assert engine.understand("was kostet der FW120", ThreadMemory(), NOW).language == "de"
    assert engine.understand("price of the FW120", ThreadMemory(), NOW).language == "en"
