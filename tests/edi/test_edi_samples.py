"""Files as partners send them, and the rows that they become."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from writing import EDIFACT_MARKS, X12_MARKS, Told, edifact, x12

from ingest.edi.reading import EdiFile, read, recognised
from ingest.edi.segments import Marks
from ingest.loading.areas import area_of

SAMPLES = Path(__file__).parent / "samples"
MORNING = "2026-11-24T05:55:00+00:00"


def sample(name: str) -> EdiFile:
    return read((SAMPLES / name).read_bytes(), name)


def cells(file: EdiFile, area: str, *columns: str) -> list[tuple[str, ...]]:
    rows = next((load.rows for load in file.loads if load.area == area), ())
    return [tuple(row.values.get(column, "") for column in columns) for row in rows]


def inventory(*line: Told) -> EdiFile:
    return read(x12([[["846"], ["BIA", "00", "DD", "1", "20261124"], *line]]).encode(), "stock.x12")


def report(release: str, *line: Told) -> EdiFile:
    return read(edifact([[["INVRPT", release], ["BGM", "35", "1", "9"], *line]]).encode(), "stock.edi")


def resale(*detail: Told) -> EdiFile:
    return read(x12([[["867"], ["BPT", "00", "1", "20261123"], *detail]]).encode(), "pos.x12")


def prices(*line: Told, supplier: Sequence[Told] = (("NAD", "SU", ("northwall", "", "92")),)) -> EdiFile:
    head: list[Told] = [["BGM", "9", "L-1", "9"], ["DTM", ["194", "20270101", "102"]], *supplier]
    said = [["PRICAT", "96A"], *head, ["LOC", "28", "DE"], ["CUX", ["2", "EUR", "8"]], *line]
    return read(edifact([said]).encode(), "prices.edi")


def test_an_846_states_stock_of_several_warehouses_in_several_messages() -> None:
    file = sample("northwall_846.x12")

    assert cells(file, "stock", "warehouse", "product", "available", "on_hand", "reserved", "as_of") == [
        ("VEN", "NW-FW60", "83", "86", "3", MORNING),
        ("VEN", "NW-FW120", "28", "32", "4", MORNING),
        ("KRE", "NW-FW60", "22", "24", "2", MORNING),
        ("DUI", "NW-FW60", "16", "19", "3", MORNING),
        ("KRE", "NW-FW120", "8", "", "", MORNING),
    ]
    assert file.source.as_of == datetime(2026, 11, 24, 5, 55, tzinfo=UTC)
    assert file.source.system == "x12"


def test_goods_on_order_come_with_their_days_and_what_cannot_be_sold_is_left_out_and_told() -> None:
    file = sample("northwall_846.x12")

    assert cells(file, "inbound", "warehouse", "product", "quantity", "eta") == [
        ("VEN", "NW-FW60", "60", "2026-12-02"),
        ("VEN", "NW-FW120", "25", "2026-12-11"),
        ("VEN", "NW-FW120", "15", "2026-12-18"),
    ]
    assert [note.said("de") for note in file.notes] == [
        "1 x Menge 74 ausgelassen: kein verkäuflicher Bestand und kein Zulauf."
    ]


def test_an_867_adds_up_by_product_country_and_day_and_takes_returns_off() -> None:
    file = sample("northwall_867.x12")

    assert cells(file, "sell-out", "distributor", "product", "country", "quantity", "sold_on") == [
        ("brightpath", "NW-FW120", "DE", "10", "2026-11-17"),
        ("brightpath", "NW-FW60", "DE", "2", "2026-11-17"),
        ("brightpath", "NW-FW60", "AT", "5", "2026-11-19"),
        ("brightpath", "NW-FW60", "AT", "-1", "2026-11-20"),
    ]


def test_no_customer_and_no_price_of_a_resale_report_reaches_a_row() -> None:
    said = str(sample("northwall_867.x12").loads)

    assert "Alpenrock" not in said
    assert "AR-44" not in said
    assert "1184" not in said


def test_an_invrpt_of_d96a_names_the_warehouse_behind_each_quantity() -> None:
    file = sample("northwall_invrpt_d96a.edi")

    assert cells(file, "stock", "warehouse", "product", "available", "on_hand", "reserved") == [
        ("VEN", "NW-FW60", "83", "86", "3"),
        ("KRE", "NW-FW60", "24", "24", "0"),
    ]
    assert cells(file, "inbound", "warehouse", "quantity", "eta") == [("VEN", "60", "2026-12-02")]


def test_an_invrpt_of_d01b_names_it_in_the_heading_and_leaves_movements_out() -> None:
    file = sample("northwall_invrpt_d01b.edi")

    assert cells(file, "stock", "warehouse", "warehouse_city", "available", "as_of") == [
        ("VEN", "Venlo", "28", MORNING)
    ]
    assert {(note.kind, note.fact) for note in file.notes} == {("on_hand", ""), ("quantity", "145")}


def test_a_pricat_gives_list_prices_with_the_recommended_one_for_each_country() -> None:
    file = sample("northwall_pricat.edi")

    assert cells(file, "price-lists", "list", "edition", "product", "territory", "amount", "recommended") == [
        ("Northwall list EUR", "2027Q1", "NW-FW60", "DE", "529.00", "498.00"),
        ("Northwall list EUR", "2027Q1", "NW-FW60", "AT", "529.00", "498.00"),
        ("Northwall list EUR", "2027Q1", "NW-AP7-5PK", "DE", "1250.50", ""),
        ("Northwall list EUR", "2027Q1", "NW-AP7-5PK", "AT", "1250.50", ""),
    ]
    assert cells(file, "price-lists", "kind", "currency", "valid_from", "valid_to")[2] == (
        *("list", "EUR", "2027-02-01", "2027-03-31"),
    )


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_each_row_has_only_columns_of_its_area_and_those_that_it_needs(path: Path) -> None:
    for load in read(path.read_bytes(), path.name).loads:
        area = area_of(load.area)
        needed = {column.name for column in area.columns if column.required}
        for row in load.rows:
            assert needed <= row.values.keys() <= set(area.headings)
            assert str(row.number) in row.where


def test_a_file_is_recognised_by_how_it_begins() -> None:
    found = {path.name: recognised(path.read_bytes()) for path in SAMPLES.iterdir()}

    assert found["northwall_867.x12"] == "X12"
    assert found["northwall_pricat.edi"] == "EDIFACT"
    assert recognised(b"\xef\xbb\xbf\r\nUNB+UNOC:3+A+B") == "EDIFACT"
    for other in (b"", b"ISAR, the river\nand more", b"part;price\nNW-FW60;498", b"UNBELIEVABLE", b"%PDF-1.7", b"UNA"):
        assert recognised(other) is None


def test_places_behind_a_line_are_given_by_sdq_too() -> None:
    file = inventory(["LIN", "", "MG", "NW-FW60"], ["SDQ", "EA", "92", "VEN", "85", "KRE", "24", "DUI", "16"])

    assert cells(file, "stock", "warehouse", "available") == [("VEN", "85"), ("KRE", "24"), ("DUI", "16")]


def test_goods_on_order_without_a_day_are_told_and_goods_of_one_day_add_up() -> None:
    coming = [["QTY", "63", "10", "EA"], ["DTM", "017", "20261202"], ["QTY", "IQ", "5"], ["DTM", "371", "20261202"]]
    file = inventory(["LIN", "", "MG", "A-1"], ["N1", "WH", "", "92", "VEN"], *coming, ["QTY", "63", "7", "EA"])

    assert cells(file, "inbound", "quantity", "eta") == [("15", "2026-12-02")]
    assert [(note.kind, note.count) for note in file.notes] == [("no_date", 1)]


def test_more_available_than_on_hand_keeps_what_is_available() -> None:
    file = inventory(["LIN", "", "MG", "A-1"], ["N1", "WH", "", "92", "VEN"], ["QTY", "33", "9"], ["QTY", "17", "4"])

    assert cells(file, "stock", "available", "on_hand") == [("9", "")]
    assert file.notes[0].said() == "1 x quantity on hand left out: more is available than on hand."


def test_times_are_told_in_utc_by_their_time_code() -> None:
    file = inventory(
        ["DTM", "184", "20260701", "0630", "ET"],
        ["N1", "WH", "", "92", "VEN"],
        ["LIN", "", "MG", "A"],
        ["QTY", "33", "1"],
    )

    assert cells(file, "stock", "as_of") == [("2026-07-01T10:30:00+00:00",)]


def test_an_old_release_has_short_dates_and_a_letter_where_later_ones_have_a_mark() -> None:
    said = [
        ["846"],
        ["BIA", "00", "DD", "1", "261124"],
        ["N1", "WH", "", "92", "VEN"],
        ["LIN", "", "UP", "036000291452"],
    ]
    marks = Marks(">", "*", "~")
    file = read(x12([[*said, ["QTY", "33", "12.0", "EA"]]], marks, version="00304").encode(), "old.x12")

    assert cells(file, "stock", "product", "available", "as_of") == [
        ("036000291452", "12", "2026-11-24T00:00:00+00:00")
    ]


def test_inventory_behind_its_quantity_in_d96a_tells_a_movement() -> None:
    file = report(
        "96A",
        ["LOC", "18", "VEN"],
        ["LIN", "1", "", ["4006381333931", "EN"]],
        ["QTY", ["145", "8"]],
        ["QTY", ["145", "3"]],
        ["INV", "1"],
    )

    assert cells(file, "stock", "product", "available") == [("4006381333931", "8")]


def test_a_return_counts_below_zero_whichever_way_it_is_said() -> None:
    where: list[Told] = [["N1", "ST", "X"], ["N4", "Linz", "", "4020", "at"]]
    item: Told = ["LIN", "", "MG", "A-1"]
    file = resale(
        *(["PTD", "SS", "003", "20261101"], *where, ["QTY", "76", "1", "EA"], item),
        *(["PTD", "RP", "003", "20261102"], *where, ["QTY", "32", "2", "EA"], item),
        *(["PTD", "SS", "003", "20261103"], *where, ["QTY", "32", "-3", "EA"], item),
        *(["PTD", "SS", "003", "20261104"], *where, ["QTY", "32", "4-", "EA"], item),
        *(["PTD", "RB", "003", "20261105"], *where, ["QTY", "76", "-5", "EA"], item),
    )

    assert cells(file, "sell-out", "country", "quantity") == [("AT", f"-{count}") for count in range(1, 6)]


def test_a_summary_counts_for_the_end_of_what_it_reports() -> None:
    file = resale(
        ["DTM", "091", "20261122"],
        *(["N1", "ST", "All"], ["N4", "", "", "", "DE"]),
        *(["PTD", "SU"], ["QTY", "32", "30", "EA"], ["LIN", "", "MG", "A-1"]),
    )

    assert cells(file, "sell-out", "quantity", "sold_on") == [("30", "2026-11-22")]
    assert file.notes[0].kind == "report_end"


def test_prices_from_a_quantity_on_and_for_more_than_one_piece() -> None:
    file = prices(
        ["LIN", "1", "", ["A-1", "MF"]],
        *(["PRI", ["AAA", "100.00"]], ["RNG", "4", ["PCE", "10", "49"]]),
        *(["PRI", ["AAA", "25", "CT", "", "100", "PCE"]],),
        supplier=[
            ["NAD", "MF", ["northwall", "", "92"]],
            ["NAD", "SU", ["brightpath", "", "92"]],
            ["RFF", ["CT", "Gold"]],
        ],
    )

    assert cells(file, "price-lists", "kind", "vendor", "distributor", "tier", "min_quantity", "amount") == [
        ("reseller", "northwall", "brightpath", "gold", "10", "100.00"),
        ("reseller", "northwall", "brightpath", "gold", "1", "0.25"),
    ]


def test_a_named_buyer_makes_it_what_the_distributor_pays() -> None:
    parties: list[Told] = [["NAD", "SU", ["northwall", "", "92"]], ["NAD", "BY", ["brightpath", "", "92"]]]
    file = prices(["LIN", "1", "", ["A-1", "MF"]], ["PRI", ["AAA", "278.88"]], supplier=parties)

    assert cells(file, "price-lists", "kind", "distributor", "amount") == [("cost", "brightpath", "278.88")]


def test_several_interchanges_lie_in_one_file() -> None:
    first = (SAMPLES / "northwall_846.x12").read_bytes()
    second = (SAMPLES / "northwall_867.x12").read_bytes()
    file = read(first + b"\r\n" + second, "night.x12")

    assert file.kinds == ("846", "867")
    assert [load.area for load in file.loads] == ["stock", "inbound", "sell-out"]


def test_release_signs_are_undone_and_encodings_are_those_of_the_envelope() -> None:
    said: list[Told] = [
        ["INVRPT", "96A"],
        ["BGM", "35", "1", "9"],
        ["LOC", "18", "MÜ+1:'?"],
        ["LIN", "1", "", ["A?B'C+D:E", "MF"]],
        ["QTY", ["145", "1"]],
    ]
    for syntax, encoding in (("UNOC", "latin-1"), ("UNOY", "utf-8"), ("UNOD", "iso8859-2")):
        file = read(edifact([said], syntax=syntax).encode(encoding), "stock.edi")

        assert cells(file, "stock", "warehouse", "product") == [("MÜ+1:'?", "A?B'C+D:E")]


def test_marks_are_those_of_the_file() -> None:
    assert X12_MARKS != EDIFACT_MARKS
    odd = Marks("\x1f", "\x1d", "\x1c", "\x1e", "\\")
    said: list[Told] = [
        ["INVRPT", "96A"],
        ["BGM", "35", "1", "9"],
        ["LOC", "18", "VEN"],
        ["LIN", "1", "", ["A\\1", "MF"]],
    ]
    file = read(edifact([[*said, ["QTY", ["145", "7,0"]]]], odd, decimal=",").encode(), "stock.edi")

    assert cells(file, "stock", "product", "available") == [("A\\1", "7")]
