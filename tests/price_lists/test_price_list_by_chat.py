from __future__ import annotations

from collections.abc import Iterator

import pytest
from publishing_desk import table

from bot.playground.demo import Demo
from bot.playground.driver import Message
from channel.access.identifying import viewer_for_slack
from channel.price_imports import latest_imports

KATRIN = "northwall.channel"
OLIVER = "northwall.marketing"
LENA = "alpenrock.sales"
HEADINGS = ("Artikelnummer", "Bezeichnung", "Listenpreis", "Währung", "Land")
QUIET = 60


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo"), ticking=False) as running:
        yield running


@pytest.fixture
def demo(product: Demo) -> Demo:
    """The demo world as it was at the start."""
    product.reset()
    return product


def drop(demo: Demo, who: str, words: str, content: str, name: str = "preisliste.csv") -> Message:
    """Drop a file in the person's own conversation; the app's answer."""
    demo.driver.say(who, "dm", words, files=[(name, content.encode())])
    return answered(demo, who)


def answered(demo: Demo, who: str) -> Message:
    assert demo.driver.wait_until_quiet(QUIET)
    return [message for message in demo.driver.messages("dm", who) if message.is_app][-1]


def ask(demo: Demo, who: str, words: str) -> str:
    demo.driver.say(who, "dm", words)
    return answered(demo, who).text


def press(demo: Demo, who: str, message: Message, action: str) -> Message:
    element = next(
        element
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"].startswith(action)
    )
    demo.driver.press(who, message, element["action_id"], element["value"])
    return answered(demo, who)


def test_a_dropped_list_is_shown_confirmed_quoted_and_undone(demo: Demo) -> None:
    shown = drop(
        demo,
        KATRIN,
        "neue Listenpreise ab 15. Dezember",
        table(HEADINGS, ("NW-FW120", "FW120", "1.999,00", "EUR", "DE"), ("NW-FW60", "FW60", "529,00", "EUR", "DE")),
    )
    assert "2 Listenpreise ab 15.12.2026 veröffentlichen?" in shown.text
    assert "1.920,00" in shown.text
    assert "1.999,00" in shown.text
    live = press(demo, KATRIN, shown, "draft.confirm")
    assert "gilt ab 15.12.2026" in live.text
    assert "1.999,00" in ask(demo, LENA, "Listenpreis NW-FW120 am 15.12.2026")
    assert "1.920,00" in ask(demo, LENA, "Listenpreis NW-FW120 am 14.12.2026")
    question = press(demo, KATRIN, live, "prices.undo")
    assert "zurücknehmen?" in question.text
    press(demo, KATRIN, question, "draft.confirm")
    assert "1.920,00" in ask(demo, LENA, "Listenpreis NW-FW120 am 15.12.2026")


def test_the_words_undo_the_price_list_take_it_back_too(demo: Demo) -> None:
    shown = drop(
        demo, KATRIN, "new list prices from 15 December", table(HEADINGS, ("NW-FW120", "", "1.999,00", "EUR", "DE"))
    )
    press(demo, KATRIN, shown, "draft.confirm")
    assert "Take “preisliste.csv”" in ask(demo, KATRIN, "undo the price list")
    assert "taken back" in ask(demo, KATRIN, "yes")
    assert "no price list to take back" in ask(demo, KATRIN, "undo the price list")


def test_pressing_twice_publishes_once(demo: Demo) -> None:
    shown = drop(demo, KATRIN, "ab 15. Dezember", table(HEADINGS, ("NW-FW120", "", "1.999,00", "EUR", "DE")))
    key = next(e["value"] for b in shown.blocks if b["type"] == "actions" for e in b["elements"])
    for _ in range(2):
        demo.driver.press(KATRIN, shown, "draft.confirm", key)
    assert "gilt ab 15.12.2026" in answered(demo, KATRIN).text
    assert demo.parts is not None
    with demo.parts.gate.viewing(demo.parts.identity.speaker("TNORTHWALL", "UNORTHWALLCHANNEL").viewer) as session:
        assert len(latest_imports(session)) == 1


def test_rows_that_cannot_be_used_stay_out_only_when_the_person_says_so(demo: Demo) -> None:
    rows = (
        ("NW-FW120", "", "1.999,00", "EUR", "DE"),
        ("AP7-X", "", "12,00", "EUR", "DE"),
        ("NW-FW60", "", "abc", "EUR", "DE"),
    )
    shown = drop(demo, KATRIN, "Preisliste ab 15. Dezember", table(HEADINGS, *rows))
    assert "Zeile 3 (A3): AP7-X ist kein Produkt von Ihnen" in shown.text
    assert "Zeile 4 (C4): Preis „abc“ ist kein Betrag" in shown.text
    assert "Preise veröffentlichen" not in shown.text
    assert "nicht verwendbar; ich habe nichts geändert" in ask(demo, KATRIN, "ja")
    again = press(demo, KATRIN, shown, "prices.without")
    shown = next(m for m in reversed(demo.driver.messages("dm", KATRIN)) if "bleiben weg" in m.text)
    assert "Preise veröffentlichen" in shown.text
    assert again
    press(demo, KATRIN, shown, "draft.confirm")
    assert "1.999,00" in ask(demo, LENA, "Listenpreis NW-FW120 am 15.12.2026")
    assert "519,00" in ask(demo, LENA, "Listenpreis NW-FW60 am 15.12.2026")


