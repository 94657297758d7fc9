"""The product's own sentences: the capability, and the slots that the sentence names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.understanding.requests import Request

SENTENCES = yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8"))
NAMED = {"customer", "reseller", "distributor", "vendor", "person", "line", "warehouse"}
COUNTED = {"mpn", "quantity", "deal", "order", "customer", "value", "serial", "email"}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def merged(requests: tuple[Request, ...]) -> dict[str, list[Any]]:
    slots: dict[str, list[Any]] = {}
    for request in requests:
        for name, value in request.slots.record().items():
            slots.setdefault(name, []).extend(v for v in listed(value) if v not in slots.get(name, []))
    return slots


def fits(name: str, wanted: Any, got: Any) -> bool:
    if name in NAMED:
        words, others = set(str(wanted).casefold().split()), set(str(got).casefold().split())
        return words <= others or others <= words
    if name in {"quantity", "value", "days", "percent"}:
        return float(wanted) == float(got)
    return str(got).upper().startswith(str(wanted).upper())


def test_there_are_enough_sentences_in_both_languages() -> None:
    german = [row for row in SENTENCES if row.get("language") == "de"]
    assert len(SENTENCES) >= 400
    assert len(german) >= 100


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: str(row["say"])[:60])
def test_sentence(row: dict[str, Any], say: Any) -> None:
    understood = say(
        *row.get("after", ()), row["say"], by=row["as"], draft=row.get("draft"), listed=tuple(row.get("listed", ()))
    )
    got = [str(request.capability) for request in understood.requests]
    reasons = [request.reasons for request in understood.requests]
    if row.get("all"):
        assert sorted(got) == sorted(row["is"]), reasons
    else:
        assert len(got) == 1, reasons
        assert got[0] in listed(row["is"]), reasons
    slots = merged(understood.requests)
    for name, wanted in row.get("has", {}).items():
        for value in listed(wanted):
            assert any(fits(name, value, each) for each in slots.get(name, [])), (name, value, slots)
    if "after" not in row:
        unasked = {name for name in slots if name in COUNTED - {"deal", "mpn"}} - set(row.get("has", {}))
        assert not unasked, slots
    assert understood.language == row.get("language", "en")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("register Nordisk Varme AS Bergen, 3 FW60", "Nordisk Varme AS"),
        ("register Pennine Bakery ltd Leeds, 6 AP7", "Pennine Bakery ltd"),
        ("register Kranz & Enkel GmbH & Co. KG Salzburg, 6 FW60", "Kranz & Enkel GmbH & Co. KG"),
        ("new deal: Jysk Frugt A/S Aarhus, 5 FW60", "Jysk Frugt A/S"),
        ("bitte Tischlerei Achleitner e.U. Innsbruck anmelden, 2 FW60", "Tischlerei Achleitner e.U."),
        ("register Thermal Spa Resort, 4 AP7", "Thermal Spa Resort"),
    ],
)
def test_a_customer_keeps_its_legal_form_and_leaves_the_town(say: Any, text: str, name: str) -> None:
    assert say(text).requests[0].slots.customer == name


@pytest.mark.parametrize("text", ["price and stock for 4 FW120", "Preis und Bestand für vier FW120?"])
def test_each_of_several_wishes_has_the_product_and_needs_no_question(say: Any, text: str) -> None:
    requests = say(text).requests
    assert [(r.slots.mpns, r.slots.quantities, r.clarification) for r in requests] == [(("NW-FW120",), (4,), None)] * 2


def test_a_family_name_much_like_a_town_is_no_place(say: Any) -> None:
    assert say("register Berger AG, 3 FW60").requests[0].slots.territories == ()


def test_a_month_said_to_be_wrong_is_not_taken(say: Any) -> None:
    registered = "register Gasthof Rössl, 14 AP7, EUR 9000, march"
    slots = say(registered, "not in march but in april", draft="deal.register").requests[0].slots
    assert slots.dates == ("2027-04-30",)
