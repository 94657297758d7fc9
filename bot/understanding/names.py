"""The names that one asker may know: what understanding can recognise, and nothing beyond it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProductName:
    """A product in the asker's sight.

    `family_words` are what people say for it in English or German: "access point", "48 port switch", "wifi 7",
    "5 pack". The longest match wins; a part number written out always wins over them.
    """

    mpn: str
    name: str
    vendor: str
    line: str
    family_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrganisationName:
    """An organisation the asker may know; `kind` is vendor, distributor, reseller, prospect or customer."""

    key: str
    name: str
    kind: str


@dataclass(frozen=True)
class DealName:
    """A registration the asker may see, for "how is Isartal doing" and "0147"."""

    number: str
    customer: str
    reseller: str
    state: str


@dataclass(frozen=True)
class Names:
    """All names in one asker's sight.

    `lines` are (vendor, line); `tiers` lower-case, lowest first; `people` (key, full name); `own_organisation` the
    name of the asker's organisation, `own_kind` one of vendor, distributor, reseller, prospect, or "" for nobody.
    """

    products: tuple[ProductName, ...] = ()
    organisations: tuple[OrganisationName, ...] = ()
    deals: tuple[DealName, ...] = ()
    orders: tuple[str, ...] = ()
    warehouses: tuple[str, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    tiers: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    own_organisation: str = ""
    own_kind: str = ""
