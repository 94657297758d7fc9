"""Who knows whom in these tests: a small channel with two vendors of IT and one of drives."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.understanding.names import DealName, Names, OrganisationName, ProductName

NOW = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Europe/Berlin"))

PRODUCTS = (
    ProductName(
        "NW-FW60",
        "FW60 desktop firewall",
        "Northwall Networks",
        "Firewall",
        ("desktop firewall", "small firewall", "little firewall", "firewall"),
    ),
    ProductName(
        "NW-FW60F",
        "FW60F fanless desktop firewall",
        "Northwall Networks",
        "Firewall",
        ("fanless firewall", "fanless FW60", "firewall"),
    ),
    ProductName(
        "NW-FW120",
        "FW120 rack firewall",
        "Northwall Networks",
        "Firewall",
        ("rack firewall", "big firewall", "firewall"),
    ),
    ProductName(
        "NW-FW120-BDL-36",
        "FW120 with 36-month bundle",
        "Northwall Networks",
        "Firewall",
        ("firewall bundle", "36 month bundle"),
    ),
    ProductName(
        "NW-SW48P",
        "48-port PoE switch",
        "Northwall Networks",
        "Switching",
        ("48 port switch", "48 port poe", "poe switch", "switch"),
    ),
    ProductName(
        "NW-SW48P-G2",
        "48-port PoE switch, second generation",
        "Northwall Networks",
        "Switching",
        ("48 port switch", "poe switch", "switch"),
    ),
    ProductName(
        "NW-AP7",
        "Wi-Fi 7 access point",
        "Northwall Networks",
        "Wireless",
        ("access point", "wifi 7", "wifi 7 access point", "wifi 7 ap"),
    ),
    ProductName(
        "NW-AP7-5PK",
        "Wi-Fi 7 access point, five-pack",
        "Northwall Networks",
        "Wireless",
        ("5 pack", "access point", "access point 5 pack"),
    ),
    ProductName("NW-SFP10-LR", "10G LR optic", "Northwall Networks", "Optics", ("10g optic", "lr optic", "sfp")),
    ProductName("NW-ZTNA-25", "ZTNA 25 users", "Northwall Networks", "ZTNA", ("ztna 25",)),
    ProductName("NW-ZTNA-100", "ZTNA 100 users", "Northwall Networks", "ZTNA", ("ztna 100",)),
    ProductName(
        "VLT-M365-100",
        "Microsoft 365 backup, 100 users",
        "Vaultline",
        "Microsoft 365 backup",
        ("m365 backup", "microsoft 365 backup", "office 365 backup"),
    ),
    ProductName("VLT-VM-10", "VM backup, 10 VMs", "Vaultline", "VM backup", ("vm backup",)),
    ProductName("HD-D75", "D75 drive 7.5 kW", "Halden Drives", "Drives", ("drive", "75 drive", "inverter")),
    ProductName("HD-M75", "M75 motor 7.5 kW", "Halden Drives", "Motors", ("motor",)),
    ProductName("HD-SP-FAN75", "Spare fan for D75", "Halden Drives", "Spare parts", ("spare fan", "fan")),
)

_ORGANISATIONS = {
    "northwall": OrganisationName("northwall", "Northwall Networks", "vendor"),
    "vaultline": OrganisationName("vaultline", "Vaultline", "vendor"),
    "halden": OrganisationName("halden", "Halden Drives", "vendor"),
    "brightpath": OrganisationName("brightpath", "Brightpath Distribution", "distributor"),
    "kestrel": OrganisationName("kestrel", "Kestrel Supply", "distributor"),
    "torvald": OrganisationName("torvald", "Torvald Industrial", "distributor"),
    "alpenrock": OrganisationName("alpenrock", "Alpenrock IT GmbH", "reseller"),
    "meridian": OrganisationName("meridian", "Meridian Health IT Ltd", "reseller"),
    "pixelforge": OrganisationName("pixelforge", "Pixelforge GmbH", "reseller"),
    "fjordbyte": OrganisationName("fjordbyte", "Fjordbyte AS", "reseller"),
    "donau": OrganisationName("donau", "Donau Systems GmbH", "reseller"),
    "tirol": OrganisationName("tirol", "Tirol Netz OG", "reseller"),
    "rheinblick": OrganisationName("rheinblick", "Rheinblick IT GmbH", "reseller"),
    "calder": OrganisationName("calder", "Calder IT Ltd", "reseller"),
    "weber": OrganisationName("weber", "Maschinenhaus Weber GmbH", "reseller"),
    "nordlys": OrganisationName("nordlys", "Nordlys IT AS", "prospect"),
}
_BUYS_FROM = {
    "alpenrock": "brightpath",
    "meridian": "brightpath",
    "donau": "brightpath",
    "tirol": "brightpath",
    "rheinblick": "brightpath",
    "calder": "brightpath",
    "pixelforge": "kestrel",
    "fjordbyte": "kestrel",
    "weber": "torvald",
    "nordlys": "kestrel",
}
_SELLS = {"brightpath": ["northwall", "vaultline"], "kestrel": ["northwall"], "torvald": ["halden"]}
_DEALS = (
    ("DR-2026-0147", "Klinikum Isartal", "alpenrock", "approved"),
    ("DR-2026-0152", "Klinikum Isartal gGmbH", "pixelforge", "submitted"),
    ("DR-2026-0149", "Stadtwerke Ried", "alpenrock", "distributor_review"),
    ("DR-2026-0139", "Autohaus Wendlinger", "alpenrock", "rejected"),
    ("DR-2026-0144", "Rheinmetall Logistik Neuss", "rheinblick", "vendor_review"),
    ("DR-2026-0150", "Harbour Foods Ltd", "calder", "distributor_review"),
    ("DR-2026-0151", "Hotel Alpenhof", "tirol", "draft"),
    ("DR-2026-0131", "Donaukraft Energie", "donau", "approved"),
    ("DR-2026-0128", "Spreewerk Druck", "pixelforge", "expired"),
)
_PEOPLE = {
    "northwall": ("Katrin Vogel", "Oliver Stein"),
    "brightpath": ("Jürgen Maier", "Nadia Rossi", "Colm Byrne"),
    "alpenrock": ("Lena Brandl", "Marta Rieger", "Petra Holzer", "Georg Aigner"),
    "pixelforge": ("Deniz Kaya", "Mara Lindner"),
    "weber": ("Karl Dreyer", "Birgit Lohmann"),
    "nordlys": ("Ane Lund", "Odd Berge"),
}
_ORDERS = {
    "alpenrock": ("4500019921",),
    "meridian": ("88213",),
    "pixelforge": ("4500019921",),
}
_LINES = (
    ("Northwall Networks", "Firewall"),
    ("Northwall Networks", "Switching"),
    ("Northwall Networks", "Wireless"),
    ("Northwall Networks", "ZTNA"),
    ("Northwall Networks", "Optics"),
    ("Vaultline", "Microsoft 365 backup"),
    ("Vaultline", "VM backup"),
    ("Halden Drives", "Drives"),
    ("Halden Drives", "Motors"),
    ("Halden Drives", "Spare parts"),
)
_TIERS = ("registered", "silver", "gold", "dealer", "service dealer")
_WAREHOUSES = ("Venlo", "Krems", "Duisburg", "Hamburg", "Oslo", "Gothenburg", "Bremen")


def names_of(key: str) -> Names:
    """What somebody of this organisation may know; "guest" belongs to none."""
    own = _ORGANISATIONS.get(key)
    kind = own.kind if own else ""
    seen = {key, *_related(key, kind), *(k for k, o in _ORGANISATIONS.items() if o.kind in {"vendor", "distributor"})}
    deals = [deal for deal in _DEALS if deal[2] == key or key in {_BUYS_FROM[deal[2]], "northwall"}]
    return Names(
        products=PRODUCTS,
        organisations=tuple(o for k, o in _ORGANISATIONS.items() if k in seen),
        deals=tuple(DealName(number, customer, _ORGANISATIONS[r].name, state) for number, customer, r, state in deals),
        orders=tuple(n for k, numbers in _ORDERS.items() if key in {k, _BUYS_FROM[k]} for n in numbers),
        warehouses=_WAREHOUSES,
        lines=_LINES,
        tiers=_TIERS,
        people=tuple((f"{k}.{name}", name) for k in sorted(seen) for name in _PEOPLE.get(k, ())),
        own_organisation=own.name if own else "",
        own_kind=kind,
    )


def _related(key: str, kind: str) -> set[str]:
    if kind == "vendor":
        sold_by = {distributor for distributor, vendors in _SELLS.items() if key in vendors}
        return {reseller for reseller, distributor in _BUYS_FROM.items() if distributor in sold_by}
    return {reseller for reseller, distributor in _BUYS_FROM.items() if distributor == key}
