from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from channel.access.gate import Gate
from channel.access.identifying import system_viewer, viewer_for_slack
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.price_drafts import Content, content_of, packed, publisher_for
from channel.price_imports import apply, plan, undo
from channel.price_moves import Missing, PricePlan, Terms
from channel.price_offers import Offer
from channel.price_standing import catalogue
from channel.prices import PriceAnswer, PriceKind, PriceRequest, quote_price
from channel.tables.journal import Upload
from channel.tables.prices import DistributorCost, ListPrice, PriceList, PriceListKind, ResellerPrice
from ingest.price_lists import Said, open_price_list, read_offer

WORLD = Path(__file__).parents[2] / "bot" / "playground" / "world"
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SYSTEM = system_viewer("loading", frozenset({Right.OPERATE}))
PRICE_TABLES = (PriceList, ListPrice, ResellerPrice, DistributorCost)


@dataclass(frozen=True)
class Drawn:
    """A file that was read and compared, as a draft would hold it."""

    who: Viewer
    offer: Offer
    plan: PricePlan
    content: Content

    @property
    def moves(self) -> dict[str, int]:
        return {move.value: count for move, count in self.plan.counts.items() if count}


class PublishingDesk:
    """Publishers of the demo world, on a database of their own."""

    def __init__(self, file: Path) -> None:
        self.clock = MovableClock(MORNING, ticking=False)
        self.engine = open_engine(sqlite_url(file))
        self.gate = Gate(self.engine, self.clock)
        self.uploads = 0

    def who(self, key: str) -> Viewer:
        organisation = key.partition(".")[0]
        return viewer_for_slack(self.gate, f"T{organisation.upper()}", "U" + key.upper().replace(".", ""))

    def draw(
        self,
        key: str,
        file: str | bytes,
        kind: PriceListKind = PriceListKind.LIST,
        effective: date = date(2027, 1, 1),
        edition: str = "2027Q1",
        missing: Missing = Missing.AUTO,
        said: Said | None = None,
        name: str = "prices.csv",
        distributor: int | None = None,
    ) -> Drawn:
        """Read a file and compare it, and keep it as a dropped file is kept."""
        who = self.who(key)
        publisher = publisher_for(who, kind, distributor)
        content = file.encode() if isinstance(file, str) else file
        with self.gate.viewing(who) as session:
            goods = catalogue(session, who, publisher)
            opened = open_price_list(content, name, goods)
            assert opened is not None, "no table of prices was found"
            offer = read_offer([opened], goods, {}, said or Said())
            terms = Terms(publisher, effective, edition, missing=missing)
            drawn = plan(session, who, terms, offer)
        self.uploads += 1
        upload = f"upload-{self.uploads}"
        with self.gate.acting(who, Right.PUBLISH) as action:
            action.session.add(
                Upload(
                    key=upload,
                    person_id=who.person_id,
                    organisation_id=who.organisation_id,
                    file_name=name,
                    media_type="text/csv",
                    checksum=hashlib.sha256(content).hexdigest(),
                    content=content,
                    reading=packed(drawn),
                    received_at=action.now,
                    as_of=action.now,
                )
            )
        kept = {"uploads": [upload], "terms": content_of(terms), "fingerprint": drawn.fingerprint}
        return Drawn(who, offer, drawn, kept)

    def confirm(self, drawn: Drawn) -> int:
        with self.gate.acting(drawn.who, Right.PUBLISH) as action:
            return int(apply(action, drawn.content)["import"])

    def undo(self, key: str, number: int) -> None:
        with self.gate.acting(self.who(key), Right.PUBLISH) as action:
            undo(action, {"import": number})

    def everything(self) -> list[tuple[str, tuple[Any, ...]]]:
        """Every row of every price table, as it is."""
        with self.gate.acting(SYSTEM, Right.OPERATE) as action:
            found = []
            for table in PRICE_TABLES:
                columns = list(table.__table__.columns)
                rows = action.session.execute(select(*columns).order_by(columns[0]))
                found += [(table.__tablename__, tuple(row)) for row in rows]
            return found

    def quote(self, key: str, mpn: str, day: date, kind: PriceKind, **asked: Any) -> PriceAnswer:
        with self.gate.viewing(self.who(key)) as session:
            return quote_price(session, PriceRequest(mpn, kind, day, **asked))

    def prices_of(self, key: str, mpn: str, day: date, country: str = "DE", **asked: Any) -> list[str]:
        """List prices on a day, as a person sees them."""
        kind = asked.pop("kind", PriceKind.LIST)
        found = self.quote(key, mpn, day, kind, countries=(country,), **asked)
        return [f"{quote.unit.currency} {quote.unit.amount}" for quote in found.quotes]

    def close(self) -> None:
        self.engine.dispose()


def table(*rows: Iterable[object], separator: str = ";") -> str:
    """Rows as a file of separated values."""
    return "\n".join(separator.join("" if cell is None else str(cell) for cell in row) for row in rows) + "\n"
