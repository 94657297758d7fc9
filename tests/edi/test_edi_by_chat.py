"""An inventory report of a partner dropped in chat: shown, loaded once, and the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.playground.demo import Demo
from bot.playground.driver import Message

SAMPLES = Path(__file__).parent / "samples"
PM = "brightpath.pm"
SELLER = "alpenrock.sales"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo"), ticking=False) as running:
        yield running


@pytest.fixture
def demo(product: Demo) -> Demo:
    product.reset()
    return product


def answered(demo: Demo, who: str) -> Message:
    assert demo.driver.wait_until_quiet(60)
    return [message for message in demo.driver.messages("dm", who) if message.is_app][-1]


def drop(demo: Demo, who: str, name: str, content: bytes) -> Message:
    demo.driver.say(who, "dm", "", files=[(name, content)])
    return answered(demo, who)


def confirm(demo: Demo, who: str, message: Message) -> Message:
    elements = (element for block in message.blocks for element in block.get("elements", []))
    pressed = next(each for each in elements if str(each.get("action_id", "")).startswith("draft.confirm"))
    demo.driver.press(who, message, pressed["action_id"])
    return answered(demo, who)


def ask(demo: Demo, who: str, words: str) -> str:
    demo.driver.say(who, "dm", words)
    return answered(demo, who).text


def test_an_846_is_shown_and_loaded_and_changes_nothing_the_second_time(demo: Demo) -> None:
    content = (SAMPLES / "northwall_846.x12").read_bytes()
    before = ask(demo, SELLER, "stock of NW-FW60 in Venlo?")
    shown = drop(demo, PM, "night.x12", content)

    assert "night.x12" in shown.text
    assert "74" in shown.text
    assert ask(demo, SELLER, "stock of NW-FW60 in Venlo?") == before

    confirm(demo, PM, shown)
    after = ask(demo, SELLER, "stock of NW-FW60 in Venlo?")
    again = drop(demo, PM, "again.x12", content)

    assert "85" in before
    assert "83" in after
    assert "Nothing to load" in again.text or "Nichts zu laden" in again.text
    assert "draft.confirm" not in str(again.blocks)


def test_a_cut_off_file_is_refused_in_words_and_loads_nothing(demo: Demo) -> None:
    content = (SAMPLES / "northwall_846.x12").read_bytes()
    said = drop(demo, PM, "half.x12", content[: len(content) // 2])

    assert "half.x12: Segment " in said.text
    assert "draft.confirm" not in str(said.blocks)


def test_a_kind_of_message_that_is_not_loaded_is_refused_in_words(demo: Demo) -> None:
    content = (SAMPLES / "northwall_invrpt_d96a.edi").read_bytes().replace(b"INVRPT:D", b"ORDERS:D")

    assert "ORDERS D.96A" in drop(demo, PM, "orders.edi", content).text


def test_a_product_that_is_not_known_is_told_by_its_segment(demo: Demo) -> None:
    content = (SAMPLES / "northwall_846.x12").read_bytes().replace(b"MG*NW-FW120", b"MG*NW-FW121")
    said = drop(demo, PM, "night.x12", content)

    assert "Segment 18, product: " in said.text
    assert "NW-FW120" in said.text
    assert "draft.confirm" not in str(said.blocks)
