"""Files of own data: counted, checked row by row, loaded whole or not at all, and taken out again."""

from __future__ import annotations

import pytest
from loading_desk import OPERATOR, LoadingDesk, without_registrations

from channel.errors import BadInput, NotAllowed, NotFound, NotPossible
from channel.tables.finance import CreditLine
from channel.tables.journal import AuditEntry
from channel.tables.parties import Organisation, Person, PersonRight, Supply
from channel.tables.prices import ListPrice, PriceList
from channel.tables.requests import DataLoad
from channel.tables.supply import Order, OrderLine, Stock, StockReservation, Warehouse
from ingest.loading.areas import ORDER, areas
from ingest.loading.exporting import export
from ingest.loading.files import as_workbook, opened, recognised, template
from ingest.loading.looks import Before
from ingest.loading.plan import Counts, plan
from ingest.loading.sides import SIDES
from ingest.loading.writing import LoadRefused

PM = "brightpath.pm"
KATRIN = "northwall.channel"
STOCK = "warehouse,product,available\nVEN,NW-FW60,80\nKRE,NW-FW60,24\n"
LIST = (
    "kind,list,edition,vendor,currency,list_from,product,territory,amount,valid_from\n"
    "list,Northwall list USD,2027Q1,northwall,USD,2027-01-01,NW-FW60,US,5990.00,2027-01-01\n"
    "list,Northwall list USD,2027Q1,northwall,USD,2027-01-01,NW-FW120,US,17900.00,2027-01-01\n"
)


def test_what_differs_is_loaded_and_the_same_file_again_changes_nothing(desk: LoadingDesk) -> None:
    assert desk.plan(PM, "stock", STOCK).counts == Counts(changed=1, unchanged=1)
    assert desk.load(PM, "stock", STOCK) == {"changed": 1, "unchanged": 1}

    assert desk.load(PM, "stock", STOCK) == {"unchanged": 2}
    assert len(desk.kept(DataLoad)) == 1


def test_a_dry_run_changes_nothing(desk: LoadingDesk) -> None:
    before = desk.export(PM, "stock")

    desk.plan(PM, "stock", STOCK, delete_missing=True)

    assert desk.export(PM, "stock") == before


def test_a_loaded_row_says_where_it_comes_from_and_the_load_is_in_the_audit(desk: LoadingDesk) -> None:
    desk.load(PM, "stock", STOCK)

    row = desk.kept(Stock, Stock.available == 80, Stock.source_system == "file")[0]
    assert (row.source_ref, row.as_of) == ("stock.csv, row 2", desk.clock.now())
    entry = desk.kept(DataLoad)[0]
    assert (entry.area, entry.file_name, entry.counts["changed"]) == ("stock", "stock.csv", 1)
    audit = desk.kept(AuditEntry, AuditEntry.action == "data.load")[0]
    assert (audit.subject, audit.details["changed"], audit.actor) == ("stock", 1, "Jürgen Maier")


def test_row_errors_name_row_and_column_and_say_what_to_do(desk: LoadingDesk) -> None:
    text = (
        "warehouse,product,available,on_hand,reserved\n"
        "VEN,NW-FW61,5,,\nVEN,NW-FW60,-1,,\nVEN,NW-AP7,7,9,\n,NW-AP7,7,,\nDUI,NW-FW60,16,,\nDUI,NW-FW60,17,,\n"
    )

    assert desk.faults(PM, "stock", text) == [
        "Row 2, product: “NW-FW61” is not known to me; did you mean NW-FW60?",
        "Row 3, available: “-1” is no whole number of zero or more; write it like 12.",
        "Row 5, warehouse: is empty; fill it in.",
        "Row 7: the same row stands at row 6 already; leave one of them out.",
    ]


def test_one_wrong_row_keeps_the_whole_file_out(desk: LoadingDesk) -> None:
    before = desk.export(PM, "stock")

    with pytest.raises(LoadRefused) as refused:
        desk.load(PM, "stock", STOCK + "VEN,NW-AP7,many\n")

    assert len(refused.value.faults) == 1
    assert desk.export(PM, "stock") == before


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1,184", "can be read as two amounts"),
        ("12.34567", "more than four decimal places"),
        ("-1", "no amount of zero or more"),
        ("NaN", "no amount of zero or more"),
        ("1e400", "too large"),
    ],
)
def test_an_amount_that_could_mean_something_else_is_asked_back(desk: LoadingDesk, cell: str, said: str) -> None:
    text = f'reseller,currency,limit,exposure,overdue,payment_days\nalpenrock,EUR,"{cell}",0,0,30\n'

    assert said in desk.faults("brightpath.credit", "credit", text)[0]


def test_a_german_comma_is_understood(desk: LoadingDesk) -> None:
    text = "reseller;currency;limit;exposure;overdue;payment_days\nalpenrock;EUR;260000,50;214320,00;0;30\n"

    assert desk.load("brightpath.credit", "credit", text) == {"changed": 1}
    assert [str(row.limit) for row in desk.kept(CreditLine, CreditLine.source_system == "file")] == ["260000.50"]


