"""Price lists taken in, and taken back: the only place that writes them. docs/price-lists.md tells the rules.

`plan` reads what would change. `apply` writes what was shown, unless a price changed since; `undo` takes it back. Each
is one transaction: prices that are replaced get a last day and are never deleted, and what an import did is written
down so that undoing restores every row as it was.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from channel import audit, refusals, uploads
from channel.access.gate import Action
from channel.access.viewer import Viewer
from channel.errors import NotAllowed, NotPossible
from channel.price_drafts import NEEDED, Content, Prepared, day_of, prepared_of, terms_of
from channel.price_moves import PricePlan, Target, Terms
from channel.price_offers import Offer
from channel.price_plans import draw_up
from channel.price_standing import (
    PRICE_TABLES,
    catalogue,
    fingerprint_of,
    organisation_names,
    standing_lists,
    standing_prices,
)
from channel.tables.journal import Upload
from channel.tables.parties import Organisation
from channel.tables.prices import ColumnMapping, PriceImport, PriceList, PriceListKind, PriceListRelease

PURPOSE = "prices"
DAY = timedelta(days=1)
AT_ONCE = 500
ROWS_AT_ONCE = 5_000


@dataclass(frozen=True)
class ImportFact:
    """A price list that was taken in. `undone_at` and `imported_at` are UTC."""

    id: int
    key: str
    file_name: str
    effective_from: date
    imported_at: datetime
    undone_at: datetime | None
    lists: tuple[str, ...]
    counts: Mapping[str, int]
    written: int
    ended: int


def plan(session: Session, viewer: Viewer, terms: Terms, offer: Offer) -> PricePlan:
    """What an offer would change, in the session's sight."""
    publisher = terms.publisher
    goods = catalogue(session, viewer, publisher)
    known = {price.mpn for price in offer.prices if price.mpn.upper() not in goods.goods}
    if known:
        offer = _without(offer, known)
    owners = {found.vendor_id for found in goods.goods.values()} | {publisher.distributor_id}
    return draw_up(
        terms,
        goods,
        offer,
        standing_prices(session, publisher, terms.effective - DAY),
        standing_lists(session, publisher),
        organisation_names(session, owners),
    )


def _without(offer: Offer, parts: set[str]) -> Offer:
    return Offer(
        prices=tuple(price for price in offer.prices if price.mpn not in parts),
        problems=offer.problems,
        held=offer.held | parts,
        open_parts=tuple(part for part in offer.open_parts if part not in parts),
        ended=tuple(part for part in offer.ended if part not in parts),
        rows=offer.rows,
        has_recommended=offer.has_recommended,
    )


def remembered(session: Session, owner_id: int) -> dict[str, dict[str, str]]:
    """How an organisation's files were read before: column meanings by layout."""
    rows = session.execute(
        select(ColumnMapping.layout, ColumnMapping.columns).where(
            ColumnMapping.owner_id == owner_id, ColumnMapping.purpose == PURPOSE
        )
    )
    return {row.layout: {str(name): str(code) for name, code in row.columns.items()} for row in rows}


def apply(action: Action, content: Content) -> Content:
    """Take in a price list as its draft says.

    Raises:
        NotPossible: when the prices changed since the draft was shown, or nothing would change.
        NotAllowed: when the person may not publish such prices.
    """
    if content.get("asks"):
        raise NotPossible.of(refusals.LIST_OPEN)
    if content.get("problems") and not content.get("without_bad"):
        raise NotPossible.of(refusals.ROWS_UNUSABLE, count=content["problems"])
    terms = terms_of(content, action.viewer)
    _queue(action)
    upload = action.find(Upload, Upload.key == content["uploads"][0])
    if upload.reading is None:
        raise NotPossible.of(refusals.LIST_UNREAD)
    standing = standing_prices(action.session, terms.publisher, terms.effective - DAY)
    if fingerprint_of(standing) != content["fingerprint"]:
        raise NotPossible.of(refusals.PRICES_CHANGED)
    work = prepared_of(upload.reading)
    if not (work.rows or work.ending or work.closing):
        raise NotPossible.of(refusals.NOTHING_NEW)
    key = f"prices-{secrets.token_hex(12)}"
    lists = [_list_for(action, target, terms, key) for target in work.targets]
    extended = _extended(action, work, terms)
    _write(action, work, terms, lists, key)
    table = PRICE_TABLES[terms.publisher.kind]
    _set_last_day(action.session, table, [row for row, _ in work.ending], terms.effective - DAY)
    _set_last_day(action.session, PriceList, [row for row, _ in work.closing], terms.effective - DAY)
    _remember(action, content.get("mappings_read", {}))
    kept = PriceImport(
        key=key,
        owner_id=action.viewer.organisation_id,
        person_id=action.viewer.person_id,
        price_list_id=lists[0] if lists else None,
        file_name=upload.file_name,
        checksum=upload.checksum,
        effective_from=terms.effective,
        imported_at=action.now,
        changes={
            "kind": terms.publisher.kind.value,
            "ended": [[row, _text(day)] for row, day in work.ending],
            "closed": [[row, _text(day)] for row, day in work.closing],
            "extended": extended,
            "made": [made for made, target in zip(lists, work.targets, strict=True) if target.id is None],
            "lists": [f"{target.name} {target.edition}" for target in work.targets],
            "written": len(work.rows),
            "counts": work.counts,
        },
        as_of=action.now,
    )
    action.session.add(kept)
    summary = {"file": upload.file_name, "from": terms.effective.isoformat(), **kept.changes["counts"]}
    audit.record(action, "price.import", key, summary | {"lists": kept.changes["lists"]})
    uploads.let_go(action, content["uploads"])
    action.session.flush()
    return {"import": kept.id}


