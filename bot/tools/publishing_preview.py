"""What is shown before anything is published: every field, what would change, and who would see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.tools.publishing_world import World, seen_by, world_of
from bot.tools.results import Asking
from channel import uploads
from channel.publications import OwnVersion, Publication, Reach, reach
from channel.tables.documents import Passage
from ingest import kept
from ingest.comparing import Changes, compare
from knowledge.passages import cut
from knowledge.suspicion import Suspicion, suspicions


@dataclass(frozen=True)
class Preview:
    """A publication as it would be, for its person alone.

    Attributes:
        key: of the draft.
        item: what would be published.
        replaces: the version that it would follow, none for a new document.
        lines, organisation, tier: the names of what the terms name by number.
        pages, passages: how long it is.
        warnings: what reading it reported, in words.
        suspicions: what looks as if it wants to steer an assistant.
        reach: whom the terms fit today.
        changes: what differs from the version that it follows.
        losing: who sees that version today and will not see this one.
        today: the publisher's day.
    """

    key: str
    item: Publication
    replaces: OwnVersion | None
    lines: tuple[str, ...]
    organisation: str | None
    tier: str | None
    pages: int
    passages: int
    warnings: tuple[str, ...]
    suspicions: tuple[Suspicion, ...]
    reach: Reach
    changes: Changes | None
    losing: tuple[str, ...]
    today: date


@dataclass(frozen=True)
class BulkPreview:
    """Several files as they would be published, and those that would not, with the reason."""

    key: str
    items: tuple[Preview, ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TakenBack:
    """Versions that would vanish, and who would lose them today.

    `undoes`: because a publication is undone. `restores`: they would not vanish but come back.
    """

    key: str
    title: str
    versions: tuple[OwnVersion, ...]
    reach: Reach
    former: OwnVersion | None = None
    undoes: bool = False
    restores: bool = False


def preview_of(asking: Asking, key: str, content: dict[str, Any]) -> Preview | BulkPreview:
    """What a draft of publications would do; one file in full, several as a table.

    Raises:
        NotFound: if a file is no longer there.
    """
    with asking.gate.viewing(asking.person) as session:
        world = world_of(session, asking)
        items = [Publication.model_validate(each) for each in content["publications"]]
        previews = tuple(_preview(session, asking, world, item) for item in items)
    refused = tuple((str(file), str(reason)) for file, reason in content.get("refused", ()))
    if len(previews) == 1 and not refused and not content.get("bulk"):
        return replace(previews[0], key=key)
    return BulkPreview(key, previews, refused)


def _preview(session: Session, asking: Asking, world: World, item: Publication) -> Preview:
    file = uploads.kept_files(session, [item.upload])[0]
    document = kept.unpacked(file.reading) if file.reading else asking.reading.read(file.content, file.file_name)
    pieces = cut(document)
    former = world.version_of(item.replaces)
    changes = None
    if former is not None:
        before = session.scalars(
            select(Passage.text).where(Passage.version_id == former.id).order_by(Passage.position)
        ).all()
        changes = compare(before, [piece.text for piece in pieces])
    reached = reach(session, asking.person, item.terms, world.today)
    return Preview(
        key="",
        item=item,
        replaces=former,
        lines=tuple(world.lines[line] for line in item.terms.line_ids if line in world.lines),
        organisation=next((p.name for p in world.partners if p.id == item.terms.organisation_id), None),
        tier=world.tiers.get(item.terms.min_rank),
        pages=document.pages,
        passages=len(pieces),
        warnings=document.warnings,
        suspicions=suspicions(document.text),
        reach=reached,
        changes=changes,
        losing=_losing(session, asking, world, former, reached),
        today=world.today,
    )


def _losing(
    session: Session, asking: Asking, world: World, former: OwnVersion | None, reached: Reach
) -> tuple[str, ...]:
    if former is None:
        return ()
    before = seen_by(session, asking, world, [former])
    now = {*reached.resellers, *reached.distributors}
    return tuple(name for name in (*before.resellers, *before.distributors) if name not in now)


@dataclass(frozen=True)
class Live:
    """What became of a confirmed publication. Instants are UTC."""

    draft: str | None
    items: tuple[LiveItem, ...]
    at: datetime


@dataclass(frozen=True)
class LiveItem:
    """One published version; `visible_from` is later than `at` while it is under embargo. `zone` is IANA."""

    version: int
    title: str
    name: str
    passages: int
    visible_from: datetime
    zone: str
    file_name: str
    former: str | None
    mpn: str | None
    audience: str


@dataclass(frozen=True)
class Vanished:
    """What was taken back (or, by `undo`, what is as it was before). `former` is current again."""

    title: str
    at: datetime
    zone: str
    versions: tuple[int, ...]
    former: str | None
    undone: bool
