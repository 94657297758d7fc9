from __future__ import annotations

import json

import pytest
from desk import Desk

from bot.screens.form_parts import INPUT, typed
from bot.screens.forms import registration_form
from bot.tools.deal_drafting import draft_fields
from bot.tools.deal_forms import WrongFields, from_form
from bot.tools.results import Outcome

FILLED = {
    "customer": "Isarwerk Klinik GmbH",
    "country": "Germany",
    "postcode": "80331",
    "city": "München",
    "lines": "25 NW-FW120\nnw-ap7 x 10",
    "value": "48.000,50",
    "currency": "eur",
    "expected_close": "2027-01-29",
    "contact_name": "Max Huber",
    "contact_email": "max.huber@isarwerk-klinik.example",
    "project": "",
    "tender": "",
}


def test_a_filled_form_is_a_draft_to_confirm(desk: Desk) -> None:
    sent = from_form(desk.asking("alpenrock.sales"), None, FILLED)

    assert sent.outcome is Outcome.DRAFT
    application = sent.value.application
    assert application.lines == (("NW-FW120", 25), ("NW-AP7", 10))
    assert (application.country, application.value, application.currency) == ("DE", "48000.50", "EUR")
    assert desk.confirm("alpenrock.sales", sent.draft)["number"] == "DR-2026-0153"


def test_an_empty_form_asks_for_everything_in_one_message(desk: Desk) -> None:
    sent = from_form(desk.asking("alpenrock.sales"), None, dict.fromkeys(FILLED, ""))
    assert sent.outcome is Outcome.CLARIFY
    assert {"customer", "lines", "value"} <= set(sent.value.missing)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("country", "Narnia"),
        ("value", "a lot"),
        ("value", "-5"),
        ("value", "0"),
        ("value", "9" * 40),
        ("currency", "euros"),
        ("lines", "firewalls please, many"),
        ("lines", "0 NW-FW120"),
        ("lines", "12 NW-NOTHING"),
        ("expected_close", "soon"),
        ("contact_email", "max at home"),
    ],
)
def test_rubbish_is_said_at_its_field_and_keeps_the_rest(desk: Desk, field: str, text: str) -> None:
    with pytest.raises(WrongFields) as refused:
        from_form(desk.asking("alpenrock.sales"), None, {**FILLED, field: text})
    assert list(refused.value.texts) == [field]


def test_what_the_rules_refuse_is_named(desk: Desk) -> None:
    with pytest.raises(WrongFields) as refused:
        from_form(desk.asking("alpenrock.sales"), None, {**FILLED, "value": "500"})
    assert [problem.code for problem in refused.value.problems] == ["below_minimum"]


def test_the_form_shows_what_the_draft_knows_and_hands_it_back(desk: Desk) -> None:
    drafted = desk.ask("alpenrock.sales", "deal.register", "80331 München", customer="Isarwerk Klinik GmbH")
    view = registration_form(draft_fields(desk.asking("alpenrock.sales"), drafted.draft), "en", "D1|17.5|")

    assert json.loads(view["private_metadata"]) == {"draft": drafted.draft, "origin": "D1|17.5|"}
    shown = {block["block_id"]: block["element"].get("initial_value", "") for block in view["blocks"]}
    assert (shown["customer"], shown["postcode"]) == ("Isarwerk Klinik GmbH", "80331")
    state = {name: {INPUT: {"value": text}} for name, text in shown.items()}
    assert typed(state) == shown

    mended = from_form(desk.asking("alpenrock.sales"), drafted.draft, {**shown, "lines": "30 NW-FW120"})
    assert mended.draft == drafted.draft
    assert mended.value.application.lines == (("NW-FW120", 30),)
