"""What a publisher's file is held against, read in the publisher's own sight: products, lines, tiers, documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.tools.questions import in_words
from bot.tools.results import Asking
from channel.errors import NotPossible
from channel.parties import OrganisationFact, organisations, own_organisation
from channel.publications import OwnVersion, Reach, Terms, current, own_versions, reach
from channel.tables.documents import Release
from channel.tables.parties import Kind, Line, Person
from channel.tables.products import Product
from channel.tables.programmes import Tier
from ingest.guessing import Known, KnownDocument, KnownProduct

PUBLISHERS = (Kind.VENDOR, Kind.DISTRIBUTOR)


@dataclass(frozen=True)
class World:
    """What a publisher has and knows.

    Attributes:
        owner: the publishing organisation.
        zone: the person's time zone (IANA), in which days and times are meant unless another is said.
        today: the day it is there.
        products: by part number, with the line each is of.
        lines: own lines by id; a distributor has none.
        tiers: own tiers by rank.
        partners: organisations that a document can be given to by name.
        versions: own versions, those taken back included, newest first.
        releases: to whom each version is given, release by release.
    """

    owner: OrganisationFact
    zone: str
    today: date
    products: dict[str, KnownProduct]
    lines: dict[int, str]
    tiers: dict[int, str]
    partners: tuple[OrganisationFact, ...]
    versions: tuple[OwnVersion, ...]
    releases: dict[int, tuple[Terms, ...]]

    @property
    def live(self) -> tuple[OwnVersion, ...]:
        """The versions that count now, one of each document."""
        documents = dict.fromkeys(v.document_id for v in self.versions if v.retired_at is None)
        return tuple(v for document in documents if (v := current(self.versions, document)) is not None)

    @property
    def known(self) -> Known:
        """The same as guessing takes it."""
        return Known(
            self.owner.name,
            tuple(self.products.values()),
            tuple(self.lines.items()),
            tuple(KnownDocument(v.document_id, v.title, v.kind, v.language, v.version, v.mpns) for v in self.live),
        )

    def lines_of(self, mpns: tuple[str, ...]) -> tuple[int, ...]:
        """The own lines of these products, in order."""
        lines = dict.fromkeys(self.products[mpn].line_id for mpn in mpns if mpn in self.products)
        return tuple(line for line in lines if line in self.lines)

    def version_of(self, document: int | None) -> OwnVersion | None:
        """The version of a document that counts now."""
        return None if document is None else current(self.versions, document)

    def terms_of(self, version: OwnVersion | None) -> Terms | None:
        """To whom a version is given, where that is one simple rule."""
        releases = self.releases.get(version.id, ()) if version else ()
        return _one_rule(releases) if releases else None

    def no_wider_than(self, former: OwnVersion | None, lines: tuple[int, ...]) -> Terms:
        """The usual terms for these lines; after a version given to some by name alone, those of the first of them."""
        releases = self.releases.get(former.id, ()) if former else ()
        if releases and all(release.audience == "organisation" for release in releases):
            return releases[0].model_copy(update={"visible_from": None})
        audience = self.audiences[0]
        return Terms(
            audience=audience,
            line_ids=lines if audience == "partners" else (),
            min_rank=min((release.min_rank for release in releases), default=0),
            nda=any(release.nda for release in releases),
        )

    @property
    def audiences(self) -> tuple[str, ...]:
        """To whom this organisation can publish."""
        if self.owner.kind is Kind.VENDOR:
            return ("partners", "public", "organisation")
        return ("downstream", "organisation")


def world_of(session: Session, asking: Asking) -> World:
    """The publisher's world.

    Raises:
        NotPossible: for who publishes nothing: a reseller, say.
    """
    owner = own_organisation(session, asking.person)
    if owner is None or owner.kind not in PUBLISHERS:
        raise NotPossible(
            in_words(
                asking,
                "Documents are published by vendors, and by distributors for their customers.",
                "Dokumente veröffentlichen Hersteller, und Distributoren für ihre Kunden.",
            ),
            in_words(
                asking,
                "Send it to your partner manager, or report what is wrong under the source of an answer.",
                "Schicken Sie es Ihrem Partnermanager, oder melden Sie unter der Quelle einer Antwort den Fehler.",
            ),
        )
    zone = session.execute(select(Person.timezone).where(Person.id == asking.person.person_id)).scalar_one()
    products = session.execute(select(Product.mpn, Product.line_id, Product.name, Product.name_de)).all()
    lines = session.execute(select(Line.id, Line.name).where(Line.vendor_id == owner.id).order_by(Line.name)).all()
    tiers = session.execute(select(Tier.rank, Tier.name).where(Tier.vendor_id == owner.id).order_by(Tier.rank)).all()
    versions = own_versions(session, owner.id, retired=True)
    kinds = (Kind.RESELLER, Kind.DISTRIBUTOR) if owner.kind is Kind.VENDOR else (Kind.RESELLER,)
    return World(
        owner=owner,
        zone=zone,
        today=asking.now.astimezone(ZoneInfo(zone)).date(),
        products={p.mpn: KnownProduct(p.mpn, p.line_id, (p.name, p.name_de)) for p in products},
        lines={row.id: row.name for row in lines},
        tiers={row.rank: row.name for row in tiers},
        partners=tuple(fact for fact in organisations(session) if fact.kind in kinds and fact.id != owner.id),
        versions=versions,
        releases=_releases(session, owner.id),
    )


def seen_by(session: Session, asking: Asking, world: World, versions: Iterable[OwnVersion]) -> Reach:
    """Who sees any of these versions today."""
    releases = [terms for version in versions for terms in world.releases.get(version.id, ())]
    open_now = [terms for terms in releases if terms.visible_from is None or terms.visible_from <= asking.now]
    reached = [reach(session, asking.person, terms, world.today) for terms in open_now]
    return Reach(
        tuple(sorted({name for each in reached for name in each.resellers})),
        tuple(sorted({name for each in reached for name in each.distributors})),
    )


def _releases(session: Session, owner: int) -> dict[int, tuple[Terms, ...]]:
    rows = session.scalars(select(Release).where(Release.owner_id == owner, Release.withdrawn_at.is_(None)))
    found: dict[int, tuple[Terms, ...]] = {}
    for row in rows:
        terms = Terms(
            audience=row.audience,
            organisation_id=row.organisation_id,
            line_ids=() if row.line_id is None else (row.line_id,),
            territories=() if row.territory is None else (row.territory,),
            min_rank=row.min_rank,
            nda=row.nda,
            visible_from=row.visible_from,
        )
        found[row.version_id] = (*found.get(row.version_id, ()), terms)
    return found


def _one_rule(releases: tuple[Terms, ...]) -> Terms | None:
    """The releases as one rule, where they are lines times countries of one."""
    rules = {(r.audience, r.organisation_id, r.min_rank, r.nda) for r in releases}
    lines = tuple(dict.fromkeys(line for r in releases for line in r.line_ids))
    territories = tuple(dict.fromkeys(code for r in releases for code in r.territories))
    if len(rules) != 1 or len(releases) != max(len(lines), 1) * max(len(territories), 1):
        return None
    return releases[0].model_copy(update={"line_ids": lines, "territories": territories, "visible_from": None})