def test_what_is_unsure_is_asked_in_the_form_and_remembered(demo: Demo) -> None:
    content = table(("Code", "Column X", "Column Y"), ("NW-FW120", "1.999,00", "5"), ("NW-FW60", "529,00", "7"))
    shown = drop(demo, KATRIN, "price list in EUR", content)
    assert "from which day on" in shown.text
    assert "what some columns mean" in shown.text
    press(demo, KATRIN, shown, "prices.edit")
    [view] = demo.driver.views(KATRIN)
    labels = {block["label"]["text"]: block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    column = next(name for label, name in labels.items() if "Column X" in label)
    other = next(name for label, name in labels.items() if "Column Y" in label)
    demo.driver.submit(view, {column: "price", other: "other", "effective": "2026-12-15", "territories": "DE"})
    shown = answered(demo, KATRIN)
    assert "Publish 2 list prices from 15 Dec 2026?" in shown.text
    press(demo, KATRIN, shown, "draft.confirm")
    shown = drop(demo, KATRIN, "price list in EUR for DE from 20 December", content.replace("1.999", "2.010"))
    assert "as in your last file of this layout" in shown.text
    assert "Publish 2 list prices from 20 Dec 2026?" in shown.text


def test_a_missing_currency_is_one_press(demo: Demo) -> None:
    content = table(("Artikelnummer", "Gold", "Silver", "Gold ab 10"), ("NW-FW120", "1.200,00", "1.300,00", "1.150,00"))
    shown = drop(demo, "brightpath.pm", "Händlerpreise DACH ab 1. Januar", content)
    assert "brauche ich noch etwas" in shown.text
    press(demo, "brightpath.pm", shown, "prices.say.EUR")
    assert "6 Händlerpreise ab 01.01.2027 veröffentlichen?" in answered(demo, "brightpath.pm").text


def test_the_form_says_what_it_cannot_use(demo: Demo) -> None:
    shown = drop(demo, KATRIN, "price list", table(HEADINGS, ("NW-FW120", "", "1.999,00", "EUR", "DE")))
    press(demo, KATRIN, shown, "prices.edit")
    [view] = demo.driver.views(KATRIN)
    refused = demo.driver.submit(view, {"effective": "2026-11-01", "currency": "XYZ", "territories": "Atlantis"})
    assert set(refused.errors) == {"effective", "currency", "territories"}


def test_every_row_comes_as_a_file(demo: Demo) -> None:
    shown = drop(demo, KATRIN, "ab 15. Dezember", table(HEADINGS, ("NW-FW120", "", "1.999,00", "EUR", "DE")))
    sent = press(demo, KATRIN, shown, "prices.rows")
    assert "CSV" in sent.text


def test_asking_for_every_row_does_not_make_the_shown_draft_another(demo: Demo) -> None:
    shown = drop(demo, KATRIN, "ab 15. Dezember", table(HEADINGS, ("NW-FW120", "", "1.999,00", "EUR", "DE")))
    other = drop(demo, OLIVER, "ab 15. Dezember", table(HEADINGS, ("NW-FW120", "", "2.100,00", "EUR", "DE")))
    press(demo, OLIVER, other, "draft.confirm")

    press(demo, KATRIN, shown, "prices.rows")
    press(demo, KATRIN, shown, "draft.confirm")

    assert demo.parts is not None
    with demo.parts.gate.viewing(viewer_for_slack(demo.parts.gate, "TNORTHWALL", "UNORTHWALLMARKETING")) as session:
        assert len(latest_imports(session)) == 1


def test_a_reseller_is_told_kindly_that_it_cannot(demo: Demo) -> None:
    said = drop(demo, LENA, "", table(HEADINGS, ("NW-FW120", "", "1,00", "EUR", "DE")), "preise.csv").text
    assert "veröffentlichen bei Herstellern und Distributoren" in said


def test_another_vendors_products_are_not_its_own(demo: Demo) -> None:
    said = drop(
        demo, "halden.channel", "Preisliste ab 15. Dezember", table(HEADINGS, ("NW-FW120", "", "1", "EUR", "DE"))
    )
    assert "NW-FW120 ist kein Produkt von Ihnen" in said.text
    assert "1.920" not in said.text
