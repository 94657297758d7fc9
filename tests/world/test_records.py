"""Loading a folder of rows: what it fills in, what it refuses, and that nothing is half loaded."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from channel.access.gate import Gate
from channel.access.identifying import system_viewer
from channel.errors import UnreadableFile
from channel.tables.parties import Organisation
from channel.tables.prices import ListPrice
from channel.tables.supply import Order, OrderLine, Stock
from ingest.records import RecordsRefused, load_world

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
WORLD = Path(__file__).parents[2] / "bot" / "playground" / "world"
COMPANIES = """
organisations:
  - {key: maker, kind: vendor, name: Maker, legal_name: Maker AG, country: DE, currency: EUR, timezone: Europe/Berlin}
  - {key: house, kind: distributor, name: House, legal_name: House AG, country: DE, currency: EUR,
     timezone: Europe/Berlin}
  - {key: shop, kind: reseller, name: Shop, legal_name: Shop AG, country: DE, currency: EUR, timezone: Europe/Berlin}
lines:
  - {vendor: maker, name: Pumps}
products:
  - {mpn: MK-1, vendor: maker, line: maker/Pumps, name: Pump, name_de: Pumpe, attributes: {}, words: []}
price_lists:
  - {kind: list, name: Maker list, edition: 2026Q4, vendor: maker, currency: EUR, valid_from: 2026-10-01}
orders:
  - distributor: house
    reseller: shop
    number: H-1
    po_number: S-1
    placed_on: 2026-11-01
    currency: EUR
    state: open
    order_lines:
      - {position: 1, product: MK-1, quantity: 3, shipped: 0, backordered: 3, unit_price: "12.50"}
"""


def folder(tmp_path: Path, **files: str) -> Path:
    names = [name.replace("__", ".") for name in files]
    for name, content in zip(names, files.values(), strict=True):
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "about.yaml").write_text(f"source_system: test\nfiles: [{', '.join(names)}]\n", encoding="utf-8")
    return tmp_path


def everything(gate: Gate, entity: type) -> int:
    with gate.viewing(system_viewer("loading", frozenset())) as session:
        return session.scalar(select(func.count()).select_from(entity)) or 0


def test_what_a_row_leaves_out_comes_from_the_rows_it_refers_to(fresh_gate: Gate, tmp_path: Path) -> None:
    prices = "price_list,product,territory*,amount\nmaker/Maker list/2026Q4,MK-1,DE;AT,12.50\n"
    load_world(fresh_gate, folder(tmp_path, companies__yaml=COMPANIES, list_prices__csv=prices), NOW)

    with fresh_gate.viewing(system_viewer("loading", frozenset())) as session:
        rows = session.scalars(select(ListPrice).order_by(ListPrice.territory)).all()
        line = session.scalars(select(OrderLine)).one()
    assert [(row.territory, row.currency, row.amount) for row in rows] == [
        ("AT", "EUR", Decimal("12.50")),
        ("DE", "EUR", Decimal("12.50")),
    ]
    assert (rows[0].source_system, rows[0].source_ref, rows[0].as_of) == ("test", "list_prices.csv", NOW)
    assert line.reseller_id


def test_loading_the_same_again_changes_nothing(fresh_gate: Gate) -> None:
    first = load_world(fresh_gate, WORLD, NOW)
    second = load_world(fresh_gate, WORLD, NOW)

    assert sum(first.added.values()) == second.unchanged
    assert (second.added, second.changed) == ({}, {})


def test_a_row_that_differs_is_set_back_to_the_file(fresh_gate: Gate, tmp_path: Path) -> None:
    load_world(fresh_gate, folder(tmp_path, companies__yaml=COMPANIES), NOW)
    moved = COMPANIES.replace("state: open", "state: shipped")
    report = load_world(fresh_gate, folder(tmp_path, companies__yaml=moved), NOW)

    assert report.changed == {"orders": 1}
    with fresh_gate.viewing(system_viewer("loading", frozenset())) as session:
        assert session.scalars(select(Order.state)).one() == "shipped"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("maker/Maker list/2026Q4,MK-1,ZZ,12.50", "territory “ZZ” is no territory"),
        ("maker/Maker list/2026Q4,MK-9,DE,12.50", "product “MK-9” is not known"),
        ('maker/Maker list/2026Q4,MK-1,DE,"12,50"', "amount “12,50” is no amount"),
        ("maker/Maker list/2026Q4,MK-1,DE,-1", "is no amount of zero or more"),
        ("maker/Maker list/2026Q4,MK-1,DE,1.23456", "has more than four decimal places"),
        ("maker/Maker list/2026Q4,MK-1,DE,", "amount is missing"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_with_file_and_line_and_nothing_is_loaded(
    fresh_gate: Gate, tmp_path: Path, row: str, said: str
) -> None:
    prices = f"price_list,product,territory,amount\n{row}\n"
    with pytest.raises(RecordsRefused, match=r"list_prices\.csv, line 2") as refused:
        load_world(fresh_gate, folder(tmp_path, companies__yaml=COMPANIES, list_prices__csv=prices), NOW)

    assert said in refused.value.message
    assert everything(fresh_gate, Organisation) == 0


def test_a_row_that_stands_twice_is_refused(fresh_gate: Gate, tmp_path: Path) -> None:
    prices = "price_list,product,territory,amount\n" + "maker/Maker list/2026Q4,MK-1,DE,12.50\n" * 2
    with pytest.raises(RecordsRefused, match=r"the same row stands at list_prices\.csv, line 2"):
        load_world(fresh_gate, folder(tmp_path, companies__yaml=COMPANIES, list_prices__csv=prices), NOW)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("stocks.csv", "warehouse,product\na,b,c\n", "not as many cells as headings"),
        ("gods.csv", "a\n1\n", "there is no table “gods”"),
        ("broken.yaml", "orders: [\n", "is no valid YAML"),
        ("flat.yaml", "orders: 5\n", "is no list of rows"),
    ],
)
def test_a_broken_file_gets_a_clear_sentence(
    fresh_gate: Gate, tmp_path: Path, name: str, content: str, said: str
) -> None:
    with pytest.raises(Exception, match=said) as refused:
        load_world(fresh_gate, folder(tmp_path, **{name.replace(".", "__"): content}), NOW)

    assert name in str(refused.value)


def test_a_missing_file_gets_a_clear_sentence(fresh_gate: Gate, tmp_path: Path) -> None:
    (tmp_path / "about.yaml").write_text("files: [stocks.csv]\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"stocks\.csv cannot be read"):
        load_world(fresh_gate, tmp_path, NOW)


def test_an_unknown_column_is_named(fresh_gate: Gate, tmp_path: Path) -> None:
    wrong = COMPANIES.replace("kind: list,", "kind: list, colour: red,")
    with pytest.raises(RecordsRefused, match="price_lists have no “colour”"):
        load_world(fresh_gate, folder(tmp_path, companies__yaml=wrong), NOW)
    assert everything(fresh_gate, Stock) == 0