def test_headings_that_do_not_fit_are_told(desk: LoadingDesk) -> None:
    with pytest.raises(BadInput, match=r"no column “colour” in stock\. The column “available” is missing"):
        desk.plan(PM, "stock", "warehouse,product,colour\nVEN,NW-FW60,red\n")


def test_an_empty_file_deletes_nothing(desk: LoadingDesk) -> None:
    with pytest.raises(BadInput, match="no rows"):
        desk.load(PM, "stock", "warehouse,product,available\n", delete_missing=True)


def test_what_is_missing_goes_only_when_asked_and_only_beside_rows_of_the_file(desk: LoadingDesk) -> None:
    before = len(desk.exported(PM, "stock"))
    in_venlo = sum(row["warehouse"] == "VEN" for row in desk.exported(PM, "stock"))
    only = "warehouse,product,available\nVEN,NW-FW60,85\n"

    assert desk.load(PM, "stock", only) == {"unchanged": 1}
    assert desk.load(PM, "stock", only, delete_missing=True) == {"unchanged": 1, "removed": in_venlo - 1}
    assert len(desk.exported(PM, "stock")) == before - in_venlo + 1


def test_organisations_are_not_deleted_by_a_file(desk: LoadingDesk) -> None:
    with pytest.raises(BadInput, match="does not delete organisations"):
        desk.load(OPERATOR, "organisations", desk.export(OPERATOR, "organisations"), delete_missing=True)


def test_a_new_warehouse_is_made_with_its_stock(desk: LoadingDesk) -> None:
    text = (
        "warehouse,warehouse_city,warehouse_country,product,available,on_hand,reserved\n"
        "LIN,Linz,AT,NW-FW60,7,9,2\nLIN,Linz,AT,NW-AP7,3,3,0\n"
    )

    assert desk.load(PM, "stock", text) == {"added": 2}
    made = desk.kept(Warehouse, Warehouse.code == "LIN")[0]
    assert (made.city, len(desk.kept(Stock, Stock.warehouse_id == made.id))) == ("Linz", 2)
    assert [row.reserved for row in desk.kept(StockReservation, StockReservation.warehouse_id == made.id)] == [2, 0]


def test_an_order_and_its_lines_come_from_one_file(desk: LoadingDesk) -> None:
    head = (
        "order,reseller,po_number,placed_on,currency,state,position,product,quantity,shipped,backordered,unit_price\n"
    )
    first = "BP-1,alpenrock,PO-1,2026-11-23,EUR,open,1,NW-FW60,2,0,2,378.48\n"
    second = "BP-1,alpenrock,PO-1,2026-11-23,EUR,open,2,NW-AP7,5,0,5,417.19\n"

    assert desk.load(PM, "orders", head + first + second) == {"added": 2}
    order = desk.kept(Order, Order.number == "BP-1")[0]
    assert [line.quantity for line in desk.kept(OrderLine, OrderLine.order_id == order.id)] == [2, 5]
    assert desk.faults(PM, "orders", head + first + second.replace("PO-1", "PO-2")) == [
        "Row 3, po_number: row 2 says something else of orders; make them agree."
    ]


def test_a_new_price_list_is_made_with_its_prices(desk: LoadingDesk) -> None:
    assert desk.load(KATRIN, "price-lists", LIST) == {"added": 2}

    made = desk.kept(PriceList, PriceList.name == "Northwall list USD")
    assert len(made) == 1
    assert [str(row.amount) for row in desk.kept(ListPrice, ListPrice.price_list_id == made[0].id)] == [
        "5990.00",
        "17900.00",
    ]
    assert desk.load(KATRIN, "price-lists", LIST) == {"unchanged": 2}


def test_each_organisation_loads_its_own_side_alone(desk: LoadingDesk) -> None:
    with pytest.raises(NotAllowed, match="right to load data"):
        desk.plan("alpenrock.owner", "people", "key,name,email,title,language,timezone\n")
    with pytest.raises(NotAllowed, match="Stock are not your organisation's"):
        desk.plan(KATRIN, "stock", STOCK)
    with pytest.raises(NotAllowed, match="see credit"):
        desk.plan(PM, "credit", "reseller,currency,limit,exposure,overdue,payment_days\n")

    theirs = STOCK.replace("warehouse,", "distributor,warehouse,").replace("VEN,", "brightpath,VEN,")
    assert desk.faults("kestrel.pm", "stock", theirs.replace("KRE,", ",KRE,"))[0].startswith(
        "Row 2, distributor: “brightpath” is not known"
    )
    assert desk.faults(KATRIN, "price-lists", LIST.replace("list,North", "reseller,North"))[0].endswith(
        "is not yours to load; leave these rows out, or ask the operator."
    )


def test_a_rivals_order_number_and_one_that_does_not_exist_read_the_same(desk: LoadingDesk) -> None:
    head = "order,carrier,tracking,shipped_at,contents\n"
    row = "{},DHL,J1,2026-11-24T08:00:00+01:00,1 x NW-FW60\n"

    known = desk.faults("kestrel.pm", "shipments", head + row.format("BP-2611-0347"))
    unknown = desk.faults("kestrel.pm", "shipments", head + row.format("BP-9999-0347"))

    assert known[0].replace("BP-2611-0347", "?") == unknown[0].replace("BP-9999-0347", "?")


