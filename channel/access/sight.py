"""Who sees what: for every table, which rows a viewer may read. The table of docs/access.md, one function a row.

A rule takes the eyes (a viewer at an instant) and gives a criterion over its table. In doubt a row is not seen.
Inner SELECTs use tables under an alias of their own, so that they never mix with the statement they are added to.
"""

import json
from collections.abc import Callable

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_, select, tuple_

from channel.access.eyes import (
    Column,
    Columns,
    Eyes,
    distributor_of,
    every_side,
    has,
    in_force,
    nobody,
    own,
    own_side,
    reseller_of,
    suppliers,
    vendor_of,
    world,
)
from channel.access.grants import document_given, list_release_seen, past_embargo, released, version_given
from channel.access.rights import Right
from channel.tables import deals, documents, finance, journal, parties, prices, products, programmes, supply
from channel.tables.base import Table
from channel.tables.parties import Kind

Criterion = ColumnElement[bool]
Rule = Callable[[Eyes], Criterion]
JOBS = frozenset({"deadlines", "notifying", "loading", "indexing", "identifying", "migrating"})
"""The jobs of the system that read every row; nothing else does."""
DEALERS = (Right.SEE_DEALS, Right.REGISTER_DEALS, Right.DECIDE_DEALS)

_SUPPLY = parties.Supply.__table__.alias("supply_in_sight")
_DISTRIBUTION = parties.Distribution.__table__.alias("distribution_in_sight")
_AUTHORISATION = parties.Authorisation.__table__.alias("authorisation_in_sight")
_STANDING = programmes.Standing.__table__.alias("standing_in_sight")
_CASE = programmes.OnboardingCase.__table__.alias("case_in_sight")
_PRODUCT = products.Product.__table__.alias("product_in_sight")
_DEAL = deals.Registration.__table__.alias("deal_in_sight")
_RECIPIENT = programmes.AnnouncementRecipient.__table__.alias("recipient_in_sight")


# --- parties -----------------------------------------------------------------------------------------------------


def organisations(eyes: Eyes) -> Criterion:
    """The own one and those it deals with; a name in the trade is no secret between those who trade."""
    row = parties.Organisation
    return or_(
        own(eyes, row.id),
        world(eyes, row.id),
        suppliers(eyes, row.id),
        _met(eyes, Kind.DISTRIBUTOR, _SUPPLY.c.distributor_id, _SUPPLY.c.reseller_id, row.id),
        _met(eyes, Kind.DISTRIBUTOR, _CASE.c.distributor_id, _CASE.c.prospect_id, row.id),
        _met(eyes, Kind.PROSPECT, _CASE.c.prospect_id, _CASE.c.distributor_id, row.id),
        _met(eyes, Kind.VENDOR, _DISTRIBUTION.c.vendor_id, _DISTRIBUTION.c.distributor_id, row.id),
        _met(eyes, Kind.VENDOR, _AUTHORISATION.c.vendor_id, _AUTHORISATION.c.reseller_id, row.id),
        _met(eyes, Kind.VENDOR, _STANDING.c.vendor_id, _STANDING.c.reseller_id, row.id),
    )


def _met(eyes: Eyes, kind: Kind, mine: Column, theirs: Column, organisation: Column) -> Criterion:
    """Organisations that a relation, past or present, joins with the viewer's, which is of that kind."""
    return exists(select(theirs).where(own(eyes, mine), theirs == organisation)) if eyes.is_a(kind) else nobody()


def people(eyes: Eyes) -> Criterion:
    """Colleagues; for a distributor also those of its present downstream and of the prospects it takes on."""
    row = parties.Person
    downstream = select(_SUPPLY.c.id).where(
        own(eyes, _SUPPLY.c.distributor_id),
        _SUPPLY.c.reseller_id == row.organisation_id,
        in_force(eyes, _SUPPLY.c),
    )
    return or_(
        own(eyes, row.organisation_id),
        exists(downstream) if eyes.is_a(Kind.DISTRIBUTOR) else nobody(),
        _met(eyes, Kind.DISTRIBUTOR, _CASE.c.distributor_id, _CASE.c.prospect_id, row.organisation_id),
    )


def supplies(eyes: Eyes) -> Criterion:
    """Accounts: the two sides of them, never the vendor."""
    return own_side(eyes, parties.Supply)


