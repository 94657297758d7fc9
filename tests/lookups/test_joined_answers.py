"""What belongs together: registered prices beside quotes, sums beside a verdict, charts beside words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.playground.demo import Demo
from bot.playground.shapes import Json


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo"), ticking=False) as demo:
        yield demo


@pytest.fixture
def demo(running: Demo) -> Demo:
    running.reset()
    return running


def read(demo: Demo, person: str, words: str) -> str:
    return demo.driver.ask(person, "dm", words).text


def chart(demo: Demo, person: str, words: str) -> Json:
    (message,) = demo.driver.ask(person, "dm", words).public
    (block,) = [block for block in message.blocks if block["type"] == "data_visualization"]
    return dict(block["chart"])


def test_a_quote_for_a_project_reckons_what_is_left_at_the_registered_price_and_the_rest_beside_it(demo: Demo) -> None:
    text = read(demo, "alpenrock.sales", "price for 15 NW-FW120 for Klinikum Isartal")

    assert "EUR 17,404.80 total" in text
    assert "Registered (DR-2026-0147, Klinikum Isartal): EUR 1,073.00, 12 of 12 left until 15 Dec 2026" in text
    assert "12 × EUR 1,073.00 + 3 × EUR 1,184.00 = EUR 16,428.00" in text


def test_a_distributor_reads_its_resellers_registered_price_with_the_credit_from_the_vendor(demo: Demo) -> None:
    text = read(demo, "brightpath.pm", "price of 2 NW-FW240 for Donau Systems")

    assert "Registered (DR-2026-0131, Hafenlogistik Enns GmbH): EUR 2,831.40, 12 of 20 left until 6 Jan 2027" in text
    assert "ship-and-debit credit" in text


def test_currencies_named_besides_get_their_own_price_or_a_plain_no(demo: Demo) -> None:
    text = read(demo, "alpenrock.sales", "Preis NW-FW120 in EUR, CHF und NOK")

    assert "Ihr Gold-Preis 1.184,00 EUR, Ihr Gold-Preis 1.161,60 CHF" in text
    assert "In NOK gibt es keinen Preis, und ich rechne nicht um." in text


@pytest.mark.parametrize(
    ("words", "verdict", "sum_"),
    [
        (
            "would 40k go through?",
            "No, the line does not cover EUR 40,000.00; EUR 4,320.00 is missing.",
            "limit EUR 250,000.00 − used EUR 214,320.00 = EUR 35,680.00; EUR 40,000.00 − EUR 35,680.00 = EUR 4,320.00",
        ),
        (
            "geht eine Bestellung über 20.000 durch?",
            "Ja, 20.000,00 EUR passen in die Linie.",
            "genutzt 214.320,00 EUR = 35.680,00 EUR; 35.680,00 EUR − 20.000,00 EUR = 15.680,00 EUR",
        ),
    ],
)
def test_whether_an_order_goes_through_is_said_first_and_then_reckoned(
    demo: Demo, words: str, verdict: str, sum_: str
) -> None:
    text = read(demo, "alpenrock.buyer", words)

    assert text.lstrip("*").startswith(verdict)
    assert sum_ in text


def test_whoever_sells_a_line_is_told_who_may_sell_it_and_a_reseller_only_about_itself(demo: Demo) -> None:
    assert "Tirol Netz | AT | Brightpath Distribution" in read(
        demo, "northwall.channel", "which partners are authorised for Wireless in AT?"
    )

    own = read(demo, "alpenrock.sales", "who else may sell Wireless in AT?")

    assert own.startswith("Yes: Your company is authorised")
    assert "Tirol" not in own


def test_the_customer_of_a_subscription_is_read_from_the_words(demo: Demo) -> None:
    text = read(demo, "alpenrock.sales", "co-term Landratsamt Chiemgau adding 2 VLT-M365-100")

    assert "2 x VLT-M365-100 prorated until 31 Jan 2027: EUR 800.32" in text


@pytest.mark.parametrize(
    ("person", "words", "labels"),
    [
        ("alpenrock.sales", "stock of NW-FW120", ["Venlo", "Krems", "Duisburg"]),
        ("northwall.channel", "stock of NW-FW120", ["Brightpath Distribu…", "Kestrel Supply"]),
        ("alpenrock.sales", "rebate progress", ["so far", "step 1 %", "step 2 %", "step 3.5 %"]),
    ],
)
def test_what_is_looked_at_rather_than_read_is_a_chart_with_the_figures_in_words(
    demo: Demo, person: str, words: str, labels: list[str]
) -> None:
    drawn = chart(demo, person, words)

    assert drawn["axis_config"]["categories"] == labels
