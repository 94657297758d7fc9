"""How fast a large price list is taken in: `python -m bot.evaluating.bench_prices [rows]` prints the figures.

A vendor of its own, with a product for every four prices, gets a first list and then a second one with other prices.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, insert, select

from channel.access.gate import Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.price_drafts import content_of, packed, publisher_for
from channel.price_imports import apply, plan, undo
from channel.price_moves import Terms
from channel.price_standing import catalogue
from channel.tables import Table
from channel.tables.journal import Upload
from channel.tables.parties import Kind, Line, Organisation, Person
from channel.tables.prices import ListPrice, PriceListKind
from channel.tables.products import Product
from ingest.price_lists import Said, open_price_list, read_offer

MORNING: Final = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
COUNTRIES: Final = ("DE", "AT", "NL", "FR")
HEADINGS: Final = ("Part number", "Description", "Country", "Currency", "List price", "Recommended price")
LOADING: Final = system_viewer("loading", frozenset({Right.OPERATE}))
MEGABYTE: Final = 1024
Figures = dict[str, Any]


@dataclass
class Stopwatch:
    """Seconds by step, and of the processor in all."""

    figures: Figures = field(default_factory=dict)
    processor: float = 0.0

    def time(self, step: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the work gives
        """Do the work and note how long it took."""
        began, busy = time.perf_counter(), time.process_time()
        result = work()
        self.figures[f"{step}_s"] = round(time.perf_counter() - began, 2)
        self.processor += time.process_time() - busy
        return result


def run(rows: int, kind: str = "xlsx") -> Figures:
    """Take in a list of so many prices twice and take the second one back; seconds by step, rows a second, MB at most.

    Args:
        rows: of the file, one price each.
        kind: of the file, `xlsx` or `csv`.
    """
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(sqlite_url(Path(folder) / "channel.sqlite"))
        Table.metadata.create_all(engine)
        gate = Gate(engine, MovableClock(MORNING, ticking=False))
        viewer = _vendor(gate, -(-rows // len(COUNTRIES)))
        make = _xlsx if kind == "xlsx" else _csv
        first = _take_in(gate, viewer, make(rows, Decimal(0)), kind, "first", date(2026, 12, 1))
        watch = Stopwatch({"rows": rows, "file": kind})
        done = _take_in(gate, viewer, make(rows, Decimal(1)), kind, "second", date(2027, 1, 1), watch)
        seconds = sum(value for name, value in watch.figures.items() if name.endswith("_s"))
        watch.time("undo", lambda: _undo(gate, viewer, done))
        watch.figures |= {
            "processor_s": round(watch.processor, 2),
            "rows_a_second": round(rows / seconds),
            "most_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE,
            "left_after_undo": _count(gate),
            "first_import": first,
        }
        engine.dispose()
        return watch.figures


def _take_in(
    gate: Gate, viewer: Viewer, content: bytes, kind: str, name: str, day: date, watch: Stopwatch | None = None
) -> int:
    watch = watch or Stopwatch()
    publisher = publisher_for(viewer, PriceListKind.LIST)
    terms = Terms(publisher, day, name)
    with gate.viewing(viewer) as session:
        goods = watch.time("catalogue", lambda: catalogue(session, viewer, publisher))
        file = watch.time("open", lambda: open_price_list(content, f"{name}.{kind}", goods))
        assert file is not None
        offer = watch.time("read", lambda: read_offer([file], goods, {}, Said()))
        drawn = watch.time("compare", lambda: plan(session, viewer, terms, offer))
    draft = {"uploads": [name], "terms": content_of(terms), "fingerprint": drawn.fingerprint}
    reading = watch.time("keep", lambda: packed(drawn))
    with gate.acting(viewer, Right.PUBLISH) as action:
        upload = Upload(key=name, file_name=f"{name}.{kind}", media_type="", checksum="", content=b"-", reading=reading)
        upload.person_id, upload.organisation_id = viewer.person_id or 0, viewer.organisation_id or 0
        upload.received_at = upload.as_of = action.now
        action.session.add(upload)
    return int(watch.time("apply", lambda: _apply(gate, viewer, draft))["import"])


def _apply(gate: Gate, viewer: Viewer, draft: Figures) -> Figures:
    with gate.acting(viewer, Right.PUBLISH) as action:
        return apply(action, draft)


def _undo(gate: Gate, viewer: Viewer, done: int) -> None:
    with gate.acting(viewer, Right.PUBLISH) as action:
        undo(action, {"import": done})


def _count(gate: Gate) -> int:
    with gate.acting(LOADING, Right.OPERATE) as action:
        return action.session.scalar(select(func.count()).select_from(ListPrice)) or 0


def _vendor(gate: Gate, products: int) -> Viewer:
    """A vendor with a publisher and so many products."""
    with gate.acting(LOADING, Right.OPERATE) as action:
        own = Organisation(
            key="vendor", kind=Kind.VENDOR, name="Vendor", legal_name="Vendor", country="DE", currency="EUR",
            timezone="Europe/Berlin", as_of=action.now,
        )  # fmt: skip
        action.session.add(own)
        action.session.flush()
        line = Line(vendor_id=own.id, name="Line", as_of=action.now)
        person = Person(
            key="p", organisation_id=own.id, name="P", email="p@vendor.example", title="", language="en",
            timezone="Europe/Berlin", as_of=action.now,
        )  # fmt: skip
        action.session.add_all((line, person))
        action.session.flush()
        action.session.execute(
            insert(Product),
            [
                {
                    "mpn": f"VX-{number:06}", "vendor_id": own.id, "line_id": line.id, "name": f"Product {number}",
                    "name_de": "", "attributes": {}, "words": [], "as_of": action.now,
                }
                for number in range(products)
            ],
        )  # fmt: skip
        rights = frozenset({Right.PUBLISH, Right.SEE_PRICES, Right.SEE_EMBARGOED})
        return Viewer(person.id, own.id, Kind.VENDOR, rights, vendors=frozenset({own.id}), name="P")


def _rows(rows: int, more: Decimal) -> Iterator[tuple[str, str, str, str, Decimal, Decimal]]:
    for number in range(rows):
        product, place = divmod(number, len(COUNTRIES))
        amount = Decimal(100 + product % 5000) + more
        yield f"VX-{product:06}", f"Product {product}", COUNTRIES[place], "EUR", amount, amount * 2


def _xlsx(rows: int, more: Decimal) -> bytes:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Prices")
    sheet.append(HEADINGS)
    for row in _rows(rows, more):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(rows: int, more: Decimal) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADINGS)
    writer.writerows(_rows(rows, more))
    return out.getvalue().encode()


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    kind_asked = sys.argv[2] if len(sys.argv) > 2 else "xlsx"  # noqa: PLR2004 - the second argument
    sys.stdout.write(json.dumps(run(asked, kind_asked)) + "\n")
