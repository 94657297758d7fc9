"""`tierdesk bench --load N`: how fast a vendor's own price rows are loaded from a template, and in how much memory."""

from __future__ import annotations

import csv
import io
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from channel.access.gate import Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.clock import SystemClock
from channel.database import open_engine, sqlite_url
from channel.errors import BadInput
from channel.tables import Table
from ingest.loading import opening
from ingest.loading.areas import area_of

LOADER: Final = system_viewer("loading", frozenset({Right.LOAD_DATA}))
COUNTRIES: Final = ("DE", "AT", "NL", "FR")
MEGABYTE: Final = 1024
VENDOR: Final = {
    "key": "vendor",
    "kind": "vendor",
    "name": "Vendor",
    "legal_name": "Vendor Ltd",
    "country": "DE",
    "currency": "EUR",
    "timezone": "Europe/Berlin",
}


def run(rows: int) -> dict[str, Any]:
    """Load so many list prices into an empty channel, the same again, and with other amounts; seconds, rows/s and MB.

    Raises:
        BadInput: for a number of rows that cannot be measured with.
    """
    if rows < 1:
        raise BadInput("I measure with at least one row.", "Choose another number.")
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(sqlite_url(Path(folder) / "channel.sqlite"))
        Table.metadata.create_all(engine)
        gate = Gate(engine, SystemClock())
        _load(gate, "organisations", [VENDOR])
        _load(gate, "products", [_product(number) for number in range(-(-rows // len(COUNTRIES)))])
        before = _most_mb()
        figures: dict[str, Any] = {"rows": rows}
        for name, amount in (("new", 100), ("unchanged", 100), ("changed", 101)):
            content = _file("price-lists", [_price(number, amount) for number in range(rows)])
            began = time.perf_counter()
            loaded = opening.load(gate, LOADER, opening.batches_of(content, "prices.csv", "price-lists"))
            seconds = time.perf_counter() - began
            assert loaded.counts["price-lists"].plain()[name if name != "new" else "added"] == rows
            figures[f"{name}_s"] = round(seconds, 2)
            figures[f"{name}_rows_a_second"] = round(rows / seconds)
        engine.dispose()
    figures |= {"mb_before": before, "most_mb": _most_mb()}
    sys.stdout.write("".join(f"{name:>24} {value:>10,}\n" for name, value in figures.items()))
    return figures


def _most_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE


def _load(gate: Gate, area: str, rows: list[dict[str, str]]) -> None:
    opening.load(gate, LOADER, opening.batches_of(_file(area, rows), f"{area}.csv", area))


def _file(area: str, rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, area_of(area).headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _product(number: int) -> dict[str, str]:
    name = f"Product {number}"
    return {"vendor": "vendor", "mpn": f"VX-{number:06}", "line": "Line", "name": name, "name_de": name}


def _price(number: int, amount: int) -> dict[str, str]:
    product, place = divmod(number, len(COUNTRIES))
    return {
        "kind": "list",
        "list": "Vendor list EUR",
        "edition": "2026Q4",
        "vendor": "vendor",
        "currency": "EUR",
        "list_from": "2026-10-01",
        "product": f"VX-{product:06}",
        "territory": COUNTRIES[place],
        "amount": f"{amount + product % 5000}.50",
        "valid_from": "2026-10-01",
    }
