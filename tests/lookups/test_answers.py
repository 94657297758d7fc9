"""What people read: the tool and its screen together, in English and German."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.screens.blocks import Screen
from bot.tools.results import Outcome

Ask = Callable[..., tuple[Outcome, Screen]]
Decline = Callable[..., str]


def test_a_price_is_answered_in_the_first_line(ask: Ask) -> None:
    _, screen = ask("alpenrock.sales", "price.quote", mpns=("NW-FW120",), quantities=(4,))

    assert screen.text.splitlines()[0] == (
        "NW-FW120, 4 pcs: EUR 1,184.00 each, EUR 4,736.00 total — your Gold price, "
        "Brightpath DACH list 2026Q4, valid until 30 Nov 2026"
    )
    assert "From 10 pcs: EUR 1,160.32 each." in screen.text
    assert "as of 24 Nov 2026, 08:55 CET" in screen.text
    assert [len(block["elements"]) for block in screen.blocks if block["type"] == "actions"] == [3]


def test_a_price_in_german_is_written_the_german_way(ask: Ask) -> None:
    _, screen = ask("donau.sales", "price.quote", language="de", mpns=("NW-FW60",), quantities=(30,))

    assert "30 Stück: 334,66 EUR je Stück, 10.039,80 EUR gesamt – Ihr Silver-Preis" in screen.text
    assert "Staffelpreis ab 30 Stück; darunter 348,60 EUR je Stück." in screen.text


def test_several_products_make_a_table_with_a_total(ask: Ask) -> None:
    _, screen = ask("donau.sales", "price.quote", mpns=("NW-FW60", "NW-SW48P"), quantities=(3, 2))

    table = next(block for block in screen.blocks if block["type"] == "table")
    assert len(table["rows"]) == 3
    assert "together EUR 3,897.00" in screen.text


def test_what_something_costs_a_reseller_is_its_own_price(ask: Ask) -> None:
    _, screen = ask("donau.sales", "price.quote", mpns=("NW-FW120",), aspects=("cost",))

    assert "EUR 1,295.00 each — your Silver price" in screen.text


def test_a_vendor_reads_what_it_charges_the_distributor_it_names(ask: Ask) -> None:
    _, screen = ask("northwall.channel", "price.quote", mpns=("NW-AP7",), distributor="Kestrel", territory="DE")

    assert "EUR 380.55 each — distributor cost, Northwall to Kestrel EUR" in screen.text
    assert "Brightpath" not in screen.text


def test_without_a_product_it_asks_which(ask: Ask) -> None:
    outcome, screen = ask("alpenrock.sales", "price.quote")

    assert outcome is Outcome.CLARIFY
    assert screen.text.startswith("Which product do you mean?")


def test_a_currency_to_choose_is_asked_with_a_button_for_each(ask: Ask) -> None:
    outcome, screen = ask("meridian.sales", "price.quote", mpns=("NW-FW60",), quantities=(5,), territory="IE")

    assert outcome is Outcome.CLARIFY
    (row,) = [block for block in screen.blocks if block["type"] == "actions"]
    assert [element["value"] for element in row["elements"]] == [
        "price 5 NW-FW60 IE in EUR",
        "price 5 NW-FW60 IE in GBP",
    ]


@pytest.mark.parametrize(
    "slots",
    [
        {"mpns": ("NW-FW120",), "tiers": ("gold",)},
        {"mpns": ("NW-FW120",), "aspects": ("cost",), "distributor": "Brightpath"},
        {"mpns": ("NW-FW120",), "aspects": ("margin",)},
        {"mpns": ("NW-FW120",), "distributor": "Kestrel Supply"},
        {"mpns": ("NW-FW120",), "distributor": "Nobody Ltd"},
    ],
)
def test_what_is_not_theirs_is_declined_with_their_own_price(declined: Decline, slots: dict[str, object]) -> None:
    said = declined("donau.sales", "price.quote", **slots)

    assert "Your own price – NW-FW120: EUR 1,295.00." in said
    assert "1,184" not in said


def test_another_companys_price_is_declined_in_the_same_words_whoever_it_is(declined: Decline) -> None:
    of_a_partner = declined("meridian.sales", "price.quote", mpns=("NW-AP7",), reseller="Calder IT")
    of_nobody = declined("meridian.sales", "price.quote", mpns=("NW-AP7",), reseller="Nobody Ltd")

    assert of_a_partner == of_nobody
    assert "Calder" not in of_a_partner


def test_a_hidden_product_is_declined_in_the_words_for_an_unknown_one(declined: Decline) -> None:
    hidden = declined("pixelforge.owner", "price.quote", mpns=("NW-SW48P",))
    unknown = declined("pixelforge.owner", "price.quote", mpns=("NW-SW99",))

    assert hidden.replace("NW-SW48P", "X") == unknown.replace("NW-SW99", "X")


def test_a_day_without_a_list_names_what_holds_today(ask: Ask) -> None:
    outcome, screen = ask("alpenrock.sales", "price.quote", mpns=("NW-FW120",), dates=("2027-01-01",))

    assert outcome is Outcome.NOT_FOUND
    assert "Today: EUR 1,184.00 each, valid until 30 Nov 2026." in screen.text
    assert "2027Q1" not in screen.text


def test_a_distributor_sees_its_margin_on_asking(ask: Ask) -> None:
    _, screen = ask("brightpath.pm", "price.quote", mpns=("NW-FW120",), tiers=("gold",), aspects=("cost", "margin"))

    assert "Gold price: margin EUR 148.00 (12.5 %)" in screen.text


def test_where_a_reseller_listens_the_cost_is_not_shown(declined: Decline) -> None:
    asked = {"mpns": ("NW-FW120",), "aspects": ("cost",), "listening": ("alpenrock.sales",)}

    assert "1,036" not in declined("brightpath.pm", "price.quote", **asked)


def test_a_special_price_tells_what_is_left_and_until_when(ask: Ask) -> None:
    _, screen = ask("alpenrock.buyer", "price.special", customer="isartal", mpns=("NW-FW120",), quantities=(13,))

    assert "DR-2026-0147 (Klinikum Isartal): NW-FW120 at the special price of EUR 1,073.00 each" in screen.text
    assert "12 of 12 pcs left, valid until 15 Dec 2026. Beyond these 12 pcs your usual price applies." in screen.text


def test_a_rivals_special_price_and_none_are_declined_alike(declined: Decline) -> None:
    rival = declined("pixelforge.owner", "price.special", deal="DR-2026-0147")
    none = declined("pixelforge.owner", "price.special", deal="DR-2026-9999")

    assert rival.replace("0147", "9999") == none


def test_nobody_is_promised_a_better_price(ask: Ask) -> None:
    _, screen = ask("meridian.presales", "price.special", mpns=("NW-FW60",), quantities=(30,), aspects=("better",))

    assert screen.text.startswith("I cannot promise a lower price.")
    assert "registered deal" in screen.text


def test_price_changes_come_with_a_spreadsheet(ask: Ask) -> None:
    _, screen = ask("brightpath.partner", "price.changes", dates=("2026-12-01",))

    (file,) = screen.files
    assert file.name == "price-changes-2026-12-01.csv"
    assert b"NW-FW120" in file.content
    assert screen.text.startswith("12 list prices change on 1 Dec 2026")


def test_a_list_that_was_not_released_is_declined(declined: Decline) -> None:
    assert "no price list 2027Q1" in declined("kestrel.pm", "price.changes", price_list="2027Q1")


def test_stock_is_answered_with_places_arrivals_and_age(ask: Ask) -> None:
    _, screen = ask("rheinblick.sales", "stock.position", mpns=("NW-FW120",), quantities=(50,))

    assert screen.text.splitlines()[0] == (
        "NW-FW120: 38 available (Venlo NL 30, Krems AT 8, Duisburg DE 0); 40 inbound to Venlo on 11 Dec 2026"
    )
    assert "50 pcs of NW-FW120 are 12 more than available." in screen.text
    assert "as of 24 Nov 2026, 08:55 CET" in screen.text


def test_a_place_asked_for_comes_first_and_the_others_are_named(ask: Ask) -> None:
    _, screen = ask("alpenrock.sales", "stock.position", language="de", mpns=("NW-FW120",), warehouse="Krems")

    first, second, *_ = screen.text.splitlines()
    assert first == "NW-FW120: 8 Stück verfügbar (Krems AT 8)"
    assert second == "Anderswo (NW-FW120): Venlo NL 30"


def test_a_foreign_distributors_stock_is_declined_like_that_of_an_unknown_one(declined: Decline) -> None:
    foreign = declined("pixelforge.owner", "stock.position", mpns=("NW-FW120",), distributor="Brightpath")
    unknown = declined("pixelforge.owner", "stock.position", mpns=("NW-FW120",), distributor="Nobody Ltd")

    assert foreign == unknown
    assert "Kestrel Supply" in foreign


def test_a_warehouse_list_is_cut_and_says_so(ask: Ask) -> None:
    _, screen = ask("fjordbyte.sales", "stock.position", warehouse="Gothenburg")

    assert "12 more rows are not shown" in screen.text
    assert [file.name for file in screen.files] == ["stock.csv"]


def test_an_order_tells_what_came_what_is_missing_and_where_the_parcel_is(ask: Ask) -> None:
    _, screen = ask("alpenrock.buyer", "order.status", language="de", orders=("4500019921",))

    assert screen.text.startswith("Bestellung 4500019921: teilweise geliefert")
    assert "NW-AP7: 20 bestellt, 12 geliefert, 8 im Rückstand, erwartet am 09.12.2026" in screen.text
    assert "Sendungsnummer JVGL0614482019" in screen.text


def test_anothers_order_is_declined_like_one_that_does_not_exist(declined: Decline) -> None:
    theirs = declined("fjordbyte.buyer", "order.status", orders=("88213",))
    nobodys = declined("fjordbyte.buyer", "order.status", orders=("99999",))

    assert theirs.replace("88213", "99999") == nobodys


def test_a_distributor_reads_whose_order_it_is(ask: Ask) -> None:
    _, screen = ask("brightpath.pm", "order.status", aspects=("hold",), mpns=("NW-FW120",))

    assert screen.text.startswith("PO RB-2026-118 (Rheinblick IT): on hold (credit hold)")


def test_a_vendor_reads_units_sold_without_the_buyers(ask: Ask) -> None:
    _, screen = ask("northwall.channel", "order.status", mpns=("NW-FW60",), period="2026-10", distributor="Brightpath")

    assert "Brightpath Distribution 128 x NW-FW60" in screen.text
    assert "EUR" not in screen.text
    assert "Meridian" not in screen.text


def test_a_serial_number_is_told_to_its_owner_alone(ask: Ask, declined: Decline) -> None:
    _, screen = ask("fjordbyte.sales", "order.status", serials=("NW60A7733210",))
    said = declined("pixelforge.sales", "order.status", serials=("NW60A7733210",))

    assert "bought on 3 Nov 2026" in screen.text
    assert "Fjordbyte" not in said
