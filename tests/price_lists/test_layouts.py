from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from publishing_desk import table

from channel.price_offers import Catalogue, Goods, Offer, RowFault
from channel.tables.prices import PriceListKind
from ingest.price_headings import Meaning
from ingest.price_lists import PriceFile, Said, open_price_list, read_offer, said_in, tables_as_meant
from ingest.price_sheets import RawSheet, read_workbook

PARTS = ("NW-FW60", "NW-FW120", "NW-AP7", "NW-SW24")
GOODS = {mpn: Goods(n, mpn, mpn, 1, 2 if "FW" in mpn else 3, "Firewall") for n, mpn in enumerate(PARTS, 1)}
COVERED = {"EUR": ("AT", "DE"), "GBP": ("GB",)}
LIST = Catalogue(
    PriceListKind.LIST, GOODS, {"4012345678901": "NW-AP7"}, {1: ("registered", "silver", "gold")}, None, COVERED
)
SOLD = frozenset((line, place) for line in (2, 3) for place in ("DE", "AT", "GB"))
RESALE = Catalogue(PriceListKind.RESELLER, GOODS, {}, LIST.tiers, SOLD, COVERED)


def opened(content: str | bytes, name: str = "list.csv", goods: Catalogue = LIST) -> PriceFile:
    file = open_price_list(content.encode() if isinstance(content, str) else content, name, goods)
    assert file is not None, "no table of prices was found"
    return file


def offer(content: str | bytes, name: str = "list.csv", goods: Catalogue = LIST, said: Said | None = None) -> Offer:
    return read_offer([opened(content, name, goods)], goods, {}, said or Said())


def prices(read: Offer) -> set[tuple[str, str, str, str, int, str]]:
    return {
        (p.mpn, p.tier, p.territory, p.currency, p.quantity, format(p.amount.normalize(), "f")) for p in read.prices
    }


def workbook(*rows: Iterable[object], merged: tuple[str, ...] = (), title: str = "Prices") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_german_list_with_preamble_sections_and_decimal_commas() -> None:
    read = offer(
        table(
            ("Northwall Networks Preisliste Q1 2027",),
            ("gültig ab 01.01.2027, alle Preise in EUR, netto",),
            (),
            ("Artikel-Nr.", "Bezeichnung", "Listenpreis", "UVP"),
            ("Firewalls",),
            ("NW-FW60", "Desktop", "1.184,00", "1.100,50"),
            ("NW-FW120", "Rack", "1.850", "1.700"),
            ("Zubehör",),
            ("NW-AP7", "Access Point", "auf Anfrage", ""),
            ("Alle Preise zzgl. MwSt.",),
        )
    )
    assert prices(read) == {
        (mpn, "", place, "EUR", 1, amount)
        for mpn, amount in (("NW-FW60", "1184"), ("NW-FW120", "1850"))
        for place in ("AT", "DE")
    }
    assert {p.recommended for p in read.prices if p.mpn == "NW-FW60"} == {Decimal("1100.50")}
    assert read.open_parts == ("NW-AP7",)
    assert read.problems == ()


def test_one_column_for_each_country_and_tier_under_merged_headings() -> None:
    content = workbook(
        ("Brightpath price list EUR",),
        ("Part number", "Description", "Germany", None, "Austria", None),
        (None, None, "Gold", "Silver", "Gold", "Silver"),
        ("NW-FW60", "Desktop", 100.5, 110, 101, 111),
        merged=("A1:F1", "C2:D2", "E2:F2"),
    )
    assert prices(offer(content, "list.xlsx", RESALE)) == {
        ("NW-FW60", "gold", "DE", "EUR", 1, "100.5"),
        ("NW-FW60", "silver", "DE", "EUR", 1, "110"),
        ("NW-FW60", "gold", "AT", "EUR", 1, "101"),
        ("NW-FW60", "silver", "AT", "EUR", 1, "111"),
    }


def test_a_sheet_that_claims_to_be_wide_is_kept_as_narrow_as_what_it_holds() -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(("Part number", "List price EUR", "Country"))
    sheet.append(("NW-FW60", 519, "DE"))
    sheet.cell(row=300, column=16_384, value="x")
    book.save(file)

    [read] = read_workbook(file.getvalue(), "prices.xlsx")

    assert isinstance(read, RawSheet)
    assert sum(map(len, read.rows)) < 40_000
    assert prices(offer(file.getvalue(), "prices.xlsx")) == {("NW-FW60", "", "DE", "EUR", 1, "519")}


