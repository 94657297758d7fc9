"""Why a message was understood as it was: what was found, by what, and what spoke for which capability."""

from __future__ import annotations

import json

from sight import NOW, names_of
from typer.testing import CliRunner

from bot.cli import app
from bot.understanding.explaining import explain
from bot.understanding.followups import ThreadMemory


def test_entities_say_what_they_were_recognised_by() -> None:
    found = explain("price of the 48 port switch in Krems by friday", ThreadMemory(), names_of("brightpath"), NOW)
    origins = {entity.kind: entity.origin for entity in found.entities}
    assert origins["mpn"] == "products in sight, not written out"
    assert origins["warehouse"] == "warehouses in sight"
    assert origins["date"] == "how it is written"


def test_the_decision_is_the_likeliest_of_what_was_considered() -> None:
    found = explain("Preis FW120?", ThreadMemory(), names_of("alpenrock"), NOW)
    decided = found.understanding.requests[0]
    assert found.considered[0].capability == decided.capability == "price.quote"
    assert found.considered[0].points == max(weighed.points for weighed in found.considered)
    assert any("preis" in reason for reason in found.considered[0].reasons)


def test_misspelt_and_unknown_words_are_shown() -> None:
    found = explain("any stokc of the frobnicator", ThreadMemory(), names_of("alpenrock"), NOW)
    assert ("stokc", "stock") in found.corrected
    assert "frobnicator" in found.unknown


def test_the_command_shows_the_thread_and_how_it_goes_on() -> None:
    arguments = ["understand", "and for 20?", "--as", "alpenrock.sales", "--demo", "--thread", "price FW120", "--json"]
    shown = json.loads(CliRunner().invoke(app, arguments).stdout)
    assert [(r["capability"], r["slots"]["quantity"]) for r in shown["requests"]] == [("price.quote", 20)]
    assert shown["thread"][0]["slots"]["mpn"] == "NW-FW120"


def test_the_command_is_readable_and_names_who_is_not_known() -> None:
    page = CliRunner().invoke(app, ["understand", "Preis FW120?", "--as", "alpenrock.sales", "--demo"]).stdout
    assert "Understood: price.quote (de)" in page
    assert "products in sight" in page
    refused = CliRunner().invoke(app, ["understand", "Preis FW120?", "--as", "alpenrock.sale", "--demo"])
    assert "alpenrock.sales" in str(getattr(refused.exception, "next_step", ""))
