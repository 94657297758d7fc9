"""Every table of the product, by area."""

from channel.tables import (
    deals,
    deciding,
    documents,
    finance,
    journal,
    onboarding,
    parties,
    prices,
    products,
    programmes,
    requests,
    supply,
)
from channel.tables.base import Table

__all__ = [
    "Table",
    "deals",
    "deciding",
    "documents",
    "finance",
    "journal",
    "onboarding",
    "parties",
    "prices",
    "products",
    "programmes",
    "requests",
    "supply",
]
