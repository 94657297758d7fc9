"""What has been given to whom: releases of documents, and price lists before their embargo ends."""

from functools import lru_cache

from sqlalchemy import ColumnElement, and_, exists, or_, select, true, tuple_

from channel.access.eyes import Column, Columns, Eyes, nobody, own, own_as, within
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.tables.documents import DocumentVersion, Release
from channel.tables.parties import Kind, Line
from channel.tables.prices import PriceList, PriceListRelease

Criterion = ColumnElement[bool]

_LINE = Line.__table__.alias("line_in_sight")
_LIST = PriceList.__table__.alias("list_in_sight")
_LIST_RELEASE = PriceListRelease.__table__.alias("list_release_in_sight")
_RELEASE = Release.__table__.alias("release_in_sight")
_VERSION = DocumentVersion.__table__.alias("version_in_sight")


def released(eyes: Eyes, release: Columns) -> Criterion:
    """Releases that give their version to the viewer now. All conditions of one release hold together."""
    return and_(
        release.visible_from <= eyes.now,
        or_(release.withdrawn_at.is_(None), release.withdrawn_at > eyes.now),
        _addressed(eyes, release),
        _authorised(eyes.viewer, release),
        _ranked(eyes.viewer, release),
        or_(release.nda.is_(False), within(release.owner_id, eyes.viewer.non_disclosures)),
    )


def _addressed(eyes: Eyes, release: Columns) -> Criterion:
    viewer = eyes.viewer
    audience = release.audience
    named = and_(audience == "organisation", own(eyes, release.organisation_id))
    if eyes.is_a(Kind.RESELLER):
        upstream = viewer.vendors | viewer.buys_from
        return or_(
            named,
            and_(audience == "public", within(release.owner_id, upstream)),
            and_(audience == "partners", within(release.owner_id, upstream), _some_line(viewer, release)),
            and_(audience == "downstream", within(release.owner_id, viewer.buys_from)),
        )
    if eyes.is_a(Kind.DISTRIBUTOR):
        return or_(
            named,
            and_(audience == "public", within(release.owner_id, viewer.vendors)),
            and_(audience == "partners", within(release.owner_id, viewer.vendors), _some_line(viewer, release)),
        )
    if eyes.is_a(Kind.PROSPECT):
        return or_(named, and_(audience == "public", within(release.owner_id, viewer.vendors)))
    return named


def _authorised(viewer: Viewer, release: Columns) -> Criterion:
    """A release without line and territory asks for nothing; one with either asks for a line that meets both."""
    return or_(and_(release.line_id.is_(None), release.territory.is_(None)), _some_line(viewer, release))


def _some_line(viewer: Viewer, release: Columns) -> Criterion:
    """The viewer is authorised for a line of the owner (of any vendor, if a distributor owns the document)."""
    lines = frozenset(line for line, _ in viewer.authorised)
    line = _LINE.c
    return exists(
        select(line.id).where(
            or_(line.vendor_id == release.owner_id, within(release.owner_id, viewer.buys_from)),
            or_(release.line_id.is_(None), line.id == release.line_id),
            or_(
                and_(release.territory.is_(None), within(line.id, lines)),
                tuple_(line.id, release.territory).in_(sorted(viewer.authorised)),
            ),
        ),
    )


def _ranked(viewer: Viewer, release: Columns) -> Criterion:
    reached = sorted((vendor, rank) for vendor, top in viewer.ranks for rank in range(1, top + 1))
    return or_(release.min_rank <= 0, tuple_(release.owner_id, release.min_rank).in_(reached))


def version_given(eyes: Eyes, version_id: Column) -> Criterion:
    """Versions that are the viewer's own, or released to it and not retired."""
    version = _VERSION.c
    live = or_(version.retired_at.is_(None), version.retired_at > eyes.now)
    return exists(
        select(version.id).where(
            version.id == version_id,
            or_(own(eyes, version.owner_id), and_(live, _given(eyes))),
        ),
    )


def document_given(eyes: Eyes, document_id: Column) -> Criterion:
    """Documents of which the viewer may read a version."""
    version = _VERSION.c
    return exists(
        select(version.id).where(
            version.document_id == document_id,
            or_(version.retired_at.is_(None), version.retired_at > eyes.now),
            _given(eyes),
        ),
    )


@lru_cache(maxsize=64)
def _given(eyes: Eyes) -> Criterion:
    """A release gives the version to the viewer; a question asks it of several tables at one instant."""
    release = _RELEASE.c
    return exists(select(release.id).where(release.version_id == _VERSION.c.id, released(eyes, release)))


def past_embargo(eyes: Eyes, row: Columns, list_id: Column) -> Criterion:
    """Prices that are open, or open to the viewer before their embargo ends.

    Early readers are the vendor itself, and a distributor's holders of the right to see embargoed prices: its own
    lists, and lists released to it. A reseller never reads before the day.
    """
    open_to_all = or_(row.embargo_until.is_(None), row.embargo_until <= eyes.now)
    if eyes.is_a(Kind.VENDOR):
        return true()
    if not eyes.is_a(Kind.DISTRIBUTOR) or not eyes.may(Right.SEE_EMBARGOED):
        return open_to_all
    early, release = _LIST.c, _LIST_RELEASE.c
    own_list = exists(select(early.id).where(early.id == list_id, own(eyes, early.distributor_id)))
    given = exists(select(release.id).where(release.price_list_id == list_id, own(eyes, release.organisation_id)))
    return or_(open_to_all, own_list, given)


def list_release_seen(eyes: Eyes, row: Columns) -> Criterion:
    """Releases of lists: the owner's, and the receiving distributor's holders of the right."""
    early = _LIST.c
    if eyes.is_a(Kind.VENDOR):
        return exists(
            select(early.id).where(
                early.id == row.price_list_id,
                own(eyes, early.vendor_id),
                early.distributor_id.is_(None),
            ),
        )
    if not eyes.may(Right.SEE_EMBARGOED):
        return nobody()
    return own_as(eyes, Kind.DISTRIBUTOR, row.organisation_id)
