"""Looking up where a reseller stands in a vendor's programme."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.tables.products import Product
from channel.tables.programmes import Standing


def tier_of(session: Session, reseller_id: int, mpn: str) -> str | None:
    """The reseller's tier, in lower case, with the vendor of a product, none when it is not in sight."""
    found = session.scalars(
        select(Standing.tier)
        .join(Product, Product.vendor_id == Standing.vendor_id)
        .where(Standing.reseller_id == reseller_id, Product.mpn == mpn.upper())
    ).first()
    return found.casefold() if found is not None else None
