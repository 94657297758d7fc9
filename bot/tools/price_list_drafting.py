"""A price list as a draft: its files read as somebody wants them read, compared, and kept to be confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.tools.asked import asker, today
from bot.tools.price_list_values import SETTINGS, ColumnShown, PriceListDraft, PriceListSettings, PriceListWish
from bot.tools.questions import in_words
from bot.tools.results import Asking
from channel import drafts, uploads
from channel.access.rights import Right
from channel.errors import BadInput, NotAllowed
from channel.parties import OrganisationFact, organisations
from channel.price_drafts import content_of, packed, publisher_for
from channel.price_imports import plan, remembered
from channel.price_moves import Terms
from channel.price_offers import Catalogue, Offer, RowFault
from channel.price_plans import edition_for
from channel.price_standing import Publisher, catalogue
from channel.tables.parties import Kind
from channel.tables.prices import PriceListKind
from ingest.price_headings import Meaning
from ingest.price_lists import (
    PriceTable,
    open_price_list,
    read_offer,
    said_by_files,
    tables_as_meant,
)
from ingest.price_meanings import mapping_of
from ingest.price_words import quarter_of

IMPORT: Final = "price.import"
OPEN_QUESTIONS: Final = {
    RowFault.NO_CURRENCY: "currency",
    RowFault.NO_TERRITORY: "territories",
    RowFault.NO_TIER: "tier",
}
"""Faults of rows that one word for the whole list mends."""


def draft(
    asking: Asking, key: str | None, wish: PriceListWish, progress: Callable[[int], None] = lambda _rows: None
) -> PriceListDraft:
    """Read and compare the files, and keep the draft (anew, or under its key).

    Raises:
        NotAllowed: for who publishes no such prices.
        BadInput: when no file holds a table of prices.
        NotFound: when a file, or the draft, is no longer there.
    """
    return _Drafting(asking, wish, progress).keep(key)


def compared(asking: Asking, key: str) -> PriceListDraft:
    """The files of a draft read and compared as they are now; the draft stays as it was shown.

    Raises:
        NotFound: when a file, or the draft, is no longer there.
    """
    return _Drafting(asking, wish_of(asking, key), lambda _rows: None).shown(key)


class _Drafting:
    """One reading of a price list."""

    def __init__(self, asking: Asking, wish: PriceListWish, progress: Callable[[int], None]) -> None:
        self.asking = asking
        self.wish = wish
        own = asker(asking)
        if own is None:
            raise NotAllowed(in_words(asking, "I do not know you.", "Ich kenne Sie nicht."))
        self.own: OrganisationFact = own
        self.today = today(asking, own)
        self.asks: list[str] = []
        self.assumed: list[tuple[str, str]] = []
        with asking.gate.viewing(asking.person) as session:
            self._read(session, progress)

    def _read(self, session: Session, progress: Callable[[int], None]) -> None:
        wish, viewer = self.wish, self.asking.person
        kept = uploads.kept_files(session, wish.uploads)
        self.names = tuple(file.file_name for file in kept)
        self.kind, self.publisher, self.goods = self._whose(session, wish.kind)
        workbooks = self.asking.reading.workbook
        files = [open_price_list(file.content, file.file_name, self.goods, workbooks) for file in kept]
        self.files = tuple(file for file in files if file is not None)
        if not self.files:
            raise BadInput(
                in_words(
                    self.asking,
                    f"I find no table of prices in {', '.join(self.names)}.",
                    f"In {', '.join(self.names)} finde ich keine Preistabelle.",
                ),
                in_words(
                    self.asking,
                    "It needs a column with part numbers and one with prices.",
                    "Sie braucht eine Spalte mit Artikelnummern und eine mit Preisen.",
                ),
            )
        if wish.kind is None and self._only_cost():
            self.kind, self.publisher, self.goods = self._whose(session, PriceListKind.COST)
        before = remembered(session, self.own.id)
        keys = {table.layout.key for file in self.files for table in file.tables}
        self.remembered = bool(keys & set(before)) and not wish.mappings
        self.mappings = {layout: columns for layout, columns in before.items() if layout in keys} | wish.mappings
        self.tables = tuple(table for file in self.files for table in tables_as_meant(file, self.kind, self.mappings))
        self.offer = read_offer(self.files, self.goods, self.mappings, wish.said(), progress)
        self._find_open_questions()
        self.terms = self._terms()
        self.plan = plan(session, viewer, self.terms, self.offer) if self.terms is not None else None
        self.settings = self._settings()

    def _whose(self, session: Session, kind: PriceListKind | None) -> tuple[PriceListKind, Publisher, Catalogue]:
        """The kind of prices, whose they are, and what may be priced."""
        asking = self.asking
        usual = PriceListKind.RESELLER if self.own.kind is Kind.DISTRIBUTOR else PriceListKind.LIST
        kind = kind or usual
        distributors = organisations(session, Kind.DISTRIBUTOR) if kind is PriceListKind.COST else ()
        self.distributors = tuple((fact.id, fact.name) for fact in distributors)
        distributor = self.wish.distributor
        if kind is PriceListKind.COST and distributor is None:
            distributor = self._named_distributor()
            if distributor is None:
                self.asks.append("distributor")
                distributor = self.distributors[0][0] if self.distributors else None
        try:
            publisher = publisher_for(asking.person, kind, distributor)
        except NotAllowed as refusal:
            raise NotAllowed(
                in_words(
                    asking,
                    "You cannot publish prices of that kind.",
                    "Preise dieser Art können Sie nicht veröffentlichen.",
                ),
                in_words(
                    asking,
                    "A vendor publishes its list prices and what it charges, a distributor its own reseller prices.",
                    "Ein Hersteller veröffentlicht Listenpreise und Einkaufspreise seiner Distributoren, ein "
                    "Distributor seine eigenen Händlerpreise.",
                ),
            ) from refusal
        return kind, publisher, catalogue(session, asking.person, publisher)

    def _named_distributor(self) -> int | None:
        if len(self.distributors) == 1:
            return self.distributors[0][0]
        words = f"{self.asking.text} {' '.join(self.names)}".casefold()
        named = [one for one, name in self.distributors if name.split()[0].casefold() in words]
        return named[0] if len(named) == 1 else None

    def _only_cost(self) -> bool:
        """Whether a vendor's files hold what it charges, and no list prices."""
        if self.own.kind is not Kind.VENDOR or Right.SEE_COST not in self.asking.person.rights:
            return False
        headings = [c.heading for f in self.files for t in f.tables for c in t.layout.columns]
        named = {heading.price_of for heading in headings if heading.meaning is Meaning.PRICE}
        return "cost" in named and not named & {"list", "any"}

    def _find_open_questions(self) -> None:
        """Leave out of the problems what one word for the whole list mends, and ask for that word."""
        open_faults = {p.fault for p in self.offer.problems if p.fault in OPEN_QUESTIONS}
        self.asks += sorted(OPEN_QUESTIONS[fault] for fault in open_faults)
        self.problems = tuple(p for p in self.offer.problems if p.fault not in OPEN_QUESTIONS)
        columns = self.columns()
        priced = any(column.sure and column.meaning.startswith(Meaning.PRICE) for column in columns)
        passable = {Meaning.NAME, Meaning.OTHER} if priced else {Meaning.NAME}
        if any(not column.sure and column.meaning not in passable for column in columns):
            self.asks.append("columns")

    def _terms(self) -> Terms | None:
        effective = self._effective()
        held = self.wish.said().over(said_by_files(self.files))
        if effective is None:
            return None
        embargo = held.embargo
        return Terms(
            publisher=self.publisher,
            effective=effective,
            edition=(held.edition or edition_for(effective))[:20],
            until=held.until if held.until is not None and held.until >= effective else None,
            embargo_until=self._midnight(embargo) if embargo is not None and embargo > self.today else None,
            missing=self.wish.missing,
        )

    def _effective(self) -> date | None:
        """From which day on: said, in the rows, in the file, or the first day of its edition; asked if it is past."""
        by_files = said_by_files(self.files)
        edition = quarter_of(self.wish.edition or by_files.edition)
        for where, day in (
            ("", self.wish.effective),
            ("rows", self.offer.from_day),
            ("file", by_files.effective),
            ("edition", edition),
        ):
            if day is None:
                continue
            if day < self.today:
                break
            if where:
                self.assumed.append(("effective", where))
            return day
        self.asks.append("effective")
        return None

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), ZoneInfo(self.own.timezone)).astimezone(ZoneInfo("UTC"))

    def columns(self) -> tuple[ColumnShown, ...]:
        """The columns of each layout once."""
        shown: dict[tuple[str, str], ColumnShown] = {}
        for table in self.tables:
            codes = mapping_of(table.layout)
            for column in table.layout.columns:
                heading = column.heading
                shown.setdefault(
                    (table.layout.key, column.text),
                    ColumnShown(
                        table.layout.key,
                        column.text,
                        codes[column.text],
                        heading.sure,
                        heading.territories,
                        heading.currency,
                        heading.quantity,
                        _example(table, column.index),
                    ),
                )
        return tuple(shown.values())

    def keep(self, key: str | None) -> PriceListDraft:
        """Keep the draft with all that confirming needs, and show it."""
        wish = self.wish
        content: dict[str, Any] = wish.model_dump(mode="json")
        content |= {
            "asks": self.asks,
            "language": self.asking.language,
            "problems": len(self.problems),
            "mappings_read": {t.layout.key: mapping_of(t.layout) for t in self.tables},
            "terms": content_of(self.terms) if self.terms else None,
            "fingerprint": self.plan.fingerprint if self.plan else None,
            "settings": SETTINGS.dump_python(self.settings, mode="json"),
        }
        with self.asking.gate.acting(self.asking.person, Right.PUBLISH) as action:
            if self.plan is not None:
                uploads.add_reading(action, wish.uploads[0], packed(self.plan))
            if key is None:
                key = drafts.save(action, IMPORT, self.asking.thread, content)
            else:
                drafts.change(action, key, content)
        return self.shown(key)

    def shown(self, key: str) -> PriceListDraft:
        """What this reading came to, as the draft under a key."""
        offer: Offer = self.offer
        return PriceListDraft(
            key=key,
            files=self.names,
            settings=self.settings,
            remembered=self.remembered,
            asks=tuple(dict.fromkeys(self.asks)),
            assumed=tuple(self.assumed),
            plan=self.plan,
            problems=self.problems,
            without_bad=self.wish.without_bad,
            offered=len(offer.prices),
            rows=offer.rows,
            open_parts=offer.open_parts,
            ended=offer.ended,
            passed_over=tuple(name for file in self.files for name in file.passed_over),
            hidden=tuple(name for file in self.files for name in file.hidden),
        )

    def _currencies(self) -> tuple[str, ...]:
        said = set(self.wish.said().over(said_by_files(self.files)).territories)
        covered = self.goods.covered.items()
        return tuple(currency for currency, places in covered if not said or not said.isdisjoint(places))

    def _settings(self) -> PriceListSettings:
        terms = self.terms
        return PriceListSettings(
            kind=self.kind,
            wish=self.wish,
            columns=self.columns(),
            effective=terms.effective if terms else None,
            until=terms.until if terms else self.wish.until,
            edition=terms.edition if terms else self.wish.edition,
            tiers=tuple(dict.fromkeys(tier for names in self.goods.tiers.values() for tier in names)),
            currencies=self._currencies(),
            distributors=self.distributors,
            zone=self.own.timezone,
        )


def _example(table: PriceTable, index: int) -> str:
    """What stands first in a column."""
    for row in table.sheet.sample()[table.layout.first_row :]:
        if index < len(row) and row[index] is not None:
            cell = row[index]
            return format(cell.normalize(), "f") if isinstance(cell, Decimal) else str(cell)[:40]
    return ""


def wish_of(asking: Asking, key: str) -> PriceListWish:
    """What the draft under a key was made with.

    Raises:
        NotFound: if the person has no such draft.
    """
    with asking.gate.viewing(asking.person) as session:
        return PriceListWish.model_validate(drafts.by_key(session, key).content)


def settings_of(asking: Asking, key: str) -> PriceListSettings:
    """What the form of the draft under a key shows, without reading the files again.

    Raises:
        NotFound: if the person has no such draft.
    """
    with asking.gate.viewing(asking.person) as session:
        return SETTINGS.validate_python(drafts.by_key(session, key).content["settings"])