def _queue(action: Action) -> None:
    """One import of an organisation after the other; on SQLite all writers queue anyway."""
    own = select(Organisation.id).where(Organisation.id == action.viewer.organisation_id)
    action.session.execute(own.with_for_update()).all()


def _list_for(action: Action, target: Target, terms: Terms, key: str) -> int:
    if target.id is not None:
        return target.id
    made = PriceList(
        kind=terms.publisher.kind,
        name=target.name,
        edition=target.edition,
        vendor_id=target.vendor_id,
        distributor_id=terms.publisher.distributor_id,
        currency=target.currency,
        valid_from=terms.effective,
        valid_to=terms.until,
        embargo_until=terms.embargo_until,
        source_ref=key,
        as_of=action.now,
    )
    action.session.add(made)
    action.session.flush()
    return made.id


def _extended(action: Action, work: Prepared, terms: Terms) -> list[list[Any]]:
    """Existing editions that get prices before their first day: they begin earlier now."""
    changed: list[list[Any]] = []
    for target in work.targets:
        known = action.session.get(PriceList, target.id) if target.id is not None else None
        if known is not None and known.valid_from > terms.effective:
            changed.append([known.id, known.valid_from.isoformat()])
            known.valid_from = terms.effective
    return changed


def _write(action: Action, work: Prepared, terms: Terms, lists: Sequence[int], key: str) -> None:
    table: Any = PRICE_TABLES[terms.publisher.kind]
    headed = action.session.scalars(select(PriceList).where(PriceList.id.in_(lists)))
    embargoes = {one.id: one.embargo_until for one in headed}
    for start in range(0, len(work.rows), ROWS_AT_ONCE):
        rows = [
            _row(row, terms, lists[row[0]], embargoes[lists[row[0]]], key, action.now)
            for row in work.rows[start : start + ROWS_AT_ONCE]
        ]
        action.session.execute(insert(table.__table__), rows)


def _row(
    new: list[Any], terms: Terms, price_list: int, embargo: datetime | None, key: str, now: datetime
) -> dict[str, Any]:
    _, product, vendor, line, tier, territory, currency, quantity, amount, recommended, valid_to = new
    row: dict[str, Any] = {
        "price_list_id": price_list,
        "vendor_id": vendor,
        "line_id": line,
        "product_id": product,
        "territory": territory,
        "currency": currency,
        "amount": Decimal(amount),
        "valid_from": terms.effective,
        "valid_to": day_of(valid_to),
        "embargo_until": terms.embargo_until or embargo,
        "source_ref": key,
        "as_of": now,
    }
    publisher = terms.publisher
    if publisher.kind is PriceListKind.LIST:
        return row | {"recommended": None if recommended is None else Decimal(recommended)}
    row["distributor_id"] = publisher.distributor_id
    if publisher.kind is PriceListKind.COST:
        return row
    return row | {"tier": tier, "min_quantity": quantity}


def _set_last_day(session: Session, table: Any, ids: Sequence[int], day: date | None) -> None:  # noqa: ANN401 - any table with a last day
    for start in range(0, len(ids), AT_ONCE):
        session.execute(
            update(table)
            .where(table.id.in_(ids[start : start + AT_ONCE]))
            .values(valid_to=day)
            .execution_options(synchronize_session=False)
        )


def _remember(action: Action, mappings: Mapping[str, Mapping[str, str]]) -> None:
    """Keep how the columns were read, for the next file of the same layout."""
    owner = action.viewer.organisation_id
    for layout, columns in mappings.items():
        known = action.session.scalars(
            select(ColumnMapping).where(
                ColumnMapping.owner_id == owner, ColumnMapping.purpose == PURPOSE, ColumnMapping.layout == layout
            )
        ).one_or_none()
        if known is None:
            action.session.add(
                ColumnMapping(owner_id=owner, purpose=PURPOSE, layout=layout, columns=dict(columns), as_of=action.now)
            )
        elif known.columns != dict(columns):
            known.columns, known.as_of = dict(columns), action.now


