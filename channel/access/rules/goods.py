"""Sight of products, prices, stock, orders and credit. In doubt a row is not seen."""

from sqlalchemy import and_, exists, func, or_, select, tuple_

from channel.access.eyes import (
    Columns,
    Criterion,
    Eyes,
    Rule,
    distributor_of,
    every_side,
    has,
    nobody,
    own_side,
    suppliers,
    vendor_of,
    world,
)
from channel.access.grants import list_release_seen, past_embargo
from channel.access.rights import Right
from channel.tables import finance, prices, products, supply
from channel.tables.parties import Kind

_PRODUCT = products.Product.__table__.alias("product_in_sight")


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


def credit_lines(eyes: Eyes) -> Criterion:
    """The two sides, only people with the credit right; never a vendor."""
    return has(eyes, Right.SEE_CREDIT, sees=own_side(eyes, finance.CreditLine))


def subscriptions(eyes: Eyes) -> Criterion:
    """The three parties of it."""
    return every_side(eyes, finance.Subscription)


def subscription_prices(eyes: Eyes) -> Criterion:
    """What the reseller pays the distributor: the two of them."""
    return has(eyes, Right.SEE_PRICES, sees=own_side(eyes, finance.SubscriptionPrice))
