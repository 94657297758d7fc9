"""The names that one person may know, read in that person's sight: all that understanding can recognise."""

from sqlalchemy import select

from bot.understanding.names import DealName, Names, OrganisationName, ProductName
from channel.access.gate import Gate
from channel.access.viewer import Viewer
from channel.tables.deals import Registration
from channel.tables.parties import Kind, Line, Organisation, Person
from channel.tables.products import Product
from channel.tables.programmes import Tier
from channel.tables.supply import Order, Warehouse

RECENT_ORDERS = 500


def names_for(gate: Gate, viewer: Viewer) -> Names:
    """Products, organisations, deals, orders, places and people in sight; empty for the unlinked."""
    organisation = viewer.organisation_id
    if organisation is None:
        return Names()
    return gate.kept.read((names_for, viewer), lambda: _read(gate, viewer, organisation))


def _read(gate: Gate, viewer: Viewer, organisation: int) -> Names:
    with gate.viewing(viewer) as session:
        organisations = session.execute(
            select(Organisation.id, Organisation.key, Organisation.name, Organisation.kind)
        ).all()
        by_id = {row.id: row for row in organisations}
        products = session.execute(
            select(
                Product.mpn, Product.name, Product.name_de, Product.words, Product.vendor_id, Line.name.label("line")
            )
            .join(Line, Line.id == Product.line_id)
            .order_by(Product.mpn)
        ).all()
        deals = session.execute(
            select(Registration.number, Registration.customer, Registration.reseller_id, Registration.state)
        ).all()
        orders = session.execute(
            select(Order.number, Order.po_number).order_by(Order.placed_on.desc()).limit(RECENT_ORDERS)
        ).all()
        warehouses = session.execute(select(Warehouse.city).distinct()).scalars().all()
        lines = session.execute(select(Line.vendor_id, Line.name)).all()
        tiers = session.execute(select(Tier.name, Tier.rank).order_by(Tier.rank)).all()
        people = session.execute(select(Person.key, Person.name)).all()
    own = by_id[organisation]
    vendor = {row.id: row.name for row in organisations if row.kind == Kind.VENDOR}
    return Names(
        products=tuple(
            ProductName(p.mpn, p.name, vendor.get(p.vendor_id, ""), p.line, (p.name_de, *p.words)) for p in products
        ),
        organisations=tuple(OrganisationName(o.key, o.name, str(o.kind)) for o in organisations),
        deals=tuple(
            DealName(d.number, d.customer, by_id[d.reseller_id].name if d.reseller_id in by_id else "", d.state)
            for d in deals
        ),
        orders=tuple(dict.fromkeys(name for o in orders for name in (o.po_number, o.number))),
        warehouses=tuple(warehouses),
        lines=tuple((vendor.get(row.vendor_id, ""), row.name) for row in lines),
        tiers=tuple(dict.fromkeys(t.name.casefold() for t in tiers)),
        people=tuple((p.key, p.name) for p in people),
        own_organisation=own.name,
        own_kind=str(viewer.kind or ""),
    )