def test_one_row_for_each_price_with_quantity_breaks_and_merged_part_numbers() -> None:
    content = workbook(
        ("SKU", "Partner level", "Country", "Min. qty", "Net price", "Currency"),
        ("NW-FW60", "Gold", "DE", 1, 100, "EUR"),
        (None, "Gold", "DE", 10, 95, "EUR"),
        ("NW-AP7", "Silver partner", "Deutschland", 1, "1,250.00", "€"),
        merged=("A2:A3",),
    )
    assert prices(offer(content, "list.xlsx", RESALE)) == {
        ("NW-FW60", "gold", "DE", "EUR", 1, "100"),
        ("NW-FW60", "gold", "DE", "EUR", 10, "95"),
        ("NW-AP7", "silver", "DE", "EUR", 1, "1250"),
    }


def test_one_column_for_each_quantity() -> None:
    read = offer(
        table(
            ("Artikelnummer", "Gold EUR ab 1 Stk", "Gold EUR ab 10 Stk", "Gold EUR 25+"),
            ("NW-FW60", "100,00", "95,00", "90,00"),
        ),
        goods=RESALE,
        said=Said(territories=("DE",)),
    )
    assert {(p.quantity, str(p.amount)) for p in read.prices} == {(1, "100.0000"), (10, "95.0000"), (25, "90.0000")}


def test_currency_columns_take_the_countries_priced_in_them() -> None:
    read = offer(table(("MPN", "List EUR", "List GBP"), ("NW-FW60", "100", "88"), separator=","))
    assert prices(read) == {
        ("NW-FW60", "", "AT", "EUR", 1, "100"),
        ("NW-FW60", "", "DE", "EUR", 1, "100"),
        ("NW-FW60", "", "GB", "GBP", 1, "88"),
    }


def test_a_table_without_headings_is_read_by_what_stands_in_it() -> None:
    file = opened(table(("NW-FW60", "Desktop", "100,00"), ("NW-AP7", "AP", "200,00")))
    meanings = {column.text: column.heading.meaning for column in file.tables[0].layout.columns}
    assert meanings == {"A": Meaning.PART, "B": Meaning.OTHER, "C": Meaning.PRICE}
    assert [column.text for column in file.tables[0].layout.unsure] == ["C"]


def test_several_sheets_and_what_is_no_price_list() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(("MPN", "Price"), ("NW-FW60", 100), title="EUR Germany")))
    book.create_sheet("Terms").append(["Prices are net."])
    secret = book.create_sheet("Old")
    secret.append(["MPN", "Price"])
    secret.append(["NW-FW60", 90])
    secret.sheet_state = "hidden"
    other = book.create_sheet("GBP UK")
    other.append(["MPN", "Price"])
    other.append(["NW-FW60", 88])
    out = io.BytesIO()
    book.save(out)
    file = opened(out.getvalue(), "list.xlsx")
    assert (file.passed_over, file.hidden) == (("Terms",), ("Old",))
    assert prices(read_offer([file], LIST, {}, Said())) == {
        ("NW-FW60", "", "DE", "EUR", 1, "100"),
        ("NW-FW60", "", "GB", "GBP", 1, "88"),
    }


def test_the_currency_of_a_cell_format_counts() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(("MPN", "Price"), ("NW-FW60", 100))))
    book.worksheets[0]["B2"].number_format = '#,##0.00 "£"'
    out = io.BytesIO()
    book.save(out)
    goods = Catalogue(PriceListKind.LIST, GOODS, {}, {}, None, {"EUR": ("DE",), "GBP": ("GB",)})
    assert {p.currency for p in offer(out.getvalue(), "list.xlsx", goods).prices} == {"GBP"}


def test_part_numbers_by_gtin_or_with_other_hyphens_and_prices_for_a_hundred() -> None:
    read = offer(table(("EAN", "Preis EUR", "Preiseinheit"), ("4012345678901", "1.200,00", "100")))
    assert {(p.mpn, str(p.amount)) for p in read.prices} == {("NW-AP7", "12.0000")}
    assert {p.mpn for p in offer(table(("Artikel", "Preis EUR"), ("nw fw 60", "12"))).prices} == {"NW-FW60"}