def lines(eyes: Eyes) -> Criterion:
    """Lines of the vendors in the viewer's world."""
    return world(eyes, parties.Line.vendor_id)


def distributions(eyes: Eyes) -> Criterion:
    """Who sells what where: the two sides; a reseller sees what its distributors sell of its vendors."""
    row = parties.Distribution
    return or_(
        distributor_of(eyes, row),
        vendor_of(eyes, row),
        and_(suppliers(eyes, row.distributor_id), world(eyes, row.vendor_id)),
    )


def authorisations(eyes: Eyes) -> Criterion:
    """The three parties of it: another distributor's column stays hidden from a distributor."""
    return every_side(eyes, parties.Authorisation)


def non_disclosures(eyes: Eyes) -> Criterion:
    """Who signed, and the vendor it was signed for."""
    row = parties.NonDisclosure
    return or_(own(eyes, row.organisation_id), vendor_of(eyes, row))


# --- products and prices -----------------------------------------------------------------------------------------


def product_master(eyes: Eyes) -> Criterion:
    """Products of the vendors in the viewer's world."""
    return world(eyes, products.Product.vendor_id)


def compatibilities(eyes: Eyes) -> Criterion:
    """The same as the product master."""
    return world(eyes, products.Compatibility.vendor_id)


def price_lists(eyes: Eyes) -> Criterion:
    """The headings of lists: seen by those who may see figures of that kind in them."""
    row = prices.PriceList
    ours = row.kind == prices.PriceListKind.LIST
    resale = row.kind == prices.PriceListKind.RESELLER
    cost = row.kind == prices.PriceListKind.COST
    seen = or_(
        and_(ours, has(eyes, Right.SEE_PRICES, sees=world(eyes, row.vendor_id))),
        and_(
            resale,
            has(eyes, Right.SEE_PRICES, sees=or_(distributor_of(eyes, row), suppliers(eyes, row.distributor_id))),
            world(eyes, row.vendor_id),
        ),
        and_(cost, has(eyes, Right.SEE_COST, sees=or_(distributor_of(eyes, row), vendor_of(eyes, row)))),
    )
    return and_(seen, past_embargo(eyes, row, row.id))


def price_list_releases(eyes: Eyes) -> Criterion:
    """Who may read a list early: the vendor that gave it, and the distributor's people who may read it."""
    return list_release_seen(eyes, prices.PriceListRelease)


def list_prices(eyes: Eyes) -> Criterion:
    """The vendor's own; else lines and territories the viewer is authorised for. Not before the embargo ends."""
    row = prices.ListPrice
    seen = or_(vendor_of(eyes, row), _sold(eyes, row))
    return has(eyes, Right.SEE_PRICES, sees=and_(seen, past_embargo(eyes, row, row.price_list_id)))


def _sold(eyes: Eyes, row: Columns) -> Criterion:
    """Rows of a line in a territory that a reseller or distributor is authorised for."""
    if not eyes.is_a(Kind.RESELLER, Kind.DISTRIBUTOR):
        return nobody()
    return tuple_(row.line_id, row.territory).in_(sorted(eyes.viewer.authorised))


def reseller_prices(eyes: Eyes) -> Criterion:
    """A distributor's own, all tiers; a reseller's own tier at its own distributors, where authorised. No vendor."""
    row = prices.ResellerPrice
    tier = tuple_(row.vendor_id, func.lower(row.tier)).in_(sorted(eyes.viewer.tiers))
    seen = or_(
        distributor_of(eyes, row),
        and_(suppliers(eyes, row.distributor_id), _sold(eyes, row), tier),
    )
    return has(eyes, Right.SEE_PRICES, sees=and_(seen, past_embargo(eyes, row, row.price_list_id)))


def distributor_costs(eyes: Eyes) -> Criterion:
    """The distributor that pays and the vendor that charges, each only for holders of the right to see cost."""
    row = prices.DistributorCost
    seen = or_(distributor_of(eyes, row), vendor_of(eyes, row))
    return has(eyes, Right.SEE_COST, sees=and_(seen, past_embargo(eyes, row, row.price_list_id)))


def special_prices(eyes: Eyes) -> Criterion:
    """The three parties of the bid."""
    return has(eyes, Right.SEE_PRICES, sees=every_side(eyes, prices.SpecialPrice))


