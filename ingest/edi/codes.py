"""What the codes of both standards mean to us. Codes that are named nowhere here are left out and told."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Held(StrEnum):
    """What a stated quantity is."""

    AVAILABLE = "available"
    ON_HAND = "on_hand"
    RESERVED = "reserved"
    COMING = "coming"


X12_STOCK: Final[Mapping[str, Held]] = {
    "33": Held.AVAILABLE,
    "34": Held.AVAILABLE,
    "17": Held.ON_HAND,
    "26": Held.ON_HAND,
    "36": Held.ON_HAND,
    "27": Held.RESERVED,
    "XU": Held.RESERVED,
    "63": Held.COMING,
    "BA": Held.COMING,
    "IQ": Held.COMING,
}
"""QTY01 of an 846: for sale, not committed; on hand, total; committed, reserved; on order, due in, in transit."""

EDIFACT_STOCK: Final[Mapping[str, Held]] = {
    "145": Held.ON_HAND,
    "17": Held.ON_HAND,
    "257": Held.ON_HAND,
    "66": Held.RESERVED,
    "21": Held.COMING,
    "73": Held.COMING,
    "198": Held.COMING,
    "X14": Held.COMING,
}
"""6063 of an INVRPT: actual, on hand, counted; committed; ordered, outstanding, in transit. None means available."""

PIECES: Final = frozenset({"", "EA", "PC", "PCE", "PCS", "C62", "H87", "NAR", "UN", "UNT", "ST"})
"""Units that are pieces; none stated means pieces too."""

X12_PARTS: Final = ("MG", "VP", "VN", "MN")
X12_GTINS: Final = ("UK", "EN", "UP", "UI", "UA", "EO")
"""Qualifiers of LIN from the best: manufacturer's, vendor's part, vendor's item, model number; GTIN-14, -13, -12."""

EDIFACT_PARTS: Final = ("MF", "SA", "VN", "MP")
EDIFACT_GTINS: Final = ("EN", "SRV", "UP", "EU")
"""7143 from the best: manufacturer's, supplier's article number, vendor's item number; EAN, GTIN, UPC."""

WAREHOUSE_PARTIES: Final = frozenset({"WH", "SF", "DC", "GM"})
"""N101 and NAD 3035 whose code is that of a warehouse."""
WAREHOUSE_PLACES: Final = frozenset({"14", "18", "19"})
"""LOC 3227 whose code is that of a warehouse: location of goods, warehouse, plant."""

ASSIGNED_X12: Final = frozenset({"91", "92", "93", "ZZ"})
ASSIGNED_EDIFACT: Final = frozenset({"", "91", "92"})
"""Codes that the trading partners agreed: an organisation's key here, and not a DUNS number or GLN."""

ARRIVAL_X12: Final = ("371", "017", "067", "069", "002", "063")
ARRIVAL_EDIFACT: Final = ("132", "17", "67", "69", "2", "191")
"""Dates of expected goods, from the best: arrival, delivery as estimated, scheduled, promised, requested."""

STATED_X12: Final = ("184", "097", "091")
STATED_EDIFACT: Final = ("366", "179", "91", "137")
"""Dates at which figures were true: of the inventory, of the transaction, of the report's end, of the message."""

SOLD_X12: Final = ("003", "011", "035", "007")
REPORT_END_X12: Final = ("091", "195", "194")
"""Dates of a sale: invoice, shipped, delivered, effective; for a summary the end of what it reports."""

SALES: Final = frozenset({"SS", "DS", "SD", "SH", "BP", "SU", "SM", "ZZ", ""})
RETURNS: Final = frozenset({"RB", "RP", "RT", "RN"})
OTHER_TRANSFERS: Final = frozenset({"IA", "IB", "PA", "PB", "RA", "RC", "RV", "SA"})
"""PTD01 of an 867: sold; came back; moved, received, adjusted or sent to the vendor, which is no sell-out."""

SOLD_QUANTITIES: Final = frozenset({"32", "39", "01", "38", "QS", "83", "33"})
RETURNED_QUANTITIES: Final = frozenset({"76", "84", "QR"})
"""QTY01 of an 867."""

SHIP_TO_PARTIES: Final = ("ST", "EU", "BY", "BT")
"""Whose country a sale counts for, from the best: ship-to, end user, buyer, bill-to."""

STATING: Final[Mapping[str, frozenset[str]]] = {
    "BIA": frozenset({"00", "04", "05", "06", "07", "15", "22", "26", ""}),
    "BPT": frozenset({"00", "02", "04", "05", "06", "07", "15", "22", "26", ""}),
    "BGM": frozenset({"2", "4", "5", "6", "7", "9", "31", "43", ""}),
}
"""Purposes that state figures; others cancel, delete or ask."""

NET_PRICES: Final = frozenset({"AAA", "NTP", "CON", "CAL"})
GROSS_PRICES: Final = frozenset({"AAB", "GRP", "AAE", "INF", "CAT"})
RECOMMENDED_TYPES: Final = frozenset({"SRP", "RTP", "MSR"})
"""5125 of PRI: net, gross; 5387: suggested retail, retail."""

STARTS: Final = ("157", "194", "7", "163")
ENDS: Final = ("206", "36", "164")
PERIODS: Final = ("273", "324")
"""Dates of a price: first day, last day, both."""
