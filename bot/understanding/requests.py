"""What an utterance asks for: a capability and typed slots, or one question with at most three choices."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum


class Capability(StrEnum):
    """The closed list of what can be asked."""

    KNOWLEDGE_ASK = "knowledge.ask"
    KNOWLEDGE_PUBLISH = "knowledge.publish"
    KNOWLEDGE_REPLACE = "knowledge.replace"
    KNOWLEDGE_RETIRE = "knowledge.retire"
    KNOWLEDGE_SUGGEST = "knowledge.suggest"
    KNOWLEDGE_GAPS = "knowledge.gaps"
    PRODUCT_FACTS = "product.facts"
    PRODUCT_LIFECYCLE = "product.lifecycle"
    PRODUCT_COMPATIBILITY = "product.compatibility"
    PRODUCT_AUTHORISATION = "product.authorisation"
    PRICE_QUOTE = "price.quote"
    PRICE_SPECIAL = "price.special"
    PRICE_CHANGES = "price.changes"
    STOCK_POSITION = "stock.position"
    ORDER_STATUS = "order.status"
    ORDER_PLACE = "order.place"
    ORDER_RMA = "order.rma"
    CREDIT_HEADROOM = "credit.headroom"
    CREDIT_CHANGE = "credit.change"
    RENEWAL_LIST = "renewal.list"
    SUBSCRIPTION_COTERM = "subscription.coterm"
    REBATE_PROGRESS = "rebate.progress"
    REBATE_CLAIM = "rebate.claim"
    MDF_BALANCE = "mdf.balance"
    MDF_REQUEST = "mdf.request"
    SPIFF_CLAIM = "spiff.claim"
    CERTIFICATION_STATUS = "certification.status"
    TIER_GAP = "tier.gap"
    DEAL_REGISTER = "deal.register"
    DEAL_AMEND = "deal.amend"
    DEAL_STATUS = "deal.status"
    DEAL_EXTEND = "deal.extend"
    DEAL_WITHDRAW = "deal.withdraw"
    DEAL_CLOSE = "deal.close"
    DEAL_APPEAL = "deal.appeal"
    DEAL_DECIDE = "deal.decide"
    DEAL_QUEUE = "deal.queue"
    DEAL_CONFLICT = "deal.conflict"
    ONBOARDING_INVITE = "onboarding.invite"
    ONBOARDING_APPLY = "onboarding.apply"
    ONBOARDING_STATUS = "onboarding.status"
    ONBOARDING_DECIDE = "onboarding.decide"
    PEOPLE_MANAGE = "people.manage"
    ANNOUNCE_DRAFT = "announce.draft"
    ANNOUNCE_READ = "announce.read"
    KPI_REPORT = "kpi.report"
    QBR_PACK = "qbr.pack"
    DIGEST_SETTINGS = "digest.settings"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    HELP = "help"
    SMALLTALK = "smalltalk"
    HANDOVER = "handover"
    REFUSE = "refuse"


Language = str
"""ISO 639-1: "en" or "de"."""

_RECORD_NAMES = {
    "mpns": "mpn",
    "quantities": "quantity",
    "deals": "deal",
    "orders": "order",
    "serials": "serial",
    "dates": "date",
    "tiers": "tier",
    "territories": "territory",
    "price_lists": "list",
}


@dataclass(frozen=True)
class Slots:
    """Arguments understood from the words and the thread; nothing here is a default.

    `quantities` stands beside `mpns` position by position (None where no number was said); a quantity without a
    product stands alone. `value` is an amount in `currency` (ISO 4217, None if unsaid). `dates` are ISO days
    (2026-12-15) or months (2027-03) as said, `period` a quarter (2026-Q4), month or year. `territories` are
    ISO 3166 or DACH, NORDICS. `aspects` name what about the thing is asked ("weight", "hs_code", "list_price",
    "cost", "csv"): a hint for the tool, no slot of its own. `details` are further fields of a registration by name.
    """

    mpns: tuple[str, ...] = ()
    quantities: tuple[int | None, ...] = ()
    value: Decimal | None = None
    currency: str | None = None
    territories: tuple[str, ...] = ()
    deals: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    period: str | None = None
    tiers: tuple[str, ...] = ()
    customer: str | None = None
    reseller: str | None = None
    distributor: str | None = None
    vendor: str | None = None
    line: str | None = None
    person: str | None = None
    email: str | None = None
    certificate: str | None = None
    document: str | None = None
    warehouse: str | None = None
    price_lists: tuple[str, ...] = ()
    reason: str | None = None
    decision: str | None = None
    days: int | None = None
    percent: Decimal | None = None
    frequency: str | None = None
    aspects: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()

    @property
    def mpn(self) -> str | None:
        """The first product named."""
        return self.mpns[0] if self.mpns else None

    @property
    def deal(self) -> str | None:
        """The first deal named."""
        return self.deals[0] if self.deals else None

    @property
    def order(self) -> str | None:
        """The first order named."""
        return self.orders[0] if self.orders else None

    @property
    def price_list(self) -> str | None:
        """The first price list named."""
        return self.price_lists[0] if self.price_lists else None

    @property
    def territory(self) -> str | None:
        """The first territory named."""
        return self.territories[0] if self.territories else None

    def quantity_of(self, mpn: str) -> int | None:
        """How many of this product were said."""
        for index, name in enumerate(self.mpns):
            if name == mpn and index < len(self.quantities):
                return self.quantities[index]
        return None

    @property
    def quantity(self) -> int | None:
        """The first quantity said."""
        return next((number for number in self.quantities if number is not None), None)

    def record(self) -> dict[str, object]:
        """Plain values under the names of the closed list: one value bare, several as a list, absent left out."""
        record: dict[str, object] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in {"aspects", "details"} or value is None or value == ():
                continue
            plain = [_plain(item) for item in (value if isinstance(value, tuple) else (value,)) if item is not None]
            if plain:
                record[_RECORD_NAMES.get(field.name, field.name)] = plain[0] if len(plain) == 1 else plain
        return record


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


@dataclass(frozen=True)
class Choice:
    """One of at most three ways to go on, with the request that it stands for."""

    label: str
    request: Request


@dataclass(frozen=True)
class Clarification:
    """One question (a key, worded by the screens) and its choices; no choices where the answer is free text."""

    question: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Request:
    """One wish.

    `text` are the clean words of this wish, `reasons` why it was decided so, `resolved` the part numbers that were
    not written out (what was typed, what it was taken for), to be named in the answer.
    """

    capability: Capability
    slots: Slots = Slots()
    text: str = ""
    language: Language = "en"
    reasons: tuple[str, ...] = ()
    resolved: tuple[tuple[str, str], ...] = ()
    clarification: Clarification | None = None


@dataclass(frozen=True)
class Understanding:
    """All wishes of one message, the primary one first; never empty."""

    requests: tuple[Request, ...]
    language: Language = "en"