def ship_and_debits(eyes: Eyes) -> Criterion:
    """What the vendor credits the distributor is cost: the two of them, with the right to see cost."""
    row = prices.ShipAndDebit
    return has(eyes, Right.SEE_COST, sees=or_(distributor_of(eyes, row), vendor_of(eyes, row)))


# --- supply ------------------------------------------------------------------------------------------------------


def warehouses(eyes: Eyes) -> Criterion:
    """The distributor's own; a reseller those of its distributors."""
    row = supply.Warehouse
    return or_(distributor_of(eyes, row), suppliers(eyes, row.distributor_id))


def stocks(eyes: Eyes) -> Criterion:
    """What can be ordered: the distributor's own; a reseller's at its distributors, of vendors in its world."""
    return _offered(eyes, supply.Stock)


def inbounds(eyes: Eyes) -> Criterion:
    """The same as stock."""
    return _offered(eyes, supply.Inbound)


def _offered(eyes: Eyes, row: Columns) -> Criterion:
    of_my_world = exists(
        select(_PRODUCT.c.id).where(_PRODUCT.c.id == row.product_id, world(eyes, _PRODUCT.c.vendor_id)),
    )
    seen = or_(distributor_of(eyes, row), and_(suppliers(eyes, row.distributor_id), of_my_world))
    return has(eyes, Right.SEE_STOCK, sees=seen)


def stock_reservations(eyes: Eyes) -> Criterion:
    """The distributor's own business."""
    return has(eyes, Right.SEE_STOCK, sees=distributor_of(eyes, supply.StockReservation))


def reported_stocks(eyes: Eyes) -> Criterion:
    """Totals as reported: the vendor and the distributor that reported."""
    row = supply.ReportedStock
    return has(eyes, Right.SEE_STOCK, sees=or_(vendor_of(eyes, row), distributor_of(eyes, row)))


def sell_outs(eyes: Eyes) -> Criterion:
    """Sales as reported: the vendor and the distributor that reported."""
    row = supply.SellOut
    return or_(vendor_of(eyes, row), distributor_of(eyes, row))


def ordered(row: Columns) -> Rule:
    """Orders and what follows from them: reseller and distributor; a vendor reads sell-out instead."""
    return lambda eyes: has(eyes, Right.SEE_ORDERS, sees=own_side(eyes, row))


# --- finance -----------------------------------------------------------------------------------------------------


def credit_lines(eyes: Eyes) -> Criterion:
    """The two sides, only people with the credit right; never a vendor."""
    return has(eyes, Right.SEE_CREDIT, sees=own_side(eyes, finance.CreditLine))


def subscriptions(eyes: Eyes) -> Criterion:
    """The three parties of it."""
    return every_side(eyes, finance.Subscription)


def subscription_prices(eyes: Eyes) -> Criterion:
    """What the reseller pays the distributor: the two of them."""
    return has(eyes, Right.SEE_PRICES, sees=own_side(eyes, finance.SubscriptionPrice))


# --- deals -------------------------------------------------------------------------------------------------------


def registrations(eyes: Eyes) -> Criterion:
    """The reseller's own; the distributor it is routed through and the vendor, once it was submitted."""
    return has(eyes, *DEALERS, sees=_party_to_deal(eyes, deals.Registration, submitted=_submitted(deals.Registration)))


def registration_lines(eyes: Eyes) -> Criterion:
    """The same as their registration."""
    return _of_deal(eyes, deals.RegistrationLine)


def registration_history(eyes: Eyes) -> Criterion:
    """The same as their registration, but that a conflict was looked at is no business of the reseller."""
    row = deals.RegistrationHistory
    seen = _of_deal(eyes, row)
    if not eyes.is_a(Kind.RESELLER):
        return seen
    quiet = and_(
        row.to_state != "conflict_review",
        or_(row.from_state.is_(None), row.from_state != "conflict_review"),
    )
    return and_(seen, quiet)


def _submitted(row: Columns) -> Criterion:
    return and_(row.state != "draft", row.submitted_at.is_not(None))


def _of_deal(eyes: Eyes, row: Columns) -> Criterion:
    submitted = exists(select(_DEAL.c.id).where(_DEAL.c.id == row.registration_id, _submitted(_DEAL.c)))
    return has(eyes, *DEALERS, sees=_party_to_deal(eyes, row, submitted=submitted))


def _party_to_deal(eyes: Eyes, row: Columns, *, submitted: Criterion) -> Criterion:
    return or_(
        reseller_of(eyes, row),
        and_(or_(distributor_of(eyes, row), vendor_of(eyes, row)), submitted),
    )


