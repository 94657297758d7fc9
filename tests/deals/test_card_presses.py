"""A registration's card: its buttons, the menu behind the dots, and the forms behind them, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.playground.demo import Demo
from bot.playground.driver import Message

RESELLER, VENDOR, DEAL = "alpenrock.sales", "northwall.channel", "DR-2026-0147"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("cards"), ticking=False) as running:
        yield running


@pytest.fixture
def demo(product: Demo) -> Demo:
    product.reset()
    return product


def card(demo: Demo, person: str, words: str = f"status of {DEAL}") -> Message:
    return demo.driver.ask(person, "dm", words).public[-1]


def offered(message: Message) -> list[str]:
    elements = [e for block in message.blocks if block["type"] == "actions" for e in block["elements"]]
    behind = [option["text"]["text"] for e in elements if e["type"] == "overflow" for option in e["options"]]
    return [e["text"]["text"] for e in elements if e["type"] == "button"] + [f"…{words}" for words in behind]


def pressed(demo: Demo, person: str, message: Message, action: str, value: str, **typed: Any) -> Message:
    """What stands in the direct conversation after a press, and after its form was sent if it opened one."""
    demo.driver.press(person, message, action, value)
    demo.driver.wait_until_quiet()
    if typed:
        demo.driver.submit(demo.driver.views(person)[-1], typed)
        demo.driver.wait_until_quiet()
    return demo.driver.messages("dm", person)[-1]


def confirmed(demo: Demo, person: str, draft: Message) -> str:
    elements = [e for block in draft.blocks for e in block.get("elements", [])]
    key = next(e["value"] for e in elements if e.get("action_id") == "draft.confirm")
    return pressed(demo, person, draft, "draft.confirm", key).text


def test_a_card_shows_three_buttons_and_keeps_the_rest_behind_the_dots(demo: Demo) -> None:
    assert offered(card(demo, RESELLER)) == ["Extend", "Won", "Amend", "…Lost"]
    assert offered(card(demo, VENDOR, f"Status von {DEAL}")) == ["Übertragen", "Widerrufen"]


def test_an_extension_goes_from_the_button_to_the_vendor_and_back(demo: Demo) -> None:
    draft = pressed(demo, RESELLER, card(demo, RESELLER), "deal.do.extend", DEAL, evidence="Workshop on 18 November")
    assert "New end: 14 Jan 2027" in draft.text
    assert "extension under review" in confirmed(demo, RESELLER, draft)

    waiting = demo.driver.messages("dm", VENDOR)[-1]
    assert "Workshop on 18 November" in waiting.text
    assert offered(waiting)[0] == "Verlängerung gewähren"
    asked = pressed(demo, VENDOR, waiting, "deal.do.grant_extension", DEAL)
    assert "geschützt bis 14.01.2027" in confirmed(demo, VENDOR, asked)
    assert "14.01.2027" in demo.driver.messages("dm", RESELLER)[-1].text


def test_a_menu_entry_opens_its_form(demo: Demo) -> None:
    draft = pressed(demo, RESELLER, card(demo, RESELLER), "deal.more", f"lose|{DEAL}", reason="price", note="")
    assert "on price" in draft.text
    assert "lost" in confirmed(demo, RESELLER, draft)
    assert offered(card(demo, RESELLER)) == []


def test_an_amendment_in_the_form_is_refused_at_its_field_or_drafted(demo: Demo) -> None:
    demo.driver.press(RESELLER, card(demo, RESELLER), "deal.do.amend", DEAL)
    demo.driver.wait_until_quiet()
    view = demo.driver.views(RESELLER)[-1]
    refused = demo.driver.submit(view, {"value": "much"})
    assert "value" in (refused.errors or {})
    demo.driver.submit(view, {"value": "49000"})
    demo.driver.wait_until_quiet()
    draft = demo.driver.messages("dm", RESELLER)[-1]
    assert "It holds at once" in draft.text
    assert "49,000" in confirmed(demo, RESELLER, draft)


def test_a_transfer_names_its_company_in_the_form(demo: Demo) -> None:
    message = card(demo, VENDOR)
    demo.driver.press(VENDOR, message, "deal.do.transfer", DEAL)
    demo.driver.wait_until_quiet()
    view = demo.driver.views(VENDOR)[-1]
    companies = [option["value"] for block in view["blocks"] for option in block.get("element", {}).get("options", [])]
    assert "Rheinblick IT" not in companies  # not authorised for the wireless line
    heir = companies[0]
    demo.driver.submit(view, {"to": heir, "reason": "customer_letter", "evidence": "Letter of 20 November"})
    demo.driver.wait_until_quiet()
    draft = demo.driver.messages("dm", VENDOR)[-1]
    assert heir in draft.text
    assert "ransferred" in confirmed(demo, VENDOR, draft)


def test_a_button_of_another_time_says_what_is_possible_now(demo: Demo) -> None:
    old = card(demo, RESELLER)
    confirmed(demo, RESELLER, pressed(demo, RESELLER, old, "deal.more", f"lose|{DEAL}", reason="price", note=""))
    demo.driver.press(RESELLER, old, "deal.do.extend", DEAL)
    demo.driver.wait_until_quiet()
    assert "register it again" in demo.driver.text_of(demo.driver.views(RESELLER)[-1])


def test_somebody_elses_button_reads_like_one_for_nothing(demo: Demo) -> None:
    words = []
    for number in (DEAL, "DR-2026-9999"):
        demo.driver.ask("pixelforge.sales", "dm", "hello")
        wish = demo.driver.ask("pixelforge.sales", "dm", f"extend {number}").text
        words.append(wish.replace(number, "…"))
    assert words[0] == words[1]
