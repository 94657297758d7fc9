"""The product's own evaluation stays above its floor: fresh lines, understood in the demo channel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.evaluating.fresh import Score, f1, score
from bot.evaluating.lines import read_lines
from bot.evaluating.sights import opened
from bot.understanding.followups import ThreadMemory
from bot.understanding.names import Names
from bot.understanding.requests import Capability
from bot.understanding.understand import understand

FOLDER = Path(__file__).parent / "fresh"
NEEDED = ("id", "person", "text", "expect")
LINES = read_lines(FOLDER / "lines.jsonl", NEEDED)
HARD = [
    line
    for name in ("tuned", "checked", "unseen", "closing", "held", "final")
    for line in read_lines(FOLDER / f"{name}.jsonl", NEEDED)
]
Known = dict[str, tuple[Names, datetime]]
Said = Callable[..., list[tuple[str, dict[str, Any]]]]


@pytest.fixture(scope="module")
def known() -> Iterator[Known]:
    with opened(demo=True) as sights:
        yield {key: (sights.names_of(key), sights.now_of(key)) for key in {line["person"] for line in (*LINES, *HARD)}}


@pytest.fixture(scope="module")
def scores(known: Known) -> list[Score]:
    return [score(line, *known[line["person"]]) for line in LINES]


@pytest.fixture
def said(known: Known) -> Said:
    def understood(key: str, *texts: str) -> list[tuple[str, dict[str, Any]]]:
        names, now = known[key]
        memory = ThreadMemory()
        for text in texts:
            requests = understand(text, memory, names, now).requests
            memory = ThreadMemory((*memory.requests, *requests), latest=len(requests))
        return [(str(request.capability), request.slots.record()) for request in requests]

    return understood


def test_there_are_enough_lines_of_every_capability() -> None:
    asked = [c for line in LINES for c in (line["expect"]["capability"], *line["expect"].get("also", ()))]
    assert len(LINES) >= 300
    assert {capability for capability in Capability if asked.count(capability) < 5} == set()


def test_capabilities_are_understood(scores: list[Score]) -> None:
    wrong = [(s.line["text"], s.got) for s in scores if not s.capability]
    assert len(wrong) <= len(scores) * 0.03, wrong


def test_slots_are_filled(scores: list[Score]) -> None:
    assert f1(scores) >= 0.97


def test_unusual_wordings_are_understood_too(known: Known) -> None:
    scores = [score(line, *known[line["person"]]) for line in HARD]
    assert sum(s.capability for s in scores) >= len(scores) * 0.93
    assert f1(scores) >= 0.96


def test_a_distributor_out_of_sight_is_heard_but_never_known(said: Said) -> None:
    assert said("alpenrock.sales", "stock of FW60 from Kestrel?")[0][1]["distributor"] == "Kestrel"
    assert said("alpenrock.sales", "stock of FW60 from Zentrolog?")[0][1]["distributor"] == "Zentrolog"
    assert said("fjordbyte.sales", "stock of FW60 from Kestrel?")[0][1]["distributor"] == "Kestrel Supply"


def test_all_wishes_of_a_message_go_on_together(said: Said) -> None:
    both = said("alpenrock.sales", "price and stock of FW120", "make it 20")
    assert [(name, slots["quantity"]) for name, slots in both] == [("price.quote", 20), ("stock.position", 20)]


def test_what_concerns_one_wish_goes_on_with_that_alone(said: Said) -> None:
    assert [name for name, _ in said("alpenrock.sales", "price and stock of FW120", "and in Krems?")] == [
        "stock.position"
    ]


def test_who_knows_no_products_is_understood_all_the_same(said: Said) -> None:
    assert said("guest.unknown", "got any FW120 left") == [("stock.position", {})]


@pytest.mark.parametrize("text", ["undo that", "undo the price list", "mach das rückgängig"])
def test_undoing_reaches_undo(said: Said, text: str) -> None:
    assert said("brightpath.pm", text)[0][0] == "cancel"


def test_slips_in_short_words_are_read(said: Said) -> None:
    assert said("meridian.buyer", "wheres our ordr")[0][0] == "order.status"


def test_what_is_wrong_in_a_document_is_a_suggestion(said: Said) -> None:
    heard = said("alpenrock.presales", "im Datenblatt der FW120 steht ein falscher Durchsatz")
    assert heard[0] == ("knowledge.suggest", {"mpn": "NW-FW120"})


def test_switching_the_digest_off_leaves_an_open_draft_alone(known: Known) -> None:
    names, now = known["alpenrock.sales"]
    draft = understand("register Lodenfabrik Auer GmbH, 4 FW60, 6k EUR, end of may", ThreadMemory(), names, now)
    waiting = ThreadMemory(draft.requests, open_draft="deal.register")
    assert [str(r.capability) for r in understand("no digest", waiting, names, now).requests] == ["digest.settings"]


@pytest.mark.parametrize(
    ("key", "text", "capability"),
    [
        ("northwall.channel", "revoke 0147", "deal.decide"),
        ("brightpath.partner", "0149 an Rheinblick übertragen", "deal.decide"),
        ("pixelforge.owner", "reinstate 0128", "deal.extend"),
        ("brightpath.credit", "take Donau off hold", "credit.change"),
        ("kestrel.credit", "Pixelforge entsperren", "credit.change"),
        ("alpenrock.owner", "wer darf bei uns Projekte anmelden?", "people.manage"),
        ("pixelforge.owner", "Mara darf nicht mehr bestellen", "people.manage"),
        ("nordlys.owner", "what is left for us to do", "onboarding.status"),
        ("meridian.buyer", "any returns open?", "order.rma"),
        ("northwall.marketing", "retire the confidential roadmap", "knowledge.retire"),
    ],
)
def test_what_was_once_taken_for_something_else(said: Said, key: str, text: str, capability: str) -> None:
    assert [name for name, _ in said(key, text)] == [capability]


@pytest.mark.parametrize(
    ("key", "text", "capability", "slots"),
    [
        ("pixelforge.owner", "credit line of Alpenrock", "credit.headroom", {"reseller": "Alpenrock"}),
        ("pixelforge.owner", "credit line of Zentrolog", "credit.headroom", {"reseller": "Zentrolog"}),
        ("pixelforge.owner", "certificates of Marta Rieger", "certification.status", {"person": "Marta Rieger"}),
        ("brightpath.pm", "Kestrel's sell-in", "kpi.report", {"reseller": "Kestrel"}),
        ("alpenrock.sales", "stock of the Firewall line", "stock.position", {"line": "Firewall"}),
        (
            "meridian.buyer",
            "would nine thousand five hundred pounds go through",
            "credit.headroom",
            {"value": 9500, "currency": "GBP"},
        ),
        (
            "alpenrock.buyer",
            "ginge eine Bestellung über zwölftausend Euro noch durch",
            "credit.headroom",
            {"value": 12000, "currency": "EUR"},
        ),
        ("guest.unknown", "what does NW-AP7 cost", "price.quote", {"mpn": "NW-AP7"}),
    ],
)
def test_what_is_named_is_never_dropped(
    said: Said, key: str, text: str, capability: str, slots: dict[str, Any]
) -> None:
    assert said(key, text) == [(capability, slots)]


def test_who_asks_when_a_discount_ends_is_not_given_the_price_again(said: Said) -> None:
    assert said("alpenrock.sales", "price FW120", "wann läuft mein rabatt aus")[-1][0] == "price.special"


def test_a_question_about_the_last_answer_is_asked_with_its_question(known: Known) -> None:
    names, now = known["alpenrock.sales"]
    first = understand("how does deal registration work", ThreadMemory(), names, now).requests
    then = understand("since when does that apply?", ThreadMemory(first), names, now).requests[0]
    assert (str(then.capability), then.text) == (
        "knowledge.ask",
        "how does deal registration work since when does that apply?",
    )