def undo(action: Action, content: Content) -> Content:
    """Take a price list back: its prices go, and those that it ended hold again as before.

    Raises:
        NotPossible: when it was taken back already, a later import stands on it, or its rows changed since.
        NotFound: when the person sees no such import.
        NotAllowed: when the person may not see such prices in full.
    """
    _queue(action)
    done = action.find(PriceImport, PriceImport.id == content["import"])
    if not NEEDED[PriceListKind(done.changes["kind"])] <= action.viewer.rights:
        raise NotAllowed.of(refusals.NOT_YOURS_TO_TAKE_BACK)
    refuse_undo(action.session, done)
    session, changes = action.session, done.changes
    table: Any = PRICE_TABLES[PriceListKind(changes["kind"])]
    session.execute(delete(table).where(table.source_ref == done.key).execution_options(synchronize_session=False))
    for one, ended in ((table, "ended"), (PriceList, "closed")):
        for day, ids in _by_day(changes[ended]).items():
            _set_last_day(session, one, ids, day)
    for row, day in changes["extended"]:
        session.execute(update(PriceList).where(PriceList.id == row).values(valid_from=date.fromisoformat(day)))
    done.price_list_id = None if done.price_list_id in changes["made"] else done.price_list_id
    done.undone_at = action.now
    session.flush()
    session.execute(delete(PriceListRelease).where(PriceListRelease.price_list_id.in_(changes["made"])))
    session.execute(delete(PriceList).where(PriceList.id.in_(changes["made"])))
    audit.record(action, "price.undo", done.key, {"file": done.file_name, "from": done.effective_from.isoformat()})
    return {"import": done.id}


def refuse_undo(session: Session, done: PriceImport) -> None:
    """Say why an import cannot be taken back.

    Raises:
        NotPossible: when it was taken back already, a later import stands on it, or its rows changed since.
    """
    if done.undone_at is not None:
        raise NotPossible.of(refusals.LIST_TAKEN_BACK)
    table: Any = PRICE_TABLES[PriceListKind(done.changes["kind"])]
    own = set(session.scalars(select(table.id).where(table.source_ref == done.key)))
    touched = own | {row for row, _ in done.changes["ended"]}
    later = session.scalars(
        select(PriceImport)
        .where(PriceImport.owner_id == done.owner_id, PriceImport.id > done.id, PriceImport.undone_at.is_(None))
        .order_by(PriceImport.id.desc())
    )
    for other in later:
        ended = {row for row, _ in other.changes["ended"]} if other.changes["kind"] == done.changes["kind"] else set()
        if ended & touched or _writes_into(session, other, done.changes["made"]):
            raise NotPossible.of(refusals.LIST_STOOD_UPON, file=other.file_name, day=other.effective_from)
    if len(own) != done.changes["written"]:
        raise NotPossible.of(refusals.LIST_TOUCHED)


def _writes_into(session: Session, other: PriceImport, made: list[int]) -> bool:
    table: Any = PRICE_TABLES[PriceListKind(other.changes["kind"])]
    found = select(func.count()).select_from(table).where(table.source_ref == other.key, table.price_list_id.in_(made))
    return bool(made) and bool(session.scalar(found))


def _by_day(ended: Iterable[Sequence[Any]]) -> dict[date | None, list[int]]:
    found: dict[date | None, list[int]] = {}
    for row, day in ended:
        found.setdefault(date.fromisoformat(day) if day else None, []).append(row)
    return found


def latest_imports(session: Session, limit: int = 5) -> tuple[ImportFact, ...]:
    """The imports in sight, the latest first."""
    rows = session.scalars(select(PriceImport).order_by(PriceImport.id.desc()).limit(limit))
    return tuple(_fact(row) for row in rows)


def import_by_id(session: Session, import_id: int) -> ImportFact | None:
    """The import with that id, none when it is not in sight."""
    row = session.scalars(select(PriceImport).where(PriceImport.id == import_id)).one_or_none()
    return _fact(row) if row is not None else None


def _fact(row: PriceImport) -> ImportFact:
    changes = row.changes
    return ImportFact(
        id=row.id,
        key=row.key,
        file_name=row.file_name,
        effective_from=row.effective_from,
        imported_at=row.imported_at,
        undone_at=row.undone_at,
        lists=tuple(changes["lists"]),
        counts=dict(changes["counts"]),
        written=changes["written"],
        ended=len(changes["ended"]),
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