def test_a_vendor_names_holders_of_its_certificates_and_is_suggested_nobody(desk: LoadingDesk) -> None:
    head = "reseller,distributor,person,code,issued_on\n"
    row = "alpenrock,brightpath,{},NWZT,2026-11-20\n"

    assert desk.load(KATRIN, "certifications", head + row.format("alpenrock.sales")) == {"added": 1}
    assert desk.faults(KATRIN, "certifications", head + row.format("alpenrock.sale")) == [
        "Row 2, person: “alpenrock.sale” is not known to me; check the spelling."
    ]
    assert desk.faults(KATRIN, "certifications", head + row.format("meridian.sales")) == [
        "Row 2, person: “meridian.sales” is not known to me; check the spelling."
    ]


def test_a_vendor_cannot_take_a_part_number_of_another(desk: LoadingDesk) -> None:
    text = "mpn,line,name,name_de\nHD-D75,Firewall,Mine,Meins\n"

    with pytest.raises(NotPossible, match="cannot be used here"):
        desk.load(KATRIN, "products", text)


def test_a_distributor_takes_on_a_customer_with_its_account(desk: LoadingDesk) -> None:
    text = (
        "key,kind,name,legal_name,country,currency,timezone,account,customer_from\n"
        "seeblick,reseller,Seeblick IT,Seeblick IT GmbH,AT,EUR,Europe/Vienna,101200,2026-12-01\n"
    )

    assert desk.load("brightpath.partner", "organisations", text) == {"added": 1}
    made = desk.kept(Organisation, Organisation.key == "seeblick")[0]
    assert [row.account for row in desk.kept(Supply, Supply.reseller_id == made.id)] == ["101200"]
    with pytest.raises(NotPossible, match="cannot be used here"):
        desk.load("brightpath.partner", "organisations", text.replace("seeblick", "fjordbyte"))
    assert (
        "kind: “vendor” is not yours to load"
        in desk.faults("brightpath.partner", "organisations", text.replace("reseller", "vendor"))[0]
    )


def test_people_get_rights_of_their_organisation_and_nobody_leaves_by_a_file(desk: LoadingDesk) -> None:
    head = "key,name,email,title,language,timezone,active,rights\n"
    row = "brightpath.new,Eva Neu,eva.neu@brightpath.example,Trainee,de-DE,Europe/Berlin,yes,ask;see_stock\n"

    assert desk.load("brightpath.partner", "people", head + row) == {"added": 1}
    made = desk.kept(Person, Person.key == "brightpath.new")[0]
    rights = {held.right for held in desk.kept(PersonRight, PersonRight.person_id == made.id)}
    assert rights == {"ask", "see_stock"}
    assert "cannot be given" in desk.faults("brightpath.partner", "people", head + row.replace("ask;", "operate;"))[0]
    assert "taken out in chat" in desk.faults("brightpath.partner", "people", head + row.replace(",yes,", ",no,"))[0]


@pytest.mark.parametrize("area", ORDER)
def test_what_is_taken_out_loads_back_unchanged(desk: LoadingDesk, area: str) -> None:
    loaders = (OPERATOR, KATRIN, "halden.channel", PM, "brightpath.partner", "brightpath.credit", "kestrel.pm")
    found = areas()[area]
    done = 0
    for key in loaders:
        viewer = desk.who(key)
        try:
            rows = list(export(desk.gate, viewer, found))
        except NotAllowed:
            continue
        if not rows:
            continue
        done += 1
        assert desk.load(key, area, desk.export(key, area)) == {"unchanged": len(rows)}, key
        book = opened(as_workbook(found, rows), f"{area}.xlsx", found)
        again = plan(Before(desk.gate), viewer, area, book.rows(), book.source)
        assert (again.counts, again.faults) == (Counts(unchanged=len(rows)), ()), key
    assert done > 1


def test_a_channel_taken_out_by_the_operator_fills_an_empty_one(desk: LoadingDesk, empty_desk: LoadingDesk) -> None:
    for area in ORDER:
        text = without_registrations(desk.export(OPERATOR, area))
        assert "added" in empty_desk.load(OPERATOR, area, text), area
        assert empty_desk.export(OPERATOR, area) == text, area


@pytest.mark.parametrize("area", ORDER)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_is_known_again_by_its_headings(area: str, kind: str) -> None:
    found = recognised(template(areas()[area], "xlsx" if kind == "xlsx" else "csv"), f"mine.{kind}")

    assert found is not None
    assert found.area.name == area


def test_every_area_says_who_loads_it() -> None:
    assert set(SIDES) == set(ORDER) == set(areas())


def test_an_unknown_area_is_told_with_those_that_there_are(desk: LoadingDesk) -> None:
    with pytest.raises(NotFound, match="no area “stokc”"):
        desk.plan(PM, "stokc", STOCK)
