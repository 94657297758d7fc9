"""What people read about products: the master's figures, and the papers beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.screens.blocks import Screen
from bot.screens.products import product_screen
from bot.tools.products import ProductAnswer
from bot.tools.results import Outcome
from channel.access.gate import Gate
from channel.access.viewer import Viewer
from channel.products import product_facts
from knowledge.answering import Answer, Citation, Source

Ask = Callable[..., tuple[Outcome, Screen]]
Decline = Callable[..., str]

QUOTE = "The PoE budget is 740 W."
PAPER = Source(
    passage=7,
    version_id=1,
    document=1,
    title="SW48P 48-port PoE switch",
    version="2.0",
    file_name="sw48p.pdf",
    page=2,
    section="Power",
    form="text",
    text=QUOTE,
    effective_from=date(2026, 3, 2),
    superseded_on=None,
    language="en",
)


def test_customs_facts_name_what_is_not_recorded(ask: Ask) -> None:
    _, screen = ask("brightpath.pm", "product.facts", mpns=("NW-AP7", "NW-AP7-5PK"), aspects=("hs_code", "weight"))

    first, second, *_ = screen.text.splitlines()
    assert first.endswith("HS code: 8517.62.00; net weight: 0.78 kg; gross weight: 1.15 kg")
    assert second.endswith("HS code: 8517.62.00; net weight: 3.9 kg; gross weight: not recorded")
    assert "Source: product master, as of 24 Nov 2026, 08:55 CET" in screen.text


def test_the_masters_figure_comes_first_and_the_paper_with_page_and_version_after(
    gate: Gate, who: Callable[[str], Viewer]
) -> None:
    with gate.viewing(who("tirol.presales")) as session:
        facts = product_facts(session, ["NW-SW48P"])
    answer = Answer((Citation(QUOTE, PAPER),), abstained=False, disagree=False, nearest=(), confidence=0.9)
    screen = product_screen(ProductAnswer(facts, ("poe_budget",), answer), "de")

    assert screen.text.startswith("NW-SW48P (Northwall SW48P PoE-Switch mit 48 Ports): PoE-Budget: 740 W")
    assert screen.text.index("Produktstamm") < screen.text.index(QUOTE)
    assert "SW48P 48-port PoE switch, Version 2.0, S. 2, gültig ab 02.03.2026" in screen.text


def test_a_lifecycle_is_one_sentence_with_both_days_and_the_successor(ask: Ask) -> None:
    _, screen = ask("calder.owner", "product.lifecycle", mpns=("NW-SW48P",))

    assert "end of sale 31 Dec 2026" in screen.text
    assert "end of support 31 Dec 2031, successor NW-SW48P-G2" in screen.text


def test_a_whole_period_lists_what_ends_in_it(ask: Ask) -> None:
    _, screen = ask("kestrel.pm", "product.lifecycle", vendor="Northwall", period="2026")

    assert screen.text.startswith("2 products go end of sale from 1 Jan 2026 to 31 Dec 2026")


def test_an_unnamed_product_of_a_line_is_asked_for_with_those_in_stock(ask: Ask) -> None:
    outcome, screen = ask("alpenrock.sales", "product.facts", line="Switching")

    assert outcome is Outcome.CLARIFY
    assert screen.text == "Which product do you mean? NW-SW24 / NW-SW24P / NW-SW48P"


def test_an_authorisation_is_a_yes_with_countries_or_a_no_with_what_is_needed(ask: Ask) -> None:
    _, yes = ask("kestrel.partner", "product.authorisation", line="Optics", territory="SE", reseller="Fjordbyte")
    _, no = ask("pixelforge.owner", "product.authorisation", mpns=("NW-SW48P",))

    assert yes.text.startswith("Yes: Fjordbyte is authorised for the line Northwall Networks Optics (Sweden")
    assert no.text.startswith("No: Your company is not authorised for the line Northwall Networks Switching.")


def test_what_another_company_may_sell_is_declined_whoever_it_is(declined: Decline) -> None:
    of_a_partner = declined("meridian.sales", "product.authorisation", line="Firewall", reseller="Alpenrock IT")
    of_nobody = declined("meridian.sales", "product.authorisation", line="Firewall", reseller="Nobody Ltd")

    assert of_a_partner == of_nobody