def test_ended_products_and_repeated_headings_are_no_prices() -> None:
    read = offer(
        table(
            ("MPN", "Price EUR", "Status"),
            ("NW-FW60", "100", "EOL"),
            ("MPN", "Price EUR", "Status"),
            ("NW-AP7", "discontinued", ""),
            ("NW-SW24", "", ""),
        )
    )
    assert (read.prices, read.problems) == ((), ())
    assert read.ended == ("NW-FW60", "NW-AP7")
    assert read.blank_parts == ("NW-SW24",)


@pytest.mark.parametrize(
    ("row", "fault", "cell", "facts"),
    [
        (("AP7-X", "12", "EUR", "DE"), RowFault.UNKNOWN_PART, "A2", ("AP7-X",)),
        (("", "12", "", ""), RowFault.NO_PART, "A2", ()),
        (("NW-FW60", "abc", "EUR", "DE"), RowFault.NO_AMOUNT, "B2", ("abc",)),
        (("NW-FW60", "-12,00", "EUR", "DE"), RowFault.NEGATIVE, "B2", ("-12,00",)),
        (("NW-FW60", "12", "XYZ", "DE"), RowFault.UNKNOWN_CURRENCY, "C2", ("XYZ",)),
        (("NW-FW60", "12", "EUR", "Atlantis"), RowFault.UNKNOWN_TERRITORY, "D2", ("Atlantis",)),
    ],
)
def test_what_is_wrong_with_a_row_is_said_with_its_cell(
    row: tuple[str, ...], fault: RowFault, cell: str, facts: tuple[str, ...]
) -> None:
    read = offer(table(("MPN", "List price", "Currency", "Country"), row, ("NW-AP7", "99", "EUR", "DE")))
    [problem] = read.problems
    assert (problem.row, problem.fault, problem.cell, problem.facts) == (2, fault, cell, facts)
    assert {p.mpn for p in read.prices} == {"NW-AP7"}


def test_rows_that_disagree_are_both_left_out_and_the_same_row_twice_counts_once() -> None:
    rows = (("NW-FW60", "10,00"), ("NW-FW60", "11,00"), ("NW-AP7", "5"), ("NW-AP7", "5"))
    read = offer(table(("MPN", "Preis EUR"), *rows), said=Said(territories=("DE",)))
    assert {p.mpn for p in read.prices} == {"NW-AP7"}
    [problem] = read.problems
    assert (problem.row, problem.fault, problem.facts) == (3, RowFault.DISAGREES, ("NW-FW60", "11.00", "10.00", "2"))
    assert read.held == {"NW-FW60"}


def test_of_several_kinds_of_prices_those_asked_for_are_taken() -> None:
    content = table(("MPN", "List price EUR", "Distributor cost EUR", "MSRP"), ("NW-FW60", "100", "60", "120"))
    [listed] = tables_as_meant(opened(content), PriceListKind.LIST, {})
    [cost] = tables_as_meant(opened(content), PriceListKind.COST, {})
    assert [c.text for c in listed.layout.all_of(Meaning.PRICE)] == ["List price EUR"]
    assert [c.text for c in cost.layout.all_of(Meaning.PRICE)] == ["Distributor cost EUR"]


def test_two_columns_that_could_both_be_the_price_are_asked_about() -> None:
    [found] = tables_as_meant(
        opened(table(("MPN", "Price A EUR", "Price B EUR"), ("NW-FW60", "1", "2"))), PriceListKind.LIST, {}
    )
    assert [column.text for column in found.layout.unsure]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("neue Preise ab 1. Januar", Said(effective=date(2027, 1, 1))),
        (
            "list prices EUR, from 15 Dec 2026 until 31.03.2027",
            Said(currency="EUR", effective=date(2026, 12, 15), until=date(2027, 3, 31)),
        ),
        ("ab sofort, Embargo bis 1.12.", Said(effective=date(2026, 11, 24), embargo=date(2026, 12, 1))),
        ("edition 2027Q1 for the UK", Said(edition="2027Q1", territories=("GB",))),
    ],
)
def test_words_say_what_holds_for_the_whole_list(words: str, said: Said) -> None:
    assert said_in(words, frozenset(), date(2026, 11, 24)) == said