def registration_notes(eyes: Eyes) -> Criterion:
    """The organisation that wrote it."""
    return has(eyes, *DEALERS, sees=own(eyes, deals.RegistrationNote.organisation_id))


def conflicts(eyes: Eyes) -> Criterion:
    """The vendor, as the decider. Nobody else learns that there is one."""
    return has(eyes, *DEALERS, sees=vendor_of(eyes, deals.Conflict))


def policies(eyes: Eyes) -> Criterion:
    """The rules of engagement of the vendors in the viewer's world."""
    return world(eyes, deals.Policy.vendor_id)


# --- programmes --------------------------------------------------------------------------------------------------


def programme_rules(row: Columns) -> Rule:
    """Programmes and their tiers: of the vendors in the viewer's world."""
    return lambda eyes: world(eyes, row.vendor_id)


def three_sided(row: Columns) -> Rule:
    """Standing, certificates, accruals and funds: the reseller's own, its distributor's, the vendor's lines."""
    return lambda eyes: every_side(eyes, row)


def incentives(eyes: Eyes) -> Criterion:
    """The vendor's own; its distributors all; a reseller those that its tier may earn."""
    row = programmes.Incentive
    if not eyes.is_a(Kind.RESELLER):
        return world(eyes, row.vendor_id)
    named = func.lower(cast(row.tiers, String))
    mine = (
        and_(row.vendor_id == vendor, named.contains(json.dumps(tier), autoescape=True))
        for vendor, tier in sorted(eyes.viewer.tiers)
    )
    return and_(world(eyes, row.vendor_id), or_(named == "[]", *mine))


def targets(eyes: Eyes) -> Criterion:
    """Whoever owes it, and the vendor that set it."""
    row = programmes.Target
    return or_(own(eyes, row.owner_id), vendor_of(eyes, row))


def onboarding(row: Columns) -> Rule:
    """The distributor that takes a prospect on, and the prospect."""
    return lambda eyes: or_(
        distributor_of(eyes, row),
        own(eyes, row.prospect_id) if eyes.is_a(Kind.PROSPECT, Kind.RESELLER) else nobody(),
    )


def screenings(eyes: Eyes) -> Criterion:
    """What vetting found: the distributor's people who onboard, never the prospect."""
    return has(eyes, Right.ONBOARD, sees=distributor_of(eyes, programmes.Screening))


def announcements(eyes: Eyes) -> Criterion:
    """Its author; its recipients from the hour on at which it is out."""
    row, recipient = programmes.Announcement, _RECIPIENT.c
    mine = exists(
        select(recipient.id).where(
            recipient.announcement_id == row.id,
            own(eyes, recipient.organisation_id),
            recipient.visible_from <= eyes.now,
        ),
    )
    return or_(own(eyes, row.owner_id), and_(row.visible_from <= eyes.now, mine))


def announcement_recipients(eyes: Eyes) -> Criterion:
    """The author sees all of them, a recipient itself."""
    row = programmes.AnnouncementRecipient
    return or_(own(eyes, row.owner_id), and_(own(eyes, row.organisation_id), row.visible_from <= eyes.now))


# --- documents ---------------------------------------------------------------------------------------------------


def document_titles(eyes: Eyes) -> Criterion:
    """The owner's own, and those of which a version is given to the viewer: a title tells, too."""
    row = documents.Document
    return or_(own(eyes, row.owner_id), document_given(eyes, row.id))


def document_versions(eyes: Eyes) -> Criterion:
    """The owner's own, and those given to the viewer now."""
    return version_given(eyes, documents.DocumentVersion.id)


def releases(eyes: Eyes) -> Criterion:
    """The owner's own, and those that give something to the viewer now."""
    row = documents.Release
    return or_(own(eyes, row.owner_id), and_(released(eyes, row), version_given(eyes, row.version_id)))


def passages(eyes: Eyes) -> Criterion:
    """The same as their version."""
    return version_given(eyes, documents.Passage.version_id)


# --- journal -----------------------------------------------------------------------------------------------------


def audit_entries(eyes: Eyes) -> Criterion:
    """Distributors and vendors: the own organisation's. Everybody: what they did themselves."""
    row = journal.AuditEntry
    whole = own(eyes, row.organisation_id) if eyes.is_a(Kind.DISTRIBUTOR, Kind.VENDOR) else nobody()
    return or_(whole, _myself(eyes, row))


def answer_logs(eyes: Eyes) -> Criterion:
    """Questions: one's own; the administrator's view of the own organisation."""
    row = journal.AnswerLog
    return or_(_myself(eyes, row), has(eyes, Right.ADMINISTER, sees=own(eyes, row.organisation_id)))


def personal(row: Columns) -> Rule:
    """Drafts and turns of a talk: the person alone."""
    return lambda eyes: _myself(eyes, row)


def _myself(eyes: Eyes, row: Columns) -> Criterion:
    if eyes.viewer.person_id is None:
        return nobody()
    return and_(row.person_id == eyes.viewer.person_id, own(eyes, row.organisation_id))


def unanswered_questions(eyes: Eyes) -> Criterion:
    """The vendor it concerns."""
    return vendor_of(eyes, journal.UnansweredQuestion)


def of_own_organisation(column: Column) -> Rule:
    """What belongs to one organisation alone."""
    return lambda eyes: own(eyes, column)


def of_the_system(_eyes: Eyes) -> Criterion:
    """For jobs of the system alone."""
    return nobody()


SIGHT: dict[type[Table], Rule] = {
    parties.Organisation: organisations,
    parties.Person: people,
    parties.PersonRight: of_own_organisation(parties.PersonRight.organisation_id),
    parties.SlackIdentity: of_own_organisation(parties.SlackIdentity.organisation_id),
    parties.Supply: supplies,
    parties.Line: lines,
    parties.Distribution: distributions,
    parties.Authorisation: authorisations,
    parties.NonDisclosure: non_disclosures,
    parties.Conversation: of_own_organisation(parties.Conversation.organisation_id),
    products.Product: product_master,
    products.Compatibility: compatibilities,
    prices.PriceList: price_lists,
    prices.PriceListRelease: price_list_releases,
    prices.ListPrice: list_prices,
    prices.ResellerPrice: reseller_prices,
    prices.DistributorCost: distributor_costs,
    prices.SpecialPrice: special_prices,
    prices.ShipAndDebit: ship_and_debits,
    supply.Warehouse: warehouses,
    supply.Stock: stocks,
    supply.StockReservation: stock_reservations,
    supply.Inbound: inbounds,
    supply.ReportedStock: reported_stocks,
    supply.Order: ordered(supply.Order),
    supply.OrderLine: ordered(supply.OrderLine),
    supply.Shipment: ordered(supply.Shipment),
    supply.SerialNumber: ordered(supply.SerialNumber),
    supply.ReturnCase: ordered(supply.ReturnCase),
    supply.SellOut: sell_outs,
    finance.CreditLine: credit_lines,
    finance.Subscription: subscriptions,
    finance.SubscriptionPrice: subscription_prices,
    deals.Registration: registrations,
    deals.RegistrationLine: registration_lines,
    deals.RegistrationHistory: registration_history,
    deals.RegistrationNote: registration_notes,
    deals.Conflict: conflicts,
    deals.Policy: policies,
    programmes.Programme: programme_rules(programmes.Programme),
    programmes.Tier: programme_rules(programmes.Tier),
    programmes.Standing: three_sided(programmes.Standing),
    programmes.Certificate: three_sided(programmes.Certificate),
    programmes.Incentive: incentives,
    programmes.Accrual: three_sided(programmes.Accrual),
    programmes.MarketingFund: three_sided(programmes.MarketingFund),
    programmes.Target: targets,
    programmes.OnboardingCase: onboarding(programmes.OnboardingCase),
    programmes.OnboardingTask: onboarding(programmes.OnboardingTask),
    programmes.Screening: screenings,
    programmes.Announcement: announcements,
    programmes.AnnouncementRecipient: announcement_recipients,
    documents.Document: document_titles,
    documents.DocumentVersion: document_versions,
    documents.Release: releases,
    documents.Passage: passages,
    journal.AuditEntry: audit_entries,
    journal.OutboxMessage: of_the_system,
    journal.Draft: personal(journal.Draft),
    journal.Deadline: of_own_organisation(journal.Deadline.organisation_id),
    journal.AnswerLog: answer_logs,
    journal.UnansweredQuestion: unanswered_questions,
    journal.ThreadTurn: personal(journal.ThreadTurn),
}
